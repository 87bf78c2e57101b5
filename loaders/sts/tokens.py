"""From the lines of a printed table to tokens: words, values and blanks.

Both forms end here: a Markdown line gives its cells, a raw PDF line gives its words and
the values at its end. The readings of a raw line are several («Modalité 1» may be a group
or a label and its value): the vocabulary chooses among them, not this module.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loaders.sts.headings import Heading, without_columns
from loaders.sts.lines import Line
from loaders.sts.places import Place
from loaders.sts.values import is_value, value_at_end
from loaders.sts.vocabulary import fold

UNNAMED = re.compile(r"(?:^|\s)(n\.?a\.?)$", re.IGNORECASE)
"""What stands for the label of a row that has none."""

_COLUMN_NAMES = frozenset({"hc", "htp", "implantations", "appareils"})


@dataclass(frozen=True)
class Reading:
    """One way to read a line: its words, then the values at its end ("" for a blank cell).

    Attributes:
        placed: whether the values stand under the columns of the heading, blanks included.
        places: in a PDF, where each value is printed, or the line that prints them all.
    """

    texts: tuple[str, ...]
    values: tuple[str, ...]
    number: int
    placed: bool = False
    places: tuple[Place, ...] = ()


def readings(line: Line, width: int, heading: Heading, is_label: Callable[[str], bool]) -> list[Reading]:
    """The ways to read a line of a table of `width` columns of values, most values first.

    Args:
        is_label: whether a cell is a label or a group of the table.
    """
    if line.cells is not None:
        return [_cells(line, width, heading, is_label)]
    text = without_columns(line.text)
    found = [Reading((text,) if text else (), (), line.number, places=line.places)]
    values: tuple[str, ...] = ()
    while len(values) < width and (cut := value_at_end(text)):
        text, values = cut[0], (cut[1], *values)
        found.insert(0, Reading((text,) if text else (), values, line.number, places=line.places * len(values)))
    return found


def _cells(line: Line, width: int, heading: Heading, is_label: Callable[[str], bool]) -> Reading:
    """The single reading of a line whose cells are apart: what follows its last label is under the columns."""
    cells = [("" if fold(cell) in _COLUMN_NAMES else without_columns(cell)) for cell in line.cells or ()]
    first = heading.first if heading.first is not None else len(cells)
    last = max((index for index, cell in enumerate(cells) if cell and is_label(cell)), default=-1)
    named = max((index for index, cell in enumerate(cells[:first]) if cell and not is_value(cell)), default=-1)
    last = max(last, named)
    texts = tuple(cell for cell in cells[: last + 1] if cell)
    under = last < first == heading.first and len(cells) <= (heading.width or 0) and not any(cells[last + 1 : first])
    tail = [*cells[first:], *[""] * (width - len(cells[first:]))] if under else cells[last + 1 :]
    spots = line.places[first if under else last + 1 :]
    kept = _columns(tail, width)
    values = tuple(tail[kept]) if any(tail[kept]) else ()
    return Reading(texts, values, line.number, placed=len(tail) >= width, places=spots[kept] if values else ())


def _columns(tail: Sequence[str], width: int) -> slice:
    """The cells of values, without the blank ones that stand beyond the columns."""
    start, stop = 0, len(tail)
    while stop - start > width and "" in (tail[stop - 1], tail[start]):
        start, stop = (start, stop - 1) if not tail[stop - 1] else (start + 1, stop)
    return slice(start, stop)
