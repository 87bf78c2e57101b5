"""The first screen of the page of one département: its band, what stands out on each side, the ways to its sections."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.key_figures import DEPARTEMENT_FIGURES
from analysis.plans import PRIORITISED, Defi
from analysis.profile import ProfileRow, standing
from analysis.territory import Territory
from charts.blocks.records import (
    Anchor,
    Blocks,
    Bullets,
    Folded,
    Heading,
    Item,
    Link,
    Mark,
    Paragraph,
    Part,
    Situation,
    Words,
    parameters,
)
from charts.blocks.spine import bare_text, gap_to, shown_text
from charts.blocks.territory import place_figures, plan_text, situation_text
from charts.drawings.outlines import Outlines
from charts.words.coverage import NOT_PRIORITISED_TEXT
from charts.words.filter_words import engagement_name
from charts.words.french import plural, short_unit, unit_text, word_text

SECTIONS = {
    "ouverture": "En bref",
    "chiffres": "Chiffres",
    "ressemblances": "Ressemblances",
    "plan": "Défis",
    "offre": "Offre de soins",
    "vigilances": "À savoir",
}
"""Parts of the page in the order of reading, with their names in the menu that stays in sight."""

_RATE = " pour 1"
"""Where the label of a rate starts to say what it is a rate of."""


def summary(territory: Territory) -> Blocks:
    """The menu of the sections of the page."""
    ways = tuple(Item(Anchor(words, f"territoire-{name}")) for name, words in SECTIONS.items())
    return (Part((Bullets(ways),), "sommaire", label=f"Parties de la page : {territory.name}"),)


def band(territory: Territory, outlines: Outlines) -> Blocks:
    """Who it is: name, population, density, plan, where it lies; then what stands out."""
    around = tuple(neighbour.code for neighbour in territory.neighbours)
    alt = situation_text(territory.geography, territory.code, around)
    where = Situation(territory.code, around, alt, outlines, territory.geography)
    told = (
        Heading(territory.name, 2),
        where,
        Part((place_figures(territory, short=True), Paragraph(plan_text(territory), "plan"))),
    )
    return (Part((Part(told, "bandeau"), *at_a_glance(territory)), "en-bref"),)


def at_a_glance(territory: Territory, *, rule: bool = True) -> Blocks:
    """What stands out on each side of the region among the key figures.

    Args:
        rule: whether the rule that chose them follows, folded.
    """
    geography, found = territory.geography, standing(territory.profile.key_rows, territory.atlas)
    than = geography.the(geography.region)
    sides = (("plus", found.better, "mieux"), ("moins", found.worse, "moins-bien"))
    parts = [
        Part((Heading(f"{word.capitalize()} favorable que {than}"), *_side(territory, rows, word)), role)
        for word, rows, role in sides
    ]
    how = (chosen_by(territory),) if rule else ()
    return (Part((*parts, *how), "coup-d-oeil", label="En un coup d'œil"),)


def chosen_by(territory: Territory) -> Folded:
    """The rule that chose what stands out, in words."""
    compared = standing(territory.profile.key_rows, territory.atlas).compared
    how = (_rule(territory, compared),)
    return Folded("Comment ils sont choisis", how, key="regle", role="regle", level=0)


def tiles(territory: Territory, *, engagements: Sequence[str] = ()) -> Blocks:
    """One tile a défi of the region, by engagement: filled with its number of objectifs, or hollow.

    Args:
        engagements: those to keep, all six when empty.
    """
    plans = territory.plans
    groups = []
    for number in plans.engagements:
        if engagements and str(number) not in engagements:
            continue
        defis = [defi for defi in plans.defis.values() if defi.engagement == number]
        named = Paragraph(Mark(engagement_name(str(number))))
        held = Bullets(tuple(Item(_tile(territory, defi)) for defi in defis), "tuiles")
        groups.append(Part((named, held)))
    said = f"Plein : priorisé, avec son nombre d'objectifs. Creux : {NOT_PRIORITISED_TEXT}."
    return Paragraph(said, "mention"), Part(tuple(groups), "tuiles-defis")


def _tile(territory: Territory, defi: Defi) -> Words:
    """A tile, which leads to the page of its défi."""
    plans, code = territory.plans, territory.code
    short, way = f"D{defi.code.rpartition('D')[2]}", parameters(defi=defi.code, departement=code)
    if plans.standing(defi.code, code) != PRIORITISED:
        words = (Mark(short, "absent"), Mark(f" {defi.code} {defi.libelle} : non priorisé", "hors-vue"))
        return Link(words, "defis", way)
    number, title = len(plans.of(defi.code, code)), plans.pages[(code, defi.code)].shown
    told = f"{number} objectif{plural(number)}" if number else "aucune fiche d'objectif lue"
    count = Mark(str(number) if number else "–", "compte")
    return Link(
        (Mark(short, "petit"), count, Mark(f" {defi.code} {title} : priorisé, {told}", "hors-vue")), "defis", way
    )


def _side(territory: Territory, rows: Sequence[ProfileRow], word: str) -> Blocks:
    if rows:
        return (Bullets(tuple(Item(_figure(territory, row)) for row in rows)),)
    where = territory.geography.the(territory.geography.region)
    return (Paragraph(f"Aucun des chiffres clés comparés n'est {word} favorable que {where}.", "mention"),)


def _figure(territory: Territory, row: ProfileRow) -> Words:
    """«Médecins spécialistes pour 100 000 hab. 272 Occitanie 196 +39 %»: the label, both values, their difference."""
    _, rate, base = row.notion.libelle.partition(_RATE)
    name, counted, _ = row.notion.court.partition(_RATE)
    unit = "" if short_unit(row.notion.unite) else unit_text(row.notion.unite).strip()
    detail = f"{rate}{base}".strip() if rate else "" if counted else unit
    region = territory.geography.name(territory.geography.region)
    gap = gap_to(row, row.region)
    short = detail.partition(",")[0].replace("habitants", "hab.")
    under = (Mark(f" {short}", "note"),) if short else ()
    against = (f" {region} {bare_text(row, row.region)} ", Mark(gap))
    return (Mark((name, *under)), " ", Mark(shown_text(row, row.value), "important"), Mark(against, "note"))


def _rule(territory: Territory, compared: int) -> Paragraph:
    geography = territory.geography
    number, keys = word_text(geography.count), word_text(len(DEPARTEMENT_FIGURES))
    to_region = geography.to_the(geography.region)
    return Paragraph(
        f"Parmi les {keys} chiffres clés, ceux dont une valeur plus haute (ou plus basse) est plus favorable pour "
        f"tous, et qui se comparent {to_region} : {compared} ici. L'écart {to_region} est divisé par l'écart type des "
        f"départements connus, sur {number} ; les trois plus grands de chaque côté sont montrés, moins quand il y en a "
        "moins. À égalité, l'ordre du dictionnaire des indicateurs. La règle choisit, elle ne note pas."
    )
