"""What the tags of a file say of its tables, against what is drawn: used where both say the same.

Where rules cut the cells, tags only confirm them. Where none does, tags give the cells if each stands where its row and
its column are, under a heading of the same page; else the blanks do (an empty cell may be left out of the tree:
`findings/chromium-oublie-les-cases-vides-dans-les-balises.sh`).

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.sts.columns import measures_named, names_two_columns, opens_heading_cell
from loaders.sts.paper.sheet import Char, Frame, Sheet, TaggedCell, TaggedTable, around
from loaders.sts.paper.tables import Cell, Table, cell_text
from loaders.sts.vocabulary import fold

TAGS = "balises"
_SLACK, _FEWEST_ROWS, _MOST_COLUMNS = 2.0, 2, 12

_Contents = Mapping[int, Sequence[Char]]
_Place = tuple[int, int]


def contents(chars: Sequence[Char]) -> _Contents:
    """The characters of each marked content."""
    held: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        if char.tag >= 0 and not char.turn:
            held[char.tag].append(char)
    return held


def confirmed(table: Table, sheet: Sheet, held: _Contents) -> Table:
    """A ruled table, said to be read by its tags where they give the same cells."""
    drawn = [told for row in table.rows if (told := [_bare(cell.text) for cell in row if cell.text])]
    for tagged in sheet.tagged:
        said = [told for row in tagged if (told := [text for cell in row if (text := _bare(_text(cell, held)))])]
        if said == drawn:
            return replace(table, way=TAGS)
    return table


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign in "/-*")


def _text(cell: TaggedCell, held: _Contents) -> str:
    return cell_text([char for tag in sorted(cell.contents) for char in held.get(tag, ())])


def from_tags(sheet: Sheet, rest: Sequence[Char]) -> tuple[list[Table], list[Char]]:
    """The tables that the tags alone tell, and the characters outside them."""
    held = contents(rest)
    tables: list[Table] = []
    for tagged in sheet.tagged:
        numbers = frozenset(number for row in tagged for cell in row for number in cell.contents)
        inside = [char for char in rest if char.tag in numbers]
        table = _table(tagged, held) if inside else None
        if table is not None:
            rest = [char for char in rest if char.tag not in numbers]
            tables.append(table)
    return tables, list(rest)


def _table(tagged: TaggedTable, held: _Contents) -> Table | None:
    """The table of a tree, None where its cells do not stand as their rows and columns do."""
    placed = _placed(tagged)
    height, width = len(tagged), max((column + cell.columns for (_, column), cell in placed.items()), default=0)
    frames = {place: frame for place, cell in placed.items() if (frame := _frame(cell, held))}
    if height < _FEWEST_ROWS or not 2 <= width <= _MOST_COLUMNS or not _in_place(placed, frames):
        return None
    texts = {place: _text(placed[place], held) for place in frames}
    if not _is_headed(texts, width):
        return None
    bands, columns = _bands(placed, frames, height, axis=1), _bands(placed, frames, width, axis=0)
    if bands is None or columns is None or any(low < high - _SLACK for (_, high), (low, _) in pairwise(columns)):
        return None  # an empty cell left out of the tree moves the others: they then stand under two columns
    rows = tuple(
        tuple(
            Cell(texts.get((row, column), ""), (columns[column][0], bands[row][0], columns[column][1], bands[row][1]))
            for column in range(width)
        )
        for row in range(height)
    )
    return Table(rows, around(list(frames.values())), way=TAGS)


def _placed(tagged: TaggedTable) -> dict[_Place, TaggedCell]:
    """Each cell at its row and column: what a cell above covers is taken."""
    taken: set[_Place] = set()
    placed: dict[_Place, TaggedCell] = {}
    for row, cells in enumerate(tagged):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed[row, column] = cell
            covered = [(row + down, column + across) for down in range(cell.rows) for across in range(cell.columns)]
            taken.update(covered)
            column += cell.columns
    return placed


def _frame(cell: TaggedCell, held: _Contents) -> Frame | None:
    chars = [char for tag in cell.contents for char in held.get(tag, ()) if char.text != " "]
    return around([char[1:5] for char in chars]) if chars else None


def _in_place(placed: Mapping[_Place, TaggedCell], frames: Mapping[_Place, Frame]) -> bool:
    """Whether cells of a row follow one another to the right, and those of a column downwards."""
    rows: dict[int, list[tuple[int, Frame]]] = defaultdict(list)
    columns: dict[int, list[tuple[int, Frame]]] = defaultdict(list)
    for (row, column), frame in sorted(frames.items()):
        if placed[row, column].rows == 1:
            rows[row].append((column, frame))
        if placed[row, column].columns == 1:
            columns[column].append((row, frame))
    for line, side in ((rows, 0), (columns, 1)):
        for cells in line.values():
            for (_, before), (_, after) in pairwise(sorted(cells)):
                if after[side] < before[side + 2] - _SLACK - 4 * side:
                    return False
    return True


def _is_headed(texts: Mapping[_Place, str], width: int) -> bool:
    """Whether a heading names the zones in the first column and what counts in others, one by one."""
    heads = [texts.get((row, column), "") for row in (0, 1) for column in range(width)]
    named = [head for head in heads if measures_named(fold(head))]
    return opens_heading_cell(heads[0]) and bool(named) and not any(names_two_columns(fold(head)) for head in named)


def _bands(
    placed: Mapping[_Place, TaggedCell], frames: Mapping[_Place, Frame], count: int, *, axis: int
) -> list[tuple[float, float]] | None:
    """Where each row, or each column, runs; None where one of the columns prints nothing at all."""
    bands: list[tuple[float, float] | None] = []
    for at in range(count):
        alone = [
            frame
            for place, frame in frames.items()
            if place[1 - axis] == at and (placed[place].rows, placed[place].columns)[1 - axis] == 1
        ]
        sides = [(frame[axis], frame[axis + 2]) for frame in alone]
        bands.append((min(low for low, _ in sides), max(high for _, high in sides)) if sides else None)
    known = [band for band in bands if band is not None]
    if not known or (axis == 0 and len(known) < count):
        return None
    return [band or known[-1] for band in bands]
