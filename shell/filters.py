"""The line that says what the filters of the reader do on a page, and the list of engagements of its controls."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from charts.blocks.filters import filters_line
from charts.blocks.records import Blocks, Link
from charts.words.filter_words import CLEAR, ENGAGEMENT_WORDS
from shell.library import library
from views.address import ENGAGEMENTS, Parameters, pairs_of

Way = tuple[str, Parameters]
"""Words of a link and the parameters of the view of the same page that it opens."""


def line(
    page: str, shown: Parameters, here: str, *, cleared: Parameters, ways: Sequence[Way] = (), more: Blocks = ()
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
    named = library().geography.named(shown["departement"])
    return filters_line(named, list(shown["engagement"]), here, ways=links, more=more)


def engagements(chosen: Sequence[str], *, key: str, width: int) -> tuple[str, ...]:
    """The list of the six engagements, in a few words each; none chosen means no filter."""
    st.session_state.setdefault(key, list(chosen))
    return tuple(
        st.multiselect(
            "Engagement",
            list(ENGAGEMENTS),
            placeholder="Les 6",
            key=key,
            width=width,
            format_func=lambda number: f"{number} {ENGAGEMENT_WORDS[int(number)]}",
        )
    )
