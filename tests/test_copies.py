"""A statistic read in somebody's copy says so wherever its source is printed, not only in the list of documents."""

import html
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.atlas import CHECKED_COPIES, COPY, Atlas
from analysis.plans import Plans
from analysis.supply import Supply
from analysis.territory import Territories
from charts.blocks.key_figures import key_figures
from charts.blocks.sheet import sheet
from charts.blocks.territory_blocks import figures
from charts.drawings.map_base import source_text, stored_view
from charts.drawings.outlines import svg_outlines
from data.build import build
from exports.html import written
from exports.territory_sheet import territory_sheet
from exports.workbooks import workbook
from loaders.dataset import Dataset, load_geojson
from loaders.errors import CuratedError
from tests.places import DEPARTEMENTS
from views.accueil.tables import key_figures_table
from views.carte.tables import map_cover, map_table
from views.sources.documents import documents_table
from views.sources.tables import values_table
from views.territoire.tables import territory_cover, territory_tables

CHECKED, PARTLY, UNCHECKED = "couverture_grippe_65_plus", "taux_pauvrete", "esperance_vie_femmes"
CHECKED_COPY, PARTLY_CHECKED = CHECKED_COPIES["tout"], CHECKED_COPIES["partie"]


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


@pytest.fixture(scope="module")
def territories(dataset: Dataset) -> Territories:
    return Territories(Atlas(dataset), Plans(dataset), Supply(dataset))


def test_every_statistic_of_the_catalogue_is_known_to_be_a_copy(dataset: Dataset) -> None:
    """The page of a département writes «copie» beside each of them: one read at its producer's must change that."""
    used = set(dataset.valeurs.loc[dataset.valeurs["origine"].eq("statistique"), "document"])
    assert used == set(dataset.copies["document"])


@pytest.mark.parametrize(("indicateur", "said"), [(CHECKED, CHECKED_COPY), (PARTLY, PARTLY_CHECKED), (UNCHECKED, COPY)])
def test_the_map_its_sheet_its_table_and_its_cover_say_the_copy(atlas: Atlas, indicateur: str, said: str) -> None:
    key = atlas.best[indicateur]
    view = stored_view(atlas, key)
    assert f"({said})" in view.source
    assert f"({said})" in text_of(written((sheet(atlas, view, key=key, departement="34"),))).partition("Source :")[2]
    assert map_table(atlas, key=key, sort="code")["Source"].str.contains(said, regex=False).all()
    assert f"({said})" in map_cover(atlas, view, key=key, classes="naturelles")["Source"]


def test_a_map_of_plans_says_no_copy(atlas: Atlas) -> None:
    for key in atlas.views:
        if key.origine == "plan":
            assert "copie" not in source_text(atlas, key)


def test_the_key_figures_say_the_copy(atlas: Atlas) -> None:
    markup = written((key_figures(atlas),)).replace("\u00a0", " ")
    assert len(re.findall(r"Source : </span>[^<]+ \(copie\), \d{4}\.</p>", markup)) == markup.count("Source : ") == 6
    assert key_figures_table(atlas)["Source"].str.contains(r"\(copie tierce, (?:non )?recoupée(?: en partie)?\)").all()


@pytest.mark.parametrize("code", ["34", "65"])
def test_the_page_the_sheet_and_the_files_of_a_departement_say_the_copy(territories: Territories, code: str) -> None:
    shown = territories.of(code)
    paper = text_of(territory_sheet(shown, svg_outlines(load_geojson())).decode())
    for told in (text_of(written(figures(shown))), paper):
        assert "Insee (copie)" in told
        assert "«Copie» : statistique lue dans la copie d'un tiers" in told
    assert f"({CHECKED_COPY})" in paper
    book = load_workbook(io.BytesIO(workbook(territory_tables(shown), cover=territory_cover(shown))))
    cover = {row[0].value: row[1].value for row in book["Lisez-moi"].iter_rows()}
    assert f"({CHECKED_COPY})" in cover["Source"]
    frame = territory_tables(shown)["Chiffres"]
    official = frame[frame["Origine"].eq("statistique officielle") & frame["Source"].notna()]
    assert official["Source"].str.contains("copie tierce", regex=False).all()


def test_the_tables_of_sources_say_the_copy_and_how_it_was_checked(dataset: Dataset) -> None:
    values = values_table(dataset)
    official = values[values["Origine"].eq("statistique officielle")]
    assert official["Source"].str.contains("copie tierce", regex=False).all()
    assert not values[~values.index.isin(official.index)]["Source"].str.contains("copie tierce", regex=False).any()
    checks = documents_table(dataset).set_index("Identifiant")["Recoupement de la copie"]
    assert checks["stat-spf-vaccination-2024"] == "Fichier identique dans une autre copie."
    assert pd.isna(checks["stat-insee-mortalite-2023"])


def test_a_statistic_read_at_its_producers_says_nothing(dataset: Dataset) -> None:
    atlas = Atlas(replace(dataset, copies=dataset.copies.iloc[:0]))
    key = atlas.best[CHECKED]
    assert "copie" not in source_text(atlas, key)
    assert all(
        "copie tierce" not in text_of(written((sheet(atlas, stored_view(atlas, key), key=key, departement=code),)))
        for code in DEPARTEMENTS
    )


def test_a_copy_of_an_unknown_document_is_refused(curated: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(curated, tmp_path / "curated"))
    path = copy / "copies.csv"
    path.write_text(path.read_text("utf-8").replace("stat-insee-bpe-2024", "stat-insee-bpe-2025", 1), "utf-8")
    with pytest.raises(CuratedError, match=r"n.est pas connu de documents\.csv"):
        build(copy, tmp_path / "sortie", tmp_path / "sortie")
