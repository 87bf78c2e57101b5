"""Territoire as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace

from analysis.territory import Territory
from charts.blocks.territory_blocks import EVERY
from views.address import UNTIED, Address, filled
from views.library import Library
from views.territoire.state import TerritoryState
from views.territoire.views import KINDS
from views.view import View

PARAMETERS = ("departement", "engagement", "theme", "rattachement")


def read(address: Address, library: Library) -> TerritoryState:
    """The state of an address; what the page does not know is refused."""
    themes = [*library.dataset.themes["theme"], EVERY]
    state = TerritoryState(
        tuple(address.departements()),
        tuple(address.engagements()),
        address.one("theme", themes),
        address.one("rattachement", (UNTIED,)) != UNTIED,
    )
    address.refuse_unknown(PARAMETERS)
    return state


def write(state: TerritoryState, library: Library) -> dict[str, str | list[str]]:
    """The address of a state; the default département is left out."""
    del library  # what the reader chose is said whatever the dataset
    return {
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "theme": state.chiffres,
        "rattachement": UNTIED if state.engagements and not state.rattachement else "",
    }


def shown(state: TerritoryState, library: Library) -> View:
    """The view of a state."""
    state = state.inside(library)
    return replace(KINDS["territoire"].build(library, state), parameters=write(state, library))


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))


def territory_of(view: View, library: Library) -> Territory:
    """The département that a view of this page is about."""
    state = read(Address(filled(view.parameters), library.departements), library)
    return library.territory(state.departement(library))
