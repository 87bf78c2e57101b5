"""Where a département stands: rank, and gap to the region and the country."""

from __future__ import annotations

import pandas as pd

MIN_RANKED = 8
"""No rank under eight known values: it would compare too few départements."""


def rank_of(values: pd.Series, *, code: str) -> tuple[int, int] | None:
    """Rank of a département from the highest value, and how many are ranked.

    Args:
        values: known and unknown values, indexed by département code.
        code: the département.

    Returns:
        (rank, number ranked); equal values share the best rank. None when the value is
        NA or fewer than MIN_RANKED are known.
    """
    known = values.dropna()
    if code not in known.index or len(known) < MIN_RANKED:
        return None
    return int((known > known[code]).sum()) + 1, len(known)


def compared_to(value: float, reference: float, *, decimales: int) -> int:
    """-1 under the reference, 0 equal once both are rounded as shown, 1 over."""
    difference = round(value, decimales) - round(reference, decimales)
    return (difference > 0) - (difference < 0)


def sides(values: pd.Series, reference: float, *, decimales: int) -> tuple[int, int, int]:
    """How many known values are under, equal to and over a reference (as shown)."""
    signs = [compared_to(float(v), reference, decimales=decimales) for v in values.dropna()]
    return signs.count(-1), signs.count(0), signs.count(1)
