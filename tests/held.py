"""What the server shows and its lookups, read once a process: no test changes a frame in place."""

from functools import cache

from loaders.dataset import Dataset, load_geojson
from shell.library import current
from tests.plan_sets import with_plans
from views.library import Library

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
