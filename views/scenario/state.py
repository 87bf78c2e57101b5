"""The state of «Et si»: one or two scenarios, and what is looked at in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.scenario import Outcome
from analysis.scenario_file import NamedScenario
from analysis.typed_text import isolated
from charts.drawings.scenario_map import EVERY
from charts.words.scenario_words import NAMES
from views.library import Library


@dataclass(frozen=True)
class ScenarioState:
    """The scenarios shown, the one that the controls change, and the défi on the map.

    Attributes:
        regle: position of the scenario that the controls change.
        carte: code of a défi, or EVERY for all those kept.
        ordre: départements in the order the reader chose them, for the pages that show the first.
    """

    vue: str = "bilan"
    scenarios: tuple[NamedScenario, ...] = (NamedScenario(),)
    regle: int = 0
    carte: str = EVERY
    ordre: tuple[str, ...] = ()

    @property
    def edited(self) -> NamedScenario:
        """The scenario that the controls change."""
        return self.scenarios[self.regle]

    @property
    def names(self) -> list[str]:
        """How each scenario is called: by its own name, or by its letter; never twice the same."""
        named = [isolated(scenario.nom) or NAMES[rank] for rank, scenario in enumerate(self.scenarios)]
        return [f"{name} ({'AB'[rank]})" if named.count(name) > 1 else name for rank, name in enumerate(named)]

    def edit(self, named: NamedScenario) -> ScenarioState:
        """The same view with another scenario in the place of the one that the controls change."""
        return self.put(self.regle, named)

    def put(self, rank: int, named: NamedScenario) -> ScenarioState:
        return replace(self, scenarios=(*self.scenarios[:rank], named, *self.scenarios[rank + 1 :]))

    def results(self, library: Library) -> dict[str, Outcome]:
        """The outcome of each scenario, by its name."""
        return {
            name: library.outcome(scenario.choix) for name, scenario in zip(self.names, self.scenarios, strict=True)
        }
