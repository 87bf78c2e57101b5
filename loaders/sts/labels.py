"""Labels that sheets print: known tags and titles, and how a column of tags or keywords is read.

Source: DESIGN.md, section 7; `etiquettes.csv`, `engagements.csv`, `defis.csv`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.sts.fiches import LINKS, Block
from loaders.sts.lines import Line
from loaders.sts.values import BULLETS
from loaders.sts.vocabulary import CURATED, fold

_WORD = re.compile(rf"[^\s,;.:&/(){BULLETS}→-][^\s,;.:&/(){BULLETS}→]*")
_PLURAL = re.compile(r"[sx]\b")
_MOST_KEYWORDS = 60


@dataclass(frozen=True)
class Labels:
    """Known labels, folded: tags to their canonical label, titles to their number or codes."""

    themes: Mapping[str, str]
    parcours: Mapping[str, str]
    engagements: Mapping[str, int]
    defis: Mapping[str, frozenset[str]]


@cache
def load_labels(folder: Path = CURATED) -> Labels:
    """Labels from `etiquettes.csv`, `engagements.csv` and `defis.csv`."""
    tags: dict[str, dict[str, str]] = {"theme": {}, "parcours": {}}
    for row in _read(folder / "etiquettes.csv"):
        for label in (row["libelle"], *filter(None, row["variantes"].split("|"))):
            tags[row["type"]][" ".join(fold(word) for word in _WORD.findall(label))] = row["libelle"]
    numbers = {title: int(row["engagement"]) for row in _read(folder / "engagements.csv") for title in _titles(row)}
    codes: dict[str, frozenset[str]] = {}
    for row in _read(folder / "defis.csv"):
        codes |= {title: codes.get(title, frozenset()) | {row["code"]} for title in _titles(row)}
    return Labels(tags["theme"], tags["parcours"], numbers, codes)


def known_labels(lines: Sequence[Line], known: Mapping[str, str]) -> dict[str, int]:
    """Labels of a column whose lines may be broken anywhere, with the line of each."""
    words = [(word, fold(word), line.number) for line in lines for word in _WORD.findall(line.text)]
    longest = max((key.count(" ") + 1 for key in known), default=1)
    tags: dict[str, int] = {}
    unknown: list[tuple[str, int]] = []
    start = 0
    while start <= len(words):
        keys = [" ".join(key for _, key, _ in words[start : start + width]) for width in range(longest, 0, -1)]
        key = next((key for key in keys if key in known), "")
        if unknown and (key or start == len(words) or words[start][0][:1].isupper()):
            tags.setdefault(" ".join(word for word, _ in unknown), unknown[0][1])
            unknown = []
        if key:
            tags.setdefault(known[key], words[start][2])
        elif start < len(words):
            unknown.append((words[start][0], words[start][2]))
        start += key.count(" ") + 1
    return tags


def keywords(block: Block) -> tuple[str, ...]:
    """Keywords, one a line; a broken one goes on after a linking word, or reads whole elsewhere in the sheet."""
    others = (line.text for name, run in block.rubrics.items() if name != "mots_cles" for line in run)
    body = _PLURAL.sub("", fold(" ".join(others)))
    found: list[str] = []
    for line in block.rubrics["mots_cles"][:_MOST_KEYWORDS]:
        text = line.text.lstrip(f"{BULLETS}→- ").strip(" ;,.")
        joined = f"{found[-1]} {text}" if found else ""
        broken = text[:1].islower() or (found and found[-1].split()[-1].casefold() in LINKS)
        if found and text and (broken or _PLURAL.sub("", fold(joined)) in body):
            found[-1] = joined
        elif text:
            found.append(text)
    return tuple(dict.fromkeys(found))


def _titles(row: Mapping[str, str]) -> list[str]:
    return [fold(title) for title in (row["libelle"], *row["autres_libelles"].split("|")) if title]


def _read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
