"""The départements that look most alike, by a written method.

Nine official indicateurs of one year each, known for the 13 départements. They describe what a
territory has to deal with (who lives there, with what means, how far from care, in what
health), never what the plans compare (places, sites, equipment): alike territories may then be
compared on those.

- `densite_population`: distances and dispersion, which weigh on every organisation of care. It
  also stands for growth (r = 0.96), for specialists (0.93) and for the size of the towns.
- `part_65_plus`: age structure, the first driver of needs. 75 and over (0.99) and under 20
  (-0.88) say the same.
- `taux_pauvrete`: means of the households, renouncement to care. Unemployment (0.87) says the same.
- `part_familles_monoparentales_ensemble_familles`: households without a second adult, the
  social side that poverty alone does not tell.
- `apl_medecins_generalistes`: remoteness from the first recourse, supply and demand together;
  the share of the population under 2.5 consultations (-0.92) says the same.
- `apl_infirmieres`: care at home, which follows another geography than that of the doctors.
- `mortalite_standardisee_0_64`: premature mortality, at equal age; life expectancy (-0.86) says
  the same.
- `taux_beneficiaires_apa_75_plus`: dependency of old people.
- `couverture_grippe_65_plus`: how far prevention reaches those it aims at.

Left out on purpose: totals (they only measure the size), rates of equipment (they are what is
to be compared), what depends on a local decision (child welfare) or on large institutions
(disability in Lozère), and any indicateur tied to a kept one by |r| > 0.85 over the 13.

Method: each indicateur is centred and divided by its standard deviation over the 13
départements, all weigh the same, and the distance is Euclidean. The three nearest are named with
the reason in words; the distance itself is no score and is never shown. An indicateur that
misses one département is left out for all, and that is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, pstdev

NEAREST, ALIKE, UNLIKE = 3, 2, 1
"""Départements named, likenesses and differences said for each."""

MARKED = 0.5
"""A difference is said from half a standard deviation on: under it, the two look alike."""


@dataclass(frozen=True)
class Neighbour:
    """One of the nearest départements.

    Attributes:
        alike, unlike: indicateurs, closest first and furthest first.
        close: whether they are nearer than half of all pairs of départements.
    """

    code: str
    alike: tuple[str, ...]
    unlike: tuple[str, ...]
    close: bool


class Comparables:
    """Distances between départements.

    Args:
        values: by indicateur then by code; an indicateur that misses a code is left out.
        codes: the départements compared.
    """

    def __init__(self, values: Mapping[str, Mapping[str, float]], *, codes: Sequence[str]) -> None:
        self.codes = sorted(codes)
        complete = [name for name, known in values.items() if all(code in known for code in self.codes)]
        self.left_out = [name for name in values if name not in complete]
        scores = {name: standardised({code: values[name][code] for code in self.codes}) for name in complete}
        self.scores = {name: known for name, known in scores.items() if known}

    def distance(self, one: str, other: str) -> float:
        """Euclidean distance of two départements over the standardised indicateurs."""
        return float(sum(self._gap(name, one, other) ** 2 for name in self.scores) ** 0.5)

    def nearest(self, code: str, *, most: int = NEAREST) -> list[Neighbour]:
        """The nearest départements, nearest first; equal distances (as far as they count) by code."""
        if not self.scores:
            return []
        pairs = [self.distance(a, b) for a in self.codes for b in self.codes if a < b]
        middle = median(pairs)
        ranked = sorted((round(self.distance(code, other), 9), other) for other in self.codes if other != code)
        return [self._neighbour(code, other, close=distance <= middle) for distance, other in ranked[:most]]

    def _neighbour(self, code: str, other: str, *, close: bool) -> Neighbour:
        gaps = sorted(self.scores, key=lambda name: round(self._gap(name, code, other), 9))
        unlike = [name for name in reversed(gaps) if self._gap(name, code, other) >= MARKED][:UNLIKE]
        alike = [name for name in gaps if name not in unlike][:ALIKE]
        return Neighbour(other, tuple(alike), tuple(unlike), close)

    def _gap(self, name: str, one: str, other: str) -> float:
        return abs(self.scores[name][one] - self.scores[name][other])


def standardised(values: Mapping[str, float]) -> dict[str, float]:
    """Each value as its distance to the mean, in standard deviations; empty when all are equal.

    The smallest spread counted is a billionth of the values: under it they only differ by
    rounding.
    """
    spread, mean = pstdev(values.values()), fmean(values.values())
    if spread <= 1e-9 * max(abs(value) for value in values.values()):
        return {}
    return {code: (value - mean) / spread for code, value in values.items()}
