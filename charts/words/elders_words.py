"""Care supply beside the old population, in words: what is read together, why, and what it does not say.

Source: `analysis/elders.py`; texts of the plans on each activité.
"""

from __future__ import annotations

from analysis.elders import Beside, Elders
from analysis.intervals import SMALLEST, Interval
from charts.words.french import NBSP, NOT_STATED, number_text

TITLE = "Offre et population âgée"
WHY = {
    "sld": "Ces soins accueillent surtout des personnes âgées ; les plans de l'Hérault (ligne 2310), du Lot (ligne "
           "2238) et de la Lozère (ligne 4661) y parlent de dépendance ou de vieillissement.",
    "smr": "De toutes les lignes, la mention gériatrie est la seule dont le libellé désigne des personnes âgées.",
    "medecine": "Le plan de l'Hérault donne la part des plus de 65 ans dans son texte sur la médecine (ligne 1942).",
    "soins_critiques": "Le plan de l'Hérault donne la part des 65 ans et plus dans son texte sur les soins critiques, "
                       "à propos de cette ligne (ligne 2367).",
}  # fmt: skip
"""Why an activité is of the list, with the lines where its plan says so."""

READING = (
    "Rapprochement choisi par nous : aucun plan n'imprime ces nombres ensemble. Un site n'est ni un lit ni une "
    "capacité ; il peut recevoir d'autres âges et d'autres départements. Rien ici ne dit si l'offre suffit."
)
PEOPLE = (
    "Nos tables gardent la part de chaque âge et la population totale du même fichier : les habitants d'un âge sont "
    "leur produit, à la centaine. Par site : habitants de 75 ans et plus pour un site, en moyenne, jamais sous "
    f"{SMALLEST} sites ni pour une fourchette."
)


def printed_text(name: str, people: float, line: int | None) -> str:
    """What a plan prints itself of the people of 75 and over, which may be another year's.

    Args:
        name: its département, after «le plan» (`Geography.of`).
    """
    number = number_text(people, decimales=0)
    return f"Le plan {name} imprime {number} habitants de 75 ans et plus, sans année (ligne {line})."


def dates_text(authorised: str, year: str) -> str:
    """The three dates that stand side by side.

    Args:
        authorised: date of what is authorised, empty when none is printed.
        year: of the population, empty when it is not known.
    """
    first = f"autorisé au {authorised}" if authorised else "autorisé sans date imprimée"
    last = f"population au 1er janvier {year}" if year else "population non renseignée"
    return f"Trois dates différentes : {first}, prévu d'ici 2028, {last}."


def elders_text(elders: Elders) -> str:
    """«23,2 %, environ 290 900»; what is not published says so."""
    if elders.share is None:
        return NOT_STATED
    share = f"{number_text(elders.share, decimales=1)}{NBSP}%"
    people = f"environ {number_text(elders.people, decimales=0)}" if elders.people else f"habitants : {NOT_STATED}"
    return f"{share}, {people}"


def per_site_text(found: Beside, sites: Interval | None) -> str:
    """«environ 16 400», or why it is not given."""
    number = found.per_site(sites)
    return untold(found, sites) if number is None else f"environ {number_text(number, decimales=0)}"


def untold(found: Beside, sites: Interval | None) -> str:
    """Why there is no number of inhabitants a site."""
    if found.elders[1].people is None:
        return "non calculé : population non renseignée"
    if sites is None:
        return "non calculé : sites non renseignés"
    return f"non calculé : moins de {SMALLEST} sites" if sites.high < SMALLEST else "non calculé : fourchette"
