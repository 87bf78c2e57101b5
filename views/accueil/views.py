"""The home page as a value: key figures of the region, what is covered and what is not."""

from __future__ import annotations

import pandas as pd

from charts.blocks.key_figures import KEY_INDICATEURS
from charts.blocks.sheet import place_text
from charts.words.coverage import coverage_lines
from loaders.schema import TERRITOIRES
from views.address import Address
from views.common import dataset_cover
from views.library import Library
from views.view import Table, View

TITLE = "Les plans de santé des départements d'Occitanie, comparés et sourcés"


def key_figures_table(library: Library) -> pd.DataFrame:
    """One row a key figure and a territory: the region, then the country."""
    atlas, rows = library.atlas, []
    for slug in KEY_INDICATEURS:
        notion, key = atlas.notions[slug], atlas.best[slug]
        for code in ("R76", "FR", "FRM"):
            value = atlas.cells(key).get(code)
            if value is not None:
                rows.append(
                    (notion.libelle, TERRITOIRES[code], value.middle, notion.unite, key.annee, place_text(atlas, value))
                )
    return pd.DataFrame(rows, columns=["Indicateur", "Territoire", "Valeur", "Unité", "Année", "Source"])


def view(library: Library, address: Address) -> View:
    """The view of an address; the filters it carries are for the other pages."""
    carried = {"departement": address.departements(), "engagement": address.engagements()}
    address.refuse_unknown(carried)
    return View(
        "accueil",
        "accueil",
        carried,
        TITLE,
        cautions=tuple(coverage_lines(library.dataset)),
        tables=(Table("Chiffres clés", lambda: key_figures_table(library)),),
        source="Source : statistiques officielles, celle de chaque chiffre est dans le tableau.",
        cover=lambda: {"Contenu": "Chiffres clés de la région", **dataset_cover(library.dataset)},
        filename=("accueil",),
        ignored=tuple(address.ignored),
    )
