"""The view of one département as a value."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import pandas as pd

from charts.blocks.territory import finding_text, plan_text
from views.address import Address
from views.library import Library
from views.territoire.state import parameters, state_from
from views.territoire.tables import SHEETS, figures_table, sources_text, territory_cover, territory_tables
from views.view import Table, View


def _sheet(sheets: Callable[[], dict[str, pd.DataFrame]], name: str) -> pd.DataFrame:
    return sheets()[name]


def view(library: Library, address: Address) -> View:
    """The view of an address; its figures come first, whole whatever the filters (as the page's own files)."""
    state = state_from(address, library)
    code = state.departement(library)
    shown = library.territory(code)
    sheets = cache(lambda: territory_tables(shown))
    first, *others = SHEETS
    rest = [Table(name, partial(_sheet, sheets, name)) for name in others]
    tables = (Table(first, lambda: figures_table(shown)), *rest)
    return View(
        "territoire",
        "territoire",
        parameters(state, library),
        finding_text(shown),
        plan_text(shown),
        tuple(caution.message for caution in shown.cautions),
        tables,
        f"Sources : {sources_text(shown)}.",
        lambda: territory_cover(shown),
        ("territoire", code),
        tuple(address.ignored),
    )
