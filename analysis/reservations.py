"""What stands between a gap and the sentence «it will be so»: the reservations of a row, from the tables.

A gap is arithmetic on two printed cells. The document, or what came after it, may hold back
what the number seems to say: a revision, an asterisk, a «possible» in the prose, a sentence
that differs, an explanation. Nothing is listed by hand here: each reservation is read in a
table, with its place.

Source: tables `activites`, `annonces`, `conditions`, `documents`, `ecarts`; DESIGN.md, section 5, rule 11.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.records import text_of
from loaders.schema import AUTOMATIC

Kind = Literal["avenant", "asterisque", "possible", "differe", "explique", "automatique", "consultation"]

OWN = ("avenant", "asterisque", "possible", "differe", "explique", "automatique")
"""Reservations of one row; `consultation` is that of a whole plan, said at its head.

`automatique`: the prose of its plan was not looked for, and may hold the number back.
"""


@dataclass(frozen=True)
class Reservation:
    """One reservation.

    Attributes:
        kind: why the number is held back.
        words: our own words for what the document says there; empty where it says no more.
        ligne: line of the source text, None when the reservation has no line of its own.
        ailleurs: line where the prose sets its condition, when it is not that of the declaration.
    """

    kind: Kind
    words: str = ""
    ligne: int | None = None
    ailleurs: int | None = None

    @property
    def lignes(self) -> list[int]:
        """Every line to open, in the order of the text."""
        return sorted({line for line in (self.ligne, self.ailleurs) if line is not None})


@dataclass(frozen=True)
class Around:
    """What the prose says of the group or of the activité of a row of which it says nothing itself."""

    nature: str
    conditionnelle: bool
    ligne: int


Rows = Iterable[Mapping[str, Any]]


class Facts:
    """What reservations are read from, gathered once for a whole dataset."""

    def __init__(self, *, activites: Rows, annonces: Rows, conditions: Rows, documents: Rows) -> None:
        self.revised = {row["activite"] for row in activites if row["revisee"]}
        self.consulted = {
            row["territoire"]: str(row["date"])
            for row in documents
            if row["type"] == "sts" and row["statut"] == "consultation"
        }
        self.unread = {row["territoire"] for row in documents if row["type"] == "sts" and row["statut"] in AUTOMATIC}
        self.notes: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for row in conditions:
            self.notes.setdefault((row["departement"], row["activite"]), []).append(row)
        self.said: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
        self.named: set[tuple[object, ...]] = set()
        for row in annonces:
            self.said.setdefault(_about(row), []).append(row)
            if row["niveau"] == "modalite" and text_of(row["groupe"]):
                self.named.add(_where(row))


def reservations_of(row: Mapping[str, Any], facts: Facts) -> tuple[Reservation, ...]:
    """Reservations of one row of `ecarts`, the strongest first, that of the whole plan last."""
    said = [*facts.said.get(_about(row, own=True), []), *facts.said.get(_whole(row), [])]
    found: list[Reservation] = []
    if row["activite"] in facts.revised:
        found.append(Reservation("avenant"))
    if row["asterisques"] or _table_notes(row, facts):
        found.append(_starred(row, facts))
    found += [
        Reservation(
            kind,
            text_of(item["resume"]),
            int(item["ligne"]),
            _line(item["ligne_reserve"]) if kind == "possible" else None,
        )
        for kind in ("possible", "differe")
        for item in said
        if _is(kind, item, row)
    ]
    if row["lecture"] in ("hausse", "baisse"):
        found += [
            Reservation("explique", text_of(item["explication"]), int(item["ligne"]))
            for item in said
            if text_of(item["explication"])
        ]
    if row["departement"] in facts.unread:
        found.append(Reservation("automatique"))
    if row["departement"] in facts.consulted:
        found.append(Reservation("consultation", facts.consulted[row["departement"]]))
    return tuple(found)


def around(row: Mapping[str, Any], facts: Facts) -> Around | None:
    """What the prose says around a row that it does not name: of its group, else of its activité.

    A declaration that names another row of the group («mention A1») says nothing of this one.
    """
    if facts.said.get(_about(row, own=True)):
        return None
    group = (row["departement"], row["activite"], "groupe", "", text_of(row["ensemble"]))
    wide = [item for item in facts.said.get(group, []) if _where(item) not in facts.named]
    item = next(iter([*wide, *facts.said.get(_whole(row), [])]), None)
    return Around(item["nature"], bool(item["conditionnel"]), int(item["ligne"])) if item else None


def _is(kind: str, item: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a declaration about this very row (not about the whole activité) holds the number back."""
    if _about(item) != _about(row, own=True):
        return False
    differs = item["concordance"] == "contredit"
    return differs if kind == "differe" else bool(item["conditionnel"]) and not differs


def _starred(row: Mapping[str, Any], facts: Facts) -> Reservation:
    """The note of the asterisk: that of the row (or of a member of the group), else that of the activité."""
    notes = facts.notes.get((row["departement"], row["activite"]), [])
    own = [note for note in notes if text_of(note["modalite"]) and _marks(note, row)]
    note = next(iter([*own, *_table_notes(row, facts)]), None)
    if note is None:
        return Reservation("asterisque")
    return Reservation("asterisque", text_of(note["condition"]), _line(note["ligne_note"]))


def _table_notes(row: Mapping[str, Any], facts: Facts) -> list[Mapping[str, Any]]:
    """Notes of an asterisk on the heading of a whole table: they hold every row of the activité."""
    return [
        note for note in facts.notes.get((row["departement"], row["activite"]), []) if not text_of(note["modalite"])
    ]


def _marks(note: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a note is about a row, or about one of the cells of a group."""
    if row["niveau"] == "groupe":
        return any(cell.startswith(note["modalite"]) for cell in row["cible_detail"])
    return (text_of(note["groupe"]), text_of(note["modalite"])) == (text_of(row["groupe"]), row["modalite"])


def _about(row: Mapping[str, Any], *, own: bool = False) -> tuple[str, ...]:
    """What a declaration, or a row (`own`), is about: a group is known by its name alone."""
    group = row["niveau"] == "groupe"
    name = row["ensemble"] if group and not own else row["modalite"]
    groupe = "" if group else text_of(row["groupe"])
    return (row["departement"], row["activite"], row["niveau"], groupe, text_of(name))


def _where(item: Mapping[str, Any]) -> tuple[object, ...]:
    """The line of a declaration within its group of mentions."""
    return (item["departement"], item["activite"], text_of(item["groupe"]), item["ligne"])


def _whole(row: Mapping[str, Any]) -> tuple[str, ...]:
    """A declaration about the whole activité."""
    return (row["departement"], row["activite"], "groupe", "", "Ensemble de l'activité")


def _line(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)
