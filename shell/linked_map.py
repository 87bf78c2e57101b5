"""A map and the controls that choose with it, kept in step in one way.

The page says what the map should show; a choice made on the map comes back as a click, once,
and the page takes it into its state. Who changed last leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.carte import Choice, carte, order, waiting


def linked_map(
    key: str, payload: dict[str, Any], wanted: Choice, *, compact: bool = False, shares: str = ""
) -> tuple[Choice, bool]:
    """Draw a map.

    Args:
        key: identity of the map in this session; another payload is another map.
        payload: what it is drawn on (components.carte).
        wanted: what the state of the page shows.
        compact, shares: those of the component.

    Returns:
        What the map shows, and whether the reader has just chosen it there.
    """
    memory = f"_lien_{key}"
    if st.session_state.get(memory, wanted) != wanted and waiting(key, payload) is None:
        order(key, wanted)  # the controls changed, or the map beside: this one follows
    shown = carte(key, payload, start=wanted, compact=compact, shares=shares)
    st.session_state[memory] = shown
    return shown, shown != wanted


def selected(keys: Sequence[str], payload: dict[str, Any], departement: str) -> str:
    """Département of maps that select together, before any is drawn: one run shows it on all of them.

    Args:
        keys: identities of the maps; payload: what they are drawn on.
        departement: the one in force.

    Returns:
        The one that the reader has just chosen on one of them, else the one in force.
    """
    choices = [choice.departement for key in keys if (choice := waiting(key, payload))]
    return next((chosen for chosen in choices if chosen != departement), departement)
