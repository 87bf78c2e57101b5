"""From lines to the défi pages and the sheets («fiches») of the objectifs, in printed order.

A page opens on «DÉFI #n», a sheet on «Objectif Opérationnel #n»; both then hold rubrics
under fixed names, in an order that the layout does not keep. An engagement's divider
lists its défis: what stands in such a list is no page.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from loaders.accents import unaccented
from loaders.sts.lines import Line
from loaders.sts.values import BULLETS
from loaders.sts.vocabulary import fold

Kind = Literal["engagement", "defi", "fiche", "fin", "rubrique", "ref", "texte"]
LINKS = frozenset(
    re.findall(
        r"\S+",
        "d' l' de des du en et la le les à au aux un une ou par pour sur dans avec sans entre vers chez sous dont"
        " que qui ce ces cette son sa ses leur leurs",
    )
)  # words that end neither an item nor a keyword
_RUBRICS = {
    "Les enjeux": "enjeux", "Les objectifs opérationnels": "liste", "Le défi à relever": "defi",
    "Les constats": "constats", "L'objectif": "objectif", "Les résultats attendus": "resultats",
    "En pratique": "pratique", "Thèmes associés": "themes", "Thème associé": "themes",
    "Parcours associés": "parcours", "Parcours associé": "parcours", "Mots clés": "mots_cles",
    "Mots-clés": "mots_cles", "Chiffres-clés": "chiffres", "Chiffres clés": "chiffres",
    "Parole de citoyen": "parole", "Paroles de citoyens": "parole",
}  # fmt: skip
NAMES = {rubric: name for name, rubric in reversed(_RUBRICS.items())}
_FOLDED = {fold(name): rubric for name, rubric in _RUBRICS.items()}
_NAMED = re.compile("|".join(sorted({*_RUBRICS, *map(unaccented, _RUBRICS)}, key=len, reverse=True)))
_GLUED = re.compile(rf"(?:^|(?<=[^\s■*]))\*{{0,4}}■?\s?({_NAMED.pattern})\**(?=$|[A-ZÀ-Ý])")
_OPENING: Mapping[str, Kind] = {"enjeux": "defi", "defi": "fiche"}
_DEFI = re.compile(r"^D(?:[ÉE]FI|[ée]fi)\s*(?:#|N°)\s*(\d{1,2})?\**\s*[:–-]?\s*(.*)$")
_FICHE = re.compile(r"^Objectif\s+op[ée]rationnel\s*(?:(?:#|N°)\s*(\d{1,2})?\**\s*(.*))?$", re.IGNORECASE)
_REF = re.compile(r"^R[ée]f\b\.?\s*:?\s*(E[\s\w]{2,9})$")
_ENGAGEMENT = re.compile(r"^ENGAGEMENT(?:\s*(?:#|N°)?\s*([1-9]))?$")
_END = re.compile(r"^(?:evolution de l'offre en|objectifs quantitatifs de l'offre|bilan des objectifs quantitatifs)")
_LEADER = re.compile(r"(?:\.{3}|…{2})[\s.…]*\d{0,3}$")
_FOOTNOTE = re.compile(r"^(?:\d{1,2}|\*+)\s+(?:[Cc]f|[Vv]oir|[Ss]ource|https?|Circulaire|Décret|Note)\b")
_LONGEST_NAME, _LONGEST_DIVIDER, _WIDEST_GAP = 40, 7, 3


@dataclass(frozen=True)
class _Mark:
    """What a line, or a run of lines, is."""

    kind: Kind
    line: Line
    number: int | None = None
    text: str = ""


@dataclass
class Block:
    """One défi page, sheet, or divider of an engagement.

    Attributes:
        number: the printed number; of an engagement, the number its title tells.
        refs: printed codes, each with its line.
        listed: numbers of the défis that a divider lists.
        left_out: lines that stand where no rubric is open.
        open: the rubric that its last lines belong to.
        spilled: the rubric that may also hold the lines of a heading that was not recognised.
        code, followers: of a page, its certain code and the number of sheets read under it.
    """

    kind: Kind
    line: int
    number: int | None
    title: list[Line] = field(default_factory=list)
    rubrics: dict[str, list[Line]] = field(default_factory=dict)
    refs: list[tuple[int, str]] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    left_out: list[Line] = field(default_factory=list)
    open: str | None = None
    spilled: str | None = None
    code: str | None = None
    followers: int = 0


def read_blocks(lines: Sequence[Line], engagements: Mapping[str, int]) -> list[Block]:
    """Dividers, défi pages and sheets, in printed order; `engagements` holds folded titles, with their numbers."""
    pieces = [piece for line in lines for piece in _unglued(line)]
    marks: list[_Mark] = []
    index = 0
    while index < len(pieces):
        mark, width = _mark_at(pieces, index, engagements)
        marks += [mark] if mark else []
        index += width
    blocks: list[Block] = []
    current: Block | None = None
    for index, mark in enumerate(marks):
        if mark.kind in ("engagement", "defi", "fiche", "fin"):
            current = _open(marks, index, blocks)
        elif current is None:
            continue
        elif mark.kind == "rubrique":
            current = _owner(current, mark, blocks)
            current.open = mark.text
            current.rubrics.setdefault(mark.text, [])
        elif mark.kind == "ref":
            current.refs.append((mark.line.number, mark.text))
        elif current.open is not None:
            current.rubrics[current.open].append(mark.line)
        elif current.kind != "engagement":
            _add_title(current, mark.line)
    return blocks


def join_lines(lines: Sequence[Line]) -> str:
    """The text of a run of lines; a word cut at its hyphen keeps the hyphen, without a space."""
    text = ""
    for line in lines:
        part = line.text.replace("**", "").strip()
        text += part if not text or re.match(r"\w-$", text[-2:]) else f" {part}"
    return text.strip()


def _open(marks: Sequence[_Mark], index: int, blocks: list[Block]) -> Block | None:
    """The block that a mark opens; an entry of a divider's list goes to that divider."""
    mark = marks[index]
    if mark.kind == "defi" and _is_entry(marks, index):
        if blocks and blocks[-1].kind != "engagement":
            blocks[-1].spilled = blocks[-1].open
            blocks.append(Block("engagement", mark.line.number, None))
        if blocks and mark.number is not None:
            blocks[-1].listed.add(mark.number)
        return blocks[-1] if blocks else None
    if mark.kind == "fin":
        return None
    if mark.kind == "engagement" and blocks and blocks[-1].kind == "engagement" and not blocks[-1].listed:
        blocks[-1].number = mark.number or blocks[-1].number
        return blocks[-1]
    blocks.append(Block(mark.kind, mark.line.number, mark.number))
    blocks[-1].title += [replace(mark.line, text=mark.text)] if mark.text else []
    return blocks[-1]


def _owner(current: Block, mark: _Mark, blocks: list[Block]) -> Block:
    """The block of a rubric: a new one where the first rubric of a page or sheet comes without its heading."""
    kind = _OPENING.get(mark.text)
    if kind is None or (current.kind == kind and mark.text not in current.rubrics):
        return current
    current.spilled = current.open
    blocks.append(Block(kind, mark.line.number, None))
    return blocks[-1]


def _is_entry(marks: Sequence[_Mark], index: int) -> bool:
    """Whether «DÉFI #n» is an entry of a list: a page number after dots, or another défi at once."""
    text = [marks[index].text]
    for mark in marks[index + 1 :]:
        if mark.kind != "texte":
            return mark.kind in ("defi", "engagement", "fin") or any(_LEADER.search(part[-80:]) for part in text)
        text.append(mark.line.text)
    return True


def _add_title(block: Block, line: Line) -> None:
    """A line that follows the title goes on with it, unless a gap, a code or a footnote stands between."""
    last = block.title[-1].number if block.title else line.number
    stray = block.refs or line.number - line.skipped - last > _WIDEST_GAP or _FOOTNOTE.match(line.text)
    (block.left_out if stray else block.title).append(line)


def _mark_at(lines: Sequence[Line], index: int, engagements: Mapping[str, int]) -> tuple[_Mark | None, int]:
    """What stands at `index`, and over how many lines."""
    line = lines[index]
    words = line.text.lstrip(f"{BULLETS} ")
    if words[:1].isupper():
        folded = fold(words) if len(words) < _LONGEST_NAME else ""
        if folded in _FOLDED:
            return _Mark("rubrique", line, text=_FOLDED[folded]), 1
        if found := _DEFI.match(line.text):
            return _Mark("defi", line, _number(found.group(1)), found.group(2)), 1
        if found := _REF.match(line.text):
            return _Mark("ref", line, text=found.group(1).strip()), 1
        if folded.startswith("objectif") and (sheet := _sheet_at(lines, index)):
            return sheet
        if words[0] in "ÉEOB" and _END.match(_folded_run(lines, index, 3)):
            return _Mark("fin", line), 1
        if divider := _divider_at(lines, index, engagements):
            return divider
    return (None if line.text.isdecimal() and len(line.text) < 4 else _Mark("texte", line)), 1


def _sheet_at(lines: Sequence[Line], index: int) -> tuple[_Mark, int] | None:
    """«Objectif Opérationnel #n», on one to three lines, and the title that may follow on the last."""
    for width in (3, 2, 1):
        run = [line.text for line in lines[index : index + width]]
        found = _FICHE.match(" ".join(run)) if len(run) == width else None
        if found and (width == 1 or run[-1].startswith("#") or not _FICHE.match(" ".join(run[:-1]))):
            last = lines[index + width - 1]
            return _Mark("fiche", last, _number(found.group(1)), found.group(2) or ""), width
    return None


def _divider_at(lines: Sequence[Line], index: int, engagements: Mapping[str, int]) -> tuple[_Mark, int] | None:
    """The title of an engagement, over one to seven lines, or the word «ENGAGEMENT» and its number."""
    if found := _ENGAGEMENT.match(lines[index].text):
        before = lines[index - 1].text if index else ""
        return _Mark("engagement", lines[index], _number(found.group(1) or (before if len(before) == 1 else ""))), 1
    folded = fold(lines[index].text[:200])
    if any(title.startswith(folded) for title in engagements):
        for width in range(1, _LONGEST_DIVIDER + 1):
            number = engagements.get(_folded_run(lines, index, width))
            if number is not None:
                return _Mark("engagement", lines[index], number), width
    return None


def _folded_run(lines: Sequence[Line], index: int, width: int) -> str:
    return fold(" ".join(line.text for line in lines[index : index + width]))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _unglued(line: Line) -> list[Line]:
    """A line cut before and after the name of a rubric that the converter glued to its neighbours."""
    parts = _GLUED.split(line.text) if _NAMED.search(line.text) else []
    kept = [part.strip(" *") for part in parts if part.strip(" *")]
    return [line] if len(kept) < 2 else [replace(line, text=part, cells=None) for part in kept]
