"""A map on the wall: names and values written on it, moved apart where they would touch; its legend under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from markupsafe import Markup

from charts.drawings.choropleth import RANGE
from charts.drawings.outlines import Outlines
from charts.drawings.palette import PALETTES, Palette
from charts.words.french import NOT_STATED
from charts.words.typography import bound
from exports.markup import EMPTY, joined, tag
from exports.slides.records import MapDrawing, Place
from exports.wall.measure import TEXT, width
from exports.wall.records import Room
from loaders.geography import Geography

MOST_NAMED = 30
"""Départements beyond which a map bears no words: they would cover one another."""

_VALUE = 2.8
_KEY, _KEY_ROW, _APART = 3.6, 3.2, 1.6
"""Width of a square of the legend with its gap, height of its rows, what parts two entries."""

_GROUNDS = {"hachure": "background:var(--trame)", "points": "background:var(--points)"}

_SHIFTS = sorted(product((0, -1, 1, -2, 2, -3, 3), repeat=2), key=lambda shift: (shift[0] ** 2 + shift[1] ** 2, shift))


@dataclass(frozen=True)
class Label:
    """The words of a département: its name and its value, around a point, in units of the outlines."""

    code: str
    x: float
    y: float
    name: str
    value: str
    wide: float
    tall: float
    value_size: float


def map_html(
    drawing: MapDrawing, outlines: Outlines, geography: Geography, room: Room, *, coded: bool = False
) -> Markup:
    """One map in a room, its legend under it.

    Args:
        coded: whether the numbers of the départements stand for their names.
    """
    view, palette = drawing.view, PALETTES[drawing.view.palette]
    legend, tall = _legend(drawing, room.w, classes=not coded)
    left, top, wide, high = outlines.view_box
    scale = min(room.w / wide, max(room.h - tall, 12) / high)
    codes = list(geography.departements)
    shapes, chosen = [], EMPTY
    for rank, code in enumerate(codes):
        tone = view.classes[rank]
        fill = "url(#points)" if tone == RANGE else "url(#hachure)" if tone < 0 else palette.fills[tone]
        shape = tag("path", d=outlines.paths[code], style=f"fill:{fill}", fill_rule="evenodd")
        words = view.in_words(rank) if view.textes[rank] else drawing.absent.get(code, NOT_STATED)
        signs = drawing.signs.get(code, "")
        said = bound(f"{signs} {words}" if signs else words)
        shapes.append(
            tag("g", shape, class_="dep", data_numero=code, data_nom=geography.departements[code], data_mots=said)
        )
        if code == drawing.chosen:
            chosen = tag("path", d=outlines.paths[code], class_="choisi", fill="none")
    labels = EMPTY
    if len(codes) <= MOST_NAMED:
        labels = joined(
            _written(label, view.classes[codes.index(label.code)], palette, scale)
            for label in _labels(drawing, outlines, geography, scale, coded=coded)
        )
    svg = tag(
        "svg",
        joined(shapes) + chosen + labels,
        viewBox=f"{left} {top} {wide} {high}",
        preserveAspectRatio="xMidYMin" if coded else "",
        class_="carte",
        role="img",
        aria_label=bound(drawing.alt),
    )
    return tag("div", tag("div", svg, class_="fond-carte") + legend, class_="dessin-carte")


def place_html(drawing: Place, outlines: Outlines) -> Markup:
    """One outline filled among the others."""
    shapes = joined(
        tag("path", d=path, class_="ici" if code == drawing.code else "", fill_rule="evenodd")
        for code, path in outlines.paths.items()
    )
    left, top, wide, high = outlines.view_box
    svg = tag("svg", shapes, viewBox=f"{left} {top} {wide} {high}", role="img", aria_label=bound(drawing.alt))
    return tag("div", svg, class_="lieu")


# ---------------------------------------------------------------- words of the map


def _labels(drawing: MapDrawing, outlines: Outlines, geography: Geography, scale: float, *, coded: bool) -> list[Label]:
    """Every name and value, moved apart; the number of a département stands for its name where nothing else does."""
    names = {code: code if coded else geography.short(code) for code in geography.departements}
    placed = _apart([_label(drawing, outlines, rank, code, names[code], scale) for rank, code in enumerate(names)])
    crossed = {one.code for one in placed for other in placed if one is not other and _overlap(one, other) > 0}
    if not crossed or coded:
        return placed
    short = [
        _label(drawing, outlines, rank, code, code if code in crossed else name, scale)
        for rank, (code, name) in enumerate(names.items())
    ]
    return _apart(short)


def _label(drawing: MapDrawing, outlines: Outlines, rank: int, code: str, name: str, scale: float) -> Label:
    text, signs = drawing.view.textes[rank], drawing.signs.get(code, "")
    value = bound(f"{signs} {text}" if signs and text else text)
    size = _VALUE if len(value) <= 6 and name != code else TEXT
    x, y = outlines.labels[code]
    wide = max(width(name, TEXT), width(value, size, bold=True)) / scale
    tall = (TEXT * 0.95 + (size * 0.95 if value else 0)) / scale
    return Label(code, x, y, name, value, wide, tall, size)


def _apart(labels: Sequence[Label]) -> list[Label]:
    """Labels moved as little as they must, the widest last moved: those that have room stay."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda one: (-one.wide, one.code)):
        best, least = label, float("inf")
        for across, down in _SHIFTS:
            moved = Label(
                label.code,
                label.x + across * label.wide * 0.1,
                label.y + down * label.tall * 0.18,
                label.name,
                label.value,
                label.wide,
                label.tall,
                label.value_size,
            )
            cost = sum(_overlap(moved, other) for other in placed)
            if cost < least:
                best, least = moved, cost
            if not cost:
                break
        placed.append(best)
    return placed


def _overlap(one: Label, other: Label) -> float:
    across = (one.wide + other.wide) / 2 - abs(one.x - other.x)
    down = (one.tall + other.tall) / 2 - abs(one.y - other.y)
    return across * down if across > 0 and down > 0 else 0.0


def _written(label: Label, tone: int, palette: Palette, scale: float) -> Markup:
    """The name over the value, in the ink that the colour bears."""
    ink, halo = ("var(--encre)", "var(--feuille)") if tone < 0 else (palette.inks[tone], palette.fills[tone])
    name_size, value_size = TEXT / scale, label.value_size / scale
    top = label.y - label.tall / 2
    look = f"fill:{ink};stroke:{halo};stroke-width:{name_size * 0.2:.1f}px"
    parts = [_words(label.name, label.x, top + name_size * 0.8, name_size, look)]
    if label.value:
        parts.append(_words(label.value, label.x, top + name_size * 0.95 + value_size * 0.8, value_size, look, "v"))
    return tag("g", joined(parts), class_="mots", aria_hidden="true")


def _words(words: str, x: float, y: float, size: float, look: str, kind: str = "") -> Markup:
    return tag("text", words, x=f"{x:.1f}", y=f"{y:.1f}", font_size=f"{size:.1f}", style=look, class_=kind)


# ---------------------------------------------------------------- legend


def _legend(drawing: MapDrawing, room: float, *, classes: bool) -> tuple[Markup, float]:
    """Unit, classes, what is missing, region and country; and the height that they take.

    Args:
        classes: whether the classes are told: of two maps, the values that are written on them do.
    """
    view, fills = drawing.view, PALETTES[drawing.view.palette].fills
    entries = [("", view.unite)] if view.unite and classes else []
    entries += [(f"background:{fills[rank]}", words) for rank, words in enumerate(view.legende) if classes]
    entries += [(_GROUNDS[mark], words) for mark, words in view.unclassed]
    beside = " ; ".join(f"{one.nom} {one.texte}" for one in view.reperes if one.texte)
    entries += [("", beside)] if beside else []
    rows, used = 1, 0.0
    for fill, words in entries:
        wide = width(bound(words)) + (_KEY if fill else 0)
        if used and used + wide > room:
            rows, used = rows + 1, 0.0
        rows += int(wide // room)
        used += wide % room + _APART
    made = joined(
        tag("li", (tag("i", "", style=fill) if fill else EMPTY) + tag("span", bound(words))) for fill, words in entries
    )
    return tag("ul", made, class_="legende"), rows * _KEY_ROW + 0.8
