"""The tables of a view as native ones: the columns that a projector shows, the words of the page in each cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import pandas as pd

from charts.words.french import NOT_STATED, number_text, printed_decimals
from charts.words.gap_declared import signed
from exports.cells import missing, names_a_row
from exports.slides.fit import width
from exports.slides.records import Box, Run, TableDrawing
from exports.tables import REMARKS
from views.view import Table

_LEFT_OUT = frozenset({
    "Source", "Document", "Section", "Ligne", "Identifiant", "Licence", "Références", "Références, codes", "Adresse",
    "Copie utilisée", "Objets", "Colonnes", "Ancien tableau", "Rang", "Natures", "Thèmes", "Parcours", "Acteurs",
    "Publics", "Acteurs nommés", "Publics nommés",
})  # fmt: skip
"""Columns that are in the files and in the notes' source: where a row is read, tags, codes."""

_PRINTED = frozenset({"Quantité imprimée", "Date imprimée", "Objectifs qui la reprennent", "Réserves"})
"""Columns where an empty cell means that nothing is printed, or tied, there."""

_ROOM, _WIDEST = 900.0, 420.0


@dataclass(frozen=True)
class Choice:
    """What of a table is shown on slides.

    Attributes:
        columns: in order, those that it has; all but where a row is read when empty.
        kept: the rows shown; all of them without it.
        of: what those rows are, for a choice of rows.
    """

    columns: tuple[str, ...] = ()
    kept: Callable[[pd.DataFrame], pd.Series] | None = None
    of: str = ""


def _changing(frame: pd.DataFrame) -> pd.Series:
    return frame["Lecture"].isin(["hausse", "baisse"])


_GAPS = ("Scénario", "Département", "Activité", "Ligne", "Réserves", "Autorisé", "Prévu", "Écart")
_ITEMS = ("Code", "Département", "Liste", "En nos propres mots", "Quantité imprimée", "Date imprimée")
_SHEETS = ("Code", "Défi", "Titre du défi", "Département", "Situation", "Objectif", "Scénario A", "Scénario B")
CHOICES: Mapping[str, Choice] = {
    "Objectifs": Choice(_SHEETS),
    "Résultats et actions": Choice(_ITEMS),
    "Conseils départementaux": Choice(_ITEMS),
    "Enjeux des défis": Choice(("Code", "Département", "Enjeux, en nos propres mots")),
    "Demandes": Choice(("Département", "Liste", "Demande", "Objectifs qui la reprennent")),
    "Actions proches": Choice(("Département", "Code", "En nos propres mots", "En commun, classement fait par nous")),
    "Objectifs communs": Choice(("Code", "Titre régional du défi", "Nombre de plans", "Plans")),
    "OQOS": Choice(_GAPS, _changing, "écarts chiffrés et non nuls"),
    "Écarts": Choice(_GAPS),
    "dictionnaire": Choice(("Indicateur", "Définition", "Unité", "À savoir")),
    "valeurs": Choice(("Indicateur", "Territoire", "Valeur imprimée", "Année", "Origine", "Statut")),
    "objectifs": Choice(("Code", "Département", "Objectif", "Résumé")),
    "items": Choice(("Département", "Objectif", "Liste", "En nos mots")),
    "documents": Choice(("Titre", "Producteur", "Type", "Statut", "Date")),
    "Chiffres clés": Choice(("Indicateur", "Territoire", "Valeur", "Unité", "Année")),
}
"""By the name of a table; what is not here shows its columns but those that say where a row is read."""


def chosen_rows(table: Table) -> tuple[pd.DataFrame, str]:
    """The rows and columns of a table that slides show, and what the rows are when they are not all."""
    frame, choice = table.frame, CHOICES.get(table.name, Choice())
    known = [name for name in choice.columns if name in frame and (name not in _PRINTED or frame[name].notna().any())]
    if choice.kept is not None and "Lecture" in frame:
        return frame[choice.kept(frame)][known], choice.of
    if known:
        return frame[known], ""
    shown = table.on_screen(frame) if table.on_screen else frame
    return shown[[name for name in shown if name not in _LEFT_OUT]], ""


def frame_table(frame: pd.DataFrame, *, name: str, decimals: Mapping[str, int], most: int) -> TableDrawing:
    """A frame as a table, one line a row.

    Args:
        decimals: of a column of numbers, where they are said.
        most: rows written at most.
    """
    columns = [str(column) for column in frame.columns]
    head = tuple(Box(((Run(column),),), right=_numbers(frame[column])) for column in columns)
    rows = frame.head(most)
    texts = [[cell_words(value, column, decimals.get(column)) for value in rows[column].tolist()] for column in columns]
    long = sum(max((len(text) for text in column), default=0) for column in texts) > 260
    size = 11.0 if long else 12.0
    right = [_numbers(frame[column]) for column in columns]
    body = tuple(
        tuple(
            Box(((Run(text, colour="encre-3" if text in (NOT_STATED, "–") else ""),),), right=right[rank])
            for rank, text in enumerate(row)
        )
        for row in zip(*texts, strict=True)
    )
    return TableDrawing(name, (head,), body, _weights(columns, texts, size), size)


def _numbers(column: pd.Series) -> bool:
    known = [value for value in column.tolist() if not missing(value)]
    return bool(known) and all(isinstance(value, Real) and not isinstance(value, bool) for value in known)


def cell_words(value: Any, column: str, digits: int | None) -> str:
    """A cell as the page writes it."""
    if isinstance(value, list):
        return " ; ".join(value)
    if missing(value):
        return "–" if column in REMARKS | _PRINTED else NOT_STATED
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "oui" if value else "non"
    if isinstance(value, Integral) and column == "Écart":
        return signed(int(value))
    if isinstance(value, Real):
        shown = 0 if isinstance(value, Integral) else printed_decimals(float(value)) if digits is None else digits
        text = number_text(float(value), decimales=shown)
        return str(int(float(value))) if names_a_row(column) and not shown else text
    return str(value)


def _weights(columns: Sequence[str], texts: Sequence[Sequence[str]], size: float) -> tuple[float, ...]:
    """Width of each column: its longest word at least, the rest by what it holds."""
    least, wanted = [], []
    for name, column in zip(columns, texts, strict=True):
        words = {word for text in (name, *column[:80]) for word in text.split(" ")}
        least.append(min(max((width(word, size, bold=True) for word in words), default=0) + 12, 150))
        wanted.append(min(max(width(text, size) for text in (name, *column[:80])) + 12, _WIDEST))
    if sum(wanted) <= _ROOM:
        return tuple(wanted)
    spare = max(0.0, _ROOM - sum(least))
    more = [max(0.0, want - low) ** 0.8 for want, low in zip(wanted, least, strict=True)]
    whole = sum(more) or 1
    return tuple(low + spare * part / whole for low, part in zip(least, more, strict=True))
