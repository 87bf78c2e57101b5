"""One view of the map: what is shown, and what follows a choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from analysis.closed_sets import Classes, Tri
from analysis.selection import MapKey
from charts.drawings.map_base import DEFAULT_CLASSES
from views.library import Library

DEFAULT_INDICATEUR = "densite_mg_bpe"
DEFAULT_SORT: Tri = "decroissant"
NO_YEAR = "non-precisee"


@dataclass(frozen=True)
class MapState:
    """One map: notion, origine, year, classes (and own cuts), selected département, order of its table.

    `departements` starts with the selected one; what follows it, and the engagements, are
    filters of other pages that the map carries without using them.
    """

    indicateur: str
    origine: str
    annee: str | None
    classes: Classes = DEFAULT_CLASSES
    bornes: tuple[float, ...] = ()
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    tri: Tri = DEFAULT_SORT

    @property
    def departement(self) -> str:
        """The selected département, or an empty string."""
        return self.departements[0] if self.departements else ""

    def select(self, departement: str) -> MapState:
        """The same map with another département selected."""
        if departement == self.departement:
            return self
        return replace(self, departements=(departement,) if departement else ())

    def follow(self, library: Library, indicateur: str, departement: str) -> MapState:
        """The state after a choice in the browser: another indicateur starts from its best view."""
        state = self
        if indicateur != self.indicateur:
            best = best_view(library, indicateur)
            kept = DEFAULT_CLASSES if self.classes == "bornes" else self.classes
            state = replace(
                self, origine=best.origine, annee=best.annee, indicateur=best.indicateur, classes=kept, bornes=()
            )
        return state.select(departement)

    @property
    def key(self) -> MapKey:
        return MapKey(self.indicateur, self.origine, self.annee)


States: TypeAlias = tuple[MapState, ...]
"""One map, or two side by side that select the same département."""


def best_view(library: Library, indicateur: str, *, origine: str = "", annee: str = "") -> MapState:
    """The first drawable view of an indicateur, within an origine and a year when they are given."""
    keys = view_keys(library, indicateur)
    keys = [key for key in keys if key.origine == origine] or keys
    keys = [key for key in keys if year_code(key.annee) == annee] or keys
    return MapState(indicateur, keys[0].origine, keys[0].annee)


def view_keys(library: Library, indicateur: str) -> list[MapKey]:
    """Every map of an indicateur that can be drawn, best first."""
    return [key for key in library.atlas.views if key.indicateur == indicateur]


def year_code(annee: str | None) -> str:
    """Year of a view as an address writes it."""
    return annee or NO_YEAR
