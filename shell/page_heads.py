"""What tells the page of a view from the others, above its body: its title and its style sheet.

The page draws them, and a body asked ahead of a link carries them (shell/ahead.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from exports.locator import locator_css, references_css
from exports.territory_sheet import MARKS_CSS
from views.library import Library
from views.memo import memo

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Head:
    """What a page says of itself.

    Attributes:
        title: what it is about; the window's title and the first heading.
        style: its style sheet beside the one of the frame (`defis` for defis.css), empty without one.
        seen: whether the first heading is seen, or only read aloud.
    """

    title: str
    style: str = ""
    seen: bool = False


HEADS = {
    "carte": Head("Carte des indicateurs", "carte"),
    "territoire": Head("Territoire : un département, ses chiffres et son plan"),
    "ecarts": Head("Écarts entre offre autorisée et offre prévue (OQOS)", "ecarts"),
    "defis": Head("Défis et objectifs des plans, comparés code à code", "defis"),
    "scenario": Head("Et si l'on ne gardait qu'une partie des plans ?", "scenario"),
    "sources": Head("Données et sources", "sources", seen=True),
    "recherche": Head("Recherche", "sources", seen=True),
}
"""Pages whose bodies may be asked ahead, by their key."""


AROUND = {"carte": ("une-carte", "deux-cartes"), "scenario": ("et-si", "et-si-2")}
"""What holds the maps of a page and what is read of them, laid out by its style sheet: one map, two maps."""

OWN_STYLE = "/* propre */\n"
"""What stands in the style of a page before what is its own: static/doublure.js keeps what comes first."""


@cache
def css(name: str) -> str:
    """A style sheet of this room, by its name."""
    return (_HERE / f"{name}.css").read_text("utf-8")


def style_of(page: str, held: Library) -> str:
    """What the body of a page needs beside the style of the frame."""
    head = HEADS[page]
    return (css(head.style) if head.style else "") + (sections_css(held) if page == "territoire" else "")


@memo(1)
def sections_css(held: Library) -> Markup:
    """What the sections of a territory need, the colours of its marks and the outline of the département."""
    return Markup(MARKS_CSS + css("territoire") + references_css(held.geography) + locator_css(held.outlines))
