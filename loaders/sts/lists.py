"""The lists of a département, before its défis: issues, défis of the CTS, proposals of the CNR, conseil départemental.

The first three are bulleted; what the conseil départemental and the agency say together is prose, a paragraph an item.
In the raw text of a PDF the titles of the first two may both come before all their bullets: what then tells one list
from the other is not printed, so whatever is decided is reported.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from loaders.sts.fiches import join_lines
from loaders.sts.items import Item, split_items
from loaders.sts.lines import Line
from loaders.sts.values import BULLET
from loaders.sts.vocabulary import fold

EITHER = "enjeu_ou_defi_cts"
_TITLES = {
    "enjeu": re.compile(r"^les enjeux (?:du departement|du territoire)?\b.*\ben bref$"),
    "defi_cts": re.compile(r"^les defis identifies par le (?:cts|conseil territorial de sante)\b"),
    "cnr": re.compile(r"^les (?:propositions|priorites) (?:issues )?du (?:cnr|conseil national de la refondation)\b"),
    "engagement_cd": re.compile(r"^le partenariat avec le conseil departemental$"),
}
_NAMES = {
    "enjeu": "Les enjeux du département en bref", "defi_cts": "Les défis identifiés par le CTS",
    "cnr": "Les propositions du CNR en santé",
}  # fmt: skip
_END = re.compile(r"^(?:defis prioritaires|\d engagements pour agir)\b")
_CONTENTS = re.compile(r"(?:\.{3}|…)[\s.…]*\d{0,3}$")
_GOES_ON = re.compile(r"^(?:son|sa|ses|leurs?)\b", re.IGNORECASE)
_CHAPTER = re.compile(r"^(?:un partenariat fondamental|une strategie partagee|le departement, acteur fort)\b")
_WIDEST_GAP, _PICTURE, _LONGEST_RUBRIC, _NEAR_ENOUGH = 3, 4, 60, 0.2


@dataclass
class ListesLues:
    """What was read: items in printed order, and warnings with their line."""

    items: list[Item] = field(default_factory=list)
    avertissements: list[tuple[int | None, str]] = field(default_factory=list)


@dataclass
class _Part:
    """One list: its title, then its lines under each of its rubrics (the first has no name)."""

    title: Line
    rubrics: list[tuple[str, list[Line]]] = field(default_factory=lambda: [("", [])])

    @property
    def lines(self) -> list[Line]:
        return [line for _, lines in self.rubrics for line in lines]


def read_lists(lines: Sequence[Line], starts: Collection[int], defis: Mapping[str, object]) -> ListesLues:
    """The lists of a plan.

    Args:
        lines: the plan down to its first défi.
        starts: numbers of the lines that open something else: no list goes on there.
        defis: folded titles of the known défis, which a CTS may have proposed in the same words.
    """
    found = ListesLues()
    parts = _parts(lines, starts)
    joined = "enjeu" in parts and "defi_cts" in parts and not parts["enjeu"].lines
    for liste, part in parts.items():
        if liste == "engagement_cd":
            _keep(found, liste, _prose(part, found))
        elif joined and liste == "defi_cts":
            _keep_either(found, parts, defis)
        elif not (joined and liste == "enjeu"):
            _keep(found, liste, _bulleted(part))
    kept = {item.liste for item in found.items}
    for liste in (liste for liste in _NAMES if not kept & {liste, EITHER if liste != "cnr" else liste}):
        found.avertissements.append((None, f"liste «{_NAMES[liste]}» absente ou non reconnue"))
    return found


def _parts(lines: Sequence[Line], starts: Collection[int]) -> dict[str, _Part]:
    """The parts by list, in printed order; a title printed again (after a table of contents) starts its part anew."""
    parts: dict[str, _Part] = {}
    liste: str | None = None
    for line in lines:
        folded = fold(line.text[:200])
        named = next((name for name, title in _TITLES.items() if title.match(folded)), None)
        if line.number in starts or _END.match(folded):
            liste = None
        elif named and not _CONTENTS.search(line.text) and not BULLET.match(line.text):
            liste = named
            parts.pop(named, None)
            parts[named] = _Part(line)
        elif liste is not None and not _take(parts[liste], line, prose=liste == "engagement_cd"):
            liste = None
    return parts


def _take(part: _Part, line: Line, *, prose: bool) -> bool:
    """Put a line under the rubric that it continues or opens; False where it no longer belongs to the part."""
    if BULLET.match(line.text):
        part.rubrics[-1][1].append(line)
    elif _is_rubric(line, prose=prose):
        part.rubrics.append((line.text.rstrip(" :"), []))
    elif prose:
        part.rubrics[-1][1].append(line)
    elif part.rubrics[-1][1]:
        if line.number - line.skipped - part.rubrics[-1][1][-1].number > _WIDEST_GAP:
            return False
        part.rubrics[-1][1].append(line)
    return True


def _is_rubric(line: Line, *, prose: bool) -> bool:
    if line.level:
        return True
    if prose:
        return bool(_CHAPTER.match(fold(line.text)))
    return line.text.endswith(":") and line.text[:1].isupper() and len(line.text) < _LONGEST_RUBRIC


def _bulleted(part: _Part) -> Iterable[tuple[str, list[Line]]]:
    for rubric, lines in part.rubrics:
        where = f"{part.title.text} > rubrique {rubric}" if rubric else part.title.text
        yield from ((where, run) for run in split_items(lines)[0])


def _prose(part: _Part, found: ListesLues) -> Iterable[tuple[str, list[Line]]]:
    """Paragraphs of the prose, each with its chapter; captions of pictures are left out.

    A converter keeps paragraphs apart, and leaves three blank lines where a picture stood: what follows one is its
    caption unless it is a sentence. Raw text keeps neither, so its paragraphs are told by sentences, with a warning.
    """
    converted = bool(part.title.level)
    if not converted and part.lines:
        found.avertissements.append((part.title.number, f"«{part.title.text}» : paragraphes à relire"))
    for rubric, lines in part.rubrics:
        runs = _paragraphs(lines) if converted else split_items(lines)[0]
        kept: list[list[Line]] = []
        for run in runs:
            if kept and _GOES_ON.match(run[0].text):
                kept[-1] += run
            elif not run[-1].text.endswith(":"):
                kept.append(run)
        yield from ((rubric or part.title.text, run) for run in kept)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    runs: list[list[Line]] = []
    captions: list[bool] = []
    for index, line in enumerate(lines):
        gap = line.number - line.skipped - lines[index - 1].number if index else 1
        if index and gap == 1:
            runs[-1].append(line)
        else:
            runs.append([line])
            captions.append(gap >= _PICTURE)
    shown = zip(runs, captions, strict=True)
    return [run for run, caption in shown if not caption or run[-1].text.endswith((".", ":"))]


def _keep(found: ListesLues, liste: str, runs: Iterable[tuple[str, list[Line]]]) -> None:
    for rang, (section, run) in enumerate(runs, start=1):
        found.items.append(Item("", liste, rang, join_lines(run), section, run[0].number))


def _keep_either(found: ListesLues, parts: Mapping[str, _Part], defis: Mapping[str, object]) -> None:
    """Items of the two lists whose titles both come first, cut where the page leaves them room; said in any case."""
    issues, challenges = parts["enjeu"].title, parts["defi_cts"].title
    runs = list(_bulleted(parts["defi_cts"]))
    cut = _cut([run for _, run in runs], issues.number, challenges.number, defis)
    if cut is None:
        words = f"{len(runs)} puces sous deux titres, enjeux ou défis du CTS : à départager"
        found.avertissements.append((challenges.number, words))
        _keep(found, EITHER, runs)
        return
    found.avertissements.append(
        (runs[cut][1][0].number, f"aucun titre ne sépare {cut} enjeux et {len(runs) - cut} défis du CTS : à vérifier")
    )
    _keep(found, "enjeu", [(issues.text, run) for _, run in runs[:cut]])
    _keep(found, "defi_cts", [(challenges.text, run) for _, run in runs[cut:]])


def _cut(runs: Sequence[Sequence[Line]], first: int, second: int, defis: Mapping[str, object]) -> int | None:
    """How many items are issues: those that fit the room under their title, none of them being a known défi.

    Under its title a list printed in two columns leaves about as many empty lines as a column is deep. None where the
    room under the two titles is not that of all the items: the text then keeps no trace of the page.
    """
    lines = [line for run in runs for line in run]
    step = min((after.number - before.number for before, after in pairwise(lines)), default=1) or 1
    rooms = [2 * (lower // step - 1) for lower in (second - first, lines[0].number - second)] if lines else [0, 0]
    if not lines or abs(sum(rooms) - len(lines)) > len(lines) * _NEAR_ENOUGH:
        return None
    known = next((index for index, run in enumerate(runs) if fold(join_lines(run)) in defis), len(runs))
    fitting = sum(depth <= rooms[0] for depth in accumulate(len(run) for run in runs))
    cut = min(fitting, known)
    return cut if 0 < cut < len(runs) else None
