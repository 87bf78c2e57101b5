"""The cells of the tables: from rows as read to what is written, each number under its own column.

A row printed twice with other numbers, values that are not as many as the columns, a heading that cannot be read, a
print that is no number: the print is kept, the value is not known, and the report says why.

Source: DESIGN.md, sections 4 and 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.sts.headings import Heading
from loaders.sts.naming import ReadRow
from loaders.sts.places import Place
from loaders.sts.values import Printed, note_of, read_value
from loaders.sts.vocabulary import NO_LABEL, Row

REGIME_WORDS = {
    "ancien": "tableau du bilan (nomenclature antérieure)",
    "nouveau": "tableau des cibles",
    "constant": "tableau existant et cibles",
}
_BETWEEN = " ; "


@dataclass(frozen=True)
class Cell:
    """One cell of an OQOS table; `value_min` and `value_max` are None for a blank, for «-» and for a doubt.

    `page` and `cadre` say where a PDF prints it (`places.py`).
    """

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
    page: int | None = None
    cadre: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Found:
    """A row as read, with the title of its section and the heading of its table."""

    read: ReadRow
    section: str
    heading: Heading


@dataclass
class CellsRead:
    """Cells, what was not understood of them, and warnings; each with its line."""

    cells: list[Cell] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    non_compris: list[tuple[int, str]] = field(default_factory=list)
    avertissements: list[tuple[int | None, str]] = field(default_factory=list)


def make_cells(found: Sequence[Found]) -> CellsRead:
    """Cells of the rows of a plan, in printed order, each row once."""
    prints: dict[Row, list[Found]] = {}
    for one in found:
        prints.setdefault(one.read.row, []).append(one)
    made = CellsRead()
    for row, same in prints.items():
        made.rows[row.activite] = made.rows.get(row.activite, 0) + 1
        told = [_under_columns(one) for one in same]
        if any(bruts != told[0][0] for bruts, _ in told[1:]):
            _keep_apart(made, same, [bruts for bruts, _ in told])
        else:
            best = min(range(len(same)), key=lambda at: bool(told[at][1]))
            _keep(made, same[best], *told[best])
    return made


def _under_columns(found: Found) -> tuple[dict[str, str], str]:
    """What is printed under each measure, and why that is not certain."""
    read, measures = found.read, found.read.row.measures
    order, values = found.heading.order(measures), read.values
    doubt = read.doubt
    if any(values) and not doubt and order is None:
        doubt = f"colonnes non reconnues ({found.heading.foreign or 'en-tête non compris'})"
    if not doubt and len(values) < len(measures) and not read.placed:
        values = (*values, *[""] * (len(measures) - len(values)))
    if not doubt and len(values) != len(measures):
        doubt = f"{len(values)} valeurs pour {len(measures)} colonne{'s' if len(measures) > 1 else ''}"
    if doubt:
        return dict.fromkeys(measures, _BETWEEN.join(value for value in values if value)), doubt
    order = order or tuple(range(len(measures)))
    return {measure: values[order[at]] for at, measure in enumerate(measures)}, ""


def _places(found: Found) -> dict[str, Place]:
    """Where a PDF prints the value of each measure."""
    read, measures = found.read, found.read.row.measures
    places, order = read.places, found.heading.order(measures) or tuple(range(len(measures)))
    return {measure: places[order[at]] for at, measure in enumerate(measures) if order[at] < len(places)}


def _keep(made: CellsRead, found: Found, bruts: Mapping[str, str], doubt: str) -> None:
    read = found.read
    if doubt:
        _say(made, read.value_line, f"{_name(read)} : {doubt}, laissé sans valeur", next(iter(bruts.values())))
    elif len(read.values) < len(bruts):
        words = f"{len(read.values)} valeur pour {len(bruts)} colonnes, lue dans la première"
        _say(made, read.value_line, f"{_name(read)} : {words}", " ".join(read.values))
    for measure, brut in bruts.items():
        place = _places(found).get(measure)
        printed = read_value(brut) if not doubt else Printed(brut)
        if place is not None and place.doute and not doubt:
            printed = Printed(brut, doubt=f"«{brut}», {place.doute}")
        _add(made, found, measure, printed, doubt)
        if printed.doubt:
            _say(made, read.value_line, f"{_name(read)} ({measure}) : {printed.doubt}, laissé sans valeur", "")
        if printed.remark:
            made.avertissements.append((read.value_line, f"{_name(read)} ({measure}) : {printed.remark}"))


def _keep_apart(made: CellsRead, same: Sequence[Found], told: Iterable[Mapping[str, str]]) -> None:
    """A row printed several times: a measure whose prints differ has no value, the others have theirs."""
    every = list(told)
    lines = " et ".join(str(found.read.value_line) for found in same)
    for measure in every[0]:
        bruts = list(dict.fromkeys(bruts[measure] for bruts in every))
        if len(bruts) == 1 and not any(found.read.doubt for found in same):
            _add(made, same[0], measure, read_value(bruts[0]), "")
            continue
        shown = _BETWEEN.join(brut or "(vide)" for brut in bruts)
        words = f"{_name(same[0].read)} ({measure}) : imprimé lignes {lines} avec d'autres valeurs, laissé sans valeur"
        _say(made, same[-1].read.value_line, words, shown)
        _add(made, same[0], measure, Printed(shown), "deux valeurs")


def _add(made: CellsRead, found: Found, measure: str, printed: Printed, doubt: str) -> None:
    read, row = found.read, found.read.row
    place = _places(found).get(measure)
    made.cells.append(
        Cell(
            row.activite,
            row.regime,
            row.groupe,
            row.modalite,
            read.label,
            row.ordre,
            measure,
            printed.brut,
            printed.low,
            printed.high,
            read.label.count("*") + printed.mark.count("*"),
            note_of(printed, doubt=doubt),
            f"{found.section} > {REGIME_WORDS[row.regime]}",
            read.value_line if printed.brut else read.label_line,
            place.page if place else None,
            place.cadre if place else None,
        )
    )


def _say(made: CellsRead, line: int, words: str, brut: str) -> None:
    """Something printed has no value: it is not understood, and a warning quotes it."""
    words = f"{words} : «{brut}»" if brut else words
    made.non_compris.append((line, words))
    made.avertissements.append((line, words))


def _name(read: ReadRow) -> str:
    label = read.row.groupe if read.row.modalite == NO_LABEL else read.row.modalite
    return f"{read.row.activite}, {label}" if label else read.row.activite
