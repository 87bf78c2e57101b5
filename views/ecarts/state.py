"""The state of the gaps page: what a reader chose."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.closed_sets import Borne, Mesure, Ordre
from views.library import Library

ORDERS: dict[Ordre, str] = {"document": "Du document", "ecart": "Par écart", "departement": "Par département"}
SCALES: dict[str, str] = {"commune": "La même partout", "propre": "Propre à chaque département"}
"""How long a site is in the panels, by its code in an address."""
DEFAULT_ACTIVITE = "irc"
MEASURES: tuple[Mesure, ...] = ("ecart", "cible", "existant")


@dataclass(frozen=True)
class GapState:
    """Départements, activité, reading of the target, order, selected row and measure of the map.

    `departements` and `engagements` are as the reader chose them; `loaded` is what can be shown.
    """

    vue: str = "changements"
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    activite: str = DEFAULT_ACTIVITE
    borne: Borne = "intervalle"
    ordre: Ordre = "document"
    modalite: str = ""
    mesure: Mesure = "ecart"
    toutes: bool = False
    """Whether the view by département also shows the rows without a gap."""
    echelle: str = "commune"
    """Whether a site has one length in every panel (a code of SCALES)."""
    rattachement: bool = True
    """Whether the engagements narrow the activités, by our own ties."""

    def loaded(self, library: Library) -> list[str]:
        """Départements to show: those chosen whose objectives are loaded, all loaded ones when none is chosen."""
        known = library.supply.departements
        if not self.departements:
            return known
        return [code for code in self.departements if code in known]

    def kept(self, library: Library) -> tuple[str, ...]:
        """Activités that the engagements keep, in the order of the documents."""
        return library.kept(self.engagements if self.rattachement else ())

    def missing(self, library: Library) -> list[str]:
        """Départements chosen whose quantified objectives are not loaded."""
        return [code for code in self.departements if code not in library.supply.departements]

    def with_activite(self, activite: str) -> GapState:
        """Another activité starts on its first row."""
        return self if activite == self.activite else replace(self, activite=activite, modalite="")

    def inside(self, library: Library) -> GapState:
        """The same view on an activité that the filter keeps, when there is one."""
        kept = self.kept(library)
        return self if self.activite in kept or not kept else self.with_activite(kept[0])
