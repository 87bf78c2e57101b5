"""«Qui d'autre fait cela ?»: one action, then those of the other plans that share a nature and a public or an actor."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.items import Alike, PlanItem
from analysis.plans import Plans
from analysis.records import grouped
from analysis.search_passages import item_mark
from charts.blocks.defi_sheet import plan_words
from charts.blocks.records import (
    Block,
    Blocks,
    Bullets,
    Definitions,
    Folded,
    Heading,
    Item,
    Link,
    Mark,
    Paragraph,
    Part,
    bullets,
    parameters,
)
from charts.words.alike_words import NONE_IN, READING, SAME_PLAN, names_text, shared_text
from charts.words.french import list_text
from charts.words.item_words import NOBODY

_MOST_SEEN = 5


def alike_blocks(plans: Plans, item: PlanItem) -> Blocks:
    """The action, how to read, each other plan with its actions, then the same plan, folded."""
    found = grouped(plans.items.alike(item), lambda one: one.item.departement)
    own = found.pop(item.departement, [])
    parts = tuple(_plan(plans, code, found[code]) for code in plans.loaded if code in found)
    return (
        *_action(plans, item),
        *((Part(parts, "versions"),) if parts else ()),
        *_others(plans, item, list(found)),
        *((Folded(f"{SAME_PLAN} ({len(own)})", (_listed(plans, own),)),) if own else ()),
    )


def _action(plans: Plans, item: PlanItem) -> Blocks:
    """The action itself: our words, its objectif, what is kept to compare it, its place."""
    items, sheet = plans.items, plans.sheets[(item.departement, item.code)]
    way = Link(Mark(item.code), "defis", parameters(objectif=item.code))
    where = Link(f"ligne {item.ligne} du texte", "sources", _row(item))
    said = (
        ("Objectif", (way, f" {sheet.shown}")),
        ("Nature", names_text([items.natures[one] for one in item.nature], "")),
        ("Publics", names_text([items.publics[one] for one in item.publics], NOBODY)),
        ("Acteurs", names_text([items.acteurs[one] for one in item.acteurs], NOBODY)),
    )
    action = Part((
        Heading(plan_words(plans, item.departement)),
        Paragraph((item.resume,), "titre"),
        Definitions(said),
        Paragraph((f"{item.section}, ", where), "source"),
    ))  # fmt: skip
    return (Part((action, Part((Paragraph(READING),))), "versions"),)


def _plan(plans: Plans, departement: str, found: Sequence[Alike]) -> Part:
    """The actions of one other plan, folded beyond five."""
    seen, rest = found[:_MOST_SEEN], found[_MOST_SEEN:]
    number = f"{len(found)} actions" if len(found) > 1 else "une action"
    blocks: list[Block] = [Heading((*plan_words(plans, departement), f" : {number}")), _listed(plans, seen)]
    if rest:
        more = f"Et {len(rest)} autres actions" if len(rest) > 1 else "Et une autre action"
        blocks.append(Folded(more, (_listed(plans, rest),)))
    return Part(tuple(blocks))


def _listed(plans: Plans, found: Sequence[Alike]) -> Bullets:
    return Bullets(tuple(_alike(plans, one) for one in found))


def _alike(plans: Plans, one: Alike) -> Item:
    way = Link(Mark(one.item.code), "defis", parameters(objectif=one.item.code))
    said = f" {one.item.resume} (ligne {one.item.ligne})"
    return Item((way, said), (Paragraph(shared_text(plans.items, one), "mention"),))


def _others(plans: Plans, item: PlanItem, found: Sequence[str]) -> Blocks:
    """The plans that have none, and those that are not loaded."""
    names = plans.geography.named
    silent = [code for code in plans.loaded if code not in (*found, item.departement)]
    lines = [f"{list_text(names(silent))} : {NONE_IN}."] if silent and (item.publics or item.acteurs) else []
    missing = plans.loaded_plans.missing(plans.geography.departements, "defis")
    lines += [f"{list_text(names(codes))} : {why}, rien n'en est connu ici." for why, codes in missing.items()]
    return (Heading("Les autres départements"), *bullets(lines)) if lines else ()


def _row(item: PlanItem) -> tuple[tuple[str, str], ...]:
    """The row of the action in the table of lists."""
    return parameters(vue="items", departement=item.departement, mots=item_mark(item.code, item.liste, item.rang))
