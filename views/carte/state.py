"""One view of the map: what its address says, and what follows a choice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.selection import MapKey
from charts.drawings.map_base import CLASSES, DEFAULT_CLASSES
from views.address import Address
from views.library import Library

DEFAULT_INDICATEUR = "densite_mg_bpe"
MOST_MAPS = 2
LARGEST_CUT = 1e12
NO_YEAR = "non-precisee"
PARAMETERS = ("indicateur", "departement", "engagement", "origine", "annee", "classes", "bornes")


@dataclass(frozen=True)
class MapState:
    """One map: notion, origine, year, classes (and own cuts), selected département.

    `departements` starts with the selected one; what follows it, and the engagements, are
    filters of other pages that the map carries without using them.
    """

    indicateur: str
    origine: str
    annee: str | None
    classes: str = DEFAULT_CLASSES
    bornes: tuple[float, ...] = ()
    departements: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()

    @property
    def departement(self) -> str:
        """The selected département, or an empty string."""
        return self.departements[0] if self.departements else ""

    def select(self, departement: str) -> MapState:
        """The same map with another département selected."""
        if departement == self.departement:
            return self
        return replace(self, departements=(departement,) if departement else ())

    @property
    def key(self) -> MapKey:
        return MapKey(self.indicateur, self.origine, self.annee)


def states_from(address: Address, library: Library) -> list[MapState]:
    """One or two maps from the address; what it leaves out takes the best view of its indicateur.

    With two maps the parameters go by position: the first `annee` belongs to the first
    `indicateur`, and so on.
    """
    departements, engagements = tuple(address.departements()), tuple(address.engagements())
    address.refuse_unknown(PARAMETERS)
    states = []
    for position, slug in _slugs(address, library):
        state = _view_from(address, library, slug, address.at("origine", position), address.at("annee", position))
        method = _accepted(address, "classes", address.at("classes", position), list(CLASSES), DEFAULT_CLASSES)
        cuts = address.at("bornes", position)
        if cuts and method != "bornes":
            address.refuse("bornes", cuts)
        bounds = _cuts(address, cuts) if method == "bornes" else ()
        states.append(replace(state, classes=method, bornes=bounds, departements=departements, engagements=engagements))
    return states


def _slugs(address: Address, library: Library) -> list[tuple[int, str]]:
    """Known indicateurs with their position in the address; a default when there is none."""
    kept: list[tuple[int, str]] = []
    for position, slug in enumerate(address.every("indicateur")):
        if slug in library.atlas.best and len(kept) < MOST_MAPS:
            kept.append((position, slug))
        elif slug:
            address.refuse("indicateur", slug)
    return kept or [(0, DEFAULT_INDICATEUR)]


def best_view(library: Library, indicateur: str, *, origine: str = "", annee: str = "") -> MapState:
    """The first drawable view of an indicateur, within an origine and a year when they are given."""
    keys = view_keys(library, indicateur)
    keys = [key for key in keys if key.origine == origine] or keys
    keys = [key for key in keys if year_code(key.annee) == annee] or keys
    return MapState(indicateur, keys[0].origine, keys[0].annee)


def view_keys(library: Library, indicateur: str) -> list[MapKey]:
    """Every map of an indicateur that can be drawn, best first."""
    return [key for key in library.atlas.views if key.indicateur == indicateur]


def follow(state: MapState, library: Library, indicateur: str, departement: str) -> MapState:
    """The state after a choice in the browser: another indicateur starts from its best view."""
    if indicateur != state.indicateur:
        best = best_view(library, indicateur)
        kept = DEFAULT_CLASSES if state.classes == "bornes" else state.classes
        state = replace(
            state, origine=best.origine, annee=best.annee, indicateur=best.indicateur, classes=kept, bornes=()
        )
    return state.select(departement)


def parameters(states: Sequence[MapState], library: Library) -> dict[str, str | list[str]]:
    """The address of one or two maps; what the best view implies is left out."""
    explicit = len(states) > 1 or best_view(library, states[0].indicateur).key != states[0].key
    methods = any(state.classes != DEFAULT_CLASSES for state in states)
    own = any(state.bornes for state in states)
    return {
        "indicateur": [state.indicateur for state in states],
        "departement": list(states[0].departements),
        "engagement": list(states[0].engagements),
        "origine": [state.origine for state in states] if explicit else "",
        "annee": [year_code(state.annee) for state in states] if explicit else "",
        "classes": [state.classes for state in states] if methods else "",
        "bornes": ["_".join(plain_number(cut) for cut in state.bornes) for state in states] if own else "",
    }


def finite(text: str) -> float:
    """A number a map can be cut at; ValueError for anything else (nan, infinity, 1e300)."""
    number = float(text)
    if not math.isfinite(number) or abs(number) > LARGEST_CUT:
        raise ValueError(text)
    return number


def plain_number(number: float) -> str:
    """A number as an address writes it: every digit, no exponent."""
    return str(int(number)) if number.is_integer() else repr(number)


def year_code(annee: str | None) -> str:
    """Year of a view as an address writes it."""
    return annee or NO_YEAR


def _view_from(address: Address, library: Library, slug: str, origine: str, annee: str) -> MapState:
    keys = view_keys(library, slug)
    origine = _accepted(address, "origine", origine, [key.origine for key in keys])
    years = [year_code(key.annee) for key in keys if not origine or key.origine == origine]
    return best_view(library, slug, origine=origine, annee=_accepted(address, "annee", annee, years))


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
