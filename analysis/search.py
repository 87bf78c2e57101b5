"""Search over the whole dataset: misspelt, unaccented or plural words find what they should.

Every word of the query counts. A word is first sought as it is, then as the start of a longer one. Only when nothing
answers, the words that nothing holds are compared by likeness (letters wrong, missing or swapped), then by family
(`attractif`, `attractivité`): a correct word never brings in its neighbours. When still nothing answers, what the
other words find is given, and the word left out is said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.records import grouped
from analysis.search_actions import BESIDE, is_action
from analysis.search_entries import KINDS, Entry, Parameters
from analysis.search_index import FAMILY, LIKE, START, Index, build_index
from analysis.search_query import MAX_LENGTH, Asked
from analysis.search_rank import DEFINED, FORMER, ROWS_OF_WHOLE, SET, TITLE, WHOLE, is_passage, standing, weight
from analysis.search_words import roots

__all__ = ["MAX_LENGTH", "Found", "Index", "Results", "build_index", "search"]

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
        best: the results of every kind in one order, the answer first, then the département that the query names.
        departement, nom: code of the first département that the query also names, names of all, else empty.
        near: whether a word was found by its likeness only.
        left_out: words as typed, without which alone something answers.
        suggestions: other queries that find something, when this one finds nothing.
    """

    query: str
    best: tuple[Found, ...] = ()
    departement: str = ""
    nom: str = ""
    near: bool = False
    left_out: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @cached_property
    def groups(self) -> dict[str, list[Found]]:
        """Results by kind, best first; the kind of the first answer leads, kinds without any are left out."""
        held = grouped(self.best, lambda one: one.entry.kind)
        return {kind: held[kind] for kind in dict.fromkeys([*list(held)[:1], *KINDS]) if kind in held}

    @property
    def total(self) -> int:
        return len(self.best)


def search(index: Index, query: str) -> Results:
    """Everything that answers a query, grouped by kind and in one order.

    A query that names a département beside other words («dialyse Ariège») finds what the other words find there:
    first the figure, then the other views narrowed to that département.
    """
    asked = index.names.read(query)
    if not asked.words:
        return Results(asked.query)
    if asked.also and not asked.others:
        return _results(index, asked, [], (asked.territoire, *asked.also), near=False)
    readings = [(asked.territoire, asked.others), ("", asked.words)]
    if asked.words in index.called and asked.others not in index.called:  # «Sud du Lot» is itself a name
        readings.reverse()
    for near in ("", FAMILY, LIKE):
        for territoire, words in readings:
            places = (territoire, *asked.also) if territoire else ("",)
            found = _found(index, words, places, asked.long, near)
            if found and not near and all(is_passage(one.entry) for one in found):
                found = _found(index, words, places, asked.long, FAMILY)
            if found:
                return _results(index, asked, found, places, near=near == LIKE)
    places = (asked.territoire, *asked.also)
    rests = [(kept, _found(index, kept, places, (), "")) for kept in _shorter(index, asked)]
    answered = [rest for rest in rests if rest[1]]
    answered.sort(key=lambda rest: all(one.entry.kind != "valeur" for one in rest[1]))
    for kept, found in answered[:1]:
        left_out = tuple(asked.typed.get(word, word) for word in asked.others if word not in kept)
        return replace(_results(index, asked, found, places, near=False), left_out=left_out)
    return Results(asked.query, suggestions=_suggestions(index, asked))


def _shorter(index: Index, asked: Asked) -> list[list[str]]:
    """The words of a query without those that nothing holds; else without one, the most common first.

    A list repeats the names of what its lines hold: it makes no word more common.
    """
    merits = {word: _merits(index, [word]) for word in asked.others}
    held = {word: sum(index.entries[number].kind != "liste" for number in found) for word, found in merits.items()}
    known = [word for word in asked.others if merits[word]]
    if len(known) < len(asked.others):
        return [known] if known else []
    return [[word for word in known if word != other] for other in sorted(known, key=lambda word: (-held[word], word))]


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


def _found(
    index: Index, words: Sequence[str], places: tuple[str, ...], long: Collection[str], near: str
) -> list[Found]:
    """Every result, and the figures of the territories that the query names."""
    if not words:
        return []
    merits, words, territoire = _merits(index, words, long, near), list(words), places[0]
    inside = tuple(code for code in places if code in index.geography.departements)
    whole = _activities(index, merits, words) if territoire else frozenset()
    current = _current(index, merits, places)
    found = []
    for number, merit in _asked(index, merits, words, territoire, near).items():
        entry = index.entries[number]
        if inside and entry.departements and not set(inside).intersection(entry.departements):
            continue
        stood = standing(words, index.titles[number], index.synonyms[number])
        if entry.kind == "modalite" and entry.page == "sources" and entry.key.partition("/")[0] in current:
            stood = min(stood, FORMER)
        found += _figures(index, entry, merit + stood, words, stood, places, whole)
        filtered = _places_of(entry, inside)
        worth = merit + stood + weight(entry, words, stood, territoire=territoire)
        found.append(Found(entry, worth, entry.parameters + filtered))
    return found


def _asked(index: Index, merits: dict[int, float], words: list[str], territoire: str, near: str) -> dict[int, float]:
    """The same without the actions that the words do not ask for; for a verb alone, without the texts that have it."""
    verb = not territoire and len(words) == 1 and words[0] in index.verbs
    return {
        number: merit
        for number, merit in merits.items()
        if (near == LIKE or index.asked(number, words) if number in index.acts else not verb or merit >= TITLE)
    }


def _places_of(entry: Entry, inside: tuple[str, ...]) -> Parameters:
    """The départements named, as parameters of an entry that they narrow, or the one beside the other."""
    if not _narrowed(entry):
        return ()
    if is_action(entry) and entry.key == BESIDE and len(inside) > 1:
        return ("departement", inside[0]), ("avec", inside[1])
    return tuple(("departement", code) for code in inside)


def _narrowed(entry: Entry) -> bool:
    return entry.kind in _NARROWED or entry.narrowed


def _figures(
    index: Index,
    entry: Entry,
    worth: float,
    words: list[str],
    stood: float,
    places: tuple[str, ...],
    whole: frozenset[str],
) -> list[Found]:
    """The figures of an entry in each territory named."""
    found = []
    for territoire in places:
        if territoire and (figure := index.figures.entry(entry, territoire)):
            row_of_whole = entry.kind == "modalite" and entry.key.partition("/")[0] in whole
            own = max(worth, TITLE + ROWS_OF_WHOLE if row_of_whole else 0.0)
            own += SET if index.figures.is_set(entry, territoire) else 0.0
            found.append(Found(figure, own + weight(figure, words, stood, territoire=territoire), figure.parameters))
    return found


def _activities(index: Index, merits: dict[int, float], words: list[str]) -> frozenset[str]:
    """The activités that the words name as a whole: their rows answer in a territory."""
    stood = {
        index.entries[number].key: standing(words, index.titles[number], index.synonyms[number])
        for number in merits
        if index.entries[number].kind == "activite"
    }
    return frozenset(slug for slug, merit in stood.items() if merit >= WHOLE)


def _current(index: Index, merits: dict[int, float], places: tuple[str, ...]) -> frozenset[str]:
    """The activités of which a row of a target, printed in the territory, holds the words in its names."""
    entries = (index.entries[number] for number, merit in merits.items() if merit >= TITLE * START)
    return frozenset(
        entry.key.partition("/")[0]
        for entry in entries
        if entry.kind == "modalite" and any((entry.key, place) in index.figures.rows for place in places)
    )


def _results(index: Index, asked: Asked, found: list[Found], places: tuple[str, ...], *, near: bool) -> Results:
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    found.sort(
        key=lambda one: (
            -round(one.merit + DEFINED * (asked.defines and one.entry.kind == "glossaire"), 4),
            order[one.entry.kind],
            one.entry.rank,
            one.entry.key,
        ),
    )
    inside = [code for code in places if code in index.geography.departements]
    found = _side_by_side(found, inside)
    own = [index.entries[index.own[code]] for code in inside]
    found = [one for one in found if one.entry not in own]
    found[len(own) : len(own)] = [Found(entry, 1.0, entry.parameters) for entry in own]
    names = ", ".join(index.geography.named(inside))
    return Results(asked.query, tuple(found), inside[0] if inside else "", names, near)


def _side_by_side(found: list[Found], places: list[str]) -> list[Found]:
    """The same results, the first figure followed by its own in the other territories, as the query names them."""
    if len(places) < 2 or not found or found[0].entry.kind != "valeur":
        return found
    key = found[0].entry.key.partition("@")[0]
    by_key = {one.entry.key: one for one in found if one.entry.kind == "valeur"}
    first = [by_key[f"{key}@{place}"] for place in places if f"{key}@{place}" in by_key]
    return [*first, *(one for one in found if one not in first)]


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
