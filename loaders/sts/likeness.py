"""Whether printed words are a known label but for a slip of letters: word by word, never another word.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile

_SHORTEST = 5
_WORD = re.compile(r"[^\s,;.:()/'-]+")


def is_like(words: str, label: str, known: Collection[str]) -> bool:
    """Whether folded words are a folded label, one letter apart at most in a few of their words.

    Args:
        known: words of the vocabulary: one of them is never read as another.
    """
    if words.replace(" ", "").replace("-", "") == label.replace(" ", "").replace("-", ""):
        return re.findall(r"\d+|\bi+[ab]?\b", words) == re.findall(r"\d+|\bi+[ab]?\b", label)
    printed, expected = _WORD.findall(words), _WORD.findall(label)
    if len(printed) != len(expected):
        return False
    if len(expected) == 1:
        return _is_number_of(printed[0], expected[0])  # one word has no other to vouch for it
    differing = [pair for pair in zip(printed, expected, strict=True) if pair[0] != pair[1]]
    slips = [pair for pair in differing if not _is_number_of(*pair)]
    return (
        0 < len(differing) <= 1 + len(expected) // 4
        and all(min(len(a), len(b)) >= _SHORTEST and _is_one_apart(a, b) for a, b in differing)
        and not any(word in known for word, _ in slips)
    )


def label_words(labels: Collection[str]) -> frozenset[str]:
    """Every word of folded labels."""
    return frozenset(word for label in labels for word in _WORD.findall(label))


def _is_number_of(printed: str, expected: str) -> bool:
    """Singular and plural of one word."""
    return printed.rstrip("sx") == expected.rstrip("sx")


def _is_one_apart(one: str, other: str) -> bool:
    """One letter more, less, changed, or two swapped; a digit is no letter."""
    if re.search(r"\d", one + other):
        return False
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    rest, left = one[same:], other[same:]
    swapped = len(rest) > 1 and rest[1:2] + rest[:1] + rest[2:] == left
    return swapped or rest[1:] == left[1:] or rest[1:] == left or rest == left[1:]
