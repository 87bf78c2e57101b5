"""A gap in French words: the number, the sentence, the caution that goes with it.

A negative end of an interval is never called a closure; what a document does not date is
not dated; what cannot be compared says why.

Source: DESIGN.md, section 5, rules 3, 4, 9, 10 and 11; NOMENCLATURE.md, section 2.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.intervals import Interval
from analysis.supply import Activite, GapRow
from charts.french import NBSP, NOT_STATED, lower_first, number_text, plural
from loaders.schema import DEPARTEMENTS

BORNES = {"intervalle": "Les deux bornes", "basse": "Borne basse", "haute": "Borne haute"}
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

TOLD = "◇"
"""Mark of what the prose of a plan declares."""

CONCORDANCES = {"concorde": "concorde avec le tableau", "contredit": "diffère du tableau"}

BLANK_START = "Une case est vide"
_SHORT_REASONS = {
    "nouveau": "ligne nouvelle", "supprime": "reprise ailleurs", "scission": "se lit avec l'ensemble",
    "regroupement": "non comparable", "non_comparable": "non comparable",
}  # fmt: skip


def signed(number: int) -> str:
    """`3` -> `+3`, `-1` -> `−1`, `0` -> `0`."""
    return f"+{number}" if number > 0 else number_text(number, decimales=0)


def gap_text(row: GapRow, *, borne: str = "intervalle") -> str:
    """The gap in a few characters: `+3`, `0`, `de −9 à +4`, or why there is none."""
    gap = row.gaps[borne]
    if row.readings[borne] == "aucune":
        return "–"
    if gap is None:
        return short_reason(row)
    return signed(gap.low) if gap.exact else f"de {signed(gap.low)} à {signed(gap.high)}"


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
    return _plain(count)


def existing_text(row: GapRow) -> str:
    """What was authorised, or why no number stands there; «–» only where the document prints it."""
    if row.existing or dashed(row.existant_detail):
        return sites_text(row.existing, row.existant_detail)
    return "non comparable" if row.existant_detail else short_reason(row)


def target_text(row: GapRow, borne: str) -> str:
    """What is foreseen; a row that the new table does not print says where it is read."""
    target = row.targets[borne]
    return sites_text(target, row.cible_detail) if target or row.cible_detail else short_reason(row)


def gap_sentence(row: GapRow, activite: Activite, *, place: str, borne: str = "intervalle") -> str:
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
    target = row.targets[borne]
    if row.relation == "supprime":
        return f"{what} : {_sites(row.existing, 'autorisé')}{_date(activite)}, {lower_first(row.motif)}"
    said = f"{what} : {_foreseen(target, row, borne)}"
    if row.gaps[borne] is None:
        return f"{said} ; écart non chiffrable ({gap_text(row, borne=borne)})."
    authorised = _authorised(row, activite)
    return f"{said} pour {authorised}, {_gap_words(row.gaps[borne], row)}."


def short_sentence(rows: Sequence[GapRow], activite: Activite, *, borne: str) -> str:
    """One modalité in all its départements, in one sentence: foreseen for authorised, and the gap."""
    parts = []
    for row in rows:
        target, gap = row.targets[borne], row.gaps[borne]
        told = f"{DEPARTEMENTS[row.departement]} {sites_text(target, row.cible_detail)}"
        if row.readings[borne] == "aucune":
            told = f"{DEPARTEMENTS[row.departement]} aucun"
        elif row.relation == "supprime":
            told = f"{DEPARTEMENTS[row.departement]} {sites_text(row.existing)} autorisés, repris en médecine nucléaire"
        elif gap is None:
            told += f" ({gap_text(row, borne=borne)})"
        else:
            told += f" pour {sites_text(row.existing, ['–'])} (écart {_of(gap_text(row, borne=borne))})"
        parts.append(told)
    when = f"autorisés au {activite.existant_date}" if activite.existant_date else "autorisés, sans date imprimée"
    return f"{rows[0].libelle}, sites prévus pour sites {when} : {' ; '.join(parts)}."


def _of(text: str) -> str:
    """«de +3», «nul», «de −9 à +4»."""
    return "nul" if text == "0" else text if text.startswith("de ") else f"de {text}"


def announced_text(row: GapRow) -> str:
    """What the prose of the plan declares for a row, in a few words; empty when it says nothing."""
    if row.ligne_annonce is None:
        return ""
    if row.concordance == "contredit":
        return f"{TOLD} diffère"
    if row.ecart_annonce:
        return f"{TOLD} {signed(row.ecart_annonce)}"
    if row.ecart_annonce is None and row.cible_annoncee is not None:
        return f"{TOLD} {row.cible_annoncee} site{plural(row.cible_annoncee)}"
    return f"{TOLD} {'création' if row.nature_annonce == 'creation' else row.nature_annonce}"


def _foreseen(target: Interval | None, row: GapRow, borne: str) -> str:
    if target is None:
        return "aucune implantation inscrite en cible" if dashed(row.cible_detail) else f"cible {NOT_STATED}"
    whole = row.targets["intervalle"]
    end = "" if borne == "intervalle" or whole is None or whole.exact else f" (borne {borne} de {_plain(whole)})"
    return _sites(target, "prévu") + end


def _authorised(row: GapRow, activite: Activite) -> str:
    if row.existing is None:
        return f"aucune implantation inscrite{_date(activite, feminine=True)}"
    return f"{_sites(row.existing, 'autorisé', noun=False)}{_date(activite)}"


def _date(activite: Activite, *, feminine: bool = False) -> str:
    if activite.existant_date:
        return f" au {activite.existant_date}"
    return " (existant imprimé sans date)" if not feminine else " (sans date imprimée)"


def _gap_words(gap: Interval | None, row: GapRow) -> str:
    assert gap is not None
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
    return f"{_plain(count)}{name} {word}{ending}"


def _plain(count: Interval) -> str:
    low, high = number_text(count.low, decimales=0), number_text(count.high, decimales=0)
    return low if count.exact else f"{low} à {high}"
