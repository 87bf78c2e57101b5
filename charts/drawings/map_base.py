"""What the map component is sent once: outlines, menu of indicateurs, views of official statistics.

The payload is constant for a dataset: the browser switches views without asking again.
What the plans say and other classifications are sent on demand (components.carte.complement).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.atlas import Atlas
from analysis.classes import MAX_CLASSES, Method, diverging_bounds, method_bounds, own_bounds
from analysis.closed_sets import Classes
from analysis.selection import MapKey
from charts.drawings.choropleth import ChoroplethView, choropleth_view
from charts.drawings.outlines import svg_outlines
from charts.drawings.palette import PALETTES
from charts.words.coverage import plans_text
from charts.words.french import list_text
from charts.words.standing_words import difference_title
from loaders.geography import Geography

TEXTS = {
    "indicateur": "Indicateur",
    "departement": "Département",
    "tous": "Tous les départements",
    "ouvrir": "Ouvrir la liste des indicateurs",
    "aucun": "Aucun indicateur ne contient ces mots.",
    "rangs": "Du plus élevé au plus bas",
    "manque": "non renseigné",
    "attente": "Lecture de la carte…",
    "fiche": "Lire la fiche",
}
DEFAULT_CLASSES: Classes = "naturelles"
CLASSES: tuple[Classes, ...] = ("naturelles", "quantiles", "egales", "bornes", "region", "france")
"""Ways to class a map, by their code in an address."""

_LABELS = {
    "naturelles": "Seuils naturels",
    "quantiles": "Effectifs égaux (quantiles)",
    "egales": "Amplitudes égales",
    "bornes": "Bornes choisies",
}
_PLAN_TITLE = "Schéma territorial de santé 2023-2028 "


def class_labels(geography: Geography) -> dict[str, str]:
    """Name of each way to class a map, by its code."""
    references = {"region": geography.region, "france": geography.country}
    return _LABELS | {name: difference_title(geography, code) for name, code in references.items()}


def map_base(atlas: Atlas, geojson: dict[str, Any]) -> dict[str, Any]:
    """The constant payload of one map component.

    Args:
        atlas: the dataset and its lookups.
        geojson: static/departements.geojson.

    Returns:
        JSON-ready dict (under 120 KB): `vues` holds the default view of each indicateur
        whose official statistics exist; sources and palettes are named, not repeated.
    """
    outlines = svg_outlines(geojson)
    geography = atlas.geography
    codes = list(geography.departements)
    official = {slug: best for slug, best in atlas.best.items() if best.origine == "statistique"}
    views = {slug: stored_view(atlas, best).payload() for slug, best in official.items()}
    sources = sorted({view["source"] for view in views.values()})
    for view in views.values():
        view["source"] = sources.index(view["source"])
    return {
        "textes": TEXTS | {"tuiles": f"Carte en tuiles : {geography.count} boutons"},
        "cadre": list(outlines.view_box),
        "codes": codes,
        "noms": list(geography.departements.values()),
        "courts": [geography.short(code) for code in codes],
        "traces": [outlines.paths[code] for code in codes],
        "points": [list(outlines.labels[code]) for code in codes],
        "tuiles": [list(geography.tiles[code]) for code in codes],
        "palettes": {name: palette.css() for name, palette in PALETTES.items()},
        "sources": sources,
        "menu": _menu(atlas),
        "vues": views,
    }


def stored_view(atlas: Atlas, key: MapKey) -> ChoroplethView:
    """The view with the class bounds computed at build."""
    return custom_view(atlas, key, bounds=atlas.bounds.get(key, []))


def custom_view(atlas: Atlas, key: MapKey, *, bounds: Sequence[float], centre: str = "") -> ChoroplethView:
    """A view with the bounds of another method (see choropleth_view)."""
    return choropleth_view(
        atlas.departement(key),
        atlas.references(key),
        geography=atlas.geography,
        notion=atlas.notions[key.indicateur],
        annee=key.annee,
        source=source_text(atlas, key),
        bounds=bounds,
        centre=centre,
        plans=plans_text(atlas.geography, atlas.loaded_plans, "figures") if key.origine == "plan" else "",
    )


def classed_view(atlas: Atlas, key: MapKey, *, classes: Classes, cuts: Sequence[float] = ()) -> ChoroplethView:
    """The view classed as the reader asked.

    Args:
        classes: a code of CLASSES; `region` and `france` diverge around that value when the
            map has one and values stand on both sides, and fall back to the default otherwise.
        cuts: the reader's own bounds, for `bornes`.
    """
    values = atlas.known(key)
    decimales = atlas.notions[key.indicateur].decimales
    if classes in ("region", "france"):
        return _diverging_view(atlas, key, values, region=classes == "region")
    if classes == "bornes":
        return custom_view(atlas, key, bounds=own_bounds(values, cuts=cuts, decimales=decimales))
    if classes == DEFAULT_CLASSES:
        return stored_view(atlas, key)
    method: Method = "quantiles" if classes == "quantiles" else "egales"
    return custom_view(atlas, key, bounds=method_bounds(values, method=method, k=MAX_CLASSES, decimales=decimales))


def source_text(atlas: Atlas, key: MapKey) -> str:
    """«Source : …» with producer and title of the documents behind a map; plans are named together."""
    used = sorted({value.document for value in atlas.departement(key) if value})
    rows = [atlas.documents[document] for document in used]
    parts = [
        f"{row['producteur']}, {row['titre']}{atlas.copy_note(document)}"
        for document, row in zip(used, rows, strict=True)
        if row["type"] != "sts"
    ]
    plans = [row for row in rows if row["type"] == "sts"]
    if plans:
        areas = [row["titre"].removeprefix(_PLAN_TITLE) for row in plans]
        kind = "schémas territoriaux" if len(plans) > 1 else "schéma territorial"
        parts.append(f"{plans[0]['producteur']}, {kind} de santé 2023-2028 {list_text(areas)}")
    return f"Source : {' ; '.join(parts)}." if parts else ""


def _diverging_view(atlas: Atlas, key: MapKey, values: Sequence[float], *, region: bool) -> ChoroplethView:
    references = [r for r in atlas.references(key) if (r.territoire == atlas.geography.region) == region]
    decimales = atlas.notions[key.indicateur].decimales
    compared = references and not atlas.notions[key.indicateur].additive
    bounds = diverging_bounds(values, centre=references[0].middle, decimales=decimales) if compared else []
    if not bounds:
        return stored_view(atlas, key)
    return custom_view(atlas, key, bounds=bounds, centre=references[0].territoire)


def _menu(atlas: Atlas) -> list[dict[str, Any]]:
    """Indicateurs that have a map, by theme: slug, label, and a hint when it is not full or not official."""
    menu = []
    for theme in atlas.dataset.themes.sort_values("ordre").itertuples(index=False):
        notions = [atlas.notions[slug] for slug in atlas.best if atlas.notions[slug].theme == theme.theme]
        notions.sort(key=lambda notion: notion.libelle.replace("É", "E").lower())
        if notions:
            entries = [[n.indicateur, n.libelle, _hint(atlas, atlas.best[n.indicateur])] for n in notions]
            menu.append({"theme": theme.libelle, "indicateurs": entries})
    return menu


def _hint(atlas: Atlas, best: MapKey) -> str:
    known, total = len(atlas.known(best)), atlas.geography.count
    if best.origine == "plan":
        return f"plans, {known} sur {total}"
    return "" if known == total else f"{known} sur {total}"
