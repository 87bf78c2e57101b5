"""From characters to words and lines: what touches is one word, what shares a baseline one line.

A smaller character raised beside a larger one is the call of a note, never a digit of the number. Two characters that
overlap without being the same leave a doubt, as does a character that the file does not tell.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from loaders.sts.paper.sheet import Char, Frame, around

CUT = "\x02"
"""What stands where a word is cut at the end of a line, as PDFium writes it (`decoding.py` makes it whole)."""

UNSURE = "\ufffd"
"""What stands for a character that cannot be told: it must not vanish from a number."""

_GAP, _LEVEL, _SMALL, _RAISED, _LIFTED = 0.16, 0.25, 0.82, 0.1, 0.12
_TALLEST = 100.0
_SAME_PLACE, _OVER = 0.75, 0.55
_HYPHENS = "-\u2010\u2011\u00ad"
RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Word:
    """Characters that touch.

    Attributes:
        raised: for each character, whether it is the call of a note.
        apart: whether the file prints a space after the word before.
    """

    chars: list[Char] = field(default_factory=list)
    raised: list[bool] = field(default_factory=list)

    @cached_property
    def left(self) -> float:
        return min(char.left for char in self.chars)

    @cached_property
    def right(self) -> float:
        return max(char.right for char in self.chars)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @cached_property
    def size(self) -> float:
        return max(char.size for char in self.chars)

    @cached_property
    def frame(self) -> Frame:
        return around([char[1:5] for char in self.chars])

    @cached_property
    def text(self) -> str:
        if True not in self.raised:
            return "".join([char.text for char in self.chars])
        pairs = zip(self.chars, self.raised, strict=True)
        return "".join(char.text.translate(RAISED_DIGITS) if raised else char.text for char, raised in pairs)


@dataclass
class TextLine:
    """Words on one baseline, from left to right."""

    base: float
    size: float
    words: list[Word] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        return text_of(self.words)

    @cached_property
    def frame(self) -> Frame:
        return around([word.frame for word in self.words])


def text_lines(chars: Iterable[Char]) -> list[TextLine]:
    """The lines that characters make, from top to bottom."""
    levels = _levels(list(chars))
    known = [(_base(level), max(char.size for char in level), level) for level in levels]
    kept: list[list[Char]] = [[] for _ in levels]
    marks: list[list[Char]] = [[] for _ in levels]
    tallest = min(max((size for _, size, _ in known), default=0.0), _TALLEST)
    for index, (base, _, level) in enumerate(known):
        least = min(char.size for char in level)
        end = bisect_right(known, base + tallest, lo=index + 1, key=lambda one: one[0])
        below = [(at, known[at][1]) for at in range(index + 1, end) if base < known[at][0] < base + known[at][1]]
        hosts = [at for at, size in below if least < _SMALL * size]
        for char in level:
            host = _host(char, known, hosts) if hosts and char.text != " " else None
            (kept[index] if host is None else marks[host]).append(char)
    lines = []
    for (base, _, _), level, raised in zip(known, kept, marks, strict=True):
        if any(char.text != " " for char in level):
            lines.append(TextLine(base, max(char.size for char in level), _words(level, raised)))
    return lines


def text_of(words: Iterable[Word]) -> str:
    """Words as one text."""
    return " ".join([word.text for word in words])


def joined(lines: Sequence[str]) -> str:
    """Lines of one cell as one text; a word cut at its hyphen is marked so."""
    text = ""
    for line in lines:
        text = cut_marked(text, line)
        text = text + line if text.endswith(CUT) else f"{text} {line}".strip()
    return text


def cut_marked(text: str, following: str) -> str:
    """A line with the mark of a cut word instead of its last hyphen, where the next line goes on with the word."""
    if len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalpha() and following[:1].islower():
        return text[:-1] + CUT
    return text


def _overlap(one: Char, other: Char) -> float:
    """Share of the smaller of two characters that the other covers."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min((char.right - char.left) * (char.bottom - char.top) for char in (one, other))
    return wide * high / least if wide > 0 and high > 0 and least > 0 else 0.0


def _levels(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by baseline and by size, from top to bottom."""
    levels: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.base, char.left)):
        for level in levels[:-4:-1]:
            first = level[0]
            near = abs(char.base - first.base) <= _LEVEL * min(first.size, char.size)
            if near and (char.text == " " or _SMALL < char.size / first.size < 1 / _SMALL):
                level.append(char)
                break
        else:
            levels.append([char])
    return _rejoined(levels)


def _rejoined(levels: list[list[Char]]) -> list[list[Char]]:
    """Levels of several sizes on the same baseline are one line."""
    out: list[list[Char]] = []
    bases: list[float] = []
    for level in levels:
        base, most = _base(level), 0.06 * level[0].size
        at = next((at for at in range(max(0, len(out) - 3), len(out)) if abs(bases[at] - base) <= most), None)
        if at is None:
            out.append(level)
            bases.append(base)
        else:
            out[at].extend(level)
            bases[at] = _base(out[at])
    return out


def _base(level: Sequence[Char]) -> float:
    bases = sorted(char.base for char in level if char.text != " ") or [level[0].base]
    return bases[len(bases) // 2]


def _host(char: Char, levels: Sequence[tuple[float, float, Sequence[Char]]], among: Sequence[int]) -> int | None:
    """The line that a smaller character is raised beside, if there is one."""
    for index in among:
        base, size, level = levels[index]
        if char.size < _SMALL * size and _RAISED * size < base - char.base < 0.9 * size:
            for other in level:
                beside = -0.3 * other.size < char.left - other.right < 0.45 * other.size + _room(char, other)
                if beside and other.text != " " and char.size < _SMALL * other.size:
                    return index
    return None


def _room(char: Char, other: Char) -> float:
    """Room for one more raised character between a mark and its word."""
    return char.size if char.left - other.right > 0.3 * char.size else 0.0


def _words(level: Sequence[Char], marks: Sequence[Char]) -> list[Word]:
    """The words of a line; a space, a gap or a character of another size without a rise ends one."""
    raised = {*marks, *(char for char in level if char.lift > _LIFTED)}
    words: list[Word] = []
    before: Char | None = None
    was_raised = False
    for char in sorted([*level, *marks], key=lambda char: char.left):
        if char.text == " ":
            before = None if before is None or char.right - char.left > 0.05 * char.size else before
            continue
        if words and words[-1].chars and _taken(words[-1], char):
            continue
        is_raised = bool(raised) and char in raised  # of most lines, none is: not one is then looked up
        if before is None or _parted(before, char, was_raised, is_raised):
            words.append(Word())
        words[-1].chars.append(char)
        words[-1].raised.append(is_raised)
        before, was_raised = char, is_raised
    return words


def _taken(word: Word, char: Char) -> bool:
    """Whether a character is the last of a word printed again; another one over a digit makes it unsure."""
    last = word.chars[-1]
    if last.piece == char.piece or char.left > last.right or (over := _overlap(last, char)) < _OVER:
        return False
    if last.text == char.text and over > _SAME_PLACE:
        return True
    if last.text.isdigit() or char.text.isdigit() or last.text == UNSURE:
        word.chars[-1] = last._replace(text=UNSURE)
        return True
    return False


def _parted(before: Char, char: Char, was_raised: bool, is_raised: bool) -> bool:
    if is_raised:
        return char.left - before.right > 0.5 * max(char.size, before.size)
    if was_raised:
        return True if before.text.isdigit() and char.text.isdigit() else char.left - before.right > _GAP * char.size
    size = min(before.size, char.size)
    other = before.text.isdigit() and char.text.isdigit() and not _SMALL < before.size / char.size < 1 / _SMALL
    return other or char.left - before.right > _GAP * size
