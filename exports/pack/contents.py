"""What a pack holds: its views in order, and the views that a choice inside each of them shows.

Choices are bounded: the indicateurs of the theme of a map and the key figures; every activité at every bound while the
pack has room for them, the bounds of the shown activité beyond it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import prod

from analysis.key_figures import DEPARTEMENT_FIGURES
from charts.words.pack_words import INDICATEUR
from views.address import Parameters, pairs_of
from views.ecarts.page import ACTIVITE, BORNE
from views.library import Library
from views.links import page_address
from views.registry import view
from views.view import ANY, View

ROOM = 60
"""Views that the choices of a pack may add to those asked for, beside the bounds and the indicateurs of each."""

_SLUG = "data-slug"
Options = Mapping[str, Parameters]


@dataclass(frozen=True)
class Turn:
    """A view that a choice shows.

    Attributes:
        at: the rank of its option on each axis.
    """

    view: View
    at: tuple[int, ...]


@dataclass(frozen=True)
class Axis:
    """One list of a file: its name and its options, in the order of the page."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """One file of a pack.

    Attributes:
        turns: the view as asked, then those of its other choices.
        axes: what may be chosen; nothing for a view without a choice.
    """

    turns: tuple[Turn, ...]
    axes: tuple[Axis, ...] = ()

    @property
    def view(self) -> View:
        """The view as asked."""
        return self.turns[0].view

    def said(self, turn: Turn) -> str:
        """«Activité : SMR ; borne : basse», the choice that shows a view."""
        return " ; ".join(f"{axis.name} : {axis.options[rank]}" for axis, rank in zip(self.axes, turn.at, strict=True))


def chapters(library: Library, asked: Iterable[View], *, room: int = ROOM) -> list[Chapter]:
    """The files of some views.

    Args:
        room: views that choices may add before each file keeps to its bounds.
    """
    found, held, left = [], set[str](), room
    for shown in asked:
        ways, filters = shown.ways(), _filters(shown)
        added = 0 if filters in held else prod(len(ways.get(name, ("",))) for name in (ACTIVITE, BORNE)) - 1
        whole = ACTIVITE in ways and added <= left
        if whole:
            held.add(filters)
            left -= added
        found.append(_chapter(library, shown, (ACTIVITE, BORNE) if whole else (BORNE,)))
    return found


def _filters(shown: View) -> str:
    """What an activité and a bound leave as it is: two views that share it have the same choices."""
    kept = {name: value for name, value in shown.parameters.items() if name not in ("activite", "borne", "modalite")}
    return f"{shown.kind} {page_address(shown.page, kept)}"


def _chapter(library: Library, shown: View, names: Sequence[str]) -> Chapter:
    if shown.page == "carte":
        return _crossed(library, shown, {INDICATEUR: _indicateurs(library, shown)})
    ways = shown.ways()
    return _crossed(library, shown, {name: ways[name] for name in names if name in ways})


def _crossed(library: Library, shown: View, axes: Mapping[str, Options]) -> Chapter:
    """Every option of the first axis with every option of the second, which each view of the first tells."""
    axes = {name: options for name, options in axes.items() if len(options) > 1}
    if not axes:
        return Chapter((Turn(shown, ()),))
    first, *others = axes
    turns = []
    for rank, parameters in enumerate(axes[first].values()):
        one = _view(library, shown, parameters)
        if not others:
            turns.append(Turn(one, (rank,)))
            continue
        second = one.ways()[others[0]].values()
        turns += [Turn(_view(library, shown, there), (rank, other)) for other, there in enumerate(second)]
    here = _address(shown)
    own = [turn for turn in turns if _address(turn.view) == here]
    if not own:  # a view whose options do not lead back to it
        return Chapter((Turn(shown, ()),))
    kept = [replace(own[0], view=shown), *(turn for turn in turns if turn is not own[0])]
    return Chapter(tuple(kept), tuple(Axis(name, tuple(options)) for name, options in axes.items()))


def _indicateurs(library: Library, shown: View) -> Options:
    """The indicateurs of the theme of a map, then the key figures, each with its map; none for two maps."""
    led = shown.ways().get(_SLUG)
    if led is None:
        return {}
    (here,) = dict(pairs_of({"indicateur": shown.parameters["indicateur"]})).values()
    found: dict[str, Parameters] = {}
    for group in library.map_payload["menu"]:
        slugs = [slug for slug, _, _ in group["indicateurs"]]
        for slug, label, hint in group["indicateurs"]:
            if here in slugs or slug in DEPARTEMENT_FIGURES:
                name = f"{label} ({hint})" if hint else label
                found[_apart(name, found)] = shown.parameters if slug == here else _named(led[ANY], slug)
    return found


def _apart(name: str, held: Mapping[str, object]) -> str:
    """A name unlike those held."""
    return next(one for rank in count(1) if (one := name if rank == 1 else f"{name} ({rank})") not in held)


def _named(parameters: Parameters, slug: str) -> Parameters:
    return {name: [slug] if list(values) == [ANY] else values for name, values in parameters.items()}


def _view(library: Library, shown: View, parameters: Parameters) -> View:
    """The view at some parameters; the same record for the one shown."""
    if page_address(shown.page, parameters) == _address(shown):
        return shown
    asked: dict[str, list[str]] = {}
    for name, value in pairs_of(parameters):
        asked.setdefault(name, []).append(value)
    return view(library, shown.page, asked)


def _address(shown: View) -> str:
    return page_address(shown.page, shown.parameters)
