"""Rows of a table as plain records, and records put together by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, TypeVar

import pandas as pd

Record = TypeVar("Record")
Key = TypeVar("Key")


def grouped(rows: Iterable[Record], key: Callable[[Record], Key]) -> dict[Key, list[Record]]:
    """Rows by what `key` says of each, in their order."""
    found: dict[Key, list[Record]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def text_of(cell: object) -> str:
    """A cell as text, "" when it is empty."""
    return "" if pd.isna(cell) else str(cell)


def records_of(kind: type[Record], frame: pd.DataFrame) -> list[Record]:
    """Rows as plain records: lists become tuples, an empty text is "", an unknown number is None."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    columns = [_plain(frame[name]) for name in names]
    return [kind(*row) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    empty = None if column.dtype.kind in "if" else ""
    return [tuple(cell) if isinstance(cell, list) else empty if pd.isna(cell) else cell for cell in column.tolist()]
