"""Words as a search compares them: folded, without plural nor feminine, small words aside.

The fold is deliberately small, and the same on both sides: a plural (`s`, `x`, `aux`) and a final
mute `e` go. It is no dictionary: what it misses, the likeness of `analysis.search` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.folding import fold

_SMALL = """a au aux avec ce ces cette d dans de des du elle en est et il ils j je l la le les leur leurs mais n ne nos
notre nous on ou par pas pour qu que qui s sa se ses son sur un une vos votre y"""
STOP_WORDS = frozenset(_SMALL.split())
SHORT = 3
"""Words of this length or less (acronyms: HAD, SMR, SAS) are compared as they are, and never by likeness."""

_COMPOUND = re.compile(r"\w+(?:-\w+)+")


def root(word: str) -> str:
    """`programmees` -> `programm`, `regionaux` -> `regional`; a short word is left alone."""
    if len(word) <= SHORT:
        return word
    word = f"{word[:-3]}al" if word.endswith("aux") and len(word) > SHORT + 2 else word.rstrip("sx")
    kept = word.rstrip("e")
    return kept if len(kept) > SHORT else word


def roots(text: str) -> list[str]:
    """The words of a text that count, in their order."""
    return [root(word) for word in fold(text).split() if word not in STOP_WORDS]


def index_words(texts: Iterable[str]) -> set[str]:
    """The words that texts answer to: those of `roots`, and compound words in one piece (`autodialyse`)."""
    found: set[str] = set()
    for text in texts:
        found.update(roots(text))
        found.update(root(fold(compound).replace(" ", "")) for compound in _COMPOUND.findall(text))
    return found
