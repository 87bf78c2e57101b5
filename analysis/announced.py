"""What the prose of a plan announces, set beside what its tables give.

A disagreement is shown, never resolved: `concordance` only says whether the number (or the
direction) that the prose declares is within what the tables allow.

Source: DESIGN.md, section 5, rule 7; NOMENCLATURE.md, section 2.
"""

from __future__ import annotations

import pandas as pd

from analysis.intervals import Interval, interval_of


def attach_announced(ecarts: pd.DataFrame, annonces: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with what ties them.

    Args:
        ecarts: as `analysis.gaps.compute_gaps` gives it.
        annonces: curated declarations; a declaration about a group bears its `ensemble`.

    Returns:
        `ecarts` with `nature_annonce`, `ecart_annonce`, `cible_annoncee`, `ligne_annonce` (the
        first declaration of the row, or the first that differs; the gap is the first number
        declared) and `concordance` (`contredit` as soon as one declaration disagrees); then
        `annonces` with its own `concordance`. NA where nothing can be compared.
    """
    by_row = {_identity(row): row for _, row in ecarts.iterrows()}
    verdicts = [agreement(row, by_row.get(_target(row))) for _, row in annonces.iterrows()]
    told = annonces.assign(concordance=pd.Series(verdicts, index=annonces.index, dtype="str"))
    told = told.assign(_target=[_target(row) for _, row in told.iterrows()]).sort_values("ligne", kind="stable")
    summary = {target: _summary(group) for target, group in told.groupby("_target")}
    columns = ["nature_annonce", "ecart_annonce", "cible_annoncee", "ligne_annonce", "concordance"]
    rows = [summary.get(_identity(row), dict.fromkeys(columns, pd.NA)) for _, row in ecarts.iterrows()]
    added = pd.DataFrame(rows, index=ecarts.index, columns=columns)
    added = added.astype(
        {
            "ecart_annonce": "Int64",
            "cible_annoncee": "Int64",
            "ligne_annonce": "Int64",
            "concordance": "str",
            "nature_annonce": "str",
        }
    )
    return pd.concat([ecarts, added], axis=1), told.sort_index().drop(columns="_target")


def agreement(annonce: pd.Series, ecart: pd.Series | None) -> object:
    """`concorde`, `contredit`, or NA when the tables give nothing to compare with."""
    if ecart is None:
        return pd.NA
    gap, target = interval_of(ecart, "ecart"), interval_of(ecart, "cible")
    checks = []
    if pd.notna(annonce["ecart"]) and gap is not None:
        checks.append(int(annonce["ecart"]) in gap)
    if pd.notna(annonce["cible"]) and target is not None:
        checks.append(int(annonce["cible"]) in target)
    if not checks and pd.isna(annonce["ecart"]):
        checks = _direction(str(annonce["nature"]), gap, target)
    if not checks:
        return pd.NA
    return "concorde" if all(checks) else "contredit"


def _direction(nature: str, gap: Interval | None, target: Interval | None) -> list[bool]:
    """Whether a direction told without a number is possible in the tables."""
    if gap is not None:
        return [{"hausse": gap.high > 0, "creation": gap.high > 0, "baisse": gap.low < 0, "maintien": 0 in gap}[nature]]
    if nature == "creation" and target is not None:
        return [target.high > 0]
    return []


def _summary(group: pd.DataFrame) -> dict[str, object]:
    """The declaration to show beside a row: the first that differs from the table, else the first."""
    differing = group[group["concordance"].eq("contredit")]
    verdicts = group["concordance"].dropna()
    shown = group.iloc[0] if differing.empty else differing.iloc[0]
    numbers = group["ecart"].dropna()
    return {
        "nature_annonce": shown["nature"],
        "ecart_annonce": shown["ecart"] if pd.notna(shown["ecart"]) or numbers.empty else numbers.iloc[0],
        "cible_annoncee": shown["cible"], "ligne_annonce": shown["ligne"],
        "concordance": "contredit" if len(differing) else pd.NA if verdicts.empty else "concorde",
    }  # fmt: skip


def _identity(row: pd.Series) -> tuple[str, ...]:
    return _place(row, row["modalite"])


def _target(row: pd.Series) -> tuple[str, ...]:
    """What a declaration is about: a group is named by its `ensemble`."""
    return _place(row, row["ensemble"] if row["niveau"] == "groupe" else row["modalite"])


def _place(row: pd.Series, name: str) -> tuple[str, ...]:
    """A group is known by its name alone: the groupe of its first row says nothing of it."""
    groupe = "" if row["niveau"] == "groupe" or pd.isna(row["groupe"]) else str(row["groupe"])
    return (row["departement"], row["activite"], row["niveau"], groupe, name)
