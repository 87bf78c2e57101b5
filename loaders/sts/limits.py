"""What a reading may take, whatever the file: size, pages, lines, time and memory, set here and nowhere else.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20
AT_ONCE = 2
"""Readings at the same time on one server; the others wait for their turn, as long as one may last."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading.

    Attributes:
        memory: bytes that the process of the reading may take; 700 MiB read everything seen.
        seconds: from its start to its answer; the longest plan seen takes 3.
        pages: of a PDF; the longest plan seen has 250.
        size: bytes of the file.
        lines: of its text; the longest plan seen has 8 000.
        width: signs of a line; the longest paragraph seen has 3 000.
    """

    memory: int = 700 * MIB
    seconds: float = 60.0
    pages: int = 600
    size: int = 20 * MIB
    lines: int = 200_000
    width: int = 50_000


LIMITS = Limits()


@dataclass
class _Held:
    limits: Limits = LIMITS


_HELD = _Held()


def held() -> Limits:
    """The bounds of the reading that this process makes."""
    return _HELD.limits


def hold(limits: Limits) -> None:
    """Set the bounds of this process, once, before it reads."""
    _HELD.limits = limits
