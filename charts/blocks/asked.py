"""«Ce que le CTS demandait»: per département, each issue, défi of the CTS and proposal, with what takes it up."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.items import Items, PlanItem
from analysis.plans import Plans
from charts.blocks.defi_sheet import plan_words
from charts.blocks.records import (
    Block,
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
from charts.words.asked_words import (
    LIST_LABELS,
    NOT_TAKEN_UP,
    READING,
    SHORT_LABELS,
    UNKNOWN,
    asked_counts,
    taken_up,
    taken_up_text,
    without_lists,
)
from charts.words.coverage import NOT_COLLECTED
from charts.words.french import NBSP, list_text

_READING = (Paragraph(READING),)
_HEADS = ("Ce qui est demandé, en nos mots", "Ce qui le reprend dans le plan, lien fait par nous", "Ligne")


def asked_blocks(plans: Plans, items: Items, departements: Sequence[str], *, detailed: Sequence[str]) -> Blocks:
    """How to read, the counts of each plan, then the lists.

    Args:
        departements: those asked for, their plan loaded or not.
        detailed: those whose lists are written out; folded when there are several.
    """
    loaded = [code for code in departements if code in plans.loaded]
    missing = [code for code in departements if code not in plans.loaded]
    unknown = f"{list_text(plans.geography.named(missing))} : {UNKNOWN}."
    lists = tuple(asked_of(plans, items, code, folded=len(detailed) > 1) for code in detailed)
    return (
        *((Part((_counts(plans, items, loaded), Paragraph(READING)), "deux"),) if len(loaded) > 1 else _READING),
        *((Part(lists, "deux"),) if len(lists) > 1 else lists),
        *((Paragraph(unknown),) if missing else ()),
    )


def _counts(plans: Plans, items: Items, departements: Sequence[str]) -> Grid:
    heads = ("Plan", *SHORT_LABELS.values(), "Repris en entier", "Sans objectif qui reprend en toutes lettres")
    rows = []
    for code in departements:
        found = items.asked(code)
        numbers = [sum(item.liste == liste for item in found) for liste in SHORT_LABELS]
        numbers += [taken_up(found), len(found) - taken_up(found)]
        way = Link(plans.geography.name(code), "defis", parameters(vue="cts", departement=code))
        if code in plans.loaded_plans.unread:
            cells = [Cell(NOT_COLLECTED, role="na")] * len(numbers)
        else:
            cells = [Cell(str(number), role="nombre") for number in numbers]
        rows.append(Row((Cell(way, heading="row"), *cells)))
    head = Row(tuple(Cell(name, heading="col") for name in heads))
    caption = "Demandes de chaque plan, et combien un objectif reprend en entier"
    return Grid((head,), (tuple(rows),), "tableau", caption=caption, caption_seen=False, label=caption)


def asked_of(plans: Plans, items: Items, code: str, *, folded: bool, paper: bool = False) -> Part:
    """The lists of one plan, each item with what takes it up; each list folded, or under its title.

    Args:
        paper: lists instead of tables, what no objectif takes up apart, said once.
    """
    found = items.asked(code)
    title = Heading(plan_words(plans, code))
    if not found:
        return Part((title, Paragraph(without_lists(plans.loaded_plans, code))), section=True)
    parted = items.parted(code)
    said: list[Block] = [title, Paragraph(f"{asked_counts(found)} ; {taken_up_text(found)}.")]
    said += [Paragraph(parted, "mention")] if parted else []
    for liste, label in LIST_LABELS.items():
        kept = items.asked(code, [liste])
        if kept and paper:
            said += [Heading(f"{label} ({len(kept)})", 4), *_printed(plans, items, kept)]
        elif kept:
            said += _list(plans, items, kept, f"{label} ({len(kept)})", folded=folded)
    return Part(tuple(said), "demandes", section=True)


def _list(plans: Plans, items: Items, kept: Sequence[PlanItem], title: str, *, folded: bool) -> Blocks:
    grid = Grid(
        (Row(tuple(Cell(head, heading="col") for head in _HEADS)),),
        (tuple(_item(plans, items, item) for item in kept),),
        "tableau",
        label=f"{title}, {plans.geography.name(kept[0].departement)}",
    )
    key = f"cts-{kept[0].departement}-{kept[0].liste}"
    return (Folded(title, (grid,), key=key, level=4),) if folded else (Heading(title, 4), grid)


def _printed(plans: Plans, items: Items, kept: Sequence[PlanItem]) -> Blocks:
    """What an objectif takes up, each with it and why; then what none does, under one title."""
    taken = tuple(_told(plans, items, item) for item in kept if item.lie_a)
    alone = tuple(_told(plans, items, item) for item in kept if not item.lie_a)
    title = (Paragraph(Mark(f"{NOT_TAKEN_UP[0].upper()}{NOT_TAKEN_UP[1:]}{NBSP}:", "important")),) if alone else ()
    return (*((Bullets(taken),) if taken else ()), *title, *((Bullets(alone),) if alone else ()))


def _told(plans: Plans, items: Items, item: PlanItem) -> Item:
    """One demand and its line, its cautions, what takes it up."""
    cautions = tuple(Paragraph(f"Vigilance : {text}", "mention") for text in items.cautions(item))
    named = [span for code in item.lie_a for span in (f"{NBSP}; ", *_objectif(plans, item.departement, code))][1:]
    reason = f". Raison du lien : {item.motif_lien.rstrip('.')}."
    taken = (Paragraph(("Repris par ", *named, reason), "mention"),) if named else ()
    return Item((item.resume, f" (ligne {item.ligne})"), (*taken, *cautions))


def _item(plans: Plans, items: Items, item: PlanItem) -> Row:
    cautions = tuple(Paragraph(f"Vigilance : {text}", "mention") for text in items.cautions(item))
    asked = Cell(item.resume, blocks=cautions, heading="row")
    return Row((asked, _answer(plans, item), Cell(str(item.ligne), role="nombre")))


def _answer(plans: Plans, item: PlanItem) -> Cell:
    """The objectifs that take an item up in full, and why; or that none does."""
    if not item.lie_a:
        return Cell(Mark(f"{NOT_TAKEN_UP[0].upper()}{NOT_TAKEN_UP[1:]}.", "absent"))
    named = [_objectif(plans, item.departement, code) for code in item.lie_a]
    reason = Paragraph(f"Raison du lien : {item.motif_lien.rstrip('.')}.", "mention")
    return Cell(named[0], blocks=(reason,)) if len(named) == 1 else Cell(blocks=(*bullets(named), reason))


def _objectif(plans: Plans, departement: str, code: str) -> tuple[Span, ...]:
    sheet = plans.sheets.get((departement, code))
    return Link(Mark(code), "defis", parameters(objectif=code)), f" {sheet.shown}" if sheet else ""
