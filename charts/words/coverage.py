"""What the dataset covers and what it does not: plans loaded, status, statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from analysis.loaded import NOT_LOADED_TEXT, PART_WORDS, LoadedPlans, PlanPart
from analysis.plans import Sheet
from charts.words.french import date_text, list_text, plural, word_text
from loaders.dataset import Dataset
from loaders.geography import Geography

UNREVIEWED, PARTLY_CORRECTED = "lu automatiquement, non relu", "lu automatiquement, corrigé en partie"
"""Of a plan that the reader alone read, and of one whose cells somebody corrected."""

NOT_COLLECTED = "non relevé"
"""Of what nobody looked for in a plan: it may well be printed there."""
NO_SUMMARY = f"Résumé {NOT_COLLECTED} : cette fiche a été lue automatiquement."

STATUTS = {
    "consultation": ("version mise en consultation", "version de consultation", "version mise en consultation"),
    "arrete": ("version arrêtée", "version arrêtée", "arrêté"),
    "publie": ("publiée", "version publiée", "publié"),
    "non_relu": (UNREVIEWED,) * 3,
    "corrige": (PARTLY_CORRECTED,) * 3,
}
"""Status of a plan in words: after its date, before its date, in a table of documents."""

OFFICIAL_ONLY_TEXT = "que des statistiques officielles et, parfois, ce qu'en dit le document régional"
"""What is known of a département without its plan, after «n'a ici»."""
NOT_PRIORITISED_TEXT = "non priorisé dans ce schéma territorial, le schéma régional s'y applique"
"""How a plan that is silent is told: it is not here, or it leaves a défi to the region."""


def status_text(statut: str, date: str) -> str:
    """`consultation`, `2023-07` -> «juillet 2023, version mise en consultation»."""
    words = STATUTS[statut][0]
    return f"{date_text(date)}, {words}" if date and not pd.isna(date) else words


def version_text(geography: Geography, loaded: LoadedPlans, code: str) -> str:
    """«Lozère : juillet 2023, version mise en consultation.»: what must be said of the plan of a département."""
    return f"{geography.name(code)} : {status_text(*loaded.versions[code])}."


def source_note(geography: Geography, loaded: LoadedPlans, codes: Iterable[str]) -> str:
    """« Plan du Gard : lu automatiquement, non relu.» after a source; empty when persons read every plan."""
    said = [
        f" Plan {geography.of(code)} : {STATUTS[loaded.versions[code][0]][0]}."
        for code in dict.fromkeys(codes)
        if code in loaded.unread
    ]
    return "".join(said)


def uncollected_text(geography: Geography, loaded: LoadedPlans, codes: Iterable[str] = ()) -> str:
    """«Plan du Gard, lu automatiquement : ce que dit son texte n'est pas relevé.»; empty when all were read.

    Args:
        codes: the départements it is about, all of them when empty.
    """
    asked = [*codes] or [*geography.departements]
    kept = [code for code in loaded.unread if code in asked]
    if not kept:
        return ""
    plans, their = ("Plans", "leur") if len(kept) > 1 else ("Plan", "son")
    where = list_text([geography.of(code) for code in kept])
    return f"{plans} {where}, lu{plural(len(kept))} automatiquement : ce que dit {their} texte n'est pas relevé."


def summary_text(sheet: Sheet) -> str:
    """The summary of a sheet, in our own words, or that nobody wrote it."""
    return sheet.resume or NO_SUMMARY


def missing_lines(geography: Geography, loaded: LoadedPlans, codes: Iterable[str], part: PlanPart) -> list[str]:
    """«Plan non chargé : Aude et Gard.», «Plan chargé, objectifs quantitatifs non chargés : Lozère.»"""
    found = loaded.missing(list(codes), part)
    return [f"{why.capitalize()} : {list_text(geography.named(kept))}." for why, kept in found.items()]


def plans_text(geography: Geography, loaded: LoadedPlans, part: PlanPart) -> str:
    """«Plans chargés : Ariège et Lot.», or those that are not where they are fewer; empty when every plan is there."""
    held = loaded.part(part)
    left = [code for code in geography.departements if code not in held]
    if not held or len(left) < len(held):
        return " ".join(missing_lines(geography, loaded, left, part)) if held else f"{loaded.none_text(part)}."
    return f"Plan{plural(len(held))} {loaded.loaded_text(part, len(held))} : {list_text(geography.named(held))}."


def loaded_name(geography: Geography, loaded: LoadedPlans, part: PlanPart | None = None) -> Callable[[str], str]:
    """Names of a list of départements, each with what is not loaded of its plan.

    Args:
        part: what the list chooses from; without it, the plan as a whole.
    """

    def named(code: str) -> str:
        whole = "" if code in loaded.documents else NOT_LOADED_TEXT
        why = loaded.missing_text(code, part) if part else whole
        return geography.name(code) + (f" ({why})" if why else "")

    return named


def coverage_line(dataset: Dataset, loaded: LoadedPlans) -> str:
    """The same in one line: what the lines below begin with, and what is not there."""
    official = dataset.valeurs[dataset.valeurs["origine"].eq("statistique")]
    plans, cells = len(loaded.documents), len(dataset.oqos)
    revised = bool(dataset.activites["revisee"].any())
    return (
        f"{plans} plan{plural(plans)} sur {dataset.geography.count}, {official['indicateur'].nunique()} indicateurs "
        f"officiels, {cells} case{plural(cells)} d'OQOS{' ; avenant n°1 de 2025 non inclus' if revised else ''}."
    )


def coverage_lines(dataset: Dataset, loaded: LoadedPlans) -> list[str]:
    """Sentences for the home page, computed from the tables."""
    plans = dataset.documents[dataset.documents["type"].eq("sts")]
    names = dataset.territoires.set_index("code")["nom"]
    geography = dataset.geography
    missing = [name for code, name in geography.departements.items() if code not in loaded.documents]
    each = [f"{names[row.territoire]} ({status_text(row.statut, row.date)})" for row in plans.itertuples()]
    official = dataset.valeurs[dataset.valeurs["origine"].eq("statistique")]
    from_plans = dataset.valeurs[dataset.valeurs["origine"].eq("plan")]
    return [
        f"{word_text(len(plans)).capitalize()} plans (schémas territoriaux de santé) sur {geography.count} : "
        f"{list_text(each)}.",
        f"Plan non chargé : {list_text(missing)}. Ces départements n'ont ici {OFFICIAL_ONLY_TEXT}.",
        *(line for part in PART_WORDS for line in missing_lines(geography, loaded, loaded.documents, part)),
        f"{official['indicateur'].nunique()} indicateurs officiels ({len(official)} valeurs) et "
        f"{from_plans['indicateur'].nunique()} indicateurs lus dans les documents ({len(from_plans)} valeurs, "
        f"chacune avec sa section et sa ligne).",
        f"{len(dataset.oqos)} cases des tableaux d'objectifs quantitatifs de l'offre de soins (OQOS), pour "
        f"{len(dataset.activites)} activités ; {int(dataset.activites['revisee'].sum())} d'entre elles ont été "
        "révisées par l'avenant n°1 de 2025, qui n'est pas dans ces données.",
        f"{dataset.objectifs_departements['code'].nunique()} objectifs opérationnels, en "
        f"{len(dataset.objectifs_departements)} fiches (un objectif tel qu'un plan l'imprime), "
        f"{len(dataset.defis_departements)} pages de défis, {len(dataset.vigilances)} points de vigilance.",
    ]
