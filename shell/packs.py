"""The offline pack as the server gives it: the views of some addresses, dressed in the styles of their pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from exports.locator import locator_css, references_css
from exports.pack.pack import Told, pack, untold
from exports.territory_sheet import MARKS_CSS
from shell.frame import css
from views.library import Library
from views.registry import view_at
from views.view import View

_STREAMLIT = re.compile(r"st-key|data-testid|data-variant|data-entier|\.palette|\.menu-liens|\.outils|\.theme")
_STYLED = ("accueil", "carte", "ecarts", "defis", "scenario", "territoire")
"""Pages that have a style of their own."""


def packed(asked: Sequence[View], library: Library, *, told: Told = untold) -> bytes:
    """The pack of some views, in their order; one may come back in other words (`views.view.retold`)."""
    return pack(library, asked, style=style({shown.page for shown in asked}, library), told=told)


def packed_addresses(addresses: Sequence[str], library: Library, *, told: Told = untold) -> bytes:
    """The pack of the views of some addresses, each asked for once, in their order.

    Raises:
        ValueError: an address that is not that of a view.
    """
    asked = {}
    for address in addresses:
        shown = view_at(library, address)
        asked.setdefault((shown.page, str(shown.parameters)), shown)
    return packed(list(asked.values()), library, told=told)


def style(pages: Collection[str], library: Library) -> str:
    """The styles of the blocks of some pages, each inside its own; without what is only Streamlit's."""
    sheets = {name: _plain(css(name)) for name in _STYLED if name in pages}
    if "territoire" in sheets:
        sheets["territoire"] = (
            MARKS_CSS + sheets["territoire"] + references_css(library.geography) + locator_css(library.outlines)
        )
    return _plain(css("frame")) + "".join(f".page-{name}{{{sheet}}}" for name, sheet in sheets.items())


def _plain(sheet: str) -> str:
    """A style sheet, a rule a line, without the rules of the elements of Streamlit; our own are kept."""
    named = sheet.replace('[data-testid="stHtml"]', ".lecture").replace(".stApp ", "")
    named = re.sub(r"/\*.*?\*/", "", named)
    return "\n".join(line for line in named.splitlines() if not (_STREAMLIT.search(line) and _balanced(line)))


def _balanced(line: str) -> bool:
    return line.count("{") == line.count("}") > 0
