"""A small JSON file that a reader saves and opens again: read strictly, refused in French with what, where, what to do.

Nothing of it is kept by the server. A file that is not of the kind expected, that is older or newer, too large or
hostile is refused whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from analysis.typed_text import printable, quoted

Read = TypeVar("Read", bound=BaseModel)


class SavedFileError(ValueError):
    """A file that is not opened; the message is for the reader."""


class StrictModel(BaseModel):
    """A part of a file: no unknown field, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True)
class SavedKind:
    """One kind of saved file.

    Attributes:
        format, version: what its first two fields hold.
        largest: bytes that it never reaches.
        noun: what it holds, «scénario»; of: after «un fichier»; one: with its article.
        again: what to do to have it once more; redo: what to do with an older one.
        error: what is raised.
        lists: each list of the file, with one of its items after «de»: «du point», «de la décision».
        words: what is wrong with a field, by kind of error of pydantic, beside the common ones.
    """

    format: str
    version: int
    largest: int
    noun: str
    of: str
    one: str
    again: str
    redo: str
    error: type[SavedFileError] = SavedFileError
    lists: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def choose(self) -> str:
        """What to open instead."""
        return "Choisissez celui que «Enregistrer» a donné."

    def dump(self, content: Mapping[str, Any]) -> bytes:
        """The bytes of a file."""
        held = {"format": self.format, "version": self.version, **content}
        return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()

    def read(self, content: bytes, model: type[Read]) -> Read:
        """A file as its model.

        Raises:
            SavedFileError: of the kind's own class, with French sentences that say what, where and what to do.
        """
        data = self._json(content)
        self._check_version(data)
        try:
            return model.model_validate(data)
        except ValidationError as error:
            raise self.error(self._first_error(error)) from error

    def _json(self, content: bytes) -> Any:
        """The JSON of a file, bounded and strict: no duplicate key, no NaN, no endless nesting."""
        if len(content) > self.largest:
            raise self.error(
                f"Ce fichier dépasse {self.largest // 1024} Ko, ce qu'un fichier {self.of} n'atteint jamais. "
                f"{self.choose}"
            )
        if not content.strip():
            raise self.error(f"Ce fichier est vide. {self.choose}")
        try:
            text = content.decode("utf-8-sig")
            return json.loads(text, object_pairs_hook=self._unique, parse_constant=self._refused_constant)
        except UnicodeDecodeError as error:
            raise self.error(f"Ce fichier n'est pas du texte UTF-8 (octet {error.start + 1}). {self.choose}") from error
        except json.JSONDecodeError as error:
            raise self.error(
                f"Ce fichier ne se lit pas comme du JSON, ligne {error.lineno}, colonne {error.colno}. "
                f"S'il a été modifié à la main, corrigez cette ligne ; sinon, {self.again}."
            ) from error
        except RecursionError as error:
            raise self.error(f"Ce fichier emboîte trop de niveaux pour {self.one}. {self.choose}") from error
        except SavedFileError:
            raise
        except ValueError as error:  # a number of thousands of digits
            raise self.error(f"Ce fichier contient un nombre démesuré. {self.choose}") from error

    def _unique(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise self.error(f"Ce fichier donne deux fois «{quoted(twice)}» : gardez une seule des deux lignes.")
        return found

    def _refused_constant(self, name: str) -> None:
        raise self.error(f"Ce fichier contient «{name}», qui n'est pas une valeur {self.of} : retirez-le.")

    def _check_version(self, data: Any) -> None:
        """Of our format, and of the version that this tool reads."""
        if not isinstance(data, dict) or data.get("format") != self.format:
            raise self.error(
                f'Ce n\'est pas un fichier {self.of} (il ne commence pas par "format": "{self.format}"). {self.choose}'
            )
        version = data.get("version")
        again = f"{self.again[0].upper()}{self.again[1:]}"
        if type(version) is not int:
            raise self.error(f'Ce fichier ne dit pas sa version ("version": {self.version} est attendu). {again}.')
        if version < self.version:
            raise self.error(
                f"Ce fichier suit la version {quoted(version)} du format, que l'outil ne lit plus (il lit la "
                f"{self.version}). {self.redo}"
            )
        if version > self.version:
            raise self.error(
                f"Ce fichier suit la version {quoted(version)} du format, plus récente que l'outil (il lit la "
                f"{self.version}). Mettez l'outil à jour, ou demandez le lien de la vue."
            )

    def _first_error(self, error: ValidationError) -> str:
        first = error.errors(include_url=False)[0]
        loc = first["loc"]
        inside = ""
        rank = next(
            (place for place, part in enumerate(loc) if isinstance(part, int) and loc[place - 1] in self.lists), None
        )
        rest = list(loc)
        if rank is not None:
            item, number = self.lists[str(loc[rank - 1])], int(loc[rank]) + 1
            rest = [*loc[: rank - 1], *loc[rank + 1 :]]
            inside = f" {item} {number}"
        names = [str(part) for part in rest if isinstance(part, str)]
        where = inside if names else f" ({_bare(inside.strip())})" if inside else ""
        one = "une valeur de " if names and rest and isinstance(rest[-1], int) else ""
        named = quoted(names[-1] if names else str(loc[0]) if loc else self.noun)
        given = "" if first["type"] in ("missing", "too_short") else f" ({_given(first)})"
        known = first.get("ctx", {}).get("expected", "")
        allowed = f" : {_json_words(known)}" if known else ""
        wrong = self.words.get(first["type"]) or _WORDS.get(first["type"], "ne se lit pas")
        return f"Dans ce fichier, {one}«{named}»{where} {wrong}{given}{allowed}. Corrigez cette ligne, ou {self.again}."

    def check_printable(self, text: str, name: str, where: str, *, lines: bool = False) -> None:
        """Refuse a text that hides something.

        Args:
            where: «du scénario 1».
            lines: whether it may hold several lines.
        """
        if not all(map(printable, text.split("\n") if lines else [text])):
            raise self.error(
                f"Dans ce fichier, «{quoted(name)}» {where} contient un caractère invisible ou de commande. "
                "Retapez ce texte."
            )


_WORDS: dict[str, str] = {
    "missing": "est absent",
    "extra_forbidden": "n'est pas connu",
    "string_too_long": "est trop long",
    "string_pattern_mismatch": "n'a pas la forme attendue",
    "too_long": "contient trop de valeurs",
    "too_short": "ne contient rien",
    "string_type": "devrait être un texte",
    "string_unicode": "contient un caractère invisible ou de commande",
    "int_type": "devrait être un nombre entier",
    "greater_than_equal": "est trop petit",
    "less_than_equal": "est trop grand",
    "bool_type": "devrait être true ou false",
    "list_type": "devrait être une liste, entre crochets",
    "dict_type": "devrait être un objet, entre accolades",
    "model_type": "devrait être un objet, entre accolades",
    "literal_error": "n'est pas une des valeurs connues",
}
"""What is wrong with a field, by kind of error of pydantic."""


def _bare(item: str) -> str:
    """«décision 1» of «de la décision 1»."""
    return re.sub(r"^(du |de la |de l')", "", item)


def _given(error: ErrorDetails) -> str:
    """What the file holds there: a text between quotation marks where its type is at fault, `"1"` being no number."""
    value = error["input"]
    return f'"{quoted(value)}"' if error["type"].endswith("_type") and isinstance(value, str) else quoted(value)


def _json_words(expected: str) -> str:
    """What pydantic expects, its Python texts as JSON writes them."""
    return expected.replace("'", '"').replace(" or ", " ou ")
