"""References between the tables: what must exist elsewhere for a set of tables to hold together.

Each file is checked by itself when it is read (`loaders.dataset`); this module checks the set,
and names the two tables that do not go together.

Source: data/README.md (dictionary).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import pandas as pd

from loaders.errors import DatasetError
from loaders.geography import Geography
from loaders.schema import TABLES

MAY_BE_EMPTY = frozenset({
    "annonces", "recours", "conditions", "vigilances", "pilotage", "reforme", "avenant", "lieux", "synonymes",
})  # fmt: skip
"""Tables that a set of plans may well leave without a row."""

Key = tuple[str | None, ...]
_WHAT_TO_DO = "Lancez « make data » pour reconstruire toutes les tables ensemble, puis rechargez la page"


@dataclass(frozen=True)
class Reference:
    """The cells of some columns must stand in the columns of another table.

    Attributes:
        columns: of the table that refers; a list column is read item by item.
        to: of the table referred to, as many as `columns`.
        cut: characters of the first column that are read, all when 0 (an objectif names its défi).
        optional: whether a row may leave its first column empty, and then refers to nothing.
    """

    table: str
    columns: tuple[str, ...]
    target: str
    to: tuple[str, ...]
    cut: int = 0
    optional: bool = False


def _one(table: str, column: str, target: str, to: str = "", *, cut: int = 0) -> Reference:
    return Reference(table, (column,), target, (to or column,), cut)


def _of_plan(table: str, column: str, target: str) -> Reference:
    """A code that stands in the same plan, or nothing."""
    return Reference(table, (column, "departement"), target, ("code", "departement"), optional=True)


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
    _one("items", "nature", "natures"),
    _one("items", "publics", "publics", "public"),
    _one("items", "acteurs", "acteurs", "acteur"),
    _of_plan("items", "code", "objectifs_departements"),
    _of_plan("items", "lie_a", "objectifs_departements"),
    _of_plan("enjeux_defis", "code", "defis_departements"),
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
            raise DatasetError(
                f"La table « {name} » n'a aucune ligne", ou=f"fichier data/{name}.parquet", que_faire=_WHAT_TO_DO
            )
    if len(frames["jeu"]) != 1:
        said = f"La table « jeu » a {len(frames['jeu'])} lignes au lieu d'une"
        raise DatasetError(said, ou="fichier data/jeu.parquet", que_faire=_WHAT_TO_DO)
    geography = Geography.of_frame(frames["territoires"])
    _check_outlined(frames)
    for name, frame in frames.items():
        _check_codes(frame, name, geography)
    for reference in REFERENCES:
        _check(frames, reference)


def _check_outlined(frames: Mapping[str, pd.DataFrame]) -> None:
    """Every département has an outline, every outline is that of a département."""
    territoires, outlined = frames["territoires"], frames["departements"]
    inside = territoires[territoires["type"].eq("departement")]
    for table, frame, other in (("territoires", inside, outlined), ("departements", outlined, inside)):
        missing = other[~other["code"].isin(frame["code"])]
        if len(missing):
            code, name = missing[["code", "nom"]].iloc[0]
            raise DatasetError(
                f"Le territoire « {code} » ({name}) manque dans la table « {table} »",
                ou=f"fichier data/{table}.parquet, colonne code ; les départements de la table « territoires » et "
                "leurs contours, table « departements », vont ensemble",
                que_faire=_WHAT_TO_DO,
            )


def _check_codes(frame: pd.DataFrame, name: str, geography: Geography) -> None:
    """The codes of a table are territories of the set; a département where a département is expected."""
    for column in TABLES[name].territoires:
        known = geography.departements if column == "departement" else geography.names
        unknown = sorted(set(frame[column]) - set(known))
        if unknown:
            raise DatasetError(
                f"Code de territoire inconnu dans la table « {name} » : « {unknown[0]} »",
                ou=f"fichier data/{name}.parquet, colonne {column}",
                que_faire=f"Les codes admis sont ceux de la table « territoires » ({', '.join(known)}) ; "
                "corrigez data/curated puis lancez « make data »",
            )


def _check(frames: Mapping[str, pd.DataFrame], reference: Reference) -> None:
    known = _keys(frames[reference.target], reference.to, cut=0)
    unknown = [
        key
        for key in _keys(frames[reference.table], reference.columns, cut=reference.cut)
        if key not in known and _refers(key, optional=reference.optional)
    ]
    if unknown:
        shown = ", ".join("vide" if part is None else str(part) for part in unknown[0])
        where = (
            f"fichiers data/{reference.table}.parquet, colonne {', '.join(reference.columns)}, et "
            f"data/{reference.target}.parquet, colonne {', '.join(reference.to)}"
        )
        raise DatasetError(
            f"La table « {reference.table} » renvoie à « {shown} », absent de la table « {reference.target} »",
            ou=where,
            que_faire=_WHAT_TO_DO,
        )


def _refers(key: Key, *, optional: bool) -> bool:
    return key[0] is not None if optional else any(part is not None for part in key)


def _keys(frame: pd.DataFrame, columns: tuple[str, ...], *, cut: int) -> dict[Key, None]:
    """The distinct cells of some columns, in order; None for NA, the items of a list apart."""
    series = [_texts(frame[name]) for name in columns]
    found = dict.fromkeys(key for row in dict.fromkeys(zip(*series, strict=True)) for key in product(*row))
    if not cut:
        return found
    return dict.fromkeys((first and first[:cut], *others) for first, *others in found)


def _texts(column: pd.Series) -> list[Key]:
    """The texts of each cell, so that the number of an engagement and its text are one; a list holds several."""
    if column.dtype == object:
        return [tuple(str(item) for item in cell) or (None,) for cell in column]
    return [(None if empty else str(cell),) for cell, empty in zip(column.tolist(), column.isna(), strict=True)]
