"""One view of «Et si»: one or two scenarios, what its address says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.scenario import ENGAGEMENTS, REFERENCE, Scenario
from analysis.scenario_file import LONGEST_NAME, LONGEST_SENTENCE, NamedScenario
from analysis.typed_text import isolated
from charts.blocks.tag_table import LEVELS
from charts.drawings.scenario_map import EVERY
from charts.words.gap_words import BORNES
from charts.words.scenario_words import NAMES
from loaders.schema import DEPARTEMENTS
from views.address import ENGAGEMENTS as NUMBERS
from views.address import UNTIED, Address
from views.library import Library

VIEWS = {"bilan": "Bilan", "objectifs": "Objectifs", "etiquettes": "Thèmes et parcours", "oqos": "OQOS"}
"""Views of the page by their code in an address."""

SUFFIXES = ("", "-2")
"""End of the names of the parameters of the first scenario, and of the second."""

_OWN = ("departement", "engagement", "defi", "theme", "parcours", "etiquettes", "borne", "rattachement", "nom",
        "phrase")  # fmt: skip
PARAMETERS = ("vue", "carte", "scenarios", *(name + suffix for suffix in SUFFIXES for name in _OWN))
NONE = "aucun"
"""Value of `engagement` when every switch is off: an address without it keeps the six."""


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


def state_from(address: Address, library: Library) -> ScenarioState:
    """Read the address; one scenario unless it names a second."""
    second = address.one("scenarios", ("2",)) == "2" or any(address.every(name + SUFFIXES[1]) for name in _OWN)
    scenarios = tuple(_scenario(address, library, suffix) for suffix in SUFFIXES[: 2 if second else 1])
    state = ScenarioState(
        vue=address.one("vue", VIEWS, "bilan"),
        scenarios=scenarios,
        carte=address.one("carte", library.plans.defis, EVERY),
        ordre=tuple(code for code in address.every("departement") if code in DEPARTEMENTS),
    )
    address.refuse_unknown(PARAMETERS)
    return state


def parameters(state: ScenarioState, library: Library) -> dict[str, str | list[str]]:
    """The address of a view; what the reference implies is left out."""
    found: dict[str, str | list[str]] = {"vue": "" if state.vue == "bilan" else state.vue}
    for suffix, named in zip(SUFFIXES, state.scenarios, strict=False):
        found |= {name + suffix: value for name, value in _parameters(named, library, state.ordre).items()}
    found["carte"] = "" if state.carte == EVERY else state.carte
    alone = len(state.scenarios) > 1 and not any(found.get(name + SUFFIXES[1]) for name in _OWN)
    found["scenarios"] = "2" if alone else ""
    return found


def _scenario(address: Address, library: Library, suffix: str) -> NamedScenario:
    def several(name: str, known: Collection[str]) -> frozenset[str] | None:
        values = address.several(name + suffix, known)
        return frozenset(values) if values else None

    engagements = address.several("engagement" + suffix, (*NUMBERS, NONE))
    kept = frozenset(int(number) for number in engagements if number != NONE)
    choice = Scenario(
        engagements=kept if engagements else ENGAGEMENTS,
        departements=several("departement", DEPARTEMENTS),
        defis=several("defi", library.plans.defis),
        themes=several("theme", library.plans.labels["theme"]),
        parcours=several("parcours", library.plans.labels["parcours"]),
        niveau="defi" if address.one("etiquettes" + suffix, LEVELS) == "defi" else "objectif",
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
        "departement": _ranked(choice.departements, (*order, *DEPARTEMENTS)),
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
