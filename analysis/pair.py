"""Two départements figure by figure: the same indicateur, the same origine and the same year of both.

A row of the one is a row of the other with both values exchanged; a figure that a single plan prints is a row whose
other value is not known. Nothing says which of the two is better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import pstdev

from analysis.atlas import Atlas
from analysis.differences import Difference, difference
from analysis.profile import ProfileRow, printed_by
from analysis.selection import MapKey, Value


@dataclass(frozen=True)
class Pair:
    """The département that another one is read beside.

    Attributes:
        code: the other one.
        values: what is known of it, by map key.
    """

    code: str
    values: Mapping[MapKey, Value]

    def of(self, row: ProfileRow) -> Value | None:
        """Its value for a row of the first; None when not stated."""
        return self.values.get(row.key)

    def difference(self, row: ProfileRow) -> Difference | None:
        """The value of the first less its own, by the rules of every difference (analysis.differences)."""
        other = self.of(row)
        decimales = max(row.decimales, printed_by(other) if other else 0)
        return difference(row.value, other, row.notion, decimales=decimales)

    def furthest(self, rows: Sequence[ProfileRow], atlas: Atlas, *, most: int = 2) -> list[ProfileRow]:
        """The rows where both differ most, in standard deviations of the known départements, furthest first."""
        scored, inside = [], atlas.geography.departements
        for row in rows:
            found, other = self.difference(row), self.of(row)
            if found is None or found.amount == 0 or row.value is None or other is None:
                continue
            spread = pstdev(v.middle for code, v in atlas.maps[row.key].items() if code in inside)
            if spread:
                scored.append((round(abs(row.value.middle - other.middle) / spread, 9), row))
        return [row for _, row in sorted(scored, key=lambda pair: -pair[0])[:most]]
