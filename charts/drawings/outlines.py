"""Outlines of the départements as SVG paths, for the component `carte`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

WIDTH = 1000
"""Width of the drawing in SVG units; the height follows."""


@dataclass(frozen=True)
class Outlines:
    """What the map component draws once: frame, one path and one label point a département."""

    view_box: tuple[int, int, int, int]
    paths: dict[str, str]
    labels: dict[str, tuple[int, int]]


def svg_outlines(geojson: dict[str, Any]) -> Outlines:
    """Mercator projection of the simplified outlines, in whole SVG units.

    Args:
        geojson: content of static/departements.geojson (lon, lat; properties code and,
            for the label, point in lon, lat).

    Returns:
        Paths with relative moves (short to send), drawn in the order of the file.
    """
    features = geojson["features"]
    flat = [_mercator(*point) for feature in features for ring in _rings(feature["geometry"]) for point in ring]
    left, top = min(x for x, _ in flat), min(y for _, y in flat)
    scale = WIDTH / (max(x for x, _ in flat) - left)
    height = round((max(y for _, y in flat) - top) * scale)

    def place(lon: float, lat: float) -> tuple[int, int]:
        x, y = _mercator(lon, lat)
        return round((x - left) * scale), round((y - top) * scale)

    return Outlines(
        view_box=(-6, -6, WIDTH + 12, height + 12),
        paths={f["properties"]["code"]: _path(f["geometry"], place) for f in features},
        labels={f["properties"]["code"]: place(*f["properties"]["point"]) for f in features},
    )


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    return math.radians(lon), -math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _path(geometry: dict[str, Any], place: Any) -> str:
    parts = []
    for ring in _rings(geometry):
        points = [place(*point) for point in ring[:-1]]
        moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
        parts.append(f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in moves) + "z")
    return "".join(parts)


def polygon(path: str) -> list[tuple[int, int]]:
    """The points of a path of `svg_outlines` as one line: from each ring back to the start of the first."""
    rings = []
    for start, moves in re.findall(r"M([^l]+)l([^z]*)z", path):
        x, y = map(int, start.split())
        ring, numbers = [(x, y)], list(map(int, moves.split()))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    first = rings[0]
    return [*first, *(point for ring in rings[1:] for point in (first[0], *ring, ring[0]))]
