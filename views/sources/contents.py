"""The tables of what the documents hold beside their figures: the lists of the plans, the places that they name."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.search_passages import LIST_NAMES, SAID_NAMES, item_mark
from analysis.supply import Supply
from analysis.told import told
from loaders.dataset import Dataset
from loaders.schema_contents import ASKED_LISTS
from views.sources.tables import cited_place, document_names, matching, source_places

ITEMS_ON_SCREEN = ["Département", "Objectif", "Liste", "En nos mots", "Nature", "Publics", "Acteurs", "Source"]
SAID_ON_SCREEN = ["Nature", "Ce qui est dit", "Département", "Activité", "Ligne du tableau", "Source"]
PLACES_ON_SCREEN = ["Lieu", "Territoire", "Ce qui en est dit", "Source"]
"""Columns shown in the page; a download holds them all."""


def items_table(data: Dataset, *, departements: list[str] | None = None, words: str = "") -> pd.DataFrame:
    """One row an item of a list of the plans: results, actions, engagements, and what was asked."""
    rows = _of(data.items, "departement", departements)
    asked = rows["liste"].isin(ASKED_LISTS)
    names = document_names(data)
    frame = pd.DataFrame(
        {
            "Département": rows["departement"].map(dict(data.geography.names)),
            "Objectif": rows["code"],
            "Liste": rows["liste"].map(LIST_NAMES),
            "Rang": rows["rang"],
            "En nos mots": rows["resume"],
            "Nature": _labels(data.natures.set_index("nature")["libelle"], rows["nature"]),
            "Publics": _named(data.publics.set_index("public")["libelle"], rows["publics"]),
            "Acteurs": _named(data.acteurs.set_index("acteur")["libelle"], rows["acteurs"]),
            "Quantité imprimée": rows["chiffre"],
            "Échéance imprimée": rows["echeance"],
            "Objectifs qui le reprennent": [
                codes or (["aucun en toutes lettres"] if one else [])
                for codes, one in zip(rows["lie_a"], asked, strict=True)
            ],
            "Pourquoi": rows["motif_lien"],
            **_source(data, rows),
            "Source": [cited_place(names, f"{row.document}:{row.ligne}") for row in rows.itertuples()],
            "Repère": [item_mark(row.code, row.liste, row.rang) for row in rows.itertuples()],
        },
        index=rows.index,
    )
    return matching(frame, words).reset_index(drop=True)


def places_table(data: Dataset, *, departements: list[str] | None = None, words: str = "") -> pd.DataFrame:
    """One row what a document says of a place."""
    rows = _of(data.lieux, "territoire", departements)
    frame = pd.DataFrame(
        {
            "Lieu": rows["lieu"],
            "Territoire": rows["territoire"].map(dict(data.geography.names)),
            "Ce qui en est dit": rows["quoi"],
            **_source(data, rows),
        },
        index=rows.index,
    )
    return matching(frame, words).sort_values(["Lieu", "Territoire"], kind="stable", ignore_index=True)


def said_table(supply: Supply, *, departements: list[str] | None = None, words: str = "") -> pd.DataFrame:
    """One row a condition, a recourse or a declaration that a plan writes around its tables of OQOS."""
    data = supply.dataset
    names = document_names(data)
    rows = [row for row in told(supply) if not departements or row.departement in departements]
    frame = pd.DataFrame(
        {
            "Nature": [SAID_NAMES[row.kind] for row in rows],
            "Département": data.geography.named(row.departement for row in rows),
            "Activité": [supply.activites[row.activite].libelle for row in rows],
            "Ligne du tableau": [row.label or row.groupe or "activité entière" for row in rows],
            "Vers": [row.towards or pd.NA for row in rows],
            "En nos mots": [row.text for row in rows],
            "Ce qui est dit": [f"{row.towards} : {row.text}" if row.towards else row.text for row in rows],
            "Source": [cited_place(names, f"{row.document}:{row.ligne}") for row in rows],
            "Document": [row.document for row in rows],
            "Section": [row.section for row in rows],
            "Ligne": pd.array([row.ligne for row in rows], dtype="Int64"),
            "Identifiant de l'activité": [row.activite for row in rows],
            "Repère": [row.mark for row in rows],
        }
    )
    return matching(frame, words).reset_index(drop=True)


def _of(frame: pd.DataFrame, column: str, codes: Collection[str] | None) -> pd.DataFrame:
    return frame[frame[column].isin(list(codes))] if codes else frame


def _labels(names: pd.Series, column: pd.Series) -> list[list[str]]:
    return [[names[item] for item in cell] for cell in column]


def _named(names: pd.Series, column: pd.Series) -> list[list[str]]:
    """Those that an item names; one that names none is said to, which is no unknown."""
    return [cell or ["aucun nommé"] for cell in _labels(names, column)]


def _source(data: Dataset, rows: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "Source": source_places(data, rows),
        "Document": rows["document"],
        "Section": rows["section"],
        "Ligne": rows["ligne"],
    }
