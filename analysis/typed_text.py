"""Text that somebody typed, in an address, a field or a file: what may pass, and how our sentences quote it.

One rule for every door: a text that hides something (a control, a direction mark, a lone
surrogate, a sign that no font draws) is refused or cleaned, and never quoted as it came.
"""

from __future__ import annotations

import json
import unicodedata

LONGEST_QUOTE = 40
"""Characters of a text that a sentence of ours quotes."""


def printable(text: str) -> bool:
    """Whether a text has no control, direction or private character, which could hide what it says."""
    return all(map(_drawn, text))


def visible(text: str) -> str:
    """A text without the characters that `printable` refuses."""
    return "".join(filter(_drawn, text))


def quoted(value: object) -> str:
    """A text, or a value of a JSON file, as a sentence of ours may quote it.

    Args:
        value: a text is quoted as it is; another value as JSON writes it (`null`, not `None`).

    Returns:
        At most LONGEST_QUOTE characters on one line, then «…»; nothing in it turns or hides the sentence.
    """
    text = visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return isolated(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…")


def isolated(text: str) -> str:
    """A text among words of ours: letters written from the right stand apart (U+2068 to U+2069), else it is unchanged.

    Without that, a figure or a comma that follows them would be shown on their other side.
    """
    turned = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
    return f"\u2068{text}\u2069" if turned else text


def _drawn(char: str) -> bool:
    """Whether a character shows: neither of the categories «other» nor a separator of lines."""
    return unicodedata.category(char)[0] != "C" and unicodedata.category(char) not in ("Zl", "Zp")
