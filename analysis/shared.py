"""Which objectifs several plans bear: each with its bearers, and each pair of plans with what it shares.

A code is regional: the same code is the same objectif, though each plan writes its own sheet.

Source: table `objectifs_departements`, through `analysis.plans`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.plans import Plans


@dataclass(frozen=True)
class Borne:
    """One objectif and the loaded plans that bear it, in the order of the plans."""

    code: str
    bearers: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two loaded plans and the codes of the objectifs that both bear."""

    one: str
    other: str
    codes: tuple[str, ...]


def borne(plans: Plans, *, departements: Sequence[str] = (), engagements: Sequence[str] = ()) -> list[Borne]:
    """The objectifs of some plans, those that most loaded plans bear first, then by code.

    Args:
        departements: an objectif is kept when one of them bears it; every loaded plan without any.
        engagements: those kept, every one without any.
    """
    found = [
        Borne(code, tuple(plans.versions(code)))
        for code in plans.objectifs
        if not engagements or code[1] in engagements
    ]
    kept = [row for row in found if not departements or set(departements) & set(row.bearers)]
    return sorted(kept, key=lambda row: (-len(row.bearers), row.code))


def pairs(plans: Plans, rows: Sequence[Borne], *, departements: Sequence[str] = ()) -> list[Pair]:
    """Each pair of loaded plans with the codes that both bear among `rows`, the pairs that share most first.

    Args:
        departements: a pair is kept when one of them is in it; every pair without any.
    """
    found = [
        Pair(one, other, tuple(sorted(row.code for row in rows if {one, other} <= set(row.bearers))))
        for one, other in combinations(plans.loaded, 2)
        if not departements or {one, other} & set(departements)
    ]
    return sorted(found, key=lambda pair: -len(pair.codes))
