"""Objectifs and défis of a plan: codes, titles, tags and counts read from its sheets and défi pages.

A code is told by the printed «Réf.», or by the numbers of sheet and page; a doubt is reported, not guessed away.

Source: DESIGN.md, sections 4 and 7; VIGILANCE.md, «Objectifs».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from loaders.sts.fiches import NAMES, Block, join_lines, read_blocks
from loaders.sts.items import Item, sheet_items
from loaders.sts.labels import Labels, keywords, known_labels
from loaders.sts.lines import Line
from loaders.sts.lists import read_lists
from loaders.sts.values import BULLETS
from loaders.sts.vocabulary import fold

_SHEET_CODE = re.compile(r"^E(\d)D(\d)[O0](\d{1,2})$", re.ASCII)
_PAGE_CODE = re.compile(r"^E\dD\d$", re.ASCII)
_LISTS = {"resultats": "resultat", "pratique": "action"}
_EXPECTED = ("themes", "defi", "constats", "objectif", "resultats", "pratique")
_LONGEST_LABEL = 8
_Tags = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Fiche:
    """One objectif opérationnel, as its sheet prints it.

    `titre_defi` is the title of the page, else of the sheet's reminder; a count is None for want of its rubric.
    """

    code: str
    code_imprime: str
    titre_defi: str
    titre_objectif: str
    themes: tuple[str, ...]
    parcours: tuple[str, ...]
    mots_cles: tuple[str, ...]
    nb_resultats_attendus: int | None
    nb_actions: int | None
    section: str
    ligne: int


@dataclass(frozen=True)
class PageDefi:
    """One défi, as its page prints it."""

    code: str
    titre: str
    themes: tuple[str, ...]
    parcours: tuple[str, ...]
    mots_cles: tuple[str, ...]
    section: str
    ligne: int


@dataclass
class ObjectifsLus:
    """What was read: rows, items, lines not understood, codes repaired or completed, warnings, and codes taken."""

    fiches: list[Fiche] = field(default_factory=list)
    defis: list[PageDefi] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    non_compris: list[tuple[int, str]] = field(default_factory=list)
    corrections: list[dict[str, str | int]] = field(default_factory=list)
    avertissements: list[tuple[int | None, str]] = field(default_factory=list)
    codes: set[str] = field(default_factory=set, repr=False)


def read_objectifs(lines: Sequence[Line], labels: Labels) -> ObjectifsLus:
    """Objectifs, défis and items of a plan, in printed order; an unknown tag is kept as printed, with a warning."""
    blocks = read_blocks(lines, labels.engagements)
    found = _read_lists(lines, blocks, labels)
    divider: Block | None = None
    pages: list[Block] = []
    for block in blocks:
        if block.kind == "engagement":
            divider = block
        elif block.kind == "defi":
            _read_page(block, divider, labels, found)
            pages.append(block)
        else:
            _read_sheet(block, pages[-1] if pages else None, labels, found)
    for page in pages:
        announced = sum(line.text.startswith((*BULLETS, "-", "→")) for line in page.rubrics.get("liste", ()))
        if announced and announced != page.followers:
            found.avertissements.append((page.line, f"{announced} objectif(s) annoncé(s), {page.followers} fiche(s)"))
    return found


def _read_lists(lines: Sequence[Line], blocks: Sequence[Block], labels: Labels) -> ObjectifsLus:
    """What stands before the first défi."""
    first = next((block.line for block in blocks if block.kind == "defi"), None)
    before = [line for line in lines if first is None or line.number < first]
    lists = read_lists(before, {block.line for block in blocks}, labels.defis)
    return ObjectifsLus(items=lists.items, avertissements=lists.avertissements)


def _read_page(block: Block, divider: Block | None, labels: Labels, found: ObjectifsLus) -> None:
    titre, ligne = join_lines(block.title), block.title[0].number if block.title else block.line
    code, doubt = _page_code(block, titre, divider, labels)
    if divider is not None and block.number is not None:
        divider.listed.discard(block.number)
    if code in found.codes:
        code, doubt = None, f"le code {code} est déjà celui d'une autre page"
    if code is None or not titre:
        found.non_compris.append((ligne, f"page de défi : {doubt or 'aucun titre'}"))
        return
    block.code = code
    _note(block, code, doubt, ligne, found)
    found.defis.append(PageDefi(code, titre, *_tags(block, labels, found), _section(code, titre), ligne))


def _page_code(block: Block, titre: str, divider: Block | None, labels: Labels) -> tuple[str | None, str]:
    """Code of a page, and what makes it doubtful: printed, else of a known title, else of the divider's list."""
    printed = next((text for _, text in block.refs if _PAGE_CODE.match(text)), None)
    known = labels.defis.get(fold(titre), frozenset())
    if printed:
        if block.number is None or printed.endswith(f"D{block.number}"):
            return printed, f"titre de {' ou '.join(sorted(known))}" if known and printed not in known else ""
        return (printed if printed in known else None), f"«{printed}» imprimé sous DÉFI #{block.number}"
    listed = divider and divider.number and block.number in divider.listed
    expected = f"E{divider.number}D{block.number}" if divider and listed else None
    named = [code for code in known if code.endswith(f"D{block.number}")]
    if len(named) == 1:
        return named[0], f"l'intercalaire annonce {expected}" if expected and expected != named[0] else ""
    return expected, "" if expected else f"DÉFI #{block.number or '?'}, sans intercalaire, titre connu ni code imprimé"


def _read_sheet(block: Block, page: Block | None, labels: Labels, found: ObjectifsLus) -> None:
    titre, ligne = join_lines(block.title), block.title[0].number if block.title else block.line
    reminder = join_lines(block.rubrics.get("defi", ()))
    code, doubt = _sheet_code(block, page, labels.defis.get(fold(reminder), frozenset()))
    if page is not None:
        page.followers += 1
    if code in found.codes:
        code, doubt = None, f"le code {code} est déjà celui d'une autre fiche"
    if code is None or not titre:
        found.non_compris.append((ligne, f"fiche d'objectif : {doubt or 'aucun titre'}"))
        return
    _note(block, code, doubt, ligne, found)
    for rubric in (rubric for rubric in _EXPECTED if rubric not in block.rubrics):
        found.avertissements.append((block.line, f"{code} : rubrique «{NAMES[rubric]}» absente ou non reconnue"))
    titre_defi = join_lines(page.title) if page is not None and page.code == code[:4] else reminder.rstrip(" .")
    tags = _tags(block, labels, found)
    section = f"{_section(code, titre_defi)}, Objectif opérationnel #{code[5:]}"
    results, actions = (_items(block, rubric, code, section, found) for rubric in _LISTS)
    printed = block.refs[0][1] if block.refs else ""
    found.fiches.append(Fiche(code, printed, titre_defi, titre, *tags, results, actions, section, ligne))


def _sheet_code(block: Block, page: Block | None, reminded: frozenset[str]) -> tuple[str | None, str]:
    """Code of a sheet, and what makes it doubtful."""
    place = page.code if page is not None else None
    told = f"{place}O{block.number}" if place and block.number else None
    slip = f"rappel du titre de {' ou '.join(sorted(reminded))}" if reminded and place not in reminded else ""
    if not block.refs:
        if told is None or slip:
            return None, f"#{block.number or '?'} sous {place or 'un défi incertain'}, sans code imprimé ; {slip}"
        return told, ""
    printed = block.refs[0][1]
    match = _SHEET_CODE.match(re.sub(r"\s", "", printed))
    read = f"E{match.group(1)}D{match.group(2)}O{int(match.group(3))}" if match else None
    if told and read in (None, told):
        return told, slip
    if read and block.number in (None, int(read[5:])) and (place in (None, read[:4]) or read[:4] in reminded):
        return read, "numéro non imprimé" if place == read[:4] else "la page de son défi n'est pas au-dessus"
    return None, f"code imprimé «{printed}» contre #{block.number or '?'} sous {place or 'un défi incertain'}"


def _note(block: Block, code: str, doubt: str, ligne: int, found: ObjectifsLus) -> None:
    """Report what a block leaves: its code, its doubt, a printed code that was repaired, lines left out."""
    found.codes.add(code)
    if doubt:
        found.avertissements.append((ligne, f"{code} : {doubt}"))
    line, printed = block.refs[0] if block.refs else (block.line, f"#{block.number}")
    if printed != code and (block.refs or block.kind == "fiche"):
        found.corrections.append({"avant": printed, "apres": code, "ligne": line})
    for left in block.left_out:
        found.avertissements.append((left.number, f"{code} : ligne laissée de côté, «{shorten(left.text, 50)}»"))


def _items(block: Block, rubric: str, code: str, section: str, found: ObjectifsLus) -> int | None:
    """How many items a rubric prints, each kept; None where it is absent, or where other lines may have run into it."""
    if rubric not in block.rubrics:
        return None
    items, unsure = sheet_items(block, rubric)
    if unsure or block.spilled == rubric:
        why = "une coupure de ligne est incertaine" if unsure else "un titre non reconnu la suit"
        found.avertissements.append((block.line, f"{code} : «{NAMES[rubric]}» à recompter, {why}"))
    if block.spilled == rubric:
        return None
    where = f"{section} > rubrique {NAMES[rubric]}"
    for rang, run in enumerate(items, start=1):
        found.items.append(Item(code, _LISTS[rubric], rang, join_lines(run), where, run[0].number))
    return len(items)


def _tags(block: Block, labels: Labels, found: ObjectifsLus) -> _Tags:
    """Themes, parcours and keywords of a page or a sheet, in printed order, each once."""
    read: list[tuple[str, ...]] = []
    known = {**labels.themes, **labels.parcours}
    for rubric, own in (("themes", labels.themes), ("parcours", labels.parcours)):
        tags = known_labels(block.rubrics.get(rubric, ()), known)
        longest = 0 if block.spilled == rubric else _LONGEST_LABEL
        foreign = (tag not in known.values() and len(tag.split()) > longest for tag in tags)
        kept = list(tags)[: next((index for index, stop in enumerate(foreign) if stop), None)]
        for tag in (tag for tag in kept if tag not in own.values()):
            found.avertissements.append((tags[tag], f"étiquette «{tag}» gardée telle quelle («{NAMES[rubric]}»)"))
        if len(kept) < len(tags):
            found.non_compris.append((list(tags.values())[len(kept)], f"suite de «{NAMES[rubric]}»"))
        if rubric in block.rubrics and not tags:
            found.avertissements.append((block.line, f"rubrique «{NAMES[rubric]}» imprimée sans contenu"))
        read.append(tuple(kept))
    return read[0], read[1], keywords(block) if "mots_cles" in block.rubrics else ()


def _section(code: str, titre: str) -> str:
    return f"Engagement {code[1]}, DÉFI #{code[3]} «{shorten(titre, 60, placeholder='…')}»"
