"""The heading of a table: which of its lines it is, and which column counts what.

A heading may come in pieces, over several lines, be printed again after a page, or stand beside a group («HC HTP»).
What it does not say is not guessed from the rank of a column.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.sts.columns import (
    MEASURES,
    ORDINAL,
    STRONG,
    WEAK,
    is_heading_text,
    measures_named,
    names_two_columns,
    opens_heading_cell,
    ranked,
)
from loaders.sts.lines import Line
from loaders.sts.vocabulary import fold

_BESIDE = re.compile(
    r"[\s:]*\b((?:HC\s+HTP|HTP\s+HC)|(?:Implantations\s+Appareils|Appareils\s+Implantations))\s*$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(cibles?)(?: (?:a|en|pour))? 20\d\d\b")


@dataclass(frozen=True)
class Heading:
    """What the heading of a table says.

    Attributes:
        measures: the columns that it names, in printed order («existant», «cible», «hc»…).
        first: index of the first of them among the cells of a row, where cells are apart.
        width: number of cells of the heading, where cells are apart.
        foreign: words of a column that no known table has.
        split: whether its repeats do not agree on the order, or one cell of it names two columns.
    """

    measures: tuple[str, ...] = ()
    first: int | None = None
    width: int | None = None
    foreign: str = ""
    split: bool = False

    def order(self, expected: Sequence[str]) -> tuple[int, ...] | None:
        """For each expected measure, the rank of its column among the printed ones; None when that is not said."""
        if self.foreign or self.split:
            return None
        if len(expected) == 1:
            return (0,)
        wanted = [measure.removeprefix("existant_") for measure in expected]
        found = [measure for measure in self.measures if measure in wanted]
        return tuple(found.index(measure) for measure in wanted) if sorted(found) == sorted(wanted) else None


def opens_heading(line: Line) -> bool:
    """Whether a line begins with the name of the column of zones."""
    return opens_heading_cell(line.cells[0] if line.cells is not None else line.text)


def is_heading(line: Line, *, after: bool = False) -> bool:
    """Whether a line only holds words of a heading; `after` another one, a date is enough."""
    if opens_heading(line):
        return True
    return is_heading_text(line.text, after=after)


def without_columns(text: str) -> str:
    """Words of a group without the names of columns that stand beside it."""
    return _BESIDE.sub("", text).strip()


def read_heading(runs: Sequence[Sequence[Line]], rows: Sequence[Line]) -> Heading:
    """The heading of a table, from each of its prints and from the names of columns beside its groups."""
    orders = [order for run in runs if (order := measures_named(" ".join(fold(line.text) for line in run)))]
    orders += [order for line in rows if (beside := _beside(line)) and (order := measures_named(fold(beside)))]
    named = tuple(dict.fromkeys(measure for order in orders for measure in order))
    cells = [line.cells for run in runs for line in run if line.cells is not None]
    shared = any(names_two_columns(fold(cell)) for row in cells for cell in row)
    split = shared or any(ranked(order) != ranked(named, order) for order in orders)
    firsts = [index for row in cells for index, cell in enumerate(row) if measures_named(fold(cell))]
    foreign = next((words for run in runs for line in run if (words := _foreign(line))), "")
    width = max((len(row) for row in cells), default=None)
    return Heading(named, min(firsts, default=None), width, foreign, split)


def announces(measure: str, texts: Sequence[str]) -> bool:
    """Whether a title or a heading names existing sites, or targets."""
    return any(MEASURES[measure].search(fold(text)) for text in texts)


def _beside(line: Line) -> str:
    """Names of columns beside a group: at the end of a raw line, or in the last cells of a row."""
    if line.cells is None:
        found = _BESIDE.search(line.text)
        return found.group(1) if found else ""
    named = [cell for cell in line.cells if fold(cell) in ("hc", "htp", "implantations", "appareils")]
    return " ".join(named) if len(named) > 1 else ""


def _foreign(line: Line) -> str:
    """Words of a heading that name no known column, at or after the first column that counts."""
    if line.cells is not None:
        first = next((index for index, cell in enumerate(line.cells) if measures_named(fold(cell))), len(line.cells))
        strange = [cell for index, cell in enumerate(line.cells) if cell and _strange(cell) and index >= first]
        strange += [cell for cell in line.cells[:first] if re.search(r"\d", cell) and _strange(cell)]
        return " ".join(strange)
    known = measures_named(fold(line.text))
    start = min((found.start() for name in known if (found := MEASURES[name].search(fold(line.text)))), default=0)
    return _strange(fold(line.text)[start:]) if known else ""


def _strange(text: str) -> str:
    words = _YEAR.sub(r"\1", ORDINAL.sub("1er", fold(text))).split()
    return " ".join(word for word in words if word not in STRONG and word not in WEAK)
