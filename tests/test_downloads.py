"""A file computed after the click: one button for all of them, whose failure is told."""

from __future__ import annotations

import pytest

from shell import server
from shell.downloads import _named
from tests.test_conventions import MODULES, ROOT, tree_of
from tests.test_inert import calls


def test_every_download_goes_through_the_one_that_tells_its_failure() -> None:
    direct = [path for path in MODULES if any(name == "download_button" for name, _ in calls(tree_of(path)))]
    assert [str(path.relative_to(ROOT)) for path in direct] == ["shell/downloads.py"]


def test_the_log_names_the_file_that_could_not_be_computed() -> None:
    def missing() -> bytes:
        raise FileNotFoundError("documents.parquet")

    with pytest.raises(RuntimeError, match=r"^classeur\.xlsx could not be computed \(FileNotFoundError"):
        _named(missing, "classeur.xlsx")()
    assert _named(lambda: b"PK", "classeur.xlsx")() == b"PK"


def test_every_page_gets_the_script_that_tells_a_failure() -> None:
    assert "telechargements" in server._SCRIPTS
    assert "Le fichier n'a pas pu être préparé" in (ROOT / "static" / "telechargements.js").read_text("utf-8")
