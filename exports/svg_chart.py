"""A chart of gaps as SVG, from the marks and the words of its figure (charts/drawings/gap_chart.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Any

from markupsafe import Markup

from charts.drawings.pictures import Chart
from exports.markup import joined
from exports.svg import INK, Drawing, Sign, circle, legend, rect, segment, text

_WIDTH, _LINE, _SIZE = 860, 1.22, 15
_ROOMY = 1.08
"""How much wider than its least width a chart is drawn."""

_HIGHEST, _APART = 1150, 600
"""Units of a part of a long chart, in one picture, and in a document, where the text goes on around it."""

_MOST_PANELS = 4
"""Départements side by side on a sheet of paper."""

_SLACK = 1.3
"""How much longer a chart may be, so as not to be cut in two short parts."""

Place = Callable[[float], float]


@dataclass(frozen=True)
class _Sheet:
    """Some rows of a chart: where a place of its axes stands.

    Attributes:
        low, high: the rows drawn, on the axis.
        first, last: the panels drawn, one a unit of the other axis.
    """

    figure: Mapping[str, Any]
    low: float
    high: float
    first: float
    last: float

    @property
    def layout(self) -> Mapping[str, Any]:
        layout: Mapping[str, Any] = self.figure["layout"]
        return layout

    @property
    def width(self) -> float:
        left, (start, end) = self.layout["margin"]["l"], self.layout["xaxis"]["range"]
        panel = (self.layout["meta"]["largeurMin"] - left) / (end - start)
        return float(max(_WIDTH, (left + panel * (self.last - self.first)) * _ROOMY))

    @property
    def row(self) -> float:
        """Units of a row."""
        margin, (start, end) = self.layout["margin"], self.layout["yaxis"]["range"]
        return float((self.layout["height"] - margin["t"] - margin["b"]) / (end - start))

    @property
    def height(self) -> float:
        margin = self.layout["margin"]
        return float(margin["t"] + margin["b"] + (self.high - self.low) * self.row)

    def x(self, value: float) -> float:
        margin, share = self.layout["margin"], (value - self.first) / (self.last - self.first)
        return float(margin["l"] + share * (self.width - margin["l"] - margin["r"]))

    def y(self, value: float) -> float:
        return float(self.layout["margin"]["t"] + (self.high - value) * self.row)

    def holds(self, x: float, y: float) -> bool:
        return self.low < y < self.high and self.first <= x < self.last

    def colour(self, token: str) -> str:
        found: str = self.layout["meta"]["couleurs"].get(token.removeprefix("@"), token)
        return found


def chart_drawings(chart: Chart, marks: Sequence[tuple[Sign | None, str]], *, each: bool = False) -> list[Drawing]:
    """The chart, in several drawings where it is long, each with the names of its columns.

    Args:
        marks: the legend.
        each: whether it stands under each drawing, or under the last alone.
    """
    low, high = chart.figure["layout"]["yaxis"]["range"]
    start, end = chart.figure["layout"]["xaxis"]["range"]
    parts = [
        part
        for first, last in (_panels(start, end) if each else [(start, end)])
        for part in _parts(_Sheet(chart.figure, low, high, first, last), _APART if each else _HIGHEST)
    ]
    found = []
    for rank, part in enumerate(parts, 1):
        where = f" Partie {rank} sur {len(parts)}." if len(parts) > 1 else ""
        shown = marks if each or rank == len(parts) else ()
        keys, end = legend(shown, room=part.width, size=_SIZE, y=part.height + 12)
        found.append(
            Drawing(part.width, end + 4, _drawn(part, top=high) + keys, f"Graphique.{where} {chart.alt}", "Graphique")
        )
    return found


def _panels(start: float, end: float) -> list[tuple[float, float]]:
    """Panels of like number, as many as a sheet of paper holds."""
    count = ceil((end - start) / _MOST_PANELS)
    cuts = [start + round(rank * (end - start) / count) for rank in range(count + 1)]
    return list(pairwise(cuts))


def _parts(whole: _Sheet, highest: float) -> list[_Sheet]:
    """Rows of like number, cut between two of them; a name in bold starts a part rather than ends it."""
    if whole.height <= highest * _SLACK:
        return [whole]
    count = ceil(whole.height / highest)
    rows = round(whole.high - whole.low)
    heads = {round(said["y"]) for said in whole.layout["meta"]["textes"] if said["x"] == 0 and said["style"] == "gras"}
    cuts = [whole.high]
    for rank in range(1, count):
        cut = whole.high - round(rank * rows / count)
        while cut < cuts[-1] - 2 and round(cut + 0.5) in heads and cut + 1 < cuts[-1]:
            cut += 1
        cuts.append(cut)
    cuts.append(whole.low)
    return [replace(whole, low=low, high=high) for high, low in pairwise(cuts)]


def _drawn(sheet: _Sheet, *, top: float) -> Markup:
    """Grid, marks, words."""
    ticks = [at for at in sheet.layout["xaxis"]["tickvals"] if sheet.first <= at < sheet.last]
    grid = [
        segment(sheet.x(at), sheet.y(sheet.high), sheet.x(at), sheet.y(sheet.low), stroke=INK["filet"]) for at in ticks
    ]
    marks = [mark for trace in sheet.figure["data"] if trace["visible"] for mark in _trace(sheet, trace)]
    return joined([*grid, *marks, *_words(sheet, top)])


def _trace(sheet: _Sheet, trace: Mapping[str, Any]) -> Iterator[Markup]:
    if trace["type"] == "bar":
        yield from _hatched(sheet, trace)
    elif trace["mode"] == "lines":
        yield from _segments(sheet, trace)
    else:
        yield from _points(sheet, trace)


def _hatched(sheet: _Sheet, trace: Mapping[str, Any]) -> Iterator[Markup]:
    high = trace["width"] * sheet.row
    for start, wide, y in zip(trace["base"], trace["x"], trace["y"], strict=True):
        if sheet.holds(start, y):
            left, right = sheet.x(start), sheet.x(start + wide)
            yield rect(
                left, sheet.y(y) - high / 2, right - left, high, fill="url(#hachure-fine)", stroke=INK["hachure"]
            )


def _segments(sheet: _Sheet, trace: Mapping[str, Any]) -> Iterator[Markup]:
    """Lines of a trace, apart from each other by a None."""
    colour, edge, faint = sheet.colour(trace["line"]["color"]), trace["line"]["width"], trace["opacity"]
    xs, ys = trace["x"], trace["y"]
    for rank in range(0, len(xs), 3):
        if sheet.holds(xs[rank], ys[rank]):
            y = sheet.y(ys[rank])
            yield segment(sheet.x(xs[rank]), y, sheet.x(xs[rank + 1]), y, stroke=colour, edge=edge, faint=faint)


def _points(sheet: _Sheet, trace: Mapping[str, Any]) -> Iterator[Markup]:
    marker = trace["marker"]
    colour, radius, edge = sheet.colour(marker["color"]), marker["size"] / 2, marker["line"]["width"]
    for x, y, shape in zip(trace["x"], trace["y"], marker["symbol"], strict=True):
        if not sheet.holds(x, y):
            continue
        at, down = sheet.x(x), sheet.y(y)
        if shape == "circle":
            yield circle(at, down, radius + edge / 2, fill=colour)
        elif shape == "circle-open":
            yield circle(at, down, radius, stroke=colour, edge=edge)
        else:
            yield segment(at, down - radius, at, down + radius, stroke=colour, edge=edge)


def _words(sheet: _Sheet, top: float) -> Iterator[Markup]:
    """The names of the rows that are drawn, and the head of the columns on each part."""
    for said in sheet.layout["meta"]["textes"]:
        head, named = said["y"] >= top - 0.001, said.get("ancre") == "end"
        place = sheet.first if named else said["x"]
        if not sheet.holds(place, (sheet.low + sheet.high) / 2 if head else said["y"]):
            continue
        middle = (sheet.layout["margin"]["t"] if head else sheet.y(said["y"])) + said.get("dy", 0)
        size, anchor = said.get("taille", sheet.layout["font"]["size"]), said.get("ancre", "start")
        x = sheet.x(place) + said.get("dx", 0)
        ends = sheet.x(said["fin"]) if "fin" in said else sheet.width
        room = {"start": ends - x, "end": x}.get(anchor, 2 * min(x, sheet.width - x)) - 2
        for rank, line in enumerate(said["lignes"]):
            yield text(
                x,
                middle + (rank - (len(said["lignes"]) - 1) / 2) * size * _LINE + size * 0.35,
                line,
                size=size,
                fill=sheet.colour(said.get("couleur", "@encre")),
                anchor=anchor,
                bold=said.get("style") == "gras",
                italic=said.get("style") == "italique",
                room=room,
            )
