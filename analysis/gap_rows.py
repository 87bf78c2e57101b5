"""One row of gaps as pages and charts read it: its counts at each bound, and what holds its number back.

Source: table `ecarts`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from analysis.closed_sets import Borne
from analysis.intervals import Interval, interval_of
from analysis.reservations import OWN, Around, Facts, Reservation, around, reservations_of


@dataclass(frozen=True)
class GapRow:
    """One row of `ecarts`: a modalité, or a group of them, in one département.

    Attributes:
        nom: name of its département.
        existing: sites authorised at 01/06/2023, None when unknown or not comparable.
        targets, gaps, readings: by reading of the target (`intervalle`, `basse`, `haute`).
        reservations: what holds its number back, the strongest first (see `analysis.reservations`).
        around: what the prose says of its group or activité when it says nothing of the row itself.
    """

    departement: str
    nom: str
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
    annonce_conditionnelle: bool
    concordance: str
    existing: Interval | None
    targets: dict[Borne, Interval | None]
    gaps: dict[Borne, Interval | None]
    readings: dict[Borne, str]
    reservations: tuple[Reservation, ...]
    around: Around | None

    @property
    def reserved(self) -> bool:
        """Whether something of its own holds its number back (the version of the plan is said apart)."""
        return any(found.kind in OWN for found in self.reservations)

    @property
    def consulted(self) -> bool:
        """Whether its plan is a consultation version."""
        return any(found.kind == "consultation" for found in self.reservations)

    @property
    def unread(self) -> bool:
        """Whether the prose of its plan was not looked for."""
        return any(found.kind == "automatique" for found in self.reservations)

    def bounded(self, borne: Borne) -> bool:
        """Whether a number read at this bound is a hypothesis: the target itself is printed as a range."""
        whole = self.targets["intervalle"]
        return borne != "intervalle" and whole is not None and not whole.exact

    def supposed(self, borne: Borne) -> bool:
        """Whether its gap is a number by the bound alone."""
        gap = self.gaps[borne]
        return self.bounded(borne) and gap is not None and gap.exact

    @property
    def key(self) -> tuple[str, str]:
        """What the row is about, whatever the département."""
        return (self.activite, self.code)


SUFFIXES: dict[Borne, str] = {"intervalle": "", "basse": "_basse", "haute": "_haute"}
"""Columns of `ecarts` for each value of the parameter `borne`."""


def gap_row(row: dict[str, Any], facts: Facts, nom: str) -> GapRow:
    """One record of `ecarts` as a row; `nom` is the name of its département."""
    own = {field.name for field in fields(GapRow)} & row.keys()
    cells = {name: plain(row[name]) for name in own}
    for name in ("ecart_annonce", "cible_annoncee", "ligne_annonce"):
        cells[name] = None if pd.isna(row[name]) else int(row[name])
    return GapRow(
        **cells,
        nom=nom,
        existing=interval_of(row, "existant"),
        targets={borne: interval_of(row, f"cible{suffix}") for borne, suffix in SUFFIXES.items()},
        gaps={borne: interval_of(row, f"ecart{suffix}") for borne, suffix in SUFFIXES.items()},
        readings={borne: row[f"lecture{suffix}"] for borne, suffix in SUFFIXES.items()},
        reservations=reservations_of(row, facts),
        around=around(row, facts),
    )


def plain(value: Any) -> Any:
    """Cells as plain Python: lists stay lists, NA becomes an empty string, numbers are int."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, list):
        return value
    return "" if pd.isna(value) else value
