"""Notes under the charts of gaps: conditions, recourse, declarations, reasons, ties, glossary.

Tables in, records out.

Source: tables `conditions`, `recours`, `annonces`, `activites`, `modalites`, `vigilances`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from analysis.atlas import Atlas
from analysis.closed_sets import Borne
from analysis.supply import Activite, GapRow, Supply
from charts.blocks.records import (
    Block,
    Blocks,
    Bullets,
    Definitions,
    Folded,
    Heading,
    Item,
    Mark,
    Paragraph,
    Sign,
    titled,
)
from charts.words.french import list_text, lower_first
from charts.words.gap_bounds import NOT_TOLD
from charts.words.gap_declared import TOLD
from charts.words.gap_words import REVISED


def legend(activites: Iterable[Activite], *, borne: Borne = "intervalle") -> Bullets:
    """Legend of the dumbbell: each mark with its words.

    Args:
        activites: those of the rows drawn; only those without a printed date, or without a table of
            what was authorised, are told apart.
        borne: at a bound, the pale range is explained.
    """
    pale = (("plage-pale", "cible imprimée entière, derrière le point"),) if borne != "intervalle" else ()
    entries = (
        ("anneau", _authorised(list(activites))),
        ("point", "prévu d'ici 2028 : ce que le plan permet d'autoriser"),
        ("plages", "fourchette"),
        *pale,
        ("hachure", "écart non chiffrable"),
    )
    told = (
        f"{TOLD} ce que déclare le texte du plan ; «à sécuriser», «à renforcer», «à mailler» : sans nombre de sites ; "
        "«si…» : sous réserve ; «diffère» : du tableau"
    )
    return Bullets((*(Item((Sign(mark), words)) for mark, words in entries), Item(told)), "legende-ecarts")


def _authorised(activites: Sequence[Activite]) -> str:
    """«autorisé au 01/06/2023», and which activités have no date, or no table of departure."""
    dates = list_text(list(dict.fromkeys(entry.existant_date for entry in activites if entry.existant_date)))
    undated = [lower_first(entry.libelle_court) for entry in activites if entry.depart and not entry.existant_date]
    without = [lower_first(entry.libelle_court) for entry in activites if not entry.depart]
    if not dates:
        return "autorisé (sans date imprimée)" if undated else "autorisé : aucun tableau de départ"
    parts = [f"{list_text(undated)} : sans date imprimée"] if undated else []
    parts += [f"{list_text(without)} : aucun tableau de départ"] if without else []
    apart = f" ({' ; '.join(parts)})" if parts else ""
    return f"autorisé au {dates}{apart}"


def banner() -> Paragraph:
    """The caution of the revised activités (rule 10)."""
    return Paragraph(REVISED, "avis")


def conditions(supply: Supply, activite: str, departements: Sequence[str]) -> Blocks:
    """The notes of the asterisks: the plan's own condition, and nothing more."""
    grouped: dict[tuple[str, str, int], list[str]] = {}
    for item in supply.said("conditions", activite, departements):
        key = (item["departement"], item["condition"], _line(item))
        grouped.setdefault(key, []).append(_short(supply, item))
    items = []
    for (code, condition, line), names in grouped.items():
        what = ", ".join(dict.fromkeys(names))
        where = f" (note ligne {line})" if condition != NOT_TOLD and line else ""
        items.append((Mark(f"{supply.geography.name(code)}, {what}"), f" : {condition}{where}.".replace("..", ".")))
    return titled("Conditions des cibles marquées d'un astérisque", items)


def _line(item: dict[str, Any]) -> int:
    return int(item["ligne_note"]) if item["ligne_note"] != "" else 0


def _short(supply: Supply, item: dict[str, Any]) -> str:
    if not item["modalite"]:
        return "toute l'activité"
    rows = supply.of(item["activite"], [item["departement"]])
    found = [row.libelle for row in rows if (row.groupe, row.modalite) == (item["groupe"], item["modalite"])]
    return found[0] if found else str(item["modalite"])


def recourse(supply: Supply, activite: str, departements: Sequence[str]) -> Blocks:
    """Who covers what each département does not have, as its plan says."""
    items = []
    for code in departements:
        said = supply.said("recours", activite, [code])
        lines = [f"{item['vers']} : {lower_first(item['objet'])}" if item["vers"] else item["objet"] for item in said]
        text = " ".join(f"{line.rstrip('.')} (ligne {item['ligne']})." for line, item in zip(lines, said, strict=True))
        items.append((Mark(supply.geography.name(code)), f" : {text or _silence(supply, code)}"))
    return titled("Recours : qui couvre ce que le département n'a pas", items)


def _silence(supply: Supply, departement: str) -> str:
    """Why nothing is said: the plan leaves the heading empty, or its prose was not read yet."""
    return "le plan ne dit rien ici." if departement in supply.told else "texte du plan non encore relevé."


def other_declarations(supply: Supply, activite: str, departements: Sequence[str]) -> Blocks:
    """What the prose declares about the activité as a whole, tied to no row."""
    tied = {row.modalite for row in supply.of(activite, departements) if row.niveau == "groupe"}
    said = [
        item
        for item in supply.said("annonces", activite, departements)
        if item["niveau"] == "groupe" and item["ensemble"] not in tied
    ]
    items = [
        (Mark(supply.geography.name(item["departement"])), f" : {item['resume'].rstrip('.')} (ligne {item['ligne']}).")
        for item in said
    ]
    return titled("Ce que le texte dit de l'activité entière", items)


def reasons(rows: Iterable[GapRow]) -> Blocks:
    """Why some rows have no gap, in words: each reason once, with the rows it is about."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.gaps["intervalle"] is None and row.readings["intervalle"] != "aucune":
            names = found.setdefault(row.motif, [])
            if row.libelle not in names:
                names.append(row.libelle)
    items = ((Mark(", ".join(names)), f" : {motif}") for motif, names in found.items())
    return titled("Pourquoi des lignes n'ont pas d'écart", items)


def vigilances(atlas: Atlas, activite: str, departements: Sequence[str]) -> Blocks:
    """Contradictions and slips of the documents that touch an activité."""
    found = atlas.vigilances.of({f"activite:{activite}"}, departements, compared=True)
    return titled("Points de vigilance", dict.fromkeys(row.message for row in found))


def tie(activite: Activite) -> Blocks:
    """The engagements an activité is tied to, and that the tie is ours."""
    numbers = list_text([str(number) for number in activite.engagements])
    word = "engagements" if len(activite.engagements) > 1 else "engagement"
    who = "lien fait par nous, aucun document ne l'écrit" if activite.rattachement == "editorial" else "document"
    said = f"{word.capitalize()} {numbers} ({who}). {activite.motif} Famille imprimée : «{activite.famille}»."
    return Heading("Lien avec les engagements"), Paragraph(said)


def glossary(supply: Supply, activite: str) -> Folded:
    """One entry per modalité, old and new nomenclature apart."""
    words = {
        "ancien": "Ancienne nomenclature",
        "nouveau": "Nouvelle nomenclature",
        "constant": "Nomenclature inchangée",
    }
    parts: list[Block] = [Paragraph(supply.activites[activite].definition)]
    for regime, group in groupby(supply.glossary[activite], key=itemgetter("regime")):
        entries = tuple((row["libelle_court"], row["definition"]) for row in group)
        parts += [Heading(words[regime], 4), Definitions(entries)]
    return Folded("Glossaire de l'activité", tuple(parts))
