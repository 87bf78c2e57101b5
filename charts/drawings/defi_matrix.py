"""The matrix défi x département: what the component `grille` paints, and its words.

A cell holds how many objectifs a plan has under a défi, as a figure and never as a tone: a
scale would reward the plan that writes most.

Source: DESIGN.md, sections 5 (rule 11) and 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.defi_choice import DefiChoice, chosen_defis, chosen_sheets
from analysis.plans import Defi, Plans
from analysis.records import grouped
from charts.words.coverage import NOT_PRIORITISED_TEXT, missing_lines
from charts.words.filter_words import engagement_name, engagements_text
from charts.words.french import count_text, lower_first, plural, word_text

MOST_WIDE = 6
"""Loaded plans whose names are written along; past that, every name stands upright to leave room for the défis."""

MOST_NAMED = 4
"""Défis that a title names; past that, it counts them."""


def legend(plans: Plans) -> str:
    """What a cell of the matrix says."""
    return f"Défis des plans. {' ; '.join(_signs(plans).values())}"


def _signs(plans: Plans) -> dict[str, str]:
    """What each kind of cell says, by its kind."""
    return {
        "priorise": "Case pleine : priorisé, avec son nombre d'objectifs",
        "non-priorise": "tiretée : non priorisé, le schéma régional s'y applique",
        "vide": f"hachurée : {plans.loaded_plans.lacking_text('defis')}, rien n'en est connu ici",
    }


def defi_matrix(plans: Plans, choice: DefiChoice, departements: Sequence[str]) -> dict[str, Any]:
    """One line per regional défi, beside its engagement; one cell per loaded plan, one column for all the others."""
    loaded = [code for code in departements if code in plans.loaded]
    missing = [code for code in departements if code not in plans.loaded]
    lines = _lines(plans, choice, loaded)
    wide, signs = len(loaded) <= MOST_WIDE, _signs(plans)
    names = [plans.geography.name(code) if wide else plans.geography.short(code) for code in loaded]
    borne = [sum(line["cellules"][rank]["ton"] for line in lines) for rank in range(len(loaded))]
    return {
        "titre": legend(plans),
        "legende": [[kind, words] for kind, words in signs.items() if missing or kind != "vide"],
        "coin": "Défi régional",
        "rangs": "Engagement",
        "genre": "defis",
        "etroites": [] if wide else list(range(len(loaded))),
        "colonnes": names,
        "sous": [f"{count} défi{plural(count)}" for count in borne] if wide else [],
        "compte": "Plans" if loaded else "",
        "absents": _absent(plans, missing),
        "lignes": lines,
    }


def _lines(plans: Plans, choice: DefiChoice, loaded: Sequence[str]) -> list[dict[str, Any]]:
    """The lines of the matrix; the first of each engagement says how many it has.

    The page names a défi in a few words of ours beside its code, and says its whole title under the pointer, in the
    cells and where they lead; files bear the title.
    """
    by_engagement = grouped(chosen_defis(plans, choice), lambda defi: defi.engagement)
    lines = []
    for number, defis in by_engagement.items():
        for defi in defis:
            cells = [_cell(plans, choice, defi, code) for code in loaded]
            count = sum(cell["ton"] for cell in cells)
            line: dict[str, Any] = {"titre": defi.libelle, "court": defi.libelle_court, "etiquette": defi.code}
            line |= {
                "cellules": cells,
                "compte": str(count),
                "sur": f" sur {len(loaded)}",
                "part": count / max(len(loaded), 1),
            }
            lines.append(line | ({"fort": True} if 1 < count == len(loaded) else {}))
        title = f"Engagement {number} : {plans.engagements[number].libelle}"
        lines[-len(defis)] |= {"groupe": engagement_name(str(number)), "groupe-titre": title, "rangs": len(defis)}
    return lines


def _absent(plans: Plans, missing: Sequence[str]) -> dict[str, str]:
    """The one column of the départements whose défis are not loaded: its word, and which they are."""
    if not missing:
        return {}
    s, loaded = plural(len(missing)), plans.loaded_plans
    partial = [code for code in missing if code in loaded.documents]
    words = f"{len(missing)} plan{s} non chargé{s}"
    if partial:
        words = f"défis de {len(missing)} plan{s} non chargés"
    return {"texte": words, "titre": " ".join(missing_lines(plans.geography, loaded, missing, "defis"))}


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
    shared, verb = count_text(len(every), noun="défi"), "partagent" if every else "ne partagent"
    parts = [f"Les {word_text(len(loaded))} plans comparés {verb} {shared} sur {total}{under}{_named(plans, every)}"]
    parts += [f"{count_text(alone, noun='défi')} dans un seul plan"] if alone else []
    parts += [f"{count_text(nobody, noun='défi')} dans aucun"] if nobody else []
    return " ; ".join(parts)


def _named(plans: Plans, codes: Sequence[str]) -> str:
    """The défis of a title in a few words of ours, each with its code; nothing where they would be too many."""
    if not 0 < len(codes) <= MOST_NAMED:
        return ""
    return " : " + ", ".join(f"{lower_first(plans.defis[code].libelle_court)} ({code})" for code in codes)


def _cell(plans: Plans, choice: DefiChoice, defi: Defi, departement: str) -> dict[str, Any]:
    """A cell of a loaded plan."""
    name, code = plans.geography.name(departement), f"{defi.code}:{departement}"
    if plans.standing(defi.code, departement) == "non_priorise":
        label = f"{defi.code}, {name} : {NOT_PRIORITISED_TEXT}. Ouvrir le défi"
        return {"code": code, "ton": 0, "label": label, "parts": []}
    total, kept = len(plans.of(defi.code, departement)), len(chosen_sheets(plans, choice, defi.code, departement))
    text, told = str(total), f"priorisé, {total} objectif{plural(total)}"
    if choice.narrows_sheets:
        text, told = f"{kept} sur {total}", f"{told}, dont {kept} selon les filtres"
    label = f"{defi.code}, {name} : {told}. Ouvrir le défi"
    return {"code": code, "ton": 1, "label": label, "parts": [["priorise", text, 1]]}
