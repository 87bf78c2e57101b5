"""The parts of the page of one département: its state, its choice, its blocks, its downloads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from analysis.ties import own_share
from charts.filter_words import TIED_SUPPLY, WHOLE_SUPPLY, opening_text, own_plan_text, supply_text
from charts.locator import locator_css
from charts.territory_blocks import EVERY, KEY, figure_choices
from exports.territory_sheet import HTML_MIME, MARKS_CSS, territory_sheet
from exports.territory_tables import figures_table, territory_cover, territory_tables
from loaders.schema import DEPARTEMENTS
from pages.shared import filters, screen
from pages.shared.data import dataset, kept, outlines, plans, supply, territory, territory_blocks, ties
from pages.shared.downloads import csv_button, file_button, which_file, xlsx_button
from pages.shared.links import UNTIED, Address

PARAMETERS = ("departement", "engagement", "theme", "rattachement")
_CHOICE, _FIGURES, _ENGAGEMENTS = "territoire-departement", "territoire-chiffres", "territoire-engagements"
_CSS = (Path(__file__).parent / "territory.css").read_text("utf-8")


@dataclass(frozen=True)
class TerritoryState:
    """Filters of the address; the page shows the first département and keeps the others.

    `departements` and `engagements` are as the reader chose them.
    """

    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    chiffres: str = KEY
    """Which figures are shown: the key ones, a theme, or all (charts.territory_blocks)."""

    rattachement: bool = True
    """Whether the engagements narrow the activités, by our own ties."""

    @property
    def departement(self) -> str:
        """The one shown: the first chosen, else the first whose plan is loaded."""
        return next(iter([*self.departements, *plans().loaded, *DEPARTEMENTS]))

    def select(self, departement: str) -> TerritoryState:
        """Another département replaces the filter; the one shown already leaves it as it is."""
        return self if departement == self.departement else replace(self, departements=(departement,))


def state_from(address: Address) -> TerritoryState:
    """Read the address; what the page does not know is refused."""
    themes = [*dataset().themes["theme"], EVERY]
    state = TerritoryState(
        tuple(address.departements()), tuple(address.engagements()), address.one("theme", themes),
        address.one("rattachement", (UNTIED,)) != UNTIED,
    )  # fmt: skip
    address.refuse_unknown(PARAMETERS)
    return state


def parameters(state: TerritoryState) -> dict[str, str | list[str]]:
    """The address of a view; the default département is left out."""
    return {"departement": list(state.departements), "engagement": list(state.engagements),
            "theme": state.chiffres,
            "rattachement": UNTIED if state.engagements and not state.rattachement else ""}  # fmt: skip


def restore(state: TerritoryState) -> None:
    """Put the control in the state that an address asks for."""
    st.session_state[_CHOICE] = state.departement
    st.session_state[_FIGURES] = state.chiffres
    st.session_state[_ENGAGEMENTS] = list(state.engagements)


def style() -> None:
    """What the blocks need beside the frame's own style."""
    screen.html(f"<style>{MARKS_CSS}{_CSS}{locator_css(outlines())}</style>")


def choose(state: TerritoryState) -> TerritoryState:
    """The list of the 13 départements, and the three downloads of the one shown."""
    st.session_state.setdefault(_CHOICE, state.departement)
    known = plans().loaded
    with st.container(horizontal=True, key="filtres", vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Département", list(DEPARTEMENTS), key=_CHOICE, filter_mode=None, width=352,
            format_func=lambda code: DEPARTEMENTS[code] + ("" if code in known else " (plan non chargé)"),
        )  # fmt: skip
        state = _figures(state.select(chosen))
        state = replace(state, engagements=filters.engagements(state.engagements, key=_ENGAGEMENTS, width=165))
        _downloads(chosen)
    which_file()
    return state


def say_filters(state: TerritoryState) -> None:
    """What the filters keep of the plan and of the supply; the editorial tie is left out by one link."""
    code, loaded = state.departement, state.departement in plans().loaded
    cleared = replace(state, departements=(), engagements=(), rattachement=True)
    here = [own_plan_text(own_share(plans(), state.engagements, code), state.engagements, code, loaded=loaded)]
    if loaded and state.engagements:
        activites = kept(state.engagements if state.rattachement else ())
        here += [supply_text(supply(), activites, state.engagements, tied=state.rattachement),
                 "chiffres et fichiers entiers"]  # fmt: skip
    here.append(opening_text(code, state.departements, cleared.departement))
    other = replace(state, rattachement=not state.rattachement)
    way = WHOLE_SUPPLY if state.rattachement else TIED_SUPPLY
    filters.say("territoire", parameters(state), " ; ".join(filter(None, here)), cleared=parameters(cleared),
                ways=[(way, parameters(other))] if loaded and state.engagements else [],
                more=ties(state.engagements) if loaded and state.rattachement else "")  # fmt: skip


def blocks(state: TerritoryState) -> None:
    """Opening, figures, plan, supply, cautions: one block of HTML each."""
    for name, block in zip(("ouverture", "chiffres", "plan", "offre", "vigilances"),
                           territory_blocks(state.departement, state.chiffres, state.engagements,
                                            state.rattachement), strict=True):  # fmt: skip
        body = filters.following(block, state.engagements, untied=not state.rattachement)
        screen.html(f'<section class="territoire territoire-{name}">{body}</section>')


def _figures(state: TerritoryState) -> TerritoryState:
    """Which figures to read; a theme that a département has nothing of gives way to the key figures."""
    names = figure_choices(territory(state.departement))
    if st.session_state.get(_FIGURES) not in names:
        st.session_state[_FIGURES] = state.chiffres if state.chiffres in names else KEY
    chosen = st.selectbox("Chiffres", list(names), format_func=names.__getitem__, key=_FIGURES, filter_mode=None,
                          width=228)  # fmt: skip
    return replace(state, chiffres=chosen)


def _downloads(code: str) -> None:
    """The sheet to print, the workbook, the figures; each is only written when asked for."""
    file_button("Fiche à imprimer", lambda: territory_sheet(territory(code), outlines()), "territoire", code,
                kind="html", mime=HTML_MIME, key="territoire-fiche")  # fmt: skip
    xlsx_button(lambda: territory_tables(territory(code)), lambda: territory_cover(territory(code)), "territoire", code,
                key="territoire-xlsx", label="Classeur XLSX")  # fmt: skip
    csv_button(lambda: figures_table(territory(code)), "territoire", code, "chiffres", key="territoire-csv",
               label="Chiffres CSV")  # fmt: skip
