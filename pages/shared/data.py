"""The dataset as pages see it: read once a process, shared by all sessions, errors in French."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from analysis.atlas import Atlas
from analysis.selection import MapKey
from charts.choropleth import ChoroplethView
from charts.map_base import classed_view, map_base
from loaders.dataset import Dataset, load_dataset, load_geojson


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """Every table, checked. Read-only: a page never changes a frame in place."""
    return load_dataset()


@st.cache_resource(show_spinner=False)
def atlas() -> Atlas:
    """The dataset with the lookups of maps."""
    return Atlas(dataset())


@st.cache_resource(show_spinner=False)
def map_payload() -> dict[str, Any]:
    """The constant payload of the map component."""
    return map_base(atlas(), load_geojson())


@lru_cache(maxsize=1024)
def map_view(key: MapKey, classes: str, cuts: tuple[float, ...]) -> ChoroplethView:
    """One classed map (charts.map_base.classed_view); small, shared by all sessions."""
    return classed_view(atlas(), key, classes=classes, cuts=cuts)


def clear() -> None:
    """Forget what was read (tests, or tables rebuilt under a running server)."""
    for cached in (dataset, atlas, map_payload):
        cached.clear()
    map_view.cache_clear()
