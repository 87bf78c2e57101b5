"""A table on the wall: as many screens as it needs for its words to be read from the end of a room.

Columns that would be too narrow for their words go on a screen of their own, after the first column said again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from charts.words.typography import bound
from exports.markup import EMPTY, joined, tag, void
from exports.slides.records import Box, Line, Run, TableDrawing
from exports.slides.tables import respanned
from exports.wall.measure import LEADING, TEXT, lines_in, longest_word, width
from exports.wall.records import Room

Rows = tuple[tuple[Box | None, ...], ...]
_ACROSS, _EDGE = 1.4, 0.85
"""What stands around the words of a cell, left and right, above and below."""

_WIDEST_WORD, _WIDEST = 21.0, 62.0
MOST_SCREENS = 8
"""Screens that one table takes at most; what is left out is said."""


def columns_apart(table: TableDrawing, room: float) -> list[TableDrawing]:
    """The table, or its columns over several where they cannot all be read in a room."""
    least = _least(table)
    if sum(least) <= room or not _plain(table):
        return [table]
    found: list[list[int]] = [[]]
    for rank in range(1, len(least)):
        used = least[0] + sum(least[one] for one in found[-1])
        if found[-1] and used + least[rank] > room:
            found.append([])
        found[-1].append(rank)
    if len(found) > 1 and len(found[-1]) == 1 and len(found[-2]) > 2:
        found[-1].insert(0, found[-2].pop())
    return [_columns(table, [0, *kept]) for kept in found]


def _plain(table: TableDrawing) -> bool:
    """Whether no cell spans some of the columns, nor a cell of the body several rows."""
    wide = len(table.weights)
    return all(
        box is None or (box.columns in (1, wide) and (box.rows == 1))
        for row in (*table.head, *table.body)
        for box in row
    )


def _columns(table: TableDrawing, kept: Sequence[int]) -> TableDrawing:
    def row_of(row: Sequence[Box | None]) -> tuple[Box | None, ...]:
        if row[0] is not None and row[0].columns > 1:
            return (replace(row[0], columns=len(kept)), *[None] * (len(kept) - 1))
        return tuple(row[rank] for rank in kept)

    head, body = (tuple(map(row_of, rows)) for rows in (table.head, table.body))
    return replace(table, head=head, body=body, weights=tuple(table.weights[rank] for rank in kept))


def _cells(table: TableDrawing, rank: int) -> Iterator[Box]:
    for row in (*table.head, *table.body):
        box = row[rank]
        if box is not None and box.columns == 1:
            yield box


def _least(table: TableDrawing) -> list[float]:
    """Width of the longest word of each column."""
    return [
        min(max((longest_word(line) for box in _cells(table, rank) for line in box.lines), default=0), _WIDEST_WORD)
        + _ACROSS
        for rank in range(len(table.weights))
    ]


def widths_of(table: TableDrawing, room: float) -> list[float]:
    """Width of each column: its longest word, then its share of what is left by what it holds."""
    least = _least(table)
    if sum(least) >= room:
        return [one * room / sum(least) for one in least]
    wanted = [
        max((_whole(line) for box in _cells(table, rank) for line in box.lines), default=0) + _ACROSS
        for rank in range(len(least))
    ]
    more = [max(0.0, min(want, _WIDEST) - low) for want, low in zip(wanted, least, strict=True)]
    spare = room - sum(least)
    if sum(more) <= spare:
        left = (spare - sum(more)) / len(least)
        return [low + add + left for low, add in zip(least, more, strict=True)]
    shares = [part**0.85 for part in more]
    return [low + spare * share / sum(shares) for low, share in zip(least, shares, strict=True)]


def _whole(line: Line) -> float:
    return sum(width(bound(run.text), TEXT, bold=run.bold) for run in line)


def _tall(box: Box, room: float) -> float:
    return sum(lines_in(line, room - _ACROSS) for line in box.lines) * TEXT * LEADING + _EDGE


def _row_height(row: Sequence[Box | None], widths: Sequence[float]) -> float:
    return max(
        (
            _tall(box, sum(widths[rank : rank + box.columns]))
            for rank, box in enumerate(row)
            if box is not None and box.rows == 1
        ),
        default=TEXT * LEADING + _EDGE,
    )


def rows_height(rows: Rows, widths: Sequence[float]) -> float:
    """Height of some rows; a cell that spans them may need more than they do."""
    tall = [_row_height(row, widths) for row in rows]
    for start, row in enumerate(rows):
        for rank, box in enumerate(row):
            if box is not None and box.rows > 1:
                short = _tall(box, sum(widths[rank : rank + box.columns])) - sum(tall[start : start + box.rows])
                tall[min(start + box.rows, len(tall)) - 1] += max(0.0, short)
    return sum(tall)


def cut(table: TableDrawing, widths: Sequence[float], first: Room, others: Room) -> list[TableDrawing]:
    """The table in parts that hold on a screen each, its headings said again on each.

    Args:
        widths: of its columns.
        first: room of the first part; others: of those after it.
    """
    parts: list[TableDrawing] = []
    start, count = 0, len(table.body)
    while start < count:
        room = others if parts else first
        left = room.h - rows_height(table.head, widths)
        end = start + 1
        while end < count and rows_height(respanned(table, list(table.body[start : end + 1])), widths) <= left:
            end += 1
        if end < count and end - start > 1 and _is_heading(table.body[end - 1]):
            end -= 1
        parts.append(replace(table, body=respanned(table, list(table.body[start:end]))))
        start = end
    return parts


def _is_heading(row: Sequence[Box | None]) -> bool:
    return row[0] is not None and row[0].columns > 1


def table_html(table: TableDrawing, widths: Sequence[float]) -> Markup:
    """One part of a table, as wide as its room."""
    columns = joined(void("col", style=f"width:{100 * wide / sum(widths):.2f}%") for wide in widths)
    head = joined(tag("tr", joined(_cell(box, "th", scope="col") for box in row if box)) for row in table.head)
    rows, number = [], 0
    for row in table.body:
        if _is_heading(row):
            rows.append(tag("tr", joined(_cell(box, "th", scope="rowgroup") for box in row if box), class_="groupe"))
            continue
        number += 1
        cells = joined(
            _cell(box, "th" if rank == 0 else "td", scope="row" if rank == 0 else "")
            for rank, box in enumerate(row)
            if box is not None
        )
        rows.append(tag("tr", cells, data_rang=number))
    named = tag("caption", bound(table.name), class_="hors-vue")
    inside = named + tag("colgroup", columns) + tag("thead", head) + tag("tbody", joined(rows))
    return tag("table", inside, class_="tableau")


def _cell(box: Box, name: str, *, scope: str = "") -> Markup:
    looks = ["droite"] if box.right else ["milieu"] if box.centre else []
    looks += [f"fond-{box.fill}"] if box.fill else []
    return tag(
        name,
        joined(line_html(line) for line in box.lines),
        scope=scope,
        class_=" ".join(looks),
        colspan=box.columns if box.columns > 1 else None,
        rowspan=box.rows if box.rows > 1 else None,
    )


def line_html(line: Line) -> Markup:
    """One paragraph of a cell."""
    return tag("p", joined(map(_run, line)))


def _run(run: Run) -> Markup:
    if not run.bold and not run.colour:
        return tag("span", bound(run.text)) if run.text else EMPTY
    return tag("b" if run.bold else "span", bound(run.text), class_=f"encre-de-{run.colour}" if run.colour else "")
