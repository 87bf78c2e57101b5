"""Tables that leave the tool: HTML twin, French CSV, workbook with a cover sheet.

Frames in, text or bytes out; nothing here knows Streamlit.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from html import escape
from typing import Any

import pandas as pd

from charts.french import NOT_STATED

CSV_MIME = "text/csv"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
REMARKS = frozenset({"À savoir", "Note", "Réserve", "Portée", "Calcul", "Développé", "Autres formes"})
"""Columns where an empty cell means that there is nothing to say, not that something is unknown."""
_LONG_TEXT = 60
_COLUMN_WIDTHS = (8, 60)


def html_table(
    frame: pd.DataFrame,
    *,
    caption: str,
    numbers: Collection[str] = (),
    chosen: Collection[Any] = (),
    absent: str = NOT_STATED,
) -> str:
    """A semantic table: one row of the frame is one row, NA reads `absent`, text is inert.

    Args:
        frame: columns named as the reader should see them.
        caption: title of the table, also for screen readers.
        numbers: columns aligned right.
        chosen: index labels of the rows to set off.
        absent: word for NA.
    """
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    kinds = {name: _kind(name in numbers, cells) for name, cells in columns.items()}
    blanks = {name: "–" if name in REMARKS else absent for name in columns}
    head = "".join(f'<th scope="col"{kinds[name]}>{escape(name)}</th>' for name in columns)
    rows = []
    for index, *row in zip(frame.index, *columns.values(), strict=True):
        cells = "".join(
            _cell(cell, header=position == 0, kind=kinds[name] if name in numbers else "", absent=blanks[name])
            for position, (name, cell) in enumerate(zip(columns, row, strict=True))
        )
        rows.append(f"<tr{' class=choisi' if index in chosen else ''}>{cells}</tr>")
    return (
        f'<div class="tableau" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def french_csv(frame: pd.DataFrame) -> bytes:
    """CSV for a French spreadsheet: `;`, decimal comma, UTF-8 with BOM, lists joined by « | »."""
    flat = _flat(frame).map(_safe).map(_comma)
    text: str = flat.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def workbook(sheets: Mapping[str, pd.DataFrame], *, cover: Mapping[str, str]) -> bytes:
    """XLSX whose first sheet says what the figures are, where from, and under which licence.

    Args:
        sheets: frames by sheet name.
        cover: label to text (indicateur, filtres, date, source, licence…).
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    front = book.active
    front.title = "Lisez-moi"
    for label, text in cover.items():
        front.append([label, _safe(text)])
        front.cell(front.max_row, 1).font = Font(bold=True)
        front.cell(front.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    front.column_dimensions["A"].width, front.column_dimensions["B"].width = 24, 100
    for name, frame in sheets.items():
        _fill_sheet(book.create_sheet(name[:31]), _flat(frame))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _fill_sheet(sheet: Any, frame: pd.DataFrame) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.append([str(name) for name in frame.columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in frame.itertuples(index=False):
        sheet.append([None if _missing(value) else _safe(value) for value in row])
    sheet.freeze_panes = "A2"
    for position, name in enumerate(frame.columns, 1):
        longest = max([len(str(name)), *(len(str(v)) for v in frame[name].head(200))])
        low, high = _COLUMN_WIDTHS
        sheet.column_dimensions[get_column_letter(position)].width = min(max(longest + 2, low), high)


def _cell(cell: Any, *, header: bool, kind: str, absent: str) -> str:
    plain = " ; ".join(cell) if isinstance(cell, list) else "" if _missing(cell) else str(cell)
    text = escape(plain) or f'<span class="absent">{absent}</span>'
    return f'<th scope="row"{kind}>{text}</th>' if header else f"<td{kind}>{text}</td>"


def _kind(number: bool, cells: list[Any]) -> str:
    """Long texts get room, figures are aligned right."""
    if number:
        return ' class="nombre"'
    long = sorted(len(str(cell)) for cell in cells)[len(cells) // 2] > _LONG_TEXT if cells else False
    return ' class="texte"' if long else ""


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.map(lambda cell: " | ".join(cell) if isinstance(cell, list) else cell)


def _missing(value: Any) -> bool:
    return not isinstance(value, list) and bool(pd.isna(value))


def _comma(value: Any) -> Any:
    """A decimal in a column that also holds unknowns: pandas only puts the comma in whole columns of decimals."""
    return str(value).replace(".", ",") if isinstance(value, float) and not _missing(value) else value


def _safe(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula is kept as text."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
