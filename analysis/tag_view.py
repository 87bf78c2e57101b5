"""Thèmes, or parcours, under a scenario.

Source: tables `defis_departements`, `objectifs_departements`, `etiquettes`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TagView:
    """Thèmes, or parcours, under a scenario: the départements that print each, before and now.

    Attributes:
        kind: `theme` or `parcours`.
        before, now: holders by label, for every label of the table or of a plan, in their order.
        untagged: sheets (or pages) that remain and print no tag of this kind, by département.
        unlisted: labels that a plan prints and that the table does not hold.
    """

    kind: str
    before: dict[str, tuple[str, ...]]
    now: dict[str, tuple[str, ...]]
    untagged: dict[str, int]
    unlisted: frozenset[str] = frozenset()

    def aside(self, label: str) -> str:
        """What must be said after a label that the table does not hold."""
        return ", hors liste" if label in self.unlisted else ""

    @property
    def several(self) -> list[str]:
        """Labels that several plans print among what remains."""
        return [label for label, holders in self.now.items() if len(holders) > 1]

    @property
    def alone(self) -> dict[str, str]:
        """Labels that one plan alone prints among what remains, with it."""
        return {label: holders[0] for label, holders in self.now.items() if len(holders) == 1}

    @property
    def gone(self) -> list[str]:
        """Labels that a plan prints in the reference and none prints among what remains."""
        return [label for label, holders in self.now.items() if not holders and self.before[label]]

    @property
    def never(self) -> list[str]:
        """Labels that no loaded plan prints, whatever the scenario."""
        return [label for label, holders in self.before.items() if not holders]
