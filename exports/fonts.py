"""The fonts of the house inside a style: a file is read far from the server, where a neighbour may be refused."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "static" / "polices"
_FACES = {
    "sans": ("Territoires Sans", "400 700", "territoires-sans.woff2"),
    "serif": ("Territoires Serif", "600", "territoires-serif.woff2"),
}


@cache
def fonts_css(*names: str) -> str:
    """The rules of some fonts, `sans` and `serif` without a name."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url(data:font/woff2;base64,'
        f'{b64encode((FONTS / file).read_bytes()).decode()}) format("woff2")}}'
        for family, weight, file in (_FACES[name] for name in names or _FACES)
    )
