"""References between the tables: what must exist elsewhere for a set of tables to hold together.

Each file is checked by itself when it is read (`loaders.dataset`); this module checks the set,
and names the two tables that do not go together.

Source: data/README.md (dictionary).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from loaders.errors import DatasetError
from loaders.schema import DEPARTEMENTS, TABLES, TERRITOIRES

MAY_BE_EMPTY = frozenset({"annonces", "recours", "conditions", "vigilances"})
"""Tables that a set of plans may well leave without a row."""

_WHAT_TO_DO = "Lancez « make data » pour reconstruire toutes les tables ensemble, puis rechargez la page"


@dataclass(frozen=True)
class Reference:
    """The cells of some columns must stand in the columns of another table.

    Attributes:
        columns: of the table that refers; a list column is read item by item.
        to: of the table referred to, as many as `columns`.
        cut: characters of the first column that are read, all when 0 (an objectif names its défi).
    """

    table: str
    columns: tuple[str, ...]
    target: str
    to: tuple[str, ...]
    cut: int = 0


def _one(table: str, column: str, target: str, to: str = "", *, cut: int = 0) -> Reference:
    return Reference(table, (column,), target, (to or column,), cut)


_ROW = ("activite", "regime", "groupe", "modalite")
REFERENCES: tuple[Reference, ...] = (
    *(_one(name, column, "territoires", "code") for name, table in TABLES.items() for column in table.territoires
      if name != "territoires"),
    *(_one(name, "document", "documents") for name, table in TABLES.items()
      if "document" in table.names and name != "documents"),
    *(_one(name, "activite", "activites") for name, table in TABLES.items()
      if "activite" in table.names and name != "activites"),
    _one("documents", "territoire", "territoires", "code"),
    _one("indicateurs", "theme", "themes"),
    _one("valeurs", "indicateur", "indicateurs"),
    _one("classes", "indicateur", "indicateurs"),
    _one("defis", "engagement", "engagements"),
    _one("activites", "engagements", "engagements", "engagement"),
    _one("defis_departements", "code", "defis"),
    _one("objectifs", "code", "defis", cut=4),
    _one("objectifs_departements", "code", "objectifs"),
    Reference("objectifs_departements", ("code", "departement"), "defis_departements", ("code", "departement"), 4),
    Reference("oqos", _ROW, "modalites", _ROW),
    _one("vigilances", "territoires", "territoires", "code"),
    _one("territoires", "code", "populations", "territoire"),
)  # fmt: skip
"""Every reference that a page relies on."""


def check_references(frames: Mapping[str, pd.DataFrame]) -> None:
    """Refuse a set of tables that do not go together.

    Args:
        frames: every table of `loaders.schema.TABLES` by its name, each already checked by itself.

    Raises:
        DatasetError: a table is empty, a territoire is missing, or a row refers to what another
            table does not hold; names both tables.
    """
    for name, frame in frames.items():
        if frame.empty and name not in MAY_BE_EMPTY:
            raise DatasetError(f"La table « {name} » n'a aucune ligne", ou=f"fichier data/{name}.parquet",
                               que_faire=_WHAT_TO_DO)  # fmt: skip
    if len(frames["jeu"]) != 1:
        said = f"La table « jeu » a {len(frames['jeu'])} lignes au lieu d'une"
        raise DatasetError(said, ou="fichier data/jeu.parquet", que_faire=_WHAT_TO_DO)
    _check_present(frames, "territoires", TERRITOIRES)
    _check_present(frames, "departements", DEPARTEMENTS)
    for reference in REFERENCES:
        _check(frames, reference)


def _check_present(frames: Mapping[str, pd.DataFrame], table: str, expected: Mapping[str, str]) -> None:
    missing = [code for code in expected if code not in set(frames[table]["code"])]
    if missing:
        other = "départements" if table == "departements" else "territoires"
        raise DatasetError(
            f"Le territoire « {missing[0]} » ({expected[missing[0]]}) manque dans la table « {table} »",
            ou=f"fichier data/{table}.parquet, colonne code ; les {len(expected)} {other} sont nécessaires aux autres "
            "tables", que_faire=_WHAT_TO_DO,
        )  # fmt: skip


def _check(frames: Mapping[str, pd.DataFrame], reference: Reference) -> None:
    known = _keys(frames[reference.target], reference.to, cut=0)
    unknown = [key for key in _keys(frames[reference.table], reference.columns, cut=reference.cut)
               if key not in known and any(part is not None for part in key)]  # fmt: skip
    if unknown:
        shown = ", ".join("vide" if part is None else str(part) for part in unknown[0])
        where = f"fichiers data/{reference.table}.parquet, colonne {', '.join(reference.columns)}, et " \
                f"data/{reference.target}.parquet, colonne {', '.join(reference.to)}"  # fmt: skip
        raise DatasetError(
            f"La table « {reference.table} » renvoie à « {shown} », absent de la table « {reference.target} »",
            ou=where,
            que_faire=_WHAT_TO_DO,
        )


def _keys(frame: pd.DataFrame, columns: tuple[str, ...], *, cut: int) -> dict[tuple[object, ...], None]:
    """The distinct cells of some columns, in order; None for NA, the items of a list apart."""
    series = [_texts(frame[name]) for name in columns]
    if cut:
        series[0] = series[0].str[:cut]
    rows = zip(*(column.tolist() for column in series), strict=True)
    return dict.fromkeys(tuple(None if pd.isna(part) else part for part in row) for row in rows)


def _texts(column: pd.Series) -> pd.Series:
    """Cells as text, so that the number of an engagement and its text are one."""
    flat = column.explode() if column.dtype == object else column
    return flat.astype("str").where(flat.notna())
