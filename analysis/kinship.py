"""Measures of one subject that count it otherwise: each leads to the others, with the reason why they differ.

Source: table `parentes`.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.dataset import Dataset


@dataclass(frozen=True)
class Kin:
    """Another measure of a subject.

    Attributes:
        kind: `indicateur`, `activite` (its sites) or `appareils` (machines of an activité).
        slug: its identifier.
        reason: why the two differ.
    """

    kind: str
    slug: str
    reason: str


class Kinship:
    """The other measures of any indicateur or activité; built once, read-only."""

    def __init__(self, dataset: Dataset) -> None:
        self._found: dict[str, list[Kin]] = {}
        for row in dataset.parentes.itertuples(index=False):
            for objet in row.objets:
                others = [other.partition(":") for other in row.objets if other != objet]
                self._found.setdefault(objet, []).extend(Kin(kind, slug, row.raison) for kind, _, slug in others)

    def of(self, kind: str, slug: str) -> list[Kin]:
        """Other measures of what `kind:slug` measures, each once, in the order of the table."""
        seen: dict[tuple[str, str], Kin] = {}
        for kin in self._found.get(f"{kind}:{slug}", []):
            seen.setdefault((kin.kind, kin.slug), kin)
        return list(seen.values())
