"""What the CTS and the CNR asked, in words: the lists, how many items a plan takes up, what a tie means."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.items import PlanItem
from analysis.loaded import LoadedPlans
from charts.words.french import count_text, list_text

LIST_LABELS = {
    "enjeu": "Enjeux du département",
    "defi_cts": "Défis identifiés par le CTS",
    "cnr": "Propositions du CNR en santé",
}
"""Lists of what was asked, in printed order."""

SHORT_LABELS = {"enjeu": "Enjeux", "defi_cts": "Défis du CTS", "cnr": "Propositions du CNR"}
NOT_TAKEN_UP = "aucun objectif de ce plan ne le reprend en toutes lettres"
READING = (
    "Chaque ligne est résumée en nos propres mots. Un enjeu est imprimé comme celui du département, sans dire qui "
    "le demande ; le CNR est le conseil national de la refondation. Le lien avec un objectif est fait par nous, "
    "pour un objectif du même plan qui reprend la ligne en entier, et sa raison est dite ; aucun plan ne l'écrit. "
    "Un objectif qui la reprend ne dit pas qu'elle est satisfaite. Sans lien, elle n'est pas forcément sans "
    "réponse : un objectif peut y répondre en partie, ou le schéma régional, ou une action hors du plan."
)
SHORT_READING = (
    "Ce lien est fait par nous ; un objectif qui reprend une demande ne dit pas qu'elle est satisfaite, et une demande "
    "sans lien n'est pas forcément sans réponse."
)
"""The same where the lists are only counted."""
SHEET_RESULTS, SHEET_ASKED = "Résultats et actions", "Demandes"
"""Names of the two tables of items, on every page and in every workbook."""
SOURCE = (
    "schémas territoriaux de santé 2023-2028, pages qui ouvrent chaque plan (enjeux du département, défis du CTS, "
    "priorités ou propositions du CNR) ; résumés et liens en nos propres mots ; la ligne est à côté de chaque demande."
)
WITHOUT_LISTS = "ce plan n'imprime aucune de ces listes"
NOT_COLLECTED_LISTS = "listes non relevées dans ce plan, lu automatiquement"
UNKNOWN = "plan non chargé, rien n'est connu ici de ce que demandait son CTS"


def without_lists(loaded: LoadedPlans, code: str) -> str:
    """Why the lists of a plan are not there: it prints none, or nobody looked for them."""
    said = NOT_COLLECTED_LISTS if code in loaded.unread else WITHOUT_LISTS
    return f"{said[0].upper()}{said[1:]}."


def asked_counts(items: Sequence[PlanItem]) -> str:
    """«7 enjeux, 16 défis du CTS et 17 propositions du CNR»."""
    names = {"enjeu": ("enjeu", "enjeux"), "defi_cts": ("défi du CTS", "défis du CTS"),
             "cnr": ("proposition du CNR", "propositions du CNR")}  # fmt: skip
    counts = {liste: sum(item.liste == liste for item in items) for liste in names}
    return list_text([f"{number} {names[liste][number > 1]}" for liste, number in counts.items() if number])


def taken_up(items: Sequence[PlanItem]) -> int:
    """How many items an objectif of the same plan takes up in full, by our own tie."""
    return sum(bool(item.lie_a) for item in items)


def taken_up_text(items: Sequence[PlanItem]) -> str:
    """«21 repris en entier par un objectif au moins, d'après nos liens»."""
    number = taken_up(items)
    return f"{number or 'aucun'} repris en entier par un objectif au moins, d'après nos liens"


def asked_title(items: Sequence[PlanItem], names: Sequence[str]) -> str:
    """What was asked in some départements, and how much of it a plan takes up, by our own ties."""
    where = list_text(list(names)) if len(names) <= 2 else count_text(len(names), noun="plan")
    return f"Ce que le CTS demandait, {where} : {asked_counts(items)} ; {taken_up_text(items)}"


def asked_filter_text(departements: Sequence[str], engagements: Sequence[str]) -> str:
    """What the filters do where what was asked is read: a list of a plan has no engagement."""
    parts = ["le département est appliqué"] * bool(departements)
    return ", ".join([*parts, *["l'engagement gardé sans effet ici"] * bool(engagements)])
