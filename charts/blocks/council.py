"""What plans print of their partnership with the conseil départemental: each item in our words, with its line."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.items import PlanItem
from analysis.plans import Plans
from charts.blocks.defi_sheet import plan_words
from charts.blocks.records import Block, Blocks, Cell, Folded, Grid, Heading, Link, Paragraph, Part, Row, parameters
from charts.words.alike_words import names_text
from charts.words.council_words import (
    ELSEWHERE,
    NONE_HERE,
    NOT_COLLECTED_HERE,
    READING,
    TITLE,
    UNKNOWN,
    WAY,
    council_counts,
    none_printed_text,
    not_collected_text,
)
from charts.words.french import list_text
from charts.words.item_words import NOBODY

_HEADS = ("En nos mots", "Acteurs nommés", "Nature, classée par nous")


def council_blocks(plans: Plans, departements: Sequence[str]) -> Blocks:
    """How to read, the list of each plan, then the plans that print none and those that are not loaded."""
    found = [code for code in departements if plans.items.with_council(code)]
    unread = [code for code in departements if code in plans.loaded_plans.unread and code not in found]
    silent = [code for code in departements if code in plans.loaded and code not in (*found, *unread)]
    missing = [code for code in departements if code not in plans.loaded]
    named = Link(ELSEWHERE, "defis", parameters(vue="comparaison", defi="tous", acteur="conseil_departemental"))
    blocks: list[Block] = [Paragraph(READING)] if found else []
    blocks += [_plan(plans, code) for code in found]
    blocks += [Paragraph(none_printed_text(plans.geography, silent))] if silent else []
    blocks += [Paragraph(not_collected_text(plans.geography, unread))] if unread else []
    blocks += [Paragraph(f"{list_text(plans.geography.named(missing))} : {UNKNOWN}.")] if missing else []
    return (*blocks, Paragraph(named))


def council_folded(plans: Plans, departement: str) -> Blocks:
    """The same for the page of one département: folded, or that its plan prints none."""
    items = plans.items.with_council(departement)
    way = Paragraph(Link(WAY, "defis", parameters(vue="conseils")))
    if not items:
        none = NOT_COLLECTED_HERE if departement in plans.loaded_plans.unread else NONE_HERE
        return Paragraph(f"{TITLE} : {none}."), way
    title = f"{TITLE} : {council_counts(items)}"
    return Folded(title, (Paragraph(READING), _list(plans, items)), key="conseil"), way


def _plan(plans: Plans, departement: str) -> Part:
    items = plans.items.with_council(departement)
    said = Paragraph(f"{council_counts(items)}.")
    return Part((Heading(plan_words(plans, departement)), said, _list(plans, items)), section=True)


def _list(plans: Plans, items: Sequence[PlanItem]) -> Grid:
    head = Row(tuple(Cell(name, heading="col") for name in _HEADS))
    label = f"{TITLE}, {plans.geography.name(items[0].departement)}"
    return Grid((head,), (tuple(_item(plans, item) for item in items),), "tableau", label=label)


def _item(plans: Plans, item: PlanItem) -> Row:
    printed = [f"Quantité imprimée : {item.chiffre}."] * bool(item.chiffre)
    printed += [f"Date imprimée : {item.echeance}."] * bool(item.echeance)
    said = Cell(
        f"{item.resume} (ligne {item.ligne})",
        blocks=tuple(Paragraph(text, "mention") for text in printed),
        heading="row",
    )
    natures = names_text([plans.items.natures[one] for one in item.nature], "")
    actors = names_text([plans.items.acteurs[one] for one in item.acteurs], NOBODY)
    return Row((said, Cell(actors), Cell(natures)))
