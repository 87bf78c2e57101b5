"""What a view showed, kept in the file of a meeting: its words, and the figures of its slides, as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from exports.slides.master import Geometry
from exports.slides.plan import slides_of
from exports.slides.records import BarChart, Box, Drawing, MapDrawing, Run, TableDrawing, plain_line
from views.filters import words
from views.library import Library
from views.links import page_address
from views.seance.meeting import LONGEST_LINE, LONGEST_TEXT, MOST_CAUTIONS, MOST_ROWS, MOST_TABLES, Figures, Shown
from views.seance.points import shortened
from views.view import View

_LONGEST_CELL, _KEPT = 400, 400


def shown_of(view: View, library: Library) -> Shown:
    """The words and figures of a view, in this dataset; the same record while the dataset is the same."""
    held: dict[str, Shown] = library.written
    address = page_address(view.page, view.parameters)
    if address not in held:
        if len(held) >= _KEPT:
            held.clear()
        held[address] = _shown(view, library)
    return held[address]


def _shown(view: View, library: Library) -> Shown:
    return Shown(
        jeu=library.version,
        titre=shortened(view.title, LONGEST_TEXT),
        phrase=shortened(view.sentence, LONGEST_TEXT),
        prudences=[shortened(caution, LONGEST_TEXT) for caution in view.cautions[:MOST_CAUTIONS]],
        source=shortened(view.source, LONGEST_TEXT),
        filtres=shortened(words(library, view.parameters), LONGEST_TEXT),
        tableaux=list(_figures(view, library))[:MOST_TABLES],
    )


def _figures(view: View, library: Library) -> Iterator[Figures]:
    """The tables of its slides, each whole again; its maps; its bars where they stand alone."""
    drawings = [one for slide in slides_of(view, library, Geometry("4:3")) for one in slide.drawings]
    tabled = any(isinstance(one, TableDrawing | MapDrawing) for one in drawings)
    for drawing in _whole(drawings):
        if isinstance(drawing, TableDrawing):
            yield _of_table(drawing)
        elif isinstance(drawing, MapDrawing):
            yield _of_map(drawing, library)
        elif isinstance(drawing, BarChart) and not tabled:
            yield _of_bars(drawing)


def _whole(drawings: Iterable[Drawing]) -> Iterator[Drawing]:
    """The drawings, a table that goes on over several slides made one."""
    last: TableDrawing | None = None
    for drawing in drawings:
        if last and isinstance(drawing, TableDrawing) and (drawing.name, drawing.head) == (last.name, last.head):
            last = replace(last, body=(*last.body, *drawing.body))
            continue
        if last:
            yield last
        last = drawing if isinstance(drawing, TableDrawing) else None
        if last is None:
            yield drawing
    if last:
        yield last


def _of_table(drawing: TableDrawing) -> Figures:
    columns = [_text(box) for box in drawing.head[-1]]
    rows = [[_text(box) for box in row] for row in drawing.body]
    return _figures_of(drawing.name, columns, rows)


def _of_map(drawing: MapDrawing, library: Library) -> Figures:
    shown = drawing.view
    rows = [
        [
            name,
            " ".join(filter(None, (drawing.signs.get(code, ""), shown.textes[rank] or drawing.absent.get(code, "")))),
        ]
        for rank, (code, name) in enumerate(library.geography.departements.items())
    ]
    rows += [[beside.nom, beside.texte] for beside in shown.reperes if beside.texte]
    return _figures_of(shown.titre, ["Territoire", shown.unite or "Valeur"], rows)


def _of_bars(drawing: BarChart) -> Figures:
    rows = [
        [name, *("" if value is None else f"{value:g}".replace(".", ",") for value in values)]
        for name, *values in zip(drawing.categories, *(series.values for series in drawing.series), strict=True)
    ]
    return _figures_of(drawing.title or drawing.alt, ["Ligne", *(series.name for series in drawing.series)], rows)


def _figures_of(name: str, columns: list[str], rows: list[list[str]]) -> Figures:
    return Figures(
        nom=shortened(name, LONGEST_LINE),
        colonnes=[shortened(column, LONGEST_LINE) for column in columns],
        lignes=[[shortened(cell, _LONGEST_CELL) for cell in row] for row in rows[:MOST_ROWS]],
        total=len(rows),
    )


def _text(box: Box | Any) -> str:
    return "" if box is None else " ".join(plain_line(tuple(map(_bracketed, line))).strip() for line in box.lines)


def _bracketed(run: Run) -> Run:
    """Counts set apart by a gap alone, on a slide, stand in brackets in a text."""
    return replace(run, text=f" ({run.text.strip()})") if run.text.startswith("   ") else run
