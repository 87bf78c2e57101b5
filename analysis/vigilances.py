"""Vigilances: what must be known before a figure, a plan or an objectif is cited; one record, one rule.

A vigilance holds in the territories that it names, everywhere when it names none; it is about the objects that
it lists.

Source: table `vigilances`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from loaders.dataset import Dataset

GRAVITES = {"reserve_forte": "réserve forte", "attention": "attention", "information": "information"}
"""Weight of a vigilance with its label, heaviest first."""

GRAVITE_HEADINGS = {
    "reserve_forte": "Réserves fortes",
    "attention": "À lire avec attention",
    "information": "Pour information",
}
"""What several of one weight are listed under."""


@dataclass(frozen=True)
class Vigilance:
    """One row of table vigilances."""

    gravite: str
    message: str
    territoires: frozenset[str]
    objets: frozenset[str]
    references: tuple[str, ...]

    def names(self, places: Collection[str]) -> bool:
        """Whether it names one of some territories."""
        return not self.territoires.isdisjoint(places)

    def holds_in(self, places: Collection[str]) -> bool:
        """Whether it holds in one of some territories: one that it names, or any when it names none."""
        return not self.territoires or self.names(places)

    def is_about(self, objets: Collection[str]) -> bool:
        """Whether it lists one of some objects (`indicateur:taux_pauvrete`, `objectif:E5D4O1@48`)."""
        return not self.objets.isdisjoint(objets)


@dataclass(frozen=True, eq=False)
class Vigilances:
    """Every vigilance of a dataset; read once."""

    dataset: Dataset

    @cached_property
    def rows(self) -> tuple[Vigilance, ...]:
        """In the order of the table."""
        return tuple(
            Vigilance(
                row.gravite, row.message, frozenset(row.territoires), frozenset(row.objets), tuple(row.references)
            )
            for row in self.dataset.vigilances.itertuples(index=False)
        )

    def of(self, objets: Collection[str], places: Collection[str], *, compared: bool = False) -> list[Vigilance]:
        """Those about one of some objects that hold in one of some territories, in the order of the table.

        Args:
            compared: whether the territories are read beside their region and their country, whose own
                vigilances then hold too.
        """
        around = {*places, *(self.dataset.geography.references if compared else ())}
        return [row for row in self.rows if row.is_about(objets) and row.holds_in(around)]

    def of_place(self, code: str, objets: Collection[str]) -> list[Vigilance]:
        """Those that name a territory, and those about one of its objects that hold there.

        Heaviest first; of one weight, those about this territory alone, then those that it shares.
        """
        found = [row for row in self.rows if row.names((code,)) or (row.is_about(objets) and row.holds_in((code,)))]
        return heaviest_first(sorted(found, key=lambda row: row.territoires != {code}))


def heaviest_first(rows: Iterable[Vigilance]) -> list[Vigilance]:
    """By weight, then in the order of the table."""
    order = list(GRAVITES)
    return sorted(rows, key=lambda row: order.index(row.gravite))
