"""A table turned for the wall: what spans its rows becomes a heading, what is the same everywhere goes, long rows lie.

What the cells say is unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from exports.slides.records import Box, Line, Run, TableDrawing, plain_line

Row = tuple[Box | None, ...]
_HATCHED, _NOT_PUT_FIRST, _WIDE = "hachure", "non priorisé", 5
_OF = re.compile(r" ?\bsur (?=\d+$)")
_LEAST_SAME, _ROWS_UNDER = 2, 3
"""Rows from which a département said in each may be said by the title alone; rows under a heading at least."""


def shaped(table: TableDrawing, title: str) -> TableDrawing:
    """The table as the wall shows it.

    Args:
        title: of the screen, which may say what a column repeats.
    """
    table = replace(table, head=tuple(_strong(row) for row in table.head), body=tuple(map(_worded, table.body)))
    return _grouped(_alone(_without_same(_dashed(_headed(table)), title)))


def unknown(table: TableDrawing) -> tuple[TableDrawing, str]:
    """The table without a last column where nothing is known, and the words of its heading."""
    last = [row[-1] for row in table.body if not is_heading(row)]
    if not any(box and box.fill == _HATCHED for box in last) or any(box and box.lines for box in last):
        return table, ""
    words = text_of(table.head[-1][-1])
    return columns(table, range(len(table.weights) - 1)), words


def _dashed(table: TableDrawing) -> TableDrawing:
    """A défi that is not prioritised as a dash, where many plans stand side by side: how it reads is said under it."""
    if len(table.weights) < _WIDE:
        return table
    dash = (Run("–", colour="encre-3"),)
    body = (
        tuple(replace(box, lines=(dash,)) if text_of(box) == _NOT_PUT_FIRST and box else box for box in row)
        for row in table.body
    )
    return replace(table, body=tuple(body))


def _strong(row: Row) -> Row:
    return tuple(box and replace(_words(box), lines=tuple(map(_bold, _words(box).lines))) for box in row)


def _bold(line: Line) -> Line:
    return tuple(replace(run, bold=run.bold or not run.colour) for run in line)


def _worded(row: Row) -> Row:
    return tuple(box and _words(box) for box in row)


def _words(box: Box) -> Box:
    """Counts in brackets after a gap, never parted; sizes are those of the wall."""
    return replace(box, lines=tuple(tuple(map(_run, line)) for line in box.lines if any(run.text for run in line)))


def _run(run: Run) -> Run:
    text = _OF.sub("\u00a0sur\u00a0", run.text.replace(" › ", "\u00a0›\u00a0"))
    if text.startswith("   "):
        text = f" ({text.strip()})"
    return replace(run, text=text, size=0)


def _headed(table: TableDrawing) -> TableDrawing:
    """A first column whose cells span rows as headings over them."""
    if not any(row[0] is not None and row[0].rows > 1 for row in table.body):
        return table
    if any(box is None or box.columns > 1 for row in table.head for box in row):
        return table
    wide = len(table.weights) - 1
    body: list[Row] = []
    for row in table.body:
        if row[0] is not None and row[0].lines:
            line = tuple(run for line in row[0].lines for run in (*line, Run(" ")))[:-1]
            body.append((Box((_bold(line),), "creux", columns=wide), *[None] * (wide - 1)))
        body.append(_under(row))
    return _unspanned(
        replace(table, head=tuple(row[1:] for row in table.head), body=tuple(body), weights=table.weights[1:])
    )


def _under(row: Row) -> Row:
    """A row without its first cell; one that stands for the next column too is also the name of its own row."""
    first = row[0]
    return row[1:] if first is None or first.columns < _LEAST_SAME else (replace(first, columns=1, rows=1), *row[2:])


def _unspanned(table: TableDrawing) -> TableDrawing:
    """Cells that spanned rows, said again on each: headings have come between them."""
    body, above = [], [Box()] * len(table.weights)
    for row in table.body:
        if is_heading(row):
            body.append(row)
            continue
        for rank, box in enumerate(row):
            if box is not None:
                above[rank] = replace(box, rows=1)
        body.append(tuple(above))
    return replace(table, body=tuple(body))


def _alone(table: TableDrawing) -> TableDrawing:
    """Without a last column that counts one plan over one."""
    counts = {text_of(row[-1]).replace("\u00a0", " ") for row in table.body if not is_heading(row)}
    if counts and counts <= {"0 sur 1", "1 sur 1"}:
        return columns(table, range(len(table.weights) - 1))
    return table


def _grouped(table: TableDrawing) -> TableDrawing:
    """A column that says the same on many rows in turn as headings over them."""
    if len(table.weights) <= _LEAST_SAME or any(
        box is None or box.columns > 1 or box.rows > 1 for row in (*table.head, *table.body) for box in row
    ):
        return table
    for rank in range(len(table.weights) - 1):
        names = [text_of(row[rank]) for row in table.body]
        changes = [at for at, name in enumerate(names) if not at or name != names[at - 1]]
        if len(changes) * _ROWS_UNDER <= len(names) and len(set(names)) == len(changes) > 1 and all(names):
            return _under_headings(table, rank, set(changes))
    return table


def _under_headings(table: TableDrawing, rank: int, changes: Collection[int]) -> TableDrawing:
    kept = [one for one in range(len(table.weights)) if one != rank]
    body: list[Row] = []
    for at, row in enumerate(table.body):
        if at in changes:
            body.append(
                (Box(((Run(text_of(row[rank]), bold=True),),), "creux", columns=len(kept)), *[None] * (len(kept) - 1))
            )
        body.append(tuple(row[one] for one in kept))
    head = tuple(tuple(row[one] for one in kept) for row in table.head)
    return replace(table, head=head, body=tuple(body), weights=tuple(table.weights[one] for one in kept))


def without_rows(table: TableDrawing, left: Callable[[Row], bool]) -> tuple[TableDrawing, int]:
    """The table without some rows, nor the headings left with none, and how many these rows are."""
    body: list[Row] = []
    count = 0
    for row in table.body:
        if not is_heading(row) and left(row):
            count += 1
            continue
        if is_heading(row) and body and is_heading(body[-1]):
            body.pop()
        body.append(row)
    if body and is_heading(body[-1]):
        body.pop()
    return (replace(table, body=tuple(body)), count) if body else (table, 0)


def with_first(table: TableDrawing, name: str) -> TableDrawing:
    """The table with the group of a name before the others."""
    starts = [at for at, row in enumerate(table.body) if is_heading(row)]
    for start, end in zip(starts, [*starts[1:], len(table.body)][: len(starts)], strict=True):
        if text_of(table.body[start][0]) == name:
            return replace(table, body=(*table.body[start:end], *table.body[:start], *table.body[end:]))
    return table


def _without_same(table: TableDrawing, title: str) -> TableDrawing:
    """Without a column that says on each row what the title says."""
    rows = [row for row in table.body if not is_heading(row)]
    if len(rows) < _LEAST_SAME:
        return table
    for rank in range(len(table.weights) - 1):
        said = {text_of(row[rank]) for row in rows}
        if len(said) == 1 and (text := said.pop()) and text in title:
            kept = [one for one in range(len(table.weights)) if one != rank]
            return columns(table, kept)
    return table


def columns(table: TableDrawing, kept: Sequence[int]) -> TableDrawing:
    """Some columns of a table, its headings as wide as they are."""

    def row_of(row: Row) -> Row:
        if is_heading(row):
            assert row[0] is not None
            return (replace(row[0], columns=len(kept)), *[None] * (len(kept) - 1))
        return tuple(row[rank] for rank in kept)

    head, body = (tuple(map(row_of, rows)) for rows in (table.head, table.body))
    return replace(table, head=head, body=body, weights=tuple(table.weights[rank] for rank in kept))


def turned(table: TableDrawing) -> TableDrawing:
    """One line a cell, under the first of its row: for rows that no screen could hold."""
    heads = [text_of(box) for box in table.head[-1]]
    body: list[Row] = []
    for row in table.body:
        if is_heading(row):
            continue
        name = row[0] or Box()
        body.append((Box(tuple(map(_bold, name.lines)), "creux", columns=2), None))
        body += [
            (Box(((Run(head),),)), replace(box, right=False, centre=False, rows=1))
            for head, box in zip(heads[1:], row[1:], strict=True)
            if box is not None and box.lines
        ]
    return TableDrawing(table.name, (), tuple(body), (1.0, 3.0))


def broken(row: Row, fits: Callable[[Row], bool]) -> list[Row]:
    """A row in several where it is too high: the lines of its longest cell, then its words, go on under it."""
    if fits(row):
        return [row]
    rank = max(range(len(row)), key=lambda one: len(text_of(row[one])))
    box = row[rank]
    assert box is not None
    pieces = [(line,) for line in box.lines] if len(box.lines) > 1 else [(part,) for part in _halves(box.lines[0])]
    found: list[Row] = []
    for piece in pieces:
        if found and fits(joined := _with(found[-1], rank, piece)):
            found[-1] = joined
        else:
            blank = tuple(one and (one if not found or place == 0 else Box()) for place, one in enumerate(row))
            found.append(tuple(replace(box, lines=piece) if place == rank else one for place, one in enumerate(blank)))
    if len(pieces) < 2:
        return [row]
    return [part for one in found for part in broken(one, fits)]


def _with(row: Row, rank: int, lines: tuple[Line, ...]) -> Row:
    box = row[rank] or Box()
    return tuple(replace(box, lines=box.lines + lines) if place == rank else one for place, one in enumerate(row))


def _halves(line: Line) -> list[Line]:
    """A paragraph in two, between two of its words."""
    words = [replace(run, text=word) for run in line for word in re.split(r"(?<= )", run.text) if word]
    middle = len(words) // 2
    return [half for half in (tuple(words[:middle]), tuple(words[middle:])) if half]


def is_heading(row: Row) -> bool:
    """Whether a row is one cell over all columns."""
    return row[0] is not None and row[0].columns > 1


def text_of(box: Box | None) -> str:
    """The words of a cell."""
    return " ".join(plain_line(line) for line in box.lines) if box else ""
