"""Words as a search compares them: folded, without plural nor feminine, small words aside.

A dotted acronym is one word (`E.H.P.A.D.`), a decimal number is one word (`2,5`), and so is `100 000`.
The fold is deliberately small, and the same on both sides: a plural (`s`, `x`, `aux`) and a final
mute `e` go. It is no dictionary: what it misses, the likeness of `analysis.search` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.folding import fold

_SMALL = """a au aux avec ce ces cette d dans de des du elle en est et il ils j je l la le les leur leurs mais n ne nos
notre nous on ou par pas pour qu que qui s sa se ses son sont sur un une vos votre y
combien comment pourquoi quel quelle quelles quels quoi"""
STOP_WORDS = frozenset(_SMALL.split())
SHORT = 3
"""Words of this length or less (acronyms: HAD, SMR, SAS) are compared as they are, and never by likeness."""

_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_WHOLE_WORDS = frozenset(["medecine"])
"""Words whose last letter makes another word: the médecine is not the médecins."""

_WHOLE = {"st": "saint", "ste": "sainte"}
_CODE = re.compile(r"e([1-6il])d([1-9il])(?:[o0]([\dil]{1,2}))?")
_LEVELS = {"e": "engagement", "d": "defi", "o": "objectif"}
_CALLED = re.compile(r"\b(?:engagement|d[ée]fi|objectif|fiche)s? (?=e[1-6il]d[1-9il])", re.IGNORECASE)
_ENGAGEMENT = re.compile(r"\b(engagements?) e([1-6])\b", re.IGNORECASE)


def typed_words(text: str) -> list[str]:
    """The words of a text that count, in their order, with their plural."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    text = _DECIMAL.sub("v", _THOUSANDS.sub("", text))
    return [_WHOLE.get(word, word) for word in fold(text).split() if word not in STOP_WORDS]


def root(word: str) -> str:
    """`programmees` -> `programm`, `regionaux` -> `regional`; a short word or a number is left alone."""
    if len(word) <= SHORT or word[0].isdigit() or word in _WHOLE_WORDS:
        return word
    word = f"{word[:-3]}al" if word.endswith("aux") and len(word) > SHORT + 2 else word.rstrip("sx")
    kept = word.rstrip("e")
    return kept if len(kept) > SHORT else word


def roots(text: str) -> list[str]:
    """The words of a text that count, in their order, as they are compared."""
    return [_compared(word) for word in typed_words(text)]


@lru_cache(maxsize=32768)
def _compared(word: str) -> str:
    """A folded word as it is compared: a few thousand words make every text."""
    return root(code_of(word))


def code_of(word: str) -> str:
    """The code that a word is, an O typed as 0 and a 1 typed as I or L included (`e3d107` -> `e3d1o7`), or the word."""
    found = _CODE.fullmatch(word)
    if not found:
        return word
    levels = [(letter, digits.translate({ord("i"): "1", ord("l"): "1"})) for letter, digits in _numbered(found)]
    return "".join(letter + digits for letter, digits in levels)


def _numbered(found: re.Match[str]) -> list[tuple[str, str]]:
    return [(letter, digits) for letter, digits in zip(_LEVELS, found.groups(), strict=True) if digits]


def with_code(text: str) -> str:
    """A text where a code said in words is written as one (`défi 4 engagement 1` -> `e1d4`), its kind not repeated.

    A code says what it is: `défi E3D4` is `e3d4`, `engagement E3` is `engagement 3`.
    """
    text = _ENGAGEMENT.sub(r"\1 \2", _CALLED.sub("", text))
    folded, digits = fold(text), {}
    for letter, name in _LEVELS.items():
        if found := re.search(rf"\b{name}s? (?:n |no |numero )?(\d{{1,2}})\b", folded):
            digits[letter] = found
    if not {"e", "d"} <= digits.keys():
        return text
    for found in digits.values():
        folded = folded.replace(found[0], "", 1)
    return "".join(f"{letter}{found[1]}" for letter, found in digits.items()) + f" {folded}"


def index_words(texts: Iterable[str]) -> set[str]:
    """The words that texts answer to: those of `roots`, and compound words in one piece (`autodialyse`)."""
    found: set[str] = set()
    for text in texts:
        found.update(roots(text))
        found.update(root(fold(compound).replace(" ", "")) for compound in _COMPOUND.findall(text))
    return found
