"""The views of «Et si» as values: one or two scenarios, what they keep, the tables of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

import pandas as pd

from analysis.scenario import Outcome
from analysis.typed_text import isolated
from charts.words import scenario_words
from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_words import REVISED
from views.address import Address
from views.library import Library
from views.links import page_address
from views.scenario.state import ScenarioState, parameters, state_from
from views.scenario.tables import SHEETS, scenario_cover, scenario_tables
from views.view import Table, View

SOURCE = (
    "Source : ARS Occitanie, schémas territoriaux de santé 2023-2028 (pages de défis, fiches d'objectifs, objectifs "
    "quantitatifs) ; section et ligne de chaque fiche et de chaque écart dans le tableau."
)
EDITORIAL = "Les engagements choisissent les activités de soins par un lien fait par nous : aucun plan ne le fait."
"""Caution of a scenario that does not keep the six engagements."""


def objectifs_title(library: Library, found: Outcome) -> str:
    """How much of the plans is in the selection."""
    return scenario_words.finding(found, library.reference)


TITLES: dict[str, Callable[[Library, Outcome], str]] = {
    "bilan": objectifs_title, "objectifs": objectifs_title,
    "etiquettes": lambda library, found: scenario_words.tags_finding(found, library.reference),
    "oqos": lambda _library, found: scenario_words.gaps_finding(found),
}  # fmt: skip
"""Finding of each view of the page, by its code in an address."""


def results(library: Library, state: ScenarioState) -> dict[str, Outcome]:
    """The outcome of each scenario, by its name."""
    return {name: library.outcome(scenario.choix) for name, scenario in zip(state.names, state.scenarios, strict=True)}


def sheets(library: Library, state: ScenarioState) -> dict[str, pd.DataFrame]:
    """Every table, by the name of its sheet."""
    return scenario_tables(library.plans, library.supply, library.reference, results(library, state))


def cover(library: Library, state: ScenarioState) -> dict[str, str]:
    """The cover sheet: every choice, and the address that restores them."""
    link = page_address("scenario", parameters(state, library)).removeprefix(".")
    return scenario_cover(library.plans, state.scenarios, results(library, state), link=link)


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    state = state_from(address, library)
    named = results(library, state)
    titles = [TITLES[state.vue](library, found) for found in named.values()]
    several = len(titles) > 1 or bool(state.scenarios[0].nom)
    heads = [f"{name} : {title}" if several else title for name, title in zip(named, titles, strict=True)]
    phrases = [isolated(scenario.phrase) for scenario in state.scenarios if scenario.phrase]
    computed = cache(lambda: sheets(library, state))
    return View(
        "scenario",
        state.vue,
        parameters(state, library),
        " ; ".join(heads),
        " ".join(phrases),
        _cautions(library, named),
        tuple(Table(name, partial(_sheet, computed, name)) for name in SHEETS),
        SOURCE,
        lambda: cover(library, state),
        ("scenario",),
        tuple(address.ignored),
    )


def _sheet(computed: Callable[[], dict[str, pd.DataFrame]], name: str) -> pd.DataFrame:
    return computed()[name]


def _cautions(library: Library, named: Mapping[str, Outcome]) -> tuple[str, ...]:
    said = []
    for found in named.values():
        if found.scenario.borne in HYPOTHESES:
            said.append(f"{HYPOTHESES[found.scenario.borne]}.")
        if len(found.supply.activites) < len(library.supply.activites):
            said.append(EDITORIAL)
        said += scenario_words.unknowns(found, library.supply)
    return tuple(dict.fromkeys([*said, REVISED]))
