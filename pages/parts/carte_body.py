"""The maps of the map page, and what is read under them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.drawings.map_base import DEFAULT_CLASSES
from charts.words.typography import bound_all
from components.carte import Choice, complement
from pages.parts import carte_controls
from shell import render
from shell.library import library
from shell.linked_map import linked_map, selected
from shell.page_heads import AROUND
from views.carte.page import MAPS, shown
from views.carte.state import MapState, States, best_view
from views.carte.views import drawn


def draw(before: States) -> States:
    """One map or two, what is read under them, their tables; returns what they now show."""
    keys, held = MAPS[: len(before)], library()
    departement = selected(keys, held.map_payload, before[0].departement)
    with st.container(key=AROUND["carte"][len(before) - 1]):
        columns = st.columns(len(before)) if len(before) > 1 else [nullcontext()]
        found, place, asked = [], None, before
        for rank, (key, column) in enumerate(zip(keys, columns, strict=True)):
            with column:
                state = _chosen(before[rank].select(departement), key, compact=len(before) > 1)
            if len(before) > 1 and place is None:  # after the first map: it waits for it, and nothing moves
                with columns[-1]:
                    place = carte_controls.more()
                asked = carte_controls.shared(place, before)
            with column:
                found.append(_settled(replace(state, engagements=asked[rank].engagements), key, place))
        first = found[0]
        states = tuple(replace(state, engagements=first.engagements).select(first.departement) for state in found)
        states = carte_controls.sorted_as_chosen(states)
        view = shown(states, held)
        render.after(view)
    render.tables(
        view.tables,
        view,
        key="carte",
        name="Tableau et téléchargements",
        controls=lambda: carte_controls.sorts(states),
    )
    return states


def _chosen(before: MapState, key: str, *, compact: bool) -> MapState:
    """Draw one map; returns what is chosen on it."""
    held = library()
    wanted = Choice(before.indicateur, before.departement)
    choice, _ = linked_map(key, held.map_payload, wanted, compact=compact, shares=MAPS[0])
    state = before.follow(held, choice.indicateur, choice.departement)
    if state.indicateur != before.indicateur:
        carte_controls.restore_options(state, key)
    return state


def _settled(state: MapState, key: str, place: DeltaGenerator | None) -> MapState:
    """The options of one map; returns what it now shows.

    Args:
        place: where the options of two maps are folded away.
    """
    if place is None:
        state = carte_controls.options(state, suffix=key)
    else:
        state = carte_controls.both(place, state, rank=MAPS.index(key))
    complement(f"{key}-complement", target=key, vues=_views_to_send(state))
    return state


def _views_to_send(state: MapState) -> dict[str, dict[str, Any]]:
    """What the constant payload does not hold: a view of the plans, another year, other classes."""
    held = library()
    stored = best_view(held, state.indicateur).key == state.key and state.origine == "statistique"
    if stored and state.classes == DEFAULT_CLASSES:
        return {}
    return {state.indicateur: bound_all(drawn(held, state).payload())}
