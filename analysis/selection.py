"""Which values a view shows: one indicateur, one origine, one year at a time.

The choice among competing values was made at build (column `statut`); a map reads only
`retenue` values about the whole territory, the others stand beside it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from loaders.geography import Geography

ORIGINES = ("statistique", "plan")


@dataclass(frozen=True)
class MapKey:
    """One map that can be drawn: a notion, an origine and a year (None: not stated)."""

    indicateur: str
    origine: str
    annee: str | None


@dataclass(frozen=True)
class Value:
    """One row of table valeurs; NA is None."""

    territoire: str
    indicateur: str
    low: float
    high: float
    brut: str
    annee: str | None
    origine: str
    comparateur: str
    statut: str
    portee: str | None
    note: str | None
    calcul: str | None
    producteur: str | None
    document: str
    section: str
    ligne: int | None

    @property
    def middle(self) -> float:
        """Where an interval stands on a scale."""
        return round((self.low + self.high) / 2, 6)

    @property
    def key(self) -> MapKey:
        return MapKey(self.indicateur, self.origine, self.annee)

    @property
    def place(self) -> tuple[str, str, int | None, str]:
        """Where and how it is printed: tells one publication of a value from another."""
        return self.document, self.section, self.ligne, self.brut

    @property
    def mapped(self) -> bool:
        """Whether a map may show it: chosen among competing values, about the whole territory."""
        return self.statut == "retenue" and self.portee is None


def read_values(valeurs: pd.DataFrame) -> list[Value]:
    """Every row of table valeurs as a record, in the order of the table."""
    columns = ["territoire", "indicateur", "valeur_min", "valeur_max", "brut", "annee", "origine", "comparateur",
               "statut", "portee", "note", "calcul", "producteur", "document", "section", "ligne"]  # fmt: skip
    plain = zip(*(valeurs[name].tolist() for name in columns), strict=True)
    rows: list[tuple[Any, ...]] = [tuple(None if _is_na(cell) else cell for cell in row) for row in plain]
    return [Value(*row) for row in rows]


def index_maps(values: Iterable[Value], *, decimales: Mapping[str, int]) -> dict[MapKey, dict[str, Value]]:
    """The values that maps show, by map then by territoire (départements, region and country).

    Args:
        values: every row of table valeurs.
        decimales: decimals shown for each indicateur. A statistic finer than that is
            rounded before it is classed, ranked and compared, so that what is printed never
            contradicts its class or its rank; what a plan prints is left as printed.
    """
    maps: dict[MapKey, dict[str, Value]] = {}
    for value in values:
        if value.mapped:
            maps.setdefault(value.key, {})[value.territoire] = _as_shown(value, decimales[value.indicateur])
    return maps


def _as_shown(value: Value, decimales: int) -> Value:
    if value.origine == "plan":
        return value
    return replace(value, low=rounded(value.low, decimales), high=rounded(value.high, decimales))


def rounded(number: float, decimales: int) -> float:
    """A number rounded as people do, a half going away from zero: 27.65 is 27.7, 28.65 is 28.7.

    `round` works on the binary number, a hair under or over the decimal one: halves would go
    either way.
    """
    step = Decimal(1).scaleb(-int(decimales))
    return float(Decimal(repr(number)).quantize(step, rounding=ROUND_HALF_UP))


def known_middles(cells: Mapping[str, Value], departements: Iterable[str]) -> list[float]:
    """Middles of the known départements of one map, in the order of their codes."""
    return [cells[code].middle for code in departements if code in cells]


def reference_values(cells: Mapping[str, Value], geography: Geography) -> list[Value]:
    """Region and country values of one map, the region first; another country only where the first is missing."""
    region = [cells[geography.region]] if geography.region in cells else []
    return [*region, *[cells[code] for code in geography.countries if code in cells][:1]]


def available_views(
    maps: dict[MapKey, dict[str, Value]], *, mappable: Iterable[str], departements: Collection[str]
) -> list[MapKey]:
    """The maps that can be drawn, best first within an indicateur.

    Args:
        maps: index_maps.
        mappable: indicateurs that a map would not betray.
        departements: codes of what a map shows.

    Returns:
        Official statistics first, then the fullest year, then the latest; an unstated year last.
    """
    wanted = set(mappable)
    drawn = {
        key: known
        for key, cells in maps.items()
        if key.indicateur in wanted and (known := len(known_middles(cells, departements)))
    }
    return sorted(drawn, key=lambda key: (key.indicateur, ORIGINES.index(key.origine), -drawn[key], _latest_first(key)))


def _latest_first(key: MapKey) -> tuple[int, ...]:
    return (1,) if key.annee is None else (0, *(-ord(c) for c in key.annee[-7:]))


def _is_na(cell: Any) -> bool:
    return cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell))
