"""What is said beside a drawing, above a table or alone: as much of it as a room holds, the reservation first kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports.wall.measure import INNER, TEXT, height
from exports.wall.records import Said

_SAID = (3.0, 2.7, TEXT)
_BOX, _CAUTION_EDGE = 5.0, 3.6
"""Height that the box of a caution takes around its words, its head in it; width that it takes."""

_STRIP_EDGE = 3.0
"""What the box takes around the words of a caution above a table."""

_SENTENCES = re.compile(r"(?<=[.!?;]) ")


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text, each a paragraph."""
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def fitted(
    sentence: tuple[str, ...], caution: tuple[str, ...], room: float, tall: float, *, strip: bool = False
) -> Said:
    """What is said, and as many cautions as hold, the first at least where it can; then its sentences one by one.

    Args:
        strip: whether they stand above a table, small and on the whole width.
    """
    for size in _SAID[-1:] if strip else _SAID:
        if said_height(sentence, caution, size, room, strip=strip) <= tall:
            return Said(sentence, caution, size)
    for count in range(len(caution) - 1, 0, -1):
        if said_height(sentence, caution[:count], TEXT, room, strip=strip) <= tall:
            return Said(sentence, caution[:count], TEXT, whole=False)
    first = caution[:1] if said_height((), caution[:1], TEXT, room, strip=strip) <= tall else ()
    parts = _SENTENCES.split(" ".join(sentence))
    while parts and said_height((" ".join(parts) + " …",), first, TEXT, room, strip=strip) > tall:
        parts.pop()
    said = (" ".join(parts).rstrip(" ;:,") + " …",) if parts else ()
    return Said(said, first, TEXT, whole=False)


def said_height(
    sentence: tuple[str, ...], caution: tuple[str, ...], size: float, room: float, *, strip: bool = False
) -> float:
    """Height that what is said takes."""
    tall = sum(height(part, room, size) for part in sentence) + (len(sentence) - 1) * 0.8 if sentence else 0
    if caution:
        inside = room - _CAUTION_EDGE
        texts = (f"Prudence : {caution[0]} ", *caution[1:]) if strip else caution
        tall += sum(height(part, inside) for part in texts) + (len(caution) - 1) * 0.6
        tall += (_STRIP_EDGE if strip else _BOX) + (1.6 if sentence else 0)
    return tall


def pages(sentence: tuple[str, ...], caution: tuple[str, ...], tall: float) -> Iterator[Said]:
    """Words over as many screens as they need; one sentence at least on each."""
    whole = fitted(sentence, caution, INNER, tall)
    if whole.whole:
        yield whole
        return
    for texts, held in ((sentence, False), (caution, True)):
        parts = [part for text in texts for part in _SENTENCES.split(text)]
        while parts:
            count = len(parts)
            while count > 1 and _one(parts[:count], held, tall) is None:
                count -= 1
            yield _one(parts[:count], held, tall) or Said(tuple(parts[:count]), (), TEXT)
            parts = parts[count:]


def _one(parts: list[str], caution: bool, tall: float) -> Said | None:
    text = (" ".join(parts),)
    said = Said((), text, TEXT) if caution else Said(text, (), TEXT)
    return said if said_height(said.sentence, said.caution, TEXT, INNER) <= tall else None
