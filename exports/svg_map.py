"""A map as SVG: the départements in the colours of their classes, names and values on them, legend, references."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from markupsafe import Markup

from charts.drawings.choropleth import RANGE, ChoroplethView
from charts.drawings.outlines import Outlines
from charts.drawings.palette import PALETTES
from charts.words.gap_reserves import signs_then_words
from exports.markup import EMPTY, joined, tag
from exports.svg import DOTS, HATCH, INK, Drawing, Sign, legend, lines, text
from loaders.geography import Geography

_NAMED, _VALUED = 140, 60
"""Units a département must have, as the side of a square, for its name, for its value to be written on it."""

_SIZE = 25


def map_drawing(
    shown: ChoroplethView,
    outlines: Outlines,
    geography: Geography,
    *,
    chosen: str = "",
    titled: str = "",
    said: bool = False,
    signs: Mapping[str, str] | None = None,
) -> Drawing:
    """One map.

    Args:
        chosen: département set off.
        titled: written above it, where there are two.
        said: whether its sentence stands above it too.
        signs: what holds a value back, by département, written beside it.
    """
    left, top, width, height = outlines.view_box
    head, below = (EMPTY, 0.0)
    if titled:
        head, below = lines(0, 0, titled, room=width, size=36, serif=True)
        below += 14
    if said and shown.phrase:
        words, below = lines(0, below, shown.phrase, room=width, size=26 if titled else 18)
        head, below = head + words, below + 14
    drawn = tag(
        "g", _shapes(shown, outlines, geography, chosen, signs or {}), transform=f"translate({-left} {-top + below:g})"
    )
    keys, end = legend(_entries(shown), room=width, size=22, y=below + height + 12)
    told = f"{shown.titre}. {shown.phrase}"
    return Drawing(width, end + 4, head + drawn + keys, f"Carte. {told}", shown.titre)


def _shapes(
    shown: ChoroplethView, outlines: Outlines, geography: Geography, chosen: str, signs: Mapping[str, str]
) -> Markup:
    palette, codes = PALETTES[shown.palette], list(geography.departements)
    edge = {"stroke": INK["trait-carte"], "stroke_width": "1.8", "stroke_linejoin": "round"}
    fills = [DOTS if rank == RANGE else HATCH if rank < 0 else palette.fills[rank] for rank in shown.classes]
    paths = [
        tag("path", d=outlines.paths[code], fill=fill, fill_rule="evenodd", **edge)
        for code, fill in zip(codes, fills, strict=True)
    ]
    if chosen in outlines.paths:
        around = {"stroke": INK["encre"], "stroke_width": "7", "stroke_linejoin": "round"}
        paths.append(tag("path", d=outlines.paths[chosen], fill="none", **around))
    room = outlines.view_box[2] / sqrt(len(codes))
    labels = [
        _label(shown, rank, outlines.labels[code], geography.short(code) if room >= _NAMED else "", signs.get(code, ""))
        for rank, code in enumerate(codes)
        if room >= _VALUED
    ]
    return joined(paths + labels)


def _label(shown: ChoroplethView, rank: int, place: tuple[int, int], name: str, sign: str) -> Markup:
    """The name and the value of a département, in the ink that its colour bears; what holds it back."""
    (x, y), palette, number = place, PALETTES[shown.palette], shown.classes[rank]
    ink, halo = (INK["encre"], INK["creux"]) if number < 0 else (palette.inks[number], palette.fills[number])
    beside, under = signs_then_words(sign)
    value = f"{beside} {shown.textes[rank]}" if beside and shown.textes[rank] else shown.textes[rank]
    above = 8 if value and under else 0  # three lines stand where two would
    parts = [text(x, y - 9 - above, name, size=_SIZE, fill=ink, anchor="middle", halo=halo)] if name else []
    if value:
        size, low = _SIZE * (1.12 if len(value) < 16 else 0.85), y - above + (24 if name else 18)
        parts.append(text(x, low, value, size=size, fill=ink, anchor="middle", bold=True, halo=halo))
        if under:
            parts.append(text(x, low + 21, under, size=_SIZE * 0.7, fill=ink, anchor="middle", halo=halo))
    return joined(parts)


def _entries(shown: ChoroplethView) -> list[tuple[Sign | None, str]]:
    """The classes, what is missing, the region and the country."""
    fills = PALETTES[shown.palette].fills
    entries: list[tuple[Sign | None, str]] = [(None, f"{shown.unite} :")] if shown.unite else []
    entries += [(("aplat", fills[rank]), words) for rank, words in enumerate(shown.legende)]
    entries += [((mark, ""), words) for mark, words in shown.unclassed]
    return entries + [(None, f"{beside.nom} : {beside.texte}") for beside in shown.reperes if beside.texte]
