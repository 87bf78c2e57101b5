"""What two printed pages say of the plan, the supply and the cautions of one département; the annex is apart."""

from __future__ import annotations

from analysis.plans import PRIORITISED
from analysis.supply import COUNTED
from analysis.territory import Territory
from analysis.vigilances import GRAVITE_HEADINGS
from charts.blocks.gap_changes import named_text, reserved_text
from charts.blocks.gap_sheet import plan_text
from charts.blocks.records import Blocks, Bullets, Heading, Item, Mark, Paragraph, bullets
from charts.blocks.territory_brief import tiles
from charts.blocks.wording_marks import mistake_words
from charts.drawings.gap_matrix import counts_text, explained_text
from charts.words.french import NBSP, plural
from charts.words.gap_reserves import parted
from charts.words.gap_words import REVISED, REVISED_MARK

MOST_CAUTIONS = 3
"""Cautions written on the two pages; the others are counted."""


def intentions_brief(territory: Territory) -> Blocks:
    """The tiles, then the titles of the objectifs."""
    plans, code = territory.plans, territory.code
    if missing := territory.loaded_plans.missing_text(code, "defis"):
        return (Heading(f"Engagements, défis et objectifs : {missing}", 2),)
    own = [defi for defi in plans.defis.values() if plans.standing(defi.code, code) == PRIORITISED]
    number, sheets = len(own), sum(len(plans.of(defi.code, code)) for defi in own)
    title = (
        f"Engagements, défis et objectifs : {number} défi{plural(number)} sur {len(plans.defis)} "
        f"priorisé{plural(number)}, {sheets} objectif{plural(sheets)}"
    )
    titles = [
        (Mark(sheet.code), f" {sheet.shown}", *mistake_words(sheet))
        for defi in own
        for sheet in plans.of(defi.code, code)
    ]
    told = "Titres des objectifs ; ceux des défis, les résumés et les lignes sont dans l'annexe." if titles else ""
    said = (Paragraph(told, "mention"),) if told else ()
    return Heading(title, 2), *tiles(territory), *bullets(titles, "priorises"), *said


def supply_brief(territory: Territory) -> Blocks:
    """The counts of the lines, then the activités that have a number that is not zero."""
    held, code = territory.supply, territory.code
    if missing := territory.loaded_plans.missing_text(code, "oqos"):
        return (Heading(f"Objectifs quantitatifs de l'offre de soins (OQOS) : {missing}", 2),)
    changes = held.changes(code)
    total = {name: sum(held.counts(slug, code)[name] for slug in held.activites) for name in COUNTED}
    lines = []
    for slug, activite in held.activites.items():
        free, reserved, _ = parted([row for row in changes if row.activite == slug], "intervalle")
        told = [named_text(row) for row in free] + [f"{reserved_text(row)}" for row in reserved]
        if told:
            name = activite.libelle_court + (f" {REVISED_MARK}" if activite.revisee else "")
            lines.append(Item((Mark(f"{name} :"), f" {f'{NBSP}; '.join(told)}")))
    counts = counts_text(total) + explained_text(changes)
    return (
        Heading(f"Offre de soins (OQOS), prévu à côté de l'autorisé au 01/06/2023 : {counts}", 2),
        Paragraph(f"{plan_text(held, code, changes, 'intervalle')}. {REVISED_MARK} {REVISED}"),
        Bullets(tuple(lines), "offre-breve"),
    )


def cautions_brief(territory: Territory, *, annexe: bool) -> Blocks:
    """The heaviest cautions, and how many others there are and where.

    Args:
        annexe: whether the annex follows, which has them all.
    """
    found = territory.cautions
    if not found:
        return (Heading("Vigilances : aucune ne porte sur ce département", 2),)
    heavy = next(iter(GRAVITE_HEADINGS))
    kept = [caution.message for caution in found if caution.gravite == heavy][:MOST_CAUTIONS]
    kept = kept or [caution.message for caution in found][:MOST_CAUTIONS]
    number, left = len(found), len(found) - len(kept)
    where = "dans l'annexe" if annexe else "sur la page de ce département et dans la fiche avec son annexe"
    rest = (Paragraph(f"{left} autre{plural(left)} point{plural(left)} {where}."),) if left else ()
    title = f"Vigilances : {number} point{plural(number)} à connaître avant de citer ces chiffres"
    return Heading(title, 2), *bullets(kept, "longue"), *rest
