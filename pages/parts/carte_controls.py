"""Controls of the map page: options of each map, how many there are, order of the tables."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.classes import MAX_CLASSES
from analysis.typed_text import quoted
from charts.drawings.map_base import CLASSES, DEFAULT_CLASSES, class_labels
from charts.words.typography import bound
from components.carte import forget
from shell import filters
from shell.frame import notice
from shell.inert import inert, words_of
from shell.library import library
from views.carte.page import MAPS, ONE, SORT, TWO, finite, key_name, plain_number
from views.carte.state import MapState, States, view_keys
from views.carte.tables import SORTS
from views.carte.views import drawn

_ENGAGEMENTS = "carte-engagements"
_TWO, _ONE = "comparer", "seule"
"""The buttons that open and close the second map."""


def options(state: MapState, *, suffix: str, first: bool = True, beside: bool = False) -> MapState:
    """Origine and year where there are several, the rest folded away; with the first map, what holds for both."""
    labels = class_labels(library().geography)
    with st.container(horizontal=True, key=f"options{suffix}", vertical_alignment="bottom"):
        state = _origine_annee(state, suffix)
        keys = [f"classes{suffix}", *([_ENGAGEMENTS] if first else [])]
        with filters.more(keys, key=f"plus{suffix}", defaults={keys[0]: DEFAULT_CLASSES}):
            state = _classes(state, suffix)
            if first:
                chosen = filters.engagements(state.engagements, key=_ENGAGEMENTS, width="stretch")
                state = replace(state, engagements=chosen)
        if first:
            label, key = (ONE, _ONE) if beside else (TWO, _TWO)
            st.button(inert(label), key=key)
    view = drawn(library(), state)
    if state.classes in ("region", "france") and not view.centre:
        st.info(
            inert(
                bound(
                    f"{labels[state.classes]} : pas de valeur de référence pour cette carte, ou toutes les valeurs "
                    "sont du même côté. Les seuils naturels sont montrés."
                )
            )
        )
    if state.classes == "bornes" and len(view.legende) == 1:
        st.info(bound("Aucune des bornes choisies ne sépare ces valeurs : la carte est d'un seul ton."))
    if len(state.bornes) > MAX_CLASSES - 1:
        st.info(bound(f"{MAX_CLASSES} classes au plus : seules les {MAX_CLASSES - 1} premières bornes utiles servent."))
    return state


def _origine_annee(state: MapState, suffix: str) -> MapState:
    keys = view_keys(library(), state.indicateur)
    if len(keys) < 2:
        return state
    name = f"vue{suffix}-{state.indicateur}"
    if st.session_state.get(name) not in keys:
        st.session_state[name] = state.key
    chosen = st.selectbox("Origine et année", keys, format_func=key_name, key=name, filter_mode=None, width=260)
    return replace(state, origine=chosen.origine, annee=chosen.annee)


def _classes(state: MapState, suffix: str) -> MapState:
    name = f"classes{suffix}"
    if st.session_state.get(name) not in CLASSES:
        st.session_state[name] = state.classes
    chosen = st.radio("Classes", list(CLASSES), format_func=words_of(class_labels(library().geography)), key=name)
    if chosen != "bornes":
        return replace(state, classes=chosen, bornes=())
    text = st.text_input(
        "Bornes, séparées par un point-virgule", placeholder="par exemple 15 ; 17,5 ; 20", key=f"bornes{suffix}"
    )
    try:
        cuts = tuple(sorted({finite(part.replace(",", ".")) for part in text.split(";") if part.strip()}))
    except ValueError:
        notice(f"«{quoted(text)}» n'est pas une suite de nombres : écrivez par exemple 15 ; 17,5 ; 20.")
        cuts = state.bornes
    return replace(state, classes=chosen, bornes=cuts)


def restore(states: States) -> None:
    """Put the controls in the state that an address asks for; the maps follow by themselves."""
    for state, key in zip(states, MAPS, strict=False):
        restore_options(state, key)
    st.session_state[_ENGAGEMENTS] = list(states[0].engagements)


def restore_options(state: MapState, key: str) -> None:
    """Put the controls of one map in its state."""
    st.session_state[f"vue{key}-{state.indicateur}"] = state.key
    st.session_state[f"classes{key}"] = state.classes
    st.session_state[f"bornes{key}"] = " ; ".join(plain_number(b).replace(".", ",") for b in state.bornes)
    st.session_state[f"tri{key}"] = state.tri


def change_number(states: States) -> States:
    """Open or close the second map: it opens as a copy of the first, whatever it showed before."""
    if len(states) == 1 and st.session_state.get(_TWO):
        forget(MAPS[1])
        restore_options(states[0], MAPS[1])
        return states[0], states[0]
    if len(states) > 1 and st.session_state.get(_ONE):
        return states[:1]
    return states


def sorted_as_chosen(states: States) -> States:
    """The order that the reader chose for each table: its control is drawn later, with the table."""
    return tuple(
        replace(state, tri=st.session_state.get(f"tri{key}", state.tri))
        for state, key in zip(states, MAPS, strict=False)
    )


def sorts(states: States) -> None:
    """The order of each table."""
    if len(states) == 1:
        _sort(states[0], MAPS[0], SORT)
        return
    with st.container(horizontal=True):
        for rank, (state, key) in enumerate(zip(states, MAPS, strict=False), 1):
            _sort(state, key, f"Trier, carte {rank}")


def _sort(state: MapState, key: str, label: str) -> None:
    name = f"tri{key}"
    st.session_state.setdefault(name, state.tri)
    words = {code: sort.label for code, sort in SORTS.items()}
    st.selectbox(inert(label), list(words), format_func=words.__getitem__, key=name, filter_mode=None, width=320)
