"""What holds a number back, in words: the reservations of a row, and how many numbers stand without any.

Source: DESIGN.md, section 5, rule 11; `analysis.reservations`.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.closed_sets import Borne
from analysis.reservations import OWN, Kind, Reservation
from analysis.supply import GapRow, Supply
from charts.words.coverage import STATUTS
from charts.words.french import date_text, plural
from charts.words.gap_bounds import NOT_COLLECTED_CONDITION, NOT_TOLD
from charts.words.gap_declared import HELD, TOLD, lines_of

WITHOUT, WITH = "sans réserve", "avec réserve"
WITHOUT_OTHER = "sans autre réserve"
"""Of a plan read in its consultation version, where that is said."""
ONLY_VERSION = f"version de consultation, {WITHOUT_OTHER}"
"""Of a row of such a plan that nothing else holds back."""

UNREAD_TEXT = "plan lu automatiquement, réserves de son texte non relevées"
"""Of every row of a plan whose prose nobody looked for."""

SIGNS: dict[Kind, str] = {
    "avenant": "†", "asterisque": "*", "possible": "possible", "differe": f"{TOLD} diffère",
    "explique": "expliqué", "automatique": "non relu",
}  # fmt: skip
"""Sign or word of each reservation where a drawing has no room for its sentence."""


def version_text(supply: Supply, departement: str) -> str:
    """«Version de consultation (juillet 2023)»: which text of the plan is read."""
    statut, date = supply.loaded_plans.versions[departement]
    said = STATUTS[statut][1] + (f" ({date_text(date)})" if date else "")
    return said[0].upper() + said[1:]


def reserve_text(reserve: Reservation, row: GapRow, *, whole: bool = False) -> str:
    """One reservation in a few words, with its line.

    Args:
        whole: also what the document says there, in our own words.
    """
    where = f", {lines_of(reserve.lignes)}" if reserve.lignes else ""
    words = f" : {reserve.words.rstrip('.')}" if reserve.words and whole else ""
    if reserve.kind == "automatique":
        return UNREAD_TEXT
    if reserve.kind == "avenant":
        return "révisé par l'avenant n°1 en 2025"
    if reserve.kind == "asterisque":
        where = where.replace("ligne", "note ligne")
        note = reserve.words.rstrip(".") or (NOT_COLLECTED_CONDITION if row.unread else NOT_TOLD)
        marked = "marqué d'un astérisque" if row.asterisques else "tableau marqué d'un astérisque"
        return f"astérisque : {note}{where}" if whole else f"{marked}{where}"
    if reserve.kind == "possible":
        held = row.nature_annonce in HELD
        return f"{'sous réserve' if held else 'seulement possible'} dans le texte{where}{words}"
    if reserve.kind == "differe":
        return f"diffère du texte du plan{where}{words}"
    if reserve.kind == "explique":
        return f"expliqué par le plan{where} : {reserve.words.rstrip('.')}"
    return f"version de consultation ({date_text(reserve.words)})"


def reserve_signs(row: GapRow) -> list[str]:
    """Each reservation of a row as a sign or a word, for a drawing whose legend says them; see SIGNS."""
    said = {**SIGNS, "possible": "sous réserve" if row.nature_annonce in HELD else SIGNS["possible"]}
    return list(dict.fromkeys(said[found.kind] for found in row.reservations if found.kind in OWN))


def signs_then_words(held: str) -> tuple[str, str]:
    """«† * sous réserve» as «† *» and «sous réserve»: signs have room beside a number, words under it."""
    signs = held.split(" ")
    rank = next((rank for rank, sign in enumerate(signs) if sign not in (SIGNS["avenant"], SIGNS["asterisque"])), None)
    return " ".join(signs[:rank]), " ".join(signs[rank:]) if rank is not None else ""


def reserves_text(row: GapRow, *, whole: bool = False, but: Sequence[str] = ()) -> str:
    """Every reservation of a row; «sans réserve» without any, the version of its plan when it is the only one.

    Args:
        whole: also what the document says there.
        but: kinds that are said elsewhere on the view.
    """
    kept = [found for found in row.reservations if found.kind not in ("consultation", *but)]
    told = [reserve_text(found, row, whole=whole) for found in kept]
    return " ; ".join(dict.fromkeys(told)) or (WITHOUT if row.reserved or not row.consulted else ONLY_VERSION)


def parted(rows: Sequence[GapRow], borne: Borne) -> tuple[list[GapRow], list[GapRow], list[GapRow]]:
    """Rows whose gap is a number: without reservation, with one, and by the bound alone."""
    printed = [row for row in rows if not row.supposed(borne)]
    return (
        [row for row in printed if not row.reserved],
        [row for row in printed if row.reserved],
        [row for row in rows if row.supposed(borne)],
    )


def numbered_text(rows: Sequence[GapRow], borne: Borne, *, version_said: bool = False) -> str:
    """How many gaps rise or fall, how many of them stand without reservation, to be said aloud; then those of a bound.

    «42 écarts en hausse ou en baisse. 8 sont sans réserve ; 34 en portent une»

    Args:
        version_said: the version of the plan stands just before: it is not said again, and the rest is shorter.
    """
    free, held, supposed = parted(rows, borne)
    count = len(free) + len(held)
    more = f" ; {supposed_text(supposed, borne)}" if supposed else ""
    if not count:
        return f"aucun écart en hausse ni en baisse{more}"
    head = f"{count} écart{plural(count)} en hausse ou en baisse"
    if version_said:
        return f"{head}, {free_text(free, version_said)} et {len(held)} {WITH}{more}"
    return f"{head}. {_shared_text(free, held)}{more}"


def _shared_text(free: Sequence[GapRow], held: Sequence[GapRow]) -> str:
    """«8 sont sans réserve, dont 3 en version de consultation ; 34 en portent une»."""
    if not free:
        return "Tous portent une réserve" if len(held) > 1 else "Il porte une réserve"
    consulted = sum(row.consulted for row in free)
    of = f"dont {consulted} " if consulted < len(free) else ""
    who = f", {of}en version de consultation" if consulted else ""
    if not held:
        return f"{'Tous sont' if len(free) > 1 else 'Il est'} {WITHOUT}{who}"
    others = f"{len(held)} en porte{'nt' if len(held) > 1 else ''} une"
    return f"{len(free)} {'sont' if len(free) > 1 else 'est'} {WITHOUT}{who} ; {others}"


def free_text(free: Sequence[GapRow], version_said: bool = False) -> str:
    """«8 sans réserve (3 dans un plan en version de consultation)»."""
    consulted = sum(row.consulted for row in free)
    if version_said:
        return f"{len(free) or 'aucun'} {WITHOUT_OTHER if consulted else WITHOUT}"
    who = f"{consulted} " if consulted < len(free) else ""
    many = f" ({who}dans un plan en version de consultation)" if consulted else ""
    return f"{len(free) or 'aucun'} {WITHOUT}{many}"


def supposed_text(supposed: Sequence[GapRow], borne: Borne) -> str:
    """«13 de plus par la seule borne basse (hypothèse)»."""
    return f"{len(supposed)} de plus par la seule borne {borne} (hypothèse)"
