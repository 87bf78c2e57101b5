"""Adding a plan for everybody: never without the option and its password, then all of it, and back in one command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from loaders import dataset as loader
from loaders.dataset import Dataset, load_dataset
from loaders.errors import ReadingError
from shell import private, sharing
from tests.imported_plan import doubtful_draft
from tests.test_pages import run

SECRET = "un-mot-de-passe-long"


@pytest.fixture(autouse=True)
def nothing_tried() -> None:
    sharing._TRIED.clear()


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sharing.OPTION, sharing.YES)
    monkeypatch.setenv(sharing.PASSWORD, SECRET)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset of its own, which the server shows."""
    for field in fields(Dataset):
        shutil.copy(loader.DATA_DIR / f"{field.name}.parquet", tmp_path)
    monkeypatch.setattr(loader, "DATA_DIR", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("option", "password", "said"),
    [("", "", ""), ("", SECRET, ""), ("oui", "", "demande un mot de passe"), ("oui", "court", "12 signes"),
     ("1", SECRET, "n'est pas compris")],
)  # fmt: skip
def test_the_option_and_the_password_are_both_needed(
    option: str, password: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sharing.OPTION, option)
    monkeypatch.setenv(sharing.PASSWORD, password)
    assert not sharing.offered() and (said in sharing.refusal() if said else sharing.refusal() == "")
    with pytest.raises(ReadingError, match="n'ajoute pas de plan au jeu commun"):
        sharing.add(doubtful_draft(), SECRET)


@pytest.mark.usefixtures("allowed")
def test_three_tries_a_minute_for_the_whole_server(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(sharing, "monotonic", lambda: now[0])
    for wrong in ("", "faux", SECRET.upper()):
        with pytest.raises(ReadingError, match="n'est pas le bon"):
            sharing.add(doubtful_draft(), wrong)
    with pytest.raises(ReadingError, match="3 essais"):
        sharing.add(doubtful_draft(), SECRET)
    now[0] += sharing.WITHIN
    with pytest.raises(ReadingError, match="n'est pas le bon"):
        sharing.add(doubtful_draft(), "faux")


@pytest.mark.usefixtures("allowed")
def test_a_plan_is_added_whole_and_one_command_goes_back(data: Path) -> None:
    before = load_dataset(data)
    said = sharing.add(doubtful_draft(), SECRET)
    assert "Le plan du Gers est dans le jeu de données" in said[0] and "revenir" in " ".join(said)
    after = load_dataset(data)
    assert set(after.oqos["departement"]) == {*before.oqos["departement"], "32"}
    back = [sys.executable, "-m", "loaders.sts", "revenir", "--donnees", str(data)]
    assert subprocess.run(back, capture_output=True, check=False).returncode == 0
    assert load_dataset(data).oqos.equals(before.oqos)


@pytest.mark.usefixtures("allowed")
def test_a_plan_that_persons_read_is_never_replaced(data: Path) -> None:
    before = load_dataset(data)
    with pytest.raises(ReadingError, match="déjà dans le jeu de données") as refused:
        sharing.add(doubtful_draft("46"), SECRET)
    assert "Le jeu commun est resté ce qu'il était" in str(refused.value)
    assert load_dataset(data).oqos.equals(before.oqos)


def test_the_page_offers_it_only_where_it_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    own = private.Private("")
    own.draft = doubtful_draft()
    app = run("pages/importer.py")
    app.session_state[private._MINE] = own
    app.run()
    assert "Ajouter au jeu commun" not in str(app.main)
    monkeypatch.setenv(sharing.OPTION, sharing.YES)
    monkeypatch.setenv(sharing.PASSWORD, SECRET)
    app.run()
    assert "Ajouter au jeu commun" in str(app.main) and not app.exception
