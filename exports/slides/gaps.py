"""The gaps of an activité or of some départements: a table of all, then bars of what is authorised and foreseen.

What holds a number back stands before it. A range goes on as a hatched end from its lower bound to its upper one; what
may not be compared has no bar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.closed_sets import Borne
from analysis.intervals import Interval
from analysis.supply import GapRow
from charts.drawings.pictures import Chart
from charts.words.gap_bounds import HYPOTHESES, cell_text
from charts.words.gap_declared import announced_text, comes_first
from charts.words.gap_reserves import SIGNS, reserve_signs
from charts.words.gap_words import REVISED_MARK, existing_text, gap_text, printed_text, target_text
from exports.slides.records import BarChart, Box, Line, Run, Series, TableDrawing

MOST_BARS, MOST_NAMED = 13, 10
"""Categories of a chart that a projector shows; those that also bear the name of their activité."""

_PALE = {"hausse": "hausse-pale", "baisse": "baisse-pale"}
_MEANING = {
    SIGNS["avenant"]: "révisé en 2025, non inclus", SIGNS["asterisque"]: "astérisque du plan",
    SIGNS["possible"]: "seulement possible dans le texte", SIGNS["explique"]: "expliqué par le plan",
}  # fmt: skip


def signs_of(row: GapRow, borne: Borne) -> str:
    """What holds the number of a row back, in the signs of the pages; empty when nothing does."""
    if row.readings[borne] == "aucune" or row.gaps[borne] is None:
        return ""
    signs = reserve_signs(row)
    if row.bounded(borne):
        signs = [*signs, f"imprimé {cell_text(row)} :"]
    return " ".join(signs)


def said_of(row: GapRow, borne: Borne) -> str:
    """The gap, after what the text declares where it comes first."""
    told = f"{announced_text(row, short=True)} ; " if comes_first(row, borne) and not row.bounded(borne) else ""
    return told + gap_text(row, borne=borne).removesuffix(printed_text(row, borne))


def legend(rows: Sequence[GapRow], borne: Borne) -> Line:
    """What the signs stand for, of those that are there."""
    present = {sign for row in rows for sign in signs_of(row, borne).split(" ")}
    said = [f"{sign} : {words}" for sign, words in _MEANING.items() if sign in present]
    if borne in HYPOTHESES:
        said.insert(0, HYPOTHESES[borne])
    said.append("autorisé › prévu, en sites")
    return (Run(" · ".join(said)),)


def gap_table(picture: Chart, names: Mapping[str, str], headings: Mapping[str, str]) -> TableDrawing:
    """A line a row of the documents, a column a département.

    Args:
        names: département by code, in the order of the columns; headings: activité by code, when there are several.
    """
    borne, lines = picture.borne, dict[tuple[str, ...], dict[str, GapRow]]()
    for row in picture.rows:
        lines.setdefault(row.key, {})[row.departement] = row
    head = (Box(((Run("Ligne du tableau"),),)), *(Box(((Run(name),),)) for name in names.values()))
    body: list[tuple[Box | None, ...]] = []
    seen = ""
    for found in lines.values():
        first = next(iter(found.values()))
        if headings and first.activite != seen:
            seen = first.activite
            title = Box(((Run(headings[seen], bold=True),),), "creux", columns=len(names) + 1)
            body.append((title, *[None] * len(names)))
        name = Box(((Run(first.libelle),),))
        body.append((name, *(_cell(found.get(code), borne) for code in names)))
    return TableDrawing("Écarts", (head,), tuple(body), (1.35, *[1.0] * len(names)), 11)


def _cell(row: GapRow | None, borne: Borne) -> Box:
    """The signs, the gap, then the two counts that it comes from."""
    if row is None:
        return Box(((Run("non imprimé", colour="encre-3"),),))
    if row.readings[borne] == "aucune":
        return Box(((Run("–", colour="encre-3"),),))
    signs, gap = signs_of(row, borne), row.gaps[borne]
    before = (Run(f"{signs} ", colour="reserve"),) if signs else ()
    if gap is None:
        return Box(((Run(gap_text(row, borne=borne), colour="encre-3"), *_counts(row, borne)),))
    line: Line = (*before, Run(said_of(row, borne), bold=gap.exact), *_counts(row, borne))
    return Box((line,), _PALE.get(row.readings[borne], ""))


def _counts(row: GapRow, borne: Borne) -> Line:
    if row.existing is None or row.targets[borne] is None or row.gaps[borne] is None:
        return (Run(f"   prévu {target_text(row, borne)}", size=9, colour="encre-2"),) if row.targets[borne] else ()
    target = target_text(row, borne).removesuffix(printed_text(row, borne))
    return (Run(f"   {existing_text(row)} › {target}", size=9, colour="encre-2"),)


def gap_charts(picture: Chart, names: Mapping[str, str], headings: Mapping[str, str]) -> list[BarChart]:
    """The bars of each département, so many lines a chart, the first of each before what goes on.

    What has no implantation, or is read with its whole, is left to the table.
    """
    borne = picture.borne
    shown = [row for row in picture.rows if row.denombre and row.readings[borne] != "aucune" and _drawn(row, borne)]
    by_code = {code: [row for row in shown if row.departement == code] for code in names}
    longest, most = max(map(len, by_code.values()), default=0), MOST_NAMED if headings else MOST_BARS
    return [
        _chart(names[code] + _part(start, most, len(own)), own[start : start + most], borne, headings, _top(own, borne))
        for start in range(0, longest, most)
        for code, own in by_code.items()
        if own[start : start + most]
    ]


def _top(rows: Sequence[GapRow], borne: Borne) -> float:
    """The end of the scale of a département, the same for each of its charts."""
    return max((count.high for row in rows for count in _pair(row, borne) if count), default=1) * 1.06 or 1


def _part(start: int, most: int, count: int) -> str:
    """Which of its charts one is, after the name of a département; nothing of the first."""
    return f" (suite, {start // most + 1} sur {-(-count // most)})" if start else ""


def _chart(title: str, rows: Sequence[GapRow], borne: Borne, headings: Mapping[str, str], top: float) -> BarChart:
    labels = tuple(_label(row, borne, headings) for row in rows)
    pairs = [_pair(row, borne) for row in rows]
    kinds = (("Autorisé", "autorise"), ("Prévu d'ici 2028", "donnee"))
    series = [
        _ends(name, colour, [pair[rank] for pair in pairs], upper=upper)
        for upper in (True, False)
        for rank, (name, colour) in enumerate(kinds)
    ]
    bounds, sure = series[:2], series[2:]  # no upper bound anywhere: its series would only be two lines of the legend
    if not any(value is not None for one in bounds for value in one.values):
        series = sure
    alt = f"{title}. " + " ; ".join(
        f"{label}, autorisé {existing_text(row)}, prévu {target_text(row, borne)}"
        for label, row in zip(labels, rows, strict=True)
    )
    return BarChart(title, labels, tuple(series), 0, alt, top=top, axis=True, key=True)


def _ends(name: str, colour: str, counts: Sequence[Interval | None], *, upper: bool) -> Series:
    """The upper bounds of counts that are ranges, or the numbers and the lower bounds of all that are known."""
    if upper:
        high = tuple(None if count is None or count.exact else float(count.high) for count in counts)
        return Series(f"{name}, borne haute", high, colour, pale=True)
    return Series(name, tuple(None if count is None else float(count.low) for count in counts), colour)


def _label(row: GapRow, borne: Borne, headings: Mapping[str, str]) -> str:
    """The row, then what holds its number back, then its number."""
    name = row.libelle
    if headings and not row.libelle.startswith(headings[row.activite].rstrip(REVISED_MARK)):
        name = f"{headings[row.activite].rstrip(REVISED_MARK)}, {row.libelle}"
    signs = signs_of(row, borne)
    return f"{name} : {f'{signs} ' if signs else ''}{said_of(row, borne)}"


def _pair(row: GapRow, borne: Borne) -> tuple[Interval | None, Interval | None]:
    """What is authorised and what is foreseen, as the pages draw them: no authorised count beside what it is not."""
    existing = row.existing if row.gaps[borne] is not None or row.relation == "supprime" else None
    return existing, row.targets[borne]


def _drawn(row: GapRow, borne: Borne) -> bool:
    return any(count is not None for count in _pair(row, borne))
