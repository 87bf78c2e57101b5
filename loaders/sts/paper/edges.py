"""Furniture of pages, told by its place: what returns at the same height of the top or the bottom of many pages.

A number alone there is that of the page when it rises with it. A line of the plan's own structure (the name of a
rubric, of a sheet, of a table) is none, wherever it stands.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from loaders.accents import unaccented
from loaders.sts.names import is_rubric, is_structure

if TYPE_CHECKING:
    from loaders.sts.paper.document import PaperLine, PaperPage
    from loaders.sts.paper.words import TextLine

_TOP, _BOTTOM, _OUTERMOST = 0.13, 0.87, 3
_FEWEST, _SHARE, _LEVEL = 3, 0.15, 4.0
_NUMBER = re.compile(r"\W*(?:page|p\.)?\s*(\d{1,3})(?:\s*(?:/|sur)\s*\d{1,3})?\W*$", re.IGNORECASE)


def without_edges(pages: Sequence[PaperPage], learnt: Learnt) -> None:
    """Take off the furniture at the edges of the pages of a document, that of the first ones which nothing told yet."""
    places: dict[str, list[tuple[int, float, PaperLine]]] = defaultdict(list)
    for at, page in enumerate(pages):
        for line, height in _edges(page):
            places[_masked(line.text)].append((at, height, line))
    fewest = max(_FEWEST, _SHARE * len(pages))
    dropped: set[int] = set()
    for masked, found in places.items():
        for level in _levels(found):
            known = len({at for at, _, _ in level}) + learnt.dropped.get(masked, 0)
            if known >= fewest and _is_furniture(masked, level):
                dropped |= {id(line) for _, _, line in level}
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in dropped]


class Learnt:
    """The furniture that the pages read so far have at their edges: a table without rules must not swallow it."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, int], int] = {}
        self.dropped: dict[str, int] = {}

    def without(self, lines: Sequence[TextLine], height: float) -> list[TextLine]:
        """The lines of the next page without those known, whose heights are remembered."""
        kept = []
        for line in lines:
            if not _TOP * height < line.base < _BOTTOM * height:
                masked = _masked(line.text)
                key = (masked, round(line.base / _LEVEL))
                known = max(self._pages.get((masked, key[1] + step), 0) for step in (-1, 0, 1))
                self._pages[key] = self._pages.get(key, 0) + 1
                if known >= _FEWEST and not _is_of_the_plan(masked) and masked.strip(" #-/."):
                    self.dropped[masked] = self.dropped.get(masked, 0) + 1
                    continue
            kept.append(line)
        return kept


def _edges(page: PaperPage) -> list[tuple[PaperLine, float]]:
    """The outermost lines of a page, with their height, where they stand near its edges and in no table."""
    high = page.height
    placed = sorted(((line, line.places[0].cadre[1]) for line in page.lines), key=lambda pair: pair[1])
    tops = [pair for pair in placed[:_OUTERMOST] if pair[1] < _TOP * high]
    bottoms = [pair for pair in placed[-_OUTERMOST:] if pair[1] > _BOTTOM * high]
    return [(line, height) for line, height in [*tops, *bottoms] if line.cells is None]


def _levels(found: Sequence[tuple[int, float, PaperLine]]) -> list[list[tuple[int, float, PaperLine]]]:
    levels: list[list[tuple[int, float, PaperLine]]] = []
    for one in sorted(found, key=lambda place: place[1]):
        if levels and one[1] - levels[-1][-1][1] <= _LEVEL:
            levels[-1].append(one)
        else:
            levels.append([one])
    return levels


def _masked(text: str) -> str:
    """A line as it returns from page to page: without accents nor case, its numbers masked."""
    return re.sub(r"\d+", "#", unaccented(text.casefold()))


def _is_of_the_plan(masked: str) -> bool:
    """Whether a line is one of the structure of a plan, which no place makes furniture."""
    return is_structure(masked) or is_rubric(masked)


def _is_furniture(masked: str, level: Sequence[tuple[int, float, PaperLine]]) -> bool:
    if _is_of_the_plan(masked):
        return False
    numbers = [(at, _NUMBER.match(line.text)) for at, _, line in level]
    if not all(found for _, found in numbers):
        return True
    steps = {int(found.group(1)) - at for at, found in numbers if found}
    return len(steps) <= max(1, len(level) // 5)
