"""The drawings of Écarts as tables: rows of one activité, or of every one, each a way to where it is read in full."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.supply import GapRow, Supply
from charts.blocks import gap_sheet
from charts.blocks.activity_table import ActivityTable, Numbers
from charts.blocks.records import Blocks, Parameters, notice, parameters
from charts.blocks.supply_table import SupplyTable
from charts.words.french import list_text, lower_first
from charts.words.gap_reserves import reserve_signs
from views.address import UNTIED
from views.ecarts.state import GapState
from views.library import Library


def into(state: GapState, activite: str, code: str = "") -> Parameters:
    """The address of the same choices on an activité, and on one of its rows."""
    return parameters(
        activite=activite,
        modalite=code,
        departement=state.departements,
        engagement=state.engagements,
        rattachement="" if state.rattachement or not state.engagements else UNTIED,
        borne="" if state.borne == "intervalle" else state.borne,
        ordre="" if state.ordre == "document" else state.ordre,
        echelle="" if state.echelle == "commune" else state.echelle,
    )


def activity_table(library: Library, state: GapState, rows: Sequence[GapRow], numbers: Numbers) -> ActivityTable:
    """The rows of the activité of a state; `numbers` are those of its notes."""
    return ActivityTable(
        library.supply,
        state.borne,
        rows,
        state.modalite,
        state.echelle == "propre",
        numbers,
        lambda row: into(state, row.activite, row.code),
        stacked=state.ordre == "departement",
    )


def supply_table(library: Library, state: GapState, rows: Sequence[GapRow]) -> SupplyTable:
    """The rows of several activités."""
    return SupplyTable(
        library.supply,
        state.borne,
        rows,
        "",
        state.echelle == "propre",
        {},
        lambda row: into(state, row.activite, row.code),
        stacked=state.ordre == "departement",
        into=lambda slug: into(state, slug),
    )


def left_text(supply: Supply, activites: Sequence[str]) -> str:
    """«Ni hausse, ni baisse, ni fourchette : hospitalisation à domicile et psychiatrie.»; empty without any."""
    names = list_text([lower_first(supply.activites[slug].libelle_court) for slug in activites])
    return f"Ni hausse, ni baisse, ni fourchette : {names}." if names else ""


def map_signs(rows: Sequence[GapRow], measure: str) -> dict[str, str]:
    """What holds each number of a map back, by département; nothing holds what was authorised."""
    held = {row.departement: reserve_signs(row) for row in rows if measure != "existant"}
    return {code: " ".join(signs) for code, signs in held.items() if signs}


def map_detail(library: Library, state: GapState, rows: Sequence[GapRow], chosen: str) -> Blocks:
    """Under the map: the row in each plan, or in the one chosen, or why there is nothing to say of it."""
    detailed = [row for row in rows if chosen in ("", row.departement)]
    if detailed:
        return (gap_sheet.detail(library.supply, detailed, borne=state.borne),)
    name = library.geography.name(chosen)
    if chosen in library.supply.departements:
        return (notice(f"{name} : ce plan n'imprime pas cette ligne, ce qui ne vaut pas zéro."),)
    return (notice(f"{library.loaded_plans.missing_text(chosen, 'oqos').capitalize()} pour ce département ({name})."),)
