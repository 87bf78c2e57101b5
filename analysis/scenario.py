"""«Et si»: what remains of the plans when some engagements, défis, thèmes or parcours are kept.

A scenario is a choice; an outcome says what it keeps and leaves out, and tells what is unknown (a sheet
without a tag, a plan not loaded) from a «no». Nothing is weighted or scored: an objectif is kept whole.
Source: tables `defis_departements`, `objectifs_departements`, `activites`, `ecarts`; DESIGN.md, sections 5 and 6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.closed_sets import Borne, Niveau
from analysis.loaded import LoadedPlans
from analysis.plans import TAGS, DefiPage, Plans, Sheet
from analysis.records import grouped
from analysis.supply import MOVING, GapRow, Supply
from analysis.tag_view import TagView
from analysis.ties import tied_activites

ENGAGEMENTS = frozenset(range(1, 7))


@dataclass(frozen=True)
class Scenario:
    """What is kept; a part that is None asks nothing, an empty set keeps nothing.

    Attributes:
        engagements: numbers, 1 to 6.
        departements, defis: codes.
        themes, parcours: a sheet remains when it prints one of them; asked together, one of each.
        niveau: where thèmes and parcours are read, on the sheets (`objectif`) or on the pages (`defi`).
        borne: how a target printed as a range is read (`intervalle`, `basse`, `haute`).
        rattachement: whether the engagements choose the activités, by our editorial tie.
    """

    engagements: frozenset[int] = ENGAGEMENTS
    departements: frozenset[str] | None = None
    defis: frozenset[str] | None = None
    themes: frozenset[str] | None = None
    parcours: frozenset[str] | None = None
    niveau: Niveau = "objectif"
    borne: Borne = "intervalle"
    rattachement: bool = True

    @property
    def tagged(self) -> bool:
        """Whether a thème or a parcours is asked for."""
        return self.themes is not None or self.parcours is not None

    def holds(self, departement: str) -> bool:
        """Whether a département is kept."""
        return self.departements is None or departement in self.departements


REFERENCE = Scenario()
"""Everything is kept, both bounds are read."""


@dataclass(frozen=True)
class PlanView:
    """One plan under a scenario.

    Attributes:
        loaded: False when the défis of the plan are not in the dataset: then every list is empty.
        defis, defis_out: prioritised défis that remain, and that leave the view, by code.
        sheets, sheets_out: objectifs that remain, and that leave the view, by code.
        untold: of `sheets_out`, those that leave only because they print no thème, or no parcours: not stated.
    """

    departement: str
    loaded: bool
    defis: tuple[str, ...] = ()
    defis_out: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    sheets_out: tuple[Sheet, ...] = ()
    untold: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class SupplyView:
    """Quantified objectives under a scenario.

    Attributes:
        activites, activites_out: kept by the tie (all of them without it), and not, by slug.
        rows: rows of the kept activités in the loaded plans kept, counted once each.
        borne: how targets are read.
    """

    activites: tuple[str, ...]
    activites_out: tuple[str, ...]
    rows: tuple[GapRow, ...]
    borne: Borne

    def reading(self, departement: str, *readings: str) -> list[GapRow]:
        """Rows of one plan that read as one of `readings` at the bound, in the order of the documents."""
        return [row for row in self._by_departement.get(departement, []) if row.readings[self.borne] in readings]

    def changes(self, departement: str) -> list[GapRow]:
        """Gaps of one plan that are a number and not zero at the bound."""
        return self.reading(departement, *MOVING)

    def numbered(self, departement: str) -> int:
        """How many of them are numbers as printed, not by the bound alone."""
        return sum(not row.supposed(self.borne) for row in self.changes(departement))

    @cached_property
    def _by_departement(self) -> dict[str, list[GapRow]]:
        return grouped(self.rows, lambda row: row.departement)

    @cached_property
    def settled(self) -> list[GapRow]:
        """Rows known between two bounds that become a number at the bound chosen."""
        return [
            row
            for row in self.rows
            if row.readings["intervalle"] == "fourchette" and row.readings[self.borne] in (*MOVING, "stable")
        ]


@dataclass(frozen=True)
class Outcome:
    """A scenario and all that it keeps: one view a département, one a kind of tag, one of the supply."""

    scenario: Scenario
    names: Mapping[str, str]
    plans: dict[str, PlanView]
    tags: dict[str, TagView]
    supply: SupplyView
    loaded_plans: LoadedPlans

    def name(self, departement: str) -> str:
        """Name of a département, by its code."""
        return self.names[departement]

    @property
    def sheets(self) -> int:
        """Sheets in the selection, all plans together (an objectif of two plans counts twice)."""
        return sum(len(view.sheets) for view in self.plans.values())

    @cached_property
    def objectifs(self) -> list[str]:
        """Codes of those sheets: an objectif of two plans counts once."""
        return sorted({sheet.code for view in self.plans.values() for sheet in view.sheets})

    @cached_property
    def defis(self) -> list[str]:
        """Regional défis that a plan still prioritises among what remains, by code."""
        return sorted({code for view in self.plans.values() for code in view.defis})


def outcome(plans: Plans, supply: Supply, scenario: Scenario, departements: Sequence[str]) -> Outcome:
    """All that a scenario keeps.

    Args:
        departements: the codes of the region, in the order wanted.
    """
    views = {code: plan_view(plans, scenario, code) for code in departements}
    return Outcome(
        scenario,
        plans.geography.departements,
        views,
        {kind: tag_view(plans, views, kind, scenario.niveau) for kind in TAGS},
        supply_view(supply, scenario),
        plans.loaded_plans,
    )


def plan_view(plans: Plans, scenario: Scenario, departement: str) -> PlanView:
    """What a scenario keeps of one plan."""
    if departement not in plans.loaded:
        return PlanView(departement, loaded=False)
    kept: list[Sheet] = []
    out: list[Sheet] = []
    untold: list[Sheet] = []
    for sheet in plans.plan(departement):
        inside = scenario.holds(departement) and _inside(scenario, sheet.engagement, sheet.defi)
        read = sheet if scenario.niveau == "objectif" else plans.pages.get((departement, sheet.defi))
        (kept if inside and _bears(scenario, read) else out).append(sheet)
        if inside and not _bears(scenario, read) and _bears(scenario, read, unknown=True):
            untold.append(sheet)
    pages = plans.priorities(departement)
    borne = {sheet.defi for sheet in kept}
    remain = sorted(
        page.code
        for page in pages
        if scenario.holds(departement)
        and _inside(scenario, page.engagement, page.code)
        and (not scenario.tagged or page.code in borne)
    )
    left = sorted(page.code for page in pages if page.code not in remain)
    return PlanView(departement, True, tuple(remain), tuple(left), tuple(kept), tuple(out), tuple(untold))


def tag_view(plans: Plans, views: dict[str, PlanView], kind: str, niveau: Niveau) -> TagView:
    """Who prints each thème or parcours in the reference, and among what remains."""
    before: dict[str, set[str]] = {label: set() for label in plans.labels[kind]}
    now: dict[str, set[str]] = {}
    untagged = {}
    for code, view in views.items():
        everything = _tagged_rows(plans, code, niveau, (*view.sheets, *view.sheets_out), (*view.defis, *view.defis_out))
        remaining = _tagged_rows(plans, code, niveau, view.sheets, view.defis)
        for found, rows in ((before, everything), (now, remaining)):
            for label in {label for row in rows for label in _tags(row, kind)}:
                found.setdefault(label, set()).add(code)
        if view.loaded:
            untagged[code] = sum(not _tags(row, kind) for row in remaining)
    labels = [*plans.labels[kind], *sorted(set(before) - set(plans.labels[kind]))]
    rank = {code: position for position, code in enumerate(views)}
    return TagView(
        kind,
        {label: tuple(sorted(before[label], key=rank.__getitem__)) for label in labels},
        {label: tuple(sorted(now.get(label, ()), key=rank.__getitem__)) for label in labels},
        untagged,
        frozenset(set(before) - set(plans.labels[kind])),
    )


def supply_view(supply: Supply, scenario: Scenario) -> SupplyView:
    """The quantified objectives that a scenario is about; défis, thèmes and parcours do not choose among them."""
    numbers = [str(number) for number in scenario.engagements]
    kept = tied_activites(supply, numbers) if scenario.rattachement else tuple(supply.activites)
    chosen, departements = frozenset(kept), frozenset(code for code in supply.departements if scenario.holds(code))
    rows = [row for slug in kept for row in supply.of(slug, departements) if row.denombre]
    return SupplyView(kept, tuple(slug for slug in supply.activites if slug not in chosen), tuple(rows), scenario.borne)


def sets_of_sheets(first: Outcome, second: Outcome, departement: str) -> dict[str, list[Sheet]]:
    """The sheets of one plan by who keeps them: keys `both`, `first`, `second`, `neither`; each in one set alone."""
    one, two = first.plans[departement], second.plans[departement]
    kept_one, kept_two = {sheet.code for sheet in one.sheets}, {sheet.code for sheet in two.sheets}
    found: dict[str, list[Sheet]] = {"both": [], "first": [], "second": [], "neither": []}
    for sheet in sorted((*one.sheets, *one.sheets_out), key=lambda sheet: sheet.code):
        name = {(True, True): "both", (True, False): "first", (False, True): "second", (False, False): "neither"}
        found[name[sheet.code in kept_one, sheet.code in kept_two]].append(sheet)
    return found


def _inside(scenario: Scenario, engagement: int, defi: str) -> bool:
    return engagement in scenario.engagements and (scenario.defis is None or defi in scenario.defis)


def _bears(scenario: Scenario, row: Sheet | DefiPage | None, *, unknown: bool = False) -> bool:
    """Whether a sheet (or the page of its défi) prints a tag of each kind asked for.

    Args:
        unknown: read a row that prints no tag of a kind as if it might bear it.
    """
    asked = ((scenario.themes, row.themes if row else ()), (scenario.parcours, row.parcours if row else ()))
    return all(wanted is None or (wanted & set(printed)) or (unknown and not printed) for wanted, printed in asked)


def _tagged_rows(
    plans: Plans, departement: str, niveau: Niveau, sheets: Sequence[Sheet], defis: Sequence[str]
) -> list[Sheet] | list[DefiPage]:
    """Where tags are read: the sheets, or the pages of the défis."""
    return list(sheets) if niveau == "objectif" else [plans.pages[departement, defi] for defi in defis]


def _tags(row: Sheet | DefiPage, kind: str) -> tuple[str, ...]:
    return row.themes if kind == "theme" else row.parcours
