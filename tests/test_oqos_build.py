"""The OQOS part of the build: broken links and figures are refused, corrections apply or stop everything."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from data import plans
from data.build import read_files
from data.oqos_checks import check_oqos
from loaders.errors import CuratedError
from loaders.sts.values import UNREAD

CORRECTION = "document,table,ligne,colonne,avant,apres,pourquoi\n"


@pytest.fixture(scope="module")
def files(curated: Path):
    return read_files(curated)


def spoiled(files, name: str, column: str, value: object, *, where: int = 0):
    frame = files[name].copy()
    frame.iloc[where, frame.columns.get_loc(column)] = value
    return {**files, name: frame}


def test_the_curated_files_are_accepted(files):
    check_oqos(files)


@pytest.mark.parametrize(
    ("name", "column", "value", "said"),
    [
        ("oqos", "document", "sts-99", "«sts-99» n'est pas connu de documents.csv"),
        ("oqos", "modalite", "Scanner portatif", "n'est pas dans modalites.csv pour ce régime"),
        ("oqos", "valeur_max", 99, "La borne «99» n'est pas celle que la case imprime"),
        ("oqos", "brut", "7", "n'est pas celle que la case imprime"),
        ("recours", "document", "sts-99", "«sts-99» n'est pas connu"),
        ("correspondances", "modalite_ancienne", "Tout", "«Tout» n'est pas dans modalites.csv"),
        ("annonces", "niveau", "groupe", "vise une ligne ou un ensemble"),
    ],
)
def test_a_broken_link_or_figure_is_refused_with_its_line(files, name, column, value, said):
    with pytest.raises(CuratedError) as caught:
        check_oqos(spoiled(files, name, column, value))
    assert said in str(caught.value)
    assert f"fichier data/curated/{name}.csv, ligne 2, colonne" in str(caught.value)


@pytest.mark.parametrize(
    ("brut", "high", "note"),
    [("14 (1)", 14, "appel de note «(1)»"), ("5 ; 8", None, UNREAD), ("37", None, UNREAD), ("250", None, UNREAD)],
)
def test_a_mark_is_no_bound_and_a_cell_not_understood_has_none(files, brut, high, note):
    value = pd.NA if high is None else high
    for column, given in (("brut", brut), ("valeur_min", value), ("valeur_max", value), ("note", note)):
        files = spoiled(files, "oqos", column, given)
    check_oqos(files)


def test_a_modality_without_a_link_is_refused(files):
    links = files["correspondances"]
    cut = {**files, "correspondances": links[links["modalite_nouvelle"].ne("Bariatrique")]}
    with pytest.raises(CuratedError, match="«Bariatrique» n'a aucune correspondance"):
        check_oqos(cut)


def test_a_declared_number_agrees_with_its_direction(files):
    where = next(i for i, nature in enumerate(files["annonces"]["nature"]) if nature == "maintien")
    with pytest.raises(CuratedError, match="ne va pas avec la nature"):
        check_oqos(spoiled(files, "annonces", "ecart", 3, where=where))


def _rows() -> plans.Rows:
    cell = {"document": "sts-65", "ligne": 12, "brut": "3", "valeur_min": 3, "libelle": "Socle"}
    sheet = {"document": "sts-65", "ligne": 40, "themes": ("A", "B")}
    return {"oqos": [cell], "objectifs": [sheet], "defis": []}


def _apply(tmp_path: Path, *lines: str) -> plans.Rows:
    path = tmp_path / "corrections.csv"
    path.write_text(CORRECTION + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    rows = _rows()
    for correction in plans._corrections(path):
        plans._apply(rows, correction)
    return rows


def test_a_correction_changes_the_cell_it_names_in_its_type(tmp_path):
    rows = _apply(
        tmp_path, "sts-65,oqos,12,valeur_min,3,4,coquille", "sts-65,objectifs,40,themes,A|B,A,étiquette de trop"
    )
    assert rows["oqos"][0]["valeur_min"] == 4
    assert rows["objectifs"][0]["themes"] == ("A",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sts-65,oqos,12,brut,9,4,coquille", "ne correspond à aucune ligne lue"),
        ("sts-65,oqos,13,brut,3,4,coquille", "ne correspond à aucune ligne lue"),
        ("sts-66,oqos,12,brut,3,4,coquille", "ne correspond à aucune ligne lue"),
        ("sts-65,oqos,12,couleur,3,4,coquille", "ne correspond à aucune ligne lue"),
        ("sts-65,oqos,12,brut,3,4,", "ne dit pas sa table, ou pas sa raison"),
        ("sts-65,ailleurs,12,brut,3,4,coquille", "ne dit pas sa table, ou pas sa raison"),
    ],
)
def test_a_correction_that_matches_nothing_stops_with_its_row(tmp_path, line, said):
    with pytest.raises(CuratedError) as caught:
        _apply(tmp_path, line)
    assert said in str(caught.value) and "corrections.csv, ligne 2" in str(caught.value)


def test_corrections_with_another_header_are_refused(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("document,ligne\n", encoding="utf-8")
    with pytest.raises(CuratedError, match="L'en-tête des corrections"):
        plans._corrections(path)


def test_the_committed_corrections_say_why():
    with plans.CORRECTIONS.open(encoding="utf-8", newline="") as stream:
        assert all(row["pourquoi"] for row in csv.DictReader(stream))


def test_without_the_source_texts_the_committed_cells_are_kept(monkeypatch, capsys):
    monkeypatch.delenv("STS_SOURCES", raising=False)
    before = (plans.CURATED / "oqos.csv").read_bytes()
    assert plans.main() == 0
    assert "gardé tel quel" in capsys.readouterr().out
    assert (plans.CURATED / "oqos.csv").read_bytes() == before


def test_a_missing_source_text_is_said_and_nothing_is_written(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("STS_SOURCES", str(tmp_path))
    before = (plans.CURATED / "oqos.csv").read_bytes()
    assert plans.main() == 2
    assert "est introuvable" in capsys.readouterr().err
    assert (plans.CURATED / "oqos.csv").read_bytes() == before
