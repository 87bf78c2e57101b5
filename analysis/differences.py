"""By how much a value differs from the region or the country: in points, in its unit, or in per cent.

Two values have a difference when both are exact (neither «environ» nor a range), of one dated
year, and about a notion that a reference may be read against. Nothing else is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.atlas import Notion
from analysis.selection import Value, rounded

Kind = Literal["points", "unite", "pour_cent"]
_POINTS = frozenset({"%", "% par an", "pour 100"})
_UNITS = frozenset({"ans"})
FINE = 10
"""Per cent under which a decimal is kept."""


@dataclass(frozen=True)
class Difference:
    """A value less its reference.

    Attributes:
        amount: in points, in the unit, or in per cent of the reference, rounded as shown.
        decimales: decimals to show.
    """

    amount: float
    kind: Kind
    decimales: int


def difference(value: Value | None, reference: Value | None, notion: Notion, *, decimales: int) -> Difference | None:
    """The difference between two values as shown, or None when it cannot be said.

    Args:
        value, reference: of one notion; None when unknown.
        decimales: decimals that both show: a reader who subtracts finds the same number.
    """
    if value is None or reference is None or notion.additive or not notion.mappable:
        return None
    if not (_exact(value) and _exact(reference)) or value.annee is None or value.annee != reference.annee:
        return None
    own, other = rounded(value.low, decimales), rounded(reference.low, decimales)
    if notion.unite in _POINTS or notion.unite in _UNITS or other <= 0 or own < 0:
        kind: Kind = "points" if notion.unite in _POINTS else "unite"
        return Difference(rounded(own - other, decimales), kind, decimales)
    percent = round((own - other) / other * 100, 6)
    digits = 1 if abs(percent) < FINE else 0
    return Difference(rounded(percent, digits), "pour_cent", digits)


def _exact(value: Value) -> bool:
    return value.low == value.high and value.comparateur == "="
