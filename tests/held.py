"""What the server shows and its lookups, read once a process: no test changes a frame in place."""

from collections.abc import Mapping, Sequence
from functools import cache

from loaders.dataset import Dataset, load_geojson
from shell.library import current
from tests.plan_sets import with_plans
from views.library import Library
from views.registry import view
from views.view import View

LIBRARY = current()
DATA = LIBRARY.dataset
ATLAS, PLANS, SUPPLY = LIBRARY.atlas, LIBRARY.plans, LIBRARY.supply


@cache
def dataset_of(count: int) -> Dataset:
    """The dataset with another number of plans (tests.plan_sets)."""
    return with_plans(DATA, count)


@cache
def library_of(count: int) -> Library:
    """The same, with its lookups."""
    return Library(dataset_of(count), load_geojson)


_SHOWN: dict[tuple[object, ...], View] = {}


def shown_of(page: str, parameters: Mapping[str, Sequence[str]]) -> View:
    """The view of the dataset at some parameters, made once for the tests that only read it."""
    key = (page, *((name, *values) for name, values in parameters.items()))
    if key not in _SHOWN:
        _SHOWN[key] = view(LIBRARY, page, {name: [*values] for name, values in parameters.items()})
    return _SHOWN[key]
