"""Texts beside the charts of gaps: what changes, the detail of a row, conditions, recourse.

Tables in, records out.

Source: DESIGN.md, section 5; tables `ecarts`, `annonces`, `conditions`, `recours`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from analysis.closed_sets import Borne
from analysis.supply import COUNTED, GapRow, Supply
from charts.blocks.gap_changes import groups
from charts.blocks.records import Cell, Grid, Heading, Mark, Paragraph, Part, Row, Words
from charts.drawings.gap_matrix import counts_text, explained_text
from charts.words.french import list_text, plural
from charts.words.gap_bounds import HYPOTHESES, bound_condition, bound_counts_text
from charts.words.gap_declared import TOLD, announced_text, declaration_text, signed
from charts.words.gap_reserves import (
    ONLY_VERSION,
    WITHOUT_OTHER,
    numbered_text,
    parted,
    reserves_text,
    version_text,
)
from charts.words.gap_words import (
    RANGE_CAUTION,
    existing_text,
    existing_words,
    gap_sentence,
    gap_text,
    short_sentence,
    target_text,
    target_words,
)

MOST_NAMED = 4
"""Départements named one by one in a title."""


def changes_part(supply: Supply, departement: str, *, borne: Borne, activites: Collection[str] | None = None) -> Part:
    """«Ce qui change» in one département: its gaps that are numbers and not zero, without reservation first."""
    rows = supply.changes(departement, borne=borne, activites=activites)
    name = supply.geography.name(departement)
    head = Heading(name), Paragraph(f"{plan_text(supply, departement, rows, borne)}.")
    listed = groups(supply, rows, borne, opened=len(rows))
    return Part((*head, *listed), "change", label=f"Ce qui change, {name}")


def plan_text(supply: Supply, departement: str, rows: Sequence[GapRow], borne: Borne) -> str:
    """«Version arrêtée (octobre 2023) : 15 écarts chiffrés et non nuls : …»: the version, then how many."""
    return f"{version_text(supply, departement)} : {numbered_text(rows, borne, version_said=True)}"


def changes_title(supply: Supply, departements: Sequence[str], *, borne: Borne, activites: Collection[str]) -> str:
    """Title of «Ce qui change»: how many numbers, how many of them without reservation; a bound names itself first."""
    rows = [row for code in departements for row in supply.changes(code, borne=borne, activites=activites)]
    head = f"{HYPOTHESES[borne]}. " if borne in HYPOTHESES else ""
    return f"{head}Ce qui change : {numbered_text(rows, borne)}"


def detail(supply: Supply, rows: Sequence[GapRow], *, borne: Borne) -> Part:
    """One modalité: definition, then what each plan prints and declares as a row of a table, with its place."""
    first = rows[0]
    activite = supply.activites[first.activite]
    definition = supply.definitions.get((first.activite, first.regime, first.groupe, first.modalite), "")
    official = first.modalite if first.modalite not in (first.libelle, "(sans libellé)") else ""
    printed = official and first.niveau == "modalite"
    motives = dict.fromkeys(row.motif for row in rows)
    ranges = any((gap := row.gaps[borne]) is not None and not gap.exact for row in rows)
    before = [f"Libellé du document : «{official}»." if printed else "", definition]
    before += [f"{_owners(rows, motif)}{motif}" for motif in motives]
    after = [RANGE_CAUTION if ranges else "", _total(supply, first)]
    return Part(
        (
            Heading(f"{activite.libelle_court} : {first.libelle}"),
            detail_grid(supply, rows, borne),
            *(Paragraph(text) for text in [*before, *after] if text),
        ),
        "fiche",
        label="Détail de la ligne",
    )


def _owners(rows: Sequence[GapRow], motif: str) -> str:
    """Which départements a reason is about, when it is not all of them."""
    owners = [row.nom for row in rows if row.motif == motif]
    return "" if len(owners) == len(rows) else f"{list_text(owners)} : "


def sentence_text(supply: Supply, rows: Sequence[GapRow], *, borne: Borne) -> str:
    """One modalité in one sentence, above its chart; empty without a row."""
    return short_sentence(rows, supply.activites[rows[0].activite], borne=borne) if rows else ""


def finding(supply: Supply, activite: str, departements: Sequence[str], *, borne: Borne) -> str:
    """Title of the chart of one activité: what its rows say, in the plans that print it; a bound names itself."""
    name = supply.activites[activite].libelle_court
    printing = [code for code in departements if supply.of(activite, [code])]
    if not printing:
        return f"{name} : aucun tableau lu dans cette sélection"
    head = f"{name}, {places_text(supply, printing)}"
    rows = [row for row in supply.of(activite, printing) if row.bounded(borne)]
    if rows:
        told = bound_counts_text(rows, borne)
        said = f"{told} ({bound_condition(rows, borne)})" if told else "aucune ligne n'y devient un nombre"
        return f"{head}. {HYPOTHESES[borne]} : {said}"
    found = dict.fromkeys(COUNTED, 0)
    for code in printing:
        for reading, number in supply.counts(activite, code, borne=borne).items():
            found[reading] += number
    none = " ; aucune cible à deux bornes" if borne in HYPOTHESES else ""
    return f"{head} : {counts_text(found)}{explained_text(supply.of(activite, printing))}{none}"


def departements_finding(
    supply: Supply, departements: Sequence[str], *, borne: Borne, activites: Collection[str] | None = None
) -> str:
    """Title of the chart of whole départements."""
    rows = {code: supply.changes(code, borne=borne, activites=activites) for code in departements}
    head = f"{HYPOTHESES[borne]}. " if borne in HYPOTHESES else ""
    if not rows:
        return f"Aucun plan {supply.loaded_plans.loaded_text('oqos', 1)} dans cette sélection"
    every = [row for found in rows.values() for row in found]
    where = places_text(supply, list(rows))
    if 1 < len(rows) <= MOST_NAMED:
        where = ", ".join(f"{supply.geography.name(code)} {_number(found, borne)}" for code, found in rows.items())
    return f"{head}{where} : {numbered_text(every, borne)}"


def overview_finding(supply: Supply, departements: Sequence[str], *, borne: Borne, activites: Collection[str]) -> str:
    """Title of the overview: how the rows of every activité read, in the plans shown."""
    if not departements:
        return f"Aucun plan {supply.loaded_plans.loaded_text('oqos', 1)} dans cette sélection"
    found = dict.fromkeys(COUNTED, 0)
    for slug in activites:
        for code in departements:
            for reading, number in supply.counts(slug, code, borne=borne).items():
                found[reading] += number
    count = len(activites)
    return f"{count} activité{plural(count)}, {places_text(supply, departements)} : {counts_text(found)}"


def overview_bound(
    supply: Supply, departements: Sequence[str], *, borne: Borne, activites: Collection[str] | None = None
) -> str:
    """What a bound would make of the ranges, before the title of the overview; nothing for both bounds."""
    if borne not in HYPOTHESES:
        return ""
    told = bound_counts_text(supply.supposed(departements, borne=borne, activites=activites), borne)
    return f"{HYPOTHESES[borne]} : {told or 'aucune ligne'}, en fourchette ci-dessous. "


def _number(rows: Sequence[GapRow], borne: Borne) -> int:
    """How many gaps are a number that is not zero; those of the bound alone are not among them."""
    free, held, _ = parted(rows, borne)
    return len(free) + len(held)


def places_text(supply: Supply, departements: Sequence[str]) -> str:
    """The département, or how many there are."""
    return supply.geography.name(departements[0]) if len(departements) == 1 else f"{len(departements)} départements"


DETAIL = ("Plan", "Autorisé", "Prévu", "Écart", "Texte du plan", "Source")
"""Columns of the detail of a row."""


def detail_grid(supply: Supply, rows: Sequence[GapRow], borne: Borne) -> Grid:
    """A row a plan: authorised, foreseen, gap and what holds it back, what the text declares, where it is printed."""
    head = Row(tuple(Cell(name, heading="col") for name in DETAIL))
    activite = supply.activites[rows[0].activite]
    caption = f"{activite.libelle_court} : {rows[0].libelle}, plan par plan"
    body = tuple(_detail_row(supply, row, borne) for row in rows)
    return Grid((head,), (body,), "detail-ligne", caption=caption, caption_seen=False)


def _detail_row(supply: Supply, row: GapRow, borne: Borne) -> Row:
    old = f"Ancien tableau : {' ; '.join(row.existant_detail)}." if row.existant_detail and _is_old(row) else ""
    targets = f"Cibles : {' ; '.join(row.cible_detail)}." if row.niveau == "groupe" and row.cible_detail else ""
    held = ""
    if _held(row, borne):
        told = reserves_text(row, whole=True).replace(ONLY_VERSION, WITHOUT_OTHER)
        held = f"{told[0].upper()}{told[1:]}."
    said = gap_sentence(row, supply.activites[row.activite], place=row.nom, borne=borne)
    told = " ".join(map(declaration_text, _declarations(supply, row)))
    cells = (
        ("autorise", existing_text(row), old),
        ("prevu", target_text(row, borne), targets),
        ("ecart", gap_text(row, borne=borne), " ".join(filter(None, [said.partition(" : ")[2], held]))),
        ("texte", told or _silent(supply, row), ""),
        ("source", place_text(row), ""),
    )
    name = (Mark(row.nom), Mark(f"{version_text(supply, row.departement)}.", "petit"))
    return Row((Cell(name, heading="row"), *(Cell(_two(shown, small), role=role) for role, shown, small in cells)))


def _two(shown: str, small: str) -> Words:
    return (Mark(shown), " ", Mark(f"{small[0].upper()}{small[1:]}", "petit")) if small else shown


def _is_old(row: GapRow) -> bool:
    return row.regime != "constant"


def _silent(supply: Supply, row: GapRow) -> str:
    return "aucune déclaration" if row.departement in supply.told else "texte du plan non encore relevé"


def _held(row: GapRow, borne: Borne) -> bool:
    """Whether reservations are said: always of a number, of a range when it has one."""
    gap = row.gaps[borne]
    return gap is not None and (row.reserved or gap.exact)


def place_text(row: GapRow) -> str:
    """Where a row is printed: section and lines of the source text, of the targets and of the old table."""
    targets = row.lignes_cible or [str(row.ligne)]
    places = [_place(row.section, targets)]
    if set(row.lignes_existant) - set(targets):
        section = row.section_existant or row.section
        places = [f"prévu : {places[0]}", f"autorisé : {_place(section, row.lignes_existant)}"]
    name = f"{row.nom}, lu automatiquement" if row.unread else row.nom
    return f"Source : schéma territorial de santé ({name}), {' et '.join(places)} du texte."


def _place(section: str, lines: Sequence[str]) -> str:
    unique = list(dict.fromkeys(lines))
    return f"«{section}», ligne{plural(len(unique))} {list_text(unique)}"


def _declarations(supply: Supply, row: GapRow) -> list[dict[str, Any]]:
    """What the prose of the plan declares about a row."""
    said = supply.said("annonces", row.activite, [row.departement])
    if row.niveau == "groupe":
        return [item for item in said if item["niveau"] == "groupe" and item["ensemble"] == row.modalite]
    return [
        item
        for item in said
        if item["niveau"] == "modalite" and (item["groupe"], item["modalite"]) == (row.groupe, row.modalite)
    ]


def _total(supply: Supply, row: GapRow) -> str:
    """Sum over the loaded plans, or that it cannot be told; never without what it covers."""
    parts = []
    for name, words in (("existant", "autorisé"), ("cible", "prévu"), ("ecart", "écart")):
        count, covered = supply.total(row, name)
        shown = "non calculable" if count is None else gap_bounds(count.low, count.high, gap=name == "ecart")
        alone = "que les tableaux seuls permettent " if name == "ecart" and count and not count.exact else ""
        parts.append(f"{words} {alone}{shown}")
    of = f"{covered} sur {supply.geography.count}"
    head = f"Total des plans qui impriment cette ligne ({of}), borne basse et borne haute gardées"
    return f"{head} : {', '.join(parts)}."


def gap_bounds(low: int, high: int, *, gap: bool) -> str:
    """Bounds of a total, signed for a gap."""
    show = signed if gap else str
    return show(low) if low == high else f"de {show(low)} à {show(high)}"


def chart_text(rows: Sequence[GapRow], departements: Mapping[str, str], *, borne: Borne) -> str:
    """Text alternative of the dumbbell: every row in a few words, département by département (code to name)."""
    parts = []
    for code, name in departements.items():
        told = [f"{row.libelle} : {in_short(row, borne)}" for row in rows if row.departement == code]
        parts.append(f"{name}. {' ; '.join(told)}.")
    return " ".join(parts)


def in_short(row: GapRow, borne: Borne) -> str:
    """One row of one plan in a few words, for who does not see its marks: counts, gap, reservations, text."""
    told = announced_text(row).removeprefix(TOLD).strip()
    gap = gap_text(row, borne=borne)
    counts = ", ".join(filter(None, [existing_words(row), target_words(row, borne)]))
    gap = f"écart {gap}" if row.gaps[borne] or gap == "–" else f"sans écart chiffrable ({gap})"
    held = f", {reserves_text(row)}" if _held(row, borne) else ""
    said = f"{counts}{', ' if counts else ''}{gap}{held}"
    return f"{said}, texte : {told}" if told else said
