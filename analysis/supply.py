"""The OQOS tables with the lookups that pages and charts need: rows of gaps, what goes with them.

Source: tables `ecarts`, `activites`, `modalites`, `annonces`, `recours`, `conditions`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.intervals import Interval, interval_of
from loaders.dataset import Dataset

CERTAIN = ("hausse", "baisse")
"""Readings of a gap that is known and not zero."""

COUNTED = ("hausse", "stable", "baisse", "fourchette", "non_comparable")
"""The five counts of a cell of the overview, in the order they are said."""


@dataclass(frozen=True)
class Activite:
    """One activité de soins (table `activites`)."""

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


@dataclass(frozen=True)
class GapRow:
    """One row of `ecarts`: a modalité, or a group of them, in one département.

    Attributes:
        existing: sites authorised at 01/06/2023, None when unknown or not comparable.
        targets, gaps, readings: by reading of the target (`intervalle`, `basse`, `haute`).
    """

    departement: str
    activite: str
    niveau: str
    groupe: str
    modalite: str
    regime: str
    code: str
    libelle: str
    ordre: int
    comparable: str
    relation: str
    motif: str
    denombre: bool
    ensemble: str
    existant_detail: list[str]
    cible_detail: list[str]
    asterisques: int
    document: str
    section: str
    section_existant: str
    lignes_existant: list[str]
    lignes_cible: list[str]
    ligne: int
    nature_annonce: str
    ecart_annonce: int | None
    cible_annoncee: int | None
    ligne_annonce: int | None
    concordance: str
    existing: Interval | None
    targets: dict[str, Interval | None]
    gaps: dict[str, Interval | None]
    readings: dict[str, str]

    @property
    def key(self) -> tuple[str, str]:
        """What the row is about, whatever the département."""
        return (self.activite, self.code)


SUFFIXES = {"intervalle": "", "basse": "_basse", "haute": "_haute"}
"""Columns of `ecarts` for each value of the parameter `borne`."""


class Supply:
    """Lookups over the OQOS tables; built once, read-only."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def activites(self) -> dict[str, Activite]:
        """By slug, in the order of the documents."""
        names = [field.name for field in fields(Activite)]
        rows = self.dataset.activites.sort_values("ordre")[names].to_dict("records")
        return {row["activite"]: Activite(**{name: _plain(value) for name, value in row.items()}) for row in rows}

    @cached_property
    def rows(self) -> list[GapRow]:
        """Every row of `ecarts`, by département, activité and printed order."""
        return [_gap_row(row) for row in self.dataset.ecarts.to_dict("records")]

    @cached_property
    def departements(self) -> list[str]:
        """Codes of the départements whose plan is loaded."""
        return sorted({row.departement for row in self.rows})

    @cached_property
    def told(self) -> frozenset[str]:
        """Départements whose prose was read: a plan that was only read by the machine says nothing yet."""
        return frozenset(self.dataset.annonces["departement"]) | frozenset(self.dataset.recours["departement"])

    @cached_property
    def consulted(self) -> dict[str, str]:
        """Date of each plan that is a consultation version, by département."""
        plans = self.dataset.documents[self.dataset.documents["type"].eq("sts")]
        kept = plans[plans["statut"].eq("consultation")]
        return dict(zip(kept["territoire"], kept["date"], strict=True))

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
        self, departement: str, *, borne: str = "intervalle", activites: Collection[str] | None = None
    ) -> list[GapRow]:
        """Certain gaps that are not zero, widest first, then in the order of the documents.

        Args:
            activites: slugs to keep, every activité when None.
        """
        order = {slug: rank for rank, slug in enumerate(self.activites) if activites is None or slug in activites}
        found = [row for row in self.rows if row.departement == departement and row.denombre
                 and row.readings[borne] in CERTAIN and row.activite in order]  # fmt: skip
        return sorted(found, key=lambda row: (-abs(_low(row.gaps[borne])), order[row.activite], row.ordre))

    def first_code(self, activite: str, departements: Collection[str], *, borne: str) -> str:
        """The row read first: one that changes for certain, else the first printed; empty without a row."""
        rows = sorted(self.of(activite, departements), key=lambda row: (row.regime == "ancien", row.ordre, row.niveau))
        changing = [row.code for row in rows if row.denombre and row.readings[borne] in CERTAIN]
        return next(iter([*changing, *(row.code for row in rows)]), "")

    def counts(self, activite: str, departement: str, *, borne: str = "intervalle") -> dict[str, int]:
        """How many modalités read up, stable, down, as a range, not comparable (see COUNTED)."""
        found = dict.fromkeys(COUNTED, 0)
        for row in self.of(activite, [departement]):
            if row.denombre and row.readings[borne] in found:
                found[row.readings[borne]] += 1
        return found

    def said(self, table: str, activite: str, departements: Collection[str]) -> list[dict[str, Any]]:
        """Rows of `annonces`, `recours` or `conditions` of one activité, in printed order."""
        return [row for row in self._said[(table, activite)] if row["departement"] in departements]

    @cached_property
    def _said(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """Rows of the three tables as plain records, by table and activité."""
        found: dict[tuple[str, str], list[dict[str, Any]]] = {
            (table, slug): [] for table in ("annonces", "recours", "conditions") for slug in self.activites
        }
        for table, slug in found:
            frame: pd.DataFrame = getattr(self.dataset, table)
            kept = frame[frame["activite"].eq(slug)].sort_values(["departement", "ligne"], kind="stable")
            found[(table, slug)] = [{n: _plain(v) for n, v in row.items()} for row in kept.to_dict("records")]
        return found

    @cached_property
    def glossary(self) -> dict[str, list[dict[str, Any]]]:
        """Modalités of each activité, old nomenclature first, in printed order."""
        frame = self.dataset.modalites.sort_values(["activite", "regime", "ordre"], kind="stable")
        found: dict[str, list[dict[str, Any]]] = {slug: [] for slug in self.activites}
        for row in frame.to_dict("records"):
            found[row["activite"]].append({name: _plain(value) for name, value in row.items()})
        return found

    @cached_property
    def definitions(self) -> dict[tuple[str, str, str, str], str]:
        """Glossary: definition by (activite, regime, groupe, modalite)."""
        return {(row.activite, row.regime, _text(row.groupe), row.modalite): row.definition
                for row in self.dataset.modalites.itertuples(index=False)}  # fmt: skip

    @cached_property
    def _totals(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        return {(row["activite"], _text(row["groupe"]), row["modalite"]): row
                for row in self.dataset.totaux.to_dict("records")}  # fmt: skip

    def total(self, row: GapRow, name: str) -> tuple[Interval | None, int]:
        """Sum over the loaded plans of `existant`, `cible` or `ecart`, and how many it covers."""
        found = self._totals[(row.activite, row.groupe, row.modalite)]
        return interval_of(found, name), int(found["couverture"])


def _gap_row(row: dict[str, Any]) -> GapRow:
    own = {field.name for field in fields(GapRow)} & row.keys()
    plain = {name: _plain(row[name]) for name in own}
    for name in ("ecart_annonce", "cible_annoncee", "ligne_annonce"):
        plain[name] = None if pd.isna(row[name]) else int(row[name])
    return GapRow(
        **plain,
        existing=interval_of(row, "existant"),
        targets={borne: interval_of(row, f"cible{suffix}") for borne, suffix in SUFFIXES.items()},
        gaps={borne: interval_of(row, f"ecart{suffix}") for borne, suffix in SUFFIXES.items()},
        readings={borne: row[f"lecture{suffix}"] for borne, suffix in SUFFIXES.items()},
    )


def _low(gap: Interval | None) -> int:
    return gap.low if gap else 0


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)


def _plain(value: Any) -> Any:
    """Cells as plain Python: lists stay lists, NA becomes an empty string, numbers are int."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, list):
        return value
    return "" if pd.isna(value) else value
