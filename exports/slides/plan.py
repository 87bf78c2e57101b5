"""From a view to its slides: the drawing first, its figures as a chart, then its tables.

What a kind of view draws is told by its picture and by its blocks; a view with neither gives its tables. A table that
is longer than some slides stops, and says what is left out and where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from analysis.supply import Supply
from charts.blocks.records import Block, Bullets, Grid, Heading, Paragraph, Part, Row, plain
from charts.drawings.choropleth import ChoroplethView
from charts.drawings.palette import PALETTES
from charts.drawings.pictures import Chart, Maps, Matrix
from charts.words.french import NOT_STATED, lower_first, plural
from charts.words.gap_words import REVISED_MARK
from exports.slides.fit import height
from exports.slides.frames import chosen_rows, frame_table
from exports.slides.gaps import gap_charts, gap_table, legend
from exports.slides.grids import grids, is_drawing, parts, seen, table_of, text_of
from exports.slides.master import Area, Geometry
from exports.slides.matrices import matrix_table
from exports.slides.records import BarChart, Box, Drawing, Line, MapDrawing, Place, Run, Series, Slide, TableDrawing
from exports.slides.tables import cut
from views.library import Library
from views.view import Table, View

SMALL = 11.0
"""Points of what is said above a table or under a chart."""

_IN_NOTES = "Précautions de lecture dans les commentaires."

MOST_CHARTS = 4
"""Charts of authorised and foreseen sites that follow a table of gaps."""

MOST_SLIDES = 3
"""Slides that one table of figures takes at most; a drawing takes those that it needs."""

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
        lines = [*text_of(view.blocks)] or [(Run(view.sentence or view.title),)]
        found = [Slide(view.title, body=tuple(lines[:12]), cautions=view.cautions)]
    return found


# ---------------------------------------------------------------- drawings


def _drawn(view: View, library: Library, geometry: Geometry) -> Iterator[Slide]:
    picture = view.picture
    if isinstance(picture, Maps):
        yield from _maps(view, picture, library, geometry)
    elif isinstance(picture, Chart):
        yield from _gaps(view, picture, library, geometry)
    elif isinstance(picture, Matrix):
        table, told = matrix_table(picture.table)
        yield from _paged(table, geometry, title=view.title, body=_said(view, told, geometry))
    elif view.page == "territoire":
        yield from _territory(view, library, geometry)
    elif view.page == "defis" and view.kind == "comparaison" and view.tables:
        yield from _side_by_side(view, geometry)
    else:
        for grid in grids(view.blocks, "table-change"):
            yield from _changes(view, grid, geometry)


def _maps(view: View, picture: Maps, library: Library, geometry: Geometry) -> Iterator[Slide]:
    """One map with what it says, or two side by side; then the bars of each."""
    what = "oqos" if view.page == "ecarts" else "defis"
    absent: dict[str, str] = {}
    if view.page != "carte":
        loaded = library.loaded_plans
        absent = {code: loaded.missing_text(code, what) for code in library.departements}  # type: ignore[arg-type]
    drawings = tuple(
        MapDrawing(name, shown, picture.chosen, picture.signs, absent)
        for name, shown in zip(_names(view, picture), picture.views, strict=True)
    )
    said = view.sentence or " ".join(dict.fromkeys(shown.phrase for shown in picture.views))
    lines = tuple(_sentences(said))
    if len(drawings) == 1:
        yield Slide(view.title, drawings, lines, view.cautions)
    else:
        yield Slide(view.title, drawings, _with_cautions(view, lines, geometry.under))
    for rank, shown in enumerate(picture.views):
        if view.page == "scenario" or shown.palette == "ecart":
            continue  # nothing to rank: a gap that is a number is beside those that are ranges
        bars = _bars(view, shown, picture.names[rank], rank, library)
        if bars is not None:
            title = f"{shown.titre}, du plus élevé au plus bas"
            yield Slide(title, (bars,), tuple(_sentences(shown.phrase)), view.cautions)


def _names(view: View, picture: Maps) -> tuple[str, ...]:
    """What each map shows; two maps of the same thing are those of two scenarios, which the first table names."""
    if len(set(picture.names)) == len(picture.names):
        return picture.names
    head = "Défis priorisés, "
    columns = next(table for table in view.tables if table.name == "Bilan").frame.columns
    scenarios = [column.removeprefix(head) for column in columns if column.startswith(head)][1:]
    return tuple(f"{own} : {lower_first(name)}" for own, name in zip(scenarios, picture.names, strict=True))


def _sentences(text: str) -> list[Line]:
    """A reading, a paragraph a sentence: it is read from far."""
    return [(Run(part.strip().rstrip(".") + "."),) for part in text.split(". ") if part.strip()]


def _bars(view: View, shown: ChoroplethView, name: str, rank: int, library: Library) -> BarChart | None:
    """Values from the highest, from the table of the map: an interval stays one, what is not known is a gap."""
    rows = _bounds(view, shown, rank, library)
    known = [row for row in rows if row[1] is not None]
    if len(known) < 2:
        return None
    exact = all(low == high and text == "" for _, low, high, text, _ in rows if low is not None)
    labels = tuple(
        f"{where} : {text or NOT_STATED}" if text or low is None else where for where, low, _, text, _ in rows
    )
    lows = tuple(None if low is None else float(low) for _, low, *_ in rows)
    decimals = _decimals(lows)
    unit = f", {shown.unite}" if shown.unite else ""
    fills = PALETTES[shown.palette].fills
    colours = tuple("encre-2" if tone is None else "hachure" if tone < 0 else fills[tone] for *_, tone in rows)
    series = [Series(f"{name}{unit}", lows, "donnee", colours)]
    if not exact:
        ends = tuple(None if low == high else high for _, low, high, *_ in rows)
        series.insert(0, Series("Borne haute", ends, "donnee", pale=True))
    return BarChart(
        "", labels, tuple(series), decimals, f"{shown.titre}. {shown.phrase}", axis=not exact, key=not exact
    )


Bound = tuple[str, float | None, float | None, str, int | None]


def _bounds(view: View, shown: ChoroplethView, rank: int, library: Library) -> list[Bound]:
    """Name, both bounds, words where a number does not say all, class (None for the region and the country)."""
    geography = library.geography
    codes = list(geography.departements)
    if view.page == "ecarts":
        signs = view.picture.signs if isinstance(view.picture, Maps) else {}
        return [
            (
                " ".join(filter(None, (geography.departements[codes[i]], signs.get(codes[i])))),
                shown.nombres[i],
                shown.nombres[i],
                "" if shown.nombres[i] is not None else shown.textes[i],
                shown.classes[i],
            )
            for i in shown.ordre
            if shown.textes[i]
        ]
    frame = view.tables[rank].frame.set_index("Code")
    found: list[Bound] = []
    for i in shown.ordre:
        low, high = _number(frame, codes[i], "Minimum"), _number(frame, codes[i], "Maximum")
        bare = shown.textes[i].lstrip("▲▼")
        words = "" if low == high and not bare[:1].isalpha() else bare
        found.append((geography.departements[codes[i]], low, high, words, shown.classes[i]))
    for reference in shown.reperes:
        if reference.nombre is not None and reference.code in frame.index:
            low, high = (_number(frame, reference.code, end) for end in ("Minimum", "Maximum"))
            found.append((reference.nom, low, high, "" if low == high else reference.texte, None))
    return found


def _number(frame: pd.DataFrame, code: str, column: str) -> float | None:
    headed = next(name for name in frame if str(name).split(" (")[0] == column)
    value = frame.loc[code, headed]
    return None if pd.isna(value) else float(value)


def _decimals(values: Sequence[float | None]) -> int:
    return max((len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values if value is not None), default=0)


def _gaps(view: View, picture: Chart, library: Library, geometry: Geometry) -> Iterator[Slide]:
    """Every row in a table, then bars of what is authorised and foreseen, two départements side by side."""
    names = library.geography.by_code([*dict.fromkeys(row.departement for row in picture.rows)])
    headings = _headings(library.supply, picture)
    table = gap_table(picture, names, headings)
    told = legend(picture.rows, picture.borne)
    yield from _paged(
        table,
        geometry,
        title=view.title,
        body=_with_cautions(view, (told,), geometry.above),
        most=MOST_SLIDES + 1,
    )
    charts = gap_charts(picture, names, headings)
    shown = charts[:MOST_CHARTS]
    for chart in shown:
        left = len(charts) - len(shown)
        more = f"{left} autre{plural(left)} graphique{plural(left)} de cette vue à lire dans l'outil." if left else ""
        title = f"{chart.title} : sites autorisés et sites prévus, {_subject(view, headings)}"
        lines: tuple[Line, ...] = (told, (Run(more),)) if more else (told,)
        said = _with_cautions(view, lines, geometry.under)
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


def _changes(view: View, grid: Grid, geometry: Geometry) -> Iterator[Slide]:
    """«Ce qui change»: the table of the page, signs before numbers."""
    columns = len(grid.head[0].cells)
    weights = (1.15, 1.5, *[1.0] * (columns - 2))
    signs = next((block for block in parts(view.blocks, "legende-change") if isinstance(block, Bullets)), None)
    told: list[Line] = []
    if signs is not None:
        words = ["".join(run.text for run in seen(item.words)).strip() for item in signs.items]
        kept = [text for text in words if text and not text.startswith(("contour", "plein", "tirets", "stable"))]
        told = [(Run(" · ".join([*kept, "gras : sans réserve écrite"])),)]
    table = table_of(grid, name="Ce qui change", weights=weights, size=12)
    yield from _paged(
        table,
        geometry,
        title=view.title,
        body=_with_cautions(view, tuple(told), geometry.above),
        most=MOST_SLIDES + 1,
    )


def _territory(view: View, library: Library, geometry: Geometry) -> Iterator[Slide]:
    """A département: what sets it apart beside its map, its key figures."""
    code = str(view.filename[1])
    name = library.geography.departements[code]
    said = [line for block in parts(view.blocks, "situe") for line in text_of((block,))]
    count = len(view.cautions)
    said.append((Run(f"{view.sentence}"),))
    said.append(
        (Run(f"{count} précaution{plural(count)} de lecture, dans les commentaires.", colour="encre-2", size=12),)
    )
    rows: list[tuple[Box | None, ...]] = []
    for role in ("mieux", "moins-bien"):
        for part in parts(view.blocks, role):
            rows += _glance(part)
    where = library.geography.name(library.geography.region)
    if rows:
        head = tuple(
            Box(((Run(text),),), right=rank > 0) for rank, text in enumerate(("En un coup d'œil", name, where, "Écart"))
        )
        table = TableDrawing("En un coup d'œil", (head,), tuple(rows), (2.6, 1, 1, 1), 14)
        yield Slide(view.title, (table, Place(code, f"{name} en {where}")), tuple(said))
    for grid in grids(view.blocks, "epine"):
        but = [rank for rank in range(len(grid.head[0].cells)) if is_drawing(grid, rank)]
        grid = replace(grid, bodies=tuple(tuple(map(_short_row, body)) for body in grid.bodies))
        weights = (2.4, 1, 1, 1, 1.1, 1.1, 1.2, 1.5)[: len(grid.head[0].cells) - len(but)]
        table = table_of(grid, name=f"{name} : chiffres clés", weights=weights, size=11, but=but)
        yield from _paged(
            table,
            geometry,
            title=f"{name} : chiffres clés, à côté des autres départements",
            body=((Run(view.sentence),),),
        )
    plan = next(iter(parts(view.blocks, "territoire-plan")), None)
    if isinstance(plan, Part) and view.tables[1].frame["Code"].notna().any():
        heading = "".join(run.text for run in next(text_of(plan.blocks)))
        yield from _paged(
            _priorities(view, name),
            geometry,
            title=f"{name} : {heading.partition(' : ')[2] or heading}",
            body=((Run(view.sentence),),),
        )


def _short_row(row: Row) -> Row:
    """A key figure without what its plan prints beside it: the name and its unit."""
    words, *rest = row.cells[0].words if isinstance(row.cells[0].words, tuple) else (row.cells[0].words,)
    kept = tuple(span for span in rest if not plain(span).startswith("dans le plan"))
    return replace(row, cells=(replace(row.cells[0], words=(words, *kept), blocks=()), *row.cells[1:]))


def _priorities(view: View, name: str) -> TableDrawing:
    """A line a regional défi: the objectifs of the plan under it, or that it does not prioritise it."""
    frame = next(table for table in view.tables if table.name == "Objectifs").frame
    body = []
    for code, rows in frame.groupby("Défi", sort=False):
        first = rows.iloc[0]
        defi: Line = (Run(f"{code} ", bold=True), Run(str(first["Titre du défi"])))
        lines: tuple[Line, ...] = tuple(
            (Run(f"{objectif} ", bold=True), Run(str(title)))
            for objectif, title in zip(rows["Code"], rows["Objectif"], strict=True)
            if not pd.isna(objectif)
        )
        body.append((Box((defi,)), Box(lines or ((Run(str(first["Situation"]), colour="encre-3"),),))))
    head = (Box(((Run("Défi régional"),),)), Box(((Run(f"Objectifs du plan ({name})"),),)))
    return TableDrawing("Défis et objectifs", (head,), tuple(body), (1.0, 1.5), 11)


def _glance(part: Block) -> Iterator[tuple[Box | None, ...]]:
    """The figures of one side of «En un coup d'œil»: name, value, region, gap."""
    assert isinstance(part, Part)
    for block in part.blocks:
        if isinstance(block, Bullets):
            for item in block.items:
                runs = [run for run in seen(item.words) if run.text.strip()]
                yield _glance_row(runs)
        elif isinstance(block, Heading | Paragraph):
            title = next(iter(text_of((block,))), ())
            yield Box((title,), "creux" if isinstance(block, Heading) else "", columns=4), None, None, None


def _glance_row(runs: list[Run]) -> tuple[Box | None, ...]:
    """`Taux de pauvreté` `19,4 %` ` Occitanie 17,5 % ` `+1,9 point` in four cells."""
    gap = runs.pop().text if len(runs) > 2 else ""
    region, value = runs.pop().text, runs.pop().text
    name = "".join(run.text for run in runs)
    words = region.strip().split(" ")
    number = " ".join(words[next((i for i, word in enumerate(words) if word[:1].isdigit()), 0) :])
    cells = ((name, False), (value, True), (number, False), (gap, False))
    return tuple(Box(((Run(text.strip(), bold=bold),),), right=rank > 0) for rank, (text, bold) in enumerate(cells))


def _side_by_side(view: View, geometry: Geometry) -> Iterator[Slide]:
    """One line an objectif, one column a plan, the title that each gives it."""
    frame = view.tables[0].frame
    if frame.empty:
        return
    names = list(dict.fromkeys(frame["Département"]))
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
    yield from _paged(table, geometry, title=view.title, body=_said(view, "", geometry))


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
    body = _said(view, "", geometry)
    yield from _paged(drawing, geometry, title=title, body=body, total=len(frame))


def said_height(body: Sequence[Line], area: Area) -> float:
    """Points that the words above a table take, written small."""
    return min(area.h, height(body, area.w, SMALL, gap=6) + 6) if body else 0


def _said(view: View, told: str, geometry: Geometry) -> tuple[Line, ...]:
    """What stands above a table: how it reads, what is said of it, its first cautions."""
    lines: list[Line] = [(Run(text),) for text in (told, view.sentence) if text]
    return _with_cautions(view, tuple(lines), geometry.above)


def _with_cautions(view: View, lines: tuple[Line, ...], area: Area) -> tuple[Line, ...]:
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


def _paged(
    table: TableDrawing,
    geometry: Geometry,
    *,
    title: str,
    body: tuple[Line, ...],
    total: int = 0,
    most: int = MOST_SLIDES,
) -> Iterator[Slide]:
    """A table over as many slides as it needs, «suite» in their titles, and what is left out in words."""
    pages = cut(table, geometry.table(said_height(body, geometry.above)))
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
