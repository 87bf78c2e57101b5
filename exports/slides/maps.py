"""A map as native shapes: one freeform a département, its name and value, the legend of its classes.

The outlines and the leaf that bears the words of the whole map are one group, so that they move together: the
alternative of a shape inside a group is kept by an office that makes a PDF of it, that of the group is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from charts.drawings.choropleth import RANGE
from charts.drawings.outlines import Outlines
from charts.drawings.palette import PALETTES, ink_on
from charts.words.french import NOT_STATED
from charts.words.gap_reserves import signs_then_words
from exports.slides.fit import LEADING, line_count, width
from exports.slides.master import Area
from exports.slides.records import Line, MapDrawing, Place, Run
from exports.slides.xml import (
    GROUND,
    NAMESPACES,
    NO_LINE,
    RECTANGLE,
    emu,
    escaped,
    fill,
    off,
    outline,
    paragraphs,
    shape,
    solid,
)
from loaders.geography import Geography

Ring = list[tuple[int, int]]
_RING = re.compile(r"M([^l]+)l([^z]*)z")
_FULL = 370.0
"""Height of a map whose labels have their full size, in points."""
_NAME, _VALUE, _LONG = 11.0, 15.0, 11.0
_LEGEND = 11.0
MOST_NAMED = 30
"""Départements beyond which their names would cover one another, and their bars too."""

_NARROW, _UNDER = 400.0, 14.0
"""Points of width under which the legend stands under the map, and of height that each of its lines then takes."""

_SEA, _SHORE = 0.745, 0.68
"""Where the corner that the outlines leave free begins, in parts of their width and of their height."""


@lru_cache(maxsize=256)
def rings(path: str) -> tuple[Ring, ...]:
    """The points of each ring of a path of `charts.drawings.outlines`, the outer ones and the holes."""
    found = []
    for start, moves in _RING.findall(path):
        x, y = map(int, start.split())
        ring, numbers = [(x, y)], list(map(int, moves.split()))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return tuple(found)


@lru_cache(maxsize=256)
def freeform(path: str) -> tuple[tuple[int, int, int, int], str]:
    """The box of a path, and its outline in that box: one path of several rings, so that a hole is one."""
    points = [point for ring in rings(path) for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    moves = "".join(
        f'<a:moveTo><a:pt x="{ring[0][0] - left}" y="{ring[0][1] - top}"/></a:moveTo>'
        + "".join(f'<a:lnTo><a:pt x="{x - left}" y="{y - top}"/></a:lnTo>' for x, y in ring[1:])
        + "<a:close/>"
        for ring in rings(path)
    )
    drawn = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{high}">{moves}</a:path></a:pathLst></a:custGeom>'
    )
    return (left, top, wide, high), drawn


def _words_room(drawing: MapDrawing) -> float:
    """Points of width that a legend in the corner of a map asks for: its longest words on a line, or on two."""
    longest = max((width(words, _LEGEND) for words in (*drawing.view.legende, drawing.view.unite)), default=0)
    return 26 + min(longest * 1.05, _LEGEND * 13)


class MapWriter:
    """Writes one map in an area of a slide.

    Attributes:
        area: the room of the map and of its legend.
        numbers: gives each shape its number on the slide.
    """

    def __init__(self, outlines: Outlines, geography: Geography, area: Area, numbers: Iterator[int]) -> None:
        self.outlines, self.geography, self.area, self.numbers = outlines, geography, area, numbers
        self._fit(area.h)

    def _fit(self, room: float) -> None:
        """The scale of the outlines in some height, and of the words in theirs."""
        left, top, wide, high = self.outlines.view_box
        self.scale = min(self.area.w / wide, room / high)
        self.origin = self.area.x - left * self.scale, self.area.y - top * self.scale
        self.high, self.wide = high * self.scale, wide * self.scale
        self.part = min(1.0, max(0.72, self.high / _FULL))

    def shapes(self, drawing: MapDrawing) -> list[str]:
        """The map, its labels, its legend: in the corner that the outlines leave free, or under a narrow map."""
        if self.area.w < _NARROW:
            self._fit(self.area.h - _UNDER * (len(drawing.view.legende) + 2))
        elif self.geography.count <= MOST_NAMED:
            self._fit(self.high * min(1.0, (self.area.w - _words_room(drawing)) / _SEA / self.wide))
        palette = PALETTES[drawing.view.palette]
        looks, alts = {}, {}
        for rank, (code, name) in enumerate(self.geography.departements.items()):
            tone = drawing.view.classes[rank]
            looks[code] = fill("points" if tone == RANGE else "hachure" if tone < 0 else palette.fills[tone])
            said = drawing.view.in_words(rank) if drawing.view.textes[rank] else drawing.absent.get(code, NOT_STATED)
            signs = drawing.signs.get(code, "")
            alts[code] = f"{name} ({code}) : {said}{f' ({signs})' if signs else ''}"
        edges = {code: ("encre", 2.25) if code == drawing.chosen else ("trait-carte", 0.75) for code in looks}
        named = enumerate(looks) if len(looks) <= MOST_NAMED else ()
        labels = [self._label(drawing, rank, code) for rank, code in named]
        return [self._group(drawing.name, drawing.alt, looks, alts, edges), *labels, *self._legend(drawing)]

    def place(self, drawing: Place) -> list[str]:
        """One outline filled among the others."""
        looks = {code: solid("donnee" if code == drawing.code else "creux") for code in self.geography.departements}
        alts = {code: f"{name} ({code})" for code, name in self.geography.departements.items()}
        return [self._group("Situation", drawing.alt, looks, alts, dict.fromkeys(looks, ("trait-carte", 0.75)))]

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self.origin[0] + x * self.scale, self.origin[1] + y * self.scale

    def _group(
        self, name: str, alt: str, looks: dict[str, str], alts: dict[str, str], edges: dict[str, tuple[str, float]]
    ) -> str:
        box = off(self.area.x, self.area.y, self.wide, self.high)
        inner = box.replace("a:off", "a:chOff").replace("a:ext ", "a:chExt ").removeprefix("<a:xfrm>")
        held = box.removesuffix("</a:xfrm>") + inner
        leaf = shape(
            next(self.numbers),
            f"Carte en mots : {name}",
            off(self.area.x, self.area.y, self.wide, self.high) + RECTANGLE,
            GROUND,
            alt=alt,
        )
        ordered = sorted(looks, key=lambda code: edges[code][1])  # a thick edge is drawn over its neighbours
        outlines = "".join(self._outline(code, looks[code], alts[code], edges[code]) for code in ordered)
        return (
            f'<p:grpSp {NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{next(self.numbers)}" name="{escaped(f"Carte : {name}")}"'
            f' descr="{escaped(alt)}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{held}</p:grpSpPr>'
            f"{leaf}{outlines}</p:grpSp>"
        )

    def _outline(self, code: str, look: str, alt: str, edge: tuple[str, float]) -> str:
        (left, top, wide, high), drawn = freeform(self.outlines.paths[code])
        x, y = self._at(left, top)
        place = off(x, y, wide * self.scale, high * self.scale)
        name = f"{self.geography.departements[code]} ({code})"
        return shape(next(self.numbers), name, place + drawn, look + outline(*edge), alt=alt)

    def _label(self, drawing: MapDrawing, rank: int, code: str) -> str:
        """Name and value, centred where the page writes them; on paper where the ground is hatched."""
        tone, text = drawing.view.classes[rank], drawing.view.textes[rank]
        ink = "encre" if tone < 0 else ink_on(PALETTES[drawing.view.palette].fills[tone])
        name, (signs, under) = self.geography.short(code), signs_then_words(drawing.signs.get(code, ""))
        size = (_VALUE if len(text) + len(signs) <= 6 else _LONG) * self.part
        lines: list[Line] = [(Run(name, size=_NAME * self.part, colour=ink),)]
        if text:
            before = (Run(f"{signs} ", size=size * 0.85, colour=ink),) if signs else ()
            lines.append((*before, Run(text, bold=True, size=size, colour=ink)))
            lines += [(Run(under, size=_NAME * self.part, colour=ink),)] if under else []
        x, y = self._at(*self.outlines.labels[code])
        told = [width(name, _NAME * self.part), width(f"{signs} {text}" if signs else text, size, bold=True)]
        wide = max(*told, width(under, _NAME * self.part)) + 4
        tall = (_NAME * self.part * (len(lines) - bool(text)) + (size if text else 0)) * 1.15
        look = (solid("feuille", 82000) if tone < 0 else "<a:noFill/>") + NO_LINE
        return shape(
            next(self.numbers),
            f"Étiquette : {name}",
            off(x - wide / 2, y - tall / 2, wide, tall) + RECTANGLE,
            look,
            words=paragraphs(lines, align="ctr"),
            body=_TIGHT,
            text=True,
        )

    def _legend(self, drawing: MapDrawing) -> list[str]:
        """A square and its words a class, ranges and what is not known last."""
        view, palette = drawing.view, PALETTES[drawing.view.palette]
        entries = [(palette.fills[rank], words) for rank, words in enumerate(view.legende)]
        entries += view.unclassed
        size, step = _LEGEND * self.part, 18 * self.part
        title = [view.unite] if view.unite else []
        under = self.area.w < _NARROW
        corner = self.wide * _SEA if self.geography.count <= MOST_NAMED else self.wide + 8
        x = self.area.x + (0 if under else corner)
        wide = self.area.x + self.area.w - x - step
        tall = [max(step, line_count(words, wide * 0.94, size) * size * LEADING) for words in title]
        tall += [max(step, line_count(words, wide * 0.94, size) * size * LEADING + 2) for _, words in entries]
        y = self.area.y + self.high + (4 if under else -sum(tall))
        if not under:  # no higher than the sea, where the room under the map allows it
            y = max(y, min(self.area.y + self.high * _SHORE, self.area.y + self.area.h - sum(tall)))
        drawn = []
        for line in title:
            drawn.append(self._words(line, x, y, wide, tall[0], size, "encre-2"))
            y += tall[0]
        for (token, words), high in zip(entries, tall[len(title) :], strict=True):
            square = off(x, y + (high - step * 0.6) / 2, step * 0.85, step * 0.6) + RECTANGLE
            drawn.append(
                shape(next(self.numbers), f"Légende : {words}", square, fill(token) + outline("trait-carte", 0.75))
            )
            drawn.append(self._words(words, x + step, y, wide, high, size, "encre"))
            y += high
        return drawn

    def _words(self, words: str, x: float, y: float, wide: float, tall: float, size: float, tint: str) -> str:
        place = off(x, y, wide, tall) + RECTANGLE
        said = paragraphs([(Run(words),)], size=size, tint=tint)
        return shape(
            next(self.numbers),
            f"Mots de la légende : {words}",
            place,
            f"<a:noFill/>{NO_LINE}",
            words=said,
            body=_TIGHT.replace("none", "square"),
            text=True,
        )


_TIGHT = f'wrap="none" lIns="{emu(1)}" tIns="0" rIns="{emu(1)}" bIns="0" anchor="ctr"'
