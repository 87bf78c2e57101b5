"""The key figures of the region as a table."""

from __future__ import annotations

import pandas as pd

from analysis.atlas import Atlas
from analysis.key_figures import REGION_FIGURES
from charts.blocks.sheet import place_text

COLUMNS = ("Indicateur", "Territoire", "Valeur", "Unité", "Année", "Source")


def key_figures_table(atlas: Atlas) -> pd.DataFrame:
    """One row a key figure and a territory: the region, then the country."""
    rows = []
    for slug in REGION_FIGURES:
        notion, key = atlas.notions[slug], atlas.best[slug]
        for code in atlas.geography.references:
            value = atlas.cells(key).get(code)
            if value is not None:
                name, source = atlas.geography.name(code), place_text(atlas, value)
                rows.append((notion.libelle, name, value.middle, notion.unite, key.annee, source))
    return pd.DataFrame(rows, columns=list(COLUMNS))
