"""The table of a line beside the old population, as it leaves the tool.

Source: `analysis/elders.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.atlas import Atlas
from analysis.elders import Beside
from analysis.intervals import Interval
from analysis.supply import Supply
from charts.blocks.elders import population_text
from charts.blocks.gap_sheet import place_text
from charts.words.elders_words import TITLE, untold
from views.view import Table

_PER_SITE = "Habitants de 75 ans et plus par site {}, environ"


def elders_table(supply: Supply, atlas: Atlas, rows: Sequence[Beside]) -> Table:
    """One row a plan; what is not given is empty, its reason in a column of its own."""
    return Table(TITLE, lambda: _frame(supply, atlas, rows), shown=False)


def _frame(supply: Supply, atlas: Atlas, rows: Sequence[Beside]) -> pd.DataFrame:
    found = [(one, one.row, one.row.existing, one.row.targets["intervalle"]) for one in rows]
    existing, targets = [each[2] for each in found], [each[3] for each in found]
    return pd.DataFrame(
        {
            "Activité": [supply.activites[row.activite].libelle for _, row, *_ in found],
            "Ligne": [row.libelle for _, row, *_ in found],
            "Département": [row.nom for _, row, *_ in found],
            "Code": [row.departement for _, row, *_ in found],
            **_bounds("Autorisé", existing),
            **_bounds("Prévu", targets),
            **_people(rows, 0, "65 ans et plus"),
            **_people(rows, 1, "75 ans et plus"),
            **_per_site(rows, existing, "autorisé"),
            **_per_site(rows, targets, "prévu"),
            "Population, année": [one.elders[1].annee or pd.NA for one in rows],
            "Source de l'offre": [place_text(row) for _, row, *_ in found],
            "Source de la population": [population_text(atlas, one) for one in rows],
        }
    )


def _bounds(name: str, counts: Sequence[Interval | None]) -> dict[str, object]:
    return {
        f"{name}, minimum": pd.array([count.low if count else pd.NA for count in counts], dtype="Int64"),
        f"{name}, maximum": pd.array([count.high if count else pd.NA for count in counts], dtype="Int64"),
    }


def _people(rows: Sequence[Beside], rank: int, age: str) -> dict[str, object]:
    elders = [one.elders[rank] for one in rows]
    shares = [pd.NA if one.share is None else one.share for one in elders]
    return {
        f"Part des {age} (%)": pd.array(shares, dtype="Float64"),
        f"Habitants de {age}, environ": pd.array([one.people or pd.NA for one in elders], dtype="Int64"),
    }


def _per_site(rows: Sequence[Beside], counts: Sequence[Interval | None], what: str) -> dict[str, object]:
    numbers = [one.per_site(count) for one, count in zip(rows, counts, strict=True)]
    why = [
        untold(one, count) if number is None else pd.NA
        for one, count, number in zip(rows, counts, numbers, strict=True)
    ]
    return {
        _PER_SITE.format(what): pd.array([pd.NA if number is None else number for number in numbers], dtype="Int64"),
        f"Par site {what}, motif": pd.array(why, dtype="string"),
    }
