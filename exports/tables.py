"""Tables that leave the tool as text: HTML twin and French CSV.

Frames in, text or bytes out; nothing here knows Streamlit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape
from numbers import Integral, Real
from typing import Any

import pandas as pd

from charts.words.french import NOT_STATED, printed_decimals
from exports.cells import csv_frame, missing, names_a_row

CSV_MIME = "text/csv"
REMARKS = frozenset({"À savoir", "Note", "Réserve", "Portée", "Calcul", "Développé", "Autres formes"})
"""Columns where an empty cell means that there is nothing to say, not that something is unknown."""
_LONG_TEXT = 60


def html_table(
    frame: pd.DataFrame,
    *,
    caption: str,
    numbers: Collection[str] = (),
    chosen: Collection[Any] = (),
    absent: str = NOT_STATED,
    decimals: Mapping[str, int] | None = None,
) -> str:
    """A semantic table: one row of the frame is one row, NA reads `absent`, text is inert.

    Args:
        frame: columns named as the reader should see them.
        caption: title of the table, also for screen readers.
        numbers: columns aligned right.
        chosen: index labels of the rows to set off.
        absent: word for NA.
        decimals: decimals of a column of numbers; as many as each number has where it is not said.
    """
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    kinds = {name: _kind(name in numbers, cells) for name, cells in columns.items()}
    blanks = {name: "–" if name in REMARKS else absent for name in columns}
    head = "".join(f'<th scope="col"{kinds[name]}>{escape(name)}</th>' for name in columns)
    rows = []
    for index, *row in zip(frame.index, *columns.values(), strict=True):
        cells = "".join(
            _cell(
                _text(cell, (decimals or {}).get(name), grouped=not names_a_row(name)),
                header=position == 0,
                kind=kinds[name] if name in numbers else "",
                absent=blanks[name],
            )
            for position, (name, cell) in enumerate(zip(columns, row, strict=True))
        )
        rows.append(f"<tr{' class=choisi' if index in chosen else ''}>{cells}</tr>")
    return (
        f'<div class="tableau" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def french_csv(frame: pd.DataFrame) -> bytes:
    """CSV for a French spreadsheet: `;`, decimal comma, UTF-8 with BOM, lists joined by « | », texts as `csv_text`."""
    text: str = csv_frame(frame).to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig", errors="replace")


def number_html(value: float, *, decimales: int, grouped: bool = True) -> str:
    """A number that reads in groups of three and is copied as digits: the gaps between thousands are style, no signs.

    A spreadsheet takes `1<span>506</span>` for 1506, and a text for `1 506` with the spaces of typography.
    """
    text = f"{value:,.{decimales}f}"
    sign, text = ("-" if text.startswith("-") and text.strip("-0,.") else ""), text.removeprefix("-")
    text = text if grouped else text.replace(",", "")
    first, *groups = text.replace(".", "\u00b7").split(",")
    body = first + "".join(f'<span class="mille">{group[:3]}</span>{group[3:]}' for group in groups)
    return sign + body.replace("\u00b7", ",")


def _text(cell: Any, decimals: int | None, *, grouped: bool) -> str:
    """HTML of a cell, empty when nothing is known."""
    if isinstance(cell, list):
        return escape(" ; ".join(cell))
    if missing(cell):
        return ""
    if isinstance(cell, Real) and not isinstance(cell, bool):
        digits = 0 if isinstance(cell, Integral) else printed_decimals(float(cell)) if decimals is None else decimals
        return number_html(float(cell), decimales=digits, grouped=grouped)
    return escape(str(cell))


def _cell(text: str, *, header: bool, kind: str, absent: str) -> str:
    shown = text or f'<span class="absent">{absent}</span>'
    return f'<th scope="row"{kind}>{shown}</th>' if header else f"<td{kind}>{shown}</td>"


def _kind(number: bool, cells: list[Any]) -> str:
    """Long texts get room, figures are aligned right."""
    if number:
        return ' class="nombre"'
    long = sorted(len(str(cell)) for cell in cells)[len(cells) // 2] > _LONG_TEXT if cells else False
    return ' class="texte"' if long else ""
