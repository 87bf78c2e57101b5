"""The dataset as pages see it: read once a process, shared by all sessions, errors in French."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from analysis.atlas import Atlas
from analysis.gap_order import sorted_rows
from analysis.plans import Plans
from analysis.scenario import REFERENCE, Outcome, Scenario
from analysis.scenario import outcome as scenario_outcome
from analysis.search import Index, build_index
from analysis.selection import MapKey
from analysis.supply import Supply
from analysis.territory import Territories, Territory
from analysis.ties import cited_indicateurs, kept_activites
from charts.choropleth import ChoroplethView
from charts.filter_words import cited_html, map_text, ties_html
from charts.gap_chart import gap_chart
from charts.gap_map import gap_map_base
from charts.gap_sheet import sentence_text
from charts.map_base import classed_view, map_base
from charts.outlines import Outlines, svg_outlines
from charts.scenario_map import priority_map_base, priority_views
from charts.territory import opening_html
from charts.territory_blocks import cautions_html, figures_html, intentions_html, supply_html
from charts.typography import bound, bound_all
from loaders.dataset import Dataset, load_dataset, load_geojson
from loaders.schema import DEPARTEMENTS


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """Every table, checked. Read-only: a page never changes a frame in place."""
    return load_dataset()


@st.cache_resource(show_spinner=False)
def atlas() -> Atlas:
    """The dataset with the lookups of maps."""
    return Atlas(dataset())


@st.cache_resource(show_spinner=False)
def supply() -> Supply:
    """The dataset with the lookups of the quantified objectives."""
    return Supply(dataset())


@st.cache_resource(show_spinner=False)
def plans() -> Plans:
    """The dataset with the lookups of défis and objectifs."""
    return Plans(dataset())


@st.cache_resource(show_spinner=False)
def search_index() -> Index:
    """What can be found, and the words it answers to."""
    return build_index(atlas(), plans(), supply())


@st.cache_resource(show_spinner=False)
def territories() -> Territories:
    """The 13 départements with everything that their page says."""
    return Territories(atlas(), plans(), supply())


@st.cache_resource(show_spinner=False)
def outlines() -> Outlines:
    """Outlines of the départements as SVG paths."""
    return svg_outlines(load_geojson())


@st.cache_resource(show_spinner=False)
def map_payload() -> dict[str, Any]:
    """The constant payload of the map component."""
    return bound_all(map_base(atlas(), load_geojson()))


@lru_cache(maxsize=1024)
def map_view(key: MapKey, classes: str, cuts: tuple[float, ...]) -> ChoroplethView:
    """One classed map (charts.map_base.classed_view); small, shared by all sessions."""
    return classed_view(atlas(), key, classes=classes, cuts=cuts)


def _bare_map() -> dict[str, Any]:
    """What every map is drawn on: the payload without what is shown."""
    return {name: part for name, part in map_payload().items() if name not in ("menu", "vues", "sources")}


@lru_cache(maxsize=256)
def outcome(scenario: Scenario) -> Outcome:
    """What a scenario keeps (analysis.scenario); read-only, shared by all sessions."""
    return scenario_outcome(plans(), supply(), scenario, list(DEPARTEMENTS))


def reference() -> Outcome:
    """The outcome that keeps everything."""
    return outcome(REFERENCE)


@lru_cache(maxsize=1)
def priority_map() -> dict[str, Any]:
    """The constant payload of the map of what is prioritised (charts.scenario_map)."""
    return bound_all(priority_map_base(plans(), reference(), outlines=_bare_map()))


@lru_cache(maxsize=64)
def priority_changes(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """The maps of a scenario that are not those of the reference, which the browser holds."""
    held = priority_map()["vues"]
    views = bound_all(priority_views(plans(), outcome(scenario)))
    return {code: view for code, view in views.items() if view != held[code]}


@lru_cache(maxsize=64)
def gap_map(activite: str, borne: str) -> dict[str, Any]:
    """The payload of the map of one activité (charts.gap_map), shared by all sessions."""
    return bound_all(gap_map_base(supply(), activite, borne=borne, outlines=_bare_map()))


@lru_cache(maxsize=256)
def gap_figure(activite: str, departements: tuple[str, ...], borne: str, ordre: str) -> dict[str, Any]:
    """The dumbbell of one activité (charts.gap_chart); read-only, shared by all sessions."""
    rows = sorted_rows(supply().of(activite, departements), departements, order=ordre, borne=borne)
    return bound_all(gap_chart(rows, departements, borne=borne, stacked=ordre == "departement"))


@lru_cache(maxsize=64)
def gap_figures(departements: tuple[str, ...], borne: str, ordre: str) -> dict[str, dict[str, Any]]:
    """The dumbbell of every activité by its name, with the sentence of the row it opens on."""
    found = {}
    for slug, activite in supply().activites.items():
        code = supply().first_code(slug, departements, borne=borne)
        rows = [row for row in supply().of(slug, departements) if row.code == code]
        phrase = bound(sentence_text(supply(), rows, borne=borne))
        found[activite.libelle] = gap_figure(slug, departements, borne, ordre) | {"phrase": phrase}
    return found


@lru_cache(maxsize=16)
def territory(departement: str) -> Territory:
    """One département: its figures, its plan, its cautions; read-only, shared by all sessions."""
    return territories().of(departement)


@lru_cache(maxsize=64)
def _territory_head(departement: str, chiffres: str) -> tuple[str, str]:
    shown = territory(departement)
    return opening_html(shown, outlines()), figures_html(shown, chiffres=chiffres)


@lru_cache(maxsize=128)
def _territory_plan(departement: str, engagements: tuple[str, ...], tied: bool) -> tuple[str, ...]:
    shown = territory(departement)
    return (
        intentions_html(shown, engagements=engagements), supply_html(shown, engagements=engagements, tied=tied),
        cautions_html(shown),
    )  # fmt: skip


def territory_blocks(
    departement: str, chiffres: str, engagements: tuple[str, ...] = (), tied: bool = True
) -> tuple[str, ...]:
    """The HTML blocks of the page of one département, in the order they are shown, with the figures chosen.

    The figures do not depend on the engagements: each part is kept by what it depends on.
    """
    return *_territory_head(departement, chiffres), *_territory_plan(departement, engagements, tied)


@lru_cache(maxsize=64)
def kept(engagements: tuple[str, ...]) -> tuple[str, ...]:
    """Activités tied to some engagements (analysis.ties), all of them without any."""
    return kept_activites(supply(), engagements)


@lru_cache(maxsize=64)
def ties(engagements: tuple[str, ...]) -> str:
    """Activités kept and left with the reason of their tie, folded."""
    return ties_html(supply(), kept(engagements), engagements)


@lru_cache(maxsize=128)
def cited(engagements: tuple[str, ...], departements: tuple[str, ...]) -> tuple[str, str]:
    """What the map says of the filters, and the indicateurs that a plan prints under the engagements, folded."""
    found = cited_indicateurs(dataset(), plans(), engagements) if engagements else {}
    filters = {"departement": list(departements), "engagement": list(engagements)}
    return map_text(found, engagements, departements), cited_html(atlas(), plans(), found, filters)


def clear() -> None:
    """Forget what was read (tests, or tables rebuilt under a running server)."""
    for cached in (dataset, atlas, supply, plans, search_index, territories, outlines, map_payload):
        cached.clear()
    computed = (outcome, priority_map, priority_changes, map_view, gap_map, gap_figure, gap_figures, territory,
                _territory_head, _territory_plan, kept, ties, cited)  # fmt: skip
    for function in computed:
        function.cache_clear()
