"""Steering, evaluation, reform: what is printed and what is computed, and what the calendar alone says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analysis.steering import last_month
from charts.words.steering_words import NOT_KNOWN, not_printed_text
from loaders.dataset import load_dataset
from loaders.schema_contents import STEERING_SUBJECTS
from tests.held import LIBRARY
from tests.written import as_html
from views.library import Library
from views.registry import view

STEERING = LIBRARY.steering


def body(vue: str, **parameters: str) -> str:
    asked = {"vue": [vue], **{name: [value] for name, value in parameters.items()}}
    return as_html(view(LIBRARY, "sources", asked).blocks).replace("&#39;", "'")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("au cours du premier semestre 2024", (2024, 6)), ("printemps 2026", (2026, 6)), ("2028", (2028, 12)),
        ("automne 2025 au plus tard", (2025, 12)), ("2024 ; 2026 (troisième projet possible)", (2026, 12)),
        ("chaque année", None), ("", None),
    ],
)  # fmt: skip
def test_a_term_ends_with_its_whole_period(text: str, end: tuple[int, int] | None):
    assert last_month(text) == end


def test_every_date_is_printed_or_computed_and_says_how():
    for row in STEERING.announced:
        assert bool(row.quand_calcule) == bool(row.calcul)
        assert not row.quand_calcule or row.quand_imprime
    groups = STEERING.dated()
    assert [len(group) for group in groups] == [4, 1, 1, 1, 1, 1]
    page = body("piloter")
    assert page.count("calculé par nous : ") == 3
    assert "Ariège, ligne 6878 ; Hérault, ligne 2322 ; Lot, ligne 2252 ; Lozère, ligne 4204" in page


def test_what_is_past_is_told_at_the_date_of_the_dataset():
    dataset = load_dataset()
    for date, past in (("2024-01-15", 1), ("2026-06-30", 3), ("2026-07-01", 4), ("2029-01-01", 6)):
        held = Library(replace(dataset, jeu=dataset.jeu.assign(date=date))).steering
        assert sum(held.past(group[0]) for group in held.dated()) == past
    assert "À la date de ce jeu de données (28 novembre 2026), par le calendrier seul : quatre termes passés" in body(
        "piloter"
    )


def test_the_honest_sentence_is_said_with_its_counts():
    page = body("piloter")
    assert "Les plans n'impriment ni pilote, ni échéance, ni indicateur pour chaque objectif." in page
    assert "Sur 490 lignes de résultats attendus et d'actions, deux impriment une date et six impriment une" in page
    assert NOT_KNOWN in page
    assert not_printed_text(0, 0, 0).endswith("pour chaque objectif.")
    assert "aucune n'imprime de date et une imprime une quantité" in not_printed_text(3, 0, 1)


def test_every_announcement_is_in_the_table_with_its_line():
    frame = view(LIBRARY, "sources", {"vue": ["piloter"]}).frames()["Ce qui est annoncé"]
    assert len(frame) == len(LIBRARY.dataset.pilotage) == 75
    assert frame["Ligne"].notna().all()
    assert set(frame["Sujet"]) and set(LIBRARY.dataset.pilotage["sujet"]) <= set(STEERING_SUBJECTS)
    lot = view(LIBRARY, "sources", {"vue": ["piloter"], "departement": ["46"]}).frames()["Ce qui est annoncé"]
    assert set(lot["Territoire"]) == {"Occitanie", "Lot"}


def test_the_reform_gives_each_notion_its_lines_and_the_avenant_no_number_of_sites():
    page = body("reforme")
    for row in STEERING.notions:
        assert row.titre in page
    assert page.count("OQOS > Introduction".replace(">", "&gt;")) == 8
    frames = view(LIBRARY, "sources", {"vue": ["reforme"]}).frames()
    assert {name: len(frame) for name, frame in frames.items()} == {"Réforme": 8, "Avenant n°1": 14}
    facts = " ".join(frames["Avenant n°1"]["Fait"])
    assert not re.search(r"\d+ (site|implantation)", facts)


@pytest.mark.parametrize(
    ("page", "asked", "way"),
    [
        ("ecarts", {}, "reforme"), ("ecarts", {"activite": "irc"}, "reforme"), ("defis", {}, "piloter"),
        ("defis", {"vue": "comparaison"}, "piloter"), ("territoire", {"departement": "48"}, "piloter"),
        ("territoire", {"departement": "48"}, "reforme"),
    ],
)  # fmt: skip
def test_pages_lead_there(page: str, asked: dict[str, str], way: str):
    shown = view(LIBRARY, page, {name: [value] for name, value in asked.items()})
    assert f'href="./sources?vue={way}"' in as_html(shown.blocks)
