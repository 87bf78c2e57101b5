"""A table over several slides, and what stands above it: how it reads, the cautions that hold there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from charts.words.french import plural
from exports.slides.fit import height
from exports.slides.master import Area, Geometry
from exports.slides.records import Drawing, Line, Run, Slide, TableDrawing
from exports.slides.tables import cut
from views.view import View

SMALL = 11.0
"""Points of what is said above a table or under a chart."""

IN_NOTES = "Précautions de lecture dans les commentaires."

MOST_SLIDES = 3
"""Slides that one table of figures takes at most; a drawing takes those that it needs."""


def said_height(body: Sequence[Line], area: Area) -> float:
    """Points that the words above a table take, written small."""
    return min(area.h, height(body, area.w, SMALL, gap=6) + 6) if body else 0


def said(view: View, told: str, geometry: Geometry) -> tuple[Line, ...]:
    """What stands above a table: how it reads, what is said of it, its first cautions."""
    lines: list[Line] = [(Run(text),) for text in (told, view.sentence) if text]
    return with_cautions(view, tuple(lines), geometry.above)


def with_cautions(view: View, lines: tuple[Line, ...], area: Area) -> tuple[Line, ...]:
    """Some lines, then on one more the cautions that hold under them, the strongest first; the notes have them all."""
    for count in range(len(view.cautions), -1, -1):
        left = len(view.cautions) - count
        s = plural(left)
        more = [f"{left} autre{s} précaution{s} dans les commentaires." if count else IN_NOTES] if left else []
        text = " ".join([*view.cautions[:count], *more])
        found: tuple[Line, ...] = (*lines, (Run(text, colour="reserve"),)) if text else lines
        if height(found, area.w, SMALL, gap=6) <= area.h:
            return found
    return found


def paged(
    table: TableDrawing,
    geometry: Geometry,
    *,
    title: str,
    body: tuple[Line, ...],
    total: int = 0,
    most: int = MOST_SLIDES,
) -> Iterator[Slide]:
    """A table over as many slides as it needs, «suite» in their titles, and what is left out in words."""
    total = total or len(table.body)
    pages, said, left = _pages(table, body, geometry), body, ""
    if len(pages) > most or total > len(table.body):
        pages, said, left = _shortened(table, body, geometry, total, most)
    shown = pages[:most]
    for rank, page in enumerate(shown):
        more = f" (suite, {rank + 1} sur {len(shown)})" if rank else ""
        last = rank == len(shown) - 1
        kept: tuple[Drawing, ...] = (page,)
        lines = tuple(line for line in (said if last else body) if line)
        yield Slide(f"{title}{more}", kept, lines, more=(left,) if left and last else ())


def _pages(table: TableDrawing, body: tuple[Line, ...], geometry: Geometry) -> list[TableDrawing]:
    """The table in parts under some words; on one slide where a point less is enough."""
    area = geometry.table(said_height(body, geometry.above))
    pages, smaller = cut(table, area), cut(replace(table, size=table.size - 1), area)
    return smaller if len(pages) > 1 == len(smaller) else pages


def _shortened(
    table: TableDrawing, body: tuple[Line, ...], geometry: Geometry, total: int, most: int
) -> tuple[list[TableDrawing], tuple[Line, ...], str]:
    """A table that is not all shown: its parts, the words above the last one, how many rows there are.

    How the table reads is left to the slides before where the room is short; the cautions, last, stay.
    """

    def told(count: int) -> str:
        return f"{count} lignes sur {total} sont dans ces diapositives ; toutes sont dans le classeur de la même vue."

    kept = body
    while len(kept) > 1 and height(_first(told(total), kept), geometry.above.w, SMALL, gap=6) > geometry.above.h:
        kept = kept[1:]
    wide = max(body, _first(told(total), kept), key=lambda lines: said_height(lines, geometry.above))
    pages = _pages(table, wide, geometry)
    left = told(sum(len(page.body) for page in pages[:most]))
    return pages, _first(left, kept), left


def _first(words: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return (Run(words, bold=True),), *lines
