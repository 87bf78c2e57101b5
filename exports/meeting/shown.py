"""What a view showed, kept in the file of a meeting: its words, and the figures of its first table, as texts."""

from __future__ import annotations

from exports.slides.frames import cell_words, chosen_rows
from views.filters import words
from views.library import Library
from views.seance.meeting import LONGEST_TEXT, MOST_ROWS, Figures, Shown
from views.seance.points import shortened
from views.view import Table, View

_MOST_CAUTIONS, _LONGEST_CELL = 60, 400


def shown_of(view: View, library: Library) -> Shown:
    """The words and figures of a view, in this dataset."""
    return Shown(
        jeu=library.version,
        titre=shortened(view.title, LONGEST_TEXT),
        phrase=shortened(view.sentence, LONGEST_TEXT),
        prudences=[shortened(caution, LONGEST_TEXT) for caution in view.cautions[:_MOST_CAUTIONS]],
        source=shortened(view.source, LONGEST_TEXT),
        filtres=shortened(words(library, view.parameters), LONGEST_TEXT),
        tableau=_figures(view),
    )


def _figures(view: View) -> Figures:
    table = next((table for table in view.tables if not table.frame.empty), None)
    if table is None:
        return Figures()
    columns, rows, total = _cells(table)
    return Figures(nom=shortened(table.caption or table.name, 300), colonnes=columns, lignes=rows, total=total)


def _cells(table: Table) -> tuple[list[str], list[list[str]], int]:
    """Columns that are read aloud or projected, every row a list of texts."""
    frame, _ = chosen_rows(table)
    columns = [str(column) for column in frame.columns]
    kept = frame.head(MOST_ROWS)
    rows = [
        [
            shortened(cell_words(value, column, table.decimals.get(column)), _LONGEST_CELL)
            for value, column in zip(row, columns, strict=True)
        ]
        for row in kept.itertuples(index=False, name=None)
    ]
    return columns, rows, len(frame)
