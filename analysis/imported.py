"""A plan just read, as a person looks it over: what was read of each activité, what is doubtful, what is missing.

Made of a package alone (`loaders.sts.package`): a plan read now and one opened again are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from loaders.sts.package_rows import FORMS
from loaders.sts.values import UNREAD
from loaders.sts.vocabulary import NO_LABEL

KEY = FORMS["oqos"].key
"""What names a cell of the quantified objectives."""

_OF_A_ROW = re.compile(r"^ligne (?P<what>[^(]+) \((?P<activite>\w+), (?P<regime>\w+)\) : (?P<label>.*)$", re.DOTALL)
_OF_AN_ACTIVITE = re.compile(r"^(?P<activite>[a-z_]+)(?:,| :| \()")

Key = tuple[str, ...]
Row = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """Where a cell is printed.

    Attributes:
        line: of the text, as the report counts them.
        page: of the PDF, from 1; 0 where the document has none.
        box: left, top, right and bottom of the cell, in points from the top left of the page.
        text: what is printed there, with what stands around it in the row.
    """

    line: int = 0
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    text: str = ""


@dataclass(frozen=True)
class Doubt:
    """One cell that a person should look at.

    Attributes:
        row: its row of `oqos.csv`.
        why: what the report says of it, as it says it.
    """

    row: Row
    why: str
    place: Place

    @property
    def key(self) -> Key:
        return key_of(self.row)

    @property
    def has_value(self) -> bool:
        """Whether the reader gives it a value all the same."""
        return bool(self.row["valeur_min"])


@dataclass(frozen=True)
class Activity:
    """What was read of one activité.

    Attributes:
        slug: its code; tables, rows: those read.
        cells: read cells; valued, blank, dashed, doubtful: how many of them have a value, are blank, print a dash,
            are to be looked at.
        missing: labels of rows that other plans print, with what the report says of each.
        unread: lines that were not understood.
    """

    slug: str
    tables: int = 0
    rows: int = 0
    cells: int = 0
    valued: int = 0
    blank: int = 0
    dashed: int = 0
    doubtful: int = 0
    missing: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Reading:
    """The files of a reading, as records.

    Attributes:
        report: `rapport.json`; tables: rows of each CSV by its name, every value a text.
    """

    report: Mapping[str, Any]
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    @property
    def departement(self) -> str:
        return str(self.report["departement"])

    @property
    def cells(self) -> Sequence[Row]:
        """Cells of the quantified objectives."""
        return self.tables["oqos"]

    @cached_property
    def items(self) -> Mapping[str, int]:
        """Items by list."""
        return Counter(row["liste"] for row in self.tables["items"])

    @cached_property
    def warnings(self) -> list[tuple[int, str]]:
        """Warnings of the report: line (0 where none is told) and sentence."""
        return [(int(one.get("ligne") or 0), str(one["message"])) for one in self.report.get("avertissements", ())]

    @cached_property
    def unread(self) -> list[tuple[int, str]]:
        """What was not understood: line and words."""
        return [(int(one.get("ligne") or 0), str(one["texte"])) for one in self.report.get("non_compris", ())]

    @cached_property
    def places(self) -> Mapping[Key, Place]:
        """Where each cell of a PDF is printed, as the report tells."""
        return {key: place for told in self.report.get("lieux", ()) for key, place in _placed(told)}

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Cells to look at, in printed order."""
        told = self._told()
        found = []
        for row in self.cells:
            why = told.get(key_of(row), "")
            if row["note"] == UNREAD or why:
                found.append(Doubt(row, why or UNREAD, self.place(row)))
        return tuple(found)

    def place(self, row: Row) -> Place:
        """Where a cell is printed, as far as the reading says it."""
        return self.places.get(key_of(row), Place(line=int(row["ligne"] or 0)))

    def _told(self) -> dict[Key, str]:
        """What the report says of each cell, by line and by name."""
        by_line: dict[int, list[str]] = {}
        for line, words in [*self.unread, *self.warnings]:
            if line and words not in by_line.setdefault(line, []):
                by_line[line].append(words)
        found: dict[Key, str] = {}
        for row in self.cells:
            label = row["groupe"] if row["modalite"] == NO_LABEL else row["modalite"]
            name = ", ".join(filter(None, (row["activite"], label)))
            said = [
                words.removeprefix(start)
                for words in by_line.get(int(row["ligne"] or 0), ())
                for start in (f"{name} ({row['mesure']}) : ", f"{name} : ")
                if words.startswith(start)
            ]
            if said:
                found[key_of(row)] = " ; ".join(dict.fromkeys(said))
        return found

    def activities(self, known: Iterable[str], decided: Container[Key] = ()) -> list[Activity]:
        """What was read of each activité, known ones first, in their order; a cell decided is no longer doubtful."""
        slugs = list(dict.fromkeys([*known, *(row["activite"] for row in self.cells)]))
        return [self._activity(slug, decided) for slug in slugs]

    def _activity(self, slug: str, decided: Container[Key]) -> Activity:
        cells = [row for row in self.cells if row["activite"] == slug]
        told = self.report.get("activites", {}).get(slug, {})
        rows = [found for _, words in self.warnings if (found := _OF_A_ROW.match(words)) and found["activite"] == slug]
        return Activity(
            slug,
            tables=int(told.get("tables", 0)),
            rows=int(told.get("lignes", 0)),
            cells=len(cells),
            valued=sum(bool(row["valeur_min"]) for row in cells),
            blank=sum(not row["brut"] for row in cells),
            dashed=sum(row["brut"].startswith("-") for row in cells),
            doubtful=sum(doubt.row["activite"] == slug and doubt.key not in decided for doubt in self.doubts),
            missing=tuple((found["label"], found["what"]) for found in rows),
            unread=tuple((line, words) for line, words in self.unread if _activite_of(words) == slug),
        )

    @cached_property
    def elsewhere(self) -> list[tuple[int, str]]:
        """What was not understood and names no activité."""
        slugs = {row["activite"] for row in self.cells} | set(self.report.get("activites", {}))
        return [(line, words) for line, words in self.unread if _activite_of(words) not in slugs]


def key_of(row: Row) -> Key:
    """What names a cell."""
    return tuple(row[name] for name in KEY)


def _activite_of(words: str) -> str:
    found = _OF_AN_ACTIVITE.match(words)
    return found["activite"] if found else ""


def _placed(told: Mapping[str, Any]) -> Iterable[tuple[Key, Place]]:
    """A place of the report, once it is one."""
    key, box = told.get("cle"), told.get("cadre")
    if isinstance(key, str):
        key = key.split("|")
    if not isinstance(key, list) or len(key) != len(KEY):
        return
    framed = tuple(float(side) for side in box) if isinstance(box, list) and len(box) == 4 else None
    yield (
        tuple(str(part) for part in key),
        Place(int(told.get("ligne") or 0), int(told.get("page") or 0), framed, str(told.get("texte", ""))),  # type: ignore[arg-type]
    )
