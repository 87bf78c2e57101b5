"""The quantified objectives of a scenario, plan by plan: gaps that are numbers, ranges, what has no gap and why.

Tables in, inert HTML out (every text is escaped).

Source: tables `ecarts`, `activites`; DESIGN.md, section 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from analysis.scenario import Outcome, SupplyView
from analysis.supply import GapRow, Supply
from charts.blocks.gap_changes import groups_html, range_html
from charts.blocks.gap_sheet import plan_text
from charts.words.filter_words import EDITORIAL, ties_html
from charts.words.french import plural
from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_words import BORNES, RANGE_CAUTION, REVISED, REVISED_MARK
from loaders.schema import DEPARTEMENTS

_OPEN = 10
"""Gaps of one plan and one group that are seen at once."""


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
    read = HYPOTHESES.get(view.borne, BORNES[view.borne])
    how = f"{tied}. Cibles à deux bornes : {read[0].lower()}{read[1:]}."
    numbers = [str(number) for number in sorted(found.scenario.engagements)] if kept < known else []
    body = f'<div class="changements">{sections}</div>' if plans else "<p>Aucun plan chargé dans cette sélection.</p>"
    ranged = any(view.reading(code, "fourchette") for code in plans)
    caution = f"<p>{escape(RANGE_CAUTION)}</p>" if ranged else ""
    return f"<section>{head}<p>{escape(how)}</p>{ties_html(supply, view.activites, numbers)}{body}{caution}</section>"


def _plan_html(supply: Supply, view: SupplyView, code: str) -> str:
    rows = supply.changes(code, borne=view.borne, activites=view.activites)
    groups = groups_html(supply, rows, view.borne, opened=_OPEN, key=f"et-si-ecarts-{code}")
    ranges = [_row_html(supply, row, view.borne) for row in view.reading(code, "fourchette")]
    silent = [_row_html(supply, row, view.borne) for row in view.reading(code, "non_comparable")]
    same = view.reading(code, "stable")
    equal = [_row_html(supply, row, view.borne) for row in same if row.supposed(view.borne)]
    stable = len(same) - len(equal)
    title = f"{len(equal)} égale{plural(len(equal))} à l'autorisé par la seule borne {view.borne}"
    link = _link(view, code)
    return (
        f'<section class="change"><h3>{escape(DEPARTEMENTS[code])}</h3>'
        f"<p>{escape(plan_text(supply, code, rows, view.borne))} ; {stable} ligne{plural(stable)} sans changement.</p>"
        f"{groups}{_folded(code, 'bornes', title, equal)}"
        f"{_folded(code, 'fourchettes', f'{len(ranges)} en fourchette', ranges)}"
        f"{_folded(code, 'silences', f'{len(silent)} sans écart chiffrable', silent)}{link}</section>"
    )


def _folded(code: str, name: str, title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    return (
        f'<details data-volet="et-si-{name}-{code}"><summary>{escape(title)}</summary>'
        f'<ul class="lignes">{"".join(items)}</ul></details>'
    )


def _row_html(supply: Supply, row: GapRow, borne: str) -> str:
    """A row that is no number: its name, what its plan declares, its range or why there is none, its counts."""
    return range_html(supply, row, borne)


def _link(view: SupplyView, code: str) -> str:
    """The same bound and département on the page of gaps."""
    pairs = [("vue", "departement"), ("departement", code)]
    pairs += [("borne", view.borne)] if view.borne != "intervalle" else []
    return f'<p><a data-vue href="./ecarts?{escape(urlencode(pairs))}">Lire ces lignes dans Écarts OQOS</a></p>'
