"""The slides of a département: what sets it apart, its key figures, its défis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from charts.blocks.records import Block, Bullets, Heading, Paragraph, Part, Row, plain
from charts.words.french import plural
from exports.slides.grids import grids, is_drawing, parts, seen, table_of, text_of
from exports.slides.master import Geometry
from exports.slides.paging import paged
from exports.slides.records import Box, Line, Place, Run, Slide, TableDrawing
from views.library import Library
from views.view import View


def territory(view: View, library: Library, geometry: Geometry) -> Iterator[Slide]:
    """A département: what sets it apart beside its map, its key figures."""
    code, beside = str(view.filename[1]), str(view.parameters.get("avec", ""))
    name = library.geography.departements[code]
    both = f"{name} et {library.geography.name(beside)} : chiffres clés côte à côte" if beside else ""
    how = tuple(text_of(tuple(parts(view.blocks, "a-cote")))) if beside else ()
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
        yield from paged(
            table,
            geometry,
            title=both or f"{name} : chiffres clés, à côté des autres départements",
            body=((Run(view.sentence),), *how[:1]),
        )
    plan = next(iter(parts(view.blocks, "territoire-plan")), None)
    if isinstance(plan, Part) and view.tables[1].frame["Code"].notna().any():
        heading = "".join(run.text for run in next(text_of(plan.blocks)))
        yield from paged(
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
