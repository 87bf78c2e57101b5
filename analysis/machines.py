"""Machines that the tables of imaging print beside the sites that hold them: never added, never compared.

Source: table `oqos`, measures `existant_implantations` and `existant_appareils` of one printed row.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.records import grouped, text_of
from loaders.dataset import Dataset

SITES, MACHINES = "existant_implantations", "existant_appareils"
"""Measures of one printed row: how many sites hold a kind of machine, and how many machines they hold."""


@dataclass(frozen=True)
class Machines:
    """One printed row: its machines and its sites, as printed.

    Attributes:
        sites: empty when the row prints none.
    """

    activite: str
    departement: str
    libelle: str
    appareils: str
    sites: str
    document: str
    ligne: int


def machines(dataset: Dataset) -> dict[str, list[Machines]]:
    """The rows that print machines, by activité, in printed order."""
    rows = dataset.oqos
    key = ["activite", "departement", "modalite"]
    sites = rows[rows["mesure"].eq(SITES)].set_index(key)["brut"].to_dict()
    found = (
        Machines(
            row.activite,
            row.departement,
            row.libelle,
            row.brut,
            text_of(sites.get((row.activite, row.departement, row.modalite), "")),
            row.document,
            int(row.ligne),
        )
        for row in rows[rows["mesure"].eq(MACHINES)].itertuples(index=False)
    )
    return grouped(found, lambda row: row.activite)
