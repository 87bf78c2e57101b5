"""Texts beside the charts of gaps: what changes, the detail of a row, conditions, recourse.

Tables in, inert HTML out (every text is escaped).

Source: DESIGN.md, section 5; tables `ecarts`, `annonces`, `conditions`, `recours`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Any

from analysis.supply import COUNTED, GapRow, Supply
from charts.french import NBSP, date_text, list_text, lower_first, plural
from charts.gap_matrix import counts_text
from charts.gap_words import (
    CONCORDANCES,
    RANGE_CAUTION,
    REVISED_MARK,
    TOLD,
    announced_text,
    existing_text,
    gap_sentence,
    gap_text,
    short_sentence,
    signed,
    sites_text,
    target_text,
)
from loaders.schema import DEPARTEMENTS

MOST_NAMED = 4
"""Départements named one by one in a title."""

OPEN_CHANGES = 8
"""Changes of one département shown at once; the others are unfolded."""


def changes_html(supply: Supply, departement: str, *, borne: str, activites: Collection[str] | None = None) -> str:
    """«Ce qui change» in one département: its certain gaps that are not zero, in words."""
    rows = supply.changes(departement, borne=borne, activites=activites)
    items = [change_html(supply, row, borne) for row in rows]
    more = ""
    if len(items) > OPEN_CHANGES + 2:
        rest = "".join(items[OPEN_CHANGES:])
        more = f"<details><summary>Et {len(items) - OPEN_CHANGES} autres</summary><ul>{rest}</ul></details>"
        items = items[:OPEN_CHANGES]
    shown = f"<ul>{''.join(items)}</ul>{more}" if items else "<p>Aucun écart certain qui ne soit nul.</p>"
    status = status_text(supply, departement)
    return (
        f'<section class="change" aria-label="Ce qui change, {escape(DEPARTEMENTS[departement])}">'
        f"<h3>{escape(DEPARTEMENTS[departement])}</h3>"
        f"<p>{status}{_changes_count(len(rows))}.</p>"
        f"{shown}</section>"
    )


def change_html(supply: Supply, row: GapRow, borne: str) -> str:
    """One certain gap: its number, its name, what was authorised and what is foreseen, its line."""
    gap, target = row.gaps[borne], row.targets[borne]
    assert gap is not None and target is not None
    star = REVISED_MARK if supply.activites[row.activite].revisee else ""
    before = sites_text(row.existing, ["–"])
    name = supply.activites[row.activite].libelle_court
    label = row.libelle if row.libelle.startswith(name) else f"{name}, {lower_first(row.libelle)}"
    return (
        f"<li><b>{escape(signed(gap.low))}</b> {escape(label)}{star} "
        f'<span class="compte">({escape(before)} autorisé{plural(before)}, {target.low} prévu{plural(target.low)}'
        f"{NBSP}; ligne {row.ligne})</span></li>"
    )


def status_text(supply: Supply, departement: str) -> str:
    """«Version de consultation (juillet 2023) : » before what such a plan says; nothing for the others."""
    date = supply.consulted.get(departement)
    return f"Version de consultation ({date_text(date)}) : " if date else ""


def detail_html(supply: Supply, rows: Sequence[GapRow], *, borne: str) -> str:
    """One modalité: definition, then what each plan prints and declares, in sentences, with its place."""
    first = rows[0]
    activite = supply.activites[first.activite]
    definition = supply.definitions.get((first.activite, first.regime, first.groupe, first.modalite), "")
    official = first.modalite if first.modalite not in (first.libelle, "(sans libellé)") else ""
    parts = [f"<h3>{escape(activite.libelle_court)} : {escape(first.libelle)}</h3>"]
    if official and first.niveau == "modalite":
        parts.append(f"<p>Libellé du document : «{escape(official)}».</p>")
    if definition:
        parts.append(f"<p>{escape(definition)}</p>")
    motives = dict.fromkeys(row.motif for row in rows)
    parts += [f"<p>{escape(_owners(rows, motif))}{escape(motif)}</p>" for motif in motives]
    items = "".join(_detail_row(supply, row, borne) for row in rows)
    ranges = any((gap := row.gaps[borne]) is not None and not gap.exact for row in rows)
    caution = f"<p>{escape(RANGE_CAUTION)}</p>" if ranges else ""
    parts.append(f"<ul>{items}</ul>{caution}{_total(supply, first)}")
    return f'<section class="fiche" aria-label="Détail de la ligne">{"".join(parts)}</section>'


def _owners(rows: Sequence[GapRow], motif: str) -> str:
    """Which départements a reason is about, when it is not all of them."""
    owners = [DEPARTEMENTS[row.departement] for row in rows if row.motif == motif]
    return "" if len(owners) == len(rows) else f"{list_text(owners)} : "


def sentence_text(supply: Supply, rows: Sequence[GapRow], *, borne: str) -> str:
    """One modalité in one sentence, above its chart; empty without a row."""
    return short_sentence(rows, supply.activites[rows[0].activite], borne=borne) if rows else ""


def finding(supply: Supply, activite: str, departements: Sequence[str], *, borne: str) -> str:
    """Title of the chart of one activité: what its rows say, in the plans that print it."""
    name = supply.activites[activite].libelle_court
    printing = [code for code in departements if supply.of(activite, [code])]
    if not printing:
        return f"{name} : aucun tableau lu dans cette sélection"
    found = dict.fromkeys(COUNTED, 0)
    for code in printing:
        for reading, number in supply.counts(activite, code, borne=borne).items():
            found[reading] += number
    return f"{name}, {places_text(printing)} : {counts_text(found)}"


def departements_finding(
    supply: Supply, departements: Sequence[str], *, borne: str, activites: Collection[str] | None = None
) -> str:
    """Title of the chart of whole départements."""
    counts = {code: len(supply.changes(code, borne=borne, activites=activites)) for code in departements}
    if not counts:
        return "Aucun plan chargé dans cette sélection"
    if len(counts) > MOST_NAMED:
        return f"{len(counts)} départements : {sum(counts.values())} écarts certains et non nuls"
    told = [f"{DEPARTEMENTS[code]}, {_changes_count(number)}" for code, number in counts.items()]
    return " ; ".join(told)


def _changes_count(number: int) -> str:
    s = plural(number)
    return f"{number} écart{s} certain{s} et non nul{s}"


def places_text(departements: Sequence[str]) -> str:
    """The département, or how many there are."""
    return DEPARTEMENTS[departements[0]] if len(departements) == 1 else f"{len(departements)} départements"


def _detail_row(supply: Supply, row: GapRow, borne: str) -> str:
    name = DEPARTEMENTS[row.departement]
    head = gap_sentence(row, supply.activites[row.activite], place=name, borne=borne)
    lines = []
    if row.existant_detail and row.regime != "constant":
        lines.append(f"Ancien tableau : {' ; '.join(row.existant_detail)}.")
    if row.niveau == "groupe" and row.cible_detail:
        lines.append(f"Cibles : {' ; '.join(row.cible_detail)}.")
    lines += [_announced(said) for said in _declarations(supply, row)]
    return f"<li><b>{escape(head)}</b> {escape(' '.join([*lines, place_text(row)]))}</li>"


def place_text(row: GapRow) -> str:
    """Where a row is printed: section and lines of the source text, of the targets and of the old table."""
    places = [_place(row.section, row.lignes_cible or [str(row.ligne)])]
    if row.section_existant and row.section_existant != row.section:
        places.append(_place(row.section_existant, row.lignes_existant))
    return f"Source : schéma territorial de santé ({DEPARTEMENTS[row.departement]}), {' et '.join(places)} du texte."


def _place(section: str, lines: Sequence[str]) -> str:
    unique = list(dict.fromkeys(lines))
    return f"«{section}», ligne{plural(len(unique))} {list_text(unique)}"


def _declarations(supply: Supply, row: GapRow) -> list[dict[str, Any]]:
    """What the prose of the plan declares about a row."""
    said = supply.said("annonces", row.activite, [row.departement])
    if row.niveau == "groupe":
        return [item for item in said if item["niveau"] == "groupe" and item["ensemble"] == row.modalite]
    return [item for item in said if item["niveau"] == "modalite"
            and (item["groupe"], item["modalite"]) == (row.groupe, row.modalite)]  # fmt: skip


def _announced(said: dict[str, Any]) -> str:
    verdict = CONCORDANCES.get(said["concordance"], "rien à comparer dans le tableau")
    return f"Le texte du plan (ligne {said['ligne']}) : {said['resume'].rstrip('.')} ({verdict})."


def _total(supply: Supply, row: GapRow) -> str:
    """Sum over the loaded plans, or that it cannot be told; never without what it covers."""
    parts = []
    for name, words in (("existant", "autorisé"), ("cible", "prévu"), ("ecart", "écart")):
        count, covered = supply.total(row, name)
        shown = "non calculable" if count is None else gap_bounds(count.low, count.high, gap=name == "ecart")
        parts.append(f"{words} {shown}")
    head = f"Total des plans qui impriment cette ligne ({covered} sur 13), borne basse et borne haute gardées"
    return f"<p>{head} : {escape(', '.join(parts))}.</p>"


def gap_bounds(low: int, high: int, *, gap: bool) -> str:
    """Bounds of a total, signed for a gap."""
    show = signed if gap else str
    return show(low) if low == high else f"de {show(low)} à {show(high)}"


def chart_text(rows: Sequence[GapRow], departements: Sequence[str], *, borne: str) -> str:
    """Text alternative of the dumbbell: every row in a few words, département by département."""
    parts = []
    for code in departements:
        told = [_in_short(row, borne) for row in rows if row.departement == code]
        parts.append(f"{DEPARTEMENTS[code]}. {' ; '.join(told)}.")
    return " ".join(parts)


def _in_short(row: GapRow, borne: str) -> str:
    told = announced_text(row).removeprefix(TOLD).strip()
    counts = f"autorisé {existing_text(row)}, prévu {target_text(row, borne)}"
    said = f"{row.libelle} : {counts}, écart {gap_text(row, borne=borne)}"
    return f"{said}, texte : {told}" if told else said
