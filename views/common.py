"""What every view carries, and what several tables share: the notice, the dataset's lines, a number or its words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts.words.coverage import STATUTS
from charts.words.french import date_text, list_text
from loaders.dataset import Dataset

NOTICE = "outil non officiel, seul l'arrêté publié fait foi"
"""Said by every page, file and form."""


def dataset_cover(dataset: Dataset) -> dict[str, str]:
    """The lines that every file carries."""
    jeu = dataset.about
    return {
        "Jeu de données": f"{jeu['titre']}, version {jeu['version']} du {date_text(jeu['date'])}",
        "Avertissement": NOTICE.capitalize() + ".",
    }


def foot_words(dataset: Dataset) -> tuple[str, str]:
    """What the foot of every page says after the notice: version, plans and producers; then the licences."""
    plans, jeu = dataset.documents[dataset.documents["type"].eq("sts")], dataset.about
    consulted = plans[plans["statut"].eq("consultation")]["territoire"]
    names = dataset.geography.names
    when = {
        row.territoire: STATUTS[row.statut][0] if pd.isna(row.date) else date_text(row.date)
        for row in plans.itertuples()
    }
    dated = ", ".join(f"{names[code]} ({told})" for code, told in when.items())
    said = (
        f"Jeu de données version {jeu['version']} du {date_text(jeu['date'])}. Plans : {dated} ; versions de "
        f"consultation : {list_text([names[code] for code in consulted])}. Statistiques : Insee, DREES, Santé publique "
        "France."
    )
    licences = (
        f"Licences : données {jeu['licence']} ; code EUPL-1.2. Tout est lisible avec sa source dans «Données et "
        "sources»."
    )
    return said, licences


def exact_or(low: Any, high: Any, text: object) -> object:
    """The number where both bounds agree, the words otherwise."""
    known = not (pd.isna(low) or pd.isna(high))
    return low if known and low == high else text
