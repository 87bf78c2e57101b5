"""Classes of a map: bounds and the class of each value."""

import math
import random
import re
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.atlas import Atlas, Notion
from analysis.classes import (
    MAX_CLASSES,
    MIN_DISTINCT,
    Method,
    class_index,
    default_bounds,
    diverging_bounds,
    method_bounds,
    own_bounds,
)
from analysis.selection import MapKey
from charts.drawings.choropleth import choropleth_view
from charts.drawings.map_base import classed_view
from loaders.dataset import Dataset
from tests.places import DEPARTEMENTS, GEOGRAPHY

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("analysis", "charts", "views", "exports", "shell", "pages", "data")
METHODS: tuple[Method, ...] = ("naturelles", "quantiles", "egales")
DECIMALS = 1
VALUES = st.lists(st.integers(0, 4000).map(lambda n: n / 10), min_size=1, max_size=13)
"""Values of a map as published with one decimal; repeats are common among thirteen."""


def bounds_of(method: str, values: list[float]) -> list[float]:
    """Bounds by any method; the reader's own cuts and the reference are taken among the values' range."""
    middle = sorted(values)[len(values) // 2]
    if method == "propres":
        return own_bounds(values, cuts=[middle, middle / 2, middle * 1.5], decimales=DECIMALS)
    if method == "divergentes":
        assume(max(values) > middle)
        return diverging_bounds(values, centre=middle, decimales=DECIMALS)
    with warnings.catch_warnings():  # mapclassify says that repeated values make fewer classes
        warnings.simplefilter("ignore")
        return method_bounds(values, method=method, k=MAX_CLASSES, decimales=DECIMALS)


ALL = pytest.mark.parametrize("method", [*METHODS, "propres", "divergentes"])


@ALL
@given(values=VALUES)
def test_bounds_strictly_increase(method: str, values: list[float]) -> None:
    bounds = bounds_of(method, values)
    assert all(low < high for low, high in pairwise(bounds))


@ALL
@given(values=VALUES)
def test_minimum_and_maximum_are_inside_at_most_five_classes(method: str, values: list[float]) -> None:
    bounds = bounds_of(method, values)
    assume(bounds)
    assert bounds[0] <= min(values) and max(values) <= bounds[-1]
    assert 2 <= len(bounds) - 1 <= MAX_CLASSES


@ALL
@given(values=VALUES)
def test_each_value_is_in_exactly_one_class(method: str, values: list[float]) -> None:
    bounds = bounds_of(method, values)
    assume(bounds)
    last = len(bounds) - 2
    for value in values:
        inside = [
            i for i, (low, high) in enumerate(pairwise(bounds)) if low <= value < high or (i == last and value == high)
        ]
        assert inside == [class_index(value, bounds)]


@ALL
@given(values=VALUES, seed=st.integers(0, 99))
def test_row_order_never_changes_the_bounds(method: str, values: list[float], seed: int) -> None:
    shuffled = random.Random(seed).sample(values, len(values))
    assert bounds_of(method, values) == bounds_of(method, shuffled)


@pytest.mark.parametrize("method", [*METHODS, "divergentes"])
@given(values=st.lists(st.sampled_from([1.0, 2.5, 3.0, 7.5]), min_size=1, max_size=13))
def test_under_five_distinct_values_there_are_no_classes(method: str, values: list[float]) -> None:
    assert bounds_of(method, values) == []


@pytest.mark.parametrize("method", METHODS)
@given(values=VALUES)
def test_five_distinct_values_always_make_classes(method: str, values: list[float]) -> None:
    assume(len(set(values)) >= MIN_DISTINCT)
    assert len(bounds_of(method, values)) >= 3


@pytest.mark.parametrize("method", ["naturelles", "quantiles"])
@given(values=VALUES)
def test_no_class_of_natural_breaks_or_quantiles_is_empty(method: str, values: list[float]) -> None:
    bounds = bounds_of(method, values)
    assume(bounds)
    assert {class_index(value, bounds) for value in values} == set(range(len(bounds) - 1))


@ALL
@given(values=VALUES)
def test_legend_labels_do_not_overlap(method: str, values: list[float]) -> None:
    bounds = bounds_of(method, values)
    assume(bounds)
    edges = [label_edges(label) for label in legend(bounds)]
    assert all(low < high for low, high, _ in edges)
    assert all(first[1] == second[0] for first, second in pairwise(edges))
    assert [open_right for *_, open_right in edges] == [True] * (len(edges) - 1) + [False]


def legend(bounds: list[float]) -> list[str]:
    """The legend that a map prints under these bounds."""
    notion = Notion("essai", "Essai", "", "%", DECIMALS, "neutre", "precarite", None, True)
    unknown = [None] * len(DEPARTEMENTS)
    return choropleth_view(
        unknown, [], geography=GEOGRAPHY, notion=notion, annee="2021", source="", bounds=bounds
    ).legende


def label_edges(label: str) -> tuple[float, float, bool]:
    low, _, high = label.removeprefix("de ").partition(" à ")
    number = high.removeprefix("moins de ")
    return as_number(low), as_number(number), number != high


def as_number(text: str) -> float:
    return float(text.replace("\u202f", "").replace(",", "."))


@given(values=VALUES)
def test_natural_bounds_are_rounded_to_the_decimals_shown(values: list[float]) -> None:
    bounds = default_bounds(values, decimales=DECIMALS)
    assert all(math.isclose(bound, round(bound, DECIMALS)) for bound in bounds)


def test_reference_is_the_middle_bound_of_a_diverging_map() -> None:
    bounds = diverging_bounds([10.0, 12.0, 14.0, 18.0, 20.0, 25.0], centre=17.5, decimales=1)
    assert len(bounds) == 5
    assert bounds[2] == 17.5


@pytest.mark.parametrize("centre", [5.0, 30.0])
def test_reference_beside_every_value_makes_no_diverging_map(centre: float) -> None:
    assert diverging_bounds([10.0, 12.0, 14.0, 18.0, 20.0], centre=centre, decimales=1) == []


def test_own_cuts_outside_the_values_are_dropped() -> None:
    assert own_bounds([10.0, 20.0, 30.0], cuts=[-5.0, 15.0, 99.0], decimales=0) == [10.0, 15.0, 30.0]
    assert own_bounds([10.0, 20.0, 30.0], cuts=[-5.0, 99.0], decimales=0) == []
    assert own_bounds([], cuts=[1.0], decimales=0) == []


def test_own_cuts_make_at_most_five_classes() -> None:
    assert len(own_bounds([0.0, 100.0], cuts=list(range(1, 50)), decimales=0)) == MAX_CLASSES + 1


def test_na_is_in_no_class() -> None:
    assert class_index(float("nan"), [1.0, 2.0, 3.0]) == -1
    assert class_index(float("nan"), []) == -1


NAN = float("nan")
ASKED = {
    "naturelles": lambda values: method_bounds(values, method="naturelles", k=5, decimales=0),
    "quantiles": lambda values: method_bounds(values, method="quantiles", k=5, decimales=0),
    "egales": lambda values: method_bounds(values, method="egales", k=5, decimales=0),
    "region": lambda values: diverging_bounds(values, centre=4.0, decimales=0),
    "bornes": lambda values: own_bounds(values, cuts=[4.0], decimales=0),
    "defaut": lambda values: default_bounds(values, decimales=0),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("where", [0, 4, 9])
def test_na_never_reaches_a_classifier(asked: str, where: int) -> None:
    values = [float(value) for value in range(1, 10)]
    assert ASKED[asked](values)
    values.insert(where, NAN)
    with pytest.raises(ValueError, match="1 NaN among 10"):
        ASKED[asked](values)


class Spy:
    """A classifier of mapclassify that notes what it is given."""

    def __init__(self, real: Any, given: list[Any]) -> None:
        self.real, self.given = real, given

    def __call__(self, values: Any, **options: Any) -> Any:
        self.given.append(values)
        return self.real(values, **options)


def test_maps_with_unknown_departements_are_classed_on_the_known_ones_alone(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mapclassify

    given: list[Any] = []
    for name in ("FisherJenks", "Quantiles"):
        monkeypatch.setattr(mapclassify, name, Spy(getattr(mapclassify, name), given))
    partial = [key for key in atlas.views if len(set(atlas.known(key))) >= MIN_DISTINCT and len(atlas.known(key)) < 13]
    assert partial
    for key in partial:
        classed_view(atlas, key, classes="quantiles")
        default_bounds(atlas.known(key), decimales=atlas.notions[key.indicateur].decimales)
    assert given
    assert not any(np.isnan(values).any() for values in given)


@pytest.mark.filterwarnings("ignore")
def test_what_mapclassify_does_with_na_is_why_we_leave_it_out() -> None:
    import mapclassify

    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, NAN])
    assert list(mapclassify.Quantiles(values, k=5).yb)[-1] == 0
    assert list(mapclassify.Quantiles(values[:-1], k=5).find_bin([NAN])) == [4]
    assert np.isnan(mapclassify.FisherJenks(values, k=5).bins[-1])


@pytest.mark.filterwarnings("ignore")
def test_classes_are_counted_by_their_bounds_not_by_mapclassify() -> None:
    import mapclassify

    repeated = [1.0, 1, 1, 1, 1, 2, 3, 4, 5]
    classifier = mapclassify.Quantiles(np.array(repeated), k=5)
    assert (classifier.k, len(classifier.bins)) == (5, 4)
    bounds = method_bounds(repeated, method="quantiles", k=5, decimales=0)
    assert {class_index(value, bounds) for value in repeated} == set(range(len(bounds) - 1))
    with pytest.raises(ValueError, match="Fewer unique values"):
        mapclassify.FisherJenks(np.array([1.0, 1, 2, 3]), k=5)
    assert method_bounds([1.0, 1, 2, 3], method="naturelles", k=5, decimales=0) == []


def test_only_the_upper_bounds_are_taken_from_mapclassify() -> None:
    used = {path.name: path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert [name for name, code in used.items() if "mapclassify." in code] == ["classes.py"]
    assert not re.search(r"\.(?:find_bin|yb|k)\b", used["classes.py"])


def test_zero_is_in_a_class() -> None:
    assert class_index(0.0, [0.0, 2.0, 3.0]) == 0


def test_value_without_classes_has_the_plain_tone() -> None:
    assert class_index(12.0, []) == 0


@pytest.mark.parametrize("value", [0.9, 3.1])
def test_value_outside_the_bounds_is_a_programming_error(value: float) -> None:
    with pytest.raises(ValueError, match="accepted 1"):
        class_index(value, [1.0, 2.0, 3.0])


@pytest.mark.parametrize("k", [1, 6])
def test_number_of_classes_is_checked(k: int) -> None:
    with pytest.raises(ValueError, match=f"k: got {k}"):
        method_bounds([1, 2, 3, 4, 5], method="egales", k=k, decimales=0)


def test_stored_classes_equal_a_fresh_computation(atlas: Atlas) -> None:
    assert set(atlas.bounds) == set(atlas.views)
    for key in atlas.views:
        values = atlas.known(key)
        fresh = default_bounds(values, decimales=atlas.notions[key.indicateur].decimales)
        assert atlas.bounds[key] == fresh, key


def test_stored_classes_count_the_known_and_the_distinct_values(atlas: Atlas) -> None:
    for key, row in zip(sorted(atlas.views, key=_place), atlas.dataset.classes.itertuples(), strict=True):
        values = atlas.known(key)
        assert (row.indicateur, row.origine) == (key.indicateur, key.origine)
        assert (row.effectif, row.distinctes) == (len(values), len(set(values))), key


def _place(key: MapKey) -> tuple[str, str, bool, str]:
    """Order of table classes: the unstated year comes last."""
    return key.indicateur, key.origine, key.annee is None, key.annee or ""


def test_every_stored_bound_strictly_increases(atlas: Atlas) -> None:
    assert all(low < high for bounds in atlas.bounds.values() for low, high in pairwise(bounds))


def test_every_complete_official_map_has_classes(dataset: Dataset) -> None:
    full = dataset.classes[dataset.classes["distinctes"].ge(MIN_DISTINCT)]
    assert len(full) > 50
    assert full["bornes"].map(len).between(3, MAX_CLASSES + 1).all()
