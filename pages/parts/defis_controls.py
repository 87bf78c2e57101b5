"""Controls of the page of défis: which view, which départements, which défis, and the filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from analysis.defi_choice import EVERY, MOST_SIDE_BY_SIDE, chosen_defis
from analysis.typed_text import visible
from charts.blocks.tag_table import LEVELS
from charts.words.coverage import loaded_name, missing_lines
from charts.words.french import NBSP, word_text
from charts.words.typography import bound
from shell import filters
from shell.frame import notice
from shell.inert import inert, words_of
from shell.library import library
from shell.orders import Orders
from views.defis.page import VIEWS, action_names, opened
from views.defis.state import LONGEST_WORDS, DefiState
from views.defis.views import KINDS

_ORDERS = Orders[DefiState]("_defis_ordre")
ask, asked = _ORDERS.ask, _ORDERS.asked
_NAMES = ("vue", "departements", "engagements", "defi", "objectif", "theme", "parcours", "mots", "niveau",
          "nature", "public", "acteur", "action")  # fmt: skip
_DEFI = 560


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
        state = _drawn(state)
    _say(state)
    return state


def _drawn(state: DefiState) -> DefiState:
    """The controls of a view: those in sight in their order, the others in one list that opens.

    The défi stands first and is drawn last: it is one of those that the others keep.
    """
    kind = KINDS[state.vue]
    first = st.container(key="defis-premier", width=_DEFI) if kind.one_defi else None
    for name in kind.seen:
        if name != "defi":
            state = _CONTROLS[name](state)
    if kind.more:
        with filters.more([f"defis-{name}" for name in kind.more if name != "niveau"], key="defis-plus"):
            for name in kind.more:
                state = _CONTROLS[name](state)
    if first:
        with first:
            state = _defi(state)
    return state


def _say(state: DefiState) -> None:
    """Plans that are not loaded, and more départements than columns."""
    kind, missing = KINDS[state.vue], state.missing(library())
    if not kind.filtered:
        return
    if missing and not kind.every_plan:
        for line in missing_lines(library().geography, library().loaded_plans, missing, "defis"):
            notice(f"{line} Rien n'est connu ici de ses défis ni de ses objectifs.")
    if kind.in_columns and len(state.departements) - len(missing) > MOST_SIDE_BY_SIDE:
        notice(
            f"{word_text(MOST_SIDE_BY_SIDE).capitalize()} plans au plus tiennent côte à côte : les "
            f"{word_text(MOST_SIDE_BY_SIDE)} premiers choisis sont montrés."
        )


def _departements(state: DefiState) -> DefiState:
    known, names = library().plans.loaded, library().geography.departements
    st.session_state.setdefault("defis-departements", list(state.departements))
    every, told = KINDS[state.vue].every_plan, library().loaded_plans.loaded_text("defis")
    chosen = st.multiselect(
        "Département",
        [*known, *(code for code in names if code not in known)],
        format_func=loaded_name(library().geography, library().loaded_plans, "defis"),
        placeholder=f"Les {len(names)}" if every else f"Les {min(len(known), MOST_SIDE_BY_SIDE)}{NBSP}plans {told}",
        key="defis-departements",
        width=210,
    )
    return replace(state, departements=tuple(chosen))


def _engagements(state: DefiState) -> DefiState:
    return replace(state, engagements=filters.engagements(state.engagements, key="defis-engagements", width=165))


def _theme(state: DefiState) -> DefiState:
    return replace(state, theme=_tag("theme", state.theme, "Thème"))


def _parcours(state: DefiState) -> DefiState:
    return replace(state, parcours=_tag("parcours", state.parcours, "Parcours"))


def _tag(name: str, value: str, label: str) -> str:
    st.session_state.setdefault(f"defis-{name}", value)
    return (
        st.selectbox(
            inert(label),
            ["", *library().plans.labels[name]],
            format_func=lambda tag: tag or "Tous",
            key=f"defis-{name}",
            filter_mode=None,
            width=165 if name == "theme" else "stretch",
        )
        or ""
    )


def _nature(state: DefiState) -> DefiState:
    return replace(state, nature=_named("nature", state.nature, "Nature d'une ligne", library().items.natures))


def _public(state: DefiState) -> DefiState:
    return replace(state, public=_named("public", state.public, "Public nommé", library().items.publics))


def _acteur(state: DefiState) -> DefiState:
    return replace(state, acteur=_named("acteur", state.acteur, "Acteur nommé", library().items.acteurs))


def _named(name: str, value: str, label: str, names: Mapping[str, str]) -> str:
    return filters.named(label, value, names, key=f"defis-{name}", width="stretch")


def _words(state: DefiState) -> DefiState:
    st.session_state.setdefault("defis-mots", state.mots)
    typed = st.text_input("Contient les mots", key="defis-mots", max_chars=LONGEST_WORDS, width="stretch")
    return replace(state, mots=visible(typed).strip())


def _level(state: DefiState) -> DefiState:
    """Where tags are read; where they are a filter, only once one is chosen."""
    if "theme" in KINDS[state.vue].controls and not (state.theme or state.parcours):
        return state
    st.session_state.setdefault("defis-niveau", state.niveau)
    chosen = st.selectbox(
        "Étiquettes lues sur",
        list(LEVELS),
        format_func=LEVELS.__getitem__,
        key="defis-niveau",
        filter_mode=None,
        width=200,
    )
    return replace(state, niveau=chosen)


def _defi(state: DefiState) -> DefiState:
    """One défi of the filters, or all of them; the one most plans prioritise when none was chosen."""
    held = library()
    known = {defi.code: bound(f"{defi.code} {defi.libelle}") for defi in chosen_defis(held.plans, state.filters)}
    if not known:
        return replace(state, defi="")
    names = {**known, EVERY: f"Tous ceux de la sélection ({len(known)})"}
    if st.session_state.get("defis-defi") not in names:
        st.session_state["defis-defi"] = state.defi if state.defi in names else state.first_defi(held)
    chosen = st.selectbox("Défi", list(names), format_func=names.__getitem__, key="defis-defi", width="stretch")
    return replace(state, defi=chosen)


def _objectif(state: DefiState) -> DefiState:
    held = library()
    codes = held.items.acted if KINDS[state.vue].one_action else held.plans.objectifs
    titles = {code: next(iter(held.plans.versions(code).values())).shown for code in codes}
    names = {code: bound(f"{code} {title}") for code, title in titles.items()}
    if not names:
        return replace(state, objectif="")
    if st.session_state.get("defis-objectif") not in names:
        st.session_state["defis-objectif"] = opened(state, held).objectif
    chosen = st.selectbox("Objectif", list(names), format_func=names.__getitem__, key="defis-objectif", width="stretch")
    return replace(state, objectif=chosen)


def _action(state: DefiState) -> DefiState:
    """One action of the objectif, in any plan; the one most shared when none of them was chosen."""
    held = library()
    names = action_names(held, state.objectif)
    if not names:
        return replace(state, action="")
    if st.session_state.get("defis-action") not in names:
        kept = state.action in names
        st.session_state["defis-action"] = state.action if kept else state.first_action(held)
    chosen = st.selectbox("Action", list(names), format_func=names.__getitem__, key="defis-action", width="stretch")
    return replace(state, action=chosen)


_CONTROLS: dict[str, Callable[[DefiState], DefiState]] = {
    "departements": _departements, "engagements": _engagements, "theme": _theme, "parcours": _parcours,
    "mots": _words, "niveau": _level, "nature": _nature, "public": _public, "acteur": _acteur,
    "defi": _defi, "objectif": _objectif, "action": _action,
}  # fmt: skip
"""What a view may need (`ViewKind.controls`), by name."""
