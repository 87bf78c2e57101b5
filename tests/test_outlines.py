"""Outlines: a valid coverage of the 13 départements, light for the browser, true to the areas and the densities."""

import json
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point, shape

from charts.drawings.outlines import WIDTH, svg_outlines
from data.build import AREA_CRS
from data.outlines import check_coverage, simplified_outlines
from loaders.dataset import STATIC_DIR, Dataset, load_geojson, load_outlines
from tests.places import DEPARTEMENTS

LLIVIA = Point(615_505, 6_153_120)  # EPSG:2154, the Spanish enclave in Pyrénées-Orientales


@pytest.fixture(scope="module")
def full() -> gpd.GeoDataFrame:
    return load_outlines().set_index("code")


@pytest.fixture(scope="module")
def light() -> dict[str, Any]:
    return load_geojson()


@pytest.fixture(scope="module")
def shapes(light: dict[str, Any]) -> dict[str, Any]:
    return {feature["id"]: shape(feature["geometry"]) for feature in light["features"]}


def polygons(geometry: Any) -> list[Any]:
    return list(getattr(geometry, "geoms", [geometry]))


def test_full_outlines_are_a_valid_coverage(full: gpd.GeoDataFrame) -> None:
    assert full.geometry.is_valid.all()
    assert shapely.coverage_is_valid(full.geometry.to_numpy())


def test_light_outlines_are_a_valid_coverage_of_13_codes(shapes: dict[str, Any]) -> None:
    assert list(shapes) == list(DEPARTEMENTS)
    assert all(outline.is_valid for outline in shapes.values())
    assert shapely.coverage_is_valid(list(shapes.values()))


def test_overlapping_outlines_are_refused() -> None:
    with pytest.raises(ValueError, match="breaks the coverage"):
        check_coverage(shapely.box([0, 0.5], [0, 0], [1, 2], [1, 1]), step="rounding")


def test_outer_rings_are_clockwise(shapes: dict[str, Any]) -> None:
    rings = [polygon.exterior for outline in shapes.values() for polygon in polygons(outline)]
    assert not any(ring.is_ccw for ring in rings)


def test_holes_turn_the_other_way(shapes: dict[str, Any]) -> None:
    holes = [hole for outline in shapes.values() for polygon in polygons(outline) for hole in polygon.interiors]
    assert all(hole.is_ccw for hole in holes)


def test_light_outlines_weigh_under_50_kb() -> None:
    assert (STATIC_DIR / "departements.geojson").stat().st_size < 50_000


def test_coordinates_are_longitude_then_latitude(shapes: dict[str, Any]) -> None:
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    assert -0.5 < west < east < 5
    assert 42 < south < north < 45.5


def test_label_point_is_inside_its_outline(light: dict[str, Any], shapes: dict[str, Any]) -> None:
    for feature in light["features"]:
        assert shapes[feature["id"]].contains(Point(feature["properties"]["point"])), feature["id"]


def test_light_areas_are_within_1_percent_of_full_detail(full: gpd.GeoDataFrame, shapes: dict[str, Any]) -> None:
    light_area = gpd.GeoSeries(shapes, crs=4326).to_crs(AREA_CRS).area
    full_area = full.to_crs(AREA_CRS).area
    assert ((light_area / full_area - 1).abs() < 0.01).all()


def test_llivia_is_a_hole_of_pyrenees_orientales(full: gpd.GeoDataFrame) -> None:
    holes = [hole for polygon in polygons(full.geometry["66"]) for hole in polygon.interiors]
    assert any(shapely.Polygon(hole).contains(LLIVIA) for hole in holes)
    assert not full.geometry.contains(LLIVIA).any()


def test_no_other_departement_has_a_hole_that_no_neighbour_fills(full: gpd.GeoDataFrame) -> None:
    region = full.geometry.union_all()
    assert [
        hole for polygon in polygons(region) for hole in polygon.interiors if not shapely.Polygon(hole).contains(LLIVIA)
    ] == []


def test_stored_area_is_the_area_of_the_outline(dataset: Dataset, full: gpd.GeoDataFrame) -> None:
    stored = dataset.territoires.set_index("code")["superficie_km2"]
    measured = full.to_crs(AREA_CRS).area / 1e6
    assert ((stored[list(DEPARTEMENTS)] - measured).abs() <= 0.051).all()
    assert stored["R76"] == pytest.approx(measured.sum(), abs=0.051)
    assert stored[["FR", "FRM"]].isna().all()


@pytest.mark.parametrize(
    ("code", "years"), [*((code, range(2017, 2022)) for code in ("09", "34", "46", "48")), ("R76", [2019])]
)
def test_printed_density_agrees_with_population_over_area(dataset: Dataset, code: str, years: range) -> None:
    valeurs = dataset.valeurs
    printed = valeurs[
        valeurs["indicateur"].eq("densite_population") & valeurs["origine"].eq("plan") & valeurs["territoire"].eq(code)
    ]["valeur"].astype(float)
    assert len(printed) == 1
    area = float(dataset.territoires.set_index("code").at[code, "superficie_km2"])
    populations = dataset.populations[dataset.populations["territoire"].eq(code)].set_index("annee")["population"]
    computed = pd.Series([populations[year] / area for year in years])
    low, high = (printed.iloc[0] - 0.5) / 1.015, (printed.iloc[0] + 0.5) * 1.015
    assert computed.between(low, high).any(), (code, printed.iloc[0], computed.tolist())


def test_simplifying_ignores_row_order(full: gpd.GeoDataFrame) -> None:
    frame = full.reset_index()
    straight, shuffled = simplified_outlines(frame), simplified_outlines(frame.sample(frac=1, random_state=3))
    assert straight["code"].tolist() == shuffled["code"].tolist()
    assert straight.geometry.geom_equals(shuffled.geometry).all()


def test_svg_paths_are_closed_and_inside_the_frame(light: dict[str, Any]) -> None:
    outlines = svg_outlines(light)
    left, top, width, height = outlines.view_box
    assert list(outlines.paths) == list(outlines.labels) == list(DEPARTEMENTS)
    assert width == WIDTH + 12
    for code, path in outlines.paths.items():
        assert path.startswith("M") and path.endswith("z"), code
        x, y = outlines.labels[code]
        assert left < x < left + width and top < y < top + height


def test_svg_draws_north_up_and_east_right(light: dict[str, Any]) -> None:
    labels = svg_outlines(light).labels
    assert labels["46"][1] < labels["09"][1]
    assert labels["65"][0] < labels["30"][0]


def test_llivia_stays_a_hole_in_the_light_outlines(shapes: dict[str, Any]) -> None:
    enclave = gpd.GeoSeries([LLIVIA], crs=2154).to_crs(4326).iloc[0]
    assert any(polygon.interiors for polygon in polygons(shapes["66"]))
    assert not shapes["66"].contains(enclave)


def test_geojson_is_compact_text_with_accents() -> None:
    text = (STATIC_DIR / "departements.geojson").read_text("utf-8")
    assert "Hérault" in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
