"""Checks across tables: what a single cell cannot say. Each refusal names file, row, column."""

from __future__ import annotations

import re

import pandas as pd

from analysis.statuts import GROUP
from loaders.errors import CuratedError
from loaders.schema import DEPARTEMENTS

RESUME_WORDS = range(15, 61)
_CURATED = "fichier data/curated"
_OBJETS = ("indicateur", "defi", "objectif", "activite", "document", "theme")


def check_tables(tables: dict[str, pd.DataFrame]) -> None:
    """Raise CuratedError at the first broken link or count; see the functions below."""
    _check_links(tables)
    _check_values(tables["valeurs"])
    _check_plans(tables)
    _check_resumes(tables["objectifs_departements"])
    _check_vigilances(tables)
    if list(tables["departements"]["code"]) != list(DEPARTEMENTS):
        raise CuratedError("Les contours ne sont pas ceux des 13 départements", ou=f"{_CURATED}/departements.geojson",
                           que_faire="Relancez data/contours.py")  # fmt: skip


def _check_links(tables: dict[str, pd.DataFrame]) -> None:
    documents = set(tables["documents"]["document"])
    for name in ("populations", "valeurs", "engagements", "defis", "defis_departements", "objectifs_departements"):
        _refuse_unknown(tables[name], "document", documents, name, "documents.csv")
    _refuse_unknown(
        tables["valeurs"], "indicateur", set(tables["indicateurs"]["indicateur"]), "valeurs", "indicateurs.csv"
    )
    _refuse_unknown(tables["indicateurs"], "theme", set(tables["themes"]["theme"]), "indicateurs", "themes.csv")
    unused = set(tables["indicateurs"]["indicateur"]) - set(tables["valeurs"]["indicateur"])
    if unused:
        raise CuratedError(f"L'indicateur «{min(unused)}» n'a aucune valeur", ou="fichier data/curated/indicateurs.csv",
                           que_faire="Retirez-le du catalogue ou ajoutez sa valeur")  # fmt: skip


def _refuse_unknown(frame: pd.DataFrame, column: str, known: set[str], name: str, where_known: str) -> None:
    unknown = ~frame[column].isin(known)
    if unknown.any():
        row = frame[unknown].iloc[0]
        raise CuratedError(
            f"«{row[column]}» n'est pas connu de {where_known}", ou=f"table {name}, colonne {column}, {_describe(row)}",
            que_faire=f"Ajoutez-le à data/curated/{where_known} ou corrigez la ligne",
        )  # fmt: skip


def _describe(row: pd.Series) -> str:
    names = [n for n in ("territoire", "departement", "code", "indicateur", "document", "ligne") if n in row.index]
    return ", ".join(f"{name} = {row[name]}" for name in names)


def _check_values(valeurs: pd.DataFrame) -> None:
    wrong = valeurs["valeur_min"] > valeurs["valeur_max"]
    if wrong.any():
        raise CuratedError("Une borne basse dépasse la borne haute", que_faire="Échangez les deux bornes",
                           ou=f"table valeurs, colonne valeur_min, {_describe(valeurs[wrong].iloc[0])}")  # fmt: skip
    lost = valeurs["origine"].eq("plan") & valeurs["ligne"].isna()
    if lost.any():
        raise CuratedError("Une valeur d'un plan n'a pas de ligne", que_faire="Retrouvez la ligne dans le texte source",
                           ou=f"table valeurs, colonne ligne, {_describe(valeurs[lost].iloc[0])}")  # fmt: skip
    kept = valeurs[valeurs["statut"].eq("retenue")]
    if kept.duplicated(GROUP).any() or len(kept) != valeurs.groupby(GROUP, dropna=False).ngroups:
        raise ValueError("assign_statuts must keep exactly one value a group")


def _check_plans(tables: dict[str, pd.DataFrame]) -> None:
    """A sheet belongs to a défi of its plan, a défi to the regional list."""
    regional = set(tables["defis"]["code"])
    _refuse_unknown(tables["defis_departements"], "code", regional, "defis_departements", "defis.csv")
    sheets = tables["objectifs_departements"]
    pages = set(zip(tables["defis_departements"]["departement"], tables["defis_departements"]["code"], strict=True))
    for row in sheets.itertuples(index=False):
        if (row.departement, row.code[:4]) not in pages:
            raise CuratedError(
                f"L'objectif {row.code} n'a pas de page de défi dans ce département",
                ou=f"fichier data/curated/objectifs_departements.csv, departement = {row.departement}, colonne code",
                que_faire="Ajoutez le défi à defis_departements.csv ou corrigez le code",
            )  # fmt: skip
    for name in ("defis_departements", "objectifs_departements", "defis"):
        frame = tables[name]
        built = "E" + frame["engagement"].astype(str) + "D" + frame["defi"].astype(str)
        wrong = frame["code"].str[:4].ne(built)
        if wrong.any():
            raise CuratedError("Le code ne correspond pas à l'engagement et au défi", que_faire="Corrigez la ligne",
                               ou=f"table {name}, colonne code, {_describe(frame[wrong].iloc[0])}")  # fmt: skip


def _check_resumes(sheets: pd.DataFrame) -> None:
    for row in sheets.itertuples(index=False):
        words = len(row.resume.split())
        if words not in RESUME_WORDS:
            raise CuratedError(
                f"Le résumé de {row.code} compte {words} mots",
                ou=f"fichier data/curated/objectifs_departements.csv, departement = {row.departement}, colonne resume",
                que_faire="Un résumé compte de 15 à 60 mots",
            )  # fmt: skip


def _check_vigilances(tables: dict[str, pd.DataFrame]) -> None:
    known = {
        "indicateur": set(tables["indicateurs"]["indicateur"]),
        "defi": set(tables["defis"]["code"]),
        "objectif": set(tables["objectifs"]["code"]),
        "document": set(tables["documents"]["document"]),
    }
    for row in tables["vigilances"].itertuples(index=False):
        for objet in row.objets:
            kind, _, name = objet.partition(":")
            if kind not in _OBJETS or (kind in known and name.partition("@")[0] not in known[kind]):
                raise CuratedError(f"L'objet «{objet}» est inconnu", que_faire="Écrivez type:identifiant connu",
                                   ou=f"{_CURATED}/vigilances.csv, id = {row.id}, colonne objets")  # fmt: skip
        for reference in row.references:
            if (
                not re.fullmatch(r"[a-z0-9-]+(:\d+)?", reference)
                or reference.partition(":")[0] not in known["document"]
            ):
                raise CuratedError(f"La référence «{reference}» est inconnue", que_faire="Écrivez document:ligne",
                                   ou=f"{_CURATED}/vigilances.csv, id = {row.id}, colonne references")  # fmt: skip
