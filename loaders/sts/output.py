"""What the reader writes: `oqos.csv`, `objectifs.csv`, `defis.csv`, `items.csv` and `rapport.json`.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from loaders.errors import ReadingError
from loaders.sts.plan import Plan

OQOS = [
    "departement", "activite", "regime", "groupe", "modalite", "libelle", "ordre", "mesure", "brut", "valeur_min",
    "valeur_max", "asterisques", "note", "document", "section", "ligne",
]  # fmt: skip
OBJECTIFS = [
    "departement", "code", "code_imprime", "titre_defi", "titre_objectif", "themes", "parcours", "mots_cles",
    "nb_resultats_attendus", "nb_actions", "document", "section", "ligne",
]  # fmt: skip
DEFIS = ["departement", "code", "titre", "themes", "parcours", "mots_cles", "document", "section", "ligne"]
ITEMS = ["departement", "code", "liste", "rang", "texte", "document", "section", "ligne"]
"""`texte` is the document's own: for the machine of whoever reads the plan, never for the project."""
KEY = ("activite", "regime", "groupe", "modalite", "mesure")
"""What tells a cell from the others of its plan."""
REPORT_VERSION = 1
ASIDE = "lecture-precedente"
"""Folder, in that of a reading, where the one before goes when a document is refused."""
_FILES = ("oqos.csv", "objectifs.csv", "defis.csv", "items.csv", "rapport.json")


def plan_rows(plan: Plan) -> dict[str, list[dict[str, object]]]:
    """Rows of the four tables, by name, in printed order."""
    common = {"departement": plan.departement, "document": plan.document}
    return {
        "oqos": [common | vars(cell) for cell in plan.oqos.cells],
        "objectifs": [common | vars(fiche) for fiche in plan.objectifs.fiches],
        "defis": [common | vars(page) for page in plan.objectifs.defis],
        "items": [common | vars(item) for item in plan.objectifs.items],
    }


def report(plan: Plan) -> dict[str, object]:
    """The content of `rapport.json`: what was read, what was not, what was repaired."""
    read = plan.oqos
    unread = sorted([*read.non_compris, *plan.objectifs.non_compris])
    said = [*plan.signs, *read.avertissements, *plan.objectifs.avertissements]
    warnings = sorted(said, key=lambda pair: (pair[0] or 0, pair[1]))
    return {
        "version": REPORT_VERSION,
        "departement": plan.departement,
        "document": plan.document,
        "fichier": plan.fichier,
        "sha256": plan.sha256,
        "activites": {slug: {"tables": read.tables[slug], "lignes": read.rows.get(slug, 0)} for slug in read.tables},
        "cellules": len(read.cells),
        "objectifs": len(plan.objectifs.fiches),
        "defis": len(plan.objectifs.defis),
        "items": dict(Counter(item.liste for item in plan.objectifs.items)),
        "non_compris": [{"ligne": line, "texte": words} for line, words in unread],
        "corrections": plan.objectifs.corrections,
        "avertissements": [{"ligne": line, "message": words} for line, words in warnings],
        "lecture": _ways(plan.ways),
        "lieux": [
            {"cle": [getattr(cell, name) for name in KEY], "page": cell.page, "cadre": cell.cadre, "texte": cell.brut}
            for cell in read.cells
            if cell.page is not None
        ],
    }


def _ways(ways: Iterable[str]) -> list[dict[str, object]]:
    """How the pages of a PDF were read, by ranges: from their tables as cells or by their tags, or as mere text."""
    ranges: list[dict[str, object]] = []
    for page, way in enumerate(ways, start=1):
        if ranges and ranges[-1]["moyen"] == way:
            ranges[-1]["a"] = page
        else:
            ranges.append({"de": page, "a": page, "moyen": way})
    return ranges


def csv_text(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> str:
    """CSV with commas; lists are joined by «|», an unknown is an empty cell."""
    names, sink = list(columns), io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return sink.getvalue()


def write_plan(plan: Plan, folder: Path) -> None:
    """Write the five files of a plan, all of them or none.

    Raises:
        ReadingError: the folder cannot be written.
    """
    rows = plan_rows(plan)
    texts = {
        "oqos.csv": csv_text(OQOS, rows["oqos"]),
        "objectifs.csv": csv_text(OBJECTIFS, rows["objectifs"]),
        "defis.csv": csv_text(DEFIS, rows["defis"]),
        "items.csv": csv_text(ITEMS, rows["items"]),
        "rapport.json": json.dumps(report(plan), ensure_ascii=False, indent=1) + "\n",
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".lecture-") as temporary:
            for name, text in texts.items():
                (Path(temporary) / name).write_text(text, encoding="utf-8", newline="")
            (folder / "rapport.json").unlink(missing_ok=True)  # a reading without its report is none
            for name in _FILES:
                (Path(temporary) / name).replace(folder / name)
    except OSError as error:
        raise ReadingError(
            "Le dossier de sortie ne peut pas être écrit",
            ou=str(folder),
            que_faire="Choisir un autre dossier avec --sortie, ou vérifier les droits et la place du disque",
        ) from error


def set_aside(folder: Path) -> Path | None:
    """Move the reading that a folder holds into a folder of its own: it is not that of the document just refused.

    Raises:
        ReadingError: it cannot be moved.
    """
    kept = [folder / name for name in _FILES if (folder / name).is_file()]
    if not (folder / "rapport.json").is_file():
        return None
    try:
        (folder / ASIDE).mkdir(exist_ok=True)
        for path in reversed(kept):
            path.replace(folder / ASIDE / path.name)
    except OSError as error:
        raise ReadingError(
            "La lecture d'un autre document est encore dans le dossier de sortie",
            ou=str(folder),
            que_faire="Ne pas s'en servir pour ce document, ou l'ôter de ce dossier",
        ) from error
    return folder / ASIDE


def _cell(value: object) -> object:
    if isinstance(value, tuple | list):
        return "|".join(str(item) for item in value)
    return "" if value is None else value
