"""The geography of a dataset: names in a sentence, references, and what contradicts itself told in French."""

from __future__ import annotations

import pandas as pd
import pytest

from loaders.dataset import Dataset
from loaders.errors import DatasetError
from loaders.geography import Geography
from tests.places import GEOGRAPHY
from tests.regions import BOURGOGNE, FRANCE, geography


def test_the_committed_region_and_its_references() -> None:
    assert (GEOGRAPHY.region, GEOGRAPHY.references, GEOGRAPHY.country) == ("R76", ("R76", "FR", "FRM"), "FR")
    assert GEOGRAPHY.count == len(GEOGRAPHY.departements) == len(set(GEOGRAPHY.tiles.values())) == 13


@pytest.mark.parametrize(
    ("code", "the", "of", "of_the", "to_the"),
    [
        ("09", "l'Ariège", "de l'Ariège", "de l'Ariège", "à l'Ariège"),
        ("46", "le Lot", "du Lot", "du Lot", "au Lot"),
        ("65", "les Hautes-Pyrénées", "des Hautes-Pyrénées", "des Hautes-Pyrénées", "aux Hautes-Pyrénées"),
        ("82", "le Tarn-et-Garonne", "de Tarn-et-Garonne", "du Tarn-et-Garonne", "au Tarn-et-Garonne"),
        ("R76", "l'Occitanie", "d'Occitanie", "de l'Occitanie", "à l'Occitanie"),
        ("FRM", "la France métropolitaine", "de France métropolitaine", "de la France métropolitaine",
         "à la France métropolitaine"),
    ],
)  # fmt: skip
def test_names_take_their_article(code: str, the: str, of: str, of_the: str, to_the: str) -> None:
    found = GEOGRAPHY
    assert (found.the(code), found.of(code), found.of_the(code), found.to_the(code)) == (the, of, of_the, to_the)


def test_articles_agree_with_names(dataset: Dataset) -> None:
    for row in GEOGRAPHY.territoires.values():
        assert row.article.endswith(row.nom) and row.de.endswith(row.nom) and len(row.court) <= len(row.nom)
    assert dataset.territoires["nom"].tolist() == list(GEOGRAPHY.names.values())


def test_other_regions_are_real_ones() -> None:
    assert [row.code for row in geography(BOURGOGNE)][:8] == ["21", "25", "39", "58", "70", "71", "89", "90"]
    france = Geography(geography(FRANCE))
    assert (france.count, france.region, france.country) == (101, "FR", "FRM")
    assert [france.of(code) for code in ("2A", "28", "41", "59", "75", "974")] == [
        "de la Corse-du-Sud",
        "d'Eure-et-Loir",
        "de Loir-et-Cher",
        "du Nord",
        "de Paris",
        "de La Réunion",
    ]


def changed(frame: pd.DataFrame, code: str, cells: dict[str, object]) -> pd.DataFrame:
    frame = frame.copy()
    codes = frame["code"].tolist()
    for name, cell in cells.items():
        frame[name] = [cell if own == code else kept for own, kept in zip(codes, frame[name], strict=True)]
    return frame


@pytest.mark.parametrize(
    ("code", "cells", "said"),
    [
        ("09", {"code": "9"}, "« 9 »"),
        ("09", {"parent": "FR"}, "n'ont pas le même parent : « FR » pour Ariège, « R76 » pour Aude"),
        ("09", {"tuile": []}, "Ariège n'a pas de tuile"),
        ("09", {"tuile": ["3", "3"]}, "Ariège et Aude ont la même tuile"),
        ("09", {"tuile": ["3", "x"]}, "« 3|x »"),
        ("R76", {"parent": "R77"}, "« R77 », parent d'Occitanie, manque"),
    ],
)
def test_a_contradiction_is_one_french_sentence(
    dataset: Dataset, code: str, cells: dict[str, object], said: str
) -> None:
    with pytest.raises(DatasetError) as refused:
        Geography.of_frame(changed(dataset.territoires, code, cells))
    assert said in refused.value.quoi
    assert "territoires.parquet" in refused.value.ou and "make data" in refused.value.que_faire


@pytest.mark.parametrize(
    ("left_out", "said"), [("departement", "aucun département"), ("region", "« R76 »"), ("pays", "« FR »")]
)
def test_what_is_missing_is_one_french_sentence(dataset: Dataset, left_out: str, said: str) -> None:
    frame = dataset.territoires
    with pytest.raises(DatasetError) as refused:
        Geography.of_frame(frame[frame["type"].ne(left_out)])
    assert said in refused.value.quoi
