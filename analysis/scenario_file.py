"""The file of a scenario: small JSON that a reader saves and opens again.

Nothing of it is kept by the server. A file that is not one of ours, that is older or newer,
too large or hostile is refused whole, with what, where and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from analysis.closed_sets import Borne, Niveau
from analysis.plans import Plans
from analysis.scenario import ENGAGEMENTS, REFERENCE, Scenario
from analysis.typed_text import printable, quoted

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


class ScenarioFileError(ValueError):
    """A file that is not opened; the message is for the reader."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Scenario(_Model):
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


class _File(_Model):
    format: Literal["territoires-de-sante/scenario"]
    version: Literal[1]
    jeu: str = Field(max_length=20)
    scenarios: list[_Scenario] = Field(min_length=1, max_length=MOST_SCENARIOS)


def scenario_file(scenarios: Sequence[NamedScenario], *, jeu: str) -> bytes:
    """The file of one or two scenarios.

    Args:
        jeu: version of the dataset they were made on.
    """
    content = {"format": FORMAT, "version": VERSION, "jeu": jeu, "scenarios": [_plain(named) for named in scenarios]}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read_scenario_file(content: bytes, plans: Plans) -> tuple[list[NamedScenario], str]:
    """The scenarios of a file, and the version of the dataset they were made on.

    Raises:
        ScenarioFileError: with one French sentence that says what, where and what to do.
    """
    data = _json(content)
    _check_version(data)
    try:
        read = _File.model_validate(data)
    except ValidationError as error:
        raise ScenarioFileError(_first_error(error)) from error
    _printable(read.jeu, "jeu", 1)
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


def _json(content: bytes) -> Any:
    """The JSON of a file, bounded and strict: no duplicate key, no NaN, no endless nesting."""
    if len(content) > LARGEST_FILE:
        raise ScenarioFileError(
            f"Ce fichier dépasse {LARGEST_FILE // 1024} Ko, ce qu'un fichier de scénario n'atteint jamais. "
            "Choisissez celui que «Enregistrer» a donné."
        )
    if not content.strip():
        raise ScenarioFileError("Ce fichier est vide. Choisissez celui que «Enregistrer» a donné.")
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refused_constant)
    except UnicodeDecodeError as error:
        raise ScenarioFileError(
            f"Ce fichier n'est pas du texte UTF-8 (octet {error.start + 1}). "
            "Choisissez celui que «Enregistrer» a donné."
        ) from error
    except json.JSONDecodeError as error:
        raise ScenarioFileError(
            f"Ce fichier ne se lit pas comme du JSON, ligne {error.lineno}, colonne {error.colno}. "
            "S'il a été modifié à la main, corrigez cette ligne ; sinon, enregistrez de nouveau le scénario."
        ) from error
    except RecursionError as error:
        raise ScenarioFileError(
            "Ce fichier emboîte trop de niveaux pour un scénario. Choisissez celui que «Enregistrer» a donné."
        ) from error
    except ScenarioFileError:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise ScenarioFileError(
            "Ce fichier contient un nombre démesuré. Choisissez celui que «Enregistrer» a donné."
        ) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ScenarioFileError(f"Ce fichier donne deux fois «{quoted(twice)}» : gardez une seule des deux lignes.")
    return found


def _refused_constant(name: str) -> None:
    raise ScenarioFileError(f"Ce fichier contient «{name}», qui n'est pas une valeur de scénario : retirez-le.")


def _check_version(data: Any) -> None:
    """Ours, and of the version that this tool reads."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ScenarioFileError(
            f'Ce n\'est pas un fichier de scénario (il ne commence pas par "format": "{FORMAT}"). '
            "Choisissez celui que «Enregistrer» a donné."
        )
    version = data.get("version")
    if type(version) is not int:
        raise ScenarioFileError(
            'Ce fichier ne dit pas sa version ("version": 1 est attendu). Enregistrez de nouveau le scénario.'
        )
    if version < VERSION:
        raise ScenarioFileError(
            f"Ce fichier suit la version {quoted(version)} du format, que l'outil ne lit plus (il lit la {VERSION}). "
            "Refaites les choix et enregistrez de nouveau."
        )
    if version > VERSION:
        raise ScenarioFileError(
            f"Ce fichier suit la version {quoted(version)} du format, plus récente que l'outil (il lit la {VERSION}). "
            "Mettez l'outil à jour, ou demandez le lien de la vue."
        )


_WORDS: dict[str, str] = {
    "missing": "est absent",
    "extra_forbidden": "n'est pas connu",
    "string_too_long": "est trop long",
    "too_long": "contient trop de valeurs",
    "too_short": "ne contient aucun scénario",
    "string_type": "devrait être un texte",
    "string_unicode": "contient un caractère invisible ou de commande",
    "int_type": "devrait être un nombre entier",
    "bool_type": "devrait être true ou false",
    "list_type": "devrait être une liste, entre crochets",
    "model_type": "devrait être un scénario, entre accolades",
    "literal_error": "n'est pas une des valeurs connues",
}
"""What is wrong with a field, by kind of error of pydantic."""


def _first_error(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = [part for part in first["loc"] if part != "scenarios"]
    rank = next((part + 1 for part in where if isinstance(part, int)), None)
    names = [str(part) for part in where if isinstance(part, str)]
    one = "une valeur de " if names and isinstance(where[-1], int) else ""
    field = quoted(names[-1] if names else "scenarios")
    inside = f" du scénario {rank}" if rank and names else f" (scénario {rank})" if rank else ""
    given = "" if first["type"] in ("missing", "too_short") else f" ({_given(first)})"
    known = first.get("ctx", {}).get("expected", "")
    allowed = f" : {_json_words(known)}" if known else ""
    return (
        f"Dans ce fichier, {one}«{field}»{inside} {_WORDS.get(first['type'], 'ne se lit pas')}{given}{allowed}. "
        "Corrigez cette ligne, ou enregistrez de nouveau le scénario."
    )


def _given(error: ErrorDetails) -> str:
    """What the file holds there: a text between quotation marks where its type is at fault, `"1"` being no number."""
    value = error["input"]
    return f'"{quoted(value)}"' if error["type"].endswith("_type") and isinstance(value, str) else quoted(value)


def _json_words(expected: str) -> str:
    """What pydantic expects, its Python texts as JSON writes them."""
    return expected.replace("'", '"').replace(" or ", " ou ")


def _named(read: _Scenario, plans: Plans, rank: int) -> NamedScenario:
    for field in ("nom", "phrase"):
        _printable(getattr(read, field), field, rank)
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


def _printable(text: str, field: str, rank: int) -> None:
    if not printable(text):
        raise ScenarioFileError(
            f"Dans ce fichier, «{field}» du scénario {rank} contient un caractère invisible ou de commande. "
            "Retapez ce texte."
        )
