"""The five views of the gaps page: each draws a state and returns it, changed by what was chosen in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from analysis.supply import GapRow
from charts.blocks import gap_notes, gap_sheet
from charts.blocks.kin_words import kin_html
from charts.drawings.gap_chart import gap_chart
from charts.drawings.gap_matrix import gap_matrix
from charts.words.filter_words import WHOLE_SUPPLY
from charts.words.gap_words import BORNES, REVISED, REVISED_MARK
from charts.words.typography import bound, bound_all
from components.carte import carte, order
from components.figure import figure, stock
from components.grille import grille
from loaders.schema import DEPARTEMENTS
from pages.parts.ecarts_controls import ACTIVITE, BORNE, ask, map_choice, map_key
from pages.parts.ecarts_tables import tables
from shell import screen
from shell.frame import notice
from shell.library import library
from views.ecarts import views
from views.ecarts.state import GapState

FIGURE, _MAP, _SENT = "ecarts-figure", "_ecarts_carte", "_ecarts_envoye"


def draw_changes(state: GapState) -> GapState:
    """«Ce qui change»: gaps that are numbers and not zero, one column a département, without reservation first."""
    held = library()
    content, kept = views.changes(held, state), state.kept(held)
    screen.html(f"<h2>{escape(content.title)}</h2>")
    sections = "".join(
        gap_sheet.changes_html(held.supply, code, borne=state.borne, activites=kept) for code in state.loaded(held)
    )
    screen.html(f'<div class="changements">{sections}</div>')
    rest = (
        "Les autres lignes, stables, en fourchette ou sans écart chiffrable, se lisent par activité ou par département."
    )
    screen.html(f"<p>{REVISED_MARK} {escape(REVISED)} {escape(rest)}</p>")
    tables(state, content)
    return state


def draw_activity(state: GapState) -> GapState:
    """One activité: the sentence of a row, the dumbbell, what goes with it."""
    held = library()
    activite, content = held.supply.activites[state.activite], views.activity(held, state)
    rows = content.rows
    if activite.revisee:
        screen.html(gap_notes.banner_html())
    screen.html(f"<h2>{escape(content.title)}</h2>")
    if not rows:
        return state
    detail = [row for row in rows if row.code == state.modalite]
    screen.html(gap_notes.legend_html([activite], borne=state.borne))
    drawn = held.gap_figure(state.activite, tuple(state.loaded(held)), state.borne, state.ordre)
    state = dumbbell(state, rows, drawn, phrase=_sentence(state, state.borne))
    screen.html(gap_sheet.detail_html(held.supply, detail, borne=state.borne))
    screen.html(notes_html(state, rows))
    tables(state, content)
    send_ahead(state)
    return state


def dumbbell(state: GapState, rows: Sequence[GapRow], drawn: dict[str, Any], *, phrase: str = "") -> GapState:
    """The chart of some rows; a click on a mark opens its row."""
    answer = figure(
        FIGURE,
        {"ecarts": drawn},
        height=drawn["layout"]["height"],
        phrase=phrase,
        alt=bound(gap_sheet.chart_text(rows, state.loaded(library()), borne=state.borne)),
    )
    if not answer.clicked:
        return state
    activite, modalite, _ = answer.reference.split(":")
    asked = replace(state, vue="activite", activite=activite, modalite=modalite)
    return state if asked == state else ask(asked)


def send_ahead(state: GapState) -> None:
    """Figure and sentence of the other activités and of the other bounds: the browser draws them at the choice.

    Each is sent once for what it depends on: the browser keeps it.
    """
    held = library()
    chosen, sent = tuple(state.loaded(held)), st.session_state.setdefault(_SENT, {})
    wanted = chosen, state.borne, state.ordre
    bound_just_chosen = sent.get("borne", state.borne) != state.borne  # the heavy delivery waits for the next run
    sent["borne"] = state.borne
    if sent.get(ACTIVITE) != wanted and not bound_just_chosen:
        sent[ACTIVITE] = wanted
        figures = held.gap_figures(chosen, state.borne, state.ordre)
        stock("ecarts-activites", target=FIGURE, control=ACTIVITE, figures=figures)
    if sent.get(BORNE) != (chosen, state.activite, state.ordre, state.modalite):
        sent[BORNE] = chosen, state.activite, state.ordre, state.modalite
        drawn = {borne: held.gap_figure(state.activite, chosen, borne, state.ordre) for borne in BORNES}
        bounds = {
            BORNES[borne]: figure_of | {"phrase": _sentence(state, borne)}
            for borne, figure_of in drawn.items()
            if any(other != figure_of for other in drawn.values())
        }
        stock("ecarts-bornes", target=FIGURE, control=BORNE, figures=bounds)


def _sentence(state: GapState, borne: str) -> str:
    held = library()
    rows = [row for row in held.supply.of(state.activite, state.loaded(held)) if row.code == state.modalite]
    return bound(gap_sheet.sentence_text(held.supply, rows, borne=borne))


def notes_html(state: GapState, rows: Sequence[GapRow]) -> str:
    """Conditions, recourse, declarations, reasons, editorial tie and vigilances of one activité."""
    held = library()
    data, activite = held.supply, held.supply.activites[state.activite]
    parts = [
        gap_notes.conditions_html(data, state.activite, state.loaded(held)),
        gap_notes.recourse_html(data, state.activite, state.loaded(held)),
        gap_notes.other_declarations_html(data, state.activite, state.loaded(held)),
        gap_notes.reasons_html(rows),
        kin_html(held.atlas, "activite", state.activite, state.loaded(held)),
        gap_notes.vigilances_html(held.atlas, state.activite, state.loaded(held)),
        gap_notes.tie_html(activite),
        gap_notes.glossary_html(data, state.activite),
    ]
    return f'<div class="notes">{"".join(parts)}</div>'


def draw_departement(state: GapState) -> GapState:
    """Every activité of the chosen départements."""
    held = library()
    st.session_state.setdefault("ecarts-toutes", state.toutes)
    whole = st.toggle("Montrer aussi les lignes sans écart chiffrable", key="ecarts-toutes")
    state = replace(state, toutes=whole)
    loaded, content = state.loaded(held), views.whole(held, state)
    shown = [row for row in content.rows if whole or row.gaps[state.borne] is not None]
    screen.html(f"<h2>{escape(content.title)}</h2>")
    drawn_activites = [held.supply.activites[slug] for slug in dict.fromkeys(row.activite for row in shown)]
    screen.html(f"<p>{REVISED_MARK} {escape(REVISED)}</p>{gap_notes.legend_html(drawn_activites, borne=state.borne)}")
    if shown:
        names = {
            slug: entry.libelle_court + (REVISED_MARK if entry.revisee else "")
            for slug, entry in held.supply.activites.items()
        }
        drawn = gap_chart(shown, loaded, borne=state.borne, headings=names, stacked=state.ordre == "departement")
        state = dumbbell(state, shown, bound_all(drawn))
    tables(state, content)
    return state


def draw_overview(state: GapState) -> GapState:
    """Activité x département: a table of buttons, each leads to its detail."""
    held = library()
    said = gap_sheet.overview_bound(held.supply, state.loaded(held), borne=state.borne, activites=state.kept(held))
    screen.html(f"<h2>{escape(said)}Chaque case compte les lignes d'une activité ; un clic ouvre le détail</h2>")
    table = gap_matrix(held.supply, state.loaded(held), borne=state.borne, activites=state.kept(held))
    code = grille("ecarts-grille", bound_all(table))
    rest = "Un ensemble qui ne se compare qu'en bloc compte pour une ligne ; une ligne sans implantation, pour aucune."
    screen.html(f"<p>{REVISED_MARK} {escape(REVISED)} {escape(rest)}</p>")
    tables(state, views.overview(held, state))
    if not code:
        return state
    slug, departement = code.split(":")
    return ask(replace(state, vue="activite", activite=slug, departements=(departement,), modalite=""))


def draw_map(state: GapState) -> GapState:
    """The map of one modalité: its gap, its target, or what was authorised."""
    held = library()
    if held.supply.activites[state.activite].revisee:
        screen.html(gap_notes.banner_html())
    key, wanted = map_key(state), map_choice(state)
    if not wanted.indicateur:
        notice("Aucun plan chargé n'imprime de tableau pour cette activité.")
        return state
    if st.session_state.get(_MAP, (key,))[0] != key:  # another map comes back: it shows what the page says now
        order(key, wanted)
    choice = carte(key, held.gap_map(state.activite, state.borne), start=wanted)
    before, st.session_state[_MAP] = st.session_state.get(_MAP), (key, choice)
    measure, _, code = choice.indicateur.partition("-")
    state = replace(state, mesure=measure, modalite=code)
    if choice.departement != wanted.departement:
        if before == (key, choice):  # the list of départements changed, the map follows
            order(key, replace(choice, departement=wanted.departement))
        else:  # a click on the map, the list follows
            state = replace(state, departements=(choice.departement,) if choice.departement else ())
        ask(state)
    content = views.one_map(held, state)
    shown = [row for row in content.rows if choice.departement in ("", row.departement)]
    if shown:
        screen.html(gap_sheet.detail_html(held.supply, shown, borne=state.borne))
    elif choice.departement in held.supply.departements:
        notice(f"{DEPARTEMENTS[choice.departement]} : ce plan n'imprime pas cette ligne, ce qui ne vaut pas zéro.")
    elif choice.departement:
        notice(f"Plan non chargé pour ce département ({DEPARTEMENTS[choice.departement]}).")
    tables(state, content)
    return state


def draw(state: GapState) -> GapState:
    """The view of a state; one of several activités says so when the filter keeps none."""
    if state.vue not in ("activite", "carte") and not state.kept(library()):
        notice(f"Aucune activité à montrer sous ce filtre : retirez-le, ou suivez «{WHOLE_SUPPLY}».")
        return state
    return DRAW[state.vue](state)


DRAW: dict[str, Callable[[GapState], GapState]] = {
    "changements": draw_changes, "activite": draw_activity, "departement": draw_departement,
    "ensemble": draw_overview, "carte": draw_map,
}  # fmt: skip
