"""The only reader of the Parquet tables: nothing else in the project opens them.

At load each file is checked for its schema version, columns, types and key, then the set for its territories and
its references (under 150 ms for the whole dataset). The full pandera validation runs at build
and in the tests.

Source: data/README.md (dictionary).
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.errors import DatasetError
from loaders.geography import Geography
from loaders.references import check_references
from loaders.schema import SCHEMA_VERSION, TABLES, Table
from loaders.versions import current_folder

if TYPE_CHECKING:
    import geopandas as gpd

FOLDER = "TERRITOIRES_DONNEES"
"""Environment variable: folder of another dataset, with its tables and its outlines (`departements.geojson`)."""

_OURS, _OTHER = Path(__file__).resolve().parent.parent, os.environ.get(FOLDER, "")
DATA_DIR = Path(_OTHER).resolve() if _OTHER else _OURS / "data"
"""Folder of the Parquet files: the committed ones, or those of `FOLDER`."""

STATIC_DIR = DATA_DIR if _OTHER else _OURS / "static"
"""Folder of the outlines that a page draws."""

METADATA_VERSION = b"territoires_schema_version"

METADATA_SET = b"territoires_construction"
"""In each file that `data.build` writes: a print of the whole set that it was written with."""

ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "list": pa.list_(pa.string()),
}
_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
_REBUILD = "Lancez « make data » pour reconstruire les tables, puis rechargez la page"
_RESTORE = "Restaurez le fichier depuis le dépôt ou lancez « make data », puis rechargez la page"


@dataclass(frozen=True)
class Dataset:
    """Every table of the dataset, one frame each (columns: loaders.schema.TABLES)."""

    jeu: pd.DataFrame
    documents: pd.DataFrame
    themes: pd.DataFrame
    territoires: pd.DataFrame
    populations: pd.DataFrame
    departements: pd.DataFrame
    indicateurs: pd.DataFrame
    valeurs: pd.DataFrame
    classes: pd.DataFrame
    etiquettes: pd.DataFrame
    engagements: pd.DataFrame
    defis: pd.DataFrame
    objectifs: pd.DataFrame
    defis_departements: pd.DataFrame
    objectifs_departements: pd.DataFrame
    vigilances: pd.DataFrame
    glossaire: pd.DataFrame
    natures: pd.DataFrame
    publics: pd.DataFrame
    acteurs: pd.DataFrame
    items: pd.DataFrame
    enjeux_defis: pd.DataFrame
    pilotage: pd.DataFrame
    reforme: pd.DataFrame
    avenant: pd.DataFrame
    lieux: pd.DataFrame
    synonymes: pd.DataFrame
    activites: pd.DataFrame
    modalites: pd.DataFrame
    oqos: pd.DataFrame
    correspondances: pd.DataFrame
    ecarts: pd.DataFrame
    totaux: pd.DataFrame
    annonces: pd.DataFrame
    recours: pd.DataFrame
    conditions: pd.DataFrame
    titres_retenus: pd.DataFrame
    parentes: pd.DataFrame
    copies: pd.DataFrame

    @cached_property
    def geography(self) -> Geography:
        """The territories of this dataset."""
        return Geography.of_frame(self.territoires)

    @cached_property
    def about(self) -> dict[str, Any]:
        """The only row of table jeu, by column."""
        row: dict[str, Any] = self.jeu.iloc[0].to_dict()
        return row


def data_folder() -> Path:
    """The folder of the tables that are shown: that of the dataset, or of its last version (loaders.versions).

    Raises:
        DatasetError: the journal of its versions cannot be read.
    """
    return current_folder(DATA_DIR)


def load_dataset(folder: Path | None = None, *, versions: bool = True) -> Dataset:
    """Read and check all tables.

    Args:
        folder: a dataset, NAME.parquet for each table, read in its last version; the one shown when None.
        versions: whether the journal of the folder is followed; without it, its own tables are read.

    Returns:
        A Dataset; its `departements` frame has no geometry (see load_outlines).

    Raises:
        DatasetError: a file is missing, unreadable, of another schema version, or
            breaks the declared columns, types, key or territory codes; or the tables do not go
            together (loaders.references), or come from two sets.
    """
    folder = current_folder(folder or DATA_DIR) if versions else (folder or DATA_DIR)
    frames = {f.name: load_table(f.name, folder) for f in fields(Dataset)}
    check_one_set({name: folder / f"{name}.parquet" for name in frames})
    check_references(frames)
    return Dataset(**frames)


def check_one_set(paths: Mapping[str, Path]) -> None:
    """Refuse files that were written with two sets: a copy that stopped on its way. One without a print is let pass.

    Raises:
        DatasetError: two files bear two prints.
    """
    bearers: dict[bytes, str] = {}
    for name, path in paths.items():
        if mark := (pq.read_schema(path).metadata or {}).get(METADATA_SET):
            bearers.setdefault(mark, name)
    if len(bearers) > 1:
        one, other, *_ = bearers.values()
        raise DatasetError(
            f"Les tables « {one} » et « {other} » ne sont pas d'un même jeu : une copie s'est arrêtée en chemin",
            ou=f"fichiers data/{one}.parquet et data/{other}.parquet",
            que_faire="Recopiez le dossier en entier, ou lancez « make data »",
        )


def load_table(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read and check one table (`name` is a key of TABLES) in its own folder; see load_dataset."""
    table = TABLES[name]
    path = (folder or data_folder()) / f"{name}.parquet"
    arrow = _read(path, table)
    frame = _to_frame(arrow, table)
    _check_key(frame, table, path)
    return frame


def load_outlines(folder: Path | None = None) -> gpd.GeoDataFrame:
    """Outlines of the départements, EPSG:2154 metres, columns code, nom, geometry.

    Raises:
        DatasetError: as load_dataset.
    """
    import geopandas as gpd

    folder = folder or data_folder()
    load_table("departements", folder)
    path = folder / "departements.parquet"
    try:
        return gpd.read_parquet(path)
    except ValueError as error:
        raise DatasetError(
            "Les contours n'ont pas de géométrie", ou=f"fichier data/{path.name}, colonne geometry", que_faire=_RESTORE
        ) from error


def load_geojson(path: Path = STATIC_DIR / "departements.geojson") -> dict[str, Any]:
    """Simplified outlines in WGS 84, as GeoJSON (properties code, nom, point), without geopandas.

    Raises:
        DatasetError: the file is missing or is not GeoJSON.
    """
    where = f"fichier static/{path.name}"
    if not path.is_file():
        raise DatasetError("Les contours simplifiés sont introuvables", ou=where, que_faire=_REBUILD)
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        for feature in content["features"]:
            _ = feature["geometry"]["coordinates"][0], feature["properties"]["point"][1], feature["properties"]["code"]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DatasetError("Les contours simplifiés sont illisibles", ou=where, que_faire=_RESTORE) from error
    return content


def check_outlines(content: dict[str, Any], geography: Geography) -> None:
    """Refuse simplified outlines that are not those of a geography, in its order.

    Raises:
        DatasetError: one is missing, too many, or out of order.
    """
    if [feature["properties"]["code"] for feature in content["features"]] != list(geography.departements):
        raise DatasetError(
            f"Les contours ne sont pas ceux des {geography.count} départements",
            ou="fichier static/departements.geojson",
            que_faire=_RESTORE,
        )


def table_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """One table without outlines as Parquet, with the schema version in its metadata."""
    schema = pa.schema([(column.name, ARROW_TYPES[column.dtype]) for column in TABLES[name].columns])
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    return written(table, {METADATA_VERSION: SCHEMA_VERSION.encode()})


def written(table: pa.Table, metadata: Mapping[bytes, bytes]) -> bytes:
    """A table as a Parquet file of ours, with just this metadata."""
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), sink, compression="zstd", use_dictionary=True)
    return sink.getvalue()


def _read(path: Path, table: Table) -> pa.Table:
    """The file, once its version and its columns are known to be ours."""
    where = f"fichier data/{path.name}"
    if not path.is_file():
        raise DatasetError(f"La table « {table.name} » est introuvable", ou=where, que_faire=_REBUILD)
    try:
        with pq.ParquetFile(path, memory_map=False) as file:
            _check_version(file.schema_arrow, table, where)
            _check_columns(file.schema_arrow, table, where)
            arrow = file.read(columns=table.names, use_threads=False)
    except (pa.ArrowInvalid, OSError) as error:
        raise DatasetError(
            f"La table « {table.name} » est illisible : le fichier est tronqué ou n'est pas un Parquet",
            ou=where,
            que_faire=_RESTORE,
        ) from error
    _check_filled(arrow, table, where)
    return arrow


def _check_version(schema: pa.Schema, table: Table, where: str) -> None:
    version = (schema.metadata or {}).get(METADATA_VERSION, b"absente").decode("utf-8", "replace")
    if version != SCHEMA_VERSION:
        raise DatasetError(
            f"La table « {table.name} » suit la version de schéma « {version} », "
            f"que cette application ne connaît pas (elle lit la version « {SCHEMA_VERSION} »)",
            ou=where,
            que_faire="Installez la version de l'application qui va avec ces données, ou lancez « make data »",
        )


def _check_columns(schema: pa.Schema, table: Table, where: str) -> None:
    for column in table.columns:
        place = f"{where}, colonne {column.name}"
        if column.name not in schema.names:
            raise DatasetError(f"Une colonne manque dans la table « {table.name} »", ou=place, que_faire=_REBUILD)
        found, expected = schema.field(column.name).type, ARROW_TYPES[column.dtype]
        if found not in (expected, _large(expected)):
            raise DatasetError(
                f"Une colonne de la table « {table.name} » est du type {found} au lieu de {expected}",
                ou=place,
                que_faire=_REBUILD,
            )


def _check_filled(arrow: pa.Table, table: Table, where: str) -> None:
    for column in table.columns:
        if not column.na and arrow.column(column.name).null_count:
            raise DatasetError(
                f"Une cellule obligatoire est vide dans la table « {table.name} »",
                ou=f"{where}, colonne {column.name}",
                que_faire=_REBUILD,
            )


def _large(dtype: pa.DataType) -> pa.DataType:
    """Text that passed through geopandas comes back as large_string."""
    return pa.large_string() if dtype == pa.string() else dtype


def _to_frame(arrow: pa.Table, table: Table) -> pd.DataFrame:
    frame = arrow.select(table.names).to_pandas(types_mapper=_NULLABLE.get, use_threads=False)
    lists = [column.name for column in table.columns if column.dtype == "list"]
    for name in lists:
        frame[name] = arrow.column(name).to_pylist()
    return frame


def _check_key(frame: pd.DataFrame, table: Table, path: Path) -> None:
    double = frame.duplicated(list(table.key))
    if double.any():
        row = frame.loc[double, list(table.key)].iloc[0]
        where = ", ".join(f"{name} = {row[name]}" for name in table.key)
        raise DatasetError(
            f"Deux lignes de la table « {table.name} » ont la même clé",
            ou=f"fichier data/{path.name}, {where}",
            que_faire=_REBUILD,
        )
