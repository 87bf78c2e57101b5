"""What every view carries, and what several tables share: the notice, the dataset's lines, a number or its words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts.words.french import date_text
from loaders.dataset import Dataset

NOTICE = "outil non officiel, seul l'arrêté publié fait foi"
"""Said by every page, file and form."""


def dataset_cover(dataset: Dataset) -> dict[str, str]:
    """The lines that every file carries."""
    jeu = dataset.jeu.iloc[0]
    return {
        "Jeu de données": f"{jeu['titre']}, version {jeu['version']} du {date_text(jeu['date'])}",
        "Avertissement": NOTICE.capitalize() + ".",
    }


def exact_or(low: Any, high: Any, text: object) -> object:
    """The number where both bounds agree, the words otherwise."""
    known = not (pd.isna(low) or pd.isna(high))
    return low if known and low == high else text
