"""How a curated file is refused: the first wrong row, named by file, line and column."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from loaders.errors import CuratedError

Curated = Mapping[str, pd.DataFrame]
"""Curated frames by name, each indexed by the line of its file."""


def refuse(frame: pd.DataFrame, wrong: pd.Series, name: str, column: str, what: str, remedy: str) -> None:
    """Refuse the first wrong row: what, where (file, line, column), what to do."""
    if not wrong.any():
        return
    line = int(frame.index[wrong.to_numpy()][0])
    cell = frame.at[line, column]
    raise CuratedError(
        what.replace("{}", str(cell)),
        que_faire=remedy,
        ou=f"fichier data/curated/{name}.csv, ligne {line}, colonne {column}",
    )


def refuse_unknown(files: Curated, name: str, column: str, known: Collection[object], where: str) -> None:
    """Refuse the first value of a column that another file does not know."""
    frame = files[name]
    refuse(
        frame,
        ~frame[column].isin(known),
        name,
        column,
        f"«{{}}» n'est pas connu de {where}",
        f"Ajoutez-le à data/curated/{where} ou corrigez la ligne",
    )
