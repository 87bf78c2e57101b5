"""The picture of a view, as data with its text alternative; a component draws it, a writer makes shapes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from analysis.closed_sets import Borne
from analysis.supply import GapRow
from charts.drawings.choropleth import ChoroplethView


@dataclass(frozen=True)
class Maps:
    """One map of the départements, or two side by side.

    Attributes:
        names: what each shows (an indicateur, a row and its measure).
        views: classes, colours, words and values of each.
        chosen: département set off, empty without one.
        owners: whose each map is, where several show the same; empty otherwise.
        signs: what holds a value back, by département, for who writes it before the value.
    """

    names: tuple[str, ...]
    views: tuple[ChoroplethView, ...]
    chosen: str = ""
    owners: tuple[str, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)

    @property
    def alt(self) -> str:
        """What the maps say."""
        return " ".join(f"{view.titre}. {view.phrase}" for view in self.views)


@dataclass(frozen=True)
class Chart:
    """A chart of gaps for the files: on a page, blocks draw the same rows.

    Attributes:
        figure: what is drawn as a Plotly figure (`data`, `layout`), the words placed on it included.
        rows: the gaps that it draws, in its order, read at `borne`.
    """

    figure: Mapping[str, Any]
    alt: str
    rows: tuple[GapRow, ...] = ()
    borne: Borne = "intervalle"


@dataclass(frozen=True)
class Matrix:
    """A table of cells that each lead to a view (components.grille).

    Attributes:
        table: its headings and cells.
    """

    table: Mapping[str, Any]
    alt: str


Picture: TypeAlias = "Maps | Chart | Matrix"
