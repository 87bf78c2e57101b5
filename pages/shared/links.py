"""The address of a view: read with care, written after each choice, carried by page links.

Parameters are French and stable; a wrong one is ignored, and one line says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from analysis.typed_text import printable, quoted
from loaders.schema import DEPARTEMENTS

_WRITTEN = "_adresse_ecrite"
_PAGE, _LAST, _OPENED = "_adresse_page", "_adresses_par_page", "_adresses_ouvertes"
ENGAGEMENTS = tuple(str(n) for n in range(1, 7))
UNTIED = "sans"
"""Value of `rattachement` that leaves our ties of activités to engagements out."""

_SHARED: dict[str, Collection[str]] = {"departement": DEPARTEMENTS, "engagement": ENGAGEMENTS}
"""Filters that follow the reader from page to page, with the values that every page knows."""


@dataclass
class Address:
    """The parameters of the current page, checked one by one.

    Attributes:
        ignored: what was refused, «nom=valeur», for the line that tells the reader.
    """

    ignored: list[str] = field(default_factory=list)

    def one(self, name: str, accepted: Collection[str] | None = None, default: str = "") -> str:
        """A single value among `accepted` (any value when None)."""
        values = self.several(name, accepted)
        return values[0] if values else default

    def several(self, name: str, accepted: Collection[str] | None = None) -> list[str]:
        """Every value of a repeatable parameter, in the order of the address, without doubles."""
        kept: list[str] = []
        for value in self.every(name):
            if accepted is not None and value not in accepted:
                self.refuse(name, value)
            elif value and value not in kept:
                kept.append(value)
        return kept

    def every(self, name: str) -> list[str]:
        """Every value, by position; one that hides something (a control, a direction mark) is refused, and empty."""
        values = st.query_params.get_all(name)
        for value in values:
            if not printable(value):
                self.refuse(name, value)
        return [value if printable(value) else "" for value in values]

    def at(self, name: str, position: int) -> str:
        """The value of a parameter that goes by position, unchecked; empty when there is none."""
        values = self.every(name)
        return values[position] if position < len(values) else ""

    def departements(self) -> list[str]:
        return self.several("departement", DEPARTEMENTS)

    def engagements(self) -> list[str]:
        return self.several("engagement", ENGAGEMENTS)

    def refuse(self, name: str, value: str) -> None:
        """Note what is refused, once, as the line for the reader may quote it."""
        item = f"{quoted(name)}={quoted(value)}"
        if item not in self.ignored:
            self.ignored.append(item)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Parameters that no page reads are refused too: a misspelt name must not pass in silence."""
        for name in st.query_params:
            if name not in known:
                self.refuse(name, st.query_params[name])


def enter(page: str) -> None:
    """Say which page is being drawn: an address is a page and its parameters."""
    st.session_state[_PAGE] = page


def changed_outside() -> bool:
    """Whether the address is not the one this session wrote last: a link, Back, a hand edit."""
    return st.session_state.get(_WRITTEN) != (st.session_state[_PAGE], _current())


Parameters = Mapping[str, str | list[str]]
State = TypeVar("State")


def write(parameters: Parameters, *, implied: Parameters | None = None) -> None:
    """Put the state of the view in the address; empty values are left out.

    Args:
        parameters: what the view shows.
        implied: what the address, read when the page was opened, already means. While the
            view shows just that, the address is left as it is: a rewritten address would
            be one more entry in the browser's history, and Back would seem to do nothing.
    """
    kept = _filled(parameters)
    page = st.session_state[_PAGE]
    if implied is not None and kept == _filled(implied):
        st.session_state[_WRITTEN] = page, _current()
    else:
        st.session_state[_WRITTEN] = page, kept
        if _current() != kept:
            st.query_params.from_dict(kept)
    st.session_state.setdefault(_LAST, {})[page] = kept
    for name, known in _SHARED.items():
        if name in parameters:  # a value of one page alone (a scenario that keeps nothing) does not follow the reader
            st.session_state[f"_filtre_{name}"] = [value for value in kept.get(name, []) if value in known]


def opened(parameters: Parameters) -> None:
    """Say what the address, just read, already means; `follow` then leaves it alone while the view shows that."""
    st.session_state.setdefault(_OPENED, {})[st.session_state[_PAGE]] = _filled(parameters)


def restored(
    key: str,
    read: Callable[[Address], State],
    parameters: Callable[[State], Parameters],
    restore: Callable[[State], None],
) -> Address:
    """Put a view in the state that its address asks for, when this session did not write that address itself.

    Args:
        key: where the session keeps the state of the view.
        read: the state of an address; parameters: the address of a state.
        restore: puts the controls in a state, before they are drawn.

    Returns:
        The address as read; it knows what was ignored.
    """  # fmt: skip
    address = Address()
    if key not in st.session_state or changed_outside():
        st.session_state[key] = state = read(address)
        opened(parameters(state))
        restore(state)
    return address


def follow(parameters: Parameters) -> None:
    """Put the view in the address, from its first change after `opened` on."""
    kept, page = st.session_state[_OPENED], st.session_state[_PAGE]
    if _filled(parameters) != kept[page]:
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


def _filled(parameters: Parameters) -> dict[str, list[str]]:
    """Parameters as the address holds them: lists, the empty ones left out."""
    return {name: value if isinstance(value, list) else [value] for name, value in parameters.items() if value}


def _current() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
