"""What the palette of every page suggests for a query, as JSON: the first results, in the order of the page.

One ranking, that of Python: the browser draws what it receives.
"""

from __future__ import annotations

import json

from analysis.search import Found, Index, Results
from charts.words.typography import bound
from views.links import address, following
from views.recherche.answers import answered
from views.recherche.results import NAMES, left_out_text

MAX_TITLE, MAX_CONTEXT = 110, 110
MOST_FOUND, MOST_OF_A_KIND = 9, 4
"""Results shown in the palette, and of one kind while others wait; the page Recherche shows them all."""

Suggestion = tuple[str, str, str, str, str]
"""Kind, title, context, address, filters that its link keeps (`name:values`)."""


def found_json(index: Index, query: str) -> bytes:
    """`{"proche": whether words were found by likeness only, "trouve": the first results, "sans": words left out}`."""
    results = answered(index, query)
    found = [_suggestion(one) for one in first_results(results)]
    said = {"proche": results.near, "trouve": found} | ({"sans": left_out_text(results)} if results.left_out else {})
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def first_results(results: Results) -> list[Found]:
    """The first results in their order, kinds mixed."""
    first: list[Found] = []
    rest: list[Found] = []
    count: dict[str, int] = {}
    for found in results.best:
        kind = found.entry.kind
        count[kind] = count.get(kind, 0) + 1
        (first if count[kind] <= MOST_OF_A_KIND else rest).append(found)
    return [*first, *rest][:MOST_FOUND]


def _suggestion(found: Found) -> Suggestion:
    entry = found.entry
    kept = [f"{name}:{','.join(values)}" for name, values in following(entry).items()]
    return (
        NAMES[entry.kind][0],
        bound(_cut(entry.title, MAX_TITLE)),
        bound(_cut(entry.context, MAX_CONTEXT)),
        address(entry, found.parameters),
        " ".join(kept),
    )


def _cut(text: str, length: int) -> str:
    """A text cut between two words."""
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]}…"
