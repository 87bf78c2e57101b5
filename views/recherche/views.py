"""What a search finds, as a value."""

from __future__ import annotations

from collections.abc import Sequence

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
            return (welcome_part(tried, state.filters, _firsts(library, tried)),)
        figures = library.search_index.figures
        return (results_part(results, tried, filters=state.filters, figures=figures, plans=library.plans),)

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


def _firsts(library: Library, tried: Sequence[str]) -> dict[str, str]:
    """The first answer of each example."""
    best = {query: answered(library.search_index, query).best for query in tried}
    return {query: found[0].entry.title for query, found in best.items() if found}


KINDS: dict[str, ViewKind[SearchState]] = {"recherche": ViewKind("Recherche", found)}
"""Every view of the page."""
