"""Sites of a few lines of the quantified objectives beside the population of 65 and 75 and over.

A closed list, ours, with its reason in `docs/decisions/elders.md`. The statistic publishes two shares and the whole
population, of one file and one year: people are their product, rounded to the hundred, or nothing.

Source: tables `ecarts`, `valeurs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.atlas import Atlas
from analysis.intervals import SMALLEST, Interval
from analysis.selection import Value
from analysis.supply import GapRow, Supply

PAIRED = {"sld": "SLD", "smr": "GERI", "medecine": "TM", "soins_critiques": "AD1"}
"""Code of the line read beside the old population, by activité, in the order they are said."""

SHARES = ("part_65_plus", "part_75_plus")
_WHOLE, _PRINTED, _ROUNDED = "population", "population_75_plus", 100


@dataclass(frozen=True)
class Elders:
    """People of an age in one département.

    Attributes:
        share: in per cent, as published; None when it is not.
        people: about how many, to the hundred; None unless share and population are of one file and one year.
        annee, document: of the share.
    """

    share: float | None
    people: int | None
    annee: str
    document: str


@dataclass(frozen=True)
class Beside:
    """One line of a plan and the old population of its département, 65 and over, then 75 and over."""

    row: GapRow
    elders: tuple[Elders, Elders]

    def per_site(self, sites: Interval | None) -> int | None:
        """About how many inhabitants of 75 and over a site, to the hundred; None without enough to say it."""
        people = self.elders[1].people
        if people is None or sites is None or not sites.exact or sites.low < SMALLEST:
            return None
        return _round(people / sites.low)


def beside(supply: Supply, atlas: Atlas, activite: str, departements: Sequence[str]) -> list[Beside]:
    """The line of an activité of the list in some départements; nothing for the others."""
    code = PAIRED.get(activite)
    rows = [row for row in supply.of(activite, departements) if row.code == code]
    rows.sort(key=lambda row: list(departements).index(row.departement))
    known = _official(atlas) if rows else {}
    return [Beside(row, _elders(known, row.departement)) for row in rows]


def printed_people(atlas: Atlas, departements: Sequence[str]) -> list[Value]:
    """What plans print themselves of the people of 75 and over, without a year."""
    found = (value for value in atlas.values if value.indicateur == _PRINTED and value.annee is None)
    return [value for value in found if value.origine == "plan" and value.territoire in departements]


def _elders(known: Mapping[tuple[str, str], Value], departement: str) -> tuple[Elders, Elders]:
    whole = known.get((_WHOLE, departement))
    first, second = (_of(known.get((name, departement)), whole) for name in SHARES)
    return first, second


def _of(share: Value | None, whole: Value | None) -> Elders:
    if share is None:
        return Elders(None, None, "", "")
    same = whole is not None and (whole.document, whole.annee) == (share.document, share.annee)
    people = _round(whole.low * share.low / 100) if whole and same else None
    return Elders(share.low, people, share.annee or "", share.document)


def _official(atlas: Atlas) -> dict[tuple[str, str], Value]:
    """The official value of the latest year, as published (a map rounds it), by indicateur and département."""
    found = [
        value
        for value in atlas.values
        if value.indicateur in (*SHARES, _WHOLE) and value.origine == "statistique" and value.mapped
    ]
    found.sort(key=lambda value: value.annee or "")
    return {(value.indicateur, value.territoire): value for value in found if value.low == value.high}


def _round(number: float) -> int:
    return int(number / _ROUNDED + 0.5) * _ROUNDED
