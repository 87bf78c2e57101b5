"""The slides of gaps: a table of all, bars of what is authorised and foreseen, what changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.supply import Supply
from charts.blocks.records import Bullets, Grid
from charts.drawings.pictures import Chart
from charts.words.french import plural
from charts.words.gap_words import REVISED_MARK
from exports.slides.gaps import gap_charts, gap_table, legend
from exports.slides.grids import parts, seen, table_of
from exports.slides.master import Geometry
from exports.slides.paging import MOST_SLIDES, paged, with_cautions
from exports.slides.records import Line, Run, Slide
from views.library import Library
from views.view import View

MOST_CHARTS = 4
"""Charts of authorised and foreseen sites that follow a table of gaps."""


def gaps(view: View, picture: Chart, library: Library, geometry: Geometry) -> Iterator[Slide]:
    """Every row in a table, then bars of what is authorised and foreseen, a département a slide."""
    names = library.geography.by_code([*dict.fromkeys(row.departement for row in picture.rows)])
    headings = _headings(library.supply, picture)
    table = gap_table(picture, names, headings)
    told = legend(picture.rows, picture.borne)
    yield from paged(
        table,
        geometry,
        title=view.title,
        body=with_cautions(view, (told,), geometry.above),
        most=MOST_SLIDES + 1,
    )
    charts = gap_charts(picture, names, headings)
    shown = charts[:MOST_CHARTS]
    for chart in shown:
        left = len(charts) - len(shown)
        more = f"{left} autre{plural(left)} graphique{plural(left)} de cette vue à lire dans l'outil." if left else ""
        title = f"{chart.title} : sites autorisés et sites prévus, {_subject(view, headings)}"
        lines: tuple[Line, ...] = (told, (Run(more),)) if more else (told,)
        said = with_cautions(view, lines, geometry.under)
        yield Slide(title, (replace(chart, title=""),), said, wide=True)


def _subject(view: View, headings: dict[str, str]) -> str:
    """What a view of gaps is about: its activité, or that there are several."""
    return "toutes les activités de la vue" if headings else view.title.partition(",")[0]


def _headings(supply: Supply, picture: Chart) -> dict[str, str]:
    """Names of the activités, when there are several."""
    slugs = list(dict.fromkeys(row.activite for row in picture.rows))
    if len(slugs) < 2:
        return {}
    entries = supply.activites
    return {slug: entries[slug].libelle_court + (REVISED_MARK if entries[slug].revisee else "") for slug in slugs}


def changes(view: View, grid: Grid, geometry: Geometry) -> Iterator[Slide]:
    """«Ce qui change»: the table of the page, signs before numbers."""
    columns = len(grid.head[0].cells)
    weights = (1.15, 1.5, *[1.0] * (columns - 2))
    signs = next((block for block in parts(view.blocks, "legende-change") if isinstance(block, Bullets)), None)
    told: list[Line] = []
    if signs is not None:
        words = ["".join(run.text for run in seen(item.words)).strip() for item in signs.items]
        kept = [text for text in words if text and not text.startswith(("contour", "gras", "tirets", "stable"))]
        told = [(Run(" · ".join([*kept, "gras : sans réserve écrite"])),)]
    table = table_of(grid, name="Ce qui change", weights=weights, size=12)
    yield from paged(
        table,
        geometry,
        title=view.title,
        body=with_cautions(view, tuple(told), geometry.above),
        most=MOST_SLIDES + 1,
    )
