"""The views of Écarts OQOS as values: rows, finding, cautions and tables of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analysis.gap_order import sorted_rows
from analysis.supply import GapRow
from charts.blocks import gap_sheet
from charts.words.coverage import status_text
from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_words import RANGE_CAUTION, REVISED
from loaders.schema import DEPARTEMENTS
from views.address import Address
from views.ecarts.state import GapState, filter_text, parameters, state_from
from views.ecarts.tables import gaps_cover, gaps_table, printed_table
from views.library import Library
from views.view import Table, View

SOURCE = (
    "Source : ARS Occitanie, schémas territoriaux de santé 2023-2028, objectifs quantitatifs de l'offre de soins ; la "
    "ligne de chaque chiffre est dans le tableau."
)
"""Source of every view; the detail and the table give section and lines."""


@dataclass(frozen=True)
class Content:
    """What one kind of view shows: its finding, its rows, and the activités whose printed cells go with them."""

    title: str
    caption: str
    rows: Sequence[GapRow]
    printed: Sequence[str] = ()
    sentence: str = ""


def changes(library: Library, state: GapState) -> Content:
    """«Ce qui change»: gaps that are numbers and not zero."""
    loaded, kept = state.loaded(library), state.kept(library)
    title = gap_sheet.changes_title(library.supply, loaded, borne=state.borne, activites=kept)
    rows = [row for code in loaded for row in library.supply.changes(code, borne=state.borne, activites=kept)]
    return Content(title, "Écarts chiffrés et non nuls", rows)


def activity(library: Library, state: GapState) -> Content:
    """One activité, every row of it."""
    supply, loaded = library.supply, state.loaded(library)
    rows = sorted_rows(supply.of(state.activite, loaded), loaded, order=state.ordre, borne=state.borne)
    title = gap_sheet.finding(supply, state.activite, loaded, borne=state.borne)
    code = state.modalite or state.first_code(library)
    sentence = gap_sheet.sentence_text(supply, [row for row in rows if row.code == code], borne=state.borne)
    return Content(title, f"Écarts, {supply.activites[state.activite].libelle}", rows, [state.activite], sentence)


def whole(library: Library, state: GapState) -> Content:
    """Every activité of the chosen départements."""
    supply, loaded, kept = library.supply, state.loaded(library), state.kept(library)
    rows = [
        row
        for slug in kept
        for row in sorted_rows(supply.of(slug, loaded), loaded, order=state.ordre, borne=state.borne)
    ]
    title = gap_sheet.departements_finding(supply, loaded, borne=state.borne, activites=kept)
    return Content(title, whole_title(library, state), rows, kept)


def overview(library: Library, state: GapState) -> Content:
    """Activité x département, in the order of the documents."""
    supply, loaded, kept = library.supply, state.loaded(library), state.kept(library)
    said = gap_sheet.overview_bound(supply, loaded, borne=state.borne, activites=kept)
    rows = [row for slug in kept for row in supply.of(slug, loaded)]
    return Content(f"{said}{whole_title(library, state)}", whole_title(library, state), rows, kept)


def one_map(library: Library, state: GapState) -> Content:
    """The map of one modalité."""
    measure, code = map_choice(library, state)
    found = library.gap_map(state.activite, state.borne)["vues"].get(f"{measure}-{code}")
    rows = [row for row in library.supply.of(state.activite, library.supply.departements) if row.code == code]
    name = library.supply.activites[state.activite].libelle
    if found is None or not rows:
        return Content(f"{name} : aucun plan chargé n'imprime de tableau pour cette activité", name, [])
    return Content(found["titre"], f"{rows[0].libelle}, {name}", rows, [state.activite], found["phrase"])


def map_choice(library: Library, state: GapState) -> tuple[str, str]:
    """Measure and row that the map shows: those asked for, else the first that has a map; empty without any."""
    menu = library.gap_map(state.activite, state.borne)["menu"]
    slugs = [entry[0] for group in menu for entry in group["indicateurs"]]
    wanted = f"{state.mesure}-{state.modalite or state.first_code(library)}"
    shown = wanted if wanted in slugs else next(iter(slugs), "")
    measure, _, code = shown.partition("-")
    return measure, code


def whole_title(library: Library, state: GapState) -> str:
    """Title of the table of several activités."""
    every = len(state.kept(library)) == len(library.supply.activites)
    return "Écarts de toutes les activités" if every else "Écarts des activités gardées par le filtre"


KINDS: dict[str, Callable[[Library, GapState], Content]] = {
    "changements": changes, "activite": activity, "departement": whole, "ensemble": overview, "carte": one_map,
}  # fmt: skip
"""What each view of the page shows, by its code in an address."""


def cautions(library: Library, state: GapState, rows: Sequence[GapRow]) -> tuple[str, ...]:
    """What must be said with some rows: the bound, the avenant, the consultation versions, the ranges."""
    supply, said = library.supply, []
    if state.borne in HYPOTHESES:
        said.append(f"{HYPOTHESES[state.borne]} : une cible imprimée entre deux bornes y est lue à cette seule borne.")
    if any(supply.activites[row.activite].revisee for row in rows):
        said.append(REVISED)
    for code in dict.fromkeys(row.departement for row in rows):
        statut, date = library.plans.status[code]
        if statut == "consultation":
            said.append(f"{DEPARTEMENTS[code]} : {status_text(statut, date)}.")
    if any((gap := row.gaps[state.borne]) is not None and not gap.exact for row in rows):
        said.append(RANGE_CAUTION)
    return tuple(said)


def tables_of(library: Library, state: GapState, content: Content) -> tuple[Table, ...]:
    """The rows, then the cells that the plans print."""
    shown = list(dict.fromkeys(row.departement for row in content.rows))
    gaps = Table("Écarts", lambda: gaps_table(library.supply, content.rows, borne=state.borne))
    if not content.printed:
        return (gaps,)
    return gaps, Table("Cases imprimées", lambda: printed_table(library.supply, content.printed, shown))


def cover(library: Library, state: GapState, content: Content) -> dict[str, str]:
    """The cover sheet of some rows."""
    shown = list(dict.fromkeys(row.departement for row in content.rows))
    revised = any(library.supply.activites[row.activite].revisee for row in content.rows)
    return gaps_cover(
        library.supply,
        title=content.caption,
        departements=shown,
        borne=state.borne,
        revised=revised,
        filtre=filter_text(state, library) if state.engagements else "",
    )


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    state = state_from(address, library)
    if state.vue in ("activite", "carte") and not state.modalite:
        state = replace(state, modalite=state.first_code(library))
    content = KINDS[state.vue](library, state)
    return View(
        "ecarts",
        state.vue,
        parameters(state, library),
        content.title,
        content.sentence,
        cautions(library, state, content.rows),
        tables_of(library, state, content),
        SOURCE,
        lambda: cover(library, state, content),
        ("ecarts",),
        tuple(address.ignored),
    )
