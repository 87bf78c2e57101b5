"""How far a reading is: told by the modules that read, heard by whoever waits for them.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Told = Callable[[str, int, int], None]
"""Called with a step (`document`, `pages`, `tableaux`, `fiches`, `fin`), what is done of it, and how much there is."""


@dataclass
class _Listener:
    told: Told | None = None


_LISTENER = _Listener()


def listen(told: Told | None) -> None:
    """Set who hears, for this process."""
    _LISTENER.told = told


def tell(step: str, done: int, total: int) -> None:
    """Say how far a step is; nobody may be listening."""
    if _LISTENER.told is not None:
        _LISTENER.told(step, done, total)
