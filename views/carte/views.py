"""The views of the map as values: one map of an indicateur, or two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from charts.blocks.records import Blocks, Part
from charts.blocks.sheet import cautions, other_measures, place_sentence, sheet
from charts.drawings.choropleth import ChoroplethView
from charts.drawings.pictures import Maps
from charts.words.french import list_text, year_text
from views.carte.state import MapState, States
from views.carte.tables import map_cover, map_table, on_screen, value_heading
from views.library import Library
from views.view import PICTURE, Table, View, ViewKind

FIRST_IN_CSV = "Le CSV contient le tableau de la première carte ; le XLSX et le JSON, ceux des deux."
"""Which table each file holds, under those of two maps."""


@dataclass(frozen=True)
class MapsKind(ViewKind[States]):
    """One kind of view of the page.

    Attributes:
        maps: how many it shows.
    """

    maps: int = 1


def drawn(library: Library, state: MapState) -> ChoroplethView:
    """The classed map of a state."""
    return library.map_view(state.key, state.classes, state.bornes)


def maps(library: Library, states: States) -> View:
    """One map or two, the sheet of the selected département on each, what counts the same subject otherwise."""
    found = [drawn(library, state) for state in states]
    names = tuple(library.atlas.notions[state.indicateur].libelle for state in states)
    return View(
        page="carte",
        kind="",
        parameters={},
        title=" ; ".join(shown.titre for shown in found),
        sentence=" ".join(said(library, state, among=len(states) > 1) for state in states),
        cautions=tuple(dict.fromkeys(text for state in states for text in _cautions(library, state))),
        tables=_tables(library, states),
        source=" ".join(dict.fromkeys(shown.source for shown in found)),
        cover=lambda: cover(library, states),
        filename=tuple(state.indicateur for state in states),
        body=lambda: (PICTURE, *beside(library, states)),
        draw=lambda: Maps(names, tuple(found), states[0].departement),
        titled=False,
    )


def said(library: Library, state: MapState, *, among: bool) -> str:
    """What to say aloud of a map: its reading, then the value of the selected département and where it stands."""
    shown, code = drawn(library, state), state.departement
    if not code:
        return shown.phrase
    return f"{shown.phrase} {place_sentence(library.atlas, shown, key=state.key, departement=code, among=among)}"


KINDS: dict[str, MapsKind] = {
    "carte": MapsKind("Une carte", maps, maps=1),
    "deux": MapsKind("Deux cartes côte à côte", maps, maps=2),
}
"""Every view of the page; how many indicateurs its address names tells which."""

MOST_MAPS = max(kind.maps for kind in KINDS.values())


def kind_of(states: States) -> str:
    """The code of the kind that shows as many maps."""
    return next(code for code, kind in KINDS.items() if kind.maps == len(states))


def beside(library: Library, states: States) -> Blocks:
    """Under the maps: the sheets of the selected département, else the other measures of what is shown."""
    if not states[0].departement:
        return other_measures(library.atlas, list(dict.fromkeys(state.indicateur for state in states)))
    sheets = tuple(
        sheet(library.atlas, drawn(library, state), key=state.key, departement=state.departement) for state in states
    )
    return sheets if len(sheets) == 1 else (Part(sheets, "cote-a-cote"),)


def cover(library: Library, states: States) -> dict[str, str]:
    """The cover sheet of one map, or of two, each line saying what is of both."""
    covers = [map_cover(library.atlas, drawn(library, state), key=state.key, classes=state.classes) for state in states]
    return {name: list_text(list(dict.fromkeys(found[name] for found in covers))) for name in covers[0]}


def _cautions(library: Library, state: MapState) -> Sequence[str]:
    atlas = library.atlas
    value = atlas.cells(state.key).get(state.departement)
    return cautions(atlas, value, indicateur=state.indicateur, territoire=state.departement)


def _tables(library: Library, states: States) -> tuple[Table, ...]:
    if len(states) == 1:
        return (_table(library, states[0], "Valeurs"),)
    last = len(states)
    return tuple(
        _table(library, state, f"Valeurs, carte {rank}", note=FIRST_IN_CSV if rank == last else "")
        for rank, state in enumerate(states, 1)
    )


def _table(library: Library, state: MapState, name: str, *, note: str = "") -> Table:
    """The values of a map; one source for all is said once, in the caption: the files repeat it."""
    notion, official = library.atlas.notions[state.indicateur], state.origine == "statistique"
    caption = f"{notion.libelle}, {year_text(state.annee)}"
    column = value_heading(notion.unite)
    return Table(
        name,
        partial(map_table, library.atlas, key=state.key, sort=state.tri),
        caption=f"{caption}. {drawn(library, state).source}" if official else caption,
        on_screen=partial(on_screen, departements=library.geography.departements, source=not official),
        numbers=(column,),
        decimals={column: notion.decimales} if official else {},
        chosen=(state.departement,),
        note=note,
    )
