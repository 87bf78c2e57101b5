"""The page of one département as Streamlit runs it, without a browser: choice, address, downloads, faults."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from loaders import dataset as loader
from shell import library as data
from tests.held import library_of
from tests.places import DEPARTEMENTS
from tests.test_pages import html, run, spaced
from views.registry import view

PAGE = "pages/territoire.py"


def address(app: AppTest) -> dict[str, list[str]]:
    return {name: values if isinstance(values, list) else [values] for name, values in app.query_params.items()}


def alerts(app: AppTest) -> list[str]:
    return re.findall(r'role="alert">(.*?)</p>', html(app))


@pytest.mark.parametrize("code", ["09", "31", "34", "46", "48", "82"])
def test_each_departement_has_its_page(code: str):
    app = run(PAGE, departement=code)
    assert app.selectbox(key="territoire-departement").value == code
    assert f"<h2>{DEPARTEMENTS[code]}</h2>" in html(app)
    assert "<h3>Moins favorable que l'Occitanie</h3>" in html(app).replace("&#39;", "'")
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


def test_files_are_offered_each_a_form_of_the_view():
    """By the one menu of the page, which the mark of the view tells (static/bandeau.js)."""
    (told,) = re.findall(r'data-formes="(\[\[.*?\]\])"', html(run(PAGE, departement="34", theme="tous")))
    query = "?departement=34&theme=tous"
    stamp = f"&jeu={data.current().stamp}"
    assert {words: address for words, _, address in json.loads(told)} == {
        "Fiche à imprimer": f"./territoire.html{query}{stamp}",
        "Fiche avec annexe": f"./territoire.html{query}&annexe=oui{stamp}",
        "Classeur XLSX": f"./territoire.xlsx{query}{stamp}",
        "Classeur ODS": f"./territoire.ods{query}{stamp}",
        "Tableau CSV": f"./territoire.csv{query}{stamp}",
        "Données JSON": f"./territoire.json{query}{stamp}",
        "Document PDF": f"./territoire.pdf{query}{stamp}",
        "Document DOCX": f"./territoire.docx{query}{stamp}",
        "Diapositives PPTX": f"./territoire.pptx{query}{stamp}",
        "Diapositives PPTX, 4:3": f"./territoire.pptx{query}&format=4%3A3{stamp}",
        "Dossier hors ligne": f"./territoire.zip{query}{stamp}",
    }


def test_an_address_with_the_annex_is_kept_and_moves_nothing():
    held = data.current()
    with_annex, plain = (
        view(held, "territoire", {"departement": ["34"], **more}) for more in ({"annexe": ["oui"]}, {})
    )
    assert with_annex.parameters == {**plain.parameters, "annexe": "oui"}
    assert with_annex.blocks == plain.blocks and with_annex.filename == (*plain.filename, "annexe")


def sections(app: AppTest) -> dict[str, str]:
    bodies = [block.proto.body for block in app.get("html")]
    return {
        found[1]: body for body in bodies if (found := re.match(r'<section class="territoire territoire-(\w+)">', body))
    }


def test_each_section_is_an_element_that_a_choice_beside_it_leaves_as_it_is():
    """The browser draws again only an element whose text changed."""
    app = run(PAGE, departement="48")
    before = sections(app)
    assert list(before) == [
        "sommaire",
        "ouverture",
        "chiffres",
        "ressemblances",
        "plan",
        "offre",
        "vigilances",
    ]
    app.selectbox(key="territoire-chiffres").set_value("precarite").run()
    after = sections(app)
    assert [name for name in before if before[name] != after[name]] == ["chiffres"]
    app.multiselect(key="territoire-engagements").set_value(["3"]).run()
    assert sections(app)["ouverture"] == before["ouverture"]


def test_view_of_a_theme_without_a_figure_is_that_of_the_key_ones():
    lacking = view(data.current(), "territoire", {"departement": ["31"], "theme": ["sante_environnement"]})
    key = view(data.current(), "territoire", {"departement": ["31"]})
    assert lacking.parameters == key.parameters and lacking.blocks == key.blocks


def test_a_section_is_kept_by_what_it_depends_on():
    held = data.current()
    asked = ({}, {"theme": ["precarite"]}, {"engagement": ["3"]}, {"engagement": ["3"], "rattachement": ["sans"]})
    plain, theme, tied, untied = (view(held, "territoire", {"departement": ["48"], **more}).blocks for more in asked)

    def same(one, other) -> list[bool]:
        return [first is second for first, second in zip(one, other, strict=True)]

    assert same(plain, theme) == [True, True, False, True, True, True, True]
    assert same(plain, tied) == [True, True, True, True, False, False, True]
    assert same(plain, untied) == [True, True, True, True, False, True, True]


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
    serve(library_of(count))
    app = run(PAGE, departement="82")
    assert not app.exception
    said = "Plan non chargé : ce département n'a ici que" in html(app)
    assert said == (count < 13)


def test_missing_table_is_said_in_french(serve, monkeypatch, tmp_path):
    for path in loader.DATA_DIR.glob("*.parquet"):
        shutil.copy(path, tmp_path)
    (tmp_path / "vigilances.parquet").unlink()
    monkeypatch.setattr(data, "load_dataset", lambda: loader.load_dataset(tmp_path))
    serve(None)
    assert "La table « vigilances » est introuvable" in spaced(run(PAGE).error[0].value)
