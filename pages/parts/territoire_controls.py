"""Controls of the page of one département: which one, which figures, which engagements, and its files."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.ties import own_share
from charts.blocks.records import Blocks
from charts.blocks.territory_blocks import KEY, figure_choices
from charts.words.coverage import loaded_name
from charts.words.filter_words import TIED_SUPPLY, WHOLE_SUPPLY, opening_text, own_plan_text, supply_text
from shell import filters, screen
from shell.downloads import form_links
from shell.library import library
from views.territoire.page import shown, write
from views.territoire.state import TerritoryState
from views.view import View

_CHOICE, _FIGURES, _ENGAGEMENTS = "territoire-departement", "territoire-chiffres", "territoire-engagements"
_FILES = {"html": "Fiche à imprimer", "xlsx": "Classeur XLSX", "csv": "Chiffres CSV"}
"""Words of the link to each form of the view (shell.forms.FORMS)."""


def restore(state: TerritoryState) -> None:
    """Put the control in the state that an address asks for."""
    st.session_state[_CHOICE] = state.departement(library())
    st.session_state[_FIGURES] = state.chiffres
    st.session_state[_ENGAGEMENTS] = list(state.engagements)


def choose(state: TerritoryState) -> tuple[TerritoryState, View]:
    """The list of the départements, and the three files of the one shown.

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
        state = _figures(state.select(chosen, held))
        state = replace(state, engagements=filters.engagements(state.engagements, key=_ENGAGEMENTS, width=165))
        view = shown(state, held)
        screen.body(form_links(view, _FILES), width="content")
    return state, view


def filters_line(state: TerritoryState) -> Blocks:
    """What the filters keep of the plan and of the supply; the editorial tie is left out by one link."""
    held = library()
    code, loaded = state.departement(held), state.departement(held) in held.plans.loaded
    cleared = replace(state, departements=(), engagements=(), rattachement=True)
    share, of = own_share(held.plans, state.engagements, code), held.geography.of(code)
    here = [
        own_plan_text(
            share, state.engagements, of, loaded=loaded, missing=held.loaded_plans.missing_text(code, "defis")
        )
    ]
    if loaded and state.engagements:
        activites = held.kept(state.tied())
        here += [
            supply_text(held.supply, activites, state.engagements, tied=state.rattachement),
            "chiffres et fichiers entiers",
        ]
    here.append(opening_text(held.geography, code, state.departements, cleared.departement(held)))
    other = replace(state, rattachement=not state.rattachement)
    way = WHOLE_SUPPLY if state.rattachement else TIED_SUPPLY
    return filters.line(
        "territoire",
        write(state, held),
        " ; ".join(filter(None, here)),
        cleared=write(cleared, held),
        ways=[(way, write(other, held))] if loaded and state.engagements else [],
        more=held.ties(state.engagements) if loaded and state.rattachement else (),
    )


def _figures(state: TerritoryState) -> TerritoryState:
    """Which figures to read; a theme that a département has nothing of gives way to the key figures."""
    held = library()
    names = figure_choices(held.territory(state.departement(held)))
    if st.session_state.get(_FIGURES) not in names:
        st.session_state[_FIGURES] = state.chiffres if state.chiffres in names else KEY
    chosen = st.selectbox(
        "Chiffres", list(names), format_func=names.__getitem__, key=_FIGURES, filter_mode=None, width=228
    )
    return replace(state, chiffres=chosen)
