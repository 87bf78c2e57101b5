"""A printed cell of a table: what it counts, its marks, or why it counts nothing.

A number never comes from a cell that is not wholly understood: its print is kept and said.

Source: DESIGN.md, section 7; NOMENCLATURE.md, section 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LARGEST, WIDEST = 99, 40
"""Beyond, a printed number or range is not believed: the plans read so far print 40 and «4/13» at most."""

UNREAD = "cellule non comprise, laissée sans valeur"
"""Note of a cell that prints something of which nothing is known."""

BULLETS = "•●▪■◦○‣∙·➢➤►▶❖✓✔\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf02d"
"""Signs that open an item or a rubric, those of the symbol faces of word processors included."""

BULLET = re.compile(rf"^(?:[{BULLETS}→*–—‑−-]|o(?=\s+[A-ZÀ-Ý«]))(?:\s+|$)")
DASH = r"[-–—‐‑‒―−]"
"""Pattern of a hyphen or a dash, whatever its length."""

_SEEN_LARGEST, _SEEN_WIDEST = 40, 9
_NUMBER = r"(?:0|[1-9][0-9]{0,2})"
_MARK = r"(?:\*{1,4}|\(\s?(?:[0-9]{1,2}|[a-z]|\*{1,4})\s?\)|[⁰¹²³⁴-⁹]{1,2}|[†‡§]{1,2})"
_CELL = rf"(?:{_NUMBER}(?:\s?/\s?{_NUMBER})?|{DASH})(?:\s?{_MARK}){{0,2}}"
_VALUE = re.compile(_CELL)
_PARTS = re.compile(rf"(?P<low>{_NUMBER})?(?:\s?/\s?(?P<high>{_NUMBER}))?{DASH}?(?P<marks>(?:\s?{_MARK}){{0,2}})")
_TAIL = re.compile(rf"(?:^|(?<=\s))({_CELL})\s*$")
_UNSAID = re.compile(
    r"(?:[0-9./…,;:?*†()=<>+x%–—-]+|à|a|ou|et|un|deux|trois|néant|neant|n[acdsr]\.?|nd|sans objet|non|renseignée?|"
    r"concernée?|communiquée?|aucune?|en cours|voir|note|env\.?|environ|\s)+",
    re.IGNORECASE,
)
_LONGEST = 24


@dataclass(frozen=True)
class Printed:
    """What a cell prints.

    Attributes:
        low, high: its bounds; None for a blank, a dash, or what is not understood.
        mark: its call of a note, as printed, or an empty string.
        doubt: why it counts nothing although something is printed, or an empty string.
        remark: what to check although it counts, or an empty string.
    """

    brut: str
    low: int | None = None
    high: int | None = None
    mark: str = ""
    doubt: str = ""
    remark: str = ""


def is_value(text: str) -> bool:
    """Whether a cell is wholly a number, a range or a dash, with or without a mark."""
    return bool(_VALUE.fullmatch(text))


def is_number(text: str) -> bool:
    """Whether a cell is one number, without a mark."""
    return bool(re.fullmatch(_NUMBER, text))


def value_at_end(text: str) -> tuple[str, str] | None:
    """The words before the value that ends a line, and that value."""
    found = _TAIL.search(text)
    return (text[: found.start()].strip(), found.group(1)) if found else None


def is_unsaid(text: str) -> bool:
    """Whether words after a label could be what its cell prints instead of a number («néant», «2 à 3»)."""
    return 0 < len(text) <= _LONGEST and bool(_UNSAID.fullmatch(text))


def read_value(brut: str) -> Printed:
    """What a cell prints; a dash is «-» whatever its length."""
    brut = " ".join(brut.split())
    if not brut:
        return Printed("")
    parts = _PARTS.fullmatch(brut) if is_value(brut) else None
    if parts is None:
        return Printed(brut, doubt=f"«{brut}» n'est pas un nombre compris")
    mark = parts["marks"].strip()
    if parts["low"] is None:
        return Printed(f"-{brut[1:]}", mark=mark)
    low, high = int(parts["low"]), int(parts["high"] or parts["low"])
    if low > high:
        return Printed(brut, mark=mark, doubt=f"fourchette «{brut}» imprimée à l'envers")
    if high > LARGEST or high - low > WIDEST:
        return Printed(brut, mark=mark, doubt=f"«{brut}» n'est pas vraisemblable")
    unseen = high > _SEEN_LARGEST or high - low > _SEEN_WIDEST
    remark = f"«{brut}» dépasse ce qu'impriment les plans déjà lus, à vérifier" if unseen else ""
    return Printed(brut, low, high, mark, remark=remark)


def note_of(printed: Printed, *, doubt: str = "") -> str:
    """The note of a cell, for the dataset: a blank is said of an empty cell only."""
    if doubt or printed.doubt:
        return UNREAD
    if not printed.brut:
        return "case vide dans le document"
    call = f"appel de note «{printed.mark}»" if printed.mark.strip("*") else ""
    return "tiret dans le document" if printed.low is None else call
