"""Controls of the page of défis: which view, which départements, which défis, and the filters."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.defi_choice import EVERY, MOST_SIDE_BY_SIDE, chosen_defis
from analysis.ties import regional_share
from analysis.typed_text import visible
from charts.blocks.tag_table import LEVELS
from charts.words.filter_words import BEARERS, defis_text
from charts.words.french import NBSP, list_text, word_text
from charts.words.typography import bound
from loaders.schema import DEPARTEMENTS
from shell import filters
from shell.frame import notice
from shell.inert import inert, words_of
from shell.library import library
from shell.orders import Orders
from views.defis.state import LONGEST_WORDS, VIEWS, DefiState, parameters

DEPARTEMENT, DEFI = "Département", "Défi"
_ORDERS = Orders[DefiState]("_defis_ordre")
ask, asked = _ORDERS.ask, _ORDERS.asked
_NAMES = ("vue", "departements", "engagements", "defi", "objectif", "theme", "parcours", "mots", "niveau")


def restore(state: DefiState) -> None:
    """Put the controls in the state that an address or a click asks for."""
    for name in _NAMES:
        value = getattr(state, name)
        st.session_state[f"defis-{name}"] = list(value) if isinstance(value, tuple) else value


def choose(state: DefiState) -> DefiState:
    """Draw the controls that the view needs; returns what they say."""
    ordered = _ORDERS.taken()
    if ordered is not None:
        restore(ordered)
        state = ordered
    st.session_state.setdefault("defis-vue", state.vue)
    vue = st.segmented_control(
        "Afficher",
        list(VIEWS),
        format_func=words_of(VIEWS),
        key="defis-vue",
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    state = replace(state, vue=vue or state.vue)
    with st.container(horizontal=True, key="filtres", vertical_alignment="bottom", gap="small"):
        if state.vue == "qui":
            return replace(state, objectif=_objectif(state))
        state = replace(state, departements=_departements(state))
        state = replace(state, engagements=filters.engagements(state.engagements, key="defis-engagements", width=165))
        if state.vue != "etiquettes":
            state = replace(
                state,
                theme=_tag(state, "theme", "Thème"),
                parcours=_tag(state, "parcours", "Parcours"),
                mots=_words(state),
            )
        if state.theme or state.parcours or state.vue == "etiquettes":
            state = replace(state, niveau=_level(state))
        if state.vue == "comparaison":
            state = replace(state, defi=_defi(state))
    _say(state)
    return state


def say_filters(state: DefiState) -> None:
    """How many défis and sheets the filters keep."""
    held = library()
    share = regional_share(held.plans, state.engagements, state.departements)
    filters.say(
        "defis",
        parameters(state, held),
        BEARERS if state.vue == "qui" else defis_text(share),
        cleared=parameters(replace(state, departements=(), engagements=()), held),
    )


def _say(state: DefiState) -> None:
    """Plans that are not loaded, and more départements than columns."""
    held = library()
    if state.missing(held) and state.vue != "matrice":
        names = list_text([DEPARTEMENTS[code] for code in state.missing(held)])
        notice(f"Plan non chargé : {names}. Rien n'est connu ici de ses défis ni de ses objectifs.")
    loaded = len(state.departements) - len(state.missing(held))
    if state.vue == "comparaison" and loaded > MOST_SIDE_BY_SIDE:
        notice(
            f"{word_text(MOST_SIDE_BY_SIDE).capitalize()} plans au plus tiennent côte à côte : les "
            f"{word_text(MOST_SIDE_BY_SIDE)} premiers choisis sont montrés."
        )


def _departements(state: DefiState) -> tuple[str, ...]:
    known = library().plans.loaded
    st.session_state.setdefault("defis-departements", list(state.departements))
    several = "Les 13" if state.vue == "matrice" else f"Les {min(len(known), MOST_SIDE_BY_SIDE)}{NBSP}plans chargés"
    return tuple(
        st.multiselect(
            DEPARTEMENT,
            [*known, *(code for code in DEPARTEMENTS if code not in known)],
            format_func=lambda code: DEPARTEMENTS[code] + ("" if code in known else " (plan non chargé)"),
            placeholder=several,
            key="defis-departements",
            width=235,
        )
    )


def _tag(state: DefiState, name: str, label: str) -> str:
    st.session_state.setdefault(f"defis-{name}", getattr(state, name))
    return (
        st.selectbox(
            inert(label),
            ["", *library().plans.labels[name]],
            format_func=lambda tag: tag or "Tous",
            key=f"defis-{name}",
            filter_mode=None,
            width=165,
        )
        or ""
    )


def _level(state: DefiState) -> str:
    st.session_state.setdefault("defis-niveau", state.niveau)
    return str(
        st.selectbox(
            "Étiquettes lues sur",
            list(LEVELS),
            format_func=LEVELS.__getitem__,
            key="defis-niveau",
            filter_mode=None,
            width=200,
        )
    )


def _words(state: DefiState) -> str:
    st.session_state.setdefault("defis-mots", state.mots)
    typed = st.text_input("Contient les mots", key="defis-mots", max_chars=LONGEST_WORDS, width=165)
    return visible(typed).strip()


def _defi(state: DefiState) -> str:
    """One défi of the filters, or all of them; the one most plans prioritise when none was chosen."""
    held = library()
    known = {defi.code: bound(f"{defi.code} {defi.libelle}") for defi in chosen_defis(held.plans, state.filters)}
    if not known:
        return ""
    names = {**known, EVERY: f"Tous ceux de la sélection ({len(known)})"}
    if st.session_state.get("defis-defi") not in names:
        st.session_state["defis-defi"] = state.defi if state.defi in names else state.first_defi(held)
    return str(st.selectbox(DEFI, list(names), format_func=names.__getitem__, key="defis-defi", width=700))


def _objectif(state: DefiState) -> str:
    held = library()
    titles = {code: next(iter(held.plans.versions(code).values())).shown for code in held.plans.objectifs}
    names = {code: bound(f"{code} {title}") for code, title in titles.items()}
    if not names:
        return ""
    if st.session_state.get("defis-objectif") not in names:
        st.session_state["defis-objectif"] = state.objectif or state.first_objectif(held)
    return str(st.selectbox("Objectif", list(names), format_func=names.__getitem__, key="defis-objectif", width=700))
