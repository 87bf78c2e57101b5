"""What a wall is made of, before it is written: the screens of a point, their drawings as HTML of known height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from exports.markup import EMPTY

Form = Literal["cote", "bande", "plein", "texte", "titre"]
"""Words beside the drawing, in a strip above it, under it on demand; words alone; a point without a view."""


@dataclass(frozen=True)
class Room:
    """Width and height that a drawing may take on a screen of 4:3, in `u`."""

    w: float
    h: float


@dataclass(frozen=True)
class Said:
    """What stands beside a drawing, or alone: what to say and what must be said with the figures, as paragraphs.

    Attributes:
        size: of what is said.
        whole: whether nothing is left out.
    """

    sentence: tuple[str, ...] = ()
    caution: tuple[str, ...] = ()
    size: float = 0
    whole: bool = True


@dataclass(frozen=True)
class Screen:
    """One screen of a point.

    Attributes:
        title, size: its heading and how large.
        under: what this screen alone shows, under its title.
        drawn: its drawing, already HTML.
        note: how the drawing reads; legend of its signs.
    """

    form: Form
    title: str
    size: float
    under: str = ""
    drawn: Markup = EMPTY
    note: str = ""
    said: Said = Said()
