"""Records of a view as the HTML that a page draws, for tests that read its words."""

from __future__ import annotations

import html
import re
from typing import Any

from charts.blocks.records import Bullets, Item
from exports.html import written


def as_html(*parts: Any) -> str:
    """Blocks, groups of blocks or items, one after the other, with plain spaces."""
    blocks: list[Any] = []
    for part in parts:
        blocks += part if isinstance(part, tuple | list) else [Bullets((part,)) if isinstance(part, Item) else part]
    return str(written(tuple(blocks))).replace("\u00a0", " ").replace("\u202f", " ")


def file_links(app: Any) -> list[tuple[str, str]]:
    """Address and words of the links to the files that a page shows (AppTest)."""
    found = re.findall(
        r'<a data-fichier href="([^"]+)">([^<]+)</a>', "".join(element.proto.body for element in app.get("html"))
    )
    return [(html.unescape(address), words) for address, words in found]
