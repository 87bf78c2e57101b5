"""The matrix défi x département: what the component `grille` paints, and its words.

A cell holds how many objectifs a plan has under a défi, as a figure and never as a tone: a
scale would reward the plan that writes most.

Source: DESIGN.md, sections 5 (rule 11) and 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.defi_choice import DefiChoice, chosen_defis, chosen_sheets
from analysis.plans import NOT_LOADED, Defi, Plans
from charts.words.coverage import NOT_PRIORITISED_TEXT
from charts.words.filter_words import engagements_text
from charts.words.french import count_text, list_text, plural, word_text

_MARK = "○"
MOST_WIDE = 6
"""Loaded plans whose names are written along; past that, every name stands upright to leave room for the défis."""


def legend(plans: Plans) -> str:
    """What a cell of the matrix says."""
    lacking = plans.loaded_plans.lacking_text("defis")
    return f"Nombre d'objectifs de chaque plan sous chaque défi ; ○ non priorisé ; hachuré : {lacking}"


def defi_matrix(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> dict[str, Any]:
    """One line per regional défi, under its engagement; one cell per département."""
    geography, lines, engagement = plans.geography, [], 0
    for defi in chosen_defis(plans, choice):
        cells = [_cell(plans, choice, defi, code) for code in departements]
        line: dict[str, Any] = {"titre": f"{defi.code} {defi.libelle}", "cellules": cells}
        if defi.engagement != engagement:
            engagement = defi.engagement
            line["groupe"] = f"Engagement {engagement} : {plans.engagements[engagement].libelle}"
        lines.append(line)
    loaded = [code for code in departements if code in plans.loaded]
    wide = loaded if len(loaded) <= MOST_WIDE else []
    narrow = [index for index, code in enumerate(departements) if code not in wide]
    return {
        "titre": legend(plans),
        "coin": "Défi régional",
        "genre": "defis",
        "etroites": narrow,
        "colonnes": [geography.name(code) if code in wide else geography.short(code) for code in departements],
        "lignes": lines,
    }


def matrix_finding(plans: Plans, departements: Sequence[str], *, engagements: Sequence[str] = ()) -> str:
    """The finding of the whole matrix, or of some engagements: the défis that every loaded plan prioritises, one
    alone, none."""
    defis = [defi.code for defi in plans.defis.values() if not engagements or str(defi.engagement) in engagements]
    loaded, total = [code for code in departements if code in plans.loaded], len(defis)
    under = f" ({engagements_text(engagements)})" if engagements else ""
    if not loaded:
        none = plans.loaded_plans.none_text("defis", departements)
        return f"{none} parmi ces départements : {total} défis régionaux, sans comparaison possible"
    carriers = {defi: sum(code in plans.carriers(defi) for code in loaded) for defi in defis}
    if len(loaded) == 1:
        own = sum(carriers.values())
        said = count_text(own, noun="défi") + f" priorisé{plural(own)}"
        return f"{plans.geography.name(loaded[0])} : {said} sur les {total} défis régionaux{under}"
    every = [defi for defi, count in carriers.items() if count == len(loaded)]
    alone, nobody = (sum(count == wanted for count in carriers.values()) for wanted in (1, 0))
    shared = count_text(len(every), noun="défi") + (f" ({list_text(every)})" if every else "")
    verb = "partagent" if every else "ne partagent"
    parts = [f"Les {word_text(len(loaded))} plans comparés {verb} {shared} sur {total}{under}"]
    parts += [f"{count_text(alone, noun='défi')} dans un seul plan"] if alone else []
    parts += [f"{count_text(nobody, noun='défi')} dans aucun"] if nobody else []
    return " ; ".join(parts)


def _cell(plans: Plans, choice: DefiChoice, defi: Defi, departement: str) -> dict[str, Any]:
    name, standing = plans.geography.name(departement), plans.standing(defi.code, departement)
    if standing == NOT_LOADED:
        return {"vide": f"{defi.code}, {name} : {plans.loaded_plans.missing_text(departement, 'defis')}"}
    code = f"{defi.code}:{departement}"
    if standing == "non_priorise":
        label = f"{defi.code}, {name} : {NOT_PRIORITISED_TEXT}. Ouvrir le défi"
        return {"code": code, "ton": 0, "label": label, "parts": [["non-priorise", _MARK, 1]]}
    total, kept = len(plans.of(defi.code, departement)), len(chosen_sheets(plans, choice, defi.code, departement))
    text, told = str(total), f"priorisé, {total} objectif{plural(total)}"
    if choice.narrows_sheets:
        text, told = f"{kept} sur {total}", f"{told}, dont {kept} selon les filtres"
    label = f"{defi.code}, {name} : {told}. Ouvrir le défi"
    return {"code": code, "ton": 1, "label": label, "parts": [["priorise", text, 1]]}
