"""The address bar of a session: its address is read when it changed outside, written after each choice.

The address itself is a value (`views.address`); here is what a session remembers of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

import streamlit as st

from loaders.errors import DatasetError
from shell.library import library
from views.address import ENGAGEMENTS, Address, Parameters, filled
from views.library import Library

_WRITTEN = "_adresse_ecrite"
_PAGE, _LAST, _OPENED = "_adresse_page", "_adresses_par_page", "_adresses_ouvertes"

_SHARED = ("departement", "engagement")
"""Filters that follow the reader from page to page."""

State = TypeVar("State")


def here() -> Address:
    """The address that the browser shows now, to be read with care."""
    return Address(_current(), _known("departement"))


def _known(name: str) -> Collection[str]:
    """Values of a shared filter that every page knows; no département while no dataset can be read."""
    if name == "engagement":
        return ENGAGEMENTS
    try:
        return library().geography.departements
    except DatasetError:
        return ()


def enter(page: str) -> None:
    """Say which page is being drawn: an address is a page and its parameters."""
    st.session_state[_PAGE] = page


def changed_outside() -> bool:
    """Whether the address is not the one this session wrote last: a link, Back, a hand edit."""
    return bool(st.session_state.get(_WRITTEN) != (st.session_state[_PAGE], _current()))


def write(parameters: Parameters, *, implied: Parameters | None = None) -> None:
    """Put the state of the view in the address; empty values are left out.

    Args:
        parameters: what the view shows.
        implied: what the address, read when the page was opened, already means. While the
            view shows just that, the address is left as it is: a rewritten address would
            be one more entry in the browser's history, and Back would seem to do nothing.
    """
    kept = filled(parameters)
    page = st.session_state[_PAGE]
    if implied is not None and kept == filled(implied):
        st.session_state[_WRITTEN] = page, _current()
    else:
        st.session_state[_WRITTEN] = page, kept
        if _current() != kept:
            st.query_params.from_dict(kept)
    st.session_state.setdefault(_LAST, {})[page] = kept
    for name in _SHARED:
        if name in parameters:  # a value of one page alone (a scenario that keeps nothing) does not follow the reader
            st.session_state[f"_filtre_{name}"] = [value for value in kept.get(name, []) if value in _known(name)]


def opened(parameters: Parameters) -> None:
    """Say what the address, just read, already means; `follow` then leaves it alone while the view shows that."""
    st.session_state.setdefault(_OPENED, {})[st.session_state[_PAGE]] = filled(parameters)


def restored(
    key: str,
    read: Callable[[Address, Library], State],
    parameters: Callable[[State, Library], Parameters],
    restore: Callable[[State], None],
) -> Address:
    """Put a view in the state that its address asks for, when this session did not write that address itself.

    Args:
        key: where the session keeps the state of the view.
        read: the state of an address; parameters: the address of a state.
        restore: puts the controls in a state, before they are drawn.

    Returns:
        The address as read; it knows what was ignored.
    """
    held = library()
    address = here()
    if key not in st.session_state or changed_outside():
        st.session_state[key] = state = read(address, held)
        opened(parameters(state, held))
        restore(state)
    return address


def follow(parameters: Parameters) -> None:
    """Put the view in the address, from its first change after `opened` on."""
    kept, page = st.session_state[_OPENED], st.session_state[_PAGE]
    if filled(parameters) != kept[page]:
        kept[page] = None  # from now on the address must say what is shown
    write(parameters, implied=kept[page])


def filters() -> dict[str, list[str]]:
    """Filters that follow the reader from page to page."""
    held = {name: st.session_state.get(f"_filtre_{name}", []) for name in _SHARED}
    return {name: value for name, value in held.items() if value}


def carried(page: str) -> dict[str, list[str]]:
    """Parameters of a link to a page: what was last seen there, with the filters of now."""
    last = st.session_state.get(_LAST, {}).get(page, {})
    return {name: value for name, value in last.items() if name not in _SHARED} | filters()


def _current() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
