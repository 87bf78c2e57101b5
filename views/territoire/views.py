"""The view of one département: its figures, its plan, its supply, its cautions, who looks like it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import pandas as pd

from analysis.territory import Territory
from analysis.vigilances import heaviest_first
from charts.blocks.records import Blocks, Heading, Part
from charts.blocks.spine import reading
from charts.blocks.territory import comparables_long, finding_text, opening, pair_text, plan_text
from charts.blocks.territory_blocks import cautions, figures, intentions, key_figures, supply
from charts.blocks.territory_brief import at_a_glance, chosen_by
from charts.blocks.territory_lists import lists_paper
from charts.blocks.territory_paper import cautions_brief, intentions_brief, supply_brief
from charts.drawings.outlines import Outlines
from charts.words.coverage import version_text
from views.library import Library
from views.memo import memo
from views.territoire.state import TerritoryState
from views.territoire.tables import SHEETS, figures_table, sources_text, territory_cover, territory_tables
from views.view import Table, View, ViewKind


def build(library: Library, state: TerritoryState) -> View:
    """The view of a state; its figures come first, whole whatever the filters (as the page's own files)."""
    code = state.departement(library)
    shown = _whole(library, code, state.avec)
    return replace(
        shown,
        filename=(*shown.filename, "annexe") if state.annexe else shown.filename,
        body=lambda: library.territory_sections(code, state.chiffres, state.engagements, state.tied(), avec=state.avec),
    )


@memo(64)
def _whole(library: Library, code: str, avec: str) -> View:
    """What no filter changes, kept with the library."""
    shown = library.territory(code, avec)
    beside = _said_beside(library, shown)
    sheets = cache(lambda: territory_tables(shown))
    first, *others = SHEETS
    rest = [Table(name, partial(_sheet, sheets, name), shown=False) for name in others]
    return View(
        page="territoire",
        kind="territoire",
        parameters={},
        title=pair_text(shown, shown.pair) if shown.pair else finding_text(shown),
        sentence=plan_text(shown),
        cautions=tuple(
            dict.fromkeys((*version_said(library, code), *(caution.message for caution in shown.cautions), *beside))
        ),
        tables=(Table(first, lambda: figures_table(shown), shown=False, file=first), *rest),
        source=f"Sources : {sources_text(shown)}.",
        cover=lambda: territory_cover(shown),
        filename=("territoire", code, *(("avec", avec) if avec else ())),
        titled=False,
    )


def _said_beside(library: Library, shown: Territory) -> tuple[str, ...]:
    """What must be said of the figures of the département beside: its version, what touches its key figures."""
    if shown.pair is None:
        return ()
    objets = {f"indicateur:{row.key.indicateur}" for row in shown.profile.key_rows}
    known = heaviest_first(shown.atlas.vigilances.of(objets, {shown.pair.code}, compared=True))
    return (*version_said(library, shown.pair.code), *(vigilance.message for vigilance in known))


def version_said(library: Library, code: str) -> tuple[str, ...]:
    """That the plan of a département is a version put to consultation: said before its other cautions."""
    plans = library.loaded_plans
    if code not in plans.consulted:
        return ()
    return (version_text(library.geography, plans, code),)


def printed(territory: Territory, outlines: Outlines, *, annexe: bool = False) -> Blocks:
    """The sections of the sheet to print, whatever the reader's filters: two pages, then the annex on demand.

    Args:
        annexe: also every figure, the résumés and the lists of the plan, every activité, every caution.
    """
    first = (*opening(territory, outlines), *at_a_glance(territory, rule=False), *key_figures(territory))
    second = (
        *intentions_brief(territory),
        *supply_brief(territory),
        *cautions_brief(territory, annexe=annexe),
        reading(territory.geography, territory.pair),
    )
    parts: tuple[tuple[str, Blocks], ...] = (("feuille", first), ("feuille", second))
    if annexe:
        parts += (
            ("annexe", (Heading("Annexe", 2), chosen_by(territory), *comparables_long(territory))),
            ("annexe", figures(territory, paper=True)),
            ("annexe deux", intentions(territory, paper=True)),
            ("annexe deux", lists_paper(territory)),
            ("annexe", supply(territory)),
            ("annexe deux", cautions(territory)),
        )
    return tuple(Part(blocks, role, section=True) for role, blocks in parts if blocks)


KINDS: dict[str, ViewKind[TerritoryState]] = {
    "territoire": ViewKind(
        "Territoire",
        build,
        ("avec", "theme", "rattachement", "annexe"),
        ("departement", "chiffres", "avec", "engagement"),
    ),
}
"""Every view of the page."""


def _sheet(sheets: Callable[[], dict[str, pd.DataFrame]], name: str) -> pd.DataFrame:
    return sheets()[name]
