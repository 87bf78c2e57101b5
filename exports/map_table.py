"""The table twin of a map, and the cover sheet of its workbook."""

from __future__ import annotations

import pandas as pd

from analysis.selection import MapKey, map_values, reference_values
from charts.choropleth import ORIGINE_LABELS, ChoroplethView, choropleth_text
from charts.french import NOT_STATED, date_text, short_unit, unit_text, year_text
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


def map_table(dataset: Dataset, view: ChoroplethView, *, key: MapKey, sort: str) -> pd.DataFrame:
    """13 départements sorted as asked, then the region and the country.

    Returns:
        Indexed by code: Code, Territoire, Valeur (text as on the map), Nombre (middle of
        an interval, NA when unknown), Année, Source (section and line).
    """
    rows = pd.concat([map_values(dataset.valeurs, key), reference_values(dataset.valeurs, key)])
    frame = pd.DataFrame({
        "Code": rows.index,
        "Territoire": [TERRITOIRES[code] for code in rows.index],
        "Valeur": [*view.complets, *(_with_unit(reference["texte"], view) for reference in view.reperes)],
        "Nombre": ((rows["valeur_min"] + rows["valeur_max"]) / 2).to_numpy(),
        "Année": year_text(key.annee),
        "Source": [place_text(dataset, row) if pd.notna(row["document"]) else NOT_STATED for _, row in rows.iterrows()],
    }, index=rows.index)  # fmt: skip
    column, ascending = SORTS[sort]
    inside = frame["Code"].isin(list(DEPARTEMENTS))
    ordered = frame[inside].sort_values(column, ascending=ascending, na_position="last", kind="stable", key=_plain)
    return pd.concat([ordered, frame[~inside]])


def map_cover(dataset: Dataset, view: ChoroplethView, *, key: MapKey) -> dict[str, str]:
    """Cover sheet: what the figures are, how they were chosen, where from, under which licence."""
    notion = dataset.indicateurs.set_index("indicateur").loc[key.indicateur]
    values = map_values(dataset.valeurs, key)
    used = dataset.documents["document"].isin(values["document"].dropna())
    reserve = notion["reserve"]
    return {
        "Indicateur": notion["libelle"],
        "Définition": notion["definition"],
        "Unité": notion["unite"],
        "Lecture": choropleth_text(view),
        "Filtres": f"origine : {ORIGINE_LABELS[key.origine]} ; année : {year_text(key.annee)}",
        "Source": view.source,
        "Licence": " ; ".join(dataset.documents[used]["licence"].unique()),
        "Réserve": reserve if isinstance(reserve, str) else "aucune réserve propre à cet indicateur",
        **dataset_cover(dataset),
    }


def dataset_cover(dataset: Dataset) -> dict[str, str]:
    """The lines that every workbook carries."""
    jeu = dataset.jeu.iloc[0]
    return {
        "Jeu de données": f"{jeu['titre']}, version {jeu['version']} du {date_text(jeu['date'])}",
        "Avertissement": NOTICE.capitalize() + ".",
    }


def _with_unit(text: str, view: ChoroplethView) -> str:
    return text if short_unit(view.unite) else text + unit_text(view.unite)


def _plain(column: pd.Series) -> pd.Series:
    """Sort key: accents do not move a name to the end."""
    return column.str.normalize("NFD") if column.name == "Territoire" else column
