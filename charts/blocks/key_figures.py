"""Key figures of the region, each with its unit, year, national value and source, and where the others stand."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.atlas import Atlas, Notion
from analysis.differences import difference
from analysis.key_figures import REGION_FIGURES
from analysis.selection import MapKey, Value
from charts.blocks.records import Blocks, Bullets, Heading, Item, Link, Mark, Paragraph, Part, Strip, parameters
from charts.drawings.choropleth import value_text
from charts.words.french import NOT_STATED, following_unit, short_unit, unit_text, word_text, year_text
from charts.words.standing_words import LEVEL, difference_text

_MARGIN = 3.0


def key_figures(atlas: Atlas, departements: Sequence[str] = ()) -> Part:
    """One part a figure of the region, official statistics only.

    Args:
        departements: filters of the reader, which the way to each map keeps.
    """
    return Part(tuple(_figure(atlas, slug, departements) for slug in REGION_FIGURES), "chiffres")


def figures_head(atlas: Atlas) -> Part:
    """«L'Occitanie en six chiffres», and what each mark of a strip is."""
    geography = atlas.geography
    region = geography.the(geography.region)
    marks = [Item((Strip((50,)), "un département")), Item((Strip((), region=50), geography.name(geography.region)))]
    if geography.countries:
        marks.append(Item((Strip((), country=50), geography.name(geography.country))))
    title = Heading(f"{region[0].upper()}{region[1:]} en {word_text(len(REGION_FIGURES))} chiffres", 2)
    return Part((title, Bullets(tuple(marks), "legende-bande")), "tete")


def strip(atlas: Atlas, key: MapKey) -> Strip:
    """Where each département known stands, with the region and the country unless they are totals."""
    notion = atlas.notions[key.indicateur]
    known = {code: value for code in atlas.geography.departements if (value := atlas.cells(key).get(code)) is not None}
    references = [] if notion.additive else atlas.references(key)
    numbers = [value.middle for value in (*known.values(), *references)]
    if not known:
        return Strip(())
    low, span = min(numbers), (max(numbers) - min(numbers)) or 1.0

    def at(value: Value) -> float:
        return round(_MARGIN + (value.middle - low) / span * (100 - 2 * _MARGIN), 1)

    beside = [at(value) for value in references]
    first, last = (end(known, key=lambda code: known[code].middle) for end in (min, max))
    said = " à ".join(f"{value_text(known[code], notion)} ({atlas.geography.name(code)})" for code in (first, last))
    dots = tuple(sorted(at(value) for value in known.values()))
    region, country = (*beside, None, None)[:2]
    return Strip(dots, region, country, f"Départements : de {said}.")


def _figure(atlas: Atlas, slug: str, departements: Sequence[str]) -> Part:
    notion, key = atlas.notions[slug], atlas.best[slug]
    region, *country = atlas.references(key)
    unit = following_unit(notion.unite)
    beside = " ".join(
        f"{atlas.geography.name(value.territoire)} {value_text(value, notion)}{unit}{_gap(region, value, notion)}."
        for value in country
    )
    if not beside and atlas.geography.countries:
        beside = f"{atlas.geography.name(atlas.geography.country)} : {NOT_STATED}."
    copied = " (copie)" if region.document in atlas.copies else ""
    way = Link(_label(notion), "carte", parameters(indicateur=slug, departement=departements))
    blocks: Blocks = (
        Paragraph(way, "nom"),
        Paragraph((Mark(value_text(region, notion) + unit), *_long_unit(notion))),
        Paragraph(strip(atlas, key)),
    )
    if beside:
        blocks += (Paragraph(beside, "mention"),)
    source = (Mark("Source : ", "hors-vue"), f"{_short(region.producteur)}{copied}, {year_text(key.annee)}.")
    return Part((*blocks, Paragraph(source, "mention")))


def _label(notion: Notion) -> str:
    """The name of a figure; a unit written after it is not said twice."""
    unit = "" if short_unit(notion.unite) else unit_text(notion.unite).strip()
    return notion.libelle.removesuffix(f" {unit}") if unit.startswith("pour ") else notion.libelle


def _long_unit(notion: Notion) -> tuple[Mark, ...]:
    """What follows a number that its name does not count."""
    return () if short_unit(notion.unite) else (Mark(unit_text(notion.unite), "petit"),)


def _short(producteur: str | None) -> str:
    """«DREES ; Insee» of «DREES ; Insee, Filosofi 2021»: who, without which file."""
    return " ; ".join(part.split(",")[0].strip() for part in str(producteur).split(";"))


def _gap(region: Value, country: Value, notion: Notion) -> str:
    """«, écart +2,6 points» when the two values may be compared."""
    gap = difference_text(difference(region, country, notion, decimales=notion.decimales), notion.unite)
    return f", {gap}" if gap == LEVEL else f", écart {gap}" if gap else ""
