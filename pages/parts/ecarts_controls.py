"""Controls of the gaps page: which view, which départements, and what the view needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from analysis.gap_order import sorted_rows
from charts.words.coverage import loaded_name, missing_lines
from charts.words.french import NBSP
from charts.words.gap_words import BORNES
from shell import filters
from shell.frame import notice
from shell.inert import inert, words_of
from shell.library import library
from shell.orders import Orders
from views.ecarts.page import ACTIVITE, BORNE, ROW, SCALE, VIEWS, WHOLE_LINES
from views.ecarts.state import ORDERS, SCALES, GapState
from views.ecarts.views import KINDS

_ORDERS = Orders[GapState]("_ecarts_ordre")
ask, asked = _ORDERS.ask, _ORDERS.asked
_RESTORED = ("vue", "departements", "engagements", "activite", "borne", "ordre", "modalite", "echelle", "toutes")


def restore(state: GapState) -> None:
    """Put the controls in the state that an address asks for."""
    for name in _RESTORED:
        value = getattr(state, name)
        st.session_state[f"ecarts-{name}"] = list(value) if isinstance(value, tuple) else value


def choose(state: GapState) -> GapState:
    """The controls: which view, which départements, and what the view needs."""
    held = library()
    ordered = _ORDERS.taken()
    if ordered is not None:
        restore(ordered)
        state = ordered
    before = state
    st.session_state.setdefault("ecarts-vue", state.vue)
    with st.container(horizontal=True, key="filtres", vertical_alignment="bottom", gap="small"):
        vue = st.segmented_control(
            "Afficher",
            list(VIEWS),
            format_func=words_of(VIEWS),
            key="ecarts-vue",
            required=True,
            label_visibility="collapsed",
            width="content",
        )
        state = _drawn(replace(state, vue=vue or state.vue), before)
    if state.missing(held):
        for line in missing_lines(held.geography, held.loaded_plans, state.missing(held), "oqos"):
            notice(f"{line} Aucun objectif quantitatif n'en est connu ici.")
    return state


def _drawn(state: GapState, before: GapState) -> GapState:
    """The controls of a view: those in sight in their order, the others in one list that opens.

    The activité stands first and is drawn after the engagements, which say those that are kept.
    """
    kind = KINDS[state.vue]
    first = st.container(key="ecarts-premier", width=_WIDTHS["activite"]) if kind.one_activite else None
    state = _departements(state)
    state = replace(state, engagements=filters.engagements(state.engagements, key="ecarts-engagements", width=165))
    moved = (state.vue, state.engagements) != (before.vue, before.engagements)
    if first:
        with first:
            state = _activite(state, moved)
    for name in kind.controls:
        if name in _SEEN:
            state = _CONTROLS[name](state, moved)
    rest = [name for name in kind.controls if name in _MORE]
    if rest:
        with filters.more([f"ecarts-{name}" for name in rest], key="ecarts-plus", defaults=_defaults()):
            for name in rest:
                state = _CONTROLS[name](state, moved)
    return state


def _defaults() -> dict[str, object]:
    """What the settings out of sight hold when they ask nothing; the row read is no setting."""
    row = st.session_state.get("ecarts-modalite")
    return {"ecarts-ordre": "document", "ecarts-echelle": "commune", "ecarts-modalite": row}


def _departements(state: GapState) -> GapState:
    known, names = library().supply.departements, library().geography.departements
    st.session_state.setdefault("ecarts-departements", list(state.departements))
    chosen = st.multiselect(
        "Département",
        [*known, *(code for code in names if code not in known)],
        format_func=loaded_name(library().geography, library().loaded_plans, "oqos"),
        placeholder=f"Les {len(known)}{NBSP}plans {library().loaded_plans.loaded_text('oqos')}",
        key="ecarts-departements",
        width=_WIDTHS["departements"],
    )
    return replace(state, departements=tuple(chosen))


def _activite(state: GapState, moved: bool) -> GapState:
    """The activités that the filter keeps, and the one shown.

    Args:
        moved: whether the reader just came to the view or changed the filter: the view then
            opens on a kept activité. An address that names another is shown as it asks.
    """
    held = library()
    known = held.supply.activites
    if moved and state.inside(held) != state:
        state = state.inside(held)
        st.session_state["ecarts-activite"] = state.activite
    st.session_state.setdefault("ecarts-activite", state.activite)
    offered = [slug for slug in known if slug in (*state.kept(held), state.activite)]
    chosen = st.selectbox(
        ACTIVITE,
        offered,
        format_func=lambda slug: known[slug].libelle,
        key="ecarts-activite",
        filter_mode=None,
        width="stretch",
    )
    return state.with_activite(chosen)


def _kept(name: str, value: str, label: str, words: dict[str, str]) -> str:
    """A short list whose choice outlives the views that do not draw it."""
    st.session_state.setdefault(f"ecarts-{name}", value)
    return str(
        st.selectbox(
            inert(label), list(words), format_func=words.__getitem__, key=f"ecarts-{name}", filter_mode=None, width=200
        )
    )


def _borne(state: GapState, _moved: bool) -> GapState:
    return replace(state, borne=_kept("borne", state.borne, BORNE, BORNES))


def _ordre(state: GapState, _moved: bool) -> GapState:
    return replace(state, ordre=_kept("ordre", state.ordre, "Ordre", ORDERS))


def _echelle(state: GapState, _moved: bool) -> GapState:
    return replace(state, echelle=_kept("echelle", state.echelle, SCALE, SCALES))


def _lignes(state: GapState, _moved: bool) -> GapState:
    """Whether the rows without a gap are drawn too."""
    st.session_state.setdefault("ecarts-toutes", state.toutes)
    return replace(state, toutes=st.toggle(WHOLE_LINES, key="ecarts-toutes"))


def _row(state: GapState, _moved: bool) -> GapState:
    """The row read in words: the one asked for, else the first whose gap is a number."""
    held = library()
    loaded = state.loaded(held)
    rows = sorted_rows(held.supply.of(state.activite, loaded), loaded, order="document", borne=state.borne)
    names = {row.code: row.libelle for row in rows}
    if not names:
        return state
    if state.modalite not in names or st.session_state.get("ecarts-modalite") not in names:
        first = held.supply.first_code(state.activite, state.loaded(held), borne=state.borne)
        st.session_state["ecarts-modalite"] = state.modalite if state.modalite in names else first
    chosen = st.selectbox(
        ROW,
        list(names),
        format_func=names.__getitem__,
        key="ecarts-modalite",
        filter_mode=None,
        width=_WIDTHS["modalite"],
    )
    return replace(state, modalite=chosen)


_CONTROLS: dict[str, Callable[[GapState, bool], GapState]] = {
    "borne": _borne, "ordre": _ordre, "modalite": _row, "lignes": _lignes, "echelle": _echelle,
}  # fmt: skip
"""What a view may need (`ViewKind.controls`), by name; each is told whether the reader has just come to the view."""

_SEEN, _MORE = ("borne",), ("modalite", "ordre", "echelle", "lignes")
"""Which of them stand in the bar, and which in the list that opens."""

_WIDTHS = {"activite": 335, "departements": 215, "modalite": 300}
"""Pixels of the boxes."""
