"""The results of «Et si»: four views of one scenario or two, beside the reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from analysis.scenario import ENGAGEMENTS, Outcome
from analysis.typed_text import isolated
from charts.blocks import scenario_lists, scenario_supply
from charts.words import scenario_words
from charts.words.filter_words import scenario_text, supply_text
from charts.words.french import plural
from components.carte import Choice, carte, complement, order
from exports.tables import html_table
from pages.parts.scenario_controls import ask
from shell import filters, screen
from shell.downloads import csv_button, which_file, xlsx_button
from shell.library import library
from views.defis.tables import CAPTIONS
from views.scenario import views
from views.scenario.state import ScenarioState, parameters
from views.scenario.tables import HIDDEN_ON_SCREEN

_MAPS = ("scenario-carte", "scenario-carte-2")


def draw(state: ScenarioState) -> ScenarioState:
    """What the scenarios keep, in the view asked for."""
    named = views.results(library(), state)
    state = DRAW[state.vue](state, named)
    tables(state)
    return state


def say_filters(state: ScenarioState, named: dict[str, Outcome]) -> None:
    """The filters that follow the reader are the choices of the first scenario; «Tout afficher» undoes these alone."""
    held = library()
    shown, first = parameters(state, held), next(iter(named.values()))
    engagements = [str(number) for number in sorted(first.scenario.engagements)] if shown["engagement"] else []
    tied = first.scenario.rattachement
    activites = supply_text(held.supply, first.supply.activites, engagements, tied=tied)
    here = scenario_text(activites, shown["departement"], engagements, several=len(state.scenarios) > 1)
    filters.say(
        "scenario", {**shown, "engagement": engagements}, here, cleared={**shown, "departement": [], "engagement": []}
    )


def draw_balance(state: ScenarioState, named: dict[str, Outcome]) -> ScenarioState:
    """The map, what changes and what cannot be told, the balance of the plans."""
    found, balance = list(named.values()), scenario_lists.balance_html(library().reference, named)
    headings = [_heading(state, rank, _objectifs_left(one)) for rank, one in enumerate(found)]
    if len(found) == 1:
        left, right = st.columns([5, 6], gap="medium")
        with left:
            state = _map(state, 0, found[0])
        with right:  # beside the map, which keeps the height of the screen
            screen.html(headings[0])
            say_filters(state, named)
            screen.html(_sentences(found[0]))
        screen.html(balance)
        return state
    screen.html(_side_by_side(headings))
    for rank, column in enumerate(st.columns(2, gap="medium")):
        with column:
            state = _map(state, rank, found[rank])
    say_filters(state, named)
    screen.html(_side_by_side([_sentences(one) for one in found]) + balance)
    return state


def _side_by_side(parts: Sequence[str]) -> str:
    return f'<div class="deux">{"".join(f"<div>{part}</div>" for part in parts)}</div>'


def draw_objectifs(state: ScenarioState, named: dict[str, Outcome]) -> ScenarioState:
    """Défis and objectifs that remain and that leave the view."""
    held = library()
    screen.html(_headings(state, named))
    say_filters(state, named)
    screen.html(_following(scenario_lists.objectifs_html(held.plans, held.reference, named), named))
    return state


def draw_tags(state: ScenarioState, named: dict[str, Outcome]) -> ScenarioState:
    """Thèmes and parcours that remain, that nobody prints any more, that one plan alone still prints."""
    held = library()
    screen.html(_headings(state, named, title=lambda found: scenario_words.tags_finding(found, held.reference)))
    say_filters(state, named)
    screen.html(scenario_lists.tags_html(named, held.reference))
    return state


def draw_supply(state: ScenarioState, named: dict[str, Outcome]) -> ScenarioState:
    """Gaps that are numbers, ranges and silences of the activités concerned."""
    screen.html(_headings(state, named, title=scenario_words.gaps_finding))
    say_filters(state, named)
    screen.html(_following(scenario_supply.supply_html(library().supply, named), named))
    return state


def _following(body: str, named: dict[str, Outcome]) -> str:
    """The HTML of a view whose links keep the engagements of the first scenario, as the menu does."""
    scenario = next(iter(named.values())).scenario
    kept = [str(number) for number in sorted(scenario.engagements)] if scenario.engagements != ENGAGEMENTS else []
    return filters.following(body, kept, untied=not scenario.rattachement)


def tables(state: ScenarioState) -> None:
    """The table twins and the downloads, folded away and computed when opened."""
    held = library()
    screen.html(f'<p class="source">{escape(views.SOURCE)}</p>')
    folded = st.expander("Tableaux et téléchargements", key="scenario-tableaux", on_change="rerun")
    if not folded.open:
        return
    sheets = views.sheets(held, state)
    with folded:
        for label, table in sheets.items():
            shown = table[[column for column in table if column not in HIDDEN_ON_SCREEN[label]]]
            screen.html(html_table(shown, caption=f"{CAPTIONS.get(label, label)} ({rows_text(table)})"))
        with st.container(horizontal=True):
            xlsx_button(lambda: sheets, lambda: views.cover(held, state), "scenario", key="scenario-xlsx")
            csv_button(
                lambda: sheets["Objectifs"], "scenario", "objectifs", key="scenario-csv", label="Objectifs en CSV"
            )
        which_file()


def rows_text(table: pd.DataFrame) -> str:
    """«75 lignes», «aucune ligne»."""
    return f"{len(table)} ligne{plural(len(table))}" if len(table) else "aucune ligne"


def _objectifs_left(found: Outcome) -> str:
    return scenario_words.finding(found, library().reference)


def _headings(
    state: ScenarioState, named: dict[str, Outcome], *, title: Callable[[Outcome], str] = _objectifs_left
) -> str:
    """The heading of each scenario, with the finding of the view."""
    return "".join(_heading(state, rank, title(found)) for rank, found in enumerate(named.values()))


def _heading(state: ScenarioState, rank: int, title: str) -> str:
    """The finding, what is kept in words, the sentence of the reader."""
    scenario = state.scenarios[rank]
    kept = scenario_words.choices_text(scenario.choix)
    phrase = f" {escape(isolated(scenario.phrase))}" if scenario.phrase else ""
    named = len(state.scenarios) > 1 or scenario.nom
    return (
        f'<div class="constat"><h2>{escape(f"{state.names[rank]} : {title}" if named else title)}</h2>'
        f"<p>Sélection : {escape(kept)}.{phrase}</p></div>"
    )


def _sentences(found: Outcome) -> str:
    held = library()
    parts = {
        "Ce qui change par rapport à la référence": scenario_words.differences(found, held.reference, held.supply),
        "Ce qui ne se calcule pas": scenario_words.unknowns(found, held.supply),
    }
    body = "".join(scenario_lists.sentences_html(title, said) for title, said in parts.items())
    return f'<section class="phrases">{body}</section>'


def _map(state: ScenarioState, rank: int, found: Outcome) -> ScenarioState:
    """The map of one scenario; a click keeps one département, a second click all of them."""
    held = library()
    key, chosen, named = _MAPS[rank], found.scenario.departements, state.scenarios[rank]
    wanted = Choice(state.carte, next(iter(chosen)) if chosen and len(chosen) == 1 else "")
    memory = f"_{key}"
    if st.session_state.get(memory, wanted) != wanted:  # the controls changed, the map follows
        order(key, wanted)
    choice = carte(key, held.priority_map, start=wanted, compact=True, shares=_MAPS[0])
    complement(f"{key}-complement", target=key, vues=held.priority_changes(found.scenario))
    st.session_state[memory] = choice
    if choice == wanted:
        return state
    kept = chosen if choice.departement == wanted.departement else _one(choice.departement)
    changed = state.put(rank, replace(named, choix=replace(named.choix, departements=kept)))
    return ask(replace(changed, carte=choice.indicateur, ordre=tuple(kept or ()) if rank == 0 else state.ordre))


def _one(departement: str) -> frozenset[str] | None:
    return frozenset({departement}) if departement else None


DRAW: dict[str, Callable[[ScenarioState, dict[str, Outcome]], ScenarioState]] = {
    "bilan": draw_balance, "objectifs": draw_objectifs, "etiquettes": draw_tags, "oqos": draw_supply,
}  # fmt: skip
