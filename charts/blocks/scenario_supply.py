"""The quantified objectives of a scenario, plan by plan: gaps that are numbers, ranges, what has no gap and why.

Outcomes in, records out.

Source: tables `ecarts`, `activites`; DESIGN.md, section 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from analysis.scenario import Outcome, SupplyView
from analysis.supply import GapRow, Supply
from charts.blocks.filters import ties
from charts.blocks.gap_changes import groups, range_item
from charts.blocks.gap_sheet import plan_text
from charts.blocks.records import Blocks, Bullets, Folded, Heading, Link, Paragraph, Part, parameters
from charts.words.coverage import missing_lines
from charts.words.filter_words import EDITORIAL
from charts.words.french import plural
from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_words import BORNES, RANGE_CAUTION, REVISED, REVISED_MARK

_OPEN = 3
"""Gaps of one plan and one group that are seen at once."""

OfPlan = Callable[[SupplyView, str], Part]
"""What is said of one plan."""


def scenario_supply(supply: Supply, named: Mapping[str, Outcome], *, of_plan: OfPlan | None = None) -> Blocks:
    """Each scenario in its column; the caution of the revised activités first.

    Args:
        of_plan: gives the part of one plan, from a memory; `plan_part` without it.
    """
    written = of_plan or (lambda view, code: plan_part(supply, view, code))
    columns = tuple(_scenario(supply, name if len(named) > 1 else "", found, written) for name, found in named.items())
    revised = any(supply.activites[slug].revisee for found in named.values() for slug in found.supply.activites)
    caution = (Paragraph(f"{REVISED_MARK} {REVISED}", "avis"),) if revised else ()
    return *caution, Part(columns, "deux" if len(named) > 1 else "une")


def _scenario(supply: Supply, name: str, found: Outcome, of_plan: OfPlan) -> Part:
    view = found.supply
    known_plans, held = supply.loaded_plans, [code for code in found.names if found.scenario.holds(code)]
    plans = [code for code in held if code in known_plans.oqos]
    head = (Heading(name),) if name else ()
    if not view.activites:
        none = f"Aucune activité n'est rattachée aux engagements gardés ({EDITORIAL})."
        return Part((*head, Paragraph(none)), section=True)
    kept, known = len(view.activites), len(supply.activites)
    tied = f"{kept} activité{plural(kept)} sur {known} ({EDITORIAL})" if kept < known else f"Les {known} activités"
    read = HYPOTHESES.get(view.borne, BORNES[view.borne])
    how = Paragraph(f"{tied}. Cibles à deux bornes : {read[0].lower()}{read[1:]}.")
    numbers = [str(number) for number in sorted(found.scenario.engagements)] if kept < known else []
    body = (
        Part(tuple(of_plan(view, code) for code in plans), "changements")
        if plans
        else Paragraph(f"{known_plans.none_text('oqos', held)} dans cette sélection.")
    )
    without = missing_lines(supply.geography, known_plans, [code for code in held if code in known_plans.any], "oqos")
    ranged = any(view.reading(code, "fourchette") for code in plans)
    caution = (Paragraph(RANGE_CAUTION),) if ranged else ()
    return Part(
        (*head, how, *ties(supply, view.activites, numbers), body, *map(Paragraph, without), *caution), section=True
    )


def plan_part(supply: Supply, view: SupplyView, code: str) -> Part:
    """One plan: its gaps, what a bound alone makes equal, its ranges, its silences; each list under its count."""
    rows = supply.changes(code, borne=view.borne, activites=view.activites)
    same = view.reading(code, "stable")
    equal = [row for row in same if row.supposed(view.borne)]
    ranges, silent = view.reading(code, "fourchette"), view.reading(code, "non_comparable")
    stable = len(same) - len(equal)
    title = f"{len(equal)} égale{plural(len(equal))} à l'autorisé par la seule borne {view.borne}"
    said = f"{plan_text(supply, code, rows, view.borne)} ; {stable} ligne{plural(stable)} sans changement."
    where = parameters(vue="departement", departement=code, borne=view.borne if view.borne != "intervalle" else "")

    def folded(name: str, words: str, kept: Sequence[GapRow]) -> Blocks:
        """Rows that are no number: their name, what their plan declares, their range or why there is none."""
        if not kept:
            return ()
        items = tuple(range_item(supply, row, view.borne) for row in kept)
        return (Folded(words, (Bullets(items, "lignes"),), key=f"et-si-{name}-{code}"),)

    return Part(
        (
            Heading(supply.geography.name(code)),
            Paragraph(said),
            *groups(supply, rows, view.borne, opened=_OPEN, key=f"et-si-ecarts-{code}"),
            *folded("bornes", title, equal),
            *folded("fourchettes", f"{len(ranges)} en fourchette", ranges),
            *folded("silences", f"{len(silent)} sans écart chiffrable", silent),
            Paragraph(Link("Lire ces lignes dans Écarts OQOS", "ecarts", where)),
        ),
        "change",
        section=True,
    )
