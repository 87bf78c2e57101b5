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
from data.contours import GAP_WIDTH_M, OVERLAP_M2, ContoursError, check_outlines, holes_of, overlap_m2
from data.outlines import GAP_WIDTH_DEGREES, check_coverage, simplified_outlines
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
    assert shapely.coverage_is_valid(full.geometry.to_numpy(), gap_width=GAP_WIDTH_M)


def test_full_outlines_count_no_surface_twice(full: gpd.GeoDataFrame) -> None:
    geometries = full.geometry.to_numpy()
    assert overlap_m2(geometries) <= OVERLAP_M2
    assert shapely.area(shapely.coverage_union_all(geometries)) == pytest.approx(full.geometry.union_all().area, abs=1)


def test_full_outlines_pass_the_checks_of_the_script_that_made_them(full: gpd.GeoDataFrame) -> None:
    check_outlines(full.reset_index())


def with_outline(full: gpd.GeoDataFrame, code: str, change: Any) -> gpd.GeoDataFrame:
    """The outlines with one of them changed."""
    changed = full.geometry.copy()
    changed[code] = change(changed[code])
    return full.set_geometry(changed).reset_index()


def a_commune(full: gpd.GeoDataFrame, code: str) -> Any:
    """A disc as large as a commune, far from every border of its département."""
    return shapely.point_on_surface(full.geometry[code]).buffer(2000).intersection(full.geometry[code])


def test_a_commune_missing_inside_is_refused_though_the_coverage_is_called_valid(full: gpd.GeoDataFrame) -> None:
    faulty = with_outline(full, "12", lambda outline: outline.difference(a_commune(full, "12")))
    assert shapely.coverage_is_valid(faulty.geometry.to_numpy(), gap_width=GAP_WIDTH_M)
    with pytest.raises(ContoursError, match="Llívia n'est pas le seul trou"):
        check_outlines(faulty)


def test_a_commune_given_to_two_departements_is_refused(full: gpd.GeoDataFrame) -> None:
    faulty = with_outline(full, "81", lambda outline: outline.union(a_commune(full, "12")))
    assert overlap_m2(faulty.geometry.to_numpy()) > 1e6
    with pytest.raises(ContoursError, match="se recouvrent"):
        check_outlines(faulty)


def test_a_commune_given_to_a_departement_that_does_not_touch_it_is_refused(full: gpd.GeoDataFrame) -> None:
    commune = a_commune(full, "12")
    exchanged = with_outline(full, "12", lambda outline: outline.difference(commune)).set_index("code")
    faulty = with_outline(exchanged, "81", lambda outline: outline.union(commune))
    assert holes_of(faulty.geometry.to_numpy())[0].contains(LLIVIA)
    with pytest.raises(ContoursError, match="Llívia n'est pas le seul trou"):
        check_outlines(faulty)


def test_a_slit_is_seen_only_by_a_coverage_that_is_told_its_width() -> None:
    notch = shapely.Polygon([(0, 0), (1000, 0), (980, 500), (1000, 1000), (0, 1000)])
    slit = shapely.polygons(
        [shapely.get_exterior_ring(notch), shapely.get_exterior_ring(shapely.box(1000, 0, 2000, 1000))]
    )
    assert shapely.coverage_is_valid(slit)
    assert not shapely.coverage_is_valid(slit, gap_width=GAP_WIDTH_M)
    with pytest.raises(ValueError, match="breaks the coverage"):
        check_coverage(slit, step="rounding", gap_width=GAP_WIDTH_M)


def test_an_overlap_counts_twice_in_the_union_of_a_coverage() -> None:
    overlapping = shapely.box([0, 990], [0, 0], [1000, 2000], [1000, 1000])
    assert shapely.area(shapely.coverage_union_all(overlapping)) == shapely.area(overlapping).sum()
    assert overlap_m2(overlapping) == pytest.approx(10_000)


def test_light_outlines_are_a_valid_coverage_of_13_codes(shapes: dict[str, Any]) -> None:
    assert list(shapes) == list(DEPARTEMENTS)
    assert all(outline.is_valid for outline in shapes.values())
    geometries = list(shapes.values())
    assert shapely.coverage_is_valid(geometries, gap_width=GAP_WIDTH_DEGREES)
    assert shapely.area(geometries).sum() == pytest.approx(shapely.area(shapely.union_all(geometries)), rel=1e-12)


def test_overlapping_outlines_are_refused() -> None:
    with pytest.raises(ValueError, match="breaks the coverage"):
        check_coverage(shapely.box([0, 0.5], [0, 0], [1, 2], [1, 1]), step="rounding", gap_width=GAP_WIDTH_DEGREES)


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


def test_no_departement_has_another_interior_ring_filled_or_not_by_a_neighbour(full: gpd.GeoDataFrame) -> None:
    rings = {
        code: sum(len(polygon.interiors) for polygon in polygons(outline)) for code, outline in full.geometry.items()
    }
    assert {code: count for code, count in rings.items() if count} == {"66": 1}
    assert len(holes_of(full.geometry.to_numpy())) == 1


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
