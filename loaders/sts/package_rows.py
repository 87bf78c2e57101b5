"""The rows of a package: what each column of each CSV may hold, and how a row is named.

A package comes from anybody: each cell is checked, and its refusal says what, where and what to do.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.sts.output import DEFIS, ITEMS, KEY, OBJECTIFS, OQOS
from loaders.sts.package_report import package_refused
from loaders.sts.values import UNREAD, read_value
from loaders.sts.vocabulary import load_vocabulary

Row = Mapping[str, str]
"""One row as its CSV holds it: lists joined by «|», an unknown is empty."""

CORRECTIONS = ["table", "cle", "colonne", "avant", "apres", "qui", "quand", "pourquoi"]
LONGEST_CELL = 4000
_NOT_TEXT = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_SAID = {"qui": 80, "pourquoi": 500}
_LISTS = ("enjeu", "defi_cts", "cnr", "engagement_cd", "resultat", "action")
_INTEGER = re.compile(r"[0-9]{1,6}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?)?", re.ASCII)
_DEFI = re.compile(r"E[1-6]D[0-9]", re.ASCII)
_SHEET = re.compile(r"E[1-6]D[0-9]O[0-9]{1,2}", re.ASCII)
_SHEETS_LISTS = ("resultat", "action")


@dataclass(frozen=True)
class TableForm:
    """What one CSV holds.

    Attributes:
        key: columns that name a row.
        integers: columns of whole numbers; those of `empty` may be empty.
        corrected: columns that a person may correct.
    """

    columns: Sequence[str]
    key: tuple[str, ...]
    integers: frozenset[str]
    empty: frozenset[str]
    corrected: frozenset[str]
    most: int


FORMS: dict[str, TableForm] = {
    "oqos": TableForm(
        OQOS, KEY,
        frozenset({"ordre", "valeur_min", "valeur_max", "asterisques", "ligne"}),
        frozenset({"groupe", "libelle", "brut", "valeur_min", "valeur_max", "note"}), frozenset({"brut", "note"}), 3000,
    ),
    "objectifs": TableForm(
        OBJECTIFS, ("code",), frozenset({"nb_resultats_attendus", "nb_actions", "ligne"}),
        frozenset({"code_imprime", "themes", "parcours", "mots_cles", "nb_resultats_attendus", "nb_actions"}),
        frozenset({"titre_objectif", "themes", "parcours", "mots_cles", "nb_resultats_attendus", "nb_actions"}), 500,
    ),
    "defis": TableForm(
        DEFIS, ("code",), frozenset({"ligne"}), frozenset({"themes", "parcours", "mots_cles"}),
        frozenset({"titre", "themes", "parcours", "mots_cles"}), 100,
    ),
    "items": TableForm(
        ITEMS, ("code", "liste", "rang"), frozenset({"rang", "ligne"}), frozenset({"code"}), frozenset({"texte"}), 5000,
    ),
    "corrections": TableForm(
        CORRECTIONS, (), frozenset(), frozenset({"avant", "apres"}), frozenset(), 2000,
    ),
}  # fmt: skip
"""Tables of a package, each the CSV of its name."""

READ_TABLES = ("oqos", "objectifs", "defis", "items")


def row_key(table: str, row: Row) -> str:
    """How a row is named in a correction: the cells of its key, joined by «|»."""
    return "|".join(row[name] for name in FORMS[table].key)


def check_rows(table: str, rows: Sequence[Row], *, departement: str, where: str) -> None:
    """Refuse the first row that holds what its table may not.

    Raises:
        ReadingError: names the file, the row, the column.
    """
    form = FORMS[table]
    seen: set[str] = set()
    if len(rows) > form.most:
        raise package_refused(f"La table «{table}» compte plus de {form.most} lignes", where)
    for rank, row in enumerate(rows, start=2):
        place = f"{where}, ligne {rank}"
        for name in form.columns:
            _check_cell(form, name, row[name], f"{place}, colonne {name}")
        if "departement" in row and (row["departement"], row["document"]) != (departement, f"sts-{departement}"):
            raise package_refused(f"La ligne n'est pas celle du plan {departement}", place)
        _CHECKS[table](row, place)
        if form.key and (key := row_key(table, row)) in seen:
            raise package_refused(f"Deux lignes portent la même clé «{key}»", place)
        seen.add(row_key(table, row))


def _check_cell(form: TableForm, name: str, text: str, place: str) -> None:
    if len(text) > LONGEST_CELL:
        raise package_refused(f"Une cellule compte plus de {LONGEST_CELL} signes", place)
    if _NOT_TEXT.search(text):
        raise package_refused("Une cellule porte un signe qui n'est pas du texte", place)
    if not text and name not in form.empty:
        raise package_refused("Une cellule obligatoire est vide", place)
    if text and name in form.integers and not _INTEGER.fullmatch(text):
        raise package_refused(f"«{text[:20]}» n'est pas un nombre entier", place)


def _check_oqos(row: Row, place: str) -> None:
    if (row["activite"], row["regime"], row["groupe"], row["modalite"]) not in _known_rows():
        raise package_refused(f"«{row['modalite'][:60]}» n'est pas une ligne connue de l'activité", place)
    if row["mesure"] not in _known_rows()[row["activite"], row["regime"], row["groupe"], row["modalite"]]:
        raise package_refused(f"La colonne «{row['mesure'][:40]}» n'est pas imprimée pour cette ligne", place)
    bounds = tuple(int(row[name]) if row[name] else None for name in ("valeur_min", "valeur_max"))
    printed = read_value(row["brut"])
    if bounds != ((None, None) if row["note"] == UNREAD else (printed.low, printed.high)):
        raise package_refused(f"Le nombre n'est pas celui que la case imprime («{row['brut'][:20]}»)", place)


def _check_sheet(row: Row, place: str) -> None:
    if not _SHEET.fullmatch(row["code"]):
        raise package_refused(f"«{row['code'][:20]}» n'est pas le code d'un objectif", place)


def _check_defi(row: Row, place: str) -> None:
    if not _DEFI.fullmatch(row["code"]):
        raise package_refused(f"«{row['code'][:20]}» n'est pas le code d'un défi", place)


def _check_item(row: Row, place: str) -> None:
    if row["liste"] not in _LISTS:
        raise package_refused(f"«{row['liste'][:20]}» n'est pas une liste connue", place)
    if bool(row["code"]) != (row["liste"] in _SHEETS_LISTS) or (row["code"] and not _SHEET.fullmatch(row["code"])):
        raise package_refused(f"Le code «{row['code'][:20]}» ne va pas avec la liste «{row['liste']}»", place)


def _check_correction(row: Row, place: str) -> None:
    form = FORMS.get(row["table"]) if row["table"] in READ_TABLES else None
    if form is None or row["colonne"] not in form.corrected:
        raise package_refused(f"«{row['colonne'][:30]}» de «{row['table'][:30]}» ne se corrige pas", place)
    if row["colonne"] == "note" and row["apres"] != UNREAD:
        raise package_refused(f"La note d'une cellule laissée sans valeur est «{UNREAD}»", place)
    if not _DAY.fullmatch(row["quand"]):
        raise package_refused(f"«{row['quand'][:30]}» n'est pas une date AAAA-MM-JJ", place)
    for name, most in _SAID.items():
        if not row[name].strip() or len(row[name]) > most:
            raise package_refused(f"Une correction dit «{name}», en {most} signes au plus", place)


_CHECKS: dict[str, Callable[[Row, str], None]] = {
    "oqos": _check_oqos, "objectifs": _check_sheet, "defis": _check_defi, "items": _check_item,
    "corrections": _check_correction,
}  # fmt: skip


@cache
def _known_rows() -> Mapping[tuple[str, str, str, str], tuple[str, ...]]:
    """Measures of each known row."""
    return {(row.activite, row.regime, row.groupe, row.modalite): row.measures for row in load_vocabulary().rows}
