"""The dumbbell of gaps: authorised to foreseen, one row per modalité, one panel per département.

A gap that is a number is a ring (authorised) and a dot (foreseen) on one line; where only bounds
are known, both are ranges side by side; read at a bound, the whole range stays behind, pale;
where nothing may be compared the row is hatched, the target alone is drawn and the reason is
written. Nothing reaches below zero, nothing is red. Files draw it (exports/svg_chart.py), on paper;
pages draw the same rows as tables (charts/blocks/activity_table.py, supply_table.py).

Source: DESIGN.md, section 5, rules 3, 4 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from analysis.closed_sets import Borne
from analysis.supply import GapRow
from charts.drawings.gap_marks import BESIDE, SIZE, Panel, Point, Words, panel_of
from charts.drawings.text_width import text_width, wrapped
from charts.drawings.tokens import colours
from charts.words.french import lower_first

TOKENS = {"encre": "encre", "autorise": "autorise", "prevu": "donnee", "hachure": "hachure", "annonce": "baisse-texte"}
COLOURS = {own: colours("clair")[token] for own, token in TOKENS.items()}
"""Colour of each mark on paper; told apart by shape as well (ring, dot, hatch, words)."""

ROW_HEIGHT, HEADER, FOOTER, LEFT = 38, 56, 10, 250
"""Pixels of a row, of the names of the départements with their scale, of the end, of the names of the rows."""

_GAP = 8
"""Pixels between the name of a row and its axis, and at least as many left of it."""

_WORDS = (0.16, 0.3, 0.4, 0.48)
"""Share of a panel that its words take, by number of panels."""

_PANEL, _MARGIN = 170, 5
"""Pixels of a panel at least, and between its marks and its words."""

_FONT, _LONG = SIZE, 100
"""Size of the words, and pixels past which a line beside a panel is smaller."""


def gap_chart(
    rows: Sequence[GapRow],
    departements: Mapping[str, str],
    *,
    borne: Borne = "intervalle",
    headings: Mapping[str, str] | None = None,
    stacked: bool = False,
    common: bool = False,
) -> dict[str, Any]:
    """A Plotly figure as plain JSON; colours are tokens (`@encre`), told in `meta`.

    Args:
        rows: rows to draw, in the order wanted; those of one key share a line.
        departements: panels, left to right: name by code.
        borne: how a target printed as a range is read.
        headings: heading by activité, when several are drawn together.
        stacked: one panel on one scale, the départements one under the other.
        common: a site has one length in every panel.

    Returns:
        `data`, where `customdata` names the row of each mark, and `layout`, whose `meta` holds the colours, the
        words and the least width.
    """
    lines = _stacked(rows, departements, headings) if stacked else _lines(rows, headings)
    panels = [""] if stacked else list(departements)
    height = HEADER + FOOTER + ROW_HEIGHT * max(len(lines), 1)
    position = {key: float(len(lines) - 1 - index) for index, (key, *_) in enumerate(lines)}
    marked = [
        panel_of([row for row in rows if stacked or row.departement == code], position, borne, stacked)
        for code in panels
    ]
    widest, share = max(panel.widest for panel in marked), 1 - _WORDS[min(len(panels), len(_WORDS)) - 1]
    scales = [(Scale(number, share, widest if common else panel.widest), panel) for number, panel in enumerate(marked)]
    layout = _layout(len(lines), height, [scale for scale, _ in scales])
    layout["meta"]["textes"] = [
        *_labels(lines, position),
        *(
            text
            for (scale, panel), code in zip(scales, panels, strict=True)
            for text in _panel_texts(scale, panel, departements.get(code, ""), top=len(lines) - 0.4)
        ),
    ]
    return {"data": _traces(scales, list(position.values())), "layout": layout}


@dataclass(frozen=True)
class Scale:
    """Where the counts of one panel stand on the single axis of the chart: panel n spans n to n + 1."""

    number: int
    share: float
    """Part of the panel that the counts take; its words take the rest."""
    widest: int

    def at(self, count: float) -> float:
        """Place of a count."""
        pad = 0.06 * self.share
        return self.number + pad + count / (self.widest * 1.08) * (self.share - pad)

    @property
    def edge(self) -> float:
        """Where the counts end."""
        return self.number + self.share

    def ticks(self) -> list[int]:
        """Whole numbers of the scale, four or five at most."""
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 10**6) if self.widest / step <= 4)
        return list(range(0, self.widest + 1, step))


Line = tuple[tuple[str, ...], str, str]
"""Key of a row of the chart, its words, their style (`gras`, `italique` or none)."""


def _lines(rows: Sequence[GapRow], headings: Mapping[str, str] | None) -> list[Line]:
    """Lines of the chart from the top; a heading is a line of its own."""
    lines: list[Line] = []
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        if headings and ("#", row.activite) not in seen:
            seen.add(("#", row.activite))
            lines.append((("#", row.activite), headings[row.activite], "gras"))
        if row.key not in seen:
            seen.add(row.key)
            lines.append((row.key, row.libelle, _style(row)))
    return lines


def _stacked(rows: Sequence[GapRow], departements: Mapping[str, str], headings: Mapping[str, str] | None) -> list[Line]:
    """Lines of the chart, one département under the other, with the activités of each when there are several."""
    lines: list[Line] = []
    for departement, name in departements.items():
        lines.append((("#", departement), name, "gras"))
        own = [row for row in rows if row.departement == departement]
        for key, text, style in _lines(own, headings):
            words = f"{name}, {lower_first(text)}" if key[0] == "#" else text
            lines.append(((departement, *key), words, style))
    return lines


def _style(row: GapRow) -> str:
    return "italique" if row.niveau == "groupe" else ""


Scaled = Sequence[tuple[Scale, Panel]]


def _traces(scales: Scaled, rows: Sequence[float]) -> list[dict[str, Any]]:
    hatched = [(scale, y, reference) for scale, panel in scales for y, reference in panel.hatched]
    grid = [(scale.at(0), scale.edge, y) for scale, _ in scales for y in rows]
    links = [(scale.at(a), scale.at(b), y) for scale, panel in scales for y, a, b in panel.links]
    return [
        _lines_trace(grid, width=1, colour="@hachure", opacity=0.5),
        {
            "type": "bar",
            "orientation": "h",
            "width": 0.62,
            "visible": bool(hatched),
            "base": [scale.at(0) for scale, _, _ in hatched],
            "x": [scale.edge - scale.at(0) for scale, _, _ in hatched],
            "y": [y for _, y, _ in hatched],
            "customdata": [[reference] for *_, reference in hatched],
        },
        _lines_trace(links, width=3, colour="@prevu"),
        _lines_trace(_pale(scales), width=8, colour="@prevu", opacity=0.35),
        _lines_trace(_ranges(scales, "autorise"), width=8, colour="@autorise", opacity=0.75),
        _lines_trace(_ranges(scales, "prevu"), width=8, colour="@prevu", opacity=0.75),
        _points([(scale, point) for scale, panel in scales for point in panel.authorised], colour="@autorise", size=15),
        _points([(scale, point) for scale, panel in scales for point in panel.foreseen], colour="@prevu", size=9),
    ]


def _ranges(scales: Scaled, kind: str) -> list[tuple[float, float, float]]:
    return [
        (scale.at(count.low), scale.at(count.high), y)
        for scale, panel in scales
        for name, y, count in panel.ranges
        if name == kind
    ]


def _pale(scales: Scaled) -> list[tuple[float, float, float]]:
    """The whole printed range of a row read at one bound."""
    return [(scale.at(count.low), scale.at(count.high), y) for scale, panel in scales for y, count in panel.pale]


def _lines_trace(
    segments: Sequence[tuple[float, float, float]], *, width: int, colour: str, opacity: float = 1
) -> dict[str, Any]:
    """Horizontal segments (from, to, row) in one trace, apart from each other."""
    return {
        "type": "scatter",
        "mode": "lines",
        "visible": bool(segments),
        "opacity": opacity,
        "line": {"width": width, "color": colour},
        "x": [x for start, end, _ in segments for x in (start, end, None)],
        "y": [y for *_, row in segments for y in (row, row, None)],
    }


def _points(points: Sequence[tuple[Scale, Point]], *, colour: str, size: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "visible": bool(points),
        "marker": {
            "symbol": [point.shape for _, point in points],
            "size": size,
            "color": colour,
            "line": {"width": 2.5, "color": colour},
        },
        "x": [scale.at(point.x) for scale, point in points],
        "y": [point.y for _, point in points],
        "customdata": [[point.reference] for _, point in points],
    }


def _layout(count: int, height: int, scales: Sequence[Scale]) -> dict[str, Any]:
    """Axes without words: `meta.textes` holds them all."""
    return {
        "height": height,
        "margin": {"l": LEFT, "r": 8, "t": HEADER, "b": FOOTER},
        "font": {"size": _FONT},
        "meta": {"couleurs": COLOURS, "largeurMin": _least_width(scales)},
        "xaxis": {
            "range": [0, len(scales)],
            "tickvals": [scale.at(count) for scale in scales for count in scale.ticks()],
        },
        "yaxis": {"range": [-0.6, count - 0.4]},
    }


def _least_width(scales: Sequence[Scale]) -> int:
    """Pixels under which the words beside the marks would not fit."""
    return LEFT + len(scales) * max(_PANEL, ceil((BESIDE + _MARGIN) / (1 - scales[0].share)))


Text = dict[str, Any]
"""Words at a place of the axes: `lignes` at `x`, `y`, moved by pixels (`dx`, `dy`), from their `ancre`.

`taille`, `style` and `couleur` are their look. Wider than what is left up to the edge, or up to `fin` on the x axis,
they are squeezed.
"""


def _labels(lines: Sequence[Line], position: Mapping[tuple[str, ...], float]) -> list[Text]:
    """The names of the rows, left of the axis."""
    side = {"x": 0, "dx": -_GAP, "ancre": "end"}
    room = LEFT - 2 * _GAP
    return [
        {**side, "y": position[key], "style": style, "lignes": wrapped(text, room, size=_FONT, bold=style == "gras")}
        for key, text, style in lines
    ]


def _panel_texts(scale: Scale, panel: Panel, heading: str, *, top: float) -> list[Text]:
    """The name of a panel, its scale, the words beside its marks."""
    above = {"x": scale.at(0), "y": top, "dy": -38, "taille": _FONT + 2, "style": "gras"}
    name = [{**above, "lignes": [heading]}] if heading else []
    mark = {"y": top, "dy": -12, "ancre": "middle"}
    ticks = [{**mark, "x": scale.at(count), "lignes": [str(count)]} for count in scale.ticks()]
    return [*name, *ticks, *(text for words in panel.words for text in _beside(scale, words))]


def _beside(scale: Scale, words: Words) -> list[Text]:
    """The words of one row; arithmetic that follows what the plan declares is a smaller line of its own."""
    place = {
        "x": scale.edge,
        "y": words.y,
        "dx": _MARGIN,
        "fin": scale.number + 1,
        "couleur": "@annonce" if words.differs else "@encre",
    }
    sizes = [
        _FONT - 2 if text_width(line, size=_FONT) > _LONG or (words.small and index) else _FONT
        for index, line in enumerate(words.lines)
    ]
    if set(sizes) <= {_FONT}:
        return [{**place, "lignes": words.lines}]
    shifts = (-8, 9) if len(sizes) > 1 else (0,)
    return [
        {**place, "dy": shift, "taille": size, "lignes": [line]}
        for shift, size, line in zip(shifts, sizes, words.lines, strict=True)
    ]
