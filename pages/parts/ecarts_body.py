"""What the reader may do in the pictures of the gaps page: open a cell, choose on the map."""

from __future__ import annotations

from dataclasses import replace

from charts.drawings.pictures import Maps, Matrix
from components.carte import Choice
from components.grille import grille
from pages.parts.ecarts_controls import ask
from shell import render
from shell.library import library
from shell.linked_map import linked_map
from views.ecarts.page import GRID, shown
from views.ecarts.state import GapState
from views.ecarts.views import map_choice


def draw(state: GapState) -> GapState:
    """The view of a state; returns the state, changed by what was chosen in its picture."""
    view = shown(state, library())
    picture = view.component
    if picture is None:
        render.render(view)
        return state
    render.top(view)
    if isinstance(picture, Maps):
        state = _map(state)
        view = shown(state, library())
    elif isinstance(picture, Matrix):
        _cell(state, grille(GRID, dict(picture.table)))
    render.bottom(view)
    return state


def _cell(state: GapState, code: str) -> None:
    """A cell of the overview opens its activité in its département."""
    if code:
        slug, departement = code.split(":")
        ask(replace(state, vue="activite", activite=slug, departements=(departement,), modalite=""))


def _map(state: GapState) -> GapState:
    """The map: the row and the measure are chosen on it, the département on it or in its list."""
    held = library()
    measure, code = map_choice(held, state)
    selected = state.departements[0] if len(state.departements) == 1 else ""
    wanted = Choice(f"{measure}-{code}", selected)
    key = f"carte-{state.activite}-{state.borne}"  # another activité or bound is another map
    choice, chosen = linked_map(key, held.gap_map(state.activite, state.borne), wanted)
    if not chosen:
        return state
    measure, _, code = choice.indicateur.partition("-")
    state = replace(state, mesure=measure, modalite=code)
    if choice.departement == selected:
        return state
    return ask(replace(state, departements=(choice.departement,) if choice.departement else ()))
