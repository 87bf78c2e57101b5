"""French typography of figures: one place for numbers, intervals, units and years."""

from __future__ import annotations

import math
import re

NBSP = "\u00a0"
NARROW = "\u202f"
NOT_STATED = "non renseigné"
YEAR_NOT_STATED = "année non précisée"

_WORDS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
          "onze", "douze", "treize")  # fmt: skip
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre")  # fmt: skip
_COMPARATORS = {"=": "", "~": "environ ", ">": "plus de ", "<": "moins de "}
COMPARATOR_WORDS = {"=": "égal à", "~": "environ", ">": "plus de", "<": "moins de"}
"""How a value stands to what is printed, in words: in a cell, a sign would be read as the start of a formula."""

_FEMININE = frozenset({"activité", "fiche", "ligne", "page"})
"""Nouns that a count agrees with; the others counted here are masculine."""

_BARE_UNITS = {"nombre", "rang", "coefficient", "zone"}


def printed_decimals(value: float) -> int:
    """Decimals of a stored value: 0 for 15.0, 2 for 0.05 (three at most)."""
    return next((d for d in (0, 1, 2) if abs(round(value, d) - value) < 1e-9), 3)


def number_text(value: float, *, decimales: int) -> str:
    """`1252904.0` -> `1 252 904`, `19.4` -> `19,4` (narrow no-break spaces, decimal comma)."""
    text = f"{value:,.{decimales}f}"
    if float(text.replace(",", "")) == 0:
        text = text.replace("-", "")
    return text.replace(",", NARROW).replace(".", ",").replace("-", "\u2212")


def unit_text(unite: str) -> str:
    """Unit as it follows a number, preceded by its no-break space; nothing for a plain count."""
    return "" if unite in _BARE_UNITS else f"{NBSP}{unite.replace('km2', 'km²')}"


def short_unit(unite: str) -> bool:
    """Whether the unit may follow each number of a sentence (`%`), or is said once at its end."""
    return len(unite) <= 4 or unite in _BARE_UNITS


def following_unit(unite: str) -> str:
    """A unit that may follow each number of a sentence, preceded by its no-break space; nothing for a longer one."""
    return unit_text(unite) if short_unit(unite) else ""


def interval_text(low: float, high: float, *, decimales: int, comparateur: str = "=") -> str:
    """A value with its comparator, or `de a à b` when the document prints an interval."""
    if math.isnan(low) or math.isnan(high):
        return NOT_STATED
    if low != high:
        return f"de {number_text(low, decimales=decimales)} à {number_text(high, decimales=decimales)}"
    return _COMPARATORS[comparateur] + number_text(low, decimales=decimales)


def from_text(text: str) -> str:
    """«de 37,2», «d'environ 0,6»: the low end of an extent, whose comparator may begin with a vowel."""
    return f"d'{text}" if text.startswith(_COMPARATORS["~"]) else f"de {text}"


def year_text(annee: object) -> str:
    """The year as printed; NA is said in words. `2024-T4` is read as a quarter."""
    if not isinstance(annee, str) or not annee:
        return YEAR_NOT_STATED
    year, _, quarter = annee.partition("-T")
    return f"{'1er' if quarter == '1' else f'{quarter}ᵉ'} trimestre {year}" if quarter else annee.replace("-", "\u2011")


def word_text(number: int) -> str:
    """`13` -> `treize`; numbers past thirteen stay figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def date_text(date: str) -> str:
    """`2023-07` -> `juillet 2023`, `2026-11-24` -> `24 novembre 2026`; other texts are kept."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?", date):
        return date
    parts = date.split("-")
    day = "" if len(parts) == 2 else ("1er " if parts[2] == "01" else f"{int(parts[2])} ")
    return f"{day}{_MONTHS[int(parts[1]) - 1]} {parts[0]}"


def count_text(number: int, *, noun: str = "département", capital: bool = False) -> str:
    """`3` -> `trois départements`, `1` -> `une fiche`; numbers past thirteen stay figures."""
    word = ("aucun" if number == 0 else word_text(number)) + ("e" if number < 2 and noun in _FEMININE else "")
    text = f"{word} {noun}" + ("s" if number > 1 and not noun.endswith("s") else "")
    return text[0].upper() + text[1:] if capital else text


def list_text(items: list[str]) -> str:
    """`a`, `a et b`, `a, b et c`."""
    return " et ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def lower_first(text: str) -> str:
    """A label inside a sentence: its first letter goes down, unless its first word is a code or an acronym."""
    first = text.split(" ")[0]
    code = first.isupper() or any(char.isdigit() for char in first)
    return text if code else text[:1].lower() + text[1:]


def plural(count: object) -> str:
    """«s» from two on: `1` -> nothing, `3` and `0 à 2` -> `s`."""
    return "" if str(count) in ("0", "1", "–") else "s"


def these_text(word: str, count: int) -> str:
    """`ce thème`, `chacun de ces thèmes`."""
    return f"ce {word}" if count == 1 else f"chacun de ces {word.removesuffix('s')}s"
