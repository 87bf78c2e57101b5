"""A row cut by the end of a page is one again: its two pieces fill each other's cells.

A piece without a label goes on with the one above. Two pieces of a label are one where a known label says so, or where
no rule is drawn at the cut.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.sts.columns import is_heading_text
from loaders.sts.paper.words import joined
from loaders.sts.values import is_value
from loaders.sts.vocabulary import fold, load_vocabulary

if TYPE_CHECKING:
    from loaders.sts.paper.document import PaperLine, PaperPage

_MOST_UNDER = 3


def without_cuts(pages: Sequence[PaperPage]) -> None:
    """Put together the rows that the ends of pages cut."""
    for before, after in pairwise(pages):
        last = next((at for at in range(len(before.lines) - 1, -1, -1) if before.lines[at].cells is not None), None)
        if last is None or len(before.lines) - last > _MOST_UNDER:
            continue
        first = _first_row(after.lines)
        whole = _whole(before.lines[last], after.lines[first], before.open_below) if first is not None else None
        if first is not None and whole is not None:
            before.lines[last] = whole
            del after.lines[first]


def _first_row(lines: Sequence[PaperLine]) -> int | None:
    """The first row of a page that begins with the rows of a table, after a heading printed again."""
    for at, line in enumerate(lines):
        if line.cells is None:
            return None
        if not is_heading_text(line.text):
            return at
    return None


def _whole(above: PaperLine, under: PaperLine, open_below: bool) -> PaperLine | None:
    """The row that two pieces make, None where they are two rows."""
    one, other = above.cells or (), under.cells or ()
    if len(one) != len(other) or len(one) < 2 or any(_collide(*pair) for pair in zip(one[1:], other[1:], strict=True)):
        return None
    cells = tuple(joined([text for text in (a, b) if text]) for a, b in zip(one, other, strict=True))
    cells = (one[0] or other[0], *cells[1:])
    if not _is_one(one[1:], other[1:], open_below) or (one[0] and not _label(one[1:])):
        return None
    places = tuple(a if x or not y else b for a, b, x, y in zip(above.places, under.places, one, other, strict=True))
    return replace(above, text=" ".join(filter(None, cells)), cells=cells, places=places)


def _collide(one: str, other: str) -> bool:
    return bool(one and other) and (is_value(one) or is_value(other))


def _is_one(one: Sequence[str], other: Sequence[str], open_below: bool) -> bool:
    """Whether the second piece goes on with the first."""
    above, under = [_label(cells) for cells in (one, other)]
    if not (any(map(is_value, one)) or any(map(is_value, other))):
        return False
    if not above:
        return bool(under) and not any(map(is_value, other))
    if not under:
        return not any(map(is_value, one))
    label = fold(joined([above, under]))
    known = any(name.endswith(label) or label.endswith(name) for name in _labels() if len(name) > len(fold(under)))
    return known if fold(under) not in _labels() else open_below and known


def _label(cells: Sequence[str]) -> str:
    return joined([cell for cell in cells if cell and not is_value(cell)])


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for row in load_vocabulary().rows for label in row.labels)
