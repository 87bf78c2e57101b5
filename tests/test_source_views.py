"""«Données et sources» as values: a table by pages, its files whole, every table as stored."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.search import search
from exports.twins import twin
from loaders.schema import TABLES
from tests.held import LIBRARY
from tests.test_pages import html, run
from views.address import Address, filled
from views.sources import page
from views.sources.contents import items_table
from views.sources.views import KINDS, NOTHING, PAGE_ROWS, choices
from views.view import Table


def opened(**parameters: str):
    return page.view(LIBRARY, Address({name: [value] for name, value in parameters.items()}, LIBRARY.departements))


def rows_of(shown: str) -> int:
    return len(re.findall("<tr", shown)) - 1


def test_the_list_of_tables_says_how_much_each_holds_and_keeps_its_groups_together():
    words = choices(LIBRARY)
    for vue, kind in KINDS.items():
        frames = opened(vue=vue).frames().values()
        number = int(re.sub(r"\D", "", re.findall(r"\(([^)]*)\)$", words[vue])[0]))
        assert number == sum(map(len, frames)) and kind.group in words[vue]
    groups = [kind.group for kind in KINDS.values()]
    assert groups == sorted(groups, key=groups.index)


def test_every_table_is_narrowed_by_words():
    for vue in KINDS:
        if vue != "tables":
            assert "mots" in KINDS[vue].controls
            assert all(frame.empty for frame in opened(vue=vue, mots="zzzz").frames().values()), vue


@pytest.mark.parametrize("vue", KINDS)
def test_the_search_leads_to_each_table_by_its_name(vue):
    best = search(LIBRARY.search_index, KINDS[vue].label.partition(" : ")[0]).best[0]
    assert (best.entry.page, dict(best.parameters)["vue"]) == ("sources", vue)


@pytest.mark.parametrize(("name", "column"), [("liste", "liste"), ("nature", "nature"), ("public", "publics"),
                                              ("acteur", "acteurs")])  # fmt: skip
def test_a_filter_of_the_lists_keeps_the_lines_that_have_it(name, column):
    wanted = {"liste": "cnr", "nature": "formation", "public": "aidants", "acteur": "cpts"}[name]
    held = LIBRARY.dataset.items
    kept = held[[wanted == cell if name == "liste" else wanted in cell for cell in held[column]]]
    view = opened(vue="items", **{name: wanted})
    assert sorted(view.tables[0].frame["Ligne"]) == sorted(kept["ligne"]) and len(kept)
    assert view.parameters[name] == wanted and opened(vue="items", **{name: "rien"}).ignored == (f"{name}=rien",)
    assert name not in opened(vue="lieux").parameters


LISTED = [vue for vue in KINDS if vue not in ("tables", "reforme")]


@pytest.mark.parametrize("vue", LISTED)
def test_a_table_by_pages_shows_each_row_once_and_its_files_hold_all(vue):
    view = opened(vue=vue)
    (table,) = view.tables
    frame = KINDS[vue].rows(LIBRARY, page.read(Address({"vue": [vue]}, []), LIBRARY))
    assert table.frame.equals(frame) and table.rows == PAGE_ROWS
    pages = [str(twin(table, number)) for number in range(1, table.pages + 1)]
    assert sum(map(rows_of, pages)) == len(frame)
    assert all(0 < rows_of(shown) <= PAGE_ROWS for shown in pages)
    said = [re.search("<caption>(.*?)</caption>", shown)[1] for shown in pages]
    ranges = [tuple(map(int, re.findall(r"de (\d+) à (\d+)", text)[0])) for text in said] if len(pages) > 1 else []
    assert all(f" : {len(frame)} ligne" in text for text in said)
    assert [start for start, _ in ranges[1:]] == [end + 1 for _, end in ranges[:-1]]
    assert not ranges or (ranges[0][0], ranges[-1][1]) == (1, len(frame))


@given(count=st.integers(0, 130), rows=st.integers(0, 50))
def test_pages_are_as_many_as_needed(count: int, rows: int) -> None:
    frame = LIBRARY.dataset.valeurs.iloc[:count]
    pages = Table("Essai", lambda: frame, rows=rows).pages
    assert pages == 1 if not rows or count <= rows else (pages - 1) * rows < count <= pages * rows


def test_nothing_found_is_in_the_view_and_gives_no_table_on_the_page():
    view = opened(vue="valeurs", mots="zzzz")
    assert view.title == "Valeurs et leur place dans la source : aucune ligne"
    assert [block.words for block in view.blocks] == [NOTHING] and view.tables[0].frame.empty


@pytest.mark.parametrize("vue", KINDS)
def test_an_address_is_what_its_state_writes(vue):
    asked = {"vue": [vue], "departement": ["48", "09"], "engagement": ["3"], "theme": ["precarite"],
             "origine": ["plan"], "mots": ["soins"]} | ({"table": ["oqos"]} if vue == "tables" else {})  # fmt: skip
    address = Address(asked, LIBRARY.departements)
    state = page.read(address, LIBRARY)
    assert address.ignored == [] and filled(page.write(state, LIBRARY)) == asked
    assert page.shown(state, LIBRARY).parameters == page.write(state, LIBRARY)
    assert page.write(replace(state, table="oqos"), LIBRARY).get("table") == ("oqos" if vue == "tables" else None)


def test_a_table_that_does_not_exist_is_said():
    view = opened(vue="tables", table="rien")
    assert view.ignored == ("table=rien",) and view.tables[0].name == "tables"


@pytest.mark.parametrize("name", ["valeurs", "oqos"])
def test_a_stored_table_is_opened_by_its_address(name):
    view = opened(vue="tables", table=name)
    assert view.tables[0].frame is getattr(LIBRARY.dataset, name)
    assert view.title.startswith(f"{name} : {TABLES[name].row} : ")
    assert view.cover()["Table"] == f"{name} : {TABLES[name].row}"
    text = html(run("pages/sources.py", vue="tables", table=name))
    assert re.findall(r'<details data-volet="table-(\w+)" open>', text) == [name]
    assert text.count("<details") >= len(TABLES)


@pytest.mark.parametrize("vue", KINDS)
def test_the_page_gives_its_files_as_links_to_its_forms(vue):
    app = run("pages/sources.py", vue=vue, departement="48")
    assert len(app.get("download_button")) == 0
    links = re.findall(r'<a data-fichier href="\./sources\.(\w+)\?([^"]*)"', html(app))
    if vue == "tables":
        assert [form for form, _ in links] == ["csv", "xlsx", "parquet"] * len(TABLES)
    else:
        assert [form for form, _ in links] == ["csv", "xlsx", "json"]
        assert all(query.startswith(f"vue={vue}&departement=48&jeu=") for _, query in links)


def test_the_page_chosen_is_shown_and_left_when_the_filter_leaves_fewer():
    app = run("pages/sources.py", vue="valeurs")
    first = html(app)
    app.selectbox(key="page-valeurs").set_value(2).run()
    assert "de 41 à 80" in html(app) and html(app) != first
    app.multiselect(key="sources-departements").set_value(["48"])
    app.text_input(key="sources-mots").set_value("EHPAD").run()
    assert not app.exception and ", de 41" not in html(app)
    assert "".join(app.query_params["mots"]) == "EHPAD" and "page" not in app.query_params


def test_an_item_that_names_nobody_says_so_and_its_place_is_short(dataset) -> None:
    frame = items_table(dataset)
    named = dict(zip(zip(frame["Document"], frame["Ligne"], strict=True), frame["Publics"], strict=True))
    assert ["aucun nommé"] in named.values() and [] not in [*frame["Publics"], *frame["Acteurs"]]
    assert frame["Source"].str.fullmatch(r".+, ligne.\d+").all()
