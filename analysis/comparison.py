"""Where a département stands: rank, and gap to the region and the country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MIN_RANKED = 8
"""No rank under eight known values: it would compare too few départements."""


def rank_of(values: Mapping[str, float], *, code: str) -> tuple[int, int] | None:
    """Rank of a département from the highest value, and how many are ranked.

    Args:
        values: the known values, by département code.
        code: the département.

    Returns:
        (rank, number ranked); equal values share the best rank. None when the value is
        unknown or fewer than MIN_RANKED are known.
    """
    if code not in values or len(values) < MIN_RANKED:
        return None
    return sum(value > values[code] for value in values.values()) + 1, len(values)


def tied(values: Mapping[str, float], *, code: str) -> bool:
    """Whether another département has the very value of this one."""
    return code in values and sum(value == values[code] for value in values.values()) > 1


def compared_to(value: float, reference: float, *, decimales: int) -> int:
    """-1 under the reference, 0 equal once both are rounded as shown, 1 over."""
    difference = round(value, decimales) - round(reference, decimales)
    return (difference > 0) - (difference < 0)


def sides(values: Iterable[float], reference: float, *, decimales: int) -> tuple[int, int, int]:
    """How many values are under, equal to and over a reference (as shown)."""
    signs = [compared_to(v, reference, decimales=decimales) for v in values]
    return signs.count(-1), signs.count(0), signs.count(1)
