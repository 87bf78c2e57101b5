"""Carte: the choropleth of any indicateur, alone or beside another, its sheet, its table, its downloads."""

import streamlit as st

from components.carte import Choice, carte, complement, order
from pages.parts import carte_body
from shell import address_bar
from shell.frame import Frame, link_button, page, part, say_ignored
from shell.library import library
from views.carte.state import MapState, follow, parameters, states_from

STATE = "_carte_etats"
KEYS = ("carte", "carte-2")


def choice_of(state: MapState) -> Choice:
    """What the map of a state shows, for its component."""
    return Choice(state.indicateur, state.departement)


def draw(before: MapState, key: str, *, beside: bool) -> MapState:
    """One map and its options; returns what it now shows."""
    payload = library().map_payload
    shown = carte(key, payload, start=choice_of(before), compact=beside, shares=KEYS[0])
    state = follow(before, library(), shown.indicateur, shown.departement)
    if state.indicateur != before.indicateur:
        carte_body.restore([state], [key])
    state = carte_body.options(state, suffix=key, first=key == KEYS[0])
    complement(f"{key}-complement", target=key, vues=carte_body.views_to_send(state))
    return state


def restore(states: list[MapState]) -> None:
    """Put the controls and the maps in the states that an address asks for."""
    carte_body.restore(states, KEYS)
    carte_body.restore_filters(states)
    for shown, map_key in zip(states, KEYS, strict=False):
        order(map_key, choice_of(shown))


@part
def view(frame: Frame) -> None:
    """The maps and all that follows them: a choice in the browser reruns this part alone."""
    before = st.session_state[STATE]
    columns = st.columns(len(before)) if len(before) > 1 else [st.container()]
    states = []
    for state, key, column in zip(before, KEYS, columns, strict=False):
        with column:
            states.append(draw(state, key, beside=len(before) > 1))
    states = carte_body.same_departement(before, states)
    st.session_state[STATE] = states
    address_bar.follow(parameters(states, library()))
    carte_body.say_filters(states)
    carte_body.sheets(states)
    carte_body.other_measures(states)
    carte_body.tables(states)
    st.session_state[STATE] = carte_body.change_number(states, KEYS)
    if len(st.session_state[STATE]) != len(before):
        st.rerun()
    moved = [order(key, choice_of(state)) for state, key in zip(states, KEYS, strict=False)]
    if any(moved):
        st.rerun(scope="fragment")
    frame.menu()


with page("carte", title="Carte des indicateurs", heading=False) as frame:
    say_ignored(address_bar.restored(STATE, states_from, parameters, restore))
    view(frame)
    link_button()
