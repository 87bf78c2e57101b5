"""The territories of the committed dataset, for tests that go over them."""

from __future__ import annotations

from loaders.dataset import load_table
from loaders.geography import Geography

GEOGRAPHY = Geography.of_frame(load_table("territoires"))
DEPARTEMENTS, TERRITOIRES = dict(GEOGRAPHY.departements), dict(GEOGRAPHY.names)
