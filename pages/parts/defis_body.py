"""What the reader may do in the picture of the page of défis: open a défi side by side."""

from __future__ import annotations

from dataclasses import replace

from analysis.defi_choice import MOST_SIDE_BY_SIDE
from charts.drawings.pictures import Matrix
from components.grille import grille
from pages.parts.defis_controls import ask
from shell import render
from shell.library import library
from views.defis.page import GRID, opened, shown
from views.defis.state import DefiState


def draw(state: DefiState) -> None:
    """The view of a state; a cell of the matrix asks for its défi."""
    view = shown(state, library())
    picture = view.picture
    if not isinstance(picture, Matrix):
        render.render(view)
        return
    render.top(view)
    cell = grille(GRID, picture.table)
    render.bottom(view)
    if cell:
        defi, departement = cell.split(":")
        ask(_side_by_side(state, defi, departement))


def _side_by_side(state: DefiState, defi: str, departement: str) -> DefiState:
    """The défi of a cell, side by side; its département is among the columns."""
    asked = replace(state, vue="comparaison", defi=defi)
    compared = opened(asked, library()).compared(library())
    if not state.departements and departement not in compared:
        return replace(asked, departements=(departement, *compared[: MOST_SIDE_BY_SIDE - 1]))
    return asked
