"""The body of the page of one département: its style, its filters, its five sections."""

from __future__ import annotations

from markupsafe import Markup

from charts.blocks.records import Paragraph
from exports.locator import locator_css, references_css
from exports.markup import tag
from exports.territory_sheet import MARKS_CSS
from pages.parts.territoire_controls import filters_line
from shell import render, screen
from shell.downloads import WHICH_FILE
from shell.frame import css
from shell.library import library
from views.library import Library
from views.memo import memo
from views.territoire.state import TerritoryState
from views.view import View


def style() -> None:
    """What the sections need beside the frame's own style."""
    screen.body(_style(library()))


@memo(1)
def _style(held: Library) -> Markup:
    return tag(
        "style", Markup(MARKS_CSS + css("territoire") + references_css(held.geography) + locator_css(held.outlines))
    )


def draw(state: TerritoryState, shown: View) -> None:
    """Which file to take, what the filters do, then opening, figures, plan, supply, cautions: a section each."""
    lead = (Paragraph(WHICH_FILE, "quel-fichier"), *filters_line(state))
    render.sections(shown, reader=render.Reader(state.engagements, untied=not state.rattachement), lead=lead)
