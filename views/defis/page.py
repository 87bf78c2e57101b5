"""Défis as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace

from analysis.defi_choice import EVERY
from charts.blocks.tag_table import LEVELS
from views.address import Address
from views.defis.state import LONGEST_WORDS, DefiState
from views.defis.views import KINDS
from views.library import Library
from views.view import View, labels

VIEWS = labels(KINDS)
FIRST = next(iter(KINDS))
COMMON = ("vue", "departement", "engagement")
"""Parameters of every view; the others are those of its kind."""

PARAMETERS = tuple(dict.fromkeys((*COMMON, *(name for kind in KINDS.values() for name in kind.parameters))))

_FIELDS = {"defi": "defi", "objectif": "objectif", "theme": "theme", "parcours": "parcours", "mots": "mots",
           "etiquettes": "niveau"}  # fmt: skip
"""Field of the state that each parameter of a kind says."""


def read(address: Address, library: Library) -> DefiState:
    """The state of an address; naming a défi or an objectif opens its view, even without a `vue`."""
    named = {
        "defi": address.one("defi", [*library.plans.defis, EVERY]),
        "objectif": address.one("objectif", library.plans.objectifs),
    }
    opened = [code for code, kind in KINDS.items() if named.get(kind.opened_by)]
    state = DefiState(
        vue=address.one("vue", VIEWS, opened[-1] if opened else FIRST),
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        defi=named["defi"],
        objectif=named["objectif"],
        theme=address.one("theme", library.plans.labels["theme"]),
        parcours=address.one("parcours", library.plans.labels["parcours"]),
        mots=address.one("mots")[:LONGEST_WORDS],
        niveau=address.one("etiquettes", LEVELS, "objectif"),
    )
    address.refuse_unknown(PARAMETERS)
    return state


def write(state: DefiState, library: Library) -> dict[str, str | list[str]]:
    """The address of a state; what the defaults imply is left out."""
    kind = KINDS[state.vue]
    said: dict[str, str | list[str]] = {
        "vue": state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "defi": state.defi,
        "objectif": state.objectif or (state.first_objectif(library) if kind.one_objectif else ""),
        "theme": state.theme,
        "parcours": state.parcours,
        "mots": state.mots,
        "etiquettes": "defi" if state.niveau == "defi" else "",
    }
    if state.vue == FIRST or said.get(kind.opened_by):
        said["vue"] = ""
    return {name: value for name, value in said.items() if name in (*COMMON, *kind.parameters)}


def shown(state: DefiState, library: Library) -> View:
    """The view of a state."""
    state = opened(state, library)
    found = KINDS[state.vue].build(library, state)
    return replace(found, page="defis", kind=state.vue, parameters=write(state, library))


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))


def opened(state: DefiState, library: Library) -> DefiState:
    """The state as its view reads it: nothing of what another view asks, and the first défi or objectif by default."""
    kind, default = KINDS[state.vue], DefiState()
    unread = {field: getattr(default, field) for name, field in _FIELDS.items() if name not in kind.parameters}
    state = replace(state, **unread)
    if kind.one_defi and not state.defi:
        return replace(state, defi=state.first_defi(library))
    if kind.one_objectif and not state.objectif:
        return replace(state, objectif=state.first_objectif(library))
    return state
