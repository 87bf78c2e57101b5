"""What the palette of every page suggests, as JSON: all entries once, or what Python finds for a query.

The browser matches the beginnings of words among the entries, at each letter; what it does not find
(a letter wrong), it asks. Nothing is sent before the palette is opened.
"""

from __future__ import annotations

import hashlib
import json

from analysis.folding import fold
from analysis.search import Found, Index, search
from analysis.search_entries import Entry
from analysis.search_words import STOP_WORDS
from charts.words.typography import bound
from views.links import address, following
from views.recherche.results import NAMES

MAX_TITLE, MAX_CONTEXT = 110, 90
MOST_FOUND = 8
"""Results of Python shown in the palette; the page Recherche shows them all."""

Suggestion = tuple[str, str, str, str, str, str]
"""Kind, title, context, address, words it also answers to, filters that its link keeps (`name:values`)."""


def palette_json(index: Index) -> tuple[bytes, str]:
    """Every suggestion, and the tag of this answer."""
    body = _dump([_suggestion(entry) for entry in index.entries])
    return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def found_json(index: Index, query: str) -> bytes:
    """The first results of a query: one of each kind, then the others in order."""
    groups = search(index, query).groups
    ranked = [(rank, found) for group in groups.values() for rank, found in enumerate(group)]
    ranked.sort(key=lambda item: item[0] > 1)
    return _dump([_suggestion(found.entry, found) for _, found in ranked[:MOST_FOUND]])


def _suggestion(entry: Entry, found: Found | None = None) -> Suggestion:
    parameters = found.parameters if found else entry.parameters
    title = set(fold(entry.title).split())
    words = fold(" ".join((*entry.forms, entry.about if entry.kind in ("modalite", "defi") else ""))).split()
    also = " ".join(word for word in dict.fromkeys(words) if word not in title and word not in STOP_WORDS)
    kept = [f"{name}:{','.join(values)}" for name, values in following(entry).items()]
    return (
        NAMES[entry.kind][0],
        bound(_cut(entry.title, MAX_TITLE)),
        bound(_cut(entry.context, MAX_CONTEXT)),
        address(entry, parameters),
        also,
        " ".join(kept),
    )


def _cut(text: str, length: int) -> str:
    """A text cut between two words."""
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]}…"


def _dump(suggestions: list[Suggestion]) -> bytes:
    return json.dumps(suggestions, ensure_ascii=False, separators=(",", ":")).encode()
