"""The choropleth: everything the map component paints, computed here, and its reading in words.

One `ChoroplethView` is one map: classes, colours, legend, value of each département,
region and country beside, a title that says the finding, a sentence that reads the map.
The component `carte` draws it and computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from analysis.atlas import Notion
from analysis.classes import class_index
from analysis.comparison import compared_to
from analysis.differences import difference
from analysis.selection import Value
from charts.drawings.palette import palette_name
from charts.words.french import (
    NOT_STATED,
    following_unit,
    interval_text,
    number_text,
    printed_decimals,
    unit_text,
    year_text,
)
from charts.words.map_reading import MapReading
from charts.words.standing_words import difference_text
from loaders.geography import Geography

UNKNOWN, RANGE = -1, -2
"""In the place of a class: what is not known, which is hatched, and a range, which is dotted."""

ORIGINE_LABELS = {"statistique": "statistique officielle", "plan": "plans (STS, PRS)"}


@dataclass(frozen=True)
class Reference:
    """The region or the country beside a map."""

    code: str
    nom: str
    texte: str
    nombre: float | None
    """Where it stands on the départements' scale; None for a total."""


@dataclass(frozen=True)
class ChoroplethView:
    """One map, ready to paint.

    Attributes (lists follow the order of the départements):
        titre: the finding; phrase: year, extent, references, what is missing.
        unite, annee, source: as shown.
        textes: value of each département as printed on the map, empty when unknown.
        suffixe: unit that completes a value in words.
        nombres: middle of the value, None when unknown (length of a bar).
        classes: class of each département, UNKNOWN or RANGE where it is in none.
        legende: label of each class, from the lowest; palette: name of its colours.
        ordre: positions sorted from the highest value, unknown last.
        reperes: the region and the country.
        manque: what the hatched legend entry says, empty when nothing is missing.
        fourchette: what the dotted one says, empty without a range.
        centre: code of the territory the classes diverge around, empty if they do not.
    """

    titre: str
    phrase: str
    unite: str
    annee: str
    source: str
    textes: list[str]
    suffixe: str
    nombres: list[float | None]
    classes: list[int]
    legende: list[str]
    palette: str
    ordre: list[int]
    reperes: list[Reference]
    manque: str
    centre: str = ""
    fourchette: str = ""

    def payload(self) -> dict[str, Any]:
        """Plain JSON for the component, without a legend of ranges where none is drawn."""
        return {name: part for name, part in asdict(self).items() if part or name != "fourchette"}

    @property
    def unclassed(self) -> list[tuple[str, str]]:
        """What is in no class: its mark (`points`, `hachure`) and what the legend says of it."""
        entries = [("points", self.fourchette), ("hachure", self.manque)]
        return [(mark, words) for mark, words in entries if words]

    def in_words(self, position: int) -> str:
        """The value of one département with its unit, or «non renseigné»."""
        return self.textes[position] + self.suffixe if self.textes[position] else NOT_STATED


def choropleth_view(
    values: Sequence[Value | None],
    references: Sequence[Value],
    *,
    geography: Geography,
    notion: Notion,
    annee: str | None,
    source: str,
    bounds: Sequence[float] = (),
    centre: str = "",
    plans: str = "",
) -> ChoroplethView:
    """One map.

    Args:
        values: one per département in the order of the départements, None where not stated.
        references: region and country, the region first.
        notion: the indicateur.
        annee: year as printed, None when not stated.
        source: producer or document, as the reader should quote it.
        bounds: class bounds, empty for a map of plain values in one tone.
        centre: code of the reference that `bounds` diverge around, empty if sequential.
        plans: which plans are loaded, said where a département is missing.

    Returns:
        A ChoroplethView; intervals are classed by the middle of their bounds.
    """
    numbers = [None if v is None else v.middle for v in values]
    plain = ["" if v is None else value_text(v, notion) for v in values]
    beside = [_reference(value, notion, geography) for value in references]
    told = [
        (r.code, geography.name(r.code), r.texte, value.middle) for r, value in zip(beside, references, strict=True)
    ]
    decimales = shown_decimals(values, notion)
    region, country = references if len(references) == 2 else (None, None)
    gap = difference(region, country, notion, decimales=decimales)
    between = difference_text(gap, notion.unite)
    reading = MapReading(geography, notion, annee, plain, numbers, told, decimales, between, plans)
    pivot = next((r.nombre for r in beside if r.code == centre), None)
    unknown = numbers.count(None)
    return ChoroplethView(
        titre=reading.title(),
        phrase=reading.sentence(),
        unite=notion.unite.replace("km2", "km²"),
        annee=year_text(annee),
        source=source,
        textes=[text and _sign(number, pivot, decimales) + text for text, number in zip(plain, numbers, strict=True)],
        suffixe=unit_text(notion.unite),
        nombres=numbers,
        classes=[UNKNOWN if n is None else class_index(n, bounds) for n in numbers],
        legende=_legend(bounds, notion, centre),
        palette=palette_name(max(len(bounds) - 1, 1), sens=notion.sens, diverging=bool(centre)),
        ordre=sorted(range(len(numbers)), key=lambda i: (numbers[i] is None, -(numbers[i] or 0), i)),
        reperes=beside,
        manque=f"{NOT_STATED} ({unknown})" if unknown else "",
        centre=centre,
    )


def choropleth_text(view: ChoroplethView) -> str:
    """The map read in two French sentences, for readers who do not see it."""
    return f"{view.titre}. {view.phrase}"


def shown_decimals(values: Sequence[Value | None], notion: Notion) -> int:
    """Decimals of a map: those of the notion, or of the finest value that a plan prints."""
    return max([notion.decimales, *(_printed(v) for v in values if v and v.origine == "plan")])


def value_text(value: Value, notion: Notion) -> str:
    """A value with as many decimals as its origine prints, with its comparator, without unit."""
    decimales = _printed(value) if value.origine == "plan" else notion.decimales
    return interval_text(value.low, value.high, decimales=decimales, comparateur=value.comparateur)


def _printed(value: Value) -> int:
    return max(printed_decimals(value.low), printed_decimals(value.high))


def _reference(value: Value, notion: Notion, geography: Geography) -> Reference:
    unit = following_unit(notion.unite)
    name = geography.name(value.territoire) + (" (total)" if notion.additive else "")
    number = None if notion.additive else value.middle
    return Reference(value.territoire, name, value_text(value, notion) + unit, number)


def _legend(bounds: Sequence[float], notion: Notion, centre: str) -> list[str]:
    if not bounds:
        return ["valeur renseignée"]
    edges = [number_text(b, decimales=max(notion.decimales, printed_decimals(b))) for b in bounds]
    last = len(edges) - 2
    labels = [f"de {a} à {'' if i == last else 'moins de '}{b}" for i, (a, b) in enumerate(pairwise(edges))]
    if not centre:
        return labels
    unders = [rank < len(labels) // 2 for rank in range(len(labels))]
    return [
        f"{_SIGNS[-1 if under else 1]} {label} ({_side(under, notion)})"
        for label, under in zip(labels, unders, strict=True)
    ]


def _side(under: bool, notion: Notion) -> str:
    """Words of one side of the reference: better or worse only when the notion has a direction."""
    if notion.sens == "neutre":
        return "en dessous" if under else "au-dessus"
    good_under = notion.sens == "favorable_baisse"
    return "plus favorable" if under == good_under else "moins favorable"


_SIGNS = {-1: "▼", 0: "", 1: "▲"}
"""Side of a reference, beside a value and in the legend: what a print in grey still tells."""


def _sign(number: float | None, pivot: float | None, decimales: int) -> str:
    """▲ or ▼ before the value, so that a diverging map is read without its colours."""
    if number is None or pivot is None:
        return ""
    return _SIGNS[compared_to(number, pivot, decimales=decimales)]
