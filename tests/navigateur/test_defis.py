"""Défis in a real browser: the matrix by keyboard and by click, marks of words, Back, deep links, sizes."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from charts.words.typography import bound
from tests.navigateur.reading import settle, sideways, wait_address, wait_still

pytestmark = pytest.mark.navigateur
CELL = ".grille button[data-code]"


def test_matrix_is_one_tab_stop_walked_by_arrows(enter):
    page = enter("/defis")
    page.wait_for_selector(CELL)
    assert page.locator(CELL).count() == 23 * 4
    assert page.locator('.grille button[tabindex="0"]').count() == 1
    assert page.locator(".grille td.vide").count() == 1
    assert page.locator(".grille td.vide").inner_text().startswith(bound("9 plans non chargés"))
    page.get_by_role("button", name="Plus de réglages").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.code") == "E1D1:09"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.code") == "E1D3:34"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        bound("E1D3, Hérault : priorisé, 2 objectifs. Ouvrir le défi")
    )
    page.keyboard.press("Enter")
    page.wait_for_selector(".cote")
    wait_address(page, "defi=E1D3")


def test_settings_of_the_list_are_set_one_after_the_other(enter):
    page = enter("/defis")
    page.get_by_role("button", name="Plus de réglages").click()
    page.get_by_role("combobox", name="Public nommé").click()
    page.get_by_role("option", name="Parents et futures mères").click()
    wait_address(page, "public=parents")
    settle(page)
    page.get_by_label("Contient les mots").fill("soins")
    page.keyboard.press("Enter")
    wait_address(page, "mots=soins")
    page.get_by_role("button", name="Plus de réglages (2)").wait_for()


FOCUS = """() => {
  const here = document.activeElement, ring = here.closest("button, [role=group]");
  return [here.getAttribute("aria-label") ?? here.textContent, getComputedStyle(ring).outlineStyle];
}"""


@pytest.mark.parametrize("path", ["/defis"])
def test_the_list_of_settings_takes_the_focus_of_the_keyboard_and_gives_it_back(visit, path):
    page = visit(path)
    button = page.get_by_role("button", name="Plus de réglages")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.closest('[data-testid=stPopoverBody]')")
    assert page.evaluate(FOCUS)[0] == "Parcours"
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.closest('[data-testid=stPopover]')")


@pytest.mark.parametrize("path", ["/defis"])
def test_what_the_keyboard_is_on_is_seen_in_the_bar(visit, path):
    page = visit(path)
    page.get_by_role("radio", name="Matrice").focus()
    for name in ("Matrice", "Département", "Engagement", "Thème"):
        words, ring = page.evaluate(FOCUS)
        assert words.startswith(name) and ring == "solid"
        page.keyboard.press("Tab")


SIZES = ((1280, 900, 260), (1024, 768, 260), (390, 844, 420))
CHIPS = {1280: 0, 1024: 30, 390: 0}
"""What the points of departure of «Et si» take more where they wrap."""


@pytest.mark.parametrize(("width", "height", "most"), SIZES)
@pytest.mark.parametrize("path", ["/defis", "/defis?defi=E1D4", "/scenario", "/scenario?vue=objectifs&engagement=3"])
def test_finding_starts_high_and_tabs_keep_to_their_row(visit, path, width, height, most):
    page = visit(path, viewport={"width": width, "height": height})
    page.locator("[data-testid=stMain] h2").first.wait_for()
    room = CHIPS[width] if path.startswith("/scenario") else 0
    assert page.locator("[data-testid=stMain] h2").first.evaluate("e => e.getBoundingClientRect().top") <= most + room
    tops = page.locator("[class*=-vue] [data-variant=segmented_control]").evaluate_all(
        "all => new Set(all.map((e) => Math.round(e.getBoundingClientRect().top))).size"
    )
    assert tops == 1 or width == 390


def test_click_on_a_cell_then_back_returns_to_the_matrix(enter):
    page = enter("/defis?engagement=1")
    page.locator("button[data-code='E1D5:48']").click()
    page.get_by_text("Diffère du titre de référence : 1 mot ajouté, 1 mot absent.").wait_for()
    wait_address(page, "defi=E1D5")
    wait_still(page)
    page.go_back()
    page.wait_for_selector("button[data-code='E1D5:48']")
    assert page.locator(CELL).count() == 5 * 4


def test_words_that_differ_are_marked_and_told(enter):
    page = enter("/defis?defi=E1D4&departement=46&departement=48")
    page.wait_for_selector(".cote del")
    assert page.locator(".cote del", has_text="des cancers").count() == 1
    assert "line-through" in page.locator(".cote del").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert page.locator(".cote del .hors-vue").first.inner_text().startswith("[absent")


def test_change_of_pair_repaints_and_writes_the_address(enter):
    page = enter("/defis?defi=E6D4&departement=46&departement=48")
    page.wait_for_selector(".cote")
    page.get_by_role("combobox", name="Département").click()
    page.get_by_role("option", name="Ariège").click()
    page.wait_for_function("document.querySelectorAll('.cote thead th').length === 3")
    wait_address(page, "departement=09")


def test_objectif_link_opens_who_bears_it(enter):
    page = enter("/defis?objectif=E6D4O4")
    page.get_by_role(
        "heading", name="E6D4O4 est porté par quatre plans sur quatre : Ariège, Hérault, Lot et Lozère"
    ).wait_for()
    assert page.locator(".versions > div").count() == 4


def test_line_of_the_text_leads_to_its_row(enter):
    page = enter("/defis?objectif=E1D5O4")
    page.get_by_role("link", name=re.compile("ligne 1320 du texte")).click()
    page.wait_for_url("**/sources**")
    expect(page.locator(".tableau tbody tr")).to_have_count(1)


def test_csv_holds_the_compared_sheets(enter):
    page = enter("/defis?defi=E1D4&departement=46&departement=48")
    page.get_by_text("Tableaux et téléchargements").click()
    page.wait_for_selector(".tableau")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en CSV").click()
    rows = list(
        csv.reader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig"), newline=""), delimiter=";")
    )
    assert [(row[0], row[1]) for row in rows[1:]] == [("E1D4O6", "Lot"), ("E1D4O6", "Lozère"), ("E1D4O8", "Lot")]


@pytest.mark.parametrize("path", ["/defis", "/defis?defi=E1D4", "/defis?vue=etiquettes", "/defis?objectif=E6D4O4"])
def test_page_does_not_scroll_sideways_on_a_phone(visit, path):
    assert sideways(visit(path, viewport={"width": 390, "height": 844})) <= 1
