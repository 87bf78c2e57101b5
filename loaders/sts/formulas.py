"""Texts of a document in a CSV that somebody opens in a spreadsheet: none is run as a formula, all come back as read.

Source: docs/decisions/exports.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_MARK = "'"


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run, and before an apostrophe that stands first."""
    runs = len(text) > 1 and text.lstrip().startswith(_SIGNS)
    return f"{_MARK}{text}" if runs or text.startswith((_MARK, "\t", "\r")) else text


def guarded_rows(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows of a table, each cell guarded."""
    return [{name: guarded(text) for name, text in row.items()} for row in rows]


def unguarded(text: str) -> str:
    """The text before `guarded`."""
    return text.removeprefix(_MARK)
