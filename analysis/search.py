"""Search over the whole dataset: misspelt, unaccented or plural words find what they should.

Every word of the query counts. A word is first sought as it is, then as the start of a longer one;
only a word that nothing holds is compared by likeness (letters wrong, missing or swapped), then by
family (`attractif`, `attractivité`). So a correct word never brings in its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.atlas import Atlas
from analysis.folding import fold
from analysis.plans import Plans
from analysis.search_entries import KINDS, Entry, entries
from analysis.search_words import SHORT, STOP_WORDS, index_words, root, roots
from analysis.supply import Supply

MAX_LENGTH, MAX_WORDS = 100, 12
"""A query is cut there: more words would only make fewer results."""

_TITLE, _ABOUT, _BODY = 1.0, 0.45, 0.3
"""Merit of a word by the place where it stands."""

_EXACT, _START, _LIKE, _FAMILY = 1.0, 0.8, 0.65, 0.5
"""Merit of a word by how it matches."""

_MOST_SUGGESTED, _RESEMBLING = 5, 0.65
"""Words of a query for which another is offered, and how alike it must be."""

_WORD = re.compile(r"[^\W\d_]+")
_NARROWED = ("indicateur", "engagement", "defi", "objectif", "theme", "parcours", "activite", "modalite")
"""Kinds whose view may be narrowed to a département."""


@dataclass(frozen=True)
class Found:
    """One result: an entry, its merit, the parameters of its view."""

    entry: Entry
    merit: float
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Results:
    """What a query finds.

    Attributes:
        query: as typed, cut at MAX_LENGTH.
        groups: results by kind, best first; kinds without any are left out.
        departement, nom: code and name of the département that the query also names, else empty.
        suggestions: other queries that find something, when this one finds nothing.
    """

    query: str
    groups: dict[str, list[Found]]
    departement: str = ""
    nom: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(len(found) for found in self.groups.values())


class Index:
    """The words of every entry, with their merit; built once, read-only."""

    def __init__(self, found: Iterable[Entry], departements: Mapping[str, str]) -> None:
        """Index some entries.

        Args:
            departements: name by code of what a query may name beside its other words.
        """
        self.entries = list(found)
        self.names, self.departements = departements, _named(departements)
        self.places: dict[str, dict[int, float]] = {}
        for number, entry in enumerate(self.entries):
            fields = ((_BODY, (entry.body,)), (_ABOUT, (entry.about,)), (_TITLE, (entry.title, *entry.forms)))
            for merit, texts in fields:  # the best place of a word comes last and stays
                for word in index_words(texts):
                    self.places.setdefault(word, {})[number] = merit
        self.vocabulary = sorted(self.places)
        self.long = [word for word in self.vocabulary if len(word) > SHORT]
        self.printed = _printed(self.entries)

    def matches(self, word: str) -> dict[str, float]:
        """Words of the index that a word of a query stands for, with the merit of each."""
        known = {word: _EXACT} if word in self.places else {}
        if len(word) > SHORT or _is_code(word):
            known |= {other: _START for other in self._starting(word) if other != word}
        if known or len(word) <= SHORT or not word.isalpha():
            return known
        like = self._like(word)
        longer = {other: merit * _START for near, merit in like.items() for other in self._starting(near)}
        return longer | like or self._family(word)

    def _starting(self, word: str) -> list[str]:
        start = bisect_left(self.vocabulary, word)
        end = bisect_left(self.vocabulary, f"{word}\U0010ffff")
        return self.vocabulary[start:end]

    def _like(self, word: str) -> dict[str, float]:
        """The nearest words, at one wrong letter, or two in a long word."""
        near = process.extract(word, self.long, scorer=OSA.distance, score_cutoff=_allowed(word), limit=None)
        closest = min((distance for _, distance, _ in near), default=0)
        return {other: _LIKE - 0.1 * distance for other, distance, _ in near if distance == closest}

    def _family(self, word: str) -> dict[str, float]:
        """Words with the same long beginning."""
        size = max(6, len(word) - 2)
        return dict.fromkeys(self._starting(word[:size]), _FAMILY) if len(word) >= size else {}


def _named(departements: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """The words that name each département, the longest names first (Tarn-et-Garonne before Tarn), then the codes."""
    names = [
        (code, [word for word in fold(name).split() if word not in STOP_WORDS]) for code, name in departements.items()
    ]
    names += [(code, [fold(code)]) for code in departements]
    return sorted(names, key=lambda item: -len(item[1]))


def _printed(found: list[Entry]) -> dict[str, str]:
    """A word as it is printed, by its root, titles before bodies: what a suggestion shows."""
    texts = [text for entry in reversed(found) for text in (entry.body, entry.about, *entry.forms, entry.title)]
    return {root(fold(word)): word.lower() for text in texts for word in _WORD.findall(text)}


def _allowed(word: str) -> int:
    return 2 if len(word) >= 8 else 1


def _is_code(word: str) -> bool:
    """`e3`: the start of a code."""
    return len(word) > 1 and word[0] == "e" and word[1].isdigit()


def build_index(atlas: Atlas, plans: Plans, supply: Supply) -> Index:
    """The index of one dataset, from its lookups."""
    return Index(entries(atlas, plans, supply), atlas.geography.departements)


def search(index: Index, query: str) -> Results:
    """Everything that answers a query, grouped by kind.

    A query that names a département beside other words («dialyse Ariège») finds what the other
    words find, each view narrowed to that département.
    """
    query = " ".join(query[:MAX_LENGTH].split())
    words = list(dict.fromkeys(roots(query)))[:MAX_WORDS]
    if not words:
        return Results(query, {})
    departement, others = _departement(index, query)
    merits = _merits(index, others[:MAX_WORDS]) if others else {}
    if merits:
        words = others
    else:
        departement, merits = "", _merits(index, words)
    groups = _groups(index, merits, words, departement)
    return Results(
        query, groups, departement, index.names.get(departement, ""), () if groups else _suggestions(index, words)
    )


def _merits(index: Index, words: list[str]) -> dict[int, float]:
    """Merit of each entry that holds every word: the mean over the words."""
    total: dict[int, float] = {}
    for rank, word in enumerate(words):
        best: dict[int, float] = {}
        for other, likeness in index.matches(word).items():
            for number, merit in index.places[other].items():
                if rank == 0 or number in total:
                    best[number] = max(best.get(number, 0.0), likeness * merit)
        total = {number: total.get(number, 0.0) + merit for number, merit in best.items()}
    return {number: merit / len(words) for number, merit in total.items()}


def _groups(index: Index, merits: dict[int, float], words: list[str], departement: str) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {kind: [] for kind in KINDS}
    if departement:
        own = next(entry for entry in index.entries if (entry.kind, entry.key) == ("departement", departement))
        found["departement"].append(Found(own, 1.0, own.parameters))
    for number, merit in merits.items():
        entry = index.entries[number]
        if departement and entry.departements and departement not in entry.departements:
            continue
        narrowed = (("departement", departement),) if departement and entry.kind in _NARROWED else ()
        found[entry.kind].append(Found(entry, merit + _standing(entry, words), entry.parameters + narrowed))
    for results in found.values():
        results.sort(key=lambda result: (-round(result.merit, 6), result.entry.rank, result.entry.key))
    return {kind: results for kind, results in found.items() if results}


def _standing(entry: Entry, words: list[str]) -> float:
    """What a title or a form adds when it is just the query, or opens on it."""
    names = [roots(name) for name in (entry.title, *entry.forms)]
    if words in names:
        return 0.5
    if any(name[: len(words)] == words for name in names):
        return 0.2
    return 0.1 if len(words) > 1 and any(_follow(words, name) for name in names) else 0.0


def _follow(words: list[str], name: list[str]) -> bool:
    """Whether the words, or words that begin like them, follow each other in a name."""
    runs = (name[start : start + len(words)] for start in range(len(name) - len(words) + 1))
    return any(all(held.startswith(word) for held, word in zip(run, words, strict=True)) for run in runs)


def _departement(index: Index, query: str) -> tuple[str, list[str]]:
    """The département that a query names, in full letters or by its code, and the roots of its other words."""
    typed = [word for word in fold(query).split() if word not in STOP_WORDS]
    for code, own in index.departements:
        if all(word in typed for word in own):
            return code, [root(word) for word in typed if word not in own]
    return "", []


def _suggestions(index: Index, words: list[str]) -> tuple[str, ...]:
    """Up to three other queries that find something: all the nearest words, all but one, each alone."""
    nearest = [word for word in (_nearest(index, word) for word in words[:_MOST_SUGGESTED]) if word]
    offers = [nearest, *([*nearest[:rank], *nearest[rank + 1 :]] for rank in reversed(range(len(nearest))))]
    offers += [[word] for word in nearest]
    texts = dict.fromkeys(" ".join(offer) for offer in offers if offer)
    return tuple([text for text in texts if _merits(index, roots(text))][:3])


def _nearest(index: Index, word: str) -> str:
    """The word of the dataset, as it is printed, that a word of a query most looks like; empty when none does."""
    known = index.matches(word)
    if known:
        return index.printed.get(max(known, key=lambda other: (known[other], other)), "")
    found = process.extractOne(word, index.long, scorer=OSA.normalized_similarity, score_cutoff=_RESEMBLING)
    return index.printed.get(found[0], "") if found and found[0][0] == word[0] else ""
