"""What the prose of a plan declares of a row, in the words that the prose bears: the mark ◇, the verdict.

A «possible» is not a creation, to secure is not to maintain, to strengthen is not to add a
site: a declaration without a number of sites never takes the words of one.

Source: DESIGN.md, section 5, rules 7 and 11; tables `annonces`, `ecarts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.supply import GapRow
from charts.french import number_text, plural

TOLD = "◇"
"""Mark of what the prose of a plan declares."""

CONCORDANCES = {
    "concorde": "concorde avec le tableau",
    "dans_fourchette": "dans la fourchette du tableau, sans la prouver",
    "sans_nombre": "le texte ne donne pas de nombre",
    "contredit": "diffère du tableau",
}
"""Words of each verdict between the prose and the table."""

NOTHING_TO_COMPARE = "rien à comparer dans le tableau"

NATURES = {
    "maintien": "maintien", "hausse": "hausse", "baisse": "baisse", "creation": "création",
    "securisation": "à sécuriser", "confortement": "à conforter", "renfort": "à renforcer",
    "developpement": "à développer", "maillage": "à mailler", "acces": "accès à garantir",
    "places": "places à créer", "organisation": "organisation",
}  # fmt: skip
"""Word of each nature of a declaration."""

_OF_SITES = ("maintien", "hausse", "baisse", "creation")
"""Natures that speak of a number of sites; the others are said «sans nombre»."""

_HELD = ("maintien", "baisse")
"""Natures that a condition makes «sous réserve»; the others become «possible»."""


def signed(number: int) -> str:
    """`3` -> `+3`, `-1` -> `−1`, `0` -> `0`."""
    return f"+{number}" if number > 0 else number_text(number, decimales=0)


def announced_text(row: GapRow, *, short: bool = False) -> str:
    """What the prose declares for a row, in a few words after its mark; empty when it says nothing.

    Args:
        short: for a chart, where «(sans nombre)» is left to the legend.
    """
    if row.ligne_annonce is None:
        return ""
    if row.concordance == "contredit":
        return f"{TOLD} diffère"
    number = _number(row)
    if row.annonce_conditionnelle:
        how = "sous réserve" if row.nature_annonce in _HELD else "possible"
        head = number or ("maintien" if row.nature_annonce == "maintien" else "")
        return f"{TOLD} {how if short or not head else f'{head} {how}'}"
    return f"{TOLD} {number or nature_text(row.nature_annonce, short=short)}"


def nature_text(nature: str, *, conditional: bool = False, short: bool = False) -> str:
    """A declaration without a number: `maintien`, `à sécuriser (sans nombre)`, `possible`."""
    if conditional:
        return "maintien sous réserve" if nature == "maintien" else "sous réserve" if nature in _HELD else "possible"
    return NATURES[nature] + ("" if nature in _OF_SITES or short else " (sans nombre)")


def _number(row: GapRow) -> str:
    """The number declared, as a gap or as a target; a gap of zero is a «maintien»."""
    if row.ecart_annonce:
        return signed(row.ecart_annonce)
    if row.ecart_annonce is None and row.cible_annoncee is not None:
        return f"{row.cible_annoncee} site{plural(row.cible_annoncee)}"
    return ""


def comes_first(row: GapRow, borne: str) -> bool:
    """Whether the declaration is said before the arithmetic: it gives a number or a «maintien», the table a range."""
    gap = row.gaps[borne]
    told = row.ecart_annonce is not None or row.cible_annoncee is not None or row.nature_annonce == "maintien"
    ranged = gap is not None and not gap.exact
    return row.ligne_annonce is not None and told and ranged and row.concordance != "contredit"


def declared_text(row: GapRow) -> str:
    """What a plan declares, to stand after «le plan annonce»: `0`, `+3`, `14 sites`, `un maintien`."""
    if row.ecart_annonce is not None:
        said = signed(row.ecart_annonce)
    elif row.cible_annoncee is not None:
        said = f"{row.cible_annoncee} site{plural(row.cible_annoncee)}"
    else:
        said = "un maintien"
    return f"{said} sous réserve" if row.annonce_conditionnelle else said


def verdict_text(said: Mapping[str, Any]) -> str:
    """The verdict of one declaration."""
    return CONCORDANCES.get(said["concordance"], NOTHING_TO_COMPARE)


def declaration_text(said: Mapping[str, Any]) -> str:
    """One declaration in a sentence, with its line and its verdict."""
    return f"Le texte du plan (ligne {said['ligne']}) : {said['resume'].rstrip('.')} ({verdict_text(said)})."
