"""The views of Écarts OQOS as values: rows, finding, cautions and tables of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.closed_sets import Borne
from analysis.elders import beside
from analysis.gap_order import sorted_rows
from analysis.plans import Plans
from analysis.supply import GapRow
from charts.blocks import gap_notes, gap_sheet
from charts.blocks.elders import elders_part
from charts.blocks.gap_changes import supposed_caution
from charts.blocks.gap_table import change_table
from charts.blocks.kin_words import kin_blocks
from charts.blocks.machines import machines_blocks
from charts.blocks.records import Blocks, Folded, Paragraph, Part, notice
from charts.blocks.steering import reform_way
from charts.drawings.gap_matrix import LEGEND, gap_matrix
from charts.drawings.pictures import Chart, Maps, Matrix, Picture
from charts.words.coverage import source_note, version_text
from charts.words.elders_words import PEOPLE, READING, TITLE, WHY
from charts.words.filter_words import WHOLE_SUPPLY, loaded_text, outside_text, supply_text
from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_words import RANGE_CAUTION, REVISED, REVISED_MARK
from charts.words.typography import bound_all
from views.ecarts.drawn import activity_table, left_text, map_detail, map_signs, supply_table
from views.ecarts.elders import elders_table
from views.ecarts.state import GapState
from views.ecarts.tables import PRINTED_ON_SCREEN, RATES, gaps_cover, gaps_table, on_screen, printed_table, rates_note
from views.library import Library
from views.view import PICTURE, Table, View, ViewKind


def source_text(plans: Plans, codes: Iterable[str]) -> str:
    """Source of every view, of some plans; the detail and the table give section and lines."""
    return (
        f"Source : {plans.publisher}, schémas territoriaux de santé 2023-2028, objectifs quantitatifs de l'offre de "
        "soins ; la ligne de chaque chiffre est dans le tableau."
        f"{source_note(plans.geography, plans.loaded_plans, codes)}"
    )


CLICK = " ; un clic ouvre le détail"
"""What a picture that answers a click says of it; what is printed leaves it out."""

IN_FULL = "Lire chaque écart en toutes lettres"
"""Title of the list under the drawing of «Ce qui change»."""

NONE_KEPT = f"Aucune activité à montrer sous ce filtre : retirez-le, ou suivez «{WHOLE_SUPPLY}»."


@dataclass(frozen=True)
class GapKind(ViewKind[GapState]):
    """One view of the page.

    Attributes:
        one_activite: whether it is about one activité, whatever the filters keep.
        every_plan: whether it shows every loaded plan, whatever was chosen.
    """

    one_activite: bool = False
    every_plan: bool = False


def changes(library: Library, state: GapState) -> View:
    """«Ce qui change»: gaps that are numbers and not zero, drawn row by row with the ranges, then each in full."""
    supply, loaded, kept = library.supply, state.loaded(library), state.kept(library)
    rows = [row for code in loaded for row in supply.changes(code, borne=state.borne, activites=kept)]
    table = change_table(supply, loaded, borne=state.borne, activites=kept)

    def body() -> Blocks:
        drawn = table.blocks()
        parts = (gap_sheet.changes_part(supply, code, borne=state.borne, activites=kept) for code in loaded)
        listed = Part(tuple(parts), "changements")
        told = Folded(IN_FULL, (listed,), key="ecarts-en-lettres", role="en-lettres") if drawn else listed
        bound = (Paragraph(caution),) if (caution := supposed_caution(rows, state.borne)) else ()
        rest = " ".join(filter(None, (RANGE_CAUTION if table.holds_ranges else "", left_text(supply, table.left_out))))
        under = (Paragraph(f"{REVISED_MARK} {REVISED}"), *((Paragraph(rest),) if rest else ()))
        return *drawn, *bound, told, *under, reform_way()

    title = gap_sheet.changes_title(supply, loaded, borne=state.borne, activites=kept)
    found = _view(library, state, title, "Écarts chiffrés et non nuls", rows, body=body)
    if not table.holds_ranges:
        return found
    return replace(found, cautions=tuple(dict.fromkeys((*found.cautions, RANGE_CAUTION))))


def activity(library: Library, state: GapState) -> View:
    """One activité, every row of it: the drawing, the row read in full, what goes with it."""
    supply, loaded, slug = library.supply, state.loaded(library), state.activite
    rows = sorted_rows(supply.of(slug, loaded), loaded, order=state.ordre, borne=state.borne)
    detailed = [row for row in rows if row.code == state.modalite]
    sentence = gap_sheet.sentence_text(supply, detailed, borne=state.borne)

    def body() -> Blocks:
        banner = (gap_notes.banner(),) if supply.activites[slug].revisee else ()
        if not rows:
            return banner
        listed, numbers = gap_notes.numbered(gap_notes.notes_of(supply, library.atlas, rows, loaded))
        drawn = activity_table(library, state, rows, numbers).blocks()
        told = (Paragraph(sentence, "phrase-ligne", live="status"),) if sentence else ()
        detail = (gap_sheet.detail(supply, detailed, borne=state.borne),) if detailed else ()
        aged = elders_part(supply, library.atlas, slug, beside(supply, library.atlas, slug, loaded))
        legend = gap_notes.marks(rows, [supply.activites[slug]], drawn, borne=state.borne)
        after = Part((*listed, *notes(library, state)), "notes")
        return *banner, legend, *drawn, *told, *detail, after, *aged

    def draw() -> Chart:
        common = state.echelle == "commune"
        figure = library.gap_figure(slug, tuple(loaded), state.borne, state.ordre, common=common)
        return chart(figure, rows, library.geography.by_code(loaded), state.borne)

    title = gap_sheet.finding(supply, slug, loaded, borne=state.borne)
    caption = f"Écarts, {supply.activites[slug].libelle}"
    found = _view(
        library, state, title, caption, rows, (slug,), sentence=sentence, body=body, draw=draw if rows else None
    )
    return replace(with_elders(library, found, slug, loaded), inline=True)


def with_elders(library: Library, found: View, slug: str, departements: Sequence[str]) -> View:
    """The view with its line beside the old population among its tables, for the activités of the list."""
    rows = beside(library.supply, library.atlas, slug, departements)
    if not rows:
        return found
    said = {TITLE: f"{WHY[slug]} {READING} {PEOPLE}"}
    tables = (*found.tables, elders_table(library.supply, library.atlas, rows))
    return replace(found, tables=tables, cover=lambda: {**found.cover(), **said})


def notes(library: Library, state: GapState) -> Blocks:
    """What goes with one activité as a whole: its machines, our ties, its glossary, how the chart is read."""
    supply, slug, loaded = library.supply, state.activite, state.loaded(library)
    machines = [row for row in library.atlas.machines.get(slug, ()) if row.departement in loaded]
    return (
        *machines_blocks(supply, slug, machines),
        *kin_blocks(library.atlas, "activite", slug, loaded),
        *gap_notes.tie(supply.activites[slug]),
        gap_notes.reading(),
        gap_notes.glossary(supply, slug),
        reform_way(),
    )


def whole(library: Library, state: GapState) -> View:
    """Every activité of the chosen départements."""
    supply, loaded, kept = library.supply, state.loaded(library), state.kept(library)
    rows = [
        row
        for slug in kept
        for row in sorted_rows(supply.of(slug, loaded), loaded, order=state.ordre, borne=state.borne)
    ]
    drawn = [row for row in rows if state.toutes or row.gaps[state.borne] is not None]

    def body() -> Blocks:
        if not drawn:
            return (gap_notes.banner(),)
        activites = [supply.activites[slug] for slug in dict.fromkeys(row.activite for row in drawn)]
        table = supply_table(library, state, drawn).blocks()
        legend = gap_notes.marks(drawn, activites, table, borne=state.borne, noted=False)
        return gap_notes.banner(), legend, *table, gap_notes.reading()

    def draw() -> Chart:
        common = state.echelle == "commune"
        figure = library.departement_figure(tuple(loaded), kept, state.borne, state.ordre, state.toutes, common)
        return chart(figure, drawn, library.geography.by_code(loaded), state.borne)

    title = gap_sheet.departements_finding(supply, loaded, borne=state.borne, activites=kept)
    caption = whole_title(library, state)
    found = _view(library, state, title, caption, rows, kept, body=body, draw=draw if drawn else None)
    return replace(found, inline=True)


def overview(library: Library, state: GapState) -> View:
    """Activité x département, in the order of the documents: a table of buttons, each leads to its detail."""
    supply, loaded, kept = library.supply, state.loaded(library), state.kept(library)
    said = gap_sheet.overview_bound(supply, loaded, borne=state.borne, activites=kept)
    rows = [row for slug in kept for row in supply.of(slug, loaded)]

    def body() -> Blocks:
        rest = (
            "Un ensemble qui ne se compare qu'en bloc compte pour une ligne ; une ligne sans implantation, pour aucune."
        )
        head = Paragraph(f"Chaque case compte les lignes d'une activité{CLICK}.", "mention")
        return head, PICTURE, Paragraph(f"{REVISED_MARK} {REVISED} {rest}")

    def draw() -> Matrix:
        return Matrix(bound_all(gap_matrix(supply, loaded, borne=state.borne, activites=kept)), LEGEND)

    title = f"{said}{gap_sheet.overview_finding(supply, loaded, borne=state.borne, activites=kept)}"
    return _view(library, state, title, whole_title(library, state), rows, kept, body=body, draw=draw)


def one_map(library: Library, state: GapState) -> View:
    """The map of one modalité: its gap, its target, or what was authorised."""
    supply, slug = library.supply, state.activite
    measure, code = map_choice(library, state)
    found = library.gap_views(slug, state.borne).get(f"{measure}-{code}")
    rows = [row for row in supply.of(slug, supply.departements) if row.code == code]
    name = supply.activites[slug].libelle
    banner = (gap_notes.banner(),) if supply.activites[slug].revisee else ()
    if found is None or not rows:
        none = "Aucun plan " + supply.loaded_plans.loaded_text("oqos", 1)
        said = notice(f"{none} n'imprime de tableau pour cette activité.")
        title = f"{name} : {none[0].lower()}{none[1:]} n'imprime de tableau pour cette activité"
        return _view(library, state, title, name, [], body=lambda: (*banner, said), titled=False)
    chosen = state.departements[0] if len(state.departements) == 1 else ""

    def body() -> Blocks:
        return PICTURE, *banner, *map_detail(library, state, rows, chosen)

    return _view(
        library,
        state,
        found.titre,
        f"{rows[0].libelle}, {name}",
        rows,
        (slug,),
        sentence=found.phrase,
        body=body,
        draw=lambda: Maps((f"{rows[0].libelle}, {name}",), (found,), chosen, signs=map_signs(rows, measure)),
        titled=False,
    )


def nothing_kept() -> View:
    """What is said when the filter keeps no activité."""
    return View("ecarts", "", {}, NONE_KEPT, body=lambda: (notice(NONE_KEPT),), titled=False)


def map_choice(library: Library, state: GapState) -> tuple[str, str]:
    """Measure and row that the map shows: those asked for, else the first that has a map; empty without any."""
    menu = library.gap_map(state.activite, state.borne)["menu"]
    slugs = [entry[0] for group in menu for entry in group["indicateurs"]]
    wanted = f"{state.mesure}-{state.modalite or first_code(library, state)}"
    shown = wanted if wanted in slugs else next(iter(slugs), "")
    measure, _, code = shown.partition("-")
    return measure, code


def whole_title(library: Library, state: GapState) -> str:
    """Title of the table of several activités."""
    every = len(state.kept(library)) == len(library.supply.activites)
    return "Écarts de toutes les activités" if every else "Écarts des activités gardées par le filtre"


KINDS: dict[str, GapKind] = {
    "changements": GapKind("Ce qui change", changes, ("borne",), ("borne",)),
    "activite": GapKind("Par activité", activity, ("activite", "borne", "ordre", "modalite", "echelle"),
                        ("activite", "borne", "modalite", "ordre", "echelle"), one_activite=True),
    "departement": GapKind("Par département", whole, ("borne", "ordre", "lignes", "echelle"),
                           ("borne", "ordre", "lignes", "echelle")),
    "ensemble": GapKind("Vue d'ensemble", overview, ("borne",), ("borne",)),
    "carte": GapKind("Carte", one_map, ("activite", "borne", "modalite", "mesure"), ("activite", "borne"),
                     one_activite=True, every_plan=True),
}  # fmt: skip
"""Every view of the page, by its code in an address; a new one is an entry here."""


def chart(figure: Mapping[str, Any], rows: Sequence[GapRow], departements: Mapping[str, str], borne: Borne) -> Chart:
    """The dumbbell of some rows, with its words."""
    return Chart(figure, gap_sheet.chart_text(rows, departements, borne=borne), tuple(rows), borne)


def _view(
    library: Library,
    state: GapState,
    title: str,
    caption: str,
    rows: Sequence[GapRow],
    printed: Sequence[str] = (),
    *,
    body: Callable[[], Blocks],
    draw: Callable[[], Picture] | None = None,
    sentence: str = "",
    titled: bool = True,
) -> View:
    """A view of some rows.

    Args:
        caption: title of its table and of its files.
        printed: activités whose printed cells go with the rows.
    """
    return View(
        page="ecarts",
        kind=state.vue,
        parameters={},
        title=title,
        sentence=sentence,
        cautions=cautions(library, state, rows),
        tables=tables_of(library, state, caption, rows, printed),
        source=source_text(library.plans, (row.departement for row in rows)),
        cover=lambda: cover(library, state, caption, rows),
        filename=("ecarts",),
        body=body,
        draw=draw or (lambda: None),
        titled=titled,
    )


def cautions(library: Library, state: GapState, rows: Sequence[GapRow]) -> tuple[str, ...]:
    """What must be said with some rows: the bound, the avenant, the consultation versions, the ranges."""
    supply, said = library.supply, []
    if state.borne in HYPOTHESES:
        said.append(f"{HYPOTHESES[state.borne]} : une cible imprimée entre deux bornes y est lue à cette seule borne.")
    if any(supply.activites[row.activite].revisee for row in rows):
        said.append(REVISED)
    plans = library.loaded_plans
    said += [
        version_text(library.geography, plans, code)
        for code in dict.fromkeys(row.departement for row in rows)
        if code in (*plans.consulted, *plans.unread)
    ]
    if any((gap := row.gaps[state.borne]) is not None and not gap.exact for row in rows):
        said.append(RANGE_CAUTION)
    return tuple(said)


def tables_of(
    library: Library, state: GapState, caption: str, rows: Sequence[GapRow], printed: Sequence[str]
) -> tuple[Table, ...]:
    """The rows, then the cells that the plans print."""
    supply = library.supply
    shown = list(dict.fromkeys(row.departement for row in rows))
    several = len({row.activite for row in rows}) > 1
    gaps = Table(
        "Écarts",
        lambda: gaps_table(supply, rows, borne=state.borne),
        caption=caption,
        on_screen=lambda frame: on_screen(frame, several=several),
        shown=bool(rows),
        numbers=tuple(RATES),
        decimals=dict.fromkeys(RATES, 1),
        note=rates_note(supply),
    )
    if not printed:
        return (gaps,)
    cells = Table(
        "Cases imprimées",
        lambda: printed_table(supply, printed, shown),
        caption="Ce que les plans impriment, case par case",
        on_screen=lambda frame: frame[PRINTED_ON_SCREEN],
        shown=len(printed) == 1,
        numbers=("Ligne",),
    )
    return gaps, cells


def cover(library: Library, state: GapState, caption: str, rows: Sequence[GapRow]) -> dict[str, str]:
    """The cover sheet of some rows."""
    return gaps_cover(
        library.supply,
        title=caption,
        departements=list(dict.fromkeys(row.departement for row in rows)),
        borne=state.borne,
        revised=any(library.supply.activites[row.activite].revisee for row in rows),
        filtre=filter_text(state, library) if state.engagements else "",
    )


def first_code(library: Library, state: GapState) -> str:
    """The row that a view of one activité opens on when none is asked for."""
    known = library.supply.departements if KINDS[state.vue].every_plan else state.loaded(library)
    return library.supply.first_code(state.activite, known, borne=state.borne)


def filter_text(state: GapState, library: Library) -> str:
    """What the filters do in this view."""
    kind = KINDS[state.vue]
    kept = supply_text(library.supply, state.kept(library), state.engagements, tied=state.rattachement)
    parts = [] if kind.one_activite and not state.engagements else [kept]
    if kind.one_activite and state.activite not in state.kept(library):
        parts.append(outside_text(library.supply, state.activite))
    if state.departements and kind.every_plan:
        parts.append(f"la carte montre tous les plans {library.loaded_plans.loaded_text('oqos')}")
    elif state.departements and not state.engagements:
        parts.append(loaded_text(library.loaded_plans, state.loaded(library)))
    return " ; ".join(parts)
