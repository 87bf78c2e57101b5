"""«Piloter et évaluer» and «Comprendre les OQOS» as views: what is announced, what the reform changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.steering import Announced
from charts.blocks import steering as blocks
from charts.blocks.records import Blocks, Heading, Paragraph, notice
from charts.words.french import date_text
from charts.words.steering_words import REFORM_TITLE, STEERING_TITLE, SUBJECTS, not_printed_text, standing_text
from loaders.dataset import Dataset
from loaders.schema_contents import SHEET_LISTS
from views.common import dataset_cover
from views.sources.state import SourceState
from views.sources.tables import cited_place, document_names, matching
from views.view import Table, View

if TYPE_CHECKING:
    from views.library import Library

STEERING_ON_SCREEN = ["Sujet", "Territoire", "Ce qui est annoncé", "Par qui", "Quand, tel qu'imprimé", "Source"]
AMENDMENT_ON_SCREEN = ["Date", "Fait", "Source"]
STEERING_SOURCE = (
    "Source : projet régional de santé et schémas territoriaux de santé 2023-2028, en nos propres mots ; une date "
    "calculée dit son calcul ; la ligne est à côté de chaque fait."
)
REFORM_SOURCE = (
    "Source : introduction des objectifs quantitatifs des plans, et page de l'ARS sur l'avenant n°1 ; en nos propres "
    "mots ; les tableaux de l'avenant ne sont pas détenus."
)
_ROWS = 40


def steered(library: Library, state: SourceState) -> View:
    """What is announced to steer and evaluate, when, and where the calendar alone stands."""
    frame = steering_rows(library, state)
    table = Table("Ce qui est annoncé", lambda: frame, on_screen=lambda rows: rows[STEERING_ON_SCREEN], rows=_ROWS)
    return _view(library, state, STEERING_TITLE, table, body=lambda: _steered(library, state), source=STEERING_SOURCE)


def reformed(library: Library, state: SourceState) -> View:
    """The notions of the introduction of the OQOS, then what is published of the avenant."""
    kept = notions_rows(library, state)
    notions = Table("Réforme", lambda: kept, shown=False)
    amendment = Table(
        "Avenant n°1",
        lambda: matching(amendment_table(library), state.mots),
        caption="Avenant n°1 : ce qui en est publié, sans ses tableaux",
        on_screen=lambda rows: rows[AMENDMENT_ON_SCREEN],
        rows=_ROWS,
    )

    def body() -> Blocks:
        named = set(kept["Notion"])
        found = [row for row in library.steering.notions if row.titre in named]
        if found:
            return blocks.notions(found, place=_place(library))
        return (notice(NO_NOTION if library.steering.notions else NOTHING_HELD),)

    return _view(library, state, REFORM_TITLE, notions, amendment, body=body, source=REFORM_SOURCE)


NO_NOTION = "Aucune notion ne tient ces mots ; les faits de l'avenant qui les tiennent sont dessous, s'il y en a."
NOTHING_HELD = "Ce jeu de données ne dit rien de la réforme."


def steering_rows(library: Library, state: SourceState) -> pd.DataFrame:
    """The rows that the filters keep."""
    return matching(steering_table(library.dataset, library.steering.of(state.departements)), state.mots)


def steering_table(data: Dataset, rows: Sequence[Announced]) -> pd.DataFrame:
    """One row a thing announced, of the region or of a plan."""
    names = document_names(data)
    return pd.DataFrame(
        {
            "Sujet": [SUBJECTS[row.sujet] for row in rows],
            "Territoire": data.geography.named(row.territoire for row in rows),
            "Ce qui est annoncé": [row.quoi for row in rows],
            "Par qui": [row.qui or "non imprimé" for row in rows],
            "Quand, tel qu'imprimé": [row.quand_imprime or "non imprimé" for row in rows],
            "Quand, calculé par nous": _texts(rows, lambda row: row.quand_calcule),
            "Calcul": _texts(rows, lambda row: row.calcul),
            "Source": [cited_place(names, f"{row.document}:{row.ligne}") for row in rows],
            "Document": [row.document for row in rows],
            "Section": [row.section for row in rows],
            "Ligne": pd.array([row.ligne for row in rows], dtype="Int64"),
            "Identifiant": [row.id for row in rows],
        }
    )


def notions_rows(library: Library, state: SourceState) -> pd.DataFrame:
    """The notions that the words keep."""
    return matching(notions_table(library), state.mots).reset_index(drop=True)


def notions_table(library: Library) -> pd.DataFrame:
    """One row a notion of the reform, with its lines."""
    rows, names = library.steering.notions, document_names(library.dataset)
    return pd.DataFrame(
        {
            "Notion": [row.titre for row in rows],
            "En nos propres mots": [row.texte for row in rows],
            "Se lit aussi": [[cited_place(names, other) for other in row.autres_lignes] for row in rows],
            "Document": [row.document for row in rows],
            "Section": [row.section for row in rows],
            "Ligne": pd.array([row.ligne for row in rows], dtype="Int64"),
        }
    )


def amendment_table(library: Library) -> pd.DataFrame:
    """One row a published fact of the avenant, dated ones first, with its source."""
    facts = library.dataset.avenant.sort_values("date", kind="stable", na_position="last", ignore_index=True)
    names = document_names(library.dataset)
    lines = facts["ligne"].map(lambda line: f", ligne {line}", na_action="ignore").astype("str").fillna("")
    return pd.DataFrame(
        {
            "Date": facts["date"].map(date_text, na_action="ignore").fillna("non datée"),
            "Fait": facts["fait"],
            "Source": facts["document"].map(names) + lines,
            "Document": facts["document"],
            "Section": facts["section"],
            "Ligne": facts["ligne"],
        }
    )


def _steered(library: Library, state: SourceState) -> Blocks:
    """The honest sentence, the calendar, what is regular; all the rest is in the table under it."""
    held, place = library.steering, _place(library)
    if not held.announced:
        return (notice("Ce jeu de données ne dit rien du pilotage."),)
    dated = held.dated(state.departements)
    past = sum(held.past(group[0]) for group in dated)
    lines = [item for item in library.items.rows if item.liste in SHEET_LISTS]
    counts = len(lines), sum(bool(item.echeance) for item in lines), sum(bool(item.chiffre) for item in lines)
    date = date_text(str(library.dataset.about["date"]))
    return (
        Paragraph(not_printed_text(*counts)),
        Heading("Où en est-on, par le calendrier seul"),
        Paragraph(standing_text(date, past, len(dated) - past)),
        *blocks.calendar(dated, past=held.past, place=place),
        blocks.reform_way(),
        *blocks.regular(held.regular(state.departements), place=place),
    )


def _texts(rows: Sequence[Announced], of: Callable[[Announced], str]) -> pd.arrays.ArrowStringArray:
    return pd.array([of(row) or pd.NA for row in rows], dtype="string")


def _place(library: Library) -> Callable[[str, int], str]:
    names = document_names(library.dataset)
    return lambda document, line: cited_place(names, f"{document}:{line}")


def _view(
    library: Library, state: SourceState, title: str, *tables: Table, body: Callable[[], Blocks], source: str
) -> View:
    return View(
        page="sources",
        kind=state.vue,
        parameters={},
        title=title,
        tables=tables,
        source=source,
        cover=lambda: {"Table": title, **dataset_cover(library.dataset)},
        filename=(state.vue,),
        body=body,
    )
