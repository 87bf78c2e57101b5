"""A native table, and how many of its rows hold on a slide."""

from __future__ import annotations

from collections.abc import Sequence

from exports.slides.fit import LEADING, LEAST, lines_in, size_of
from exports.slides.master import CONTENT, Area
from exports.slides.records import Box, TableDrawing
from exports.slides.xml import NAMESPACES, emu, escaped, fill, paragraphs, solid

_SIDE, _EDGE = 4.0, 2.0
"""Points left and right of the words of a cell, and above and below."""

_SAFE = 0.96
"""Part of the width of a cell that its words are measured against."""

_RULE = solid("encre-3")
_THIN = solid("filet")


def row_height(row: Sequence[Box | None], widths: Sequence[float], size: float) -> float:
    """Points of height of a row; a cell that spans rows is not counted."""
    tall = size * LEADING
    for rank, box in enumerate(row):
        if box is None or box.rows > 1:
            continue
        room = (sum(widths[rank : rank + box.columns]) - 2 * _SIDE) * _SAFE
        tall = max(tall, sum(lines_in(line, room, size) * size_of(line, size) * LEADING for line in box.lines))
    return tall + 2 * _EDGE


def widths_of(table: TableDrawing, wide: float) -> list[float]:
    """Points of each column."""
    whole = sum(table.weights)
    return [wide * weight / whole for weight in table.weights]


def cut(table: TableDrawing, area: Area) -> list[TableDrawing]:
    """The table in parts that hold on a slide each, its headings repeated; a cell that spans rows is said again."""
    widths = widths_of(table, area.w)
    head = sum(row_height(row, widths, table.size) for row in table.head)
    parts: list[list[tuple[Box | None, ...]]] = [[]]
    used = head
    for row in table.body:
        tall = row_height(row, widths, table.size)
        if parts[-1] and used + tall > area.h:
            parts.append([])
            used = head
        parts[-1].append(row)
        used += tall
    parts = _balanced(parts, widths, table.size, area.h - head)
    return [TableDrawing(table.name, table.head, respanned(table, rows), table.weights, table.size) for rows in parts]


def _balanced(
    parts: list[list[tuple[Box | None, ...]]], widths: Sequence[float], size: float, room: float
) -> list[list[tuple[Box | None, ...]]]:
    """No part of one or two rows alone where the one before can give it one."""
    if len(parts) < 2 or len(parts[-1]) > 2:
        return parts
    *first, before, last = parts
    while len(last) < 3 < len(before):
        moved = before[-1]
        if sum(row_height(row, widths, size) for row in (moved, *last)) > room:
            break
        last, before = [moved, *last], before[:-1]
    return [*first, before, last]


def respanned(table: TableDrawing, rows: list[tuple[Box | None, ...]]) -> tuple[tuple[Box | None, ...], ...]:
    """Rows of one part: the spans are those of its own rows, and what spans from the part before is said again."""
    if all(box is None or box.rows == 1 for row in table.body for box in row):
        return tuple(rows)
    start = next(rank for rank, row in enumerate(table.body) if row is rows[0])
    found = [list(row) for row in rows]
    for column in range(len(table.weights)):
        owner, left = _owner(table, start, column)
        if left:
            found[0][column] = Box(owner.lines, owner.fill, owner.right, owner.centre, 1, left)
        for rank, row in enumerate(found):
            box = row[column]
            if box is not None and box.rows > len(rows) - rank:
                row[column] = Box(box.lines, box.fill, box.right, box.centre, box.columns, len(rows) - rank)
    return tuple(map(tuple, found))


def _owner(table: TableDrawing, start: int, column: int) -> tuple[Box, int]:
    """The cell that spans down to a row, and how many rows of it are left there; 0 when none does."""
    for rank in range(start - 1, -1, -1):
        box = table.body[rank][column]
        if box is not None:
            return box, max(0, box.rows - (start - rank)) if box.rows > 1 else 0
    return Box(), 0


def table_xml(table: TableDrawing, area: Area, number: int) -> str:
    """The table in its placeholder."""
    widths = widths_of(table, area.w)
    grid = "".join(f'<a:gridCol w="{emu(wide)}"/>' for wide in widths)
    rows = [*((row, True) for row in table.head), *((row, False) for row in table.body)]
    heights = [row_height(row, widths, table.size) for row, _ in rows]
    spread = _spread(heights, area.h)
    top = any(box and len(box.lines) > 1 for row in table.head for box in row)
    written = "".join(
        f'<a:tr h="{emu(tall)}">{_cells(row, head=head, size=table.size, top=top)}</a:tr>'
        for (row, head), tall in zip(rows, spread, strict=True)
    )
    return (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{number}" name="{escaped(f"Tableau : {table.name}")}"'
        f' descr="{escaped(table.name)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f'<p:nvPr><p:ph type="tbl" idx="{CONTENT}"/></p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{emu(area.x)}" y="{emu(area.y)}"/>'
        f'<a:ext cx="{emu(sum(widths))}" cy="{emu(sum(spread))}"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{written}</a:tbl></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def _spread(heights: list[float], room: float) -> list[float]:
    """Rows given some air where the slide has it."""
    spare = room - sum(heights)
    return [tall + max(0, min(spare / len(heights), tall * 0.35)) for tall in heights]


def _cells(row: Sequence[Box | None], *, head: bool, size: float, top: bool) -> str:
    """The cells of a row: one that is spanned over is there, empty."""
    written, over, anchor = [], 0, "t" if top else "b"
    for box in row:
        if box is None:
            merged = ' hMerge="1"' if over else ' vMerge="1"'
            written.append(
                f"<a:tc{merged}><a:txBody><a:bodyPr/>{paragraphs(())}</a:txBody><a:tcPr>{_edges(False)}</a:tcPr></a:tc>"
            )
            over -= bool(over)
            continue
        over = box.columns - 1
        spans = (f' gridSpan="{box.columns}"' if box.columns > 1 else "") + (
            f' rowSpan="{box.rows}"' if box.rows > 1 else ""
        )
        align = "r" if box.right else "ctr" if box.centre else ""
        words = paragraphs(
            box.lines, align=align, size=max(size, LEAST), tint="encre-2" if head else "encre", bold=head
        )
        inset = f'marL="{emu(_SIDE)}" marR="{emu(_SIDE)}" marT="{emu(_EDGE)}" marB="{emu(_EDGE)}"'
        written.append(
            f'<a:tc{spans}><a:txBody><a:bodyPr/>{words}</a:txBody><a:tcPr {inset} anchor="{anchor if head else "ctr"}">'
            f"{_edges(head)}{fill(box.fill)}</a:tcPr></a:tc>"
        )
    return "".join(written)


def _edges(head: bool) -> str:
    """A rule under each row, none at the sides."""
    none = '<a:ln{0} w="0"><a:noFill/></a:ln{0}>'
    under = f'<a:lnB w="{emu(1.25 if head else 0.5)}">{_RULE if head else _THIN}</a:lnB>'
    return none.format("L") + none.format("R") + none.format("T") + under
