"""The home page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace

from views.accueil.state import HomeState
from views.accueil.views import KINDS
from views.address import Address
from views.library import Library
from views.view import View

PARAMETERS = ("departement", "engagement")


def read(address: Address, _library: Library) -> HomeState:
    """The filters that an address carries for the other pages."""
    state = HomeState(tuple(address.departements()), tuple(address.engagements()))
    address.refuse_unknown(PARAMETERS)
    return state


def write(state: HomeState, _library: Library) -> dict[str, str | list[str]]:
    """The address of the home page."""
    return {"departement": list(state.departements), "engagement": list(state.engagements)}


def shown(state: HomeState, library: Library) -> View:
    """The view of the home page."""
    found = KINDS["accueil"].build(library, state)
    return replace(
        found, kind="accueil", parameters=write(state, library), engagements=state.engagements, layout="words"
    )


def view(library: Library, address: Address) -> View:
    """The view of an address; the filters it carries are for the other pages."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))
