"""Each page as Streamlit runs it, without a browser: no exception, its parts, a bad address, a missing table."""

import html as html_text
import json
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from loaders import dataset as loader
from shell import library as data
from views.pages import PAGES as MENU
from views.sources.page import VIEWS as SOURCES

ROOT = Path(__file__).resolve().parents[1]
TITLES = {
    "accueil": "Les plans de santé",
    "carte": "Carte des indicateurs",
    "territoire": "Territoire : un département",
    "ecarts": "Écarts",
    "defis": "Défis et objectifs des plans",
    "scenario": "Et si l'on ne gardait",
    "seance": "Séance",
    "importer": "Importer un plan",
    "sources": "Données et",
    "recherche": "Recherche",
    "accessibilite": "Accessibilité",
}
PAGES = {entry.script: TITLES[key] for key, entry in MENU.items()}
"""How the title of each page begins, by its script; a page of the menu that is not above fails here."""


def run(script: str, **query: str | list[str]) -> AppTest:
    """Open a page of the application by its address: each is named as its file, so that no other runs before it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    if script != "app.py":
        app.switch_page(script)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def spaced(text: str) -> str:
    """With ordinary spaces for no-break ones: `tests/test_typography.py` alone reads the kind of a space."""
    return text.replace("\u00a0", " ").replace("\\u00a0", " ")


def html(app: AppTest) -> str:
    return spaced(html_text.unescape("\n".join(block.proto.body for block in app.get("html"))))


def map_data(app: AppTest) -> dict:
    """What the map component received."""
    blocks = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    return next(block for block in blocks if "traces" in block)


@pytest.mark.parametrize(("script", "title"), PAGES.items())
def test_page_shows_its_title_and_the_notice(script, title):
    text = html(run(script))
    assert title in text
    assert "Outil non officiel, seul l'arrêté publié fait foi." in text
    assert "Licence Ouverte" in text


def test_home_says_what_is_covered_and_what_is_not():
    text = html(run("app.py"))
    assert "Quatre plans" in text
    assert "Plan non chargé : Aude, Aveyron, Gard" in text
    assert "6\u202f201\u202f587" in text


def test_map_receives_thirteen_outlines_and_the_official_views(atlas):
    payload = map_data(run("pages/carte.py"))
    assert payload["codes"] == ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]
    assert len(payload["vues"]) == sum(key.origine == "statistique" for key in atlas.best.values())
    assert payload["ordre"]["indicateur"] == "densite_mg_bpe"


def test_map_follows_the_address():
    app = run("pages/carte.py", indicateur="taux_pauvrete", departement="48")
    assert map_data(app)["ordre"]["indicateur"] == "taux_pauvrete"
    assert "Lozère : Taux de pauvreté" in html(app)
    assert "15,5 %" in html(app)


def test_plan_view_is_delivered_on_demand():
    app = run("pages/carte.py", indicateur="part_mg_60_plus")
    blocks = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    sent = next(block for block in blocks if "cible" in block)
    assert sent["vues"]["part_mg_60_plus"]["textes"].count("") == 9


def test_choice_of_the_browser_reaches_python():
    app = run("pages/carte.py")
    version = map_data(app)["ordre"]["version"]
    app.session_state["carte"] = {"choix": {"indicateur": "niveau_vie_median", "departement": "09", "version": version}}
    app.run()
    assert not app.exception
    assert "Ariège : " in html(app)


@pytest.mark.parametrize("script", PAGES)
def test_wrong_parameter_is_said_in_one_line(script):
    text = html(run(script, departement="99", couleur="rouge"))
    assert text.count('role="alert"') == 1
    assert "L'adresse demandait «departement=99», «couleur=rouge»" in text


@pytest.mark.parametrize("vue", SOURCES)
def test_each_source_table_is_drawn(vue):
    app = run("pages/sources.py", vue=vue)
    assert "<table>" in html(app)


def test_source_filters_narrow_the_rows():
    app = run("pages/sources.py", vue="valeurs", departement="48", mots="pauvrete")
    shown = html(app).partition("<table>")[2].partition("</table>")[0]
    assert "Lozère" in shown
    assert "Aude" not in shown


def test_no_result_is_said():
    app = run("pages/sources.py", vue="valeurs", mots="zzzz")
    assert "Aucune ligne ne répond" in html(app)
    assert "data-fichier" not in html(app)


def test_two_maps_are_read_from_the_address_by_position():
    app = run(
        "pages/carte.py",
        indicateur=["taux_pauvrete", "part_65_plus"],
        origine=["statistique", "plan"],
        annee=["2021", "non-precisee"],
        departement="48",
    )
    sheets = html(app)
    assert "Lozère : Taux de pauvreté" in sheets
    assert "Lozère : Part des 65 ans et plus" in sheets
    assert "25 %" in sheets
    orders = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    assert [block["ordre"]["indicateur"] for block in orders if "ordre" in block] == ["taux_pauvrete", "part_65_plus"]
    assert next(block for block in orders if block.get("partage"))["partage"] == "carte"


def test_second_map_opens_and_closes():
    app = run("pages/carte.py", indicateur="taux_pauvrete")
    app.button(key="comparer").click().run()
    assert not app.exception
    orders = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    assert [o["ordre"]["indicateur"] for o in orders if "ordre" in o] == ["taux_pauvrete"] * 2
    app.button(key="seule").click().run()
    assert not app.exception
    assert app.button(key="comparer")


def test_positions_hold_when_an_indicateur_is_unknown():
    app = run("pages/carte.py", indicateur=["inconnu", "taux_pauvrete"], origine=["statistique", "plan"])
    sent = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    assert "taux_pauvrete" in next(block for block in sent if "cible" in block)["vues"]  # the plan's view was asked


def test_filters_of_the_sources_survive_a_change_of_view():
    app = run("pages/sources.py", vue="valeurs", departement="48", theme="precarite")
    app.selectbox(key="sources-vue").set_value("documents").run()
    app.selectbox(key="sources-vue").set_value("valeurs").run()
    assert app.multiselect(key="sources-departements").value == ["48"]
    assert app.selectbox(key="sources-theme").value == "precarite"


@pytest.mark.parametrize("choice", ["quantiles", "egales", "region", "france"])
def test_other_classes_reach_the_map(choice):
    app = run("pages/carte.py", indicateur="taux_pauvrete", classes=choice)
    sent = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    view = next(block for block in sent if "cible" in block)["vues"]["taux_pauvrete"]
    assert len(view["legende"]) > 1
    assert view["palette"].startswith("divergente" if choice in ("region", "france") else "sequentielle")


def test_own_bounds_are_read_and_a_wrong_one_is_said():
    app = run("pages/carte.py", indicateur="taux_pauvrete", classes="bornes", bornes="15_17.5_20")
    sent = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    view = next(block for block in sent if "cible" in block)["vues"]["taux_pauvrete"]
    assert view["legende"][1] == "de 15,0 à moins de 17,5"
    app.text_input(key="bornescarte").set_value("quinze").run()
    assert "«quinze» n'est pas une suite de nombres" in html(app)


@pytest.mark.parametrize("script", [script for script in PAGES if script != "pages/accessibilite.py"])
def test_missing_table_is_said_in_french(script, tmp_path, monkeypatch):
    for path in loader.DATA_DIR.glob("*.parquet"):
        shutil.copy(path, tmp_path)
    (tmp_path / "valeurs.parquet").unlink()
    monkeypatch.setattr(data, "load_dataset", lambda: loader.load_dataset(tmp_path))
    data.clear()
    try:
        app = run(script)
        assert "La table « valeurs » est introuvable (fichier data/valeurs.parquet)" in spaced(app.error[0].value)
    finally:
        monkeypatch.undo()
        data.clear()


def tables(app: AppTest) -> list[str]:
    """The folded tables of the map, as drawn."""
    return re.findall(r"<caption>.*?</table>", html(app), re.DOTALL)


def opened(**query: str | list[str]) -> AppTest:
    """The map with its tables unfolded."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.session_state["carte-tableaux-carte"] = True
    app.switch_page("pages/carte.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def test_order_of_the_table_is_in_the_address_and_its_files_follow():
    app = opened(indicateur="taux_pauvrete")
    assert re.search(r"Pyrénées-Orientales.*Haute-Garonne", tables(app)[0], re.DOTALL)
    app.selectbox(key="tricarte").set_value("nom").run()
    assert not app.exception
    assert re.search(r"Ariège.*Tarn-et-Garonne", tables(app)[0], re.DOTALL)
    assert app.query_params["tri"] in ("nom", ["nom"])
    assert 'href="./carte.csv?indicateur=taux_pauvrete&tri=nom&' in html(app)


def test_order_of_the_table_is_read_from_the_address_by_position():
    app = opened(indicateur=["taux_pauvrete", "part_65_plus"], tri=["code", "croissant"])
    assert [app.selectbox(key=f"tri{key}").value for key in ("carte", "carte-2")] == ["code", "croissant"]
    first, second = tables(app)
    assert first.index("Ariège") < first.index("Aude") < first.index("Tarn-et-Garonne")
    assert second.index("Haute-Garonne") < second.index("Lot (46)")
    text = html(app)
    assert text.count("Télécharger en CSV") == 1
    assert "Le CSV contient le tableau de la première carte" in text


def test_wrong_order_is_said():
    assert "«tri=hasard»" in html(run("pages/carte.py", tri="hasard"))


@pytest.mark.parametrize(("chosen", "beside"), [("carte", "carte-2"), ("carte-2", "carte")])
def test_departement_chosen_on_one_map_is_on_both_in_the_same_run(chosen, beside):
    app = run("pages/carte.py", indicateur=["taux_pauvrete", "part_65_plus"])
    sent = {"taux_pauvrete": "carte", "part_65_plus": "carte-2"}
    mine = next(slug for slug, key in sent.items() if key == chosen)
    app.session_state[chosen] = {"choix": {"indicateur": mine, "departement": "48", "version": 0}}
    app.run()
    assert not app.exception
    orders = {sent[order["indicateur"]]: order for order in map_orders(app)}
    assert orders[beside]["departement"] == "48" and orders[beside]["version"] > 0
    assert orders[chosen]["version"] == 0  # the map that was clicked is not told what it knows
    assert html(app).count('<section class="fiche" aria-label="Fiche du département">') == 2
    app.run()
    assert {sent[order["indicateur"]]: order for order in map_orders(app)} == orders  # nothing more is asked


def map_orders(app: AppTest) -> list[dict]:
    """What Python told each map to show."""
    sent = [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]
    return [block["ordre"] for block in sent if "ordre" in block]
