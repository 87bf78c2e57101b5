"""Territoire as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

from dataclasses import replace

from analysis.territory import Territory
from analysis.ties import own_share
from charts.blocks.records import Blocks
from charts.blocks.territory_blocks import EVERY, figure_choices
from charts.words.coverage import loaded_name
from charts.words.filter_words import (
    TIED_SUPPLY,
    WHOLE_SUPPLY,
    beside_words,
    kept_text,
    own_plan_text,
    supply_text,
)
from views.address import UNTIED, Address, filled
from views.filters import Way, adding, line
from views.library import Library
from views.territoire.state import TerritoryState
from views.territoire.views import KINDS
from views.view import View, Ways

PARAMETERS = ("departement", "avec", "engagement", "theme", "rattachement", "annexe")
BESIDE = "Comparer à"
"""Label of the list of the départements whose figures may be read beside."""
MOST_BESIDE = 4
"""Départements of the filter that the line of the filters says or offers to read beside."""
ALONE = "Aucun"
"""Its words for none of them."""
ANNEXED = "oui"
"""What `annexe` says for a sheet to print with its annex."""


def read(address: Address, library: Library) -> TerritoryState:
    """The state of an address; what the page does not know is refused."""
    themes = [*library.dataset.themes["theme"], EVERY]
    state = TerritoryState(
        tuple(address.departements()),
        tuple(address.engagements()),
        address.one("theme", themes),
        address.one("rattachement", (UNTIED,)) != UNTIED,
        address.one("avec", library.departements),
        address.one("annexe", (ANNEXED,)) == ANNEXED,
    )
    address.refuse_unknown(PARAMETERS)
    if state.avec and state.avec == state.departement(library):
        address.refuse("avec", state.avec)
        return replace(state, avec="")
    return state


def write(state: TerritoryState, library: Library) -> dict[str, str | list[str]]:
    """The address of a state; the default département is left out."""
    del library  # what the reader chose is said whatever the dataset
    return {
        "departement": list(state.departements),
        "avec": state.avec,
        "engagement": list(state.engagements),
        "theme": state.chiffres,
        "rattachement": UNTIED if state.engagements and not state.rattachement else "",
        "annexe": ANNEXED if state.annexe else "",
    }


def shown(state: TerritoryState, library: Library) -> View:
    """The view of a state."""
    state = state.inside(library)
    return replace(
        KINDS["territoire"].build(library, state),
        parameters=write(state, library),
        lead=lambda: filters_line(state, library),
        engagements=state.engagements,
        untied=not state.rattachement,
        layout="sections",
        ways=lambda: ways(state, library),
    )


def filters_line(state: TerritoryState, held: Library) -> Blocks:
    """What the filters keep of the plan and of the supply; the editorial tie is left out by one link.

    The département alone is the page: it hides nothing, and nothing is said of it.
    """
    if not state.engagements and len(state.departements) < 2:
        return ()
    code, loaded = state.departement(held), state.departement(held) in held.plans.loaded
    cleared = replace(state, departements=(code,), engagements=(), rattachement=True)
    share, of = own_share(held.plans, state.engagements, code), held.geography.of(code)
    missing = held.loaded_plans.missing_text(code, "defis")
    here = [own_plan_text(share, state.engagements, of, loaded=loaded, missing=missing)]
    if loaded and state.engagements:
        activites = held.kept(state.tied())
        here += [
            supply_text(held.supply, activites, state.engagements, tied=state.rattachement),
            "chiffres et fichiers entiers",
        ]
    here.append(kept_text(state.departements))
    ways: list[Way] = []
    if loaded and state.engagements:
        other = replace(state, rattachement=not state.rattachement)
        ways.append((WHOLE_SUPPLY if state.rattachement else TIED_SUPPLY, write(other, held)))
    ways += [
        (beside_words(held.geography, one), write(replace(state, avec=one), held))
        for one in state.departements[1:MOST_BESIDE]
        if one != state.avec
    ]
    return line(
        held,
        "territoire",
        write(state, held),
        " ; ".join(filter(None, here)),
        cleared=write(cleared, held) if state.engagements else None,
        ways=ways,
        more=held.ties(state.engagements) if loaded and state.rattachement else (),
    )


def ways(state: TerritoryState, held: Library) -> Ways:
    """Where the controls lead from a view."""
    choices, shown = figure_choices(state.territory(held)), state.departement(held)
    named, geography = loaded_name(held.geography, held.loaded_plans), held.geography
    others = {"": ALONE} | {code: geography.name(code) for code in held.departements if code != shown}
    return {
        "Département": {named(code): write(state.select(code, held), held) for code in held.departements},
        BESIDE: {words: write(replace(state, avec=code), held) for code, words in others.items()},
        "Chiffres": {words: write(replace(state, chiffres=code), held) for code, words in choices.items()},
        "Engagement": adding(state.engagements, lambda chosen: write(replace(state, engagements=chosen), held)),
    }


def view(library: Library, address: Address) -> View:
    """The view of an address."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))


def territory_of(view: View, library: Library) -> Territory:
    """The département that a view of this page is about, beside the other where one is chosen."""
    return read(Address(filled(view.parameters), library.departements), library).territory(library)
