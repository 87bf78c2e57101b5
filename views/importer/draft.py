"""A plan being looked over: its package, where its passages are, what was decided of each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

from analysis.imported import Doubt, Key, Reading
from analysis.typed_text import visible
from loaders.errors import ReadingError
from loaders.sts.package import Correction, Package, corrected, packed
from loaders.sts.package_rows import row_key
from loaders.sts.values import UNREAD, read_value

AROUND = 4
"""Lines shown before and after that of a cell."""

LONGEST = {"qui": 80, "pourquoi": 200}
"""Signs of what a person writes of a correction."""


@dataclass(frozen=True)
class Draft:
    """One plan read in this session.

    Attributes:
        name: of the file.
        package: as read, with the corrections of a package opened again, before those of now.
        lines: of the document, by their number; empty where they are not held.
        decisions: those of now, by the key of the cell, the last one of each.
    """

    name: str
    package: Package
    lines: Mapping[int, str] = field(default_factory=dict)
    decisions: Mapping[Key, Correction] = field(default_factory=dict)

    @cached_property
    def read(self) -> Reading:
        """As the file was read: what is to be looked at never depends on what was decided."""
        return Reading(self.package.rapport, self.package.lus)

    @cached_property
    def final(self) -> Package:
        """The package with every decision."""
        return corrected(self.package, self.decisions.values())

    @cached_property
    def reading(self) -> Reading:
        """As it stands, corrections made."""
        return Reading(self.final.rapport, self.final.rows)

    @property
    def departement(self) -> str:
        return self.package.departement

    def passage(self, doubt: Doubt) -> list[tuple[int, str]]:
        """The lines around a cell."""
        line = doubt.place.line
        return [
            (at, self.lines[at]) for at in range(line - AROUND, line + AROUND + 1) if self.lines.get(at, "").strip()
        ]

    def decision(self, doubt: Doubt) -> dict[str, str] | None:
        """What was decided of a cell, now or in the package that was opened."""
        made = self.decisions.get(doubt.key)
        if made is None:
            name = row_key("oqos", doubt.row)
            made = next((one for one in reversed(self.package.corrections) if one.cle == name), None)
        return asdict(made) if made else None

    def decided(self, doubt: Doubt, correction: Correction) -> Draft:
        """The draft with one more decision."""
        return replace(self, decisions={**self.decisions, doubt.key: correction})

    @cached_property
    def decided_keys(self) -> frozenset[Key]:
        """Doubtful cells of which something was decided."""
        return frozenset(doubt.key for doubt in self.read.doubts if self.decision(doubt))

    def left(self) -> Sequence[Doubt]:
        """Cells of which nothing was decided."""
        return [doubt for doubt in self.read.doubts if doubt.key not in self.decided_keys]

    def zip(self) -> bytes:
        """What is taken away."""
        return packed(self.final)


def correction(doubt: Doubt, choice: str, *, after: str, who: str, when: str, why: str) -> Correction:
    """A decision, checked.

    Args:
        choice: `confirmer`, `corriger` or `laisser`.
        after: what the page prints, for `corriger`.

    Raises:
        ReadingError: something is not said, or the new print counts nothing.
    """
    who, why, after = (" ".join(visible(text).split()) for text in (who, why, after))
    where = "cellule à vérifier"
    if not who or not why:
        raise ReadingError(
            "Une décision porte un nom et une raison",
            ou=where,
            que_faire="Remplir «Qui» et «Pourquoi», puis enregistrer",
        )
    if choice == "corriger":
        printed = read_value(after)
        if not after or printed.doubt:
            raise ReadingError(
                f"«{after}» n'est pas ce qu'une cellule peut imprimer",
                ou=where,
                que_faire="Écrire un nombre (3), une fourchette (2/4) ou un tiret (-), comme dans le document",
            )
    if choice == "laisser" and doubt.has_value:
        column, before, value = "note", doubt.row["note"], UNREAD
    else:
        column, before = "brut", doubt.row["brut"]
        value = after if choice == "corriger" else before
    named = {"qui": who[: LONGEST["qui"]], "quand": when, "pourquoi": why[: LONGEST["pourquoi"]]}
    return Correction("oqos", row_key("oqos", doubt.row), column, before, value, **named)
