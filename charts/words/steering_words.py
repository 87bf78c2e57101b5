"""Steering, evaluation and reform in words: subjects, what is printed and what is computed, what nobody prints."""

from __future__ import annotations

from charts.words.french import count_text, word_text

SUBJECTS = {
    "gouvernance": "Gouvernance", "comite": "Comité", "programme": "Programme", "suivi": "Suivi",
    "protocole": "Protocole d'évaluation", "evaluation_intermediaire": "Évaluation intermédiaire",
    "evaluation_finale": "Évaluation finale", "revision": "Révision", "publicite": "Publicité",
    "observatoire": "Observatoire",
}  # fmt: skip

PRINTED, COMPUTED = "imprimé", "calculé par nous"
PAST, AHEAD = "terme passé", "terme non passé"
NOT_PRINTED = "Les plans n'impriment ni pilote, ni échéance, ni indicateur pour chaque objectif"
NOT_KNOWN = (
    "Un terme passé ne dit pas que l'étape a eu lieu, ni qu'elle a manqué : l'outil ne détient aucun bilan, aucune "
    "revue ni aucune évaluation du projet régional ou des plans."
)
REFORM = (
    "L'introduction des objectifs quantitatifs (OQOS) explique la réforme des autorisations ; en nos propres mots, "
    "de quoi lire un écart sans en conclure trop. Chaque notion donne sa ligne."
)
STEERING_TITLE = "Piloter et évaluer : ce qui est annoncé, et quand"
REFORM_TITLE = "Comprendre les OQOS : ce que la réforme change à la lecture"
STEERING_WAY = "Piloter et évaluer : ce que les documents annoncent, et quand"
REFORM_WAY = "Comprendre les OQOS : la réforme, l'avenant, et ce qu'une baisse ne dit pas"


def not_printed_text(lines: int, dated: int, figured: int) -> str:
    """The honest sentence, with what the lines of results and actions print.

    Args:
        lines: results and actions; dated, figured: those that print a date, a quantity.
    """
    if not lines:
        return f"{NOT_PRINTED}."
    return (
        f"{NOT_PRINTED}. Sur {lines} lignes de résultats attendus et d'actions, {_number(dated, 'date')} et "
        f"{_number(figured, 'quantité')}. Être nommé dans une action n'est pas la piloter."
    )


def standing_text(date: str, past: int, ahead: int) -> str:
    """Where the calendar alone stands, at the date of the dataset."""
    over = f"{count_text(past, noun='terme')} passé{'s' if past > 1 else ''}"
    rest = f"{count_text(ahead, noun='terme')} non passé{'s' if ahead > 1 else ''}"
    return f"À la date de ce jeu de données ({date}), par le calendrier seul : {over}, {rest}. {NOT_KNOWN}"


def _number(count: int, what: str) -> str:
    if not count:
        return f"aucune n'imprime de {what}"
    return f"{word_text(count)}{'' if count > 1 else 'e'} {'impriment' if count > 1 else 'imprime'} une {what}"
