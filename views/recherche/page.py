"""The search as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from analysis.search import MAX_LENGTH
from charts.blocks.records import Blocks
from charts.words.filter_words import SEARCHED
from views.address import Address
from views.filters import line
from views.library import Library
from views.recherche.state import SearchState
from views.recherche.views import KINDS
from views.view import ANY, View

SEARCH = "Rechercher"
"""Label of the field of the page."""

PARAMETERS = ("q", "departement", "engagement")


def read(address: Address, _library: Library) -> SearchState:
    """The words of an address, and the filters that it carries."""
    words = " ".join(address.one("q").split())[:MAX_LENGTH]
    state = SearchState(words, tuple(address.departements()), tuple(address.engagements()))
    address.refuse_unknown(PARAMETERS)
    return state


def write(state: SearchState, _library: Library) -> dict[str, str | list[str]]:
    """The address of a search."""
    return {"q": state.words, **state.filters}


def shown(state: SearchState, library: Library) -> View:
    """The view of a search."""
    found = KINDS["recherche"].build(library, state)
    lead = partial(filters_line, state, library)
    anything = write(replace(state, words=ANY), library)
    return replace(
        found,
        kind="recherche",
        parameters=write(state, library),
        lead=lead,
        layout="words",
        ways=lambda: {SEARCH: {ANY: anything}},
    )


def filters_line(state: SearchState, library: Library) -> Blocks:
    """The filters that the links of the results carry."""
    cleared = write(SearchState(state.words), library)
    return line(library, "recherche", write(state, library), SEARCHED, cleared=cleared)


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))
