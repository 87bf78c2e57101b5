"""What a query asks: its words as they are compared, and the territory that it names.

A territory is named in full letters, by an abridged name (`Hte-Garonne`, `Haute Gar.`), by a synonym (`lozérien`), or
by its code. A number is a code when it stands alone, or first or last without a unit: the 65 of «plus de 65 ans» is an
age.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.folding import fold
from analysis.search_words import code_of, root, typed_words, with_code
from loaders.geography import Geography

MAX_LENGTH, MAX_WORDS = 100, 12
"""A query is cut there: more words would only make fewer results."""

LIKENED = 7
"""Letters from which a word may be compared by likeness: shorter ones have too many neighbours."""

_MEANS = re.compile(
    r"\b(?:qu est ce qu(?:e|un|une)?|c est quoi|que (?:veut dire|signifie)|definition|signification)\b"
    r"(?: (?:que|qu|un|une|le|la|les|l|de|du|des|d)\b)*"
)
"""Words that ask what another one means."""

_FULL = {"ht": "haut", "hts": "hauts", "hte": "haute", "htes": "hautes"}
"""Abridged words that are not the beginning of the whole one."""

_INVARIABLE = 5
"""Letters up to which a name of one word is compared as it is; above, its plural is one (`lozériens`)."""

_AROUND = " .,;:!?'\"()«»"

_UNITS = frozenset(
    [
        "an",
        "ans",
        "annee",
        "annees",
        "mois",
        "jour",
        "jours",
        "site",
        "sites",
        "heure",
        "heures",
        "km",
        "defi",
        "defis",
        "objectif",
        "objectifs",
        "fiche",
        "fiches",
        "action",
        "actions",
        "engagement",
        "engagements",
    ]
)
_BEFORE = frozenset(
    [
        "plus",
        "moins",
        "niveau",
        "engagement",
        "defi",
        "objectif",
        "article",
        "age",
        "titre",
        "numero",
        "environ",
        "entre",
    ]
)


@dataclass(frozen=True)
class Asked:
    """A query, read.

    Attributes:
        query: as typed, cut at MAX_LENGTH.
        words: roots of every word, in their order.
        territoire: code of the territory named, else empty; also: other départements named.
        others: roots of the words that do not name it.
        typed: the words as typed, by their root.
        defines: whether the query asks what a word means.
        long: roots of the words that may be compared by likeness.
    """

    query: str
    words: tuple[str, ...]
    territoire: str
    also: tuple[str, ...]
    others: tuple[str, ...]
    typed: Mapping[str, str]
    defines: bool
    long: frozenset[str]


class Names:
    """The words that name each territory, the longest names first (Tarn-et-Garonne before Tarn)."""

    def __init__(self, geography: Geography, synonyms: Iterable[tuple[str, str]] = ()) -> None:
        """Args: synonyms: other names, each with the code of its département."""
        codes = [*geography.departements, *geography.references]
        told = [(code, text) for code in codes for text in (geography.name(code), geography.short(code))]
        names = {(code, tuple(typed_words(text))) for code, text in [*told, *((code, text) for text, code in synonyms)]}
        self.names = sorted(names, key=lambda item: (-len(item[1]), item))
        self.departements, self.region = frozenset(geography.departements), geography.region
        self.codes = {code.lower(): code for code in geography.departements}

    def read(self, query: str) -> Asked:
        """The words of a query and the territory that it names."""
        query = " ".join(query[:MAX_LENGTH].split())
        meant = _MEANS.sub(" ", fold(query)).strip()
        asks = meant != fold(query)
        typed = [code_of(word) for word in typed_words(with_code(meant if asks and meant else query))]
        (territoire, *also), others = self._named(typed)
        return Asked(
            query,
            _roots(typed),
            territoire,
            tuple(also),
            _roots(others),
            {root(word): token.strip(_AROUND) for token in query.split() for word in typed_words(token)},
            asks,
            frozenset(root(word) for word in typed if len(word) >= LIKENED),
        )

    def _named(self, typed: list[str]) -> tuple[list[str], list[str]]:
        """The territories named, départements or else one of the region and the country, and the words left.

        The region or the country said beside a département is what its figure is compared to: no word to seek.
        """
        found: dict[int, str] = {}
        left = list(typed)
        while place := self._first(left):
            code, start, size = place
            found[start] = code
            left[start : start + size] = [""] * size  # each word keeps its place
        codes = list(dict.fromkeys(code for _, code in sorted(found.items())))
        if codes:
            inside = [code for code in codes if code in self.departements]
            return inside or [self.region if self.region in codes else codes[0]], [word for word in left if word]
        for rank in {0, len(typed) - 1} if typed else ():
            if typed[rank] in self.codes and not _counted(typed, rank):
                return [self.codes[typed[rank]]], typed[:rank] + typed[rank + 1 :]
        return [""], typed

    def _first(self, typed: list[str]) -> tuple[str, int, int] | None:
        """Code, place and length of the longest name in the words."""
        for code, own in self.names:
            for start in range(len(typed) - len(own) + 1):
                if _is_name(typed[start : start + len(own)], own):
                    return code, start, len(own)
        return None


def _is_name(typed: list[str], own: tuple[str, ...]) -> bool:
    """Whether words are a name; those of a name of several words may be abridged (`hte`, `pyr`)."""
    if len(own) == 1:
        return typed == list(own) or (len(own[0]) > _INVARIABLE and root(typed[0]) == root(own[0]))
    return all(_abridges(_FULL.get(word, word), whole) for word, whole in zip(typed, own, strict=True))


def _abridges(word: str, whole: str) -> bool:
    return root(word) == root(whole) or (len(word) > 1 and whole.startswith(word))


def _roots(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(root, words)))[:MAX_WORDS]


def _counted(typed: list[str], place: int) -> bool:
    """Whether a number counts something, by the word before or after it; `75 ans et plus 48` ends with a code."""
    before, after = typed[max(place - 1, 0) : place], typed[place + 1 : place + 2]
    closed = _UNITS.intersection(typed[max(place - 2, 0) : max(place - 1, 0)])
    return bool((_BEFORE.intersection(before) and not closed) or _UNITS.intersection(after))
