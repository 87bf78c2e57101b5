"""The geography of a dataset: its départements, the région and the countries they are compared with.

No other module knows a territory: names, articles, short names and tiles are cells of table `territoires`.

Source: table `territoires`; names and articles are those of the Code officiel géographique (Insee).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from loaders.columns import CODE_TERRITOIRE
from loaders.errors import DatasetError

DEPARTEMENT, PAYS = "departement", "pays"
_WHERE = "fichier data/territoires.parquet, colonne {}"
_WHAT_TO_DO = "Corrigez data/curated/territoires.csv puis lancez « make data »"
_CONTRACTED = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}


@dataclass(frozen=True)
class Territoire:
    """One row of table `territoires`.

    Attributes:
        type: its level, `departement`, `region` or `pays`.
        article: its name inside a sentence (`l'Ariège`).
        de: its name after «le plan» (`de l'Ariège`) or «les départements» (`d'Occitanie`).
        court: a name that fits in an outline or a tile.
        tuile: column and row in the tile map, None for what is not on it.
        parent: code of the territory that it is compared with first, empty for the country.
    """

    code: str
    nom: str
    type: str
    article: str
    de: str
    court: str
    tuile: tuple[int, int] | None
    parent: str


class Geography:
    """The territories of a dataset, looked up by code; built once, read-only.

    Attributes:
        territoires: every territory by code, in the order of the table.
        names: name of every territory by code.
        departements: name of each département by code, in the order of the table.
        region: code of what every département belongs to, its first reference.
        references: codes that a département is compared with, the region then the countries.
    """

    def __init__(self, territoires: Iterable[Territoire]) -> None:
        """Hold some territories.

        Raises:
            DatasetError: they contradict each other (see `_checked_region`).
        """
        self.territoires: Mapping[str, Territoire] = {row.code: row for row in territoires}
        self.names: Mapping[str, str] = {code: row.nom for code, row in self.territoires.items()}
        inside = [row for row in self.territoires.values() if row.type == DEPARTEMENT]
        self.departements: Mapping[str, str] = {row.code: row.nom for row in inside}
        self.region = _checked_region(inside, self.territoires)
        countries = [row.code for row in self.territoires.values() if row.type == PAYS and row.code != self.region]
        self.references = (self.region, *countries)
        self.tiles: Mapping[str, tuple[int, int]] = _checked_tiles(inside)

    @classmethod
    def of_frame(cls, frame: pd.DataFrame) -> Geography:
        """The geography of table `territoires`.

        Raises:
            DatasetError: a code is not one, or the rows contradict each other.
        """
        return cls(_row(row) for row in frame.to_dict("records"))

    @property
    def count(self) -> int:
        """How many départements there are."""
        return len(self.departements)

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of the countries, in the order in which they are preferred."""
        return self.references[1:]

    @property
    def country(self) -> str:
        """Code of the country that a column is named after; that of the region when there is no other."""
        return self.references[1] if len(self.references) > 1 else self.region

    def name(self, code: str) -> str:
        """`Ariège`."""
        return self.names[code]

    def named(self, codes: Iterable[str]) -> list[str]:
        """Names of several territories."""
        return [self.names[code] for code in codes]

    def by_code(self, codes: Iterable[str]) -> dict[str, str]:
        """Names of several territories by their code, in the order given."""
        return {code: self.names[code] for code in codes}

    def short(self, code: str) -> str:
        """`Htes-Pyr.`."""
        return self.territoires[code].court

    def the(self, code: str) -> str:
        """`l'Ariège`, `le Lot`."""
        return self.territoires[code].article

    def of(self, code: str) -> str:
        """`de l'Ariège`, `de Tarn-et-Garonne`, `d'Occitanie`: what a plan or a list is of."""
        return self.territoires[code].de

    def of_the(self, code: str) -> str:
        """`de l'Occitanie`, `du Lot`: with the article, where a territory is a term of a comparison."""
        return _after("de", self.the(code))

    def to_the(self, code: str) -> str:
        """`à l'Occitanie`, `au Lot`."""
        return _after("à", self.the(code))


def _after(preposition: str, words: str) -> str:
    """A preposition before a name with its article, contracted as French does."""
    article, _, name = words.partition(" ")
    contracted = _CONTRACTED.get(f"{preposition} {article}")
    return f"{contracted} {name}" if contracted else f"{preposition} {words}"


def _row(row: Mapping[str, object]) -> Territoire:
    code, tile = str(row["code"]), row["tuile"]
    if not re.fullmatch(CODE_TERRITOIRE, code):
        raise DatasetError(
            f"Code de territoire inconnu dans la table « territoires » : « {code} »",
            ou=_WHERE.format("code"),
            que_faire="Les codes admis sont deux ou trois caractères pour un département (09, 2A, 971), R et deux "
            "chiffres pour une région, FR et FRM ; corrigez data/curated puis lancez « make data »",
        )
    texts = {name: str(row[name]) for name in ("nom", "type", "article", "de", "court")}
    parent = row["parent"]
    return Territoire(code, **texts, tuile=_tile(code, tile), parent="" if pd.isna(parent) else str(parent))


def _tile(code: str, cell: object) -> tuple[int, int] | None:
    items = [str(item) for item in cell] if isinstance(cell, list) else []
    if not items:
        return None
    if len(items) != 2 or not all(item.isdecimal() for item in items):
        raise DatasetError(
            f"La tuile du territoire « {code} » ne se lit pas : « {'|'.join(items)} »",
            ou=_WHERE.format("tuile"),
            que_faire=f"Une tuile est une colonne et un rang, 2|4. {_WHAT_TO_DO}",
        )
    return int(items[0]), int(items[1])


def _checked_region(inside: list[Territoire], known: Mapping[str, Territoire]) -> str:
    """The one parent of the départements.

    Raises:
        DatasetError: no département, no country, several parents, or one that the table does not hold.
    """
    if not inside:
        raise DatasetError(
            "La table « territoires » n'a aucun département", ou=_WHERE.format("type"), que_faire=_WHAT_TO_DO
        )
    parents = dict.fromkeys(row.parent for row in inside)
    if len(parents) > 1:
        first, other = (next(row for row in inside if row.parent == parent) for parent in list(parents)[:2])
        raise DatasetError(
            f"Les départements de la table « territoires » n'ont pas le même parent : « {first.parent} » pour "
            f"{first.nom}, « {other.parent} » pour {other.nom}",
            ou=_WHERE.format("parent"),
            que_faire=_WHAT_TO_DO,
        )
    for row in (*inside, *known.values()):
        if row.parent and row.parent not in known:
            raise DatasetError(
                f"Le territoire « {row.parent} », parent {row.de}, manque dans la table « territoires »",
                ou=_WHERE.format("parent"),
                que_faire=_WHAT_TO_DO,
            )
    region = inside[0].parent
    if not region or known[region].type == DEPARTEMENT or not any(row.type == PAYS for row in known.values()):
        raise DatasetError(
            "La table « territoires » ne dit pas à quoi comparer les départements : il y faut leur région et un pays",
            ou=_WHERE.format("parent"),
            que_faire=_WHAT_TO_DO,
        )
    return region


def _checked_tiles(inside: list[Territoire]) -> dict[str, tuple[int, int]]:
    """The tile of each département.

    Raises:
        DatasetError: one has none, or two share one.
    """
    taken: dict[tuple[int, int], Territoire] = {}
    for row in inside:
        if row.tuile is None or row.tuile in taken:
            said = (
                f"{row.nom} n'a pas de tuile"
                if row.tuile is None
                else (f"{taken[row.tuile].nom} et {row.nom} ont la même tuile")
            )
            raise DatasetError(
                f"{said} dans la table « territoires »", ou=_WHERE.format("tuile"), que_faire=_WHAT_TO_DO
            )
        taken[row.tuile] = row
    return {row.code: tile for tile, row in taken.items()}
