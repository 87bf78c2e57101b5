"""What the engagement filter keeps beyond the défis: activités de soins, share of a plan, indicateurs it prints.

Two ties, never mixed. An activité is tied to engagements by us (table `activites`,
`rattachement` editorial: no plan does it). An indicateur is tied by its document: a value
printed inside the pages of a défi stands under it.

Source: tables `activites`, `valeurs`, `defis_departements`, `objectifs_departements`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from operator import itemgetter

from analysis.plans import PRIORITISED, DefiPage, Plans, Sheet
from analysis.supply import Supply
from loaders.dataset import Dataset

INSIDE_A_DEFI = re.compile(r"(Défi|Objectif [Oo]pérationnel) #\d")
"""Start of the section of a value that stands in the pages of a défi."""


@dataclass(frozen=True)
class Citation:
    """One place where a plan prints an indicateur inside a défi.

    Attributes:
        code: the défi or the objectif whose page or sheet opens last before the line.
    """

    document: str
    section: str
    ligne: int
    code: str

    @property
    def engagement(self) -> str:
        """The engagement of its code, as an address writes it."""
        return self.code[1]


@dataclass(frozen=True)
class PlanShare:
    """How much of the défis and of the sheets of objectifs some filters keep, and of how many."""

    defis: int
    all_defis: int
    objectifs: int
    all_objectifs: int


def tied_activites(supply: Supply, engagements: Collection[str]) -> tuple[str, ...]:
    """Activités tied to one of the engagements, in the order of the documents; none without an engagement."""
    wanted = set(engagements)
    return tuple(slug for slug, activite in supply.activites.items() if wanted & set(activite.engagements))


def kept_activites(supply: Supply, engagements: Collection[str]) -> tuple[str, ...]:
    """Activités that a filter keeps: those tied to one of its engagements, all of them without a filter."""
    return tied_activites(supply, engagements) if engagements else tuple(supply.activites)


def regional_share(plans: Plans, engagements: Collection[str], departements: Collection[str]) -> PlanShare:
    """Regional défis of the engagements, and sheets of the loaded plans that both filters keep."""
    defis = [defi for defi in plans.defis.values() if _asked(defi.engagement, engagements)]
    sheets = [
        sheet
        for sheet in plans.sheets.values()
        if _asked(sheet.engagement, engagements) and (not departements or sheet.departement in departements)
    ]
    return PlanShare(len(defis), len(plans.defis), len(sheets), len(plans.sheets))


def own_share(plans: Plans, engagements: Collection[str], departement: str) -> PlanShare:
    """Défis that one plan prioritises and sheets of it, kept and in all."""
    defis = [defi for defi in plans.defis.values() if plans.standing(defi.code, departement) == PRIORITISED]
    sheets = plans.plan(departement)
    return PlanShare(
        sum(_asked(defi.engagement, engagements) for defi in defis),
        len(defis),
        sum(_asked(sheet.engagement, engagements) for sheet in sheets),
        len(sheets),
    )


def cited_indicateurs(dataset: Dataset, plans: Plans, engagements: Collection[str]) -> dict[str, list[Citation]]:
    """Indicateurs that a plan prints under the engagements (any, without a filter), each with its places.

    A place is told once, though a line may print the value of the département and of the region.
    """
    values = dataset.valeurs
    inside = values[values["section"].str.match(INSIDE_A_DEFI, na=False)].sort_values(["document", "ligne"])
    openings = _openings(plans)
    found: dict[str, list[Citation]] = {}
    for row in inside.itertuples(index=False):
        code = _opened_last(openings.get(row.document, []), int(row.ligne))
        citation = Citation(row.document, row.section, int(row.ligne), code)
        places = found.setdefault(row.indicateur, [])
        if code and _asked(int(citation.engagement), engagements) and citation not in places:
            places.append(citation)
    return {indicateur: found[indicateur] for indicateur in sorted(found) if found[indicateur]}


def _asked(engagement: int, engagements: Collection[str]) -> bool:
    return not engagements or str(engagement) in engagements


def _openings(plans: Plans) -> dict[str, list[tuple[int, str]]]:
    """Lines at which a page of a défi or a sheet of an objectif opens, with its code, by document."""
    found: dict[str, list[tuple[int, str]]] = {}
    parts: list[DefiPage | Sheet] = [*plans.pages.values(), *plans.sheets.values()]
    for part in parts:
        found.setdefault(part.document, []).append((part.ligne, part.code))
    return {document: sorted(lines) for document, lines in found.items()}


def _opened_last(openings: list[tuple[int, str]], ligne: int) -> str:
    """The code that opens last at a line or before it; empty before the first."""
    position = bisect_right(openings, ligne, key=itemgetter(0))
    return openings[position - 1][1] if position else ""
