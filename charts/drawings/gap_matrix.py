"""The overview activité x département: five counts of modalités in each cell, and their words.

A count is never a colour scale of its own: the tone of a cell tells how many gaps are numbers
and not zero, its hue and its pattern whether they rise, fall, or both.

Source: DESIGN.md, section 6.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from analysis.closed_sets import Borne
from analysis.supply import COUNTED, GapRow, Supply
from charts.words.french import plural
from charts.words.gap_bounds import bound_counts_text
from charts.words.gap_words import REVISED_MARK

SIGNS = {"hausse": "+", "stable": "=", "baisse": "−", "fourchette": "↔", "non_comparable": "▨"}
"""Sign before each count, explained by the legend under the table."""

_WORDS = {
    "hausse": "en hausse", "stable": "stable", "baisse": "en baisse", "fourchette": "en fourchette",
    "non_comparable": "sans écart chiffrable",
}  # fmt: skip
MIXED = "hausses et baisses"
COUNTS_LEGEND = "Nombre de lignes : + en hausse, = stables, − en baisse, ↔ en fourchette, ▨ sans écart chiffrable"
"""What the signs of a cell say, where its hue is not the one of the screen."""

LEGEND = (
    "Nombre de lignes : + en hausse (fond bleu), = stables, − en baisse (fond orange rayé), ↔ en fourchette, ▨ sans "
    f"écart chiffrable. Deux fonds : {MIXED}"
)


_SHOWN = {kind: f"{sign} {_WORDS[kind]}{'s' if kind == 'stable' else ''}" for kind, sign in SIGNS.items()} | {
    "mixte": MIXED
}
"""What the legend of the screen says beside the sign or the ground of each kind."""


def _mixed(lines: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a cell holds rises and falls."""
    return any(cell["ton"].startswith("mixte") for line in lines for cell in line["cellules"])


def gap_matrix(
    supply: Supply, departements: Sequence[str], *, borne: Borne, activites: Collection[str] | None = None
) -> dict[str, Any]:
    """What the component `grille` paints: one line per activité (of those kept), one cell per département."""
    lines: list[dict[str, Any]] = []
    for slug, activite in supply.activites.items():
        if activites is not None and slug not in activites:
            continue
        cells = [_cell(supply, slug, code, borne) for code in departements]
        star = REVISED_MARK if activite.revisee else ""
        lines.append({"titre": f"{activite.libelle_court}{star}", "cellules": cells})
    return {
        "titre": LEGEND,
        "annonce": "Nombre de lignes : ",
        "legende": [[kind, words] for kind, words in _SHOWN.items() if kind != "mixte" or _mixed(lines)],
        "coin": "Activité",
        "colonnes": supply.geography.named(departements),
        "lignes": lines,
    }


def counts_text(counts: Mapping[str, int]) -> str:
    """«3 lignes en hausse, 1 stable, 4 sans écart chiffrable»."""
    parts = [
        f"{number} {_WORDS[name]}{'s' if name == 'stable' and number > 1 else ''}"
        for name, number in counts.items()
        if number
    ]
    if not parts:
        return "aucune implantation inscrite"
    first = counts[next(name for name in counts if counts[name])]
    head, *rest = parts
    number, _, words = head.partition(" ")
    return ", ".join([f"{number} ligne{'s' if first > 1 else ''} {words}", *rest])


def counts_signs(counts: Mapping[str, int]) -> str:
    """«+3 =1 ▨4»: the same in the signs of the overview; empty when no site is written."""
    return "  ".join(f"{SIGNS[name]}{number}" for name, number in counts.items() if number)


def explained_text(rows: Sequence[GapRow]) -> str:
    """« (3 baisses expliquées par le plan)» after the counts of rows, for those that the plan itself explains."""
    number = sum(
        row.denombre
        and row.readings["intervalle"] == "baisse"
        and any(found.kind == "explique" for found in row.reservations)
        for row in rows
    )
    s = plural(number)
    return f" ({number} baisse{s} expliquée{s} par le plan)" if number else ""


def tone(counts: Mapping[str, int]) -> str:
    """Hue and strength of a cell: `0`, `hausse-2`, `baisse-1`, `mixte-3`."""
    up, down = counts["hausse"], counts["baisse"]
    if not up + down:
        return "0"
    return f"{'mixte' if up and down else 'hausse' if up else 'baisse'}-{min(up + down, 3)}"


def _cell(supply: Supply, slug: str, departement: str, borne: Borne) -> dict[str, Any]:
    counts = supply.counts(slug, departement, borne=borne)
    told = counts_text(counts) if supply.of(slug, [departement]) else "aucun tableau lu dans ce plan"
    name = supply.activites[slug].libelle_court
    both = f", {MIXED}" if counts["hausse"] and counts["baisse"] else ""
    rows = supply.of(slug, [departement])
    bound = bound_counts_text(rows, borne)
    told += explained_text(rows) + both + (f" ; {bound}, une hypothèse du plan" if bound else "")
    return {
        "code": f"{slug}:{departement}",
        "ton": tone(counts),
        "parts": [[kind, f"{SIGNS[kind]}{counts[kind]}", counts[kind]] for kind in COUNTED],
        "label": f"{name}, {supply.geography.name(departement)} : {told}. Ouvrir le détail",
    }
