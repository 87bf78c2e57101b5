"""The figures of one département, each beside the region, the country and the other départements.

One row is one map key (a notion, an origine, a year): values of two origines or of two years
never share a scale. Official statistics first; what a plan prints for the same notion stands
beside, as a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import pstdev

from analysis.atlas import Atlas, Notion
from analysis.comparison import Rank, compared_to, rank_of
from analysis.key_figures import DEPARTEMENT_FIGURES
from analysis.selection import MapKey, Value

MIN_OTHERS = 2
"""Under two other known départements there is no range to stand in."""


@dataclass(frozen=True)
class ProfileRow:
    """One figure of a département and what it is read against.

    Attributes:
        value: None when not stated (the row then says so).
        region, country: same map key; country is metropolitan France where France is not given.
        others: lowest and highest of the other known départements, None under MIN_OTHERS.
        others_known: how many other départements are known.
        reference: what `side` is read against, the region, else the country.
        side: -1 under the reference, 0 equal as shown, 1 over; None when it cannot be said.
        rank: where it stands among the known départements (analysis.comparison).
        beside: what documents print for the same notion, for a statistic; never on its scale.
        competing: other published values of the notion.
    """

    notion: Notion
    key: MapKey
    value: Value | None
    region: Value | None
    country: Value | None
    others: tuple[Value, Value] | None
    others_known: int
    reference: Value | None
    side: int | None
    rank: Rank | None
    beside: tuple[Value, ...]
    competing: tuple[Value, ...]
    decimales: int

    @property
    def placed(self) -> bool:
        """Whether it may stand on a scale: neither a total nor a figure that a comparison would betray."""
        return self.notion.mappable and not self.notion.additive and self.others is not None


@dataclass(frozen=True)
class Profile:
    """Every figure of one département.

    Attributes:
        rows: by theme, then official statistics first, then by label.
        apart: values about a smaller place or group, with the words for it.
    """

    code: str
    rows: tuple[ProfileRow, ...]
    apart: tuple[tuple[Value, str], ...]

    @property
    def key_rows(self) -> list[ProfileRow]:
        """The figures read first, in the order of DEPARTEMENT_FIGURES."""
        found = {row.key.indicateur: row for row in self.rows if row.key.origine == "statistique"}
        return [found[slug] for slug in DEPARTEMENT_FIGURES if slug in found]

    @property
    def competing(self) -> list[tuple[ProfileRow, Value]]:
        """Other published values, with the row they compete with."""
        return [(row, value) for row in self.rows for value in row.competing]

    def theme(self, theme: str) -> list[ProfileRow]:
        """Rows of one theme."""
        return [row for row in self.rows if row.notion.theme == theme]


class Profiles:
    """Profiles of every département; lookups built once, read-only."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    @cached_property
    def official(self) -> dict[str, MapKey]:
        """The map key of each official notion: the fullest year, then the latest."""
        keys = [key for key in self.atlas.maps if key.origine == "statistique"]
        inside = self.atlas.geography.departements
        keys.sort(key=lambda key: (sum(code in self.atlas.maps[key] for code in inside), key.annee or ""))
        return {key.indicateur: key for key in keys}

    @cached_property
    def _places(self) -> dict[str, str]:
        """Notions that are about a smaller place or group."""
        frame = self.atlas.dataset.indicateurs
        known = frame[frame["portee"].notna()]
        return dict(zip(known["indicateur"], known["portee"], strict=True))

    @cached_property
    def _printed(self) -> dict[str, list[Value]]:
        """Values that documents print, by territoire."""
        found: dict[str, list[Value]] = {}
        for value in self.atlas.values:
            if value.origine == "plan":
                found.setdefault(value.territoire, []).append(value)
        return found

    @cached_property
    def _rank_of_theme(self) -> dict[str, int]:
        frame = self.atlas.dataset.themes
        return dict(zip(frame["theme"], frame["ordre"].astype(int), strict=True))

    def of(self, code: str) -> Profile:
        """The profile of one département, whether its plan is loaded or not."""
        printed = self._printed.get(code, [])
        apart = [
            (value, value.portee or self._places[value.indicateur])
            for value in printed
            if value.statut == "retenue" and (value.portee or value.indicateur in self._places)
        ]
        mapped = [value for value in printed if value.mapped and value.indicateur not in self._places]
        rival = [value for value in printed if value.statut == "concurrente"]
        rows = [
            self._row(code, key, beside=_about(slug, mapped), competing=_about(slug, rival))
            for slug, key in self.official.items()
        ]
        own = [value for value in mapped if value.indicateur not in self.official]
        rows += [self._row(code, value.key, competing=_about(value.indicateur, rival)) for value in own]
        return Profile(code, self._sorted(rows), tuple(apart))

    def beside(self, code: str, other: str) -> Profile:
        """The profile of a département with a row for each figure that the plan of another one alone prints."""
        own = self.of(code)
        held = {row.key for row in own.rows}
        more = [self._row(code, row.key) for row in self.of(other).rows if row.key not in held]
        return Profile(code, self._sorted([*own.rows, *more]), own.apart)

    def _sorted(self, rows: Iterable[ProfileRow]) -> tuple[ProfileRow, ...]:
        """By theme, official statistics first, then by label and year."""
        order = self._rank_of_theme
        return tuple(
            sorted(
                rows,
                key=lambda row: (
                    order[row.notion.theme],
                    row.key.origine == "plan",
                    row.notion.libelle,
                    row.key.annee or "",
                ),
            )
        )

    def _row(
        self, code: str, key: MapKey, *, beside: Sequence[Value] = (), competing: Sequence[Value] = ()
    ) -> ProfileRow:
        notion, cells = self.atlas.notions[key.indicateur], self.atlas.cells(key)
        geography = self.atlas.geography
        value, region = cells.get(code), cells.get(geography.region)
        country = next((v for v in self.atlas.references(key) if v.territoire != geography.region), None)
        others = sorted((cells[c] for c in geography.departements if c in cells and c != code), key=lambda v: v.middle)
        decimales = max(notion.decimales, *(printed_by(v) for v in (value, region, country) if v), 0)
        reference = None if notion.additive or not notion.mappable else region or country
        numbers = {c: cells[c].middle for c in geography.departements if c in cells}
        return ProfileRow(
            notion,
            key,
            value,
            region,
            country,
            (others[0], others[-1]) if len(others) >= MIN_OTHERS else None,
            len(others),
            reference,
            side_of(value, reference, decimales=decimales),
            rank_of(numbers, code=code) if notion.mappable else None,
            tuple(beside),
            tuple(competing),
            decimales,
        )


def side_of(value: Value | None, reference: Value | None, *, decimales: int) -> int | None:
    """-1 under the reference, 0 equal as shown, 1 over; None when unknown or when bounds do not decide.

    An interval decides only if both its bounds are on one side; «plus de 30» says nothing
    against 35.
    """
    if value is None or reference is None:
        return None
    ends = {compared_to(end, reference.middle, decimales=decimales) for end in (value.low, value.high)}
    if len(ends) > 1:
        return None
    side = ends.pop()
    undecided = {">": side < 1, "<": side > -1}.get(value.comparateur, False)
    return None if undecided else side


def distinctive(rows: Sequence[ProfileRow], atlas: Atlas, *, most: int = 2) -> list[ProfileRow]:
    """The rows where a département stands furthest from the region, furthest first.

    Args:
        rows: rows of one département.
        most: how many to keep.

    Returns:
        Rows compared with the region, by the gap in standard deviations of the known
        départements; a row at the level of the region is never one of them.
    """
    found = sorted(_apart(rows, atlas), key=lambda pair: -pair[0])
    return [row for _, row in found[:most]]


@dataclass(frozen=True)
class Standing:
    """What stands out on each side of the region, furthest first.

    Attributes:
        better, worse: rows more and less favourable than the region.
        compared: rows that have a direction and are compared with the region, those at its level included.
    """

    better: tuple[ProfileRow, ...]
    worse: tuple[ProfileRow, ...]
    compared: int


def standing(rows: Sequence[ProfileRow], atlas: Atlas, *, most: int = 3) -> Standing:
    """The rows where a département is furthest from the region on each side (docs/decisions/standing.md).

    Args:
        rows: key rows of one département.
        most: how many to keep on each side; fewer where fewer are.
    """
    order = {slug: rank for rank, slug in enumerate(atlas.notions)}
    directed = [row for row in rows if row.notion.sens != "neutre" and not row.notion.additive]
    against = [row for row in directed if row.value and row.region and row.side is not None]
    found = sorted(_apart(against, atlas), key=lambda pair: (-round(pair[0], 9), order[pair[1].key.indicateur]))
    better, worse = (tuple(row for _, row in found if favourable(row) is wanted)[:most] for wanted in (True, False))
    return Standing(better, worse, len(against))


def favourable(row: ProfileRow) -> bool | None:
    """Whether a row is on the good side of what it is read against; None without a direction, or at its level."""
    if row.notion.sens == "neutre" or not row.side:
        return None
    return (row.side > 0) == (row.notion.sens == "favorable_hausse")


def _apart(rows: Sequence[ProfileRow], atlas: Atlas) -> list[tuple[float, ProfileRow]]:
    """Rows that differ from the region, each with its gap in standard deviations of the known départements."""
    scored, inside = [], atlas.geography.departements
    for row in rows:
        if row.value is None or row.region is None or not row.side:
            continue
        spread = pstdev(v.middle for code, v in atlas.maps[row.key].items() if code in inside)
        if spread:
            scored.append((abs(row.value.middle - row.region.middle) / spread, row))
    return scored


def _about(slug: str, values: Sequence[Value]) -> list[Value]:
    return [value for value in values if value.indicateur == slug]


def printed_by(value: Value) -> int:
    """Decimals that a plan prints; those of a statistic are the catalogue's."""
    if value.origine != "plan":
        return 0
    return next((d for d in (0, 1, 2) if all(abs(round(n, d) - n) < 1e-9 for n in (value.low, value.high))), 3)
