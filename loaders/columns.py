"""What a column and a table are, and the codes that many tables share.

Source: data/README.md (dictionary), written from `loaders.schema`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

DEPARTEMENTS: dict[str, str] = {
    "09": "Ariège", "11": "Aude", "12": "Aveyron", "30": "Gard", "31": "Haute-Garonne",
    "32": "Gers", "34": "Hérault", "46": "Lot", "48": "Lozère", "65": "Hautes-Pyrénées",
    "66": "Pyrénées-Orientales", "81": "Tarn", "82": "Tarn-et-Garonne",
}  # fmt: skip
"""The 13 départements of Occitanie: two-character code to official name."""

REFERENCES: dict[str, str] = {
    "R76": "Occitanie", "FR": "France", "FRM": "France métropolitaine",
}  # fmt: skip
"""Territories that a département is compared with."""

TERRITOIRES: dict[str, str] = DEPARTEMENTS | REFERENCES

THEMES: tuple[str, ...] = (
    "demographie", "precarite", "etat_de_sante", "comportements", "prevention",
    "sante_environnement", "acces_aux_soins", "professionnels", "offre_de_soins", "urgences",
    "autonomie", "handicap", "enfance_famille", "numerique", "moyens", "crise_covid",
)  # fmt: skip

Dtype = Literal["text", "int", "float", "bool", "list"]


@dataclass(frozen=True)
class Column:
    """One column: what a cell says, its type, and what it may hold."""

    name: str
    dtype: Dtype
    sens: str
    na: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Table:
    """One Parquet file: what a row is, its columns, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    territoires: tuple[str, ...] = field(default=())
    geo: bool = False

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def source_columns(*, ligne_na: bool = False) -> tuple[Column, ...]:
    """The columns that lead from a fact back to its document."""
    return (
        Column("document", "text", "identifiant du document (table documents)"),
        Column("section", "text", "titre sous lequel chercher dans le document, ou jeu de données"),
        Column("ligne", "int", "ligne dans le texte source ; vide pour une statistique", na=ligne_na),
    )


DEPARTEMENT = Column("departement", "text", "code du département, deux caractères", values=tuple(DEPARTEMENTS))
