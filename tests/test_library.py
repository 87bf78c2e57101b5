"""The set of data that is shown: taken whole, replaced whole, told in French when it cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.build import one_set, parquet_bytes
from loaders import dataset as loader
from loaders.errors import DatasetError
from loaders.schema import TABLES
from shell import library as held
from tests.test_pages import PAGES, ROOT, html, spaced


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the dataset and of the outlines, served in their place."""
    for path in loader.DATA_DIR.glob("*.parquet"):
        shutil.copy(path, tmp_path)
    shutil.copy(loader.STATIC_DIR / "departements.geojson", tmp_path)
    monkeypatch.setattr(loader, "DATA_DIR", tmp_path)
    monkeypatch.setattr(loader, "STATIC_DIR", tmp_path)
    monkeypatch.setattr(held, "load_dataset", lambda: loader.load_dataset(tmp_path))
    monkeypatch.setattr(held, "load_geojson", lambda: loader.load_geojson(tmp_path / "departements.geojson"))
    monkeypatch.setattr(held, "WATCHED_EVERY", 0.0)
    held.clear()
    yield tmp_path
    monkeypatch.undo()
    held.clear()


def put(folder: Path, name: str, frame: pd.DataFrame) -> None:
    (folder / f"{name}.parquet").write_bytes(parquet_bytes(name, frame[TABLES[name].names]))


def version(folder: Path, number: str) -> None:
    put(folder, "jeu", loader.load_table("jeu", folder).assign(version=number))


def open_page(script: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.run()
    return app.switch_page(script).run() if script != "app.py" else app


@pytest.mark.usefixtures("folder")
def test_the_library_is_the_same_while_its_files_are() -> None:
    assert held.current() is held.current()


def test_a_set_replaced_under_a_running_server_is_taken_whole(folder: Path) -> None:
    before = held.current()
    version(folder, "9.9.9")
    after = held.current()
    assert (before.version, after.version) == (before.version, "9.9.9") and after is not before
    assert after.stamp != before.stamp and after.files["jeu"] != before.files["jeu"]


def test_files_that_still_change_are_not_yet_a_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow copy goes from one table to the next: each state in between may pass every check, and is of two sets."""
    now = [100.0]
    monkeypatch.setattr(held, "WATCHED_EVERY", 1.0)
    monkeypatch.setattr(held, "monotonic", lambda: now[0])
    before = held.current()
    for number in ("9.9.1", "9.9.2"):
        now[0] += 1.5
        version(folder, number)
        assert held.current() is before
    for _ in range(held.STILL - 1):
        now[0] += 1.0
        assert held.current() is before
    now[0] += 1.0
    assert held.current().version == "9.9.2"


def test_a_set_that_does_not_pass_leaves_the_one_shown(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    before, path = held.current(), folder / "indicateurs.parquet"
    kept = path.read_bytes()
    put(folder, "indicateurs", before.dataset.indicateurs.iloc[1:])
    assert held.current() is before
    assert "are not taken" in caplog.text
    path.write_bytes(kept)
    assert held.current().stamp == before.stamp


def test_a_copy_that_stops_on_its_way_is_not_a_set(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each table is right and they refer to each other; only their prints say that they come from two sets."""
    before = held.current()
    whole = {path.name: path.read_bytes() for path in folder.glob("*.parquet")}
    told = before.dataset.jeu.assign(version="9.9.9")
    other = one_set(whole | {"jeu.parquet": parquet_bytes("jeu", told[TABLES["jeu"].names])})
    for name in ("jeu.parquet", "valeurs.parquet"):
        (folder / name).write_bytes(other[name])
    assert held.current() is before
    assert "une copie s'est arrêtée en chemin" in caplog.text
    for name, content in other.items():
        (folder / name).write_bytes(content)
    assert held.current().version == "9.9.9"


def test_a_first_set_that_does_not_pass_is_refused_then_taken_once_repaired(folder: Path, dataset) -> None:
    put(folder, "territoires", dataset.territoires[dataset.territoires["code"].ne("48")])
    with pytest.raises(DatasetError, match="Lozère"):
        held.current()
    put(folder, "territoires", dataset.territoires)
    assert held.current().version == dataset.jeu.iloc[0]["version"]


def test_a_refused_set_is_read_once_for_all_that_a_page_asks_then_again(
    folder: Path, dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "territoires", dataset.territoires[dataset.territoires["code"].ne("48")])
    monkeypatch.setattr(held, "REFUSED_FOR", 60.0)
    read: list[int] = []
    monkeypatch.setattr(held, "load_dataset", lambda: read.append(1) or loader.load_dataset(folder))
    for _ in range(3):
        with pytest.raises(DatasetError, match="Lozère"):
            held.current()
    assert len(read) == 1
    monkeypatch.setattr(held, "REFUSED_FOR", 0.0)
    with pytest.raises(DatasetError, match="Lozère"):
        held.current()
    assert len(read) == 2


def test_tables_that_do_not_go_together_are_told_on_every_page_which_comes_back(folder, dataset) -> None:
    put(folder, "indicateurs", dataset.indicateurs[dataset.indicateurs["indicateur"].ne("densite_mg_bpe")])
    apps = {script: open_page(script) for script in PAGES if script != "pages/accessibilite.py"}
    for script, app in apps.items():
        assert not app.exception, script
        told = spaced(app.error[0].value)
        assert "« valeurs »" in told and "« indicateurs »" in told and "densite" in told, script
    put(folder, "indicateurs", dataset.indicateurs)
    assert [script for script, app in apps.items() if app.run().error] == []


@pytest.mark.parametrize("content", ["{", '{"features": []}', "texte"])
def test_broken_outlines_are_told_by_the_same_sentence_on_every_page(content, folder) -> None:
    path = folder / "departements.geojson"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("[", '["a",', 400) if content == "texte" else content, "utf-8")
    apps = {script: open_page(script) for script in ("pages/carte.py", "pages/territoire.py", "pages/scenario.py")}
    for script, app in apps.items():
        assert not app.exception, script
        assert "contours" in spaced(app.error[0].value), script
    path.write_text(whole, "utf-8")
    assert [script for script, app in apps.items() if app.run().error] == []


def test_an_open_page_and_its_files_keep_the_set_they_were_drawn_from(folder: Path) -> None:
    app = open_page("pages/sources.py")
    before = app.session_state["_bibliotheque"]
    version(folder, "9.9.9")
    app.selectbox(key="sources-vue").select_index(1)
    assert app.session_state["_bibliotheque"] is before
    app.run()
    assert "version 9.9.9" in html(app) and app.session_state["_bibliotheque"].version == "9.9.9"
