"""How wide words are drawn, and where they are cut into lines: measured on the font, never reckoned in signs.

The widths are those of the font that the server gives (`charts.drawings.font_widths`). Another font may
take its place in a browser: `SLACK` leaves room for it, and a drawing squeezes what would still overflow
(`room` of exports.svg.text).
"""

from __future__ import annotations

from itertools import takewhile

from charts.drawings.font_widths import BOLD, CHARACTERS, REGULAR

SLACK = 1.07
"""How much wider than the font another one draws a label, once `static/polices/polices.css` has brought both to
the same mean width (6 % at most on the names of the indicateurs, among six fonts)."""

_WIDTHS = {False: dict(zip(CHARACTERS, REGULAR, strict=True)), True: dict(zip(CHARACTERS, BOLD, strict=True))}
_UNKNOWN = 1000


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Pixels that a line of words takes at most, whichever font of the style sheet draws it.

    Args:
        size: pixels of the font.
        bold: whether the words are in bold.
    """
    widths = _WIDTHS[bold]
    return sum(widths.get(sign, _UNKNOWN) for sign in text) * size * SLACK / 1000


def wrapped(text: str, room: float, *, size: float, bold: bool = False, most: int = 2) -> list[str]:
    """The words in lines that fit in `room` pixels; no word is ever left out.

    A word wider than the room stands alone on its line. When `most` lines are not enough the room
    grows until they are: the drawing then squeezes the lines to what there is. Lines are of like
    width: none holds one word alone where it can be helped, and each has room to spare.

    Args:
        room: pixels of a line.
        most: lines that there is height for.
    """
    lines = _lines(text, room, size, bold)
    while len(lines) > most:
        room *= 1.05
        lines = _lines(text, room, size, bold)
    tighter = (_lines(text, room * share / 20, size, bold) for share in range(19, 9, -1))
    return [lines, *takewhile(lambda found: len(found) == len(lines), tighter)][-1]


def _lines(text: str, room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size=size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
