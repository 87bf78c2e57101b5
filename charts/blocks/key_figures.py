"""Key figures of the region, each with its unit, year, national value and source, as records."""

from __future__ import annotations

from analysis.atlas import Atlas, Notion
from analysis.differences import difference
from analysis.key_figures import REGION_FIGURES
from analysis.selection import Value
from charts.blocks.records import Mark, Paragraph, Part
from charts.drawings.choropleth import value_text
from charts.words.french import short_unit, unit_text, year_text
from charts.words.standing_words import LEVEL, difference_text


def key_figures(atlas: Atlas) -> Part:
    """One part a figure of the region, official statistics only."""
    return Part(tuple(_figure(atlas, slug) for slug in REGION_FIGURES), "chiffres")


def _figure(atlas: Atlas, slug: str) -> Part:
    notion, key = atlas.notions[slug], atlas.best[slug]
    region, *country = atlas.references(key)
    unit = unit_text(notion.unite) if short_unit(notion.unite) else ""
    beside = "".join(
        f" {atlas.geography.name(value.territoire)} {value_text(value, notion)}{unit}{_gap(region, value, notion)}."
        for value in country
    )
    title = atlas.documents[region.document]["titre"] + atlas.copy_note(region.document)
    return Part(
        (
            Paragraph(notion.libelle),
            Paragraph(Mark(value_text(region, notion) + unit)),
            Paragraph(f"{year_text(key.annee)}.{beside}"),
            Paragraph(f"Source : {region.producteur}, {title}."),
        )
    )


def _gap(region: Value, country: Value, notion: Notion) -> str:
    """«, écart +2,6 points» when the two values may be compared."""
    gap = difference_text(difference(region, country, notion, decimales=notion.decimales), notion.unite)
    return f", {gap}" if gap == LEVEL else f", écart {gap}" if gap else ""
