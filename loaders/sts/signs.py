"""Signs that a text was badly taken out of its PDF: what it says may not be what the plan prints.

Such a text is read all the same, with a warning that says what to do: the numbers of its tables may be right, its names
and the order of its paragraphs are not sure.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.sts.names import is_rubric
from loaders.sts.region import DEPARTEMENTS
from loaders.sts.vocabulary import fold

if TYPE_CHECKING:
    from loaders.sts.lines import Line

_DO = "redonner le PDF, ou son texte par «pdftotext -raw»"
_YEARS = re.compile(r"(?<!\d)20[1-4]\d20[1-4]\d(?!\d)")
_SPLIT = re.compile(r"[^\W\d_]{2,}\S* {5,}\S*[^\W\d_]{2,}")
_FEWEST_ALTERNATE, _ALTERNATE_SHARE, _FEWEST_SPLIT = 3, 0.08, 20
_LONGEST_RUBRIC = 40


def signs(lines: Sequence[Line], text: str) -> Iterator[tuple[int, str]]:
    """Warnings on the lines of a text that look badly taken out, each kind once, with the first line that shows it.

    Args:
        text: the text before its lines were cleaned.
    """
    glued = re.compile("|".join(re.escape(name.replace("-", "")) for name in DEPARTEMENTS.values() if "-" in name))
    kinds: list[tuple[Callable[[str], re.Match[str] | None], str]] = [
        (_YEARS.search, "deux années collées, le texte n'a plus ses tirets"),
        (glued.search, "un nom collé, le texte n'a plus ses tirets"),
    ]
    for search, words in kinds:
        found = next(((line.number, match.group()) for line in lines if (match := search(line.text))), None)
        if found:
            yield found[0], f"«{found[1]}» : {words} ; {_DO}"
    alternate = [line.number for line, after in pairwise(lines) if _is_rubric(line) and _is_rubric(after)]
    if len(alternate) >= max(_FEWEST_ALTERNATE, _ALTERNATE_SHARE * sum(map(_is_rubric, lines))):
        words = f"{len(alternate)} rubriques sans contenu, les colonnes des fiches semblent alterner"
        yield alternate[0], f"{words} ; {_DO}"
    split = [number for number, line in enumerate(text.split("\n"), start=1) if _SPLIT.search(line[:400])]
    if len(split) >= _FEWEST_SPLIT:
        words = f"{len(split)} lignes semblent tenir deux colonnes côte à côte"
        yield split[0], f"{words} ; {_DO}"


def _is_rubric(line: Line) -> bool:
    return len(line.text) <= _LONGEST_RUBRIC and is_rubric(fold(line.text))
