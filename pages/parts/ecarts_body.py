"""What the reader may do in the pictures of the gaps page: open a row, open a cell, choose on the map."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.closed_sets import Borne
from charts.blocks import gap_sheet
from charts.drawings.pictures import Chart, Maps
from charts.words.gap_words import BORNES
from charts.words.typography import bound
from components.carte import Choice
from components.figure import figure, stock
from components.grille import grille
from pages.parts.ecarts_controls import ask
from shell import render
from shell.library import library
from shell.linked_map import linked_map
from views.ecarts.page import ACTIVITE, BORNE, FIGURE, shown
from views.ecarts.state import GapState
from views.ecarts.views import KINDS, first_code, map_choice

_SENT = "_ecarts_envoye"


def draw(state: GapState) -> GapState:
    """The view of a state; returns the state, changed by what was chosen in its picture."""
    view = shown(state, library())
    picture = view.picture
    if picture is None:
        render.render(view)
        return state
    render.top(view)
    if isinstance(picture, Maps):
        state = _map(state)
        view = shown(state, library())
    elif isinstance(picture, Chart):
        state = _chart(state, picture)
    else:
        _cell(state, grille("ecarts-grille", dict(picture.table)))
    render.bottom(view)
    if isinstance(picture, Chart) and KINDS[view.kind].one_activite:
        _send_ahead(state)
    return state


def _chart(state: GapState, picture: Chart) -> GapState:
    """The dumbbell; a click on a mark opens its row."""
    answer = figure(
        FIGURE,
        {"ecarts": picture.figure},
        height=picture.height,
        phrase=bound(picture.sentence),
        alt=bound(picture.alt),
    )
    if not answer.clicked:
        return state
    activite, modalite, _ = answer.reference.split(":")
    asked = replace(state, vue="activite", activite=activite, modalite=modalite)
    return state if asked == state else ask(asked)


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


def _send_ahead(state: GapState) -> None:
    """Figure and sentence of the other activités and of the other bounds: the browser draws them at the choice.

    Each is sent once for what it depends on: the browser keeps it.
    """
    held = library()
    loaded, sent = tuple(state.loaded(held)), st.session_state.setdefault(_SENT, {})
    wanted = loaded, state.borne, state.ordre
    bound_just_chosen = sent.get("borne", state.borne) != state.borne  # the heavy delivery waits for the next run
    sent["borne"] = state.borne
    if sent.get(ACTIVITE) != wanted and not bound_just_chosen:
        sent[ACTIVITE] = wanted
        figures = held.gap_figures(loaded, state.borne, state.ordre)
        stock("ecarts-activites", target=FIGURE, control=ACTIVITE, figures=figures)
    if sent.get(BORNE) != (loaded, state.activite, state.ordre, state.modalite):
        sent[BORNE] = loaded, state.activite, state.ordre, state.modalite
        drawn = {borne: held.gap_figure(state.activite, loaded, borne, state.ordre) for borne in BORNES}
        bounds = {
            BORNES[borne]: figure_of | {"phrase": _sentence(state, borne)}
            for borne, figure_of in drawn.items()
            if any(other != figure_of for other in drawn.values())
        }
        stock("ecarts-bornes", target=FIGURE, control=BORNE, figures=bounds)


def _sentence(state: GapState, borne: Borne) -> str:
    held = library()
    code = state.modalite or first_code(held, state)
    rows = [row for row in held.supply.of(state.activite, state.loaded(held)) if row.code == code]
    return bound(gap_sheet.sentence_text(held.supply, rows, borne=borne))
