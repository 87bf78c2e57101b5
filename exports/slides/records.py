"""What a deck is made of, before it is written: slides, their words, their drawings.

Records only: `exports.slides.plan` makes them of a view, `exports.slides.deck` writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from charts.drawings.choropleth import ChoroplethView

PPTX_MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
Ratio = Literal["16:9", "4:3"]
RATIOS: tuple[Ratio, ...] = ("16:9", "4:3")
"""Shapes of a slide; the first is given where none is asked for."""


@dataclass(frozen=True)
class Run:
    """Words of one look.

    Attributes:
        colour: a token of the house, empty for the colour of the place.
        size: points, 0 for the size of the place.
        link: address that they lead to, whole.
    """

    text: str
    bold: bool = False
    colour: str = ""
    size: float = 0
    link: str = ""


Line: TypeAlias = "tuple[Run, ...]"
"""One paragraph."""


@dataclass(frozen=True)
class MapDrawing:
    """One map of native shapes.

    Attributes:
        name: what it shows.
        view: classes, colours, words and values.
        chosen: département set off.
        signs: reservations said before a value, by code.
        absent: why a département has no value, by code.
    """

    name: str
    view: ChoroplethView
    chosen: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)

    @property
    def alt(self) -> str:
        """What the map says."""
        return f"{self.name}. {self.view.titre}. {self.view.phrase}"


@dataclass(frozen=True)
class Place:
    """Where a département stands: its outline filled among the others."""

    code: str
    alt: str


@dataclass(frozen=True)
class Series:
    """One series of a chart, None where nothing is known.

    Attributes:
        colour: its token; colours: that of each point, where they differ.
        pale: whether it is an upper bound, drawn behind what is sure.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    colours: tuple[str, ...] = ()
    pale: bool = False


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, one line a category, from the top.

    Attributes:
        title: what it shows, above it where two stand side by side.
        series: upper bounds first, then numbers and lower bounds, in the same order.
        decimals: of its numbers.
        alt: what it says.
        top: end of the axis, 0 for that of the numbers.
        axis: whether its scale is printed.
        key: whether its legend is; its bars then bear no number.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int
    alt: str
    top: float = 0
    axis: bool = False
    key: bool = False


@dataclass(frozen=True)
class Box:
    """One cell of a table.

    Attributes:
        lines: its paragraphs.
        fill: a token of the house, `hachure` for a pattern, empty for none.
        right: whether it is aligned right; centre: in the middle.
        columns, rows: how many it spans.
    """

    lines: tuple[Line, ...] = ()
    fill: str = ""
    right: bool = False
    centre: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class TableDrawing:
    """A native table.

    Attributes:
        name: its title.
        head: rows of headings; body: the others, each as wide as the columns, None under a cell that spans.
        weights: share of the width of each column.
        size: points of its words.
    """

    name: str
    head: tuple[tuple[Box | None, ...], ...]
    body: tuple[tuple[Box | None, ...], ...]
    weights: tuple[float, ...]
    size: float = 12


Drawing: TypeAlias = "MapDrawing | BarChart | TableDrawing | Place"


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes:
        title: the finding.
        drawings: one, or two of a kind side by side; a Place may go with a table.
        body: what is said beside the drawing, or above a table.
        cautions: what must be said with the figures, the strongest first.
        more: lines of the notes that this slide alone has.
        wide: whether its chart takes the whole width, over what is said.
    """

    title: str
    drawings: tuple[Drawing, ...] = ()
    body: tuple[Line, ...] = ()
    cautions: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    wide: bool = False


def plain_line(line: Line) -> str:
    """A paragraph as one text."""
    return "".join(run.text for run in line)
