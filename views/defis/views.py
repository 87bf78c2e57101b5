"""The views of Défis as values: finding, tables and cover of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analysis.defi_choice import DefiChoice, chosen_defis, chosen_sheets
from charts.blocks.bearers import bearers_finding, shared_text
from charts.blocks.defi_sheet import Columns, finding_text
from charts.blocks.tag_table import tags_finding
from charts.drawings.defi_matrix import matrix_finding
from charts.words.coverage import status_text
from loaders.schema import DEPARTEMENTS
from views.address import Address
from views.defis.state import DefiState, parameters, state_from
from views.defis.tables import defis_cover, matrix_table, sheets_table, tags_table
from views.library import Library
from views.view import Table, View

SOURCE = (
    "Source : ARS Occitanie, schémas territoriaux de santé 2023-2028, pages de défis et fiches d'objectifs ; résumés "
    "en nos propres mots ; la ligne de chaque fiche est dans le tableau."
)
NUMBERING = (
    "La région annonce 26 défis ; 23 se lisent dans les documents détenus. Un plan ne priorise que certains défis ; "
    "pour les autres, le schéma régional s'y applique."
)
NO_RESULT = "Aucun défi ne répond à ces filtres. Retirez un mot, un thème ou un parcours pour élargir."
NO_PLAN = "Aucun plan chargé parmi ces départements : choisissez-en un dont le plan l'est."
NO_OBJECTIF = "Aucun plan n'est chargé : aucun objectif n'est connu ici."


@dataclass(frozen=True)
class Content:
    """What one kind of view shows: its finding, the départements it is about, its tables, what it says aloud."""

    title: str
    caption: str
    departements: Sequence[str]
    tables: tuple[Table, ...] = ()
    sentence: str = ""


def matrix(library: Library, state: DefiState) -> Content:
    """Défi x département."""
    plans, columns = library.plans, state.columns(library)
    if not chosen_defis(plans, state.choice):
        return Content(NO_RESULT, "Défis et objectifs", columns)
    title = matrix_finding(plans, columns, engagements=state.engagements)
    return Content(
        title,
        "Défis et objectifs",
        columns,
        (
            Table("Défis", lambda: matrix_table(plans, state.choice, columns)),
            Table("Objectifs", lambda: sheets_table(plans, state.choice, columns)),
        ),
        NUMBERING,
    )


def comparison(library: Library, state: DefiState) -> Content:
    """Two to four plans side by side."""
    plans, compared = library.plans, state.compared(library)
    defis = chosen_defis(plans, state.choice)
    if not defis or not compared:
        return Content(NO_RESULT if compared else NO_PLAN, "Objectifs comparés", compared)
    sheets = {code: chosen_sheets(plans, state.choice, defis[0].code, code) for code in compared}
    first = f"{defis[0].code} {defis[0].libelle}"
    more = f", et {len(defis) - 1} autres défis" if len(defis) > 2 else ", et un autre défi" if len(defis) == 2 else ""
    sentence = finding_text(Columns(plans, defis[0].code, compared, sheets)) if len(defis) == 1 else ""
    return Content(
        f"{first}{more}, côte à côte",
        "Objectifs comparés",
        compared,
        (
            Table("Objectifs", lambda: sheets_table(plans, state.choice, compared)),
            Table("Défis", lambda: matrix_table(plans, state.choice, compared)),
        ),
        sentence,
    )


def tags(library: Library, state: DefiState) -> Content:
    """Thèmes and parcours of some plans."""
    plans, compared = library.plans, state.compared(library)
    if not compared:
        return Content(NO_PLAN, "Thèmes et parcours", compared)
    defis = tagged_defis(library, state)
    title = tags_finding(plans, compared, defis=defis, niveau=state.niveau, engagements=state.engagements)
    return Content(
        title,
        "Thèmes et parcours",
        compared,
        (Table("Étiquettes", lambda: tags_table(plans, compared, defis=defis, niveau=state.niveau)),),
    )


def tagged_defis(library: Library, state: DefiState) -> list[str]:
    """Codes of the défis whose tags are read: those of the engagements."""
    return [defi.code for defi in chosen_defis(library.plans, DefiChoice(state.engagements))]


def bearers(library: Library, state: DefiState) -> Content:
    """One objectif, in every plan that bears it."""
    plans, code = library.plans, state.objectif
    if not code:
        return Content(NO_OBJECTIF, "Objectif", [])
    choice = replace(DefiState().filters, mots=code)
    return Content(
        bearers_finding(plans, code),
        f"Objectif {code}",
        list(plans.versions(code)),
        (Table("Objectifs", lambda: sheets_table(plans, choice, plans.loaded)),),
        shared_text(plans),
    )


KINDS: dict[str, Callable[[Library, DefiState], Content]] = {
    "matrice": matrix, "comparaison": comparison, "etiquettes": tags, "qui": bearers,
}  # fmt: skip
"""What each view of the page shows, by its code in an address."""


def cover(library: Library, state: DefiState, content: Content) -> dict[str, str]:
    """The cover sheet of a view."""
    return defis_cover(library.plans, state.choice, state.columns(library), title=content.caption)


def opened(library: Library, state: DefiState) -> DefiState:
    """The state with what its view opens on when its address names nothing."""
    if state.vue == "comparaison" and not state.defi:
        return replace(state, defi=state.first_defi(library))
    if state.vue == "qui" and not state.objectif:
        return replace(state, objectif=state.first_objectif(library))
    return state


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    state = opened(library, state_from(address, library))
    content, status = KINDS[state.vue](library, state), library.plans.status
    versions = [
        f"{DEPARTEMENTS[code]} : {status_text(*status[code])}."
        for code in content.departements
        if code in status and status[code][0] == "consultation"
    ]
    return View(
        "defis",
        state.vue,
        parameters(state, library),
        content.title,
        content.sentence,
        tuple(versions),
        content.tables,
        SOURCE,
        lambda: cover(library, state, content),
        ("defis",),
        tuple(address.ignored),
    )
