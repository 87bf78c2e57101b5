"""Text as it is searched: case, accents, hyphens, apostrophes and ligatures do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`Soins médico-sociaux d'Œuvre` -> `soins medico sociaux d oeuvre` (words apart, one space)."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def holds_words(text: str, words: str) -> bool:
    """Whether a text holds every word of a query, each as the start of one of its words."""
    held = f" {fold(text)}"
    return all(f" {word}" in held for word in fold(words).split())
