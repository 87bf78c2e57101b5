"""Classes of a choropleth: bounds, and the class of each value.

Classes are closed on the left and open on the right, the last one closed on both
sides, so that bounds never overlap and the minimum and the maximum are inside.
Frame-free: lists of numbers in, lists of numbers out. `mapclassify` is imported only
when a method is asked for (it costs over a second), never for the stored default.

A NaN never reaches mapclassify: 2.10 puts it in the lowest class when it cuts, in the
highest when it finds a class, and says nothing. Nor is its number of classes used: `k`
stays what was asked when values repeat. Classes are counted by the bounds given here.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

Method = Literal["naturelles", "quantiles", "egales"]

MAX_CLASSES = 5
MIN_DISTINCT = 5
"""Under five distinct values a map has no classes: values are printed, in two tones."""


def default_bounds(values: Sequence[float], *, decimales: int) -> list[float]:
    """Natural breaks with round bounds; empty under MIN_DISTINCT distinct values.

    Args:
        values: the known values of one map, any order, without NA.
        decimales: decimals shown for this indicateur.

    Returns:
        k + 1 increasing bounds (k at most MAX_CLASSES), the first at or just under the
        minimum, the last at or just over the maximum, rounded to `decimales`.

    Raises:
        ValueError: a value is NaN.
    """
    return method_bounds(values, method="naturelles", k=MAX_CLASSES, decimales=decimales)


def method_bounds(values: Sequence[float], *, method: Method, k: int, decimales: int) -> list[float]:
    """Bounds by one of three methods, for k classes at most (fewer when values repeat).

    Raises:
        ValueError: k is out of range, or a value is NaN.
    """
    if not 2 <= k <= MAX_CLASSES:
        raise ValueError(f"k: got {k}, accepted 2 to {MAX_CLASSES}")
    _refuse_na(values)
    distinct = sorted(set(values))
    if len(distinct) < MIN_DISTINCT:
        return []
    k = min(k, len(distinct) // 2)
    if method == "egales":
        step = (distinct[-1] - distinct[0]) / k
        cuts = [round(distinct[0] + step * i, decimales + 1) for i in range(1, k)]
    else:
        cuts = _round_cuts(distinct, _upper_bounds(values, method, k), decimales)
        if not cuts:  # equal counts are impossible when one value holds most of them
            cuts = _round_cuts(distinct, _upper_bounds(distinct, "naturelles", k), decimales)
    low, high = _floor(distinct[0], decimales), _ceil(distinct[-1], decimales)
    inside = sorted({cut for cut in cuts if low < cut < high})
    return [low, *inside, high] if inside else []


def diverging_bounds(values: Sequence[float], *, centre: float, decimales: int) -> list[float]:
    """Four classes around a reference: two under it, two from it on.

    Returns:
        Five bounds with the reference in the middle, none of the classes empty (three bounds
        when a side holds a single value), or empty when all values are on
        one side of it or there are fewer than MIN_DISTINCT of them.

    Raises:
        ValueError: a value is NaN.
    """
    _refuse_na(values)
    under = sorted({v for v in values if v < centre})
    over = sorted({v for v in values if v >= centre})
    if not under or not over or len(under) + len(over) < MIN_DISTINCT:
        return []
    low, high = _floor(under[0], decimales), _ceil(max(over[-1], centre), decimales)
    if len(under) > 1 and len(over) > 1:
        half_under, half_over = (len(under) - 1) // 2, (len(over) - 1) // 2
        middle_low = _roundest(under[half_under], under[half_under + 1], decimales)
        middle_high = _roundest(over[half_over], over[half_over + 1], decimales, open_end=half_over + 2 == len(over))
        bounds = [low, middle_low, centre, middle_high, high]
        if all(a < b for a, b in pairwise(bounds)):
            return bounds
    return [low, centre, high] if low < centre < high else []


def own_bounds(values: Sequence[float], *, cuts: Sequence[float], decimales: int) -> list[float]:
    """Bounds chosen by the reader, completed by the minimum and the maximum.

    Cuts outside the values are dropped: they would make empty classes at the ends.

    Raises:
        ValueError: a value is NaN.
    """
    _refuse_na(values)
    if not values:
        return []
    low, high = _floor(min(values), decimales), _ceil(max(values), decimales)
    inside = sorted({round(cut, 3) for cut in cuts if low < round(cut, 3) < high})[: MAX_CLASSES - 1]
    return [low, *inside, high] if inside else []


def class_index(value: float, bounds: Sequence[float]) -> int:
    """Class of a value: 0 to len(bounds) - 2, or -1 for NA.

    Raises:
        ValueError: the value is outside the bounds (a class would lie about it).
    """
    if math.isnan(value):
        return -1
    if not bounds:
        return 0
    if not bounds[0] <= value <= bounds[-1]:
        raise ValueError(f"value: got {value}, accepted {bounds[0]} to {bounds[-1]}")
    return min(sum(value >= bound for bound in bounds[1:]), len(bounds) - 2)


def _refuse_na(values: Sequence[float]) -> None:
    """A value that is not known belongs to no class: whoever asks for bounds has left it out."""
    unknown = sum(math.isnan(value) for value in values)
    if unknown:
        raise ValueError(f"values: got {unknown} NaN among {len(values)}, leave them out before classing")


def _upper_bounds(values: Sequence[float], method: Method, k: int) -> list[float]:
    """Largest value of each class but the last, by mapclassify."""
    import mapclassify
    import numpy as np

    array = np.asarray(values, dtype=float)
    classifier = {"naturelles": mapclassify.FisherJenks, "quantiles": mapclassify.Quantiles}[method]
    with warnings.catch_warnings():  # mapclassify advises an optional compiler; 13 values need none
        warnings.filterwarnings("ignore", message="Numba not installed")
        return [float(bound) for bound in classifier(array, k=k).bins[:-1]]


def _round_cuts(distinct: list[float], uppers: list[float], decimales: int) -> list[float]:
    """For each class edge, the roundest number between its last value and the next one."""
    cuts = []
    for upper in uppers:
        below = [v for v in distinct if v <= upper]
        above = [v for v in distinct if v > upper]
        if below and above:
            cuts.append(_roundest(below[-1], above[0], decimales, open_end=above[0] == distinct[-1]))
    return cuts


def _roundest(low: float, high: float, decimales: int, *, open_end: bool = False) -> float:
    """The number with fewest digits in ]low, high], or in ]low, high[ when the maximum must stay over it."""
    for exponent in range(math.ceil(math.log10(max(abs(high), 1.0))), -decimales - 1, -1):
        for step in (5.0, 2.0, 1.0):
            unit = step * 10.0**exponent
            candidate = round(math.floor(high / unit) * unit, max(decimales, 0) + 2)
            if candidate == high and open_end:
                candidate = round(candidate - unit, max(decimales, 0) + 2)
            if low < candidate <= high:
                return candidate
    return (low + high) / 2 if open_end else high


def _floor(value: float, decimales: int) -> float:
    return math.floor(round(value * 10.0**decimales, 6)) / 10.0**decimales


def _ceil(value: float, decimales: int) -> float:
    return math.ceil(round(value * 10.0**decimales, 6)) / 10.0**decimales
