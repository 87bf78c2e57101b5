"""Words of a number read at a bound: a hypothesis, beside the printed cell, its condition and what the text says.

A target printed «0/1» read at its low end is not a decision: nothing here reads as a fact.

Source: DESIGN.md, section 5, rules 4, 9 and 11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.closed_sets import Borne
from analysis.supply import GapRow
from charts.words.french import list_text, lower_first, plural
from charts.words.gap_declared import TOLD, announced_text, nature_text, told_lines

NOT_TOLD = "condition non précisée dans le document"
NOT_COLLECTED_CONDITION = "condition non relevée"
"""Of a plan whose prose nobody looked for."""

HYPOTHESES: dict[Borne, str] = {
    "basse": "Borne basse, une hypothèse du plan",
    "haute": "Borne haute, une hypothèse du plan",
}
"""How a view read at a bound opens."""

_MINIMUM = {"34": 1897, "46": 1897}
"""Line where a plan sets the number of sites as a minimum to keep, by département (vigilance of the same sense)."""


def bound_head(borne: Borne) -> str:
    """«Borne basse, une hypothèse du plan : » before what is read at a bound; nothing for both bounds."""
    return f"{HYPOTHESES[borne]} : " if borne in HYPOTHESES else ""


def cell_text(row: GapRow, *, short: bool = False) -> str:
    """The target cells as printed: `0/1`; those of a group side by side: `3/7 et 0/2`.

    Args:
        short: for a chart, the cells printed as a range alone, and that there are others: `0/1…`.
    """
    cells = [part.rsplit(" : ", 1)[-1] for part in row.cible_detail]
    kept = [cell for cell in cells if cell != "–"]
    if not short:
        return list_text(kept or cells[:1])
    ranges = [cell for cell in kept if "/" in cell]
    return f"{'+'.join(ranges)}{'…' if len(kept) > len(ranges) else ''}"


def condition_text(row: GapRow) -> str:
    """The document's own condition for a target printed as a range, with its line, or that it gives none."""
    note = next((found for found in row.reservations if found.kind == "asterisque"), None)
    if note is None or not note.words or note.words == NOT_TOLD:
        return NOT_COLLECTED_CONDITION if row.unread else NOT_TOLD
    return f"{lower_first(note.words.rstrip('.'))}{f', note ligne {note.ligne}' if note.ligne else ''}"


def told_text(row: GapRow) -> str:
    """What the prose declares of a row, else of what is around it, with its line; that it says nothing otherwise."""
    own = announced_text(row).removeprefix(f"{TOLD} ")
    if own:
        return f"texte : {own} ({told_lines(row)})"
    if row.unread:
        return "texte du plan non relevé"
    if row.around is None:
        more = "rien" if condition_text(row) == NOT_TOLD else "pas plus"
        return f"le texte du plan n'en dit {more}"
    words = nature_text(row.around.nature, conditional=row.around.conditionnelle)
    return f"texte : {words}, dit plus largement (ligne {row.around.ligne})"


def bound_note(row: GapRow, borne: Borne) -> str:
    """What stands beside a number read at a bound: the printed cell, its condition, what the text declares."""
    return f"cible imprimée {cell_text(row)}, {hypothesis_text(row, borne)}"


def hypothesis_text(row: GapRow, borne: Borne) -> str:
    """The same after a printed cell that was just said."""
    return f"lue à sa borne {borne} : une hypothèse ; {condition_text(row)} ; {told_text(row)}"


def bound_caution(departements: Mapping[str, str]) -> str:
    """What a bound is not, and the plans that set the number of sites as a minimum.

    Args:
        departements: name by code of the plans read at a bound.
    """
    plans = [f"{departements[code]}, ligne {line}" for code, line in _MINIMUM.items() if code in departements]
    kept = f" Le maintien du nombre d'implantations y est posé comme un minimum ({list_text(plans)})." if plans else ""
    return f"Une borne n'est pas une décision : le plan imprime une fourchette, souvent sous condition.{kept}"


def bound_counts_text(rows: Sequence[GapRow], borne: Borne) -> str:
    """How many rows stand under, over or at what is authorised by the bound alone; empty without any."""
    found = {"sous l'autorisé": 0, "au-dessus de l'autorisé": 0, "égale à l'autorisé": 0}
    for row in rows:
        gap = row.gaps[borne]
        if not row.denombre or not row.supposed(borne) or gap is None:
            continue
        name = "sous l'autorisé" if gap.low < 0 else "au-dessus de l'autorisé" if gap.low else "égale à l'autorisé"
        found[name] += 1
    parts = [
        f"{number} ligne{plural(number)} dont la borne {borne} est {name}" for name, number in found.items() if number
    ]
    return ", ".join(parts)


def bound_condition(rows: Sequence[GapRow], borne: Borne) -> str:
    """The condition of the rows read at a bound, when they share one; else where to read them."""
    told = list(dict.fromkeys(condition_text(row) for row in rows if row.denombre and row.supposed(borne)))
    return told[0] if len(told) == 1 else "chacune sous sa condition"
