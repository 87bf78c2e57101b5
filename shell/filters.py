"""The line that says what the filters of the reader do on a page, and the list of engagements of its controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from charts.words.filter_words import engagement_name
from charts.words.typography import bound
from shell.inert import inert
from views.address import ENGAGEMENTS


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
            format_func=engagement_name,
        )
    )


def named(label: str, value: str, names: Mapping[str, str], *, key: str, width: int) -> str:
    """What a line of the lists must have: its list, its nature, a public or an actor that it names; empty asks nothing.

    Args:
        names: label of each choice, by identifier.
    """
    st.session_state.setdefault(key, value)
    return (
        st.selectbox(
            inert(label),
            ["", *names],
            format_func=lambda one: bound(names.get(one, "Tous")),
            key=key,
            filter_mode=None,
            width=width,
        )
        or ""
    )
