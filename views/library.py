"""One dataset with every lookup and every memory that its views share.

A server holds one; a session may hold another (a plan being imported), and two of them in
one process never mix: nothing is remembered outside the object. Read-only: a view never
changes a frame in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
from charts.blocks.gap_sheet import sentence_text
from charts.blocks.territory import opening_html
from charts.blocks.territory_blocks import cautions_html, figures_html, intentions_html, supply_html
from charts.drawings.choropleth import ChoroplethView
from charts.drawings.gap_chart import gap_chart
from charts.drawings.gap_map import gap_map_base
from charts.drawings.map_base import classed_view, map_base
from charts.drawings.outlines import Outlines, svg_outlines
from charts.drawings.scenario_map import priority_map_base, priority_views
from charts.words.filter_words import cited_html, map_text, ties_html
from charts.words.typography import bound, bound_all
from loaders.dataset import Dataset, load_dataset, load_geojson
from loaders.schema import DEPARTEMENTS
from views.memo import memo, once
from views.recherche.suggestions import palette_json

Payload = dict[str, Any]
"""What a browser component receives, as JSON."""


class Library:
    """A dataset, the outlines of its départements, and what was computed from them."""

    def __init__(
        self,
        dataset: Dataset,
        outlines: Callable[[], dict[str, Any]] = load_geojson,
        *,
        stamp: str = "",
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """Hold a dataset.

        Args:
            dataset: every table, checked together.
            outlines: reads the simplified outlines (GeoJSON); called at the first map, so that a
                view without a map does not need them.
            files: the Parquet file of each table, as it was read.
            stamp: what tells this content from another (tags of the forms by address).

        Raises:
            DatasetError: at the first map, when the outlines cannot be read; not remembered.
        """
        self.dataset, self._outlines, self.stamp, self.files = dataset, outlines, stamp, files or {}

    @classmethod
    def opened(cls) -> Library:
        """The committed dataset.

        Raises:
            DatasetError: a table is missing, unreadable, or does not go with another.
        """
        return cls(load_dataset())

    @property
    def version(self) -> str:
        """Version of the dataset, as its own table says it."""
        return str(self.dataset.jeu.iloc[0]["version"])

    @property
    def departements(self) -> list[str]:
        """Codes of the départements, in the order of the tables."""
        return list(DEPARTEMENTS)

    @once
    def decimales(self) -> dict[str, int]:
        """Decimals of each indicateur, as the pages write it."""
        rows = self.dataset.indicateurs
        return dict(zip(rows["indicateur"], map(int, rows["decimales"]), strict=True))

    # Lookups -----------------------------------------------------------------

    @once
    def atlas(self) -> Atlas:
        """Lookups of maps."""
        return Atlas(self.dataset)

    @once
    def supply(self) -> Supply:
        """Lookups of the quantified objectives."""
        return Supply(self.dataset)

    @once
    def plans(self) -> Plans:
        """Lookups of défis and objectifs."""
        return Plans(self.dataset)

    @once
    def search_index(self) -> Index:
        """What can be found, and the words it answers to."""
        return build_index(self.atlas, self.plans, self.supply)

    @once
    def palette(self) -> tuple[bytes, str]:
        """Everything that the search of every page suggests, as JSON, and the tag of this answer."""
        return palette_json(self.search_index)

    @once
    def territories(self) -> Territories:
        """The départements with everything that their page says."""
        return Territories(self.atlas, self.plans, self.supply)

    @once
    def geojson(self) -> dict[str, Any]:
        """Simplified outlines."""
        return self._outlines()

    @once
    def outlines(self) -> Outlines:
        """Outlines of the départements as SVG paths."""
        return svg_outlines(self.geojson)

    @memo(16)
    def territory(self, departement: str) -> Territory:
        """One département: its figures, its plan, its cautions."""
        return self.territories.of(departement)

    @memo(64)
    def _territory_head(self, departement: str, chiffres: str) -> tuple[str, str]:
        shown = self.territory(departement)
        return opening_html(shown, self.outlines), figures_html(shown, chiffres=chiffres)

    @memo(128)
    def _territory_plan(self, departement: str, engagements: tuple[str, ...], tied: bool) -> tuple[str, ...]:
        shown = self.territory(departement)
        supply = supply_html(shown, engagements=engagements, tied=tied)
        return intentions_html(shown, engagements=engagements), supply, cautions_html(shown)

    def territory_blocks(
        self, departement: str, chiffres: str, engagements: tuple[str, ...] = (), tied: bool = True
    ) -> tuple[str, ...]:
        """The HTML blocks of the page of one département, in the order they are shown, with the figures chosen.

        The figures do not depend on the engagements: each part is kept by what it depends on.
        """
        return *self._territory_head(departement, chiffres), *self._territory_plan(departement, engagements, tied)

    # Maps --------------------------------------------------------------------

    @once
    def map_payload(self) -> Payload:
        """The constant payload of the map component."""
        payload: Payload = bound_all(map_base(self.atlas, self.geojson))
        return payload

    @once
    def bare_map(self) -> Payload:
        """What every map is drawn on: the payload without what is shown."""
        return {name: part for name, part in self.map_payload.items() if name not in ("menu", "vues", "sources")}

    @memo(1024)
    def map_view(self, key: MapKey, classes: str, cuts: tuple[float, ...]) -> ChoroplethView:
        """One classed map (charts.drawings.map_base.classed_view)."""
        return classed_view(self.atlas, key, classes=classes, cuts=cuts)

    @memo(64)
    def gap_map(self, activite: str, borne: str) -> Payload:
        """The payload of the map of one activité (charts.drawings.gap_map)."""
        payload: Payload = bound_all(gap_map_base(self.supply, activite, borne=borne, outlines=self.bare_map))
        return payload

    # Gaps --------------------------------------------------------------------

    @memo(256)
    def gap_figure(self, activite: str, departements: tuple[str, ...], borne: str, ordre: str) -> Payload:
        """The dumbbell of one activité (charts.drawings.gap_chart)."""
        rows = sorted_rows(self.supply.of(activite, departements), departements, order=ordre, borne=borne)
        payload: Payload = bound_all(gap_chart(rows, departements, borne=borne, stacked=ordre == "departement"))
        return payload

    @memo(64)
    def gap_figures(self, departements: tuple[str, ...], borne: str, ordre: str) -> dict[str, Payload]:
        """The dumbbell of every activité by its name, with the sentence of the row it opens on."""
        found = {}
        for slug, activite in self.supply.activites.items():
            code = self.supply.first_code(slug, departements, borne=borne)
            rows = [row for row in self.supply.of(slug, departements) if row.code == code]
            phrase = bound(sentence_text(self.supply, rows, borne=borne))
            found[activite.libelle] = self.gap_figure(slug, departements, borne, ordre) | {"phrase": phrase}
        return found

    # Scenarios ---------------------------------------------------------------

    @memo(256)
    def outcome(self, scenario: Scenario) -> Outcome:
        """What a scenario keeps (analysis.scenario)."""
        return scenario_outcome(self.plans, self.supply, scenario, self.departements)

    @property
    def reference(self) -> Outcome:
        """The outcome that keeps everything."""
        return self.outcome(REFERENCE)

    @once
    def priority_map(self) -> Payload:
        """The constant payload of the map of what is prioritised (charts.drawings.scenario_map)."""
        payload: Payload = bound_all(priority_map_base(self.plans, self.reference, outlines=self.bare_map))
        return payload

    @memo(64)
    def priority_changes(self, scenario: Scenario) -> dict[str, Payload]:
        """The maps of a scenario that are not those of the reference, which the browser holds."""
        held = self.priority_map["vues"]
        views = bound_all(priority_views(self.plans, self.outcome(scenario)))
        return {code: view for code, view in views.items() if view != held[code]}

    # Filters of the reader -----------------------------------------------------

    @memo(64)
    def kept(self, engagements: tuple[str, ...]) -> tuple[str, ...]:
        """Activités tied to some engagements (analysis.ties), all of them without any."""
        return kept_activites(self.supply, engagements)

    @memo(64)
    def ties(self, engagements: tuple[str, ...]) -> str:
        """Activités kept and left with the reason of their tie, folded."""
        return ties_html(self.supply, self.kept(engagements), engagements)

    @memo(128)
    def cited(self, engagements: tuple[str, ...], departements: tuple[str, ...]) -> tuple[str, str]:
        """What the map says of the filters, and the indicateurs that a plan prints under the engagements, folded."""
        found = cited_indicateurs(self.dataset, self.plans, engagements) if engagements else {}
        filters: dict[str, Sequence[str]] = {"departement": departements, "engagement": engagements}
        return map_text(found, engagements, departements), cited_html(self.atlas, self.plans, found, filters)
