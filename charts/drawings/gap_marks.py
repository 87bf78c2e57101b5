"""Marks of the dumbbell of gaps, gathered by kind for each panel: rings, dots, ranges, hatches, words.

Source: DESIGN.md, section 5, rules 3, 4 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.closed_sets import Borne
from analysis.intervals import Interval
from analysis.supply import GapRow
from charts.drawings.text_width import wrapped
from charts.words.gap_bounds import cell_text
from charts.words.gap_declared import announced_text, comes_first
from charts.words.gap_words import gap_text

_LANE = 0.17
"""How far from the line of a row a range stands: authorised above, foreseen below."""

SIZE, BESIDE = 14, 76
"""Pixels of the letters, and of a line of words beside a panel."""


SHORTER = {
    "se lit avec l'ensemble": "ensemble", "ligne nouvelle": "nouvelle", "existant non imprimé": "sans existant",
    "reprise ailleurs": "reprise", "non comparable": "sans écart",
}  # fmt: skip
"""A reason on one line, where the second says what the prose declares."""


@dataclass(frozen=True)
class Point:
    """One mark: where it stands, the row that it stands for, its shape."""

    x: float
    y: float
    reference: str
    shape: str


@dataclass(frozen=True)
class Words:
    """What stands beside the marks of a row, on two short lines.

    Attributes:
        small: the second line is arithmetic that comes after what the plan declares: smaller type, as a
            line too long for its panel.
    """

    y: float
    lines: list[str]
    differs: bool
    small: bool


@dataclass
class Panel:
    """Marks of one département, gathered by kind so that each kind is one trace."""

    authorised: list[Point] = field(default_factory=list)
    foreseen: list[Point] = field(default_factory=list)
    links: list[tuple[float, float, float]] = field(default_factory=list)
    ranges: list[tuple[str, float, Interval]] = field(default_factory=list)
    hatched: list[tuple[float, str]] = field(default_factory=list)
    pale: list[tuple[float, Interval]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    widest: int = 1


def panel_of(rows: Sequence[GapRow], position: Mapping[tuple[str, ...], float], borne: Borne, stacked: bool) -> Panel:
    """Marks of the rows of one panel; `position` gives the line of each."""
    panel = Panel()
    for row in rows:
        y = position[(row.departement, *row.key) if stacked else row.key]
        _place(panel, row, y, borne)
        first = comes_first(row, borne) and not row.bounded(borne)
        lines = _words(row, borne)
        panel.words.append(Words(y, lines[::-1] if first else lines, row.concordance == "contredit", first))
    return panel


def _words(row: GapRow, borne: Borne) -> list[str]:
    """The gap (or why there is none) and what the prose declares, on two short lines."""
    told = announced_text(row, short=True)
    star = f" {'*' * row.asterisques}" if row.asterisques and row.niveau == "modalite" else ""
    said = gap_text(row, borne=borne, short=True)
    if row.bounded(borne) and row.gaps[borne] is None:
        return [f"{SHORTER.get(said, said)} ({cell_text(row, short=True)}){star}", *([told] if told else [])]
    said = (SHORTER.get(said, said) if told else said) + star
    lines = [said] if told or row.bounded(borne) else wrapped(said, BESIDE, size=SIZE)
    return [*lines, told] if told else lines


def _place(panel: Panel, row: GapRow, y: float, borne: Borne) -> None:
    """Marks of one row."""
    target, gap = row.targets[borne], row.gaps[borne]
    reference = f"{row.activite}:{row.code}:{row.departement}"
    panel.widest = max([panel.widest, *(count.high for count in (row.existing, row.targets["intervalle"]) if count)])
    if row.readings[borne] == "aucune":
        return
    if gap is None:
        panel.hatched.append((y, reference))
    exact, whole = gap is not None and gap.exact, row.targets["intervalle"]
    if row.bounded(borne) and whole:
        panel.pale.append((y if exact or gap is None else y - _LANE, whole))
    existing = row.existing if gap is not None or row.relation == "supprime" else None
    if exact and existing and target and existing.low != target.low and not row.bounded(borne):
        panel.links.append((y, existing.low, target.low))
    lane = 0.0 if exact or gap is None else _LANE
    for kind, count, shift in (("autorise", existing, lane), ("prevu", target, -lane)):
        if count is None:
            continue
        if not count.exact:
            panel.ranges.append((kind, y + shift, count))
        points = panel.authorised if kind == "autorise" else panel.foreseen
        shape = "line-ns-open" if not count.exact else "circle-open" if kind == "autorise" else "circle"
        points += [Point(value, y + shift, reference, shape) for value in dict.fromkeys((count.low, count.high))]
