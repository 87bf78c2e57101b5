"""Carte: the choropleth of any indicateur, alone or beside another, its sheet, its table, its downloads."""

import streamlit as st

from components.carte import carte, complement, order
from pages.shared import links, map_page
from pages.shared.data import map_payload
from pages.shared.frame import Frame, link_button, page, say_ignored
from pages.shared.map_state import MapState, follow, parameters, states_from

STATE = "_carte_etats"
KEYS = ("carte", "carte-2")


def draw(before: MapState, key: str, *, beside: bool) -> MapState:
    """One map and its options; returns what it now shows."""
    payload = map_payload()
    state = follow(before, carte(key, payload, start=before.choice, compact=beside, shares=KEYS[0]))
    if state.indicateur != before.indicateur:
        map_page.restore([state], [key])
    state = map_page.options(state, suffix=key, first=key == KEYS[0])
    complement(f"{key}-complement", target=key, vues=map_page.views_to_send(state))
    return state


def restore(states: list[MapState]) -> None:
    """Put the controls and the maps in the states that an address asks for."""
    map_page.restore(states, KEYS)
    map_page.restore_filters(states)
    for shown, map_key in zip(states, KEYS, strict=False):
        order(map_key, shown.choice)


@st.fragment
def view(frame: Frame) -> None:
    """The maps and all that follows them: a choice in the browser reruns this part alone."""
    before = st.session_state[STATE]
    columns = st.columns(len(before)) if len(before) > 1 else [st.container()]
    states = []
    for state, key, column in zip(before, KEYS, columns, strict=False):
        with column:
            states.append(draw(state, key, beside=len(before) > 1))
    states = map_page.same_departement(before, states)
    st.session_state[STATE] = states
    links.follow(parameters(states))
    map_page.say_filters(states)
    map_page.sheets(states)
    map_page.other_measures(states)
    map_page.tables(states)
    st.session_state[STATE] = map_page.change_number(states, KEYS)
    if len(st.session_state[STATE]) != len(before):
        st.rerun()
    moved = [order(key, state.choice) for state, key in zip(states, KEYS, strict=False)]
    if any(moved):
        st.rerun(scope="fragment")
    frame.menu()


with page("carte", title="Carte des indicateurs", heading=False) as frame:
    say_ignored(links.restored(STATE, states_from, parameters, restore))
    view(frame)
    link_button()
