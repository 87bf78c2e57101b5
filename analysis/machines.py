"""Machines that the tables of imaging print beside the sites that hold them: never added, never compared.

Source: table `oqos`, measures `existant_implantations` and `existant_appareils` of one printed row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from loaders.dataset import Dataset

_SITES, _MACHINES = "existant_implantations", "existant_appareils"


@dataclass(frozen=True)
class Machines:
    """One printed row: its machines and its sites, as printed.

    Attributes:
        sites: empty when the row prints none.
    """

    departement: str
    libelle: str
    appareils: str
    sites: str
    document: str
    ligne: int


def machines(dataset: Dataset, activite: str, departements: Sequence[str]) -> list[Machines]:
    """The rows of one activité that print machines, in printed order."""
    rows = dataset.oqos
    rows = rows[rows["activite"].eq(activite) & rows["departement"].isin(departements)]
    key = ["departement", "modalite"]
    sites = rows[rows["mesure"].eq(_SITES)].set_index(key)["brut"]
    found = rows[rows["mesure"].eq(_MACHINES)].itertuples(index=False)
    return [
        Machines(
            row.departement,
            row.libelle,
            row.brut,
            _text(sites.get((row.departement, row.modalite), "")),
            row.document,
            int(row.ligne),
        )
        for row in found
    ]


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)
