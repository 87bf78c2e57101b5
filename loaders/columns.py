"""What a column and a table are, and the codes that many tables share.

Source: data/README.md (dictionary), written from `loaders.schema`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CODE_DEPARTEMENT = r"^(\d\d|2[AB]|97\d)$"
CODE_TERRITOIRE = r"^(\d\d|2[AB]|97\d|R\d\d|FRM?)$"
"""Form of a code; which codes a dataset knows is said by its table `territoires`."""

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


DEPARTEMENT = Column("departement", "text", "code du département", pattern=CODE_DEPARTEMENT)
