"""The items of the lists that plans print, with the lookups that pages need: of a sheet, of what was asked.

Texts are our own words. A tie between what was asked and an objectif is ours too, and said with its reason; so is
what two actions have in common, which rests on our natures and on whom each names.

Source: tables `items`, `natures`, `publics`, `acteurs`; vigilances that cite the line of an item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.records import grouped, records_of
from loaders.dataset import Dataset
from loaders.schema_contents import ACTION, ASKED_LISTS, COUNCIL_LIST


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

    @property
    def mark(self) -> str:
        """`09-E1D4O7-04`: an item of a sheet in an address, by its plan, its objectif and its rank."""
        return f"{self.departement}-{self.code}-{self.rang:02d}"


@dataclass(frozen=True)
class Alike:
    """Another action that shares a nature with one, and a public or an actor that both name."""

    item: PlanItem
    natures: tuple[str, ...]
    publics: tuple[str, ...]
    acteurs: tuple[str, ...]

    @property
    def shared(self) -> int:
        """How many natures, publics and actors both have."""
        return len(self.natures) + len(self.publics) + len(self.acteurs)


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

    def with_council(self, departement: str) -> list[PlanItem]:
        """What a plan prints of its partnership with the conseil départemental, in printed order."""
        return self._by_list.get((departement, "", COUNCIL_LIST), [])

    @cached_property
    def actions(self) -> dict[str, PlanItem]:
        """Every action of a sheet by its mark, by plan, objectif and rank."""
        return {row.mark: row for row in self.rows if row.liste == ACTION}

    @cached_property
    def acted(self) -> dict[str, list[PlanItem]]:
        """The actions of each objectif, every plan together; an objectif without any is not there."""
        return grouped(sorted(self.actions.values(), key=lambda row: row.code), lambda row: row.code)

    def alike(self, item: PlanItem) -> list[Alike]:
        """Actions that share a nature and a public or an actor with one: by plan, those that share most first."""
        return self._alike[item.mark]

    def elsewhere(self, item: PlanItem) -> int:
        """How many of them other plans print; none for what is not an action."""
        return sum(one.item.departement != item.departement for one in self._alike.get(item.mark, []))

    def cautions(self, item: PlanItem) -> list[str]:
        """Vigilances that cite the line of an item."""
        return self._by_line.get(f"{item.document}:{item.ligne}", [])

    def parted(self, departement: str) -> str:
        """The vigilance on where this tool parts the issues from the défis of the CTS; empty when the text does it."""
        rows = self.dataset.vigilances
        found = rows.loc[rows["id"].eq(f"document-{departement}-enjeux-defis-cts"), "message"].tolist()
        return str(found[0]) if found else ""

    @cached_property
    def _alike(self) -> dict[str, list[Alike]]:
        rows = list(self.actions.values())
        ranks = {name: _ranks(rows, name) for name in _SHARED}
        return {row.mark: _alike(row, rows, ranks) for row in rows}

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


_SHARED = ("nature", "publics", "acteurs")
"""What two actions may have in common."""


def _ranks(rows: Sequence[PlanItem], name: str) -> dict[str, set[int]]:
    """The ranks of the rows that have each value of a field."""
    found: dict[str, set[int]] = {}
    for rank, row in enumerate(rows):
        for value in getattr(row, name):
            found.setdefault(value, set()).add(rank)
    return found


def _alike(item: PlanItem, rows: Sequence[PlanItem], ranks: Mapping[str, Mapping[str, set[int]]]) -> list[Alike]:
    natures, publics, acteurs = (
        {rank for value in getattr(item, name) for rank in ranks[name][value]} for name in _SHARED
    )
    found = [
        Alike(rows[rank], *(_both(getattr(item, name), getattr(rows[rank], name)) for name in _SHARED))
        for rank in sorted(natures & (publics | acteurs))
        if rows[rank] is not item
    ]
    return sorted(found, key=lambda one: (one.item.departement, -one.shared, one.item.code, one.item.rang))


def _both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in one if name in other)
