"""Checks across the curated files: what a single cell cannot say.

Each works on frames indexed by the line of their file, so that a refusal names the file,
the line and the column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analysis.folding import fold
from data.content_checks import check_contents
from data.kinship_checks import check_kinship
from data.label_checks import check_labels
from data.oqos_checks import check_oqos
from data.refusals import Curated, refuse, refuse_unknown
from loaders.errors import CuratedError, DatasetError
from loaders.geography import Geography
from loaders.schema import TABLES

RESUME_WORDS = range(15, 61)
DEFINITION_WORDS = range(10, 51)
DECIMALES = range(4)
VALUE_FILES = ("valeurs_plans", "statistiques")
_OBJETS = ("indicateur", "defi", "objectif", "activite", "document", "theme")
_SOURCED = (*VALUE_FILES, "populations", "engagements", "defis", "defis_departements", "objectifs_departements",
            "glossaire", "titres_retenus")  # fmt: skip


def check_curated(files: Curated) -> None:
    """Raise CuratedError at the first broken link or count.

    Args:
        files: every curated CSV by its name without extension, as read_curated gives them.
    """
    _check_links(files)
    _check_catalogue(files)
    for name in VALUE_FILES:
        _check_bounds(files[name], name)
    refuse(
        files["valeurs_plans"],
        files["valeurs_plans"]["ligne"].isna(),
        "valeurs_plans",
        "ligne",
        "Une valeur d'un plan n'a pas de ligne",
        "Retrouvez la ligne dans le texte source",
    )
    _check_plans(files)
    _check_vigilances(files)
    _check_glossary(files)
    check_labels(files)
    check_kinship(files)
    check_contents(files)
    check_oqos(files)


def _check_links(files: Curated) -> None:
    documents = set(files["documents"]["document"])
    for name in _SOURCED:
        refuse_unknown(files, name, "document", documents, "documents.csv")
    held = files["documents"].dropna(subset=["copie"])
    refuse_unknown(files, "copies", "document", set(held["document"]), "documents.csv")
    for name in VALUE_FILES:
        refuse_unknown(files, name, "indicateur", set(files["indicateurs"]["indicateur"]), "indicateurs.csv")
    refuse_unknown(files, "indicateurs", "theme", set(files["themes"]["theme"]), "themes.csv")
    _check_territories(files)


def _check_territories(files: Curated) -> None:
    """The territories go together, and every other file names only them."""
    try:
        geography = Geography.of_frame(files["territoires"])
    except DatasetError as error:
        where = error.ou.replace("data/territoires.parquet", "data/curated/territoires.csv")
        raise CuratedError(error.quoi, ou=where, que_faire=error.que_faire) from error
    for name, frame in files.items():
        for column in TABLES.get(name, TABLES["valeurs"]).names:
            if column in ("departement", "territoire") and column in frame:
                known = geography.departements if column == "departement" else geography.names
                named = {name: frame.dropna(subset=[column])}
                refuse_unknown(named, name, column, set(known), "territoires.csv")


def _check_catalogue(files: Curated) -> None:
    catalogue = files["indicateurs"]
    used = set(files["valeurs_plans"]["indicateur"]) | set(files["statistiques"]["indicateur"])
    refuse(
        catalogue,
        ~catalogue["indicateur"].isin(used),
        "indicateurs",
        "indicateur",
        "L'indicateur «{}» n'a aucune valeur",
        "Retirez-le du catalogue ou ajoutez sa valeur",
    )
    refuse(
        catalogue,
        ~catalogue["decimales"].isin(DECIMALES),
        "indicateurs",
        "decimales",
        "«{}» n'est pas un nombre de décimales",
        "Écrivez 0, 1, 2 ou 3",
    )


def _check_bounds(frame: pd.DataFrame, name: str) -> None:
    refuse(
        frame,
        frame["valeur_min"] > frame["valeur_max"],
        name,
        "valeur_min",
        "La borne basse {} dépasse la borne haute",
        "Échangez les deux bornes",
    )


def _check_plans(files: Curated) -> None:
    """A sheet belongs to a défi of its plan, a défi to the regional list, a code to its numbers."""
    refuse_unknown(files, "defis_departements", "code", set(files["defis"]["code"]), "defis.csv")
    sheets, pages = files["objectifs_departements"], files["defis_departements"]
    known = set(zip(pages["departement"], pages["code"], strict=True))
    orphan = [pair not in known for pair in zip(sheets["departement"], sheets["code"].str[:4], strict=True)]
    refuse(
        sheets,
        pd.Series(orphan, index=sheets.index),
        "objectifs_departements",
        "code",
        "L'objectif {} n'a pas de page de défi dans ce département",
        "Ajoutez le défi à defis_departements.csv ou corrigez le code",
    )
    _check_titles(files)
    for name in ("defis", "defis_departements", "objectifs_departements"):
        frame = files[name]
        built = "E" + frame["engagement"].astype(str) + "D" + frame["defi"].astype(str)
        if "objectif" in frame:
            built = built + "O" + frame["objectif"].astype(str)
        refuse(
            frame,
            frame["code"].ne(built),
            name,
            "code",
            "Le code {} ne correspond pas à ses numéros",
            "Accordez le code, l'engagement, le défi et l'objectif",
        )
    words = sheets["resume"].fillna("").str.split().str.len()
    for line, count in words[~words.isin(RESUME_WORDS)].items():
        raise CuratedError(
            f"Un résumé compte {count} mots",
            ou=f"fichier data/curated/objectifs_departements.csv, ligne {line}, colonne resume",
            que_faire="Un résumé compte de 15 à 60 mots",
        )


def _check_titles(files: Curated) -> None:
    """A title is kept instead of a printed one: the page or the sheet is there, and prints another."""
    printed: dict[tuple[str, str], str] = {}
    for name, column in (("defis_departements", "titre"), ("objectifs_departements", "titre_objectif")):
        frame = files[name]
        printed |= dict(zip(zip(frame["departement"], frame["code"], strict=True), frame[column], strict=True))
    kept = files["titres_retenus"]
    found = [printed.get(place) for place in zip(kept["departement"], kept["code"], strict=True)]
    unknown = pd.Series([title is None for title in found], index=kept.index, dtype=bool)
    refuse(
        kept,
        unknown,
        "titres_retenus",
        "code",
        "Le plan ne porte pas «{}»",
        "Écrivez le code d'un défi ou d'un objectif de ce département",
    )
    refuse(
        kept,
        kept["titre_retenu"].eq(pd.Series(found, index=kept.index)),
        "titres_retenus",
        "titre_retenu",
        "«{}» est déjà le titre imprimé",
        "Retirez la ligne",
    )


def _check_glossary(files: Curated) -> None:
    """A definition is neither a synonym nor an article; one form leads to one term."""
    frame = files["glossaire"]
    words = frame["definition"].str.split().str.len()
    refuse(
        frame,
        ~words.isin(DEFINITION_WORDS),
        "glossaire",
        "definition",
        "La définition «{}» n'a pas de 10 à 50 mots",
        "Écrivez-la en 10 à 50 mots",
    )
    forms = pd.Series(
        [{fold(form) for form in (row.terme, *row.autres)} for row in frame.itertuples()], index=frame.index
    )
    counts = forms.explode().value_counts()
    double = pd.Series([any(counts[form] > 1 for form in found) for found in forms], index=frame.index)
    refuse(
        frame,
        double,
        "glossaire",
        "terme",
        "«{}» a une forme qui est aussi celle d'un autre terme",
        "Gardez chaque forme pour un seul terme",
    )


def _check_vigilances(files: Curated) -> None:
    known: dict[str, set[object]] = {
        "indicateur": set(files["indicateurs"]["indicateur"]),
        "defi": set(files["defis"]["code"]),
        "objectif": set(files["objectifs_departements"]["code"]),
        "document": set(files["documents"]["document"]),
        "territoire": set(files["territoires"]["code"]),
    }
    frame = files["vigilances"]
    wrong = {
        "territoires": lambda code: code not in known["territoire"],
        "objets": lambda objet: not _is_object(objet, known),
        "references": lambda reference: not _is_reference(reference, known["document"]),
    }
    for column, is_wrong in wrong.items():
        bad = [any(is_wrong(item) for item in items) for items in frame[column]]
        refuse(
            frame,
            pd.Series(bad, index=frame.index, dtype=bool),
            "vigilances",
            column,
            f"Un élément de {column} est inconnu : {{}}",
            "Écrivez un code de territoire, type:identifiant, ou document:ligne, selon la colonne",
        )


def _is_object(objet: str, known: Mapping[str, set[object]]) -> bool:
    kind, _, name = objet.partition(":")
    return kind in _OBJETS and (kind not in known or name.partition("@")[0] in known[kind])


def _is_reference(reference: str, documents: set[object]) -> bool:
    return bool(re.fullmatch(r"[a-z0-9-]+(:\d+)?", reference)) and reference.partition(":")[0] in documents
