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
from exports.wall.shapes import Row, broken, columns, is_heading, turned

_ACROSS, _EDGE = 1.45, 0.9
"""What stands around the words of a cell, left and right, above and below."""

_WIDEST_WORD, _WIDEST, _HEAD_LINES = 21.0, 62.0, 4
MOST_SCREENS = 6
"""Screens that one table takes at most; what is left out is said."""

_HEADING = TEXT * LEADING + _EDGE
_MEASURED, _MOVES, _STEP = 40, 24, 2.0
"""Rows that set the widths of the columns, and by how much these move."""

_FEW, _ENOUGH = 3, 4
"""Rows of a last screen that borrows some, and of the one before it that lends them."""


def columns_apart(table: TableDrawing, room: float) -> list[TableDrawing]:
    """The table, or its columns over several where they cannot all be read in a room."""
    least = _least(table)
    if sum(least) <= room or any(box is None or box.columns > 1 for row in table.head for box in row):
        return [table]
    found: list[list[int]] = [[]]
    for rank in range(1, len(least)):
        used = least[0] + sum(least[one] for one in found[-1])
        if found[-1] and used + least[rank] > room:
            found.append([])
        found[-1].append(rank)
    if len(found) > 1 and len(found[-1]) == 1 and len(found[-2]) > 2:
        found[-1].insert(0, found[-2].pop())
    return [columns(table, [0, *kept]) for kept in found]


def readable(table: TableDrawing, room: Room) -> TableDrawing:
    """The table, or its rows turned where one of them is higher than a screen."""
    for _ in range(2):
        widths = widths_of(table, room.w)
        left = room.h - rows_height(table.head, widths) - _HEADING
        if all(_row_height(row, widths) <= left for row in table.body):
            return table
        if len(table.weights) > 2:
            table = turned(table)

    def fits(row: Row) -> bool:
        return _row_height(row, widths) <= left

    return replace(table, body=tuple(part for row in table.body for part in broken(row, fits)))


def _cells(rows: Sequence[Row], rank: int) -> Iterator[Box]:
    for row in rows:
        box = row[rank]
        if box is not None and box.columns == 1:
            yield box


def _least(table: TableDrawing) -> list[float]:
    """Width of the longest word of each column, and of its heading on some lines."""
    found = []
    for rank in range(len(table.weights)):
        words = (longest_word(line) for box in _cells((*table.head, *table.body), rank) for line in box.lines)
        head = (sum(map(_whole, box.lines)) / _HEAD_LINES * 1.15 for box in _cells(table.head, rank))
        found.append(min(max((*words, *head), default=0), _WIDEST_WORD) + _ACROSS)
    return found


def widths_of(table: TableDrawing, room: float) -> list[float]:
    """Width of each column: its longest word, then its share of what is left by what it holds."""
    least = _least(table)
    if sum(least) >= room:
        return [one * room / sum(least) for one in least]
    wanted = [_wanted(table, rank) for rank in range(len(least))]
    more = [max(0.0, min(want, _WIDEST) - low) for want, low in zip(wanted, least, strict=True)]
    spare = room - sum(least)
    if sum(more) <= spare:
        left = (spare - sum(more)) / len(least)
        return [low + add + left for low, add in zip(least, more, strict=True)]
    shares = [part**0.85 for part in more]
    return _lower(table, [low + spare * share / sum(shares) for low, share in zip(least, shares, strict=True)], least)


def _lower(table: TableDrawing, widths: list[float], least: Sequence[float]) -> list[float]:
    """Widths moved from one column to another as long as the rows take less height."""
    rows = [row for row in (*table.head, *table.body[:_MEASURED]) if all(box and box.columns == 1 for box in row)]
    tall: dict[tuple[int, int, float], float] = {}

    def height(row: int, rank: int, wide: float) -> float:
        key = (row, rank, round(wide, 2))
        if key not in tall:
            box = rows[row][rank]
            assert box is not None
            tall[key] = _tall(box, wide)
        return tall[key]

    def whole(widths: Sequence[float]) -> float:
        return sum(max(height(row, rank, wide) for rank, wide in enumerate(widths)) for row in range(len(rows)))

    best = whole(widths)
    for _ in range(_MOVES):
        tried = [
            [wide + _STEP * ((rank == take) - (rank == give)) for rank, wide in enumerate(widths)]
            for give, low in enumerate(least)
            for take in range(len(widths))
            if give != take and widths[give] - _STEP >= low
        ]
        found = min(tried, key=whole, default=widths)
        if (less := whole(found)) >= best:
            break
        best, widths = less, found
    return widths


def _wanted(table: TableDrawing, rank: int) -> float:
    """Width that a column asks for: between that of its widest cell and that of most."""
    wide = [max(map(_whole, box.lines), default=0) for box in _cells((*table.head, *table.body), rank)] or [0.0]
    return (max(wide) + sum(wide) / len(wide)) / 2 + _ACROSS if max(wide) > _WIDEST_WORD else max(wide) + _ACROSS


def _whole(line: Line) -> float:
    return sum(width(bound(run.text), TEXT, bold=run.bold) for run in line)


def _tall(box: Box, room: float) -> float:
    return max(1, sum(lines_in(line, room - _ACROSS) for line in box.lines)) * TEXT * LEADING + _EDGE


def _row_height(row: Row, widths: Sequence[float]) -> float:
    return max(
        (
            _tall(box, sum(widths[rank : rank + box.columns]))
            for rank, box in enumerate(row)
            if box is not None and box.rows == 1
        ),
        default=TEXT * LEADING + _EDGE,
    )


def rows_height(rows: Sequence[Row], widths: Sequence[float]) -> float:
    """Height of some rows; a cell that spans them may need more than they do."""
    tall = [_row_height(row, widths) for row in rows]
    for start, row in enumerate(rows):
        for rank, box in enumerate(row):
            if box is not None and box.rows > 1:
                short = _tall(box, sum(widths[rank : rank + box.columns])) - sum(tall[start : start + box.rows])
                tall[min(start + box.rows, len(tall)) - 1] += max(0.0, short)
    return sum(tall)


def cut(table: TableDrawing, widths: Sequence[float], first: Room, others: Room) -> list[TableDrawing]:
    """The table in parts that hold on a screen each; its headings, and that of a group that goes on, said again.

    Args:
        widths: of its columns.
        first: room of the first part; others: of those after it.
    """
    head = rows_height(table.head, widths)
    spans: list[tuple[int, int]] = []
    start, count = 0, len(table.body)
    while start < count:
        left = (others if spans else first).h - head
        end = start + 1
        while end < count and rows_height(_rows(table, start, end + 1), widths) <= left:
            end += 1
        while end < count and end - start > 1 and is_heading(table.body[end - 1]):
            end -= 1
        spans.append((start, end))
        start = end
    spans = _balanced(table, spans, widths, others.h - head)
    return [replace(table, body=_rows(table, *span)) for span in spans]


def left_out_words(table: TableDrawing, shown: Sequence[TableDrawing], total: int) -> str:
    """What is said under the last screen of a table that stops before its end.

    Args:
        total: rows of the view, where they are more than those of the table; 0 else.
    """
    written, own = (sum(not is_heading(row) for one in some for row in one.body) for some in (shown, [table]))
    whole = max(total, own)
    return f"{written} lignes sur {whole} projetées ; toutes se lisent dans l'outil." if written < whole else ""


def first_fits(table: TableDrawing, widths: Sequence[float], room: Room) -> bool:
    """Whether a room holds two rows at least, and a heading."""
    return rows_height(table.head, widths) + rows_height(table.body[:3], widths) <= room.h


def _rows(table: TableDrawing, start: int, end: int) -> tuple[Row, ...]:
    """Some rows, after the heading of their group where it is on a screen before."""
    rows = respanned(table, list(table.body[start:end]))
    if start and not is_heading(rows[0]):
        heading = next((row for row in reversed(table.body[:start]) if is_heading(row)), None)
        return (heading, *rows) if heading else rows
    return rows


def _balanced(
    table: TableDrawing, spans: list[tuple[int, int]], widths: Sequence[float], room: float
) -> list[tuple[int, int]]:
    """No last screen of a row or two where the one before can give it some."""
    if len(spans) < 2:
        return spans
    (before, middle), (_, end) = spans[-2:]
    while (
        end - middle < _FEW
        and middle - before > _ENOUGH - 1
        and rows_height(_rows(table, middle - 1, end), widths) <= room
    ):
        middle -= 1
    return [*spans[:-2], (before, middle), (middle, end)]


def table_html(table: TableDrawing, widths: Sequence[float]) -> Markup:
    """One part of a table, as wide as its room."""
    cols = joined(void("col", style=f"width:{100 * wide / sum(widths):.2f}%") for wide in widths)
    head = joined(tag("tr", joined(_cell(box, "th", scope="col") for box in row if box)) for row in table.head)
    rows, number = [], 0
    for row in table.body:
        if is_heading(row):
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
    top = tag("thead", head) if table.head else EMPTY
    count = f"--rangs:{len(table.head) + len(rows)}"  # as tall as its room, within what so many rows may take
    return tag("table", named + tag("colgroup", cols) + top + tag("tbody", joined(rows)), class_="tableau", style=count)


def _cell(box: Box, name: str, *, scope: str = "") -> Markup:
    looks = ["a-droite"] if box.right else ["au-milieu"] if box.centre else []
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
