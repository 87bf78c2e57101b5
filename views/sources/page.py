"""«Données et sources» as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from analysis.search_passages import LIST_NAMES
from charts.blocks.records import Blocks, Paragraph
from charts.words.coverage import uncollected_text
from loaders.schema import TABLES
from views.address import Address
from views.filters import line
from views.library import Library
from views.sources.state import ORIGINES, SourceState
from views.sources.views import KINDS, OF_LINES, filter_text
from views.view import View, labels

VIEWS = labels(KINDS)
COMMON = ("vue", "departement", "engagement", "theme", "origine", "mots", "indicateur")
"""Parameters of every view: a view keeps the filters that only others use, to give them back."""

PARAMETERS = tuple(dict.fromkeys((*COMMON, *(name for kind in KINDS.values() for name in kind.parameters))))


def read(address: Address, library: Library) -> SourceState:
    """The state of an address; an indicateur is sought as a word.

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
        liste=address.one("liste", LIST_NAMES),
        nature=address.one("nature", library.items.natures),
        public=address.one("public", library.items.publics),
        acteur=address.one("acteur", library.items.acteurs),
        table=address.one("table", TABLES),
    )
    wanted = address.one("indicateur", set(library.dataset.indicateurs["indicateur"]))
    address.refuse_unknown(PARAMETERS)
    return replace(state, mots=wanted) if wanted else state


def write(state: SourceState, library: Library) -> dict[str, str | list[str]]:
    """The address of a state."""
    del library  # its table and its words are said whatever the dataset
    said: dict[str, str | list[str]] = {
        "vue": state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "theme": state.theme,
        "origine": state.origine,
        "mots": state.mots,
        **{name: getattr(state, name) for name in OF_LINES},
        "table": state.table,
    }
    return {name: value for name, value in said.items() if name in (*COMMON, *KINDS[state.vue].parameters)}


def shown(state: SourceState, library: Library) -> View:
    """The view of a state."""
    found = _collected(KINDS[state.vue].build(library, state), state, library)
    lead = partial(filters_line, state, library)
    return replace(found, parameters=write(state, library), lead=lead, layout="words")


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
    """What the filters do on the table shown."""
    cleared = replace(state, departements=(), engagements=())
    here = filter_text(library, state)
    return line(library, "sources", write(state, library), here, cleared=write(cleared, library))


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))
