"""Short names and codes of the rows of `ecarts`, from the vocabulary of modalités.

Source: tables `modalites` and `correspondances`.
"""

from __future__ import annotations

import pandas as pd

_KEY = ["activite", "regime", "groupe", "modalite"]


def name_rows(ecarts: pd.DataFrame, modalites: pd.DataFrame, correspondances: pd.DataFrame) -> pd.DataFrame:
    """`ecarts` with `code` and `libelle`: a group bears the codes of its members joined by «+»."""
    known = {_identity(row): row for row in modalites.to_dict("records")}
    codes, labels = [], []
    for row in ecarts.to_dict("records"):
        if row["niveau"] == "groupe":
            codes.append("+".join(_members(str(row["activite"]), str(row["modalite"]), correspondances, modalites)))
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
    return tuple("" if pd.isna(row[name]) else str(row[name]) for name in _KEY)


def _members(activite: str, name: str, correspondances: pd.DataFrame, modalites: pd.DataFrame) -> list[str]:
    """Codes of the target modalités of a group, in printed order."""
    links = correspondances[correspondances["activite"].eq(activite) & correspondances["ensemble"].eq(name)]
    wanted = {
        ("" if pd.isna(g) else g, m) for g, m in zip(links["groupe_nouveau"], links["modalite_nouvelle"], strict=True)
    }
    targets = modalites[modalites["activite"].eq(activite) & modalites["regime"].ne("ancien")].sort_values("ordre")
    return [
        row["code"]
        for row in targets.to_dict("records")
        if ("" if pd.isna(row["groupe"]) else row["groupe"], row["modalite"]) in wanted
    ]
