"""Controls of «Et si»: what is kept, for the scenario that is being changed; its name, its file."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import streamlit as st

from analysis.presets import PRESETS, moved
from analysis.scenario import ENGAGEMENTS, REFERENCE, Scenario
from analysis.scenario_file import NamedScenario
from charts.blocks.tag_table import LEVELS
from charts.words.coverage import loaded_name
from charts.words.filter_words import engagement_name
from charts.words.gap_words import BORNES
from charts.words.scenario_words import PRESET_WORDS, WHOLE, alone_name
from charts.words.typography import bound
from pages.parts.scenario_files import file_menu
from shell import filters
from shell.inert import inert, words_of
from shell.library import library
from shell.orders import Orders
from views.scenario.page import ALONE, SECOND, VIEWS
from views.scenario.state import ScenarioState
from views.scenario.views import KINDS

_ORDERS = Orders[ScenarioState]("_scenario_ordre")
ask, asked = _ORDERS.ask, _ORDERS.asked
_PRESET = "_scenario_depart"
_WHOLE = "reference"
TIE_HELP = "Les engagements choisis retiennent les activités de soins que nous leur lions : aucun document ne l'écrit."
_LISTS = {"departements": "Département", "defis": "Défi", "themes": "Thème", "parcours": "Parcours"}
_ITEMS = {"nature": "Nature d'une ligne", "public": "Public nommé", "acteur": "Acteur nommé"}
_DEFAULTS = {"scenario-borne": REFERENCE.borne, "scenario-rattachement": True}
_EVERY = {"defis": "Tous les défis", "themes": "Tous", "parcours": "Tous"}


def restore(state: ScenarioState) -> None:
    """Put every control in the state that an address, a click or a file asks for."""
    _set("vue", state.vue)
    _set("regle", state.regle)
    _put(state.edited.choix, state.ordre)
    _put_words(state.edited)
    for name in _ITEMS:
        _set(name, getattr(state, name))


def choose(state: ScenarioState) -> ScenarioState:
    """Draw the controls; returns what they say."""
    ordered = _ORDERS.taken()
    if ordered is not None:
        restore(ordered)
        state = ordered
    head = st.container(horizontal=True, key="scenario-haut", vertical_alignment="bottom", gap="small")
    with head:
        state = _which(state)
        state = _number(state)
        state = file_menu(state, ask)
    preset = st.session_state.pop(_PRESET, None)
    if preset is not None:
        state = state.edit(preset)
        _put(preset.choix, state.ordre)
        _put_words(preset)
    if "scenario-engagements" not in st.session_state:
        _put(state.edited.choix, state.ordre)
    two = len(state.scenarios) > 1
    with head:
        more = filters.more([f"scenario-{name}" for name in _more(state)], key="scenario-plus", defaults=_DEFAULTS)
    with st.container(key="filtres", gap="small"):
        # two findings stand side by side: what they start from is one click away, on the line of the engagements
        with st.popover("Partir de", key="scenario-prets") if two else nullcontext():
            _preset()
        engagements = _engagements()
    with more:
        return _choices(state, engagements)


def _more(state: ScenarioState) -> tuple[str, ...]:
    """The settings that a click opens."""
    return (*_LISTS, "borne", "rattachement", *(_ITEMS if KINDS[state.vue].asks_items else ()))


def _which(state: ScenarioState) -> ScenarioState:
    """Which view, and which of the two scenarios the controls change."""
    st.session_state.setdefault("scenario-vue", state.vue)
    vue = st.segmented_control(
        "Afficher",
        list(VIEWS),
        format_func=words_of(VIEWS),
        key="scenario-vue",
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    state = replace(state, vue=vue or state.vue)
    if len(state.scenarios) == 1:
        return state
    st.session_state.setdefault("scenario-regle", state.regle)
    names = dict(enumerate(state.names))
    rank = st.segmented_control(
        "Réglages de",
        list(names),
        format_func=words_of(names),
        key="scenario-regle",
        required=True,
        width="content",
    )
    if rank is not None and rank != state.regle:
        state = replace(state, regle=rank)
        _put(state.edited.choix, state.ordre)
        _put_words(state.edited)
    return state


def _number(state: ScenarioState) -> ScenarioState:
    """A second scenario starts as a copy of the first; taking it away leaves the first."""
    if len(state.scenarios) == 1:
        if st.button(SECOND, key="scenario-second"):
            second = NamedScenario(state.scenarios[0].choix)
            return ask(replace(state, scenarios=(state.scenarios[0], second), regle=1))
    elif st.button(ALONE, key="scenario-seul"):
        return ask(replace(state, scenarios=(state.edited,), regle=0))
    return state


def _put(choice: Scenario, order: tuple[str, ...] = ()) -> None:
    """Put the controls of the choices in a scenario."""
    held = library()
    _set("engagements", sorted(choice.engagements))
    orders = {
        "departements": (*order, *held.geography.departements),
        "defis": held.plans.defis,
        "themes": held.plans.labels["theme"],
        "parcours": held.plans.labels["parcours"],
    }
    for name, ranked in orders.items():
        kept = getattr(choice, name) or ()
        _set(name, list(dict.fromkeys(value for value in ranked if value in kept)))
    _set("borne", choice.borne)
    _set("niveau", choice.niveau)
    _set("rattachement", choice.rattachement)


def _set(name: str, value: object) -> None:
    """Give a control a value, only where it is another one: a value given again is drawn again."""
    if st.session_state.get(f"scenario-{name}") != value:
        st.session_state[f"scenario-{name}"] = value


def _put_words(named: NamedScenario) -> None:
    _set("nom", named.nom)
    _set("phrase", named.phrase)


def _engagements() -> list[int]:
    """The six switches, and with each the way to keep it alone."""
    held = list(st.session_state["scenario-engagements"] or ())
    _set("un-seul", held[0] if len(held) == 1 else None)
    numbers = sorted(ENGAGEMENTS)
    with st.container(key="scenario-six", gap=None):
        chosen = st.pills(
            "Engagements de la sélection",
            numbers,
            selection_mode="multi",
            key="scenario-engagements",
            format_func=lambda number: inert(bound(engagement_name(str(number)))),
            label_visibility="collapsed",
            width="stretch",
            wrap=True,
        )
        st.pills(
            "Garder un seul engagement",
            numbers,
            key="scenario-un-seul",
            format_func=lambda number: inert(bound(alone_name(str(number)))),
            label_visibility="collapsed",
            width="stretch",
            wrap=True,
            on_change=_take_alone,
        )
    return list(chosen or ())


def _take_alone() -> None:
    """Keep one engagement; asked again of the one that is alone, all of them."""
    number = st.session_state["scenario-un-seul"]
    st.session_state["scenario-engagements"] = [number] if number else sorted(ENGAGEMENTS)


def _choices(state: ScenarioState, engagements: list[int]) -> ScenarioState:
    """The choices of the scenario that is being changed."""
    kept = {name: _list(name) for name in _LISTS}
    state = _items(state)
    borne = st.selectbox(
        "Cibles à deux bornes",
        list(BORNES),
        format_func=BORNES.__getitem__,
        key="scenario-borne",
        filter_mode=None,
    )
    choice = replace(
        state.edited.choix,
        engagements=frozenset(engagements),
        borne=str(borne),
        **{name: frozenset(values) if values else None for name, values in kept.items()},
    )
    choice = _details(state, choice)
    order = tuple(kept["departements"]) if state.regle == 0 else state.ordre
    named = moved(state.edited, choice)
    renamed = (named.nom, named.phrase) != (state.edited.nom, state.edited.phrase)
    state = replace(state.edit(named), ordre=order)
    return ask(state) if renamed else state


def _items(state: ScenarioState) -> ScenarioState:
    """What is asked of results and actions, in the views that show them; the same for both scenarios."""
    if not KINDS[state.vue].asks_items:
        return state
    known = {"nature": library().items.natures, "public": library().items.publics, "acteur": library().items.acteurs}
    asked = {
        name: filters.named(label, getattr(state, name), known[name], key=f"scenario-{name}", width="stretch")
        for name, label in _ITEMS.items()
    }
    return replace(state, **asked)


def _preset() -> None:
    """The scenarios to start from; none is chosen once a control has moved away from it."""
    names = {_WHOLE: WHOLE, **{preset.nom: PRESET_WORDS[preset.nom] for preset in PRESETS}}
    _set("depart", _matching(_read()))
    st.pills(
        "Partir de",
        list(names),
        format_func=words_of(names),
        key="scenario-depart",
        width="stretch",
        wrap=True,
        on_change=_take_preset,
    )


def _take_preset() -> None:
    name = st.session_state["scenario-depart"]
    st.session_state[_PRESET] = next(
        (preset for preset in PRESETS if preset.nom == name), NamedScenario() if name == _WHOLE else None
    )


def _matching(choice: Scenario) -> str | None:
    if choice == REFERENCE:
        return _WHOLE
    return next((preset.nom for preset in PRESETS if preset.choix == choice), None)


def _read() -> Scenario:
    """The scenario that the controls hold, before they are drawn; the reference where a page did not send one."""
    held = {name: st.session_state.get(f"scenario-{name}") for name in ("engagements", *_LISTS)}
    lists = {name: frozenset(held[name]) if held[name] else None for name in _LISTS}
    return Scenario(
        engagements=frozenset(held["engagements"] or ()),
        borne=st.session_state.get("scenario-borne", REFERENCE.borne),
        niveau=st.session_state.get("scenario-niveau", REFERENCE.niveau),
        rattachement=st.session_state.get("scenario-rattachement", True),
        **lists,
    )


def _list(name: str) -> list[str]:
    """A list that keeps some values; empty, it asks nothing."""
    held = library()
    departements = held.geography.departements
    titles = {
        "departements": departements,
        "defis": {defi.code: f"{defi.code} {defi.libelle}" for defi in held.plans.defis.values()},
    }.get(name, {})
    options = list(titles) or held.plans.labels["theme" if name == "themes" else "parcours"]
    if name == "departements":
        loaded = held.loaded_plans.any
        options = [*loaded, *(code for code in departements if code not in loaded)]
    return st.multiselect(
        inert(_LISTS[name]),
        options,
        placeholder=_EVERY.get(name, f"Les {len(departements)}"),
        key=f"scenario-{name}",
        format_func=lambda value: _label(name, titles.get(value, value), value),
    )


def _label(name: str, title: str, value: str) -> str:
    held = library()
    return loaded_name(held.geography, held.loaded_plans)(value) if name == "departements" else title


def _details(state: ScenarioState, choice: Scenario) -> Scenario:
    """Where tags are read, when one is asked for; the editorial tie, where it matters."""
    if choice.tagged:
        st.session_state.setdefault("scenario-niveau", state.edited.choix.niveau)
        level = st.selectbox(
            "Étiquettes lues sur",
            list(LEVELS),
            format_func=LEVELS.__getitem__,
            key="scenario-niveau",
            filter_mode=None,
        )
        choice = replace(choice, niveau="defi" if level == "defi" else "objectif")
    if choice.engagements != ENGAGEMENTS or not choice.rattachement:
        st.session_state.setdefault("scenario-rattachement", state.edited.choix.rattachement)
        tied = st.toggle(
            "Lien fait par nous avec les activités",
            key="scenario-rattachement",
            help=bound(f"{TIE_HELP} Sans ce lien, les {len(library().supply.activites):d} activités sont montrées."),
        )
        choice = replace(choice, rattachement=tied)
    return choice
