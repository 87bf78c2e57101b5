"""What a spreadsheet holds, whatever writes it: a cover, then one sheet a table, every cell with its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any, TypeAlias

import pandas as pd

from charts.drawings.choropleth import ORIGINE_LABELS
from charts.words.french import printed_decimals
from exports.cells import flat, missing, names_a_row

COVER = "Lisez-moi"
COVER_WIDTHS = (24, 100)
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767
"""Signs of a cell at most, in every spreadsheet."""

_FORBIDDEN_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f\ufffe\uffff]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = frozenset({"history", "historique"})
_COLUMN_WIDTHS = (8, 60)

Value: TypeAlias = "str | bool | int | float | date | None"
"""None, and an empty text, have no cell."""


@dataclass(frozen=True)
class NumberFormat:
    """How a number is shown: its decimals, and whether its thousands are apart."""

    digits: int
    grouped: bool


@dataclass(frozen=True)
class Sheet:
    """One table.

    Attributes:
        rows: its cells, a tuple a row.
        formats: that of each cell, a list a column; None for what is not a number.
        widths: of each column, in signs.
    """

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    formats: tuple[list[NumberFormat | None], ...]
    widths: tuple[int, ...]


def sheets_of(frames: Mapping[str, pd.DataFrame], *, decimals: Mapping[str, int]) -> list[Sheet]:
    """The sheets of some tables, after the cover.

    Args:
        frames: by sheet name; names may be any text.
        decimals: decimals of an official figure by what the column «Identifiant» holds.
    """
    found, taken = [], [COVER]
    for name, frame in frames.items():
        taken.append(sheet_name(name, taken=taken))
        found.append(_sheet(taken[-1], flat(frame), decimals))
    return found


def plain_text(text: str) -> str:
    """A text that a file can hold: no sign that XML forbids, one end of line, no longer than a cell may be."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def sheet_name(name: str, *, taken: list[str]) -> str:
    """A name that every spreadsheet accepts: no forbidden sign, 31 signs at most, unlike those taken."""
    plain = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", name).split()).strip("' ") or "Feuille"
    if plain.lower() in _RESERVED:
        plain += " (feuille)"
    used = {other.casefold() for other in taken}
    for rank in range(1, len(taken) + 2):
        end = "" if rank == 1 else f" ({rank})"
        found = _first(plain, LONGEST_SHEET_NAME - len(end)).rstrip("' ") + end
        if found.casefold() not in used:
            return found
    raise AssertionError("one more name than sheets is always free")


def _first(text: str, most: int) -> str:
    """The start of a text, as spreadsheets count it: a sign beyond the first plane is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _sheet(name: str, frame: pd.DataFrame, decimals: Mapping[str, int]) -> Sheet:
    columns = [frame.iloc[:, position].tolist() for position in range(len(frame.columns))]
    heads = tuple(plain_text(str(head)) for head in frame.columns)
    official = _official(frame, decimals)
    return Sheet(
        name,
        heads,
        tuple(zip(*([_value(value) for value in column] for column in columns), strict=True)),
        tuple(_formats(column, head, official) for column, head in zip(columns, heads, strict=True)),
        tuple(_width(head, column[:200]) for column, head in zip(columns, heads, strict=True)),
    )


def _value(value: Any) -> Value:
    """A cell as Python has it."""
    if isinstance(value, str):
        return plain_text(value) or None
    if missing(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    plain = value.item() if hasattr(value, "item") else value
    return plain if isinstance(plain, bool | int | float) else plain_text(str(plain))


def _formats(column: list[Any], name: str, official: list[int | None]) -> list[NumberFormat | None]:
    """Number format of each cell of a column; none for what is not a number."""
    numbers = [type(value) is not str and _is_number(value) for value in column]  # most cells are texts
    known = [value for value, number in zip(column, numbers, strict=True) if number]
    shared = max(map(printed_decimals, known), default=0)
    grouped = not names_a_row(name)
    found: list[NumberFormat | None] = []
    for value, number, own in zip(column, numbers, official, strict=True):
        if not number:
            found.append(None)
            continue
        digits = 0 if isinstance(value, Integral) else shared if own is None else own
        found.append(NumberFormat(printed_decimals(value) if digits < 0 else digits, grouped))
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and not missing(value)


def _official(frame: pd.DataFrame, decimals: Mapping[str, int]) -> list[int | None]:
    """Decimals of each row: those of the catalogue for a statistic, -1 for as printed in a plan, None for unsaid."""
    if "Identifiant" not in frame or "Origine" not in frame:
        return [None] * len(frame)
    statistic = ORIGINE_LABELS["statistique"]
    return [
        decimals.get(name) if origine == statistic else -1
        for name, origine in zip(frame["Identifiant"], frame["Origine"], strict=True)
    ]


def _width(name: str, column: list[Any]) -> int:
    low, high = _COLUMN_WIDTHS
    longest = max([len(name) + 3, *(len(str(value)) for value in column)])
    return min(max(longest + 2, low), high)
