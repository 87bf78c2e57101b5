"""The départements as links, each clipped to its own outline: what is seen is what is clicked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TypeAlias

from markupsafe import Markup

from charts.drawings.outlines import Outlines, polygon
from charts.words.typography import bound
from exports.markup import EMPTY, joined, tag
from loaders.geography import Geography

Frame: TypeAlias = tuple[int, int, int, int]
"""Left, top, width and height, in the units of the outlines."""

_MOST_NAMED = 30
"""Départements beyond which their names would cover one another."""

_ROOM = 40
"""Added at the left and at the right of the frame, so that a name at the edge is not cut."""


def places_html(
    links: Mapping[str, Markup], marked: Collection[str], geography: Geography, outlines: Outlines | None
) -> Markup:
    """A map of links, or their list where the outlines are not there.

    Args:
        links: the way to each département, by code.
        marked: those set off.
    """
    if outlines is None:
        return tag("ul", joined(tag("li", link, class_=_set_off(code, marked)) for code, link in links.items()))
    frame = _frame(outlines)
    cuts = {code: _place(outlines.paths[code], frame) for code in links}
    items = joined(tag("li", link, class_=_set_off(code, marked), style=cuts[code]) for code, link in links.items())
    names = joined(_name(outlines, geography, code, marked) for code in links) if len(links) <= _MOST_NAMED else EMPTY
    _, _, width, height = frame
    return tag("div", tag("ul", items) + names, class_="lieux", style=f"aspect-ratio:{width}/{height}")


def _frame(outlines: Outlines) -> Frame:
    """The frame of the outlines, with room at both sides for the names of the outermost, whatever the font."""
    left, top, width, height = outlines.view_box
    return left - _ROOM, top, width + 2 * _ROOM, height


def _set_off(code: str, marked: Collection[str]) -> str | None:
    return "plein" if code in marked else None


@lru_cache(maxsize=256)
def _place(path: str, frame: Frame) -> str:
    """The box of a path in a frame, and its outline in that box; remembered, since each visit writes them all."""
    points = polygon(path)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top, wide, high = min(xs), min(ys), max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    x0, y0, width, height = frame
    box = {"left": (left - x0) / width, "top": (top - y0) / height, "width": wide / width, "height": high / height}
    places = ";".join(f"{name}:{share * 100:.2f}%" for name, share in box.items())
    inside = ",".join(f"{(x - left) / wide * 100:.1f}% {(y - top) / high * 100:.1f}%" for x, y in points)
    return f"{places};--forme:polygon(evenodd,{inside})"


def _name(outlines: Outlines, geography: Geography, code: str, marked: Collection[str]) -> Markup:
    left, top, width, height = _frame(outlines)
    x, y = outlines.labels[code]
    place = f"left:{(x - left) / width * 100:.1f}%;top:{(y - top) / height * 100:.1f}%"
    return tag("span", bound(geography.short(code)), aria_hidden="true", class_=_set_off(code, marked), style=place)
