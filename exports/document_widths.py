"""How wide the columns of a table are: room for the longest word of each, the rest by what its cells say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from exports.document import Boxes, Lines, Listed, Nodes

_LETTERS, _LONG = 34, 220
"""Letters of a word that a column makes room for; of a text, past which it asks for no more."""

_LETTER, _SMALL, _TINY, _PADDING = 1.42, 1.26, 1.1, 2.4
"""Millimetres of a letter of a table, of six columns, of twelve (set by `document.typ`); of the edges of a cell."""

_ROOM, _LYING, _UPRIGHT = 178, 265, 8
"""Millimetres of a page, of one that lies on its side; columns that an upright one holds."""

_SIGNS = (("iîïjlI'.,:;!|()[] \u00a0\u202f", 0.36), ("ftr-", 0.4), ("mwœMWŒ%+<>=−–…", 0.9))
"""Signs that are not as wide as a figure, with their width in the size of the letters."""

_HALVED = 40
"""Times that the width of a letter is looked for between two."""

_POINT, _FULL = 25.4 / 72, 0.75
"""Millimetres of a point; the part of a table of an office that its longest words may take."""


def widths(head: tuple[Boxes, ...], body: tuple[Boxes, ...]) -> tuple[float, ...]:
    """The share of each column: room for its longest word, then for what its cells say."""
    longest, whole = _measured(head, body, len)
    count = len(longest)
    letter = _TINY if count > 11 else _SMALL if count > 5 else _LETTER
    room = _ROOM if count <= _UPRIGHT else _LYING
    return _shared([word * letter + _PADDING for word in longest], whole, room)


def office_widths(
    head: tuple[Boxes, ...], body: tuple[Boxes, ...], *, room: float, sizes: Sequence[float]
) -> tuple[float, tuple[float, ...]]:
    """The largest of some sizes whose letters leave each word whole in an office's font, and the columns in it.

    Args:
        room: millimetres of the table.
        sizes: of its letters, in points, the largest first.
    """
    longest, whole = _measured(head, body, _bold)
    for size in sizes:
        least = [word * size * _POINT + _PADDING for word in longest]
        if sum(least) <= room * _FULL:
            break
    return size, _shared(least, whole, room)


def _bold(word: str) -> float:
    """How wide a word is in bold Arial, in its size."""
    return sum(
        next((wide for signs, wide in _SIGNS if sign in signs), 0.72 if sign.isupper() else 0.58) for sign in word
    )


def _shared(least: Sequence[float], whole: Sequence[float], room: float) -> tuple[float, ...]:
    """Room for the longest word of each column, then as many lines in each of those that need more."""
    low, high = 0.0, room
    for _ in range(_HALVED):
        middle = (low + high) / 2
        taken = sum(max(word, middle * want) for word, want in zip(least, whole, strict=True))
        low, high = (low, middle) if taken > room else (middle, high)
    return tuple(round(max(word, low * want), 1) for word, want in zip(least, whole, strict=True))


def _measured(
    head: tuple[Boxes, ...], body: tuple[Boxes, ...], measure: Callable[[str], float]
) -> tuple[list[float], list[float]]:
    """Of each column, its longest word and how much room its texts ask for."""
    count = sum(box.columns for box in head[0])
    longest, whole = [3.0] * count, [0.0] * count
    taken: dict[int, int] = {}
    for row in (*head, *body):
        column = 0
        free = {at: left - 1 for at, left in taken.items() if left > 1}
        for box in row:
            while taken.get(column, 0) > 0:
                column += 1
            if box.columns == 1 and column < count:
                said = "".join(run.text for run in box.runs) + " ".join(_said(box.nodes))
                longest[column] = max(
                    [longest[column], *(measure(word[:_LETTERS]) for word in re.split(r"[ /]", said))]
                )
                whole[column] += min(len(said), 400)
            if box.rows > 1:
                free |= dict.fromkeys(range(column, column + box.columns), box.rows - 1)
            column += box.columns
        taken = free
    return longest, [max(min(total / max(len(body), 1), _LONG), 1.0) for total in whole]


def _said(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Lines):
            yield "".join(run.text for run in node.runs)
        elif isinstance(node, Listed):
            for entry in node.entries:
                yield "".join(run.text for run in entry.runs)
