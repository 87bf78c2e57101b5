"""A set of tables is taken whole or refused: each reference broken alone is told with its two tables."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from data.build import parquet_bytes
from loaders.dataset import DATA_DIR, Dataset, load_dataset
from loaders.errors import DatasetError
from loaders.references import MAY_BE_EMPTY, REFERENCES, Reference, check_references
from loaders.schema import TABLES

NAMES = [field.name for field in fields(Dataset)]


@pytest.fixture
def frames(dataset: Dataset) -> dict[str, pd.DataFrame]:
    return {name: getattr(dataset, name) for name in NAMES}


def test_the_committed_set_holds_together(frames):
    check_references(frames)


def _used(frames: dict[str, pd.DataFrame], reference: Reference) -> list[object]:
    """The first cell of the last column that refers to something."""
    column = frames[reference.table][reference.columns[0]].explode().dropna().astype("str")
    return [column.iloc[0][: reference.cut] if reference.cut else column.iloc[0]]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda r: f"{r.table}.{'+'.join(r.columns)}-{r.target}")
def test_a_row_taken_away_is_told_with_both_tables(frames, reference):
    target = frames[reference.target]
    (value,) = _used(frames, reference)
    kept = target[target[reference.to[0]].astype("str").ne(value)]
    assert len(kept) < len(target)
    if reference.target in ("territoires", "departements"):
        return  # told by the list of codes, below
    with pytest.raises(DatasetError) as refused:
        check_references({**frames, reference.target: kept})
    assert f"« {reference.target} »" in str(refused.value)
    named = [name for name in NAMES if f"« {name} »" in str(refused.value)]
    assert len(named) == 2 or kept.empty
    assert "make data" in str(refused.value)


@pytest.mark.parametrize("table", ["territoires", "departements"])
def test_a_territoire_taken_away_is_named(frames, table):
    kept = frames[table][frames[table]["code"].ne("48")]
    with pytest.raises(DatasetError, match=rf"« 48 » \(Lozère\) manque dans la table « {table} »"):
        check_references({**frames, table: kept})


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_is_told_where_it_matters(frames, name):
    emptied = {**frames, name: frames[name].iloc[:0]}
    if name in MAY_BE_EMPTY:
        check_references(emptied)
        return
    with pytest.raises(DatasetError, match=f"La table « {name} » n'a aucune ligne"):
        check_references(emptied)


def test_two_rows_of_the_set_itself_are_refused(frames):
    with pytest.raises(DatasetError, match="« jeu » a 2 lignes"):
        check_references({**frames, "jeu": pd.concat([frames["jeu"], frames["jeu"]])})


def test_a_partial_copy_is_refused_by_the_reader(tmp_path: Path, dataset):
    for path in DATA_DIR.glob("*.parquet"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    kept = dataset.indicateurs[dataset.indicateurs["indicateur"].ne("densite_mg_bpe")]
    (tmp_path / "indicateurs.parquet").write_bytes(parquet_bytes("indicateurs", kept[TABLES["indicateurs"].names]))
    with pytest.raises(DatasetError, match=r"« valeurs » renvoie à « densite_mg_bpe ».*« indicateurs »"):
        load_dataset(tmp_path)
