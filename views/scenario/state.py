"""The state of «Et si»: one or two scenarios, and what is looked at in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.defi_choice import DefiChoice
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
        nature, public, acteur: what one result or action must have, asked of what each scenario keeps; they keep no
            sheet and leave none out.
    """

    vue: str = "bilan"
    scenarios: tuple[NamedScenario, ...] = (NamedScenario(),)
    regle: int = 0
    carte: str = EVERY
    ordre: tuple[str, ...] = ()
    nature: str = ""
    public: str = ""
    acteur: str = ""

    @property
    def edited(self) -> NamedScenario:
        """The scenario that the controls change."""
        return self.scenarios[self.regle]

    @property
    def items(self) -> DefiChoice:
        """What is asked of the results and actions."""
        return DefiChoice(nature=self.nature, public=self.public, acteur=self.acteur)

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
