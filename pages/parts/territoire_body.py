"""The body of the page of one département: its style, its filters, its five sections."""

from __future__ import annotations

from markupsafe import Markup

from exports.locator import locator_css, references_css
from exports.markup import tag
from exports.territory_sheet import MARKS_CSS
from shell import render, screen
from shell.frame import css
from shell.library import library
from views.library import Library
from views.memo import memo
from views.view import View


def style() -> None:
    """What the sections need beside the frame's own style."""
    screen.body(_style(library()))


@memo(1)
def _style(held: Library) -> Markup:
    return tag(
        "style", Markup(MARKS_CSS + css("territoire") + references_css(held.geography) + locator_css(held.outlines))
    )


def draw(shown: View) -> None:
    """What the filters do, then opening, figures, plan, supply, cautions: a section each."""
    render.sections(shown)
