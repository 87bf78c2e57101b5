"""What a result or an action must have, in words: asked on Défis, and of what a scenario keeps.

Source: tables `natures`, `publics`, `acteurs`.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.defi_choice import DefiChoice, chosen_items
from analysis.items import PlanItem
from analysis.plans import Plans, Sheet
from analysis.scenario import Outcome
from charts.words.french import list_text, plural

NOBODY = "aucun nommé"
"""Publics or actors of an item that names none: known, and no unknown."""
NAMING = "nommer un acteur ne dit pas ce qui lui est confié"
OF_SCENARIO = (
    "Ces filtres montrent des lignes ; ils ne mettent aucune fiche dans la sélection ni hors d'elle. Une ligne répond "
    f"quand elle répond à tout ; {NAMING}. Lignes résumées en nos propres mots, natures classées par nous."
)
"""What the filters by nature, public and actor do in «Et si»."""
LINES_READING = (
    "Chaque ligne est résumée en nos propres mots ; natures et liens sont faits par nous. Nommer un public ou un "
    "acteur ne dit pas ce qui lui est confié, et une ligne imprimée ne dit pas ce qui est fait."
)

LINES = {"resultat": "Résultat", "action": "Action"}
"""What one line of the sheet of an objectif is, by its list."""


def line_text(item: PlanItem) -> str:
    """What a line says, with the quantity and the date that are printed: «… (date imprimée : 2025, ligne 12)»."""
    printed = [f"quantité imprimée : {item.chiffre}"] * bool(item.chiffre)
    printed += [f"date imprimée : {item.echeance}"] * bool(item.echeance)
    return f"{item.resume} ({', '.join([*printed, f'ligne {item.ligne}'])})"


def items_asked(plans: Plans, choice: DefiChoice) -> dict[str, str]:
    """What a result or an action must have, by name; empty when nothing is asked of them."""
    labels = {
        "nature": plans.items.natures.get(choice.nature, ""),
        "public nommé": plans.items.publics.get(choice.public, ""),
        "acteur nommé": plans.items.acteurs.get(choice.acteur, ""),
    }
    return {name: label for name, label in labels.items() if label}


def asked_list(plans: Plans, choice: DefiChoice) -> str:
    """«nature «Formation» et acteur nommé «CPTS»»; empty when nothing is asked."""
    return list_text([f"{name} «{label}»" for name, label in items_asked(plans, choice).items()])


def lines_text(lines: int) -> str:
    """«1 ligne répond», «3 lignes répondent», «aucune ligne ne répond»."""
    if not lines:
        return "aucune ligne ne répond"
    return f"{lines} ligne{plural(lines)} répond{'ent' if lines > 1 else ''}"


def items_finding(plans: Plans, found: Outcome, choice: DefiChoice) -> str:
    """Title of what is asked in a scenario: how many lines answer in the selection, and out of it."""
    kept = [sheet for view in found.plans.values() for sheet in view.sheets]
    left = [sheet for view in found.plans.values() for sheet in view.sheets_out]
    if not kept and not left:
        return f"{found.loaded_plans.none_text('defis')} : aucune ligne n'est connue"
    asked = asked_list(plans, choice)
    said = f"{_answers(plans, kept, choice)} dans la sélection"
    more = f" ; {_answers(plans, left, choice)} hors de la sélection" if left else ""
    return f"{asked[0].upper()}{asked[1:]} : {said}{more}"


def _answers(plans: Plans, sheets: Sequence[Sheet], choice: DefiChoice) -> str:
    """«5 lignes (3 fiches sur 18)»."""
    counts = [count for sheet in sheets if (count := len(chosen_items(plans, choice, sheet)))]
    if not counts:
        return "aucune ligne"
    lines = sum(counts)
    return f"{lines} ligne{plural(lines)} ({len(counts)} fiche{plural(len(counts))} sur {len(sheets)})"
