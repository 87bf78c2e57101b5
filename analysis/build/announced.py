"""What the prose of a plan announces, set beside what its tables give.

A disagreement is shown, never resolved: `concordance` only says whether the number (or the
direction) that the prose declares is within what the tables allow.

Source: DESIGN.md, section 5, rule 7; NOMENCLATURE.md, section 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.intervals import Interval, interval_of


def attach_announced(ecarts: pd.DataFrame, annonces: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with what ties them.

    Args:
        ecarts: as `analysis.build.gaps.compute_gaps` gives it.
        annonces: curated declarations; a declaration about a group bears its `ensemble`.

    Returns:
        `ecarts` with `nature_annonce`, `ecart_annonce`, `cible_annoncee`, `ligne_annonce`,
        `annonce_conditionnelle` (the first declaration of the row, or the first that differs; the
        gap is the first number declared) and `concordance` (`contredit` as soon as one declaration
        disagrees, else the strongest verdict); then `annonces` with its own `concordance`. NA where
        nothing can be compared.
    """
    rows = ecarts.to_dict("records")
    named = [_identity(row) for row in rows]
    by_row = dict(zip(named, rows, strict=True))
    verdicts = [agreement(row, by_row.get(_target(row))) for row in annonces.to_dict("records")]
    told = annonces.assign(concordance=pd.Series(verdicts, index=annonces.index, dtype="str"))
    about: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in told.sort_values("ligne", kind="stable").to_dict("records"):
        about.setdefault(_target(row), []).append(row)
    summary = {target: _summary(group) for target, group in about.items()}
    columns = ["nature_annonce", "ecart_annonce", "cible_annoncee", "ligne_annonce", "concordance",
               "annonce_conditionnelle"]  # fmt: skip
    none = dict.fromkeys(columns, pd.NA) | {"annonce_conditionnelle": False}
    added = pd.DataFrame([summary.get(row, none) for row in named], index=ecarts.index, columns=columns)
    added = added.astype(
        {
            "ecart_annonce": "Int64",
            "cible_annoncee": "Int64",
            "ligne_annonce": "Int64",
            "concordance": "str",
            "nature_annonce": "str",
            "annonce_conditionnelle": "bool",
        }
    )
    return pd.concat([ecarts, added], axis=1), told.sort_index()


def agreement(annonce: pd.Series, ecart: pd.Series | None) -> object:
    """What the number or the direction declared says beside the tables.

    Returns:
        `concorde` where the number declared is the one that the tables give, `dans_fourchette` where
        it only lies between their bounds (which proves nothing), `sans_nombre` where the prose gives
        no number and its direction is possible, `contredit` otherwise; NA when the tables give
        nothing to compare with.
    """
    if ecart is None:
        return pd.NA
    gap, target = interval_of(ecart, "ecart"), interval_of(ecart, "cible")
    told = [
        (int(number), count)
        for number, count in ((annonce["ecart"], gap), (annonce["cible"], target))
        if pd.notna(number) and count is not None
    ]
    if told:
        if not all(number in count for number, count in told):
            return "contredit"
        return "concorde" if all(count.exact for _, count in told) else "dans_fourchette"
    if pd.notna(annonce["ecart"]) or (gap is None and target is None):
        return pd.NA
    return "sans_nombre" if _possible(str(annonce["nature"]), gap, target) else "contredit"


def _possible(nature: str, gap: Interval | None, target: Interval | None) -> bool:
    """Whether a direction told without a number is possible in the tables; always when it is not one of sites."""
    if gap is not None:
        return {"hausse": gap.high > 0, "creation": gap.high > 0, "baisse": gap.low < 0, "maintien": 0 in gap}.get(
            nature, True
        )
    return nature != "creation" or target is None or target.high > 0


_STRENGTH = ("contredit", "concorde", "dans_fourchette", "sans_nombre")
"""Verdicts, the one that speaks for a row first."""


def _summary(group: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """The declaration to show beside a row: the first that differs from the table, else the first."""
    known = [row["concordance"] for row in group if pd.notna(row["concordance"])]
    verdicts = sorted(known, key=_STRENGTH.index)
    differing = [row for row in group if pd.notna(row["concordance"]) and row["concordance"] == "contredit"]
    shown = (differing or group)[0]
    numbers = [row["ecart"] for row in group if pd.notna(row["ecart"])]
    return {
        "nature_annonce": shown["nature"],
        "ecart_annonce": shown["ecart"] if pd.notna(shown["ecart"]) or not numbers else numbers[0],
        "cible_annoncee": shown["cible"],
        "ligne_annonce": shown["ligne"],
        "concordance": verdicts[0] if verdicts else pd.NA,
        "annonce_conditionnelle": bool(shown["conditionnel"]),
    }


def _identity(row: pd.Series) -> tuple[str, ...]:
    return _place(row, row["modalite"])


def _target(row: pd.Series) -> tuple[str, ...]:
    """What a declaration is about: a group is named by its `ensemble`."""
    return _place(row, row["ensemble"] if row["niveau"] == "groupe" else row["modalite"])


def _place(row: pd.Series, name: str) -> tuple[str, ...]:
    """A group is known by its name alone: the groupe of its first row says nothing of it."""
    groupe = "" if row["niveau"] == "groupe" or pd.isna(row["groupe"]) else str(row["groupe"])
    return (row["departement"], row["activite"], row["niveau"], groupe, name)
