"""The home page in a browser: all of it on one screen, a département chosen on the map, the last view found again."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.navigateur
SHORT = {"Hte-Garonne": "Haute-Garonne", "Htes-Pyr.": "Hautes-Pyrénées", "Pyr.-Or.": "Pyrénées-Orientales"}


@pytest.mark.parametrize("path", ["/"])
def test_all_of_the_home_page_is_on_one_screen(visit, path):
    page = visit(path, viewport={"width": 1280, "height": 900})
    for part in (".cherche", ".lieux", ".constats", ".chiffres", ".entrees", "[data-volet=couverture]"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 900, part


@pytest.mark.parametrize("path", ["/"])
def test_what_is_seen_of_a_departement_is_what_is_clicked(visit, path):
    page = visit(path, viewport={"width": 1280, "height": 900})
    places = page.evaluate("""() => [...document.querySelectorAll('.lieux > span')].map((name) => {
      const box = name.getBoundingClientRect();
      const under = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return [name.textContent, under.closest('a')?.textContent ?? ''];
    })""")
    assert len(places) == 13
    for name, link in places:
        plain = name.replace("\u2011", "-")
        assert link.replace("\u2011", "-").startswith(SHORT.get(plain, plain.removesuffix("-G.")))


def test_the_last_view_is_found_again(open_page):
    page = open_page("/")
    assert page.locator(".reprise a").count() == 0
    page.locator(".lieux a[href*='=31']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoire?departement=31")
    expect(page.get_by_role("heading", level=1, name="Territoire")).to_be_visible()  # seen, and not only asked for
    page.get_by_role("link", name="Accueil", exact=True).click()
    link = page.locator(".reprise a")
    expect(link).to_have_text("Reprendre ma dernière vue\u00a0: Territoire")
    link.click()
    page.wait_for_url("**/territoire?departement=31")
    expect(page.get_by_role("heading", level=1, name="Territoire")).to_be_visible()
    page.wait_for_function("localStorage.getItem('territoires-derniere-vue') === 'territoire?departement=31'")
