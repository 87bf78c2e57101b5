"""The results of «Et si», and what the reader may do on its maps: look at a défi, keep a département."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.scenario import Outcome
from components.carte import Choice, complement
from pages.parts.scenario_controls import ask
from shell import render
from shell.library import library
from shell.linked_map import linked_map
from shell.page_heads import AROUND
from views.scenario.page import MAPS, shown
from views.scenario.state import ScenarioState
from views.scenario.views import KINDS, alone
from views.view import View

_TABLES = "toutes"
"""The tables stay unfolded from one view to the next: they are the same."""


def draw(state: ScenarioState) -> ScenarioState:
    """What the scenarios keep, in the view asked for; returns the state, changed by what was chosen on a map."""
    view = shown(state, library())
    if not KINDS[state.vue].mapped:
        render.render(view, key=_TABLES)
        return state
    with st.container(key=AROUND["scenario"][len(state.scenarios) - 1]):
        state = _beside_maps(state, view)
    render.tables(view.tables, view, key=_TABLES)
    return state


def _beside_maps(state: ScenarioState, view: View) -> ScenarioState:
    """The maps and what is read around them, laid out by the style sheet; one map alone stands beside all of it, and
    is read after the finding."""
    alone = len(state.scenarios) == 1
    if alone:
        render.after(view)
    else:
        render.top(view)
    for rank, one in enumerate(state.results(library()).values()):
        state = _map(state, rank, one)
    if not alone:
        render.after(view)
    return state


def _map(state: ScenarioState, rank: int, found: Outcome) -> ScenarioState:
    """The map of one scenario; a click keeps one département, a second click all of them."""
    held, key, named = library(), MAPS[rank], state.scenarios[rank]
    wanted = Choice(state.carte, alone(found))
    choice, chosen = linked_map(key, held.priority_map, wanted, compact=True, shares=MAPS[0])
    complement(f"{key}-complement", target=key, vues=held.priority_changes(found.scenario))
    if not chosen:
        return state
    kept = found.scenario.departements
    if choice.departement != wanted.departement:
        kept = frozenset({choice.departement}) if choice.departement else None
    changed = state.put(rank, replace(named, choix=replace(named.choix, departements=kept)))
    return ask(replace(changed, carte=choice.indicateur, ordre=tuple(kept or ()) if rank == 0 else state.ordre))
