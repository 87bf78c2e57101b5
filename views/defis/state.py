"""The state of the page of défis: what a reader chose."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from analysis.closed_sets import Niveau
from analysis.defi_choice import DefiChoice, chosen_defis, most_borne, side_by_side
from views.library import Library

LONGEST_WORDS = 100


@dataclass(frozen=True)
class DefiState:
    """Départements and engagements as the reader chose them, one défi, one objectif, tags and words.

    `defi` is a code, EVERY for all those of the filters, or empty until one is chosen.
    """

    vue: str = "matrice"
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    defi: str = ""
    objectif: str = ""
    theme: str = ""
    parcours: str = ""
    mots: str = ""
    niveau: Niveau = "objectif"
    nature: str = ""
    public: str = ""
    acteur: str = ""
    action: str = ""
    """Mark of one action (analysis.items.PlanItem), of which the other plans are asked."""

    @property
    def filters(self) -> DefiChoice:
        """The filters, whatever the défi."""
        return DefiChoice(**{field.name: getattr(self, field.name) for field in fields(DefiChoice)} | {"defi": ""})

    @property
    def choice(self) -> DefiChoice:
        """The filters and the défi."""
        return replace(self.filters, defi=self.defi)

    def columns(self, library: Library) -> list[str]:
        """Départements of the matrix: those chosen, or all of them, loaded plans first."""
        if self.departements:
            return list(self.departements)
        return [
            *library.plans.loaded,
            *(code for code in library.geography.departements if code not in library.plans.loaded),
        ]

    def compared(self, library: Library) -> list[str]:
        """Two to four plans to set side by side."""
        defis = [defi.code for defi in chosen_defis(library.plans, self.choice)]
        return side_by_side(library.plans, defis, self.departements)

    def missing(self, library: Library) -> list[str]:
        """Départements chosen whose défis are not loaded."""
        return [code for code in self.departements if code not in library.plans.loaded]

    def first_defi(self, library: Library) -> str:
        """The défi that the comparison opens on."""
        return most_borne(library.plans, chosen_defis(library.plans, self.filters))

    def first_objectif(self, library: Library) -> str:
        """The objectif that «qui d'autre porte» opens on: the one most plans bear."""
        return max(library.plans.objectifs, key=lambda code: len(library.plans.versions(code)), default="")

    def first_action(self, library: Library) -> str:
        """The action that «qui d'autre fait» opens on: of the objectif if one is chosen, the one most shared."""
        items = library.items
        known = items.acted.get(self.objectif, []) if self.objectif else items.actions.values()
        return max(known, key=items.elsewhere).mark if known else ""
