"""The line that says what the filters of the reader do on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from charts.blocks.filters import filters_line
from charts.blocks.records import Blocks, Link
from charts.words.filter_words import CLEAR, engagement_name
from views.address import ENGAGEMENTS, Parameters, pairs_of
from views.library import Library

Way = tuple[str, Parameters]
"""Words of a link and the parameters of the view of the same page that it opens."""


def line(
    library: Library,
    page: str,
    shown: Parameters,
    here: str,
    *,
    cleared: Parameters,
    ways: Sequence[Way] = (),
    more: Blocks = (),
) -> Blocks:
    """One line, only while a département or an engagement is chosen.

    Args:
        page: key of the page.
        shown: parameters of the view, of which `departement` and `engagement` are told.
        here: what the filters do on this page.
        cleared: parameters of the same view without its filters.
        ways: other links of the line.
        more: what stands under the line.
    """
    links = [Link(words, page, tuple(pairs_of(where)), follows=False) for words, where in [*ways, (CLEAR, cleared)]]
    named = library.geography.named(shown["departement"])
    return filters_line(named, list(shown["engagement"]), here, ways=links, more=more)


def adding(chosen: Sequence[str], lead: Callable[[tuple[str, ...]], Parameters]) -> dict[str, Parameters]:
    """Where one engagement more leads, by its name in the list.

    Args:
        lead: parameters of the view of some engagements.
    """
    return {engagement_name(one): lead((*chosen, one)) for one in ENGAGEMENTS if one not in chosen}
