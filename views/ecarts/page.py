"""Écarts OQOS as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from charts.blocks.records import Blocks
from charts.words.coverage import loaded_name
from charts.words.filter_words import TIED_SUPPLY, WHOLE_SUPPLY
from charts.words.gap_words import BORNES
from views.address import UNTIED, Address, Parameters
from views.ecarts.state import DEFAULT_ACTIVITE, MEASURES, ORDERS, SCALES, GapState
from views.ecarts.views import KINDS, filter_text, first_code, nothing_kept
from views.filters import adding, line
from views.library import Library
from views.view import OFF, ON, View, Ways, labels

VIEWS = labels(KINDS)
ACTIVITE, BORNE, SCALE, ROW = "Activité", "Cibles à deux bornes", "Échelle", "Ligne lue en toutes lettres"
GRID = "ecarts-grille"
"""The component that draws the overview."""

WHOLE_LINES = "Montrer aussi les lignes sans écart chiffrable"
"""Labels of the lists whose choices the browser draws ahead of Python."""

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
        echelle=address.one("echelle", SCALES, "commune"),
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
    kind, said = KINDS[state.vue], _said(state)
    if kind.one_activite and state.modalite == first_code(library, state):
        said["modalite"] = ""
    said["vue"] = "" if state.vue in ("changements", "activite") else state.vue
    return {name: value for name, value in said.items() if name in (*COMMON, *kind.parameters)}


def _said(state: GapState) -> dict[str, str | list[str]]:
    """Every parameter of a state, also those that another view reads: a body asked ahead leads on as the page does."""
    return {
        "vue": state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "activite": state.activite,
        "borne": "" if state.borne == "intervalle" else state.borne,
        "ordre": "" if state.ordre == "document" else state.ordre,
        "modalite": state.modalite,
        "lignes": "toutes" if state.toutes else "",
        "echelle": "" if state.echelle == "commune" else state.echelle,
        "mesure": "" if state.mesure == "ecart" else state.mesure,
        "rattachement": UNTIED if state.engagements and not state.rattachement else "",
    }


def shown(state: GapState, library: Library) -> View:
    """The view of a state."""
    kind = KINDS[state.vue]
    if kind.one_activite and not state.modalite:
        state = replace(state, modalite=first_code(library, state))
    found = kind.build(library, state) if kind.one_activite or state.kept(library) else nothing_kept()
    return replace(
        found,
        page="ecarts",
        kind=state.vue,
        parameters=write(state, library),
        lead=lambda: filters_line(state, library),
        engagements=state.engagements,
        untied=not state.rattachement,
        drawn_by=((GRID, ""),) if state.vue == "ensemble" else (),
        ways=lambda: ways(state, library),
    )


def filters_line(state: GapState, held: Library) -> Blocks:
    """What the filters do in this view; the editorial tie is left out, or taken back, by one link."""
    other = replace(state, rattachement=not state.rattachement)
    words = WHOLE_SUPPLY if state.rattachement else TIED_SUPPLY
    return line(
        held,
        "ecarts",
        write(state, held),
        filter_text(state, held),
        cleared=write(replace(state, departements=(), engagements=(), rattachement=True), held),
        ways=[(words, write(other, held))] if state.engagements else [],
        more=held.ties(state.engagements) if state.rattachement else (),
    )


def ways(state: GapState, library: Library) -> Ways:
    """Where the controls of a view lead."""

    def led(**changes: Any) -> Parameters:
        return _said(replace(state, **changes))

    def moved(**changes: Any) -> Parameters:
        chosen = replace(state, **changes)
        return _said(chosen.inside(library) if KINDS[chosen.vue].one_activite else chosen)

    kind, found = KINDS[state.vue], {BORNE: {words: led(borne=code) for code, words in BORNES.items()}}
    found["Afficher"] = {words: moved(vue=code) for code, words in VIEWS.items()}
    if kind.one_activite:
        known = library.supply.activites
        offered = [slug for slug in known if slug in (*state.kept(library), state.activite)]
        found[ACTIVITE] = {known[slug].libelle: _said(state.with_activite(slug)) for slug in offered}
    if state.vue != "carte":  # the map itself shows the département chosen, Python alone moves it
        named = loaded_name(library.geography, library.loaded_plans, "oqos")
        others = [code for code in library.departements if code not in state.departements]
        found["Département"] = {named(code): led(departements=(*state.departements, code)) for code in others}
        found["Engagement"] = adding(state.engagements, lambda chosen: moved(engagements=chosen))
    if "modalite" in kind.controls:
        rows = {row.code: row.libelle for row in library.supply.of(state.activite, state.loaded(library))}
        once = {code: words for code, words in rows.items() if list(rows.values()).count(words) == 1}
        found[ROW] = {words: led(modalite=code) for code, words in once.items()}
    if "ordre" in kind.controls:
        found["Ordre"] = {words: led(ordre=code) for code, words in ORDERS.items()}
    if "echelle" in kind.controls:
        found[SCALE] = {words: led(echelle=code) for code, words in SCALES.items()}
    if "lignes" in kind.controls:
        found[WHOLE_LINES] = {ON: led(toutes=True), OFF: led(toutes=False)}
    return found


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))
