"""Parts of «Données et sources»: the choice of a table, its filters, its rows, its downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analysis.ties import regional_share
from analysis.typed_text import visible
from charts.words.filter_words import objectives_text, table_text
from charts.words.french import plural
from charts.words.typography import bound
from exports.tables import html_table
from loaders.schema import DEPARTEMENTS, TABLES
from shell import address_bar, filters, screen
from shell.downloads import csv_button, file_button, which_file, xlsx_button
from shell.inert import inert
from shell.library import library
from views.address import ENGAGEMENTS
from views.common import dataset_cover
from views.sources import documents as document_tables
from views.sources.state import ORIGINES, VIEWS, SourceState, parameters
from views.sources.views import KINDS

PAGE_ROWS = 40
_NUMBERS = ("Valeur", "Minimum", "Maximum", "Ligne", "Valeurs", "Résultats attendus", "Actions")


def choose(state: SourceState) -> SourceState:
    """The controls: which table, then the filters that it has."""
    if address_bar.changed_outside():
        for name in ("departements", "engagements", "theme", "origine", "mots", "vue"):
            value = getattr(state, name)
            st.session_state[f"sources-{name}"] = list(value) if isinstance(value, tuple) else value
    vue = st.segmented_control(
        "Afficher", list(VIEWS), format_func=lambda v: inert(VIEWS[v].label), key="sources-vue", required=True
    )
    state = replace(state, vue=vue or "dictionnaire")
    filters = VIEWS[state.vue].filters
    if not filters:
        return state
    for name in filters:  # Streamlit forgets a control that another view did not draw
        value = getattr(state, name)
        st.session_state.setdefault(f"sources-{name}", list(value) if isinstance(value, tuple) else value)
    with st.container(horizontal=True, key="filtres"):
        return replace(state, **{name: _FILTERS[name]() for name in filters})


def say_filters(state: SourceState) -> None:
    """What the filters do on the table shown."""
    held = library()
    used = VIEWS[state.vue].filters
    if "engagements" in used:
        here = objectives_text(regional_share(held.plans, state.engagements, state.departements))
    else:
        here = table_text("departements" in used, state.departements, state.engagements)
    filters.say(
        "sources",
        parameters(state, held),
        here,
        cleared=parameters(replace(state, departements=(), engagements=()), held),
    )


def _departements() -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            "Département",
            list(DEPARTEMENTS),
            format_func=DEPARTEMENTS.__getitem__,
            placeholder="Tous",
            key="sources-departements",
        )
    )


def _engagements() -> tuple[str, ...]:
    titles = library().dataset.engagements.set_index("engagement")["libelle"]
    return tuple(
        st.multiselect(
            "Engagement",
            list(ENGAGEMENTS),
            format_func=lambda e: f"{e}. {titles[int(e)]}",
            placeholder="Tous",
            key="sources-engagements",
        )
    )


def _theme() -> str:
    names = library().dataset.themes.sort_values("ordre").set_index("theme")["libelle"]
    return (
        st.selectbox(
            "Thème",
            ["", *names.index],
            format_func=lambda t: names.get(t, "Tous"),
            key="sources-theme",
            filter_mode=None,
        )
        or ""
    )


def _origine() -> str:
    return (
        st.selectbox(
            "Origine", list(ORIGINES), format_func=ORIGINES.__getitem__, key="sources-origine", filter_mode=None
        )
        or ""
    )


def _mots() -> str:
    return visible(st.text_input("Contient les mots", key="sources-mots", max_chars=100)).strip()


_FILTERS: dict[str, Callable[[], str | tuple[str, ...]]] = {
    "departements": _departements, "engagements": _engagements, "theme": _theme, "origine": _origine, "mots": _mots,
}  # fmt: skip


def draw_rows(state: SourceState) -> None:
    """One table of the dataset: its rows by pages, then the downloads of the whole selection."""
    rows = KINDS[state.vue]
    frame = rows.compute(library(), state)
    if frame.empty:
        st.info("Aucune ligne ne répond à ces filtres. Retirez un mot ou un filtre pour élargir.")
        return
    pages = (len(frame) - 1) // PAGE_ROWS + 1
    number = 1
    if pages > 1:
        if st.session_state.get(f"page-{rows.name}", 1) > pages:
            st.session_state[f"page-{rows.name}"] = 1
        number = st.selectbox(
            f"Page (sur {pages:d})", range(1, pages + 1), key=f"page-{rows.name}", filter_mode=None, width=180
        )
    start = (number - 1) * PAGE_ROWS
    shown = frame.iloc[start : start + PAGE_ROWS]
    shown = shown[list(rows.columns)] if rows.columns else shown
    where = f"{rows.caption} : {len(frame)} ligne{plural(len(frame))}" + (
        f", de {start + 1} à {start + len(shown)}" if pages > 1 else ""
    )
    screen.html(html_table(shown, caption=where, numbers=_NUMBERS))
    _downloads(frame, name=rows.name, cover={"Table": rows.caption})


def _downloads(frame: pd.DataFrame, *, name: str, cover: dict[str, str]) -> None:
    with st.container(horizontal=True):
        csv_button(lambda: frame, name, key=f"csv-{name}")
        data = library().dataset
        xlsx_button(lambda: {name: frame}, lambda: {**cover, **dataset_cover(data)}, name, key=f"xlsx-{name}")
    which_file()


def draw_tables(_state: SourceState) -> None:
    """Every table as stored: its columns, and its file in three formats, those that the page was drawn from."""
    held = library()
    for name, table in TABLES.items():
        with st.expander(inert(bound(f"{name} : {table.row}"))):
            columns = document_tables.columns_table(name)
            screen.html(html_table(columns, caption=f"Colonnes de la table {name}", absent="aucune"))
            _downloads(getattr(held.dataset, name), name=name, cover={"Table": f"{name} : {table.row}"})
            file_button(
                "Télécharger en Parquet",
                partial(held.files.__getitem__, name),
                name,
                kind="parquet",
                mime="application/vnd.apache.parquet",
                key=f"parquet-{name}",
            )


def draw(state: SourceState) -> None:
    """The table asked for."""
    (draw_tables if state.vue == "tables" else draw_rows)(state)
