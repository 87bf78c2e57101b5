"""Notes under the charts of gaps: conditions, recourse, declarations, reasons, ties, glossary.

Tables in, records out.

Source: tables `conditions`, `recours`, `annonces`, `activites`, `modalites`, `vigilances`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from analysis.atlas import Atlas
from analysis.closed_sets import Borne
from analysis.supply import Activite, GapRow, Supply
from charts.blocks.gap_legend import cells_seen, signs_of
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
    Span,
    Words,
    titled,
)
from charts.words.french import list_text, lower_first
from charts.words.gap_bounds import HYPOTHESES, NOT_TOLD
from charts.words.gap_words import REVISED, REVISED_MARK


def marks(
    rows: Sequence[GapRow], activites: Sequence[Activite], drawn: Blocks, *, borne: Borne, noted: bool = True
) -> Bullets:
    """Legend of the drawing of some activités: the marks, signs and words that it holds, each in two or three words.

    Args:
        activites: those of the rows; those without a printed date, or a table of what was authorised, are told apart.
        drawn: the drawing, whose cells say which words they hold.
        noted: whether numbers of notes stand in it.
    """
    gaps = [gap for row in rows if (gap := row.gaps[borne]) is not None]
    moving = [row for row in rows if (gap := row.gaps[borne]) is not None and gap.exact and gap.low]
    held = any(row.reserved and not row.supposed(borne) for row in moving)
    entries: list[Words] = [(Sign("anneau"), _authorised(activites)), (Sign("point"), "prévu d'ici 2028")]
    if any(not gap.exact for gap in gaps):
        entries.append((Sign("plages"), "fourchette, de … à …"))
    if borne != "intervalle":
        entries.append((Sign("plage-pale"), "cible imprimée entière"))
    if any(row.gaps[borne] is None for row in rows):
        entries.append((Sign("hachure"), "écart non chiffrable"))
    if any(not row.reserved for row in moving):
        entries.append((Sign("barre hausse plein"), "gras : sans réserve écrite"))
    if held:
        entries.append((Sign("barre hausse contour"), "contour : avec réserve"))
    if any(row.supposed(borne) for row in moving):
        entries.append((Sign("barre hausse tirets"), f"tirets : {lower_first(HYPOTHESES[borne])}"))
    if any(row.asterisques for row in rows):
        entries.append((Mark("*"), " astérisque du plan"))
    entries += [*signs_of(cells_seen(drawn)), *([(Mark("1", "renvoi"), " note")] if noted else [])]
    return Bullets(tuple(map(Item, entries)), "legende-change legende-ecarts")


def reading() -> Folded:
    """How the marks are read."""
    said = (
        "Prévu d'ici 2028 : ce que le plan permet d'autoriser. Un site a la même longueur dans tous les panneaux, sauf "
        "à choisir une échelle propre à chacun. Un trait qui joint les deux marques va de l'autorisé au prévu."
    )
    return Folded("Lire le dessin", (Paragraph(said),))


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
    """The caution of the revised activités (rule 10), on one quiet line."""
    return Paragraph((Mark(REVISED_MARK), f" {REVISED}"), "avenant")


VIGILANCES, LIGHTER = "Points de vigilance", "Autres points de vigilance"
"""Kinds of the notes that are strong reservations, and of the others."""

_ONLY_WHOLE = "L'écart ne se lit que pour un ensemble de mentions : "
"""How the reason of a row that is read with others begins."""


@dataclass(frozen=True)
class Note:
    """Something to read with a place of the chart, under the heading of its kind.

    Attributes:
        places: code of a row and of a département; an empty one stands for all.
    """

    kind: str
    words: Words
    places: tuple[tuple[str, str], ...]


def numbered(notes: Iterable[Note]) -> tuple[Blocks, dict[tuple[str, str], list[int]]]:
    """The notes under their headings, each with its number, and the numbers of each place of the chart.

    Those that are no strong reservation open by themselves.
    """
    blocks: list[Block] = []
    numbers: dict[tuple[str, str], list[int]] = {}
    count = 0
    for kind, group in groupby(notes, key=lambda note: note.kind):
        items: list[Words] = []
        for note in group:
            count += 1
            items.append((Mark(str(count), "renvoi"), " ", *_spans(note.words)))
            for place in dict.fromkeys(note.places):
                numbers.setdefault(place, []).append(count)
        told = titled(kind, items)
        blocks += [Folded(f"{kind} ({len(items)})", told[1:], key="ecarts-vigilances")] if kind == LIGHTER else told
    return tuple(blocks), numbers


def _spans(words: Words) -> tuple[Span, ...]:
    return words if isinstance(words, tuple) else (words,)


def notes_of(supply: Supply, atlas: Atlas, rows: Sequence[GapRow], departements: Sequence[str]) -> list[Note]:
    """What goes with the rows of one activité, nearest to a number first."""
    activite = rows[0].activite
    return [
        *conditions(supply, activite, departements),
        *recourse(supply, activite, departements),
        *other_declarations(supply, activite, departements),
        *reasons(rows),
        *vigilances(atlas, activite, departements),
    ]


def conditions(supply: Supply, activite: str, departements: Sequence[str]) -> list[Note]:
    """The notes of the asterisks: the plan's own condition, and nothing more."""
    grouped: dict[tuple[str, str, int], list[dict[str, Any]]] = {}
    for item in supply.said("conditions", activite, departements):
        grouped.setdefault((item["departement"], item["condition"], _line(item)), []).append(item)
    notes = []
    for (code, condition, line), items in grouped.items():
        what = ", ".join(dict.fromkeys(_short(supply, item) for item in items))
        where = f" (note ligne {line})" if condition != NOT_TOLD and line else ""
        words = Mark(f"{supply.geography.name(code)}, {what}"), f" : {condition}{where}.".replace("..", ".")
        places = tuple(place for item in items for place in _places(supply, item))
        notes.append(Note("Conditions des cibles marquées d'un astérisque", words, places))
    return notes


def _line(item: dict[str, Any]) -> int:
    return int(item["ligne_note"]) if item["ligne_note"] != "" else 0


def _rows_of(supply: Supply, item: dict[str, Any]) -> list[GapRow]:
    rows = supply.of(item["activite"], [item["departement"]])
    return [row for row in rows if (row.groupe, row.modalite) == (item["groupe"], item["modalite"])]


def _short(supply: Supply, item: dict[str, Any]) -> str:
    if not item["modalite"]:
        return "toute l'activité"
    found = _rows_of(supply, item)
    return found[0].libelle if found else str(item["modalite"])


def _places(supply: Supply, item: dict[str, Any]) -> list[tuple[str, str]]:
    """The cells that a row of a table is about, its whole département without any."""
    found = _rows_of(supply, item) if item["modalite"] else []
    return [(row.code, row.departement) for row in found] or [("", item["departement"])]


def recourse(supply: Supply, activite: str, departements: Sequence[str]) -> list[Note]:
    """Who covers what each département does not have, as its plan says; a plan that says nothing is not named."""
    notes, unread = [], []
    kind = "Recours : qui couvre ce que le département n'a pas"
    for code in departements:
        said = supply.said("recours", activite, [code])
        lines = [f"{item['vers']} : {lower_first(item['objet'])}" if item["vers"] else item["objet"] for item in said]
        text = " ".join(f"{line.rstrip('.')} (ligne {item['ligne']})." for line, item in zip(lines, said, strict=True))
        if text:
            places = tuple(place for item in said for place in _places(supply, item))
            notes.append(Note(kind, (Mark(supply.geography.name(code)), f" : {text}"), places))
        elif code not in supply.told:
            unread.append(code)
    if unread:
        words = Mark(list_text(supply.geography.named(unread))), " : texte du plan non encore relevé."
        notes.append(Note(kind, words, tuple(("", code) for code in unread)))
    return notes


def other_declarations(supply: Supply, activite: str, departements: Sequence[str]) -> list[Note]:
    """What the prose declares about the activité as a whole, tied to no row."""
    tied = {row.modalite for row in supply.of(activite, departements) if row.niveau == "groupe"}
    return [
        Note(
            "Ce que le texte dit de l'activité entière",
            (
                Mark(supply.geography.name(item["departement"])),
                f" : {item['resume'].rstrip('.')} (ligne {item['ligne']}).",
            ),
            (("", item["departement"]),),
        )
        for item in supply.said("annonces", activite, departements)
        if item["niveau"] == "groupe" and item["ensemble"] not in tied
    ]


def reasons(rows: Iterable[GapRow]) -> list[Note]:
    """Why some rows have no gap, in words: each reason once, with the rows it is about."""
    found: dict[str, list[GapRow]] = {}
    for row in rows:
        if row.gaps["intervalle"] is None and row.readings["intervalle"] != "aucune":
            found.setdefault(row.motif, []).append(row)
    return [
        Note(
            "Pourquoi des lignes n'ont pas d'écart",
            (Mark(", ".join(dict.fromkeys(row.libelle for row in kept))), f" : {_short_reason(motif)}"),
            tuple((row.code, "") for row in kept),
        )
        for motif, kept in found.items()
    ]


def _short_reason(motif: str) -> str:
    """A reason; that of a row read with others names them alone, since its cell and the legend say the rest."""
    return f"se lit avec {motif.removeprefix(_ONLY_WHOLE)}" if motif.startswith(_ONLY_WHOLE) else motif


def vigilances(atlas: Atlas, activite: str, departements: Sequence[str]) -> list[Note]:
    """Contradictions and slips of the documents that touch an activité, strong reservations first."""
    found: dict[str, set[str]] = {}
    strong = set()
    for row in atlas.vigilances.of({f"activite:{activite}"}, departements, compared=True):
        found.setdefault(row.message, set()).update(row.territoires & set(departements))
        strong |= {row.message} if row.gravite == "reserve_forte" else set()
    return [
        Note(
            VIGILANCES if message in strong else LIGHTER,
            message,
            tuple(("", code) for code in departements if code in own)
            if 0 < len(own) < len(departements)
            else (("", ""),),
        )
        for message, own in sorted(found.items(), key=lambda one: one[0] not in strong)
    ]


def tie(activite: Activite) -> Blocks:
    """The engagements an activité is tied to, and that the tie is ours."""
    numbers = list_text([str(number) for number in activite.engagements])
    word = "les engagements" if len(activite.engagements) > 1 else "l'engagement"
    who = "lien fait par nous, aucun document ne l'écrit" if activite.rattachement == "editorial" else "document"
    said = f"{activite.motif} Famille imprimée : «{activite.famille}»."
    return (Folded(f"Lien avec {word} {numbers} : {who}", (Paragraph(said),), key="ecarts-lien"),)


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
