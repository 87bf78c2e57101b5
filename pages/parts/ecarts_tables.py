"""The table twin of a view of the gaps page, and its downloads."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.words.gap_words import RATE_CAUTION
from exports.tables import html_table
from shell import screen
from shell.downloads import csv_button, which_file, xlsx_button
from shell.library import library
from views.ecarts.state import GapState
from views.ecarts.tables import PRINTED_ON_SCREEN, RATES, on_screen, population_year
from views.ecarts.views import SOURCE, Content, cover, tables_of


def tables(state: GapState, content: Content) -> None:
    """The table twin, what the plans print, and the downloads, folded away; where each figure stands in the plans."""
    held = library()
    screen.html(f'<p class="source">{escape(SOURCE)}</p>')
    folded = st.expander("Tableaux et téléchargements", key=f"ecarts-tableaux-{state.vue}", on_change="rerun")
    if not folded.open:
        return
    sheets = {table.name: table.compute() for table in tables_of(held, state, content)}
    frame, cells = sheets["Écarts"], sheets.get("Cases imprimées")
    with folded:
        twin = on_screen(frame, several=len({row.activite for row in content.rows}) > 1)
        screen.html(html_table(twin, caption=content.caption, numbers=RATES, decimals=dict.fromkeys(RATES, 1)))
        screen.html(f"<p>Population {population_year(held.supply)}. {escape(RATE_CAUTION)}</p>")
        if cells is not None and len(content.printed) == 1:
            seen = cells[PRINTED_ON_SCREEN]
            screen.html(html_table(seen, caption="Ce que les plans impriment, case par case", numbers=["Ligne"]))
        with st.container(horizontal=True):
            csv_button(lambda: frame, "ecarts", key=f"ecarts-csv-{state.vue}")
            xlsx_button(lambda: sheets, lambda: cover(held, state, content), "ecarts", key=f"ecarts-xlsx-{state.vue}")
        which_file()
