"""Bars on the wall: a line a category, its words before its bars, a number at the end of each."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from charts.words.french import number_text
from charts.words.typography import bound
from exports.markup import EMPTY, joined, tag
from exports.slides.records import BarChart, Series
from exports.wall.measure import LEADING, TEXT, line_count, width
from exports.wall.records import Room

_BETWEEN, _MORE = 0.3, 1.4
"""What parts two lines, and a number from its bar."""

_KEYS = 3.4


def cut(chart: BarChart, room: Room) -> list[Markup]:
    """The chart over as many screens as it needs, all on the same scale."""
    wide = _label_width(chart, room.w)
    left = room.h - (_KEYS if chart.key else 0)
    pages: list[list[int]] = [[]]
    used = 0.0
    for rank, words in enumerate(chart.categories):
        tall = _row_height(chart, words, wide)
        if pages[-1] and used + tall > left:
            pages.append([])
            used = 0.0
        pages[-1].append(rank)
        used += tall
    if len(pages) > 1:  # of like length
        most = -(-len(chart.categories) // len(pages))
        even = [
            list(range(start, min(start + most, len(chart.categories))))
            for start in range(0, len(chart.categories), most)
        ]
        if all(sum(_row_height(chart, chart.categories[rank], wide) for rank in page) <= left for page in even):
            pages = even
    return [_html(chart, page, wide) for page in pages]


def _several(chart: BarChart) -> bool:
    """Whether each line has several bars, which then bear their numbers."""
    return sum(not series.pale for series in chart.series) > 1


def _label_width(chart: BarChart, room: float) -> float:
    widest = max((width(bound(words)) for words in chart.categories), default=0) + 1
    return min(widest, room * (0.56 if _several(chart) else 0.5))


def _row_height(chart: BarChart, words: str, wide: float) -> float:
    bars = sum(not series.pale for series in chart.series)
    tall = bars * TEXT * 1.15 if bars > 1 else TEXT * LEADING
    return max(tall, line_count(words, wide) * TEXT * LEADING) + _BETWEEN


def _html(chart: BarChart, ranks: list[int], wide: float) -> Markup:
    top = chart.top or max(
        (value for series in chart.series for value in series.values if value is not None), default=1
    )
    rows = []
    for number, rank in enumerate(ranks, 1):
        label = tag("span", bound(chart.categories[rank]), class_="quoi")
        rows.append(tag("li", label + tag("span", joined(_bars(chart, rank, top)), class_="barres"), data_rang=number))
    keys = EMPTY
    if chart.key:
        shown = [series for series in chart.series if any(value is not None for value in series.values)]
        keys = tag("ul", joined(_key(series) for series in sorted(shown, key=lambda one: one.pale)), class_="legende")
    lines = tag(
        "ol",
        joined(rows),
        class_="lignes",
        style=f"--quoi:{wide:.1f};--bout:{_number_width(chart):.1f}",
        aria_label=bound(chart.alt),
    )
    return tag("div", lines + keys, class_="graphique")


def _number_width(chart: BarChart) -> float:
    """Width of the widest number, or of both ends of a range."""
    known = [value for series in chart.series for value in series.values if value is not None]
    widest = max((width(number_text(value, decimales=chart.decimals), bold=True) for value in known), default=0)
    return (widest * 2 + width(" à ") if any(one.pale for one in chart.series) else widest) + _MORE


def _key(series: Series) -> Markup:
    return tag("li", tag("i", "", style=_look(series.colour, pale=series.pale)) + tag("span", bound(series.name)))


def _bars(chart: BarChart, rank: int, top: float) -> Iterator[Markup]:
    """The bars of a line: up to what is sure, then as far as the upper bound."""
    high = {series.name.removesuffix(", borne haute"): series for series in chart.series if series.pale}
    for series in (series for series in chart.series if not series.pale):
        low = series.values[rank]
        upper = high.get(series.name, high.get("Borne haute"))
        end = upper.values[rank] if upper else None
        if low is None:
            yield tag("span", "", class_="barre vide")
            continue
        colour = series.colours[rank] if series.colours else series.colour
        marks = tag("i", "", style=f"width:{100 * max(low, 0) / top:.2f}%;{_look(colour)}")
        if end is not None:
            marks += tag("i", "", style=f"width:{100 * (end - low) / top:.2f}%;{_look(colour, pale=True)}")
        words = number_text(low, decimales=chart.decimals)
        if end is not None:
            words = f"{words} à {number_text(end, decimales=chart.decimals)}"
        told = tag("b", bound(words)) if _several(chart) or not chart.key else EMPTY
        yield tag("span", marks + told, class_="barre")


def _look(colour: str, *, pale: bool = False) -> str:
    if pale:
        return "background:var(--trame)"
    if colour == "hachure":
        return "background:var(--trame)"
    return f"background:{colour if colour.startswith('#') else f'var(--{colour})'}"
