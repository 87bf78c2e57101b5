"""Blocks of a page as tables and lines of a slide: what is seen there, without what is only heard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from charts.blocks.records import (
    Anchor,
    Bar,
    Block,
    Blocks,
    Break,
    Bullets,
    Cell,
    Definitions,
    Folded,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Scale,
    Words,
)
from exports.slides.records import Box, Line, Run, TableDrawing

_STRONG = frozenset({"fort", "important", "hypothese"})
_LOOKS = {
    "note": (10.0, "encre-2"),
    "petit": (10.0, "encre-2"),
    "contexte": (10.0, "encre-2"),
    "code": (10.0, "encre-2"),
}
_PALE = {"hausse": "hausse-pale", "baisse": "baisse-pale"}


def seen(words: Words, *, bold: bool = False, size: float = 0, colour: str = "") -> list[Run]:
    """The runs that a reader sees; a break is a dot."""
    if isinstance(words, str):
        return [Run(words, bold, colour, size)] if words else []
    if isinstance(words, tuple):
        return [run for span in words for run in seen(span, bold=bold, size=size, colour=colour)]
    if isinstance(words, Mark):
        if words.style in ("hors-vue", "court"):  # a short name is that of narrow pages
            return []
        own, tint = _LOOKS.get(words.style, (size, colour))
        if words.style == "reserve":
            tint = "reserve"
        return seen(words.words, bold=bold or words.style in _STRONG, size=own, colour=tint)
    if isinstance(words, Link | Anchor):
        return seen(words.words, bold=bold, size=size, colour=colour)
    return [Run("· ")] if isinstance(words, Break) else []


def lines_of(words: Words) -> tuple[Line, ...]:
    """The paragraphs of some words: reservations first, then what they hold back."""
    runs = seen(words)
    held = [run for run in runs if run.colour == "reserve"]
    others = [run for run in runs if run.colour != "reserve"]
    if held and others:
        runs = [*(Run(f"{run.text} ", run.bold, run.colour, run.size) for run in held), *others]
    lines: list[list[Run]] = [[]]
    for run in runs:
        last = lines[-1][-1].text if lines[-1] else ""
        if run.size and last and not run.text.startswith(" "):
            lines.append([run])
        elif last.endswith(";") and not run.text.startswith(" "):
            lines[-1] += [Run(" "), run]
        else:
            lines[-1].append(run)
    return tuple(tuple(line) for line in lines if any(run.text.strip() for run in line))


def text_of(blocks: Blocks) -> Iterator[Line]:
    """What some blocks say, a line a sentence or an entry."""
    for block in blocks:
        if isinstance(block, Heading):
            yield tuple(seen(block.words, bold=True))
        elif isinstance(block, Paragraph):
            yield from lines_of(block.words)
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from lines_of(item.words)
                yield from text_of(item.blocks)
        elif isinstance(block, Definitions):
            for term, definition in block.entries:
                yield (*seen(term, bold=True), Run(" : "), *seen(definition))
        elif isinstance(block, Folded | Part):
            yield from text_of(block.blocks)


def parts(blocks: Blocks, role: str) -> Iterator[Block]:
    """Every block of a role, in the order of reading."""
    for block in blocks:
        if role in getattr(block, "role", "").split():
            yield block
        if isinstance(block, Part | Folded):
            yield from parts(block.blocks, role)


def grids(blocks: Blocks, role: str) -> Iterator[Grid]:
    """Every table of words of a role."""
    return (block for block in parts(blocks, role) if isinstance(block, Grid))


def table_of(
    grid: Grid, *, name: str, weights: tuple[float, ...], size: float = 12, but: Collection[int] = ()
) -> TableDrawing:
    """A table of words as a native one.

    Args:
        name: its title.
        but: ranks of the columns that are drawings, left out.
    """
    head = _rows(grid.head, but)
    body = tuple(row for group in grid.bodies for row in _rows(group, but))
    return TableDrawing(name, head, body, weights, size)


def _rows(rows: Iterable[Row], but: Collection[int]) -> tuple[tuple[Box | None, ...], ...]:
    """Rows as wide as the table: None under what spans."""
    found, hanging = [], {}  # type: ignore[var-annotated]
    for row in rows:
        line: list[Box | None] = []
        for cell in row.cells:
            while hanging.get(len(line), 0):
                hanging[len(line)] -= 1
                line.append(None)
            if cell.rows > 1:
                for shift in range(cell.columns):
                    hanging[len(line) + shift] = cell.rows - 1
            line += [_box(cell), *[None] * (cell.columns - 1)]
        while hanging.get(len(line), 0):
            hanging[len(line)] -= 1
            line.append(None)
        found.append(tuple(box for rank, box in enumerate(line) if rank not in but))
    return tuple(found)


def _box(cell: Cell) -> Box:
    bars = list(_bars(cell.words))
    tone = ""
    if bars and bars[0].share:
        tone = _PALE["hausse" if bars[0].share > 0 else "baisse"]
    lines = lines_of(cell.words)
    if bars and not bars[0].share:
        lines = ((Run("stable", colour="encre-2"),),)
    if cell.heading == "row" or cell.heading == "rowgroup":
        lines = tuple(tuple(Run(run.text, run.bold, run.colour, run.size) for run in line) for line in lines)
    return Box((*lines, *text_of(cell.blocks)), tone, cell.role == "nombre", False, cell.columns, cell.rows)


def _bars(words: Words) -> Iterator[Bar]:
    if isinstance(words, Bar):
        yield words
    elif isinstance(words, tuple):
        for span in words:
            yield from _bars(span)
    elif isinstance(words, Mark | Link):
        yield from _bars(words.words)


def is_drawing(grid: Grid, rank: int) -> bool:
    """Whether a column holds drawings alone."""
    return all(
        isinstance(row.cells[rank].words, Scale) for body in grid.bodies for row in body if rank < len(row.cells)
    )
