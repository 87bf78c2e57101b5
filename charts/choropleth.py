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

import pandas as pd

from analysis.classes import class_index
from analysis.comparison import sides
from analysis.statuts import printed_decimals
from charts.french import (
    NOT_STATED,
    count_text,
    interval_text,
    list_text,
    number_text,
    short_unit,
    unit_text,
    word_text,
    year_text,
)
from charts.palette import Palette, diverging, sequential
from loaders.schema import DEPARTEMENTS, TERRITOIRES

ORIGINE_LABELS = {"statistique": "statistique officielle", "plan": "plans (STS, PRS)"}
ARTICLES = {"R76": "l'Occitanie", "FR": "la France", "FRM": "la France métropolitaine"}


@dataclass(frozen=True)
class Notion:
    """What the catalogue says of the indicateur on the map (one row of table indicateurs)."""

    indicateur: str
    libelle: str
    unite: str
    decimales: int
    sens: str


@dataclass(frozen=True)
class ChoroplethView:
    """One map, ready to paint.

    Attributes (lists follow the order of DEPARTEMENTS):
        titre: the finding; phrase: year, extent, references, what is missing.
        unite, annee, source: as shown.
        textes: value of each département as printed on the map, empty when unknown.
        complets: the same with its unit, or «non renseigné».
        nombres: middle of the value, None when unknown (length of a bar).
        classes: class of each département, -1 when unknown.
        legende: label of each class, from the lowest; fonds and encres: their colours.
        ordre: positions sorted from the highest value, unknown last.
        reperes: name, text and number of the region and the country.
        manque: what the hatched legend entry says, empty when nothing is missing.
        centre: code of the territory the classes diverge around, empty if they do not.
    """

    titre: str
    phrase: str
    unite: str
    annee: str
    source: str
    textes: list[str]
    complets: list[str]
    nombres: list[float | None]
    classes: list[int]
    legende: list[str]
    fonds: list[str]
    encres: list[str]
    ordre: list[int]
    reperes: list[dict[str, Any]]
    manque: str
    centre: str = ""

    def payload(self) -> dict[str, Any]:
        """Plain JSON for the component."""
        return asdict(self)


def choropleth_view(
    values: pd.DataFrame,
    references: pd.DataFrame,
    *,
    notion: Notion,
    annee: str | None,
    origine: str,
    source: str,
    bounds: Sequence[float] = (),
    centre: str = "",
) -> ChoroplethView:
    """One map from the 13 rows of `analysis.selection.map_values`.

    Args:
        values: 13 rows indexed by code: valeur_min, valeur_max, comparateur.
        references: rows indexed by R76, FR or FRM, same columns.
        notion: the indicateur.
        annee: year as printed, None when not stated.
        origine: `statistique` (shown with the decimals of the notion) or `plan` (shown with
            the decimals that the document prints).
        source: producer or document, as the reader should quote it.
        bounds: class bounds, empty for a map of plain values in one tone.
        centre: code of the reference that `bounds` diverge around, empty if sequential.

    Returns:
        A ChoroplethView; intervals are classed by the middle of their bounds.
    """
    middles = (values["valeur_min"] + values["valeur_max"]) / 2
    numbers = [None if pd.isna(v) else float(v) for v in middles]
    classes = [-1 if v is None else class_index(v, bounds) for v in numbers]
    short = [_text(row, notion, origine) for _, row in values.iterrows()]
    palette = _palette(bounds, notion, centre)
    marks = _signs(numbers, references, centre, notion) if centre else ["" for _ in numbers]
    known = sum(v is not None for v in numbers)
    beside = [_reference(str(code), row, notion, origine) for code, row in references.iterrows()]
    view = _Reading(notion, annee, short, numbers, beside, known)
    return ChoroplethView(
        titre=view.title(),
        phrase=view.sentence(),
        unite=notion.unite.replace("km2", "km²"),
        annee=year_text(annee),
        source=source,
        textes=[mark + text if v is not None else "" for mark, text, v in zip(marks, short, numbers, strict=True)],
        complets=[text + unit_text(notion.unite) if v is not None else NOT_STATED
                  for text, v in zip(short, numbers, strict=True)],
        nombres=numbers,
        classes=classes,
        legende=_legend(bounds, notion, centre),
        fonds=list(palette.fills),
        encres=list(palette.inks),
        ordre=sorted(range(len(numbers)), key=lambda i: (numbers[i] is None, -(numbers[i] or 0), i)),
        reperes=beside,
        centre=centre,
        manque="" if known == len(numbers) else f"{NOT_STATED} ({len(numbers) - known})",
    )  # fmt: skip


def choropleth_text(view: ChoroplethView) -> str:
    """The map read in two French sentences, for readers who do not see it."""
    return f"{view.titre}. {view.phrase}"


def _text(row: pd.Series, notion: Notion, origine: str) -> str:
    """The value of one row, with as many decimals as its origine prints."""
    if pd.isna(row["valeur_min"]):
        return NOT_STATED
    low, high = float(row["valeur_min"]), float(row["valeur_max"])
    decimales = notion.decimales if origine == "statistique" else max(printed_decimals(low), printed_decimals(high))
    return interval_text(low, high, decimales=decimales, comparateur=row["comparateur"])


def _palette(bounds: Sequence[float], notion: Notion, centre: str) -> Palette:
    classes = max(len(bounds) - 1, 1)
    if centre and classes in (2, 4):
        return diverging(classes, high_is_good=notion.sens != "favorable_baisse")
    return sequential(classes)


def _legend(bounds: Sequence[float], notion: Notion, centre: str) -> list[str]:
    if not bounds:
        return ["valeur renseignée"]
    edges = [number_text(b, decimales=max(notion.decimales, _digits(b))) for b in bounds]
    last = len(edges) - 2
    labels = [f"de {a} à {'' if i == last else 'moins de '}{b}"
              for i, (a, b) in enumerate(pairwise(edges))]  # fmt: skip
    if not centre:
        return labels
    half = len(labels) // 2
    return [f"{label} ({_side(i < half, notion)})" for i, label in enumerate(labels)]


def _side(under: bool, notion: Notion) -> str:
    """Words of one side of the reference: better or worse only when the notion has a direction."""
    if notion.sens == "neutre":
        return "en dessous" if under else "au-dessus"
    good_under = notion.sens == "favorable_baisse"
    return "plus favorable" if under == good_under else "moins favorable"


def _digits(bound: float) -> int:
    """Decimals needed to print a bound without changing it, two at most."""
    return next((d for d in (0, 1, 2) if abs(round(bound, d) - bound) < 1e-9), 2)


def _signs(numbers: Sequence[float | None], references: pd.DataFrame, centre: str, notion: Notion) -> list[str]:
    pivot = float(references.loc[centre, "valeur_min"])
    return ["" if v is None or round(v - pivot, notion.decimales) == 0 else ("▲" if v > pivot else "▼")
            for v in numbers]  # fmt: skip


def _reference(code: str, row: pd.Series, notion: Notion, origine: str) -> dict[str, Any]:
    return {
        "code": code,
        "nom": TERRITOIRES[code],
        "texte": _text(row, notion, origine) + (unit_text(notion.unite) if short_unit(notion.unite) else ""),
        "nombre": (float(row["valeur_min"]) + float(row["valeur_max"])) / 2,
    }


@dataclass(frozen=True)
class _Reading:
    """The title and the sentence of one map."""

    notion: Notion
    annee: str | None
    texts: list[str]
    numbers: list[float | None]
    references: list[dict[str, Any]]
    known: int

    def title(self) -> str:
        compared = self._compared()
        if not self.known:
            return f"{self.notion.libelle} : aucune valeur par département"
        if compared is None:
            return f"{self.notion.libelle} : {self._extent()}"
        return f"{self.notion.libelle} : {compared}"

    def sentence(self) -> str:
        year = year_text(self.annee)
        when = f"En {year}" if year.isdigit() else year[0].upper() + year[1:]
        if not self.known:
            return f"{when} : aucun département n'est renseigné."
        beside = "".join(f" ; {reference['nom']} {reference['texte']}" for reference in self.references)
        missing = "" if self.known == len(self.numbers) else f" {self._missing()}"
        unit = "" if short_unit(self.notion.unite) else f" ({unit_text(self.notion.unite).strip()})"
        return f"{when}, {self._extent()}{beside}{unit}.{missing}"

    def _compared(self) -> str | None:
        """«dix départements sur treize au-dessus de l'Occitanie», when a reference exists."""
        if self.known < 2 or not self.references:
            return None
        code, pivot = self.references[0]["code"], self.references[0]["nombre"]
        under, equal, over = sides(pd.Series(self.numbers, dtype="float"), pivot, decimales=self.notion.decimales)
        total = f" sur {word_text(self.known)}"
        if over == under == 0:
            return f"{count_text(equal)}{total} au niveau de {ARTICLES[code]}"
        number, words = (over, "au-dessus de") if over else (under, "en dessous de")
        return f"{count_text(number)}{total} {words} {ARTICLES[code]}"

    def _extent(self) -> str:
        known = [i for i, v in enumerate(self.numbers) if v is not None]
        names = list(DEPARTEMENTS.values())
        low = min(known, key=lambda i: self.numbers[i] or 0)
        high = max(known, key=lambda i: self.numbers[i] or 0)
        unit = unit_text(self.notion.unite) if short_unit(self.notion.unite) else ""
        if self.numbers[low] == self.numbers[high]:
            where = list_text([names[i] for i in known]) if len(known) <= 4 else count_text(len(known))
            return f"{self.texts[low]}{unit} ({where})"
        return f"de {self.texts[low]}{unit} ({names[low]}) à {self.texts[high]}{unit} ({names[high]})"

    def _missing(self) -> str:
        absent = [DEPARTEMENTS[code] for code, v in zip(DEPARTEMENTS, self.numbers, strict=True) if v is None]
        if len(absent) > 4:
            return f"{count_text(len(absent), capital=True)} sur treize {NOT_STATED}s."
        return f"{NOT_STATED.capitalize()} : {list_text(absent)}."
