"""How much room words take on a slide, and how small they must be written.

The fonts of the deck are those of the reader's office: widths are those of the house's font, brought to the widest that
may stand for it (`charts.drawings.text_width`), so that nothing overflows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

from charts.drawings.text_width import text_width
from exports.slides.records import Line

LEADING = 1.2
"""Height of a line, in parts of its size."""

_SANS = 1.05
"""The same for its sans."""

_SERIF = 1.25
"""How much wider than the house's own the serif of an office is."""

LEAST = 9
"""Points under which nothing is written."""


@lru_cache(maxsize=65536)
def _word(word: str, bold: bool) -> float:
    """Width of a word, for a size of one point."""
    return text_width(word, size=100, bold=bold) * _SANS / 100


def width(text: str, size: float, *, bold: bool = False, serif: bool = False) -> float:
    """Points that a line of words takes."""
    return sum(_word(part, bold) for part in _parts(text)) * size * (_SERIF if serif else 1)


def line_count(text: str, room: float, size: float, *, bold: bool = False, serif: bool = False) -> int:
    """Lines that a text of one look takes in a room."""
    scale = size * (_SERIF if serif else 1)
    return _lines([_word(word, bold) * scale for word in text.split(" ")], room, _word(" ", bold) * scale)


def lines_in(line: Line, room: float, size: float) -> int:
    """Lines that a paragraph takes in a room, each run in its own look.

    Args:
        size: points of the runs that have none of their own.
    """
    words = [0.0]
    for run in line:
        first, *others = (_word(word, run.bold) * (run.size or size) for word in run.text.split(" "))
        words[-1] += first
        words += others
    return _lines(words, room, _word(" ", False) * size)


def _lines(words: Iterable[float], room: float, space: float) -> int:
    """Lines of some words of known widths; one that is wider than the room is cut."""
    count, used = 1, 0.0
    for wide in words:
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        if wide > room > 0:
            count += ceil(wide / room) - 1
            wide = wide % room
        used += (space if used else 0) + wide
    return count


def height(lines: Iterable[Line], room: float, size: float, *, gap: float = 0) -> float:
    """Points of height of some paragraphs.

    Args:
        gap: points between two of them.
    """
    kept = list(lines)
    tall = sum(lines_in(line, room, size) * size_of(line, size) * LEADING for line in kept)
    return tall + gap * max(len(kept) - 1, 0)


def largest(
    text: str, room: float, tall: float, sizes: Sequence[float], *, bold: bool = True, serif: bool = False
) -> float:
    """The largest of some sizes at which a text fits; the smallest when none does."""
    for size in sizes:
        if line_count(text, room, size, bold=bold, serif=serif) * size * LEADING <= tall:
            return size
    return sizes[-1]


def fitting(lines: Sequence[Line], room: float, tall: float, size: float, *, gap: float = 0) -> int:
    """How many paragraphs fit, from the first; one at least."""
    count = len(lines)
    while count > 1 and height(lines[:count], room, size, gap=gap) > tall:
        count -= 1
    return count


def size_of(line: Line, size: float) -> float:
    """Points of the tallest run of a paragraph.

    Args:
        size: of the runs that have none of their own.
    """
    return max((run.size or size for run in line), default=size)


def _parts(text: str) -> list[str]:
    """Words and the spaces between them."""
    words = text.split(" ")
    return [words[0], *(part for word in words[1:] for part in (" ", word))]
