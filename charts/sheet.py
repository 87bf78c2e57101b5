"""The short sheet of one département on the map: value, standing, source, cautions, other values.

Pure: tables in, inert HTML out (every text is escaped).
"""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.comparison import compared_to, rank_of
from analysis.selection import MapKey, map_values, other_values
from charts.choropleth import ARTICLES, ORIGINE_LABELS, ChoroplethView
from charts.french import unit_text, year_text
from charts.map_base import notion_of
from loaders.dataset import Dataset
from loaders.schema import DEPARTEMENTS

_SIDES = {-1: "En dessous de", 0: "Au niveau de", 1: "Au-dessus de"}


def sheet_html(dataset: Dataset, view: ChoroplethView, *, key: MapKey, departement: str) -> str:
    """The sheet of one département for one map.

    Args:
        view: the map shown (its texts are reused, so that sheet and map never differ).
        key: the notion, origine and year of that map.
        departement: code of the selected département.
    """
    values = map_values(dataset.valeurs, key)
    row = values.loc[departement]
    shown = view.complets[list(DEPARTEMENTS).index(departement)]
    parts = [
        f"<h3>{escape(DEPARTEMENTS[departement])} : {escape(notion_of(dataset, key.indicateur).libelle)}</h3>",
        f'<p class="grand">{escape(shown)}</p>',
    ]
    if pd.notna(row["valeur_min"]):
        lines = [*_standing(dataset, view, values, key, departement), f"{year_text(key.annee).capitalize()}."]
        parts.append(f"<p>{escape(' '.join(lines))}</p><p>{escape(place_text(dataset, row))}</p>")
    parts += _list("À savoir", cautions(dataset, row, indicateur=key.indicateur, territoire=departement))
    parts += _list("Autres valeurs publiées de cette notion", _others(dataset, row, key, departement))
    return "".join(parts)


def place_text(dataset: Dataset, row: pd.Series) -> str:
    """Where a value is printed: document, section and line; for a statistic, producer and data set."""
    if pd.isna(row["ligne"]):
        return f"Source : {row['producteur']}, {row['section']}."
    title = dataset.documents.set_index("document").at[row["document"], "titre"]
    return f"Source : {title}, «{row['section']}», ligne {row['ligne']} du texte."


def cautions(dataset: Dataset, row: pd.Series, *, indicateur: str, territoire: str) -> list[str]:
    """What must be read with a value: its note, its conversion, the notion's caution, the vigilances."""
    reserve = dataset.indicateurs.set_index("indicateur").at[indicateur, "reserve"]
    own = [text for text in (row["note"], row["calcul"], reserve) if isinstance(text, str) and text]
    around = {territoire, "R76", "FR", "FRM"}
    vigilances = [
        warning.message
        for warning in dataset.vigilances.itertuples(index=False)
        if f"indicateur:{indicateur}" in warning.objets
        and (not warning.territoires or around & set(warning.territoires))
    ]
    return [text[0].upper() + text[1:].rstrip(".") + "." for text in dict.fromkeys([*own, *vigilances])]


def _standing(dataset: Dataset, view: ChoroplethView, values: pd.DataFrame, key: MapKey, departement: str) -> list[str]:
    """Rank (from eight known values), then the comparison with the region and the country."""
    numbers = (values["valeur_min"] + values["valeur_max"]) / 2
    lines = []
    ranked = rank_of(numbers, code=departement)
    if ranked:
        lines.append(_rank_text(*ranked))
    decimales = notion_of(dataset, key.indicateur).decimales
    for reference in view.reperes:
        side = compared_to(float(numbers[departement]), reference["nombre"], decimales=decimales)
        lines.append(f"{_SIDES[side]} {ARTICLES[reference['code']]} ({reference['texte']}).")
    return lines


def _rank_text(rank: int, total: int) -> str:
    ends = {1: "Valeur la plus élevée", total: "Valeur la plus basse"}
    return f"{ends.get(rank, f'{rank}e valeur la plus élevée')} sur {total} départements renseignés."


def _others(dataset: Dataset, shown: pd.Series, key: MapKey, departement: str) -> list[str]:
    """Every other published value of the notion for this territory, with its place."""
    rows = other_values(dataset.valeurs, indicateur=key.indicateur, territoire=departement)
    lines = []
    for index, row in rows.iterrows():
        if index == shown.get("rang"):
            continue
        origine = ORIGINE_LABELS[row["origine"]] + (", autre valeur publiée" if row["statut"] == "concurrente" else "")
        portee = "" if pd.isna(row["portee"]) else f", {row['portee']}"
        unit = _unit(dataset, key, row["brut"])
        lines.append(f"{row['brut']}{unit}, {year_text(row['annee'])} ({origine}{portee}). {place_text(dataset, row)}")
    return lines


def _unit(dataset: Dataset, key: MapKey, brut: str) -> str:
    """The unit, when what is printed is a bare number."""
    bare = brut.translate(str.maketrans("", "", ", -")).isdigit()
    return unit_text(notion_of(dataset, key.indicateur).unite) if bare else ""


def _list(title: str, lines: list[str]) -> list[str]:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return [f"<p><strong>{escape(title)}</strong></p><ul>{items}</ul>"] if lines else []
