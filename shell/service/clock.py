"""What the server does by the clock: a page that was left is forgotten though nobody comes, with the files it sent, and
what nobody holds any more is collected.

Streamlit keeps a closed session for a while (`disconnectedSessionTTL`) and lets it go at the next visit only.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from contextlib import suppress

from streamlit.runtime import exists, get_instance

_LOG = logging.getLogger(__name__)
EVERY = 20.0
"""Seconds between two looks."""
COLLECTS = 15
"""Looks between two collections of the whole memory."""
RARE = (20_000, 20, 20)
"""How often Python collects by itself: what lives (the pages of every reader) is walked through at each collection of
the whole, a third of a second with 500 pages, during which nobody is answered."""


def forget_the_gone() -> None:
    """Let go of the closed sessions whose time has passed, in the loop of the server, which alone touches them."""
    if not exists():
        return
    runtime = get_instance()
    runtime._session_mgr._session_storage._cache.expire()  # type: ignore[attr-defined]
    files = runtime.uploaded_file_mgr
    living = {one.session.id for one in runtime._session_mgr.list_sessions()}
    for session in [one for one in files.file_storage if one not in living]:
        files.remove_session_files(session)


async def watch() -> None:
    """Look every `EVERY` seconds, collect at every `COLLECTS`th look, until cancelled."""
    gc.set_threshold(*RARE)
    looks = 0
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(EVERY)
            looks += 1
            _do(forget_the_gone)
            if looks % COLLECTS == 0:
                _do(gc.collect)  # what only holds itself: pages that were left, sets that were replaced


def _do(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        _LOG.exception("what is done by the clock was not: %s", work.__name__)
