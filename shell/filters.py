"""The line that says what the filters of the reader do on a page, and the list of engagements of its controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.words.filter_words import engagement_name
from charts.words.typography import bound
from shell.inert import inert
from views.address import ENGAGEMENTS


def engagements(chosen: Sequence[str], *, key: str, width: int | Literal["stretch"]) -> tuple[str, ...]:
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


def named(
    label: str, value: str, names: Mapping[str, str], *, key: str, width: int | Literal["stretch"] = "stretch"
) -> str:
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


def more(keys: Sequence[str], *, key: str, defaults: Mapping[str, object] | None = None) -> DeltaGenerator:
    """The settings that have no room in the bar: a button that says how many are set, and opens them.

    Args:
        keys: of its controls.
        defaults: what some of them hold when they ask nothing; the others then hold nothing.
    """
    known = defaults or {}
    held = {one: st.session_state[one] for one in keys if one in st.session_state}
    changed = sum((value or "") != (known.get(one) or "") for one, value in held.items())
    return st.popover("Plus de réglages" + (f" ({changed:d})" if changed else ""), key=key)
