"""The table twin of a view of the gaps page, and its downloads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analysis.supply import GapRow
from charts.gap_words import RATE_CAUTION
from exports import gap_tables
from exports.tables import html_table
from pages.shared import screen
from pages.shared.data import supply
from pages.shared.downloads import csv_button, which_file, xlsx_button
from pages.shared.gap_state import GapState, filter_text

SOURCE = (
    "Source : ARS Occitanie, schémas territoriaux de santé 2023-2028, objectifs quantitatifs de l'offre de soins ; la "
    "ligne de chaque chiffre est dans le tableau."
)
"""Source of every view; the detail and the table give section and lines."""


def tables(state: GapState, rows: Sequence[GapRow], *, title: str, printed: Sequence[str] = ()) -> None:
    """The table twin, what the plans print, and the downloads, folded away; where each figure stands in the plans."""
    screen.html(f'<p class="source">{escape(SOURCE)}</p>')
    shown = list(dict.fromkeys(row.departement for row in rows))
    folded = st.expander("Tableaux et téléchargements", key=f"ecarts-tableaux-{state.vue}", on_change="rerun")
    if not folded.open:
        return
    data = supply()
    frame = gap_tables.gaps_table(data, rows, borne=state.borne)
    cells = gap_tables.printed_table(data, printed, shown) if printed else None
    revised = any(data.activites[row.activite].revisee for row in rows)
    with folded:
        twin = gap_tables.on_screen(frame, several=len({row.activite for row in rows}) > 1)
        screen.html(html_table(twin, caption=title, numbers=gap_tables.RATES,
                               decimals=dict.fromkeys(gap_tables.RATES, 1)))  # fmt: skip
        screen.html(f"<p>Population {gap_tables.population_year(data)}. {escape(RATE_CAUTION)}</p>")
        if cells is not None and len(printed) == 1:
            seen = cells[gap_tables.PRINTED_ON_SCREEN]
            screen.html(html_table(seen, caption="Ce que les plans impriment, case par case", numbers=["Ligne"]))
        sheets = {"Écarts": frame} if cells is None else {"Écarts": frame, "Cases imprimées": cells}
        cover = gap_tables.gaps_cover(data, title=title, departements=shown, borne=state.borne, revised=revised,
                                      filtre=filter_text(state) if state.engagements else "")  # fmt: skip
        with st.container(horizontal=True):
            csv_button(lambda: frame, "ecarts", key=f"ecarts-csv-{state.vue}")
            xlsx_button(lambda: sheets, lambda: cover, "ecarts", key=f"ecarts-xlsx-{state.vue}")
        which_file()
