"""Where a value stands, in words: its rank from the nearest end, its difference to the region or the country."""

from __future__ import annotations

from analysis.comparison import Rank
from analysis.differences import Difference
from charts.words.french import NBSP, number_text, unit_text
from loaders.geography import Geography

_PLURAL_FROM = 2
TIED = "ex æquo"
LEVEL = "égal"
"""A difference of nothing."""


def difference_title(geography: Geography, code: str) -> str:
    """«Écart à l'Occitanie»: heading of what a value differs from a reference by."""
    return f"Écart {geography.to_the(code)}"


def difference_legend(geography: Geography, *beside: str) -> str:
    """What a difference is, and between what.

    Args:
        beside: codes of what a département is read beside, the region and the country apart.
    """
    *first, last = dict.fromkeys((*beside, geography.region, geography.country))
    others = " ou ".join(filter(None, (", ".join(map(geography.of_the, first)), geography.of_the(last))))
    return (
        f"Écart : valeur du département moins celle {others}, en points pour ce qui se dit en %, en "
        "années pour l'espérance de vie, en % pour le reste ; seulement entre valeurs exactes de la même année."
    )


def rank_words(rank: Rank, *, high: str, low: str, among: str, noun: str = "") -> str:
    """«valeur la plus élevée sur 13», «5e valeur la plus basse sur 13, ex æquo»: counted from the nearest end.

    Args:
        high, low: words of each end, after the noun (`la plus élevée`, `plus peuplé`).
        among: who is ranked (`sur 13 départements`).
        noun: what is ranked, with its space.
    """
    place, end = (rank.top, high) if rank.top <= rank.bottom else (rank.bottom, low)
    told = f"{noun}{end}" if place == 1 else f"{ordinal(place)} {noun}{end}"
    if rank.tied + 1 == rank.total:
        told = f"{noun}égale partout"
    elif rank.top == rank.bottom:
        told = f"{noun}du milieu, {ordinal(place)}" if noun else f"au milieu, {ordinal(place)}"
    return f"{told} {among}{f', {TIED}' if rank.tied else ''}"


def ordinal(number: int) -> str:
    """`1` -> `1er`, `5` -> `5e`."""
    return "1er" if number == 1 else f"{number}e"


def difference_text(found: Difference | None, unite: str) -> str:
    """«+2,6 points», «\u22120,4 an», «+20 %», «égal»; empty when there is no difference to say."""
    if found is None:
        return ""
    if found.amount == 0:
        return LEVEL
    return f"{'+' if found.amount > 0 else ''}{_amount(found, unite, found.amount)}"


def _amount(found: Difference, unite: str, amount: float) -> str:
    number = number_text(amount, decimales=found.decimales)
    if found.kind == "pour_cent":
        return f"{number}{NBSP}%"
    plural = abs(amount) >= _PLURAL_FROM
    if found.kind == "points":
        per_year = " par an" if unite.endswith("par an") else ""
        return f"{number}{NBSP}point{'s' if plural else ''}{per_year}"
    unit = unit_text(unite)
    return number + (unit if plural else unit.removesuffix("s") if unite == "ans" else unit)
