"""OQOS of a plan: every cell of its tables, where it stands, and what was not understood.

Source: DESIGN.md, sections 4 and 7; NOMENCLATURE.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.sts.lines import Line
from loaders.sts.rows import Matcher, ReadRow
from loaders.sts.sections import Block, Section, oqos_sections
from loaders.sts.tokens import header_measures, is_header, opens_rows, readings, without_zone
from loaders.sts.vocabulary import NO_LABEL, Vocabulary

REGIME_WORDS = {
    "ancien": "tableau du bilan (nomenclature antérieure)",
    "nouveau": "tableau des cibles",
    "constant": "tableau existant et cibles",
}


@dataclass(frozen=True)
class Cell:
    """One cell of an OQOS table; `value_min` and `value_max` are None for a blank and for «-»."""

    activite: str
    regime: str
    groupe: str
    modalite: str
    libelle: str
    ordre: int
    mesure: str
    brut: str
    valeur_min: int | None
    valeur_max: int | None
    asterisques: int
    note: str
    section: str
    ligne: int


@dataclass
class OqosRead:
    """What was read of the OQOS part.

    Attributes:
        cells: one per cell.
        tables, rows: number of tables and rows read, by activité.
        non_compris: (line, words) that fit nothing inside a known section.
        avertissements: (line or None, sentence).
        interrupted: the text stops inside a section.
        last: the activité read last.
    """

    cells: list[Cell] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    non_compris: list[tuple[int, str]] = field(default_factory=list)
    avertissements: list[tuple[int | None, str]] = field(default_factory=list)
    interrupted: bool = False
    last: str = ""


def read_oqos(lines: Sequence[Line], vocabulary: Vocabulary, departement: str) -> OqosRead:
    """Read every OQOS table of a plan.

    Args:
        departement: code printed in the column «Zone d'implantation».
    """
    found = OqosRead()
    sections = oqos_sections(lines, vocabulary)
    for section in sections:
        for block in section.blocks:
            _read_block(found, section, block, vocabulary, departement)
    found.last = (sections[-1].activite or "") if sections else ""
    found.interrupted = bool(sections) and not sections[-1].closed
    _say_missing(found, vocabulary)
    return found


def zone_codes(lines: Sequence[Line], vocabulary: Vocabulary) -> list[str]:
    """Two-digit codes that open the rows of the tables, in printed order."""
    codes = []
    for section in oqos_sections(lines, vocabulary):
        for block in section.blocks:
            first = next((line for line in block.lines if re.match(r"\d{2}(?:\s|$)", line.text)), None)
            if first is not None:
                codes.append(first.text[:2])
    return codes


def _read_block(found: OqosRead, section: Section, block: Block, vocabulary: Vocabulary, departement: str) -> None:
    head, body = _split(block.lines, departement)
    existing, target = header_measures([block.title, *(line.text for line in head)])
    if not body:
        found.non_compris.append((block.number, f"tableau sans ligne pour la zone {departement} : {block.title}"))
        return
    regime = "constant" if existing and target else "ancien" if existing else "nouveau"
    matcher = _match(section.activite, regime, body, vocabulary)
    if matcher is None:
        found.non_compris.append((block.number, f"tableau d'une activité non reconnue : {block.title}"))
        return
    activite = matcher.rows[0].activite
    if not section.activite:
        section.activite = activite
        found.avertissements.append((block.number, f"titre d'activité absent, reconnue par ses lignes : {activite}"))
    found.non_compris.extend(_by_line(matcher.unknown))
    found.avertissements.extend(matcher.warnings)
    found.tables[activite] = found.tables.get(activite, 0) + 1
    title = section.title or f"{vocabulary.names.get(activite, 'Activité')} (titre absent du plan)"
    for read in matcher.read:
        _keep(found, title, read)


def _split(lines: Sequence[Line], departement: str) -> tuple[list[Line], list[Line]]:
    """Heading of a table, and its rows: they begin at the code of the zone."""
    head: list[Line] = []
    body: list[Line] = []
    opened, awaited = False, True
    for line in lines:
        if awaited and opens_rows(line, departement):
            opened, awaited = True, False
            if (rest := without_zone(line, departement)) is not None:
                body.append(rest)
        elif not opened or is_header(line.text):
            head.append(line)
            awaited = True  # a heading printed again after a page break is followed by the code again
        else:
            body.append(line)
    return head, body


def _match(activite: str | None, regime: str, body: Sequence[Line], vocabulary: Vocabulary) -> Matcher | None:
    """The table read against the rows of its activité, or of the one that explains it best."""
    tables = [(activite, regime)] if activite else [key for key in vocabulary.tables() if key[1] == regime]
    matchers = []
    for key in tables:
        rows = vocabulary.table(*key)
        if rows and (activite or any(row.labels for row in rows)):
            matchers.append(_run(Matcher(rows), body))
    matchers = [matcher for matcher in matchers if matcher.read]
    if not matchers:
        return None
    best = max(matchers, key=lambda matcher: (len(matcher.read), -len(matcher.unknown)))
    return best if activite or len(best.read) > len(best.unknown) else None


def _run(matcher: Matcher, body: Sequence[Line]) -> Matcher:
    for line in body:
        matcher.take(readings(line, matcher.width))
    matcher.close()
    return matcher


def _by_line(unknown: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Words that were not understood, one entry a line."""
    lines: dict[int, list[str]] = {}
    for number, words in unknown:
        lines.setdefault(number, []).append(words)
    return [(number, " ".join(words)) for number, words in lines.items()]


def _keep(found: OqosRead, title: str, read: ReadRow) -> None:
    """Cells of a row; a row whose values are not as many as its columns is left out."""
    row = read.row
    if len(read.values) != len(row.measures):
        found.non_compris.append(
            (read.value_line, f"{read.label} : {len(read.values)} valeur(s) pour {len(row.measures)} colonnes")
        )
        return
    found.rows[row.activite] = found.rows.get(row.activite, 0) + 1
    for measure, brut in zip(row.measures, read.values, strict=True):
        low, high, warning = _bounds(brut)
        if warning:
            found.avertissements.append((read.value_line, f"{row.modalite} : {warning}"))
        found.cells.append(
            Cell(
                row.activite,
                row.regime,
                row.groupe,
                row.modalite,
                read.label,
                row.ordre,
                measure,
                brut,
                low,
                high,
                read.label.count("*"),
                _note(brut),
                f"{title} > {REGIME_WORDS[row.regime]}",
                read.value_line if brut else read.label_line,
            )
        )


def _bounds(brut: str) -> tuple[int | None, int | None, str]:
    """Bounds of a printed cell; a range printed high then low is kept unread, with a warning."""
    numbers = [int(number) for number in re.findall(r"\d+", brut)]
    if not numbers:
        return None, None, ""
    if numbers[0] > numbers[-1]:
        return None, None, f"fourchette «{brut}» imprimée à l'envers, laissée sans valeur"
    return numbers[0], numbers[-1], ""


def _note(brut: str) -> str:
    if not brut:
        return "case vide dans le document"
    return "tiret dans le document" if not re.search(r"\d", brut) else ""


def _say_missing(found: OqosRead, vocabulary: Vocabulary) -> None:
    """Tables that should be there and are not, and rows that other plans print and this one does not: never zero."""
    places = {cell.activite: cell.ligne for cell in reversed(found.cells)}
    regimes = {(cell.activite, cell.regime) for cell in found.cells}
    for activite, regime in vocabulary.tables():
        if activite in places and (activite, regime) not in regimes:
            found.non_compris.append((places[activite], f"{activite} : {REGIME_WORDS[regime]} absent ou non compris"))
    read = {(cell.activite, cell.regime, cell.groupe, cell.modalite) for cell in found.cells}
    for row in vocabulary.rows:
        if (row.activite, row.regime) in regimes and (row.activite, row.regime, row.groupe, row.modalite) not in read:
            label = row.groupe if row.modalite == NO_LABEL else row.modalite
            found.avertissements.append((None, f"ligne absente du tableau ({row.activite}, {row.regime}) : {label}"))
