"""What the CTS and the CNR asked: every item, what takes it up, what is said when nothing does."""

from __future__ import annotations

import pandas as pd
import pytest

from charts.words.asked_words import NOT_TAKEN_UP
from tests.held import LIBRARY, library_of
from tests.written import as_html
from views.library import Library
from views.registry import view
from views.view import View

ITEMS = LIBRARY.items


def asked(library: Library = LIBRARY, **parameters: str) -> View:
    return view(library, "defis", {"vue": ["cts"], **{name: [value] for name, value in parameters.items()}})


@pytest.mark.parametrize(
    ("code", "counts"), [("09", (7, 16, 17)), ("34", (6, 10, 19)), ("46", (12, 10, 15)), ("48", (11, 11, 20))]
)
def test_each_list_is_whole_and_in_printed_order(code: str, counts: tuple[int, int, int]):
    for liste, number in zip(("enjeu", "defi_cts", "cnr"), counts, strict=True):
        assert [item.rang for item in ITEMS.asked(code, [liste])] == list(range(1, number + 1))
    assert len(ITEMS.asked(code)) == sum(counts)


def test_every_item_is_answered_or_said_to_be_without_an_objectif():
    shown = asked()
    table = shown.frames()["Demandes"]
    without = [not codes for codes in table["Objectifs qui la reprennent"]]
    assert (len(table), sum(without)) == (154, 75)
    assert table.loc[without, "Raison du lien"].eq(NOT_TAKEN_UP).all()
    body = as_html(shown.blocks)
    assert body.count("Aucun objectif de ce plan ne le reprend en toutes lettres.") == 75
    assert body.count("Raison du lien : ") == 79
    assert table["Ligne"].notna().all() and not pd.Index(table["Document"]).hasnans


def test_a_tie_names_an_objectif_of_the_same_plan_and_leads_to_it():
    for item in ITEMS.rows:
        assert all((item.departement, code) in LIBRARY.plans.sheets for code in item.lie_a)
        assert bool(item.lie_a) == bool(item.motif_lien)
    assert 'href="./defis?objectif=E3D2O4"' in as_html(asked(departement="09").blocks)


def test_the_vigilance_on_lavelanet_stands_beside_what_the_cts_asks():
    (item,) = [one for one in ITEMS.asked("09") if one.ligne == 854]
    assert "Lavelanet" in item.resume and not item.lie_a
    body = as_html(asked(departement="09").blocks)
    row = next(part for part in body.split("<tr>") if "Rouvrir les urgences du site de Lavelanet" in part)
    assert "Vigilance : Ariège : 3 structures des urgences" in row and ">854<" in row


def test_the_tie_is_said_to_be_ours_and_to_promise_nothing():
    body = as_html(asked().blocks)
    assert "aucun plan ne l&#39;écrit" in body and "ne dit pas qu&#39;elle est satisfaite" in body
    assert "une déduction, non une mention du texte" in body
    assert "lien" in asked().cover()["Lecture"]


def test_one_plan_is_open_and_several_are_folded():
    assert "<details" not in as_html(asked(departement="48").blocks)
    assert as_html(asked().blocks).count("<details") == 12


def test_departements_without_a_plan_are_said():
    assert "Aude, Aveyron" in as_html(asked().blocks)
    both = view(LIBRARY, "defis", {"vue": ["cts"], "departement": ["09", "11"]})
    assert "Aude : plan non chargé, rien n&#39;est connu ici" in as_html(both.blocks)
    assert asked(departement="11").title.startswith("Aucun plan chargé parmi ces départements")


def test_territoire_leads_there():
    body = as_html(view(LIBRARY, "territoire", {"departement": ["09"]}).blocks)
    assert 'href="./defis?vue=cts&amp;departement=09"' in body


@pytest.mark.parametrize("number", [0, 1, 13])
def test_any_number_of_plans_can_be_told(number: int):
    shown = asked(library_of(number))
    assert shown.title
    if number == 13:
        body = as_html(shown.blocks)
        assert "<details" not in body and body.count("./defis?vue=cts") == 13
