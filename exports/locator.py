"""Where a département stands in the region, as HTML: a small map without a scale.

On a page the drawing is a mask: the page's own text colour shows through it, in both themes,
where `st.html` strips an inline SVG. On paper it is one. Its style is in `territory_marks.css`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import quote

from markupsafe import Markup

from charts.drawings.outlines import Outlines
from exports.markup import joined, tag
from loaders.geography import Geography

_CSS_ESCAPED = re.compile(r"[\"\\<>\x00-\x1f]")
"""Signs that would end a text of a style sheet."""

_FAINT, _MIDDLE = 0.08, 0.3


def locator_html(
    outlines: Outlines,
    geography: Geography,
    *,
    code: str,
    neighbours: Collection[str] = (),
    alt: str,
    paper: bool = False,
) -> Markup:
    """The map: the département filled, the nearest ones lighter, their names.

    Args:
        neighbours: départements marked as alike.
        alt: the map in words.
        paper: an inline SVG, for a file of its own; else layers that `locator_css` draws.
    """
    layers = [tag("i", class_="dep-tous"), tag("i", class_=f"dep-{code}")]
    layers += [tag("i", class_=f"dep-{other} pale") for other in neighbours]
    shown = _svg(outlines, code, neighbours) if paper else joined(layers)
    names = joined(_name(outlines, geography, other, here=other == code) for other in (code, *neighbours))
    return tag("div", shown + names, class_="situation", role="img", aria_label=alt)


def locator_css(outlines: Outlines) -> str:
    """The masks of the map, sent once: one of all the outlines, one a département."""
    whole = _drawing(outlines, joined(_path(path, _FAINT) for path in outlines.paths.values()))
    masks = {"tous": whole} | {code: _drawing(outlines, _path(path, 1.0)) for code, path in outlines.paths.items()}
    rules = (
        f".situation .dep-{name}{{-webkit-mask-image:{_address(drawing)};mask-image:{_address(drawing)}}}"
        for name, drawing in masks.items()
    )
    return "".join(rules) + f".situation .pale{{opacity:{_MIDDLE}}}"


def references_css(geography: Geography) -> str:
    """The names of the region and of the country, where the style says what a column is (a narrow screen)."""
    named = {"region": geography.name(geography.region), "pays": geography.name(geography.country)}
    rules = (f'--{name}:"{_CSS_ESCAPED.sub("", text)}"' for name, text in named.items())
    return f".epine{{{';'.join(rules)}}}"


def _svg(outlines: Outlines, code: str, neighbours: Collection[str]) -> Markup:
    opacity = {other: 1.0 if other == code else _MIDDLE if other in neighbours else _FAINT for other in outlines.paths}
    return _drawing(outlines, joined(_path(path, opacity[other]) for other, path in outlines.paths.items()))


def _drawing(outlines: Outlines, paths: Markup) -> Markup:
    drawn = tag("g", paths, stroke="#000", stroke_opacity=".55", stroke_width="3")
    box = " ".join(str(number) for number in outlines.view_box)
    return tag("svg", drawn, xmlns="http://www.w3.org/2000/svg", viewBox=box, aria_hidden="true")


def _path(path: str, opacity: float) -> Markup:
    return tag("path", d=path, fill_opacity=str(opacity))


def _address(drawing: str) -> str:
    return f'url("data:image/svg+xml,{quote(drawing, safe=" =:/,-.")}")'


def _name(outlines: Outlines, geography: Geography, code: str, *, here: bool) -> Markup:
    left, top, width, height = outlines.view_box
    x, y = outlines.labels[code]
    place = f"left:{round((x - left) / width * 100, 1)}%;top:{round((y - top) / height * 100, 1)}%"
    return tag("span", geography.short(code), aria_hidden="true", class_="ici" if here else None, style=place)
