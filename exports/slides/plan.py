"""From a view to its slides: the drawing first, its figures as a chart, then its tables.

What a kind of view draws is told by its picture and by its blocks; a view with neither gives its tables. A table that
is longer than some slides stops, and says what is left out and where it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from charts.drawings.pictures import Chart, Maps, Matrix
from charts.words.french import lower_first
from exports.slides.frames import chosen_rows, frame_table
from exports.slides.gap_slides import changes, gaps
from exports.slides.grids import grids, text_of
from exports.slides.map_slides import maps
from exports.slides.master import Geometry
from exports.slides.matrices import matrix_table
from exports.slides.paging import paged, said
from exports.slides.records import Box, Run, Slide, TableDrawing, plain_line
from exports.slides.territory_slides import territory
from views.library import Library
from views.view import Table, View

_ROWS = 60
"""Rows of a table that are measured: more than that many slides can hold."""

_TABLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("territoire", "territoire"): (),
    ("defis", "comparaison"): ("Résultats et actions", "Enjeux des défis"),
    ("defis", "qui"): ("Objectifs", "Résultats et actions"),
    ("scenario", "bilan"): ("Bilan", "En mots"),
    ("scenario", "objectifs"): ("Bilan", "Objectifs"),
    ("scenario", "etiquettes"): ("Thèmes et parcours",),
    ("scenario", "oqos"): ("OQOS",),
}
"""Tables that follow, by page and kind of view; else those of a view that nothing draws."""


def slides_of(view: View, library: Library, geometry: Geometry) -> list[Slide]:
    """The slides of a view, in order; one at least."""
    found = [*_drawn(view, library, geometry), *_tables(view, geometry)]
    if not found:
        lines = [line for line in text_of(view.blocks) if plain_line(line) != view.title]
        found = [Slide(view.title, body=tuple(lines[:12]), cautions=view.cautions)]
    return found


# ---------------------------------------------------------------- drawings


def _drawn(view: View, library: Library, geometry: Geometry) -> Iterator[Slide]:
    picture = view.picture
    if isinstance(picture, Maps):
        yield from maps(view, picture, library, geometry)
    elif isinstance(picture, Chart):
        yield from gaps(view, picture, library, geometry)
    elif isinstance(picture, Matrix):
        table, told = matrix_table(picture.table)
        yield from paged(table, geometry, title=view.title, body=said(view, told, geometry))
    elif view.page == "territoire":
        yield from territory(view, library, geometry)
    elif view.page == "defis" and view.kind == "comparaison" and view.tables:
        yield from _side_by_side(view, library, geometry)
    else:
        for grid in grids(view.blocks, "table-change"):
            yield from changes(view, grid, geometry)


def _side_by_side(view: View, library: Library, geometry: Geometry) -> Iterator[Slide]:
    """One line an objectif, one column a plan, the title that each gives it."""
    frame = view.tables[0].frame
    if frame.empty:
        return
    names = [name for name in library.geography.departements.values() if name in set(frame["Département"])]
    head = (Box(((Run("Objectif"),),)), *(Box(((Run(name),),)) for name in names))
    body = []
    for code, rows in frame.groupby("Code", sort=False):
        own = dict(zip(rows["Département"], rows["Objectif"], strict=True))
        cells = (
            Box(((Run(own[name]),),)) if name in own else Box(((Run("pas d'objectif de ce code", colour="encre-3"),),))
            for name in names
        )
        body.append((Box(((Run(str(code), bold=True),),)), *cells))
    table = TableDrawing("Objectifs côte à côte", (head,), tuple(body), (0.42, *[1.0] * len(names)), 12)
    yield from paged(table, geometry, title=view.title, body=said(view, "", geometry))


# ---------------------------------------------------------------- tables


def _tables(view: View, geometry: Geometry) -> Iterator[Slide]:
    """The tables that follow, so many slides each."""
    wanted = _TABLES.get((view.page, view.kind))
    drawn = view.picture is not None or any(True for _ in grids(view.blocks, "table-change"))
    if wanted is None and drawn:
        return
    kept = [table for table in view.tables if wanted is None or table.name in wanted]
    for rank, table in enumerate(kept):
        yield from _table(view, table, geometry, alone=not drawn and wanted is None and not rank)


def _table(view: View, table: Table, geometry: Geometry, *, alone: bool) -> Iterator[Slide]:
    frame, of = chosen_rows(table)
    if frame.empty:
        return
    decimals = dict(table.decimals)
    drawing = frame_table(frame, name=table.caption or table.name, decimals=decimals, most=_ROWS)
    lead = alone or (
        view.page == "scenario" and view.picture is None and table.name in ("OQOS", "Thèmes et parcours", "Bilan")
    )
    heading = (table.caption or table.name).partition(". Source")[0] + (f", {of}" if of else "")
    title = view.title if lead else f"{view.title} : {lower_first(heading)}"
    body = said(view, "", geometry)
    yield from paged(drawing, geometry, title=title, body=body, total=len(frame))
