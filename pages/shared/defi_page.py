"""The four views of the page of défis: each draws a state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from analysis.defi_choice import MOST_SIDE_BY_SIDE, DefiChoice, chosen_defis, chosen_sheets
from analysis.typed_text import isolated
from charts.bearers import bearers_finding, bearers_html, shared_text
from charts.defi_matrix import defi_matrix, matrix_finding
from charts.defi_sheet import Columns, side_by_side_html
from charts.french import count_text
from charts.tag_table import KINDS, LEVELS, tags_finding, tags_html
from charts.typography import bound_all
from charts.wording import LEGEND
from components.grille import grille
from exports.defi_tables import CAPTIONS, ON_SCREEN, defis_cover, matrix_table, sheets_table, tags_table
from exports.tables import html_table
from loaders.schema import DEPARTEMENTS
from pages.shared import filters, screen
from pages.shared.data import plans
from pages.shared.defi_controls import ask
from pages.shared.defi_state import DefiState
from pages.shared.downloads import csv_button, which_file, xlsx_button
from pages.shared.frame import notice

SOURCE = (
    "Source : ARS Occitanie, schémas territoriaux de santé 2023-2028, pages de défis et fiches d'objectifs ; résumés "
    "en nos propres mots ; la ligne de chaque fiche est dans le tableau."
)
NUMBERING = (
    "La région annonce 26 défis ; 23 se lisent dans les documents détenus. Un plan ne priorise que certains défis ; "
    "pour les autres, le schéma régional s'y applique."
)
NO_RESULT = "Aucun défi ne répond à ces filtres. Retirez un mot, un thème ou un parcours pour élargir."


def draw_matrix(state: DefiState) -> None:
    """Défi x département: a table of buttons, each opens the défi side by side."""
    if not chosen_defis(plans(), state.choice):
        notice(NO_RESULT)
        return
    finding = matrix_finding(plans(), state.columns, engagements=state.engagements)
    screen.html(f"<h2>{escape(finding)}</h2>{_filters_html(state)}")
    cell = grille("defis-grille", bound_all(defi_matrix(plans(), state.choice, state.columns)))
    screen.html(f"<p>{escape(NUMBERING)}</p>")
    tables(state, "Défis et objectifs", lambda: {
        "Défis": matrix_table(plans(), state.choice, state.columns),
        "Objectifs": sheets_table(plans(), state.choice, state.columns),
    })  # fmt: skip
    if cell:
        defi, departement = cell.split(":")
        ask(_opened(state, defi, departement))


def draw_comparison(state: DefiState) -> None:
    """Two to four plans side by side, défi by défi."""
    defis, compared = chosen_defis(plans(), state.choice), state.compared
    if not defis or not compared:
        notice(
            NO_RESULT if compared else "Aucun plan chargé parmi ces départements : choisissez-en un dont le plan l'est."
        )
        return
    screen.html(f'{_filters_html(state)}<p class="legende-titres">{LEGEND}</p>')
    if len(compared) == 1:
        notice(f"Un seul plan chargé est choisi ({DEPARTEMENTS[compared[0]]}) : ajoutez un département pour comparer.")
    blocks = []
    for defi in defis:
        sheets = {code: chosen_sheets(plans(), state.choice, defi.code, code) for code in compared}
        blocks.append(side_by_side_html(Columns(plans(), defi.code, compared, sheets)))
    screen.html(filters.following("".join(blocks), state.engagements))
    tables(state, "Objectifs comparés", lambda: {
        "Objectifs": sheets_table(plans(), state.choice, compared),
        "Défis": matrix_table(plans(), state.choice, compared),
    })  # fmt: skip


def draw_tags(state: DefiState) -> None:
    """Thèmes and parcours of some plans, in common and apart."""
    compared = state.compared
    defis = [defi.code for defi in chosen_defis(plans(), DefiChoice(state.engagements))]
    if not compared:
        notice("Aucun plan chargé parmi ces départements : choisissez-en un dont le plan l'est.")
        return
    finding = tags_finding(plans(), compared, defis=defis, niveau=state.niveau, engagements=state.engagements)
    parts = [tags_html(plans(), kind, compared, defis=defis, niveau=state.niveau) for kind in KINDS]
    sections = "".join(f"<section>{part}</section>" for part in parts)
    screen.html(filters.following(f'<h2>{escape(finding)}</h2><div class="deux">{sections}</div>', state.engagements))
    tables(state, "Thèmes et parcours", lambda: {
        "Étiquettes": tags_table(plans(), compared, defis=defis, niveau=state.niveau),
    })  # fmt: skip


def draw_bearers(state: DefiState) -> None:
    """One objectif: every plan that bears it, with its own version."""
    if not state.objectif:
        notice("Aucun plan n'est chargé : aucun objectif n'est connu ici.")
        return
    body = bearers_html(plans(), state.objectif)
    if state.objectif[1] in state.engagements:  # outside the filter, the row that a link leads to would be hidden
        body = filters.following(body, state.engagements)
    screen.html(
        f"<h2>{escape(bearers_finding(plans(), state.objectif))}</h2><p>{escape(shared_text(plans()))}</p>"
        f'<p class="legende-titres">{LEGEND}</p>{body}'
    )
    choice = replace(DefiState().filters, mots=state.objectif)
    tables(state, f"Objectif {state.objectif}", lambda: {"Objectifs": sheets_table(plans(), choice, plans().loaded)})


def tables(state: DefiState, title: str, compute: Callable[[], dict[str, pd.DataFrame]]) -> None:
    """The table twin and the downloads, folded away and computed when opened; the CSV holds the first table."""
    screen.html(f'<p class="source">{escape(SOURCE)}</p>')
    folded = st.expander("Tableaux et téléchargements", key=f"defis-tableaux-{state.vue}", on_change="rerun")
    if not folded.open:
        return
    sheets = compute()
    name, frame = next(iter(sheets.items()))
    with folded:
        for label, table in sheets.items():
            shown = table[[c for c in ON_SCREEN if c in table]] if label == "Objectifs" else table
            screen.html(
                html_table(shown, caption=f"{CAPTIONS.get(label, label)} ({count_text(len(table), noun='ligne')})")
            )
        cover = defis_cover(plans(), state.choice, state.columns, title=title)
        with st.container(horizontal=True):
            csv_button(lambda: frame, name, key=f"defis-csv-{state.vue}")
            xlsx_button(lambda: sheets, lambda: cover, "defis", key=f"defis-xlsx-{state.vue}")
        which_file()


def _opened(state: DefiState, defi: str, departement: str) -> DefiState:
    """The défi of a cell, side by side; its département is among the columns."""
    opened = replace(state, vue="comparaison", defi=defi)
    if not state.departements and departement not in opened.compared:
        opened = replace(opened, departements=(departement, *opened.compared[: MOST_SIDE_BY_SIDE - 1]))
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
