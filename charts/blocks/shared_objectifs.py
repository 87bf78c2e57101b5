"""«Objectifs communs»: the objectifs by number of plans that bear them, then what each pair of plans shares."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.plans import Plans, Sheet
from analysis.records import grouped
from analysis.shared import Borne, Pair
from charts.blocks.records import (
    Blocks,
    Bullets,
    Cell,
    Folded,
    Grid,
    Heading,
    Item,
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
    parts = (_group(plans, number, kept) for number, kept in by_number.items() if number > 1)
    return Paragraph(READING), *parts, *_pairs(plans, found), *_alone(plans, by_number.get(1, []))


def _group(plans: Plans, number: int, rows: Sequence[Borne]) -> Part:
    title = f"Portés par {word_text(number)} plans : {count_text(len(rows), noun='objectif')}"
    return Part((Heading(title), Bullets(tuple(_objectif(plans, row) for row in rows), "communs")), section=True)


def _objectif(plans: Plans, row: Borne) -> Item:
    """The title, the code, who bears it, the way to compare; under it each title where they are several."""
    sheets = [plans.sheets[(code, row.code)] for code in row.bearers]
    by_title = grouped(sheets, lambda sheet: sheet.shown)
    head = (f"{sheets[0].shown} ", _code(row.code))
    if len(by_title) == 1:
        return Item((*head, " (", *_places(plans, sheets), "). ", _beside(row)))
    who = list_text(plans.geography.named(row.bearers))
    titles = ((title, " (", *_places(plans, same), ")") for title, same in by_title.items())
    return Item((*head, f" : {who}. ", _beside(row)), bullets(titles))


def _places(plans: Plans, sheets: Sequence[Sheet]) -> tuple[Span, ...]:
    """Where each plan prints a title."""
    places: list[Span] = []
    for sheet in sheets:
        query = parameters(vue="objectifs", departement=sheet.departement, mots=sheet.code)
        places += [" ; "] * bool(places) + [Link(_where(plans, sheet), "sources", query)]
    return tuple(places)


def _where(plans: Plans, sheet: Sheet) -> str:
    return f"{plans.geography.name(sheet.departement)}, ligne {sheet.ligne}"


def _beside(row: Borne) -> Link:
    query = parameters(vue="comparaison", defi=row.code[:4], departement=row.bearers)
    return Link(f"Défi {row.code[:4]} côte à côte", "defis", query)


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
