"""The names of the columns of a table: zones, and what each of the others counts.

Source: DESIGN.md, section 7; NOMENCLATURE.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.sts.vocabulary import fold

STRONG = frozenset((
    "zone", "zones", "d'implantation", "modalite", "modalites", "mention", "mentions", "modalites/mentions", "existant",
    "existants", "bilan", "cible", "cibles", "equipements", "equipement", "materiels", "lourds", "implantations",
    "appareils", "hc", "htp",
))  # fmt: skip
WEAK = frozenset(("/", "au", "1er", "1ier", "juin", "2023", "01/06/2023", "01/06/", "1/06/2023"))
ORDINAL = re.compile(r"\b1 i?er\b")
PAIRS = (("hc", "htp"), ("implantations", "appareils"))
MEASURES = {
    "existant": re.compile(r"\b(?:existants?|bilan)\b"), "cible": re.compile(r"\bcibles?\b"),
    "hc": re.compile(r"\bhc\b"), "htp": re.compile(r"\bhtp\b"),
    "implantations": re.compile(r"(?<!d')\bimplantations\b"), "appareils": re.compile(r"\bappareils\b"),
}  # fmt: skip


def opens_heading_cell(text: str) -> bool:
    """Whether a cell begins with the name of the column of zones."""
    return bool(re.match(r"zones?(?: d'implantation\b|$)", fold(text)))


def measures_named(folded: str) -> tuple[str, ...]:
    """What the columns named in a folded text count, in its order («existant», «cible», «hc»…)."""
    places = [(found.start(), measure) for measure, pattern in MEASURES.items() if (found := pattern.search(folded))]
    return tuple(measure for _, measure in sorted(places))


def is_heading_text(text: str, *, after: bool = False) -> bool:
    """Whether words are only those of a heading; `after` another one, a date is enough."""
    words = ORDINAL.sub("1er", fold(text)).split()
    strong = [word for word in words if word in STRONG]
    return bool(words) and all(word in STRONG or word in WEAK for word in words) and (bool(strong) or after)


def ranked(order: Sequence[str], among: Sequence[str] | None = None) -> tuple[str, ...]:
    """Measures of an order that are told apart by rank: two of a pair, or existing sites and targets."""
    kept = [measure for measure in order if among is None or measure in among]
    pair = next((pair for pair in PAIRS if set(pair) <= set(kept)), ("existant", "cible"))
    return tuple(measure for measure in kept if measure in pair)


def names_two_columns(folded: str) -> bool:
    """Whether words name two columns that only their rank tells apart."""
    return len(ranked(measures_named(folded))) > 1
