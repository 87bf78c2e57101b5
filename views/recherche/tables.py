"""What a search finds, as a table."""

from __future__ import annotations

import pandas as pd

from analysis.search import Results
from views.links import address
from views.recherche.results import NAMES, Filters

COLUMNS = ("Nature", "Titre", "Contexte", "Adresse")


def found_table(results: Results, filters: Filters) -> pd.DataFrame:
    """One row a result: its kind, its title, where it stands, the address of its view."""
    rows = [
        (
            NAMES[kind][0],
            found.entry.title,
            found.entry.context,
            address(found.entry, found.parameters, filters=filters).removeprefix("."),
        )
        for kind, group in results.groups.items()
        for found in group
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
