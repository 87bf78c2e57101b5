"""The results of «Et si», and what the reader may do on its maps: look at a défi, keep a département."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.scenario import ENGAGEMENTS, Outcome
from charts.blocks.records import Blocks
from charts.words.filter_words import scenario_text, supply_text
from components.carte import Choice, complement
from pages.parts.scenario_controls import ask
from shell import filters, render
from shell.library import library
from shell.linked_map import linked_map
from views.scenario.page import shown, write
from views.scenario.state import ScenarioState
from views.scenario.views import KINDS, alone
from views.view import View

_MAPS = ("scenario-carte", "scenario-carte-2")
_TABLES = "toutes"
"""The tables stay unfolded from one view to the next: they are the same."""


def draw(state: ScenarioState) -> ScenarioState:
    """What the scenarios keep, in the view asked for; returns the state, changed by what was chosen on a map."""
    view, lead, reader = shown(state, library()), filters_line(state), reader_of(state)
    if not KINDS[state.vue].mapped:
        render.render(view, reader=reader, lead=lead, key=_TABLES)
        return state
    with st.container(key="et-si" if len(state.scenarios) == 1 else "et-si-2"):
        state = _beside_maps(state, view, lead, reader)
    render.tables(view.tables, view, key=_TABLES)
    return state


def _beside_maps(state: ScenarioState, view: View, lead: Blocks, reader: render.Reader) -> ScenarioState:
    """The maps and what is read around them, laid out by the style sheet; one map alone stands beside all of it."""
    found = list(state.results(library()).values())
    several = len(found) > 1
    if several:
        render.top(view, reader=reader, lead=lead)
    for rank, one in enumerate(found):
        state = _map(state, rank, one)
    render.after(view, reader=reader, lead=() if several else lead)
    return state


def reader_of(state: ScenarioState) -> render.Reader:
    """Links keep the engagements of the first scenario, as the menu does."""
    scenario = state.scenarios[0].choix
    kept = sorted(scenario.engagements) if scenario.engagements != ENGAGEMENTS else ()
    return render.Reader(tuple(map(str, kept)), untied=not scenario.rattachement)


def filters_line(state: ScenarioState) -> Blocks:
    """The filters that follow the reader are the choices of the first scenario; «Tout afficher» undoes these alone."""
    held = library()
    written, first = write(state, held), held.outcome(state.scenarios[0].choix)
    engagements = [str(number) for number in sorted(first.scenario.engagements)] if written["engagement"] else []
    tied = first.scenario.rattachement
    activites = supply_text(held.supply, first.supply.activites, engagements, tied=tied)
    here = scenario_text(activites, written["departement"], engagements, several=len(state.scenarios) > 1)
    return filters.line(
        "scenario",
        {**written, "engagement": engagements},
        here,
        cleared={**written, "departement": [], "engagement": []},
    )


def _map(state: ScenarioState, rank: int, found: Outcome) -> ScenarioState:
    """The map of one scenario; a click keeps one département, a second click all of them."""
    held, key, named = library(), _MAPS[rank], state.scenarios[rank]
    wanted = Choice(state.carte, alone(found))
    choice, chosen = linked_map(key, held.priority_map, wanted, compact=True, shares=_MAPS[0])
    complement(f"{key}-complement", target=key, vues=held.priority_changes(found.scenario))
    if not chosen:
        return state
    kept = found.scenario.departements
    if choice.departement != wanted.departement:
        kept = frozenset({choice.departement}) if choice.departement else None
    changed = state.put(rank, replace(named, choix=replace(named.choix, departements=kept)))
    return ask(replace(changed, carte=choice.indicateur, ordre=tuple(kept or ()) if rank == 0 else state.ordre))
