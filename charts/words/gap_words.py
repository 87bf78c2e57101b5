"""A gap in French words: the number, the sentence, the caution that goes with it.

A negative end of an interval is never called a closure; what a document does not date is
not dated; what cannot be compared says why.

Source: DESIGN.md, section 5, rules 3, 4, 9, 10 and 11; NOMENCLATURE.md, section 2.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.closed_sets import Borne
from analysis.intervals import Interval
from analysis.supply import Activite, GapRow
from charts.words.french import NBSP, NOT_STATED, lower_first, number_text, plural
from charts.words.gap_bounds import bound_head, bound_note, cell_text, condition_text, told_text
from charts.words.gap_declared import comes_first, declared_text, signed, told_lines
from charts.words.gap_reserves import ONLY_VERSION, WITHOUT, reserves_text

BORNES: dict[Borne, str] = {"intervalle": "Les deux bornes", "basse": "Borne basse", "haute": "Borne haute"}
"""How a target printed as a range is read, by its code in an address."""

REVISED = "Cibles du plan de 2023, révisées par l'avenant n°1 en 2025, qui n'est pas dans ces données."
"""What every view and export of a revised activité carries (rule 10)."""

REVISED_MARK = "†"
"""Mark of a revised activité where its banner does not stand; `*` is the document's own."""

RATE_CAUTION = (
    "Un site n'est pas une capacité : pour 100 000 habitants, un département peu peuplé paraît mieux équipé. "
    "Aucun taux sous 3 sites ni pour une fourchette."
)
"""Caution of the counts per inhabitant (rule 8)."""

RANGE_CAUTION = (
    "Une fourchette tient au nombre de sites qui cumulaient plusieurs autorisations, ou à une cible imprimée entre "
    "deux bornes ; une borne négative n'annonce aucune fermeture."
)
"""Caution of every gap known between two bounds (rules 2 and 9)."""

READINGS = {
    "hausse": "hausse", "stable": "stable", "baisse": "baisse", "fourchette": "fourchette",
    "non_comparable": "non comparable", "aucune": "aucune implantation",
}  # fmt: skip
"""Word of each reading of a gap."""

BLANK_START = "Une case est vide"
_SHORT_REASONS = {
    "nouveau": "ligne nouvelle", "supprime": "reprise ailleurs", "scission": "se lit avec l'ensemble",
    "regroupement": "non comparable", "non_comparable": "non comparable",
}  # fmt: skip


def gap_text(row: GapRow, *, borne: Borne = "intervalle", short: bool = False) -> str:
    """The gap in a few characters: `+3`, `0`, `de −9 à +4`, `−1 (imprimé 0/1)` at a bound, or why there is none.

    Args:
        short: for a chart, `−1 (0/1)` at a bound.
    """
    gap = row.gaps[borne]
    if row.readings[borne] == "aucune":
        return "–"
    if gap is None:
        return short_reason(row)
    said = _signs(gap)
    if short and row.bounded(borne):
        return f"{said.removeprefix('de ')} ({cell_text(row, short=True)})"
    return said + printed_text(row, borne)


def _signs(gap: Interval) -> str:
    """`+3`, `0`, `de −9 à +4`."""
    return signed(gap.low) if gap.exact else f"de {signed(gap.low)} à {signed(gap.high)}"


def printed_text(row: GapRow, borne: Borne) -> str:
    """« (imprimé 0/1)» after a number read at a bound; nothing where the target is printed as one number."""
    return f" (imprimé {cell_text(row)})" if row.bounded(borne) else ""


def short_reason(row: GapRow) -> str:
    """Why a row has no gap, in two or three words."""
    if row.ensemble and row.niveau == "modalite" and not row.denombre:
        return "se lit avec l'ensemble"
    if row.motif.startswith(BLANK_START):
        return "case vide"
    if row.niveau == "groupe" or row.relation in ("identique", "equivalent"):
        return "existant non imprimé"
    return _SHORT_REASONS[row.relation]


def dashed(detail: Sequence[str] | None) -> bool:
    """Whether the document prints a dash in each cell: shown as such, not as an unknown."""
    return bool(detail) and all(part.endswith("–") for part in detail or [])


def sites_text(count: Interval | None, detail: list[str] | None = None) -> str:
    """A number of sites: `3`, `5 à 6`, «–» where the document prints a dash, or «non renseigné»."""
    if count is None:
        return "–" if dashed(detail) else NOT_STATED
    return plain_count(count)


def existing_text(row: GapRow) -> str:
    """What was authorised, or why no number stands there; «–» only where the document prints it."""
    if row.existing or dashed(row.existant_detail):
        return sites_text(row.existing, row.existant_detail)
    return "non comparable" if row.existant_detail else short_reason(row)


def target_text(row: GapRow, borne: Borne) -> str:
    """What is foreseen; a row that the new table does not print says where it is read."""
    target = row.targets[borne]
    if not target and not row.cible_detail:
        return short_reason(row)
    return sites_text(target, row.cible_detail) + printed_text(row, borne)


def existing_words(row: GapRow) -> str:
    """«autorisé 3 à 6»; nothing where no number of authorised sites stands there."""
    return f"autorisé {existing_text(row)}" if row.existing or dashed(row.existant_detail) else ""


def target_words(row: GapRow, borne: Borne) -> str:
    """«prévu 4»; nothing where the new table does not print the row."""
    return f"prévu {target_text(row, borne)}" if row.targets[borne] or row.cible_detail else ""


def gap_sentence(row: GapRow, activite: Activite, *, place: str, borne: Borne = "intervalle") -> str:
    """One row in a sentence: foreseen, authorised, and the gap or its reason.

    Args:
        place: name of the département.
        borne: a code of BORNES.
    """
    what = f"{place}, {row.libelle}"
    if row.readings[borne] == "aucune":
        if row.ensemble and not row.denombre:
            return f"{what} : aucun site prévu sur cette ligne ; ce qui était autorisé se lit avec l'ensemble."
        return f"{what} : aucune implantation inscrite."
    if row.relation == "supprime":
        return f"{what} : {_sites(row.existing, 'autorisé')}{_date(activite)}, {lower_first(row.motif)}"
    if row.bounded(borne):
        return f"{what} : {_at_bound(row, activite, borne)}"
    target, gap = row.targets[borne], row.gaps[borne]
    said = f"{_foreseen(target, row)}"
    if gap is None:
        return f"{what} : {said} ; écart non chiffrable ({gap_text(row, borne=borne)})."
    said = f"{said} pour {_authorised(row, activite)}, {_gap_words(gap, row)}"
    if comes_first(row, borne):
        return f"{what} : le plan annonce {declared_text(row)} ({told_lines(row)}) ; le tableau seul : {said}."
    return f"{what} : {said}."


def _at_bound(row: GapRow, activite: Activite, borne: Borne) -> str:
    """A row whose target is printed as a range, read at one end: the range first, then the hypothesis."""
    gap, whole = row.gaps[borne], row.targets["intervalle"]
    against = f", pour {_authorised(row, activite)}" if gap is not None else ""
    shown = f" ; écart à cette seule borne : {gap_text(row, borne=borne)}" if gap is not None else ""
    printed = f"{_sites(whole, 'prévu')}{against} ; {bound_note(row, borne)}"
    return f"{printed}{shown}."


def short_sentence(rows: Sequence[GapRow], activite: Activite, *, borne: Borne) -> str:
    """One modalité in all its départements, in one sentence: foreseen for authorised, and the gap."""
    if not activite.depart:
        when = " (aucun tableau de départ)"
    else:
        dated = f"au {activite.existant_date}" if activite.existant_date else "sans date imprimée"
        when = f" pour sites autorisés {dated}" if activite.existant_date else f" pour sites autorisés, {dated}"
    head = bound_head(borne) if any(row.bounded(borne) for row in rows) else ""
    parts = [f"{row.nom} {_in_short(row, borne)}" for row in rows]
    return f"{head}{rows[0].libelle}, sites prévus{when} : {' ; '.join(parts)}."


def _in_short(row: GapRow, borne: Borne) -> str:
    """One département in the sentence of a modalité; what its plan declares comes before a range."""
    if row.readings[borne] == "aucune":
        return "aucun"
    if row.relation == "supprime":
        return f"{sites_text(row.existing)} autorisés, repris en médecine nucléaire"
    gap, before = row.gaps[borne], sites_text(row.existing) if row.existing else "aucun inscrit"
    told = sites_text(row.targets[borne], row.cible_detail)
    if row.bounded(borne):
        against = f" pour {before} (écart {_of(_signs(gap))})" if gap is not None else ""
        printed = f"imprimé {cell_text(row)}, lu {told} à cette borne{against}"
        return f"{printed}, {condition_text(row)}, {told_text(row)}"
    if gap is None:
        return f"{told} ({gap_text(row, borne=borne)})"
    held = reserves_text(row, but=("avenant",))
    held = "" if held in (WITHOUT, ONLY_VERSION) else f", {held.replace(' ; ', ', ')}"
    if comes_first(row, borne):
        alone = f"le tableau seul ({told} pour {before}) permettant {_of(gap_text(row))}"
        return f"annonce {declared_text(row)} ({told_lines(row)}), {alone}"
    return f"{told} pour {before} (écart {_of(gap_text(row, borne=borne))}{held})"


def _of(text: str) -> str:
    """«de +3», «nul», «de −9 à +4»."""
    if text == "0" or text.startswith("0 ("):
        return f"nul{text[1:]}"
    return text if text.startswith("de ") else f"de {text}"


def _foreseen(target: Interval | None, row: GapRow) -> str:
    if target is None:
        return "aucune implantation inscrite en cible" if dashed(row.cible_detail) else f"cible {NOT_STATED}"
    return _sites(target, "prévu")


def _authorised(row: GapRow, activite: Activite) -> str:
    if row.existing is None:
        return f"aucune implantation inscrite{_date(activite, feminine=True)}"
    return f"{_sites(row.existing, 'autorisé', noun=False)}{_date(activite)}"


def _date(activite: Activite, *, feminine: bool = False) -> str:
    if activite.existant_date:
        return f" au {activite.existant_date}"
    return " (existant imprimé sans date)" if not feminine else " (sans date imprimée)"


def _gap_words(gap: Interval, row: GapRow) -> str:
    if not gap.exact:
        return f"écart de {signed(gap.low)} à {signed(gap.high)}"
    if gap.low == 0:
        return "soit autant" if row.existing is None or row.existing.low else "soit aucun changement"
    return f"soit {abs(gap.low)} de {'plus' if gap.low > 0 else 'moins'}"


def _sites(count: Interval | None, word: str, *, noun: bool = True) -> str:
    if count is None:
        return NOT_STATED
    ending = plural(count.high)
    name = f"{NBSP}site{ending}" if noun else ""
    return f"{plain_count(count)}{name} {word}{ending}"


def plain_count(count: Interval) -> str:
    """`3`, `5 à 6`."""
    low, high = number_text(count.low, decimales=0), number_text(count.high, decimales=0)
    return low if count.exact else f"{low} à {high}"
