"""The parts of the page of one département: its state, its choice, its blocks, its downloads."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.ties import own_share
from charts.blocks.territory_blocks import KEY, figure_choices
from charts.drawings.locator import locator_css
from charts.words.filter_words import TIED_SUPPLY, WHOLE_SUPPLY, opening_text, own_plan_text, supply_text
from exports.territory_sheet import HTML_MIME, MARKS_CSS, territory_sheet
from loaders.schema import DEPARTEMENTS
from shell import filters, screen
from shell.downloads import csv_button, file_button, which_file, xlsx_button
from shell.frame import css
from shell.library import library
from views.territoire.state import TerritoryState, parameters
from views.territoire.tables import figures_table, territory_cover, territory_tables

_CHOICE, _FIGURES, _ENGAGEMENTS = "territoire-departement", "territoire-chiffres", "territoire-engagements"


def restore(state: TerritoryState) -> None:
    """Put the control in the state that an address asks for."""
    st.session_state[_CHOICE] = state.departement(library())
    st.session_state[_FIGURES] = state.chiffres
    st.session_state[_ENGAGEMENTS] = list(state.engagements)


def style() -> None:
    """What the blocks need beside the frame's own style."""
    screen.html(f"<style>{MARKS_CSS}{css('territoire')}{locator_css(library().outlines)}</style>")


def choose(state: TerritoryState) -> TerritoryState:
    """The list of the 13 départements, and the three downloads of the one shown."""
    held = library()
    st.session_state.setdefault(_CHOICE, state.departement(held))
    known = held.plans.loaded
    with st.container(horizontal=True, key="filtres", vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Département",
            list(DEPARTEMENTS),
            key=_CHOICE,
            filter_mode=None,
            width=352,
            format_func=lambda code: DEPARTEMENTS[code] + ("" if code in known else " (plan non chargé)"),
        )
        state = _figures(state.select(chosen, held))
        state = replace(state, engagements=filters.engagements(state.engagements, key=_ENGAGEMENTS, width=165))
        _downloads(chosen)
    which_file()
    return state


def say_filters(state: TerritoryState) -> None:
    """What the filters keep of the plan and of the supply; the editorial tie is left out by one link."""
    held = library()
    code, loaded = state.departement(held), state.departement(held) in held.plans.loaded
    cleared = replace(state, departements=(), engagements=(), rattachement=True)
    here = [own_plan_text(own_share(held.plans, state.engagements, code), state.engagements, code, loaded=loaded)]
    if loaded and state.engagements:
        activites = held.kept(state.engagements if state.rattachement else ())
        here += [
            supply_text(held.supply, activites, state.engagements, tied=state.rattachement),
            "chiffres et fichiers entiers",
        ]
    here.append(opening_text(code, state.departements, cleared.departement(held)))
    other = replace(state, rattachement=not state.rattachement)
    way = WHOLE_SUPPLY if state.rattachement else TIED_SUPPLY
    filters.say(
        "territoire",
        parameters(state, held),
        " ; ".join(filter(None, here)),
        cleared=parameters(cleared, held),
        ways=[(way, parameters(other, held))] if loaded and state.engagements else [],
        more=held.ties(state.engagements) if loaded and state.rattachement else "",
    )


def blocks(state: TerritoryState) -> None:
    """Opening, figures, plan, supply, cautions: one block of HTML each."""
    held = library()
    for name, block in zip(
        ("ouverture", "chiffres", "plan", "offre", "vigilances"),
        held.territory_blocks(state.departement(held), state.chiffres, state.engagements, state.rattachement),
        strict=True,
    ):
        body = filters.following(block, state.engagements, untied=not state.rattachement)
        screen.html(f'<section class="territoire territoire-{name}">{body}</section>')


def _figures(state: TerritoryState) -> TerritoryState:
    """Which figures to read; a theme that a département has nothing of gives way to the key figures."""
    held = library()
    names = figure_choices(held.territory(state.departement(held)))
    if st.session_state.get(_FIGURES) not in names:
        st.session_state[_FIGURES] = state.chiffres if state.chiffres in names else KEY
    chosen = st.selectbox(
        "Chiffres", list(names), format_func=names.__getitem__, key=_FIGURES, filter_mode=None, width=228
    )
    return replace(state, chiffres=chosen)


def _downloads(code: str) -> None:
    """The sheet to print, the workbook, the figures; each is only written when asked for."""
    held = library()
    shown = held.territory(code)
    file_button(
        "Fiche à imprimer",
        lambda: territory_sheet(shown, held.outlines),
        "territoire",
        code,
        kind="html",
        mime=HTML_MIME,
        key="territoire-fiche",
    )
    xlsx_button(
        lambda: territory_tables(shown),
        lambda: territory_cover(shown),
        "territoire",
        code,
        key="territoire-xlsx",
        label="Classeur XLSX",
    )
    csv_button(lambda: figures_table(shown), "territoire", code, "chiffres", key="territoire-csv", label="Chiffres CSV")
