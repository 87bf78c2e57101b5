"""What every test shares: the loaded dataset, the curated folder, the source texts, the Hypothesis profile.

The process that hands the tests out to others reads this too, and runs none: what is heavy is imported where it serves.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from analysis.atlas import Atlas
    from analysis.plans import Plans
    from loaders.dataset import Dataset
    from views.library import Library

ROOT = Path(__file__).resolve().parent.parent

EXAMPLES = int(os.environ.get("STS_EXEMPLES", "30"))
"""Of each property that does not say how many: `make fuzz` asks for many more."""

settings.register_profile(
    "projet", deadline=None, max_examples=EXAMPLES, derandomize=bool(os.environ.get("CI")), database=None
)
settings.load_profile("projet")


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The committed dataset; a test never changes a frame in place."""
    from tests.held import DATA

    return DATA


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The committed dataset with the lookups of maps."""
    from tests.held import ATLAS

    return ATLAS


@pytest.fixture(scope="session")
def plans() -> Plans:
    """The committed dataset with the lookups of défis and objectifs."""
    from tests.held import PLANS

    return PLANS


Serve = Callable[["Library | None"], None]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(library)`: the server shows it, none at first with None; the committed one comes back after the test."""
    from shell import library as shown

    held = shown._HELD.library, shown._HELD.marks

    def use(library: Library | None) -> None:
        shown._HELD.library, shown._HELD.marks = library, () if library is None else shown._marks()

    yield use
    shown._HELD.library, shown._HELD.marks = held


@pytest.fixture(scope="session")
def curated() -> Path:
    """Folder of the reviewed CSV files."""
    return ROOT / "data" / "curated"


@pytest.fixture(scope="session")
def sources() -> Path:
    """Folder of the source texts, named by STS_SOURCES; the test is skipped without it."""
    folder = Path(os.environ.get("STS_SOURCES", "")).resolve()
    if not os.environ.get("STS_SOURCES") or not folder.is_dir():
        pytest.skip("STS_SOURCES ne désigne pas les textes sources")
    return folder


gc.disable()  # while tests are imported and collected


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector of cycles no longer walks through it.

    Each new AppTest reads the metadata of every installed package, five times what a page costs: once a process is
    enough (findings/streamlit-apptest-relit-tous-les-paquets.sh).
    """
    from streamlit.components.v2 import manifest_scanner

    from tests import once

    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    once.installed()
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionfinish() -> None:
    """What warns as it is let go does so now; the five collections that pytest ends with then walk through little."""
    gc.collect()
    gc.freeze()


LONGEST = ("test_coupure.py",)
"""Where a test waits for a minute: other workers have enough to do meanwhile when it begins first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast first: the browser drives the application once everything else has passed.

    It also keeps an event loop of its own in this thread until the end of the session.
    """
    items.sort(key=lambda item: (item.get_closest_marker("navigateur") is not None, item.path.name not in LONGEST))
