"""What a query asks: its words as they are compared, and the territory that it names.

A territory is named in full letters, by the short name that the map writes (`Hte-Garonne`), or by its code. A number
is a code when it stands alone, or first or last without a unit: the 65 of «plus de 65 ans» is an age.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.search_words import code_of, root, typed_words, with_code
from loaders.geography import Geography

MAX_LENGTH, MAX_WORDS = 100, 12
"""A query is cut there: more words would only make fewer results."""

LIKENED = 7
"""Letters from which a word may be compared by likeness: shorter ones have too many neighbours."""

_UNITS = frozenset(
    [
        "an",
        "ans",
        "annee",
        "annees",
        "mois",
        "jour",
        "jours",
        "place",
        "places",
        "lit",
        "lits",
        "site",
        "sites",
        "habitant",
        "habitants",
        "personne",
        "personnes",
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
        territoire: code of the territory named, else empty.
        others: roots of the words that do not name it.
        long: roots of the words that may be compared by likeness.
    """

    query: str
    words: tuple[str, ...]
    territoire: str
    others: tuple[str, ...]
    long: frozenset[str]


class Names:
    """The words that name each territory, the longest names first (Tarn-et-Garonne before Tarn)."""

    def __init__(self, geography: Geography) -> None:
        codes = [*geography.departements, *geography.references]
        told = [(code, text) for code in codes for text in (geography.name(code), geography.short(code))]
        names = {(code, tuple(typed_words(text))) for code, text in told}
        self.names = sorted(names, key=lambda item: (-len(item[1]), item))
        self.codes = {code.lower(): code for code in geography.departements}

    def read(self, query: str) -> Asked:
        """The words of a query and the territory that it names."""
        query = " ".join(query[:MAX_LENGTH].split())
        typed = [code_of(word) for word in typed_words(with_code(query))]
        territoire, others = self._named(typed)
        return Asked(
            query,
            _roots(typed),
            territoire,
            _roots(others),
            frozenset(root(word) for word in typed if len(word) >= LIKENED),
        )

    def _named(self, typed: list[str]) -> tuple[str, list[str]]:
        for code, own in self.names:
            for start in range(len(typed) - len(own) + 1):
                if tuple(typed[start : start + len(own)]) == own:
                    return code, typed[:start] + typed[start + len(own) :]
        for place in {0, len(typed) - 1} if typed else ():
            if typed[place] in self.codes and not _counted(typed, place):
                return self.codes[typed[place]], typed[:place] + typed[place + 1 :]
        return "", typed


def _roots(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(root, words)))[:MAX_WORDS]


def _counted(typed: list[str], place: int) -> bool:
    """Whether a number counts something, by the word before or after it."""
    before, after = typed[max(place - 1, 0) : place], typed[place + 1 : place + 2]
    return bool(_BEFORE.intersection(before) or _UNITS.intersection(after))
