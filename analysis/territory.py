"""One département on one page: its figures, its plan, its cautions, who looks like it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from analysis.atlas import Atlas
from analysis.comparables import Comparables, Neighbour
from analysis.comparison import Rank, rank_of
from analysis.key_figures import COMPARED_FIGURES
from analysis.loaded import LoadedPlans
from analysis.pair import Pair
from analysis.plans import Plans
from analysis.profile import Profile, Profiles
from analysis.selection import MapKey
from analysis.supply import Supply
from analysis.vigilances import Vigilance
from loaders.geography import Geography


@dataclass(frozen=True)
class Measure:
    """Population or density of a département, with its rank."""

    value: float
    rank: Rank | None


@dataclass(frozen=True, eq=False)
class Territory:
    """Everything that the page, the sheet and the tables of one département say.

    Attributes:
        density: the official density, None where it is not known.
        plan: its row of table documents, None when its plan is not loaded.
        criteria, left_out: indicateurs that the comparables rest on; those that miss a département.
        pair: the département that it is read beside; None alone.
    """

    code: str
    atlas: Atlas
    plans: Plans
    supply: Supply
    profile: Profile
    population: Measure
    density: Measure | None
    population_annee: int
    density_annee: str
    cautions: tuple[Vigilance, ...]
    neighbours: tuple[Neighbour, ...]
    criteria: tuple[str, ...]
    left_out: tuple[str, ...]
    pair: Pair | None = None

    @property
    def name(self) -> str:
        return self.geography.names[self.code]

    @property
    def geography(self) -> Geography:
        return self.atlas.geography

    @property
    def loaded_plans(self) -> LoadedPlans:
        """What is loaded of each plan."""
        return self.plans.loaded_plans

    @property
    def loaded(self) -> bool:
        """Whether its plan is in the dataset, whatever was read of it."""
        return self.code in self.loaded_plans.documents

    @property
    def plan(self) -> dict[str, Any] | None:
        return self.atlas.documents[self.loaded_plans.documents[self.code]] if self.loaded else None

    def key(self, indicateur: str) -> MapKey:
        """The official map key of an indicateur of its profile."""
        return next(
            row.key
            for row in self.profile.rows
            if row.key.indicateur == indicateur and row.key.origine == "statistique"
        )


class Territories:
    """The départements; lookups built once, read-only."""

    def __init__(self, atlas: Atlas, plans: Plans, supply: Supply) -> None:
        self.atlas, self.plans, self.supply = atlas, plans, supply
        self.profiles = Profiles(atlas)

    @property
    def geography(self) -> Geography:
        return self.atlas.geography

    @cached_property
    def comparables(self) -> Comparables:
        """Distances over the official values that maps show."""
        values: dict[str, dict[str, float]] = {}
        for slug in COMPARED_FIGURES:
            key = self.profiles.official.get(slug)
            cells = self.atlas.cells(key) if key else {}
            values[slug] = {code: cells[code].middle for code in self.geography.departements if code in cells}
        return Comparables(values, codes=list(self.geography.departements))

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        frame = self.atlas.dataset.territoires
        return {row["code"]: row for row in frame.to_dict("records") if row["code"] in self.geography.departements}

    def of(self, code: str) -> Territory:
        """One département."""
        profile = self.profiles.of(code)
        density = next((row for row in profile.rows if row.key.indicateur == "densite_population" and row.value), None)
        near = self.comparables
        return Territory(
            code=code,
            atlas=self.atlas,
            plans=self.plans,
            supply=self.supply,
            profile=profile,
            population=self._measure(code, "population"),
            density=Measure(density.value.middle, density.rank) if density and density.value else None,
            population_annee=int(self._rows[code]["population_annee"]),
            density_annee=(density.key.annee if density else "") or "",
            cautions=self._cautions(code),
            neighbours=tuple(near.nearest(code)),
            criteria=tuple(near.scores),
            left_out=tuple(near.left_out),
        )

    def beside(self, code: str, other: str) -> Territory:
        """One département read beside another one."""
        profile, cells = self.profiles.beside(code, other), self.atlas.cells
        values = {row.key: found[other] for row in profile.rows if other in (found := cells(row.key))}
        return replace(self.of(code), profile=profile, pair=Pair(other, values))

    def _measure(self, code: str, column: str) -> Measure:
        numbers = {other: float(row[column]) for other, row in self._rows.items()}
        return Measure(numbers[code], rank_of(numbers, code=code))

    def _cautions(self, code: str) -> tuple[Vigilance, ...]:
        """Those of a département, then those of its plan or of one of its figures that hold there."""
        objets = {f"indicateur:{row.key.indicateur}" for row in self.profiles.of(code).rows}
        plan = self.plans.loaded_plans.documents.get(code)
        return tuple(self.atlas.vigilances.of_place(code, objets | ({f"document:{plan}"} if plan else set())))
