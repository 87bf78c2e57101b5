"""The views of «Données et sources» as values: one table of the dataset, narrowed by the filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from charts.words.french import plural
from loaders.schema import TABLES
from views.address import Address
from views.common import dataset_cover
from views.ecarts.tables import PRINTED_ON_SCREEN, printed_table
from views.library import Library
from views.sources import documents, tables
from views.sources.state import SourceState, parameters, state_from
from views.view import Table, View

SOURCE = "Source : chaque ligne donne la sienne ; les documents et leurs licences sont dans «Documents»."


@dataclass(frozen=True)
class Rows:
    """One table of the page.

    Attributes:
        name: of its files; caption: its title.
        compute: its rows for a state; columns: those of the screen, all of them when empty.
    """

    name: str
    caption: str
    compute: Callable[[Library, SourceState], pd.DataFrame]
    columns: tuple[str, ...] = ()


def printed(library: Library, state: SourceState) -> pd.DataFrame:
    """Every printed cell of the départements chosen."""
    departements = list(state.departements) or library.supply.departements
    frame = printed_table(library.supply, list(library.supply.activites), departements)
    return tables.matching(frame, state.mots)


def stored(library: Library, state: SourceState) -> pd.DataFrame:
    """What each table of the dataset holds: what one row is, how many there are, its columns."""
    del state
    counts = [len(getattr(library.dataset, name)) for name in TABLES]
    rows = [(name, table.row, ", ".join(table.names)) for name, table in TABLES.items()]
    frame = pd.DataFrame(rows, columns=["Table", "Une ligne est", "Colonnes"])
    frame.insert(2, "Lignes", pd.array(counts, dtype="Int64"))
    return frame


KINDS: dict[str, Rows] = {
    "dictionnaire": Rows(
        "dictionnaire", "Dictionnaire des indicateurs",
        lambda library, state: tables.dictionary_table(library.dataset, theme=state.theme, words=state.mots),
        tuple(tables.DICTIONARY_ON_SCREEN),
    ),
    "valeurs": Rows(
        "valeurs", "Valeurs et leur place dans la source",
        lambda library, state: tables.values_table(library.dataset, theme=state.theme, words=state.mots,
                                                   origine=state.origine, territoires=list(state.departements)),
        tuple(tables.VALUES_ON_SCREEN),
    ),
    "objectifs": Rows(
        "objectifs", "Fiches d'objectifs, plan par plan",
        lambda library, state: tables.objectives_table(library.dataset, departements=list(state.departements),
                                                       engagements=list(state.engagements), words=state.mots),
        tuple(tables.OBJECTIVES_ON_SCREEN),
    ),
    "oqos": Rows("cases-oqos", "Objectifs quantitatifs, case par case", printed, tuple(PRINTED_ON_SCREEN)),
    "vigilances": Rows(
        "vigilances", "Points de vigilance",
        lambda library, state: tables.vigilances_table(library.dataset, territoires=list(state.departements),
                                                       words=state.mots),
        tuple(tables.VIGILANCES_ON_SCREEN),
    ),
    "glossaire": Rows(
        "glossaire", "Glossaire", lambda library, state: tables.glossary_table(library.dataset, words=state.mots),
        tuple(tables.GLOSSARY_ON_SCREEN),
    ),
    "documents": Rows(
        "documents", "Documents et jeux de données",
        lambda library, _state: documents.documents_table(library.dataset), tuple(documents.DOCUMENTS_ON_SCREEN),
    ),
    "tables": Rows("tables", "Tables du jeu de données", stored),
}  # fmt: skip
"""Each table of the page, by its code in an address."""


def cover(library: Library, rows: Rows) -> dict[str, str]:
    """The cover sheet of a table."""
    return {"Table": rows.caption, **dataset_cover(library.dataset)}


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    state = state_from(address, library)
    rows = KINDS[state.vue]
    frame = rows.compute(library, state)
    number = f"{len(frame)} ligne{plural(len(frame))}" if len(frame) else "aucune ligne"
    return View(
        "sources",
        state.vue,
        parameters(state, library),
        f"{rows.caption} : {number}",
        tables=(Table(rows.name, lambda: frame),),
        source=SOURCE,
        cover=lambda: cover(library, rows),
        filename=(rows.name,),
        ignored=tuple(address.ignored),
    )
