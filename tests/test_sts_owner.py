"""Whose plan a document is: one département, the one that its title and its tables both say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders.sts.__main__ import main
from loaders.sts.lines import clean_lines
from loaders.sts.owner import titled_codes
from tests.added_plan import plan_text
from tests.test_sts_command import write

PLAN = plan_text("30")


def read(folder: Path, text: str | bytes, *options: str) -> int:
    return main(["lire", str(write(folder, "plan.md", text)), "--sortie", str(folder / "lu"), *options])


def test_two_plans_in_one_file_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert read(tmp_path, f"{PLAN}\n{plan_text('81')}") == 2
    assert "Le document porte les tableaux de deux départements, 30 (Gard) et 81 (Tarn)" in capsys.readouterr().err
    assert not (tmp_path / "lu").exists()


def test_one_table_of_another_departement_is_not_another_plan(tmp_path: Path):
    """A line of one table bears the zone next door: the rest is the plan, and the report says that table."""
    before, zone, after = PLAN.rpartition("\n30\t")
    assert zone and read(tmp_path, f"{before}\n34\t{after}") == 1
    report = json.loads((tmp_path / "lu" / "rapport.json").read_text("utf-8"))
    assert report["departement"] == "30" and any("zone 34 imprimée" in row["texte"] for row in report["non_compris"])


@pytest.mark.parametrize(
    "title",
    ["# Schéma territorial de santé 2023-2028 du Lot\n\n", "Schéma territorial de santé\n\n2023-2028\n\nLot\n\n"],
)
def test_a_title_that_names_another_departement_is_refused(
    tmp_path: Path, title: str, capsys: pytest.CaptureFixture[str]
):
    assert read(tmp_path, title + PLAN) == 2
    said = capsys.readouterr().err
    assert "Le titre nomme le département 46 (Lot), les tableaux portent la zone 30 (Gard)" in said
    assert "--departement 30" in said


def test_who_says_whose_plan_it_is_is_believed_and_the_title_is_told(tmp_path: Path):
    assert read(tmp_path, f"# Schéma territorial de santé du Lot\n\n{PLAN}", "--departement", "30") == 0
    report = json.loads((tmp_path / "lu" / "rapport.json").read_text("utf-8"))
    assert any("Le titre nomme le département 46 (Lot)" in row["message"] for row in report["avertissements"])


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Schéma territorial de santé de la Haute-Garonne", ["31"]),
        ("Schéma territorial de santé du Tarn-et-Garonne 2023-2028", ["82"]),
        ("Schéma territorial de santé du Tarn", ["81"]),
        ("Le schéma territorial de santé d'Occitanie", []),
        ("Le lot de mesures du schéma territorial de santé", []),
        ("Une ligne\nSchéma territorial\nde santé\nAriège", ["09"]),
    ],
)
def test_the_title_is_read_by_its_whole_name(title: str, codes: list[str]):
    assert list(titled_codes(clean_lines(title))) == codes


def test_a_sentence_that_names_a_neighbour_is_not_a_title(tmp_path: Path):
    assert read(tmp_path, f"{PLAN}\nComme le schéma territorial de santé du Lot, ce plan est inventé.\n") == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_cells(tmp_path: Path, encoding: str):
    assert read(tmp_path, PLAN.encode("utf-8")) == 0
    known = (tmp_path / "lu" / "oqos.csv").read_bytes()
    assert read(tmp_path, PLAN.encode(encoding, "replace")) == 0
    assert (tmp_path / "lu" / "oqos.csv").read_bytes().replace(b"\x92", b"'") == known
