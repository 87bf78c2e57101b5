"""Pictures and documents set by typst: no browser, no office, no network; the fonts of the house alone."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CDLL
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

FONTS = Path(__file__).with_name("polices")
DENSITY = 2
"""Pixels of a PNG for one unit of its drawing."""

_POINTS = 72
_PAGE = b"""
#let size = json(bytes(sys.inputs.size))
#set page(width: size.at(0) * 1pt, height: size.at(1) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)
"""


_FORGOTTEN = 10
"""Compilations after which typst lets go of what nothing asked for again: each document would hold 40 MB until then."""

_TURN = Lock()
"""One file is set at a time: the others wait, and a core is left to the pages."""


@cache
def _fonts() -> Any:
    """Read once a server; WOFF2 would be left aside without a word, and the letters with it."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def typeset(source: bytes, inputs: dict[str, str], **options: Any) -> bytes:
    """A file set from a source of ours; what varies is given as data, never as source.

    Args:
        options: those of `typst.Compiler.compile`.
    """
    import typst

    with _TURN:
        made = typst.Compiler(font_paths=_fonts()).compile(input=source, sys_inputs=inputs, **options)
        _forget()
    if not isinstance(made, bytes):
        raise ValueError("one file was expected")
    return made


def _forget() -> None:
    """Give back the memory of what was just set."""
    import typst

    empty = typst.Compiler(font_paths=_fonts())
    for _ in range(_FORGOTTEN):
        empty.compile(input=b"", format="png", ppi=1)
    if trim := _trim():
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """What gives freed memory back to the system, where the C library has it (glibc)."""
    try:
        found: Callable[[int], int] = CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return found


def png(svg: str, width: float, height: float) -> bytes:
    """A drawing as PNG."""
    size = f"[{width:.2f}, {height:.2f}]"
    return typeset(_PAGE, {"svg": svg, "size": size}, format="png", ppi=_POINTS * DENSITY)
