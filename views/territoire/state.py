"""The state of the page of one département: what a reader chose."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.territory import Territory
from charts.blocks.territory_blocks import KEY, figure_choices
from views.library import Library


@dataclass(frozen=True)
class TerritoryState:
    """Filters of the reader; the page shows the first département and keeps the others.

    `departements` and `engagements` are as the reader chose them.
    """

    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    chiffres: str = KEY
    """Which figures are shown: the key ones, a theme, or all (charts.blocks.territory_blocks)."""

    rattachement: bool = True
    """Whether the engagements narrow the activités, by our own ties."""

    avec: str = ""
    """The département whose figures are read beside; none when empty."""

    annexe: bool = False
    """Whether the sheet to print has its annex; the page holds it all anyway."""

    def departement(self, library: Library) -> str:
        """The one shown: the first chosen, else the first whose plan is loaded."""
        return next(iter([*self.departements, *library.plans.loaded, *library.geography.departements]))

    def territory(self, library: Library) -> Territory:
        """All that is said of the one shown, beside the other where one is chosen."""
        return library.territory(self.departement(library), self.avec)

    def select(self, departement: str, library: Library) -> TerritoryState:
        """Another département replaces the filter; the one shown already leaves it as it is."""
        if departement == self.departement(library):
            return self
        return replace(self, departements=(departement,), avec="" if self.avec == departement else self.avec)

    def inside(self, library: Library) -> TerritoryState:
        """The same on figures that the département has: a theme without any gives way to the key figures."""
        known = figure_choices(self.territory(library))
        return self if self.chiffres in known else replace(self, chiffres=KEY)

    def tied(self) -> tuple[str, ...]:
        """The engagements that narrow the activités."""
        return self.engagements if self.rattachement else ()
