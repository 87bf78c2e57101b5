"""The cautions of a view that the minutes do not print: how many of each kind, and where they are read whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from analysis.vigilances import Vigilance
from charts.words.french import list_text, plural
from views.library import Library

_KINDS = {
    "activite": "sur l'offre de soins",
    "objectif": "sur les défis et objectifs",
    "defi": "sur les défis et objectifs",
    "indicateur": "sur les chiffres",
    "document": "sur les documents",
    "theme": "sur la lecture des plans",
}
"""What a vigilance is about, by the kind of its objects, the most precise first."""

_OTHER, _STRONG = "sur cette vue", "reserve_forte"


def left_out_text(library: Library, texts: Collection[str], *, address: str) -> str:
    """«Et 55 autres précautions : 20 sur les chiffres, 7 sur les documents, … ; 6 sont des réserves fortes. À lire …».

    Args:
        texts: cautions that are not printed.
        address: of the view, where they all are.
    """
    known = {row.message: row for row in library.atlas.vigilances.rows}
    found = [known.get(text) for text in texts]
    counts = Counter(_kind(row) for row in found)
    each = list_text([f"{count} {kind}" for kind, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))])
    strong = sum(row is not None and row.gravite == _STRONG for row in found)
    are = "sont des réserves fortes" if strong > 1 else "est une réserve forte"
    count = len(texts)
    s = plural(count)
    told = f" ; {strong} {are}" if strong else ""
    where = f"À lire en entier dans le dossier hors ligne, ou dans la vue : {address}"
    return f"Et {count} autre{s} précaution{s} : {each}{told}. {where}"


def _kind(row: Vigilance | None) -> str:
    """What a vigilance is about; a caution that is not one is about its view."""
    prefixes = {objet.partition(":")[0] for objet in row.objets} if row else set()
    return next((words for prefix, words in _KINDS.items() if prefix in prefixes), _OTHER)
