"""OQOS of a plan: every cell of its tables, where it stands, and what was not understood.

Source: DESIGN.md, sections 4 and 7; NOMENCLATURE.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.sts.cells import REGIME_WORDS, Cell, Found, make_cells
from loaders.sts.headings import Heading, announces, read_heading
from loaders.sts.labelling import Labelling
from loaders.sts.lines import Line
from loaders.sts.rows import Matcher
from loaders.sts.sections import BARE, Block, Section, oqos_sections
from loaders.sts.tokens import readings
from loaders.sts.vocabulary import NO_LABEL, Row, Vocabulary, fold
from loaders.sts.zones import Body, printed_zone, split_table

_SENTENCE = re.compile(r"\w{2,}[.!?]$")


@dataclass
class OqosRead:
    """What was read of the OQOS part.

    Attributes:
        cells: one per cell.
        tables, rows: number of tables and rows read, by activité.
        non_compris: (line, words) that fit nothing inside a known section.
        avertissements: (line or None, sentence).
        named: activités whose title or rows are printed, read or not.
        unnamed: tables whose activité nothing tells.
        interrupted: the text stops inside a table, or just after it, without a sentence.
        whole: prose ends the last section.
        seen: rows whose label is printed, read or not.
    """

    cells: list[Cell] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    non_compris: list[tuple[int, str]] = field(default_factory=list)
    avertissements: list[tuple[int | None, str]] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    unnamed: int = 0
    interrupted: bool = False
    whole: bool = False
    seen: set[Row] = field(default_factory=set, repr=False)
    damaged: set[tuple[str, str]] = field(default_factory=set, repr=False)


def read_oqos(lines: Sequence[Line], vocabulary: Vocabulary, departement: str) -> OqosRead:
    """Read every OQOS table of a plan.

    Args:
        departement: code printed in the column «Zone d'implantation».
    """
    found = OqosRead()
    sections = oqos_sections(lines, vocabulary)
    rows = [
        row
        for section in sections
        for block in section.blocks
        for row in _read_block(found, section, block, vocabulary, departement)
    ]
    made = make_cells(rows)
    found.cells, found.rows = made.cells, made.rows
    found.non_compris += made.non_compris
    found.avertissements += made.avertissements
    found.named |= {section.activite for section in sections if section.activite}
    if sections:
        last = sections[-1]
        ends = max((row.read.value_line for row in rows), default=0)
        sentence = ends < lines[-1].number and _SENTENCE.search(lines[-1].text)
        found.interrupted = not last.closed and not sentence
        found.whole = last.ended or (last.closed and not found.interrupted)
    _say_missing(found, vocabulary)
    return found


def zone_codes(lines: Sequence[Line], vocabulary: Vocabulary) -> list[str]:
    """Two-digit codes that stand beside the rows of the tables, in printed order."""
    blocks = [block for section in oqos_sections(lines, vocabulary) for block in section.blocks]
    return [code for block in blocks if (code := printed_zone(block.lines)) is not None]


def _read_block(
    found: OqosRead, section: Section, block: Block, vocabulary: Vocabulary, departement: str
) -> list[Found]:
    body = split_table(block.lines, departement)
    if block.beyond:
        words = f"{_of(section)}suite non lue, {len(block.beyond)} lignes au-delà de ce qu'un tableau peut tenir"
        found.non_compris.append((block.beyond[0].number, words))
    if not body.rows or body.others:
        others = f" (zone {', '.join(body.others)} imprimée)" if body.others else ""
        found.non_compris.append(
            (block.number, f"{_of(section)}tableau sans ligne pour la zone {departement}{others} : {block.title}")
        )
        return []
    matcher = _match(section, block, body, vocabulary)
    if matcher is None:
        found.unnamed += not section.activite
        found.non_compris.extend((line.number, line.text) for line in body.rows)
        found.non_compris.append((block.number, f"{_of(section)}tableau non compris : {block.title}"))
        return []
    activite, regime = matcher.rows[0].activite, matcher.rows[0].regime
    if not body.zone:
        found.avertissements.append((block.number, f"{activite} : aucun code de zone dans ce tableau, lu quand même"))
    if section.activite != activite:
        why = "titre d'activité absent" if not section.activite else f"tableau imprimé sous «{section.title}»"
        found.avertissements.append((block.number, f"{why}, reconnue par ses lignes : {activite}"))
    if not section.activite:
        section.activite = activite
    found.non_compris.extend(_by_line(matcher.unknown))
    found.avertissements.extend(matcher.warnings)
    found.seen |= matcher.seen
    if matcher.unknown:
        found.damaged.add((activite, regime))
    found.tables[activite] = found.tables.get(activite, 0) + 1
    title = section.title or f"{vocabulary.names.get(activite, 'Activité')} (titre absent du plan)"
    return [Found(read, title, matcher.heading) for read in matcher.read]


def _of(section: Section) -> str:
    return f"{section.activite} : " if section.activite else ""


def _match(section: Section, block: Block, body: Body, vocabulary: Vocabulary) -> Matcher | None:
    """The table read against the rows of its activité, or of the one that explains it best."""
    regime = _regime(section, block, body, vocabulary)
    heading = read_heading(body.headings, body.rows)

    def read(activite: str) -> Matcher | None:
        rows = vocabulary.table(activite, regime)
        if not rows:
            return None
        matcher = Matcher(rows, heading, vocabulary.words).take_all([*body.rows, *_after_note(block.notes, rows)])
        return matcher if matcher.read else None

    own = read(section.activite) if section.activite else None
    if own and len(own.read) > len(own.unknown):
        return own
    others = [name for name, kind in vocabulary.tables() if kind == regime and name != section.activite]
    named = [name for name in others if any(row.labels for row in vocabulary.table(name, regime))]
    matchers = [matcher for matcher in map(read, named) if matcher]
    best = max(matchers, key=lambda matcher: (len(matcher.read), -len(matcher.unknown)), default=None)
    sure = best and len(best.read) > len(best.unknown) + (2 * len(own.read) if own else 0)
    if not section.activite:
        return best if sure else None
    return best if best and sure and len(best.read) > 1 and not best.unknown else own


def _after_note(notes: Sequence[Line], rows: Sequence[Row]) -> Sequence[Line]:
    """The rows that follow a note printed in the middle of a table, from the first label to the last value."""
    labels, width = Labelling(rows, ()), len(rows[0].measures)
    places: list[int] = []
    for index, line in enumerate(notes):
        option = readings(line, width, Heading(), labels.is_label)[0]
        row = option.values and labels.rows_of(" ".join(option.texts))
        part = not option.values and " " in line.text and labels.begins(line.text)
        value = option.values and not option.texts and places[-1:] == [index - 1]
        if row or part or value:
            places.append(index)
    return notes[places[0] : places[-1] + 1] if places else []


def _regime(section: Section, block: Block, body: Body, vocabulary: Vocabulary) -> str:
    """What the title and the heading announce; the title alone where the heading of a table cannot be read."""
    texts = [block.title, *(line.text for run in body.headings for line in run)]
    existing, target = announces("existant", texts), announces("cible", texts)
    bare = fold(block.title) == BARE
    if (existing and target) or (bare and section.activite and vocabulary.table(section.activite, "constant")):
        return "constant"
    return "ancien" if existing else "constant" if bare and not target else "nouveau"


def _by_line(unknown: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Words that were not understood, one entry a line."""
    lines: dict[int, list[str]] = {}
    for number, words in unknown:
        lines.setdefault(number, []).append(words)
    return [(number, " ".join(words)) for number, words in lines.items()]


def _say_missing(found: OqosRead, vocabulary: Vocabulary) -> None:
    """Tables that should be there and are not, and rows that other plans print and this one does not: never zero."""
    places = {cell.activite: cell.ligne for cell in reversed(found.cells)}
    regimes = {(cell.activite, cell.regime) for cell in found.cells}
    for activite, regime in vocabulary.tables():
        if activite in places and (activite, regime) not in regimes:
            found.non_compris.append((places[activite], f"{activite} : {REGIME_WORDS[regime]} absent ou non compris"))
    read = {(cell.activite, cell.regime, cell.groupe, cell.modalite) for cell in found.cells}
    for row in vocabulary.rows:
        table = (row.activite, row.regime)
        if table in regimes and (*table, row.groupe, row.modalite) not in read:
            label = row.groupe if row.modalite == NO_LABEL else row.modalite
            what = "absente du tableau"
            if row in found.seen:
                what = "imprimée, valeur non lue"
            elif table in found.damaged:
                what = "absente ou non comprise"
            found.avertissements.append((None, f"ligne {what} ({row.activite}, {row.regime}) : {label}"))
