"""Furniture of pages: what returns on many of them, footers, running heads, page numbers.

It is told by its returning (digits masked, one of its numbers rising from page to page) or by its form. A line of the
plan's own structure that returns (names of rubrics, titles of tables and of sheets) is none.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.accents import unaccented
from loaders.sts.names import is_structure
from loaders.sts.region import DEPARTEMENTS
from loaders.sts.values import BULLET, DASH
from loaders.sts.vocabulary import fold, load_vocabulary

if TYPE_CHECKING:
    from loaders.sts.lines import Line

_FORMS = re.compile(
    r"^(?:https?://\S+|[-_=]{3,}|\|?(?:\s?:?-{3,}:?\s?\|)+\s?(?::?-{3,}:?)?|p\s*r\s*o\s*j\s*e\s*t\s*r\s*e\s*g\s*i\s*o\s*n\s*a\s*l.*"
    r"|(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) 20\d\d"
    r"|schema territorial de sante\b.{0,60}(?:\||#\s?\d|\bpage\b).{0,40}|page \d{1,3}(?: ?(?:/|sur) ?\d{1,3})?"
    r"|- ?\d{1,3} ?-)$"
)
_DASHES = re.compile(DASH)
_FOOTERS = frozenset(re.sub(r"\W", "", unaccented(name.upper())) for name in DEPARTEMENTS.values())
_BEFORE_A_TITLE = re.compile(r"^\W*(?:le defi a relever|defi ?#\W*\d+|objectif operationnel ?#?\W*\d*|#\W*\d+)\W*$")
_SPOKEN = re.compile(r"schema territorial|projet regional|agence regionale|\bars\b|\bprs\b|occitanie")
_RUNNING_HEAD = re.compile(r"^objectifs quantitatifs de l'offre de soins$")
_ZONE = re.compile(r"^zones?\b(?: d'implantation\b|$)")
_FEWEST, _FEWEST_LETTERS, _LONGEST = 3, 8, 120
_NARROWEST_PAGE, _WIDEST_PAGE = 8, 400
_FIRST_NUMBER, _FEWEST_NUMBERS, _MOST_NUMBERS, _NEAR = 10, 8, 600, 2


def is_furniture(text: str) -> bool:
    """Whether the form of a line tells it: footer of a page, address of a link, rule."""
    folded = _DASHES.sub("-", unaccented(text.casefold()))
    return bool(_FORMS.match(folded)) or (text.isupper() and re.sub(r"\W", "", unaccented(text)) in _FOOTERS)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Lines of a document without what returns from page to page."""
    folds = [unaccented(line.text.casefold()) if len(line.text) <= _LONGEST else "" for line in lines]
    formed = {index for index, line in enumerate(lines) if is_furniture(line.text)}
    dropped = formed | _returning(lines, folds) | _page_numbers(lines) | _running_heads(lines, folds)
    kept: list[Line] = []
    first: int | None = None
    for index, line in enumerate(lines):
        if index in dropped:
            first = index if first is None else first
            continue
        skipped = _skipped(kept[-1].number if kept else 0, lines[first:index], line.number) if first is not None else 0
        kept.append(replace(line, skipped=skipped) if skipped else line)
        first = None
    return kept


def _skipped(before: int, dropped: Sequence[Line], after: int) -> int:
    """Lines that furniture takes between two others, with the blank ones on both sides of it."""
    start, end = dropped[0].number, dropped[-1].number
    return end - start + 1 + max(min(start - before, after - end) - 1, 0)


def _returning(lines: Sequence[Line], folds: Sequence[str]) -> set[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(folds):
        masked = re.sub(r"\d+", "#", text)
        if lines[index].cells is None and sum(map(str.isalpha, masked)) >= _FEWEST_LETTERS:
            places[masked].append(index)
    found = [indices for masked, indices in places.items() if _returns(masked, indices, lines, folds)]
    return {index for indices in found for index in indices}


def _returns(masked: str, indices: Sequence[int], lines: Sequence[Line], folds: Sequence[str]) -> bool:
    if len(indices) < _FEWEST or is_structure(masked) or not _is_spread([lines[index].number for index in indices]):
        return False
    if _SPOKEN.search(masked):
        return not _is_told(indices, folds)
    return len(indices) > _FEWEST and not _is_row(masked) and _rises([folds[index] for index in indices])


def _is_told(indices: Sequence[int], folds: Sequence[str]) -> bool:
    """Whether most of the places of a line are those of a title, a bullet that names the ARS, or its next line."""
    before = Counter(folds[index - 1] if index else "" for index in indices)
    titles = sum(count for text, count in before.items() if _BEFORE_A_TITLE.match(text))
    bullets = sum(BULLET.match(folds[index]) is not None for index in indices)
    if 2 * max(titles, bullets) >= len(indices):
        return True
    text, count = before.most_common(1)[0]
    above = [index - 1 for index in indices if index and folds[index - 1] == text]
    return bool(text) and 2 * count > len(indices) and count > 1 and _is_told(above, folds)


def _is_row(masked: str) -> bool:
    """Whether a line begins with a label or a group of a table: its numbers are values."""
    return fold(masked.split("#")[0]).strip(" -/(*").startswith(_labels())


@cache
def _labels() -> tuple[str, ...]:
    rows = load_vocabulary().rows
    names = {name for row in rows for name in (fold(row.groupe), *row.labels) if len(name) >= _FEWEST_LETTERS}
    return tuple(sorted(names))


def _is_spread(numbers: Sequence[int]) -> bool:
    return all(after - before >= _NARROWEST_PAGE for before, after in pairwise(numbers))


def _rises(texts: Sequence[str]) -> bool:
    """Whether one of the numbers of these lines rises from each to the next, as that of a page does."""
    slots = zip(*([int(digits) for digits in re.findall(r"\d{1,6}", text)] for text in texts), strict=False)
    return any(slot[-1] >= _FIRST_NUMBER and all(before < after for before, after in pairwise(slot)) for slot in slots)


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Numbers alone on their line that follow one another as those of pages do."""
    alone = [
        (index, int(line.text))
        for index, line in enumerate(lines)
        if line.cells is None and re.fullmatch(r"[1-9]\d{1,2}", line.text) and int(line.text) > 2 * _FIRST_NUMBER
    ]
    chains: dict[int, tuple[int, ...]] = {}
    last: dict[int, int] = {}
    for index, number in alone:
        before = [last[near] for near in (number - 1, number - 2) if near in last]
        pages = [at for at in before if _NARROWEST_PAGE <= lines[index].number - lines[at].number <= _WIDEST_PAGE]
        chains[index] = (*max((chains[at] for at in pages), key=len, default=()), index)[-_MOST_NUMBERS:]
        last[number] = index
    longest = max(chains.values(), key=len, default=())
    return set(longest) if len(longest) >= _FEWEST_NUMBERS else set()


def _running_heads(lines: Sequence[Line], folds: Sequence[str]) -> set[int]:
    """Places where the title of a table is only the running head of a page: no heading of a table follows it."""
    heads = [index for index, text in enumerate(folds) if _RUNNING_HEAD.match(text) and lines[index].cells is None]
    if len(heads) < _FEWEST:
        return set()
    opened = {index for index in heads if _opens(folds, index)}
    return set(heads) - opened if len(heads) - len(opened) >= _FEWEST else set()


def _opens(folds: Sequence[str], index: int) -> bool:
    """Whether the heading of a table comes at once after a title, or after the mark of a note."""
    return any(_ZONE.match(text) for text in folds[index + 1 : index + 1 + _NEAR])
