"""The table twin of a view as HTML: its caption, how many rows it has, what is said under it."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from charts.words.french import count_text, plural
from exports.markup import tag
from exports.rows import rows_table
from exports.tables import html_table
from views.view import Table


def heading(table: Table, number: int) -> Markup:
    """The title of a table shown by pages, with its count: its caption, for who sees."""
    said, _, which = _by_pages(table, number)[1].partition(", de ")
    return tag("h2", said + (tag("small", f" de {which}") if which else ""))


def twin(table: Table, number: int = 1) -> Markup:
    """A table as the page shows it, and what is said under it.

    Args:
        number: which page of a table shown by pages.
    """
    frame, caption = _by_pages(table, number) if table.rows else (table.frame, table.caption or table.name)
    if table.on_screen is not None:
        frame = table.on_screen(frame)
    if table.counted:
        number = len(table.frame)
        in_letters = table.counted == "lettres" or not number
        caption += f" ({count_text(number, noun='ligne') if in_letters else f'{number} ligne{plural(number)}'})"
    if table.rows:
        body = rows_table(frame, caption=caption, numbers=table.numbers)
    else:
        body = html_table(frame, caption=caption, numbers=table.numbers, decimals=table.decimals, chosen=table.chosen)
    return body + tag("p", table.note) if table.note else body


def _by_pages(table: Table, number: int) -> tuple[pd.DataFrame, str]:
    """The rows of one page, and the title that says which."""
    held, start = table.lines, (number - 1) * table.rows
    frame = held.iloc[start : start + table.rows]
    caption = table.caption or table.name
    caption += f" : {len(table.frame)} ligne{plural(len(table.frame))}"
    caption += f" en {len(held)} texte{plural(len(held))}" if table.grouped else ""
    caption += f", de {start + 1} à {start + len(frame)}" if table.pages > 1 else ""
    return frame, caption
