"""The body of the page of one département: its style, its filters, its five sections."""

from __future__ import annotations

from exports.markup import tag
from shell import render, screen
from shell.library import library
from shell.page_heads import sections_css
from views.view import View


def style() -> None:
    """What the sections need beside the frame's own style."""
    screen.body(tag("style", sections_css(library())))


def draw(shown: View) -> None:
    """What the filters do, then opening, figures, plan, supply, cautions: a section each."""
    render.sections(shown)
