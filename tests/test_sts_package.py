"""A package: what goes in comes out, what a person corrects is said, what is not a package is refused."""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.errors import ReadingError
from loaders.sts.output import write_plan
from loaders.sts.package import (
    LARGEST,
    Correction,
    Package,
    corrected,
    package_files,
    package_of,
    packed,
    read_folder,
    read_package,
)
from loaders.sts.package_rows import row_key
from loaders.sts.plan import Plan, read_plan
from tests.test_sts_command import whole_plan

HEART = "cardio_interventionnelle"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path = tmp_path_factory.mktemp("plan") / "gard.md"
    path.write_text(whole_plan(departement="30"), "utf-8")
    return read_plan(path)


@pytest.fixture(scope="module")
def package(plan: Plan) -> Package:
    return package_of(plan)


def correction(package: Package, **changed: str) -> Correction:
    """A correction of the first cell of the tables of a plan."""
    cell = package.rows["oqos"][0]
    made = Correction(
        "oqos", row_key("oqos", cell), "brut", cell["brut"], "3", "L’équipe du Gard", "2026-11-28", "relu page 12"
    )
    return replace(made, **changed)


def zipped(files: dict[str, str | bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return sink.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(ReadingError) as refused:
        read_package(content, "paquet.zip")
    return str(refused.value)


def test_a_package_comes_back_whole_and_always_the_same(package: Package):
    again = read_package(packed(package), "paquet.zip")
    assert again == package and again.departement == "30" and again.document == "sts-30"
    assert packed(again) == packed(package)
    changed = corrected(package, [correction(package)])
    assert read_package(packed(changed), "paquet.zip") == changed


def test_the_folder_of_a_reading_is_a_package(plan: Plan, package: Package, tmp_path: Path):
    write_plan(plan, tmp_path)
    assert read_folder(tmp_path) == package
    changed = corrected(package, [correction(package)])
    (tmp_path / "corrections.csv").write_text(package_files(changed)["corrections.csv"], "utf-8")
    assert read_folder(tmp_path) == changed
    (tmp_path / "defis.csv").unlink()
    with pytest.raises(ReadingError, match=r"Le fichier defis\.csv de la lecture est introuvable"):
        read_folder(tmp_path)


def test_a_correction_moves_its_cell_and_nothing_else(package: Package):
    changed = corrected(package, [correction(package)])
    before, after = package.rows["oqos"], changed.rows["oqos"]
    assert (after[0]["brut"], after[0]["valeur_min"], after[0]["valeur_max"]) == ("3", "3", "3")
    assert after[1:] == before[1:] and changed.rows["defis"] == package.rows["defis"]
    assert changed.lus == package.lus and changed.correctors == ("L'équipe du Gard",)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("4/13", ("4/13", "4", "13", "")), ("-", ("-", "", "", "tiret dans le document")),
     ("", ("", "", "", "case vide dans le document")), (" 0 ", ("0", "0", "0", ""))],
)  # fmt: skip
def test_a_corrected_cell_reads_as_a_printed_one(package: Package, typed: str, read: tuple[str, ...]):
    cell = corrected(package, [correction(package, apres=typed)]).rows["oqos"][0]
    assert (cell["brut"], cell["valeur_min"], cell["valeur_max"], cell["note"]) == read


def test_corrections_follow_one_another(package: Package):
    once = corrected(package, [correction(package)])
    twice = corrected(once, [correction(package, avant="3", apres="4")])
    assert twice.rows["oqos"][0]["brut"] == "4" and len(twice.corrections) == 2
    with pytest.raises(ReadingError, match=r"la cellule porte «3»"):
        corrected(once, [correction(package)])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"cle": "medecine|ancien||Ailleurs|existant"}, "aucune ligne lue ne porte cette clé"),
        ({"apres": "beaucoup"}, "«beaucoup» n'est pas un nombre compris"),
        ({"apres": "13/4"}, "imprimée à l'envers"),
        ({"colonne": "valeur_min"}, "ne se corrige pas"),
        ({"table": "corrections"}, "ne se corrige pas"),
        ({"table": "departements"}, "ne se corrige pas"),
        ({"qui": "  "}, "Une cellule obligatoire est vide"),
        ({"pourquoi": ""}, "Une cellule obligatoire est vide"),
        ({"quand": "hier"}, "n'est pas une date"),
        ({"qui": "x" * 81}, "Une correction dit «qui», en 80 signes au plus"),
        ({"pourquoi": "x" * 501}, "Une correction dit «pourquoi», en 500 signes au plus"),
    ],
)
def test_an_impossible_correction_is_refused(package: Package, changed: dict[str, str], words: str):
    with pytest.raises(ReadingError, match=words):
        corrected(package, [correction(package, **changed)])


def edited(package: Package, name: str, *, line: int, column: str, text: str) -> bytes:
    """The package with one cell of one file written by hand."""
    files = dict(package_files(package))
    rows = list(csv.reader(io.StringIO(files[name])))
    rows[line][rows[0].index(column)] = text
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows(rows)
    return zipped(files | {name: sink.getvalue()})


@pytest.mark.parametrize(
    ("name", "column", "text", "words"),
    [
        ("oqos.csv", "departement", "31", "La ligne n'est pas celle du plan 30"),
        ("oqos.csv", "document", "sts-31", "La ligne n'est pas celle du plan 30"),
        ("oqos.csv", "modalite", "Greffe de tête", "n'est pas une ligne connue"),
        ("oqos.csv", "mesure", "existant_appareils", "n'est pas imprimée pour cette ligne"),
        ("oqos.csv", "valeur_max", "7", "Le nombre n'est pas celui que la case imprime"),
        ("oqos.csv", "valeur_min", "-2", "n'est pas un nombre entier"),
        ("oqos.csv", "ligne", "", "Une cellule obligatoire est vide"),
        ("oqos.csv", "libelle", "x\x00y", "un signe qui n'est pas du texte"),
        ("oqos.csv", "libelle", "x\u202ey", "un signe qui n'est pas du texte"),
        ("oqos.csv", "section", "x" * 5000, "plus de 4000 signes"),
        ("defis.csv", "code", "E9D1", "n'est pas le code d'un défi"),
        ("objectifs.csv", "code", "=1+1", "n'est pas le code d'un objectif"),
        ("objectifs.csv", "nb_actions", "mille", "n'est pas un nombre entier"),
        ("items.csv", "liste", "poeme", "n'est pas une liste connue"),
        ("items.csv", "code", "", "ne va pas avec la liste"),
    ],
)
def test_a_cell_written_by_hand_is_refused(package: Package, name: str, column: str, text: str, words: str):
    said = refusal(edited(package, name, line=1, column=column, text=text))
    assert words in said and f"paquet.zip, {name}, ligne 2" in said and said.endswith("relire le document.")


@pytest.mark.parametrize(
    ("rapport", "words"),
    [
        ({"version": 99}, "n'est pas de la version 1"), ({"departement": "75"}, "ne nomme pas un département"),
        ({"document": "sts-31"}, "nomme un autre document"), ({"fichier": ""}, "ne dit pas quel fichier"),
        ({"sha256": "abc"}, "ne porte pas l'empreinte"), ({"departement": []}, "ne nomme pas un département"),
        ({"avertissements": ["x"]}, "ne dit pas ses «avertissements»"),
        ({"non_compris": [{"ligne": "1", "texte": "x"}]}, "ne dit pas ses «non_compris»"),
    ],
)  # fmt: skip
def test_a_report_that_is_not_ours_is_refused(package: Package, rapport: dict[str, object], words: str):
    files = package_files(package) | {"rapport.json": json.dumps(dict(package.rapport) | rapport)}
    assert words in refusal(zipped(files))


def without(files: dict[str, str], name: str) -> dict[str, str]:
    return {given: text for given, text in files.items() if given != name}


def test_an_archive_that_is_not_ours_is_refused(package: Package):
    files = package_files(package)
    assert "n'est pas un paquet, ou il est abîmé" in refusal(b"PK\x03\x04")
    assert "n'est pas un paquet, ou il est abîmé" in refusal(packed(package)[:-30])
    assert "il y manque oqos.csv" in refusal(zipped(without(files, "oqos.csv")))
    assert "«../oqos.csv» n'a rien à y faire" in refusal(zipped(files | {"../oqos.csv": ""}))
    assert "dépasse 8 Mio" in refusal(b"x" * (LARGEST + 1))
    assert "Un fichier du paquet dépasse 8 Mio" in refusal(zipped(files | {"oqos.csv": "0" * (LARGEST + 1)}))
    assert "n'est pas en UTF-8" in refusal(zipped(files | {"defis.csv": b"\xff\xfe"}))
    assert "L'en-tête n'est pas celui d'une lecture" in refusal(zipped(files | {"defis.csv": "a,b\n"}))
    assert "Le rapport de la lecture n'est pas du JSON" in refusal(zipped(files | {"rapport.json": "[" * 100_000}))
    assert "Deux lignes portent la même clé" in refusal(
        zipped(files | {"defis.csv": files["defis.csv"] + files["defis.csv"].splitlines()[1] + "\n"})
    )


def test_a_size_that_lies_is_not_believed(package: Package):
    """The directory of the archive announces one byte for a file that holds more."""
    content = bytearray(packed(package))
    place = content.index(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 1)
    assert "n'est pas un paquet, ou il est abîmé" in refusal(bytes(content))


@pytest.mark.parametrize(("kind", "words"), [(14, "d'une façon qui n'est pas lue"), (12, "n'est pas lue")])
def test_an_archive_packed_otherwise_is_refused(package: Package, kind: int, words: str):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", kind) as archive:
        for name, text in package_files(package).items():
            archive.writestr(name, text)
    assert words in refusal(sink.getvalue())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_damaged_package_is_read_or_refused(package: Package, data: st.DataObject):
    content = bytearray(packed(package))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert read_package(bytes(content), "paquet.zip").departement == "30"
    except ReadingError as error:
        assert str(error).endswith(".") and "\n" not in str(error)
