"""The items of the lists that plans print, with the lookups that pages need: of a sheet, of what was asked.

Texts are our own words. A tie between what was asked and an objectif is ours too, and said with its reason.

Source: tables `items`, `natures`, `publics`, `acteurs`; vigilances that cite the line of an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.records import grouped, records_of
from loaders.dataset import Dataset
from loaders.schema_contents import ASKED_LISTS


@dataclass(frozen=True)
class PlanItem:
    """One row of table items.

    Attributes:
        code: of the objectif, empty for a list of the whole plan.
        nature, publics, acteurs: identifiers; a public or an actor is there when the item names it.
        chiffre, echeance, motif_lien: empty when there is none.
        lie_a: objectifs of the same plan that take the whole item up, by our own tie.
    """

    departement: str
    code: str
    liste: str
    rang: int
    resume: str
    nature: tuple[str, ...]
    publics: tuple[str, ...]
    acteurs: tuple[str, ...]
    chiffre: str
    echeance: str
    lie_a: tuple[str, ...]
    motif_lien: str
    document: str
    section: str
    ligne: int


class Items:
    """Lookups over the items; built once, read-only."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def rows(self) -> list[PlanItem]:
        """Every item, by plan, objectif, list and rank."""
        rows = records_of(PlanItem, self.dataset.items)
        return sorted(rows, key=lambda row: (row.departement, row.code, row.liste, row.rang))

    @cached_property
    def natures(self) -> dict[str, str]:
        """Name of each nature, by identifier, in the order of the table."""
        return dict(zip(self.dataset.natures["nature"], self.dataset.natures["libelle"], strict=True))

    @cached_property
    def publics(self) -> dict[str, str]:
        """Name of each public, by identifier."""
        return dict(zip(self.dataset.publics["public"], self.dataset.publics["libelle"], strict=True))

    @cached_property
    def acteurs(self) -> dict[str, str]:
        """Name of each actor, by identifier."""
        return dict(zip(self.dataset.acteurs["acteur"], self.dataset.acteurs["libelle"], strict=True))

    def of_sheet(self, departement: str, code: str, liste: str) -> list[PlanItem]:
        """The items of one list of the sheet of an objectif, in printed order."""
        return self._by_list.get((departement, code, liste), [])

    def asked(self, departement: str, lists: Sequence[str] = ASKED_LISTS) -> list[PlanItem]:
        """What was asked in one département: its lists in order, each in printed order."""
        return [item for liste in lists for item in self._by_list.get((departement, "", liste), [])]

    def cautions(self, item: PlanItem) -> list[str]:
        """Vigilances that cite the line of an item."""
        return self._by_line.get(f"{item.document}:{item.ligne}", [])

    def parted(self, departement: str) -> str:
        """The vigilance on where this tool parts the issues from the défis of the CTS; empty when the text does it."""
        rows = self.dataset.vigilances
        found = rows.loc[rows["id"].eq(f"document-{departement}-enjeux-defis-cts"), "message"].tolist()
        return str(found[0]) if found else ""

    @cached_property
    def _by_list(self) -> dict[tuple[str, str, str], list[PlanItem]]:
        return grouped(self.rows, lambda row: (row.departement, row.code, row.liste))

    @cached_property
    def _by_line(self) -> dict[str, list[str]]:
        asked = {f"{row.document}:{row.ligne}" for row in self.rows if row.liste in ASKED_LISTS}
        found: dict[str, list[str]] = {}
        for row in self.dataset.vigilances.itertuples(index=False):
            if not row.id.endswith("-enjeux-defis-cts"):
                for place in asked.intersection(row.references):
                    found.setdefault(place, []).append(row.message)
        return found
