"""Key figures of the region, each with its unit, year, national value and source, as inert HTML."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.selection import MapKey, reference_values
from charts.french import interval_text, short_unit, unit_text, year_text
from charts.map_base import notion_of
from loaders.dataset import Dataset
from loaders.schema import TERRITOIRES

KEY_INDICATEURS = ("population", "part_65_plus", "taux_pauvrete", "densite_mg_bpe", "esperance_vie_femmes",
                   "part_population_apl_mg_sous_2_5")  # fmt: skip


def key_figures_html(dataset: Dataset) -> str:
    """One block a figure of Occitanie, official statistics only."""
    return f'<div class="chiffres">{"".join(_figure(dataset, slug) for slug in KEY_INDICATEURS)}</div>'


def _figure(dataset: Dataset, slug: str) -> str:
    notion = notion_of(dataset, slug)
    rows = dataset.valeurs[dataset.valeurs["indicateur"].eq(slug) & dataset.valeurs["origine"].eq("statistique")]
    annee = str(rows["annee"].max())
    values = reference_values(dataset.valeurs, MapKey(slug, "statistique", annee))
    region = values.loc["R76"]
    shown = _number(region, notion.decimales)
    country = [f"{TERRITOIRES[code]} {_number(row, notion.decimales)}" for code, row in values.iloc[1:].iterrows()]
    unit = unit_text(notion.unite) if short_unit(notion.unite) else ""
    title = dataset.documents.set_index("document").at[region["document"], "titre"]
    beside = f"{country[0]}. " if country else ""
    return (
        f"<div><span>{escape(notion.libelle)}</span><b>{escape(shown)}{escape(unit)}</b>"
        f"<span>{escape(year_text(annee))}. {escape(beside)}</span>"
        f"<span>Source : {escape(region['producteur'])}, {escape(title)}.</span></div>"
    )


def _number(row: pd.Series, decimales: int) -> str:
    return interval_text(float(row["valeur_min"]), float(row["valeur_max"]), decimales=decimales)
