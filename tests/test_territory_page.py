"""The page of one département as Streamlit runs it, without a browser: choice, address, downloads, faults."""

from __future__ import annotations

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from loaders import dataset as loader
from loaders.dataset import load_dataset
from loaders.schema import DEPARTEMENTS
from shell import library as data
from tests.plan_sets import with_plans
from tests.test_pages import html, run, spaced

PAGE = "pages/territoire.py"


def address(app: AppTest) -> dict[str, list[str]]:
    return {name: values if isinstance(values, list) else [values] for name, values in app.query_params.items()}


def alerts(app: AppTest) -> list[str]:
    return re.findall(r'role="alert">(.*?)</p>', html(app))


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch):
    """Serve another dataset than the committed one."""

    def use(read) -> None:
        monkeypatch.setattr(data, "load_dataset", read)
        data.clear()

    yield use
    monkeypatch.undo()
    data.clear()


@pytest.mark.parametrize("code", ["09", "31", "34", "46", "48", "82"])
def test_each_departement_has_its_page(code: str):
    app = run(PAGE, departement=code)
    assert app.selectbox(key="territoire-departement").value == code
    assert f"<h2>{DEPARTEMENTS[code]} : parmi les chiffres clés, l'écart le plus net avec l'Occitanie" in html(app)
    assert alerts(app) == []


def test_page_opens_on_the_first_loaded_plan():
    app = run(PAGE)
    assert app.selectbox(key="territoire-departement").value == "09"
    assert address(app) == {}


def test_another_choice_changes_the_page_and_the_address():
    app = run(PAGE, departement="09", engagement="3")
    app.selectbox(key="territoire-departement").set_value("48").run()
    assert not app.exception
    assert "Schéma territorial de santé 2023-2028 de la Lozère, juillet 2023" in html(app)
    assert address(app) == {"departement": ["48"], "engagement": ["3"]}


def test_the_first_of_several_is_shown_and_the_others_are_kept():
    app = run(PAGE, departement=["46", "34"])
    assert app.selectbox(key="territoire-departement").value == "46"
    assert address(app) == {"departement": ["46", "34"]}


def test_theme_of_the_figures_is_kept_for_the_next_departement_and_in_the_address():
    app = run(PAGE, departement="09", theme="precarite")
    assert app.selectbox(key="territoire-chiffres").value == "precarite"
    app.selectbox(key="territoire-departement").set_value("48").run()
    assert "Conditions de vie et précarité : " in html(app)
    assert address(app) == {"departement": ["48"], "theme": ["precarite"]}
    assert "«theme=inconnu»" in alerts(run(PAGE, theme="inconnu"))[0]


def test_theme_without_a_figure_gives_way_to_the_key_ones():
    """Haute-Garonne has no plan, hence no figure of «Santé et environnement»."""
    app = run(PAGE, departement="31", theme="sante_environnement")
    assert app.selectbox(key="territoire-chiffres").value == ""
    assert "Chiffres clés (statistiques)" in html(app)


def test_three_downloads_are_offered():
    labels = [button.proto.label for button in run(PAGE).get("download_button")]
    assert labels == ["Fiche à imprimer", "Classeur XLSX", "Chiffres CSV"]


def test_links_lead_to_the_views_of_the_departement():
    text = html(run(PAGE, departement="34"))
    assert "./defis?defi=E6D4&departement=34" in text
    assert "./ecarts?vue=departement&departement=34" in text
    assert "./sources?vue=valeurs&departement=34&indicateur=taux_pauvrete" in text


def test_wrong_parameters_are_said_in_one_line():
    app = run(PAGE, departement="99", couleur="rouge")
    assert alerts(app) == [
        "L'adresse demandait «departement=99», «couleur=rouge», que cette page ne connaît pas : cette partie a été "
        "ignorée."
    ]


@pytest.mark.parametrize("count", [0, 1, 13])
def test_page_stands_with_any_number_of_plans(serve, count: int):
    other = with_plans(load_dataset(), count)
    serve(lambda: other)
    app = run(PAGE, departement="82")
    assert not app.exception
    said = "Plan non chargé : ce département n'a ici que" in html(app)
    assert said == (count < 13)


def test_missing_table_is_said_in_french(serve, tmp_path):
    for path in loader.DATA_DIR.glob("*.parquet"):
        shutil.copy(path, tmp_path)
    (tmp_path / "vigilances.parquet").unlink()
    serve(lambda: loader.load_dataset(tmp_path))
    assert "La table « vigilances » est introuvable" in spaced(run(PAGE).error[0].value)
