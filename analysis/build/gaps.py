"""Gaps between what was authorised at 01/06/2023 and what a plan foresees by 2028.

A gap is a number only where the two tables count the same thing; where the old one only
bounds the number of sites it is an interval; elsewhere there is none, and a reason. Sites
are never mixed with machines. A dash reads as zero in this arithmetic alone, and two
dashes face to face are no gap.

Source: DESIGN.md, section 5; NOMENCLATURE.md, sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.build.printed import BOUNDS, Key, Link, PlanRows, Printed, label_of, links_of, plans_of
from analysis.intervals import Interval, gap, total

ROW = ["departement", "activite", "niveau", "groupe", "modalite"]
"""What identifies a row of `ecarts`."""

NO_GAP_IN_GROUP = "L'écart ne se lit que pour un ensemble de mentions : {}."
NOT_PRINTED = "Ce plan n'imprime aucune ligne pour ce qui était autorisé : l'écart n'est pas calculé."
PART_NOT_PRINTED = "Une des lignes de cet ensemble n'est pas imprimée dans ce plan : l'écart n'est pas calculé."
OLD_PART_NOT_PRINTED = "Ce plan n'imprime pas toutes les lignes de ce qui était autorisé : l'écart n'est pas calculé."
BLANK = "Une case est vide dans le document, ce qui ne vaut pas zéro : l'écart n'est pas calculé."
NO_TARGET = "Aucune implantation n'est inscrite dans cette cible : il n'y a rien à comparer."
NO_SITE = "Aucune implantation n'est inscrite, ni autorisée ni prévue : il n'y a pas d'écart à lire."

COLUMNS = [
    *ROW, "regime", "ordre", "existant_min", "existant_max",
    *(f"{name}{bound and '_' + bound}_{end}"
      for bound in BOUNDS for name in ("cible", "ecart") for end in ("min", "max")),
    "comparable", "relation", "motif", *(f"lecture{bound and '_' + bound}" for bound in BOUNDS),
    "denombre", "ensemble", "existant_detail", "cible_detail", "asterisques", "document", "section",
    "section_existant", "lignes_existant", "lignes_cible", "ligne",
]  # fmt: skip


def compute_gaps(oqos: pd.DataFrame, correspondances: pd.DataFrame) -> pd.DataFrame:
    """The table `ecarts`, before what the prose announces.

    Args:
        oqos: columns of the table `oqos`; several départements at once.
        correspondances: columns of the table `correspondances`.

    Returns:
        One row per département and target modalité, per group of modalités whose gap only
        holds together, and per old modalité that has no target; sites, sorted by
        département, activité and printed order. Row order of the inputs does not matter.
    """
    links = links_of(correspondances)
    rows = [
        row
        for (departement, activite), printed in plans_of(oqos).items()
        for row in _activity(departement, activite, printed, links.get(activite, []))
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    numbers = [name for name in COLUMNS if name.endswith(("_min", "_max")) or name in ("ordre", "asterisques", "ligne")]
    frame = frame.astype(dict.fromkeys(numbers, "Int64"))
    order = ["departement", "activite", "ordre", "niveau", "groupe", "modalite"]
    return frame.sort_values(order, kind="stable", na_position="first", ignore_index=True)


def reading(difference: Interval | None, *, none_on_both_sides: bool) -> str:
    """How a gap is read: the word under which it is counted and drawn."""
    if none_on_both_sides:
        return "aucune"
    if difference is None:
        return "non_comparable"
    if not difference.exact:
        return "fourchette"
    return "hausse" if difference.low > 0 else "baisse" if difference.low < 0 else "stable"


def _activity(
    departement: str, activite: str, printed: Sequence[dict[str, Any]], links: list[Link]
) -> Iterator[dict[str, object]]:
    plan = PlanRows(printed)
    base = {"departement": departement, "activite": activite, "document": plan.document}
    for key, count in plan.targets.items():
        yield base | _target_row(plan, key, count, [link for link in links if link.new == key])
    for name in dict.fromkeys(link.ensemble for link in links if link.ensemble):
        if row := _group_row(plan, name, [link for link in links if link.ensemble == name]):
            yield base | row
    for link in links:
        if link.relation == "supprime" and link.old in plan.existing:
            yield base | _old_row(plan, link)


def _target_row(plan: PlanRows, key: Key, count: Printed, links: list[Link]) -> dict[str, object]:
    """Row of one target modalité."""
    fact = plan.facts[(key, True)]
    comparable = [link for link in links if link.comparable != "non"]
    row = {
        "niveau": "modalite",
        "groupe": key[0] or pd.NA,
        "modalite": key[1],
        "regime": fact["regime"],
        "ordre": fact["ordre"],
        "asterisques": fact["asterisques"],
        "section": fact["section"],
        "ensemble": next((link.ensemble for link in comparable if link.ensemble), pd.NA),
        "denombre": True,
        "cible_detail": [count.text],
        "lignes_cible": [str(count.line)],
        "ligne": count.line,
    }
    if not comparable:
        first = links[0]
        return row | _without_gap(plan, links, count, first.relation, first.reason)
    if comparable[0].ensemble and comparable[0].relation != "identique":
        reason = NO_GAP_IN_GROUP.format(comparable[0].ensemble)
        return row | _without_gap(plan, [], count, comparable[0].relation, reason) | {"denombre": False}
    return row | _with_gap(plan, comparable, [count])


def _group_row(plan: PlanRows, name: str, links: list[Link]) -> dict[str, object] | None:
    """Row of a group of modalités whose gap only holds together (or whose total is read beside)."""
    keys = [key for key in plan.targets if any(link.new == key for link in links)]
    if not keys:
        return None
    counts = [plan.targets[key] for key in keys]
    facts = [plan.facts[(key, True)] for key in keys]
    row = {
        "niveau": "groupe",
        "groupe": keys[0][0] or pd.NA,
        "modalite": name,
        "regime": facts[0]["regime"],
        "ordre": min(fact["ordre"] for fact in facts),
        "asterisques": max(fact["asterisques"] for fact in facts),
        "section": facts[0]["section"],
        "ensemble": name,
        "denombre": links[0].relation != "identique",
        "cible_detail": [f"{label_of(key)} : {plan.targets[key].text}" for key in keys],
        "lignes_cible": [str(count.line) for count in counts],
        "ligne": counts[0].line,
    }
    if len(keys) < len({link.new for link in links}):
        whole = _with_gap(plan, links, counts)
        none = _targets(None, [], together=False)
        return row | whole | none | {"comparable": "non", "motif": PART_NOT_PRINTED}
    return row | _with_gap(plan, links, counts)


def _old_row(plan: PlanRows, link: Link) -> dict[str, object]:
    """Row of an old modalité that no target continues in this activité."""
    assert link.old is not None
    fact = plan.facts[(link.old, False)]
    counts = list(plan.existing[link.old].values())
    existing = None if all(count.dash for count in counts) else total([c.bounds for c in counts], together=True)
    return {
        "niveau": "modalite",
        "groupe": link.old[0] or pd.NA,
        "modalite": link.old[1],
        "regime": fact["regime"],
        "ordre": fact["ordre"],
        "asterisques": fact["asterisques"],
        "section": fact["section"],
        "ensemble": pd.NA,
        "denombre": False,
        "cible_detail": [],
        "lignes_cible": [],
        "ligne": counts[0].line,
        "section_existant": fact["section"],
        **_pair("existant", existing),
        "comparable": "non",
        "relation": link.relation,
        "motif": link.reason,
        **_targets(None, [], together=False, silent=all(count.dash for count in counts)),
        "existant_detail": plan.old_words([link]),
        "lignes_existant": [str(count.line) for count in counts],
    }


def _without_gap(plan: PlanRows, links: list[Link], count: Printed, relation: str, reason: str) -> dict[str, object]:
    silent = count.dash and all(old.dash for old in plan.old_counts(links) or [])
    return {
        **_pair("existant", None),
        **_targets(None, [count], together=False, silent=silent),
        "comparable": "non",
        "relation": relation,
        "motif": NO_TARGET if silent else reason,
        "existant_detail": plan.old_words(links),
        "lignes_existant": plan.old_lines(links),
        "section_existant": plan.old_section(links),
    }


def _with_gap(plan: PlanRows, links: list[Link], targets: list[Printed]) -> dict[str, object]:
    counts = plan.old_counts(links)
    existing = total([count.bounds for count in counts or []], together=links[0].together_old)
    silent = bool(counts) and all(count.dash for count in [*(counts or []), *targets])
    dashes = bool(counts) and all(count.dash for count in counts or [])
    reason = NO_SITE if silent else _reason(plan, links, counts, targets)
    return {
        **_pair("existant", None if dashes else existing),
        **_targets(existing, targets, together=links[0].together_new, silent=silent),
        "comparable": links[0].comparable if reason in (NO_SITE, links[0].reason) else "non",
        "relation": links[0].relation,
        "motif": reason,
        "existant_detail": plan.old_words(links),
        "lignes_existant": plan.old_lines(links),
        "section_existant": plan.old_section(links),
    }


def _reason(plan: PlanRows, links: list[Link], counts: list[Printed] | None, targets: list[Printed]) -> str:
    """Why there is a gap, or what this plan lacks for one."""
    if counts is None:
        return OLD_PART_NOT_PRINTED if plan.old_words(links) else NOT_PRINTED
    return BLANK if any(count.bounds is None for count in [*counts, *targets]) else links[0].reason


def _targets(
    existing: Interval | None, targets: list[Printed], *, together: bool, silent: bool = False
) -> dict[str, object]:
    """Target, gap and its reading, whole and at each bound of the printed ranges."""
    found: dict[str, object] = {}
    dashes = all(count.dash for count in targets)
    for bound in BOUNDS:
        suffix = bound and f"_{bound}"
        target = total([count.at(bound) for count in targets], together=together)
        difference = None if silent else gap(existing, target)
        found |= _pair(f"cible{suffix}", None if dashes else target) | _pair(f"ecart{suffix}", difference)
        found[f"lecture{suffix}"] = reading(difference, none_on_both_sides=silent)
    return found


def _pair(name: str, value: Interval | None) -> dict[str, object]:
    return {f"{name}_min": value.low if value else pd.NA, f"{name}_max": value.high if value else pd.NA}
