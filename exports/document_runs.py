"""Words of a view as the runs of a document: no link; what is only heard left out where something is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from charts.blocks.records import Anchor, Break, Link, Mark, Scale, Span, Words, plain
from charts.words.typography import bound
from exports.document import Run, Runs, Style

_STYLES: dict[str, Style] = {
    "fort": "fort", "important": "fort", "hypothese": "fort", "insere": "insere", "retire": "retire",
    "petit": "discret", "compte": "", "reserve": "discret", "contexte": "discret", "note": "discret",
    "absent": "discret", "code": "discret", "erreur": "discret",
}  # fmt: skip
_OWN_LINE = ("petit", "note", "contexte", "reserve", "erreur")
"""Styles that the page sets on a line of their own, or apart: a space parts them here."""


def runs(words: Words) -> Runs:
    """Words with their look; nothing of what is only heard where something is seen."""
    found = tuple(_joined(_runs(words, heard=False)))
    return found or tuple(_joined(_runs(words, heard=True)))


def _runs(words: Words, *, heard: bool, style: Style = "") -> Iterator[Run]:
    for span in words if isinstance(words, tuple) else (words,):
        yield from _run(span, heard=heard, style=style)


def _run(span: Span, *, heard: bool, style: Style) -> Iterator[Run]:
    if isinstance(span, str):
        yield Run(span, style)
    elif isinstance(span, Mark):
        if span.style == "court" or (span.style == "hors-vue" and not heard):
            return
        if span.style == "renvoi":  # raised on the page: here it would be read as a figure of the word before it
            yield Run(f" [{plain(span.words).strip()}] ", "discret")
            return
        own = _STYLES.get(span.style, "") or style
        inside = list(_runs(span.words, heard=heard, style=own))
        if inside and span.style in _OWN_LINE:
            yield Run("", "fin") if span.style == "note" else Run(" ")
        yield from inside
    elif isinstance(span, Link | Anchor):
        yield from _runs(span.words, heard=heard, style=style)
    elif isinstance(span, Break):
        yield Run("", "fin")
    elif isinstance(span, Scale):
        yield Run(span.words, style)


def _joined(found: Iterable[Run]) -> Iterator[Run]:
    """Runs of like look put together, double spaces and those at both ends left out."""
    merged: list[Run] = []
    for run in found:
        text = run.text
        if merged and run.style != merged[-1].style and _apart(merged[-1], run):
            merged[-1] = replace(merged[-1], text=f"{merged[-1].text} ")
        if (merged and merged[-1].text.endswith((" ", "\u00a0"))) or not merged:
            text = text.lstrip(" ")
        if (run.style != "fin" and not text) or (run.style == "fin" and not merged):
            continue
        if merged and merged[-1].style == run.style != "fin":
            merged[-1] = replace(merged[-1], text=merged[-1].text + text)
        else:
            merged.append(Run(text, run.style))
    if merged and merged[-1].style != "fin":
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(" "))
    for run in merged:
        if run.text or run.style == "fin":
            yield Run(bound(run.text), run.style)


def _apart(before: Run, after: Run) -> bool:
    """Whether the page sets two runs apart by its layout alone."""
    marks = {before.style, after.style}
    if "fin" in marks or marks & {"insere", "retire"} or not (before.text and after.text):
        return False
    last, first = before.text[-1], after.text[0]
    return (last.isalnum() or last in "%»)") and (first.isalnum() or first in "+\u2212(«")
