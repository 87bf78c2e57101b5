"""A table without upright rules: its heading, its body, and the places that cut its columns.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.sts.paper.words import TextLine, Word, joined, text_of
from loaders.sts.values import is_value

_PHRASE = 0.42
"""Blank between two words of a phrase at most, in sizes of their face."""


@dataclass(frozen=True)
class Region:
    """A table without upright rules: its heading and its body, and the places that cut its columns.

    Attributes:
        first: the first column that counts.
        named, head: the names of its columns, and the lines of its heading, where it is on a page before.
    """

    heading: Sequence[TextLine]
    body: Sequence[TextLine]
    cuts: Sequence[float]
    first: int
    named: tuple[str, ...] = ()
    head: tuple[TextLine, ...] = ()

    def column(self, x: float) -> int:
        return bisect_right(self.cuts, x)


def counts(line: TextLine) -> bool:
    """Whether a line ends on a value."""
    return is_value(line.words[-1].text)


def is_count(words: Sequence[Word]) -> bool:
    """Whether the words of a cell are a value."""
    return is_value(text_of(words))


def phrases_of(line: TextLine) -> list[list[Word]]:
    """Words of a line that follow one another closely."""
    phrases: list[list[Word]] = []
    for word in line.words:
        if phrases and word.left - phrases[-1][-1].right < _PHRASE * line.size:
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return phrases


def split(region: Region, lines: Sequence[TextLine]) -> list[list[list[Word]]]:
    """For each column, the words of each line."""
    columns: list[list[list[Word]]] = [[] for _ in range(len(region.cuts) + 1)]
    for line in lines:
        for column, words in enumerate(by_column(region, line)):
            columns[column].append(words)
    return columns


def by_column(region: Region, line: TextLine) -> list[list[Word]]:
    """Words of a line by column; words that go on a phrase stay in its column."""
    columns: list[list[Word]] = [[] for _ in range(len(region.cuts) + 1)]
    before: Word | None = None
    home = 0
    for word in line.words:
        goes_on = before is not None and word.left - before.right < _PHRASE * line.size and not is_value(word.text)
        home = home if goes_on else region.column(word.middle)
        columns[home].append(word)
        before = word
    return columns


def names_of(region: Region) -> list[str]:
    """What the heading prints over each column."""
    if region.named:
        return list(region.named)
    return [text_of_cell(rows) for rows in split(region, region.heading)]


def text_of_cell(rows: Iterable[Sequence[Word]]) -> str:
    """The text of a cell, from its words on each line."""
    return joined([text_of(words) for words in rows if words])
