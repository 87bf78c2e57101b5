"""Lines that belong to the structure of a plan by their form: they return from page to page and are no furniture.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re

_STRUCTURE = re.compile(
    r"^\s*[•▪■●◦*–-]\s+\w|^\W*(?:defi\b|objectif|ref\b|engagement|existant|bilan|cible|zone|modalite|mention|niveau|activite|thematique)"
)
_RUBRIC = re.compile(
    r"^\W*(?:l'objectif|les (?:enjeux|constats|objectifs|resultats)|le defi|en pratique|themes? associes?"
    r"|parcours associes?|mots.cles|chiffres.cles|paroles? de citoyens?|recours|transformations)\b"
)
_AFTER_A_TABLE = re.compile(
    r"^(?:bilan (?:des objectifs quantitatifs|de l'existant)|objectifs quantitatifs de l'offre de soins"
    r"|recours et expertises|transformations|activites? de soins|equipements? materiels? lourds?$|\*+ ?\w)"
)


def ends_a_table(folded: str) -> bool:
    """Whether a folded line comes after the rows of a table: the title of another, prose, a note."""
    return bool(_AFTER_A_TABLE.match(folded))


def is_structure(folded: str) -> bool:
    """Whether a folded line is an item, or begins as a title or the heading of a table does."""
    return bool(_STRUCTURE.match(folded))


def is_rubric(folded: str) -> bool:
    """Whether a folded line is the name of a rubric of a sheet."""
    return bool(_RUBRIC.match(folded.replace("’", "'")))
