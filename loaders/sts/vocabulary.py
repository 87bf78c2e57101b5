"""Vocabulary of the OQOS tables: titles of activités, groups and rows, with the variants seen.

Two reviewed CSV hold it (`data/curated/modalites.csv`, `titres_activites.csv`): a spelling
met in a new plan is added there, never in code.

Source: the OQOS part of the four plans; canonical spelling is that of the Hérault's plan.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from loaders.accents import unaccented
from loaders.sts.likeness import label_words
from loaders.sts.values import DASH

CURATED = Path(__file__).resolve().parents[2] / "data" / "curated"
_LONGEST_LINE = 400
NO_LABEL = "(sans libellé)"

_STARS = re.compile(r"\s*\*+")
_DASHES = re.compile(rf"\s*{DASH}\s*")
_PREFIX = re.compile(r"^activites? (?:de soins )?(?:: )?(?:de |en |d')?")


def fold(text: str) -> str:
    """Text for comparison: no case, accent, star, final stop, nor space around a hyphen."""
    return _folded(text) if len(text) < _LONGEST_LINE else _folded.__wrapped__(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    text = unaccented(text.casefold().replace("œ", "oe"))
    text = _DASHES.sub("-", _STARS.sub("", text).replace("’", "'"))
    return re.sub(r"\s+", " ", text).strip(" ;:.")


def fold_title(text: str) -> str:
    """Title of an activité for comparison: «Activité de soins de X» is «Activité de soins X»."""
    return _PREFIX.sub("activite ", fold(text))


@dataclass(frozen=True)
class Row:
    """One row that a table may print.

    Attributes:
        measures: what its columns count, in printed order (`existant`, `cible`…).
        labels: canonical label and variants, folded.
    """

    activite: str
    regime: str
    groupe: str
    modalite: str
    ordre: int
    measures: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """All known rows and titles.

    Attributes:
        titles: activité by folded title.
        names: the first known title of each activité, as printed.
    """

    rows: tuple[Row, ...]
    titles: dict[str, str] = field(hash=False)
    names: dict[str, str] = field(hash=False)

    def table(self, activite: str, regime: str) -> tuple[Row, ...]:
        """Rows of one table, in the document's order; empty when the table is unknown."""
        return tuple(row for row in self.rows if (row.activite, row.regime) == (activite, regime))

    def tables(self) -> list[tuple[str, str]]:
        """Every known (activité, régime)."""
        return list(dict.fromkeys((row.activite, row.regime) for row in self.rows))

    @property
    def activites(self) -> list[str]:
        return list(dict.fromkeys(row.activite for row in self.rows))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the labels and groups."""
        return label_words([text for row in self.rows for text in (fold(row.groupe), *row.labels)])

    def title(self, text: str, *, heading: bool) -> str | None:
        """The activité that a line names as its title, if it does.

        Args:
            heading: the line is a heading: the name alone («Chirurgie») is then enough.
        """
        folded = fold_title(text)
        found = self.titles.get(folded)
        if found is None and heading and not folded.startswith("activite "):
            found = self.titles.get(f"activite {folded}")
        return found


@cache
def load_vocabulary(folder: Path = CURATED) -> Vocabulary:
    """Vocabulary from the curated CSV."""
    rows = []
    for line in _read(folder / "modalites.csv"):
        labels = [line["modalite"], *filter(None, line["variantes"].split("|"))]
        folded = () if line["modalite"] == NO_LABEL else tuple(dict.fromkeys(fold(label) for label in labels))
        rows.append(
            Row(
                line["activite"],
                line["regime"],
                line["groupe"],
                line["modalite"],
                int(line["ordre"]),
                tuple(line["mesures"].split("|")),
                folded,
            )
        )
    printed = _read(folder / "titres_activites.csv")
    titles = {fold_title(line["titre"]): line["activite"] for line in printed}
    return Vocabulary(tuple(rows), titles, {line["activite"]: line["titre"] for line in reversed(printed)})


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
