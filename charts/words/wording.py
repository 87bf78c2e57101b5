"""A title beside its reference, in words."""

from __future__ import annotations

from analysis.plans import DefiPage, Sheet
from analysis.wording import Wording, words_of
from charts.words.french import plural


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


def _count(wording: Wording, kind: str) -> int:
    """Words of one kind; marks of punctuation are not words."""
    words = [word for piece in wording.pieces if piece.kind == kind for word in words_of(piece.text)]
    return sum(word.key[0].isalnum() for word in words)
