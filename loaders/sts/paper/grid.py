"""From the drawn rules of a page to its grids: rules merged, held together by their crossings, cells merged where a
rule is missing.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.sts.paper.sheet import Frame, Rule, Sheet

MOST_CELLS = 20_000
"""Cells of a grid beyond which it is a drawing: the largest table seen has 400."""

MOST_CROSSINGS, MOST_GRIDS = 2_000_000, 100
"""Pairs of rules, and grids of a page, beyond which it is a drawing."""

_NEAR, _REACH, _JOIN = 2.0, 3.5, 3.5
_OPEN = 5.0


@dataclass(frozen=True)
class Grid:
    """A ruled table.

    Attributes:
        xs, ys: places of its columns and rows, one more than there are.
        owner: for each (row, column), the first cell of the merged one that it belongs to.
        closed: whether a rule is drawn under its last row, and above its first.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]
    closed: tuple[bool, bool] = (True, True)

    @property
    def frame(self) -> Frame:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell that holds a point, if it is inside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self.owner[bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1]

    def spans(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        """For each merged cell, its first and last row and column."""
        found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for (row, column), owner in self.owner.items():
            top, bottom, left, right = found.get(owner, (row, row, column, column))
            found[owner] = (min(top, row), max(bottom, row), min(left, column), max(right, column))
        return found

    def cell(self, span: tuple[int, int, int, int]) -> Frame:
        top, bottom, left, right = span
        return (self.xs[left], self.ys[top], self.xs[right + 1], self.ys[bottom + 1])


def grids(sheet: Sheet) -> list[Grid]:
    """The grids of a page, the smallest first: a table may stand in the frame of another."""
    across, down = merged(sheet.across), merged(sheet.down)
    if len(across) * len(down) > MOST_CROSSINGS:
        return []
    found = [grid for hs, vs in _crossing(across, down) if (grid := _grid(hs, vs))]
    return sorted(found, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))[:MOST_GRIDS]


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that touch along the same line are one."""
    out: list[Rule] = []
    for level in _levels(rules):
        at = sum(rule.at * (rule.end - rule.start) for rule in level) / sum(rule.end - rule.start for rule in level)
        start, end = level[0].start, level[0].end
        for rule in level[1:]:
            if rule.start > end + _JOIN:
                out.append(Rule(at, start, end))
                start = rule.start
                end = rule.end
            end = max(end, rule.end)
        out.append(Rule(at, start, end))
    return out


def _levels(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Rules by level, each level in order along it."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][0].at <= _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return [sorted(level, key=lambda rule: rule.start) for level in levels]


def _crossing(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules held together by their crossings."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(down)), key=lambda index: down[index].at)
    places = [down[index].at for index in order]
    for first, level in enumerate(across):
        near = range(bisect_left(places, level.start - _REACH), bisect_right(places, level.end + _REACH))
        for second in (order[index] for index in near):
            if down[second].start - _REACH <= level.at <= down[second].end + _REACH:
                parent[root(first)] = root(len(across) + second)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate([*across, *down]):
        parts[root(index)][index >= len(across)].append(rule)
    return list(parts.values())


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    xs = _places(rule.at for rule in down)
    ys = _places(rule.at for rule in across)
    if len(xs) < 3 or not ys:
        return None
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    closed = (top > ys[0] - _OPEN, bottom < ys[-1] + _OPEN)
    ys = [*([] if closed[0] else [top]), *ys, *([] if closed[1] else [bottom])]
    if len(ys) < 2 or (len(ys) - 1) * (len(xs) - 1) > MOST_CELLS:
        return None
    return Grid(tuple(xs), tuple(ys), _owners(xs, ys, across, down), closed)


def _places(found: Iterable[float]) -> list[float]:
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > _REACH:
            places.append(place)
    return places


def _owners(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    owner = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def first(key: tuple[int, int]) -> tuple[int, int]:
        while owner[key] != key:
            owner[key] = owner[owner[key]]
            key = owner[key]
        return key

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        low, high = sorted((first(one), first(other)))
        owner[high] = low

    middles = [(low + high) / 2 for low, high in pairwise(xs)]
    for column, x in enumerate(xs[1:-1], start=1):
        rules = [rule for rule in down if abs(rule.at - x) <= _REACH]
        for row, (top, bottom) in enumerate(pairwise(ys)):
            if not covers(rules, top, bottom):
                join((row, column - 1), (row, column))
    for row, y in enumerate(ys[1:-1], start=1):
        rules = [rule for rule in across if abs(rule.at - y) <= _REACH]
        for column in range(len(middles)):
            if not covers(rules, xs[column], xs[column + 1]):
                join((row - 1, column), (row, column))
    return {key: first(key) for key in owner}


def covers(rules: Sequence[Rule], start: float, end: float) -> bool:
    """Whether rules run along most of a side."""
    length = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return length > (end - start) / 2
