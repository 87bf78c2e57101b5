"""Where a département stands in the region: a small map without a scale, and its words.

On a page the drawing is a mask: the page's own text colour shows through it, in both themes,
where `st.html` strips an inline SVG. On paper it is one. Its style is in `territory.css`.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from urllib.parse import quote

from charts.drawings.outlines import SHORT_NAMES, Outlines
from charts.words.french import list_text
from loaders.schema import DEPARTEMENTS

_FAINT, _MIDDLE = 0.08, 0.3


def locator_text(code: str, neighbours: Collection[str]) -> str:
    """The map in words: which département, and which are marked as alike."""
    marked = [DEPARTEMENTS[other] for other in neighbours]
    beside = f" ; plus clairs, les plus comparables : {list_text(marked)}" if marked else ""
    return f"Carte de situation des treize départements d'Occitanie : {DEPARTEMENTS[code]}, en plein{beside}."


def locator_html(outlines: Outlines, *, code: str, neighbours: Collection[str] = (), paper: bool = False) -> str:
    """The map: the département filled, the nearest ones lighter, their names.

    Args:
        neighbours: départements marked as alike.
        paper: an inline SVG, for a file of its own; else layers that `locator_css` draws.
    """
    layers = f'<i class="dep-tous"></i><i class="dep-{code}"></i>'
    layers += "".join(f'<i class="dep-{other} pale"></i>' for other in neighbours)
    shown = _svg(outlines, code, neighbours) if paper else layers
    names = "".join(_name(outlines, other, here=other == code) for other in (code, *neighbours))
    return (
        f'<div class="situation" role="img" aria-label="{escape(locator_text(code, neighbours))}">{shown}{names}</div>'
    )


def locator_css(outlines: Outlines) -> str:
    """The masks of the map, sent once: one of all the outlines, one a département."""
    whole = _drawing(outlines, "".join(_path(path, _FAINT) for path in outlines.paths.values()))
    masks = {"tous": whole} | {code: _drawing(outlines, _path(path, 1.0)) for code, path in outlines.paths.items()}
    rules = (
        f".situation .dep-{name}{{-webkit-mask-image:{_address(drawing)};mask-image:{_address(drawing)}}}"
        for name, drawing in masks.items()
    )
    return "".join(rules) + f".situation .pale{{opacity:{_MIDDLE}}}"


def _svg(outlines: Outlines, code: str, neighbours: Collection[str]) -> str:
    opacity = {other: 1.0 if other == code else _MIDDLE if other in neighbours else _FAINT for other in outlines.paths}
    return _drawing(outlines, "".join(_path(path, opacity[other]) for other, path in outlines.paths.items()))


def _drawing(outlines: Outlines, paths: str) -> str:
    box = " ".join(str(number) for number in outlines.view_box)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" aria-hidden="true"><g stroke="#000" '
        f'stroke-opacity=".55" stroke-width="3">{paths}</g></svg>'
    )


def _path(path: str, opacity: float) -> str:
    return f'<path d="{path}" fill-opacity="{opacity}"/>'


def _address(drawing: str) -> str:
    return f'url("data:image/svg+xml,{quote(drawing, safe=" =:/,-.")}")'


def _name(outlines: Outlines, code: str, *, here: bool) -> str:
    left, top, width, height = outlines.view_box
    x, y = outlines.labels[code]
    place = f"left:{round((x - left) / width * 100, 1)}%;top:{round((y - top) / height * 100, 1)}%"
    return f'<span aria-hidden="true"{" class=ici" if here else ""} style="{place}">{escape(SHORT_NAMES[code])}</span>'
