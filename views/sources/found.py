"""The search over values: what a document prints of some words, as a figure, a cell of OQOS or a line of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.folding import fold
from analysis.search import Index
from analysis.search_words import roots
from charts.words.french import YEAR_NOT_STATED, unit_text
from loaders.dataset import Dataset
from views.ecarts.tables import printed_table
from views.library import Library
from views.memo import memo
from views.sources.contents import items_table
from views.sources.tables import STATUT_LABELS, about, cited_place, document_names, source_places

NAMED = "Ce qui est compté ou dit"
FOUND_ON_SCREEN = [NAMED, "Territoire", "Valeur imprimée", "Année, date ou colonne", "Statut ou nomenclature", "Source",
                   "Table"]  # fmt: skip
"""Columns shown in the page; a download holds them all."""
FIGURES, CELLS, LINES = "Valeurs", "OQOS, case par case", "Listes des plans"
"""The tables that are searched, as their list names them."""
_SAID = ("Territoire", "Valeur imprimée", "Année, date ou colonne", "Source", "Section", "Identifiant")
"""Columns whose words are searched beside the name."""
_NUMBER = r"[\d\s.,/-]*\d"
IN_WORDS = "en mots"
"""Value of a line of a plan that prints no quantity."""


@dataclass(frozen=True)
class Values:
    """Every value with the words that it answers to.

    Attributes:
        rows: one row a value; titles, texts: roots of its name, and of all that it says, each after a space.
    """

    rows: pd.DataFrame
    titles: list[str]
    texts: list[str]


@memo(1)
def every_value(library: Library) -> Values:
    """The values of a dataset, read once."""
    words = {key: _spaced(text) for key, text in _other_words(library.search_index).items()}
    rows = pd.concat([_figures(library.dataset), _cells(library), _lines(library)], ignore_index=True)
    spaced = cache(_spaced)  # a row shares most of what it says with others
    titles = [spaced(text) for text in rows[NAMED].tolist()]
    said = [map(spaced, rows[name].astype("str").fillna("").tolist()) for name in _SAID]
    keys = rows["Identifiant"].tolist()
    texts = ["".join([*each, words.get(key, "")]) for *each, key in zip(titles, *said, keys, strict=True)]
    return Values(rows, titles, texts)


def found_table(library: Library, words: str, departements: tuple[str, ...] = ()) -> pd.DataFrame:
    """The values that hold every word, those that are named by them first.

    A territory that the words name narrows what the others find, as in the search of every page.
    """
    values, asked = every_value(library), library.search_index.names.read(words)
    named = {asked.territoire, *asked.also} if asked.territoire else set()
    kept = _matching(values, asked.others, [named, {*departements}]) if named else []
    kept = kept or _matching(values, asked.words, [{*departements}])
    return values.rows.iloc[kept].reset_index(drop=True)


def _matching(values: Values, words: tuple[str, ...], places: list[set[str]]) -> list[int]:
    """Numbers of the rows, those whose name holds every word first."""
    codes, wanted = values.rows["Code"].tolist(), [f" {word}" for word in words]
    found = [
        (not all(word in values.titles[rank] for word in wanted), values.titles[rank].count(" ") != len(wanted), rank)
        for rank, text in enumerate(values.texts)
        if all(word in text for word in wanted) and all(not some or codes[rank] in some for some in places)
    ]
    return [rank for *_, rank in sorted(found)]


def _spaced(text: str) -> str:
    """Its roots, each after a space."""
    return "".join(f" {word}" for word in roots(text))


def _figures(data: Dataset) -> pd.DataFrame:
    """The published values, the one shown first; their unit is said where what is printed does not say it."""
    catalogue = data.indicateurs.set_index("indicateur")
    order = {statut: rank for rank, statut in enumerate(STATUT_LABELS)}
    names = data.valeurs["indicateur"].map(catalogue["libelle"])
    rows = data.valeurs.assign(_nom=names, _plie=names.map(fold), _rang=data.valeurs["statut"].map(order))
    rows = rows.sort_values(["_plie", "_rang", "territoire"], kind="stable", ignore_index=True)
    units = rows["indicateur"].map(catalogue["unite"]).map(unit_text)
    return pd.DataFrame(
        {
            NAMED: rows["_nom"],
            "Territoire": about(data, rows),
            "Valeur imprimée": rows["brut"] + units.where(rows["brut"].str.fullmatch(_NUMBER), ""),
            "Année, date ou colonne": rows["annee"].fillna(YEAR_NOT_STATED),
            "Source": source_places(data, rows),
            "Table": FIGURES,
            "Statut ou nomenclature": rows["statut"].map(STATUT_LABELS),
            "Code": rows["territoire"],
            "Document": rows["document"],
            "Section": rows["section"],
            "Ligne": rows["ligne"],
            "Identifiant": rows["indicateur"],
        }
    )


def _cells(library: Library) -> pd.DataFrame:
    """The cells of the tables of OQOS, as printed."""
    supply, codes = library.supply, _codes(library)
    rows, names = printed_table(supply, list(supply.activites), supply.departements), document_names(library.dataset)
    slugs = {activite.libelle_court: slug for slug, activite in supply.activites.items()}
    places = zip(rows["Document"], rows["Ligne"], strict=True)
    return pd.DataFrame(
        {
            NAMED: rows["Activité"] + " : " + rows["Ligne du tableau"],
            "Territoire": rows["Département"],
            "Valeur imprimée": rows["Imprimé"],
            "Année, date ou colonne": rows["Colonne"],
            "Source": [cited_place(names, f"{document}:{line}") for document, line in places],
            "Table": CELLS,
            "Statut ou nomenclature": rows["Nomenclature"],
            "Code": rows["Département"].map(codes),
            "Document": rows["Document"],
            "Section": rows["Section"],
            "Ligne": rows["Ligne"],
            "Identifiant": rows["Activité"].map(slugs),
        }
    )


def _lines(library: Library) -> pd.DataFrame:
    """The lines of the lists of the plans, in our words: what they print is rarely a number."""
    rows = items_table(library.dataset)
    return pd.DataFrame(
        {
            NAMED: rows["En nos mots"],
            "Territoire": rows["Département"],
            "Valeur imprimée": rows["Quantité imprimée"].fillna(IN_WORDS),
            "Année, date ou colonne": rows["Échéance imprimée"].fillna("sans échéance imprimée"),
            "Source": rows["Source"],
            "Table": LINES,
            "Statut ou nomenclature": rows["Liste"],
            "Code": rows["Département"].map(_codes(library)),
            "Document": rows["Document"],
            "Section": rows["Section"],
            "Ligne": rows["Ligne"],
            "Identifiant": rows["Objectif"],
        }
    )


def _codes(library: Library) -> dict[str, str]:
    return {name: code for code, name in library.geography.departements.items()}


def _other_words(index: Index) -> dict[str, str]:
    """Other names and current words of each indicateur and activité, as the search of every page knows them."""
    return {
        entry.key: " ".join([*entry.forms, *entry.synonyms, entry.title])
        for entry in index.entries
        if entry.kind in ("indicateur", "activite")
    }
