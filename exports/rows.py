"""A long table as a page reads it: a head that stays, rows of two lines, what is longer unfolded in its cell.

Widths are measured on the texts, so that no word is broken and no row scrolls sideways; on a phone each row is a card,
its cells under the names of their columns (shell/sources.css).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from markupsafe import Markup

from charts.drawings.text_width import text_width
from charts.words.french import NOT_STATED
from charts.words.typography import bound
from exports.cells import names_a_row
from exports.markup import joined, read, tag, void
from exports.tables import REMARKS, cell_text

_NARROW, _WIDE = 950, 1140
"""Pixels of the line of the table on a projector (1024) and on the narrowest of wide screens, with no scroll bar."""
_CARD, _TITLE = 84, 125
"""Signs that three lines of a card and of its title hold."""
_SIZE, _AROUND = 16, 18
"""Pixels of a sign's font, and around a text."""
_LINE, _NAME, _SHORT, _PROSE, _LONGEST, _WORD = 85, 170, 160, 300, 345, 190
"""Pixels of a text that stays on one line, of a name that does, of a column that is never shrunk, of one of sentences,
of the widest, and of the longest word."""
_ALWAYS = 36
"""Signs of a text that is never folded."""
_LINES, _NAMED = 2, 4
"""Lines of a cell, and of the name of a row, which is whole where four hold it on a projector."""
_TITLES = ("Titre",)
"""Columns of names, however long."""


@dataclass(frozen=True)
class _Column:
    """One column: its name, its texts, its share of the line, whether it holds numbers, whether it holds sentences."""

    name: str
    texts: list[str]
    share: float
    number: bool
    prose: bool

    def role(self, text: str, *, first: bool) -> str:
        """How a cell is laid out: the screens where its text is longer than its lines, and whether it is empty."""
        if self.number:
            return "nombre"
        told, lines = read(text), _NAMED if first and not self.prose else _LINES
        width = _width(told, bold=first and not self.prose)
        over = {
            "moyen": self._over(width, _NARROW, lines),
            "large": self._over(width, _WIDE, lines),
            "carte": len(told) > (_TITLE if first else _CARD),
        }
        long = " ".join(f"long-{screen}" for screen, folds in over.items() if folds and len(told) > _ALWAYS)
        return long or ("rien" if not text and self.name in REMARKS else "")

    def _over(self, width: float, line: int, lines: int) -> bool:
        """Whether a text is longer than the lines that the column gives it."""
        return width > lines * (self.share * line - _AROUND)


def rows_table(frame: pd.DataFrame, *, caption: str, numbers: Collection[str] = ()) -> Markup:
    """Some rows of a long table.

    Args:
        frame: columns named as the reader should see them, the first of which names the row.
        caption: title of the table.
        numbers: columns aligned right.
    """
    columns = _columns(frame, numbers)
    widths = joined(void("col", style=f"width:{100 * column.share:.1f}%") for column in columns)
    heads = [
        tag("th", one.name, scope="col", role="columnheader", class_="nombre" if one.number else None)
        for one in columns
    ]
    cells = [[_cell(column, text, first=not rank) for text in column.texts] for rank, column in enumerate(columns)]
    rows = [tag("tr", joined(row), role="row") for row in zip(*cells, strict=True)]
    head = tag("thead", tag("tr", joined(heads), role="row"), role="rowgroup")
    body = tag("caption", caption) + tag("colgroup", widths) + head
    return tag("div", tag("table", body + tag("tbody", joined(rows), role="rowgroup")), class_="tableau lignes")


def _columns(frame: pd.DataFrame, numbers: Collection[str]) -> list[_Column]:
    """The columns with their share of the line: each holds its longest word, the longest texts part the rest."""
    texts = {str(name): [_text(str(name), cell) for cell in frame[name].tolist()] for name in frame.columns}
    plain = {name: [read(text) for text in column] for name, column in texts.items()}
    first = next(iter(plain), "")
    least = {name: _least(column, name, bold=name == first) for name, column in plain.items()}
    wanted = {name: max(least[name], _wanted(column, bold=name == first)) for name, column in plain.items()}
    given = _given(least, wanted)
    line = sum(given.values())
    return [
        _Column(name, column, given[name] / line, name in numbers, wanted[name] > _PROSE and name not in _TITLES)
        for name, column in texts.items()
    ]


def _given(least: dict[str, float], wanted: dict[str, float]) -> dict[str, float]:
    """Pixels of each column on a projector: what names want, then short texts, then what is left to the long ones."""
    given, left = dict(least), _NARROW - sum(least.values())
    short = {name: signs for name, signs in wanted.items() if signs <= _SHORT}
    for aims in ({name: min(wanted[name], _WORD + _AROUND) for name in list(least)[:1]}, short, wanted):
        asked = {name: max(aim - given[name], 0.0) for name, aim in aims.items()}
        part = min(max(left, 0.0) / (sum(asked.values()) or 1.0), 1.0)
        given |= {name: given[name] + part * more for name, more in asked.items()}
        left -= part * sum(asked.values())
    return given


def _least(texts: list[str], name: str, *, bold: bool) -> float:
    """Pixels that the longest word of a column takes, its name counted."""
    words = {word for text in texts for word in bound(text).replace("-", "- ").replace("/", "/ ").split(" ")}
    longest = max((_width(word, bold=bold) for word in words), default=0.0)
    head = max(_width(word, bold=True) for word in bound(name).split(" "))
    return min(max(longest, head), _WORD) + _AROUND


def _wanted(texts: list[str], *, bold: bool) -> float:
    """Pixels of a line of a column where three texts in four hold in two lines."""
    widths = sorted(_width(text, bold=bold) for text in texts) or [0.0]
    common = widths[3 * (len(widths) - 1) // 4]
    return min(common if common <= (_NAME if bold else _LINE) else 0.6 * common, _LONGEST) + _AROUND


def _width(text: str, *, bold: bool) -> float:
    """Pixels of a text on one line."""
    return sum(_word_width(word, bold) for word in text.split(" ")) + _word_width(" ", bold) * text.count(" ")


@lru_cache(maxsize=16384)
def _word_width(word: str, bold: bool) -> float:
    return text_width(word, size=_SIZE, bold=bold)


def _text(name: str, cell: object) -> str:
    return cell_text(cell, grouped=not names_a_row(name))


def _cell(column: _Column, text: str, *, first: bool) -> Markup:
    role = column.role(text, first=first)
    shown = text or tag("span", "–" if column.name in REMARKS else NOT_STATED, class_="absent")
    if role.startswith("long"):
        more = tag("details", tag("summary", tag("span", "plus") + tag("span", "moins")))
        shown = tag("div", tag("span", shown, class_="texte") + more, class_="repli")
    return tag(
        "th" if first else "td",
        shown,
        scope="row" if first else None,
        role="rowheader" if first else "cell",
        class_=f"{role} phrase".strip() if first and column.prose else role,
        data_nom=column.name,
    )
