"""A view as JSON: numbers as numbers, what is not known as null with its reason.

Source: docs/forme-json.md, which describes each field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

import pandas as pd

from charts.words.french import NOT_STATED
from exports.cells import missing
from exports.tables import REMARKS
from views.common import NOTICE
from views.links import page_address
from views.view import View

JSON_MIME = "application/json"
SCHEMA = "vue/1"
"""Name and version of this form; another version may name its fields otherwise."""

NOTHING_TO_SAY = "rien à signaler"


def view_json(view: View, *, jeu: Mapping[str, str]) -> bytes:
    """The view, its tables included.

    Args:
        jeu: version and date of the dataset, print of its content.
    """
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "page": view.page,
        "vue": view.kind,
        "adresse": page_address(view.page, view.parameters).removeprefix("."),
        "titre": view.title,
        "phrase": view.sentence,
        "precautions": list(view.cautions),
        "source": view.source,
        "avertissement": f"{NOTICE[0].upper()}{NOTICE[1:]}.",
        "jeu": dict(jeu),
        "a_savoir": dict(view.cover()),
        "ignores": list(view.ignored),
        "tableaux": [_table(name, frame) for name, frame in view.frames().items()],
    }
    return json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _table(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    columns = [str(column) for column in frame.columns]
    rows = [[_plain(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
    why = [NOTHING_TO_SAY if column in REMARKS else NOT_STATED for column in columns]
    absent = [
        {"ligne": line, "colonne": columns[rank], "raison": why[rank]}
        for line, row in enumerate(rows)
        for rank, cell in enumerate(row)
        if cell is None
    ]
    return {"nom": name, "colonnes": columns, "lignes": rows, "absents": absent}


def _plain(cell: Any) -> Any:
    """A cell as JSON holds it: a list of texts, a boolean, a number, a text, or null."""
    if isinstance(cell, list):
        return [str(item) for item in cell]
    if missing(cell):
        return None
    if isinstance(cell, bool) or type(cell).__name__ == "bool_":
        return bool(cell)
    if isinstance(cell, Integral):
        return int(cell)
    return float(cell) if isinstance(cell, Real) else str(cell)
