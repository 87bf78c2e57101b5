"""Small drawings of a document: where a département lies, where a value stands among the others."""

from __future__ import annotations

from charts.blocks.records import Scale, Situation
from charts.drawings.tokens import PRINTED
from exports.markup import joined, tag
from exports.svg import INK, Drawing, circle, rect, segment, text

_FAINT, _NEAR = PRINTED["piste"], INK["donnee-pale"]
_WIDE, _HIGH, _SIDE = 120, 24, 5


def situation_drawing(block: Situation) -> Drawing:
    """The département filled, those that are like it lighter, their names."""
    left, top, width, height = block.outlines.view_box
    edge = {"stroke": INK["trait-carte"], "stroke_width": "3", "stroke_linejoin": "round"}
    fills = {code: _NEAR if code in block.neighbours else _FAINT for code in block.outlines.paths}
    fills[block.departement] = INK["donnee"]
    shapes = [
        tag("path", d=path, fill=fills[code], fill_rule="evenodd", **edge)
        for code, path in block.outlines.paths.items()
    ]
    named = [(code, INK["encre"], _NEAR) for code in block.neighbours]
    named.append((block.departement, INK["sur-encre"], INK["donnee"]))
    for code, ink, halo in named:
        x, y = block.outlines.labels[code]
        name = block.geography.short(code)
        shapes.append(text(x, y + 18, name, size=56, fill=ink, anchor="middle", bold=True, halo=halo))
    moved = tag("g", joined(shapes), transform=f"translate({-left} {-top})")
    return Drawing(width, height, moved, block.alt, "Situation")


def scale_drawing(shown: Scale) -> Drawing:
    """A band, two marks for the references, a diamond for the value beside, a dot for the value."""
    middle = _HIGH / 2
    marks = [segment(0, middle, _WIDE, middle, stroke=INK["bord"])]

    def at(place: float) -> float:
        return _SIDE + place / 100 * (_WIDE - 2 * _SIDE)

    if shown.band:
        start, end = map(at, shown.band)
        marks.append(rect(start, middle - 5, max(end - start, 1), 10, fill=PRINTED["borne-haute"]))
    if shown.region is not None:
        x = at(shown.region)
        marks.append(segment(x, 1, x, _HIGH - 1, stroke=INK["encre"], edge=2.5))
        marks.append(tag("path", d=f"M{x - 5:g} 0h10l-5 6z", fill=INK["encre"]))
    if shown.country is not None:
        x = at(shown.country)
        marks.append(segment(x, 1, x, _HIGH - 1, stroke=INK["encre"], edge=2, dash="4 3"))
        marks.append(tag("path", d=f"M{x - 5:g} {_HIGH}h10l-5 -6z", fill=INK["encre"]))
    for x in sorted({*map(at, shown.second or ())}):
        path = f"M{x - 8:g} {middle:g}l8 -8l8 8l-8 8z"
        marks.append(tag("path", d=path, fill=INK["feuille"], stroke=INK["encre"], stroke_width="2"))
    if shown.own:
        low, high = map(at, shown.own)
        marks.append(segment(low, middle, high, middle, stroke=INK["donnee"], edge=7))
        marks += [circle(x, middle, 6.5, fill=INK["donnee"], stroke=INK["feuille"], edge=1.5) for x in {low, high}]
    return Drawing(_WIDE, _HIGH, joined(marks), shown.words, "Position")
