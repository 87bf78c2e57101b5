"""The page of one département in a real browser: choice by keyboard, Back, the printed sheet, sizes."""

import pytest

from tests.navigateur.reading import settle, sideways, wait_address, wait_still

pytestmark = pytest.mark.navigateur
TITLE = "document.querySelector('.territoire-ouverture h2')?.textContent.startsWith"


def test_page_is_drawn_with_its_map_and_its_spines(open_page):
    page = open_page("/territoire?departement=48")
    page.wait_for_function(f"{TITLE}('Lozère')")
    assert page.locator(".territoire-chiffres .epine").first.locator(".ep-d").count() == 12
    box = page.locator(".situation").bounding_box()
    assert box["width"] > 200
    mask = page.locator(".situation .dep-48").evaluate("e => getComputedStyle(e).maskImage")
    assert mask.startswith("url(")


def test_change_of_departement_by_keyboard_then_back(open_page):
    page = open_page("/territoire?departement=09")
    page.wait_for_function(f"{TITLE}('Ariège')")
    settle(page)
    field = page.get_by_role("combobox", name="Département")
    field.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="Lozère").wait_for()
    page.get_by_role("option", name="Lozère").click()
    page.wait_for_function(f"{TITLE}('Lozère')")
    wait_address(page, "departement=48")
    wait_still(page)
    page.go_back()
    page.wait_for_function(f"{TITLE}('Ariège')")


def test_a_theme_holds_for_the_next_departement(open_page):
    page = open_page("/territoire?departement=09")
    page.get_by_role("combobox", name="Chiffres").click()
    page.get_by_role("option", name="Accès aux soins").click()
    page.get_by_text("Accès aux soins : 6 statistiques").wait_for()
    page.get_by_role("combobox", name="Département").click()
    page.get_by_role("option", name="Hérault").click()
    page.wait_for_function(f"{TITLE}('Hérault')")
    page.get_by_text("Accès aux soins : 6 statistiques").wait_for()
    wait_address(page, "theme=acces_aux_soins")


def test_a_part_that_was_opened_stays_open_for_the_next_departement(open_page):
    page = open_page("/territoire?departement=09")
    page.get_by_text("Comment ils sont choisis").click()
    page.get_by_role("combobox", name="Département").click()
    page.get_by_role("option", name="Hérault").click()
    page.wait_for_function(f"{TITLE}('Hérault')")
    page.wait_for_function("document.querySelector('details[data-volet=methode]').open")


def test_link_to_a_defi_stays_in_the_session(open_page):
    page = open_page("/territoire?departement=46")
    page.evaluate("window.repere = 1")
    page.locator("summary", has_text="E1D4 ").click()
    page.get_by_role("link", name="Comparer le défi E1D4 entre départements").click()
    page.wait_for_url("**/defis?**")
    page.wait_for_selector(".cote")
    assert page.evaluate("window.repere") == 1


def test_sheet_to_print_fits_a_page(open_page, browser, tmp_path):
    page = open_page("/territoire?departement=09")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Fiche à imprimer").click()
    assert download.value.suggested_filename == "territoire-09.html"
    target = tmp_path / "fiche.html"
    download.value.save_as(target)
    sheet = browser.new_page(viewport={"width": 794, "height": 1123})
    asked = []
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.goto(target.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 794
    assert sheet.locator("svg path").count() == 13
    sheet.close()


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (390, 844)])
def test_page_does_not_scroll_sideways(visit, width, height):
    page = visit("/territoire?departement=34", viewport={"width": width, "height": height})
    page.wait_for_selector(".epine")
    assert sideways(page) <= 1
