"""Where a cell of a PDF is printed: its page and its frame, and why its print may not be what it seems.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place in a PDF.

    Attributes:
        page: from 1.
        cadre: left, top, right, bottom in points from the top left corner of the page as it is displayed.
        doute: why what is printed there gives no value («un nombre déborde de sa case»), or an empty string.
    """

    page: int
    cadre: tuple[float, float, float, float]
    doute: str = ""
