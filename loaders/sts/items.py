"""From a run of lines to the items that it lists: expected results and actions of a sheet, lists of a département.

The text of an item is for the machine of whoever reads the plan: the project keeps its own words
(`data/curated/items.csv`), with the same list, rank and line.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.sts.fiches import LINKS, Block
from loaders.sts.lines import Line
from loaders.sts.values import BULLET

_BODY = ("defi", "constats", "objectif", "resultats", "pratique")
_NEAR = 6
_OPENER = re.compile(r"^(?:Une?|L[ea]s?|L'\w+|Des|\w+(?:tions?|ments?|ages?|[ae]nces?|er|ir|re))\b")
_WIDTHS = (
    dict.fromkeys("ijl'", 0.4) | dict.fromkeys("tfI.,;:!|()[]/- ", 0.5) | dict.fromkeys("r", 0.6)
    | dict.fromkeys("cksvxyz", 0.9) | dict.fromkeys("mMW%@", 1.5) | {"w": 1.3}
)  # fmt: skip
_SURELY_SHORT, _SURELY_FULL = 0.97, 1.12


@dataclass(frozen=True)
class Item:
    """One listed item, as printed.

    Attributes:
        code: of the objectif that lists it, or an empty string for a list of the département.
        liste: `resultat`, `action`, `enjeu`, `defi_cts`, `cnr`, `engagement_cd`, or `enjeu_ou_defi_cts` where nothing
            tells which of the two it is.
        rang: its printed order in that list, from 1.
        texte: what is printed; it leaves neither the machine nor the file.
        ligne: the line on which it opens.
    """

    code: str
    liste: str
    rang: int
    texte: str
    section: str
    ligne: int


def sheet_items(block: Block, rubric: str) -> tuple[list[list[Line]], bool]:
    """Lines of each printed item of a rubric, and whether a broken line leaves a doubt."""
    column = max((_width(line.text) for name in _BODY for line in block.rubrics.get(name, ())), default=1.0)
    return split_items(block.rubrics[rubric], column=column)


def split_items(lines: Sequence[Line], *, column: float | None = None) -> tuple[list[list[Line]], bool]:
    """Lines of each item of a run, and whether a broken line leaves a doubt.

    An item opens on a bullet or, without one, on a capital after a sentence's end or a line that
    stops short of the column. What ends with «:» only announces items.

    Args:
        column: width of the printed column; by default that of the widest line.
    """
    column = column or max((_width(line.text) for line in lines), default=1.0)
    items: list[tuple[bool, list[Line]]] = []
    unsure = False
    for line in lines:
        bullet = BULLET.match(line.text)
        bare = replace(line, text=line.text[bullet.end() :].strip()) if bullet else line
        opens, doubt = (True, False) if bullet or not items else _opens_item(*items[-1], bare.text, column)
        unsure = unsure or doubt
        if opens and bare.text:
            items.append((bullet is not None, [bare]))
        elif bare.text:
            items[-1][1].append(bare)
    return [run for _, run in items if not run[-1].text.endswith(":")], unsure


def _opens_item(bulleted: bool, item: Sequence[Line], text: str, column: float) -> tuple[bool, bool]:
    """Whether an unbulleted line opens a new item after the lines of `item`, and whether that is doubtful."""
    last, start, written = item[-1].text, text.lstrip('«" '), " ".join(line.text for line in item[-_NEAR:])
    if not (start[:1].isupper() or start[:1].isdigit()) or written.count("(") > written.count(")"):
        return False, False
    filled = _width(f"{last} {text.split()[0]}") / column
    if last.endswith((".", ";", "!", "?", ":")):
        return not bulleted or filled < _SURELY_FULL, False
    if start[:1].isdigit() or last.split()[-1].casefold() in LINKS or filled > _SURELY_FULL:
        return False, False
    if last.endswith(",") or filled > _SURELY_SHORT:
        return bool(_OPENER.match(start)), True
    return True, False


def _width(text: str) -> float:
    """Width of a printed line, in average letters of a proportional face."""
    return sum(_WIDTHS.get(char, 1.25 if char.isupper() else 1.0) for char in text)
