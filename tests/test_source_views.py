"""«Données et sources» as values: a table by pages, its files whole, every table as stored."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.search import search
from charts.blocks.spine import source_link
from charts.drawings.text_width import SLACK, text_width
from exports.html import written
from exports.rows import _columns, rows_table
from exports.twins import twin
from loaders.schema import TABLES
from tests.held import LIBRARY
from tests.test_pages import html, run
from tests.test_sheet import text_of
from views.address import Address, filled
from views.registry import view
from views.sources import page
from views.sources.contents import items_table
from views.sources.views import KINDS, NO_VALUE, NOTHING, PAGE_ROWS, choices, tried
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
    assert sum(map(rows_of, pages)) == len(table.lines)
    assert all(0 < rows_of(shown) <= PAGE_ROWS for shown in pages)
    said = [re.search("<caption>(.*?)</caption>", shown)[1] for shown in pages]
    assert len(table.lines) == len(frame) or table.grouped
    ranges = [tuple(map(int, re.findall(r"de (\d+) à (\d+)", text)[0])) for text in said] if len(pages) > 1 else []
    assert all(f" : {len(frame)} ligne" in text for text in said)
    assert [start for start, _ in ranges[1:]] == [end + 1 for _, end in ranges[:-1]]
    assert not ranges or (ranges[0][0], ranges[-1][1]) == (1, len(table.lines))


def test_a_text_of_the_oqos_is_one_row_with_every_line_that_prints_it():
    view = opened(vue="textes")
    (table,) = view.tables
    frame, lines = table.frame, table.lines
    assert len(lines) == len(frame.drop_duplicates(["Nature", "Ce qui est dit"])) < len(frame)
    assert f"{len(frame)} lignes en {len(lines)} textes" in str(twin(table))
    for name in ("Département", "Activité", "Ligne du tableau"):
        assert set(frame[name]) == {one for cell in lines[name] for one in cell}
    held = set()
    for place in (one for cell in lines["Source"] for one in cell):
        name, _, said = place.partition(", ligne")
        for numbers in re.findall(r"\d+ à \d+|\d+", said):
            first, last = (numbers.split(" à ") * 2)[:2]
            held |= {(name, line) for line in range(int(first), int(last) + 1)}
    assert held == set(zip(frame["Département"], frame["Ligne"], strict=True))


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


def words_of(frame) -> list[str]:
    return [" ".join(map(str, row)) for row in frame.itertuples(index=False)]


def test_the_page_opens_on_a_search_over_values_and_old_addresses_keep_their_view():
    assert opened().kind == opened(departement="48").kind == "chercher"
    for name, value in {"mots": "EHPAD", "theme": "precarite", "indicateur": "taux_pauvrete"}.items():
        assert opened(**{name: value}).kind == "dictionnaire"
    assert opened(vue="chercher", mots="EHPAD").parameters == {**opened().parameters, "mots": "EHPAD"}
    text = html(run("pages/sources.py"))
    assert all(f'href="./sources?vue={vue}"' in text for vue in KINDS if vue != "chercher")
    assert all(words in text for words in tried(LIBRARY))


def test_every_example_of_the_page_finds_values():
    assert all(len(opened(vue="chercher", mots=words).tables[0].frame) for words in tried(LIBRARY))


def test_values_cells_and_lines_are_all_in_the_search():
    frame = opened(vue="chercher").tables[0].frame
    data = LIBRARY.dataset
    assert len(frame) == len(data.valeurs) + len(data.oqos) + len(data.items)
    assert not frame[["Territoire", "Valeur imprimée", "Année, date ou colonne", "Source"]].isna().any(axis=None)


def test_words_and_a_departement_give_its_value_with_year_and_place():
    frame = opened(vue="chercher", mots="taux de pauvreté Aude").tables[0].frame
    first = frame.iloc[0]
    assert (first["Ce qui est compté ou dit"], first["Territoire"]) == ("Taux de pauvreté", "Aude")
    assert (first["Valeur imprimée"].replace("\u00a0", " "), first["Année, date ou colonne"]) == ("20,8 %", "2021")
    assert set(frame["Territoire"]) == {"Aude"}
    cells = opened(vue="chercher", mots="dialyse", departement="34").tables[0].frame
    assert set(cells["Code"]) == {"34"} and {"autorisé au 01/06/2023", "prévu (cible)"} <= set(
        cells["Année, date ou colonne"]
    )
    assert cells["Source"].str.contains("ligne").all()


def test_a_search_says_how_many_values_of_which_tables_and_says_when_there_is_none():
    view = opened(vue="chercher", mots="aidants")
    counts = view.tables[0].frame["Table"].value_counts()
    assert len(counts) > 1 and view.title == f"Valeurs trouvées pour «aidants» : {counts.sum()} lignes"
    assert all(f"{count} dans «{name}»" in view.blocks[0].words for name, count in counts.items())
    assert [block.words for block in opened(vue="chercher", mots="zzzz").blocks] == [NO_VALUE]


@pytest.mark.parametrize("vue", LISTED)
def test_a_long_table_has_few_columns_and_names_each_cell(vue):
    (table,) = opened(vue=vue).tables
    shown = str(twin(table))
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', shown)
    row = shown.split("<tbody")[1].split("</tr>")[0]
    assert 2 <= len(heads) <= 8 and re.findall('data-nom="([^"]*)"', row) == heads
    shares = [float(share) for share in re.findall(r"width:([\d.]+)%", shown)]
    assert len(shares) == len(heads) and abs(sum(shares) - 100) < 1


@pytest.mark.parametrize("vue", [vue for vue, kind in KINDS.items() if kind.rows and vue != "tables"])
def test_a_column_of_a_long_table_holds_its_longest_word_on_a_projector(vue):
    for table in opened(vue=vue, **({"mots": "pauvreté"} if vue == "chercher" else {})).tables:
        if not table.rows or table.frame.empty:
            continue
        frame = table.lines.head(table.rows)
        columns = _columns(table.on_screen(frame) if table.on_screen else frame, table.numbers)
        assert sum(column.share for column in columns) == pytest.approx(1)
        for rank, column in enumerate(columns):
            for word in {word for text in column.texts for word in re.split(r"[\s/-]", text)}:
                if (wide := text_width(word, size=16, bold=not rank) / SLACK) < 175:
                    assert wide <= column.share * 976 - 16, (column.name, word)


def test_a_text_longer_than_two_lines_is_whole_in_its_cell_with_a_way_to_unfold_it():
    text = "mot " * 60
    frame = pd.DataFrame({"Nom": ["court", "autre"], "Texte": [text, "bref"], "Note": ["", "à savoir"]})
    shown = str(rows_table(frame, caption="Essai"))
    assert shown.count("<details><summary>") == 1
    assert re.search(r'<span class="texte">(mot )+</span><details>', shown)
    assert shown.count('class="rien"') == 1  # an empty remark: a card leaves it out


# ---------------------------------------------------------------- one indicateur


@pytest.mark.parametrize("vue", ["valeurs", "dictionnaire", "chercher"])
def test_an_indicateur_of_an_address_keeps_its_rows_alone_in_readable_words(vue: str) -> None:
    found = view(LIBRARY, "sources", {"vue": [vue], "indicateur": ["taux_pauvrete"]})
    frame = found.tables[0].frame
    assert set(frame["Identifiant"]) == {"taux_pauvrete"} and found.title.startswith("Taux de pauvreté, ")
    assert found.parameters["mots"] == "" and found.parameters["indicateur"] == "taux_pauvrete"
    told = text_of(str(written(found.lead())))
    assert told == "Indicateur : Taux de pauvreté, seul. Tous les indicateurs"
    assert 'href="./sources?vue=' in str(written(found.lead())) and "indicateur=" not in str(written(found.lead()))
    assert found.ways()["Contient les mots" if vue != "chercher" else "Chercher une valeur"]["*"]["indicateur"] == ""


def test_the_source_of_a_figure_leads_to_its_own_row() -> None:
    shown = LIBRARY.territory("46")
    row = next(row for row in shown.profile.key_rows if row.key.indicateur == "taux_pauvrete")
    assert row.value is not None
    way = source_link(row.value, code="46")
    frame = view(LIBRARY, way.page, filled(dict(way.parameters))).tables[0].frame
    assert list(frame["Valeur imprimée"]) == ["15,3"] and list(frame["Territoire"]) == ["Lot"]


def test_every_source_of_a_page_leads_to_rows_of_its_indicateur() -> None:
    for row in LIBRARY.territory("48").profile.rows:
        for value in (row.value, *row.beside, *row.competing):
            if value is None:
                continue
            way = source_link(value, code="48")
            frame = view(LIBRARY, way.page, filled(dict(way.parameters))).tables[0].frame
            assert value.brut in list(frame["Valeur imprimée"]), value
            assert set(frame["Identifiant"]) == {value.indicateur}


def test_other_words_are_sought_among_all() -> None:
    app = run("pages/sources.py", vue="valeurs", indicateur="taux_pauvrete")
    assert app.text_input(key="sources-mots").value == "" and "Taux de pauvreté, seul" in html(app)
    app.text_input(key="sources-mots").set_value("CPTS").run()
    assert "seul. " not in html(app) and "indicateur" not in app.query_params
    assert app.query_params["mots"] in ("CPTS", ["CPTS"])
