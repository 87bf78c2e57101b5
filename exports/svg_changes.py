"""«Ce qui change» as SVG: a row a modalité, a column a département, a number and its bar in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from markupsafe import Markup

from charts.blocks.records import Bar, Cell, Grid, Link, Mark, Row, Span, Words, plain
from exports.markup import EMPTY, joined
from exports.svg import INK, Drawing, bar, dot, lines, segment, text

_SIZE, _PAD = 15, 6
_FIRST, _SECOND, _BAR = 150, 225, 74
_TIGHT = 9.0


def grid_drawing(grid: Grid, *, name: str) -> Drawing:
    """A table of numbers and bars, its heads above."""
    count = len(grid.head[0].cells) - 2
    columns = [_FIRST, _SECOND, *[206 if count <= 4 else 158] * count]
    starts = list(accumulate(columns, initial=0))
    width = float(starts[-1])
    drawn, y = [], 0.0
    for row in grid.head:
        high = max(_headed(cell, starts[rank], y, columns[rank])[1] for rank, cell in enumerate(row.cells)) - y + 8
        drawn += [_headed(cell, starts[rank], y, columns[rank])[0] for rank, cell in enumerate(row.cells)]
        y += high
    drawn.append(segment(0, y, width, y, stroke=INK["encre"], edge=2))
    for body in grid.bodies:
        marks, y = _body(body, starts, columns, y)
        drawn += marks
        drawn.append(segment(0, y, width, y, stroke=INK["bord"]))
    alt = f"Tableau. {plain(grid.caption)}."
    return Drawing(width, y + 4, joined(drawn), alt, name)


def _headed(cell: Cell, x: float, y: float, wide: float) -> tuple[Markup, float]:
    """A name in bold, what is said of it under."""
    spans = cell.words if isinstance(cell.words, tuple) else (cell.words,)
    parts, end = [], y + 4
    for span in spans:
        words = plain(span).strip()
        if words:
            bold = isinstance(span, Mark) and span.style == "fort"
            size, fill = (_SIZE, INK["encre"]) if bold else (_SIZE - 1, INK["encre-2"])
            block, end = lines(x + 4, end, words, room=wide - 2 * _PAD, size=size, bold=bold, fill=fill)
            parts.append(block)
    return joined(parts), end


def _body(
    rows: Sequence[Row], starts: Sequence[float], columns: Sequence[float], y: float
) -> tuple[list[Markup], float]:
    """The rows of a group: their names, their cells; a name that spans rows stands at the first."""
    drawn, spanned, until = [], 0, 0.0
    for row in rows:
        column = 1 if spanned else 0
        spanned = max(spanned - 1, 0)
        high, placed = 28.0, []
        for cell in row.cells:
            wide = sum(columns[column : column + cell.columns])
            placed.append((cell, starts[column], wide))
            if cell.heading and cell.rows == 1:
                high = max(high, _tall(cell, wide) + 8)
            if cell.rows > 1:
                spanned = cell.rows - 1
                until = y + _tall(cell, wide) + 8
            column += cell.columns
        if not spanned:
            high = max(high, until - y)
        for cell, x, wide in placed:
            if cell.heading:
                words, room = plain(cell.words), wide - 2 * _PAD
                drawn.append(lines(x + 4, y + 4, words, room=room, size=_SIZE, bold=_bold(cell))[0])
            else:
                drawn.append(_marks(cell.words, x + 4, y + 14, wide - 8))
        y += high
        if spanned:
            drawn.append(segment(starts[1], y, starts[-1], y, stroke=INK["filet"]))
    return drawn, y


def _tall(cell: Cell, wide: float) -> float:
    """Height that the words of a name take."""
    return lines(0, 0, plain(cell.words), room=wide - 2 * _PAD, size=_SIZE, bold=_bold(cell))[1]


def _bold(cell: Cell) -> bool:
    return cell.heading == "rowgroup" or cell.role == "seule"


def seen(words: Words) -> Iterable[Span]:
    """What is drawn of some words: what is only heard left out, links and what is only seen opened."""
    for span in words if isinstance(words, tuple) else (words,):
        if isinstance(span, Mark) and span.style == "hors-vue":
            continue
        if isinstance(span, Link) or (isinstance(span, Mark) and span.style == "vu"):
            yield from seen(span.words)
        else:
            yield span


def _marks(words: Words, x: float, middle: float, room: float) -> Markup:
    """A number, its bar from the line of zero, the signs of what holds it back; or words alone."""
    spans = list(seen(words))
    drawn, at = [], x
    if not any(isinstance(span, Bar) for span in spans):
        said = " ".join(filter(None, map(plain, spans)))
        return text(x, middle + 5, said, size=_SIZE - 1, fill=INK["encre-2"], room=room) if said else EMPTY
    for span in spans:
        if isinstance(span, Bar):
            at = x + 34
            drawn.append(_bar(span, at, middle))
            at += _BAR + _TIGHT
            continue
        said = plain(span).strip()
        if not said:
            continue
        held = isinstance(span, Mark) and span.style == "reserve"
        if held:
            drawn.append(text(at, middle + 5, said, size=_SIZE - 1, fill=INK["encre-2"], room=max(x + room - at, 20)))
        else:
            fill = INK["baisse-texte"] if said[:1] in "-\u2212" else INK["hausse-texte"]
            bold = isinstance(span, Mark) and span.style == "fort"
            drawn.append(text(x + 28, middle + 5, said, size=_SIZE + 1, fill=fill, bold=bold, anchor="end"))
    return joined(drawn)


def _bar(shown: Bar, x: float, middle: float) -> Markup:
    """A bar on the scale of its table, as long as its widest number on both sides of zero."""
    unit = _BAR / (1 + shown.zero)
    zero = x + shown.zero * unit
    line = segment(zero, middle - 10, zero, middle + 10, stroke=INK["bord"])
    if not shown.share:
        return line + dot(zero, middle, _SIZE)
    long = max(abs(shown.share) * unit, 3)
    side = "hausse" if shown.share > 0 else "baisse"
    return line + bar((side, shown.hold), zero if shown.share > 0 else zero - long, middle, long, 12)
