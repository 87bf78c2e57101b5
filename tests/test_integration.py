"""A plan added to a dataset on the disk: all of it or nothing, one at a time, and the way back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from types import MappingProxyType

import pytest

from analysis.build.joined import added, joined
from data import build, integration
from data.integration import HOOK, go_back, integrate, prepare, publish, rebuild, version_files
from exports.meeting.checks import checked
from loaders import dataset as loader
from loaders.dataset import Dataset, load_dataset, load_table
from loaders.errors import DatasetError, ReadingError
from loaders.sts.__main__ import main
from loaders.sts.package import packed, read_package, stored
from loaders.versions import PLANS, VERSIONS, Change, current_folder, read_journal, version_folder
from shell import library as held
from tests.added_plan import package_for
from tests.held import DATA
from tests.killed import survived, whole
from views.seance.meeting import Meeting, Point

NOW = datetime(2027, 1, 5, 10, 30)
GARD, TARN = package_for("30"), package_for("81")
ROOT = Path(__file__).resolve().parents[1]
KILLS = int(os.environ.get("STS_KILLS", "100"))


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of a test may lose power."""
    monkeypatch.setattr(HOOK, "sync", lambda _file: None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the dataset, outside the project."""
    prepare(tmp_path / "jeu")
    return tmp_path / "jeu"


def same(one: Dataset, other: Dataset) -> list[str]:
    return [field.name for field in fields(Dataset) if not getattr(one, field.name).equals(getattr(other, field.name))]


def test_a_plan_integrated_is_the_plan_joined(data: Path):
    assert same(load_dataset(data), DATA) == []
    done = integrate(GARD, data, now=NOW)
    assert same(load_dataset(data), joined(DATA, GARD, day=NOW.date())) == []
    assert done.left_out == [] and done.said[0].startswith("Le plan du Gard est dans le jeu de données, version 1.")
    assert same(load_dataset(data, versions=False), DATA) == []


def test_two_plans_then_back_twice(data: Path):
    integrate(GARD, data, now=NOW)
    one = load_dataset(data)
    integrate(TARN, data, now=NOW)
    assert added(load_dataset(data)) == ["30", "81"]
    go_back(data, now=NOW)
    assert same(load_dataset(data), one) == []
    go_back(data, now=NOW)
    assert same(load_dataset(data), DATA) == []
    with pytest.raises(ReadingError, match="Aucun plan n'a été ajouté"):
        go_back(data, now=NOW)
    integrate(TARN, data, now=NOW)
    assert added(load_dataset(data)) == ["81"]
    assert [change.geste for change in read_journal(data)] == ["ajout", "ajout", "retour", "retour", "ajout"]


def test_the_journal_says_what_changed_and_the_version_before_stays_readable(data: Path):
    integrate(GARD, data, now=NOW)
    first = load_dataset(data)
    integrate(TARN, data, now=NOW)
    change = read_journal(data)[0]
    assert (change.quand, change.departement, change.fichier) == ("2027-01-05T10:30:00", "30", "plan-30.md")
    folder = version_folder(data, first.jeu.iloc[0]["version"])
    assert folder is not None and same(load_dataset(folder, versions=False), first) == []
    assert version_folder(data, "0.0.1") is None


def test_no_cell_of_the_journal_is_a_formula(data: Path):
    """The name of a file and of a person come from anybody, and a journal is opened in a spreadsheet."""
    report = MappingProxyType({**GARD.rapport, "fichier": "=1+1.md"})
    integrate(replace(GARD, rapport=report), data, now=NOW)
    assert ",'=1+1.md," in (data / VERSIONS / "journal.csv").read_text("utf-8")
    assert [change.fichier for change in read_journal(data)] == ["'=1+1.md"]


def test_the_dataset_keeps_no_text_of_the_document(data: Path):
    integrate(GARD, data, now=NOW)
    kept = read_package((current_folder(data) / PLANS / "30.zip").read_bytes(), "30.zip")
    assert kept == stored(GARD) and GARD.rows["items"] and not kept.rows["items"]
    texts = [item["texte"] for item in GARD.rows["items"]]
    everything = b"".join(path.read_bytes() for path in current_folder(data).rglob("*") if path.is_file())
    assert [text for text in texts if text.encode() in everything] == []


def test_a_refused_plan_changes_nothing(data: Path):
    with pytest.raises(ReadingError, match="déjà dans le jeu de données"):
        integrate(type(GARD)("34", GARD.lus, GARD.rapport), data, now=NOW)
    assert read_journal(data) == [] and same(load_dataset(data), DATA) == []


def test_two_runs_do_not_mix(data: Path):
    with integration._locked(data), pytest.raises(ReadingError, match="Une autre commande change ce jeu de données"):
        integrate(GARD, data, now=NOW)
    integrate(GARD, data, now=NOW)
    assert added(load_dataset(data)) == ["30"]


def test_a_disk_that_refuses_leaves_the_dataset_as_it_was(data: Path, monkeypatch: pytest.MonkeyPatch):
    def full(name: str) -> None:
        if name == "totaux.parquet":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(HOOK, "step", full)
    with pytest.raises(ReadingError, match="il est resté ce qu'il était"):
        integrate(GARD, data, now=NOW)
    assert same(load_dataset(data), DATA) == []
    assert not any(path.is_dir() for path in (data / VERSIONS).iterdir()), "what was half written takes no room"
    monkeypatch.setattr(HOOK, "step", None)
    integrate(GARD, data, now=NOW)
    assert sorted(path.name for path in (data / VERSIONS).iterdir() if path.is_dir()) == ["0001-30"]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], Change]:
    """A dataset, and a version of it that only has to be written."""
    folder = tmp_path_factory.mktemp("tuer") / "jeu"
    prepare(folder)
    before = load_dataset(folder)
    files = version_files(before, joined(before, GARD), folder, {"30": packed(stored(GARD))})
    return folder, files, Change("2027-01-05T10:30:00", "ajout", "30", "0001-30", ".", "1+a", "plan.md", "", "0", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="les processus se dupliquent sous Unix")
def test_killed_at_any_moment_the_old_set_or_the_new_one_is_whole(ready: tuple[Path, dict[str, bytes], Change]):
    folder, files, change = ready
    old = {f"{field.name}.parquet": (folder / f"{field.name}.parquet").read_bytes() for field in fields(Dataset)}
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        seen = apart.submit(survived, folder, old, files, change, KILLS).result()
    steps = len(files) + 4
    assert seen["old"] >= steps - 1 and seen["new"] >= 1
    publish_again(folder, files, change)


def publish_again(folder: Path, files: dict[str, bytes], change: Change) -> None:
    """After every kill the next run does its work, and leaves nothing half done."""
    if current_folder(folder) == folder:
        publish(folder, files, change)
    assert whole(current_folder(folder), files)
    assert [path.name for path in (folder / VERSIONS).iterdir() if path.is_dir()] == ["0001-30"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="les processus se dupliquent sous Unix")
def test_a_command_that_is_killed_leaves_a_dataset_that_loads(data: Path, tmp_path: Path):
    package = tmp_path / "gard.zip"
    package.write_bytes(packed(GARD))
    command = [sys.executable, "-m", "loaders.sts", "integrer", str(package), "--donnees", str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        while not (data / VERSIONS / ".verrou").exists():
            time.sleep(0.005)
        process.kill()
    assert added(load_dataset(data)) in ([], ["30"])
    integrate(GARD, data, now=NOW)
    assert added(load_dataset(data)) == ["30"]


def test_the_command_adds_a_package_and_goes_back(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    package = tmp_path / "gard.zip"
    package.write_bytes(packed(GARD))
    assert main(["integrer", str(package), "--donnees", str(data)]) == 0
    assert "Le plan du Gard est dans le jeu de données" in capsys.readouterr().out
    assert added(load_dataset(data)) == ["30"]
    assert main(["comparer", str(tmp_path / "rien"), "--donnees", str(data)]) == 2
    assert main(["revenir", "--donnees", str(data)]) == 0
    assert added(load_dataset(data)) == []
    assert main(["revenir", "--donnees", str(data)]) == 2
    package.write_bytes(b"PK")
    assert main(["integrer", str(package), "--donnees", str(data)]) == 2
    assert main(["integrer", str(tmp_path / "rien"), "--donnees", str(data)]) == 2
    assert main(["integrer", str(tmp_path), "--donnees", str(data)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 5 and "Traceback" not in said


def test_a_folder_that_is_something_else_is_refused(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("à moi", "utf-8")
    with pytest.raises(ReadingError, match="n'est pas un jeu de données"):
        prepare(tmp_path)
    with pytest.raises(ReadingError, match="n'est pas un jeu de données"):
        go_back(tmp_path, now=NOW)
    with pytest.raises(ReadingError, match="n'est pas un jeu de données"):
        prepare(tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_the_empty_folder_where_one_stands_takes_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package, here = tmp_path / "gard.zip", tmp_path / "ici"
    package.write_bytes(packed(GARD))
    here.mkdir()
    monkeypatch.chdir(here)
    assert main(["integrer", str(package), "--donnees", "."]) == 0
    assert added(load_dataset(here)) == ["30"]


def test_the_build_adds_the_plans_again_to_its_new_tables(data: Path):
    integrate(GARD, data, now=NOW)
    renamed = load_table("jeu", data).assign(version="9.0.0")
    (data / "jeu.parquet").write_bytes(build.parquet_bytes("jeu", renamed))
    done = rebuild(data, now=NOW)
    assert done.said == ["Plans ajoutés : Gard."] and added(load_dataset(data)) == ["30"]
    assert load_dataset(data).jeu.iloc[0]["version"].startswith("9.0.0+")
    go_back(data, now=NOW)
    assert load_dataset(data).jeu.iloc[0]["version"] == "9.0.0"
    assert rebuild(data, now=NOW).said == []


@pytest.mark.parametrize("text", ["", "quand\n", "a,b\n1,2\n", "x" * 50, "\xff"])
def test_a_journal_that_is_not_one_is_said(data: Path, text: str):
    integrate(GARD, data, now=NOW)
    (data / VERSIONS / "journal.csv").write_text(text, "latin-1")
    with pytest.raises(DatasetError, match="Le journal des versions du jeu de données est illisible"):
        load_dataset(data)


def test_a_journal_leads_nowhere_else(data: Path):
    integrate(GARD, data, now=NOW)
    path = data / VERSIONS / "journal.csv"
    path.write_text(path.read_text("utf-8").replace("0001-30", "../../ailleurs"), "utf-8")
    with pytest.raises(DatasetError, match="illisible"):
        load_dataset(data)


@pytest.fixture
def served(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The copy, shown by a server."""
    monkeypatch.setattr(loader, "DATA_DIR", data)
    monkeypatch.setattr(loader, "STATIC_DIR", data)
    monkeypatch.setattr(held, "WATCHED_EVERY", 0.0)
    held.clear()
    yield data
    monkeypatch.undo()
    held.clear()


def test_a_running_server_moves_in_one_step_and_back(served: Path):
    before = held.current()
    assert held.current() is before
    integrate(GARD, served, now=NOW)
    after = held.current()
    assert after is not before and after.loaded_plans.defis == ("09", "30", "34", "46", "48")
    assert after.version != before.version and after.stamp != before.stamp
    (served / VERSIONS / "journal.csv").write_text("rien", "utf-8")
    assert held.current() is after
    (served / VERSIONS / "journal.csv").unlink()
    assert held.current().stamp == before.stamp


def test_a_meeting_is_told_what_moved_since_the_version_before(served: Path):
    """A point that was never shown: the version in which the meeting was last read is still there to be read."""
    before = held.current()
    points = [Point(cle="p1", adresse="/ecarts"), Point(cle="p2", adresse="/carte?indicateur=taux_pauvrete")]
    meeting = Meeting(jeu=before.version, points=points)
    integrate(GARD, served, now=NOW)
    gaps, figures = checked(meeting, held.current(), held.older)
    assert any("Plan du Gard : lu automatiquement" in said for said in gaps.moved) and figures.moved == ()
    go_back(served, now=NOW)
    later = Meeting(jeu=read_journal(served)[0].version, points=points[:1])
    assert checked(later, held.current(), held.older)[0].moved
    unknown = Meeting(jeu="0.0.1", points=points[:1])
    assert checked(unknown, held.current(), held.older)[0].moved == ()
