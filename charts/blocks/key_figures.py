"""Key figures of the region, each with its unit, year, national value and source, as inert HTML."""

from __future__ import annotations

from html import escape

from analysis.atlas import Atlas, Notion
from analysis.differences import difference
from analysis.selection import Value, reference_values
from charts.drawings.choropleth import value_text
from charts.words.french import short_unit, unit_text, year_text
from charts.words.standing_words import LEVEL, difference_text
from loaders.schema import TERRITOIRES

KEY_INDICATEURS = ("population", "part_65_plus", "taux_pauvrete", "densite_mg_bpe", "esperance_vie_femmes",
                   "part_population_apl_mg_sous_2_5")  # fmt: skip


def key_figures_html(atlas: Atlas) -> str:
    """One block a figure of Occitanie, official statistics only."""
    return f'<div class="chiffres">{"".join(_figure(atlas, slug) for slug in KEY_INDICATEURS)}</div>'


def _figure(atlas: Atlas, slug: str) -> str:
    notion, key = atlas.notions[slug], atlas.best[slug]
    region, *country = reference_values(atlas.cells(key))
    unit = unit_text(notion.unite) if short_unit(notion.unite) else ""
    beside = "".join(
        f" {TERRITOIRES[value.territoire]} {value_text(value, notion)}{unit}{_gap(region, value, notion)}."
        for value in country
    )
    title = atlas.documents[region.document]["titre"] + atlas.copy_note(region.document)
    return (
        f"<div><span>{escape(notion.libelle)}</span><b>{escape(value_text(region, notion) + unit)}</b>"
        f"<span>{escape(year_text(key.annee))}.{escape(beside)}</span>"
        f"<span>Source : {escape(str(region.producteur))}, {escape(title)}.</span></div>"
    )


def _gap(region: Value, country: Value, notion: Notion) -> str:
    """«, écart +2,6 points» when the two values may be compared."""
    gap = difference_text(difference(region, country, notion, decimales=notion.decimales), notion.unite)
    return f", {gap}" if gap == LEVEL else f", écart {gap}" if gap else ""
