"""The rows that are a range somewhere and a number nowhere: gathered for the drawing of «Ce qui change», and in words.

Source: DESIGN.md, section 5, rules 2 and 9.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from analysis.closed_sets import Borne
from analysis.supply import GapRow, Supply
from charts.words.french import lower_first
from charts.words.gap_words import gap_text

Ranged: TypeAlias = "dict[str, dict[str, list[GapRow]]]"
"""Rows by activité and code."""


def is_range(row: GapRow) -> bool:
    """Whether the tables alone give a range: a bound is a hypothesis, and leaves it one."""
    return row.readings["intervalle"] == "fourchette"


def ranged_rows(
    supply: Supply, activites: Sequence[str], departements: Collection[str], *, drawn: Collection[tuple[str, str]]
) -> Ranged:
    """Rows that are a range in one of some départements.

    Args:
        drawn: rows that are a number in one of them, left out.
    """
    found: Ranged = {}
    for slug in activites:
        lines: dict[str, list[GapRow]] = {}
        for row in supply.of(slug, departements):
            if row.denombre and row.key not in drawn:
                lines.setdefault(row.code, []).append(row)
        kept = {code: rows for code, rows in lines.items() if any(map(is_range, rows))}
        if kept:
            found[slug] = kept
    return found


def ranges_told(supply: Supply, ranged: Mapping[str, Mapping[str, list[GapRow]]], code: str, borne: Borne) -> str:
    """«En fourchette : médecine de 0 à +9 ; traitement du cancer, 3 lignes.» of a département; empty without any."""
    parts = []
    for slug, lines in ranged.items():
        found = [row for rows in lines.values() for row in rows if row.departement == code and is_range(row)]
        if not found:
            continue
        name = lower_first(supply.activites[slug].libelle_court)
        if len(found) > 1:
            parts.append(f"{name}, {len(found)} lignes")
            continue
        own = lower_first(found[0].libelle)
        place = own if own.startswith(name) else f"{name}, {own}"
        parts.append(f"{place} {gap_text(found[0], borne=borne)}")
    return f"En fourchette : {' ; '.join(parts)}." if parts else ""
