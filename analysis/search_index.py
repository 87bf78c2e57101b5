"""The words of every entry, with their merit, and which of them a word of a query stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.atlas import Atlas
from analysis.plans import Plans
from analysis.search_actions import actions, is_action, is_verb
from analysis.search_entries import Entry, catalogue, in_order
from analysis.search_figures import Figures
from analysis.search_lists import lists
from analysis.search_passages import passages
from analysis.search_query import Names
from analysis.search_rank import ABOUT, BODY, TITLE, says, title_merit
from analysis.search_suggestions import printed_words
from analysis.search_synonyms import named
from analysis.search_words import SHORT, index_words, roots
from analysis.supply import Supply
from loaders.geography import Geography

_EXACT, START, _LIKE, _FAMILY = 1.0, 0.8, 0.65, 0.5
"""Merit of a word by how it matches."""

FAMILY, LIKE = "famille", "proche"
"""What a word that nothing holds may stand for: a word of its family, or one that is like it."""


class Index:
    """The words of every entry, with their merit; built once, read-only."""

    def __init__(self, found: Iterable[Entry], geography: Geography, figures: Figures) -> None:
        self.entries = list(found)
        self.geography, self.figures, self.names = geography, figures, Names(geography, _other_names(self.entries))
        self.places: dict[str, dict[int, float]] = {}
        read, words_of = cache(roots), cache(lambda text: index_words((text,)))  # a sheet is named by each of its lines
        for number, entry in enumerate(self.entries):
            fields = (
                (BODY, (entry.body,)),
                (ABOUT, (entry.about,)),
                (title_merit(entry), (entry.title,)),
                (TITLE, (*entry.forms, *entry.synonyms)),
            )
            for merit, texts in fields:  # the best place of a word comes last and stays
                for word in chain.from_iterable(map(words_of, texts)):
                    self.places.setdefault(word, {})[number] = merit
        self.titles = [[read(name) for name in _names(entry)] for entry in self.entries]
        self.synonyms = [[read(name) for name in entry.synonyms] for entry in self.entries]
        self.called = {tuple(name) for names in self.titles for name in names if len(name) > 1}
        self.acts = {
            number: [read(form) for form in entry.forms]
            for number, entry in enumerate(self.entries)
            if is_action(entry)
        }
        self.verbs = {form[0] for forms in self.acts.values() for form in forms if is_verb(form)}
        self.own = {entry.key: number for number, entry in enumerate(self.entries) if entry.kind == "departement"}
        self.vocabulary = sorted(self.places)
        self.printed = printed_words(self.entries)  # a word as it is printed, by its root
        self.long = [word for word in self.vocabulary if len(word) > SHORT and word.isalpha()]

    def matches(self, word: str, *, near: str = "") -> dict[str, float]:
        """Words of the index that a word of a query stands for, with the merit of each.

        Args:
            near: FAMILY adds the words of its family; LIKE, when nothing holds it, those that it is like.
        """
        known = {word: _EXACT} if word in self.places else {}
        if (len(word) > SHORT and word.isalpha()) or _is_code(word):
            known |= {other: START for other in self._starting(word) if other != word}
        if not near or not word.isalpha() or (known and near == LIKE):
            return known
        if near == FAMILY:
            return self._family(word) | known
        like = self._like(word)
        longer = {other: merit * START for found, merit in like.items() for other in self._starting(found)}
        return longer | like or self._family(word)

    def asked(self, number: int, words: list[str]) -> bool:
        """Whether a query asks for an action: it says one of its names, or begins one by a word that nothing holds."""
        forms = self.acts[number]
        begun = len(words) == 1 and words[0] not in self.places
        return any(says(words, form) or (begun and form[0].startswith(words[0])) for form in forms)

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


def _other_names(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """The synonyms of the départements, each with its code."""
    return [(form, entry.key) for entry in entries if entry.kind == "departement" for form in entry.synonyms]


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
    entries = (*catalogue(atlas, plans, supply), *lists(supply.dataset), *passages(plans, supply), *actions())
    found = in_order(entries)
    return Index(
        named(found, atlas.dataset.synonymes, atlas.dataset.glossaire), atlas.geography, Figures(atlas, supply)
    )
