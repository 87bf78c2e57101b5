"""The command `python -m loaders.sts`: files written, exit statuses, refusals that write nothing."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.accents import unaccented
from loaders.sts.__main__ import main
from loaders.sts.output import DEFIS, ITEMS, OBJECTIFS, OQOS
from loaders.sts.vocabulary import load_vocabulary
from tests.plan_text import markdown_text, raw_text

VOCABULARY = load_vocabulary()
ROOT = Path(__file__).parents[1]
PREFIXES = {"09": "002", "34": "004", "46": "001", "48": "000"}
SHEET = """# 1

ENGAGEMENT

## Dynamiser et adapter la prévention et la promotion de la santé aux âges clés et aux milieux de vie

### DÉFI #4

**Défi inventé ..... 12**

## DÉFI #4

## Défi inventé

### Les enjeux

Exemple d'enjeu.

### Les objectifs opérationnels

- Objectif inventé

Réf. E1D4

**Objectif  
Opérationnel  
#2**

## Objectif inventé

### ■ Le défi à relever

Défi inventé

### ■ Les résultats attendus

- Exemple de résultat.

### ■ En pratique

- Exemple d'action.

Réf. E1D4O2

### Thèmes associés

Soins primaires

# ÉVOLUTION de l'offre en regard des besoins

"""


def values(*, departement_rows: bool = True):
    return {row: tuple("2" for _ in row.measures) for row in VOCABULARY.rows if departement_rows}


def whole_plan(form: str = "md", departement: str = "65") -> str:
    if form == "md":
        return SHEET + markdown_text(VOCABULARY, values(), departement=departement)
    return SHEET + raw_text(VOCABULARY, values(), departement=departement, width=60)


RAW_SHEET = (
    SHEET.replace("**", "")
    .replace("■ ", "")
    .replace("#### ", "")
    .replace("### ", "")
    .replace("## ", "")
    .replace("# 1", "1")
)


def changed(form: str, *pairs: tuple[str, str]) -> str:
    """A whole plan in which each first text is replaced by the second; it must be there."""
    text = whole_plan(form)
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return text


def read(folder: Path, name: str, content: str | bytes) -> tuple[int, dict, list[dict[str, str]]]:
    """Status, report and cells of a reading."""
    status = main(["lire", str(write(folder, name, content)), "--sortie", str(folder / "lu")])
    report = json.loads((folder / "lu" / "rapport.json").read_text("utf-8"))
    return status, report, list(csv.DictReader((folder / "lu" / "oqos.csv").open(encoding="utf-8")))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def pdf(lines: list[str]) -> bytes:
    """A plain PDF, written by hand: one line of text after another, fifty a page."""
    pages = [lines[start : start + 50] for start in range(0, len(lines), 50)]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for index, page in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj 0 -14 Td\n" for line in page)
        stream = f"BT /F1 7 Tf 20 780 Td\n{shown}ET".encode("cp1252", "replace")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


@pytest.mark.parametrize("form", ["md", "txt"])
def test_a_whole_plan_writes_five_files_and_exits_0(tmp_path, capsys, form):
    path = write(tmp_path, f"plan.{form}", whole_plan(form))
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu")]) == 0
    heads = {
        name: next(csv.reader((tmp_path / "lu" / name).open(encoding="utf-8")))
        for name in ("oqos.csv", "objectifs.csv", "defis.csv", "items.csv")
    }
    assert heads == {"oqos.csv": OQOS, "objectifs.csv": OBJECTIFS, "defis.csv": DEFIS, "items.csv": ITEMS}
    report = json.loads((tmp_path / "lu" / "rapport.json").read_text("utf-8"))
    assert (report["departement"], report["cellules"], report["objectifs"], report["non_compris"]) == ("65", 212, 1, [])
    assert report["activites"]["irc"] == {"tables": 1, "lignes": 5}
    assert len(report["sha256"]) == 64
    assert "Département 65 : 212 cellules" in capsys.readouterr().out
    assert sorted(p.name for p in (tmp_path / "lu").iterdir()) == [
        "defis.csv",
        "items.csv",
        "objectifs.csv",
        "oqos.csv",
        "rapport.json",
    ]


def test_a_pdf_is_read_like_its_text(tmp_path):
    lines = [line for line in whole_plan("txt").split("\n") if line.strip()]
    path = write(tmp_path, "plan.pdf", pdf(lines))
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu")]) == 0
    rows = list(csv.DictReader((tmp_path / "lu" / "oqos.csv").open(encoding="utf-8")))
    assert len(rows) == 212 and {row["brut"] for row in rows} == {"2"}


def test_a_line_not_understood_exits_1_and_is_listed_with_its_number(tmp_path, capsys):
    text = whole_plan("md").replace("\tBariatrique\t2", "\tBariatrique\t2\n\tGreffe de peau\t5")
    path = write(tmp_path, "plan.md", text)
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu")]) == 1
    report = json.loads((tmp_path / "lu" / "rapport.json").read_text("utf-8"))
    line = next(number for number, line in enumerate(text.split("\n"), start=1) if "Greffe" in line)
    assert report["non_compris"] == [{"ligne": line, "texte": "Greffe de peau 5"}]
    assert "non comprise" in capsys.readouterr().out
    bariatric = [
        row
        for row in csv.DictReader((tmp_path / "lu" / "oqos.csv").open(encoding="utf-8"))
        if row["modalite"] == "Bariatrique"
    ]
    assert [row["brut"] for row in bariatric] == ["2"]


def cut(form: str, share: float) -> bytes:
    """The beginning of a whole plan."""
    content = whole_plan(form).encode()
    return content[: int(share * len(content))].decode(errors="ignore").encode()


SHEETLESS = markdown_text(VOCABULARY, values(), departement="65").encode()
CUTS = [0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.txt", b"", "Le fichier est vide"),
        ("large.txt", "abc\x00def".encode("utf-16") * 20, "Le fichier est binaire"),
        ("blanc.txt", b" \n \n", "Le fichier ne contient aucun texte"),
        ("binaire.txt", bytes(range(256)) * 20, "n'est pas un texte lisible en UTF-8"),
        ("zeros.txt", b"abc\x00def", "Le fichier est binaire"),
        ("image.png", b"\x89PNG", "n'est pas lue"),
        ("faux.pdf", b"ceci n'est pas un PDF", "n'est pas un PDF"),
        ("casse.pdf", b"%PDF-1.4\nrien", "abîmé ou incomplet"),
        ("autre.md", b"# Rapport annuel\n\nAucun tableau.\n", "ne contient aucun tableau d'objectifs"),
        ("ailleurs.md", whole_plan("md", "75").encode(), "qui n'est pas un département d'Occitanie"),
        ("sans-fiche.md", SHEETLESS, "fiches d'objectifs manquent"),
        *((f"coupe-{share}.{form}", cut(form, share), None) for share in CUTS for form in ("md", "txt")),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)  # fmt: skip
def test_a_file_that_is_no_whole_plan_is_refused_and_nothing_is_written(tmp_path, capsys, name, content, said):
    path = write(tmp_path, name, content)
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu")]) == 2
    sentence = capsys.readouterr().err.strip()
    assert not (tmp_path / "lu").exists()
    assert "\n" not in sentence and sentence.endswith(".") and name in sentence
    assert said is None or said in sentence


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lire", "absent.txt", "--sortie", "lu"], "Le fichier est introuvable"),
        (["lire"], "La commande n'est pas comprise"),
        (["avaler", "x"], "La commande n'est pas comprise"),
        (["comparer", "nulle-part"], "introuvable ou illisible"),
    ],
)
def test_a_wrong_command_is_said_in_french(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = int(stop.code or 0)
    assert status == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_another_departement_than_the_one_given_is_refused(tmp_path, capsys):
    path = write(tmp_path, "plan.md", whole_plan())
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu"), "--departement", "66"]) == 2
    assert "portent sur le département 65, pas sur le 66" in capsys.readouterr().err
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu"), "--departement", "75"]) == 2
    assert not (tmp_path / "lu").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    path = write(tmp_path, "plan.md", whole_plan())
    blocked = write(tmp_path, "occupe", b"")
    assert main(["lire", str(path), "--sortie", str(blocked)]) == 2
    assert "ne peut pas être écrit" in capsys.readouterr().err


def test_comparing_says_what_differs_and_exits_1(tmp_path, capsys):
    path = write(tmp_path, "plan.md", whole_plan("md", "48"))
    main(["lire", str(path), "--sortie", str(tmp_path / "lu")])
    capsys.readouterr()
    assert main(["comparer", str(tmp_path / "lu")]) == 1
    said = capsys.readouterr().out
    assert "oqos : 48 > medecine > ancien > Hospitalisation complète > existant : brut vaut «6» dans le jeu" in said
    assert "objectifs : 48 > E1D4O6 : dans le jeu de données, absent de la lecture" in said
    assert "items : 48 > cnr : dans le jeu de données, absent de la lecture" in said
    assert "items : 48 > E1D4O2 > resultat : " in said


@pytest.mark.parametrize("departement", PREFIXES)
def test_each_of_the_four_plans_is_read_whole_and_agrees_with_the_dataset(tmp_path, capsys, departement):
    folder = os.environ.get("STS_SOURCES")
    if not folder:
        pytest.skip("STS_SOURCES n'est pas définie : les textes sources ne sont pas relus.")
    source = next(Path(folder).glob(f"{PREFIXES[departement]}_*.txt"))
    assert main(["lire", str(source), "--sortie", str(tmp_path), "--departement", departement]) == 0
    assert json.loads((tmp_path / "rapport.json").read_text("utf-8"))["non_compris"] == []
    assert main(["comparer", str(tmp_path)]) == 0, capsys.readouterr().out


def test_the_module_runs_as_a_command_without_pandas(tmp_path):
    path = write(tmp_path, "plan.md", whole_plan())
    code = "from loaders.sts.__main__ import main; status = main(sys.argv[1:]); assert 'pandas' not in sys.modules"
    command = [sys.executable, "-c", f"import sys; {code}; sys.exit(status)", "lire", str(path), "--sortie"]
    assert subprocess.run([*command, str(tmp_path / "lu")], cwd=ROOT, check=False).returncode == 0


def test_a_plan_that_leaves_an_activity_out_is_partly_read_and_names_it(tmp_path):
    rows = {row: cells for row, cells in values().items() if row.activite != "cancer"}
    path = write(tmp_path, "plan.md", SHEET + markdown_text(VOCABULARY, rows, departement="65"))
    assert main(["lire", str(path), "--sortie", str(tmp_path / "lu")]) == 1
    report = json.loads((tmp_path / "lu" / "rapport.json").read_text("utf-8"))
    assert [item["texte"] for item in report["non_compris"]] == ["activité absente du document : cancer"]


def test_an_empty_reading_differs_from_the_dataset(tmp_path, capsys):
    path = write(tmp_path, "plan.md", whole_plan("md", "48"))
    main(["lire", str(path), "--sortie", str(tmp_path / "lu")])
    for name in ("oqos.csv", "objectifs.csv", "defis.csv", "items.csv"):
        head = (tmp_path / "lu" / name).read_text("utf-8").split("\n")[0]
        (tmp_path / "lu" / name).write_text(head + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["comparer", str(tmp_path / "lu")]) == 1
    assert "dans le jeu de données, absent de la lecture" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("pairs", "lost"),
    [
        ([("Existant au 01/06/2023\tCibles\n65\tDialyse", "Existant au 01/06/2023\t2025\tCibles\n65\tDialyse")], "irc"),
        ([("Activité de soins Insuffisance Rénale Chronique", "Filière de la dialyse")], None),
        ([("Activité de soins USLD", "Séjours de très longue durée")], "sld"),
        ([("65\tAdultes\t2", "65\tAdultes\tdeux\tou trois")], None),
    ],
    ids=["column", "title", "title without labels", "cells"],
)  # fmt: skip
def test_one_damaged_table_leaves_the_others_written(tmp_path, pairs, lost):
    status, report, rows = read(tmp_path, "plan.md", changed("md", *pairs))
    known = [row for row in rows if row["valeur_max"] == "2"]
    assert len(known) >= 202 and {row["valeur_max"] for row in rows} <= {"2", ""}
    assert lost is None or (status == 1 and any(lost in item["texte"] for item in report["non_compris"]))
    assert lost is None or lost not in {row["activite"] for row in known}


@pytest.mark.parametrize("last", ["had", "smr", "sld"])
def test_the_last_activity_may_be_another(tmp_path, last):
    head, *sections = whole_plan("md").split("Objectifs\nquantitatifs\nde l'offre\nde soins\n")
    wanted = {"had": "Domicile", "smr": "SSR/SMR", "sld": "USLD"}[last]
    sections.sort(key=lambda section: wanted in section.split("\n")[1])
    status, report, rows = read(tmp_path, "plan.md", head + "\n".join(sections))
    assert (status, len(rows), report["non_compris"]) == (0, 212, [])


@pytest.mark.parametrize("form", ["md", "txt"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_of_a_text_is_read(tmp_path, form, encoding):
    text = whole_plan(form).replace("■", "•")
    status, _, rows = read(tmp_path, f"plan.{form}", text.encode(encoding))
    assert (status, len(rows)) == (0, 212)
    plain = read(tmp_path, f"autre.{form}", text)[2]
    assert [row | {"document": ""} for row in rows] == [row | {"document": ""} for row in plain]


def test_a_damaged_byte_does_not_change_the_encoding(tmp_path):
    raw = whole_plan("md").encode().replace(b"Exemple d'enjeu.", b"Exemple \xff enjeu.")
    assert read(tmp_path, "plan.md", raw)[0] == 0


def test_after_a_refusal_an_older_reading_cannot_pass_for_the_new_one(tmp_path, capsys):
    read(tmp_path, "plan.md", whole_plan("md"))
    other = write(tmp_path, "coupe.md", cut("md", 0.5))
    capsys.readouterr()
    assert main(["lire", str(other), "--sortie", str(tmp_path / "lu")]) == 2
    said = capsys.readouterr().err.strip()
    assert "\n" not in said and "lecture-precedente" in said
    assert [path.name for path in (tmp_path / "lu").iterdir()] == ["lecture-precedente"]
    kept = tmp_path / "lu" / "lecture-precedente"
    assert json.loads((kept / "rapport.json").read_text("utf-8"))["fichier"] == "plan.md"
    assert len(list(kept.iterdir())) == 5
    assert main(["comparer", str(tmp_path / "lu")]) == 2


def test_a_refusal_leaves_what_is_no_reading_alone(tmp_path):
    (tmp_path / "lu").mkdir()
    (tmp_path / "lu" / "notes.txt").write_text("à moi", encoding="utf-8")
    (tmp_path / "lu" / "oqos.csv").write_text("à moi", encoding="utf-8")
    main(["lire", str(write(tmp_path, "vide.txt", b"")), "--sortie", str(tmp_path / "lu")])
    assert sorted(path.name for path in (tmp_path / "lu").iterdir()) == ["notes.txt", "oqos.csv"]


@pytest.mark.parametrize("arguments", [["--help"], ["lire", "--help"], ["comparer", "-h"]])
def test_help_is_in_french(capsys, arguments):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    said = capsys.readouterr().out
    assert stop.value.code == 0
    assert all(word in said for word in ("Lit un schéma", "--sortie DOSSIER", "comparer DOSSIER", "code de sortie"))
    assert not any(word in said for word in ("usage", "options", "show this", "positional"))


@pytest.mark.parametrize("form", ["md", "txt", "pdf"])
def test_results_and_actions_are_read_from_every_form(tmp_path, form):
    text = whole_plan("md") if form == "md" else RAW_SHEET + whole_plan("txt").removeprefix(SHEET)
    content = pdf([line for line in text.split("\n") if line.strip()]) if form == "pdf" else text
    status, report, _ = read(tmp_path, f"plan.{form}", content)
    assert (status, report["items"]) == (0, {"resultat": 1, "action": 1})
    rows = list(csv.DictReader((tmp_path / "lu" / "items.csv").open(encoding="utf-8")))
    assert [(row["code"], row["liste"], row["texte"]) for row in rows] == [
        ("E1D4O2", "resultat", "Exemple de résultat."),
        ("E1D4O2", "action", "Exemple d'action."),
    ]


def test_a_running_head_is_no_part_of_a_title(tmp_path):
    heads = [f"SCHÉMA TERRITORIAL DE SANTÉ DES HAUTES-PYRÉNÉES | Juillet 2023 | #{page}" for page in (37, 38)]
    text = whole_plan("md").replace("## Objectif inventé\n", f"## Objectif inventé\n\n{heads[0]}\n\n")
    text = text.replace("## Défi inventé\n", f"## Défi inventé\n{heads[1]}\n")
    assert read(tmp_path, "plan.md", text)[0] == 0
    for name, column in (("objectifs", "titre_objectif"), ("defis", "titre")):
        rows = list(csv.DictReader((tmp_path / "lu" / f"{name}.csv").open(encoding="utf-8")))
        assert rows[0][column] == ("Objectif inventé" if name == "objectifs" else "Défi inventé")


def test_a_text_without_accents_is_read(tmp_path):
    text = unaccented(whole_plan("txt"))
    status, report, rows = read(tmp_path, "plan.txt", text)
    assert (status, len(rows), report["objectifs"], report["items"]) == (0, 212, 1, {"resultat": 1, "action": 1})
