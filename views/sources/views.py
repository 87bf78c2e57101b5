"""The views of «Données et sources» as values: one table of the dataset, narrowed by the filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from analysis.defi_choice import EVERYTHING
from analysis.search_passages import LIST_NAMES
from analysis.ties import regional_share
from analysis.told import TABLES as TOLD
from analysis.typed_text import isolated
from charts.blocks.records import Blocks, Folded, Link, Paragraph, Part, notice
from charts.blocks.sought import opening
from charts.words.file_words import FILES, WHICH_FILE
from charts.words.filter_words import objectives_text, table_text
from charts.words.french import list_text, lower_first, number_text, plural
from charts.words.item_words import LINES_READING
from charts.words.typography import bound
from loaders.schema import TABLES
from views.address import ENGAGEMENTS
from views.common import dataset_cover
from views.defis.tables import ISSUES_ON_SCREEN, issues_table
from views.ecarts.tables import PRINTED_ON_SCREEN, printed_table
from views.library import Library
from views.pages import STAMP
from views.sources import contents, documents, tables
from views.sources.found import CELLS, FOUND_ON_SCREEN, LINES, found_table
from views.sources.found import FIGURES as VALUES
from views.sources.state import SourceState
from views.sources.steering import notions_rows, reformed, steered, steering_rows
from views.view import Table, View, ViewKind

SOURCE = "Source : chaque ligne donne la sienne ; les documents et leurs licences sont dans «Documents»."
NOTHING = "Aucune ligne ne répond à ces filtres. Retirez un mot ou un filtre pour élargir."
NO_VALUE = (
    "Aucune valeur ne tient tous ces mots. Retirez un mot, ou cherchez une vue, un défi ou un terme par «Rechercher», "
    "en haut de la page."
)
VALUES_READING = "Une case d'OQOS se lit avec sa colonne, autorisé ou prévu ; une ligne des plans est en nos mots."
PAGE_ROWS = 40
"""Rows shown at a time; a file holds them all."""

FIGURES, PLANS, READING, ORIGIN = "Chiffres", "Plans", "Lire et comprendre", "Origine"
"""What a reader looks for, in order."""

_NUMBERS = ("Valeur", "Minimum", "Maximum", "Ligne", "Valeurs", "Résultats attendus", "Actions", "Lignes des plans")
_STORED = ("csv", "xlsx", "parquet")
"""Forms of a stored table."""


@dataclass(frozen=True, kw_only=True)
class SourceKind(ViewKind[SourceState]):
    """One table of the page.

    Attributes:
        name: of its files; caption: its title.
        group: what it is about, in the list of tables; held: the tables of the dataset that it shows whole.
        rows: its rows for a state; columns: those of the screen, all of them when empty.
        reading: how its rows are read, said above them.
        one: whether it can show the rows of one indicateur alone.
        grouped: makes one row of the page of those that say the same; on_screen: its columns, where they are made.
    """

    name: str
    caption: str
    group: str
    held: tuple[str, ...]
    rows: Callable[[Library, SourceState], pd.DataFrame]
    columns: tuple[str, ...] = ()
    reading: str = ""
    one: bool = False
    grouped: Callable[[pd.DataFrame], pd.DataFrame] | None = None
    on_screen: Callable[[pd.DataFrame], pd.DataFrame] | None = None


def listed(library: Library, state: SourceState, *, caption: str = "", found: pd.DataFrame | None = None) -> View:
    """The rows that the filters keep, by pages.

    Args:
        caption: the title of their table, where it is not that of their kind.
        found: these rows, where they are known.
    """
    kind = KINDS[state.vue]
    frame, caption = kind.rows(library, state) if found is None else found, caption or _caption(library, state)
    table = Table(
        kind.name,
        lambda: frame,
        caption=caption,
        on_screen=kind.on_screen or ((lambda rows: rows[list(kind.columns)]) if kind.columns else None),
        numbers=_NUMBERS,
        rows=PAGE_ROWS,
        grouped=kind.grouped,
    )
    said = (Paragraph(kind.reading, "mention"),) if kind.reading else ()
    return _view(library, state, caption, table, body=lambda: (notice(NOTHING),) if frame.empty else said)


def _caption(library: Library, state: SourceState) -> str:
    """The title of a table, with the indicateur whose rows alone it shows."""
    kind = KINDS[state.vue]
    if not (state.indicateur and kind.one):
        return kind.caption
    return f"{library.atlas.notions[state.indicateur].libelle}, {lower_first(kind.caption)}"


def found_rows(library: Library, state: SourceState) -> pd.DataFrame:
    """The values that hold the words of a state, of its indicateur alone where it has one."""
    frame = found_table(library, state.mots, state.departements)
    if not state.indicateur:
        return frame
    return frame[frame["Identifiant"].eq(state.indicateur)].reset_index(drop=True)


def sought(library: Library, state: SourceState) -> View:
    """The values that hold some words, or what may be sought while nothing is."""
    asked = bool(state.mots or state.departements or state.indicateur)
    if not asked:
        found = listed(library, state)
        (table,) = found.tables
        body = partial(_opening, library)
        return replace(
            found, title=_every_value(library), tables=(replace(table, shown=False),), body=body, titled=True
        )
    frame = found_rows(library, state)
    counts = frame["Table"].value_counts()
    parts = [f"{counts[name]} dans «{name}»" for name in (VALUES, CELLS, LINES) if name in counts]
    of = f" pour «{isolated(state.mots)}»" if state.mots else ""
    caption = _caption(library, state) if state.indicateur else f"Valeurs trouvées{of}"
    found = listed(library, state, caption=caption, found=frame)
    reading = (Paragraph(f"{list_text(parts)}. {VALUES_READING}", "mention"),)
    return replace(found, body=lambda: reading if len(frame) else (notice(NO_VALUE),))


def _every_value(library: Library) -> str:
    number = sum(len(getattr(library.dataset, name)) for name in KINDS["chercher"].held)
    return f"{number_text(number, decimales=0)} valeurs et lignes à chercher par leurs mots, avec leur source"


def _opening(library: Library) -> Blocks:
    """Examples with what they find, and every table by its subject."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for code, kind in KINDS.items():
        if code != "chercher":
            groups.setdefault(kind.group, []).append((code, kind.label, _held(library, kind)))
    return opening([(words, len(found_table(library, words))) for words in tried(library)], groups)


def tried(library: Library) -> tuple[str, ...]:
    """Words to try; the département is the last whose plan is loaded."""
    place = library.geography.name([*library.departements, *library.plans.loaded][-1])
    return ("taux de pauvreté", f"dialyse {place}", "médecins généralistes", "EHPAD", "IRM", "aidants", "logement")


def said(library: Library, state: SourceState) -> View:
    """The passages that the filters keep; when all are of one activité, the way back to its tables."""
    found = listed(library, state)
    slugs = set(found.tables[0].frame["Identifiant de l'activité"])
    if len(slugs) != 1:
        return found
    (slug,) = slugs
    chosen = (("departement", code) for code in state.departements)
    words = f"Les tableaux de l'activité, côte à côte : {library.supply.activites[slug].libelle}"
    way = Link(words, "ecarts", (("activite", slug), *chosen), follows=False)
    return replace(found, body=lambda: (Part((Paragraph((way,)),), "notes"),))


def stored(library: Library, state: SourceState) -> View:
    """Every table as stored: its columns, its files; the one that is opened is the one that the files hold."""
    if state.table:
        title = f"{state.table} : {TABLES[state.table].row}"
        table = Table(state.table, lambda: getattr(library.dataset, state.table), shown=False)
    else:
        kind = KINDS[state.vue]
        title, table = kind.caption, Table(kind.name, lambda: kind.rows(library, state), shown=False)

    def body() -> Blocks:
        return (Part(tuple(_stored(library, name, opened=name == state.table) for name in TABLES), "tables-jeu"),)

    return _view(library, state, title, table, body=body)


def _stored(library: Library, name: str, *, opened: bool) -> Folded:
    where = ("vue", "tables"), ("table", name), (STAMP, library.key)
    links = [Link(FILES[form], "sources", where, follows=False, form=form) for form in _STORED]
    files = (Paragraph(tuple(links), "fichiers"), Paragraph(WHICH_FILE, "quel-fichier"))
    title = f"{name} : {TABLES[name].row}"
    return Folded(title, (documents.columns_grid(name, library.geography), *files), key=f"table-{name}", opened=opened)


def _view(library: Library, state: SourceState, title: str, table: Table, *, body: Callable[[], Blocks]) -> View:
    number = len(table.frame)
    said = f"{number} ligne{plural(number)}" if number else "aucune ligne"
    return View(
        page="sources",
        kind=state.vue,
        parameters={},
        title=f"{title} : {said}",
        tables=(table,),
        source=SOURCE,
        cover=lambda: {"Table": title, **dataset_cover(library.dataset)},
        filename=(table.name,),
        body=body,
        titled=False,
    )


def filter_text(library: Library, state: SourceState) -> str:
    """What the filters of the reader do on the table shown."""
    used = KINDS[state.vue].controls
    if "engagements" in used:
        return objectives_text(regional_share(library.plans, state.engagements, state.departements))
    return table_text("departements" in used, state.departements, state.engagements)


def printed(library: Library, state: SourceState) -> pd.DataFrame:
    """Every printed cell of the départements chosen."""
    departements = list(state.departements) or library.supply.departements
    frame = printed_table(library.supply, list(library.supply.activites), departements)
    return tables.matching(frame, state.mots)


def printed_on_screen(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of the screen: a group goes before its rows, a line in its section."""
    grouped = rows["Groupe"].ne("–")
    named = (rows["Groupe"] + " : " + rows["Ligne du tableau"]).where(grouped, rows["Ligne du tableau"])
    return rows.assign(**{"Ligne du tableau": named})[[name for name in PRINTED_ON_SCREEN if name != "Groupe"]]


def issues(library: Library, state: SourceState) -> pd.DataFrame:
    """The issues of the défis of the départements chosen."""
    frame = issues_table(library.plans, EVERYTHING, list(state.departements) or library.plans.loaded)
    return tables.matching(frame, state.mots).reset_index(drop=True)


def every_table(library: Library, state: SourceState) -> pd.DataFrame:
    """What each table of the dataset holds: what one row is, how many there are, its columns."""
    del state
    counts = [len(getattr(library.dataset, name)) for name in TABLES]
    rows = [(name, table.row, ", ".join(table.names)) for name, table in TABLES.items()]
    frame = pd.DataFrame(rows, columns=["Table", "Une ligne est", "Colonnes"])
    frame.insert(2, "Lignes", pd.array(counts, dtype="Int64"))
    return frame


OF_LINES = ("liste", "nature", "public", "acteur")
"""What a line of the lists of the plans must have, as an address says it."""

KINDS: dict[str, SourceKind] = {
    "chercher": SourceKind(
        "Chercher une valeur", sought, controls=("mots", "departements"), group=FIGURES,
        held=("valeurs", "oqos", "items"), name="valeurs-trouvees", caption="Valeurs et lignes de toutes les tables",
        rows=found_rows, one=True,
        columns=tuple(FOUND_ON_SCREEN),
    ),
    "dictionnaire": SourceKind(
        "Dictionnaire", listed, controls=("theme", "mots"), group=FIGURES, held=("indicateurs",),
        name="dictionnaire", caption="Dictionnaire des indicateurs",
        rows=lambda library, state: tables.dictionary_table(library.dataset, theme=state.theme, words=state.mots,
                                                            indicateur=state.indicateur), one=True,
        columns=tuple(tables.DICTIONARY_ON_SCREEN),
    ),
    "valeurs": SourceKind(
        "Valeurs", listed, controls=("departements", "theme", "origine", "mots"), group=FIGURES, held=("valeurs",),
        name="valeurs", caption="Valeurs et leur place dans la source",
        rows=lambda library, state: tables.values_table(library.dataset, theme=state.theme, words=state.mots,
                                                        origine=state.origine, territoires=list(state.departements),
                                                        indicateur=state.indicateur),
        columns=tuple(tables.VALUES_ON_SCREEN), one=True,
    ),
    "oqos": SourceKind(
        "OQOS, case par case", listed, controls=("departements", "mots"), group=FIGURES, held=("oqos",),
        name="cases-oqos", caption="Objectifs quantitatifs, case par case", rows=printed,
        on_screen=printed_on_screen,
    ),
    "objectifs": SourceKind(
        "Objectifs des plans", listed, controls=("departements", "engagements", "mots"), group=PLANS,
        held=("objectifs_departements",), name="objectifs", caption="Fiches d'objectifs, plan par plan",
        rows=lambda library, state: tables.objectives_table(library.dataset, departements=list(state.departements),
                                                            engagements=list(state.engagements), words=state.mots),
        columns=tuple(tables.OBJECTIVES_ON_SCREEN),
    ),
    "items": SourceKind(
        "Listes des plans : résultats, actions, demandes", listed, OF_LINES, ("departements", *OF_LINES, "mots"),
        group=PLANS, held=("items",), name="items",
        caption="Résultats attendus, actions, demandes et engagements, plan par plan",
        rows=lambda library, state: contents.items_table(
            library.dataset, departements=list(state.departements), words=state.mots,
            asked={name: getattr(state, name) for name in OF_LINES}),
        columns=tuple(contents.ITEMS_ON_SCREEN), reading=LINES_READING,
    ),
    "textes": SourceKind(
        "Textes des OQOS", said, controls=("departements", "mots"), group=PLANS, held=tuple(TOLD), name="textes-oqos",
        caption="Autour des tableaux d'OQOS : conditions, recours, déclarations",
        rows=lambda library, state: contents.said_table(library.supply, departements=list(state.departements),
                                                        words=state.mots),
        columns=tuple(contents.SAID_ON_SCREEN), grouped=contents.said_once,
    ),
    "enjeux": SourceKind(
        "Enjeux des défis", listed, controls=("departements", "mots"), group=PLANS, held=("enjeux_defis",),
        name="enjeux", caption="Enjeux imprimés sur la page de chaque défi, plan par plan", rows=issues,
        columns=ISSUES_ON_SCREEN,
    ),
    "piloter": SourceKind(
        "Piloter et évaluer", steered, controls=("departements", "mots"), group=PLANS, held=("pilotage",),
        name="piloter", caption="Piloter et évaluer", rows=steering_rows,
    ),
    "lieux": SourceKind(
        "Lieux nommés", listed, controls=("departements", "mots"), group=PLANS, held=("lieux",), name="lieux",
        caption="Lieux que les documents nomment",
        rows=lambda library, state: contents.places_table(library.dataset, departements=list(state.departements),
                                                          words=state.mots),
        columns=tuple(contents.PLACES_ON_SCREEN),
    ),
    "vigilances": SourceKind(
        "Vigilances", listed, controls=("departements", "mots"), group=READING, held=("vigilances",),
        name="vigilances", caption="Points de vigilance",
        rows=lambda library, state: tables.vigilances_table(library.dataset, territoires=list(state.departements),
                                                            words=state.mots),
        columns=tuple(tables.VIGILANCES_ON_SCREEN),
    ),
    "reforme": SourceKind(
        "Comprendre les OQOS", reformed, controls=("mots",), group=READING, held=("reforme", "avenant"),
        name="reforme", caption="Comprendre les OQOS", rows=notions_rows,
    ),
    "glossaire": SourceKind(
        "Glossaire", listed, controls=("mots",), group=READING, held=("glossaire",),
        name="glossaire", caption="Glossaire",
        rows=lambda library, state: tables.glossary_table(library.dataset, words=state.mots),
        columns=tuple(tables.GLOSSARY_ON_SCREEN),
    ),
    "classement": SourceKind(
        "Natures, publics, acteurs", listed, controls=("mots",), group=READING, held=("natures", "publics", "acteurs"),
        name="classement", caption="Natures, publics et acteurs des listes des plans",
        rows=lambda library, state: contents.lists_table(library.dataset, words=state.mots),
        columns=tuple(contents.LISTS_ON_SCREEN),
    ),
    "synonymes": SourceKind(
        "Mots de la recherche", listed, controls=("mots",), group=READING, held=("synonymes",),
        name="mots-recherche", caption="Mots courants que la recherche connaît",
        rows=lambda library, state: contents.words_table(library.dataset, library.search_index.entries,
                                                         words=state.mots),
    ),
    "documents": SourceKind(
        "Documents", listed, controls=("mots",), group=ORIGIN, held=("documents",),
        name="documents", caption="Documents et jeux de données",
        rows=lambda library, state: tables.matching(documents.documents_table(library.dataset), state.mots),
        columns=tuple(documents.DOCUMENTS_ON_SCREEN),
    ),
    "tables": SourceKind(
        "Tables", stored, ("table",), group=ORIGIN, held=tuple(TABLES), name="tables",
        caption="Tables du jeu de données", rows=every_table,
    ),
}  # fmt: skip
"""Each table of the page, by its code in an address, in the order of its list; a new one is an entry here."""


def choices(library: Library) -> dict[str, str]:
    """The words of each table in the list of the page: what it is about, its name, how much it holds."""
    return {code: bound(f"{kind.group} · {kind.label} ({_held(library, kind)})") for code, kind in KINDS.items()}


def themes(library: Library) -> dict[str, str]:
    """The name of each thème of the indicateurs, in their order."""
    return dict(library.dataset.themes.sort_values("ordre").set_index("theme")["libelle"])


def engagements(library: Library) -> dict[str, str]:
    """What each engagement is called in the list of the page."""
    titles = library.dataset.engagements.set_index("engagement")["libelle"]
    return {number: f"{number}. {titles[int(number)]}" for number in ENGAGEMENTS}


def lines(library: Library) -> dict[str, tuple[str, Mapping[str, str]]]:
    """What may be asked of a line of the lists of the plans, by name: its label and its choices."""
    return {
        "liste": ("Liste", LIST_NAMES),
        "nature": ("Nature d'une ligne", library.items.natures),
        "public": ("Public nommé", library.items.publics),
        "acteur": ("Acteur nommé", library.items.acteurs),
    }


def _held(library: Library, kind: SourceKind) -> str:
    if kind.build is stored:
        return f"{len(kind.held)} tables"
    number = sum(len(getattr(library.dataset, name)) for name in kind.held)
    return f"{number_text(number, decimales=0)} ligne{plural(number)}"
