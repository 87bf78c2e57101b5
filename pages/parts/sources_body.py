"""What «Données et sources» shows: one table by pages and its files, or every table as stored."""

from __future__ import annotations

import streamlit as st

from charts.words.french import NBSP
from exports.twins import heading
from shell import render, screen
from shell.library import library
from views.sources.page import shown
from views.sources.state import SourceState
from views.view import Table


def draw(state: SourceState) -> None:
    """The view of a state: its title first where a table is all of it; each row says its source."""
    view = shown(state, library())
    tables = [table for table in view.tables if table.shown and not table.frame.empty]
    first = _title(tables[0]) if tables and not view.titled else 0
    render.render(view)
    if state.vue == "chercher" and not tables and view.titled:
        render.files_alone(view)
    for table in tables:
        render.by_pages(view, table, first or _title(table))


def _title(table: Table) -> int:
    """The title, its count and the choice of the page on one line; gives the page chosen."""
    with st.container(horizontal=True, key=f"titre-{table.name}", vertical_alignment="center"):
        place = st.container(width="stretch")
        number = _number(table)
    screen.html(heading(table, number), place=place)
    return number


def _number(table: Table) -> int:
    """The page that the reader chose, the first one when there are no longer so many."""
    if table.pages == 1:
        return 1
    key = f"page-{table.name}"
    if st.session_state.get(key, 1) > table.pages:
        st.session_state[key] = 1
    return st.selectbox(
        f"Page (sur {table.pages:d})",
        range(1, table.pages + 1),
        format_func=lambda one: f"Page{NBSP}{one:d} sur{NBSP}{table.pages:d}",
        key=key,
        filter_mode=None,
        width=170,
        label_visibility="collapsed",
    )
