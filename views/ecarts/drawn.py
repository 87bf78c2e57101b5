"""The drawings of Écarts as tables: rows of one activité, or of every one, each a way to where it is read in full."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.supply import GapRow
from charts.blocks.activity_table import ActivityTable, Numbers
from charts.blocks.records import Parameters, parameters
from charts.blocks.supply_table import SupplyTable
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
