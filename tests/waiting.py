"""Wait for a page under its own policy: Playwright looks again by `eval`, which the policy of our pages forbids."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Error, Page, TimeoutError

_EVERY, _PATIENCE = 20, 30_000
"""Milliseconds between two looks, and those that a page is given when nothing else is said."""
_LOST = ("Execution context was destroyed", "Cannot find context", "navigating and changing the content")


def wait_for_function(page: Page, expression: str, *, arg: Any = None, timeout: float | None = None, **_: Any) -> None:
    """Look at an expression, or a function of `arg`, until it is true; a page that loads meanwhile is looked at again.

    Raises:
        TimeoutError: it was not true in time.
    """
    most = _PATIENCE if timeout is None else timeout
    until = time.monotonic() + most / 1000
    while True:
        try:
            if page.evaluate(expression, arg):
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
