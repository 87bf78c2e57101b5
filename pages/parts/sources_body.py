"""What «Données et sources» shows: one table by pages and its files, or every table as stored."""

from __future__ import annotations

import streamlit as st

from shell import render
from shell.library import library
from views.sources.page import shown
from views.sources.state import SourceState
from views.view import Table


def draw(state: SourceState) -> None:
    """The view of a state; each row says its source."""
    view = shown(state, library())
    render.render(view)
    for table in view.tables:
        if table.shown and not table.frame.empty:
            render.by_pages(view, table, _number(table))


def _number(table: Table) -> int:
    """The page that the reader chose, the first one when there are no longer so many."""
    if table.pages == 1:
        return 1
    key = f"page-{table.name}"
    if st.session_state.get(key, 1) > table.pages:
        st.session_state[key] = 1
    return st.selectbox(f"Page (sur {table.pages:d})", range(1, table.pages + 1), key=key, filter_mode=None, width=180)
