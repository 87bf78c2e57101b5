"""The four views of the page of défis: each draws a state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from analysis.defi_choice import MOST_SIDE_BY_SIDE, chosen_defis, chosen_sheets
from analysis.typed_text import isolated
from charts.blocks.bearers import bearers_html
from charts.blocks.defi_sheet import Columns, side_by_side_html
from charts.blocks.tag_table import KINDS, LEVELS, tags_html
from charts.drawings.defi_matrix import defi_matrix
from charts.words.french import count_text
from charts.words.typography import bound_all
from charts.words.wording import LEGEND
from components.grille import grille
from exports.tables import html_table
from loaders.schema import DEPARTEMENTS
from pages.parts.defis_controls import ask
from shell import filters, screen
from shell.downloads import csv_button, which_file, xlsx_button
from shell.frame import notice
from shell.library import library
from views.defis import views
from views.defis.state import DefiState
from views.defis.tables import CAPTIONS, ON_SCREEN


def draw_matrix(state: DefiState) -> None:
    """Défi x département: a table of buttons, each opens the défi side by side."""
    held = library()
    content = views.matrix(held, state)
    if not content.tables:
        notice(content.title)
        return
    screen.html(f"<h2>{escape(content.title)}</h2>{_filters_html(state)}")
    cell = grille("defis-grille", bound_all(defi_matrix(held.plans, state.choice, state.columns(held))))
    screen.html(f"<p>{escape(content.sentence)}</p>")
    tables(state, content)
    if cell:
        defi, departement = cell.split(":")
        ask(_opened(state, defi, departement))


def draw_comparison(state: DefiState) -> None:
    """Two to four plans side by side, défi by défi."""
    held = library()
    defis, compared = chosen_defis(held.plans, state.choice), state.compared(held)
    content = views.comparison(held, state)
    if not content.tables:
        notice(content.title)
        return
    screen.html(f'{_filters_html(state)}<p class="legende-titres">{LEGEND}</p>')
    if len(compared) == 1:
        notice(f"Un seul plan chargé est choisi ({DEPARTEMENTS[compared[0]]}) : ajoutez un département pour comparer.")
    blocks = []
    for defi in defis:
        sheets = {code: chosen_sheets(held.plans, state.choice, defi.code, code) for code in compared}
        blocks.append(side_by_side_html(Columns(held.plans, defi.code, compared, sheets)))
    screen.html(filters.following("".join(blocks), state.engagements))
    tables(state, content)


def draw_tags(state: DefiState) -> None:
    """Thèmes and parcours of some plans, in common and apart."""
    held = library()
    compared, defis, content = state.compared(held), views.tagged_defis(held, state), views.tags(held, state)
    if not content.tables:
        notice(content.title)
        return
    parts = [tags_html(held.plans, kind, compared, defis=defis, niveau=state.niveau) for kind in KINDS]
    body = f'<div class="deux">{"".join(f"<section>{part}</section>" for part in parts)}</div>'
    screen.html(filters.following(f"<h2>{escape(content.title)}</h2>{body}", state.engagements))
    tables(state, content)


def draw_bearers(state: DefiState) -> None:
    """One objectif: every plan that bears it, with its own version."""
    held = library()
    content = views.bearers(held, state)
    if not content.tables:
        notice(content.title)
        return
    body = bearers_html(held.plans, state.objectif)
    if state.objectif[1] in state.engagements:  # outside the filter, the row that a link leads to would be hidden
        body = filters.following(body, state.engagements)
    screen.html(
        f'<h2>{escape(content.title)}</h2><p>{escape(content.sentence)}</p><p class="legende-titres">{LEGEND}</p>{body}'
    )
    tables(state, content)


def tables(state: DefiState, content: views.Content) -> None:
    """The table twin and the downloads, folded away and computed when opened; the CSV holds the first table."""
    held = library()
    screen.html(f'<p class="source">{escape(views.SOURCE)}</p>')
    folded = st.expander("Tableaux et téléchargements", key=f"defis-tableaux-{state.vue}", on_change="rerun")
    if not folded.open:
        return
    sheets = {table.name: table.compute() for table in content.tables}
    name, frame = next(iter(sheets.items()))
    with folded:
        for label, table in sheets.items():
            shown = table[[c for c in ON_SCREEN if c in table]] if label == "Objectifs" else table
            screen.html(
                html_table(shown, caption=f"{CAPTIONS.get(label, label)} ({count_text(len(table), noun='ligne')})")
            )
        with st.container(horizontal=True):
            csv_button(lambda: frame, name, key=f"defis-csv-{state.vue}")
            xlsx_button(
                lambda: sheets, lambda: views.cover(held, state, content), "defis", key=f"defis-xlsx-{state.vue}"
            )
        which_file()


def _opened(state: DefiState, defi: str, departement: str) -> DefiState:
    """The défi of a cell, side by side; its département is among the columns."""
    opened = replace(state, vue="comparaison", defi=defi)
    compared = opened.compared(library())
    if not state.departements and departement not in compared:
        opened = replace(opened, departements=(departement, *compared[: MOST_SIDE_BY_SIDE - 1]))
    return opened


def _filters_html(state: DefiState) -> str:
    """What the filters keep, and at which level tags are read."""
    choice = state.choice
    said = [f"thème «{choice.theme}»"] * bool(choice.theme) + [f"parcours «{choice.parcours}»"] * bool(choice.parcours)
    words = [f"mots «{isolated(choice.mots)}»"] * bool(choice.mots)
    if not said and not words:
        return ""
    level = f", étiquettes lues sur : {LEVELS[choice.niveau].lower()}" if said else ""
    return f'<p class="mention">Filtres de cette page : {escape(", ".join([*said, *words]))}{escape(level)}.</p>'


DRAW: dict[str, Callable[[DefiState], None]] = {
    "matrice": draw_matrix, "comparaison": draw_comparison, "etiquettes": draw_tags, "qui": draw_bearers,
}  # fmt: skip
