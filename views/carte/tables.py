"""The table twin of a map, and the cover sheet of its workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.atlas import Atlas
from analysis.closed_sets import Classes, Tri
from analysis.comparison import rank_of
from analysis.differences import difference
from analysis.selection import MapKey, Value
from charts.blocks.sheet import place_text
from charts.drawings.choropleth import ORIGINE_LABELS, ChoroplethView, choropleth_text, shown_decimals, value_text
from charts.drawings.map_base import class_labels
from charts.words.french import COMPARATOR_WORDS, NOT_STATED, unit_text, year_text
from charts.words.standing_words import difference_text, difference_title
from views.common import dataset_cover, exact_or


@dataclass(frozen=True)
class Sort:
    """An order of the rows: its name, the column, whether it rises."""

    label: str
    column: str
    ascending: bool


SORTS: dict[Tri, Sort] = {
    "decroissant": Sort("Du plus élevé au plus bas", "Minimum", ascending=False),
    "croissant": Sort("Du plus bas au plus élevé", "Minimum", ascending=True),
    "nom": Sort("Par nom", "Territoire", ascending=True),
    "code": Sort("Par code", "Code", ascending=True),
}
"""Orders of the table of a map, by their code in an address."""


def map_table(atlas: Atlas, *, key: MapKey, sort: Tri) -> pd.DataFrame:
    """The départements sorted as asked, then the region and the country.

    Args:
        sort: a key of SORTS.

    Returns:
        Indexed by code: Code, Territoire, Valeur (a number; words for an interval or an unknown), Minimum and
        Maximum (equal but for an interval; NA when unknown), Comparateur (in words), the differences to the region
        and to the country where one can be said, Année, Rang depuis le plus haut and depuis le plus bas,
        Départements classés, Ex æquo, Origine, Source (section and line), Identifiant. The unit stands in the
        heading of the three numbers.
    """
    cells, notion, names = atlas.cells(key), atlas.notions[key.indicateur], atlas.geography.names
    departements = atlas.geography.departements
    known = {code: cells.get(code) for code in (*departements, *(v.territoire for v in atlas.references(key)))}
    frame = pd.DataFrame(
        {
            "Code": list(known),
            "Territoire": [names[code] for code in known],
            "Valeur": [exact_or(v.low, v.high, value_text(v, notion)) if v else NOT_STATED for v in known.values()],
            "Minimum": [v.low if v else None for v in known.values()],
            "Maximum": [v.high if v else None for v in known.values()],
            "Comparateur": [COMPARATOR_WORDS[v.comparateur] if v else None for v in known.values()],
            "Année": year_text(key.annee),
            **rank_columns({code: v.middle for code, v in cells.items() if code in departements}, list(known)),
            "Origine": ORIGINE_LABELS[key.origine],
            "Source": [place_text(atlas, v) if v else NOT_STATED for v in known.values()],
            "Identifiant": key.indicateur,
        },
        index=list(known),
    )
    frame = _with_differences(frame, atlas, key, known)
    order = SORTS[sort]
    inside = frame["Code"].isin(list(departements))
    ordered = frame[inside].sort_values(
        order.column, ascending=order.ascending, na_position="last", kind="stable", key=_plain
    )
    return pd.concat([ordered, frame[~inside]]).rename(columns=_headings(notion.unite))


def on_screen(frame: pd.DataFrame, *, departements: Collection[str], source: bool) -> pd.DataFrame:
    """The columns of the table twin: a place with its code, a number alone in its cell.

    Args:
        departements: codes of the places that have a code to show.
        source: whether the source changes from row to row; said in the caption otherwise.
    """
    places = [
        f"{name} ({code})" if code in departements else name
        for name, code in zip(frame["Territoire"], frame["Code"], strict=True)
    ]
    exact = frame["Comparateur"].isna() | frame["Comparateur"].eq(COMPARATOR_WORDS["="])
    kept = ["Territoire", *([] if exact.all() else ["Comparateur"]), value_column(frame), "Année"]
    return frame.assign(Territoire=places)[kept + ["Source"] * source]


def value_column(frame: pd.DataFrame) -> str:
    """Heading of the values of a map table, which bears their unit."""
    return next(str(name) for name in frame if str(name).split(" (")[0] == "Valeur")


def value_heading(unite: str) -> str:
    """The same, from the unit of the indicateur."""
    return _headings(unite).get("Valeur", "Valeur")


def _headings(unite: str) -> dict[str, str]:
    unit = unit_text(unite).strip()
    return {name: f"{name} ({unit})" for name in ("Valeur", "Minimum", "Maximum")} if unit else {}


def rank_columns(numbers: Mapping[str, float], codes: Sequence[str]) -> dict[str, pd.Series | list[str | None]]:
    """Rank of each code from either end, how many are ranked, and «ex æquo» where the rank is shared."""
    found = [rank_of(numbers, code=code) for code in codes]

    def numbered(part: str) -> pd.Series:
        return pd.Series([getattr(rank, part) if rank else None for rank in found], index=list(codes), dtype="Int64")

    return {
        "Rang depuis le plus haut": numbered("top"),
        "Rang depuis le plus bas": numbered("bottom"),
        "Départements classés": numbered("total"),
        "Ex æquo": ["ex æquo" if rank and rank.tied else None for rank in found],
    }


def _with_differences(
    frame: pd.DataFrame, atlas: Atlas, key: MapKey, known: Mapping[str, Value | None]
) -> pd.DataFrame:
    """The table with a column for each reference, after the values; a column that would be empty is left out."""
    notion = atlas.notions[key.indicateur]
    decimales = shown_decimals(atlas.departement(key), notion)
    position = frame.columns.get_loc("Année")
    for reference in atlas.references(key):
        told = [
            difference_text(difference(value, reference, notion, decimales=decimales), notion.unite) or None
            if value is not reference
            else None
            for value in known.values()
        ]
        if any(told):
            frame.insert(position, difference_title(atlas.geography, reference.territoire), pd.array(told, dtype="str"))
            position += 1
    return frame


def map_cover(atlas: Atlas, view: ChoroplethView, *, key: MapKey, classes: Classes) -> dict[str, str]:
    """Cover sheet: what the figures are, how they were chosen, where from, under which licence."""
    notion = atlas.notions[key.indicateur]
    used = sorted({value.document for value in atlas.cells(key).values()})
    return {
        "Indicateur": notion.libelle,
        "Définition": notion.definition,
        "Unité": notion.unite.replace("km2", "km²"),
        "Lecture": choropleth_text(view),
        "Filtres": f"origine : {ORIGINE_LABELS[key.origine]} ; année : {year_text(key.annee)} ; "
        f"classes : {class_labels(atlas.geography)[classes]} ({' ; '.join(view.legende)})",
        "Source": view.source,
        "Licence": " ; ".join(dict.fromkeys(atlas.documents[document]["licence"] for document in used)),
        "Réserve": notion.reserve or "aucune réserve propre à cet indicateur",
        **dataset_cover(atlas.dataset),
    }


def _plain(column: pd.Series) -> pd.Series:
    """Sort key: accents do not move a name to the end."""
    return column.str.normalize("NFD") if column.name == "Territoire" else column
