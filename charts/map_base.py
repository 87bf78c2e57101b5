"""What the map component is sent once: outlines, menu of indicateurs, views of official statistics.

The payload is constant for a dataset: the browser switches views without asking again.
What the plans say and other classifications are sent on demand (components.carte.complement).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.classes import MAX_CLASSES, Method, diverging_bounds, method_bounds, own_bounds
from analysis.selection import MapKey, map_values, reference_values
from charts.choropleth import ChoroplethView, Notion, choropleth_view
from charts.french import list_text
from charts.outlines import svg_outlines
from loaders.dataset import Dataset
from loaders.schema import DEPARTEMENTS

SHORT_NAMES = {
    "09": "Ariège", "11": "Aude", "12": "Aveyron", "30": "Gard", "31": "Hte-Garonne", "32": "Gers",
    "34": "Hérault", "46": "Lot", "48": "Lozère", "65": "Htes-Pyr.", "66": "Pyr.-Or.", "81": "Tarn",
    "82": "Tarn-et-G.",
}  # fmt: skip
"""Names that fit in an outline or a tile; the full name is in the list and the accessible name."""

TILES = {
    "46": (2, 1), "12": (3, 1), "48": (4, 1), "82": (2, 2), "81": (3, 2), "30": (5, 2), "32": (1, 2),
    "31": (2, 3), "34": (4, 2), "65": (1, 3), "09": (2, 4), "11": (3, 3), "66": (3, 4),
}  # fmt: skip
"""Column and row of each département in the tile map."""

TEXTS = {
    "indicateur": "Indicateur",
    "departement": "Département",
    "tous": "Tous les départements",
    "ouvrir": "Ouvrir la liste des indicateurs",
    "aucun": "Aucun indicateur ne contient ces mots.",
    "tuiles": "Carte en tuiles : 13 boutons",
    "rangs": "Du plus élevé au plus bas",
    "manque": "non renseigné",
    "attente": "Lecture de la carte…",
}


DEFAULT_CLASSES = "naturelles"
CLASSES = {
    "naturelles": "Seuils naturels",
    "quantiles": "Effectifs égaux (quantiles)",
    "egales": "Amplitudes égales",
    "bornes": "Bornes choisies",
    "region": "Écart à l'Occitanie",
    "france": "Écart à la France",
}
"""Ways to class a map, by their code in an address."""


_PLAN_TITLE = "Schéma territorial de santé 2023-2028 "


def map_base(dataset: Dataset, views: pd.DataFrame, geojson: dict[str, Any], *, key: str) -> dict[str, Any]:
    """The constant payload of one map component.

    Args:
        dataset: the loaded tables.
        views: `analysis.selection.available_views`.
        geojson: static/departements.geojson.
        key: key of the component on its page.

    Returns:
        JSON-ready dict (about 100 KB): `vues` holds the default view of each indicateur
        whose official statistics exist.
    """
    outlines = svg_outlines(geojson)
    codes = list(DEPARTEMENTS)
    best = views.drop_duplicates("indicateur").set_index("indicateur")
    official = best[best["origine"].eq("statistique")]
    keys = [MapKey(str(slug), "statistique", _year(row["annee"])) for slug, row in official.iterrows()]
    return {
        "cle": key,
        "textes": TEXTS,
        "cadre": list(outlines.view_box),
        "codes": codes,
        "noms": list(DEPARTEMENTS.values()),
        "courts": [SHORT_NAMES[code] for code in codes],
        "traces": [outlines.paths[code] for code in codes],
        "points": [list(outlines.labels[code]) for code in codes],
        "tuiles": [list(TILES[code]) for code in codes],
        "menu": _menu(dataset, best),
        "libelles": {str(slug): notion_of(dataset, str(slug)).libelle for slug in best.index},
        "vues": {map_key.indicateur: stored_view(dataset, map_key).payload() for map_key in keys},
    }


def notion_of(dataset: Dataset, indicateur: str) -> Notion:
    """The catalogue row of an indicateur."""
    row = dataset.indicateurs.set_index("indicateur").loc[indicateur]
    return Notion(indicateur, row["libelle"], row["unite"], int(row["decimales"]), row["sens"])


def stored_view(dataset: Dataset, key: MapKey) -> ChoroplethView:
    """The view with the class bounds computed at build."""
    return custom_view(dataset, key, bounds=stored_bounds(dataset, key))


def custom_view(dataset: Dataset, key: MapKey, *, bounds: list[float], centre: str = "") -> ChoroplethView:
    """A view with the bounds of another method (see choropleth_view)."""
    values = map_values(dataset.valeurs, key)
    return choropleth_view(
        values,
        reference_values(dataset.valeurs, key),
        notion=notion_of(dataset, key.indicateur),
        annee=key.annee,
        origine=key.origine,
        source=source_text(dataset, values),
        bounds=bounds,
        centre=centre,
    )


def classed_view(dataset: Dataset, key: MapKey, *, classes: str, cuts: Sequence[float] = ()) -> ChoroplethView:
    """The view classed as the reader asked.

    Args:
        classes: a code of CLASSES; `region` and `france` diverge around that value when the
            map has one and values stand on both sides, and fall back to the default otherwise.
        cuts: the reader's own bounds, for `bornes`.
    """
    if classes == DEFAULT_CLASSES:
        return stored_view(dataset, key)
    frame = map_values(dataset.valeurs, key)
    values = [float(v) for v in ((frame["valeur_min"] + frame["valeur_max"]) / 2).dropna()]
    decimales = notion_of(dataset, key.indicateur).decimales
    if classes in ("region", "france"):
        references = reference_values(dataset.valeurs, key)
        centre = next((str(code) for code in references.index if (code == "R76") == (classes == "region")), "")
        pivot = float(references.at[centre, "valeur_min"]) if centre else 0.0
        bounds = diverging_bounds(values, centre=pivot, decimales=decimales) if centre else []
        return custom_view(dataset, key, bounds=bounds, centre=centre) if bounds else stored_view(dataset, key)
    if classes == "bornes":
        bounds = own_bounds(values, cuts=cuts, decimales=decimales)
    else:
        method: Method = "quantiles" if classes == "quantiles" else "egales"
        bounds = method_bounds(values, method=method, k=MAX_CLASSES, decimales=decimales)
    return custom_view(dataset, key, bounds=bounds)


def stored_bounds(dataset: Dataset, key: MapKey) -> list[float]:
    """Default class bounds of table `classes`, empty when the map has no classes."""
    classes = dataset.classes
    same_year = classes["annee"].isna() if key.annee is None else classes["annee"].eq(key.annee)
    row = classes[classes["indicateur"].eq(key.indicateur) & classes["origine"].eq(key.origine) & same_year]
    return [float(bound) for bound in row["bornes"].iloc[0]] if len(row) else []


def source_text(dataset: Dataset, values: pd.DataFrame) -> str:
    """«Source : …» with producer and title of the documents behind a map; plans are named together."""
    titles = dataset.documents.set_index("document")
    used = titles.loc[sorted(values["document"].dropna().unique())]
    plans = used[used["type"].eq("sts")]
    parts = [f"{row['producteur']}, {row['titre']}" for _, row in used[~used["type"].eq("sts")].iterrows()]
    if len(plans):
        areas = [title.removeprefix(_PLAN_TITLE) for title in plans["titre"]]
        parts.append(f"{plans['producteur'].iloc[0]}, schémas territoriaux de santé 2023-2028 {list_text(areas)}")
    return f"Source : {' ; '.join(parts)}." if parts else ""


def _menu(dataset: Dataset, best: pd.DataFrame) -> list[dict[str, Any]]:
    rows = dataset.indicateurs[dataset.indicateurs["indicateur"].isin(best.index)]
    menu = []
    for theme in dataset.themes.sort_values("ordre").itertuples(index=False):
        group = rows[rows["theme"].eq(theme.theme)].sort_values("libelle", key=lambda s: s.str.normalize("NFD"))
        if len(group):
            entries = [[row.indicateur, row.libelle, _hint(best.loc[row.indicateur])]
                       for row in group.itertuples(index=False)]  # fmt: skip
            menu.append({"theme": theme.libelle, "indicateurs": entries})
    return menu


def _hint(best: pd.Series) -> str:
    if best["origine"] == "statistique" and best["effectif"] == len(DEPARTEMENTS):
        return ""
    origin = "" if best["origine"] == "statistique" else "plans, "
    return f"{origin}{best['effectif']} sur {len(DEPARTEMENTS)}"


def _year(annee: Any) -> str | None:
    return None if pd.isna(annee) else str(annee)
