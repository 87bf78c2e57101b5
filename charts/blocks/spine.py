"""The spine chart: one row a figure, where a département stands between the others, the region and France.

A table that reads without its drawing: every mark is also a number in a cell. Shapes tell the
marks apart, never colours: a band (the other départements), a full line with a head (the
region), a dashed line with a foot (France), a dot (this département).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from analysis.differences import difference
from analysis.folding import fold
from analysis.pair import Pair
from analysis.profile import MIN_OTHERS, ProfileRow, favourable
from analysis.selection import Value
from charts.blocks.records import (
    Blocks,
    Break,
    Bullets,
    Cell,
    Grid,
    Item,
    Link,
    Mark,
    Paragraph,
    Row,
    Scale,
    Span,
    Words,
    parameters,
)
from charts.drawings.choropleth import value_text
from charts.words.french import NARROW, NOT_STATED, following_unit, short_unit, unit_text, year_text
from charts.words.standing_words import difference_legend, difference_text, difference_title
from loaders.geography import Geography

COLUMNS = ("Indicateur", "Valeur", "Plus bas des autres", "Position", "Plus haut des autres", "{region}", "{pays}",
           "Par rapport à la région", "Année et source")  # fmt: skip
"""Headings of the table, where `region` and `pays` are names; «autres» are the other départements known."""
VALUE, LOW, HIGH = (COLUMNS.index(name) for name in ("Valeur", "Plus bas des autres", "Plus haut des autres"))
"""Columns that two départements take: the one, the other, their difference; the band still draws the extent."""

COPY_LEGEND = (
    "«Copie» : statistique lue dans la copie d'un tiers ; la vue Documents de «Données et sources» dit laquelle, et "
    "jusqu'où elle a été recoupée."
)
_MARGIN = 3.0
_COUNTED = frozenset(
    {"personnes", "places", "projets", "dossiers", "demandes", "communes", "enfants", "habitants", "étudiants"}
)
"""Units that the label of a count names in its own words."""
_DETAIL = re.compile(r" \([^)]*\)|,[^;]*?(?= ?;|$)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_NEUTRAL = {-1: "en dessous", 0: "au même niveau", 1: "au-dessus"}
_GOOD, _BAD = "plus favorable", "moins favorable"


Notes = Callable[[str], tuple[tuple[Words, ...], Blocks]]
"""More lines under the label of a figure, and what stands under them, by indicateur."""


def spine_table(
    rows: Sequence[ProfileRow],
    geography: Geography,
    *,
    code: str,
    caption: str,
    notes: Notes = lambda _: ((), ()),
    pair: Pair | None = None,
) -> Grid:
    """The table of some figures of one département.

    Args:
        rows: figures, in the order to show.
        code: the département.
        caption: title of the table, also for screen readers.
        notes: what more is said under the label of a figure.
        pair: the département that it is read beside; its values and the differences take the columns of the extent.
    """
    head = Row(tuple(Cell(name, heading="col") for name in columns(geography, code=code, pair=pair)))
    body = tuple(_row(row, geography, code, *notes(row.key.indicateur), pair) for row in rows)
    return Grid((head,), (body,), "epine a-deux" if pair else "epine", caption=caption)


def columns(geography: Geography, *, code: str, pair: Pair | None = None) -> list[str]:
    """The headings of the table."""
    named = {"region": geography.name(geography.region), "pays": geography.name(geography.country)}
    heads = [heading.format(**named) for heading in COLUMNS]
    if pair:
        heads[VALUE], heads[LOW] = geography.name(code), geography.name(pair.code)
        heads[HIGH] = difference_title(geography, pair.code)
    return heads


def legend(name: str, geography: Geography, pair: Pair | None = None) -> Bullets:
    """What each mark of the spine is."""
    marks = (
        (Scale(own=(50, 50)), name),
        *(((Scale(second=(50, 50)), geography.name(pair.code)),) if pair else ()),
        (Scale(band=(0, 100)), "du plus bas au plus haut des autres départements connus"),
        (Scale(region=50), geography.name(geography.region)),
        (Scale(country=50), geography.name(geography.country)),
    )
    return Bullets(tuple(map(Item, marks)), "epine-legende")


def reading(geography: Geography, pair: Pair | None = None) -> Paragraph:
    """What a difference is, and what is read in a copy."""
    beside = (pair.code,) if pair else ()
    return Paragraph(f"{difference_legend(geography, *beside)} {COPY_LEGEND}", "lecture")


def side_text(row: ProfileRow, geography: Geography) -> str:
    """How the value stands against the region (else the country): better or worse only where that has a meaning."""
    if row.notion.additive:
        return "nombre brut"
    if row.value is None:
        return NOT_STATED
    if not row.notion.mappable:
        return "ne se compare pas"
    if row.reference is None:
        return "sans repère"
    if row.side is None:
        return "non tranché"
    good = favourable(row)
    word = _NEUTRAL[row.side] if good is None else _GOOD if good else _BAD
    if row.reference.territoire == geography.region:
        return word
    country = row.reference.territoire
    if word in (_GOOD, _BAD):
        return f"{word} que {geography.the(country)}"
    return f"{word} ({geography.name(country)})" if row.side == 0 else f"{word} {geography.of_the(country)}"


def shown_text(row: ProfileRow, value: Value | None) -> str:
    """A value with its unit, or «non renseigné»."""
    if value is None:
        return NOT_STATED
    return value_text(value, row.notion) + following_unit(row.notion.unite)


def reference_text(row: ProfileRow, value: Value | None) -> str:
    """The region or the country with its unit, «total» for a sum, «métropole» where France is not given."""
    note = " (métropole)" if value and value.territoire == "FRM" else ""
    total = " (total)" if value and row.notion.additive else ""
    return shown_text(row, value) + total + note


def place_words(value: Value) -> str:
    """Where a value is printed, in a few words: the producer alone for a statistic."""
    if value.ligne is None:
        return _DETAIL.sub("", str(value.producteur)) + " (copie)"
    return f"{'plan' if value.document.startswith('sts-') else 'document régional'}, ligne {value.ligne}"


def beside_text(row: ProfileRow, value: Value) -> str:
    """What a document prints for the notion of a statistic, beside it: never on its scale."""
    where = "dans le plan" if value.document.startswith("sts-") else "dans le document régional"
    return f"{where} : {shown_text(row, value)}, {year_text(value.annee)}, ligne {value.ligne}"


def competing_text(row: ProfileRow, value: Value) -> str:
    """Another published value of the same notion."""
    return f"autre valeur publiée : {shown_text(row, value)}, {year_text(value.annee)}, {place_words(value)}"


def gap_to(row: ProfileRow, value: Value | None) -> str:
    """The difference of a row to the region or the country, in words; empty when it is not said."""
    return difference_text(difference(row.value, value, row.notion, decimales=row.decimales), row.notion.unite)


def pair_gap(row: ProfileRow, pair: Pair) -> str:
    """The difference of a row to the département that it is read beside, in words; empty when it is not said."""
    return difference_text(pair.difference(row), row.notion.unite)


def position_text(row: ProfileRow) -> str:
    """Where the département stands in the range of the others, or why there is no drawing."""
    if not row.notion.mappable and row.value:
        return f"imprimé : «{row.value.brut}»"
    if row.notion.additive or not row.notion.mappable:
        return "pas d'échelle commune"
    if row.others is None:
        return f"moins de {'deux' if MIN_OTHERS == 2 else MIN_OTHERS} autres départements connus"
    if row.value is None:
        return NOT_STATED
    low, high = row.others
    words = "dans l'étendue des autres"
    if row.value.high < low.low:
        words = "sous tous les autres"
    elif row.value.low > high.high:
        words = "au-dessus de tous les autres"
    return f"{words} ({row.others_known} connus)"


def source_link(value: Value, *, code: str) -> Link:
    """The short place of a value, which leads to its row in «Données et sources»."""
    query = parameters(vue="valeurs", departement=code, indicateur=value.indicateur, origine=value.origine)
    return Link(place_words(value), "sources", query)


def _row(
    row: ProfileRow, geography: Geography, code: str, more: tuple[Words, ...], under: Blocks, pair: Pair | None
) -> Row:
    lines: tuple[Words, ...] = (*_notes(row), *more)
    label = (*_name(row, code), *(Mark(line, "note") for line in lines))
    low, high = (bare_text(row, end) if end else "–" for end in row.others or (None, None))
    if pair:
        low, high = bare_text(row, pair.of(row)), pair_gap(row, pair) or "–"
    year = year_text(row.key.annee)
    when: Words = (f"{year}, ", source_link(row.value, code=code)) if row.value else f"{year}, {NOT_STATED}"
    return Row(
        (
            Cell(label, under, heading="row"),
            _cell(shown_text(row, row.value)),
            _cell(low),
            Cell(_drawing(row, pair)),
            _cell(high),
            _reference(row, row.region),
            _reference(row, row.country),
            _cell(side_text(row, geography)),
            Cell(when),
        )
    )


def _name(row: ProfileRow, code: str) -> tuple[Span, ...]:
    """The name of an indicateur; on a phone its short one where it has one, which leads to its map under the whole."""
    whole = Mark(_THOUSANDS.sub(NARROW, row.notion.libelle))
    if not row.notion.libelle_court or not row.notion.mappable:
        return (whole,)
    way = parameters(indicateur=row.key.indicateur, departement=code)
    return whole, Link(Mark(row.notion.court, "court"), "carte", way)


def _notes(row: ProfileRow) -> list[str]:
    """What goes under a label: unit, what documents print beside, other values."""
    unit = unit_text(row.notion.unite).strip()
    told = short_unit(row.notion.unite) or _said_by_label(unit, row.notion.libelle)
    notes = [] if told else [unit if unit.startswith("pour") else f"en {unit}"]
    notes += [beside_text(row, value) for value in row.beside]
    notes += [competing_text(row, value) for value in row.competing]
    return notes


def _said_by_label(unit: str, label: str) -> bool:
    """Whether a label already says a long unit: what follows «pour», or what is counted."""
    _, pour, base = unit.partition("pour ")
    return base in label if pour else unit in _COUNTED or fold(unit) in fold(label)


def bare_text(row: ProfileRow, value: Value | None) -> str:
    """A value to read beside the main one: of its unit only «%» is said again."""
    if value is None or row.notion.unite == "%":
        return shown_text(row, value)
    return value_text(value, row.notion)


def _reference(row: ProfileRow, value: Value | None) -> Cell:
    """The region or the country, and what it covers when it is a total or metropolitan France."""
    words = ["total"] if value and row.notion.additive else []
    words += ["métropole"] if value and value.territoire == "FRM" else []
    gap = gap_to(row, value)
    words += [f"écart {gap}" if gap[0] in "+\u2212" else gap] if gap else []
    return _cell(bare_text(row, value), words)


def _cell(text: str, under: Sequence[str] = ()) -> Cell:
    """A text, the lines under it, and whether it is not known."""
    lines: tuple[Span, ...] = tuple(span for line in under for span in (" ", Break(), line))
    return Cell((text, *lines) if lines else text, role="na" if text == NOT_STATED else "")


def _drawing(row: ProfileRow, pair: Pair | None) -> Words:
    """The band, the ticks, the dot and what it is read beside; their words alone for want of a drawing."""
    words = position_text(row)
    if not row.placed:
        return words
    assert row.others is not None
    second = pair.of(row) if pair else None  # one of the others: the scale is the same without it
    marks = [(v.low, v.high) for v in (row.value, row.region, row.country, *row.others) if v]
    low, high = min(a for a, _ in marks), max(b for _, b in marks)
    span = (high - low) or 1.0

    def at(number: float) -> float:
        return round(_MARGIN + (number - low) / span * (100 - 2 * _MARGIN), 1)

    return Scale(
        words,
        band=(at(row.others[0].low), at(row.others[1].high)),
        own=(at(row.value.low), at(row.value.high)) if row.value else None,
        second=(at(second.low), at(second.high)) if second else None,
        region=at(row.region.middle) if row.region else None,
        country=at(row.country.middle) if row.country else None,
    )
