"""Turn data/curated into the Parquet tables: `python -m data.build` (or `make data`).

Deterministic: the same curated files give the same bytes. Every refusal names the file,
the row and the column. Nothing is written unless every table has passed every check.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
from pyogrio.errors import DataSourceError

from analysis.build.statuts import GROUP, assign_statuts
from analysis.build.supply_tables import OQOS_FILES, oqos_tables
from analysis.classes import MIN_DISTINCT, default_bounds
from analysis.selection import available_views, index_maps, known_middles, read_values
from analysis.wording import page_titles
from data.checks import VALUE_FILES, check_curated
from data.content_checks import CONTENT_FILES
from data.curated_csv import read_curated
from data.outlines import geojson_text, simplified_outlines
from loaders.dataset import METADATA_SET, METADATA_VERSION, table_bytes, written
from loaders.errors import CuratedError, DatasetError, ReadingError
from loaders.geography import Geography
from loaders.schema import SCHEMA_VERSION, TABLES, pandera_schema

ROOT = Path(__file__).resolve().parent.parent
AREA_CRS = 3035
"""Areas are measured in an equal-area projection (ETRS89 / LAEA Europe), not in Lambert-93."""


def build_tables(curated: Path) -> dict[str, pd.DataFrame]:
    """Every table of the dataset from the curated CSV, checked.

    Args:
        curated: folder of the reviewed files.

    Returns:
        Frames by table name, in the columns of loaders.schema.TABLES.

    Raises:
        CuratedError: a file, a row or a column is refused.
    """
    files = read_files(curated)
    check_curated(files)
    geography = Geography.of_frame(files["territoires"])
    outlines = read_outlines(curated, geography)
    tables = {name: files[name].reset_index(drop=True) for name in files if name in TABLES}
    tables["valeurs"] = _values(files, geography)
    tables["departements"] = outlines
    tables["territoires"] = _territories(tables, outlines, geography)
    tables["defis_departements"] = _retitled("defis_departements", tables)
    tables["objectifs_departements"] = _announced(tables["objectifs_departements"], tables["defis_departements"])
    tables["objectifs_departements"] = _retitled("objectifs_departements", tables)
    tables["objectifs"] = _objectives(tables["objectifs_departements"])
    tables["classes"] = class_table(tables["valeurs"], tables["indicateurs"], geography)
    tables |= oqos_tables(files)
    for name, frame in tables.items():
        pandera_schema(name).validate(pd.DataFrame(frame), lazy=True)
    return {name: tables[name] for name in TABLES}


_COMPUTED = {
    "valeurs_plans": {"origine", "valeur", "statut", "producteur"},
    "statistiques": {"origine", "valeur", "statut"},
    "annonces": {"concordance"},
    "defis_departements": {"titre_retenu"},
    "objectifs_departements": {"titre_page", "titre_retenu"},
    "territoires": {"population", "population_annee", "superficie_km2", "sts_disponible"},
}
"""Columns that the build adds: the curated file must not hold them."""


def read_files(curated: Path) -> dict[str, pd.DataFrame]:
    """Every curated CSV, indexed by the line of its file."""
    names = (
        "jeu",
        "documents",
        "themes",
        "territoires",
        "populations",
        "indicateurs",
        "etiquettes",
        "engagements",
        "defis",
        "defis_departements",
        "objectifs_departements",
        "vigilances",
        "glossaire",
        "titres_retenus",
        "parentes",
        "copies",
        *CONTENT_FILES,
        *OQOS_FILES,
        *VALUE_FILES,
    )
    return {
        name: read_curated(
            curated / f"{name}.csv", TABLES["valeurs" if name in VALUE_FILES else name], without=_COMPUTED.get(name, ())
        )
        for name in names
    }


def read_outlines(curated: Path, geography: Geography) -> gpd.GeoDataFrame:
    """The outlines of curated/departements.geojson in EPSG:2154, sorted by code."""
    path = curated / "departements.geojson"
    where, remedy = (
        f"fichier data/curated/{path.name}",
        "Restaurez le fichier depuis le dépôt ou relancez data/contours.py",
    )
    if not path.is_file():
        raise CuratedError("Les contours sont introuvables", ou=where, que_faire=remedy)
    try:
        frame = gpd.read_file(path)[["code", "nom", "geometry"]]
    except (DataSourceError, KeyError) as error:
        raise CuratedError("Les contours sont illisibles", ou=where, que_faire=remedy) from error
    if sorted(frame["code"]) != list(geography.departements):
        said = f"Les contours ne sont pas ceux des {geography.count} départements"
        raise CuratedError(said, ou=where, que_faire=remedy)
    return frame.to_crs(2154).sort_values("code").reset_index(drop=True)


def _values(files: dict[str, pd.DataFrame], geography: Geography) -> pd.DataFrame:
    """Plans and statistics in one table, with the statut that the written rule gives."""
    plans, statistics, documents = files["valeurs_plans"], files["statistiques"], files["documents"]
    regional = set(documents.loc[documents["type"].eq("prs"), "document"])
    frame = pd.concat(
        [
            plans.assign(origine="plan", producteur=pd.Series(pd.NA, index=plans.index, dtype="str")),
            statistics.assign(origine="statistique"),
        ],
        ignore_index=True,
    )
    frame["valeur"] = frame["valeur_min"].where(frame["valeur_min"].eq(frame["valeur_max"]), pd.NA)
    frame["statut"] = assign_statuts(frame, regional).astype("str")
    frame["note"] = _competing_notes(frame, geography).astype("str")
    order = ["indicateur", "origine", "territoire", "annee", "document", "ligne", "brut"]
    return frame.sort_values(order, kind="stable", ignore_index=True)[TABLES["valeurs"].names]


def _place(document: str, line: object, geography: Geography) -> str:
    """A document in words, and its line: «plan, Hérault, ligne 278»."""
    code = document.removeprefix("sts-")
    name = f"plan, {geography.name(code)}" if code in geography.departements else "document régional"
    return f"{name}, ligne {line}" if document.startswith(("sts-", "prs-")) else "statistique officielle"


def _competing_notes(frame: pd.DataFrame, geography: Geography) -> pd.Series:
    """The note of a competing value also says which value is shown, and where it is printed."""
    kept = frame[frame["statut"].eq("retenue")].set_index(GROUP)
    notes = frame["note"].copy()
    for index, row in frame[frame["statut"].eq("concurrente")].iterrows():
        shown = kept.loc[[tuple(row[GROUP])]].iloc[0]
        where = _place(shown["document"], shown["ligne"], geography)
        text = f"Autre valeur publiée ; la valeur montrée est «{shown['brut']}» ({where})."
        notes[index] = text if pd.isna(notes[index]) else f"{notes[index]} {text}"
    return notes


def _territories(tables: dict[str, pd.DataFrame], outlines: gpd.GeoDataFrame, geography: Geography) -> pd.DataFrame:
    """Names of the curated list, latest population, area of the outlines.

    No density: over outlines that hold water it would contradict the official one.
    """
    named = tables["territoires"]
    latest = tables["populations"].sort_values("annee").groupby("territoire").last()
    area = outlines.set_index("code").to_crs(AREA_CRS).area / 1e6
    area.loc[geography.region] = area.sum()
    plans = tables["documents"].loc[tables["documents"]["type"].eq("sts"), "territoire"]
    return named.assign(
        population=named["code"].map(latest["population"]).astype("Int64"),
        population_annee=named["code"].map(latest["annee"]).astype("Int64"),
        superficie_km2=named["code"].map(area).round(1).astype("Float64"),
        sts_disponible=named["code"].isin(set(plans)),
    )[TABLES["territoires"].names]


def _announced(sheets: pd.DataFrame, pages: pd.DataFrame) -> pd.DataFrame:
    """Each sheet with the line of its défi page that announces it."""
    titles = pd.Series(pd.NA, index=sheets.index, dtype="str")
    listed = {(row.departement, row.code): row.objectifs_listes for row in pages.itertuples()}
    for key, group in sheets.groupby(["departement", sheets["code"].str[:4]]):
        titles[group.index] = page_titles(listed[key], group["titre_objectif"].tolist())
    return sheets.assign(titre_page=titles)


def _retitled(name: str, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Pages or sheets with the title shown instead of one printed by mistake, NA everywhere else."""
    kept = tables["titres_retenus"].set_index(["departement", "code"])["titre_retenu"]
    places = pd.MultiIndex.from_frame(tables[name][["departement", "code"]])
    titles = pd.Series(kept.reindex(places).to_numpy(), index=tables[name].index, dtype="str")
    return tables[name].assign(titre_retenu=titles)[TABLES[name].names]


def _objectives(sheets: pd.DataFrame) -> pd.DataFrame:
    columns = TABLES["objectifs"].names
    return sheets[columns].drop_duplicates("code").sort_values("code", ignore_index=True)


def class_table(valeurs: pd.DataFrame, indicateurs: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """Class bounds of every map that can be drawn, so that no page has to compute them."""
    decimales = dict(zip(indicateurs["indicateur"], indicateurs["decimales"], strict=True))
    mappable = indicateurs.loc[indicateurs["cartographiable"] & indicateurs["portee"].isna(), "indicateur"]
    maps = index_maps(read_values(valeurs), decimales=decimales)
    rows = []
    for key in available_views(maps, mappable=mappable, departements=geography.departements):
        middles = known_middles(maps[key], geography.departements)
        distinct = len(set(middles))
        bounds = default_bounds(middles, decimales=int(decimales[key.indicateur])) if distinct >= MIN_DISTINCT else []
        rows.append((key.indicateur, key.origine, key.annee, len(middles), distinct, [repr(b) for b in bounds]))
    frame = pd.DataFrame(rows, columns=TABLES["classes"].names)
    types = {"annee": "str", "effectif": "Int64", "distinctes": "Int64"}
    return frame.astype(types).sort_values(["indicateur", "origine", "annee"], ignore_index=True)


def parquet_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """One table as Parquet, with the schema version in its metadata."""
    if not TABLES[name].geo:
        return table_bytes(name, frame)
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    table = pq.read_table(io.BytesIO(buffer.getvalue()))
    metadata = {b"geo": table.schema.metadata[b"geo"], METADATA_VERSION: SCHEMA_VERSION.encode()}
    return written(table, metadata)


def build(curated: Path, data: Path, static: Path) -> list[str]:
    """Build and write everything, or nothing.

    Returns:
        One line a file: its name, rows and bytes.
    """
    tables = build_tables(curated)
    contents = one_set({f"{name}.parquet": parquet_bytes(name, frame) for name, frame in tables.items()})
    files: dict[Path, bytes] = {data / name: content for name, content in contents.items()}
    outlines = geojson_text(simplified_outlines(tables["departements"]))
    files[static / "departements.geojson"] = outlines.encode()
    replace_files(files)
    rows: dict[str, Any] = {f"{name}.parquet": len(frame) for name, frame in tables.items()}
    rows["departements.geojson"] = len(json.loads(outlines)["features"])
    return [f"{path.name} : {rows[path.name]} lignes, {len(content)} octets" for path, content in files.items()]


def one_set(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The Parquet files of a set, each with the print of them all: two sets that are mixed are then told apart."""
    mark = hashlib.sha256(b"".join(hashlib.sha256(contents[name]).digest() for name in sorted(contents)))
    tables = {name: pq.read_table(io.BytesIO(content)) for name, content in contents.items()}
    said = {METADATA_SET: mark.hexdigest()[:16].encode()}
    return {name: written(table, table.schema.metadata | said) for name, table in tables.items()}


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write every file beside the one that it replaces, then replace them all: a full disk changes nothing.

    Raises:
        ReadingError: the disk refuses; every file is what it was.
    """
    written = {path: path.with_suffix(path.suffix + ".tmp") for path in files}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            written[path].write_bytes(content)
    except OSError as error:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
        raise ReadingError(
            "Le jeu de données ne peut pas être écrit ; il est resté ce qu'il était",
            ou=str(error.filename or next(iter(files)).parent),
            que_faire="Vérifier les droits et la place du disque, puis recommencer",
        ) from error
    for path, temporary in written.items():
        temporary.replace(path)


def main() -> int:
    parser = argparse.ArgumentParser(description="Construit les tables Parquet à partir de data/curated.")
    parser.add_argument("--curated", type=Path, default=ROOT / "data" / "curated", help="dossier des CSV relus")
    parser.add_argument("--sortie", type=Path, default=ROOT / "data", help="dossier des Parquet")
    parser.add_argument("--static", type=Path, default=ROOT / "static", help="dossier des contours simplifiés")
    arguments = parser.parse_args()
    try:
        print("\n".join(build(arguments.curated, arguments.sortie, arguments.static)))
        again = import_module("data.integration").rebuild(arguments.sortie, now=datetime.now())
        print("\n".join([*again.said, *again.left_out]), end="\n" if again.said else "")
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
