"""The workbook: a cover sheet, then one sheet a table, every text a text and every number a number."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

import pandas as pd

from charts.drawings.choropleth import ORIGINE_LABELS
from charts.words.french import printed_decimals
from exports.cells import flat, missing, names_a_row, typed_again

XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COVER = "Lisez-moi"
LONGEST_SHEET_NAME = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f\ufffe\uffff]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = frozenset({"history", "historique"})
_COLUMN_WIDTHS = (8, 60)


def workbook(
    sheets: Mapping[str, pd.DataFrame], *, cover: Mapping[str, str], decimals: Mapping[str, int] | None = None
) -> bytes:
    """XLSX whose first sheet says what the figures are, where from, and under which licence.

    Args:
        sheets: frames by sheet name; names may be any text.
        cover: label to text (indicateur, filtres, date, source, licence…).
        decimals: decimals of an official figure by what the column «Identifiant» holds.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    front = book.active
    front.title = COVER
    for row, (label, text) in enumerate(cover.items(), 1):
        _write(front.cell(row, 1), label)
        _write(front.cell(row, 2), text)
        front.cell(row, 1).font = Font(bold=True)
        front.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    front.column_dimensions["A"].width, front.column_dimensions["B"].width = 24, 100
    taken = [COVER]
    for name, frame in sheets.items():
        taken.append(sheet_name(name, taken=taken))
        _fill_sheet(book.create_sheet(taken[-1]), flat(frame), decimals or {})
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def sheet_name(name: str, *, taken: list[str]) -> str:
    """A name that every spreadsheet accepts: no forbidden sign, 31 signs at most, unlike those taken."""
    plain = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", name).split()).strip("' ") or "Feuille"
    if plain.lower() in _RESERVED:
        plain += " (feuille)"
    used = {other.casefold() for other in taken}
    for rank in range(1, len(taken) + 2):
        end = "" if rank == 1 else f" ({rank})"
        found = plain[: LONGEST_SHEET_NAME - len(end)].rstrip("' ") + end
        if found.casefold() not in used:
            return found
    raise AssertionError("one more name than sheets is always free")


def _fill_sheet(sheet: Any, frame: pd.DataFrame, decimals: Mapping[str, int]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    names = [str(name) for name in frame.columns]
    for position, name in enumerate(names, 1):
        _write(sheet.cell(1, position), name)
        sheet.cell(1, position).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(position)].width = _width(name, frame.iloc[:, position - 1])
    formats = [_formats(frame, position, decimals) for position in range(len(names))]
    for row, values in enumerate(frame.itertuples(index=False, name=None)):
        for position, value in enumerate(values):
            if not missing(value):
                _write(sheet.cell(row + 2, position + 1), value, formats[position][row])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(names), 1))}{len(frame) + 1}"


def _write(cell: Any, value: Any, number_format: str = "") -> None:
    """A value with its type: a text stays a text whatever its first sign, even after somebody edits the cell."""
    if isinstance(value, str):
        if not value:  # an empty text would be read back as a cell of an odd type
            return
        cell.value = _UNWRITABLE.sub("\ufffd", value)
        cell.data_type = "s"
        cell.quotePrefix = typed_again(value)
        return
    cell.value = value.item() if hasattr(value, "item") else value
    if number_format:
        cell.number_format = number_format


def _formats(frame: pd.DataFrame, position: int, decimals: Mapping[str, int]) -> list[str]:
    """Number format of each cell of a column; empty for what is not a number."""
    column = frame.iloc[:, position].tolist()
    numbers = [isinstance(value, Real) and not isinstance(value, bool) and not missing(value) for value in column]
    known = [value for value, number in zip(column, numbers, strict=True) if number]
    shared = max(map(printed_decimals, known), default=0)
    whole = "0" if names_a_row(str(frame.columns[position])) else "#,##0"
    found = []
    for value, number, official in zip(column, numbers, _official(frame, decimals), strict=True):
        digits = 0 if isinstance(value, Integral) else shared if official is None else official
        digits = printed_decimals(value) if number and digits < 0 else digits
        found.append("" if not number else f"{whole}.{'0' * digits}" if digits else whole)
    return found


def _official(frame: pd.DataFrame, decimals: Mapping[str, int]) -> list[int | None]:
    """Decimals of each row: those of the catalogue for a statistic, -1 for as printed in a plan, None for unsaid."""
    if "Identifiant" not in frame or "Origine" not in frame:
        return [None] * len(frame)
    statistic = ORIGINE_LABELS["statistique"]
    return [
        decimals.get(name) if origine == statistic else -1
        for name, origine in zip(frame["Identifiant"], frame["Origine"], strict=True)
    ]


def _width(name: str, column: pd.Series) -> int:
    low, high = _COLUMN_WIDTHS
    longest = max([len(name) + 3, *(len(str(value)) for value in column.head(200))])
    return min(max(longest + 2, low), high)
