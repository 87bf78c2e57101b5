"""Whether the server may be given readers: its dataset is read, and one view of each page was drawn from it.

`/app/pret` answers 200 or 503 for a proxy; `/app/sante` says the same with the versions and the time since the start.
"""

from __future__ import annotations

import logging
import tomllib
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from starlette.responses import JSONResponse, Response

from loaders.errors import DatasetError

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_START = monotonic()
_DRAWN: set[str] = set()
"""Marks of the sets from which every page was drawn once."""

_DRAWING = Lock()


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the program."""
    return str(tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def draw_each_page() -> None:
    """Draw one view of each page from the set that the server shows; a set that cannot be read is said by the pages."""
    from shell.library import current  # reads the dataset: not needed to start
    from views.registry import BUILDERS, view

    try:
        held = current()
    except DatasetError:
        return
    with _DRAWING:  # who asks meanwhile waits for it, and does not draw them again
        if held.stamp in _DRAWN:
            return
        for page in BUILDERS:
            view(held, page, {})
        former = _DRAWN - {held.stamp}
        _DRAWN.add(held.stamp)
        _DRAWN.difference_update(former)


def begin() -> None:
    """Draw each page in a thread, beside the first readers."""
    Thread(target=_drawn, name="premieres-vues", daemon=True).start()


def _drawn() -> None:
    """Draw each page; one that cannot be is said by the log, at each look."""
    try:
        draw_each_page()
    except Exception:
        _LOG.exception("a page cannot be drawn: the server stays «not ready»")


def answer(path: str) -> Response:
    """The state of the server, in JSON; 503 until it is ready."""
    from shell.library import current

    refused, held = "", None
    try:
        held = current()
    except DatasetError as error:
        refused = str(error)
    else:
        if not _DRAWN:
            _drawn()
        elif held.stamp not in _DRAWN and not _DRAWING.locked():
            begin()  # the set changed since: it is drawn aside, and nobody is sent away meanwhile
    ready = held is not None and bool(_DRAWN)
    told = {"pret": ready}
    if not path.endswith("/pret"):
        told |= {
            "version": version(),
            "jeu": held.version if held else None,
            "empreinte": held.stamp if held else None,
            "depuis_secondes": round(monotonic() - _START),
            **({"refus": refused} if refused else {}),
        }
    return JSONResponse(told, status_code=200 if ready else 503, headers={"Cache-Control": "no-store"})
