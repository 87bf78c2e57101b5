"""The rows of a table without upright rules: between its level rules, else told by the spacing of its lines.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from loaders.sts.paper.grid import covers, merged
from loaders.sts.paper.region import Region, by_column, split, text_of_cell
from loaders.sts.paper.sheet import Frame, Rule, Sheet, around
from loaders.sts.paper.tables import COMMON, OVERFLOW, Cell
from loaders.sts.paper.words import TextLine, joined, text_of
from loaders.sts.values import is_value

_CLOSE, _WIDEST_STEP, _BESIDE = 1.15, 1.7, 0.45
_SHORTEST = 15.0


def ruled_rows(sheet: Sheet, region: Region, edges: Sequence[float]) -> list[tuple[Cell, ...]]:
    """Rows between level rules; a cell common to several is printed in the first. None where they rule no row."""
    if not region.body:
        return []
    levels = _levels(sheet, edges, region.body)
    ys = [level[0].at for level in levels]
    bands: dict[int, list[TextLine]] = {}
    for line in region.body:
        bands.setdefault(bisect_right(ys, line.base - 0.3 * line.size), []).append(line)
    if not ys or any(_collide(region, band) for band in bands.values()):
        return []
    last = max(bands)
    owners: list[list[int]] = []
    for column in range(len(edges) - 1):
        owner = list(range(last + 1))
        for band in range(min(bands) + 1, last + 1):
            if not covers(levels[band - 1], edges[column], edges[column + 1]):
                owner[band] = owner[band - 1]
        owners.append(owner)
    texts: dict[tuple[int, int], list[str]] = {}
    for band, lines in bands.items():
        for line in lines:
            for column, words in enumerate(by_column(region, line)):
                if words:
                    texts.setdefault((owners[column][band], column), []).append(text_of(words))
    places = [region.body[0].frame[1], *ys, region.body[-1].frame[3]]
    return [
        _banded(texts, owners, band, [(left, places[band], right, places[band + 1]) for left, right in pairwise(edges)])
        for band in range(min(bands), last + 1)
    ]


def _banded(
    texts: dict[tuple[int, int], list[str]], owners: list[list[int]], band: int, frames: Sequence[Frame]
) -> tuple[Cell, ...]:
    cells = []
    for column, (owner, frame) in enumerate(zip(owners, frames, strict=True)):
        text = joined(texts.get((owner[band], column), []))
        if column and owner.count(owner[band]) > 1 and is_value(text):
            cells.append(Cell(text, frame, COMMON))
        else:
            cells.append(Cell(text if owner[band] == band else "", frame))
    return tuple(cells)


def _levels(sheet: Sheet, edges: Sequence[float], body: Sequence[TextLine]) -> list[list[Rule]]:
    """The level rules between the rows of a body, those of one height together."""
    top, bottom = body[0].base - body[0].size, body[-1].base
    levels: list[list[Rule]] = []
    for rule in merged(sheet.across):
        if top < rule.at < bottom and min(rule.end, edges[-1]) - max(rule.start, edges[0]) > _SHORTEST:
            if levels and rule.at - levels[-1][0].at < 2:
                levels[-1].append(rule)
            else:
                levels.append([rule])
    return levels


def _collide(region: Region, lines: Sequence[TextLine]) -> bool:
    """Whether two lines print something under the same column that counts: they are two rows."""
    columns = split(region, lines)[region.first :]
    return any(sum(bool(words) for words in rows) > 1 for rows in columns)


def spaced_rows(region: Region, edges: Sequence[float]) -> list[tuple[Cell, ...]]:
    """Rows told by their spacing."""
    return [_row(region, block, edges) for block in _spaced(region)]


def _row(region: Region, lines: Sequence[TextLine], edges: Sequence[float]) -> tuple[Cell, ...]:
    _, top, _, bottom = around([line.frame for line in lines])
    over = {
        column
        for line in lines
        for word in line.words
        if any(char.text.isdigit() for char in word.chars)
        for column in range(region.column(word.left + 0.5), region.column(word.right - 0.5) + 1)
        if region.column(word.left + 0.5) != region.column(word.right - 0.5)
    }
    cells = []
    for column, rows in enumerate(split(region, lines)):
        text = text_of_cell(rows)
        doubt = OVERFLOW if column in over and column >= region.first else ""
        cells.append(Cell(text, (edges[column], top, edges[column + 1], bottom), doubt))
    return tuple(cells)


def _spaced(region: Region) -> list[list[TextLine]]:
    """Rows told by their spacing: the lines of a label are closer than two rows are."""
    labels = [line for line in region.body if any(by_column(region, line)[1 : region.first])]
    close = _closest(labels)
    blocks: list[list[TextLine]] = []
    for line in labels:
        if blocks and line.base - blocks[-1][-1].base <= close:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if any(_collide(region, block) for block in blocks):
        blocks = [[line] for line in labels]
    held = set(map(id, labels))
    for line in region.body:
        if id(line) not in held:
            _place(region, blocks, line)
    return sorted(blocks, key=lambda block: min(line.base for line in block))


def _closest(labels: Sequence[TextLine]) -> float:
    """The widest step between two lines of one label: a little more than the smallest of steps that are not even."""
    steps = [after.base - before.base for before, after in pairwise(labels)]
    least = min(steps, default=0.0)
    even = max(steps, default=0.0) <= _CLOSE * least
    return _CLOSE * least if labels and not even and least <= _WIDEST_STEP * labels[0].size else 0.0


def _place(region: Region, blocks: list[list[TextLine]], line: TextLine) -> None:
    """Put a line without a label in the row whose label stands around it, else in a row of its own."""
    room = _BESIDE * line.size if any(region.column(word.middle) for word in line.words) else 0.0
    beside = [block for block in blocks if block[0].base - 2 * room < line.base < block[-1].base + 2 * room]
    within = [block for block in beside if block[0].base - room <= line.base <= block[-1].base + room]
    near = within[:1] or (beside if len(beside) == 2 and beside[0][-1].base < line.base < beside[1][0].base else [])
    if near and not _collide(region, [line, *(one for block in near for one in block)]):
        near[0][:] = sorted([line, *(one for block in near for one in block)], key=lambda one: one.base)
        blocks[:] = [block for block in blocks if not any(block is other for other in near[1:])]
    else:
        blocks.append([line])
