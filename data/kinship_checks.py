"""Checks of the measures of one subject (`parentes.csv`): known, at least two, told apart in our own words."""

from __future__ import annotations

import pandas as pd

from analysis.machines import MACHINES
from data.refusals import Curated, refuse

REASON_WORDS = range(8, 51)


def check_kinship(files: Curated) -> None:
    """Raise CuratedError at the first unknown measure, lone measure or reason of another length."""
    frame, known = files["parentes"], _known(files)
    unknown = [any(objet not in known for objet in objets) for objets in frame["objets"]]
    refuse(
        frame,
        pd.Series(unknown, index=frame.index, dtype=bool),
        "parentes",
        "objets",
        "Une mesure est inconnue : {}",
        "Écrivez indicateur:identifiant, activite:identifiant ou appareils:activite",
    )
    alone = [len(set(objets)) < 2 or len(set(objets)) < len(objets) for objets in frame["objets"]]
    refuse(
        frame,
        pd.Series(alone, index=frame.index, dtype=bool),
        "parentes",
        "objets",
        "Un sujet n'a pas deux mesures différentes, ou en répète une : {}",
        "Donnez au moins deux mesures, chacune une fois",
    )
    words = frame["raison"].str.split().str.len()
    refuse(
        frame,
        ~words.isin(REASON_WORDS),
        "parentes",
        "raison",
        "La raison «{}» n'a pas de 8 à 50 mots",
        "Écrivez-la en 8 à 50 mots",
    )


def _known(files: Curated) -> set[str]:
    cells = files["oqos"]
    machines = set(cells.loc[cells["mesure"].eq(MACHINES), "activite"])
    return {
        *(f"indicateur:{slug}" for slug in files["indicateurs"]["indicateur"]),
        *(f"activite:{slug}" for slug in files["activites"]["activite"]),
        *(f"appareils:{slug}" for slug in machines),
    }
