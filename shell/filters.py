"""The line that says what the filters of the reader do on a page, and the list of engagements of its controls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from charts.words.filter_words import CLEAR, ENGAGEMENT_WORDS, filters_text
from shell import screen
from views.address import ENGAGEMENTS, Parameters
from views.links import page_address

_WAY = re.compile(r'<a data-vue href="\./([a-z]+)\?(?![^"]*engagement=)')
"""Start of a link of a body to another view, without an engagement."""

Way = tuple[str, Parameters]
"""Words of a link and the parameters of the view of the same page that it opens."""


def say(
    page: str, shown: Parameters, here: str, *, cleared: Parameters, ways: Sequence[Way] = (), more: str = ""
) -> None:
    """One line, only while a département or an engagement is chosen.

    Args:
        shown: parameters of the view, of which `departement` and `engagement` are told.
        here: what the filters do on this page.
        cleared: parameters of the same view without its filters.
        ways: other links of the line.
        more: HTML under the line, already escaped.
    """
    said = filters_text(list(shown["departement"]), list(shown["engagement"]))
    if not said:
        return
    links = "".join(
        f' <a data-vue href="{escape(page_address(page, where))}">{escape(words)}</a>'
        for words, where in [*ways, (CLEAR, cleared)]
    )
    screen.html(
        f'<section class="filtres-actifs" aria-label="Filtres actifs"><p><b>Filtres :</b> {escape(said)}. '
        f"<b>Ici :</b> {escape(here)}.{links}</p>{more}</section>"
    )


def following(body: str, engagements: Sequence[str], *, untied: bool = False) -> str:
    """The HTML of a body whose links keep the engagements: an address that does not name them clears them.

    Args:
        untied: whether activités are read whatever their engagement; a link to the gaps then says so too.
    """
    if not engagements:
        return body
    kept = "".join(f"engagement={engagement}&amp;" for engagement in engagements)
    also = "rattachement=sans&amp;" if untied else ""
    return _WAY.sub(lambda way: f"{way[0]}{kept}{also if way[1] == 'ecarts' else ''}", body)


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
