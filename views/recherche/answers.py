"""What a search answers, in words: a figure says its value, the reference of its map, and what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.atlas import Notion
from analysis.gap_rows import GapRow
from analysis.search import Found, Index, Results, search
from analysis.search_entries import Entry
from analysis.search_figures import Figures, OldRow
from analysis.selection import Value
from charts.drawings.choropleth import ORIGINE_LABELS, value_text
from charts.words.coverage import STATUTS
from charts.words.french import date_text, following_unit, plural, short_unit, unit_text, year_text
from charts.words.gap_words import plain_count

_IN_WORDS = "zone"
"""Unit of the values that are words: shown as printed."""

PAIRS = "sites autorisés → prévus"
"""What several pairs of a row of OQOS are."""
MOST_VALUES, _ROOM = 4, 24
"""Values beside a result, and signs of a unit that stands with each."""

CONSULTATION = STATUTS["consultation"][0]
BEFORE = "avant l'avenant de 2025"


def answered(index: Index, query: str) -> Results:
    """What a query finds, its figures worded: the same results, in the palette and on the page."""
    results = search(index, query)
    said = (_told(index.figures, found) if found.entry.kind == "valeur" else found for found in results.best)
    return replace(results, best=tuple(said))


def _told(figures: Figures, found: Found) -> Found:
    key, _, territoire = found.entry.key.partition("@")
    name = figures.atlas.geography.name(territoire)
    said = _value if (key, territoire) in figures.values else _row
    after, context = said(figures, key, territoire)
    title = f"{found.entry.title} · {name} {after}"
    return replace(found, entry=replace(found.entry, title=title, context=context))


def value_text_of(figures: Figures, entry: Entry, places: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The values that stand beside a result: name of a territory, its value.

    Args:
        places: départements of the query; without them an indicateur gives the region, a row of OQOS every plan.
    """
    key, _, territoire = entry.key.partition("@")
    region = figures.atlas.geography.region
    if entry.kind == "modalite":
        asked = [code for code in places if (key, code) in figures.rows] or figures.supply.departements
        codes = [code for code in asked if (key, code) in figures.rows]
    elif entry.kind in ("valeur", "indicateur"):
        wanted = [territoire, region] if territoire and not _added(figures, key) else [territoire or region]
        codes = [code for code in dict.fromkeys(wanted) if (key, code) in figures.values or (key, code) in figures.rows]
    else:
        codes = []
    short = figures.atlas.geography.short
    several = entry.kind == "modalite" and len(codes) > 1
    return tuple((short(code), _short(figures, key, code, several=several)) for code in codes[:MOST_VALUES])


def _added(figures: Figures, key: str) -> bool:
    notion = figures.atlas.notions.get(key)
    return notion is None or notion.additive


def _short(figures: Figures, key: str, code: str, *, several: bool) -> str:
    """`20,8 %`; of a row of OQOS, `6 autorisés → 13 prévus`, or `6 → 13` among several (`PAIRS` then says it)."""
    if (key, code) in figures.values:
        notion = figures.atlas.notions[key]
        long = "" if short_unit(notion.unite) else unit_text(notion.unite)
        return _number(figures.values[(key, code)], notion) + (long if len(long) <= _ROOM else "")
    row = figures.rows[(key, code)]
    target = row.targets["intervalle"]
    if target is None or row.existing is None:
        return _planned(row)
    had, planned = plain_count(row.existing), plain_count(target)
    if several:
        return f"{had} → {planned}"
    return f"{had} autorisé{plural(row.existing.high)} → {planned} prévu{plural(target.high)}"


def _value(figures: Figures, key: str, territoire: str) -> tuple[str, str]:
    value, notion, geography = figures.values[(key, territoire)], figures.atlas.notions[key], figures.atlas.geography
    said, region = _number(value, notion), figures.values.get((key, geography.region))
    if territoire != geography.region and region and not notion.additive and region.key == value.key:
        said += f" · {geography.name(geography.region)} {_number(region, notion)}"
    unit = "" if short_unit(notion.unite) else f"{unit_text(notion.unite).strip()} ; "
    return said, f"{unit}{ORIGINE_LABELS[value.origine]}, {year_text(value.annee)}"


def _number(value: Value, notion: Notion) -> str:
    """`20,8 %`: a long unit is said once, in the context."""
    if notion.unite == _IN_WORDS:
        return f"«{value.brut}»"
    return value_text(value, notion) + following_unit(notion.unite)


def _row(figures: Figures, key: str, territoire: str) -> tuple[str, str]:
    activite = figures.supply.activites[key.partition("/")[0]]
    row = figures.rows.get((key, territoire))
    if row is None:
        old = figures.old_rows[(key, territoire)]
        return _old(old), f"{activite.libelle_court}, ancien tableau : au {date_text(activite.existant_date)}"
    said = [CONSULTATION] * row.consulted + [BEFORE] * activite.revisee
    counted = f"{activite.libelle_court} : sites prévus par le plan"
    if row.existing:
        counted += f", et autorisés au {activite.existant_date}"
    return _planned(row), " ; ".join([counted, *said])


def _planned(row: GapRow) -> str:
    """`13 prévus pour 6`, `0 à 1 prévu`, `3 autorisés`: a number that is not printed is not said."""
    target = row.targets["intervalle"]
    if target is None:
        existing = row.existing
        return f"{plain_count(existing)} autorisé{plural(existing.high)}" if existing else "sans nombre imprimé"
    planned = f"{plain_count(target)} prévu{plural(target.high)}"
    return f"{planned} pour {plain_count(row.existing)}" if row.existing else planned


def _old(row: OldRow) -> str:
    told = ((row.sites, "site"), (row.machines, "appareil"))
    parts = [f"{number} {noun}{plural(number)}" for number, noun in told if number]
    return ", ".join(parts) or "sans nombre imprimé"
