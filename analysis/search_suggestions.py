"""The words that a search offers when nothing answers, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analysis.folding import fold
from analysis.search_entries import Entry
from analysis.search_words import root

_WORD = re.compile(r"[^\W\d_]+")


def printed_words(found: Sequence[Entry]) -> dict[str, str]:
    """A word as it is printed, by its root, titles before bodies: what a suggestion shows."""
    texts = [text for entry in reversed(found) for text in (entry.body, entry.about, *entry.forms, entry.title)]
    known = cache(lambda word: (root(fold(word)), word.lower()))
    return dict(known(word) for text in texts for word in _WORD.findall(text))
