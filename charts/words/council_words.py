"""What plans print of their partnership with the conseil départemental, in words."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.items import PlanItem
from charts.words.french import count_text, list_text, plural, word_text
from loaders.geography import Geography

TITLE = "Avec le conseil départemental"
READING = (
    "Chaque ligne est résumée en nos propres mots : un engagement, un souhait ou un constat, dans l'ordre du texte. Le "
    "plan ne dit pas toujours qui s'engage, ni pour quand : un acteur, une quantité ou une date ne sont écrits que si "
    "la ligne les imprime. Une ligne imprimée ne dit pas ce qui est fait."
)
SOURCE = (
    "schémas territoriaux de santé 2023-2028, pages du partenariat avec le conseil départemental ; résumés en nos "
    "propres mots ; la ligne est à côté de chacun."
)
NONE_PRINTED = "aucune liste de ce genre n'est imprimée"
NONE_HERE = "aucune liste d'engagements ou de constats n'est imprimée dans ce plan"
NOT_COLLECTED_HERE = "non relevé dans ce plan, lu automatiquement"
UNKNOWN = "plan non chargé, rien n'est connu ici de son partenariat avec le conseil départemental"
ELSEWHERE = "Lire les résultats et les actions qui nomment le conseil départemental"
WAY = "Lire ce que les plans impriment avec les conseils départementaux"
_BOTH = frozenset({"ars", "conseil_departemental"})


def council_counts(items: Sequence[PlanItem]) -> str:
    """«13 engagements ou constats, dont 7 nomment ensemble l'ARS et le conseil départemental»."""
    both = sum(_BOTH.issubset(item.acteurs) for item in items)
    said = f"{len(items)} engagement{plural(len(items))} ou constat{plural(len(items))}"
    if not both:
        return said
    return f"{said}, dont {both} nomme{'nt' * (both > 1)} ensemble l'ARS et le conseil départemental"


def none_printed_text(geography: Geography, departements: Sequence[str]) -> str:
    """«Aucune liste de ce genre n'est imprimée dans les plans de l'Ariège et de la Lozère.»"""
    return f"{NONE_PRINTED[0].upper()}{NONE_PRINTED[1:]} dans {_plans(geography, departements)}."


def not_collected_text(geography: Geography, departements: Sequence[str]) -> str:
    """«Non relevé dans le plan du Gard, lu automatiquement.»"""
    s = plural(len(departements))
    return f"Non relevé dans {_plans(geography, departements)}, lu{s} automatiquement."


def _plans(geography: Geography, departements: Sequence[str]) -> str:
    where = list_text([geography.of(code) for code in departements])
    return f"{'les plans' if len(departements) > 1 else 'le plan'} {where}"


def council_title(geography: Geography, found: dict[str, list[PlanItem]], read: int) -> str:
    """What is printed, by how many of the plans read, and which.

    Args:
        found: the items of each plan that prints some.
    """
    said = council_counts([item for items in found.values() for item in items])
    if read == 1:
        return f"{TITLE}, {geography.name(next(iter(found)))} : {said}"
    each = [f"{geography.name(code)} ({len(items)})" for code, items in found.items()]
    return f"{TITLE}, {count_text(len(found), noun='plan')} sur {word_text(read)}, {list_text(each)} : {said}"


def council_filter_text(departements: Sequence[str], engagements: Sequence[str]) -> str:
    """What the filters do there: a list of a plan has no engagement."""
    parts = ["le département est appliqué"] * bool(departements)
    return ", ".join([*parts, *["l'engagement gardé sans effet ici"] * bool(engagements)])
