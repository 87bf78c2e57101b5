"""Défis as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analysis.defi_choice import EVERY, chosen_defis
from charts.blocks.records import Blocks
from charts.blocks.tag_table import LEVELS
from charts.words.alike_words import action_name
from charts.words.coverage import loaded_name
from charts.words.typography import bound
from views.address import Address, Parameters
from views.defis.state import LONGEST_WORDS, DefiState
from views.defis.views import KINDS, filter_text, followed
from views.filters import adding, line
from views.library import Library
from views.view import View, Ways, labels

VIEWS = labels(KINDS)
FIRST = next(iter(KINDS))
GRID = "defis-grille"
"""The component that draws the matrix, on which the page opens."""
COMMON = ("vue", "departement", "engagement")
"""Parameters of every view; the others are those of its kind."""

PARAMETERS = tuple(dict.fromkeys((*COMMON, *(name for kind in KINDS.values() for name in kind.parameters))))

_FIELDS = {"defi": "defi", "objectif": "objectif", "theme": "theme", "parcours": "parcours", "mots": "mots",
           "etiquettes": "niveau", "nature": "nature", "public": "public", "acteur": "acteur",
           "action": "action"}  # fmt: skip
"""Field of the state that each parameter of a kind says."""


def read(address: Address, library: Library) -> DefiState:
    """The state of an address; naming a défi, an objectif or an action opens its view, even without a `vue`."""
    named = {
        "defi": address.one("defi", [*library.plans.defis, EVERY]),
        "objectif": address.one("objectif", library.plans.objectifs),
        "action": address.one("action", library.items.actions),
    }
    action = library.items.actions.get(named["action"])
    opened = [code for code, kind in KINDS.items() if named.get(kind.opened_by)]
    state = DefiState(
        vue=address.one("vue", VIEWS, opened[-1] if opened else FIRST),
        departements=tuple(address.departements()),
        engagements=tuple(address.engagements()),
        defi=named["defi"],
        objectif=action.code if action else named["objectif"],
        theme=address.one("theme", library.plans.labels["theme"]),
        parcours=address.one("parcours", library.plans.labels["parcours"]),
        mots=address.one("mots")[:LONGEST_WORDS],
        niveau=address.one("etiquettes", LEVELS, "objectif"),
        nature=address.one("nature", library.items.natures),
        public=address.one("public", library.items.publics),
        acteur=address.one("acteur", library.items.acteurs),
        action=named["action"],
    )
    address.refuse_unknown(PARAMETERS)
    return state


def write(state: DefiState, library: Library) -> dict[str, str | list[str]]:
    """The address of a state; what the defaults imply is left out."""
    kind, said = KINDS[state.vue], _said(state, library)
    if state.vue == FIRST or said.get(kind.opened_by):
        said["vue"] = ""
    return {name: value for name, value in said.items() if name in (*COMMON, *kind.parameters)}


def _said(state: DefiState, library: Library) -> dict[str, str | list[str]]:
    """Every parameter of a state, also those that another view reads: a body asked ahead leads on as the page does."""
    kind = KINDS[state.vue]
    return {
        "vue": state.vue,
        "departement": list(state.departements),
        "engagement": list(state.engagements),
        "defi": state.defi,
        "objectif": state.objectif or (state.first_objectif(library) if kind.one_objectif else ""),
        "theme": state.theme,
        "parcours": state.parcours,
        "mots": state.mots,
        "etiquettes": "defi" if state.niveau == "defi" else "",
        "nature": state.nature,
        "public": state.public,
        "acteur": state.acteur,
        "action": state.action or (state.first_action(library) if kind.one_action else ""),
    }


def shown(state: DefiState, library: Library) -> View:
    """The view of a state."""
    asked, state = state, opened(state, library)
    found = KINDS[state.vue].build(library, state)
    return replace(
        found,
        page="defis",
        kind=state.vue,
        parameters=write(state, library),
        lead=lambda: filters_line(state, library),
        engagements=followed(state),
        drawn_by=((GRID, ""),) if state.vue == FIRST else (),
        ways=lambda: ways(replace(state, **_unread(asked)), library),
    )


def filters_line(state: DefiState, held: Library) -> Blocks:
    """How many défis and sheets the filters of the reader keep."""
    return line(
        held,
        "defis",
        write(state, held),
        filter_text(state, held),
        cleared=write(replace(state, departements=(), engagements=()), held),
    )


def ways(state: DefiState, library: Library) -> Ways:
    """Where the controls of a view lead; a choice adds to the lists of several."""
    plans = library.plans

    def led(**changes: Any) -> Parameters:
        return _said(replace(state, **changes), library)

    more = [code for code in library.departements if code not in state.departements]
    named = loaded_name(library.geography, library.loaded_plans, "defis")
    found: dict[str, dict[str, Parameters]] = {
        "Département": {named(code): led(departements=(*state.departements, code)) for code in more},
        "Engagement": adding(state.engagements, lambda chosen: led(engagements=chosen)),
        "Étiquettes lues sur": {words: led(niveau=code) for code, words in LEVELS.items()},
    }
    for name, label in {"theme": "Thème", "parcours": "Parcours"}.items():
        found[label] = {words or "Tous": led(**{name: words}) for words in ("", *plans.labels[name])}
    lines = library.items
    for name, (label, names_of) in {
        "nature": ("Nature d'une ligne", lines.natures),
        "public": ("Public nommé", lines.publics),
        "acteur": ("Acteur nommé", lines.acteurs),
    }.items():
        found[label] = {"Tous": led(**{name: ""}), **{words: led(**{name: code}) for code, words in names_of.items()}}
    defis = chosen_defis(plans, state.filters)
    found["Défi"] = {f"{defi.code} {defi.libelle}": led(defi=defi.code) for defi in defis}
    if KINDS[state.vue].one_objectif:
        titles = {code: next(iter(plans.versions(code).values())).shown for code in plans.objectifs}
        found["Objectif"] = {f"{code} {title}": led(objectif=code) for code, title in titles.items()}
    if KINDS[state.vue].one_action:
        found["Objectif"] = {}  # Python chooses the action of another one
        found["Action"] = {words: led(action=mark) for mark, words in action_names(library, state.objectif).items()}
    names = _CONTROLS.items()
    views = {words: led(vue=code) for code, words in VIEWS.items()}
    return {
        "Afficher": views,
        **{label: found[label] for name, label in names if name in KINDS[state.vue].controls and label in found},
    }


_CONTROLS = {"departements": "Département", "engagements": "Engagement", "theme": "Thème", "parcours": "Parcours",
             "niveau": "Étiquettes lues sur", "nature": "Nature d'une ligne", "public": "Public nommé",
             "acteur": "Acteur nommé", "defi": "Défi", "objectif": "Objectif", "action": "Action"}  # fmt: skip
"""Label of each control of a view (`ViewKind.controls`) whose choice is known beforehand."""


def action_names(library: Library, objectif: str) -> dict[str, str]:
    """What each action of an objectif is called in its list, by its mark."""
    return {
        item.mark: bound(f"{action_name(item, library.geography.name(item.departement))} : {item.resume}")
        for item in library.items.acted.get(objectif, [])
    }


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))


def opened(state: DefiState, library: Library) -> DefiState:
    """The state as its view reads it: nothing of what another view asks, and the first défi or objectif by default."""
    kind, unread = KINDS[state.vue], _unread(DefiState(), state.vue)
    if kind.one_action:
        return _acted(replace(state, **unread | {"action": state.action or state.first_action(library)}), library)
    state = replace(state, **unread)
    if kind.one_defi and not state.defi:
        return replace(state, defi=state.first_defi(library))
    if kind.one_objectif and not state.objectif:
        return replace(state, objectif=state.first_objectif(library))
    return state


def _unread(state: DefiState, vue: str = "") -> dict[str, Any]:
    """What a state holds that its view, or another, does not read."""
    read_there = KINDS[vue or state.vue].parameters
    return {field: getattr(state, field) for name, field in _FIELDS.items() if name not in read_there}


def _acted(state: DefiState, library: Library) -> DefiState:
    """The state with the objectif of its action."""
    action = library.items.actions.get(state.action)
    return replace(state, objectif=action.code) if action else state
