"""A page of a PDF as a picture, drawn in a process of its own within the bounds of a reading (`limits.py`).

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.errors import ReadingError
from loaders.sts.bounded import run
from loaders.sts.child import serve
from loaders.sts.limits import LIMITS, Limits

COMMAND = (sys.executable, "-m", "loaders.sts.page_picture")
WIDE, MOST_PIXELS, GREYS = 1200, 4_000_000, 16
"""Pixels across a page, those of a whole picture at most, and its greys: enough to read a footnote."""


@dataclass(frozen=True)
class PagePicture:
    """One page.

    Attributes:
        png: its picture; width, height: of the page as it is displayed, in points.
    """

    png: bytes
    width: float
    height: float


def page_picture(path: Path, number: int, *, limits: Limits = LIMITS) -> PagePicture:
    """The picture of a page, from 1.

    Raises:
        ReadingError: it cannot be drawn within bounds.
    """
    drawn = run(COMMAND, {"fichier": str(path.resolve()), "page": number}, name=path.name, limits=limits)
    if not (isinstance(drawn, tuple) and len(drawn) == 3 and isinstance(drawn[0], bytes)):
        raise _undrawn(path.name, number)
    return PagePicture(drawn[0], float(drawn[1]), float(drawn[2]))


def draw(path: Path, number: int) -> tuple[bytes, float, float]:
    """The picture of a page and its size in points, drawn in this process.

    Raises:
        ReadingError: there is no such page, or it is damaged.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDE / width, (MOST_PIXELS / (width * height)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil().quantize(GREYS)
    except (pdfium.PdfiumError, IndexError, ZeroDivisionError, ValueError) as error:
        raise _undrawn(path.name, number) from error
    sink = io.BytesIO()
    picture.save(sink, "PNG", optimize=True)
    return sink.getvalue(), width, height


def _undrawn(name: str, number: int) -> ReadingError:
    return ReadingError(
        "La page ne peut pas être dessinée", ou=f"{name}, page {number}", que_faire="Ouvrir le document à cette page"
    )


def _work(request: dict[str, Any]) -> object:
    return draw(Path(request["fichier"]), int(request["page"]))


if __name__ == "__main__":
    status = serve(_work)
    sys.stdout.flush()
    os._exit(status)
