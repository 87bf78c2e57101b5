"""Text as it is searched: case, accents, hyphens, apostrophes and ligatures do not matter."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.accents import unaccented

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """`Soins médico-sociaux d'Œuvre` -> `soins medico sociaux d oeuvre` (words apart, one space)."""
    return re.sub(r"[^a-z0-9]+", " ", unaccented(text.casefold().translate(_LIGATURES))).strip()


def holds_words(text: str, words: str) -> bool:
    """Whether a text holds every word of a query, each as the start of one of its words."""
    held = f" {fold(text)}"
    return all(f" {word}" in held for word in fold(words).split())
