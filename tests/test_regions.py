"""The views and the pages of other regions: another one with two plans, and all the départements of France."""

from __future__ import annotations

import html as html_text
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from streamlit.testing.v1 import AppTest

from analysis.build.joined import joined
from exports.html import written
from exports.slides.deck import deck
from loaders import dataset as loader
from loaders.dataset import FOLDER, Dataset, load_dataset, load_geojson
from loaders.errors import ReadingError
from shell import library as held
from tests.imported_plan import doubtful_draft
from tests.regions import REGIONS, write
from tests.test_pages import PAGES, ROOT, html
from views.importer import views as importer
from views.library import Library
from views.registry import BUILDERS, view
from views.view import View

ADDRESSES: dict[str, list[dict[str, list[str]]]] = {
    "accueil": [{}],
    "carte": [{}, {"indicateur": ["part_65_plus"]}, {"classes": ["region"]}, {"classes": ["france"]}],
    "territoire": [{}, {"departement": ["LAST"]}, {"departement": ["FIRST"], "engagement": ["3"]}],
    "ecarts": [{}, {"vue": ["activite"]}, {"vue": ["ensemble"]}, {"vue": ["carte"], "borne": ["basse"]},
               {"vue": ["departement"], "departement": ["PLAN"]}, {"departement": ["LAST"]}],
    "defis": [{}, {"vue": ["comparaison"]}, {"vue": ["qui"]}, {"vue": ["etiquettes"]}, {"departement": ["PLAN"]}],
    "scenario": [{}, {"vue": ["oqos"], "engagement": ["3"]}, {"vue": ["etiquettes"], "departement": ["PLAN"]}],
    "sources": [{}, {"vue": ["valeurs"], "indicateur": ["part_65_plus"]}, {"vue": ["vigilances"]}],
    "recherche": [{}, {"q": ["dialyse"]}, {"q": ["population"], "departement": ["PLAN"]}],
}  # fmt: skip
"""Addresses by page; a place stands for the first and the last département, and for the first with a plan."""

HOME = re.compile(r"occitan|\b(treize|13)\sdépartements|\b(les|sur)\streize\b|\bles\s13\b|\bR76\b", re.IGNORECASE)
"""Words of the committed region that another one never says."""


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory, dataset: Dataset) -> dict[str, Path]:
    """A whole dataset a region, written once."""
    return {name: write(region, tmp_path_factory.mktemp(name), dataset) for name, region in REGIONS.items()}


@pytest.fixture(scope="session")
def libraries(folders: dict[str, Path]) -> dict[str, Library]:
    return {
        name: Library(load_dataset(folder), lambda folder=folder: load_geojson(folder / "departements.geojson"))
        for name, folder in folders.items()
    }


@pytest.fixture(params=list(REGIONS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_plan_of_elsewhere_is_looked_over_and_does_not_join(libraries, name) -> None:
    """Read in a dataset of another region, it says so; it never names the committed region."""
    library, draft = libraries[name], doubtful_draft("32")
    shown = (
        *importer.opening(library, size=20),
        *importer.head(library, draft, used=False),
        *importer.differing(library, draft),
        *importer.doubt_part(library, draft, draft.read.doubts[0]),
    )
    assert not HOME.search(written(shown).striptags())
    if "32" not in library.departements:
        with pytest.raises(ReadingError, match="n'est pas de ce jeu de données"):
            joined(library.dataset, draft.final)


def placed(library: Library, parameters: dict[str, list[str]]) -> dict[str, list[str]]:
    """An address with the codes of a region."""
    codes = {"FIRST": library.departements[0], "LAST": library.departements[-1], "PLAN": library.plans.loaded[0]}
    return {key: [codes.get(value, value) for value in values] for key, values in parameters.items()}


def words(shown: View) -> str:
    """Everything that a view says: its words, its blocks, its picture, the headings of its tables, its cover.

    Cells are the figures of the dataset itself, whose sources name the region that they were drawn from.
    """
    frames = shown.frames()
    blocks = re.sub(r"<[^>]+>", " ", html_text.unescape(str(written(shown.blocks))))
    cover = shown.cover()
    headings = [str(column) for frame in frames.values() for column in frame]
    return " ".join(
        [
            shown.title,
            shown.sentence,
            *shown.cautions,
            shown.source,
            *cover,
            *map(str, cover.values()),
            *frames,
            *headings,
            blocks,
            str(shown.picture),
        ]
    )


@pytest.mark.parametrize("page", BUILDERS)
def test_every_view_of_another_region_is_about_it(page: str, name: str, libraries: dict[str, Library]) -> None:
    library = libraries[name]
    for parameters in ADDRESSES[page]:
        shown = view(library, page, placed(library, parameters))
        assert not shown.ignored
        said = re.sub(r"\b[a-z0-9-]*occitan[a-z0-9-]*\b", "", words(shown)) if page == "sources" else words(shown)
        assert not HOME.search(said), HOME.search(said)


def test_a_map_has_a_tile_an_outline_and_a_name_for_each_departement(name: str, libraries: dict[str, Library]) -> None:
    library = libraries[name]
    payload, count = library.map_payload, library.geography.count
    assert payload["codes"] == library.departements and len(payload["traces"]) == len(payload["tuiles"]) == count
    assert payload["textes"]["tuiles"].replace("\u00a0", " ") == f"Carte en tuiles : {count} boutons"
    assert all(len(shown["nombres"]) == count for shown in payload["vues"].values())
    assert not HOME.search(str(payload["textes"]))
    assert library.priority_map["textes"]["tous"].replace("\u00a0", " ") == f"Les {count} départements"


def test_a_value_is_compared_with_the_references_of_its_region(name: str, libraries: dict[str, Library]) -> None:
    library = libraries[name]
    geography = library.geography
    key = library.atlas.best["part_65_plus"]
    found = [value.territoire for value in library.atlas.references(key)]
    assert found[0] == geography.region and set(found) <= set(geography.references)
    assert geography.to_the(geography.region) in " ".join(view(library, "carte", {}).frames()["Valeurs"].columns)


def test_two_regions_read_in_turn_never_mix(libraries: dict[str, Library], dataset: Dataset) -> None:
    home, other = Library(dataset), libraries["bourgogne"]
    for page in BUILDERS:
        alone = view(home, page, {})
        between, after = view(other, page, {}), view(home, page, {})
        assert words(alone) == words(after) != words(between)
        for first, last in zip(alone.frames().values(), after.frames().values(), strict=True):
            pd.testing.assert_frame_equal(first, last)
    assert home.map_payload["codes"] != other.map_payload["codes"]
    assert (home.geography.count, other.geography.count, home.title != other.title) == (13, 8, True)


@pytest.fixture
def served(name: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The dataset of a region in the place of the committed one."""
    folder = folders[name]
    monkeypatch.setattr(loader, "DATA_DIR", folder)
    monkeypatch.setattr(loader, "STATIC_DIR", folder)
    monkeypatch.setattr(held, "load_dataset", lambda: load_dataset(folder))
    monkeypatch.setattr(held, "load_geojson", lambda: load_geojson(folder / "departements.geojson"))
    held.clear()
    yield
    monkeypatch.undo()
    held.clear()


@pytest.mark.usefixtures("served")
def test_every_page_opens_on_another_region(name: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for script in PAGES:
        shown = app if script == "app.py" else app.switch_page(script).run()
        assert not shown.exception, (script, shown.exception[0].message)
        assert not shown.error, (script, shown.error[0].value)
        title = f"Territoires de santé {'de France' if name == 'france' else 'de Bourgogne-Franche-Comté'}"
        assert title.replace(" ", "") in re.sub(r"\s", "", html(shown))


def test_another_dataset_is_served_from_its_folder(folders: dict[str, Path]) -> None:
    code = "from views.library import Library; held = Library.opened(); print(len(held.outlines.paths), held.title)"
    name = next(iter(folders))
    environment = os.environ | {FOLDER: str(folders[name])}
    said = subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True)
    count, title = said.stdout.split(maxsplit=1)
    assert int(count) == len(load_dataset(folders[name]).geography.departements) and "Occitanie" not in title


@pytest.mark.parametrize("page", ["carte", "territoire", "ecarts", "defis"])
def test_slides_hold_any_number_of_departements(libraries: dict[str, Library], name: str, page: str) -> None:
    slides = Presentation(io.BytesIO(deck([view(libraries[name], page, {})], libraries[name]))).slides
    told = " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    assert HOME.search(told.replace("\u00a0", " ")) is None
    if page == "carte":
        group = next(shape for shape in slides[0].shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
        assert len(group.shapes) == 1 + libraries[name].geography.count  # and the leaf that bears its words
