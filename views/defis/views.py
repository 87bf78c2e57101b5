"""The views of Défis as values: finding, blocks, picture and tables of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.defi_choice import MOST_SIDE_BY_SIDE, DefiChoice, chosen_defis
from analysis.plans import Plans
from analysis.shared import borne, pairs
from analysis.ties import regional_share
from analysis.typed_text import isolated
from charts.blocks.alike import alike_blocks
from charts.blocks.asked import asked_blocks
from charts.blocks.bearers import bearers_blocks, bearers_finding, shared_text
from charts.blocks.council import council_blocks
from charts.blocks.defi_sheet import columns_of, finding_text
from charts.blocks.issues import ONE_BY_ONE
from charts.blocks.records import Blocks, Paragraph, Part, notice
from charts.blocks.shared_objectifs import shared_blocks, shared_finding
from charts.blocks.sheet_items import READING as ITEMS_READING
from charts.blocks.steering import steering_way
from charts.blocks.tag_table import LEVELS, tags_finding
from charts.blocks.wording_marks import LEGEND as MARKS
from charts.drawings.defi_matrix import legend, matrix_finding
from charts.drawings.pictures import Matrix, Picture
from charts.words.alike_words import READING as ALIKE_READING
from charts.words.alike_words import alike_title
from charts.words.asked_words import READING as ASKED_READING
from charts.words.asked_words import SHEET_ASKED, SHEET_RESULTS, asked_filter_text, asked_title
from charts.words.asked_words import SOURCE as ASKED_SOURCE
from charts.words.council_words import READING as COUNCIL_READING
from charts.words.council_words import SOURCE as COUNCIL_SOURCE
from charts.words.council_words import council_filter_text, council_title, none_printed_text
from charts.words.coverage import source_note, uncollected_text, version_text
from charts.words.filter_words import BEARERS, KEPT_FOR_OTHERS, defis_text
from charts.words.french import plural
from charts.words.item_words import NAMING, items_asked
from views.defis.state import DefiState
from views.defis.tables import (
    CAPTIONS,
    ON_SCREEN,
    alike_table,
    asked_table,
    council_table,
    defis_cover,
    issues_table,
    matrix_table,
    pairs_table,
    shared_table,
    sheet_items_table,
    sheets_table,
    tags_table,
)
from views.library import Library
from views.view import PICTURE, Table, View, ViewKind

NO_RESULT = "Aucun défi ne répond à ces filtres. Retirez un mot ou un filtre pour élargir."
NO_COUNCIL = "Aucun plan chargé parmi ces départements n'imprime de liste avec le conseil départemental."
NO_ACTION = "Aucune action n'est lue pour ce choix dans les plans chargés."
NOT_COLLECTED_COUNCIL = "Plans lus automatiquement : ce qu'ils disent du conseil départemental n'est pas relevé."
NOT_COLLECTED_ASKED = "Plans lus automatiquement : ce que demandait leur CTS n'est pas relevé."
NOTHING_ASKED = "Aucun plan chargé parmi ces départements : ce que demandait leur CTS n'est pas connu ici."
ITEMS_KEPT = f"Une fiche est gardée quand une même ligne de ses résultats ou de ses actions répond à tout ; {NAMING}."
_LEGENDS = Paragraph(MARKS, "legende-titres"), Paragraph(ITEMS_READING, "legende-titres")


def numbering(plans: Plans) -> str:
    """How many défis are read, of how many where a vigilance says it; what a plan does of them."""
    read = len(plans.defis)
    known = f"{read} défi{plural(read)} régiona{'ux' if read > 1 else 'l'} se lisent dans les documents détenus."
    if plans.announced:
        known = f"La région annonce {plans.announced} défis ; {read} se lisent dans les documents détenus."
    return f"{known} Un plan ne priorise que certains défis ; pour les autres, le schéma régional s'y applique."


def source_text(plans: Plans, codes: Iterable[str]) -> str:
    """Source of every view, of some plans."""
    return (
        f"Source : {plans.publisher}, schémas territoriaux de santé 2023-2028, pages de défis et fiches d'objectifs ; "
        "résumés en nos propres mots ; la ligne de chaque fiche est dans le tableau."
        f"{source_note(plans.geography, plans.loaded_plans, codes)}"
    )


@dataclass(frozen=True)
class DefiKind(ViewKind[DefiState]):
    """One view of the page.

    Attributes:
        opened_by: parameter whose value opens it, even without a `vue`.
        one_defi, one_objectif, one_action: whether it is about one, the first when none is chosen.
        every_plan: whether it shows every département, its plan loaded or not.
        in_columns: whether its plans stand side by side, few at a time.
        filtered: whether the filters of the reader narrow it.
        told: what it does of the filters of the reader, where they do not narrow it.
        in_sight: how many of its controls stand in the bar when it has many; the others are a click away.
    """

    opened_by: str = ""
    one_defi: bool = False
    one_objectif: bool = False
    one_action: bool = False
    every_plan: bool = False
    in_columns: bool = False
    filtered: bool = True
    told: Callable[[DefiState], str] = lambda _state: BEARERS
    in_sight: int = 3

    @property
    def seen(self) -> tuple[str, ...]:
        """Names of the controls that stand in the bar."""
        return self.controls[: self.in_sight]

    @property
    def more(self) -> tuple[str, ...]:
        """Names of those that a click opens."""
        return self.controls[self.in_sight :]


def matrix(library: Library, state: DefiState) -> View:
    """Défi x département."""
    plans, columns, caption = library.plans, state.columns(library), "Défis et objectifs"
    if not chosen_defis(plans, state.choice):
        return _nothing(library, state, NO_RESULT, caption, columns)

    numbered = numbering(plans)

    def draw() -> Matrix:
        return Matrix(library.defi_matrix(state.choice, tuple(columns)), legend(plans))

    return _view(
        library,
        state,
        matrix_finding(plans, columns, engagements=state.engagements),
        caption,
        columns,
        (_defis(library, state, columns), _sheets(library, state.choice, columns)),
        sentence=numbered,
        body=lambda: (*own_filters(plans, state.choice), PICTURE, Paragraph(numbered), steering_way()),
        draw=draw,
    )


def comparison(library: Library, state: DefiState) -> View:
    """Two to four plans side by side, défi by défi: each writes its own title."""
    plans, compared, caption = library.plans, state.compared(library), "Objectifs comparés"
    defis = chosen_defis(plans, state.choice)
    if not defis or not compared:
        return _nothing(library, state, NO_RESULT if compared else no_plan(library, state), caption, compared)

    def body() -> Blocks:
        name = library.geography.name(compared[0])
        held = plans.loaded_plans.loaded_text("defis", 1)
        alone = f"Un seul plan {held} est choisi ({name}) : ajoutez un département pour comparer."
        return (
            *own_filters(plans, state.choice),
            *((_LEGENDS[0], Paragraph(ONE_BY_ONE, "legende-titres")) if len(defis) > 1 else ()),
            *((notice(alone),) if len(compared) == 1 else ()),
            *library.defi_parts(state.choice, tuple(compared)),
            _LEGENDS[1],
            steering_way(),
        )

    first = f"{defis[0].code} {defis[0].libelle}"
    more = f", et {len(defis) - 1} autres défis" if len(defis) > 2 else ", et un autre défi" if len(defis) == 2 else ""
    return _view(
        library,
        state,
        f"{first}{more}, côte à côte",
        caption,
        compared,
        (
            _sheets(library, state.choice, compared),
            _defis(library, state, compared),
            _items(library, state.choice, compared),
            Table("Enjeux des défis", lambda: issues_table(plans, state.choice, compared), shown=False),
        ),
        sentence=finding_text(*columns_of(plans, state.choice, compared)) if len(defis) == 1 else "",
        body=body,
        titled=len(defis) > 1,
    )


def tags(library: Library, state: DefiState) -> View:
    """Thèmes and parcours of some plans, in common and apart."""
    plans, compared, caption, niveau = library.plans, state.compared(library), "Thèmes et parcours", state.niveau
    if not compared:
        return _nothing(library, state, no_plan(library, state), caption, compared)
    defis = tuple(defi.code for defi in chosen_defis(plans, DefiChoice(state.engagements)))
    table = Table("Étiquettes", lambda: tags_table(plans, compared, defis=defis, niveau=niveau), counted="lettres")
    title = tags_finding(plans, compared, defis=defis, niveau=niveau, engagements=state.engagements)
    return _view(
        library,
        state,
        title,
        caption,
        compared,
        (table,),
        body=lambda: (Part(library.tag_parts(tuple(compared), defis, niveau), "deux"),),
    )


def bearers(library: Library, state: DefiState) -> View:
    """One objectif: every plan that bears it, with its own version."""
    plans, code = library.plans, state.objectif
    if not code:
        return _nothing(library, state, no_objectif(library), "Objectif", [])
    sentence = shared_text(plans)
    return _view(
        library,
        state,
        bearers_finding(plans, code),
        f"Objectif {code}",
        list(plans.versions(code)),
        (_sheets(library, DefiChoice(mots=code), plans.loaded), _items(library, DefiChoice(mots=code), plans.loaded)),
        sentence=sentence,
        body=lambda: (_LEGENDS[0], *bearers_blocks(plans, code), _LEGENDS[1], Paragraph(sentence)),
    )


def no_plan(library: Library, state: DefiState) -> str:
    """Why there is nothing to compare."""
    loaded, chosen = library.plans.loaded_plans, state.departements or None
    none = loaded.none_text("defis", chosen)
    what = "les défis le sont" if loaded.partial("defis") else "le plan l'est"
    return f"{none} parmi ces départements : choisissez-en un dont {what}."


def no_objectif(library: Library) -> str:
    """Why no objectif is known."""
    loaded = library.plans.loaded_plans
    none = loaded.none_text("defis") if loaded.any else "Aucun plan n'est chargé"
    return f"{none} : aucun objectif n'est connu ici."


def shared(library: Library, state: DefiState) -> View:
    """The objectifs by number of plans that bear them, and what each pair of plans shares."""
    plans, caption = library.plans, "Objectifs communs"
    chosen = [code for code in state.departements if code in plans.loaded]
    rows = borne(plans, departements=chosen, engagements=state.engagements)
    if not rows or (state.departements and not chosen):
        return _nothing(library, state, NO_RESULT if chosen else no_plan(library, state), caption, chosen)
    found = pairs(plans, rows, departements=chosen)
    tables = (
        Table("Objectifs communs", lambda: shared_table(plans, rows), counted="lettres"),
        Table("Deux à deux", lambda: pairs_table(plans, found), numbers=("Objectifs communs",), counted="lettres"),
    )
    title = shared_finding(plans, rows, chosen)
    return _view(
        library, state, title, caption, chosen or plans.loaded, tables, body=lambda: shared_blocks(plans, rows, found)
    )


def asked(library: Library, state: DefiState) -> View:
    """What the CTS and the CNR asked in each département, and the objectifs that take it up."""
    plans, items, caption = library.plans, library.items, "Ce que le CTS demandait"
    chosen = list(state.departements) or state.columns(library)
    loaded = [code for code in chosen if code in plans.loaded]
    found = [item for code in loaded for item in items.asked(code)]
    read = [code for code in loaded if code not in plans.loaded_plans.unread]
    if not found:
        return _nothing(library, state, NOT_COLLECTED_ASKED if loaded and not read else NOTHING_ASKED, caption, loaded)
    detailed = loaded if len(loaded) <= MOST_SIDE_BY_SIDE else []
    table = Table(SHEET_ASKED, lambda: asked_table(plans, items, found), shown=False)
    shown = _view(
        library,
        state,
        asked_title(found, library.geography.named(read)),
        caption,
        loaded,
        (table,),
        body=lambda: asked_blocks(plans, items, chosen, detailed=detailed),
    )
    cover = defis_cover(plans, state.choice, loaded, title=caption) | {"Lecture": ASKED_READING}
    return replace(shown, source=f"Source : {plans.publisher}, {ASKED_SOURCE}", cover=lambda: cover)


def council(library: Library, state: DefiState) -> View:
    """What each plan prints of its partnership with the conseil départemental, and the plans that print none."""
    plans, items, caption = library.plans, library.items, "Avec les conseils départementaux"
    chosen = list(state.departements) or state.columns(library)
    loaded = [code for code in chosen if code in plans.loaded]
    found = {code: rows for code in loaded if (rows := items.with_council(code))}
    read = [code for code in loaded if code in found or code not in plans.loaded_plans.unread]
    silent = [code for code in read if code not in found]
    none = NO_COUNCIL if read or not loaded else NOT_COLLECTED_COUNCIL
    rows = [item for listed in found.values() for item in listed]
    table = Table("Conseils départementaux", lambda: council_table(plans, items, rows), shown=False)
    shown = _view(
        library,
        state,
        council_title(library.geography, found, len(read)) if found else none,
        caption,
        loaded,
        (table,) if found else (),
        body=lambda: council_blocks(plans, chosen),
    )
    cover = defis_cover(plans, state.choice, loaded, title=caption) | {"Lecture": COUNCIL_READING}
    cover |= {"Plans sans liste": none_printed_text(library.geography, silent)} if silent else {}
    return replace(shown, source=f"Source : {plans.publisher}, {COUNCIL_SOURCE}", cover=lambda: cover)


def doers(library: Library, state: DefiState) -> View:
    """One action, and those of the other plans that share a nature and a public or an actor with it."""
    plans, items, caption = library.plans, library.items, "Qui d'autre fait cela"
    item = items.actions.get(state.action)
    if item is None:
        return _nothing(library, state, NO_ACTION, caption, [])
    near = items.alike(item)
    shown = _view(
        library,
        state,
        alike_title(items, item, library.geography.name(item.departement)),
        caption,
        list(dict.fromkeys([item.departement, *(one.item.departement for one in near)])),
        (Table("Actions proches", lambda: alike_table(plans, items, item), shown=False),),
        body=lambda: alike_blocks(plans, item),
    )
    cover = defis_cover(plans, state.choice, plans.loaded, title=shown.title) | {"Lecture": ALIKE_READING}
    return replace(shown, cover=lambda: cover)


_TAGGED = ("theme", "parcours", "mots", "etiquettes", "nature", "public", "acteur")
_CHOSEN = ("departements", "engagements", "theme", "parcours", "mots", "niveau", "nature", "public", "acteur")

KINDS: dict[str, DefiKind] = {
    "matrice": DefiKind("Matrice", matrix, _TAGGED, _CHOSEN, every_plan=True),
    "communs": DefiKind("Objectifs communs", shared, (), ("departements", "engagements")),
    "comparaison": DefiKind("Côte à côte", comparison, ("defi", *_TAGGED), ("defi", *_CHOSEN), opened_by="defi",
                            one_defi=True, in_columns=True, in_sight=2),
    "etiquettes": DefiKind("Thèmes et parcours", tags, ("etiquettes",), ("departements", "engagements", "niveau")),
    "qui": DefiKind("Un objectif", bearers, ("objectif",), ("objectif",), opened_by="objectif",
                    one_objectif=True, filtered=False),
    "action": DefiKind("Une action", doers, ("action",), ("objectif", "action"), opened_by="action",
                       one_action=True, filtered=False, told=lambda _state: KEPT_FOR_OTHERS),
    "cts": DefiKind("Ce que le CTS demandait", asked, (), ("departements",), filtered=False, every_plan=True,
                    told=lambda state: asked_filter_text(state.departements, state.engagements)),
    "conseils": DefiKind("Conseils départementaux", council, (), ("departements",), filtered=False, every_plan=True,
                         told=lambda state: council_filter_text(state.departements, state.engagements)),
}  # fmt: skip
"""Every view of the page, by its code in an address; a new one is an entry here. An address that names what opens
several opens the last."""


def own_filters(plans: Plans, choice: DefiChoice) -> Blocks:
    """What the filters of this page alone keep, and at which level tags are read."""
    said = [f"thème «{choice.theme}»"] * bool(choice.theme) + [f"parcours «{choice.parcours}»"] * bool(choice.parcours)
    words = [f"mots «{isolated(choice.mots)}»"] * bool(choice.mots)
    asked = [f"{name} «{label}»" for name, label in items_asked(plans, choice).items()]
    if not said and not words and not asked:
        return ()
    level = f", étiquettes lues sur : {LEVELS[choice.niveau].lower()}" if said else ""
    kept = f". {ITEMS_KEPT} {uncollected_text(plans.geography, plans.loaded_plans)}".rstrip() if asked else "."
    return (Paragraph(f"Filtres de cette page : {', '.join([*said, *words, *asked])}{level}{kept}", "mention"),)


def filter_text(state: DefiState, library: Library) -> str:
    """What the filters of the reader do in this view."""
    if not KINDS[state.vue].filtered:
        return KINDS[state.vue].told(state)
    return defis_text(regional_share(library.plans, state.engagements, state.departements))


def followed(state: DefiState) -> tuple[str, ...]:
    """The engagements that the links of a view keep: not those that would hide the row that a link leads to."""
    kept = KINDS[state.vue].filtered or state.objectif[1:2] in state.engagements
    return state.engagements if kept else ()


def _sheets(library: Library, choice: DefiChoice, departements: Sequence[str]) -> Table:
    return Table(
        "Objectifs",
        lambda: sheets_table(library.plans, choice, departements),
        caption=CAPTIONS["Objectifs"],
        on_screen=lambda frame: frame[ON_SCREEN],
        counted="lettres",
    )


def _items(library: Library, choice: DefiChoice, departements: Sequence[str]) -> Table:
    return Table(SHEET_RESULTS, lambda: sheet_items_table(library.plans, choice, departements), shown=False)


def _defis(library: Library, state: DefiState, departements: Sequence[str]) -> Table:
    return Table("Défis", lambda: matrix_table(library.plans, state.choice, departements), counted="lettres")


def _nothing(library: Library, state: DefiState, why: str, caption: str, departements: Sequence[str]) -> View:
    """A view that has nothing to show, and says why."""
    found = _view(library, state, why, caption, departements, (), body=lambda: (notice(why),), titled=False)
    return replace(found, source="")


def _view(
    library: Library,
    state: DefiState,
    title: str,
    caption: str,
    departements: Sequence[str],
    tables: tuple[Table, ...],
    *,
    body: Callable[[], Blocks],
    draw: Callable[[], Picture | None] = lambda: None,
    sentence: str = "",
    titled: bool = True,
) -> View:
    """A view of some départements.

    Args:
        caption: title of its files.
        departements: those it is about; a consultation version among them is said.
    """
    plans = library.loaded_plans
    versions = (
        version_text(library.geography, plans, code)
        for code in departements
        if code in (*plans.consulted, *plans.unread)
    )
    return View(
        page="defis",
        kind=state.vue,
        parameters={},
        title=title,
        sentence=sentence,
        cautions=tuple(versions),
        tables=tables,
        source=source_text(library.plans, departements),
        cover=lambda: defis_cover(library.plans, state.choice, state.columns(library), title=caption),
        filename=("defis",),
        body=body,
        draw=draw,
        titled=titled,
    )
