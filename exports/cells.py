"""What one cell of a file holds: plain values, French CSV text, and the words that replace signs.

A printed text is never a formula, never a date, never a shortened code. A workbook can say that a text is a
text; a CSV cannot, and each spreadsheet guesses: the rules of `csv_text` were tried in Excel's and in
LibreOffice's way of reading (docs/decisions/exports.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

CODE_COLUMNS = frozenset({"Code", "code", "departement", "territoire", "territoires", "vers"})
"""Columns that hold codes of territories, in our tables and in those stored; other texts «34» are no codes."""
ISO_PREFIX = "FR-"
"""ISO 3166-2 names the départements `FR-09`: no reader, spreadsheet or not, takes that for the number 9."""

_NAMES_A_ROW = re.compile(r"\b(ligne|année|annee|engagement|rang|ordre)\b", re.IGNORECASE)
_RANGE = re.compile(r"(\d+) ?/ ?(\d+)")
_NUMBER = re.compile(r"[+-]\d[\d \u00a0\u202f]*([.,]\d+)?[ \u00a0\u202f]?%?")
_FORMULA_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_CONTROLS = tuple("\t\r\n")
_READ_AGAIN = re.compile(r"[\d=+\-@'].*", re.DOTALL)
_DEPARTEMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d")
BOOLEANS = {True: "VRAI", False: "FAUX"}
_KNOWN = frozenset({str, int, bool, list})
"""Types whose every value is known: pandas is not asked."""


def missing(value: Any) -> bool:
    """Whether nothing is known; an empty list is known to be empty."""
    return type(value) not in _KNOWN and bool(pd.isna(value))


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with each list as one text, items apart by « | »."""
    return frame.map(lambda cell: " | ".join(cell) if isinstance(cell, list) else cell)


def names_a_row(column: str) -> bool:
    """Whether whole numbers of a column name or order a row (a line, a year): their thousands stay together."""
    return bool(_NAMES_A_ROW.search(column.replace("_", " ")))


def typed_again(text: str) -> bool:
    """Whether a spreadsheet would make something else of this text if somebody typed it in a cell."""
    return bool(_READ_AGAIN.fullmatch(text.lstrip()))


def csv_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Cells and headings as a French CSV writes them."""
    columns = [
        _column(frame.iloc[:, position], code=str(name) in CODE_COLUMNS) for position, name in enumerate(frame.columns)
    ]
    plain = pd.concat(columns, axis=1) if columns else frame
    return plain.set_axis([guarded(str(name)) for name in frame.columns], axis=1)


def csv_text(text: str, *, code: bool = False) -> str:
    """A text that survives a double click: a range in words, a code with its prefix, no formula.

    Args:
        code: whether the column holds codes of territories.
    """
    if code and _DEPARTEMENT.fullmatch(text):
        return ISO_PREFIX + text
    bounds = _RANGE.fullmatch(text)
    return f"de {bounds[1]} à {bounds[2]}" if bounds else guarded(text)


def guarded(text: str) -> str:
    """An apostrophe before what a spreadsheet would run; a lone sign and a signed number are left as they are."""
    if (len(text) == 1 and text not in _CONTROLS) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip().startswith(_FORMULA_SIGNS) or text.startswith(_CONTROLS) else text


def _column(column: pd.Series, *, code: bool) -> pd.Series:
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.map(BOOLEANS, na_action="ignore")
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column
    return column.map(_writer(code=code))


def _writer(*, code: bool) -> Callable[[Any], Any]:
    def write(cell: Any) -> Any:
        if isinstance(cell, list):
            return guarded(" | ".join(csv_text(item, code=code) for item in cell))
        if isinstance(cell, str):
            return csv_text(cell, code=code)
        if isinstance(cell, bool):
            return BOOLEANS[cell]
        return str(cell).replace(".", ",") if isinstance(cell, float) and not missing(cell) else cell

    return write
