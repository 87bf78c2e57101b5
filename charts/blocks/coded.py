"""A title whose codes are small tags after the words they stand for."""

from __future__ import annotations

import re

from charts.blocks.records import Mark, Span, Words

_CODE = re.compile(r" \((E[1-6]D\d(?:O\d)?)\)")


def bare(title: str) -> str:
    """The title without its codes, where nothing says what a code is."""
    return _CODE.sub("", title)


def coded(title: str) -> Words:
    """The title, each code in brackets set off as a tag; the text itself without any."""
    first, *rest = _CODE.split(title)
    if not rest:
        return title
    spans: list[Span] = [first]
    for code, words in zip(rest[::2], rest[1::2], strict=True):
        spans += [" ", Mark(code, "code"), *([words] if words else [])]
    return tuple(spans)
