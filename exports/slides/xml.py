"""Shapes and words of a slide as DrawingML: every text is escaped, every run is French.

Written as text and read once: a map has thirteen outlines of hundreds of points, a table hundreds of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml

from charts.drawings.tokens import COLOURS
from charts.words.french import NARROW, NBSP
from charts.words.typography import bound
from exports.slides.records import Line, Run

EMU = 12700
"""In a point."""

LANG = "fr-FR"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
SCHEME = {
    "encre": "tx1", "feuille": "bg1", "encre-2": "tx2", "papier": "bg2", "donnee": "accent1", "hausse": "accent2",
    "baisse": "accent3", "reserve": "accent4", "autorise": "accent6",
}  # fmt: skip
"""Colours that follow a change of theme: those of the words and of the marks. Classes of a map keep theirs."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED = {'"': "&quot;"}


def emu(points: float) -> int:
    """Points as the format counts."""
    return round(points * EMU)


def clean(text: str) -> str:
    """A text that the format holds, its spaces part where French lets them, with those that every font has."""
    return _UNWRITABLE.sub("\ufffd", bound(text)).replace(NARROW, NBSP)


def escaped(text: str) -> str:
    """A text inside an element or an attribute."""
    return escape(clean(text), _QUOTED)


@cache
def rgb(token: str) -> str:
    """The light colour of a token, or a literal one, without its sign."""
    return (COLOURS[token][0] if token in COLOURS else token).removeprefix("#").upper()


@cache
def colour(token: str, alpha: int = 0) -> str:
    """A colour: of the theme where the token is one of it.

    Args:
        alpha: thousandths of a per cent, 0 for an opaque one.
    """
    inside = f'<a:alpha val="{alpha}"/>' if alpha else ""
    if token in SCHEME:
        return f'<a:schemeClr val="{SCHEME[token]}">{inside}</a:schemeClr>'
    return f'<a:srgbClr val="{rgb(token)}">{inside}</a:srgbClr>'


def solid(token: str, alpha: int = 0) -> str:
    """A plain fill."""
    return f"<a:solidFill>{colour(token, alpha)}</a:solidFill>"


HATCHED = f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour("hachure")}</a:fgClr><a:bgClr>{colour("feuille")}</a:bgClr></a:pattFill>'  # noqa: E501


DOTTED = HATCHED.replace("wdUpDiag", "dotGrid")  # an office that has no such dots draws a grid, never a hatch


def fill(token: str) -> str:
    """A plain fill, a pattern for what is not known (`hachure`) and for a range (`points`), or none."""
    patterns = {"hachure": HATCHED, "points": DOTTED}
    return patterns[token] if token in patterns else solid(token) if token else "<a:noFill/>"


def paragraph(
    line: Line, *, align: str = "", size: float = 0, link: str = "", tint: str = "", bold: bool = False
) -> str:
    """One paragraph.

    Args:
        size: points of the runs that have none of their own; tint: their colour; bold: whether all are.
        link: relationship of the runs that lead somewhere.
    """
    runs = "".join(_run(run, size, link, tint, bold) for run in line if run.text)
    given = f"<a:pPr{align and f' algn={chr(34)}{align}{chr(34)}'}/>" if align else ""
    end = f'<a:endParaRPr lang="{LANG}"{_points(size)}/>'
    return f"<a:p>{given}{runs}{end}</a:p>"


def _run(run: Run, size: float, link: str, tint: str, bold: bool) -> str:
    shown = run.colour or tint
    inside = (solid(shown) if shown else "") + (f'<a:hlinkClick r:id="{link}"/>' if run.link and link else "")
    strong = ' b="1"' if run.bold or bold else ""
    return (
        f'<a:r><a:rPr lang="{LANG}"{_points(run.size or size)}{strong} dirty="0">{inside}</a:rPr>'
        f"<a:t>{escape(clean(run.text))}</a:t></a:r>"
    )


def _points(size: float) -> str:
    return f' sz="{round(size * 100)}"' if size else ""


def paragraphs(lines: Iterable[Line], **look: str | float | bool) -> str:
    """Paragraphs alike, one at least."""
    return "".join(paragraph(line, **look) for line in lines) or f'<a:p><a:endParaRPr lang="{LANG}"/></a:p>'  # type: ignore[arg-type]


def off(x: float, y: float, w: float, h: float) -> str:
    """Place and size."""
    return f'<a:xfrm><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(w)}" cy="{emu(h)}"/></a:xfrm>'


def shape(
    number: int,
    name: str,
    geometry: str,
    look: str,
    *,
    alt: str = "",
    words: str = "",
    body: str = "",
    text: bool = False,
) -> str:
    """One shape.

    Args:
        geometry: its place and outline; look: fill and line.
        words: paragraphs; body: attributes of their room.
        text: whether it is a box of words.
    """
    said = f' descr="{escaped(alt)}"' if alt else ""
    inside = (
        f"<p:txBody><a:bodyPr {body or 'wrap=' + chr(34) + 'none' + chr(34)}/><a:lstStyle/>"
        f"{words or paragraphs(())}</p:txBody>"
    )
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{escaped(name)}"{said}/>'
        f"<p:cNvSpPr{' txBox=' + chr(34) + '1' + chr(34) if text else ''}/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{geometry}{look}</p:spPr>{inside}</p:sp>"
    )


RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
NO_LINE = "<a:ln><a:noFill/></a:ln>"
GROUND = solid("feuille") + NO_LINE
"""Of a leaf that bears words: one that paints nothing is left out of a tagged PDF, its alternative with it."""


def outline(token: str, points: float) -> str:
    """The line around a shape."""
    return f'<a:ln w="{emu(points)}">{solid(token)}<a:round/></a:ln>'


def element(text: str) -> Any:
    """The element of a text of ours."""
    return parse_xml(text)
