"""«Et si» in a real browser: switches, map, two scenarios, files, Back, deep links, keyboard, sizes."""

import json
import re

import pytest

from charts.words.typography import bound
from tests.navigateur.reading import settle, sideways, wait_address, wait_still

pytestmark = pytest.mark.navigateur
TITLE = ".constat h2"
PILLS = ".st-key-scenario-engagements button"


def wait_title(page, words: str) -> None:
    page.locator(TITLE, has_text=words).first.wait_for()


def test_switches_repaint_map_and_words_and_back_restores_them(enter):
    page = enter("/scenario")
    wait_title(page, "Référence : 75 fiches")
    page.wait_for_function("document.querySelectorAll('.carte-svg path[data-dep]').length === 13")
    page.locator(PILLS, has_text="3 Accès").click()
    wait_title(page, "57 fiches sur 75 dans la sélection")
    wait_address(page, "engagement=6")
    assert "engagement=3" not in page.url
    page.locator('.carte-svg path[data-dep="09"][aria-label="Ariège\u00a0: 12 sur 14 défis"]').wait_for()
    wait_still(page)
    page.go_back()
    wait_title(page, "Référence : 75 fiches")
    page.locator('.carte-svg path[data-dep="09"][aria-label="Ariège\u00a0: 14 sur 14 défis"]').wait_for()
    wait_still(page)
    page.go_forward()
    wait_title(page, "57 fiches sur 75 dans la sélection")


def test_an_engagement_is_kept_alone_and_a_start_is_a_chip(enter):
    page = enter("/scenario")
    wait_title(page, "Référence : 75 fiches")
    page.get_by_role("radio", name="3 Accès seul").click()
    wait_title(page, "18 fiches sur 75")
    wait_address(page, "engagement=3")
    settle(page)
    page.get_by_role("radio", name="Coordination, qualité").click()
    wait_title(page, "Coordination et qualité : 20 fiches sur 75")
    settle(page)
    bottom = page.locator(".bilan tbody tr").last.evaluate("e => e.getBoundingClientRect().bottom")
    assert bottom <= 900


def test_switches_are_walked_by_keyboard(enter):
    page = enter("/scenario?engagement=1")
    wait_title(page, "15 fiches sur 75")
    page.locator(PILLS, has_text="2 Personne actrice").focus()
    page.keyboard.press("Space")
    wait_title(page, "27 fiches sur 75")
    assert page.locator(PILLS, has_text="2 Personne actrice").get_attribute("aria-pressed") in (None, "true")


def test_a_defi_on_the_map_is_drawn_by_the_browser_and_kept_in_the_link(enter):
    page = enter("/scenario?engagement=3")
    wait_title(page, "18 fiches sur 75")
    page.get_by_role("combobox", name="Défi sur la carte").click()
    page.get_by_role("option", name=re.compile("^E3D2 ")).click()
    page.locator('.carte-svg path[data-dep="48"][aria-label="Lozère\u00a0: priorisé"]').wait_for()
    assert page.locator('.carte-svg path[data-dep="46"]').get_attribute("aria-label") == "Lot\u00a0: non priorisé"
    assert page.locator('.carte-svg path[data-dep="81"]').get_attribute("aria-label") == "Tarn\u00a0: plan non chargé"
    wait_address(page, "carte=E3D2")


def test_a_click_on_the_map_keeps_one_departement(enter):
    page = enter("/scenario?engagement=3")
    wait_title(page, "18 fiches sur 75")
    page.locator('.carte-svg path[data-dep="46"]').click()
    wait_title(page, "5 fiches sur 75")
    wait_address(page, "departement=46")
    wait_still(page)
    page.locator('.carte-svg path[data-dep="46"]').click()
    wait_title(page, "18 fiches sur 75")


def test_a_link_in_a_fresh_session_restores_two_scenarios_and_bounds(open_page):
    page = open_page("/scenario?vue=oqos&engagement=3&borne=basse&nom=Au+plus+bas&engagement-2=1&borne-2=haute")
    wait_title(page, "Au plus bas : Borne basse, une hypothèse du plan : écarts chiffrés et non nuls : Ariège")
    second = "Scénario B : Borne haute, une hypothèse du plan : écarts chiffrés et non nuls : Ariège 1"
    assert page.locator(TITLE).nth(1).inner_text().startswith(bound(second))
    assert page.get_by_text("Sélection : engagement 1 Prévention ; borne haute.").count() == 1
    page.get_by_role("button", name="Plus de réglages (1)").click()
    assert page.get_by_label("Cibles à deux bornes").first.input_value() == "Borne basse"


def test_two_tabs_hold_two_scenarios(open_page):
    one, two = open_page("/scenario?engagement=3"), open_page("/scenario?engagement=6")
    wait_title(one, "18 fiches")
    wait_title(two, "10 fiches")
    two.locator(PILLS, has_text="1 Prévention").click()
    wait_title(two, "25 fiches")
    one.locator(PILLS, has_text="2 Personne actrice").click()
    wait_title(one, "30 fiches")


def test_a_file_is_saved_opened_again_and_a_wrong_one_loses_nothing(open_page, tmp_path):
    page = open_page("/scenario?engagement=3&engagement=6")
    wait_title(page, "28 fiches")
    page.get_by_role("button", name="Nommer, enregistrer, ouvrir").click()
    page.get_by_label("Nom du scénario").fill("Accès et métiers")
    page.keyboard.press("Enter")
    wait_title(page, "Accès et métiers : 28 fiches")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer ce scénario").click()
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert saved["scenarios"][0]["nom"] == "Accès et métiers" and saved["scenarios"][0]["engagements"] == [3, 6]
    assert page.get_by_text("Choisir un fichier").count() >= 1 and page.get_by_text("Upload", exact=True).count() == 0

    wrong = tmp_path / "ancien.json"
    wrong.write_text(json.dumps({**saved, "version": 0}), "utf-8")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_text("ancien.json : rien n'a été ouvert. Ce fichier suit la version 0").wait_for()
    wait_title(page, "Accès et métiers : 28 fiches")

    saved["scenarios"][0] |= {"nom": "Rouvert", "engagements": [1]}
    right = tmp_path / "rouvert.json"
    right.write_text(json.dumps(saved), "utf-8")
    page.locator("input[type=file]").set_input_files(right)
    wait_title(page, "Rouvert : 15 fiches sur 75")
    wait_address(page, "nom=Rouvert")


def test_objectifs_lead_to_who_bears_them_and_back(enter):
    page = enter("/scenario?engagement=6&vue=objectifs")
    page.locator(".plan-et-si a", has_text="E6D4O4").first.click()
    page.get_by_role("heading", name=re.compile("E6D4O4 est porté par quatre plans")).wait_for()
    wait_still(page)
    page.go_back()
    wait_title(page, "10 fiches sur 75")


@pytest.mark.parametrize("path", ["/scenario", "/scenario?vue=objectifs&engagement=3", "/scenario?vue=etiquettes",
                                  "/scenario?vue=oqos&engagement-2=1"])  # fmt: skip
@pytest.mark.parametrize("width", [390, 1024])
def test_page_does_not_scroll_sideways(visit, path, width):
    assert sideways(visit(path, viewport={"width": width, "height": 768})) <= 1
