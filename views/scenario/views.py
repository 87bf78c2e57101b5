"""The views of «Et si» as values: one or two scenarios, what they keep, the tables of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.plans import Plans
from analysis.scenario import Outcome
from analysis.typed_text import isolated
from charts.blocks import scenario_lists
from charts.blocks.records import Blocks, Paragraph, Part
from charts.blocks.scenario_supply import scenario_supply
from charts.drawings.pictures import Maps, Picture
from charts.drawings.scenario_map import EVERY
from charts.words import scenario_words
from charts.words.coverage import source_note, uncollected_text
from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_words import REVISED
from charts.words.item_words import OF_SCENARIO, items_finding
from views.library import Library
from views.scenario.state import ScenarioState
from views.scenario.tables import scenario_tables
from views.view import PICTURE, View, ViewKind

EDITORIAL = "Les engagements choisissent les activités de soins par un lien fait par nous : aucun plan ne le fait."
"""Caution of a scenario that does not keep the six engagements."""

Named = Mapping[str, Outcome]
"""Outcome of each scenario by its name."""


@dataclass(frozen=True)
class ScenarioKind(ViewKind[ScenarioState]):
    """One view of the page.

    Attributes:
        mapped: whether it draws one map a scenario.
        asks_items: whether results and actions are asked for there.
    """

    mapped: bool = False
    asks_items: bool = False


def source_text(plans: Plans, codes: Iterable[str]) -> str:
    """Source of every view, of some plans."""
    return (
        f"Source : {plans.publisher}, schémas territoriaux de santé 2023-2028 (pages de défis, fiches d'objectifs, "
        "objectifs quantitatifs) ; section et ligne de chaque fiche et de chaque écart dans le tableau."
        f"{source_note(plans.geography, plans.loaded_plans, codes)}"
    )


def balance(library: Library, state: ScenarioState) -> View:
    """«Bilan»: the map, what changes and what cannot be told, the balance of the plans."""
    named = state.results(library)
    titles = _objectifs_titles(library, named)

    def body() -> Blocks:
        heads, said = (
            constats(library, state, named, titles),
            [_sentences(library, found) for found in named.values()],
        )
        counts = scenario_lists.balance(library.reference, named)
        if len(named) == 1:  # beside the map, which keeps the height of the screen
            return PICTURE, *heads, Part((*counts, *said), "dit")
        return _side_by_side(heads), *counts, PICTURE, _side_by_side(said)

    def draw() -> Maps:
        drawn = [library.priority_views(found.scenario)[state.carte] for found in named.values()]
        chosen = {alone(found) for found in named.values()}
        names, alone_kept = (_drawn_name(library, state),) * len(drawn), chosen.pop() if len(chosen) == 1 else ""
        return Maps(names, tuple(drawn), alone_kept, owners=tuple(named) if len(drawn) > 1 else ())

    return _view(library, state, named, titles, body, draw)


def objectifs(library: Library, state: ScenarioState) -> View:
    """«Objectifs»: défis and objectifs that remain and that leave the view, with the lines that answer when asked."""
    named, choice = state.results(library), state.items
    titles = _objectifs_titles(library, named)
    if choice.asks_items:
        titles = [items_finding(library.plans, found, choice) for found in named.values()]

    def body() -> Blocks:
        said = (Paragraph(_items_reading(library), "mention"),) if choice.asks_items else ()
        listed = scenario_lists.objectifs(library.plans, library.reference, named, choice)
        return *constats(library, state, named, titles), *said, *listed

    return _view(library, state, named, titles, body)


def tags(library: Library, state: ScenarioState) -> View:
    """«Thèmes et parcours»: those that remain, that nobody prints any more, that one plan alone still prints."""
    named = state.results(library)
    titles = [scenario_words.tags_finding(found, library.reference) for found in named.values()]

    def body() -> Blocks:
        return *constats(library, state, named, titles), *scenario_lists.tags(named, library.reference)

    return _view(library, state, named, titles, body)


def supply(library: Library, state: ScenarioState) -> View:
    """«OQOS»: gaps that are numbers, ranges and silences of the activités concerned."""
    named = state.results(library)
    titles = [scenario_words.gaps_finding(found) for found in named.values()]

    def body() -> Blocks:
        listed = scenario_supply(
            library.supply, named, of_plan=lambda view, code: library.scenario_plan(view.activites, view.borne, code)
        )
        return *constats(library, state, named, titles), *listed

    return _view(library, state, named, titles, body)


KINDS: dict[str, ScenarioKind] = {
    "bilan": ScenarioKind("Bilan", balance, mapped=True),
    "objectifs": ScenarioKind("Objectifs", objectifs, asks_items=True),
    "etiquettes": ScenarioKind("Thèmes et parcours", tags),
    "oqos": ScenarioKind("OQOS", supply),
}
"""Every view of the page, by its code in an address; a new one is an entry here.

The scenarios are the same from view to view, and so are their parameters; what is asked of results and actions belongs
to the views that show them.
"""


def constats(library: Library, state: ScenarioState, named: Named, titles: Sequence[str]) -> tuple[Part, ...]:
    """The finding of each scenario, what is kept in words, the sentence of its reader."""
    return tuple(
        scenario_lists.constat(
            title,
            scenario_words.choices_text(library.geography, scenario.choix, library.plans.defis),
            isolated(scenario.phrase),
        )
        for title, scenario in zip(_headed(state, named, titles), state.scenarios, strict=True)
    )


def alone(found: Outcome) -> str:
    """The département that a scenario keeps alone, empty when it keeps more."""
    kept = found.scenario.departements
    return next(iter(kept)) if kept and len(kept) == 1 else ""


def _headed(state: ScenarioState, named: Named, titles: Sequence[str]) -> list[str]:
    """Each finding, after the name of its scenario where there are two or where its reader gave one."""
    several = len(titles) > 1 or bool(state.scenarios[0].nom)
    return [f"{name} : {title}" if several else title for name, title in zip(named, titles, strict=True)]


def _objectifs_titles(library: Library, named: Named) -> list[str]:
    """How much of the plans is in each selection."""
    return [scenario_words.finding(found, library.reference) for found in named.values()]


def _drawn_name(library: Library, state: ScenarioState) -> str:
    if state.carte == EVERY:
        return "Au moins un des défis de la sélection"
    defi = library.plans.defis[state.carte]
    return f"{defi.code} {defi.libelle}"


def _side_by_side(parts: Sequence[Part]) -> Part:
    return Part(tuple(Part((part,)) for part in parts), "deux")


def _sentences(library: Library, found: Outcome) -> Part:
    return scenario_lists.sentences(
        {
            "Ce qui change par rapport à la référence": scenario_words.differences(
                found, library.reference, library.supply, defis=library.plans.defis, tabled=True
            ),
            "Ce qui ne se calcule pas": scenario_words.unknowns(found, library.supply),
        }
    )


def _view(
    library: Library,
    state: ScenarioState,
    named: Named,
    titles: Sequence[str],
    body: Callable[[], Blocks],
    draw: Callable[[], Picture | None] = lambda: None,
) -> View:
    """A view of the scenarios; its blocks hold one title a scenario."""
    phrases = [isolated(scenario.phrase) for scenario in state.scenarios if scenario.phrase]
    return View(
        page="scenario",
        kind=state.vue,
        parameters={},
        title=" ; ".join(_headed(state, named, titles)),
        sentence=" ".join(phrases),
        cautions=(*cautions(library, named), *([_items_reading(library)] if state.items.asks_items else [])),
        tables=scenario_tables(library.plans, library.supply, library.reference, named, state.items),
        source=source_text(library.plans, _read(library, named)),
        filename=("scenario",),
        body=body,
        draw=draw,
        titled=False,
    )


def _items_reading(library: Library) -> str:
    """What the filters of lines do, and the plans whose lines nobody looked for."""
    return f"{OF_SCENARIO} {uncollected_text(library.geography, library.loaded_plans)}".rstrip()


def _read(library: Library, named: Named) -> list[str]:
    """Départements whose plan some scenario holds."""
    return [code for code in library.loaded_plans.any if any(found.scenario.holds(code) for found in named.values())]


def cautions(library: Library, named: Named) -> tuple[str, ...]:
    """What must be said with the figures of the scenarios."""
    said = []
    for found in named.values():
        if found.scenario.borne in HYPOTHESES:
            said.append(f"{HYPOTHESES[found.scenario.borne]}.")
        if len(found.supply.activites) < len(library.supply.activites):
            said.append(EDITORIAL)
        said += scenario_words.unknowns(found, library.supply)
    return tuple(dict.fromkeys([*said, REVISED]))
