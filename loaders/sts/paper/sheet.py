"""What one page of a PDF holds, as it is seen: characters in their boxes, and the rules drawn around them.

Coordinates are those of the text: x to the right, y down, from the top left corner, whatever the rotation of the page
or of the text on it; a frame shown to a reader is in those of the page as it is displayed.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""


class Char(NamedTuple):
    """One printed character.

    Attributes:
        text: the character; « » is a printed space.
        base: height of its baseline.
        size: height of its face.
        turn: quarter turns of its direction, against that of the page's text.
        lift: for a digit, how far its ink stands above its baseline, in sizes of its face.
        piece: the text object that it belongs to.
        tag: number of its marked content, or -1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    turn: int = 0
    lift: float = 0.0
    piece: int = 0
    tag: int = -1

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Rule(NamedTuple):
    """A drawn line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


class TaggedCell(NamedTuple):
    """A cell told by the tags of the file: its marked contents, and how many rows and columns it covers."""

    contents: frozenset[int] = frozenset()
    rows: int = 1
    columns: int = 1


TaggedTable = tuple[tuple[TaggedCell, ...], ...]
"""Rows of a table told by the tags of the file."""


@dataclass(frozen=True)
class View:
    """From the coordinates of the file to those of the text or of the displayed page.

    Attributes:
        box: left, bottom, right, top of the page in the file.
    """

    box: Frame

    def seen(self, frame: Frame, quarters: int) -> Frame:
        """A frame of the file (left, bottom, right, top) once the page is turned clockwise."""
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = frame
        if quarters == 0:
            return (x0 - left, top - y1, x1 - left, top - y0)
        if quarters == 1:
            return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if quarters == 2:
            return (right - x1, y0 - bottom, right - x0, y1 - bottom)
        return (top - y1, right - x1, top - y0, right - x0)

    def filed(self, frame: Frame, quarters: int) -> Frame:
        """The frame of the file that is seen there."""
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = frame
        if quarters == 0:
            return (x0 + left, top - y1, x1 + left, top - y0)
        if quarters == 1:
            return (y0 + left, x0 + bottom, y1 + left, x1 + bottom)
        if quarters == 2:
            return (right - x1, y0 + bottom, right - x0, y1 + bottom)
        return (right - y1, top - x1, right - y0, top - x0)


@dataclass(frozen=True)
class Sheet:
    """One page.

    Attributes:
        number: its place in the document, from 1.
        width, height: its size, in the coordinates of the text.
        across, down: horizontal and vertical rules.
        recognised: its text is invisible, laid over the picture of a scan.
        pictures: whether it holds a picture.
        tagged: the tables that the tags of the file tell.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    recognised: bool = False
    pictures: bool = False
    tagged: tuple[TaggedTable, ...] = ()
    view: View = field(default=View((0, 0, 0, 0)), repr=False)
    shown: int = 0
    read: int = 0

    @property
    def displayed_height(self) -> float:
        return self.height if (self.shown - self.read) % 2 == 0 else self.width

    def displayed(self, frame: Frame) -> Frame:
        """A frame in the coordinates of the displayed page."""
        if self.shown == self.read:
            return frame
        return self.view.seen(self.view.filed(frame, self.read), self.shown)


def main_turn(turns: Sequence[int]) -> int:
    """The direction of most of the characters of a page."""
    return Counter(turns).most_common(1)[0][0] if turns else 0


def around(frames: Sequence[Frame]) -> Frame:
    """The smallest frame that holds others."""
    return (
        min(frame[0] for frame in frames),
        min(frame[1] for frame in frames),
        max(frame[2] for frame in frames),
        max(frame[3] for frame in frames),
    )
