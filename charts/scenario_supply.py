"""The quantified objectives of a scenario, plan by plan: certain gaps, ranges, what has no gap and why.

Tables in, inert HTML out (every text is escaped).

Source: tables `ecarts`, `activites`; DESIGN.md, section 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from analysis.scenario import Outcome, SupplyView
from analysis.supply import GapRow, Supply
from charts.filter_words import EDITORIAL, ties_html
from charts.french import count_text, lower_first, plural
from charts.gap_sheet import change_html, status_text
from charts.gap_words import BORNES, RANGE_CAUTION, REVISED, REVISED_MARK, existing_text, gap_text, target_text
from loaders.schema import DEPARTEMENTS

_OPEN = 10
"""Certain gaps of one plan that are seen at once."""


def supply_html(supply: Supply, named: Mapping[str, Outcome]) -> str:
    """Each scenario in its column; the caution of the revised activités first."""
    columns = "".join(_scenario_html(supply, name if len(named) > 1 else "", found) for name, found in named.items())
    revised = any(supply.activites[slug].revisee for found in named.values() for slug in found.supply.activites)
    caution = f'<p class="avis">{REVISED_MARK} {escape(REVISED)}</p>' if revised else ""
    return f'{caution}<div class="{"deux" if len(named) > 1 else "une"}">{columns}</div>'


def _scenario_html(supply: Supply, name: str, found: Outcome) -> str:
    view = found.supply
    plans = [code for code in supply.departements if found.scenario.holds(code)]
    head = f"<h3>{escape(name)}</h3>" if name else ""
    if not view.activites:
        none = f"Aucune activité n'est rattachée aux engagements gardés ({EDITORIAL})."
        return f"<section>{head}<p>{escape(none)}</p></section>"
    sections = "".join(_plan_html(supply, view, code) for code in plans)
    kept, known = len(view.activites), len(supply.activites)
    tied = f"{kept} activité{plural(kept)} sur {known} ({EDITORIAL})" if kept < known else f"Les {known} activités"
    how = f"{tied}. Cibles à deux bornes : {BORNES[view.borne].lower()}."
    numbers = [str(number) for number in sorted(found.scenario.engagements)] if kept < known else []
    body = f'<div class="changements">{sections}</div>' if plans else "<p>Aucun plan chargé dans cette sélection.</p>"
    ranged = any(view.reading(code, "fourchette") for code in plans)
    caution = f"<p>{escape(RANGE_CAUTION)}</p>" if ranged else ""
    return f"<section>{head}<p>{escape(how)}</p>{ties_html(supply, view.activites, numbers)}{body}{caution}</section>"


def _plan_html(supply: Supply, view: SupplyView, code: str) -> str:
    rows = supply.changes(code, borne=view.borne, activites=view.activites)
    items = [change_html(supply, row, view.borne) for row in rows]
    counts = count_text(len(rows), noun="écart", capital=True)
    said = f"{counts} certain{plural(len(rows))} et non nul{plural(len(rows))}"
    head = said if rows else "Aucun écart certain qui ne soit nul"
    more = _folded(code, "certains", f"Et {len(items) - _OPEN} autres", items[_OPEN:])
    ranges = [_row_html(supply, row, view.borne) for row in view.reading(code, "fourchette")]
    silent = [_row_html(supply, row, view.borne) for row in view.reading(code, "non_comparable")]
    stable = len(view.reading(code, "stable"))
    status = status_text(supply, code)
    link = _link(view, code)
    return (
        f'<section class="change"><h3>{escape(DEPARTEMENTS[code])}</h3><p>{escape(status)}{escape(head)} ; '
        f"{stable} ligne{plural(stable)} sans changement.</p><ul>{''.join(items[:_OPEN])}</ul>{more}"
        f"{_folded(code, 'fourchettes', f'{len(ranges)} en fourchette', ranges)}"
        f"{_folded(code, 'silences', f'{len(silent)} sans écart chiffrable', silent)}{link}</section>"
    )


def _folded(code: str, name: str, title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    return (f'<details data-volet="et-si-{name}-{code}"><summary>{escape(title)}</summary>'
            f'<ul class="lignes">{"".join(items)}</ul></details>')  # fmt: skip


def _row_html(supply: Supply, row: GapRow, borne: str) -> str:
    """A row without a certain gap: its name, its range or why there is none, its counts."""
    activite = supply.activites[row.activite]
    star = REVISED_MARK if activite.revisee else ""
    counts = f"autorisé {existing_text(row)}, prévu {target_text(row, borne)} ; ligne {row.ligne}"
    return (f"<li>{escape(activite.libelle_court)}{star}, {escape(lower_first(row.libelle))} : "
            f"{escape(gap_text(row, borne=borne))} "
            f'<span class="compte">({escape(counts)})</span></li>')  # fmt: skip


def _link(view: SupplyView, code: str) -> str:
    """The same bound and département on the page of gaps."""
    pairs = [("vue", "departement"), ("departement", code)]
    pairs += [("borne", view.borne)] if view.borne != "intervalle" else []
    return f'<p><a data-vue href="./ecarts?{escape(urlencode(pairs))}">Lire ces lignes dans Écarts OQOS</a></p>'
