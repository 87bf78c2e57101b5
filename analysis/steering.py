"""What the documents announce to steer, review and evaluate, and what they say of the reform of authorisations.

A date is printed or computed by this tool, never both; what the calendar alone says of it is no more than that.

Source: tables `pilotage`, `reforme`, `avenant`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.records import grouped, records_of
from loaders.dataset import Dataset

_ENDS = {"premier semestre": 6, "printemps": 6, "été": 9, "automne": 12}
"""Last month of a part of the year, so that a term is past only when all of it is."""

_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class Announced:
    """One row of table pilotage.

    Attributes:
        qui: who is in charge or takes part, empty when nothing is printed.
        quand_imprime: date, delay or rhythm as printed, empty without any.
        quand_calcule, calcul: the date that this tool draws from it, and how; empty without any.
    """

    id: str
    territoire: str
    sujet: str
    qui: str
    quoi: str
    quand_imprime: str
    quand_calcule: str
    calcul: str
    document: str
    section: str
    ligne: int

    @property
    def term(self) -> tuple[int, int] | None:
        """Last year and month of what is computed, else printed; None when no year is known."""
        return last_month(self.quand_calcule or self.quand_imprime)


@dataclass(frozen=True)
class Notion:
    """One row of table reforme."""

    notion: str
    titre: str
    texte: str
    document: str
    section: str
    ligne: int
    autres_lignes: tuple[str, ...]


class Steering:
    """Lookups over steering and reform; built once, read-only."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def announced(self) -> list[Announced]:
        return records_of(Announced, self.dataset.pilotage)

    @cached_property
    def notions(self) -> list[Notion]:
        return records_of(Notion, self.dataset.reforme)

    @cached_property
    def today(self) -> tuple[int, int]:
        """Year and month of the dataset: what is past is told at its date, not at the reader's."""
        year, month = str(self.dataset.about["date"]).split("-")[:2]
        return int(year), int(month)

    def of(self, departements: Sequence[str] = ()) -> list[Announced]:
        """What the regional document announces, then the plans of some départements, of all of them without any."""
        known = self.dataset.geography.departements
        kept = set(departements or known)
        return [row for row in self.announced if row.territoire not in known or row.territoire in kept]

    def dated(self, departements: Sequence[str] = ()) -> list[list[Announced]]:
        """What has a year, the earliest term first; what several documents say alike is one group."""
        rows = sorted((row for row in self.of(departements) if row.term), key=lambda row: row.term or (0, 0))
        return list(grouped(rows, lambda row: (row.quoi, row.qui, row.quand_imprime, row.quand_calcule)).values())

    def regular(self, departements: Sequence[str] = ()) -> list[Announced]:
        """What is printed with a rhythm or a delay, and no year."""
        return [row for row in self.of(departements) if row.quand_imprime and not row.term]

    def past(self, row: Announced) -> bool:
        """Whether the whole of a term is over at the date of the dataset."""
        return row.term is not None and row.term < self.today


def last_month(text: str) -> tuple[int, int] | None:
    """`printemps 2026` -> (2026, 6), `2024 ; 2026` -> (2026, 12), `chaque année` -> None."""
    years = _YEAR.findall(text)
    if not years:
        return None
    return int(years[-1]), next((month for name, month in _ENDS.items() if name in text), 12)
