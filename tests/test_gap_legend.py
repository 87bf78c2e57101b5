"""Legends of the drawings of gaps: every sign and word that a cell holds is explained, and none that no cell holds."""

from __future__ import annotations

import re
from functools import cache

import pytest

from charts.blocks.gap_legend import cells_seen, signs_of
from charts.blocks.records import Bullets, Grid, Mark, Part
from charts.words.gap_words import BORNES
from tests.held import LIBRARY, SUPPLY, library_of
from views.registry import view

_RANGE = re.compile(r"(?:\bde )?[+−]?\d+ à [+−]?\d+")
_NUMBERS = re.compile(r"[+−]?\d+|\bet\b|\bnotes\b|[+,;()/…\s]")
"""What a cell holds besides its signs and words: numbers, ranges, what stands between them."""
VIEWS = [
    *[("changements", "", borne) for borne in BORNES],
    *[("departement", "", borne) for borne in BORNES],
    *[("activite", slug, borne) for slug in SUPPLY.activites for borne in BORNES],
]


@cache
def told(kind: str, slug: str, borne: str) -> tuple[list[str], str, list[str]]:
    """Signs and words of the legend, its whole text, the cells."""
    asked = {"vue": [kind], "borne": [borne], **({"activite": [slug]} if slug else {})}
    blocks = view(LIBRARY, "ecarts", asked).blocks
    legend = next(block for block in blocks if isinstance(block, Bullets) and "legende" in block.role)
    words = [item.words for item in legend.items]
    marks = [run.words for item in words if isinstance(item, tuple) for run in item if isinstance(run, Mark)]
    drawn = [block for block in blocks if isinstance(block, Grid | Part) and "table-" in block.role]
    text = " ".join(str(run) for item in words for run in (item if isinstance(item, tuple) else (item,)))
    cells = [" ".join(cell.split()) for cell in cells_seen(tuple(drawn))]
    return [part for mark in marks for part in str(mark).removesuffix(" :").split(", ")], text, cells


def unexplained(cell: str, marks: list[str], text: str) -> str:
    """What is left of a cell once its numbers and what the legend explains are taken away."""
    left = _RANGE.sub(" ", cell)
    for said, words in (("nombre", r"\d+ sites?"), ("fourchette", r"\d+ fourchettes?")):
        left = re.sub(words, " ", left) if said in text else left
    declared = [word for word in ("maintien", "baisse", "hausse") if word in text]
    for mark in sorted({*marks, *declared} - {"1"}, key=len, reverse=True):
        left = left.replace("imprimé" if mark.startswith("imprimé") else mark, " ")
    return _NUMBERS.sub("", left)


@pytest.mark.parametrize(("kind", "slug", "borne"), VIEWS)
def test_every_sign_and_word_of_a_cell_is_in_the_legend(kind, slug, borne):
    marks, text, cells = told(kind, slug, borne)
    assert cells and {cell: left for cell in cells if (left := unexplained(cell, marks, text))} == {}


@pytest.mark.parametrize(("kind", "slug", "borne"), VIEWS)
def test_the_legend_explains_nothing_that_no_cell_holds(kind, slug, borne):
    marks, _, cells = told(kind, slug, borne)
    whole = "\n".join(cells)
    held = {"imprimé 0/1": r"imprimé \d", "(0/1)": r"\(\d+ ?/", "(0/1…)": r"…\)", "de … à …": r"de [+−]?\d|fourchette",
            "1": r"\d", "–": r"^–"}  # fmt: skip
    assert marks == list(dict.fromkeys(marks))
    assert [mark for mark in marks if not re.search(held.get(mark, re.escape(mark)), whole, re.MULTILINE)] == []


def test_signs_are_told_by_name():
    cells = ("ensemble * ◇ maintien si…", "–", "+1 ◇ diffère", "nouvelle ◇ à mailler", "−1 (0/1…) ◇ 3 sites")
    said = {str(entry[0].words).removesuffix(" :"): entry[1] for entry in signs_of(cells)}
    assert said["–"] == " aucune implantation inscrite" and said["si…"] == " sous condition"
    assert said["◇"] == " texte du plan : nombre, maintien" and said["◇ diffère"] == " du tableau"
    assert said["à mailler"] == " sans nombre de sites" and "(0/1…)" in said and "possible" not in said
    assert signs_of(["+1", "0", "de −1 à +3"]) == []


def test_a_plan_read_by_the_machine_has_its_word_in_the_legend():
    library = library_of(13)
    blocks = view(library, "ecarts", {}).blocks
    legend = next(block for block in blocks if isinstance(block, Bullets))
    cells = " ".join(cells_seen(tuple(block for block in blocks if isinstance(block, Grid))))
    assert ("non relu" in cells) == any("non relu" in str(item.words) for item in legend.items)
