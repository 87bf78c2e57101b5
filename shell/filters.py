"""The line that says what the filters of the reader do on a page, and the list of engagements of its controls."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from charts.words.filter_words import engagement_name
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
