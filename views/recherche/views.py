"""What a search finds, as a value."""

from __future__ import annotations

from charts.blocks.records import Blocks
from views.common import dataset_cover
from views.library import Library
from views.recherche.answers import answered
from views.recherche.results import examples, results_part, summary_text, welcome_part
from views.recherche.state import SearchState
from views.recherche.tables import found_table
from views.view import Table, View, ViewKind

NOTHING_ASKED = "Aucun mot n'est cherché"


def found(library: Library, state: SearchState) -> View:
    """Every result, kind by kind; what can be sought while nothing is. The summary says the title."""
    results, tried = answered(library.search_index, state.words), examples(library.plans)

    def body() -> Blocks:
        if not state.words:
            return (welcome_part(tried, state.filters),)
        return (results_part(results, tried, filters=state.filters),)

    return View(
        page="recherche",
        kind="",
        parameters={},
        title=summary_text(results).rstrip(".") if state.words else NOTHING_ASKED,
        tables=(Table("Résultats", lambda: found_table(results, state.filters)),),
        source="Source : le jeu de données entier, chaque vue donne la sienne.",
        cover=lambda: {"Recherche": state.words, **dataset_cover(library.dataset)},
        filename=("recherche",),
        body=body,
        titled=False,
    )


KINDS: dict[str, ViewKind[SearchState]] = {"recherche": ViewKind("Recherche", found)}
"""Every view of the page."""
