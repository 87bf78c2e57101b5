"""Scenarios to start from, each with a name and a sentence that says exactly what it keeps.

They are readings that a meeting asks for, not groupings of the documents: an engagement, a
thème or a parcours is kept as the plans print it, and nothing else is added.
"""

from __future__ import annotations

from dataclasses import replace

from analysis.scenario import Scenario
from analysis.scenario_file import NamedScenario

PRESETS: tuple[NamedScenario, ...] = (
    NamedScenario(
        Scenario(engagements=frozenset({1})),
        "Prévention",
        "L'engagement 1 seul : prévention et promotion de la santé, quel que soit le public.",
    ),
    NamedScenario(
        Scenario(themes=frozenset({"Prévention, promotion de la santé"})),
        "Prévention dans tous les engagements",
        "Les objectifs dont la fiche imprime le thème «Prévention, promotion de la santé», où qu'ils soient rangés.",
    ),
    NamedScenario(
        Scenario(engagements=frozenset({3})),
        "Accès aux soins",
        "L'engagement 3 seul : l'accès à une prise en charge adaptée dans tous les territoires.",
    ),
    NamedScenario(
        Scenario(engagements=frozenset({3, 6})),
        "Accès aux soins et métiers",
        "Les engagements 3 et 6 : l'accès aux soins, et les professionnels sans qui il n'y en a pas.",
    ),
    NamedScenario(
        Scenario(engagements=frozenset({4, 5})),
        "Coordination et qualité",
        "Les engagements 4 et 5 : la continuité entre acteurs, la qualité et la pertinence.",
    ),
    NamedScenario(
        Scenario(parcours=frozenset({"Vieillissement"})),
        "Parcours de la personne âgée",
        "Les objectifs dont la fiche imprime le parcours «Vieillissement», dans tous les engagements.",
    ),
    NamedScenario(
        Scenario(parcours=frozenset({"Santé mentale"})),
        "Parcours de santé mentale",
        "Les objectifs dont la fiche imprime le parcours «Santé mentale», dans tous les engagements.",
    ),
    NamedScenario(
        Scenario(parcours=frozenset({"Handicap"})),
        "Parcours de la personne handicapée",
        "Les objectifs dont la fiche imprime le parcours «Handicap», dans tous les engagements.",
    ),
    NamedScenario(
        Scenario(themes=frozenset({"Urgences et soins non programmés"})),
        "Urgences et soins non programmés",
        "Les objectifs dont la fiche imprime le thème «Urgences et soins non programmés».",
    ),
    NamedScenario(
        Scenario(borne="basse"),
        "Cibles à leur borne basse",
        "Tout est dans la sélection ; une cible imprimée «4/13» est lue 4 : une hypothèse, non une décision.",
    ),
)
"""Offered in this order, after the reference."""


def moved(named: NamedScenario, choice: Scenario) -> NamedScenario:
    """A scenario with other choices: the name and the sentence of a preset leave with the choices that they say."""
    left = next((preset for preset in PRESETS if preset.choix == named.choix != choice), NamedScenario())
    return replace(
        named,
        choix=choice,
        nom="" if named.nom == left.nom else named.nom,
        phrase="" if named.phrase == left.phrase else named.phrase,
    )
