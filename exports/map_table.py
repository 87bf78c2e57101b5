"""The table twin of a map, and the cover sheet of its workbook."""

from __future__ import annotations

import pandas as pd

from analysis.atlas import Atlas
from analysis.selection import MapKey, reference_values
from charts.choropleth import ORIGINE_LABELS, ChoroplethView, choropleth_text, value_text
from charts.french import NOT_STATED, date_text, year_text
from charts.sheet import place_text
from loaders.dataset import Dataset
from loaders.schema import DEPARTEMENTS, TERRITOIRES

NOTICE = "outil non officiel, seul l'arrêté publié fait foi"
SORTS: dict[str, tuple[str, bool]] = {
    "Du plus élevé au plus bas": ("Nombre", False),
    "Du plus bas au plus élevé": ("Nombre", True),
    "Par nom": ("Territoire", True),
    "Par code": ("Code", True),
}
"""Order of the table by its name in the interface: column, ascending."""


def map_table(atlas: Atlas, view: ChoroplethView, *, key: MapKey, sort: str) -> pd.DataFrame:
    """13 départements sorted as asked, then the region and the country.

    Returns:
        Indexed by code: Code, Territoire, Valeur (text as on the map), Nombre (middle of
        an interval, NA when unknown), Année, Source (section and line).
    """
    cells = atlas.cells(key)
    outside = reference_values(cells)
    codes = [*DEPARTEMENTS, *(value.territoire for value in outside)]
    texts = [view.in_words(i) for i in range(len(DEPARTEMENTS))]
    frame = pd.DataFrame({
        "Code": codes,
        "Territoire": [TERRITOIRES[code] for code in codes],
        "Valeur": [*texts, *(value_text(v, atlas.notions[key.indicateur]) + view.suffixe for v in outside)],
        "Nombre": [cells[code].middle if code in cells else None for code in codes],
        "Année": year_text(key.annee),
        "Source": [place_text(atlas, cells[code]) if code in cells else NOT_STATED for code in codes],
    }, index=codes)  # fmt: skip
    column, ascending = SORTS[sort]
    inside = frame["Code"].isin(list(DEPARTEMENTS))
    ordered = frame[inside].sort_values(column, ascending=ascending, na_position="last", kind="stable", key=_plain)
    return pd.concat([ordered, frame[~inside]])


def map_cover(atlas: Atlas, view: ChoroplethView, *, key: MapKey) -> dict[str, str]:
    """Cover sheet: what the figures are, how they were chosen, where from, under which licence."""
    notion = atlas.notions[key.indicateur]
    used = sorted({value.document for value in atlas.cells(key).values()})
    return {
        "Indicateur": notion.libelle,
        "Définition": notion.definition,
        "Unité": notion.unite.replace("km2", "km²"),
        "Lecture": choropleth_text(view),
        "Filtres": f"origine : {ORIGINE_LABELS[key.origine]} ; année : {year_text(key.annee)}",
        "Source": view.source,
        "Licence": " ; ".join(dict.fromkeys(atlas.documents[document]["licence"] for document in used)),
        "Réserve": notion.reserve or "aucune réserve propre à cet indicateur",
        **dataset_cover(atlas.dataset),
    }


def dataset_cover(dataset: Dataset) -> dict[str, str]:
    """The lines that every workbook carries."""
    jeu = dataset.jeu.iloc[0]
    return {
        "Jeu de données": f"{jeu['titre']}, version {jeu['version']} du {date_text(jeu['date'])}",
        "Avertissement": NOTICE.capitalize() + ".",
    }


def _plain(column: pd.Series) -> pd.Series:
    """Sort key: accents do not move a name to the end."""
    return column.str.normalize("NFD") if column.name == "Territoire" else column
