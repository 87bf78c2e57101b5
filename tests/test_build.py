"""From data/curated to the Parquet: the same bytes each time, or a refusal that names the place and writes nothing."""

import csv
import errno
import io
import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import build as build_module
from data.build import build, main, parquet_bytes, replace_files
from data.curated_csv import read_curated
from loaders.dataset import DATA_DIR, STATIC_DIR, Dataset
from loaders.errors import CuratedError, DatasetError, ReadingError
from loaders.schema import TABLES, Column, Table
from tests.places import DEPARTEMENTS

STATISTICS, PLANS, SHEETS = "statistiques.csv", "valeurs_plans.csv", "objectifs_departements.csv"


@pytest.fixture
def copy(curated: Path, tmp_path: Path) -> Path:
    """A copy of data/curated, to spoil."""
    return Path(shutil.copytree(curated, tmp_path / "curated"))


@pytest.fixture
def without_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip the class bounds, the slow part of a build: a refusal does not depend on them."""
    monkeypatch.setattr(build_module, "default_bounds", lambda *_args, **_kwargs: [])


def edit(folder: Path, name: str, row: int, column: str, value: str | Callable[[str], str]) -> dict[str, str]:
    """Change one cell of a CSV (row 2 is the first after the header); returns the row as it was."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names, rows = list(reader.fieldnames or []), list(reader)
    before = dict(rows[row - 2])
    rows[row - 2][column] = value(before[column]) if callable(value) else value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return before


def refusal(copy: Path) -> str:
    """The sentence of a refused build, after a check that nothing was written."""
    output = copy.parent / "sortie"
    with pytest.raises(CuratedError) as caught:
        build(copy, output, output)
    assert not output.exists()
    return str(caught.value)


def test_rebuilding_gives_the_committed_bytes(curated: Path, tmp_path: Path) -> None:
    lines = build(curated, tmp_path / "data", tmp_path / "static")
    built = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert set(built) == {f"{name}.parquet" for name in TABLES}
    for name, content in built.items():
        assert content == (DATA_DIR / name).read_bytes(), name
    outlines = (tmp_path / "static" / "departements.geojson").read_bytes()
    assert outlines == (STATIC_DIR / "departements.geojson").read_bytes()
    assert len(lines) == len(TABLES) + 1


@pytest.mark.parametrize(
    ("name", "row", "column", "value", "said"),
    [
        (STATISTICS, 7, "valeur_min", "32,1", "«32,1» n'est pas un nombre"),
        (STATISTICS, 7, "annee_fin", "2025.5", "«2025.5» n'est pas un nombre entier"),
        ("indicateurs.csv", 3, "cartographiable", "true", "«true» n'est pas vrai ou faux"),
        (PLANS, 5, "territoire", "9", "«9» n'est pas admise"),
        ("defis.csv", 4, "code", "E7D1", "«E7D1» n'est pas admise"),
        ("indicateurs.csv", 6, "libelle", "Taux d’activité", "apostrophe courbe"),
        ("engagements.csv", 2, "libelle", unicodedata.normalize("NFD", "Prévention"), "forme Unicode décomposée"),
        (PLANS, 9, "brut", "", "obligatoire est vide"),
        (PLANS, 9, "comparateur", "≈", "«≈» n'est pas admise"),
    ],
)
def test_wrong_cell_is_refused_with_file_row_and_column(
    copy: Path, name: str, row: int, column: str, value: str, said: str
) -> None:
    edit(copy, name, row, column, value)
    message = refusal(copy)
    assert said in message
    assert f"fichier data/curated/{name}, ligne {row}, colonne {column}" in message


def test_a_disk_that_fills_up_leaves_every_table_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {tmp_path / name: name.encode() for name in ("a.parquet", "b.parquet", "c.geojson")}
    replace_files(files)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files

    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as opened:
            opened.write(content[:1])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ReadingError, match="resté ce qu'il était"):
        replace_files(dict.fromkeys(files, b"autre"))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_wrong_header_is_refused_and_the_expected_one_given(copy: Path) -> None:
    path = copy / "themes.csv"
    path.write_text(path.read_text("utf-8").replace("theme,libelle,ordre", "theme,nom,ordre"), "utf-8")
    message = refusal(copy)
    assert "manque : libelle ; en trop : nom" in message
    assert "fichier data/curated/themes.csv, ligne 1" in message
    assert "theme,libelle,ordre" in message


def test_columns_in_another_order_are_refused(copy: Path) -> None:
    path = copy / "themes.csv"
    path.write_text(path.read_text("utf-8").replace("theme,libelle,ordre", "libelle,theme,ordre"), "utf-8")
    assert "l'ordre compte" in refusal(copy)


@pytest.mark.parametrize(("before", "after"), [(",1\n", "\n"), (",1\n", ",1,2\n")])
def test_row_with_another_number_of_cells_is_refused(copy: Path, before: str, after: str) -> None:
    path = copy / "themes.csv"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    message = refusal(copy)
    assert "n'a pas le bon nombre de cellules" in message
    assert "fichier data/curated/themes.csv, ligne 2" in message


def test_file_in_another_encoding_is_refused(copy: Path) -> None:
    path = copy / "engagements.csv"
    path.write_bytes(path.read_text("utf-8").encode("latin-1", "replace"))
    assert "UTF-8" in refusal(copy)


@pytest.mark.parametrize("name", ["jeu.csv", STATISTICS, "departements.geojson"])
def test_missing_curated_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    message = refusal(copy)
    assert "introuvable" in message
    assert f"fichier data/curated/{name}" in message


def test_repeated_row_is_refused(copy: Path) -> None:
    path = copy / "defis.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), "utf-8")
    assert f"data/curated/defis.csv, ligne {len(lines) + 1}" in refusal(copy)


@pytest.mark.usefixtures("without_classes")
@pytest.mark.parametrize(
    ("name", "column", "value", "known"),
    [(PLANS, "document", "sts-99", "documents.csv"), (PLANS, "indicateur", "taux_inconnu", "indicateurs.csv"),
     ("populations.csv", "document", "stat-inconnue", "documents.csv")],
)  # fmt: skip
def test_link_to_an_unknown_row_is_refused(copy: Path, name: str, column: str, value: str, known: str) -> None:
    row = edit(copy, name, 12, column, value)
    message = refusal(copy)
    assert f"«{value}» n'est pas connu de {known}" in message
    assert f"colonne {column}" in message
    assert row[column] != value
    assert f"data/curated/{name}, ligne 12, colonne {column}" in message


@pytest.mark.usefixtures("without_classes")
@pytest.mark.parametrize("words", [14, 61])
def test_resume_outside_15_to_60_words_is_refused(copy: Path, words: int) -> None:
    row = edit(copy, SHEETS, 5, "resume", " ".join(["mot"] * words))
    message = refusal(copy)
    assert row["code"].startswith("E")
    assert f"Un résumé compte {words} mots" in message
    assert f"data/curated/{SHEETS}, ligne 5, colonne resume" in message


@pytest.mark.usefixtures("without_classes")
@pytest.mark.parametrize("words", [15, 60])
def test_resume_of_15_or_60_words_is_accepted(copy: Path, words: int) -> None:
    edit(copy, SHEETS, 5, "resume", " ".join(["mot"] * words))
    assert build(copy, copy.parent / "sortie", copy.parent / "sortie")


@pytest.mark.usefixtures("without_classes")
def test_the_build_checks_the_contents_of_the_plans(copy: Path) -> None:
    edit(copy, "items.csv", 5, "resume", "Trop peu de mots")
    message = refusal(copy)
    assert "n'a pas de 6 à 20 mots" in message
    assert "data/curated/items.csv, ligne 5, colonne resume" in message


@pytest.mark.usefixtures("without_classes")
@pytest.mark.parametrize("words", [9, 51])
def test_definition_outside_10_to_50_words_is_refused(copy: Path, words: int) -> None:
    edit(copy, "glossaire.csv", 5, "definition", " ".join(["mot"] * words))
    message = refusal(copy)
    assert "n'a pas de 10 à 50 mots" in message
    assert "data/curated/glossaire.csv, ligne 5, colonne definition" in message


@pytest.mark.usefixtures("without_classes")
def test_a_form_of_two_terms_is_refused(copy: Path) -> None:
    edit(copy, "glossaire.csv", 5, "autres", "Défi")
    message = refusal(copy)
    assert "a une forme qui est aussi celle d'un autre terme" in message
    assert "data/curated/glossaire.csv, ligne 3, colonne terme" in message


@pytest.mark.usefixtures("without_classes")
@pytest.mark.parametrize(
    ("column", "value"),
    [("objets", "indicateur:taux_inconnu"), ("objets", "couleur:bleu"), ("references", "sts-99:12"),
     ("references", "sts-09:douze")],
)  # fmt: skip
def test_vigilance_about_something_unknown_is_refused(copy: Path, column: str, value: str) -> None:
    edit(copy, "vigilances.csv", 4, column, value)
    message = refusal(copy)
    assert value in message
    assert f"data/curated/vigilances.csv, ligne 4, colonne {column}" in message


@pytest.mark.usefixtures("without_classes")
def test_reversed_bounds_are_refused(copy: Path) -> None:
    edit(copy, PLANS, 30, "valeur_min", lambda low: str(float(low) + 1000))
    message = refusal(copy)
    assert "dépasse la borne haute" in message
    assert f"data/curated/{PLANS}, ligne 30, colonne valeur_min" in message


@pytest.mark.usefixtures("without_classes")
def test_plan_value_without_its_line_is_refused(copy: Path) -> None:
    edit(copy, PLANS, 30, "ligne", "")
    message = refusal(copy)
    assert "n'a pas de ligne" in message
    assert f"data/curated/{PLANS}, ligne 30, colonne ligne" in message


@pytest.mark.usefixtures("without_classes")
def test_sheet_without_its_defi_page_is_refused(copy: Path) -> None:
    edit(copy, SHEETS, 2, "code", "E6D9O1")
    assert "L'objectif E6D9O1 n'a pas de page de défi" in refusal(copy)


def run_cli(monkeypatch: pytest.MonkeyPatch, curated: Path, output: Path) -> int:
    arguments = ["build", "--curated", str(curated), "--sortie", str(output), "--static", str(output)]
    monkeypatch.setattr(sys, "argv", arguments)
    return main()


def test_cli_refuses_with_status_2_and_one_french_line(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(copy, STATISTICS, 7, "valeur_min", "beaucoup")
    output = copy.parent / "sortie"
    assert run_cli(monkeypatch, copy, output) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "«beaucoup» n'est pas un nombre (point décimal) "
        f"(fichier data/curated/{STATISTICS}, ligne 7, colonne valeur_min). Corrigez la cellule."
    ]
    assert not output.exists()


@pytest.mark.usefixtures("without_classes")
def test_cli_says_each_file_it_wrote(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_cli(monkeypatch, curated, tmp_path / "sortie") == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split(" : ")[0] for line in lines} == {path.name for path in (tmp_path / "sortie").iterdir()}


def test_committed_tables_have_the_published_counts(dataset: Dataset, curated: Path) -> None:
    """What the plans print is counted by hand; statistics follow their file, which grows with each one added."""
    plan = dataset.valeurs[dataset.valeurs["origine"].eq("plan")]
    official = dataset.valeurs[dataset.valeurs["origine"].eq("statistique")]
    intervals = plan["valeur_min"].ne(plan["valeur_max"])
    assert (len(plan), int(intervals.sum()), len(plan) + int(intervals.sum())) == (665, 2, 667)
    published = pd.read_csv(curated / "statistiques.csv", dtype=str)
    assert (len(official), official["indicateur"].nunique()) == (len(published), published["indicateur"].nunique())
    assert len(dataset.objectifs_departements) == 75
    assert dataset.objectifs_departements["code"].nunique() == len(dataset.objectifs) == 54
    assert len(dataset.defis_departements) == 48
    assert (len(dataset.defis), len(dataset.engagements)) == (23, 6)
    assert (len(dataset.departements), len(dataset.territoires)) == (len(DEPARTEMENTS), 16)


def test_populations_of_a_year_add_up_and_name_one_source(dataset: Dataset) -> None:
    departements = dataset.populations[dataset.populations["territoire"].isin(DEPARTEMENTS)]
    regional = dataset.populations[dataset.populations["territoire"].eq("R76")].set_index("annee")
    for annee, rows in departements.groupby("annee"):
        if len(rows) == len(DEPARTEMENTS):
            assert rows["population"].sum() == regional.at[annee, "population"], annee
            assert set(rows["document"]) == {regional.at[annee, "document"]}, annee
    assert regional.at[2018, "population"] == 5_885_496
    assert regional.at[2018, "document"] == "stat-insee-decoupage-administratif-2018"


def test_each_group_has_exactly_one_value_shown(dataset: Dataset) -> None:
    group = ["territoire", "indicateur", "annee", "origine"]
    shown = dataset.valeurs.groupby(group, dropna=False)["statut"].agg(lambda column: column.eq("retenue").sum())
    assert shown.eq(1).all()


def test_valeur_is_na_exactly_when_the_bounds_differ(dataset: Dataset) -> None:
    valeurs = dataset.valeurs
    differ = valeurs["valeur_min"].ne(valeurs["valeur_max"])
    assert valeurs["valeur"].isna().tolist() == differ.tolist()
    assert valeurs.loc[~differ, "valeur"].eq(valeurs.loc[~differ, "valeur_min"]).all()


def test_competing_value_says_which_value_is_shown(dataset: Dataset) -> None:
    notes = dataset.valeurs.loc[dataset.valeurs["statut"].eq("concurrente"), "note"]
    assert len(notes) > 0
    assert notes.str.contains("la valeur montrée est «", regex=False).all()


def test_every_text_is_composed_with_straight_apostrophes(curated: Path) -> None:
    for path in [*curated.glob("*.csv"), curated / "departements.geojson"]:
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        assert "\u2019" not in text, path.name


ESSAI = Table(
    "essai",
    "une ligne d'essai",
    (
        Column("cle", "int", "clé"),
        Column("texte", "text", "texte", na=True),
        Column("entier", "int", "entier", na=True),
        Column("nombre", "float", "nombre", na=True),
        Column("oui", "bool", "vrai ou faux"),
        Column("liste", "list", "liste"),
    ),
    key=("cle",),
)
TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2019"), max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(lambda text: "\u2019" not in text)
)
ITEM = TEXT.map(lambda text: text.replace("|", "").strip()).filter(bool)
ROW = st.fixed_dictionaries({
    "texte": TEXT.map(lambda text: text or None),
    "entier": st.none() | st.integers(-(2**53), 2**53),
    "nombre": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "oui": st.booleans(),
    "liste": st.lists(ITEM, max_size=3),
})  # fmt: skip


def curated_cell(value: Any) -> str:
    """A cell as people write it in a curated CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    return "|".join(value) if isinstance(value, list) else str(value)


@given(st.lists(ROW, min_size=1, max_size=5))
def test_csv_to_parquet_loses_nothing(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    rows = [{name: {"cle": number, **row}[name] for name in ESSAI.names} for number, row in enumerate(rows)]
    path = tmp_path_factory.getbasetemp() / "essai.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ESSAI.names)
        writer.writerows([curated_cell(cell) for cell in row.values()] for row in rows)
    with mock.patch.dict(TABLES, {"essai": ESSAI}):
        content = parquet_bytes("essai", read_curated(path, ESSAI))
    assert pq.read_table(io.BytesIO(content)).to_pylist() == rows


def test_refusal_of_the_build_is_a_dataset_error() -> None:
    error = CuratedError("Quoi", ou="où", que_faire="Faites")
    assert isinstance(error, DatasetError)
    assert str(error) == "Quoi (où). Faites."
