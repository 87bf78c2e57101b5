"""How much room words take on the wall, in `u`: a hundredth of the width of a screen of 4:3, its height being 75.

A wider screen has more `u` across and as many down: what fits in 4:3 fits in all of them. At 1024x768 one `u` is
10.24 pixels, so that nothing written at TEXT is under 24 pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from charts.drawings.text_width import SLACK, text_width
from charts.words.typography import bound
from exports.slides.records import Line

ACROSS, DOWN = 100.0, 75.0
EDGE, TOP, BOTTOM, GAP = 3.2, 2.4, 1.6, 1.2
INNER = ACROSS - 2 * EDGE
SIDE, BETWEEN = 30.0, 2.4
"""Width of the words beside a drawing, and what parts them."""

TEXT = 2.4
LEADING = 1.25
_SAFE = 1.03
_SERIF = 1.02
_BREAKS = re.compile(r"(?<=[ -])")


@lru_cache(maxsize=65536)
def _width(text: str, bold: bool, serif: bool) -> float:
    wide = text_width(text, size=100, bold=bold or serif) / SLACK / 100
    return wide * _SAFE * (_SERIF if serif else 1)


def width(text: str, size: float = TEXT, *, bold: bool = False, serif: bool = False) -> float:
    """Width of a line of words."""
    return _width(text, bold, serif) * size


def line_count(text: str, room: float, size: float = TEXT, *, bold: bool = False, serif: bool = False) -> int:
    """Lines that a text takes in a room; a line that it holds itself counts."""
    return sum(
        _lines((width(word, size, bold=bold, serif=serif) for word in bound(part).split(" ")), room, size)
        for part in text.split("\n")
    )


def lines_in(line: Line, room: float, size: float = TEXT) -> int:
    """Lines that a paragraph takes in a room, each run in its own weight."""
    words = [0.0]
    for run in line:
        first, *others = bound(run.text).split(" ")
        words[-1] += width(first, size, bold=run.bold)
        words += [width(word, size, bold=run.bold) for word in others]
    return _lines(words, room, size)


def _lines(words: Iterable[float], room: float, size: float) -> int:
    count, used, space = 1, 0.0, width(" ", size)
    for wide in words:
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            count, wide = count + int(wide // room), wide % room
        used += (space if used else 0) + wide
    return count


def height(text: str, room: float, size: float = TEXT) -> float:
    """Height of a text in a room."""
    return line_count(text, room, size) * size * LEADING


def longest_word(line: Line, size: float = TEXT) -> float:
    """Width of the widest word of a paragraph; a hyphen may end a line."""
    return max(
        (width(word.rstrip(" "), size, bold=run.bold) for run in line for word in _BREAKS.split(bound(run.text))),
        default=0,
    )


def title_size(text: str, room: float, sizes: Iterable[tuple[float, int]]) -> tuple[float, int]:
    """The largest size at which a title takes few enough lines, and how many it takes; the smallest when none does.

    Args:
        sizes: each with the lines that it may take, from the largest.
    """
    size, lines = TEXT, 1
    for size, most in sizes:
        lines = line_count(text, room, size, serif=True)
        if lines <= most:
            break
    return size, lines
