"""What plans print of their partnership with the conseil départemental, and the plans that print nothing of it."""

from __future__ import annotations

import pytest

from tests.held import LIBRARY, library_of
from tests.written import as_html
from views.registry import view
from views.territoire.views import printed
from views.view import View


def asked(page: str = "defis", **parameters: str) -> View:
    where = {"vue": "conseils", **parameters} if page == "defis" else parameters
    return view(LIBRARY, page, {name: [value] for name, value in where.items()})


def body(shown: View) -> str:
    return as_html(shown.blocks).replace("&#39;", "'")


def test_the_33_items_are_read_with_their_line():
    shown = asked()
    table = shown.frames()["Conseils départementaux"]
    assert table.groupby("Département").size().to_dict() == {"Hérault": 13, "Lot": 20}
    assert table["Ligne"].notna().all()
    text = body(shown)
    for said, line in zip(table["En nos propres mots"], table["Ligne"], strict=True):
        assert text.count(f"{said} (ligne {line})") == 1
    assert shown.title == (
        "Avec le conseil départemental, deux plans sur quatre, Hérault (13) et Lot (20) : 33 engagements ou constats, "
        "dont 10 nomment ensemble l'ARS et le conseil départemental"
    )


def test_a_quantity_or_a_date_is_said_where_one_is_printed():
    row = next(part for part in body(asked(departement="46")).split("<tr>") if "Centres Territoriaux" in part)
    assert "Quantité imprimée : 2 projets, puis un 3e." in row and "Date imprimée : 2024 ; 2026." in row
    assert body(asked()).count("Quantité imprimée : ") == 1


def test_plans_without_such_a_list_and_plans_not_loaded_are_said():
    text = body(asked())
    assert "Aucune liste de ce genre n'est imprimée dans les plans de l'Ariège et de la Lozère." in text
    assert "Aude, Aveyron" in text and "plan non chargé, rien n'est connu ici de son partenariat" in text
    assert asked(departement="09").title.startswith("Aucun plan chargé parmi ces départements")
    assert asked().cover()["Plans sans liste"].startswith("Aucune liste de ce genre")


@pytest.mark.parametrize(("code", "said"), [
    ("34", "13 engagements ou constats, dont 7 nomment ensemble"), ("46", "20 engagements ou constats, dont 3 nomment"),
    ("09", "aucune liste d'engagements ou de constats n'est imprimée dans ce plan"),
])  # fmt: skip
def test_territoire_its_sheet_and_its_tables_tell_it(code: str, said: str):
    page = asked("territoire", departement=code)
    assert said in body(page) and 'href="./defis?vue=conseils"' in body(page)
    paper = as_html(printed(LIBRARY.territory(code), LIBRARY.outlines, annexe=True)).replace("&#39;", "'")
    assert said in paper
    table = page.frames()["Conseil départemental"]
    items = LIBRARY.items.with_council(code)
    assert table["En nos propres mots"].tolist() == ([item.resume for item in items] or [said])


@pytest.mark.parametrize("number", [0, 1, 13])
def test_any_number_of_plans_can_be_told(number: int):
    shown = view(library_of(number), "defis", {"vue": ["conseils"]})
    assert shown.title and as_html(shown.blocks)
