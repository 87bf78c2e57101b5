"""The page of one département in a real browser: choice by keyboard, Back, the printed sheet, sizes."""

import re

import pytest

from tests.navigateur.reading import settle, sideways, wait_address, wait_still

pytestmark = pytest.mark.navigateur
TITLE = "document.querySelector('.territoire-ouverture h2')?.textContent.startsWith"


def test_page_is_drawn_with_its_map_and_its_spines(enter):
    page = enter("/territoire?departement=48")
    page.wait_for_function(f"{TITLE}('Lozère')")
    assert page.locator(".territoire-chiffres .epine").first.locator(".ep-d").count() == 12
    box = page.locator(".bandeau .situation").bounding_box()
    assert box["width"] > 60
    mask = page.locator(".bandeau .situation .dep-48").evaluate("e => getComputedStyle(e).maskImage")
    assert mask.startswith("url(")


def test_change_of_departement_by_keyboard_then_back(enter):
    page = enter("/territoire?departement=09")
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


def test_another_departement_is_read_beside_and_left_again(enter):
    page = enter("/territoire?departement=46")
    page.wait_for_function(f"{TITLE}('Lot')")
    settle(page)
    page.get_by_role("combobox", name="Comparer à").click()
    page.get_by_role("option", name="Lozère", exact=True).click()
    page.locator(".epine.a-deux .ep-s").first.wait_for()
    wait_address(page, "avec=48")
    assert page.locator(".epine.a-deux thead th").nth(2).inner_text() == "Lozère"
    assert page.locator(".epine.a-deux tbody .ep-s").count() == page.locator(".epine tbody .ep-d").count() == 12
    wait_still(page)
    page.go_back()
    page.locator(".epine:not(.a-deux) .ep-d").first.wait_for()
    assert page.locator(".ep-s").count() == 0


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 900)])
def test_four_boxes_stand_on_one_line_with_no_word_cut(enter, width, height):
    page = enter("/territoire?departement=66&avec=82", viewport={"width": width, "height": height})
    page.wait_for_function(f"{TITLE}('Pyrénées-Orientales')")
    settle(page)
    boxes = page.locator(".st-key-filtres [data-testid=stSelectbox], .st-key-filtres [data-testid=stMultiSelect]").all()
    tops = [box.bounding_box()["y"] for box in boxes]
    assert len(tops) == 4 and max(tops) - min(tops) < 2
    assert sideways(page) <= 1
    broken = "all => all.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)"
    assert page.locator(".epine.a-deux :is(th, td)").evaluate_all(broken) == []


def test_a_theme_holds_for_the_next_departement(enter):
    page = enter("/territoire?departement=09")
    page.get_by_role("combobox", name="Chiffres").click()
    page.get_by_role("option", name="Accès aux soins").click()
    page.get_by_text("Accès aux soins : 6 statistiques").wait_for()
    page.get_by_role("combobox", name="Département").click()
    page.get_by_role("option", name="Hérault").click()
    page.wait_for_function(f"{TITLE}('Hérault')")
    page.get_by_text("Accès aux soins : 6 statistiques").wait_for()
    wait_address(page, "theme=acces_aux_soins")


def test_a_part_that_was_opened_stays_open_for_the_next_departement(enter):
    page = enter("/territoire?departement=09")
    settle(page)
    page.locator("details[data-volet=methode] summary").click()
    page.get_by_role("combobox", name="Département").scroll_into_view_if_needed()
    settle(page)
    page.get_by_role("combobox", name="Département").click()
    page.get_by_role("option", name="Hérault").click()
    page.wait_for_function(f"{TITLE}('Hérault')")
    page.wait_for_function("document.querySelector('details[data-volet=methode]').open")


def test_link_to_a_defi_stays_in_the_session(enter):
    page = enter("/territoire?departement=46")
    page.evaluate("window.repere = 1")
    page.locator("summary", has_text="E1D4 ").click()
    page.get_by_role("link", name="Comparer le défi E1D4 entre départements").click()
    page.wait_for_url("**/defis?**")
    page.wait_for_selector(".cote")
    assert page.evaluate("window.repere") == 1


def test_sheet_to_print_fits_a_page(enter, browser, tmp_path):
    page = enter("/territoire?departement=09")
    settle(page)
    page.get_by_role("button", name="Exporter").click()
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


@pytest.mark.parametrize("code", ["09", "34", "46", "48", "31"])
def test_sheet_to_print_is_two_pages_and_its_annex_is_on_demand(browser, server, code):
    page = browser.new_page()
    counts = []
    for annexe in ("", "&annexe=oui"):
        answer = page.request.get(f"{server.url}/territoire.html?departement={code}{annexe}")
        page.set_content(answer.text())
        page.evaluate("document.fonts.ready")
        counts.append(len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True, print_background=True))))
    assert counts[0] == 2
    assert counts[1] > 4
    page.close()


def test_the_page_itself_prints_on_four_sheets(open_page):
    page = open_page("/territoire?departement=34")
    page.wait_for_function(f"{TITLE}('Hérault')")
    settle(page)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", print_background=True, margin=margin))) <= 4


def test_menu_of_the_parts_stays_in_sight_and_leaves_the_address_alone(open_page):
    page = open_page("/territoire?departement=34")
    page.wait_for_function(f"{TITLE}('Hérault')")
    settle(page)
    before = page.evaluate("[location.href, history.length]")
    for words, part in (("Défis", "plan"), ("Offre de soins", "offre"), ("En bref", "ouverture")):
        page.get_by_label("Parties de la page").get_by_role("link", name=words).click()
        page.wait_for_function(f"document.querySelector('[data-lu]').dataset.lu === 'territoire-{part}'")
        top, menu = page.evaluate(
            f"[document.querySelector('.territoire-{part} h2').getBoundingClientRect().top, "
            "document.querySelector('.sommaire').getBoundingClientRect().bottom]"
        )
        assert menu <= top < 320 and menu < 96  # under the slim bar, or where it was drawn
    assert page.evaluate("[location.href, history.length]") == before


@pytest.mark.parametrize("path", ["/territoire?departement=34"])
def test_spine_and_what_stands_out_are_on_the_first_screen(visit, path):
    page = visit(path, viewport={"width": 1280, "height": 900})
    page.wait_for_selector(".epine")
    assert page.locator(".territoire-chiffres").bounding_box()["y"] <= 350
    cut = "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    assert page.locator(".coup-d-oeil li, .bandeau h2, .sommaire a").evaluate_all(cut) == []


@pytest.mark.parametrize("path", ["/territoire?departement=34"])
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (390, 844)])
def test_page_does_not_scroll_sideways(visit, path, width, height):
    page = visit(path, viewport={"width": width, "height": height})
    page.wait_for_selector(".epine")
    assert sideways(page) <= 1
