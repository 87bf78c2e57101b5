"""A title beside its reference: marks for those who see, words for those who listen."""

from __future__ import annotations

from analysis.plans import DefiPage, Sheet
from analysis.wording import Piece, Wording
from charts.blocks.records import Mark, Span, Style, Words
from charts.words.wording import mistake_text

LEGEND: Words = (
    Mark("souligné", "insere"),
    " : mot que seul ce plan imprime ; ",
    Mark("barré", "retire"),
    " : mot du titre de comparaison, absent ici ; ",
    Mark("pointillé", "casse"),
    " : autre majuscule.",
)
"""What the marks mean."""

_STYLES: dict[str, tuple[Style, str]] = {
    "ajout": ("insere", "ajouté : "), "retrait": ("retire", "absent : "), "forme": ("casse", ""),
}  # fmt: skip


def wording_words(wording: Wording) -> tuple[Span, ...]:
    """The title with what it adds and what it lacks; each mark is also said to screen readers."""
    spans = tuple(
        span for piece in wording.pieces for span in ((piece.text,) if piece.kind == "egal" else _marked(piece))
    )
    return spans[:-1] if spans[-1:] == (" ",) else spans


def mistake_words(row: Sheet | DefiPage) -> tuple[Span, ...]:
    """«Imprimé par erreur …» in small, under a title; nothing when the printed title is the one shown."""
    said = mistake_text(row)
    return (Mark(said, "erreur"),) if said else ()


def _marked(piece: Piece) -> tuple[Span, ...]:
    """One run of words that differ; a space parts two runs that would touch."""
    style, said = _STYLES[piece.kind]
    text = piece.text.rstrip()
    words: Words = (Mark(f"[{said}", "hors-vue"), text, Mark("]", "hors-vue")) if said else text
    space = piece.text[len(text) :] or (" " if piece.kind == "retrait" else "")
    return (Mark(words, style), space) if space else (Mark(words, style),)
