"""What a read plan changes: its files set against the dataset, in French sentences.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from loaders.dataset import Dataset, load_table
from loaders.errors import ReadingError
from loaders.sts.output import DEFIS, KEY, OBJECTIFS, OQOS
from loaders.versions import current_folder

_ITEMS = ["departement", "code", "liste", "ligne"]
_TABLES = {
    "oqos": ("oqos", OQOS, ("departement", *KEY)),
    "objectifs": ("objectifs_departements", OBJECTIFS, ("departement", "code")),
    "defis": ("defis_departements", DEFIS, ("departement", "code")),
    "items": ("items", _ITEMS, ("departement", "code", "liste")),
}
_COMPARED = {
    "oqos": ("brut", "valeur_min", "valeur_max", "asterisques"),
    "objectifs": ("titre_objectif", "themes", "parcours", "mots_cles", "nb_resultats_attendus", "nb_actions"),
    "defis": ("titre", "themes", "parcours", "mots_cles"),
    "items": ("nombre",),
}
_SETS = frozenset({"themes", "parcours", "mots_cles"})


def compare(folder: Path, data: Path) -> list[str]:
    """Differences between the files of a reading and the dataset, one sentence each.

    Args:
        folder: what `lire` wrote.
        data: folder of the Parquet tables.

    Raises:
        ReadingError: the folder does not hold a reading.
        DatasetError: the dataset cannot be read.
    """
    departement = _departement(folder / "rapport.json")
    shown = current_folder(data)
    return [
        sentence
        for name, (table, columns, _) in _TABLES.items()
        for sentence in _table(name, _read(folder / f"{name}.csv", columns), load_table(table, shown), departement)
    ]


def differences(departement: str, tables: Mapping[str, Sequence[Mapping[str, str]]], dataset: Dataset) -> list[str]:
    """Differences between the rows of a reading, by table, and a dataset that is held, one sentence each."""
    return [
        sentence
        for name, (table, columns, _) in _TABLES.items()
        for sentence in _table(name, _columns(tables[name], columns), getattr(dataset, table), departement)
    ]


def _columns(rows: Iterable[Mapping[str, str]], columns: list[str]) -> list[dict[str, str]]:
    return [{column: row[column] for column in columns} for row in rows]


def _departement(report: Path) -> str:
    """Whose plan was read, as the report says."""
    try:
        return str(json.loads(report.read_text(encoding="utf-8"))["departement"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadingError(
            "Le rapport de la lecture est introuvable ou illisible",
            ou=str(report),
            que_faire="Lancer d'abord «python -m loaders.sts lire FICHIER --sortie DOSSIER»",
        ) from error


def _table(name: str, read: list[dict[str, str]], frame: pd.DataFrame, departement: str) -> Iterable[str]:
    _, columns, key = _TABLES[name]
    known = _known(frame, columns)
    if name == "items":
        read, known = _counted(read), _counted(known)
    old = {tuple(row[column] for column in key): row for row in known if row["departement"] == departement}
    new = {tuple(row[column] for column in key): row for row in read}
    for identity in old.keys() | new.keys():
        where = f"{name} : {' > '.join(part for part in identity if part)}"
        if identity not in old:
            yield f"{where} : absent du jeu de données, lu ligne {new[identity]['ligne']}"
        elif identity not in new:
            yield f"{where} : dans le jeu de données, absent de la lecture"
        else:
            yield from _differences(where, _COMPARED[name], old[identity], new[identity])


def _counted(items: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """One row for each list of items, with the number of lines on which one opens.

    The dataset does not hold the words of an item, and may make two of one printed paragraph.
    """
    lines: dict[tuple[str, str, str], list[str]] = {}
    for item in items:
        opened = lines.setdefault((item["departement"], item["code"], item["liste"]), [])
        if item["ligne"] not in opened:
            opened.append(item["ligne"])
    return [
        {"departement": departement, "code": code, "liste": liste, "nombre": str(len(opened)), "ligne": opened[0]}
        for (departement, code, liste), opened in lines.items()
    ]


def _differences(where: str, columns: Iterable[str], old: dict[str, str], new: dict[str, str]) -> Iterable[str]:
    for column in columns:
        before, after = old[column], new[column]
        same = set(before.split("|")) == set(after.split("|")) if column in _SETS else before == after
        if not same:
            yield (
                f"{where} : {column} vaut «{before or 'non renseigné'}» dans le jeu de données,"
                f" «{after or 'non renseigné'}» dans la lecture (ligne {new['ligne']})"
            )


def _read(path: Path, columns: list[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadingError(
            f"Le fichier {path.name} de la lecture est introuvable ou illisible",
            ou=str(path.parent),
            que_faire="Lancer d'abord «python -m loaders.sts lire FICHIER --sortie DOSSIER»",
        ) from error
    missing = [column for column in columns if column not in (reader.fieldnames or [])]
    if missing:
        raise ReadingError(
            f"La colonne {missing[0]} manque",
            ou=str(path),
            que_faire="Relancer la lecture du document : les colonnes d'une lecture ne se changent pas à la main",
        )
    return [{column: row[column] or "" for column in columns} for row in rows]


def _known(frame: pd.DataFrame, columns: list[str]) -> list[dict[str, str]]:
    return [{column: _text(row[column]) for column in columns} for row in frame[columns].to_dict("records")]


def _text(value: object) -> str:
    if isinstance(value, list) or (hasattr(value, "tolist") and not isinstance(value, str)):
        return "|".join(str(item) for item in value)  # type: ignore[attr-defined]
    return "" if pd.isna(value) else str(value)
