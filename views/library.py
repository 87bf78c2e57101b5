"""One dataset with every lookup and every memory that its views share.

A server holds one; a session may hold another (a plan being imported), and two of them in
one process never mix: nothing is remembered outside the object. Read-only: a view never
changes a frame in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from analysis.atlas import Atlas
from analysis.closed_sets import Borne, Classes, Niveau, Ordre
from analysis.defi_choice import DefiChoice
from analysis.gap_order import sorted_rows
from analysis.items import Items
from analysis.loaded import LoadedPlans
from analysis.plans import Plans
from analysis.scenario import REFERENCE, Outcome, Scenario, SupplyView
from analysis.scenario import outcome as scenario_outcome
from analysis.search import Index, build_index
from analysis.selection import MapKey
from analysis.steering import Steering
from analysis.supply import Supply
from analysis.territory import Territories, Territory
from analysis.ties import cited_indicateurs, kept_activites
from charts.blocks.defi_sheet import columns_of, defi_part
from charts.blocks.filters import cited, ties
from charts.blocks.records import Blocks, Part
from charts.blocks.scenario_supply import plan_part
from charts.blocks.tag_table import KINDS, tags_part
from charts.blocks.territory import strip
from charts.blocks.territory_blocks import cautions, figures, intentions, supply
from charts.blocks.territory_brief import band, summary
from charts.drawings.choropleth import ChoroplethView
from charts.drawings.defi_matrix import defi_matrix
from charts.drawings.gap_chart import gap_chart
from charts.drawings.gap_map import gap_map_base, gap_views
from charts.drawings.map_base import classed_view, map_base
from charts.drawings.outlines import Outlines, svg_outlines
from charts.drawings.scenario_map import priority_map_base, priority_views
from charts.words.filter_words import map_text
from charts.words.gap_words import REVISED_MARK
from charts.words.typography import bound_all
from loaders.dataset import Dataset, check_outlines, load_dataset, load_geojson
from loaders.geography import Geography
from views.common import foot_words
from views.memo import memo, once

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
        key: str = "",
    ) -> None:
        """Hold a dataset.

        Args:
            dataset: every table, checked together.
            outlines: reads the simplified outlines (GeoJSON); called at the first map, so that a
                view without a map does not need them.
            files: the Parquet file of each table, as it was read.
            stamp: what tells this content from another (tags of the forms by address).
            key: what names this set in an address, its stamp without one: that of a session alone has a name that
                nobody guesses (shell/private.py), and no file bears it.

        Raises:
            DatasetError: at the first map, when the outlines cannot be read; not remembered.
        """
        self.dataset, self._outlines, self.stamp, self.files = dataset, outlines, stamp, files or {}
        self.key = key or stamp

    @classmethod
    def opened(cls) -> Library:
        """The committed dataset.

        Raises:
            DatasetError: a table is missing, unreadable, or does not go with another.
        """
        return cls(load_dataset())

    @property
    def alone(self) -> bool:
        """Whether it is that of one session: nobody else may keep what is written of it."""
        return self.key != self.stamp

    @once
    def written(self) -> dict[str, Any]:
        """What a writer keeps of the views of this dataset, by their address; it goes with the dataset."""
        return {}

    @property
    def version(self) -> str:
        """Version of the dataset, as its own table says it."""
        return str(self.dataset.about["version"])

    @property
    def day(self) -> date:
        """The date of the dataset, that of every file written from it."""
        return date.fromisoformat(str(self.dataset.about["date"])[:10])

    @property
    def title(self) -> str:
        """Name of the product, as its dataset says it."""
        return str(self.dataset.about["titre"])

    @property
    def geography(self) -> Geography:
        """The territories of the dataset."""
        return self.dataset.geography

    @property
    def departements(self) -> list[str]:
        """Codes of the départements, in the order of the tables."""
        return list(self.geography.departements)

    @once
    def foot(self) -> tuple[str, str]:
        """What the foot of every page says of the dataset."""
        return foot_words(self.dataset)

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

    @property
    def loaded_plans(self) -> LoadedPlans:
        """What is loaded of each plan."""
        return self.plans.loaded_plans

    @property
    def items(self) -> Items:
        """Lookups of the lists that plans print."""
        return self.plans.items

    @once
    def steering(self) -> Steering:
        """Lookups of what is announced to steer, and of the reform."""
        return Steering(self.dataset)

    @once
    def search_index(self) -> Index:
        """What can be found, and the words it answers to."""
        return build_index(self.atlas, self.plans, self.supply)

    @once
    def territories(self) -> Territories:
        """The départements with everything that their page says."""
        return Territories(self.atlas, self.plans, self.supply)

    @once
    def geojson(self) -> dict[str, Any]:
        """Simplified outlines, those of the départements of the dataset."""
        content = self._outlines()
        check_outlines(content, self.geography)
        return content

    @once
    def outlines(self) -> Outlines:
        """Outlines of the départements as SVG paths."""
        return svg_outlines(self.geojson)

    @memo(64)
    def territory(self, departement: str, avec: str = "") -> Territory:
        """One département: its figures, its plan, its cautions.

        Args:
            avec: another one that its figures are read beside; none when empty.
        """
        return self.territories.beside(departement, avec) if avec else self.territories.of(departement)

    @memo(16)
    def _territory_ends(self, departement: str) -> tuple[Part, Part, Part, Part]:
        shown = self.territory(departement)
        return (
            _section("sommaire", summary(shown)),
            _section("ouverture", band(shown, self.outlines)),
            _section("ressemblances", strip(shown, self.outlines)),
            _section("vigilances", cautions(shown)),
        )

    @memo(64)
    def _territory_figures(self, departement: str, chiffres: str, avec: str) -> Part:
        return _section("chiffres", figures(self.territory(departement, avec), chiffres=chiffres))

    @memo(128)
    def _territory_plan(self, departement: str, engagements: tuple[str, ...]) -> Part:
        return _section("plan", intentions(self.territory(departement), engagements=engagements))

    @memo(128)
    def _territory_supply(self, departement: str, tied: tuple[str, ...]) -> Part:
        return _section("offre", supply(self.territory(departement), engagements=tied))

    def territory_sections(
        self,
        departement: str,
        chiffres: str,
        engagements: tuple[str, ...] = (),
        tied: tuple[str, ...] = (),
        *,
        avec: str = "",
    ) -> Blocks:
        """The sections of the page of one département, each kept by what it depends on.

        Args:
            engagements: those whose défis are shown.
            tied: those whose activités are shown, by our own ties.
            avec: the département that its figures are read beside; none when empty.
        """
        menu, first, alike, last = self._territory_ends(departement)
        return (
            menu,
            first,
            self._territory_figures(departement, chiffres, avec),
            alike,
            self._territory_plan(departement, engagements),
            self._territory_supply(departement, tied),
            last,
        )

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
    def map_view(self, key: MapKey, classes: Classes, cuts: tuple[float, ...]) -> ChoroplethView:
        """One classed map (charts.drawings.map_base.classed_view)."""
        return classed_view(self.atlas, key, classes=classes, cuts=cuts)

    @memo(64)
    def gap_views(self, activite: str, borne: Borne) -> dict[str, ChoroplethView]:
        """The maps of one activité by measure and row (charts.drawings.gap_map)."""
        return gap_views(self.supply, activite, borne=borne)

    @memo(64)
    def gap_map(self, activite: str, borne: Borne) -> Payload:
        """The payload of the maps of one activité."""
        views = self.gap_views(activite, borne)
        payload: Payload = bound_all(gap_map_base(self.supply, activite, views, outlines=self.bare_map))
        return payload

    # Gaps --------------------------------------------------------------------

    @memo(256)
    def gap_figure(
        self, activite: str, departements: tuple[str, ...], borne: Borne, ordre: Ordre, *, common: bool = True
    ) -> Payload:
        """The dumbbell of one activité (charts.drawings.gap_chart)."""
        rows = sorted_rows(self.supply.of(activite, departements), departements, order=ordre, borne=borne)
        payload: Payload = bound_all(
            gap_chart(
                rows, self.geography.by_code(departements), borne=borne, stacked=ordre == "departement", common=common
            )
        )
        return payload

    @memo(32)
    def departement_figure(
        self,
        departements: tuple[str, ...],
        activites: tuple[str, ...],
        borne: Borne,
        ordre: Ordre,
        toutes: bool,
        common: bool = True,
    ) -> Payload:
        """The dumbbell of every activité of some départements, under the names of the activités.

        Args:
            toutes: whether the rows without a gap are drawn too.
        """
        supply = self.supply
        rows = [
            row
            for slug in activites
            for row in sorted_rows(supply.of(slug, departements), departements, order=ordre, borne=borne)
            if toutes or row.gaps[borne] is not None
        ]
        names = {
            slug: entry.libelle_court + (REVISED_MARK if entry.revisee else "")
            for slug, entry in supply.activites.items()
        }
        stacked = ordre == "departement"
        drawn = gap_chart(
            rows,
            self.geography.by_code(departements),
            borne=borne,
            headings=names,
            stacked=stacked,
            common=common,
        )
        payload: Payload = bound_all(drawn)
        return payload

    # Défis -------------------------------------------------------------------

    @memo(64)
    def defi_matrix(self, choice: DefiChoice, departements: tuple[str, ...]) -> Payload:
        """The table of buttons défi x département (charts.drawings.defi_matrix)."""
        payload: Payload = bound_all(defi_matrix(self.plans, choice, departements))
        return payload

    @memo(16)
    def defi_parts(self, choice: DefiChoice, departements: tuple[str, ...]) -> Blocks:
        """Every défi of a choice, its plans side by side (charts.blocks.defi_sheet)."""
        return tuple(map(defi_part, columns_of(self.plans, choice, departements)))

    @memo(16)
    def tag_parts(self, departements: tuple[str, ...], defis: tuple[str, ...], niveau: Niveau) -> Blocks:
        """Thèmes, then parcours, of some plans (charts.blocks.tag_table)."""
        return tuple(tags_part(self.plans, kind, departements, defis=defis, niveau=niveau) for kind in KINDS)

    # Scenarios ---------------------------------------------------------------

    @memo(256)
    def outcome(self, scenario: Scenario) -> Outcome:
        """What a scenario keeps (analysis.scenario)."""
        return scenario_outcome(self.plans, self.supply, scenario, self.departements)

    @property
    def reference(self) -> Outcome:
        """The outcome that keeps everything."""
        return self.outcome(REFERENCE)

    @memo(512)
    def scenario_plan(self, activites: tuple[str, ...], borne: Borne, departement: str) -> Part:
        """The quantified objectives of one plan among some activités (charts.blocks.scenario_supply)."""
        rows = (row for slug in activites for row in self.supply.of(slug, [departement]) if row.denombre)
        return plan_part(self.supply, SupplyView(activites, (), tuple(rows), borne), departement)

    @once
    def priority_map(self) -> Payload:
        """The constant payload of the map of what is prioritised (charts.drawings.scenario_map)."""
        views = self.priority_views(REFERENCE)
        payload: Payload = bound_all(priority_map_base(self.plans, views, outlines=self.bare_map))
        return payload

    @memo(64)
    def priority_views(self, scenario: Scenario) -> dict[str, ChoroplethView]:
        """The maps of a scenario by code (charts.drawings.scenario_map)."""
        return priority_views(self.plans, self.outcome(scenario))

    @memo(64)
    def priority_changes(self, scenario: Scenario) -> dict[str, Payload]:
        """The maps of a scenario that are not those of the reference, which the browser holds."""
        held = self.priority_views(REFERENCE)
        changed = {code: view for code, view in self.priority_views(scenario).items() if view != held[code]}
        payloads: dict[str, Payload] = bound_all({code: view.payload() for code, view in changed.items()})
        return payloads

    # Filters of the reader -----------------------------------------------------

    @memo(64)
    def kept(self, engagements: tuple[str, ...]) -> tuple[str, ...]:
        """Activités tied to some engagements (analysis.ties), all of them without any."""
        return kept_activites(self.supply, engagements)

    @memo(64)
    def ties(self, engagements: tuple[str, ...]) -> Blocks:
        """Activités kept and left with the reason of their tie, folded."""
        return ties(self.supply, self.kept(engagements), engagements)

    @memo(128)
    def cited(self, engagements: tuple[str, ...], departements: tuple[str, ...]) -> tuple[str, Blocks]:
        """What the map says of the filters, and the indicateurs that a plan prints under the engagements, folded."""
        found = cited_indicateurs(self.dataset, self.plans, engagements) if engagements else {}
        filters: dict[str, Sequence[str]] = {"departement": departements, "engagement": engagements}
        return map_text(found, engagements, departements), cited(self.atlas, self.plans, found, filters)


def _section(name: str, blocks: Blocks) -> Part:
    return Part(blocks, f"territoire territoire-{name}", section=True)
