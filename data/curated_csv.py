"""Reading of the curated CSV: text to the declared types, or a refusal that names the cell."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from loaders.errors import CuratedError
from loaders.schema import Column, Table

_DTYPES = {"text": "str", "int": "Int64", "float": "Float64", "bool": "bool", "list": "object"}
_BOOLEANS = {"vrai": True, "faux": False}


def read_curated(path: Path, table: Table, *, without: Collection[str] = ()) -> pd.DataFrame:
    """One curated CSV in the types of its table.

    Args:
        path: UTF-8 CSV, comma separated, one header line; `|` separates list items,
            booleans are `vrai` or `faux`, an empty cell is NA.
        table: declared columns.
        without: columns that the build computes and the CSV must not hold.

    Returns:
        One row a row of the file, indexed by its line there.

    Raises:
        CuratedError: missing file, other header, a cell of another type or value.
    """
    columns = [column for column in table.columns if column.name not in without]
    rows = _read_rows(path, [column.name for column in columns])
    lines = [number for number, _ in rows]
    frame = pd.DataFrame(
        {
            column.name: pd.Series(
                [_cell(row[column.name], column, path, number) for number, row in rows],
                dtype=_DTYPES[column.dtype],
            )
            for column in columns
        }
    )
    frame.index = pd.Index(lines, dtype="int64", name="ligne_du_fichier")
    _check_key(frame, table, path)
    return frame


def _read_rows(path: Path, names: list[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows, each with the line of the file it ends on."""
    if not path.is_file():
        raise CuratedError("Un fichier relu est introuvable", ou=_where(path), que_faire="Restaurez-le depuis le dépôt")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CuratedError(
            "Un fichier relu n'est pas un CSV en UTF-8 séparé par des virgules",
            ou=_where(path),
            que_faire="Enregistrez-le de nouveau en UTF-8, séparateur virgule",
        ) from error
    if list(reader.fieldnames or []) != names:
        missing = [n for n in names if n not in (reader.fieldnames or [])]
        extra = [n for n in reader.fieldnames or [] if n not in names]
        raise CuratedError(
            f"L'en-tête n'est pas celui attendu (manque : {', '.join(missing) or 'rien'} ; "
            f"en trop : {', '.join(extra) or 'rien'} ; l'ordre compte)",
            ou=_where(path, 1),
            que_faire=f"L'en-tête attendu est {','.join(names)}",
        )
    for number, row in rows:
        if None in row or None in row.values():
            raise CuratedError(
                "Une ligne n'a pas le bon nombre de cellules",
                ou=_where(path, number),
                que_faire="Mettez entre guillemets toute cellule qui contient une virgule",
            )
    return rows


def _cell(text: str, column: Column, path: Path, number: int) -> Any:
    where = _where(path, number, column.name)
    if column.dtype == "list":
        items = [item.strip() for item in text.split("|") if item.strip()]
        for item in items:
            _check_text(item, where)
        return items
    if not text:
        if column.na and column.dtype != "bool":
            return pd.NA
        raise CuratedError("Une cellule obligatoire est vide", ou=where, que_faire="Renseignez-la")
    _check_text(text, where)
    value = _typed(text, column, where)
    if (column.values and value not in column.values) or (column.pattern and not re.search(column.pattern, text)):
        accepted = ", ".join(column.values) or column.pattern
        raise CuratedError(f"La valeur «{text}» n'est pas admise", ou=where, que_faire=f"Valeurs admises : {accepted}")
    return value


def _check_text(text: str, where: str) -> None:
    if "\u2019" in text or unicodedata.normalize("NFC", text) != text or text != text.strip():
        raise CuratedError(
            f"Le texte «{text[:40]}» a une apostrophe courbe, une forme Unicode décomposée ou des blancs au bord",
            ou=where,
            que_faire="Écrivez l'apostrophe droite (') et du texte composé (NFC)",
        )


def _typed(text: str, column: Column, where: str) -> Any:
    try:
        if column.dtype in ("int", "float") and not re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text):
            raise ValueError(text)
        if column.dtype == "int":
            return int(text)
        if column.dtype == "float":
            return float(text)
        if column.dtype == "bool":
            return _BOOLEANS[text]
    except (ValueError, KeyError) as error:
        kind = {"int": "un nombre entier", "float": "un nombre (point décimal)", "bool": "vrai ou faux"}[column.dtype]
        raise CuratedError(f"«{text}» n'est pas {kind}", ou=where, que_faire="Corrigez la cellule") from error
    return text


def _check_key(frame: pd.DataFrame, table: Table, path: Path) -> None:
    key = [name for name in table.key if name in frame.columns]
    double = frame.duplicated(key)
    if double.any():
        number = int(double.idxmax())
        raise CuratedError(
            f"Deux lignes ont la même clé ({', '.join(key)})",
            ou=_where(path, number),
            que_faire="Supprimez le doublon ou distinguez les deux lignes",
        )


def _where(path: Path, line: int | None = None, column: str = "") -> str:
    parts = [f"fichier data/curated/{path.name}"]
    if line:
        parts.append(f"ligne {line}")
    if column:
        parts.append(f"colonne {column}")
    return ", ".join(parts)
