"""Écarts OQOS as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace

from charts.words.gap_words import BORNES
from views.address import UNTIED, Address
from views.ecarts.state import DEFAULT_ACTIVITE, MEASURES, ORDERS, GapState
from views.ecarts.views import KINDS, first_code, nothing_kept
from views.library import Library
from views.view import View, labels

VIEWS = labels(KINDS)
COMMON = ("vue", "departement", "engagement", "rattachement")
"""Parameters of every view; the others are those of its kind."""

PARAMETERS = tuple(dict.fromkeys((*COMMON, *(name for kind in KINDS.values() for name in kind.parameters))))


def read(address: Address, library: Library) -> GapState:
    """The state of an address; naming an activité opens it, even without a `vue`."""
    activite = address.one("activite", library.supply.activites)
    vue = address.one("vue", VIEWS, "activite" if activite else "changements")
    state = GapState(
        vue=vue,
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        activite=activite or DEFAULT_ACTIVITE,
        borne=address.one("borne", BORNES, "intervalle"),
        ordre=address.one("ordre", ORDERS, "document"),
        mesure=address.one("mesure", MEASURES, "ecart"),
        toutes=address.one("lignes", ("toutes",)) == "toutes",
        rattachement=address.one("rattachement", (UNTIED,)) != UNTIED,
    )
    if not activite and KINDS[vue].one_activite:
        state = state.inside(library)
    rows = library.supply.of(state.activite, library.supply.departements)
    modalite = address.one("modalite", {row.code for row in rows})
    address.refuse_unknown(PARAMETERS)
    return replace(state, modalite=modalite)


def write(state: GapState, library: Library) -> dict[str, str | list[str]]:
    """The address of a state; what the defaults imply is left out."""
    kind = KINDS[state.vue]
    first = first_code(library, state) if kind.one_activite else ""
    said: dict[str, str | list[str]] = {
        "vue": "" if state.vue in ("changements", "activite") else state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "activite": state.activite,
        "borne": "" if state.borne == "intervalle" else state.borne,
        "ordre": "" if state.ordre == "document" else state.ordre,
        "modalite": "" if state.modalite == first else state.modalite,
        "lignes": "toutes" if state.toutes else "",
        "mesure": "" if state.mesure == "ecart" else state.mesure,
        "rattachement": UNTIED if state.engagements and not state.rattachement else "",
    }
    return {name: value for name, value in said.items() if name in (*COMMON, *kind.parameters)}


def shown(state: GapState, library: Library) -> View:
    """The view of a state."""
    kind = KINDS[state.vue]
    if kind.one_activite and not state.modalite:
        state = replace(state, modalite=first_code(library, state))
    found = kind.build(library, state) if kind.one_activite or state.kept(library) else nothing_kept()
    return replace(found, page="ecarts", kind=state.vue, parameters=write(state, library))


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))
