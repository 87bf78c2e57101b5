"""What the plans write around their tables of OQOS: conditions of targets, recourse, declarations, one record each.

Source: tables `conditions`, `recours`, `annonces`, `modalites`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.records import text_of
from analysis.supply import Supply

TABLES = {"conditions": "condition", "recours": "recours", "annonces": "annonce"}
"""Kind of one row of each table."""

_TEXTS = {"condition": "condition", "recours": "objet", "annonce": "resume"}


@dataclass(frozen=True)
class Told:
    """One passage.

    Attributes:
        code, label, modalite: the row of a table that it is about, empty when it is about a group or the activité.
        towards: who covers, for a recourse.
        mark: the passage in an address, where no mark is the start of another.
    """

    kind: str
    departement: str
    activite: str
    code: str
    label: str
    modalite: str
    groupe: str
    towards: str
    text: str
    nature: str
    document: str
    section: str
    ligne: int
    mark: str


def told(supply: Supply) -> Iterator[Told]:
    """Every passage, by kind then activité, in printed order."""
    named = {
        (row.activite, row.regime, text_of(row.groupe), row.modalite): row
        for row in supply.dataset.modalites.itertuples(index=False)
    }
    seen: Counter[str] = Counter()
    for table, kind in TABLES.items():
        for activite in supply.activites:
            for row in supply.said(table, activite, supply.geography.departements):
                line = named.get((activite, row["regime"], row["groupe"], row["modalite"]))
                place = f"{kind}-{activite}-{row['departement']}-{row['ligne']}"
                seen[place] += 1
                yield _record(kind, row, line, f"{place}-{seen[place]:02d}")


def _record(kind: str, row: dict[str, Any], line: Any, mark: str) -> Told:
    return Told(
        kind,
        row["departement"],
        row["activite"],
        line.code if line else "",
        line.libelle_court if line else "",
        line.modalite if line else "",
        row["groupe"],
        row["vers"] if kind == "recours" else "",
        row[_TEXTS[kind]],
        row["nature"] if kind == "annonce" else "",
        row["document"],
        row["section"],
        int(row["ligne"]),
        mark,
    )
