"""The view of one or two maps of an indicateur as a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from charts.blocks.sheet import cautions
from charts.drawings.choropleth import ChoroplethView
from charts.words.french import list_text
from views.address import Address
from views.carte.state import MapState, parameters, states_from
from views.carte.tables import SORTS, map_cover, map_table
from views.library import Library
from views.view import Table, View

SORT = next(iter(SORTS))
"""Order of the rows of a map's table, unless the reader chooses another."""


def drawn(library: Library, state: MapState) -> ChoroplethView:
    """The classed map of a state."""
    return library.map_view(state.key, state.classes, state.bornes)


def values(library: Library, state: MapState, *, sort: str = SORT) -> pd.DataFrame:
    """The table of a map."""
    return map_table(library.atlas, key=state.key, sort=sort)


def cover(library: Library, state: MapState) -> dict[str, str]:
    """The cover sheet of a map."""
    return map_cover(library.atlas, drawn(library, state), key=state.key, classes=state.classes)


def view(library: Library, address: Address) -> View:
    """The view of an address: one map, or two side by side."""
    states = states_from(address, library)
    maps = [drawn(library, state) for state in states]
    said = [
        text
        for state in states
        for text in cautions(
            library.atlas,
            library.atlas.cells(state.key).get(state.departement),
            indicateur=state.indicateur,
            territoire=state.departement,
        )
    ]
    return View(
        "carte",
        "carte" if len(states) == 1 else "deux",
        parameters(states, library),
        " ; ".join(shown.titre for shown in maps),
        " ".join(shown.phrase for shown in maps),
        tuple(dict.fromkeys(said)),
        _tables(library, states),
        " ".join(dict.fromkeys(shown.source for shown in maps)),
        _cover(library, states),
        tuple(state.indicateur for state in states),
        tuple(address.ignored),
    )


def _tables(library: Library, states: Sequence[MapState]) -> tuple[Table, ...]:
    names = ["Valeurs"] if len(states) == 1 else [f"Valeurs, carte {rank}" for rank in range(1, len(states) + 1)]
    return tuple(Table(name, partial(values, library, state)) for name, state in zip(names, states, strict=True))


def _cover(library: Library, states: Sequence[MapState]) -> Callable[[], dict[str, str]]:
    def computed() -> dict[str, str]:
        covers = [cover(library, state) for state in states]
        return {name: list_text(list(dict.fromkeys(found[name] for found in covers))) for name in covers[0]}

    return computed
