"""The table twin of a view as HTML: its caption, how many rows it has, what is said under it."""

from __future__ import annotations

from markupsafe import Markup

from charts.words.french import count_text, plural
from exports.markup import tag
from exports.tables import html_table
from views.view import Table


def twin(table: Table, number: int = 1) -> Markup:
    """A table as the page shows it, and what is said under it.

    Args:
        number: which page of a table shown by pages.
    """
    frame, caption = table.frame, table.caption or table.name
    if table.rows:
        start = (number - 1) * table.rows
        frame = frame.iloc[start : start + table.rows]
        caption += f" : {len(table.frame)} ligne{plural(len(table.frame))}"
        caption += f", de {start + 1} à {start + len(frame)}" if table.pages > 1 else ""
    if table.on_screen is not None:
        frame = table.on_screen(frame)
    if table.counted:
        number = len(table.frame)
        in_letters = table.counted == "lettres" or not number
        caption += f" ({count_text(number, noun='ligne') if in_letters else f'{number} ligne{plural(number)}'})"
    body = html_table(frame, caption=caption, numbers=table.numbers, decimals=table.decimals, chosen=table.chosen)
    return body + tag("p", table.note) if table.note else body
