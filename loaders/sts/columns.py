"""The names of the columns of a table: zones, and what each of the others counts.

Source: DESIGN.md, section 7; NOMENCLATURE.md.
"""

from __future__ import annotations

import re

from loaders.sts.vocabulary import fold

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
