"""Controls of the page of one département: which one, which figures, which engagements."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from charts.blocks.territory_blocks import KEY, figure_choices
from charts.words.coverage import loaded_name
from shell import filters
from shell.inert import inert
from shell.library import library
from views.territoire.page import ALONE, BESIDE, shown
from views.territoire.state import TerritoryState
from views.view import View

_CHOICE, _FIGURES, _ENGAGEMENTS = "territoire-departement", "territoire-chiffres", "territoire-engagements"
_BESIDE = "territoire-avec"


def restore(state: TerritoryState) -> None:
    """Put the control in the state that an address asks for."""
    st.session_state[_CHOICE] = state.departement(library())
    st.session_state[_FIGURES] = state.chiffres
    st.session_state[_BESIDE] = state.avec
    st.session_state[_ENGAGEMENTS] = list(state.engagements)


def choose(state: TerritoryState) -> tuple[TerritoryState, View]:
    """The list of the départements, who is read beside, the figures to read, the engagements.

    Returns:
        What is chosen, and its view.
    """
    held = library()
    st.session_state.setdefault(_CHOICE, state.departement(held))
    with st.container(horizontal=True, key="filtres", vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Département",
            held.departements,
            key=_CHOICE,
            filter_mode=None,
            width=352,
            format_func=loaded_name(held.geography, held.loaded_plans),
        )
        state = _figures(_beside(state.select(chosen, held)))
        state = replace(state, engagements=filters.engagements(state.engagements, key=_ENGAGEMENTS, width=165))
    return state, shown(state, held)


def _beside(state: TerritoryState) -> TerritoryState:
    """Whose figures are read beside: any other département."""
    held = library()
    others = ["", *(code for code in held.departements if code != state.departement(held))]
    if st.session_state.get(_BESIDE) not in others:
        st.session_state[_BESIDE] = state.avec
    chosen = st.selectbox(
        inert(BESIDE),
        others,
        format_func=lambda code: held.geography.name(code) if code else ALONE,
        key=_BESIDE,
        filter_mode=None,
        width=200,
    )
    return replace(state, avec=chosen)


def _figures(state: TerritoryState) -> TerritoryState:
    """Which figures to read; a theme that a département has nothing of gives way to the key figures."""
    held = library()
    names = figure_choices(state.territory(held))
    if st.session_state.get(_FIGURES) not in names:
        st.session_state[_FIGURES] = state.chiffres if state.chiffres in names else KEY
    chosen = st.selectbox(
        "Chiffres", list(names), format_func=names.__getitem__, key=_FIGURES, filter_mode=None, width=228
    )
    return replace(state, chiffres=chosen)
