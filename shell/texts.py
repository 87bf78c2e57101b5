"""What the writers remember of the texts that they wrote: forgotten with the document of a session that ended.

They remember for speed, by text, whichever dataset it comes from: none of them may keep that of a document.
"""

from __future__ import annotations

import sys

REMEMBERED = (
    ("analysis.folding", "fold"),
    ("analysis.search_words", "_compared"),
    ("charts.words.typography", "bound_html"),
    ("exports.html", "_text"),
    ("exports.rows", "_word_width"),
    ("exports.slides.fit", "_word"),
    ("exports.wall.document", "short_source"),
    ("exports.wall.measure", "_width"),
    ("loaders.sts.vocabulary", "_folded"),
    ("views.links", "_query"),
)
"""Module and function that remembers by text (a test finds each of them)."""


def forget() -> None:
    """Forget every text; what was not read yet has nothing to forget."""
    for name, function in REMEMBERED:
        module = sys.modules.get(name)
        if module is not None:
            getattr(module, function).cache_clear()
