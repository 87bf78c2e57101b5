"""«Et si» as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from analysis.presets import PRESETS, moved
from analysis.scenario import ENGAGEMENTS, REFERENCE, Scenario
from analysis.scenario_file import LONGEST_NAME, LONGEST_SENTENCE, NamedScenario
from charts.blocks.records import Blocks
from charts.blocks.tag_table import LEVELS
from charts.drawings.scenario_map import EVERY
from charts.words.coverage import loaded_name
from charts.words.filter_words import engagement_name, scenario_text, supply_text
from charts.words.gap_words import BORNES
from charts.words.item_words import asked_list
from charts.words.scenario_words import PRESET_WORDS, WHOLE, alone_name
from views.address import ENGAGEMENTS as NUMBERS
from views.address import UNTIED, Address, Parameters
from views.filters import line
from views.library import Library
from views.links import page_address
from views.scenario.state import ScenarioState
from views.scenario.tables import scenario_cover
from views.scenario.views import KINDS
from views.view import BUTTON, View, Ways, labels

VIEWS = labels(KINDS)
SUFFIXES = ("", "-2")
"""End of the names of the parameters of the first scenario, and of the second."""

_OWN = ("departement", "engagement", "defi", "theme", "parcours", "etiquettes", "borne", "rattachement", "nom",
        "phrase")  # fmt: skip
SECOND, ALONE = "Comparer à un second scénario", "Garder celui-ci seul"
"""Words of the buttons that open and close the second scenario."""
MAPS = ("scenario-carte", "scenario-carte-2")
"""The maps of the page, one a scenario."""

ITEMS = ("nature", "public", "acteur")
"""What is asked of results and actions, once for the page."""

PARAMETERS = ("vue", "carte", "scenarios", *ITEMS, *(name + suffix for suffix in SUFFIXES for name in _OWN))
NONE = "aucun"
"""Value of `engagement` when every switch is off: an address without it keeps the six."""


def read(address: Address, library: Library) -> ScenarioState:
    """Read the address; one scenario unless it names a second. Asking for results or actions opens the objectifs."""
    second = address.one("scenarios", ("2",)) == "2" or any(address.every(name + SUFFIXES[1]) for name in _OWN)
    scenarios = tuple(_scenario(address, library, suffix) for suffix in SUFFIXES[: 2 if second else 1])
    asked = {name: address.one(name, known) for name, known in _known_items(library).items()}
    state = ScenarioState(
        vue=address.one("vue", VIEWS, "objectifs" if any(asked.values()) else "bilan"),
        scenarios=scenarios,
        carte=address.one("carte", library.plans.defis, EVERY),
        ordre=tuple(code for code in address.every("departement") if code in library.geography.departements),
        nature=asked["nature"],
        public=asked["public"],
        acteur=asked["acteur"],
    )
    if not KINDS[state.vue].asks_items:
        for name in filter(asked.get, ITEMS):
            address.refuse(name, asked[name])
    address.refuse_unknown(PARAMETERS)
    return state


def _known_items(library: Library) -> dict[str, Collection[str]]:
    items = library.items
    return dict(zip(ITEMS, (items.natures, items.publics, items.acteurs), strict=True))


def write(state: ScenarioState, library: Library) -> dict[str, str | list[str]]:
    """The address of a view; what the reference implies is left out."""
    found: dict[str, str | list[str]] = {"vue": "" if state.vue == "bilan" else state.vue}
    for suffix, named in zip(SUFFIXES, state.scenarios, strict=False):
        found |= {name + suffix: value for name, value in _parameters(named, library, state.ordre).items()}
    found["carte"] = "" if state.carte == EVERY else state.carte
    alone = len(state.scenarios) > 1 and not any(found.get(name + SUFFIXES[1]) for name in _OWN)
    found["scenarios"] = "2" if alone else ""
    found |= {name: getattr(state, name) if KINDS[state.vue].asks_items else "" for name in ITEMS}
    return found


def shown(state: ScenarioState, library: Library) -> View:
    """The view of a state."""
    if not KINDS[state.vue].asks_items:
        state = replace(state, nature="", public="", acteur="")
    parameters = write(state, library)
    link = page_address("scenario", parameters).removeprefix(".")
    return replace(
        KINDS[state.vue].build(library, state),
        parameters=parameters,
        lead=lambda: filters_line(state, library),
        layout="under" if KINDS[state.vue].mapped and len(state.scenarios) == 1 else "around",
        drawn_by=tuple((name, state.carte) for name, _ in zip(MAPS, state.scenarios, strict=False)),
        ways=lambda: ways(state, library),
        **_reader(state),
        cover=lambda: scenario_cover(library.plans, state.scenarios, state.results(library), state.items, link=link),
    )


def _reader(state: ScenarioState) -> dict[str, Any]:
    """Links keep the engagements of the first scenario, as the menu does."""
    scenario = state.scenarios[0].choix
    kept = sorted(scenario.engagements) if scenario.engagements != ENGAGEMENTS else ()
    return {"engagements": tuple(map(str, kept)), "untied": not scenario.rattachement}


def filters_line(state: ScenarioState, held: Library) -> Blocks:
    """The filters that follow the reader are the choices of the first scenario; «Tout afficher» undoes these alone."""
    written, first = write(state, held), held.outcome(state.scenarios[0].choix)
    engagements = [str(number) for number in sorted(first.scenario.engagements)] if written["engagement"] else []
    tied = first.scenario.rattachement
    activites = supply_text(held.supply, first.supply.activites, engagements, tied=tied)
    asked = asked_list(held.plans, state.items)
    here = scenario_text(activites, written["departement"], engagements, several=len(state.scenarios) > 1, items=asked)
    return line(
        held,
        "scenario",
        {**written, "engagement": engagements},
        here,
        cleared={**written, "departement": [], "engagement": []},
    )


def ways(state: ScenarioState, library: Library) -> Ways:
    """Where the controls of the first scenario lead from a view; those of a second, which no address tells, wait."""
    if state.regle:
        return {}
    choice = state.edited.choix

    def led(named: NamedScenario) -> Parameters:
        return write(state.edit(named), library)

    def changed(**changes: Any) -> Parameters:
        return led(moved(state.edited, replace(choice, **changes)))

    kept = choice.departements or frozenset()
    named = loaded_name(library.geography, library.loaded_plans)
    return {
        "Afficher": {words: write(replace(state, vue=code), library) for code, words in VIEWS.items()},
        BUTTON: _second_way(state, library),
        "Département": {
            named(code): write(
                replace(
                    state.edit(moved(state.edited, replace(choice, departements=kept | {code}))),
                    ordre=(*state.ordre, code),
                ),
                library,
            )
            for code in library.geography.departements
            if code not in kept
        },
        "Partir de": {
            WHOLE: led(NamedScenario()),
            **{PRESET_WORDS[preset.nom]: led(preset) for preset in PRESETS},
        },
        "Engagements de la sélection": {
            engagement_name(str(number)): changed(engagements=choice.engagements ^ {number}) for number in ENGAGEMENTS
        },
        "Garder un seul engagement": {
            alone_name(str(number)): changed(
                engagements=ENGAGEMENTS if choice.engagements == {number} else frozenset({number})
            )
            for number in ENGAGEMENTS
        },
        "Cibles à deux bornes": {words: changed(borne=code) for code, words in BORNES.items()},
        "Étiquettes lues sur": {words: changed(niveau=code) for code, words in LEVELS.items()},
    }


def _second_way(state: ScenarioState, library: Library) -> dict[str, Parameters]:
    """Where the button of the second scenario leads: it begins as a copy of the first."""
    if len(state.scenarios) > 1:
        return {ALONE: write(replace(state, scenarios=(state.edited,), regle=0), library)}
    copied = NamedScenario(state.scenarios[0].choix)
    return {SECOND: write(replace(state, scenarios=(*state.scenarios, copied), regle=1), library)}


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))


def _scenario(address: Address, library: Library, suffix: str) -> NamedScenario:
    def several(name: str, known: Collection[str]) -> frozenset[str] | None:
        values = address.several(name + suffix, known)
        return frozenset(values) if values else None

    engagements = address.several("engagement" + suffix, (*NUMBERS, NONE))
    kept = frozenset(int(number) for number in engagements if number != NONE)
    choice = Scenario(
        engagements=kept if engagements else ENGAGEMENTS,
        departements=several("departement", library.geography.departements),
        defis=several("defi", library.plans.defis),
        themes=several("theme", library.plans.labels["theme"]),
        parcours=several("parcours", library.plans.labels["parcours"]),
        niveau=address.one("etiquettes" + suffix, LEVELS, "objectif"),
        borne=address.one("borne" + suffix, BORNES, "intervalle"),
        rattachement=address.one("rattachement" + suffix, (UNTIED,)) != UNTIED,
    )
    return NamedScenario(
        choice, _words(address, "nom" + suffix, LONGEST_NAME), _words(address, "phrase" + suffix, LONGEST_SENTENCE)
    )


def _words(address: Address, name: str, longest: int) -> str:
    """A name or a sentence of an address: refused whole when it is too long."""
    text = address.one(name).strip()
    if len(text) > longest:
        address.refuse(name, text)
        return ""
    return text


def _parameters(named: NamedScenario, library: Library, order: Sequence[str]) -> dict[str, str | list[str]]:
    choice = named.choix
    kept = sorted(str(number) for number in choice.engagements)
    return {
        "departement": _ranked(choice.departements, (*order, *library.geography.departements)),
        "engagement": [] if choice.engagements == ENGAGEMENTS else kept or [NONE],
        "defi": _ranked(choice.defis, library.plans.defis),
        "theme": _ranked(choice.themes, library.plans.labels["theme"]),
        "parcours": _ranked(choice.parcours, library.plans.labels["parcours"]),
        "etiquettes": "defi" if choice.niveau == "defi" else "",
        "borne": "" if choice.borne == REFERENCE.borne else choice.borne,
        "rattachement": "" if choice.rattachement else UNTIED,
        "nom": named.nom,
        "phrase": named.phrase,
    }


def _ranked(kept: frozenset[str] | None, order: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in order if value in kept)) if kept else []
