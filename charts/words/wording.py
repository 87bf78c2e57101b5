"""A title beside its reference as inert HTML: marks for those who see, words for those who listen."""

from __future__ import annotations

from html import escape

from analysis.plans import DefiPage, Sheet
from analysis.wording import Piece, Wording, words_of
from charts.words.french import plural

LEGEND = (
    "<ins>souligné</ins> : mot que seul ce plan imprime ; <del>barré</del> : mot du titre de comparaison, absent ici ; "
    '<span class="casse">pointillé</span> : autre majuscule.'
)
_TAGS = {
    "ajout": ("<ins>", "ajouté : ", "</ins>"),
    "retrait": ("<del>", "absent : ", "</del>"),
    "forme": ('<span class="casse">', "", "</span>"),
}


def wording_html(wording: Wording) -> str:
    """The title with what it adds and what it lacks; each mark is also said to screen readers."""
    return "".join(escape(piece.text) if piece.kind == "egal" else _marked(piece) for piece in wording.pieces)


def wording_text(wording: Wording, *, reference: str) -> str:
    """What the marks say in one line: `Diffère du titre du plan du Lot : 2 mots absents.`

    Args:
        reference: words after «titre» (`de référence`, `du plan du Lot`).
    """
    if wording.verdict == "identique":
        return f"Mot pour mot le titre {reference}."
    if wording.verdict == "autre":
        return f"Autre titre que le titre {reference}."
    if wording.verdict == "forme":
        return f"Mêmes mots que le titre {reference} ; autres majuscules ou autre ponctuation."
    counted = {"ajouté": _count(wording, "ajout"), "absent": _count(wording, "retrait")}
    said = [f"{count} mot{plural(count)} {word}{plural(count)}" for word, count in counted.items() if count]
    return f"Diffère du titre {reference} : {', '.join(said)}."


def mistake_text(row: Sheet | DefiPage) -> str:
    """«Imprimé par erreur …» and the printed title, empty when the printed title is the one shown."""
    where = "la fiche" if isinstance(row, Sheet) else "la page du défi"
    return f"Imprimé par erreur sur {where} : «{row.mistake}»." if row.mistake else ""


def mistake_html(row: Sheet | DefiPage) -> str:
    """The same in small, under a title."""
    said = mistake_text(row)
    return f'<small class="erreur">{escape(said)}</small>' if said else ""


def _marked(piece: Piece) -> str:
    """One run of words that differ; a space parts two runs that would touch."""
    opening, said, closing = _TAGS[piece.kind]
    text = piece.text.rstrip()
    start, end = (f'<span class="hors-vue">[{said}</span>', '<span class="hors-vue">]</span>') if said else ("", "")
    space = piece.text[len(text) :] or (" " if piece.kind == "retrait" else "")
    return f"{opening}{start}{escape(text)}{end}{closing}{space}"


def _count(wording: Wording, kind: str) -> int:
    """Words of one kind; marks of punctuation are not words."""
    words = [word for piece in wording.pieces if piece.kind == kind for word in words_of(piece.text)]
    return sum(word.key[0].isalnum() for word in words)
