"""Run the reader on the plans and write `data/curated/oqos.csv`: `python -m data.plans` (or `make data`).

The source texts are found through the environment variable STS_SOURCES; without it the
committed `oqos.csv` is left as it is. Declared corrections (`data/corrections.csv`) are
applied after the reading: one that matches nothing stops everything.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from loaders.errors import CuratedError, DatasetError
from loaders.sts.output import OQOS, csv_text, plan_rows
from loaders.sts.plan import Plan, read_plan

ROOT = Path(__file__).resolve().parent.parent
CURATED = ROOT / "data" / "curated"
CORRECTIONS = ROOT / "data" / "corrections.csv"
TABLES = ("oqos", "objectifs", "defis")
_COLUMNS = ["document", "table", "ligne", "colonne", "avant", "apres", "pourquoi"]

Rows = dict[str, list[dict[str, object]]]


def read_plans(sources: Path, *, corrections: Path = CORRECTIONS) -> Rows:
    """Rows of every plan of `documents.csv` whose text is in a folder, corrections applied.

    Raises:
        CuratedError: a text is missing, was not wholly read, or a correction matches nothing.
    """
    rows: Rows = {name: [] for name in TABLES}
    for document, name in _plans():
        plan = read_plan(_find(sources, name), departement=document.removeprefix("sts-"))
        _refuse_unread(plan)
        for table, read in plan_rows(plan).items():
            if table in rows:
                rows[table].extend(read)
    for correction in _corrections(corrections):
        _apply(rows, correction)
    return rows


def _plans() -> Iterable[tuple[str, str]]:
    """(document, file name) of each plan, in the order of its département's code."""
    with (CURATED / "documents.csv").open(encoding="utf-8", newline="") as stream:
        plans = [row for row in csv.DictReader(stream) if row["type"] == "sts" and row["fichier"]]
    return [(row["document"], row["fichier"]) for row in sorted(plans, key=lambda row: row["territoire"])]


def _find(sources: Path, name: str) -> Path:
    path = sources / name
    if not path.is_file():
        raise CuratedError(
            f"Le texte {name} est introuvable",
            ou=f"dossier {sources}",
            que_faire="Vérifier STS_SOURCES, ou retirer cette variable pour garder les tables déjà lues",
        )
    return path


def _refuse_unread(plan: Plan) -> None:
    unread = [*plan.oqos.non_compris, *plan.objectifs.non_compris]
    if unread:
        line, words = unread[0]
        raise CuratedError(
            f"{len(unread)} ligne(s) du plan ne sont pas comprises, dont «{words}»",
            ou=f"{plan.fichier}, ligne {line}",
            que_faire="Ajouter l'orthographe à data/curated/modalites.csv, ou déclarer une correction",
        )


def _corrections(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if reader.fieldnames != _COLUMNS:
            raise CuratedError(
                "L'en-tête des corrections n'est pas celui attendu",
                ou=f"fichier {path.name}, ligne 1",
                que_faire=f"Écrire : {','.join(_COLUMNS)}",
            )
        return [{**row, "rang": str(reader.line_num)} for row in reader]


def _apply(rows: Rows, correction: dict[str, str]) -> None:
    """Apply one declared correction to the rows that stand on its line.

    Raises:
        CuratedError: no row of that document and line holds the text to correct.
    """
    where = f"fichier corrections.csv, ligne {correction['rang']}"
    if correction["table"] not in rows or not correction["pourquoi"].strip():
        raise CuratedError(
            "Une correction ne dit pas sa table, ou pas sa raison",
            ou=where,
            que_faire=f"Remplir les colonnes table ({', '.join(TABLES)}) et pourquoi",
        )
    column = correction["colonne"]
    matched = [
        row
        for row in rows[correction["table"]]
        if row["document"] == correction["document"]
        and str(row["ligne"]) == correction["ligne"]
        and column in row
        and _text(row[column]) == correction["avant"]
    ]
    if not matched:
        raise CuratedError(
            f"La correction «{correction['avant']}» → «{correction['apres']}» ne correspond à aucune ligne lue",
            ou=where,
            que_faire="Vérifier document, ligne et texte d'avant, ou retirer la correction",
        )
    for row in matched:
        row[column] = _typed(correction["apres"], row[column])


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return "|".join(str(item) for item in value)
    return "" if value is None else str(value)


def _typed(text: str, like: object) -> object:
    """The corrected text in the type of what it replaces."""
    if isinstance(like, tuple | list):
        return tuple(part for part in text.split("|") if part)
    if isinstance(like, int):
        if text and not text.isdigit():
            raise CuratedError(
                f"«{text}» n'est pas un nombre entier",
                ou="fichier corrections.csv, colonne apres",
                que_faire="Écrire un nombre, ou laisser vide pour un inconnu",
            )
        return int(text) if text else None
    return text


def main() -> int:
    folder = os.environ.get("STS_SOURCES", "")
    if not folder:
        print("STS_SOURCES n'est pas définie : data/curated/oqos.csv est gardé tel quel.")
        return 0
    try:
        rows = read_plans(Path(folder))["oqos"]
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    target = CURATED / "oqos.csv"
    temporary = target.with_suffix(".csv.tmp")
    temporary.write_text(csv_text(OQOS, rows), encoding="utf-8", newline="")
    temporary.replace(target)
    print(f"oqos.csv : {len(rows)} cases lues dans les plans")
    return 0


if __name__ == "__main__":
    sys.exit(main())
