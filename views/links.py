"""From what a search found to the address of its view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from analysis.search_entries import Entry, Parameters
from views.address import Parameters as Shown
from views.address import pairs_of
from views.pages import PAGES

_FOLLOWING = {
    "indicateur": ("departement", "engagement"),
    "defi": ("departement",),
    "objectif": ("departement",),
    "engagement": ("departement",),
    "theme": ("departement",),
    "parcours": ("departement",),
    "activite": ("departement", "engagement"),
    "modalite": ("departement", "engagement"),
    "glossaire": ("departement", "engagement"),
}
"""Filters of the reader that a link keeps, by kind: those that cannot hide what was sought.

A département hides no défi (its page says «non priorisé»). It may hide an objectif, the row of a
modalité or the values of an indicateur without a map, and must not be added to the one sought.
"""


def path_of(page: str, parameters: Iterable[tuple[str, str]]) -> str:
    """`./carte?indicateur=taux_pauvrete`: relative, since every page is just below the root of the server."""
    query = urlencode(list(parameters))
    return f"./{PAGES[page].path}?{query}" if query else f"./{PAGES[page].path}"


def page_address(page: str, parameters: Shown) -> str:
    """The address of a view from its parameters, the empty ones left out."""
    return path_of(page, pairs_of(parameters))


def following(entry: Entry) -> dict[str, tuple[str, ...]]:
    """The filters of the reader that a link to an entry keeps, each with the values it may have (none: any)."""
    if entry.page == "sources" and entry.kind != "glossaire":
        return {}
    names = _FOLLOWING.get(entry.kind, ())
    return {name: entry.departements if name == "departement" else () for name in names}


def address(entry: Entry, parameters: Parameters, *, filters: Mapping[str, list[str]] | None = None) -> str:
    """The address of a result, with the filters of the reader that its view can bear."""
    named = {name for name, _ in parameters}
    kept = {name: values for name, values in following(entry).items() if name not in named}
    carried = [
        (name, value)
        for name, values in kept.items()
        for value in (filters or {}).get(name, [])
        if not values or value in values
    ]
    return path_of(entry.page, [*parameters, *carried])
