"""The filters that follow, in a real browser: from page to page, cleared, brought back by Back, linked, in two tabs."""

import re
from urllib.parse import parse_qs, urlparse

import pytest

from charts.words.typography import bound
from tests.navigateur.reading import serious, settle, sideways, wait_address, wait_still

pytestmark = pytest.mark.navigateur
LINE = ".filtres-actifs > p"
FILTERS = "departement=09&departement=46&engagement=3&engagement=6"
NAMED = "engagements 3 et 6 ; Ariège et Lot"


def line(page) -> str:
    return page.locator(LINE).inner_text()


def wait_line(page, text: str) -> None:
    """Until the line holds these words, with the spaces that do not part."""
    page.wait_for_function(
        "(text) => document.querySelector('.filtres-actifs > p')?.innerText.includes(text)",
        arg=bound(text),
    )


def wait_no_line(page) -> None:
    page.wait_for_function("!document.querySelector('.filtres-actifs')")


def query(page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def go(page, name: str) -> None:
    """By the menu."""
    page.locator(".st-key-menu").get_by_role("link", name=name, exact=True).click()
    wait_address(
        page,
        {
            "Écarts OQOS": "/ecarts",
            "Défis": "/defis",
            "Territoire": "/territoire",
            "Carte": "/carte",
            "Données et sources": "/sources",
        }[name],
    )
    page.wait_for_selector("footer.pied")
    wait_still(page)


def test_filters_of_a_link_hold_on_every_page_and_say_what_they_do(enter):
    page = enter(f"/ecarts?vue=ensemble&{FILTERS}")
    wait_line(page, f"{NAMED}. Ici : 15 activités sur 17")
    for name, said in {
        "Défis": "6 défis régionaux sur 23, 17 fiches d'objectifs sur 75",
        "Territoire": "15 activités sur 17 (lien fait par nous, aucun plan ne l'écrit)",
        "Carte": "tous les indicateurs ; 54 sont imprimés par un plan",
        "Données et sources": "l'engagement gardé sans effet",
    }.items():
        go(page, name)
        if name == "Données et sources":
            page.get_by_role("combobox", name="Table à afficher").first.click()
            page.get_by_role("option", name="Valeurs").first.click()
        wait_line(page, said)
        assert bound(NAMED) in line(page)
        assert query(page)["departement"] == ["09", "46"]
        assert query(page)["engagement"] == ["3", "6"]


def test_clearing_holds_on_the_other_pages_and_back_brings_the_filters_back(enter):
    page = enter(f"/ecarts?vue=ensemble&borne=haute&{FILTERS}")
    wait_line(page, NAMED)
    wait_still(page)
    page.get_by_role("link", name="Tout afficher").click()
    wait_no_line(page)
    page.wait_for_function("document.querySelectorAll('.grille tbody tr').length === 17")
    wait_still(page)
    assert query(page) == {"vue": ["ensemble"], "borne": ["haute"]}
    go(page, "Défis")
    assert page.locator(LINE).count() == 0
    page.go_back()
    wait_address(page, "/ecarts")
    page.wait_for_function("document.querySelectorAll('.grille tbody tr').length === 17")
    wait_still(page)
    page.go_back()
    wait_line(page, NAMED)
    page.wait_for_function("document.querySelectorAll('.grille tbody tr').length === 15")
    assert query(page)["engagement"] == ["3", "6"]
    go(page, "Défis")
    wait_line(page, NAMED)


def test_back_and_forward_restore_what_was_shown_across_pages(enter):
    page = enter("/defis?engagement=1")
    wait_line(page, "engagement 1. Ici : 5 défis régionaux sur 23")
    go(page, "Écarts OQOS")
    wait_line(page, "1 activité sur 17")
    go(page, "Territoire")
    wait_line(page, "1 activité sur 17")
    page.go_back()
    wait_address(page, "/ecarts")
    wait_line(page, "1 activité sur 17")
    wait_still(page)
    page.go_back()
    wait_address(page, "/defis")
    wait_line(page, "5 défis régionaux sur 23")
    wait_still(page)
    page.go_forward()
    wait_address(page, "/ecarts")
    wait_line(page, "1 activité sur 17")
    wait_still(page)
    page.go_forward()
    wait_address(page, "/territoire")
    wait_line(page, "1 activité sur 17")


def test_back_and_forward_restore_the_engagement_chosen_in_a_list(enter):
    page = enter("/ecarts?vue=ensemble")
    page.wait_for_selector(".grille")
    page.get_by_role("combobox", name="Engagement").click()
    page.get_by_role("option", name=re.compile("^4")).click()
    page.keyboard.press("Escape")
    wait_line(page, "3 activités sur 17")
    wait_still(page)
    page.go_back()
    wait_no_line(page)
    wait_still(page)
    page.go_forward()
    wait_line(page, "3 activités sur 17")
    wait_still(page)
    assert query(page) == {"vue": ["ensemble"], "engagement": ["4"]}


def test_link_in_a_fresh_session_restores_page_filters_and_bounds(open_page):
    path = "/ecarts?activite=cancer&departement=34&departement=46&engagement=5&borne=haute"
    page = open_page(path)
    wait_line(page, "engagement 5 ; Hérault et Lot. Ici : 3 activités sur 17")
    page.wait_for_selector(".table-activite")
    wait_still(page)
    assert page.url.endswith(path)
    assert page.locator(".st-key-ecarts-borne input").input_value() == "Borne haute"
    page.get_by_role("combobox", name="Activité").click()
    assert page.get_by_role("option").all_inner_texts() == [
        "Traitement du cancer",
        "Gynécologie-obstétrique",
        "Soins critiques",
    ]


def test_tie_is_left_out_by_one_link_and_back_takes_it_again(enter):
    page = enter("/ecarts?vue=ensemble&engagement=1")
    page.wait_for_function("document.querySelectorAll('.grille tbody tr').length === 1")
    wait_still(page)
    page.get_by_role("link", name="Toutes les activités").click()
    page.wait_for_function("document.querySelectorAll('.grille tbody tr').length === 17")
    wait_line(page, "les 17 activités, sans tenir compte de l'engagement")
    assert query(page)["rattachement"] == ["sans"]
    wait_still(page)
    page.go_back()
    page.wait_for_function("document.querySelectorAll('.grille tbody tr').length === 1")
    wait_still(page)
    page.get_by_text("Lesquelles, et pourquoi").click()
    page.get_by_text("Dans le filtre (1)").wait_for()


def test_two_tabs_are_independent(open_page):
    first = open_page("/defis?engagement=1")
    wait_line(first, "engagement 1")
    second = first.context.new_page()
    second.goto(first.url.replace("engagement=1", "engagement=6&departement=48"))
    wait_line(second, "engagement 6 ; Lozère")
    go(second, "Territoire")
    go(first, "Écarts OQOS")
    wait_line(first, "engagement 1. Ici : 1 activité sur 17")
    assert query(first) == {"engagement": ["1"]}
    wait_line(second, "engagement 6 ; Lozère")
    second.get_by_role("link", name="Tout afficher").click()
    wait_no_line(second)
    go(first, "Défis")
    wait_line(first, "engagement 1. Ici : 5 défis")


def test_map_is_seen_whole_with_a_filter_on_a_projector(visit):
    page = visit(f"/carte?{FILTERS}", viewport={"width": 1024, "height": 768})
    page.wait_for_selector(".carte-svg path[data-dep]")
    wait_line(page, NAMED)
    settle(page)
    box = page.locator(".carte-svg").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 768
    assert page.locator(LINE).bounding_box()["y"] > box["y"] + box["height"]


def test_indicateur_printed_under_an_engagement_opens_its_map_with_the_filters(enter):
    page = enter("/carte?engagement=6&departement=09")
    page.wait_for_selector(".carte-svg path[data-dep]")
    wait_still(page)
    page.get_by_text("Lesquels : 7 avec carte, 3 sans carte").click()
    link = page.locator(".filtres-actifs li a").first
    slug = parse_qs(urlparse(link.get_attribute("href")).query)["indicateur"][0]
    link.click()
    wait_address(page, f"indicateur={slug}")
    wait_still(page)
    assert query(page) == {"indicateur": [slug], "departement": ["09"], "engagement": ["6"]}
    page.go_back()
    page.wait_for_function("document.querySelector('.carte-titre').innerText.startsWith('Médecins généralistes')")
    wait_line(page, "engagement 6")


def test_clearing_the_page_of_a_departement_keeps_its_theme(enter):
    page = enter("/territoire?departement=48&engagement=3&theme=precarite")
    wait_line(page, "2 défis priorisés sur 11, 3 objectifs sur 13")
    wait_still(page)
    page.get_by_role("link", name="Tout afficher").click()
    wait_no_line(page)
    page.get_by_role("heading", name="Lozère", exact=True).wait_for()
    wait_still(page)
    assert query(page) == {"departement": ["48"], "theme": ["precarite"]}
    page.go_back()
    wait_line(page, "engagement 3 ; Lozère")
    page.get_by_role("heading", name="Lozère", exact=True).wait_for()


@pytest.mark.parametrize("path", ["/ecarts?vue=ensemble", "/territoire", "/carte", "/defis", "/sources?vue=objectifs"])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(enter, path):
    page = enter(f"{path}{'&' if '?' in path else '?'}{FILTERS}", viewport={"width": 390, "height": 844})
    wait_line(page, NAMED)
    settle(page)
    page.evaluate("document.querySelectorAll('.filtres-actifs details').forEach((part) => { part.open = true; })")
    assert sideways(page) <= 1
    assert serious(page) == []
