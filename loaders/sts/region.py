"""The région whose documents the reader knows: what it must recognise before any dataset exists.

Only the reader (`loaders.sts`) may know it; everything that reads the dataset asks `loaders.geography`.
"""

from __future__ import annotations

REGION_IN_TEXT = "d'Occitanie"

DEPARTEMENTS: dict[str, str] = {
    "09": "Ariège", "11": "Aude", "12": "Aveyron", "30": "Gard", "31": "Haute-Garonne",
    "32": "Gers", "34": "Hérault", "46": "Lot", "48": "Lozère", "65": "Hautes-Pyrénées",
    "66": "Pyrénées-Orientales", "81": "Tarn", "82": "Tarn-et-Garonne",
}  # fmt: skip
"""Two-character code to official name, as the documents print it."""
