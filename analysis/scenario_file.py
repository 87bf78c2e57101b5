"""The file of a scenario: small JSON that a reader saves and opens again.

Nothing of it is kept by the server. A file that is not one of ours, that is older or newer,
too large or hostile is refused whole, with what, where and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from analysis.closed_sets import Borne, Niveau
from analysis.plans import Plans
from analysis.saved_file import SavedFileError, SavedKind, StrictModel
from analysis.scenario import ENGAGEMENTS, REFERENCE, Scenario
from analysis.typed_text import quoted

FORMAT, VERSION = "territoires-de-sante/scenario", 1
LARGEST_FILE = 32_768
LONGEST_NAME, LONGEST_SENTENCE = 60, 240
MOST_SCENARIOS, MOST_DEPARTEMENTS = 2, 120
"""A file is bounded before it is compared with the dataset; no country has more départements."""


@dataclass(frozen=True)
class NamedScenario:
    """A scenario with the name and the sentence that its reader gave it, empty until then."""

    choix: Scenario = REFERENCE
    nom: str = ""
    phrase: str = ""


class ScenarioFileError(SavedFileError):
    """A file that is not opened; the message is for the reader."""


_KIND = SavedKind(
    FORMAT,
    VERSION,
    LARGEST_FILE,
    noun="scénario",
    of="de scénario",
    one="un scénario",
    again="enregistrez de nouveau le scénario",
    redo="Refaites les choix et enregistrez de nouveau.",
    error=ScenarioFileError,
    lists={"scenarios": "du scénario"},
    words={"too_short": "ne contient aucun scénario", "model_type": "devrait être un scénario, entre accolades"},
)


class _Scenario(StrictModel):
    nom: str = Field("", max_length=LONGEST_NAME)
    phrase: str = Field("", max_length=LONGEST_SENTENCE)
    engagements: list[int] = Field(sorted(ENGAGEMENTS), max_length=6)
    departements: list[str] | None = Field(None, max_length=MOST_DEPARTEMENTS)
    defis: list[str] | None = Field(None, max_length=60)
    themes: list[str] | None = Field(None, max_length=60)
    parcours: list[str] | None = Field(None, max_length=60)
    etiquettes: Niveau = "objectif"
    borne: Borne = "intervalle"
    rattachement: bool = True


class _File(StrictModel):
    format: Literal["territoires-de-sante/scenario"]
    version: Literal[1]
    jeu: str = Field(max_length=20)
    scenarios: list[_Scenario] = Field(min_length=1, max_length=MOST_SCENARIOS)


def scenario_file(scenarios: Sequence[NamedScenario], *, jeu: str) -> bytes:
    """The file of one or two scenarios.

    Args:
        jeu: version of the dataset they were made on.
    """
    return _KIND.dump({"jeu": jeu, "scenarios": [_plain(named) for named in scenarios]})


def read_scenario_file(content: bytes, plans: Plans) -> tuple[list[NamedScenario], str]:
    """The scenarios of a file, and the version of the dataset they were made on.

    Raises:
        ScenarioFileError: with one French sentence that says what, where and what to do.
    """
    read = _KIND.read(content, _File)
    _KIND.check_printable(read.jeu, "jeu", "du scénario 1")
    return [_named(scenario, plans, rank) for rank, scenario in enumerate(read.scenarios, start=1)], read.jeu


def _plain(named: NamedScenario) -> dict[str, Any]:
    choice = named.choix
    return {
        "nom": named.nom,
        "phrase": named.phrase,
        "engagements": sorted(choice.engagements),
        "departements": _sorted(choice.departements),
        "defis": _sorted(choice.defis),
        "themes": _sorted(choice.themes),
        "parcours": _sorted(choice.parcours),
        "etiquettes": choice.niveau,
        "borne": choice.borne,
        "rattachement": choice.rattachement,
    }


def _sorted(kept: frozenset[str] | None) -> list[str] | None:
    return None if kept is None else sorted(kept)


def _named(read: _Scenario, plans: Plans, rank: int) -> NamedScenario:
    for field in ("nom", "phrase"):
        _KIND.check_printable(getattr(read, field), field, f"du scénario {rank}")
    kept = {
        "departements": _known(read.departements, plans.geography.departements.__contains__, "departements", rank),
        "defis": _known(read.defis, plans.defis.__contains__, "defis", rank),
        "themes": _known(read.themes, plans.labels["theme"].__contains__, "themes", rank),
        "parcours": _known(read.parcours, plans.labels["parcours"].__contains__, "parcours", rank),
    }
    engagements = _known(read.engagements, ENGAGEMENTS.__contains__, "engagements", rank)
    choice = Scenario(
        engagements=engagements or frozenset(),
        niveau=read.etiquettes,
        borne=read.borne,
        rattachement=read.rattachement,
        **kept,
    )
    return NamedScenario(choice, read.nom.strip(), read.phrase.strip())


def _known(values: list[Any] | None, accepted: Callable[[Any], bool], field: str, rank: int) -> frozenset[Any] | None:
    """A list of the file as a set; a value that the dataset does not know is refused, never dropped."""
    for value in values or []:
        if not accepted(value):
            raise ScenarioFileError(
                f"Dans ce fichier, «{field}» du scénario {rank} contient «{quoted(value)}», que ce jeu de données ne "
                "connaît pas. Retirez cette valeur, ou enregistrez de nouveau le scénario."
            )
    return None if values is None else frozenset(values)
