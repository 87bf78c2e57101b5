"""The outlines as the browser wants them: light, without overlaps, turning the way Plotly expects.

Pure: a frame in, a frame or a text out. `data/build.py` writes the result to `static/departements.geojson`.
"""

import json

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import mapping

LAMBERT_93 = 2154
WGS_84 = 4326
DECIMALS = 4  # about 10 m, a hundredth of the tolerance
GAP_WIDTH_M, GAP_WIDTH_DEGREES = 50.0, 0.0005  # without a width, no gap is ever seen


def simplified_outlines(gdf: gpd.GeoDataFrame, tolerance_m: float = 1000) -> gpd.GeoDataFrame:
    """One row per département: the columns of `gdf`, sorted by code, geometry simplified, in WGS 84.

    Neighbours are simplified together, so that they still share their border. Outer rings are clockwise, against
    RFC 7946: d3-geo, under Plotly, fills the whole page except the département otherwise.

    Args:
        gdf: code, nom, geometry, a valid coverage, in any CRS.
        tolerance_m: square root, in metres, of the area of the smallest bend that stays.

    Raises:
        ValueError: the result is not a valid coverage, before or after rounding.
    """
    projected = gdf.sort_values("code", ignore_index=True).to_crs(LAMBERT_93)
    simplified = shapely.coverage_simplify(projected.geometry.to_numpy(), tolerance_m)
    check_coverage(simplified, step="simplification", gap_width=GAP_WIDTH_M)
    geographic = gpd.GeoSeries(simplified, crs=LAMBERT_93).to_crs(WGS_84).to_numpy()
    rounded = shapely.transform(geographic, lambda points: np.round(points, DECIMALS))
    check_coverage(rounded, step="rounding", gap_width=GAP_WIDTH_DEGREES)
    clockwise = shapely.orient_polygons(shapely.normalize(rounded), exterior_cw=True)
    points = label_points(projected)
    return projected.assign(point=points).set_geometry(gpd.GeoSeries(clockwise, crs=WGS_84))


def label_points(projected: gpd.GeoDataFrame) -> list[tuple[float, float]]:
    """Where a label has most room: the centre of the largest circle inside each outline (lon, lat)."""
    circles = shapely.maximum_inscribed_circle(projected.geometry.to_numpy(), tolerance=500)
    centres = gpd.GeoSeries(shapely.get_point(circles, 0), crs=projected.crs).to_crs(WGS_84)
    return [(round(point.x, DECIMALS), round(point.y, DECIMALS)) for point in centres]


def check_coverage(geometries: np.ndarray, *, step: str, gap_width: float) -> None:
    """Raise ValueError if a geometry is invalid, or if two overlap or do not share their border.

    Args:
        gap_width: width of the widest gap that is a fault, in the unit of `geometries`. A wider one is not seen.
    """
    if not shapely.is_valid(geometries).all() or not shapely.coverage_is_valid(geometries, gap_width=gap_width):
        raise ValueError(f"{step} breaks the coverage of the départements: try a smaller tolerance_m")


def geojson_text(gdf: gpd.GeoDataFrame) -> str:
    """Compact GeoJSON of a WGS 84 frame: code (also the id), nom and label point of each département."""
    features = [
        {
            "type": "Feature",
            "id": row.code,
            "properties": {"code": row.code, "nom": row.nom, "point": list(row.point)},
            "geometry": mapping(row.geometry),
        }
        for row in gdf.itertuples()
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
