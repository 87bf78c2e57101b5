"""French spacing: which spaces must not part at the end of a line, for plain text, HTML, and payloads.

Applied once, where text leaves for the screen or for a printed page. Never to an address, a code, or a
cell of a CSV or of a workbook, which must stay what the document prints.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from charts.words.french import NARROW, NBSP

_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre")  # fmt: skip
_SHORTENED = ("n°", "N°", "art.", "Art.", "article", "L.", "R.", "D.", "p.", "ligne", "lignes", "page")
"""What never ends a line without the number that follows it."""

_LINKING = (
    "a|à|au|aux|avec|ce|ces|cette|comme|dans|de|depuis|des|dont|du|elle|elles|en|entre|est|et|il|ils|la|le|les|mais|ne|"
    "ni|on|ont|ou|où|par|parmi|pour|puis|que|qui|sans|se|si|sont|sous|sur|un|une|vers|y"
)
"""Words that go on with the sentence: a number is not bound to them as it is to what it counts."""


def _after(words: tuple[str, ...]) -> str:
    """Whether a space just met follows one of some words (Python wants one lookbehind a width)."""
    return "(?:" + "|".join(f"(?<=(?<!\\w){re.escape(word)} )" for word in words) + ")"


_NO_CODE = "".join(f"(?<![A-Za-z]{digits} )" for digits in ("\\d", "\\d\\d", "\\d\\d\\d"))
"""The digits that end a code (`E3D1`) are no number."""

_THOUSANDS = re.compile(" (?<=\\d )(?=\\d{3}(?!\\d))")
_BOUND = re.compile(
    " +(?:" + "|".join((
        "(?=[:;?!%‰»€])",
        "(?<=« )",
        f"(?<=\\d ){_NO_CODE}(?!(?:{_LINKING})\\b)(?=[a-zà-ÿœµ]|M€|Md€|Mo\\b|ETP\\b|IRM\\b)",
        "(?<=1er )",
        f"(?=[\\dLRDA]){_after(_SHORTENED)}",
        f"(?=[12]\\d{{3}}(?!\\d)){_after(_MONTHS)}",
    )) + ")"
)  # fmt: skip
"""A space first, so that the search leaps from one to the next."""

_TAG = re.compile(r"(<(style|script|code|textarea)\b.*?</\2>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|abbr|b|em|i|small|span|strong|sup)\b", re.IGNORECASE)


_DRAWN = frozenset({"traces"})
"""Fields of a payload that hold drawings, not words."""


def bound(text: str) -> str:
    """The text with its no-break spaces: `12 %`, `n° 1`, `1er juin 2023`, `Lot : 3`; unchanged the second time."""
    return _BOUND.sub(NBSP, _THOUSANDS.sub(NARROW, text))


@lru_cache(maxsize=512)
def bound_html(markup: str) -> str:
    """The same for the texts of some HTML: tags, attributes, styles and code stay as they are.

    A number in bold is bound to the word that follows its tag.
    """
    parts = _TAG.split(markup)  # text, tag, name of a raw tag, text…
    out, before = [], ""
    for rank in range(0, len(parts), 3):
        text = parts[rank]
        out.append(bound(before + text)[len(before) :] if before and text[:1].isspace() else bound(text))
        tag = parts[rank + 1] if rank + 1 < len(parts) else ""
        out.append(tag)
        before = (text[-12:] or before) if _INLINE.match(tag) else ""
    return "".join(out)


def bound_all(payload: Any) -> Any:
    """The same for every text of a payload of a component; the names of its fields and its outlines stay."""
    if isinstance(payload, str):
        return bound(payload)
    if isinstance(payload, dict):
        return {name: part if name in _DRAWN else bound_all(part) for name, part in payload.items()}
    if isinstance(payload, list | tuple):
        return [bound_all(part) for part in payload]
    return payload
