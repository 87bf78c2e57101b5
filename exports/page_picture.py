"""The picture of a page with one cell framed, as HTML: a band of the page around it, the whole page on demand."""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from charts.words.typography import bound
from exports.markup import tag, void
from loaders.sts.page_picture import PagePicture

_BAND = 0.3
"""Part of the height of a page that is shown around the cell."""

_AROUND = 1.0
"""Points between the cell and its frame."""


def page_html(drawn: PagePicture, box: tuple[float, float, float, float] | None, *, alt: str) -> Markup:
    """A page.

    Args:
        box: left, top, right and bottom of the cell, in points from the top left; the whole page is shown without one.
        alt: what the picture is, in words.
    """
    wide, high = drawn.width, drawn.height
    picture = void("img", src=f"data:image/png;base64,{b64encode(drawn.png).decode()}", alt=bound(alt))
    if box is None:
        return tag("figure", tag("div", tag("div", picture, class_="feuille"), class_="bande-page"), class_="page-lue")
    left, top, right, bottom = box
    place = {
        "left": (left - _AROUND) / wide, "top": (top - _AROUND) / high,
        "width": (right - left + 2 * _AROUND) / wide, "height": (bottom - top + 2 * _AROUND) / high,
    }  # fmt: skip
    frame = tag("i", class_="cadre", style=";".join(f"{name}:{100 * part:.2f}%" for name, part in place.items()))
    middle = (top + bottom) / 2 / high
    start = min(max(0.0, middle - _BAND / 2), 1 - _BAND)
    style = f"--l:{wide:.1f};--k:{high:.1f};--p:{_BAND};--t:{start:.4f}"
    sheet = tag("div", tag("div", picture + frame, class_="feuille"), class_="bande-page")
    whole = tag("details", tag("summary", bound("Voir la page entière")))
    return tag("figure", sheet + whole, class_="page-lue en-bande", style=style)
