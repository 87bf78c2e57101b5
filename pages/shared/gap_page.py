"""Parts of the gaps page: its controls, its five views, its tables and downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from analysis.gap_order import sorted_rows
from analysis.supply import GapRow
from charts import gap_notes, gap_sheet
from charts.french import list_text
from charts.gap_chart import gap_chart
from charts.gap_matrix import gap_matrix
from charts.gap_words import BORNES, RATE_CAUTION, REVISED
from components.carte import Choice, carte
from components.figure import figure, stock
from components.grille import grille
from exports import gap_tables
from exports.tables import CSV_MIME, XLSX_MIME, french_csv, html_table, workbook
from loaders.schema import DEPARTEMENTS
from pages.shared.data import atlas, gap_figure, gap_figures, gap_map, supply
from pages.shared.frame import notice
from pages.shared.gap_state import ORDERS, VIEWS, GapState

ACTIVITE, BORNE, FIGURE = "Activité", "Cibles à deux bornes", "ecarts-figure"
_ORDERED = "_ecarts_ordre"
_CONTROLS = ("vue", "departements", "activite", "borne", "ordre", "modalite")


def restore(state: GapState) -> None:
    """Put the controls in the state that an address asks for."""
    for name in _CONTROLS:
        value = getattr(state, name)
        st.session_state[f"ecarts-{name}"] = list(value) if isinstance(value, tuple) else value


def _open(state: GapState) -> GapState:
    """Ask for another state: the controls take it at the next run, before they are drawn."""
    st.session_state[_ORDERED] = state
    return state


def opened() -> bool:
    """Whether something in the body asked for another state."""
    return _ORDERED in st.session_state


def choose(state: GapState) -> GapState:
    """The controls: which view, which départements, and what the view needs."""
    ordered = st.session_state.pop(_ORDERED, None)
    if ordered is not None:
        restore(ordered)
        state = ordered
    st.session_state.setdefault("ecarts-vue", state.vue)
    with st.container(horizontal=True, key="filtres", vertical_alignment="bottom", gap="small"):
        vue = st.segmented_control("Afficher", list(VIEWS), format_func=VIEWS.__getitem__, key="ecarts-vue",
                                   required=True, label_visibility="collapsed", width="content")  # fmt: skip
        state = _departements(replace(state, vue=vue or state.vue))
        if state.vue in ("activite", "carte"):
            state = _activite(state)
        state = replace(state, borne=_kept("borne", state.borne, BORNE, BORNES))
        if state.vue in ("activite", "departement"):
            state = replace(state, ordre=_kept("ordre", state.ordre, "Ordre", ORDERS))
        if state.vue == "activite":
            state = _row(state)
    if state.missing:
        names = list_text([DEPARTEMENTS[code] for code in state.missing])
        notice(f"Plan non chargé : {names}. Aucun objectif quantitatif n'en est connu ici.")
    return state


def _departements(state: GapState) -> GapState:
    known = supply().departements
    st.session_state.setdefault("ecarts-departements", list(state.departements))
    chosen = st.multiselect(
        "Département", [*known, *(code for code in DEPARTEMENTS if code not in known)],
        format_func=lambda code: DEPARTEMENTS[code] + ("" if code in known else " (plan non chargé)"),
        placeholder=f"Les {len(known)} dont le plan est chargé", key="ecarts-departements", width=300,
    )  # fmt: skip
    return replace(state, departements=tuple(chosen))


def _activite(state: GapState) -> GapState:
    known = supply().activites
    st.session_state.setdefault("ecarts-activite", state.activite)
    chosen = st.selectbox(ACTIVITE, list(known), format_func=lambda slug: known[slug].libelle,
                          key="ecarts-activite", filter_mode=None, width=285)  # fmt: skip
    return state.with_activite(chosen)


def _kept(name: str, value: str, label: str, words: dict[str, str]) -> str:
    """A short list whose choice outlives the views that do not draw it."""
    st.session_state.setdefault(f"ecarts-{name}", value)
    return str(st.selectbox(label, list(words), format_func=words.__getitem__, key=f"ecarts-{name}", filter_mode=None,
                            width=178))  # fmt: skip


def _row(state: GapState) -> GapState:
    """The row read in words: the one asked for, else the first that changes for certain."""
    rows = sorted_rows(supply().of(state.activite, state.loaded), state.loaded, order="document", borne=state.borne)
    names = {row.code: row.libelle for row in rows}
    if not names:
        return state
    if state.modalite not in names or st.session_state.get("ecarts-modalite") not in names:
        first = supply().first_code(state.activite, state.loaded, borne=state.borne)
        st.session_state["ecarts-modalite"] = state.modalite if state.modalite in names else first
    chosen = st.selectbox("Ligne lue en toutes lettres", list(names), format_func=names.__getitem__,
                          key="ecarts-modalite", filter_mode=None, width=270)  # fmt: skip
    return replace(state, modalite=chosen)


def draw_changes(state: GapState) -> GapState:
    """«Ce qui change»: certain gaps that are not zero, one column a département."""
    st.html("<h2>Ce qui change : les écarts certains et non nuls entre sites autorisés et sites prévus</h2>")
    sections = "".join(gap_sheet.changes_html(supply(), code, borne=state.borne) for code in state.loaded)
    st.html(f'<div class="changements">{sections}</div>')
    st.html(f'<p>* {escape(REVISED)} Les autres lignes, stables, en fourchette ou sans écart calculé, se lisent '
            "par activité ou par département.</p>")  # fmt: skip
    rows = [row for code in state.loaded for row in supply().changes(code, borne=state.borne)]
    tables(state, rows, title="Écarts certains et non nuls")
    return state


def draw_activity(state: GapState) -> GapState:
    """One activité: the sentence of a row, the dumbbell, what goes with it."""
    activite = supply().activites[state.activite]
    rows = sorted_rows(supply().of(state.activite, state.loaded), state.loaded, order=state.ordre, borne=state.borne)
    if activite.revisee:
        st.html(gap_notes.banner_html())
    st.html(f"<h2>{escape(gap_sheet.finding(supply(), state.activite, state.loaded, borne=state.borne))}</h2>")
    if not rows:
        return state
    detail = [row for row in rows if row.code == state.modalite]
    st.html(gap_notes.legend_html(dated=bool(activite.existant_date)))
    drawn = gap_figure(state.activite, tuple(state.loaded), state.borne, state.ordre)
    clicked = dumbbell(state, rows, drawn, phrase=_sentence(state, state.borne))
    if clicked and clicked != state.modalite:
        state = _open(replace(state, modalite=clicked))
    st.html(gap_sheet.detail_html(supply(), detail, borne=state.borne))
    st.html(notes_html(state, rows))
    tables(state, rows, title=f"Écarts, {activite.libelle}", printed=[state.activite])
    send_ahead(state)
    return state


def dumbbell(state: GapState, rows: Sequence[GapRow], drawn: dict[str, Any], *, phrase: str = "") -> str:
    """The chart of some rows; returns the code of the row just clicked, or an empty string."""
    answer = figure(FIGURE, {"ecarts": drawn}, height=drawn["layout"]["height"], phrase=phrase,
                    alt=gap_sheet.chart_text(rows, state.loaded, borne=state.borne))  # fmt: skip
    return answer.reference.split(":")[1] if answer.clicked else ""


def send_ahead(state: GapState) -> None:
    """Figure and sentence of the other activités and of the other bounds: the browser draws them at the choice."""
    chosen = tuple(state.loaded)
    stock("ecarts-activites", target=FIGURE, control=ACTIVITE,
          figures=gap_figures(chosen, state.borne, state.ordre))  # fmt: skip
    bounds = {label: gap_figure(state.activite, chosen, borne, state.ordre) | {"phrase": _sentence(state, borne)}
              for borne, label in BORNES.items()}  # fmt: skip
    stock("ecarts-bornes", target=FIGURE, control=BORNE, figures=bounds)


def _sentence(state: GapState, borne: str) -> str:
    rows = [row for row in supply().of(state.activite, state.loaded) if row.code == state.modalite]
    return gap_sheet.sentence_text(supply(), rows, borne=borne)


def notes_html(state: GapState, rows: Sequence[GapRow]) -> str:
    """Conditions, recourse, declarations, reasons, editorial tie and vigilances of one activité."""
    data, activite = supply(), supply().activites[state.activite]
    parts = [
        gap_notes.conditions_html(data, state.activite, state.loaded),
        gap_notes.recourse_html(data, state.activite, state.loaded),
        gap_notes.other_declarations_html(data, state.activite, state.loaded),
        gap_notes.reasons_html(rows),
        gap_notes.vigilances_html(atlas(), state.activite, state.loaded),
        gap_notes.tie_html(activite),
        gap_notes.glossary_html(data, state.activite),
    ]
    return f'<div class="notes">{"".join(parts)}</div>'


def draw_departement(state: GapState) -> GapState:
    """Every activité of the chosen départements."""
    whole = st.toggle("Montrer aussi les lignes sans écart calculé", key="ecarts-toutes")
    rows = [row for slug in supply().activites for row in sorted_rows(
        supply().of(slug, state.loaded), state.loaded, order=state.ordre, borne=state.borne)]  # fmt: skip
    shown = [row for row in rows if whole or row.gaps[state.borne] is not None]
    st.html(f"<h2>{escape(gap_sheet.departements_finding(supply(), state.loaded, borne=state.borne))}</h2>")
    st.html(f"<p>* {escape(REVISED)}</p>{gap_notes.legend_html()}")
    if shown:
        names = {slug: entry.libelle_court for slug, entry in supply().activites.items()}
        drawn = gap_chart(shown, state.loaded, borne=state.borne, headings=names, stacked=state.ordre == "departement")
        dumbbell(state, shown, drawn)
    tables(state, rows, title="Écarts de toutes les activités", printed=list(supply().activites))
    return state


def draw_overview(state: GapState) -> GapState:
    """Activité x département: a table of buttons, each leads to its detail."""
    st.html("<h2>Chaque case compte les lignes d'une activité ; un clic ouvre le détail</h2>")
    code = grille("ecarts-grille", gap_matrix(supply(), state.loaded, borne=state.borne))
    st.html(f"<p>* {escape(REVISED)} Un ensemble de mentions qui ne se compare qu'en bloc compte pour une ligne ; "
            "une ligne sans implantation des deux côtés n'est pas comptée.</p>")  # fmt: skip
    rows = [row for slug in supply().activites for row in supply().of(slug, state.loaded)]
    tables(state, rows, title="Écarts de toutes les activités", printed=list(supply().activites))
    if not code:
        return state
    slug, departement = code.split(":")
    return _open(replace(state, vue="activite", activite=slug, departements=(departement,), modalite=""))


def draw_map(state: GapState) -> GapState:
    """The map of one modalité: its gap, its target, or what was authorised."""
    payload = gap_map(state.activite, state.borne)
    slugs = [entry[0] for group in payload["menu"] for entry in group["indicateurs"]]
    wanted = f"{state.mesure}-{state.modalite}"
    selected = state.departements[0] if len(state.departements) == 1 else ""
    start = Choice(wanted if wanted in slugs else slugs[0], selected)
    if supply().activites[state.activite].revisee:
        st.html(gap_notes.banner_html())
    choice = carte(f"carte-{state.activite}-{state.borne}", payload, start=start)
    measure, _, code = choice.indicateur.partition("-")
    state = replace(state, mesure=measure, modalite=code)
    rows = [row for row in supply().of(state.activite, supply().departements) if row.code == code]
    shown = [row for row in rows if choice.departement in ("", row.departement)]
    if shown:
        st.html(gap_sheet.detail_html(supply(), shown, borne=state.borne))
    elif choice.departement in supply().departements:
        notice(f"{DEPARTEMENTS[choice.departement]} : ce plan n'imprime pas cette ligne, ce qui ne vaut pas zéro.")
    elif choice.departement:
        notice(f"Plan non chargé pour ce département ({DEPARTEMENTS[choice.departement]}).")
    tables(
        state, rows, title=f"{rows[0].libelle}, {supply().activites[state.activite].libelle}", printed=[state.activite]
    )
    return state


def tables(state: GapState, rows: Sequence[GapRow], *, title: str, printed: Sequence[str] = ()) -> None:
    """The table twin, what the plans print, and the downloads, folded away."""
    folded = st.expander("Tableaux et téléchargements", key=f"ecarts-tableaux-{state.vue}", on_change="rerun")
    if not folded.open:
        return
    data = supply()
    frame = gap_tables.gaps_table(data, rows, borne=state.borne)
    cells = gap_tables.printed_table(data, printed, state.loaded) if printed else None
    revised = any(data.activites[row.activite].revisee for row in rows)
    with folded:
        shown = gap_tables.on_screen(frame, several=len({row.activite for row in rows}) > 1)
        st.html(html_table(shown, caption=title, numbers=gap_tables.RATES))
        st.html(f"<p>Population {gap_tables.population_year(data)}. {escape(RATE_CAUTION)}</p>")
        if cells is not None and len(printed) == 1:
            st.html(html_table(cells, caption="Ce que les plans impriment, case par case", numbers=["Ligne"]))
        sheets = {"Écarts": frame} if cells is None else {"Écarts": frame, "Cases imprimées": cells}
        cover = gap_tables.gaps_cover(data, title=title, departements=state.loaded, borne=state.borne, revised=revised)
        with st.container(horizontal=True):
            st.download_button("Télécharger en CSV", lambda: french_csv(frame), "ecarts.csv", CSV_MIME,
                               on_click="ignore", key=f"ecarts-csv-{state.vue}")  # fmt: skip
            st.download_button("Télécharger en XLSX", lambda: workbook(sheets, cover=cover), "ecarts.xlsx", XLSX_MIME,
                               on_click="ignore", key=f"ecarts-xlsx-{state.vue}")  # fmt: skip


DRAW: dict[str, Callable[[GapState], GapState]] = {
    "changements": draw_changes, "activite": draw_activity, "departement": draw_departement,
    "ensemble": draw_overview, "carte": draw_map,
}  # fmt: skip
