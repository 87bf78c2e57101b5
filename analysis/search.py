"""Search over the whole dataset: misspelt, unaccented or plural words find what they should.

Every word of the query counts. A word is first sought as it is, then as the start of a longer one. Only when nothing
answers, the words that nothing holds are compared by likeness (letters wrong, missing or swapped), then by family
(`attractif`, `attractivité`): a correct word never brings in its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.atlas import Atlas
from analysis.plans import Plans
from analysis.search_entries import KINDS, Entry, catalogue, in_order
from analysis.search_figures import Figures
from analysis.search_passages import passages
from analysis.search_query import MAX_LENGTH, Asked, Names
from analysis.search_rank import (
    ABOUT,
    BODY,
    ROWS_OF_WHOLE,
    SET,
    TITLE,
    WHOLE,
    is_passage,
    standing,
    title_merit,
    weight,
)
from analysis.search_suggestions import printed_words
from analysis.search_synonyms import named
from analysis.search_words import SHORT, index_words, roots
from analysis.supply import Supply
from loaders.geography import Geography

__all__ = ["MAX_LENGTH", "Found", "Index", "Results", "build_index", "search"]

_EXACT, _START, _LIKE, _FAMILY = 1.0, 0.8, 0.65, 0.5
"""Merit of a word by how it matches."""

FAMILY, LIKE = "famille", "proche"
"""What a word that nothing holds may stand for: a word of its family, or one that is like it."""

_MOST_SUGGESTED, _RESEMBLING = 5, 0.65
"""Words of a query for which another is offered, and how alike it must be."""

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
        groups: results by kind, best first; the kind of the first answer leads, kinds without any are left out.
        best: the results of every kind in one order, the answer first, then the département that the query names.
        departement, nom: code and name of the département that the query also names, else empty.
        near: whether a word was found by its likeness only.
        suggestions: other queries that find something, when this one finds nothing.
    """

    query: str
    groups: dict[str, list[Found]]
    best: tuple[Found, ...] = ()
    departement: str = ""
    nom: str = ""
    near: bool = False
    suggestions: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(len(found) for found in self.groups.values())


class Index:
    """The words of every entry, with their merit; built once, read-only."""

    def __init__(self, found: Iterable[Entry], geography: Geography, figures: Figures) -> None:
        self.entries = list(found)
        self.geography, self.figures, self.names = geography, figures, Names(geography)
        self.places: dict[str, dict[int, float]] = {}
        for number, entry in enumerate(self.entries):
            fields = (
                (BODY, (entry.body,)),
                (ABOUT, (entry.about,)),
                (title_merit(entry), (entry.title,)),
                (TITLE, (*entry.forms, *entry.synonyms)),
            )
            for merit, texts in fields:  # the best place of a word comes last and stays
                for word in index_words(texts):
                    self.places.setdefault(word, {})[number] = merit
        self.titles = [[roots(name) for name in _names(entry)] for entry in self.entries]
        self.synonyms = [[roots(name) for name in entry.synonyms] for entry in self.entries]
        self.own = {entry.key: number for number, entry in enumerate(self.entries) if entry.kind == "departement"}
        self.vocabulary = sorted(self.places)
        self.long = [word for word in self.vocabulary if len(word) > SHORT and word.isalpha()]

    @cached_property
    def printed(self) -> dict[str, str]:
        """A word as it is printed, by its root: needed only when nothing answers."""
        return printed_words(self.entries)

    def matches(self, word: str, *, near: str = "") -> dict[str, float]:
        """Words of the index that a word of a query stands for, with the merit of each.

        Args:
            near: FAMILY adds the words of its family; LIKE, when nothing holds it, those that it is like.
        """
        known = {word: _EXACT} if word in self.places else {}
        if (len(word) > SHORT and word.isalpha()) or _is_code(word):
            known |= {other: _START for other in self._starting(word) if other != word}
        if not near or not word.isalpha() or (known and near == LIKE):
            return known
        if near == FAMILY:
            return self._family(word) | known
        like = self._like(word)
        longer = {other: merit * _START for found, merit in like.items() for other in self._starting(found)}
        return longer | like or self._family(word)

    def _starting(self, word: str) -> list[str]:
        start = bisect_left(self.vocabulary, word)
        end = bisect_left(self.vocabulary, f"{word}\U0010ffff")
        return self.vocabulary[start:end]

    def _like(self, word: str) -> dict[str, float]:
        """The nearest words of the same first two letters, at one wrong letter, or two in a long word."""
        same = [other for other in self._starting(word[:2]) if len(other) > SHORT and other.isalpha()]
        near = process.extract(word, same, scorer=OSA.distance, score_cutoff=_allowed(word), limit=None)
        closest = min((distance for _, distance, _ in near), default=0)
        return {other: _LIKE - 0.1 * distance for other, distance, _ in near if distance == closest}

    def _family(self, word: str) -> dict[str, float]:
        """Words with the same long beginning."""
        size = max(6, len(word) - 2)
        return dict.fromkeys(self._starting(word[:size]), _FAMILY) if len(word) >= size else {}


def _names(entry: Entry) -> tuple[str, ...]:
    """What an entry is called: a passage has no title of its own."""
    return () if title_merit(entry) < TITLE else (entry.title, *entry.forms)


def _allowed(word: str) -> int:
    return 2 if len(word) >= 8 else 1


def _is_code(word: str) -> bool:
    """`e3`: the start of a code."""
    return len(word) > 1 and word[0] == "e" and word[1].isdigit()


def build_index(atlas: Atlas, plans: Plans, supply: Supply) -> Index:
    """The index of one dataset, from its lookups."""
    found = in_order([*catalogue(atlas, plans, supply), *passages(supply)])
    return Index(
        named(found, atlas.dataset.synonymes, atlas.dataset.glossaire), atlas.geography, Figures(atlas, supply)
    )


def search(index: Index, query: str) -> Results:
    """Everything that answers a query, grouped by kind and in one order.

    A query that names a département beside other words («dialyse Ariège») finds what the other words find there:
    first the figure, then the other views narrowed to that département.
    """
    asked = index.names.read(query)
    if not asked.words:
        return Results(asked.query, {})
    for near in ("", FAMILY, LIKE):
        for territoire, words in ((asked.territoire, asked.others), ("", asked.words)):
            found = _found(index, words, territoire, asked.long, near)
            if not near and all(is_passage(one.entry) for one in found):
                found = _found(index, words, territoire, asked.long, FAMILY) if found else []
            if found:
                return _results(index, asked, found, territoire, near=near == LIKE)
    return Results(asked.query, {}, suggestions=_suggestions(index, asked))


def _merits(index: Index, words: Sequence[str], long: Collection[str] = (), near: str = "") -> dict[int, float]:
    """Merit of each entry that holds every word: the mean over the words.

    Args:
        long: the words that may stand for another one; near: how (see `Index.matches`).
    """
    total: dict[int, float] = {}
    for rank, word in enumerate(words):
        best: dict[int, float] = {}
        for other, likeness in index.matches(word, near=near if word in long else "").items():
            for number, merit in index.places[other].items():
                if rank == 0 or number in total:
                    best[number] = max(best.get(number, 0.0), likeness * merit)
        total = {number: total.get(number, 0.0) + merit for number, merit in best.items()}
    return {number: merit / len(words) for number, merit in total.items()}


def _found(index: Index, words: Sequence[str], territoire: str, long: Collection[str], near: str) -> list[Found]:
    """Every result, and the figures of the territory that the query names."""
    if not words:
        return []
    merits, words = _merits(index, words, long, near), list(words)
    found, inside = [], territoire in index.geography.departements
    whole = _activities(index, merits, words) if territoire else frozenset()
    for number, merit in merits.items():
        entry = index.entries[number]
        if inside and entry.departements and territoire not in entry.departements:
            continue
        stood = standing(words, index.titles[number], index.synonyms[number])
        if territoire and (figure := index.figures.entry(entry, territoire)):
            row_of_whole = entry.kind == "modalite" and entry.key.partition("/")[0] in whole
            own = max(merit + stood, TITLE + ROWS_OF_WHOLE if row_of_whole else 0.0)
            own += SET if index.figures.is_set(entry, territoire) else 0.0
            found.append(Found(figure, own + weight(figure, words, stood, territoire=territoire), figure.parameters))
        narrowed = (("departement", territoire),) if inside and (entry.kind in _NARROWED or entry.narrowed) else ()
        worth = merit + stood + weight(entry, words, stood, territoire=territoire)
        found.append(Found(entry, worth, entry.parameters + narrowed))
    return found


def _activities(index: Index, merits: dict[int, float], words: list[str]) -> frozenset[str]:
    """The activités that the words name as a whole: their rows answer in a territory."""
    stood = {
        index.entries[number].key: standing(words, index.titles[number], index.synonyms[number])
        for number in merits
        if index.entries[number].kind == "activite"
    }
    return frozenset(slug for slug, merit in stood.items() if merit >= WHOLE)


def _results(index: Index, asked: Asked, found: list[Found], territoire: str, *, near: bool) -> Results:
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    found.sort(
        key=lambda one: (-round(one.merit, 4), order[one.entry.kind], one.entry.rank, one.entry.key),
    )
    inside = territoire if territoire in index.geography.departements else ""
    if inside:
        own = index.entries[index.own[inside]]
        found = [one for one in found if one.entry is not own]
        found.insert(1, Found(own, 1.0, own.parameters))
    groups: dict[str, list[Found]] = {kind: [] for kind in (found[0].entry.kind, *KINDS)}
    for one in found:
        groups[one.entry.kind].append(one)
    kept = {kind: group for kind, group in groups.items() if group}
    return Results(asked.query, kept, tuple(found), inside, index.geography.names.get(inside, ""), near)


def _suggestions(index: Index, asked: Asked) -> tuple[str, ...]:
    """Up to three other queries that find something: all the nearest words, all but one, each alone."""
    words = [(word, _nearest(index, word, asked.long)) for word in asked.words[:_MOST_SUGGESTED]]
    nearest = [word for _, word in words if word]
    offers = [nearest, *([*nearest[:rank], *nearest[rank + 1 :]] for rank in reversed(range(len(nearest))))]
    offers += [[word] for word in nearest]
    texts = dict.fromkeys(" ".join(offer) for offer in offers if offer)
    return tuple([text for text in texts if _merits(index, roots(text))][:3])


def _nearest(index: Index, word: str, long: Collection[str]) -> str:
    """The word of the dataset, as it is printed, that a word of a query most looks like; empty when none does."""
    known = index.matches(word, near=LIKE if word in long else "")
    if known:
        return index.printed.get(max(known, key=lambda other: (known[other], other)), "")
    if word not in long:
        return ""
    found = process.extractOne(word, index.long, scorer=OSA.normalized_similarity, score_cutoff=_RESEMBLING)
    return index.printed.get(found[0], "") if found and found[0][:2] == word[:2] else ""
