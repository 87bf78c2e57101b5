"""Wait for a page under its own policy: Playwright looks again by `eval`, which the policy of our pages forbids."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Error, Page, TimeoutError

_EVERY, _PATIENCE, _AT_ONCE = 20, 30_000, 5_000
"""Milliseconds between two looks, given to a page when nothing else is said, and for which it looks by itself."""
_LOST = ("Execution context was destroyed", "Cannot find context", "navigating and changing the content")
_LOOK = """(arg) => {
  const look = () => { const told = (EXPRESSION); return typeof told === "function" ? told(arg) : told; };
  return window.until ? window.until(look, LEFT) : look();
}"""


def wait_for_function(page: Page, expression: str, *, arg: Any = None, timeout: float | None = None, **_: Any) -> None:
    """Look at an expression, or a function of `arg`, until it is true; a page that loads meanwhile is looked at again.

    The page looks by itself, one question for a whole wait, where settled.js stands; else it is asked at each look.

    Raises:
        TimeoutError: it was not true in time.
    """
    most = _PATIENCE if timeout is None else timeout
    until = time.monotonic() + most / 1000
    while True:
        left = min(max(int((until - time.monotonic()) * 1000), 0), _AT_ONCE)
        try:
            if page.evaluate(_LOOK.replace("LEFT", str(left)).replace("EXPRESSION", expression), arg):
                return
        except Error as error:
            if not any(words in str(error) for words in _LOST):
                raise
        if time.monotonic() > until:
            raise TimeoutError(f"Timeout {most:.0f}ms exceeded while waiting for {expression[:200]}")
        page.wait_for_timeout(_EVERY)


def installed() -> None:
    """Every page of this process waits in this way."""
    Page.wait_for_function = wait_for_function  # type: ignore[method-assign,assignment]
