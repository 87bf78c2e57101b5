"""The dataset as maps look it up: computed once, then plain dictionaries.

A map must be ready in a millisecond; filtering frames of 1 500 rows for each would take
thirty. Nothing here is a new fact: each lookup is a column of a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.kinship import Kinship
from analysis.loaded import LoadedPlans
from analysis.machines import Machines, machines
from analysis.selection import MapKey, Value, available_views, index_maps, known_middles, read_values, reference_values
from analysis.vigilances import Vigilances
from loaders.dataset import Dataset
from loaders.geography import Geography

_ADDITIVE_UNITS = frozenset({
    "nombre", "habitants", "habitants par an", "personnes", "places", "dossiers", "demandes", "projets", "communes",
    "enfants", "étudiants", "M€", "Md€", "M€ par jour", "km", "km2",
})  # fmt: skip
COPY = "copie tierce, non recoupée"
CHECKED_COPIES = {"tout": "copie tierce, recoupée", "partie": "copie tierce, recoupée en partie"}
"""A statistic read in somebody's copy of the producer's file, and whether another one confirms it."""


@dataclass(frozen=True)
class Notion:
    """One row of table indicateurs.

    Attributes:
        libelle_court: its reviewed short label, empty where the whole one is short.
    """

    indicateur: str
    libelle: str
    definition: str
    unite: str
    decimales: int
    sens: str
    theme: str
    reserve: str | None
    mappable: bool
    libelle_court: str = ""

    @property
    def court(self) -> str:
        """Its name where room is scarce."""
        return self.libelle_court or self.libelle

    @property
    def additive(self) -> bool:
        """Whether the region's value is the total of its départements: then it is no yardstick for one."""
        return self.unite in _ADDITIVE_UNITS


@dataclass(frozen=True, eq=False)
class Atlas:
    """A dataset and its lookups, each computed at first use."""

    dataset: Dataset

    @property
    def geography(self) -> Geography:
        return self.dataset.geography

    @cached_property
    def loaded_plans(self) -> LoadedPlans:
        """What is loaded of each plan."""
        return LoadedPlans.of(self.dataset)

    @cached_property
    def values(self) -> list[Value]:
        return read_values(self.dataset.valeurs)

    @cached_property
    def maps(self) -> dict[MapKey, dict[str, Value]]:
        """Values of each map, by territoire."""
        return index_maps(self.values, decimales={n.indicateur: n.decimales for n in self.notions.values()})

    @cached_property
    def notions(self) -> dict[str, Notion]:
        """The catalogue, by indicateur."""
        return {row.indicateur: _notion(row) for row in self.dataset.indicateurs.itertuples(index=False)}

    @cached_property
    def themes(self) -> dict[str, str]:
        """Names of the themes of the catalogue, by theme."""
        rows = self.dataset.themes
        return dict(zip(rows["theme"], rows["libelle"], strict=True))

    @cached_property
    def views(self) -> list[MapKey]:
        """The maps that can be drawn, best first within an indicateur."""
        return available_views(
            self.maps,
            departements=self.geography.departements,
            mappable=[n.indicateur for n in self.notions.values() if n.mappable],
        )

    @cached_property
    def best(self) -> dict[str, MapKey]:
        """The first map of each indicateur that has one."""
        best: dict[str, MapKey] = {}
        for key in self.views:
            best.setdefault(key.indicateur, key)
        return best

    @cached_property
    def bounds(self) -> dict[MapKey, list[float]]:
        """Class bounds computed at build, by map; empty for a map without classes."""
        rows = self.dataset.classes.itertuples(index=False)
        return {
            MapKey(row.indicateur, row.origine, None if pd.isna(row.annee) else row.annee): [
                float(bound) for bound in row.bornes
            ]
            for row in rows
        }

    @cached_property
    def documents(self) -> dict[str, dict[str, Any]]:
        """Rows of table documents, by id."""
        rows: dict[str, dict[str, Any]] = self.dataset.documents.set_index("document").to_dict("index")
        return rows

    @cached_property
    def vigilances(self) -> Vigilances:
        """What must be known before a figure is cited."""
        return Vigilances(self.dataset)

    @cached_property
    def copies(self) -> dict[str, str]:
        """What is said of each document that was read in somebody's copy."""
        rows = self.dataset.copies
        return {
            row.document: COPY if pd.isna(row.etendue) else CHECKED_COPIES[row.etendue] for row in rows.itertuples()
        }

    def copy_note(self, document: str) -> str:
        """« (copie tierce, recoupée)» after a source, empty for a document read at its producer's."""
        return f" ({self.copies[document]})" if document in self.copies else ""

    @cached_property
    def kinship(self) -> Kinship:
        """The measures of one subject that lead to one another."""
        return Kinship(self.dataset)

    @cached_property
    def machines(self) -> dict[str, list[Machines]]:
        """The machines that the former tables print, by activité; no key for an activité without any."""
        return machines(self.dataset)

    @cached_property
    def activites(self) -> dict[str, str]:
        """Short name of each activité, by identifier."""
        frame = self.dataset.activites
        return dict(zip(frame["activite"], frame["libelle_court"], strict=True))

    def cells(self, key: MapKey) -> dict[str, Value]:
        """The values of one map, by territoire; empty for a map that does not exist."""
        return self.maps.get(key, {})

    def departement(self, key: MapKey) -> list[Value | None]:
        """The values of one map in the order of the départements, None where not stated."""
        cells = self.cells(key)
        return [cells.get(code) for code in self.geography.departements]

    def references(self, key: MapKey) -> list[Value]:
        """The values of one map that a département is compared with, the region first."""
        return reference_values(self.cells(key), self.geography)

    def known(self, key: MapKey) -> list[float]:
        """Middles of the known départements of one map, in the order of their codes."""
        return known_middles(self.cells(key), self.geography.departements)


def _notion(row: Any) -> Notion:
    mappable = bool(row.cartographiable) and pd.isna(row.portee)
    return Notion(
        row.indicateur,
        row.libelle,
        row.definition,
        row.unite,
        int(row.decimales),
        row.sens,
        row.theme,
        row.reserve if isinstance(row.reserve, str) else None,
        mappable,
        row.libelle_court if isinstance(row.libelle_court, str) else "",
    )
