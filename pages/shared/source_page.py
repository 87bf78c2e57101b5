"""Parts of «Données et sources»: the choice of a table, its filters, its rows, its downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from analysis.ties import regional_share
from analysis.typed_text import visible
from charts.filter_words import objectives_text, table_text
from charts.french import plural
from charts.typography import bound
from exports import document_tables, source_tables
from exports.gap_tables import PRINTED_ON_SCREEN, printed_table
from exports.map_table import dataset_cover
from exports.tables import html_table
from loaders.dataset import DATA_DIR
from loaders.schema import DEPARTEMENTS, TABLES
from pages.shared import filters, links, screen
from pages.shared.data import dataset, plans, supply
from pages.shared.downloads import csv_button, file_button, which_file, xlsx_button
from pages.shared.inert import inert
from pages.shared.links import ENGAGEMENTS, Address

PAGE_ROWS = 40
PARAMETERS = ("vue", "departement", "engagement", "theme", "origine", "mots", "indicateur")
_NUMBERS = ("Valeur", "Minimum", "Maximum", "Ligne", "Valeurs", "Résultats attendus", "Actions")
_ORIGINES = {"": "Toutes", "plan": "Plans (STS) et document régional", "statistique": "Statistique officielle"}


@dataclass(frozen=True)
class SourceState:
    """One view of the page: which table, which filters."""

    vue: str = "dictionnaire"
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    theme: str = ""
    origine: str = ""
    mots: str = ""


@dataclass(frozen=True)
class View:
    """One table of the page: its name, the filters that make sense, how it is drawn."""

    label: str
    filters: tuple[str, ...]
    draw: Callable[[SourceState], None]


def state_from(address: Address) -> SourceState:
    """Read the address; the shared filters come from it too."""
    state = SourceState(
        vue=address.one("vue", VIEWS, "dictionnaire"),
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        theme=address.one("theme", set(dataset().themes["theme"])),
        origine=address.one("origine", _ORIGINES),
        mots=address.one("mots")[:100],
    )
    wanted = address.one("indicateur", set(dataset().indicateurs["indicateur"]))
    address.refuse_unknown(PARAMETERS)
    return replace(state, mots=wanted) if wanted else state


def parameters(state: SourceState) -> dict[str, str | list[str]]:
    return {
        "vue": state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "theme": state.theme,
        "origine": state.origine,
        "mots": state.mots,
    }


def choose(state: SourceState) -> SourceState:
    """The controls: which table, then the filters that it has."""
    if links.changed_outside():
        for name in ("departements", "engagements", "theme", "origine", "mots", "vue"):
            value = getattr(state, name)
            st.session_state[f"sources-{name}"] = list(value) if isinstance(value, tuple) else value
    vue = st.segmented_control("Afficher", list(VIEWS), format_func=lambda v: inert(VIEWS[v].label), key="sources-vue",
                               required=True)  # fmt: skip
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
    used = VIEWS[state.vue].filters
    if "engagements" in used:
        here = objectives_text(regional_share(plans(), state.engagements, state.departements))
    else:
        here = table_text("departements" in used, state.departements, state.engagements)
    filters.say("sources", parameters(state), here,
                cleared=parameters(replace(state, departements=(), engagements=())))  # fmt: skip


def _departements() -> tuple[str, ...]:
    return tuple(st.multiselect("Département", list(DEPARTEMENTS), format_func=DEPARTEMENTS.__getitem__,
                                placeholder="Tous", key="sources-departements"))  # fmt: skip


def _engagements() -> tuple[str, ...]:
    titles = dataset().engagements.set_index("engagement")["libelle"]
    return tuple(st.multiselect("Engagement", list(ENGAGEMENTS), format_func=lambda e: f"{e}. {titles[int(e)]}",
                                placeholder="Tous", key="sources-engagements"))  # fmt: skip


def _theme() -> str:
    names = dataset().themes.sort_values("ordre").set_index("theme")["libelle"]
    return st.selectbox("Thème", ["", *names.index], format_func=lambda t: names.get(t, "Tous"),
                        key="sources-theme", filter_mode=None) or ""  # fmt: skip


def _origine() -> str:
    return st.selectbox("Origine", list(_ORIGINES), format_func=_ORIGINES.__getitem__, key="sources-origine",
                        filter_mode=None) or ""  # fmt: skip


def _mots() -> str:
    return visible(st.text_input("Contient les mots", key="sources-mots", max_chars=100)).strip()


_FILTERS: dict[str, Callable[[], str | tuple[str, ...]]] = {
    "departements": _departements, "engagements": _engagements, "theme": _theme, "origine": _origine, "mots": _mots,
}  # fmt: skip


def _draw(frame: pd.DataFrame, *, name: str, caption: str, columns: list[str] | None = None) -> None:
    """Rows by pages, then the downloads of the whole selection."""
    if frame.empty:
        st.info("Aucune ligne ne répond à ces filtres. Retirez un mot ou un filtre pour élargir.")
        return
    pages = (len(frame) - 1) // PAGE_ROWS + 1
    number = 1
    if pages > 1:
        if st.session_state.get(f"page-{name}", 1) > pages:
            st.session_state[f"page-{name}"] = 1
        number = st.selectbox(
            f"Page (sur {pages:d})", range(1, pages + 1), key=f"page-{name}", filter_mode=None, width=180
        )
    start = (number - 1) * PAGE_ROWS
    shown = frame.iloc[start : start + PAGE_ROWS]
    shown = shown[columns] if columns else shown
    where = f"{caption} : {len(frame)} ligne{plural(len(frame))}" + (
        f", de {start + 1} à {start + len(shown)}" if pages > 1 else ""
    )
    screen.html(html_table(shown, caption=where, numbers=_NUMBERS))
    _downloads(frame, name=name, cover={"Table": caption})


def _downloads(frame: pd.DataFrame, *, name: str, cover: dict[str, str]) -> None:
    with st.container(horizontal=True):
        csv_button(lambda: frame, name, key=f"csv-{name}")
        xlsx_button(lambda: {name: frame}, lambda: {**cover, **dataset_cover(dataset())}, name, key=f"xlsx-{name}")
    which_file()


def draw_dictionary(state: SourceState) -> None:
    frame = source_tables.dictionary_table(dataset(), theme=state.theme, words=state.mots)
    _draw(frame, name="dictionnaire", caption="Dictionnaire des indicateurs",
          columns=source_tables.DICTIONARY_ON_SCREEN)  # fmt: skip


def draw_values(state: SourceState) -> None:
    frame = source_tables.values_table(dataset(), theme=state.theme, words=state.mots, origine=state.origine,
                                       territoires=list(state.departements))  # fmt: skip
    _draw(frame, name="valeurs", caption="Valeurs et leur place dans la source",
          columns=source_tables.VALUES_ON_SCREEN)  # fmt: skip


def draw_objectives(state: SourceState) -> None:
    frame = source_tables.objectives_table(dataset(), departements=list(state.departements),
                                           engagements=list(state.engagements), words=state.mots)  # fmt: skip
    _draw(frame, name="objectifs", caption="Fiches d'objectifs, plan par plan",
          columns=source_tables.OBJECTIVES_ON_SCREEN)  # fmt: skip


def draw_printed(state: SourceState) -> None:
    frame = printed_table(supply(), list(supply().activites), list(state.departements) or supply().departements)
    frame = source_tables.matching(frame, state.mots)
    _draw(frame, name="cases-oqos", caption="Objectifs quantitatifs, case par case", columns=PRINTED_ON_SCREEN)


def draw_vigilances(state: SourceState) -> None:
    frame = source_tables.vigilances_table(dataset(), territoires=list(state.departements), words=state.mots)
    _draw(frame, name="vigilances", caption="Points de vigilance", columns=source_tables.VIGILANCES_ON_SCREEN)


def draw_glossary(state: SourceState) -> None:
    frame = source_tables.glossary_table(dataset(), words=state.mots)
    _draw(frame, name="glossaire", caption="Glossaire", columns=source_tables.GLOSSARY_ON_SCREEN)


def draw_documents(_state: SourceState) -> None:
    _draw(document_tables.documents_table(dataset()), name="documents", caption="Documents et jeux de données",
          columns=document_tables.DOCUMENTS_ON_SCREEN)  # fmt: skip


def draw_tables(_state: SourceState) -> None:
    """Every table as stored: its columns, and its file in three formats."""
    for name, table in TABLES.items():
        with st.expander(inert(bound(f"{name} : {table.row}"))):
            columns = document_tables.columns_table(name)
            screen.html(html_table(columns, caption=f"Colonnes de la table {name}", absent="aucune"))
            _downloads(getattr(dataset(), name), name=name, cover={"Table": f"{name} : {table.row}"})
            path = DATA_DIR / f"{name}.parquet"
            file_button("Télécharger en Parquet", path.read_bytes, name, kind="parquet",
                        mime="application/vnd.apache.parquet", key=f"parquet-{name}")  # fmt: skip


VIEWS = {
    "dictionnaire": View("Dictionnaire", ("theme", "mots"), draw_dictionary),
    "valeurs": View("Valeurs", ("departements", "theme", "origine", "mots"), draw_values),
    "objectifs": View("Objectifs des plans", ("departements", "engagements", "mots"), draw_objectives),
    "oqos": View("OQOS", ("departements", "mots"), draw_printed),
    "vigilances": View("Vigilances", ("departements", "mots"), draw_vigilances),
    "glossaire": View("Glossaire", ("mots",), draw_glossary),
    "documents": View("Documents", (), draw_documents),
    "tables": View("Tables", (), draw_tables),
}
