"""The page of défis as Streamlit runs it, without a browser: its views, its controls, its address."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from charts.blocks.records import Grid, Part, notice, plain
from charts.drawings.pictures import Matrix
from exports.html import written
from loaders.dataset import load_geojson
from shell import library as data
from tests.held import DATA, library_of
from tests.test_pages import html, run, spaced
from views.address import filled
from views.defis.page import COMMON, VIEWS, shown
from views.defis.state import DefiState
from views.defis.views import KINDS, followed
from views.library import Library
from views.registry import view
from views.view import PICTURE

PAGE = "pages/defis.py"
each_view = pytest.mark.parametrize("vue", VIEWS)


def open_view(**query: str | list[str]) -> AppTest:
    return run(PAGE, **query)


def address(app: AppTest) -> dict[str, list[str]]:
    return {name: values if isinstance(values, list) else [values] for name, values in app.query_params.items()}


def grid(app: AppTest) -> dict[str, Any]:
    return next(
        sent for sent in (json.loads(spaced(b.proto.json)) for b in app.get("bidi_component")) if "lignes" in sent
    )


def alerts(app: AppTest) -> list[str]:
    return re.findall(r'role="alert">(.*?)</p>', html(app))


@each_view
def test_view_says_its_finding_its_source_and_keeps_its_address(vue: str):
    app = open_view(vue=vue)
    assert "Source : ARS Occitanie, schémas territoriaux de santé 2023-2028, pages " in html(app)
    assert app.segmented_control(key="defis-vue").value == vue
    assert alerts(app) == []


def test_matrix_opens_first_with_all_departements():
    table = grid(open_view())
    assert table["colonnes"] == ["Ariège", "Hérault", "Lot", "Lozère"]
    assert table["absents"]["texte"] == "9 plans non chargés"
    assert all(name in table["absents"]["titre"] for name in ("Aude", "Tarn-et-Garonne"))


def test_settings_beyond_the_bar_say_how_many_are_set():
    app = open_view(public="parents", mots="soins")
    assert "Plus de réglages (2)" in [block.proto.popover.label for block in app.get("popover")]
    app.text_input(key="defis-mots").set_value("").run()
    assert "Plus de réglages (1)" in [block.proto.popover.label for block in app.get("popover")]
    assert address(app) == {"public": ["parents"]}


def test_lists_that_answer_a_filter_of_lines_are_open():
    found = html(open_view(defi="E1D4", acteur="cpts"))
    assert "<details open><summary>Résultats attendus" in found and "autres lignes</summary>" not in found
    assert "<details open" not in html(open_view(defi="E1D4"))


def test_cell_opens_the_defi_side_by_side():
    app = open_view()
    app.session_state["defis-grille"] = {"choix": "E5D4:34"}
    app.run()
    assert not app.exception
    assert app.selectbox(key="defis-defi").value == "E5D4"
    assert "Non priorisé dans ce schéma territorial, le schéma régional s'y applique." in html(app)
    assert address(app)["defi"] == ["E5D4"]


def test_address_restores_a_comparison():
    app = open_view(defi="E1D4", departement=["46", "48"])
    text = html(app)
    assert "Objectif E1D4O6, commun à Lot et Lozère" in text
    assert "<del>" in text
    assert app.multiselect(key="defis-departements").value == ["46", "48"]
    assert address(app) == {"defi": ["E1D4"], "departement": ["46", "48"]}


def test_naming_an_objectif_opens_who_bears_it():
    app = open_view(objectif="E3D1O5")
    assert "E3D1O5 est porté par trois plans sur quatre" in html(app)
    app.selectbox(key="defis-objectif").set_value("E1D5O4").run()
    assert "E1D5O4 n'est porté que par un plan" in html(app)
    assert address(app)["objectif"] == ["E1D5O4"]


def test_naming_an_action_opens_who_else_does_it():
    app = open_view(action="09-E3D1O5-01")
    assert app.selectbox(key="defis-objectif").value == "E3D1O5"
    app.selectbox(key="defis-action").set_value("46-E3D1O5-02").run()
    assert address(app)["action"] == ["46-E3D1O5-02"]
    app.selectbox(key="defis-objectif").set_value("E6D4O4").run()
    assert address(app)["action"][0][3:9] == "E6D4O4"
    assert app.selectbox(key="defis-action").value == address(app)["action"][0]


def test_filters_narrow_the_matrix_and_are_said():
    app = open_view(engagement="6", theme="Attractivité des métiers de la santé")
    assert [line["etiquette"] for line in grid(app)["lignes"]] == ["E6D3", "E6D4"]
    assert "étiquettes lues sur : fiches d'objectifs" in html(app)
    app.selectbox(key="defis-niveau").set_value("defi").run()
    assert "étiquettes lues sur : pages de défis" in html(app)
    assert address(app)["etiquettes"] == ["defi"]


def test_filter_without_result_says_what_to_do():
    app = open_view(mots="zzzz")
    assert alerts(app) == ["Aucun défi ne répond à ces filtres. Retirez un mot ou un filtre pour élargir."]


def test_comparison_of_an_engagement():
    app = open_view(vue="comparaison", engagement="6", defi="tous", departement=["34", "46"])
    text = html(app)
    tag = '<h3>[^<]+ <small class="etiquette">({})</small></h3>'
    assert re.findall(tag.format("E.D."), text) == ["E6D2", "E6D3", "E6D4"]


def test_one_plan_alone_asks_for_a_second():
    assert alerts(open_view(defi="E1D4", departement="09")) == [
        "Un seul plan chargé est choisi (Ariège) : ajoutez un département pour comparer."
    ]


def test_plan_that_is_not_loaded_is_said():
    app = open_view(defi="E1D4", departement=["09", "48", "31"])
    assert alerts(app) == ["Plan non chargé : Haute-Garonne. Rien n'est connu ici de ses défis ni de ses objectifs."]
    only = open_view(defi="E1D4", departement="31")
    assert "Aucun plan chargé parmi ces départements" in alerts(only)[1]


def test_tags_follow_the_engagements():
    app = open_view(vue="etiquettes", departement=["09", "48"])
    assert "Communs à Ariège et Lozère : dix thèmes et six parcours" in html(app)
    app.multiselect(key="defis-engagements").set_value(["6"]).run()
    assert "dix thèmes" not in html(app)
    assert address(app)["engagement"] == ["6"]


def test_tables_and_downloads_are_there():
    app = open_view(defi="E1D4", departement=["46", "48"])
    app.session_state["defis-tableaux-comparaison"] = True
    app.run()
    links = re.findall(r'<a data-fichier href="\./(\S+?)">(.*?)</a>', html(app))
    assert [label for _, label in links] == ["Télécharger en CSV", "Télécharger en XLSX", "Télécharger en JSON"]
    held = f"defi=E1D4&departement=46&departement=48&jeu={data.library().stamp}".split("&")
    assert [sorted(address.partition("?")[2].split("&")) for address, _ in links] == [sorted(held)] * 3
    assert "Fiches d'objectifs (trois lignes)" in html(app)


def test_wrong_parameters_are_said_in_one_line():
    app = open_view(
        defi="E9D9", objectif="E1", theme="Inconnu", parcours="x", departement="99", vue="autre", couleur="r"
    )
    assert len(alerts(app)) == 1
    assert "«defi=E9D9»" in alerts(app)[0]


@pytest.mark.parametrize(
    ("query", "vue"),
    [({}, "matrice"), ({"defi": ["E1D4"]}, "comparaison"), ({"objectif": ["E3D1O5"]}, "qui"),
     ({"defi": ["E1D4"], "objectif": ["E3D1O5"]}, "qui"), ({"defi": ["E1D4"], "vue": ["etiquettes"]}, "etiquettes")],
)  # fmt: skip
def test_what_an_address_names_opens_its_view(query: dict[str, list[str]], vue: str):
    assert view(data.library(), "defis", query).kind == vue


@each_view
def test_a_view_is_a_value_that_restores_itself(vue: str):
    held = data.library()
    first = view(held, "defis", {"vue": [vue], "departement": ["09", "48"], "engagement": ["3"]})
    again = view(held, "defis", filled(first.parameters))
    assert (again.kind, again.title, again.parameters) == (vue, first.title, first.parameters)
    assert written(again.blocks) == written(first.blocks)
    assert isinstance(first.picture, Matrix) == (vue == "matrice") == (PICTURE in first.blocks)
    assert first.titled == (vue != "comparaison")
    assert first.titled or "<h2>" in written(first.blocks)
    assert set(first.parameters) <= {*COMMON, *KINDS[vue].parameters}


def test_a_comparison_writes_the_defis_and_no_title():
    found = view(data.library(), "defis", {"defi": ["tous"], "engagement": ["6"]})
    told = [block for block in found.blocks if isinstance(block, Part)]
    assert [part.label[:4] for part in told] == ["E6D2", "E6D3", "E6D4"]
    grid = told[2].blocks[-1]
    assert isinstance(grid, Grid) and grid.label == "E6D4 côte à côte"
    assert [plain(body[0].cells[0].words) for body in grid.bodies] == [
        "Le défi dans chaque plan",
        "Objectif E6D4O4, commun aux quatre",
        "Objectifs portés par un seul de ces plans",
    ]
    assert {(cell.heading, cell.columns) for body in grid.bodies for cell in body[0].cells} == {("rowgroup", 4)}


def test_a_view_without_a_result_says_why_and_nothing_else():
    found = view(data.library(), "defis", {"mots": ["zzzz"]})
    assert (found.tables, found.source, found.picture) == ((), "", None)
    assert found.blocks == (notice(found.title),)


@pytest.mark.parametrize("vue", ["etiquettes", "qui"])
def test_what_another_view_asks_is_not_read(vue: str):
    held = data.library()
    hidden = DefiState(vue, theme="PRAPS", parcours="Cancer", mots="zzzz")
    asked, bare = shown(hidden, held), shown(DefiState(vue), held)
    assert asked.parameters == bare.parameters
    assert asked.cover() == bare.cover()
    assert written(asked.blocks) == written(bare.blocks)


def test_links_follow_the_engagements_unless_they_would_hide_a_row():
    assert followed(DefiState("comparaison", engagements=("3",))) == ("3",)
    assert followed(DefiState("qui", engagements=("3", "6"), objectif="E3D1O5")) == ("3", "6")
    assert followed(DefiState("qui", engagements=("1",), objectif="E3D1O5")) == ()


def test_a_dash_is_seen_and_its_words_are_heard():
    tags = view(data.library(), "defis", {"vue": ["etiquettes"]})
    assert '<span aria-hidden="true">–</span><span class="hors-vue">non imprimé</span>' in written(tags.blocks)


@pytest.mark.parametrize("count", [0, 1, 13])
@each_view
def test_page_stands_with_any_number_of_plans(serve, count: int, vue: str):
    serve(library_of(count))
    app = open_view(vue=vue)
    assert not app.exception
    if count == 0 and vue in ("comparaison", "etiquettes", "qui"):
        assert "Aucun plan" in alerts(app)[0]


def test_more_than_four_plans_show_the_first_four(serve):
    serve(library_of(13))
    app = open_view(defi="E6D4", departement=["09", "11", "12", "30", "31"])
    assert alerts(app) == ["Quatre plans au plus tiennent côte à côte : les quatre premiers choisis sont montrés."]
    app = open_view()
    app.session_state["defis-grille"] = {"choix": "E6D4:82"}
    app.run()
    assert "82" in app.multiselect(key="defis-departements").value


def test_markup_of_a_title_is_inert(serve):
    bad = "<script>alert(1)</script>"
    sheets = DATA.objectifs_departements.assign(titre_objectif=bad, resume=bad)
    serve(Library(replace(DATA, objectifs_departements=sheets), load_geojson))
    app = open_view(defi="E6D4")
    assert "<script>" not in "".join(block.proto.body for block in app.get("html"))
