"""Controls of the map page: options of each map, how many there are, order of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.classes import MAX_CLASSES
from analysis.typed_text import quoted
from charts.drawings.map_base import CLASSES, DEFAULT_CLASSES, class_labels
from charts.words.typography import bound
from components.carte import forget, show_again
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


def options(state: MapState, *, suffix: str) -> MapState:
    """The settings of one map that is alone: at most two boxes beside its indicateur and its département.

    The origin takes the place of the second map, which is then folded away with the rest.
    """
    with st.container(horizontal=True, key=f"options{suffix}", vertical_alignment="bottom"):
        chosen = _origine_annee(state, suffix)
        with _more((suffix,)):
            state = _engagements(_classes(chosen, suffix))
            if several := len(view_keys(library(), state.indicateur)) > 1:
                st.button(inert(TWO), key=_TWO)
        if not several:
            st.button(inert(TWO), key=_TWO)
    _said(state)
    return state


def both(place: DeltaGenerator, state: MapState, *, rank: int) -> MapState:
    """The settings of one of two maps, folded away in the one place that they share.

    Args:
        place: what `more` gave.
        rank: 0 or 1.
    """
    suffix = MAPS[rank]
    with place:
        named = f", carte {rank + 1}"
        state = _classes(_origine_annee(state, suffix, named), suffix, named)
    _said(state)
    return state


def more() -> DeltaGenerator:
    """Where the settings of two maps are folded away."""
    with st.container(key="optionsdeux"):
        return _more(MAPS)


def shared(place: DeltaGenerator, states: States) -> States:
    """What holds for both maps: the way back to one, and the engagements."""
    with place:
        st.button(inert(ONE), key=_ONE)
        return (_engagements(states[0]), *states[1:])


def _more(suffixes: Sequence[str]) -> DeltaGenerator:
    classes = [f"classes{suffix}" for suffix in suffixes]
    return filters.more(
        [*classes, _ENGAGEMENTS], key=f"plus{suffixes[0]}", defaults=dict.fromkeys(classes, DEFAULT_CLASSES)
    )


def _engagements(state: MapState) -> MapState:
    return replace(state, engagements=filters.engagements(state.engagements, key=_ENGAGEMENTS, width="stretch"))


def _said(state: MapState) -> None:
    """What the classes that were asked could not do."""
    labels = class_labels(library().geography)
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


def _origine_annee(state: MapState, suffix: str, named: str = "") -> MapState:
    keys = view_keys(library(), state.indicateur)
    if len(keys) < 2:
        return state
    name = f"vue{suffix}-{state.indicateur}"
    if st.session_state.get(name) not in keys:
        st.session_state[name] = state.key
    label = f"Origine et année{named}"
    chosen = st.selectbox(inert(label), keys, format_func=key_name, key=name, filter_mode=None, width=260)
    return replace(state, origine=chosen.origine, annee=chosen.annee)


def _classes(state: MapState, suffix: str, named: str = "") -> MapState:
    name = f"classes{suffix}"
    if st.session_state.get(name) not in CLASSES:
        st.session_state[name] = state.classes
    label, names = f"Classes{named}", class_labels(library().geography)
    chosen = st.radio(inert(label), list(CLASSES), format_func=words_of(names), key=name)
    if chosen != "bornes":
        return replace(state, classes=chosen, bornes=())
    text = st.text_input(
        inert(f"Bornes, séparées par un point-virgule{named}"),
        placeholder="par exemple 15 ; 17,5 ; 20",
        key=f"bornes{suffix}",
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
        show_again(MAPS[0])
        forget(MAPS[1])
        restore_options(states[0], MAPS[1])
        return states[0], states[0]
    if len(states) > 1 and st.session_state.get(_ONE):
        show_again(MAPS[0])
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
