"""Every page that has a view, and the one way to a view: a page and its parameters in, a value out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from views.accueil.page import view as accueil
from views.address import Address, read_query
from views.carte.page import view as carte
from views.defis.page import view as defis
from views.ecarts.page import view as ecarts
from views.library import Library
from views.pages import PAGES
from views.recherche.page import view as recherche
from views.scenario.page import view as scenario
from views.sources.page import view as sources
from views.territoire.page import view as territoire
from views.view import View

BUILDERS: dict[str, Callable[[Library, Address], View]] = {
    "accueil": accueil, "carte": carte, "territoire": territoire, "ecarts": ecarts, "defis": defis,
    "scenario": scenario, "sources": sources, "recherche": recherche,
}  # fmt: skip
"""How the view of each page is made, by its key in `views.pages.PAGES`."""

MOST_VALUES = 100
"""Values of an address; no view of ours needs a tenth of them."""


def view_at(library: Library, address: str) -> View:
    """The view at «/carte?indicateur=taux_pauvrete», or at the whole address of a page.

    Raises:
        ValueError: an address that is not that of a view.
    """
    found = urlsplit(address)
    pages = {PAGES[name].path: name for name in BUILDERS}
    path = found.path.rpartition("/")[2]  # a proxy may serve the tool below another path
    if path not in pages:
        raise ValueError(f"no view at {address!r}")
    return view(library, pages[path], read_query(found.query, most=MOST_VALUES))


def view(library: Library, page: str, parameters: Mapping[str, Sequence[str]]) -> View:
    """The view of a page at some parameters; what it cannot give is in `View.ignored`.

    Args:
        page: a key of BUILDERS.
        parameters: values by name, as an address holds them.

    Raises:
        KeyError: a page that has no view.
    """
    return BUILDERS[page](library, Address(parameters, library.geography.departements))
