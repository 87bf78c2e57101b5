"""What «Données et sources» shows: one table by pages and its files, or every table as stored."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from shell import render
from shell.inert import inert
from shell.library import library
from views.sources.page import page_name, pages_label, shown, write
from views.sources.state import SourceState
from views.view import Table, by_pages


def draw(state: SourceState) -> SourceState:
    """The view of a state: its title first where a table is all of it; each row says its source.

    Returns:
        The state, with the page that the reader chose.
    """
    view = shown(state, library())
    table = by_pages(view)
    if table:
        with st.container(horizontal=True, key="titre-table", vertical_alignment="center"):
            place = st.container(width="stretch")
            state = replace(state, feuille=_number(table, state.feuille))
        view = replace(view, sheet=state.feuille, parameters=write(state, library()))
        render.part("titre", view, place=place)
    render.render(view)
    render.part("table", view)
    return state


def _number(table: Table, wanted: int) -> int:
    """The page that the reader chose, the first one when there are no longer so many."""
    if table.pages == 1:
        return 1
    key = f"page-{table.name}"
    if not 0 < st.session_state.setdefault(key, wanted) <= table.pages:
        st.session_state[key] = 1
    return st.selectbox(
        inert(pages_label(table)),
        range(1, table.pages + 1),
        format_func=lambda one: page_name(table, one),
        key=key,
        filter_mode=None,
        width=170,
        label_visibility="collapsed",
    )
