"""The filters that follow, as Streamlit runs the pages: the line of each, what is kept, the way around the tie."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from charts.words.filter_words import EDITORIAL
from shell import library as data
from tests.held import library_of
from tests.test_ecarts_page import SUPPLY, VIEWS, address, alerts, grid, settled
from tests.test_pages import PAGES, html, run
from views.ecarts import state as gap_state
from views.ecarts import views as gap_views
from views.ecarts.tables import gaps_cover
from views.registry import view

GAPS, TERRITORY, MAP = "pages/ecarts.py", "pages/territoire.py", "pages/carte.py"
EVERY_PAGE = list(PAGES)
KEPT_BY_3_AND_6 = [slug for slug in SUPPLY.activites if slug not in ("smr", "dpn")]


def line(app: AppTest) -> str:
    """The text of the line of filters, without what is folded under it; empty when there is none."""
    found = re.search(r'<section class="filtres-actifs".*?<p>(.*?)</p>', html(app), re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def way(app: AppTest, words: str) -> str:
    """Where a link of the line leads."""
    return re.search(rf'<a data-vue href="([^"]*)">{words}</a>', html(app))[1]


# ---------------------------------------------------------------- every page


@pytest.mark.parametrize("script", EVERY_PAGE)
def test_no_line_without_a_filter(script):
    assert line(run(script)) == ""


@pytest.mark.parametrize("script", EVERY_PAGE)
def test_each_page_says_the_filters_and_clears_them(script):
    app = run(script, departement=["09", "46"], engagement=["3", "6"])
    assert line(app).startswith("Filtres : engagements 3 et 6 ; Ariège et Lot. Ici : ")
    cleared = way(app, "Tout afficher")
    assert cleared.startswith("./") and "engagement" not in cleared
    assert cleared.partition("departement=")[2] == ("09" if script == TERRITORY else "")  # its département is the page
    assert address(app)["engagement"] == ["3", "6"]


@pytest.mark.parametrize(
    ("script", "query", "said", "cleared"),
    [
        ("app.py", {}, "rien n'est filtré, choix gardé pour les autres pages", "./"),
        ("pages/accessibilite.py", {}, "rien n'est filtré, choix gardé pour les autres pages", "./accessibilite"),
        ("pages/recherche.py", {"q": "dialyse"}, "tout est cherché ; un lien emporte", "./recherche?q=dialyse"),
        ("pages/defis.py", {}, "6 défis régionaux sur 23, 17 fiches d'objectifs sur 75", "./defis"),
        ("pages/defis.py", {"objectif": "E3D1O5"}, "un objectif se lit avec tous les plans", "./defis?objectif=E3D1O5"),
        ("pages/sources.py", {"vue": "objectifs"}, "17 fiches d'objectifs sur 75", "./sources?vue=objectifs"),
        ("pages/sources.py", {"vue": "valeurs", "mots": "CPTS"}, "l'engagement gardé sans effet",
         "./sources?vue=valeurs&mots=CPTS"),
        ("pages/sources.py", {"vue": "glossaire"}, "cette table n'en tient pas compte", "./sources?vue=glossaire"),
        (GAPS, {"vue": "ensemble", "borne": "haute"}, f"15 activités sur 17 ({EDITORIAL})",
         "./ecarts?vue=ensemble&borne=haute"),
        (TERRITORY, {"theme": "precarite"}, f"15 activités sur 17 ({EDITORIAL}) ; chiffres et fichiers entiers",
         "./territoire?departement=09&theme=precarite"),
        (MAP, {"indicateur": "taux_pauvrete", "classes": "region"}, "tous les indicateurs ; 54 sont imprimés",
         "./carte?indicateur=taux_pauvrete&classes=region"),
    ],
)  # fmt: skip
def test_each_view_says_what_the_filters_do_and_keeps_the_rest(script, query, said, cleared):
    app = run(script, departement=["09", "46"], engagement=["3", "6"], **query)
    assert said in line(app)
    assert way(app, "Tout afficher") == cleared


@pytest.mark.parametrize("script", EVERY_PAGE)
def test_wrong_filters_are_said_and_make_no_line(script):
    app = run(script, departement="99", engagement="7")
    assert len(alerts(app)) == 1
    assert "«departement=99»" in alerts(app)[0] and "«engagement=7»" in alerts(app)[0]
    assert line(app) == ""


def test_the_page_of_one_departement_says_nothing_of_it_and_offers_to_read_another_one_beside():
    assert line(run(TERRITORY, departement="46")) == ""
    app = run(TERRITORY, departement=["46", "48"])
    assert line(app) == (
        "Filtres : Lot et Lozère. Ici : la page du Lot, entière ; les autres départements sont gardés. "
        "Comparer à la Lozère"
    )
    assert way(app, "Comparer à la Lozère") == "./territoire?departement=46&departement=48&avec=48"
    assert "Comparer" not in line(run(TERRITORY, departement=["46", "48"], avec="48"))


# ---------------------------------------------------------------- écarts


def test_engagements_narrow_what_changes():
    whole, kept = run(GAPS, departement="34"), run(GAPS, departement="34", engagement="2")
    assert "Unité de dialyse médicalisée" in html(kept) or "unité de dialyse médicalisée" in html(kept)
    assert "embryons" in html(whole) and "embryons" not in html(kept)
    assert "4 écarts en hausse ou en baisse" in html(kept)


def test_engagements_narrow_the_overview_and_the_list():
    app = run(GAPS, vue="ensemble", engagement=["3", "6"])
    assert [row["cellules"][0]["code"].split(":")[0] for row in grid(app)["lignes"]] == KEPT_BY_3_AND_6
    app.segmented_control(key="ecarts-vue").set_value("activite").run()
    names = app.selectbox(key="ecarts-activite").options
    assert names == [SUPPLY.activites[slug].libelle for slug in KEPT_BY_3_AND_6]


def test_engagements_narrow_the_view_by_departement():
    app = run(GAPS, vue="departement", engagement="1", departement="34", lignes="toutes")
    assert html(app).count('<th scope="row"') == len(SUPPLY.of("dpn", ["34"]))
    assert html(app).count('<th scope="rowgroup"') == 1


@pytest.mark.parametrize("vue", ["activite", "carte"])
def test_activite_of_the_address_is_shown_outside_the_filter_and_said_to_be(vue):
    app = run(GAPS, vue=vue, activite="smr", engagement="3")
    assert app.selectbox(key="ecarts-activite").value == "smr"
    assert "«Réadaptation (SMR)», montrée à la demande, est hors du filtre" in line(app)
    assert address(app) == {"vue": [vue], "activite": ["smr"], "engagement": ["3"]}
    assert len(app.selectbox(key="ecarts-activite").options) == 16


def test_view_without_an_activite_in_its_address_opens_on_a_kept_one():
    app = run(GAPS, vue="activite", engagement="1")
    assert app.selectbox(key="ecarts-activite").value == "dpn"
    assert "hors du filtre" not in line(app)


def test_choosing_an_engagement_moves_to_a_kept_activite():
    app = run(GAPS, activite="smr")
    app.multiselect(key="ecarts-engagements").set_value(["5"]).run()
    settled(app)
    assert app.selectbox(key="ecarts-activite").value == "cancer"
    assert address(app) == {"activite": ["cancer"], "engagement": ["5"]}
    app.multiselect(key="ecarts-engagements").set_value([]).run()
    assert app.selectbox(key="ecarts-activite").value == "cancer"
    assert line(settled(app)) == ""


@pytest.mark.parametrize("vue", VIEWS)
def test_tie_may_be_left_out_in_every_view(vue):
    app = run(GAPS, vue=vue, engagement="1", rattachement="sans")
    assert "Ici : les 17 activités, sans tenir compte de l'engagement." in line(app)
    assert "rattachement" not in way(app, "Filtrer les activités")
    assert "rattachement" not in way(app, "Tout afficher")
    assert address(app)["rattachement"] == ["sans"]
    if vue == "ensemble":
        assert len(grid(app)["lignes"]) == 17
    if vue in ("activite", "carte"):
        assert len(app.selectbox(key="ecarts-activite").options) == 17
    tied = run(GAPS, vue=vue, engagement="1")
    assert EDITORIAL in line(tied)
    assert way(tied, "Toutes les activités").endswith("rattachement=sans")


@pytest.mark.parametrize("vue", VIEWS)
def test_engagement_without_an_activite_is_said_and_is_no_error(vue):
    app = run(GAPS, vue=vue, engagement="6")
    assert "aucune des 17 activités n'y est liée" in line(app)
    assert alerts(app) == (
        []
        if vue in ("activite", "carte")
        else ["Aucune activité à montrer sous ce filtre : retirez-le, ou suivez «Toutes les activités»."]
    )


def test_wrong_rattachement_is_refused():
    for script in (GAPS, TERRITORY):
        app = run(script, engagement="1", rattachement="avec")
        assert "«rattachement=avec»" in alerts(app)[0]
        assert "sur 17" in line(app)


def test_reasons_of_the_ties_are_one_click_away():
    text = html(run(GAPS, engagement="1"))
    assert "<summary>Lesquelles, et pourquoi</summary><h3>Dans le filtre (1)</h3>" in text
    assert SUPPLY.activites["dpn"].motif in text


def test_workbook_of_the_gaps_says_the_filter():
    said = gap_views.filter_text(gap_state.GapState(engagements=("1",)), data.library())
    cover = gaps_cover(SUPPLY, title="", departements=["09"], borne="basse", revised=False, filtre=said)
    assert cover["Filtre par engagement"] == f"1 activité sur 17 ({EDITORIAL})"
    whole = gaps_cover(SUPPLY, title="", departements=["09"], borne="basse", revised=False)
    assert "Filtre par engagement" not in whole


# ---------------------------------------------------------------- territoire, défis, carte


def test_territory_keeps_the_plan_and_the_supply_of_the_engagements():
    text = html(run(TERRITORY, departement="48", engagement="3"))
    assert "Engagements, défis et objectifs : 2 défis sur 3 priorisés, 3 objectifs" in text
    assert "Filtre : engagement 3 ; 9 défis priorisés et 10 objectifs de ce plan sont hors du filtre." in text
    assert "<h3>Engagement 3 : " in text and "<h3>Engagement 4 : " not in text
    assert "2 activités sur 17 hors du filtre (réadaptation (SMR) et diagnostic prénatal)." in text
    assert "./ecarts?engagement=3&activite=medecine&departement=48" in text
    assert "./defis?engagement=3&defi=E3D1&departement=48" in text
    assert "./sources?engagement=3&vue=valeurs&departement=48&indicateur=taux_pauvrete&origine=statistique" in text


def test_territory_without_the_tie_keeps_the_17_activites():
    text = html(run(TERRITORY, departement="48", engagement="3", rattachement="sans"))
    assert "./ecarts?engagement=3&rattachement=sans&activite=smr&departement=48" in text
    assert "hors du filtre (réadaptation" not in text
    assert "<h3>Engagement 4 : " not in text


def test_territory_keeps_its_figures_and_its_files_whole():
    whole, kept = run(TERRITORY, departement="48"), run(TERRITORY, departement="48", engagement="3")
    figures = [block.proto.body for block in whole.get("html") if "territoire-chiffres" in block.proto.body]
    same = [block.proto.body for block in kept.get("html") if "territoire-chiffres" in block.proto.body]
    assert figures and figures == [body.replace("engagement=3&amp;", "") for body in same]
    assert html(kept).count("engagement=3&amp;jeu=") == 0
    asked = ({"departement": ["48"]}, {"departement": ["48"], "engagement": ["3"], "theme": ["precarite"]})
    tables, others = (view(data.current(), "territoire", named).frames() for named in asked)
    assert [name for name, frame in tables.items() if not frame.equals(others[name])] == []


def test_territory_of_an_engagement_without_activite_says_so():
    text = html(run(TERRITORY, departement="34", engagement="6"))
    assert "Offre de soins (OQOS) : aucune activité sous ce filtre" in text
    assert "Filtre : engagement 6 ; 17 activités sur 17 hors du filtre. Lien fait par nous, aucun plan" in text


def test_territory_without_a_plan_has_nothing_to_filter():
    app = run(TERRITORY, departement="31", engagement="3")
    assert "plan non chargé, rien à filtrer. " in line(app) and "Ariège" not in line(app)
    assert "Toutes les activités" not in line(app)


def test_choice_of_an_engagement_on_the_territory_is_in_the_address():
    app = run(TERRITORY, departement="48")
    app.multiselect(key="territoire-engagements").set_value(["3"]).run()
    assert not app.exception
    assert address(app) == {"departement": ["48"], "engagement": ["3"]}


def test_links_of_the_defis_keep_the_engagements_unless_they_would_hide_what_they_open():
    tags = html(run("pages/defis.py", vue="etiquettes", engagement=["3", "6"]))
    assert "./defis?engagement=3&engagement=6&defi=E3D1" in tags
    inside, outside = (html(run("pages/defis.py", objectif="E3D1O5", engagement=e)) for e in ("3", "1"))
    assert "./sources?engagement=3&vue=objectifs" in inside
    assert "./sources?vue=objectifs" in outside


def test_title_of_the_matrix_follows_the_engagements():
    app = run("pages/defis.py", departement=["09", "46"], engagement=["3", "6"])
    assert "partagent deux défis sur 6 (engagements 3 et 6) : accès aux soins de proximité" in html(app)


def test_map_lists_the_indicateurs_that_plans_print_under_the_engagements():
    text = html(run(MAP, engagement="5", departement="09"))
    assert "<summary>Lesquels : 4 avec carte, 4 sans carte</summary>" in text
    assert "plan de la Lozère, E5D4O1 ligne 3344" in text
    listed = text.partition('data-volet="cites"')[2].partition("</details>")[0]
    assert listed.count("&departement=09&engagement=5") == 4


def test_choice_of_an_engagement_on_the_map_holds_for_both_maps():
    app = run(MAP, indicateur=["taux_pauvrete", "part_65_plus"])
    app.multiselect(key="carte-engagements").set_value(["2", "6"]).run()
    assert not app.exception
    assert address(app)["engagement"] == ["2", "6"]
    assert line(app).startswith("Filtres : engagements 2 et 6. Ici : tous les indicateurs")


# ---------------------------------------------------------------- other datasets


@pytest.mark.parametrize("count", [0, 1, 13])
@pytest.mark.parametrize("script", EVERY_PAGE)
def test_line_stands_with_any_number_of_plans(serve, script, count):
    serve(library_of(count))
    app = run(script, departement=["82", "09"], engagement=["3", "5"])
    assert line(app).startswith("Filtres : engagements 3 et 5 ; Tarn-et-Garonne et Ariège. Ici : ")


def test_one_activite_is_not_said_to_be_them_all():
    app = run("pages/ecarts.py", departement=["46"], activite="cancer")
    assert line(app).startswith("Filtres : Lot. Ici : 1 plan sur ")
    assert "17 activités" not in line(app)
