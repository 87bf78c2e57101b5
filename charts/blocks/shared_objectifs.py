"""«Objectifs communs»: the objectifs by number of plans that bear them, then what each pair of plans shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.plans import Plans, Sheet
from analysis.records import grouped
from analysis.shared import Borne, Pair
from charts.blocks.records import (
    Blocks,
    Cell,
    Folded,
    Grid,
    Heading,
    Link,
    Mark,
    Paragraph,
    Part,
    Row,
    Span,
    bullets,
    parameters,
)
from charts.words.french import count_text, list_text, plural, word_text

READING = (
    "Un objectif est un code régional : deux plans qui le portent en impriment chacun une fiche, dont le titre et les "
    "actions peuvent différer. Un objectif commun ne dit donc pas une action commune."
)
ONE_PLAN = "Un seul plan est chargé : rien à rapprocher."


def shared_finding(plans: Plans, rows: Sequence[Borne], departements: Sequence[str] = ()) -> str:
    """How many objectifs two plans at least bear, out of those looked at."""
    number, total = sum(len(row.bearers) > 1 for row in rows), len(rows)
    whose = f", {list_text(plans.geography.named(departements))}" if departements else ""
    verb = "sont portés" if number > 1 else "est porté" if number else "n'est porté"
    return f"Objectifs communs{whose} : {number or 'aucun'} sur {total} {verb} par deux plans au moins"


def shared_blocks(plans: Plans, rows: Sequence[Borne], found: Sequence[Pair]) -> Blocks:
    """The objectifs that several plans bear, with their titles; the pairs; those of one plan alone, folded."""
    by_number = grouped(rows, lambda row: len(row.bearers))
    several = {number: kept for number, kept in by_number.items() if number > 1}
    return Paragraph(READING), *_table(plans, several), *_pairs(plans, found), *_alone(plans, by_number.get(1, []))


def _table(plans: Plans, several: Mapping[int, Sequence[Borne]]) -> Blocks:
    """One row an objectif, one column a plan that bears one of them: where it prints its sheet."""
    bearers = {code for rows in several.values() for row in rows for code in row.bearers}
    columns = [code for code in plans.loaded if code in bearers]
    if not columns:
        return ()
    heads = ("Objectif", *plans.geography.named(columns), "Comparer")
    grid = Grid(
        (Row(tuple(Cell(head, heading="col") for head in heads)),),
        tuple(_group(plans, number, rows, columns) for number, rows in several.items()),
        "tableau communs",
        caption="Case vide : le plan ne porte pas cet objectif. Ligne : où il imprime sa fiche.",
        label="Objectifs que plusieurs plans portent",
    )
    return (grid,)


def _group(plans: Plans, number: int, rows: Sequence[Borne], columns: Sequence[str]) -> tuple[Row, ...]:
    title = f"Portés par {word_text(number)} plans : {count_text(len(rows), noun='objectif')}"
    band = Row((Cell(title, heading="rowgroup", columns=len(columns) + 2),), "bande")
    return (band, *(_objectif(plans, row, columns) for row in rows))


def _objectif(plans: Plans, row: Borne, columns: Sequence[str]) -> Row:
    """The title, the code, each title where they are several; where each plan prints it; the way to compare."""
    sheets = {code: plans.sheets[(code, row.code)] for code in row.bearers}
    by_title = grouped(sheets.values(), lambda sheet: sheet.shown)
    first = next(iter(by_title))
    others = [
        Paragraph(f"{list_text(plans.geography.named(sheet.departement for sheet in same))} : {title}", "mention")
        for title, same in by_title.items()
        if title != first
    ]
    head = Cell((f"{first} ", _code(row.code)), tuple(others), heading="row")
    places = (Cell(_place(sheets[code]) if code in sheets else ()) for code in columns)
    return Row((head, *places, Cell(_beside(row))))


def _place(sheet: Sheet) -> Link:
    query = parameters(vue="objectifs", departement=sheet.departement, mots=sheet.code)
    return Link(f"ligne {sheet.ligne}", "sources", query)


def _beside(row: Borne) -> Link:
    query = parameters(vue="comparaison", defi=row.code[:4], departement=row.bearers)
    return Link(f"{row.code[:4]} côte à côte", "defis", query)


def _code(code: str) -> Link:
    return Link(Mark(code, "code"), "defis", parameters(objectif=code))


def _pairs(plans: Plans, found: Sequence[Pair]) -> Blocks:
    """The pairs that share something, in a table; those that share nothing, in one sentence."""
    title = Heading("Deux à deux")
    if not found:
        return (title, Paragraph(ONE_PLAN))
    sharing = [pair for pair in found if pair.codes]
    apart = [list_text(_names(plans, pair)) for pair in found if not pair.codes]
    said = (Paragraph(f"N'ont aucun de ces objectifs en commun : {' ; '.join(apart)}."),) if apart else ()
    if not sharing:
        return title, *said
    heads = ("Les deux plans", "Objectifs communs", "Lesquels")
    grid = Grid(
        (Row(tuple(Cell(head, heading="col") for head in heads)),),
        (tuple(_pair(plans, pair) for pair in sharing),),
        "tableau",
        caption="Objectifs que deux plans ont en commun",
        caption_seen=False,
        label="Objectifs communs, deux à deux",
    )
    return title, grid, *said


def _pair(plans: Plans, pair: Pair) -> Row:
    links: list[Span] = []
    for code in pair.codes:
        links += [", "] * bool(links) + [Link(code, "defis", parameters(objectif=code))]
    who = list_text(_names(plans, pair))
    return Row((Cell(who, heading="row"), Cell(str(len(pair.codes)), role="nombre"), Cell(tuple(links))))


def _names(plans: Plans, pair: Pair) -> list[str]:
    return plans.geography.named([pair.one, pair.other])


def _alone(plans: Plans, rows: Sequence[Borne]) -> Blocks:
    """The objectifs of one plan alone, folded, plan by plan."""
    parts = []
    for departement, kept in sorted(grouped(rows, lambda row: row.bearers[0]).items()):
        title = f"{plans.geography.name(departement)} : {count_text(len(kept), noun='objectif')}"
        listed = bullets((f"{plans.sheets[(departement, row.code)].shown} ", _code(row.code)) for row in kept)
        parts.append(Part((Heading(title, 4), *listed)))
    s = plural(len(rows))
    title = f"Porté{s} par un seul des plans chargés : {count_text(len(rows), noun='objectif')}"
    return (Folded(title, tuple(parts), key="communs-seuls"),) if rows else ()
