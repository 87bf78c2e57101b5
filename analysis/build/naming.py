"""Short names and codes of the rows of `ecarts`, from the vocabulary of modalités.

Source: tables `modalites` and `correspondances`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

_KEY = ["activite", "regime", "groupe", "modalite"]


def name_rows(ecarts: pd.DataFrame, modalites: pd.DataFrame, correspondances: pd.DataFrame) -> pd.DataFrame:
    """`ecarts` with `code` and `libelle`: a group bears the codes of its members joined by «+»."""
    known = {_identity(row): row for row in modalites[[*_KEY, "code", "libelle_court"]].to_dict("records")}
    members = _members(correspondances, modalites)
    codes, labels = [], []
    for row in ecarts[["niveau", *_KEY]].to_dict("records"):
        if row["niveau"] == "groupe":
            codes.append("+".join(members[row["activite"], row["modalite"]]))
            labels.append(row["modalite"])
        else:
            named = known[_identity(row)]
            codes.append(named["code"])
            labels.append(named["libelle_court"])
    return ecarts.assign(
        code=pd.Series(codes, index=ecarts.index, dtype="str"),
        libelle=pd.Series(labels, index=ecarts.index, dtype="str"),
    )


def _identity(row: pd.Series) -> tuple[str, ...]:
    return tuple(_filled(row[name]) for name in _KEY)


def _members(correspondances: pd.DataFrame, modalites: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Codes of the target modalités of each group, by activité and by its name, in printed order."""
    wanted: dict[tuple[str, str], set[tuple[str, str]]] = {}
    links = correspondances[correspondances["ensemble"].notna()]
    for row in links[["activite", "ensemble", "groupe_nouveau", "modalite_nouvelle"]].to_dict("records"):
        key = _filled(row["groupe_nouveau"]), row["modalite_nouvelle"]
        wanted.setdefault((row["activite"], row["ensemble"]), set()).add(key)
    targets = modalites[modalites["regime"].ne("ancien")]
    printed = {
        activite: targets[targets["activite"].eq(activite)].sort_values("ordre").to_dict("records")
        for activite, _ in wanted
    }
    return {
        (activite, name): [
            row["code"] for row in printed[activite] if (_filled(row["groupe"]), row["modalite"]) in keys
        ]
        for (activite, name), keys in wanted.items()
    }


def _filled(groupe: Any) -> str:
    return "" if pd.isna(groupe) else str(groupe)
