"""What an answer is worth: where its words stand, whether its name is the query, what kind of thing it is."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.search_entries import Entry
from analysis.search_words import roots

TITLE, PASSAGE, ABOUT, BODY = 1.0, 0.7, 0.45, 0.25
"""Merit of a word by the place where it stands."""

_PASSAGES = frozenset({"item", "enjeu_cts", "vigilance", "condition", "recours", "annonce", "pilotage"})
"""Kinds whose title is a sentence: a word in it says less than in a name."""

_SYNONYM, WHOLE, _BEGINNING, _INSIDE = 0.7, 0.5, 0.2, 0.1
"""What is added when a query is a synonym, a name, its beginning, or follows inside it."""

_CHOSEN = 0.1
"""What is added to a beginning that is the one of a synonym: somebody chose where its word leads."""

_SAID, _SHARE = 0.15, 0.1
"""What is added when a synonym, or a name of several words, is said among other words; by the share of a name said."""

_WEIGHTS = {
    "valeur": 0.3, "departement": 0.3, "page": 0.12, "indicateur": 0.1, "activite": 0.1, "defi": 0.1, "objectif": 0.06,
    "theme": 0.05, "parcours": 0.06, "engagement": 0.05, "modalite": 0.05, "vigilance": -0.05, "table": -0.15,
    "glossaire": -0.45,
}  # fmt: skip
"""What is added by the kind: a figure before a view, a view before a passage, a definition last."""

_OWN_WORDS = {"condition": {"condition", "seuil"}, "recours": {"recour"}, "annonce": {"annonc", "declaration"},
              "vigilance": {"vigilanc", "contradiction", "incoherenc", "erreur"}, "document": {"document"},
              "lieu": {"lieu"}}  # fmt: skip
_CALLED = 0.15
"""Roots that call a kind by its name, and what they add to it."""

_FEW = 7
_SCARCE, _ELSEWHERE, _NO_TERM = -0.3, -0.6, -0.6
"""An indicateur known in fewer départements than that; one without a figure in the territory; a term beside one."""

_LINES = {"action", "resultat"}
_LIST, _NO_LIST = 0.12, -0.7
"""Roots that call for a list of lines, what a list is worth then, and without them."""

_OF_ROWS = -0.3
"""An activité whose rows answer in the territory named."""

ROWS_OF_WHOLE, SET, FORMER = 0.45, -0.15, 0.0
"""Rows of an activité that the query names as a whole; a set of rows, or a former one; the most that the name of a
former one adds beside a target of the same name."""

DEFINED = 1.5
"""A term of the glossary when the query asks what it means."""

_ACRONYM, _PLACE, _INSIDE_PLACE = 0.6, 0.2, -0.1
"""An acronym of the glossary that is the query; a place that the query names, or that only holds its words."""


def is_passage(entry: Entry) -> bool:
    """Whether an entry is a sentence rather than a name."""
    return entry.kind in _PASSAGES


def title_merit(entry: Entry) -> float:
    """Merit of a word of a title; other names and synonyms are names."""
    return PASSAGE if is_passage(entry) else TITLE


def weight(entry: Entry, words: list[str], stood: float, *, territoire: str) -> float:
    """What the kind of an entry adds.

    Args:
        words: roots of the query, without the territory that it names.
        stood: what `standing` gave; territoire: code of the territory named, else empty.
    """
    base = _WEIGHTS.get(entry.kind, 0.0) + (_CALLED if _OWN_WORDS.get(entry.kind, set()).intersection(words) else 0)
    if entry.kind == "glossaire":
        acronym = entry.key.isupper() and words == roots(entry.key)
        return base + (_NO_TERM if territoire else _ACRONYM if acronym else 0)
    if entry.kind == "liste":
        return _LIST if _LINES.intersection(words) else _NO_LIST
    if entry.kind == "lieu":
        return base + (_PLACE if stood >= _BEGINNING else _INSIDE_PLACE)
    if entry.kind == "indicateur":
        return base + (_ELSEWHERE if territoire else 0 if -entry.rank >= _FEW else _SCARCE)
    return base + (_OF_ROWS if territoire and entry.kind == "activite" else 0)


def standing(words: list[str], names: Sequence[list[str]], synonyms: Sequence[list[str]]) -> float:
    """What is added when the query is just a name or a synonym, opens one, or follows inside one.

    Args:
        words: roots of the query; names, synonyms: those of each name of the entry.
    """
    if words in synonyms:
        return _SYNONYM
    if words in names:
        return WHOLE
    both = (*names, *synonyms)
    held = max((len(words) / len(name) for name in both if set(words) <= set(name)), default=0.0)
    said = _SAID if any(says(words, name) for name in both if name in synonyms or len(name) > 1) else 0.0
    return min(held, 1.0) * _SHARE + said + _place(words, names, synonyms)


def _place(words: list[str], names: Sequence[list[str]], synonyms: Sequence[list[str]]) -> float:
    if any(_opens(words, name) for name in synonyms):
        return _BEGINNING + _CHOSEN
    if any(_opens(words, name) for name in names):
        return _BEGINNING
    return _INSIDE if len(words) > 1 and any(_follow(words, name) for name in names) else 0.0


def _opens(words: list[str], name: list[str]) -> bool:
    head = name[: len(words)]
    return len(head) == len(words) and head[:-1] == words[:-1] and head[-1].startswith(words[-1])


def says(words: list[str], name: list[str]) -> bool:
    """Whether the query says a whole name among other words."""
    return any(words[start : start + len(name)] == name for start in range(len(words) - len(name) + 1)) and bool(name)


def _follow(words: list[str], name: list[str]) -> bool:
    """Whether the words, or words that begin like them, follow each other in a name."""
    runs = (name[start : start + len(words)] for start in range(len(name) - len(words) + 1))
    return any(all(held.startswith(word) for held, word in zip(run, words, strict=True)) for run in runs)
