"""The queries of golden/requetes.csv against the first answer of a search."""

from __future__ import annotations

import csv
from pathlib import Path

from analysis.search import Found

QUERIES = list(csv.DictReader((Path(__file__).parent / "golden" / "requetes.csv").read_text("utf-8").splitlines()))

MISSED = {
    "handifaction": "une vigilance dit déjà quels chiffres de l'enquête sont repris ; l'action vient ensuite",
    "curiethérapie des enfants à Toulouse": "une vigilance porte sur ce recours même ; le recours vient ensuite",
}
"""Queries whose first answer is another one than wanted, and why; the one wanted is among the next ones."""


def is_wanted(wanted: str, found: Found | None) -> bool:
    """Whether a first answer is the one that a row of the file wants (`genre:clé`, `@` and a département)."""
    kind, _, rest = wanted.partition(":")
    name, _, departement = rest.partition("@")
    if kind == "aucun" or found is None:
        return kind == "aucun" and found is None
    key, _, own = found.entry.key.partition("@")
    own = own.partition("#")[0] or dict(found.parameters).get("departement", "")
    if kind in ("condition", "recours", "annonce") and "/" not in name:
        key = key.partition("/")[0]
    return found.entry.kind == kind and key == name and departement in ("", own)
