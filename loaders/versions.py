"""Which folder holds the tables of a dataset: its own, or that of the version that its journal names last.

A plan added to a dataset makes a version: a folder of its own, whole before anything names it. The journal
(`versions/journal.csv`) has one row a change, and its last row names the folder that is read: it is replaced in one
step, so that a reader sees the old set or the new one, whatever happens to who writes.

Source: data/README.md.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from loaders.errors import DatasetError

VERSIONS, JOURNAL = "versions", "journal.csv"
BASE = "."
"""Name of the dataset's own folder, before any plan was added to it."""

PLANS = "plans"
"""Folder of a version that holds the package of each plan added to it."""

_NAME = re.compile(r"\.|[0-9]{4}-[a-z0-9]{1,12}", re.ASCII)


@dataclass(frozen=True)
class Change:
    """One row of the journal: a change of the dataset, and where it left it.

    Attributes:
        quand: moment, `AAAA-MM-JJTHH:MM:SS`.
        geste: `ajout`, `reconstruction` or `retour`.
        departement: of the plan added, empty otherwise.
        dossier: folder of the tables that are read from then on.
        avant: folder to which one goes back from there, empty when there is none.
        version: of the dataset in that folder.
        fichier, sha256: document of the plan added.
        corrections: how many cells somebody corrected; par: who.
    """

    quand: str
    geste: str
    departement: str
    dossier: str
    avant: str
    version: str
    fichier: str
    sha256: str
    corrections: str
    par: str


_COLUMNS = [field.name for field in fields(Change)]


def current_folder(data: Path) -> Path:
    """The folder whose tables are read.

    Raises:
        DatasetError: the journal cannot be read.
    """
    changes = read_journal(data)
    return folder_of(data, changes[-1].dossier) if changes else data


def folder_of(data: Path, name: str) -> Path:
    """The folder of a version, by its name in the journal."""
    return data if name == BASE else data / VERSIONS / name


def version_folder(data: Path, version: str) -> Path | None:
    """The folder that holds, or held, a version of the dataset; None when no change of the journal names it.

    Raises:
        DatasetError: the journal cannot be read.
    """
    found = (change for change in reversed(read_journal(data)) if change.version == version)
    kept = next(found, None)
    return folder_of(data, kept.dossier) if kept else None


def read_journal(data: Path) -> list[Change]:
    """Every change, the oldest first; none for a dataset to which nothing was added.

    Raises:
        DatasetError: the journal is there and is not one.
    """
    path = data / VERSIONS / JOURNAL
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise _unread(path) from error
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        changes = [Change(*row) for row in rows]
    except (ValueError, TypeError, csv.Error) as error:
        raise _unread(path) from error
    if header != _COLUMNS or not all(
        _NAME.fullmatch(change.dossier) and (not change.avant or _NAME.fullmatch(change.avant)) for change in changes
    ):
        raise _unread(path)
    return changes


def journal_text(changes: Sequence[Change]) -> str:
    """The journal of some changes, as a CSV."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_inert(getattr(change, name)) for name in _COLUMNS] for change in changes)
    return sink.getvalue()


def _inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: names of files and of persons come from anybody."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _unread(path: Path) -> DatasetError:
    return DatasetError(
        "Le journal des versions du jeu de données est illisible",
        ou=str(path),
        que_faire="Le restaurer d'une sauvegarde, ou l'ôter pour lire le jeu de données sans les plans ajoutés",
    )
