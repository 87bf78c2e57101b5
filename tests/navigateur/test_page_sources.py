"""«Données et sources» in a real browser: a head that stays, texts unfolded by keyboard, cards on a phone."""

import pytest

from tests.navigateur.reading import settle

pytestmark = pytest.mark.navigateur
PHONE = {"width": 390, "height": 844}
CARDS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const rows = [...document.querySelectorAll(".lignes tbody tr")];
  const named = (cell) => getComputedStyle(cell, "::before").content.slice(1, -1);
  const boxes = rows.map((row) => row.getBoundingClientRect());
  return {
    over: Math.max(main.scrollWidth - main.clientWidth, ...rows.map((row) => row.scrollWidth - row.clientWidth)),
    apart: boxes.slice(1).every((box, rank) => box.top > boxes[rank].bottom),
    rows: rows.length,
    unnamed: [...document.querySelectorAll(".lignes td")].filter((cell) => named(cell) !== cell.dataset.nom).length,
    tallest: Math.max(...[...document.querySelectorAll(".lignes td")].map((cell) => cell.offsetHeight)),
  };
}"""


@pytest.mark.parametrize("path", [f"/sources?vue={vue}" for vue in ("dictionnaire", "oqos", "items")])
def test_a_row_is_a_card_on_a_phone(visit, path):
    page = visit(path, viewport=PHONE)
    page.wait_for_selector(".lignes tbody tr")
    told = page.evaluate(CARDS)
    assert told["rows"] == 40 and told["apart"]
    assert (told["over"], told["unnamed"]) == (0, 0)
    assert told["tallest"] <= 130


@pytest.mark.parametrize("path", ["/sources?vue=dictionnaire"])
def test_rows_are_short_and_the_head_stays_when_the_page_scrolls(visit, path):
    page = visit(path, viewport={"width": 1280, "height": 900})
    page.wait_for_selector(".lignes tbody tr")
    heights = page.evaluate("[...document.querySelectorAll('.lignes tbody tr')].map((row) => row.offsetHeight).sort()")
    assert heights[len(heights) // 2] <= 50 and heights[-1] <= 70
    page.locator(".lignes tbody tr").nth(30).scroll_into_view_if_needed()
    settle(page)
    head, row = page.locator(".lignes thead th").nth(1), page.locator(".lignes tbody tr").nth(0)
    assert row.bounding_box()["y"] < 0 <= head.bounding_box()["y"] < 120
    seen = """(th) => { const box = th.getBoundingClientRect();
      return th.contains(document.elementFromPoint(box.left + 20, box.top + box.height / 2)); }"""
    assert head.evaluate(seen)


def test_a_long_text_is_unfolded_and_folded_by_keyboard(visit):
    page = visit("/sources?vue=dictionnaire", viewport={"width": 1280, "height": 900})
    more = page.locator(".lignes td.long-moyen summary").first
    more.focus()
    text = page.locator(".lignes td.long-moyen .texte").first
    before = text.bounding_box()["height"]
    assert more.inner_text() == "plus" and text.evaluate("(e) => e.scrollHeight > e.clientHeight")
    page.keyboard.press("Enter")
    assert more.inner_text() == "moins" and text.bounding_box()["height"] > before
    assert text.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")
    page.keyboard.press("Enter")
    assert more.inner_text() == "plus" and text.bounding_box()["height"] == before


def test_words_typed_give_values_and_an_address_that_restores_them(open_page):
    page = open_page("/sources")
    page.get_by_label("Chercher une valeur").fill("taux de pauvreté Aude")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources?vue=chercher**")
    first = page.locator(".lignes tbody tr").first
    first.get_by_text("Aude").first.wait_for()
    assert "20,8" in first.inner_text() and "2021" in first.inner_text()
    page.reload()
    page.get_by_role("heading", name="Valeurs trouvées pour «taux de pauvreté Aude»").wait_for()


def test_answers_stand_in_two_columns_that_use_the_page(visit):
    page = visit("/recherche?q=dialyse+lozere", viewport={"width": 1280, "height": 900})
    page.wait_for_selector(".resultats .colonne")
    boxes = [one.bounding_box() for one in page.locator(".resultats .colonne").all()]
    assert len(boxes) == 2 and boxes[0]["y"] == boxes[1]["y"]
    assert sum(box["width"] for box in boxes) > 1100
    page.set_viewport_size(PHONE)
    first, second = (one.bounding_box() for one in page.locator(".resultats .colonne").all())
    assert first["x"] == second["x"] and second["y"] >= first["y"] + first["height"]
