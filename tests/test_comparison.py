"""Where a département stands: ranks, and sides of a reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import MIN_RANKED, Rank, compared_to, rank_of, sides
from tests.places import DEPARTEMENTS

CODES = list(DEPARTEMENTS)
VALUES = st.lists(st.none() | st.integers(0, 200).map(lambda n: n / 10), min_size=13, max_size=13)


def known(values: list[float | None]) -> dict[str, float]:
    """The known values by code; an unknown one has no entry."""
    return {code: value for code, value in zip(CODES, values, strict=False) if value is not None}


@pytest.mark.parametrize(("count", "ranked"), [(7, False), (8, True)])
def test_rank_needs_eight_known_values(count: int, ranked: bool) -> None:
    assert (rank_of(known([float(n) for n in range(count)]), code="09") is not None) == ranked


def test_highest_value_is_first_and_equal_values_share_the_best_rank() -> None:
    values = known([5.0, 9.0, 9.0, 3.0, 2.0, 1.0, 0.0, 4.0])
    assert rank_of(values, code="11") == rank_of(values, code="12") == Rank(top=1, bottom=7, total=8, tied=1)
    assert rank_of(values, code="09") == Rank(top=3, bottom=6, total=8, tied=0)


def test_unknown_value_has_no_rank() -> None:
    assert rank_of(known([None, *map(float, range(12))]), code="09") is None


def test_stated_zero_is_ranked() -> None:
    assert rank_of(known([0.0, *map(float, range(1, 9))]), code="09") == Rank(top=9, bottom=1, total=9, tied=0)


@given(VALUES)
def test_rank_counts_the_values_above(values: list[float | None]) -> None:
    by_code = known(values)
    for code in CODES:
        rank = rank_of(by_code, code=code)
        if code not in by_code or len(by_code) < MIN_RANKED:
            assert rank is None
        else:
            own, others = by_code[code], by_code.values()
            assert (rank.top, rank.total) == (1 + sum(other > own for other in others), len(by_code))
            assert rank.top + rank.bottom + rank.tied == rank.total + 1


@given(VALUES)
def test_row_order_never_changes_a_rank(values: list[float | None]) -> None:
    by_code = known(values)
    reversed_rows = dict(reversed(by_code.items()))
    assert all(rank_of(by_code, code=code) == rank_of(reversed_rows, code=code) for code in CODES)


@pytest.mark.parametrize(
    ("value", "reference", "decimals", "side"),
    [(17.54, 17.46, 1, 0), (17.56, 17.54, 1, 1), (17.44, 17.46, 1, -1), (2.0, 2.4, 0, 0), (0.0, 0.4, 1, -1)],
)
def test_comparison_is_made_on_rounded_values(value: float, reference: float, decimals: int, side: int) -> None:
    assert compared_to(value, reference, decimales=decimals) == side
    assert compared_to(reference, value, decimales=decimals) == -side


@given(VALUES, st.integers(0, 200).map(lambda n: n / 10))
def test_every_known_value_is_on_one_side(values: list[float | None], reference: float) -> None:
    numbers = list(known(values).values())
    under, equal, over = sides(numbers, reference, decimales=1)
    assert under == sum(value < reference for value in numbers)
    assert equal == numbers.count(reference)
    assert under + equal + over == len(numbers)
