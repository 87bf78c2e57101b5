"""What a search finds, as a value."""

from __future__ import annotations

import pandas as pd

from analysis.search import MAX_LENGTH, Results, search
from views.address import Address
from views.common import dataset_cover
from views.library import Library
from views.links import address as found_address
from views.recherche.results import NAMES, PARAMETERS, summary_text
from views.view import Table, View

COLUMNS = ("Nature", "Titre", "Contexte", "Adresse")
NOTHING_ASKED = "Aucun mot n'est cherché"


def asked(address: Address) -> tuple[str, dict[str, list[str]]]:
    """The words of an address, and the filters that it carries."""
    words = " ".join(address.one("q").split())[:MAX_LENGTH]
    kept = {"departement": address.departements(), "engagement": address.engagements()}
    address.refuse_unknown(PARAMETERS)
    return words, kept


def found_table(results: Results, filters: dict[str, list[str]]) -> pd.DataFrame:
    """One row a result: its kind, its title, where it stands, the address of its view."""
    rows = [
        (
            NAMES[kind][0],
            found.entry.title,
            found.entry.context,
            found_address(found.entry, found.parameters, filters=filters).removeprefix("."),
        )
        for kind, group in results.groups.items()
        for found in group
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    words, kept = asked(address)
    results = search(library.search_index, words)
    title = summary_text(results).rstrip(".") if words else NOTHING_ASKED
    return View(
        "recherche",
        "recherche",
        {"q": words, **kept},
        title,
        tables=(Table("Résultats", lambda: found_table(results, kept)),),
        source="Source : le jeu de données entier, chaque vue donne la sienne.",
        cover=lambda: {"Recherche": words, **dataset_cover(library.dataset)},
        filename=("recherche",),
        ignored=tuple(address.ignored),
    )
