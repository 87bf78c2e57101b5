"""From what a search found to the address of its view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlencode

from analysis.search_entries import Entry, Parameters
from views.address import Parameters as Shown
from views.address import pairs_of
from views.pages import PAGES, STAMP
from views.view import View

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
    query = _query(tuple(parameters))
    return f"./{PAGES[page].path}?{query}" if query else f"./{PAGES[page].path}"


@lru_cache(maxsize=4096)
def _query(parameters: tuple[tuple[str, str], ...]) -> str:
    """Remembered: a body repeats its hundreds of links at each choice."""
    return urlencode(parameters)


def page_address(page: str, parameters: Shown) -> str:
    """The address of a view from its parameters, the empty ones left out."""
    return path_of(page, pairs_of(parameters))


def form_path(page: str, form: str, parameters: Iterable[tuple[str, str]]) -> str:
    """`./carte.csv?indicateur=taux_pauvrete`: a form of a view, by its ending."""
    query = urlencode(list(parameters))
    return f"./{page}.{form}?{query}" if query else f"./{page}.{form}"


def form_address(view: View, kind: str, more: Shown | None = None, *, jeu: str = "") -> str:
    """The address of a form of a view.

    Args:
        kind: ending of the form.
        more: parameters that it has beside those of the view, or instead.
        jeu: print of the dataset that the page was drawn from, so that the file is read in the same one.
    """
    return form_path(view.page, kind, pairs_of({**view.parameters, **(more or {})}) + ([(STAMP, jeu)] if jeu else []))


def following(entry: Entry) -> dict[str, tuple[str, ...]]:
    """The filters of the reader that a link to an entry keeps, each with the values it may have (none: any)."""
    if entry.page == "sources" and entry.kind != "glossaire":
        return {}
    names = _FOLLOWING.get(entry.kind, ())
    return {name: entry.departements if name == "departement" else () for name in names}


def carried(
    entry: Entry, parameters: Parameters, *, filters: Mapping[str, list[str]] | None = None
) -> list[tuple[str, str]]:
    """The parameters of a result, with the filters of the reader that its view can bear."""
    named = {name for name, _ in parameters}
    kept = {name: values for name, values in following(entry).items() if name not in named}
    also = [
        (name, value)
        for name, values in kept.items()
        for value in (filters or {}).get(name, [])
        if not values or value in values
    ]
    return [*parameters, *also]


def address(entry: Entry, parameters: Parameters, *, filters: Mapping[str, list[str]] | None = None) -> str:
    """The address of a result, with the filters of the reader that its view can bear."""
    return path_of(entry.page, carried(entry, parameters, filters=filters))
