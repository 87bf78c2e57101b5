"""The page of défis as Streamlit runs it, without a browser: its four views, its controls, its address."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from loaders.dataset import load_dataset
from shell import library as data
from tests.plan_sets import with_plans
from tests.test_pages import html, run, spaced
from views.defis.state import VIEWS

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


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch):
    """Serve another dataset than the committed one."""

    def use(dataset) -> None:
        monkeypatch.setattr(data, "load_dataset", lambda: dataset)
        data.clear()

    yield use
    monkeypatch.undo()
    data.clear()


@each_view
def test_view_says_its_finding_its_source_and_keeps_its_address(vue: str):
    app = open_view(vue=vue)
    assert "Source : ARS Occitanie, schémas territoriaux de santé 2023-2028, pages de défis" in html(app)
    assert app.segmented_control(key="defis-vue").value == vue
    assert alerts(app) == []


def test_matrix_opens_first_with_all_departements():
    table = grid(open_view())
    assert table["colonnes"][:4] == ["Ariège", "Hérault", "Lot", "Lozère"]
    assert len(table["colonnes"]) == 13
    assert table["etroites"] == list(range(4, 13))


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


def test_filters_narrow_the_matrix_and_are_said():
    app = open_view(engagement="6", theme="Attractivité des métiers de la santé")
    assert [line["titre"][:4] for line in grid(app)["lignes"]] == ["E6D3", "E6D4"]
    assert "étiquettes lues sur : fiches d'objectifs" in html(app)
    app.selectbox(key="defis-niveau").set_value("defi").run()
    assert "étiquettes lues sur : pages de défis" in html(app)
    assert address(app)["etiquettes"] == ["defi"]


def test_filter_without_result_says_what_to_do():
    app = open_view(mots="zzzz")
    assert alerts(app) == ["Aucun défi ne répond à ces filtres. Retirez un mot, un thème ou un parcours pour élargir."]


def test_comparison_of_an_engagement():
    app = open_view(vue="comparaison", engagement="6", defi="tous", departement=["34", "46"])
    text = html(app)
    assert [code for code in ("E6D2", "E6D3", "E6D4") if f">{code} " in text] == ["E6D2", "E6D3", "E6D4"]
    assert "E1D4 Renforcer" not in text


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
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Télécharger en CSV", "Télécharger en XLSX"]
    assert "Fiches d'objectifs (trois lignes)" in html(app)


def test_wrong_parameters_are_said_in_one_line():
    app = open_view(
        defi="E9D9", objectif="E1", theme="Inconnu", parcours="x", departement="99", vue="autre", couleur="r"
    )
    assert len(alerts(app)) == 1
    assert "«defi=E9D9»" in alerts(app)[0]


@pytest.mark.parametrize("count", [0, 1, 13])
@each_view
def test_page_stands_with_any_number_of_plans(serve, count: int, vue: str):
    serve(with_plans(load_dataset(), count))
    app = open_view(vue=vue)
    assert not app.exception
    if count == 0 and vue in ("comparaison", "etiquettes", "qui"):
        assert "Aucun plan" in alerts(app)[0]


def test_more_than_four_plans_show_the_first_four(serve):
    serve(with_plans(load_dataset(), 13))
    app = open_view(defi="E6D4", departement=["09", "11", "12", "30", "31"])
    assert alerts(app) == ["Quatre plans au plus tiennent côte à côte : les quatre premiers choisis sont montrés."]
    app = open_view()
    app.session_state["defis-grille"] = {"choix": "E6D4:82"}
    app.run()
    assert "82" in app.multiselect(key="defis-departements").value


def test_markup_of_a_title_is_inert(serve):
    bad = "<script>alert(1)</script>"
    dataset = load_dataset()
    serve(
        replace(dataset, objectifs_departements=dataset.objectifs_departements.assign(titre_objectif=bad, resume=bad))
    )
    app = open_view(defi="E6D4")
    assert "<script>" not in "".join(block.proto.body for block in app.get("html"))
