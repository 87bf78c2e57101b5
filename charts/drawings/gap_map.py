"""Maps of one modalité: what was authorised, what is foreseen, or the gap where it is a number.

A range is never placed in a class, whatever the bound read: its département is dotted and
bears the range in words, with the printed cell at a bound; what is not known is hatched.

Source: DESIGN.md, sections 5 and 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.classes import class_index, default_bounds
from analysis.closed_sets import Borne, Mesure
from analysis.intervals import Interval
from analysis.loaded import NOT_LOADED_TEXT, PART_WORDS, LoadedPlans
from analysis.supply import GapRow, Supply
from charts.drawings.choropleth import RANGE, UNKNOWN, ChoroplethView
from charts.words.coverage import source_note
from charts.words.french import list_text, plural
from charts.words.gap_bounds import HYPOTHESES, bound_note
from charts.words.gap_declared import signed
from charts.words.gap_reserves import reserves_text
from charts.words.gap_words import existing_text, gap_text, target_text
from charts.words.map_reading import RAW_COUNT
from loaders.geography import Geography

MEASURES: dict[Mesure, str] = {
    "ecart": "Écart chiffré",
    "cible": "Sites prévus d'ici 2028",
    "existant": "Sites autorisés (existant)",
}
"""What a map may show, by its code."""

NOT_PRINTED = "non imprimé"
"""Said of a plan that is loaded and does not print the row."""

_SEQUENTIAL = 5


def gap_views(supply: Supply, activite: str, *, borne: Borne) -> dict[str, ChoroplethView]:
    """Every map of one activité, by measure and row (`ecart-UDM`), in the order of its menu."""
    rows = supply.of(activite, supply.departements)
    codes = list(dict.fromkeys(row.code for row in sorted(rows, key=lambda row: (row.ordre, row.niveau == "modalite"))))
    views = {
        f"{measure}-{code}": gap_view(
            supply.geography,
            [row for row in rows if row.code == code],
            measure=measure,
            borne=borne,
            loaded=supply.loaded_plans,
        )
        for measure in MEASURES
        for code in codes
    }
    return {slug: view for slug, view in views.items() if view.legende or any(view.textes)}


def gap_map_base(
    supply: Supply, activite: str, views: dict[str, ChoroplethView], *, outlines: dict[str, Any]
) -> dict[str, Any]:
    """The payload of the maps of one activité: every row, three measures.

    Args:
        views: its maps (gap_views).
        outlines: the constant part of the map of indicateurs (`charts.drawings.map_base`).
    """
    names = {row.code: row.libelle for row in reversed(supply.of(activite, supply.departements))}
    menu = []
    for measure, label in MEASURES.items():
        slugs = [slug for slug in views if slug.startswith(f"{measure}-")]
        entries = [[slug, f"{names[slug.partition('-')[2]]} : {label[0].lower()}{label[1:]}", ""] for slug in slugs]
        if entries:
            menu.append({"theme": label, "indicateurs": entries})
    texts = outlines["textes"] | {
        "indicateur": "Modalité et mesure",
        "manque": supply.loaded_plans.lacking_text("oqos"),
        "ouvrir": "Ouvrir la liste des modalités",
        "aucun": "Aucune modalité ne contient ces mots.",
    }
    drawn = {slug: view.payload() for slug, view in views.items()}
    return outlines | {"textes": texts, "menu": menu, "vues": drawn, "sources": []}


def _read(geography: Geography, loaded: LoadedPlans | None, rows: Sequence[GapRow]) -> str:
    """The plans that nobody read again, after a source."""
    return source_note(geography, loaded, (row.departement for row in rows)) if loaded else ""


def gap_view(
    geography: Geography, rows: Sequence[GapRow], *, measure: Mesure, borne: Borne, loaded: LoadedPlans | None = None
) -> ChoroplethView:
    """One map of one modalité.

    Args:
        rows: the modalité in each loaded plan.
        measure: a code of MEASURES; `ecart` places numbers alone.
        loaded: what is loaded of each plan: one that does not print the row, or whose tables are not read, says so.
    """
    counts = {row.departement: _count(row, measure, borne) for row in rows}
    known = {code: count.low for code, count in counts.items() if count and count.exact}
    values = sorted(set(known.values()))
    texts = _silent(loaded) | {row.departement: _text(row, counts[row.departement], measure, borne) for row in rows}
    lacking = loaded.lacking_text("oqos") if loaded else NOT_LOADED_TEXT
    palette, classes = _classes(values, measure)
    ranges = [code for code, count in counts.items() if count and not count.exact]
    classed = dict.fromkeys(ranges, RANGE) | {code: classes[value] for code, value in known.items()}
    numbers = [float(known[code]) if code in known else None for code in geography.departements]
    unknown = geography.count - len(classed)
    shown = [texts.get(code, "") for code in geography.departements]
    return ChoroplethView(
        titre=_title(rows, measure, known, borne),
        phrase=_sentence(counts, known, measure, rows, borne),
        unite="sites",
        annee="",
        source=f"Source : schémas territoriaux de santé 2023-2028, {rows[0].section}.{_read(geography, loaded, rows)}",
        textes=shown,
        suffixe="",
        nombres=numbers,
        classes=[classed.get(code, UNKNOWN) for code in geography.departements],
        legende=_legend(values, classes, measure),
        palette=palette,
        ordre=_order(numbers, shown),
        reperes=[],
        manque=f"{lacking}, ou nombre non calculé ({unknown})" if unknown else "",
        fourchette=f"fourchette ({len(ranges)})" if ranges else "",
    )


def _silent(loaded: LoadedPlans | None) -> dict[str, str]:
    """What is said of the plans that are there without the row."""
    if loaded is None:
        return {}
    unread = dict.fromkeys(loaded.partial("oqos"), f"{PART_WORDS['oqos']} non chargés")
    return dict.fromkeys(loaded.oqos, NOT_PRINTED) | unread


def _count(row: GapRow, measure: Mesure, borne: Borne) -> Interval | None:
    """What is placed in a class: a target printed as a range stays one at a bound."""
    read = "intervalle" if row.bounded(borne) else borne
    return {"existant": row.existing, "cible": row.targets[read], "ecart": row.gaps[read]}[measure]


def _text(row: GapRow, count: Interval | None, measure: Mesure, borne: Borne) -> str:
    if measure == "ecart":
        return gap_text(row, borne=borne) if count else "sans écart"
    return target_text(row, borne) if measure == "cible" else existing_text(row)


def _classes(values: Sequence[int], measure: Mesure) -> tuple[str, dict[int, int]]:
    """One class a value while they are few, else the default bounds of every map."""
    if measure == "ecart" and values:
        return "ecart", {value: (value > 0) - (value < 0) + 1 for value in values}
    if len(values) <= _SEQUENTIAL:
        return f"sequentielle-{max(len(values), 1)}", {value: index for index, value in enumerate(values)}
    bounds = default_bounds([float(value) for value in values], decimales=0)
    return f"sequentielle-{len(bounds) - 1}", {value: class_index(float(value), bounds) for value in values}


def _legend(values: Sequence[int], classes: dict[int, int], measure: Mesure) -> list[str]:
    if not values:
        return []
    if measure == "ecart":
        return ["moins de sites (−)", "autant de sites (0)", "plus de sites (+)"]
    members = [[value for value in values if classes[value] == k] for k in range(max(classes.values()) + 1)]
    return [_extent(group) for group in members]


def _extent(values: Sequence[int]) -> str:
    """Words of a class from the values it holds."""
    if not values:
        return "aucun"
    low, high = min(values), max(values)
    return f"{low} site{plural(low)}" if low == high else f"de {low} à {high} sites"


def _title(rows: Sequence[GapRow], measure: Mesure, known: dict[str, int], borne: Borne) -> str:
    head = f"{HYPOTHESES[borne]}. " if measure != "existant" and any(row.bounded(borne) for row in rows) else ""
    name = f"{head}{rows[0].libelle}, {MEASURES[measure][0].lower()}{MEASURES[measure][1:]}"
    if not known:
        return f"{name} : aucun nombre seul"
    low, high = min(known.values()), max(known.values())
    shown = signed if measure == "ecart" else str
    extent = shown(low) if low == high else f"de {shown(low)} à {shown(high)}"
    return f"{name} : {extent}"


def _sentence(
    counts: dict[str, Interval | None], known: dict[str, int], measure: Mesure, rows: Sequence[GapRow], borne: Borne
) -> str:
    without = [row.nom for row in rows if row.departement not in known]
    parts = [f"Plans qui impriment la ligne : {len(counts)}, dont {len(known)} avec un seul nombre."]
    if without:
        parts.append(f"Fourchette ou pas de nombre : {list_text(without)}.")
    bounded = [row for row in rows if row.bounded(borne)]
    if bounded and measure != "existant":
        each = [f"{row.nom}, {bound_note(row, borne)}" for row in bounded]
        parts.insert(0, f"{'. '.join(each)}.")
    if measure == "ecart":
        held = [f"{row.nom}, {reserves_text(row)}" for row in rows if known.get(row.departement)]
        parts += [f"{'. '.join(held)}."] if held else []
    else:
        parts.append(f"{RAW_COUNT} Un site n'est pas une capacité.")
    return " ".join(parts)


def _order(numbers: Sequence[float | None], texts: Sequence[str]) -> list[int]:
    """Positions from the highest number; ranges after the numbers, plans not loaded last."""
    return sorted(range(len(numbers)), key=lambda i: (numbers[i] is None, -(numbers[i] or 0), not texts[i], i))
