"""The picture of a view inside a page of the pack: the same SVG, in colours that follow the theme of the reader."""

from __future__ import annotations

import re

from markupsafe import Markup

from charts.drawings.palette import DARK_INK, LIGHT_INK, ink_on
from charts.drawings.pictures import Maps
from charts.drawings.tokens import COLOURS
from exports.markup import EMPTY, joined, tag
from exports.pictures import drawings
from views.library import Library
from views.view import View

_TOKENS = {light: name for name, (light, _) in reversed(COLOURS.items())}
"""Token of each light colour; of two alike, the first: what is drawn on paper is on a sheet."""

_DARK = dict(COLOURS.values())
_PAIR = re.compile(rf'(fill="(#\w{{6}})" stroke="\2".*?\btext [^>]*?fill=")({DARK_INK}|{LIGHT_INK})(")')
"""A halo, then its words in the ink that reads on it."""

_COLOUR = re.compile(r'(?<=")#[0-9a-f]{6}(?=")')
_NAMED = re.compile(r'(?<=id=")[\w-]+(?=")')


def picture_html(view: View, library: Library, *, name: str) -> Markup:
    """What is drawn of a view; nothing without a picture, nor where its blocks draw it.

    Args:
        name: starts the names of its hatches: two drawings of a page have their own.
    """
    if view.component is None:
        return EMPTY
    found = drawings(view, library, apart=isinstance(view.picture, Maps))
    titles = view.picture.names if isinstance(view.picture, Maps) and len(found) > 1 else ()
    figures = []
    for rank, drawing in enumerate(found):
        drawn = tag(
            "div",
            Markup(themed(drawing.svg(), f"{name}-{rank}")),
            class_="defile",
            tabindex=0,
            role="region",
            aria_label=f"Image : {drawing.name}",
        )
        figures.append(tag("figure", drawn + (tag("figcaption", titles[rank]) if titles else EMPTY)))
    several = "images deux" if titles else "images"
    return tag("div", joined(figures), class_=several)


def themed(svg: str, name: str) -> str:
    """A drawing whose colours are those of the theme, and whose names are its own."""
    told = _PAIR.sub(lambda found: f"{found[1]}{_ink(found[3], found[2])}{found[4]}", svg)
    told = _COLOUR.sub(lambda found: f"var(--{_TOKENS[found[0]]})" if found[0] in _TOKENS else found[0], told)
    for one in _NAMED.findall(told):
        told = told.replace(f'id="{one}"', f'id="{name}-{one}"').replace(f"url(#{one})", f"url(#{name}-{one})")
    return told


def _ink(light: str, ground: str) -> str:
    """The ink of some words on a ground, in both themes."""
    return f"light-dark({light}, {ink_on(_DARK.get(ground, ground))})"
