"""The command `python -m loaders.sts`: files written, exit statuses, refusals that write nothing."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
CUTS = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.txt", b"", "Le fichier est vide"),
        ("blanc.txt", b" \n \n", "Le fichier ne contient aucun texte"),
        ("binaire.txt", bytes(range(256)) * 20, "n'est pas un texte lisible en UTF-8"),
        ("zeros.txt", b"abc\x00def", "Le fichier est binaire"),
        ("image.png", b"\x89PNG", "n'est pas lue"),
        ("faux.pdf", b"ceci n'est pas un PDF", "n'est pas un PDF"),
        ("casse.pdf", b"%PDF-1.4\nrien", "abîmé ou protégé"),
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
