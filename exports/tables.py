"""Tables that leave the tool as text: HTML twin and French CSV.

Frames in, text or bytes out; nothing here knows Streamlit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from numbers import Integral, Real
from typing import Any

import pandas as pd
from markupsafe import Markup

from charts.words.french import NOT_STATED, printed_decimals
from exports.cells import csv_frame, missing, names_a_row
from exports.markup import each, joined, tag
from exports.tracks import tracks

CSV_MIME = "text/csv"
REMARKS = frozenset({"À savoir", "Note", "Réserve", "Portée", "Calcul", "Développé", "Autres formes"})
"""Columns where an empty cell means that there is nothing to say, not that something is unknown."""
_LONG_TEXT = 60
_LONG_TABLE = 40
"""Rows from which a table is laid out by groups of rows, as each comes into sight (shell/frame.css)."""
_TOGETHER = 10
"""Rows of a long table that are laid out at once."""
_ROLES = {"table": "table", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "row": "rowheader", "td": "cell"}
"""What a table laid out by groups says of itself, which a browser may not take from its elements any more."""

MANY_COLUMNS = 7
"""Columns from which a table keeps room for its texts (shell/frame.css)."""


def html_table(
    frame: pd.DataFrame,
    *,
    caption: str,
    numbers: Collection[str] = (),
    chosen: Collection[Any] = (),
    decimals: Mapping[str, int] | None = None,
) -> Markup:
    """A semantic table: one row of the frame is one row, NA is said in words, text is inert.

    Args:
        frame: columns named as the reader should see them.
        caption: title of the table, also for screen readers.
        numbers: columns aligned right.
        chosen: index labels of the rows to set off.
        decimals: decimals of a column of numbers; as many as each number has where it is not said.
    """
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    kinds = {name: _kind(name in numbers, cells) for name, cells in columns.items()}
    long = len(frame) > _LONG_TABLE
    role = (_ROLES if long else {}).get
    texts, cells = {}, []
    for rank, (name, column) in enumerate(columns.items()):
        blank = tag("span", "–" if name in REMARKS else NOT_STATED, class_="absent")
        digits, grouped = (decimals or {}).get(name), not names_a_row(name)
        texts[name] = [cell_text(cell, digits, grouped=grouped) or blank for cell in column]
        scope, kind = None if rank else "row", kinds[name] if name in numbers else None
        cells.append(each("td" if rank else "th", texts[name], scope=scope, class_=kind, role=role(scope or "td")))
    head = joined(tag("th", name, scope="col", class_=kinds[name], role=role("th")) for name in columns)
    lines = zip(frame.index, map(joined, zip(*cells, strict=True)), strict=True)
    rows = [tag("tr", line, class_="choisi" if index in chosen else None, role=role("tr")) for index, line in lines]
    body = tag("caption", caption) + tag("thead", tag("tr", head, role=role("tr")), role=role("tbody"))
    groups = [rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER)] if long else [rows]
    body += joined(tag("tbody", joined(group), role=role("tbody")) for group in groups)
    looks = {"tableau": True, "long": long, "a-sept": len(columns) >= MANY_COLUMNS}
    whole = tag("table", body, role=role("table"), style=tracks(texts, numbers) if long else None)
    classes = " ".join(name for name, is_so in looks.items() if is_so)
    return tag("div", whole, class_=classes, tabindex=0, role="region", aria_label=caption)


def french_csv(frame: pd.DataFrame) -> bytes:
    """CSV for a French spreadsheet: `;`, decimal comma, UTF-8 with BOM, lists joined by « | », texts as `csv_text`."""
    text: str = csv_frame(frame).to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig", errors="replace")


def number_html(value: float, *, decimales: int, grouped: bool = True) -> Markup:
    """A number that reads in groups of three and is copied as digits: the gaps between thousands are style, no signs.

    A spreadsheet takes `1<span>506</span>` for 1506, and a text for `1 506` with the spaces of typography.
    """
    text = f"{value:,.{decimales}f}"
    sign, text = ("-" if text.startswith("-") and text.strip("-0,.") else ""), text.removeprefix("-")
    text = text if grouped else text.replace(",", "")
    first, *groups = text.replace(".", "\u00b7").split(",")
    if not groups:
        return Markup(sign + first.replace("\u00b7", ","))
    parts = [tag("span", group[:3], class_="mille") + group[3:].replace("\u00b7", ",") for group in groups]
    return joined([sign + first, *parts])


def cell_text(cell: Any, decimals: int | None = None, *, grouped: bool) -> str:
    """What a cell shows, empty when nothing is known."""
    if type(cell) is str:
        return cell
    if isinstance(cell, list):
        return " ; ".join(cell)
    if missing(cell):
        return ""
    if isinstance(cell, Real) and not isinstance(cell, bool):
        digits = 0 if isinstance(cell, Integral) else printed_decimals(float(cell)) if decimals is None else decimals
        return number_html(float(cell), decimales=digits, grouped=grouped)
    return str(cell)


def _kind(number: bool, cells: list[Any]) -> str:
    """Long texts get room, figures are aligned right."""
    if number:
        return "nombre"
    long = sorted(len(str(cell)) for cell in cells)[len(cells) // 2] > _LONG_TEXT if cells else False
    return "texte" if long else ""
