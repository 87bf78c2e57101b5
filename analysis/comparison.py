"""Where a département stands: rank, and gap to the region and the country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MIN_RANKED = 8
"""No rank under eight known values: it would compare too few départements."""


@dataclass(frozen=True)
class Rank:
    """Where a value stands among the known ones.

    Attributes:
        top, bottom: rank from the highest and from the lowest; equal values share the best one.
        total: how many are ranked.
        tied: how many others have the same value.
    """

    top: int
    bottom: int
    total: int
    tied: int


def rank_of(values: Mapping[str, float], *, code: str) -> Rank | None:
    """Rank of a département, or None when its value is unknown or fewer than MIN_RANKED are known.

    Args:
        values: the known values, by département code.
        code: the département.
    """
    if code not in values or len(values) < MIN_RANKED:
        return None
    own, others = values[code], values.values()
    return Rank(
        sum(value > own for value in others) + 1,
        sum(value < own for value in others) + 1,
        len(values),
        sum(value == own for value in others) - 1,
    )


def compared_to(value: float, reference: float, *, decimales: int) -> int:
    """-1 under the reference, 0 equal once both are rounded as shown, 1 over."""
    difference = round(value, decimales) - round(reference, decimales)
    return (difference > 0) - (difference < 0)


def sides(values: Iterable[float], reference: float, *, decimales: int) -> tuple[int, int, int]:
    """How many values are under, equal to and over a reference (as shown)."""
    signs = [compared_to(v, reference, decimales=decimales) for v in values]
    return signs.count(-1), signs.count(0), signs.count(1)
