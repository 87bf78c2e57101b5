"""The plan drawn piece by piece, in any order: what no producer does on purpose, and what some do."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tests.plan_pdf.model import Box, Break, Columns, Invented, Table, Text

Order = Literal["rows", "columns", "any", "letters"]
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True)
class Layout:
    """How it is drawn.

    Attributes:
        order: in which order the pieces of a table are written.
        rules: drawn segments, a rectangle a cell, thin filled rectangles, or none.
        quarters: quarter turns of the whole page, content and /Rotate alike.
        sideways: quarter turns of the content alone.
        cut: whether a row may be cut by the end of a page.
    """

    order: Order = "rows"
    rules: Literal["lines", "boxes", "thin", "none"] = "lines"
    quarters: int = 0
    sideways: int = 0
    width: float = 595.0
    height: float = 842.0
    margin: float = 45.0
    size: float = 9.0
    pad: float = 3.0
    align: Literal["left", "center", "right"] = "center"
    valign: Literal["top", "middle"] = "middle"
    cut: bool = False
    shares: tuple[float, ...] = ()
    seed: int = 0


@dataclass
class _Piece:
    """A string at its place, or a rule."""

    x: float
    y: float
    text: str = ""
    size: float = 9.0
    bold: bool = False
    column: int = 0
    end: tuple[float, float] | None = None


@dataclass
class _Press:
    """The pages drawn so far; `y` goes down from the top of the page."""

    layout: Layout
    pages: list[list[_Piece]] = field(default_factory=lambda: [[]])
    y: float = 0.0

    @property
    def room(self) -> float:
        return self.layout.height - self.layout.margin - self.y

    def turn_page(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
        self.y = self.layout.margin


@cache
def _width(text: str, size: float, bold: bool = False) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, _BOLD if bold else _FONT, size))


def _wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def placed_pdf(plan: Invented, path: Path, layout: Layout) -> None:
    """Draw the plan."""
    press = _Press(layout, y=layout.margin)
    for part in plan.parts:
        if isinstance(part, Break):
            press.turn_page()
        elif isinstance(part, Table):
            _table(press, part)
        elif isinstance(part, Columns):
            _columns(press, part)
        else:
            _text(press, part, layout.margin, layout.width - 2 * layout.margin)
    _written(press, path)


def _columns(press: _Press, part: Columns) -> None:
    width = press.layout.width - 2 * press.layout.margin
    top, page = press.y, len(press.pages)
    for text in part.left:
        _text(press, text, press.layout.margin, 0.3 * width)
    low = press.y
    press.y = top
    for text in part.right:
        _text(press, text, press.layout.margin + 0.35 * width, 0.65 * width)
    assert len(press.pages) == page, "a sheet that does not hold on its page"
    press.y = max(low, press.y)


def _text(press: _Press, part: Text, left: float, width: float) -> None:
    bold = part.kind in ("title", "heading")
    size = press.layout.size * {"title": 1.6, "heading": 1.2}.get(part.kind, 1.0)
    lead = 12 if part.kind == "item" else 0
    lines = _wrapped(part.text, width - lead, size, bold=bold)
    if press.room < len(lines) * 1.25 * size + 30 * bold:
        press.turn_page()
    for at, line in enumerate(lines):
        press.y += 1.25 * size
        if lead and not at:
            press.pages[-1].append(_Piece(left, press.y, "•", size))
        press.pages[-1].append(_Piece(left + lead, press.y, line, size, bold))
    press.y += 0.5 * size


def _table(press: _Press, table: Table) -> None:
    """Heading and rows; the heading comes again on each page."""
    layout = press.layout
    shares = layout.shares[: len(table.widths)] if len(layout.shares) >= len(table.widths) else table.widths
    whole = layout.width - 2 * layout.margin
    xs = [layout.margin]
    for share in shares:
        xs.append(xs[-1] + whole * share / sum(shares))
    heights = [_height(row, xs, layout) for row in [*table.head, *table.body]]
    if press.room < sum(heights[: len(table.head) + 2]):
        press.turn_page()
    at = 0
    while at < len(table.body):
        fits, used = 0, sum(heights[: len(table.head)])
        for height in heights[len(table.head) + at :]:
            if used + height > press.room - 2:
                break
            used += height
            fits += 1
        if not fits:
            press.turn_page()
            continue
        rows = [*table.head, *_cut(table.body, at, at + fits)]
        _grid(press, rows, xs, [*heights[: len(table.head)], *heights[len(table.head) + at :][:fits]])
        at += fits
        if at < len(table.body):
            press.turn_page()
    press.y += layout.size


def _cut(body: Sequence[tuple[Box | None, ...]], start: int, stop: int) -> list[tuple[Box | None, ...]]:
    """Rows of a page, merged cells cut at its end; what begins on a page before comes again, as a producer does."""
    shown: list[list[Box | None]] = [list(row) for row in body[start:stop]]
    for row, boxes in enumerate(body):
        for column, box in enumerate(boxes):
            if box is None or box.rows == 1:
                continue
            first, last = max(row, start), min(row + box.rows, stop)
            if first < last:
                shown[first - start][column] = Box(box.text, last - first, box.cols, box.mark)
    return [tuple(row) for row in shown]


def _height(row: Sequence[Box | None], xs: Sequence[float], layout: Layout) -> float:
    counts = [
        len(_wrapped(box.text, xs[at + box.cols] - xs[at] - 2 * layout.pad, layout.size))
        for at, box in enumerate(row)
        if box is not None and box.rows == 1
    ]
    return max(counts, default=1) * 1.2 * layout.size + 2 * layout.pad


def _grid(press: _Press, rows: Sequence[Sequence[Box | None]], xs: Sequence[float], heights: Sequence[float]) -> None:
    ys = [press.y]
    for height in heights:
        ys.append(ys[-1] + height)
    pieces: list[_Piece] = []
    for row, boxes in enumerate(rows):
        for column, box in enumerate(boxes):
            if box is not None:
                frame = (xs[column], ys[row], xs[column + box.cols], ys[row + box.rows])
                pieces += [*_cell(press.layout, box, frame, column), *_edges(press.layout, frame)]
    press.pages[-1] += pieces
    press.y = ys[-1]


def _cell(layout: Layout, box: Box, frame: tuple[float, float, float, float], column: int) -> Iterable[_Piece]:
    left, top, right, bottom = frame
    lines = _wrapped(box.text, right - left - 2 * layout.pad, layout.size)
    high = len(lines) * 1.2 * layout.size
    y = top + layout.pad if layout.valign == "top" else (top + bottom - high) / 2
    align = layout.align if column > 1 else "left"
    for at, line in enumerate(lines):
        wide = _width(line, layout.size) + 4 * bool(box.mark)
        x = {"left": left + layout.pad, "center": (left + right - wide) / 2, "right": right - layout.pad - wide}[align]
        y += 1.2 * layout.size
        if line:
            yield _Piece(x, y - 0.25 * layout.size, line, layout.size, column=column)
        if box.mark and at == len(lines) - 1:
            up = y - 0.6 * layout.size
            yield _Piece(x + _width(line, layout.size), up, box.mark, 0.6 * layout.size, column=column)


def _edges(layout: Layout, frame: tuple[float, float, float, float]) -> Iterable[_Piece]:
    left, top, right, bottom = frame
    if layout.rules != "none":
        yield _Piece(left, top, end=(right, top))
        yield _Piece(left, bottom, end=(right, bottom))
        yield _Piece(left, top, end=(left, bottom))
        yield _Piece(right, top, end=(right, bottom))


def _ordered(pieces: list[_Piece], layout: Layout) -> list[_Piece]:
    luck = random.Random(layout.seed)
    if layout.order == "letters":
        pieces = [letter for piece in pieces for letter in _letters(piece)]
    if layout.order in ("any", "letters"):
        return luck.sample(pieces, len(pieces))
    return sorted(pieces, key=lambda piece: piece.column) if layout.order == "columns" else pieces


def _letters(piece: _Piece) -> Iterable[_Piece]:
    x = piece.x
    for letter in piece.text:
        yield _Piece(x, piece.y, letter, piece.size, piece.bold)
        x += _width(letter, piece.size, piece.bold)
    if piece.end is not None:
        yield piece


def _written(press: _Press, path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    layout = press.layout
    turns = (layout.quarters + layout.sideways) % 4
    size = (layout.width, layout.height) if turns % 2 == 0 else (layout.height, layout.width)
    canvas = Canvas(str(path), pagesize=size[::-1] if layout.quarters % 2 else size)  # turned by setPageRotation
    for pieces in press.pages:
        canvas.setPageRotation(90 * layout.quarters)
        canvas.saveState()
        if turns:
            canvas.translate(*{1: (size[0], 0), 2: size, 3: (0, size[1])}[turns])
            canvas.rotate(90 * turns)
        for piece in _ordered(pieces, layout):
            _draw(canvas, piece, layout)
        canvas.restoreState()
        canvas.showPage()
    canvas.save()


def _draw(canvas: Any, piece: _Piece, layout: Layout) -> None:
    high = layout.height
    if piece.end is None:
        canvas.setFont(_BOLD if piece.bold else _FONT, piece.size)
        canvas.drawString(piece.x, high - piece.y, piece.text)
    elif layout.rules == "thin":
        x, y = piece.end
        canvas.rect(piece.x - 0.2, high - y - 0.2, x - piece.x + 0.4, y - piece.y + 0.4, stroke=0, fill=1)
    elif layout.rules == "boxes" and piece.end[1] != piece.y:
        canvas.rect(piece.x, high - piece.end[1], 0.01, piece.end[1] - piece.y, stroke=1, fill=0)
    else:
        canvas.setLineWidth(0.5)
        canvas.line(piece.x, high - piece.y, piece.end[0], high - piece.end[1])
