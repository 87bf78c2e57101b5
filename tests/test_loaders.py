"""The reader of the Parquet: what it refuses and how it says so, and the contract of the committed tables."""

import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.dataset import (
    ARROW_TYPES,
    DATA_DIR,
    METADATA_SET,
    METADATA_VERSION,
    STATIC_DIR,
    Dataset,
    check_outlines,
    load_dataset,
    load_geojson,
    load_outlines,
    load_table,
)
from loaders.errors import DatasetError
from loaders.schema import SCHEMA_VERSION, TABLES, pandera_schema
from tests.places import DEPARTEMENTS, GEOGRAPHY, TERRITOIRES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the committed Parquet files, to break."""
    for path in DATA_DIR.glob("*.parquet"):
        shutil.copy(path, tmp_path)
    return tmp_path


def rewrite(folder: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Replace a Parquet file by a changed table; the schema version is kept unless `change` drops it."""
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    changed = change(table)
    metadata = {**table.schema.metadata, **(changed.schema.metadata or {})}
    pq.write_table(changed.replace_schema_metadata(metadata), path)


def replace_cell(table: pa.Table, column: str, row: int, value: object) -> pa.Table:
    cells = table[column].to_pylist()
    cells[row] = value
    return table.set_column(table.column_names.index(column), column, pa.array(cells, table.schema.field(column).type))


def refusal(folder: Path) -> DatasetError:
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    return caught.value


def assert_three_parts(error: DatasetError, *, quoi: str, ou: str, que_faire: str) -> None:
    assert quoi in error.quoi
    assert ou in error.ou
    assert que_faire in error.que_faire
    assert str(error) == f"{error.quoi} ({error.ou}). {error.que_faire}."


def test_missing_file_is_named(folder: Path) -> None:
    (folder / "valeurs.parquet").unlink()
    assert_three_parts(
        refusal(folder), quoi="« valeurs » est introuvable", ou="data/valeurs.parquet", que_faire="make data"
    )


@pytest.mark.parametrize("kept", [0, 3, 100, 2000, -1])
def test_truncated_parquet_is_refused(folder: Path, kept: int) -> None:
    path = folder / "territoires.parquet"
    path.write_bytes(path.read_bytes()[:kept])
    assert_three_parts(refusal(folder), quoi="tronqué", ou="data/territoires.parquet", que_faire="Restaurez le fichier")


def test_file_that_is_not_a_parquet_is_refused(folder: Path) -> None:
    (folder / "defis.parquet").write_text("code,libelle\nE1D1,x\n" * 50, "utf-8")
    assert_three_parts(
        refusal(folder), quoi="n'est pas un Parquet", ou="data/defis.parquet", que_faire="Restaurez le fichier"
    )


def test_missing_column_is_refused_and_the_file_named(folder: Path) -> None:
    rewrite(folder, "valeurs", lambda table: table.drop_columns(["note"]))
    assert_three_parts(refusal(folder), quoi="« valeurs »", ou="data/valeurs.parquet", que_faire="make data")


def test_column_of_another_type_is_named_with_both_types(folder: Path) -> None:
    def as_text(table: pa.Table) -> pa.Table:
        position = table.column_names.index("valeur_min")
        return table.set_column(position, "valeur_min", table["valeur_min"].cast(pa.string()))

    rewrite(folder, "valeurs", as_text)
    assert_three_parts(
        refusal(folder), quoi="du type string au lieu de double", ou="colonne valeur_min", que_faire="make data"
    )


@pytest.mark.parametrize(("metadata", "said"), [({METADATA_VERSION: b"99"}, "« 99 »"), ({}, "« absente »")])
def test_unknown_schema_version_is_said(folder: Path, metadata: dict[bytes, bytes], said: str) -> None:
    path = folder / "classes.parquet"
    pq.write_table(pq.read_table(path).replace_schema_metadata(metadata), path)
    error = refusal(folder)
    assert_three_parts(error, quoi=said, ou="data/classes.parquet", que_faire="Installez la version")
    assert f"« {SCHEMA_VERSION} »" in error.quoi


def test_tables_of_two_sets_are_refused_by_their_names(folder: Path) -> None:
    path = folder / "valeurs.parquet"
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, METADATA_SET: b"autre"}), path)
    error = refusal(folder)
    assert_three_parts(error, quoi="« valeurs »", ou="data/valeurs.parquet", que_faire="make data")
    pq.write_table(table.replace_schema_metadata({METADATA_VERSION: SCHEMA_VERSION.encode()}), path)
    assert load_dataset(folder, versions=False).jeu.shape[0] == 1, "a table without a print is anybody's"


def test_null_in_a_required_column_is_refused(folder: Path) -> None:
    rewrite(folder, "valeurs", lambda table: replace_cell(table, "brut", 4, None))
    assert_three_parts(refusal(folder), quoi="obligatoire est vide", ou="colonne brut", que_faire="make data")


def test_null_in_an_optional_column_is_read(folder: Path) -> None:
    rewrite(folder, "valeurs", lambda table: replace_cell(table, "note", 4, None))
    assert pd.isna(load_table("valeurs", folder)["note"].iloc[4])


def test_duplicate_key_is_refused_and_told(folder: Path) -> None:
    rewrite(folder, "defis", lambda table: pa.concat_tables([table, table.slice(3, 1)]))
    double = pq.read_table(DATA_DIR / "defis.parquet")["code"][3].as_py()
    assert_three_parts(refusal(folder), quoi="la même clé", ou=f"code = {double}", que_faire="make data")


def test_unknown_departement_code_is_refused(folder: Path) -> None:
    rewrite(folder, "defis_departements", lambda table: replace_cell(table, "departement", 0, "99"))
    assert_three_parts(
        refusal(folder),
        quoi="« 99 »",
        ou="data/defis_departements.parquet, colonne departement",
        que_faire="Les codes admis",
    )


def test_code_without_its_zero_is_unknown(folder: Path) -> None:
    rewrite(folder, "territoires", lambda table: replace_cell(table, "code", 0, "9"))
    assert_three_parts(refusal(folder), quoi="« 9 »", ou="colonne code", que_faire="Les codes admis")


def geojson_refusal(path: Path) -> DatasetError:
    with pytest.raises(DatasetError) as caught:
        load_geojson(path)
    return caught.value


def test_missing_geojson_is_refused(tmp_path: Path) -> None:
    error = geojson_refusal(tmp_path / "departements.geojson")
    assert_three_parts(error, quoi="introuvables", ou="static/departements.geojson", que_faire="make data")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"features":3}', b"\xff\xfe\x00"])
def test_broken_geojson_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "departements.geojson"
    path.write_bytes(content)
    assert_three_parts(
        geojson_refusal(path), quoi="illisibles", ou="static/departements.geojson", que_faire="Restaurez"
    )


def test_geojson_of_other_departements_is_refused(tmp_path: Path) -> None:
    content = json.loads((STATIC_DIR / "departements.geojson").read_text("utf-8"))
    path = tmp_path / "departements.geojson"
    path.write_text(json.dumps({**content, "features": content["features"][1:]}), "utf-8")
    with pytest.raises(DatasetError) as caught:
        check_outlines(load_geojson(path), GEOGRAPHY)
    assert_three_parts(caught.value, quoi="13 départements", ou="static/departements.geojson", que_faire="Restaurez")


def test_outlines_pass_the_same_checks_as_tables(folder: Path) -> None:
    (folder / "departements.parquet").unlink()
    with pytest.raises(DatasetError) as caught:
        load_outlines(folder)
    assert_three_parts(caught.value, quoi="introuvable", ou="data/departements.parquet", que_faire="make data")


def test_every_declared_table_is_committed_and_loaded() -> None:
    assert {path.stem for path in DATA_DIR.glob("*.parquet")} == set(TABLES)
    assert {field.name for field in fields(Dataset)} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_parquet_has_the_declared_columns_types_and_version(name: str) -> None:
    table, schema = TABLES[name], pq.read_schema(DATA_DIR / f"{name}.parquet")
    assert schema.names == [*table.names, *(["geometry"] if table.geo else [])]
    assert schema.metadata[METADATA_VERSION].decode() == SCHEMA_VERSION
    if not table.geo:
        assert [schema.field(column.name).type for column in table.columns] == [
            ARROW_TYPES[column.dtype] for column in table.columns
        ]


@pytest.mark.parametrize("name", TABLES)
def test_full_schema_accepts_the_committed_table(dataset: Dataset, name: str) -> None:
    frame = pd.DataFrame(load_outlines()) if TABLES[name].geo else getattr(dataset, name)
    assert list(frame.columns)[: len(TABLES[name].names)] == TABLES[name].names
    pandera_schema(name).validate(frame, lazy=True)


def test_full_schema_refuses_an_unlisted_value(dataset: Dataset) -> None:
    from pandera.errors import SchemaErrors

    with pytest.raises(SchemaErrors):
        pandera_schema("indicateurs").validate(dataset.indicateurs.assign(sens="bon"), lazy=True)


def test_departement_codes_stay_two_character_text(dataset: Dataset) -> None:
    assert dataset.territoires["code"].tolist() == list(TERRITOIRES)
    assert "09" in set(dataset.valeurs["territoire"])
    for frame, column in ((dataset.valeurs, "territoire"), (dataset.defis_departements, "departement")):
        assert set(frame[column]) <= set(TERRITOIRES)
        assert isinstance(frame[column].iloc[0], str)


def test_na_stays_na_and_zero_stays_zero(dataset: Dataset) -> None:
    stored = pq.read_table(DATA_DIR / "valeurs.parquet").to_pylist()
    zeros = [row["valeur_min"] == 0 for row in stored]
    assert dataset.valeurs["valeur_min"].eq(0).tolist() == zeros
    assert dataset.valeurs["ligne"].isna().tolist() == [row["ligne"] is None for row in stored]
    assert dataset.valeurs["annee"].isna().tolist() == [row["annee"] is None for row in stored]


def test_outlines_are_the_13_departements_in_lambert_93() -> None:
    outlines = load_outlines()
    assert outlines["code"].tolist() == list(DEPARTEMENTS)
    assert outlines.crs.to_epsg() == 2154
