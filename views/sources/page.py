"""«Données et sources» as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from analysis.search_passages import LIST_NAMES
from charts.blocks.records import Blocks, Link, Mark, Paragraph, Part
from charts.words.coverage import uncollected_text
from charts.words.french import NBSP
from loaders.schema import TABLES
from views.address import Address, Parameters, pairs_of
from views.filters import line
from views.library import Library
from views.sources.state import ORIGINES, SourceState
from views.sources.views import KINDS, OF_LINES, choices, engagements, filter_text, lines, themes
from views.view import ANY, Table, View, Ways, by_pages, labels

VIEWS = labels(KINDS)
EVERY = "Tous les indicateurs"
"""Words of the link that leaves the one whose rows alone are shown."""
WHICH, SOUGHT = "Table à afficher", "Chercher une valeur"
LABELS = {"departements": "Département", "engagements": "Engagement", "theme": "Thème", "origine": "Origine",
          "mots": "Contient les mots"}  # fmt: skip
"""Labels of the controls, by name; where values are sought, their words have another one."""

_SHEETS = [str(number) for number in range(2, 1000)]
COMMON = ("vue", "departement", "engagement", "theme", "origine", "mots", "indicateur", "feuille")
"""Parameters of every view: a view keeps the filters that only others use, to give them back."""

PARAMETERS = tuple(dict.fromkeys((*COMMON, *(name for kind in KINDS.values() for name in kind.parameters))))


def read(address: Address, library: Library) -> SourceState:
    """The state of an address.

    Without `vue` an address opens on the search over values, on the dictionary when it narrows it, as it always did.
    """
    narrowed = any(address.one(name) for name in ("mots", "theme", "origine", "indicateur"))
    state = SourceState(
        vue=address.one("vue", VIEWS, "dictionnaire" if narrowed else "chercher"),
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        theme=address.one("theme", set(library.dataset.themes["theme"])),
        origine=address.one("origine", ORIGINES),
        mots=address.one("mots")[:100],
        indicateur=address.one("indicateur", set(library.dataset.indicateurs["indicateur"])),
        liste=address.one("liste", LIST_NAMES),
        nature=address.one("nature", library.items.natures),
        public=address.one("public", library.items.publics),
        acteur=address.one("acteur", library.items.acteurs),
        table=address.one("table", TABLES),
        feuille=int(address.one("feuille", _SHEETS) or 1),
    )
    address.refuse_unknown(PARAMETERS)
    return state


def write(state: SourceState, library: Library) -> dict[str, str | list[str]]:
    """The address of a state."""
    del library  # its table and its words are said whatever the dataset
    return {name: value for name, value in _said(state).items() if name in (*COMMON, *KINDS[state.vue].parameters)}


def _said(state: SourceState) -> dict[str, str | list[str]]:
    """Every parameter of a state, also those that another view reads: a body asked ahead leads on as the page does."""
    return {
        "vue": state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "theme": state.theme,
        "origine": state.origine,
        "mots": state.mots,
        "indicateur": state.indicateur,
        **{name: getattr(state, name) for name in OF_LINES},
        "table": state.table,
        "feuille": str(state.feuille) if state.feuille > 1 else "",
    }


def shown(state: SourceState, library: Library) -> View:
    """The view of a state."""
    found = _collected(KINDS[state.vue].build(library, state), state, library)
    lead = partial(filters_line, state, library)
    return replace(
        found,
        parameters=write(state, library),
        lead=lead,
        layout="words",
        sheet=state.feuille,
        ways=lambda: ways(state, found, library),
    )


def ways(state: SourceState, shown: View, library: Library) -> Ways:
    """Where the controls of a table lead; another choice begins at its first page."""

    def led(**changes: Any) -> Parameters:
        return _said(replace(state, **{"feuille": 1, **changes}))

    kind, places = KINDS[state.vue], library.geography.departements
    found: dict[str, dict[str, Parameters]] = {
        "theme": {words: led(theme=code) for code, words in {"": "Tous", **themes(library)}.items()},
        "origine": {words: led(origine=code) for code, words in ORIGINES.items()},
        "mots": {ANY: led(mots=ANY, indicateur="")},
        "departements": {
            name: led(departements=(*state.departements, code))
            for code, name in places.items()
            if code not in state.departements
        },
        "engagements": {
            words: led(engagements=(*state.engagements, number))
            for number, words in engagements(library).items()
            if number not in state.engagements
        },
    }
    for name, (_, names) in lines(library).items():
        found[name] = {words: led(**{name: code}) for code, words in {"": "Tous", **names}.items()}
    labels_of = {**LABELS, **{name: label for name, (label, _) in lines(library).items()}}
    if state.vue == "chercher":
        labels_of["mots"] = SOUGHT
    told = {labels_of[name]: found[name] for name in kind.controls}
    told[WHICH] = {words: led(vue=code) for code, words in choices(library).items()}
    if table := by_pages(shown):
        told[pages_label(table)] = {
            page_name(table, number): led(feuille=number) for number in range(1, table.pages + 1)
        }
    return told


_WHOLE = ("tables",)
_PROSE = frozenset({"items", "enjeux_defis", "annonces", "recours", "conditions", "pilotage"})
"""Tables of what persons read in the text of a plan."""


def _collected(found: View, state: SourceState, library: Library) -> View:
    """The view, which says of which plans nobody looked for what it lists."""
    note = uncollected_text(library.geography, library.loaded_plans, state.departements)
    if not note or state.vue in _WHOLE or _PROSE.isdisjoint(KINDS[state.vue].held):
        return found
    return replace(found, cautions=(*found.cautions, note), body=lambda: (*found.body(), Paragraph(note, "mention")))


def filters_line(state: SourceState, library: Library) -> Blocks:
    """What the filters do on the table shown, and the indicateur whose rows alone are shown."""
    cleared = replace(state, departements=(), engagements=())
    here = filter_text(library, state)
    filters = line(library, "sources", write(state, library), here, cleared=write(cleared, library))
    if not (state.indicateur and KINDS[state.vue].one):
        return filters
    every = pairs_of(write(replace(state, indicateur=""), library))
    way = Link(EVERY, "sources", tuple(every), follows=False)
    name = library.atlas.notions[state.indicateur].libelle
    said = Paragraph((Mark("Indicateur :"), f" {name}, seul. ", way))
    return (*filters, Part((said,), "filtres-actifs un-indicateur", label="Indicateur choisi"))


def pages_label(table: Table) -> str:
    """The label of the list of pages of a table."""
    return f"Page (sur {table.pages:d})"


def page_name(table: Table, number: int) -> str:
    """What one page is called in that list."""
    return f"Page{NBSP}{number:d} sur{NBSP}{table.pages:d}"


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))
