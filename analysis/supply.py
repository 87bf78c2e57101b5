"""The OQOS tables with the lookups that pages and charts need: rows of gaps, what goes with them.

Source: tables `ecarts`, `activites`, `modalites`, `annonces`, `recours`, `conditions`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.closed_sets import Borne
from analysis.gap_rows import GapRow, gap_row, plain
from analysis.intervals import Interval, interval_of
from analysis.loaded import LoadedPlans
from analysis.records import text_of
from analysis.reservations import Facts
from loaders.dataset import Dataset
from loaders.geography import Geography

__all__ = ["COUNTED", "MOVING", "Activite", "GapRow", "Supply"]

MOVING = ("hausse", "baisse")
"""Readings of a gap that is a number, and not zero."""

COUNTED = ("hausse", "stable", "baisse", "fourchette", "non_comparable")
"""The five counts of a cell of the overview, in the order they are said."""


@dataclass(frozen=True)
class Activite:
    """One activité de soins (table `activites`).

    Attributes:
        depart: False when no plan prints what was authorised: there is no table of departure.
    """

    activite: str
    ordre: int
    libelle: str
    libelle_court: str
    famille: str
    engagements: list[str]
    rattachement: str
    motif: str
    regime: str
    revisee: bool
    definition: str
    existant_date: str
    depart: bool


class Supply:
    """Lookups over the OQOS tables; built once, read-only."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @property
    def geography(self) -> Geography:
        return self.dataset.geography

    @cached_property
    def activites(self) -> dict[str, Activite]:
        """By slug, in the order of the documents."""
        names = [field.name for field in fields(Activite) if field.name != "depart"]
        rows = self.dataset.activites.sort_values("ordre")[names].to_dict("records")
        cells = self.dataset.oqos
        started = set(cells.loc[cells["mesure"].ne("cible"), "activite"])
        return {
            row["activite"]: Activite(
                **{name: plain(value) for name, value in row.items()}, depart=row["activite"] in started
            )
            for row in rows
        }

    @cached_property
    def rows(self) -> list[GapRow]:
        """Every row of `ecarts`, by département, activité and printed order."""
        facts = Facts(
            **{
                name: getattr(self.dataset, name).to_dict("records")
                for name in ("activites", "annonces", "conditions", "documents")
            }
        )
        names = self.geography.departements
        return [gap_row(row, facts, names[row["departement"]]) for row in self.dataset.ecarts.to_dict("records")]

    @cached_property
    def loaded_plans(self) -> LoadedPlans:
        """What is loaded of each plan."""
        return LoadedPlans.of(self.dataset)

    @cached_property
    def departements(self) -> list[str]:
        """Codes of the départements whose quantified objectives are loaded."""
        return list(self.loaded_plans.oqos)

    @cached_property
    def told(self) -> frozenset[str]:
        """Départements whose prose was read: a plan that was only read by the machine says nothing yet."""
        return frozenset(self.dataset.annonces["departement"]) | frozenset(self.dataset.recours["departement"])

    @cached_property
    def _by_activity(self) -> dict[str, list[GapRow]]:
        found: dict[str, list[GapRow]] = {slug: [] for slug in self.activites}
        for row in self.rows:
            found[row.activite].append(row)
        return found

    def of(self, activite: str, departements: Collection[str]) -> list[GapRow]:
        """Rows of one activité in some départements, in printed order."""
        return [row for row in self._by_activity[activite] if row.departement in departements]

    def changes(
        self, departement: str, *, borne: Borne = "intervalle", activites: Collection[str] | None = None
    ) -> list[GapRow]:
        """Gaps that are a number and not zero, widest first, then in the order of the documents.

        Args:
            activites: slugs to keep, every activité when None.
        """
        order = {slug: rank for rank, slug in enumerate(self.activites) if activites is None or slug in activites}
        found = [
            row
            for row in self.rows
            if row.departement == departement
            and row.denombre
            and row.readings[borne] in MOVING
            and row.activite in order
        ]
        return sorted(found, key=lambda row: (-abs(_low(row.gaps[borne])), order[row.activite], row.ordre))

    def first_code(self, activite: str, departements: Collection[str], *, borne: Borne) -> str:
        """The row read first: one whose gap is a number, else a range, else the first printed; empty without a row."""
        rows = sorted(self.of(activite, departements), key=lambda row: (row.regime == "ancien", row.ordre, row.niveau))
        changing = [row.code for row in rows if row.denombre and row.readings[borne] in MOVING]
        ranged = [row.code for row in rows if row.denombre and row.readings[borne] == "fourchette"]
        return next(iter([*changing, *ranged, *(row.code for row in rows)]), "")

    def counts(self, activite: str, departement: str, *, borne: Borne = "intervalle") -> dict[str, int]:
        """How many modalités read up, stable, down, as a range, not comparable (see COUNTED).

        A row that is a number by the bound alone stays a range: a bound is a hypothesis.
        """
        found = dict.fromkeys(COUNTED, 0)
        for row in self.of(activite, [departement]):
            reading = "fourchette" if row.supposed(borne) else row.readings[borne]
            if row.denombre and reading in found:
                found[reading] += 1
        return found

    def supposed(
        self, departements: Collection[str], *, borne: Borne, activites: Collection[str] | None = None
    ) -> list[GapRow]:
        """Rows that are a number by the bound alone, counted once each, in the order of the documents."""
        return [
            row
            for row in self.rows
            if row.denombre
            and row.supposed(borne)
            and row.departement in departements
            and (activites is None or row.activite in activites)
        ]

    def said(self, table: str, activite: str, departements: Collection[str]) -> list[dict[str, Any]]:
        """Rows of `annonces`, `recours` or `conditions` of one activité, in printed order."""
        return [row for row in self._said[(table, activite)] if row["departement"] in departements]

    @cached_property
    def _said(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """Rows of the three tables as plain records, by table and activité."""
        tables = ("annonces", "recours", "conditions")
        found: dict[tuple[str, str], list[dict[str, Any]]] = {
            (table, slug): [] for table in tables for slug in self.activites
        }
        for table in tables:
            frame: pd.DataFrame = getattr(self.dataset, table)
            for row in frame.sort_values(["departement", "ligne"], kind="stable").to_dict("records"):
                if (table, row["activite"]) in found:
                    found[(table, row["activite"])].append({name: plain(value) for name, value in row.items()})
        return found

    @cached_property
    def glossary(self) -> dict[str, list[dict[str, Any]]]:
        """Modalités of each activité, old nomenclature first, in printed order."""
        frame = self.dataset.modalites.sort_values(["activite", "regime", "ordre"], kind="stable")
        found: dict[str, list[dict[str, Any]]] = {slug: [] for slug in self.activites}
        for row in frame.to_dict("records"):
            found[row["activite"]].append({name: plain(value) for name, value in row.items()})
        return found

    @cached_property
    def definitions(self) -> dict[tuple[str, str, str, str], str]:
        """Glossary: definition by (activite, regime, groupe, modalite)."""
        return {
            (row.activite, row.regime, text_of(row.groupe), row.modalite): row.definition
            for row in self.dataset.modalites.itertuples(index=False)
        }

    @cached_property
    def _totals(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        return {
            (row["activite"], text_of(row["groupe"]), row["modalite"]): row
            for row in self.dataset.totaux.to_dict("records")
        }

    def total(self, row: GapRow, name: str) -> tuple[Interval | None, int]:
        """Sum over the loaded plans of `existant`, `cible` or `ecart`, and how many it covers."""
        found = self._totals[(row.activite, row.groupe, row.modalite)]
        return interval_of(found, name), int(found["couverture"])


def _low(gap: Interval | None) -> int:
    return gap.low if gap else 0
