"""The columns of a long table, whose rows are laid out by groups as these come into sight: all have the same ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from charts.drawings.text_width import text_width
from exports.markup import read

_SIZE, _AROUND = 16, 20
"""Pixels of the letters, and around a text."""
_WORD, _LONGEST = 190, 620
"""Pixels of the longest word, and of the longest text, that a column makes room for."""


def tracks(columns: Mapping[str, Sequence[str]], numbers: Collection[str]) -> str:
    """The style of a table: its columns, each wide enough for its longest word, the rest by what the texts say.

    Args:
        columns: by name, what the cells of each show; the first names the rows.
        numbers: columns whose cells stay on one line.
    """
    least = [
        _least(name, cells, whole=name in numbers, bold=not rank) for rank, (name, cells) in enumerate(columns.items())
    ]
    wanted = [max(_wanted(cells), room) for cells, room in zip(columns.values(), least, strict=True)]
    shares = " ".join(f"minmax({room}px,{share}fr)" for room, share in zip(least, wanted, strict=True))
    return f"--colonnes:{shares};--large:{sum(least)}px"


def _least(name: str, cells: Sequence[str], *, whole: bool, bold: bool) -> int:
    """Pixels of the longest word, of a whole cell where it stays on one line, and of the name of the column."""
    longest = max(dict.fromkeys(cells), key=len, default="") if whole else _longest_word(cells)
    room = max(_width(longest, bold=bold), _width(_longest_word([name]), bold=True))
    return round((room if whole else min(room, _WORD)) + _AROUND)


def _wanted(cells: Sequence[str]) -> int:
    """Pixels that a text longer than three in four of the others takes."""
    lengths = sorted(cells, key=len)
    common = _width(lengths[3 * (len(lengths) - 1) // 4], bold=False) if lengths else 0.0
    return round(min(common, _LONGEST) + _AROUND)


def _longest_word(texts: Sequence[str]) -> str:
    words = {word for text in dict.fromkeys(texts) for word in read(text).replace("-", "- ").split(" ")}
    return max(words, key=len, default="")


def _width(text: str, *, bold: bool) -> float:
    return text_width(read(text), size=_SIZE, bold=bold)
