"""What the server does by the clock: a page that was left is forgotten though nobody comes, with the files it sent.

Streamlit keeps a closed session for a while (`disconnectedSessionTTL`) and lets it go at the next visit only.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from streamlit.runtime import exists, get_instance

_LOG = logging.getLogger(__name__)
EVERY = 20.0
"""Seconds between two looks."""


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
    """Look every `EVERY` seconds until cancelled."""
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(EVERY)
            try:
                forget_the_gone()
            except Exception:
                _LOG.exception("closed sessions could not be looked at")
