"""The workbook as XLSX: every text a text, every number a number; the same bytes for the same dataset."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any

import pandas as pd

from exports.cells import typed_again
from exports.sheets import COVER, COVER_WIDTHS, NumberFormat, Sheet, Value, plain_text, sheets_of

XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLDEST = date(1980, 1, 1)
"""That of a file whose dataset is not known."""


def workbook(
    sheets: Mapping[str, pd.DataFrame],
    *,
    cover: Mapping[str, str],
    decimals: Mapping[str, int] | None = None,
    day: date = OLDEST,
) -> bytes:
    """XLSX whose first sheet says what the figures are, where from, and under which licence.

    Args:
        sheets: frames by sheet name; names may be any text.
        cover: label to text (indicateur, filtres, date, source, licence…).
        decimals: decimals of an official figure by what the column «Identifiant» holds.
        day: that of the dataset.
    """
    from xlsxwriter import Workbook

    sink = io.BytesIO()
    book = Workbook(sink, {"in_memory": True})
    book.set_properties({"created": datetime.combine(day, time())})
    writer = _Writer(book)
    front = book.add_worksheet(COVER)
    for row, (label, text) in enumerate(cover.items()):
        writer.write(front, row, 0, plain_text(label), bold=True)
        writer.write(front, row, 1, plain_text(text), text_wrap=True, valign="top")
    for column, width in enumerate(COVER_WIDTHS):
        front.set_column(column, column, width)
    for sheet in sheets_of(sheets, decimals=decimals or {}):
        writer.fill(book.add_worksheet(sheet.name), sheet)
    book.close()
    return sink.getvalue()


class _Writer:
    """Writes cells in the sheets of one workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.look = cache(self._look)

    def _look(self, looks: tuple[tuple[str, Any], ...]) -> Any:
        """One look, made once; none for the plain one."""
        return self.book.add_format(dict(looks)) if looks else None

    def fill(self, page: Any, sheet: Sheet) -> None:
        """One table: its heads stay in sight, its columns are as wide as their words and can be filtered."""
        for column, head in enumerate(sheet.heads):
            self.write(page, 0, column, head, bold=True)
            page.set_column(column, column, sheet.widths[column])
        for column, formats in enumerate(sheet.formats):
            for row, number in enumerate(formats):
                self.write(page, row + 1, column, sheet.rows[row][column], **_shown(number))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), max(len(sheet.heads), 1) - 1)

    def write(self, page: Any, row: int, column: int, value: Value, **looks: Any) -> None:
        """A value with its type: a text stays a text whatever its first sign, even after somebody edits the cell."""
        if value is None or value == "":  # an empty text would be read back as a cell of an odd type
            return
        if isinstance(value, str):
            looks |= {"quote_prefix": True} if typed_again(value) else {}
            page.write_string(row, column, value, self.look(tuple(looks.items())))
        elif isinstance(value, bool):
            page.write_boolean(row, column, value)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, self.look((("num_format", "yyyy-mm-dd"),)))
        else:
            page.write_number(row, column, value, self.look(tuple(looks.items())))


def _shown(number: NumberFormat | None) -> dict[str, str]:
    if number is None:
        return {}
    whole = "#,##0" if number.grouped else "0"
    return {"num_format": f"{whole}.{'0' * number.digits}" if number.digits else whole}
