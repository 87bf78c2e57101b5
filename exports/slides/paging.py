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

_IN_NOTES = "Précautions de lecture dans les commentaires."

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
        more = [f"{left} autre{s} précaution{s} dans les commentaires." if count else _IN_NOTES] if left else []
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
    area = geometry.table(said_height(body, geometry.above))
    pages, smaller = cut(table, area), cut(replace(table, size=table.size - 1), area)
    if len(smaller) == 1:  # on one slide where a point less is enough
        pages = smaller if len(pages) > 1 else pages
    total = total or len(table.body)
    shown = pages[:most]
    count = sum(len(page.body) for page in shown)
    for rank, page in enumerate(shown):
        more = f" (suite, {rank + 1} sur {len(shown)})" if rank else ""
        said, left = body, tuple[str, ...]()
        if count < total and rank == len(shown) - 1:
            words = (
                f"{count} lignes sur {total} sont dans ces diapositives ; toutes sont dans le classeur de la même vue."
            )
            said, left = ((Run(words, bold=True),), *body), (words,)
        kept: tuple[Drawing, ...] = (page,)
        yield Slide(f"{title}{more}", kept, tuple(line for line in said if line), more=left)
