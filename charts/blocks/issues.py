"""«Les enjeux» of the page of a défi, in our words, with their line."""

from __future__ import annotations

from analysis.plans import Issues, Plans
from charts.blocks.records import Blocks, Folded, Mark, Paragraph
from charts.words.coverage import NOT_COLLECTED
from charts.words.french import NOT_STATED

ISSUES_BAND = "Les enjeux de ce défi selon chaque plan, en nos mots"
ONE_BY_ONE = "Les enjeux d'un défi, selon chaque plan, se lisent quand un seul défi est choisi."


def issues_words(issues: Issues | None, *, collected: bool = True) -> str:
    """The summary and its line; «non renseigné» when none is held, «non relevé» when nobody looked for it."""
    if issues:
        return f"{issues.resume} (ligne {issues.ligne})"
    return NOT_STATED if collected else NOT_COLLECTED


def issues_line(plans: Plans, departement: str, defi: str) -> Blocks:
    """The issues of a défi in one plan, said to be its own in our words; nothing when none is held."""
    issues = plans.issues.get((departement, defi))
    said = Mark("Les enjeux de ce défi selon le plan, en nos mots", "note")
    return (Paragraph((said, f" : {issues_words(issues)}"), "enjeux"),) if issues else ()


def issues_folded(plans: Plans, departement: str, defi: str) -> Blocks:
    """The same, folded, where an objectif is told."""
    issues = plans.issues.get((departement, defi))
    title = f"Les enjeux du défi {defi} selon ce plan, en nos mots"
    return (Folded(title, (Paragraph(issues_words(issues)),)),) if issues else ()
