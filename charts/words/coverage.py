"""What the dataset covers and what it does not: plans loaded, status, statistics."""

from __future__ import annotations

from charts.words.french import date_text, list_text, word_text
from loaders.dataset import Dataset

_STATUTS = {"consultation": "version mise en consultation", "arrete": "version arrêtée", "publie": "publiée"}


NOT_LOADED_TEXT = "plan non chargé"
OFFICIAL_ONLY_TEXT = "que des statistiques officielles et, parfois, ce qu'en dit le document régional"
"""What is known of a département without its plan, after «n'a ici»."""
NOT_PRIORITISED_TEXT = "non priorisé dans ce schéma territorial, le schéma régional s'y applique"
"""How a plan that is silent is told: it is not here, or it leaves a défi to the region."""


def status_text(statut: str, date: str) -> str:
    """`consultation`, `2023-07` -> «juillet 2023, version mise en consultation»."""
    return f"{date_text(date)}, {_STATUTS[statut]}"


def coverage_lines(dataset: Dataset) -> list[str]:
    """Sentences for the home page, computed from the tables."""
    plans = dataset.documents[dataset.documents["type"].eq("sts")]
    names = dataset.territoires.set_index("code")["nom"]
    departements = dataset.territoires[dataset.territoires["type"].eq("departement")]
    missing = departements[~departements["sts_disponible"]]["nom"].tolist()
    each = [f"{names[row.territoire]} ({status_text(row.statut, row.date)})" for row in plans.itertuples()]
    official = dataset.valeurs[dataset.valeurs["origine"].eq("statistique")]
    from_plans = dataset.valeurs[dataset.valeurs["origine"].eq("plan")]
    return [
        f"{word_text(len(plans)).capitalize()} plans (schémas territoriaux de santé) sur {len(departements)} : "
        f"{list_text(each)}.",
        f"Plan non chargé : {list_text(missing)}. Ces départements n'ont ici {OFFICIAL_ONLY_TEXT}.",
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
