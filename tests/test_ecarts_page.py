"""The gaps page as Streamlit runs it, without a browser: its five views, its controls, its address, its cautions."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from charts.words.gap_bounds import HYPOTHESES
from charts.words.gap_words import BORNES, REVISED
from shell.downloads import FILES
from tests.held import SUPPLY
from tests.places import DEPARTEMENTS
from tests.test_pages import html, run, spaced
from tests.written import file_links
from views.ecarts.page import VIEWS
from views.ecarts.state import ORDERS
from views.ecarts.views import IN_FULL

PAGE = "pages/ecarts.py"
PLANS = SUPPLY.departements
REVISED_ACTIVITES = {
    "medecine", "smr", "cancer", "urgences", "soins_critiques", "radiologie_diagnostique", "irc",
}  # fmt: skip
TWIN = '<div class="tableau'
"""A table of the view, as against the drawing of «Ce qui change», a table too."""
each_view = pytest.mark.parametrize("vue", VIEWS)


def open_view(vue: str = "", **query: str | list[str]) -> AppTest:
    return run(PAGE, **({"vue": vue} if vue else {}), **query)


def address(app: AppTest) -> dict[str, list[str]]:
    return {name: values if isinstance(values, list) else [values] for name, values in app.query_params.items()}


def settled(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def payloads(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(spaced(block.proto.json)) for block in app.get("bidi_component")]


def figure(app: AppTest) -> dict[str, Any] | None:
    return next((sent for sent in payloads(app) if "figure" in sent), None)


def grid(app: AppTest) -> dict[str, Any]:
    return next(sent for sent in payloads(app) if "lignes" in sent)


def alerts(app: AppTest) -> list[str]:
    return re.findall(r'role="alert">(.*?)</p>', html(app))


def phrase(app: AppTest) -> str:
    """The sentence under the drawing: the row read in full."""
    return unescape(re.findall(r'class="phrase-ligne" role="status">(.*?)</p>', html(app))[0])


def with_tables(app: AppTest, vue: str) -> AppTest:
    """With the folded tables open, as a click on their title does."""
    app.session_state[f"ecarts-tableaux-{vue}"] = True
    return app.run()


@pytest.fixture(scope="module")
def visit():
    """`visit(vue, …)`: one session that goes from address to address, faster than a session a test."""
    app = run(PAGE)

    def go(vue: str, **query: str) -> AppTest:
        app.query_params.clear()
        for name, value in {"vue": vue, **query}.items():
            app.query_params[name] = value
        return settled(app.run())

    return go


# ---------------------------------------------------------------- every view, every choice


@pytest.mark.parametrize("departements", [[], ["46"], PLANS], ids=["aucun", "un", "quatre"])
@each_view
def test_each_view_is_drawn_for_no_one_and_four_departements(vue, departements):
    app = open_view(vue, departement=departements) if departements else open_view(vue)
    text = html(app)
    assert "<h2>" in text or vue == "carte"
    assert alerts(app) == []
    assert app.multiselect(key="ecarts-departements").value == departements


@pytest.mark.parametrize("borne", BORNES)
@pytest.mark.parametrize("activite", SUPPLY.activites)
def test_each_activite_is_drawn_at_each_bound(visit, activite, borne):
    app = visit("activite", activite=activite, borne=borne)
    text = html(app)
    assert figure(app) is None and text.count('<div class="table-activite"') == 1
    assert '<section class="consulte" aria-label="Ariège"' in text
    rows = [row for row in SUPPLY.of(activite, PLANS) if row.code == app.selectbox(key="ecarts-modalite").value]
    head = f"{HYPOTHESES[borne]} : " if any(row.bounded(borne) for row in rows) else ""
    assert phrase(app).startswith(f"{head}{rows[0].libelle}, sites prévus")
    assert app.selectbox(key="ecarts-borne").value == borne


@pytest.mark.parametrize("activite", SUPPLY.activites)
def test_each_activite_has_a_map(visit, activite):
    sent = next(block for block in payloads(visit("carte", activite=activite)) if "traces" in block)
    assert len(sent["traces"]) == 13
    assert sent["vues"]
    assert sent["textes"]["manque"] == "plan non chargé"


@pytest.mark.parametrize("ordre", ORDERS)
@pytest.mark.parametrize("vue", ["activite", "departement"])
def test_each_order_is_drawn(vue, ordre):
    app = open_view(vue, ordre=ordre, departement=["34", "09"])
    assert app.selectbox(key="ecarts-ordre").value == ordre
    assert len(re.findall('<th scope="col"[^>]*style="--m:', html(app))) == 2
    if vue == "activite":
        assert ('<div class="table-activite empile"' in html(app)) == (ordre == "departement")
    else:
        apart = ordre == "departement"
        assert html(app).count('<div class="table-activite') == (2 if apart else 1)
        assert html(app).count("<h3>Hérault</h3>") == (1 if apart else 0)


def test_all_seventeen_activites_are_listed_in_the_order_of_the_documents():
    app = open_view("activite")
    names = app.selectbox(key="ecarts-activite").options
    assert names == [entry.libelle for entry in SUPPLY.activites.values()]
    assert len(names) == 17
    assert len(grid(open_view("ensemble"))["lignes"]) == 17


def test_five_views_are_offered_and_the_page_opens_on_what_changes():
    app = run(PAGE)
    assert app.segmented_control(key="ecarts-vue").options == list(VIEWS.values())
    text = html(app)
    assert "Ce qui change : 42 écarts en hausse ou en baisse. 8 sont sans réserve" in text
    assert ", dont 3 en version de consultation ; 34 en portent une" in text
    drawn, listed = text.split(f"<summary>{IN_FULL}</summary>")
    titles = ("Sans réserve (", "Sans autre réserve (", "Avec réserve (")  # none without in the Lot
    assert [listed.count(title) for title in titles] == [1, 2, 4]
    for part in (drawn, listed):  # the cards of a narrow screen, then the list
        assert part.count("Version arrêtée (octobre 2023)") == part.count("Version de consultation (juillet 2023)") == 2
    assert [text.count(f'aria-label="Ce qui change, {DEPARTEMENTS[code]}"') for code in PLANS] == [1] * 4
    assert "13 écarts en hausse ou en baisse" in text
    assert "+7</b> Insuffisance rénale" in listed and ">+7</span><i " in drawn
    assert figure(app) is None
    assert address(app) == {}


def test_plans_in_consultation_are_said_to_be():
    text = html(run(PAGE))
    for code in PLANS:
        section = text.split(f'aria-label="Ce qui change, {DEPARTEMENTS[code]}"')[1].split("</section>")[0]
        assert ("Version de consultation" in section) == (code in ("09", "48"))


def test_rows_without_a_gap_are_shown_on_demand_in_the_view_by_departement():
    app = open_view("departement", departement="34")
    assert html(app).count('<th scope="row"') < len([row for row in SUPPLY.rows if row.departement == "34"])
    app.toggle(key="ecarts-toutes").set_value(True).run()
    after = html(settled(app))
    assert after.count('<th scope="row"') == len([row for row in SUPPLY.rows if row.departement == "34"])
    assert after.count('<th scope="rowgroup"') == 17


# ---------------------------------------------------------------- cautions


@pytest.mark.parametrize("activite", SUPPLY.activites)
def test_banner_is_on_the_revised_activites_and_on_no_others(visit, activite):
    banner = f'<p class="avenant"><b>†</b> {REVISED}</p>'
    for vue in ("activite", "carte"):
        assert (banner in html(visit(vue, activite=activite))) == (activite in REVISED_ACTIVITES)


@pytest.mark.parametrize("vue", ["changements", "departement", "ensemble"])
def test_views_of_several_activites_say_which_are_revised(vue):
    app = open_view(vue)
    assert f"† {REVISED}" in html(app).replace("<b>†</b>", "†")
    if vue == "ensemble":
        starred = [line["titre"] for line in grid(app)["lignes"] if line["titre"].endswith("†")]
        assert len(starred) == 7


def test_notes_of_an_activite_are_all_there():
    text = html(open_view("activite", activite="cancer"))
    for title in (
        "Conditions des cibles marquées d'un astérisque",
        "Recours : qui couvre ce que le département n'a pas",
        "Pourquoi des lignes n'ont pas d'écart",
        "Points de vigilance",
        "Lien avec les engagements",
        "Glossaire de l'activité",
    ):
        assert title in text
    assert "condition non précisée dans le document" in text
    assert "lien fait par nous, aucun document ne l'écrit" in text


def test_where_a_row_is_printed_is_said_with_its_line():
    text = html(open_view("activite", activite="sld", departement="09"))
    assert re.search(r"Source : schéma territorial de santé \(Ariège\), «[^»]+», ligne \d+ du texte", text)
    assert "Le texte du plan (ligne" in text and "diffère du tableau" in text


def test_total_says_how_many_plans_it_covers():
    text = html(open_view("activite", activite="irc", modalite="UDM"))
    total = "Total des plans qui impriment cette ligne (4 sur 13), borne basse et borne haute gardées"
    assert f"{total} : autorisé 12, prévu 23, écart +11." in text


@each_view
@pytest.mark.parametrize("borne", BORNES)
def test_words_of_the_page_never_lose_win_abandon_delete_or_promise(vue, borne):
    app = open_view(vue, activite="cancer", modalite="RENS", borne=borne)
    body = html(app).split("</style>")[0]
    assert not re.search(r"\b(perd|gagn|abandonn|contredi)\w*|supprimé", body, re.IGNORECASE)
    assert not re.search(r"écarts? certain|\bcertains? et non nul|nombre certain", body, re.IGNORECASE)
    if borne != "intervalle" and vue != "carte":  # the map says it in the title that the browser draws
        assert HYPOTHESES[borne] in body


# ---------------------------------------------------------------- the address


@each_view
def test_wrong_parameters_are_said_in_one_line(vue):
    app = open_view(vue, departement="99", activite="dentaire", borne="moyenne", couleur="rouge")
    assert len(alerts(app)) == 1
    for wrong in ("departement=99", "activite=dentaire", "borne=moyenne", "couleur=rouge"):
        assert f"«{wrong}»" in alerts(app)[0]


@pytest.mark.parametrize("wrong", [{"vue": "tout"}, {"ordre": "hasard"}, {"mesure": "taux"}, {"modalite": "ZZZ"}])
def test_each_wrong_parameter_is_ignored_and_said(wrong):
    app = run(PAGE, **wrong)
    (name, value), *_ = wrong.items()
    assert len(alerts(app)) == 1 and f"«{name}={value}»" in alerts(app)[0]
    assert "Ce qui change" in html(app)


def test_modalite_of_another_activite_is_refused():
    app = open_view("activite", activite="sld", modalite="A6")
    assert "«modalite=A6»" in alerts(app)[0]
    assert phrase(app).startswith("Soins de longue durée")


@each_view
def test_departement_without_a_plan_is_said(vue):
    app = open_view(vue, departement=["09", "11"])
    assert alerts(app) == ["Plan non chargé : Aude. Aucun objectif quantitatif n'en est connu ici."]
    alone = open_view(vue, departement="11")
    assert any("Plan non chargé : Aude" in line for line in alerts(alone))


@each_view
def test_tables_open_when_no_plan_is_loaded(vue):
    app = with_tables(open_view(vue, departement="11"), vue)
    settled(app)
    assert any("Plan non chargé : Aude" in line for line in alerts(app))


@each_view
def test_tables_and_downloads_open_on_demand(vue):
    app = open_view(vue)
    assert TWIN not in html(app)
    assert file_links(app) == []
    settled(with_tables(app, vue))
    assert TWIN in html(app)
    assert [words for _, words in file_links(app)] == [FILES[kind] for kind in ("csv", "xlsx", "json")]
    assert "Un site n'est pas une capacité" in html(app)


def test_printed_cells_stand_beside_the_gaps_of_an_activite():
    text = html(with_tables(open_view("activite", activite="psychiatrie"), "activite"))
    assert "Ce que les plans impriment, case par case" in text
    assert text.count("(case vide)") == 12


def test_activite_alone_in_the_address_opens_its_view():
    app = run(PAGE, activite="smr")
    assert app.segmented_control(key="ecarts-vue").value == "activite"
    assert app.selectbox(key="ecarts-activite").value == "smr"


def test_every_part_of_the_address_is_restored():
    app = open_view(
        "activite", activite="cancer", departement=["34", "46"], borne="haute", ordre="ecart", modalite="A6"
    )
    assert app.multiselect(key="ecarts-departements").value == ["34", "46"]
    assert app.selectbox(key="ecarts-borne").value == "haute"
    assert app.selectbox(key="ecarts-ordre").value == "ecart"
    said = phrase(app)
    assert said.startswith("Borne haute, une hypothèse du plan : A6 mammaire, sites prévus pour sites autorisés au ")
    assert "Hérault imprimé 5/6, lu 6 à cette borne pour 6 (écart nul)" in said
    assert "Lot imprimé 0/1, lu 1 à cette borne pour 1 (écart nul)" in said


def test_departement_on_the_map_is_the_one_of_the_address():
    app = open_view("carte", activite="irc", modalite="UDM", mesure="cible", departement="34")
    sent = next(block for block in payloads(app) if "traces" in block)
    assert sent["ordre"]["indicateur"] == "cible-UDM"
    assert sent["ordre"]["departement"] == "34"
    detail = html(app).split('<div class="detail-ligne">')[1]
    assert "Unité de dialyse médicalisée, plan par plan" in detail and re.findall(
        'scope="row"><b>(.*?)</b>', detail
    ) == ["Hérault"]


def test_map_does_not_call_unloaded_a_plan_that_only_leaves_the_row_out():
    """Paediatric dialysis is printed by the Hérault alone: the plan of the Lot is loaded all the same."""
    app = open_view("carte", activite="irc", modalite="CEN-P", departement="46")
    assert not any("Plan non chargé" in line for line in alerts(app))


def test_address_follows_each_choice():
    app = run(PAGE)
    app.segmented_control(key="ecarts-vue").set_value("activite").run()
    app.selectbox(key="ecarts-activite").set_value("cancer").run()
    app.multiselect(key="ecarts-departements").set_value(["34", "09"]).run()
    app.selectbox(key="ecarts-borne").set_value("basse").run()
    app.selectbox(key="ecarts-ordre").set_value("departement").run()
    app.selectbox(key="ecarts-modalite").set_value("A6").run()
    settled(app)
    assert address(app) == {
        "activite": ["cancer"],
        "departement": ["34", "09"],
        "borne": ["basse"],
        "ordre": ["departement"],
        "modalite": ["A6"],
    }
    assert phrase(app).startswith("Borne basse, une hypothèse du plan : A6 mammaire")
    app.segmented_control(key="ecarts-vue").set_value("changements").run()
    assert address(app) == {"departement": ["34", "09"], "borne": ["basse"]}


def test_another_activite_starts_on_its_first_change():
    app = open_view("activite", activite="cancer", modalite="A6")
    app.selectbox(key="ecarts-activite").set_value("smr").run()
    assert phrase(settled(app)).startswith("Cardio-vasculaire")
    assert address(app)["activite"] == ["smr"]


def test_controls_survive_views_that_do_not_draw_them():
    app = open_view("activite", activite="smr", ordre="ecart", borne="haute", departement="34")
    app.segmented_control(key="ecarts-vue").set_value("ensemble").run()
    app.segmented_control(key="ecarts-vue").set_value("activite").run()
    settled(app)
    assert app.selectbox(key="ecarts-activite").value == "smr"
    assert app.selectbox(key="ecarts-ordre").value == "ecart"
    assert app.selectbox(key="ecarts-borne").value == "haute"
    assert app.multiselect(key="ecarts-departements").value == ["34"]


# ---------------------------------------------------------------- clicks


def test_each_row_of_an_activite_leads_to_its_detail_and_keeps_the_rest():
    query = {"activite": "irc", "departement": ["09", "34"], "borne": "basse", "ordre": "ecart", "echelle": "propre"}
    text = html(open_view("activite", **query))
    ways = [parse_qs(unescape(way)) for way in re.findall(r'scope="row"><a data-vue href="[^"?]*\?([^"]*)"', text)]
    kept = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    codes = [row.code for row in SUPPLY.of("irc", ["09", "34"])]
    assert {way.pop("modalite")[0] for way in ways} == set(codes) and ways == [kept] * len(set(codes))


def test_cell_of_the_overview_opens_its_detail():
    app = open_view("ensemble")
    app.session_state["ecarts-grille"] = {"choix": "smr:46"}
    settled(app.run())
    assert app.segmented_control(key="ecarts-vue").value == "activite"
    assert "Réadaptation (SMR), Lot" in html(app)
    assert address(app)["activite"] == ["smr"]
    assert address(app)["departement"] == ["46"]


def test_cells_of_the_overview_follow_the_departements_chosen():
    sent = grid(open_view("ensemble", departement=["48", "34"]))
    assert sent["colonnes"] == ["Lozère", "Hérault"]
    assert [cell["code"] for cell in sent["lignes"][0]["cellules"]] == ["medecine:48", "medecine:34"]
