"""Counts of sites as intervals: what a table prints, what it bounds, and their difference.

Source: DESIGN.md, section 5; NOMENCLATURE.md, section 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

SMALLEST = 3
"""Sites under which a count per inhabitant is not given: one site more would change it by a third."""


@dataclass(frozen=True)
class Interval:
    """A whole number known between two bounds, both included (sites, or a difference of sites)."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"bornes inversées : {self.low} > {self.high}")

    @property
    def exact(self) -> bool:
        """Whether the number is known."""
        return self.low == self.high

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high


def interval_of(row: Mapping[str, Any] | pd.Series, name: str) -> Interval | None:
    """The bounds a table holds in `{name}_min` and `{name}_max`; None where either is NA."""
    low, high = row[f"{name}_min"], row[f"{name}_max"]
    return None if pd.isna(low) or pd.isna(high) else Interval(int(low), int(high))


def total(counts: Sequence[Interval | None], *, together: bool) -> Interval | None:
    """Number of sites behind several counts.

    Args:
        counts: the counts, None where one is unknown.
        together: one site may be in several counts (then at least the largest count, at
            most their sum), or in one only (then their sum).

    Returns:
        The bounds, or None when a count is unknown or none is given: an unknown part is
        never read as zero.
    """
    known = [count for count in counts if count is not None]
    if not known or len(known) < len(counts):
        return None
    lows, highs = [count.low for count in known], [count.high for count in known]
    return Interval(max(lows) if together else sum(lows), sum(highs))


def gap(existing: Interval | None, target: Interval | None) -> Interval | None:
    """Sites foreseen minus sites authorised, as bounds; None when either is unknown."""
    if existing is None or target is None:
        return None
    return Interval(target.low - existing.high, target.high - existing.low)
