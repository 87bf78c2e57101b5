"""From the lines of a printed table to tokens: words, values and blanks.

Both forms end here: a Markdown line gives its cells, a raw PDF line gives its words and
the values at its end. The readings of a raw line are several («Modalité 1» may be a group
or a label and its value): the vocabulary chooses among them, not this module.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.sts.lines import Line
from loaders.sts.vocabulary import fold

VALUE = re.compile(r"\d{1,3}(?:\s?/\s?\d{1,3})?|[-–—]")
_TAIL = re.compile(r"(?:^|(?<=\s))(\d{1,3}(?:\s?/\s?\d{1,3})?|[-–—])\s*$")
_HEADER_WORDS = frozenset((
    "zone", "zones", "d'implantation", "modalite", "modalites", "mention", "mentions", "modalites/mentions", "/",
    "existant", "au", "bilan", "cible", "cibles", "1er", "1ier", "juin", "2023", "01/06/2023", "01/06/",
    "equipements", "materiels", "lourds", "implantations", "appareils", "hc", "htp",
))  # fmt: skip
_COLUMNS = re.compile(r"\s*\b(?:HC\s+HTP|Implantations\s+Appareils)\s*$")
_EMPTY = frozenset({"na"})


@dataclass(frozen=True)
class Reading:
    """One way to read a line: its words, then the values at its end ("" for a blank cell)."""

    texts: tuple[str, ...]
    values: tuple[str, ...]
    number: int


def is_header(text: str) -> bool:
    """Whether a line only holds words of a table's heading."""
    words = fold(text).split()
    return bool(words) and all(word in _HEADER_WORDS for word in words) and not VALUE.fullmatch(fold(text))


def header_measures(texts: Sequence[str]) -> tuple[bool, bool]:
    """Whether the heading of a table announces existing sites, and targets."""
    folded = fold(" ".join(texts))
    return bool(re.search(r"\b(?:existant|bilan)\b", folded)), bool(re.search(r"\bcibles?\b", folded))


def without_zone(line: Line, departement: str) -> Line | None:
    """The line without the département's code that opens the rows; None when nothing else is on it."""
    if line.cells is not None:
        rest = ("", *line.cells[1:]) if line.cells[0] == departement else line.cells
        text = " ".join(cell for cell in rest if cell)
        return Line(line.number, text, rest, line.level) if text else None
    text = re.sub(rf"^{re.escape(departement)}(?:\s+|$)", "", line.text)
    return Line(line.number, text, None, line.level) if text else None


def opens_rows(line: Line, departement: str) -> bool:
    """Whether a line carries the code of the zone, which stands before the first row."""
    if line.cells is not None:
        return line.cells[0] == departement
    return line.text == departement or line.text.startswith(f"{departement} ")


def readings(line: Line, width: int) -> list[Reading]:
    """The ways to read a line of a table of `width` columns of values, most values first."""
    if line.cells is not None:
        return [_cells(line, width)]
    text = _COLUMNS.sub("", line.text).strip()
    found = [Reading((text,) if text else (), (), line.number)]
    values: tuple[str, ...] = ()
    while len(values) < width and (match := _TAIL.search(text)):
        values = (match.group(1), *values)
        text = text[: match.start()].strip()
        found.insert(0, Reading((text,) if text else (), values, line.number))
    return found


def _cells(line: Line, width: int) -> Reading:
    """The single reading of a line whose cells are apart."""
    cells = [_COLUMNS.sub("", cell).strip() for cell in line.cells or ()]
    last = max((index for index, cell in enumerate(cells) if cell and not VALUE.fullmatch(cell)), default=-1)
    texts = [cell for cell in cells[: last + 1] if cell]
    kept = tuple(text for text in texts if fold(text) not in _EMPTY and not is_header(text))
    tail = cells[last + 1 :]
    while len(tail) > width and "" in (tail[-1], tail[0]):
        tail = tail[:-1] if not tail[-1] else tail[1:]
    return Reading(kept, tuple(tail) if any(tail) else (), line.number)
