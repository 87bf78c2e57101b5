"""The table twin of a map, and the cover sheet of its workbook."""

from __future__ import annotations

import pandas as pd

from analysis.atlas import Atlas
from analysis.selection import MapKey, reference_values
from charts.choropleth import ORIGINE_LABELS, ChoroplethView, choropleth_text, value_text
from charts.french import NOT_STATED, date_text, unit_text, year_text
from charts.map_base import CLASSES
from charts.sheet import place_text
from loaders.dataset import Dataset
from loaders.schema import DEPARTEMENTS, TERRITOIRES

NOTICE = "outil non officiel, seul l'arrêté publié fait foi"
SORTS: dict[str, tuple[str, bool]] = {
    "Du plus élevé au plus bas": ("Minimum", False),
    "Du plus bas au plus élevé": ("Minimum", True),
    "Par nom": ("Territoire", True),
    "Par code": ("Code", True),
}
"""Order of the table by its name in the interface: column, ascending."""


def map_table(atlas: Atlas, *, key: MapKey, sort: str) -> pd.DataFrame:
    """13 départements sorted as asked, then the region and the country.

    Returns:
        Indexed by code: Code, Territoire, Valeur (as printed on the map, with its unit),
        Minimum and Maximum (equal but for an interval; NA when unknown), Comparateur
        (= stated, ~ about, > more than, < less than), Année, Source (section and line).
    """
    cells, notion = atlas.cells(key), atlas.notions[key.indicateur]
    known = {code: cells.get(code) for code in (*DEPARTEMENTS, *(v.territoire for v in reference_values(cells)))}
    unit = unit_text(notion.unite)
    frame = pd.DataFrame({
        "Code": list(known),
        "Territoire": [TERRITOIRES[code] for code in known],
        "Valeur": [value_text(v, notion) + unit if v else NOT_STATED for v in known.values()],
        "Minimum": [v.low if v else None for v in known.values()],
        "Maximum": [v.high if v else None for v in known.values()],
        "Comparateur": [v.comparateur if v else None for v in known.values()],
        "Année": year_text(key.annee),
        "Source": [place_text(atlas, v) if v else NOT_STATED for v in known.values()],
    }, index=list(known))  # fmt: skip
    column, ascending = SORTS[sort]
    inside = frame["Code"].isin(list(DEPARTEMENTS))
    ordered = frame[inside].sort_values(column, ascending=ascending, na_position="last", kind="stable", key=_plain)
    return pd.concat([ordered, frame[~inside]])


def map_cover(atlas: Atlas, view: ChoroplethView, *, key: MapKey, classes: str) -> dict[str, str]:
    """Cover sheet: what the figures are, how they were chosen, where from, under which licence."""
    notion = atlas.notions[key.indicateur]
    used = sorted({value.document for value in atlas.cells(key).values()})
    return {
        "Indicateur": notion.libelle,
        "Définition": notion.definition,
        "Unité": notion.unite.replace("km2", "km²"),
        "Lecture": choropleth_text(view),
        "Filtres": f"origine : {ORIGINE_LABELS[key.origine]} ; année : {year_text(key.annee)} ; "
        f"classes : {CLASSES[classes]} ({' ; '.join(view.legende)})",
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
