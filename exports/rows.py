"""A long table as a page reads it: a head that stays, rows of two lines, what is longer unfolded in its cell.

Widths are reckoned from the texts, so that no row scrolls sideways; on a phone each row is a card, its cells under the
names of their columns (shell/sources.css).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from charts.words.french import NOT_STATED
from charts.words.typography import bound
from exports.cells import names_a_row
from exports.markup import joined, tag, void
from exports.tables import REMARKS, cell_text

_NARROW, _WIDE, _CARD, _TITLE = 150, 178, 84, 125
"""Signs that a line of the table holds on a projector and on a wide screen, three lines of a card and of its title."""
_LINE, _SHORT, _LONGEST, _AROUND = 12, 24, 48, 2
"""Signs of a text that stays on one line, of a column that is never shrunk, of the widest, and around a text."""
_ALWAYS, _PROSE = 36, 36
"""Signs of a text that is never folded; width wanted by a column of sentences."""
_BOLD = 1.3
"""Width of a sign of a head, on a projector, in signs of a text."""


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
        room = {
            "moyen": _room(self.share, _NARROW),
            "large": _room(self.share, _WIDE),
            "carte": _TITLE if first else _CARD,
        }
        over = " ".join(f"long-{screen}" for screen, signs in room.items() if len(text) > max(signs, _ALWAYS))
        return over or ("rien" if not text and self.name in REMARKS else "")


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
    """The columns with their share of the line: short texts take what they need, long ones part the rest."""
    texts = {str(name): [_text(str(name), cell) for cell in frame[name].tolist()] for name in frame.columns}
    wanted = {name: _wanted([_plain(text) for text in column], name) for name, column in texts.items()}
    long = sum(signs for signs in wanted.values() if signs > _SHORT)
    kept = max(_NARROW - sum(signs for signs in wanted.values() if signs <= _SHORT), _NARROW / 3)
    shrunk = min(kept / long, 1.0) if long else 1.0
    given = {name: signs * (shrunk if signs > _SHORT else 1.0) for name, signs in wanted.items()}
    line = sum(given.values())
    return [
        _Column(name, column, given[name] / line, name in numbers, wanted[name] > _PROSE)
        for name, column in texts.items()
    ]


def _wanted(texts: list[str], name: str) -> float:
    """Signs of a line of a column: its name and its longest word fit, and three texts in four in two lines."""
    lengths = sorted(map(len, texts)) or [0]
    common = lengths[3 * (len(lengths) - 1) // 4]
    word = max((len(word) for text in texts for word in bound(text).split(" ")), default=0)
    head = _BOLD * max(map(len, name.split()))
    return min(max(word, head, common if common <= _LINE else 0.6 * common), _LONGEST) + _AROUND


def _room(share: float, line: int) -> float:
    """Signs that two lines of a column hold."""
    return 2 * (share * line - _AROUND)


def _text(name: str, cell: object) -> str:
    return cell_text(cell, grouped=not names_a_row(name))


def _plain(text: str) -> str:
    return text.striptags() if isinstance(text, Markup) else text


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
