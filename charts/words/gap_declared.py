"""What the prose of a plan declares of a row, in the words that the prose bears: the mark ◇, the verdict.

A «possible» is not a creation, to secure is not to maintain, to strengthen is not to add a
site: a declaration without a number of sites never takes the words of one.

Source: DESIGN.md, section 5, rules 7 and 11; tables `annonces`, `ecarts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.closed_sets import Borne
from analysis.supply import GapRow
from charts.words.french import list_text, number_text, plural

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

HELD = ("maintien", "baisse", "developpement", "maillage")
"""Natures that a condition makes «sous réserve»; the others become «possible»."""

_HEADS = {"maintien": "maintien", "developpement": "développement", "maillage": "à mailler"}
"""Words before «sous réserve»."""


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
        how = "sous réserve" if row.nature_annonce in HELD else "possible"
        if short and (number or row.nature_annonce == "maintien"):
            return f"{TOLD} {number or 'maintien'} si…"  # under «−3», «sous réserve» would be heard as a closure
        head = number or _kept(row) or _HEADS.get(row.nature_annonce, "")
        return f"{TOLD} {how if short or not head else f'{head} {how}'}"
    kept = "" if short else _kept(row)
    return f"{TOLD} {number or kept or nature_text(row.nature_annonce, short=short)}"


def nature_text(nature: str, *, conditional: bool = False, short: bool = False) -> str:
    """A declaration without a number: `maintien`, `à sécuriser (sans nombre)`, `possible`."""
    if conditional:
        return f"{_HEADS.get(nature, '')} sous réserve".strip() if nature in HELD else "possible"
    return NATURES[nature] + ("" if nature in _OF_SITES or short else " (sans nombre)")


def _number(row: GapRow) -> str:
    """The number declared, as a gap or as a target; a gap of zero is a «maintien».

    Where the prose prints the sites that it keeps, that number is said, not the «−4» that we take from it.
    """
    gap, count = row.ecart_annonce, row.cible_annoncee
    if gap and (gap > 0 or count is None):
        return signed(gap)
    if gap != 0 and count is not None:
        return f"{count} site{plural(count)}"
    return ""


def _kept(row: GapRow) -> str:
    """«maintien de 7 sites»: what the prose keeps, with the number that it prints; empty without one."""
    count = row.cible_annoncee
    if row.nature_annonce != "maintien" or count is None:
        return ""
    return f"maintien de {count} site{plural(count)}"


def comes_first(row: GapRow, borne: Borne) -> bool:
    """Whether the declaration is said before the arithmetic: it gives a number or a «maintien», the table a range."""
    gap = row.gaps[borne]
    told = row.ecart_annonce is not None or row.cible_annoncee is not None or row.nature_annonce == "maintien"
    ranged = gap is not None and not gap.exact
    return row.ligne_annonce is not None and told and ranged and row.concordance != "contredit"


def declared_text(row: GapRow) -> str:
    """What a plan declares, to stand after «le plan annonce»: `+3`, `14 sites`, `le maintien de 21 sites`.

    A gap of zero is a «maintien»: «annonce 0» would be heard as no site.
    """
    if row.ecart_annonce:
        said = signed(row.ecart_annonce)
    elif _kept(row):
        said = f"le {_kept(row)}"
    elif row.ecart_annonce is None and row.cible_annoncee is not None:
        said = f"{row.cible_annoncee} site{plural(row.cible_annoncee)}"
    else:
        said = "un maintien"
    return f"{said} sous réserve" if row.annonce_conditionnelle else said


def told_lines(row: GapRow) -> str:
    """«ligne 2000», or «lignes 2185 et 2194» where the condition stands apart from the declaration."""
    assert row.ligne_annonce is not None
    own = next(
        (found.lignes for found in row.reservations if found.kind == "possible" and found.ligne == row.ligne_annonce),
        None,
    )
    return lines_of(own or [row.ligne_annonce])


def lines_of(lines: Sequence[int]) -> str:
    """«ligne 2000», «lignes 2185 et 2194»."""
    return f"ligne{plural(len(lines))} {list_text([str(line) for line in lines])}"


def verdict_text(said: Mapping[str, Any]) -> str:
    """The verdict of one declaration."""
    return CONCORDANCES.get(said["concordance"], NOTHING_TO_COMPARE)


def declaration_text(said: Mapping[str, Any]) -> str:
    """One declaration in a sentence, with its line and its verdict."""
    return f"Le texte du plan (ligne {said['ligne']}) : {said['resume'].rstrip('.')} ({verdict_text(said)})."
