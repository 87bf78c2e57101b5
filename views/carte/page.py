"""The map as a page: the state of an address, the address of a state, the view of an address."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, overload

from analysis.selection import MapKey
from charts.blocks.records import Blocks
from charts.drawings.choropleth import ORIGINE_LABELS
from charts.drawings.map_base import CLASSES, DEFAULT_CLASSES, class_labels
from charts.words.french import year_text
from views.address import Address, Code, Parameters
from views.carte.state import DEFAULT_INDICATEUR, DEFAULT_SORT, MapState, States, best_view, view_keys, year_code
from views.carte.tables import SORTS
from views.carte.views import KINDS, MOST_MAPS, kind_of
from views.filters import adding, line
from views.library import Library
from views.view import ANY, BUTTON, View, Ways

LARGEST_CUT = 1e12
MAPS = ("carte", "carte-2")
"""Identity of each map of the page."""

SORT = "Trier"
"""Label of the list of orders of the table, with one map."""
TWO, ONE = "Deux cartes", "Une seule carte"
"""Words of the buttons that open and close the second map."""

PARAMETERS = ("indicateur", "departement", "engagement", "origine", "annee", "classes", "bornes", "tri")


def read(address: Address, library: Library) -> States:
    """One or two maps from the address; what it leaves out takes the best view of its indicateur.

    With two maps the parameters go by position: the first `annee` belongs to the first
    `indicateur`, and so on.
    """
    departements, engagements = tuple(address.departements()), tuple(address.engagements())
    address.refuse_unknown(PARAMETERS)
    states = []
    for position, slug in _slugs(address, library):
        state = _view_from(address, library, slug, address.at("origine", position), address.at("annee", position))
        method = _accepted(address, "classes", address.at("classes", position), CLASSES, DEFAULT_CLASSES)
        cuts = address.at("bornes", position)
        if cuts and method != "bornes":
            address.refuse("bornes", cuts)
        states.append(
            replace(
                state,
                classes=method,
                bornes=_cuts(address, cuts) if method == "bornes" else (),
                departements=departements,
                engagements=engagements,
                tri=_accepted(address, "tri", address.at("tri", position), tuple(SORTS), DEFAULT_SORT),
            )
        )
    return tuple(states)


def write(states: States, library: Library) -> dict[str, str | list[str]]:
    """The address of one or two maps; what the best view implies is left out."""
    explicit = len(states) > 1 or best_view(library, states[0].indicateur).key != states[0].key
    methods = any(state.classes != DEFAULT_CLASSES for state in states)
    own = any(state.bornes for state in states)
    sorts = any(state.tri != DEFAULT_SORT for state in states)
    return {
        "indicateur": [state.indicateur for state in states],
        "departement": list(states[0].departements),
        "engagement": list(states[0].engagements),
        "origine": [state.origine for state in states] if explicit else "",
        "annee": [year_code(state.annee) for state in states] if explicit else "",
        "classes": [state.classes for state in states] if methods else "",
        "bornes": ["_".join(plain_number(cut) for cut in state.bornes) for state in states] if own else "",
        "tri": [state.tri for state in states] if sorts else "",
    }


def shown(states: States, library: Library) -> View:
    """The view of a state."""
    code = kind_of(states)
    return replace(
        KINDS[code].build(library, states),
        kind=code,
        parameters=write(states, library),
        lead=lambda: filters_line(states, library),
        engagements=states[0].engagements,
        layout="words",
        drawn_by=tuple((name, state.indicateur) for name, state in zip(MAPS, states, strict=False)),
        ways=lambda: ways(states, library),
    )


def filters_line(states: States, library: Library) -> Blocks:
    """What the filters do here: the indicateurs that a plan prints under the engagements, each with its place."""
    here, more = library.cited(states[0].engagements, states[0].departements)
    cleared = tuple(replace(state, departements=(), engagements=()) for state in states)
    return line(library, "carte", write(states, library), here, cleared=write(cleared, library), more=more)


def key_name(key: MapKey) -> str:
    """An origine and a year, as their list names them."""
    label = ORIGINE_LABELS[key.origine]
    return f"{label[0].upper()}{label[1:]}, {year_text(key.annee)}"


def ways(states: States, library: Library) -> Ways:
    """Where the controls of one map lead, and what is chosen on it; of two maps, their indicateurs and the way back."""
    if len(states) > 1:
        return _two_ways(states, library)
    (state,) = states

    def led(**changes: Any) -> Parameters:
        return write((replace(state, **changes),), library)

    here = led()
    elsewhere = {name: value for name, value in here.items() if name not in ("origine", "annee", "bornes")}
    if state.classes == "bornes":
        elsewhere["classes"] = ""
    keys = view_keys(library, state.indicateur)
    beside = write((state, state), library)
    names = class_labels(library.geography)
    return {
        "data-slug": {ANY: {**elsewhere, "indicateur": [ANY]}},
        "data-dep": {ANY: {**here, "departement": [ANY]}, state.departement: {**here, "departement": []}},
        "Origine et année": {key_name(key): led(origine=key.origine, annee=key.annee) for key in keys},
        "Classes": {names[code]: led(classes=code, bornes=()) for code in CLASSES if code != "bornes"},
        "Engagement": adding(state.engagements, lambda chosen: led(engagements=chosen)),
        BUTTON: {TWO: beside},
        SORT: {sort.label: led(tri=code) for code, sort in SORTS.items()},
    }


def _two_ways(states: States, library: Library) -> Ways:
    """The département holds for both maps."""
    chosen = states[0].departement

    def led(rank: int) -> Parameters:
        kept = list(states)
        if kept[rank].classes == "bornes":
            kept[rank] = replace(kept[rank], classes=DEFAULT_CLASSES, bornes=())
        said = {name: list(value) for name, value in write(tuple(kept), library).items()}
        said["indicateur"][rank] = ANY
        for name in ("origine", "annee", "bornes"):
            if said[name]:
                said[name][rank] = ""
        return said

    return {
        "data-slug": {ANY: led(0)},
        "data-slug-2": {ANY: led(1)},
        "data-dep": {
            ANY: {**write(states, library), "departement": [ANY]},
            chosen: write(tuple(state.select("") for state in states), library),
        },
        BUTTON: {ONE: write(states[:1], library)},
    }


def view(library: Library, address: Address) -> View:
    """The view of an address: one map, or two side by side."""
    found = shown(read(address, library), library)
    return replace(found, ignored=tuple(address.ignored))


def finite(text: str) -> float:
    """A number a map can be cut at; ValueError for anything else (nan, infinity, 1e300)."""
    number = float(text)
    if not math.isfinite(number) or abs(number) > LARGEST_CUT:
        raise ValueError(text)
    return number


def plain_number(number: float) -> str:
    """A number as an address writes it: every digit, no exponent."""
    return str(int(number)) if number.is_integer() else repr(number)


def _slugs(address: Address, library: Library) -> list[tuple[int, str]]:
    """Known indicateurs with their position in the address; a default when there is none."""
    kept: list[tuple[int, str]] = []
    for position, slug in enumerate(address.every("indicateur")):
        if slug in library.atlas.best and len(kept) < MOST_MAPS:
            kept.append((position, slug))
        elif slug:
            address.refuse("indicateur", slug)
    return kept or [(0, DEFAULT_INDICATEUR)]


def _view_from(address: Address, library: Library, slug: str, origine: str, annee: str) -> MapState:
    keys = view_keys(library, slug)
    origine = _accepted(address, "origine", origine, [key.origine for key in keys])
    years = [year_code(key.annee) for key in keys if not origine or key.origine == origine]
    return best_view(library, slug, origine=origine, annee=_accepted(address, "annee", annee, years))


@overload
def _accepted(address: Address, name: str, value: str, accepted: Sequence[Code], default: Code) -> Code: ...


@overload
def _accepted(address: Address, name: str, value: str, accepted: Sequence[str], default: str = "") -> str: ...


def _accepted(address: Address, name: str, value: str, accepted: Sequence[str], default: str = "") -> str:
    if value and value not in accepted:
        address.refuse(name, value)
        return default
    return value or default


def _cuts(address: Address, text: str) -> tuple[float, ...]:
    try:
        return tuple(sorted({finite(part) for part in text.split("_") if part}))
    except ValueError:
        address.refuse("bornes", text)
        return ()
