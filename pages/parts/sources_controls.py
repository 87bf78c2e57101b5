"""Controls of «Données et sources»: which table, then the filters that it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from analysis.typed_text import visible
from shell import filters
from shell.inert import inert
from shell.library import library
from views.sources.page import LABELS, SOUGHT, WHICH
from views.sources.state import ORIGINES, SourceState
from views.sources.views import KINDS, OF_LINES, choices, engagements, lines, themes

_ROOM = 3
"""Filters that stand beside the list of tables; with more, the rarer ones are behind a button."""
_RARE = ("theme", "origine", *OF_LINES)
_RESTORED = ("vue", "departements", "engagements", "theme", "origine", "mots", *OF_LINES)


def restore(state: SourceState) -> None:
    """Put the controls in the state that an address asks for."""
    for name in _RESTORED:
        st.session_state[f"sources-{name}"] = _value(state, name)
    _open_page(state)


def _open_page(state: SourceState) -> None:
    """Say which page of its table a state shows."""
    st.session_state[f"page-{KINDS[state.vue].name}"] = state.feuille


def choose(before: SourceState) -> SourceState:
    """The controls: which table and the filters that it has, the rarer ones behind a button; another choice opens the
    first page."""
    state = _chosen(before)
    if state != before:
        state = replace(state, feuille=1)
        _open_page(state)
    return state


def _chosen(state: SourceState) -> SourceState:
    st.session_state.setdefault("sources-vue", state.vue)
    vue = st.session_state["sources-vue"] or state.vue
    kind = KINDS[vue if vue in KINDS else state.vue]
    for name in kind.controls:  # Streamlit forgets a control that another view did not draw
        st.session_state.setdefault(f"sources-{name}", _value(state, name))
    rare = [name for name in kind.controls if name in _RARE and len(kind.controls) > _ROOM]
    with st.container(horizontal=True, key="filtres", vertical_alignment="bottom", gap="small"):
        first = {"mots": _words_sought()} if vue == "chercher" else {}
        state = replace(state, vue=_vue() or state.vue)
        said = first | {name: _FILTERS[name]() for name in kind.controls if name not in (*first, *rare)}
        if rare:
            with filters.more([f"sources-{name}" for name in rare], key="sources-plus"):
                said |= {name: _FILTERS[name]() for name in rare}
    if said.get("mots", state.mots) != state.mots:  # other words are sought among all
        state = replace(state, indicateur="")
    return replace(state, **said)


def _vue() -> str:
    words = choices(library())
    return st.selectbox(WHICH, list(words), format_func=words.__getitem__, key="sources-vue", width=400)


def _value(state: SourceState, name: str) -> str | list[str]:
    value = getattr(state, name)
    return list(value) if isinstance(value, tuple) else value


def _departements() -> tuple[str, ...]:
    names = library().geography.departements
    return tuple(
        st.multiselect(
            inert(LABELS["departements"]),
            list(names),
            format_func=names.__getitem__,
            placeholder="Tous",
            key="sources-departements",
        )
    )


def _engagements() -> tuple[str, ...]:
    names = engagements(library())
    return tuple(
        st.multiselect(
            inert(LABELS["engagements"]),
            list(names),
            format_func=names.__getitem__,
            placeholder="Tous",
            key="sources-engagements",
        )
    )


def _theme() -> str:
    names = themes(library())
    return (
        st.selectbox(
            inert(LABELS["theme"]),
            ["", *names],
            format_func=lambda t: names.get(t, "Tous"),
            key="sources-theme",
            filter_mode=None,
        )
        or ""
    )


def _origine() -> str:
    return (
        st.selectbox(
            inert(LABELS["origine"]),
            list(ORIGINES),
            format_func=ORIGINES.__getitem__,
            key="sources-origine",
            filter_mode=None,
        )
        or ""
    )


def _words_sought() -> str:
    said = st.text_input(
        inert(SOUGHT), key="sources-mots", max_chars=100, placeholder="Des mots, un département, un code"
    )
    return visible(said).strip()


def _mots() -> str:
    return visible(st.text_input(inert(LABELS["mots"]), key="sources-mots", max_chars=100)).strip()


def _line(name: str) -> str:
    """What a line of the lists of the plans must have."""
    label, names = lines(library())[name]
    return filters.named(label, "", names, key=f"sources-{name}", width=260)


_FILTERS: dict[str, Callable[[], str | tuple[str, ...]]] = {
    "departements": _departements, "engagements": _engagements, "theme": _theme, "origine": _origine, "mots": _mots,
    **{name: partial(_line, name) for name in OF_LINES},
}  # fmt: skip
