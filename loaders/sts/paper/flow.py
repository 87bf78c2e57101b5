"""The order in which the parts of a page are read: down a column, then down the next one.

A column begins where several lines begin at the same place, with a blank from top to bottom on its left; a line that
crosses that blank ends it. Numbers aligned on the right of words are rows of a table, not a column.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from loaders.sts.paper.sheet import Frame, around
from loaders.sts.paper.words import TextLine, Word, text_of

_RUN, _BLANK, _ALIGNED = 0.9, 0.6, 2.5
_FEWEST_LEFT, _FEWEST_RIGHT = 2, 3
_DEEPEST, _MOST_COLUMNS = 8, 40
_FEWEST_LETTERS = 4
_WIDE_STEP = 1.9


@dataclass(frozen=True)
class Part:
    """A run of words, or a table, and the frame that it takes.

    Attributes:
        table: its rank among those of the page, or None for words.
    """

    frame: Frame
    base: float
    size: float
    text: str = ""
    table: int | None = None


@dataclass(frozen=True)
class Read:
    """A line of the page in reading order, or a table."""

    text: str
    frame: Frame
    table: int | None = None


def runs(lines: Sequence[TextLine]) -> list[Part]:
    """Lines cut at their wide blanks."""
    parts: list[Part] = []
    for line in lines:
        run: list[Word] = []
        for word in line.words:
            if run and word.left - run[-1].right > _RUN * line.size:
                parts.append(_part(line, run))
                run = []
            run.append(word)
        parts.append(_part(line, run))
    return parts


def _part(line: TextLine, run: Sequence[Word]) -> Part:
    return Part(around([word.frame for word in run]), line.base, line.size, text_of(run))


def in_order(parts: Sequence[Part], depth: int = 0) -> list[Read]:
    """The parts of a page, or of a part of it, as they are read."""
    rows = _rows(parts)
    cut = _best_cut(rows) if depth < _DEEPEST else None
    if cut is None:
        return [_read(row) for row in rows]
    first, last, x = cut
    inside = [part for row in rows[first:last] for part in row]
    left = [part for part in inside if part.frame[0] < x]
    right = [part for part in inside if part.frame[0] >= x]
    return [
        read
        for group in (_flat(rows[:first]), left, right, _flat(rows[last:]))
        for read in (in_order(group, depth + 1) if group else [])
    ]


def _flat(rows: Sequence[Sequence[Part]]) -> list[Part]:
    return [part for row in rows for part in row]


def _rows(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts on one level, from left to right; a table is a row of its own."""
    rows: list[list[Part]] = []
    for part in sorted(parts, key=lambda part: part.frame[1] if part.table is not None else part.base):
        last = rows[-1][0] if rows else None
        level = last and last.table is None and part.table is None and part.base - last.base <= 0.3 * part.size
        if level:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda part: part.frame[0]) for row in rows]


def _read(row: Sequence[Part]) -> Read:
    frame = around([part.frame for part in row])
    return Read(" ".join(part.text for part in row), frame, row[0].table)


def _best_cut(rows: Sequence[Sequence[Part]]) -> tuple[int, int, float] | None:
    """First and last row of the longest pair of columns, and the place where the second begins."""
    best: tuple[float, int, int, float] | None = None
    for x in _starts(rows):
        for first, last in _stretches(rows, x):
            score = _score(rows[first:last], x)
            if score > 0 and (best is None or score > best[0]):
                best = (score, first, last, x)
    if best is None:
        return None
    _, first, last, x = best
    return first, _trimmed(rows, first, last, x), x


def _starts(rows: Sequence[Sequence[Part]]) -> list[float]:
    """Places where several lines begin, the first of the page apart."""
    lefts = sorted(part.frame[0] for row in rows for part in row)
    groups: list[list[float]] = []
    for left in lefts:
        if groups and left - groups[-1][-1] <= _ALIGNED:
            groups[-1].append(left)
        else:
            groups.append([left])
    return [group[0] - 0.1 for group in groups[1:] if len(group) >= _FEWEST_RIGHT][:_MOST_COLUMNS]


def _stretches(rows: Sequence[Sequence[Part]], x: float) -> list[tuple[int, int]]:
    """Runs of rows that leave a blank on the left of a place."""
    crossed = [
        any(part.frame[0] < x and part.frame[2] > x - _BLANK * part.size for part in row if part.frame[0] < x)
        for row in rows
    ]
    found, at = [], 0
    for free, group in groupby(crossed, key=lambda value: not value):
        size = len(list(group))
        if free:
            found.append((at, at + size))
        at += size
    return found


def _score(rows: Sequence[Sequence[Part]], x: float) -> float:
    left = [part for row in rows for part in row if part.frame[0] < x]
    right = [part for row in rows for part in row if part.frame[0] >= x]
    if len(left) < _FEWEST_LEFT or len(right) < _FEWEST_RIGHT or not (_is_prose(left) and _is_prose(right)):
        return 0
    top = max(min(part.frame[1] for part in side) for side in (left, right))
    bottom = min(max(part.frame[3] for part in side) for side in (left, right))
    least = min(max(part.frame[3] for part in side) - min(part.frame[1] for part in side) for side in (left, right))
    return min(len(left), len(right)) if bottom - top > 0.4 * least else 0


def _is_prose(parts: Sequence[Part]) -> bool:
    """Whether a side holds words: bullets, numbers and dots of a contents table make no column."""
    worded = sum(sum(map(str.isalpha, part.text)) >= _FEWEST_LETTERS or part.table is not None for part in parts)
    return 2 * worded > len(parts)


def _trimmed(rows: Sequence[Sequence[Part]], first: int, last: int, x: float) -> int:
    """The end of a pair of columns, without what follows both of them on the left."""
    rights = [at for at in range(first, last) if any(part.frame[0] >= x for part in rows[at])]
    end = rights[-1] + 1
    while end < last:
        before, after = rows[end - 1][0], rows[end][0]
        if after.frame[1] - before.frame[3] > (_WIDE_STEP - 1) * max(after.size, before.size):
            break
        end += 1
    return end
