"""How two wordings of one title differ, word by word, and which line of a défi page announces which sheet.

The edit script is rapidfuzz's (insertions and deletions of whole words); nothing is compared
letter by letter, since a reader compares words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcode

from loaders.accents import unaccented

Kind = Literal["egal", "forme", "ajout", "retrait"]
Verdict = Literal["identique", "forme", "mots", "autre"]
OTHER_TITLE = 0.25
"""Share of common words under which two titles are not two wordings of one: nothing is aligned."""
SAME_TITLE = 60
"""Likeness (0 to 100) from which a listed line may announce a sheet when their numbers differ."""
_TOKEN = re.compile(r"\w+(?:-\w+)*['’]?|[^\w\s]", re.UNICODE)


@dataclass(frozen=True)
class Word:
    """A word or a mark of a title, with the space that follows it as printed."""

    printed: str

    @property
    def key(self) -> str:
        """What makes two words the same: capitals and the shape of an apostrophe do not count."""
        return self.printed.strip().replace("’", "'").casefold()


@dataclass(frozen=True)
class Piece:
    """A run of words as printed: in both titles (`egal`; `forme` with other capitals), or in one alone."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Wording:
    """One title beside its reference.

    Attributes:
        verdict: `identique` letter for letter; `forme` when only punctuation, capitals or
            quotation marks differ; `mots` when words do; `autre` when hardly a word is shared:
            the whole reference, then the whole title.
        pieces: the title with, in their place, the words of the reference that it lacks (`retrait`).
    """

    verdict: Verdict
    pieces: tuple[Piece, ...]


def compare_titles(title: str, reference: str) -> Wording:
    """A title beside a reference, word by word.

    Args:
        title: as printed in one plan.
        reference: as printed in another plan, on another page, or in the regional list.

    Returns:
        A Wording; without its `retrait` pieces it is the title as printed.
    """
    own, other = words_of(title), words_of(reference)
    keys, wanted = [word.key for word in own], [word.key for word in other]
    if own and other and Indel.normalized_similarity(wanted, keys) < OTHER_TITLE:
        return Wording("autre", (Piece("retrait", _text(other)), Piece("ajout", _text(own))))
    return Wording(_verdict(title, reference), tuple(_aligned(own, other, Indel.opcodes(wanted, keys))))


def _aligned(own: Sequence[Word], other: Sequence[Word], steps: Iterable[Opcode]) -> list[Piece]:
    """The pieces of an edit script; what is lacking comes before what is added."""
    pieces: list[Piece] = []
    added: list[Word] = []
    for step in steps:
        if step.tag == "insert":
            added += own[step.dest_start : step.dest_end]
        elif step.tag == "delete":
            pieces.append(Piece("retrait", _text(other[step.src_start : step.src_end])))
        else:
            pieces += _added(added)
            added = []
            pieces += _shared(own[step.dest_start : step.dest_end], other[step.src_start : step.src_end])
    return [*pieces, *_added(added)]


def words_of(title: str) -> list[Word]:
    """Words and marks of a title, in order; an elided article is a word of its own (`l'`, `accès`)."""
    starts = [found.start() for found in _TOKEN.finditer(title)]
    return [Word(title[start:end]) for start, end in pairwise([*starts, len(title)])]


def _text(words: Sequence[Word]) -> str:
    return "".join(word.printed for word in words)


def _added(words: Sequence[Word]) -> list[Piece]:
    return [Piece("ajout", _text(words))] if words else []


def _shared(own: Sequence[Word], other: Sequence[Word]) -> list[Piece]:
    """Words that both have, told apart where only the letters' case differs."""
    same = [a.printed.strip() == b.printed.strip() for a, b in zip(own, other, strict=True)]
    runs = groupby(zip(same, own, strict=True), key=itemgetter(0))
    return [Piece("egal" if equal else "forme", _text([word for _, word in run])) for equal, run in runs]


def page_titles(listed: Sequence[str], sheets: Sequence[str]) -> list[str | None]:
    """For each sheet, the line of its défi page that announces it, or None.

    Args:
        listed: objectifs as the page of the défi lists them.
        sheets: titles of the sheets that follow.

    Returns:
        The likeliest pairs first. As many lines as sheets: every sheet has its line, even
        worded otherwise; if not, only what is alike (SAME_TITLE) is paired.
    """
    floor = 0 if len(listed) == len(sheets) else SAME_TITLE
    likeness = sorted(
        (
            (fuzz.token_sort_ratio(_plain(line), _plain(sheet)), -row, -column)
            for row, line in enumerate(listed)
            for column, sheet in enumerate(sheets)
        ),
        reverse=True,
    )
    found: list[str | None] = [None] * len(sheets)
    used: set[int] = set()
    for score, row, column in likeness:
        if score >= floor and -row not in used and found[-column] is None:
            found[-column] = listed[-row]
            used.add(-row)
    return found


def _verdict(title: str, reference: str) -> Verdict:
    if title == reference:
        return "identique"
    return "forme" if _bare(title) == _bare(reference) else "mots"


def _bare(title: str) -> list[str]:
    """The words alone, without marks; a hyphen is a space."""
    return re.findall(r"\w+", title.casefold())


def _plain(text: str) -> str:
    return unaccented(text.lower(), "NFD")
