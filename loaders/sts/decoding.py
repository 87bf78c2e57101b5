"""From the bytes of a text to its characters: encodings, signs that show nothing, hyphens at the end of a line.

A text comes in UTF-8, UTF-16 or Windows-1252. PDFium writes a control sign where a line ends on a hyphen: between two
words cut there it is nothing or a hyphen, after a space it is the dash of a cell.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_LONGEST = 1000
_SAMPLE, _SHORTEST, _MOST_ZEROS, _MOST_DAMAGED = 4000, 40, 0.6, 0.05
_BINARY = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f\x7f]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_HYPHEN = "\x02"
_PREFIXES = frozenset({"médico", "socio", "rendez", "celui", "celle", "celles", "ceux", "vis", "hautes", "haute"})
_CUT_WORD = re.compile(rf"([^\W\d_]+){_HYPHEN}\s*([^\W\d_]+)")
_SOFT_DASH = re.compile(r"(?:(?<=\s)|^)\u00ad(?=\s|$)")
_DASH_CELL = re.compile(rf"(?:^|(?<=\s)){_HYPHEN}[ \t]*")
_AT_END = re.compile(rf"[^\W\d_]{_HYPHEN}[ \t]*$")


def decode(raw: bytes) -> str | None:
    """The text of a file, or None when it is no text; a sign that its encoding does not know shows as U+FFFD."""
    encoding = next((name for mark, name in _BOMS.items() if raw.startswith(mark)), None) or _wide(raw)
    if encoding is None:
        text = raw.decode("utf-8", "replace")
        damaged, sound = text.count("\ufffd"), sum(sign > "\x7f" for sign in text)
        encoding = "utf-8" if damaged <= _MOST_DAMAGED * sound else "cp1252"
    text = raw.decode(encoding, "replace")
    return None if len(_BINARY.findall(text)) > len(text) / 500 or "\x00" in text else text


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: one byte of two is zero in French text."""
    even, odd = raw[:_SAMPLE:2], raw[1:_SAMPLE:2]
    if len(raw) < _SHORTEST or b"\x00\x00\x00" in raw[:_SAMPLE]:
        return None
    if odd.count(0) > _MOST_ZEROS * len(odd) and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > _MOST_ZEROS * len(even) and not odd.count(0) else None


def numbered_lines(text: str, words: Collection[str]) -> list[tuple[int, str]]:
    """Source lines with their number, without unseen signs; a word cut at the end of a line is whole again.

    Args:
        words: words known to be written with their hyphen or without it, in small letters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\x0b", "\n")
    text = text.replace("\x85", "\n").replace("\ufffe", _HYPHEN).replace("\uffff", _HYPHEN)
    lines: list[tuple[int, str]] = []
    cut = False
    for number, line in enumerate(text.split("\n"), start=1):
        if cut and line.strip():
            lines[-1] = (lines[-1][0], lines[-1][1].rstrip() + line.lstrip())
        elif not cut:
            lines.append((number, line))
        cut = len(lines[-1][1]) < _LONGEST and bool(_AT_END.search(lines[-1][1][-_LONGEST:]))
    known = frozenset(words) | _hyphenated(text)
    return [(number, part) for number, line in lines for part in _visible(line, known)]


def _visible(line: str, words: Collection[str]) -> list[str]:
    """A line without unseen signs, cut after the dash of a cell that swallowed the next line."""
    if line.replace("\t", " ").isprintable():
        return [line]
    line = _CUT_WORD.sub(lambda cut: _joined(cut.group(1), cut.group(2), words), line)
    parts = [_UNSEEN.sub("", part) for part in _DASH_CELL.sub(f"-{_HYPHEN}", line).split(_HYPHEN)]
    kept = [_SOFT_DASH.sub("-", part).replace("\u00ad", "") for part in parts]
    return [kept[0], *(part for part in kept[1:] if part.strip())]


def _joined(start: str, end: str, words: Collection[str]) -> str:
    """A cut word: with its hyphen where it is known with it, else in one piece."""
    hyphenated, whole = f"{start}-{end}", f"{start}{end}"
    if whole.casefold() in words:
        return whole
    return hyphenated if hyphenated.casefold() in words or start.casefold() in _PREFIXES else whole


def _hyphenated(text: str) -> frozenset[str]:
    """Hyphenated words that the text itself prints within a line."""
    return frozenset(re.findall(r"[^\W\d_]+-[^\W\d_]+", text.casefold())) if _HYPHEN in text else frozenset()
