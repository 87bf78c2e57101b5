"""Pictures as SVG that every reader draws alike: literal colours, strokes in user units, text as text.

No `var()`, no `rgb(… / …)`, no `paint-order`: a page draws them, the engines of documents do not (black fills, a halo
over its letters). A halo is a second text underneath.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from charts.drawings.text_width import SLACK, text_width, wrapped
from charts.drawings.tokens import PRINTED, colours
from charts.words.typography import bound
from exports.markup import EMPTY, joined, tag

INK = colours("clair")
"""Colours of a picture: it is put on paper."""

SANS = "'Territoires Sans', 'Source Sans 3', Arial, sans-serif"
SERIF = "'Territoires Serif', 'Source Serif 4', Georgia, serif"
HATCH, DOTS = "url(#hachure)", "url(#points)"
LINE = 1.3
"""Height of a line of words, in parts of its size."""

_SERIF_WIDER = 1.02
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Drawing:
    """A drawing in its own units.

    Attributes:
        body: its shapes, from 0 to `width` and `height`.
        alt: what it says; name: what it is.
    """

    width: float
    height: float
    body: Markup
    alt: str
    name: str

    def at(self, x: float, y: float, *, scale: float = 1) -> Markup:
        """The same as a part of another drawing."""
        sized = f" scale({number(scale)})" if scale != 1 else ""
        return tag("g", self.body, transform=f"translate({number(x)} {number(y)}){sized}")

    def svg(self, *, style: str = "") -> str:
        """A file of its own.

        Args:
            style: what carries the fonts, for a reader that has them not.
        """
        size = {"width": number(self.width), "height": number(self.height)}
        said = tag("title", clean(self.name)) + tag("desc", clean(self.alt))
        drawn = said + tag("defs", (tag("style", Markup(style)) if style else EMPTY) + _HATCHES) + self.body
        return str(
            tag(
                "svg",
                drawn,
                xmlns="http://www.w3.org/2000/svg",
                viewBox=f"0 0 {size['width']} {size['height']}",
                font_family=SANS,
                role="img",
                lang="fr",
                **size,
            )
        )


def number(value: float) -> str:
    """A place or a size as a file holds it."""
    return f"{round(value, 2):g}" if abs(value) < 10_000 else str(round(value))


def clean(text: str) -> str:
    """A text that XML can hold, its spaces bound."""
    return bound(_UNWRITABLE.sub("\ufffd", text))


def width_of(text: str, size: float, *, bold: bool = False, serif: bool = False) -> float:
    """How wide some words are drawn: the font is known here."""
    return text_width(text, size=size, bold=bold or serif) / SLACK * (_SERIF_WIDER if serif else 1)


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = INK["encre"],
    anchor: str = "start",
    bold: bool = False,
    italic: bool = False,
    serif: bool = False,
    halo: str = "",
    room: float = 0,
) -> Markup:
    """One line of words on its base line.

    Args:
        halo: colour of the edge that sets the words off; a text of its own underneath.
        room: width that the words must not pass: they are squeezed where they would.
    """
    shown = clean(words)
    squeezed = 0 < room < width_of(shown, size, bold=bold, serif=serif)
    said = {
        "x": number(x),
        "y": number(y),
        "font_size": number(size),
        "font_family": SERIF if serif else None,
        "font_weight": "600" if serif else "700" if bold else None,
        "font_style": "italic" if italic else None,
        "text_anchor": None if anchor == "start" else anchor,
        "textLength": number(room) if squeezed else None,
        "lengthAdjust": "spacingAndGlyphs" if squeezed else None,
    }
    edge = {"stroke": halo, "stroke_width": number(size * 0.24), "stroke_linejoin": "round"}
    under = tag("text", shown, **said, fill=halo, **edge, aria_hidden="true") if halo else EMPTY
    return under + tag("text", shown, **said, fill=fill)


def lines(
    x: float,
    y: float,
    words: str,
    *,
    room: float,
    size: float,
    fill: str = INK["encre"],
    bold: bool = False,
    serif: bool = False,
) -> tuple[Markup, float]:
    """Words on as many lines as they take from `y` down, and where they end; those of a title are of like width."""
    wide = room * SLACK / (_SERIF_WIDER if serif else 1)
    shown = clean(words)
    cut = wrapped(shown, wide, size=size, bold=True, most=99) if serif else _filled(shown, room, size, bold)
    drawn = [
        text(x, y + size + rank * size * LINE, line, size=size, fill=fill, bold=bold, serif=serif)
        for rank, line in enumerate(cut)
    ]
    return joined(drawn), y + len(cut) * size * LINE


def _filled(words: str, room: float, size: float, bold: bool) -> list[str]:
    """Words in lines, each as full as it can be; a word too wide for a line goes on after its hyphen."""
    found: list[str] = []
    for word in words.split(" "):
        if "-" in word and width_of(word, size, bold=bold) > room:
            found += re.split("(?<=-)", word)
            continue
        longer = f"{found[-1]} {word}" if found else word
        if found and width_of(longer, size, bold=bold) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


def rect(
    x: float,
    y: float,
    wide: float,
    high: float,
    *,
    fill: str = "none",
    stroke: str = "",
    dash: str = "",
    edge: float = 1,
) -> Markup:
    """A box; its edge inside it."""
    inset = edge / 2 if stroke else 0
    return tag(
        "rect",
        x=number(x + inset),
        y=number(y + inset),
        width=number(max(wide - 2 * inset, 0)),
        height=number(max(high - 2 * inset, 0)),
        fill=fill,
        stroke=stroke or None,
        stroke_width=number(edge) if stroke else None,
        stroke_dasharray=dash or None,
    )


def segment(
    x: float, y: float, to: float, down: float, *, stroke: str, edge: float = 1, dash: str = "", faint: float = 1
) -> Markup:
    """A straight line."""
    return tag(
        "line",
        x1=number(x),
        y1=number(y),
        x2=number(to),
        y2=number(down),
        stroke=stroke,
        stroke_width=number(edge),
        stroke_dasharray=dash or None,
        stroke_opacity=number(faint) if faint < 1 else None,
    )


def circle(x: float, y: float, radius: float, *, fill: str = "none", stroke: str = "", edge: float = 0) -> Markup:
    """A disc or a ring."""
    around = {"stroke": stroke, "stroke_width": number(edge)} if stroke else {}
    return tag("circle", cx=number(x), cy=number(y), r=number(radius), fill=fill, **around)


Sign = tuple[str, str]
"""A mark of a legend: its shape, and its colour where the shape does not tell it."""

_HIGH = 18


def legend(
    entries: Iterable[tuple[Sign | None, str]], *, room: float, size: float, y: float = 0
) -> tuple[Markup, float]:
    """Marks and their words in rows, and where they end.

    Args:
        entries: a mark, or none, then its words; words alone with `Sign` None.
    """
    drawn, x, high = [], 0.0, size * 1.55
    for mark, words in entries:
        wide = size * 1.65 if mark else 0.0
        whole = wide + width_of(clean(words), size) + size
        if x and x + whole - size > room:
            x, y = 0.0, y + high
        if whole - size > room:
            block, end = lines(x + wide, y + (high - size * LINE) / 2, words, room=room - wide, size=size)
            drawn += [sign(mark, 0, y + high / 2, size) if mark else EMPTY, block]
            x, y = 0.0, end + size * 0.25
            continue
        drawn.append(sign(mark, x, y + high / 2, size) if mark else EMPTY)
        drawn.append(text(x + wide, y + high / 2 + size * 0.35, words, size=size))
        x += whole
    return joined(drawn), y + (high if x else 0)


def sign(mark: Sign, x: float, y: float, size: float) -> Markup:
    """A mark of a legend around the middle of its line."""
    shape, colour = mark
    wide, high = size * 1.25, size * 0.8
    if shape == "aplat":
        return rect(x, y - high / 2, wide, high, fill=colour, stroke=INK["trait-carte"])
    if shape == "points":
        return rect(x, y - high / 2, wide, high, fill=DOTS, stroke=INK["hachure"])
    if shape.startswith("barre"):
        return bar(shape.split()[1:], x, y, wide, size * 0.7) if "stable" not in shape else dot(x + wide / 2, y, size)
    middle = x + wide / 2
    if shape == "anneau":
        return circle(middle, y, size * 0.42, stroke=INK["autorise"], edge=size * 0.16)
    if shape == "point":
        return circle(middle, y, size * 0.36, fill=INK["donnee"])
    if shape in ("plages", "plage-pale"):
        first, second = (INK["autorise"], INK["donnee"]) if shape == "plages" else (INK["donnee-pale"],) * 2
        return joined(
            (
                segment(x, y - size * 0.2, x + wide, y - size * 0.2, stroke=first, edge=size * 0.32),
                segment(x, y + size * 0.2, x + wide, y + size * 0.2, stroke=second, edge=size * 0.32),
            )
        )
    return rect(x, y - high / 2, wide, high, fill=HATCH, stroke=INK["hachure"])


def bar(kinds: Sequence[str], x: float, y: float, wide: float, high: float) -> Markup:
    """A bar around the middle of its line: its side, and what holds its number back."""
    side, hold = kinds[0], kinds[1] if len(kinds) > 1 else "plein"
    fill = {"plein": INK[side], "contour": INK[f"{side}-pale"]}.get(hold, "none")
    return rect(
        x, y - high / 2, wide, high, fill=fill, stroke=INK[side], dash="4 3" if hold == "tirets" else "", edge=2
    )


def dot(x: float, y: float, size: float) -> Markup:
    """What says «stable»."""
    return circle(x, y, size * 0.22, fill=INK["stable"])


def _hatch(name: str, step: float, wide: float, ground: str, line: str) -> Markup:
    """Slanted lines, `wide` of them every `step`."""
    return tag(
        "pattern",
        rect(0, 0, step, step, fill=ground) + rect(0, 0, wide, step, fill=line),
        id=name,
        width=number(step),
        height=number(step),
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _dots(name: str, step: float, radius: float) -> Markup:
    """Dots in slanted rows."""
    return tag(
        "pattern",
        rect(0, 0, step, step, fill=INK["creux"]) + circle(step / 2, step / 2, radius, fill=INK["hachure"]),
        id=name,
        width=number(step),
        height=number(step),
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


_FALLS = (INK["baisse-pale"], PRINTED["baisse-moyenne"], INK["baisse-claire"])
_HATCHES = joined(
    (
        _hatch("hachure", 14, 4, INK["creux"], INK["hachure"]),
        _hatch("hachure-fine", 8, 1.6, INK["feuille"], INK["hachure"]),
        _dots("points", 13, 3),
        *(_hatch(f"baisse-{rank}", 10, 6, INK["baisse-pale"], fill) for rank, fill in enumerate(_FALLS, 1)),
    )
)
"""Hatches: what is not known; a row that may not be compared; a range; what falls, by its strength."""
