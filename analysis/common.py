"""What several plans have in common and what one alone has: sets in words, never a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from analysis.closed_sets import Niveau
from analysis.plans import Plans


@dataclass(frozen=True)
class Shared:
    """How a list of labels falls among some plans, in the order of the list.

    Attributes:
        every: what all the plans have.
        some: what several have but not all, with who has it.
        alone: what one plan alone has, by plan (every plan is a key).
        none: what none has.
    """

    every: list[str]
    some: dict[str, list[str]]
    alone: dict[str, list[str]]
    none: list[str]


def share_out(held: Mapping[str, Set[str]], labels: Sequence[str]) -> Shared:
    """Sort the labels by who holds them.

    Args:
        held: labels held, by plan.
        labels: all that can be held; a label that a plan holds and that is not listed comes last.
    """
    extra = sorted(set().union(*held.values()) - set(labels)) if held else []
    found = Shared([], {}, {code: [] for code in held}, [])
    for label in [*labels, *extra]:
        holders = [code for code, own in held.items() if label in own]
        if not holders:
            found.none.append(label)
        elif len(holders) == len(held):
            found.every.append(label)
        elif len(holders) == 1:
            found.alone[holders[0]].append(label)
        else:
            found.some[label] = holders
    return found


def tags_held(
    plans: Plans, kind: str, departement: str, *, defis: Sequence[str], niveau: Niveau
) -> dict[str, list[str]]:
    """For each thème or parcours of one plan, the défis under which it is printed.

    Args:
        kind: `theme` or `parcours`.
        defis: défis looked at.
        niveau: `objectif` reads the sheets, `defi` the pages.
    """
    found: dict[str, list[str]] = {}
    for defi in defis:
        page = plans.pages.get((departement, defi))
        rows = plans.of(defi, departement) if niveau == "objectif" else [page] if page else []
        for label in dict.fromkeys(tag for row in rows for tag in (row.themes if kind == "theme" else row.parcours)):
            found.setdefault(label, []).append(defi)
    return found


def untagged(plans: Plans, kind: str, departement: str, *, defis: Sequence[str], niveau: Niveau) -> int:
    """How many sheets (or pages) print no thème, or no parcours: not stated, which is not «none»."""
    if niveau == "objectif":
        rows = [sheet for defi in defis for sheet in plans.of(defi, departement)]
        return sum(not (row.themes if kind == "theme" else row.parcours) for row in rows)
    pages = [plans.pages[departement, defi] for defi in defis if (departement, defi) in plans.pages]
    return sum(not (page.themes if kind == "theme" else page.parcours) for page in pages)
