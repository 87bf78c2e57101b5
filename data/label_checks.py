"""Checks of the short labels: each holds where it is drawn, and names one thing among its neighbours.

What no check can tell is whether a short label keeps the meaning of the long one: people read them.
"""

from __future__ import annotations

from data.refusals import Curated, refuse

LONGEST = {"indicateurs": 44, "defis": 44, "modalites": 44, "activites": 32}
"""Signs that a label shown where room is scarce may have, by file."""

_NEIGHBOURS = {
    "indicateurs": ["theme"], "defis": [], "modalites": ["activite", "regime", "groupe"], "activites": [],
}  # fmt: skip
"""What the rows that are read side by side have in common."""


def check_labels(files: Curated) -> None:
    """Raise CuratedError at the first label too long, or shared by two rows read side by side."""
    for name, longest in LONGEST.items():
        shown = files[name]["libelle_court"]
        if "libelle" in files[name]:
            shown = shown.fillna(files[name]["libelle"])
        frame = files[name].assign(libelle_court=shown)
        refuse(
            frame,
            shown.str.len() > longest,
            name,
            "libelle_court",
            f"Le nom court «{{}}», ou le nom qui en tient lieu, a plus de {longest} signes",
            "Écrivez-le en moins de mots, sans changer ce qu'il dit",
        )
        beside = frame[_NEIGHBOURS[name]].fillna("").assign(montre=shown)
        refuse(
            frame,
            beside.duplicated(keep=False),
            name,
            "libelle_court",
            "Le nom court «{}» est aussi celui d'une ligne voisine",
            "Distinguez-les",
        )
