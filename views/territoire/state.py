"""One view of the page of one département: what its address says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from charts.blocks.territory_blocks import EVERY, KEY
from loaders.schema import DEPARTEMENTS
from views.address import UNTIED, Address
from views.library import Library

PARAMETERS = ("departement", "engagement", "theme", "rattachement")


@dataclass(frozen=True)
class TerritoryState:
    """Filters of the address; the page shows the first département and keeps the others.

    `departements` and `engagements` are as the reader chose them.
    """

    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    chiffres: str = KEY
    """Which figures are shown: the key ones, a theme, or all (charts.blocks.territory_blocks)."""

    rattachement: bool = True
    """Whether the engagements narrow the activités, by our own ties."""

    def departement(self, library: Library) -> str:
        """The one shown: the first chosen, else the first whose plan is loaded."""
        return next(iter([*self.departements, *library.plans.loaded, *DEPARTEMENTS]))

    def select(self, departement: str, library: Library) -> TerritoryState:
        """Another département replaces the filter; the one shown already leaves it as it is."""
        return self if departement == self.departement(library) else replace(self, departements=(departement,))


def state_from(address: Address, library: Library) -> TerritoryState:
    """Read the address; what the page does not know is refused."""
    themes = [*library.dataset.themes["theme"], EVERY]
    state = TerritoryState(
        tuple(address.departements()),
        tuple(address.engagements()),
        address.one("theme", themes),
        address.one("rattachement", (UNTIED,)) != UNTIED,
    )
    address.refuse_unknown(PARAMETERS)
    return state


def parameters(state: TerritoryState, library: Library) -> dict[str, str | list[str]]:
    """The address of a view; the default département is left out."""
    del library  # what the reader chose is said whatever the dataset
    return {
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "theme": state.chiffres,
        "rattachement": UNTIED if state.engagements and not state.rattachement else "",
    }
