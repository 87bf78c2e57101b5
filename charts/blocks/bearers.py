"""«Qui d'autre porte…?»: one objectif, every plan that bears it with its own version, and what the others do."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.plans import Plans
from charts.blocks.defi_sheet import plan_words, sheet_blocks
from charts.blocks.issues import issues_folded
from charts.blocks.records import Blocks, Heading, Paragraph, Part, bullets
from charts.words.coverage import NOT_PRIORITISED_TEXT
from charts.words.french import count_text, list_text, word_text
from charts.words.shared_words import common_counts

_MOST_NAMED = 4
"""Loaded plans past which the sets of plans are too many to be named."""


def bearers_blocks(plans: Plans, code: str) -> Blocks:
    """The versions of one objectif, the first as reference, then who does not bear it and why."""
    versions = plans.versions(code)
    first = next(iter(versions.values()))
    defi = plans.defis[first.defi]
    compared = first if len(versions) > 1 else None
    parts = (
        Part(
            (
                Heading(plan_words(plans, departement)),
                *sheet_blocks(plans, sheet, reference=compared),
                *issues_folded(plans, departement, defi.code),
            )
        )
        for departement, sheet in versions.items()
    )
    return (
        Paragraph(f"Défi {defi.code} : {defi.libelle}"),
        Part(tuple(parts), "versions"),
        Heading("Les autres départements"),
        *bullets(others_lines(plans, code)),
    )


def bearers_finding(plans: Plans, code: str) -> str:
    """Who bears the objectif, out of the loaded plans."""
    names = plans.geography.named(plans.versions(code))
    total = len(plans.loaded)
    if len(names) == 1:
        held = plans.loaded_plans.loaded_text("defis")
        return f"{code} n'est porté que par un plan sur les {word_text(total)} {held} : {names[0]}"
    return f"{code} est porté par {count_text(len(names), noun='plan')} sur {word_text(total)} : {list_text(names)}"


def shared_text(plans: Plans) -> str:
    """How many objectifs several plans bear, and which plans."""
    shared = [list(plans.versions(code)) for code in plans.objectifs if len(plans.versions(code)) > 1]
    each = (
        common_counts(plans.geography, shared, plans.loaded, noun="objectif")
        if len(plans.loaded) <= _MOST_NAMED
        else []
    )
    held = plans.loaded_plans.loaded_text("defis")
    told = (
        f"{len(shared)} des {len(plans.objectifs)} objectifs lus dans les plans {held} sont communs à deux plans "
        "au moins"
    )
    return f"{told} : {', '.join(each)}." if each else f"{told}."


def others_lines(plans: Plans, code: str) -> list[str]:
    """Plans with other objectifs of the défi, plans that do not prioritise it, plans not loaded."""
    defi = code[:4]
    without = [d for d in plans.carriers(defi) if d not in plans.versions(code)]
    silent = [d for d in plans.loaded if d not in plans.carriers(defi)]
    lines = [
        f"{plans.geography.name(d)} : défi {defi} priorisé, avec d'autres objectifs ({_codes(plans, defi, d)})."
        for d in without
    ]
    if silent:
        lines.append(f"{_names(plans, silent)} : défi {defi} {NOT_PRIORITISED_TEXT}.")
    missing = plans.loaded_plans.missing(plans.geography.departements, "defis")
    return lines + [f"{_names(plans, codes)} : {why}, rien n'en est connu ici." for why, codes in missing.items()]


def _codes(plans: Plans, defi: str, departement: str) -> str:
    return list_text([sheet.code for sheet in plans.of(defi, departement)])


def _names(plans: Plans, codes: Sequence[str]) -> str:
    return list_text(plans.geography.named(codes))
