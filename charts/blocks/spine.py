"""The spine chart: one row a figure, where a département stands between the others, the region and France.

An HTML table that reads without its drawing: every mark is also a number in a cell. Shapes
tell the marks apart, never colours: a band (the other départements), a full line with a head
(the region), a dashed line with a foot (France), a dot (this département). Its style is in
`territory.css`, beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

from analysis.differences import difference
from analysis.folding import fold
from analysis.profile import MIN_OTHERS, ProfileRow
from analysis.selection import Value
from charts.drawings.choropleth import value_text
from charts.words.french import NARROW, NOT_STATED, short_unit, unit_text, year_text
from charts.words.standing_words import DIFFERENCE_LEGEND, difference_text

COLUMNS = ("Indicateur", "Valeur", "Plus bas des autres", "Position", "Plus haut des autres", "Occitanie", "France",
           "Par rapport à la région", "Année et source")  # fmt: skip
"""Headings of the table; «autres» are the other départements known for the same figure."""

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


Notes = Callable[[str], list[str]]


def spine_table(
    rows: Sequence[ProfileRow], *, code: str, caption: str, notes: Notes = lambda _: [], paper: bool = False
) -> str:
    """The table of some figures of one département.

    Args:
        rows: figures, in the order to show.
        code: the département.
        caption: title of the table, also for screen readers.
        notes: more lines under the label of a figure, as inert HTML, by indicateur.
        paper: no link, for a sheet to print.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in COLUMNS)
    body = "".join(_row(row, code, notes(row.key.indicateur), paper) for row in rows)
    return (
        f'<div class="epine"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def legend_html(name: str) -> str:
    """What each mark of the spine is."""
    marks = (
        ('<i class="ep-d" style="left:50%"></i>', name),
        ('<i class="ep-b" style="left:0;width:100%"></i>', "du plus bas au plus haut des autres départements connus"),
        ('<i class="ep-r" style="left:50%"></i>', "Occitanie"),
        ('<i class="ep-f" style="left:50%"></i>', "France"),
    )
    items = "".join(f'<li><span class="ep" aria-hidden="true">{mark}</span>{escape(text)}</li>' for mark, text in marks)
    return f'<ul class="epine-legende">{items}</ul><p>{escape(DIFFERENCE_LEGEND)} {escape(COPY_LEGEND)}</p>'


def side_text(row: ProfileRow) -> str:
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
    if row.notion.sens == "neutre" or row.side == 0:
        word = _NEUTRAL[row.side]
    else:
        word = _GOOD if (row.side > 0) == (row.notion.sens == "favorable_hausse") else _BAD
    if row.reference.territoire == "R76":
        return word
    joint = " que la France" if word in (_GOOD, _BAD) else " (France)" if row.side == 0 else " de la France"
    return word + joint


def shown_text(row: ProfileRow, value: Value | None) -> str:
    """A value with its unit, or «non renseigné»."""
    if value is None:
        return NOT_STATED
    return value_text(value, row.notion) + (unit_text(row.notion.unite) if short_unit(row.notion.unite) else "")


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


def source_link(value: Value, *, code: str, paper: bool) -> str:
    """The short place of a value, which leads to its row in «Données et sources»."""
    words = escape(place_words(value))
    if paper:
        return words
    query = urlencode({"vue": "valeurs", "departement": code, "indicateur": value.indicateur})
    return f'<a data-vue href="./sources?{escape(query)}">{words}</a>'


def _row(row: ProfileRow, code: str, more: list[str], paper: bool) -> str:
    label = f"<b>{escape(_THOUSANDS.sub(NARROW, row.notion.libelle))}</b>" + "".join(
        f"<span>{note}</span>" for note in (*map(escape, _notes(row)), *more)
    )
    low, high = (_bare(row, end) if end else "–" for end in row.others or (None, None))
    if row.value is None:
        when = f"{escape(year_text(row.key.annee))}, {NOT_STATED}"
    else:
        when = f"{escape(year_text(row.key.annee))}, {source_link(row.value, code=code, paper=paper)}"
    return (
        f'<tr><th scope="row">{label}</th>{_cell(shown_text(row, row.value))}{_cell(low)}<td>{_drawing(row)}</td>'
        f"{_cell(high)}{_reference(row, row.region)}{_reference(row, row.country)}"
        f"{_cell(side_text(row))}<td>{when}</td></tr>"
    )


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


def _bare(row: ProfileRow, value: Value | None) -> str:
    """A value to read beside the main one: of its unit only «%» is said again."""
    if value is None or row.notion.unite == "%":
        return shown_text(row, value)
    return value_text(value, row.notion)


def _reference(row: ProfileRow, value: Value | None) -> str:
    """The region or the country, and what it covers when it is a total or metropolitan France."""
    words = ["total"] if value and row.notion.additive else []
    words += ["métropole"] if value and value.territoire == "FRM" else []
    gap = gap_to(row, value)
    words += [f"écart {gap}" if gap[0] in "+\u2212" else gap] if gap else []
    return _cell(_bare(row, value)).replace("</td>", "".join(f" <br>{escape(word)}" for word in words) + "</td>")


def _cell(text: str) -> str:
    return f"<td{' class=na' if text == NOT_STATED else ''}>{escape(text)}</td>"


def _drawing(row: ProfileRow) -> str:
    """The band, the ticks and the dot; their words for who does not see them, or for want of a drawing."""
    words = position_text(row)
    if not row.placed:
        return escape(words)
    assert row.others is not None
    marks = [(v.low, v.high) for v in (row.value, row.region, row.country, *row.others) if v]
    low, high = min(a for a, _ in marks), max(b for _, b in marks)
    span = (high - low) or 1.0

    def at(number: float) -> float:
        return round(_MARGIN + (number - low) / span * (100 - 2 * _MARGIN), 1)

    start, end = at(row.others[0].low), at(row.others[1].high)
    parts = [f'<i class="ep-b" style="left:{start}%;width:{round(end - start, 1)}%"></i>']
    for name, value in (("r", row.region), ("f", row.country)):
        if value:
            parts.append(f'<i class="ep-{name}" style="left:{at(value.middle)}%"></i>')
    if row.value:
        left, width = at(row.value.low), round(at(row.value.high) - at(row.value.low), 1)
        wide = f";width:calc({width}% + 14px)" if width else ""
        parts.append(f'<i class="ep-d" style="left:{left}%{wide}"></i>')
    return f'<span class="ep" aria-hidden="true">{"".join(parts)}</span><span class="hors-vue">{escape(words)}</span>'
