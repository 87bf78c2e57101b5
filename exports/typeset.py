"""Pictures and documents set by typst: no browser, no office, no network; the fonts of the house alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path
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


@cache
def _fonts() -> Any:
    """Read once a server."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def typeset(source: bytes, inputs: dict[str, str], **options: Any) -> bytes:
    """A file set from a source of ours; what varies is given as data, never as source.

    Args:
        options: those of `typst.Compiler.compile`.
    """
    import typst

    made = typst.Compiler(font_paths=_fonts()).compile(input=source, sys_inputs=inputs, **options)
    if isinstance(made, list):
        raise ValueError("one page was expected")
    assert isinstance(made, bytes)
    return made


def png(svg: str, width: float, height: float) -> bytes:
    """A drawing as PNG."""
    size = f"[{width:.2f}, {height:.2f}]"
    return typeset(_PAGE, {"svg": svg, "size": size}, format="png", ppi=_POINTS * DENSITY)
