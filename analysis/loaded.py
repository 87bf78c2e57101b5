"""What is loaded of each plan: its figures, its défis, its quantified objectives, each apart from the others.

A plan may be read without its OQOS tables, or have its figures alone: then it is there, and only what is
missing is said to be. Nothing else decides whether a plan is loaded.

Source: tables `documents`, `valeurs`, `defis_departements`, `ecarts`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from loaders.dataset import Dataset
from loaders.schema import AUTOMATIC

PlanPart = Literal["figures", "defis", "oqos"]

NOT_LOADED_TEXT = "plan non chargé"
"""Said of a département whose plan is not here at all."""

PART_WORDS: dict[PlanPart, str] = {
    "figures": "chiffres",
    "defis": "défis et objectifs",
    "oqos": "objectifs quantitatifs",
}
"""What each part of a plan is called; all are masculine plurals."""


@dataclass(frozen=True)
class LoadedPlans:
    """Départements by what is loaded of their plan, in the order of the tables.

    Attributes:
        documents: the document of each plan that is there, by département.
        versions: status and date of each, by département (`consultation`, `2023-07`).
        figures: those whose plan gives figures: values that cite its document.
        defis: those whose pages of défis are read.
        oqos: those that have rows of gaps.
    """

    documents: Mapping[str, str]
    versions: Mapping[str, tuple[str, str]]
    figures: tuple[str, ...]
    defis: tuple[str, ...]
    oqos: tuple[str, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> LoadedPlans:
        """What one dataset holds."""
        rows = dataset.documents[dataset.documents["type"].eq("sts")]
        known = dict(zip(rows["territoire"], rows["document"], strict=True))
        told = dict(zip(rows["territoire"], zip(rows["statut"], rows["date"].fillna(""), strict=True), strict=True))
        cited = set(dataset.valeurs["document"])
        pages, gaps = set(dataset.defis_departements["departement"]), set(dataset.ecarts["departement"])
        codes = list(dataset.geography.departements)
        return cls(
            {code: known[code] for code in codes if code in known},
            {code: told[code] for code in codes if code in told},
            tuple(code for code in codes if known.get(code) in cited),
            tuple(code for code in codes if code in pages),
            tuple(code for code in codes if code in gaps),
        )

    @property
    def consulted(self) -> tuple[str, ...]:
        """Départements whose plan is read in its consultation version."""
        return tuple(code for code, (statut, _) in self.versions.items() if statut == "consultation")

    @property
    def unread(self) -> tuple[str, ...]:
        """Départements whose plan the reader alone read: nobody looked for its prose."""
        return tuple(code for code, (statut, _) in self.versions.items() if statut in AUTOMATIC)

    @property
    def any(self) -> tuple[str, ...]:
        """Départements whose plan is there, whatever was read of it."""
        return tuple(self.documents)

    def part(self, name: PlanPart) -> tuple[str, ...]:
        """Départements that have one part of a plan."""
        return {"figures": self.figures, "defis": self.defis, "oqos": self.oqos}[name]

    def partial(self, name: PlanPart) -> tuple[str, ...]:
        """Départements whose plan is there without this part of it."""
        held = self.part(name)
        return tuple(code for code in self.documents if code not in held)

    def missing_text(self, code: str, name: PlanPart) -> str:
        """Why nothing of one part is known of a département, empty when it is loaded.

        Returns:
            `plan non chargé`, `plan chargé, objectifs quantitatifs non chargés`.
        """
        if code in self.part(name):
            return ""
        return f"plan chargé, {PART_WORDS[name]} non chargés" if code in self.documents else NOT_LOADED_TEXT

    def lacking_text(self, name: PlanPart) -> str:
        """The same for any département that has not this part, in a legend."""
        return f"plan ou {PART_WORDS[name]} non chargés" if self.partial(name) else NOT_LOADED_TEXT

    def missing(self, codes: Collection[str], name: PlanPart) -> dict[str, list[str]]:
        """The départements among `codes` that have not this part, by the words that say why."""
        found: dict[str, list[str]] = {}
        for code in codes:
            if told := self.missing_text(code, name):
                found.setdefault(told, []).append(code)
        return found

    def loaded_text(self, name: PlanPart, count: int = 2) -> str:
        """Words after «plans»: `chargés`, or `dont les objectifs quantitatifs sont chargés` when one has none."""
        if self.partial(name):
            return f"dont les {PART_WORDS[name]} sont chargés"
        return "chargés" if count > 1 else "chargé"

    def none_text(self, name: PlanPart, codes: Collection[str] | None = None) -> str:
        """`Aucun plan chargé`, or that none of those there has this part.

        Args:
            codes: the départements it is about, all of them when None.
        """
        there = [code for code in self.documents if codes is None or code in codes]
        return f"Aucun plan dont les {PART_WORDS[name]} soient chargés" if there else "Aucun plan chargé"
