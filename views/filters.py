"""The line that says what the filters of the reader do on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from charts.blocks.filters import filters_line
from charts.blocks.records import Blocks, Link
from charts.words.filter_words import CLEAR, engagement_name, filters_words
from charts.words.gap_words import BORNES
from views.address import ENGAGEMENTS, Parameters, pairs_of
from views.library import Library

Way = tuple[str, Parameters]
"""Words of a link and the parameters of the view of the same page that it opens."""
_TOLD = ("departement", "engagement", "borne", "mots")
"""Parameters of any page that the slim bar tells in words."""


def line(
    library: Library,
    page: str,
    shown: Parameters,
    here: str,
    *,
    cleared: Parameters | None,
    ways: Sequence[Way] = (),
    more: Blocks = (),
) -> Blocks:
    """One line, only while a département or an engagement is chosen.

    Args:
        page: key of the page.
        shown: parameters of the view, of which `departement` and `engagement` are told.
        here: what the filters do on this page.
        cleared: parameters of the same view without its filters; None where none of them hides anything.
        ways: other links of the line.
        more: what stands under the line.
    """
    every = [*ways, *([(CLEAR, cleared)] if cleared is not None else [])]
    links = [Link(words, page, tuple(pairs_of(where)), follows=False) for words, where in every]
    named = library.geography.named(shown["departement"])
    return filters_line(named, list(shown["engagement"]), here, ways=links, more=more)


def words(library: Library, shown: Parameters) -> str:
    """The settings of a view that narrow it, «Hérault et Lot · engagement 3 · borne basse»; empty without one.

    Args:
        shown: parameters of the view.
    """
    found: dict[str, list[str]] = {}
    for name, value in pairs_of(shown):
        found.setdefault(name, []).append(value)
    departements, engagements, bornes, typed = (found.get(name, []) for name in _TOLD)
    borne = next((label for code, label in BORNES.items() if code in bornes), "")
    return filters_words(library.geography.named(departements), engagements, borne=borne, typed=" ".join(typed))


def adding(chosen: Sequence[str], lead: Callable[[tuple[str, ...]], Parameters]) -> dict[str, Parameters]:
    """Where one engagement more leads, by its name in the list.

    Args:
        lead: parameters of the view of some engagements.
    """
    return {engagement_name(one): lead((*chosen, one)) for one in ENGAGEMENTS if one not in chosen}
