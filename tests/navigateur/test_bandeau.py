"""«Exporter» on every page, the slim bar of a page scrolled down."""

import pytest

from tests.navigateur.conftest import SCREEN
from tests.navigateur.reading import settle, wait_address

pytestmark = pytest.mark.navigateur
PAGES = (
    "/carte?departement=48",
    "/territoire?departement=09",
    "/ecarts",
    "/defis",
    "/scenario?engagement=3",
    "/sources",
)
PHONE = {"width": 390, "height": 844}
MAIN = "document.querySelector('[data-testid=stMain]')"
BAR = ".bandeau-mince"
TOP = f"[document.querySelector('{BAR}'), {MAIN}].map((e) => e.getBoundingClientRect())"


def scrolled(page, top: int = 1200) -> None:
    page.evaluate(f"(top) => {MAIN}.scrollTo(0, top)", top)
    page.locator(BAR).wait_for()
    settle(page)


def test_every_page_exports_from_the_same_place_by_keyboard_and_follows_its_settings(visit):
    rights = set()
    for path in PAGES:
        page = visit(path)
        button = page.locator(".exporter [data-exporter]")
        button.wait_for()
        settle(page)
        box = button.bounding_box()
        rights.add((round(box["x"] + box["width"]), round(box["y"])))
        button.focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("group", name="Exporter cette vue")
        words = panel.locator("a b").all_inner_texts()
        assert words[0] == "Document PDF" and words[-4:] == [
            "Classeur XLSX",
            "Classeur ODS",
            "Tableau CSV",
            "Données JSON",
        ], path
        assert ("Fiche avec annexe" in words) == ("territoire" in path), path
        assert "Dossier hors ligne" in words and "Diapositives PPTX" in words, path
        assert panel.locator("a:focus b").inner_text() == words[0]
        page.keyboard.press("ArrowUp")
        assert panel.locator("a:focus b").inner_text() == words[-1]
        page.keyboard.press("Escape")
        assert panel.count() == 0 or not panel.is_visible()
        assert button.evaluate("e => e === document.activeElement && e.getAttribute('aria-expanded') === 'false'")
    assert len(rights) == 1
    page = visit("/ecarts")
    page.get_by_role("combobox", name="Cibles à deux bornes").click()
    page.get_by_role("option", name="Borne basse").click()
    wait_address(page, "borne=basse")
    settle(page)
    page.locator(".exporter [data-exporter]").click()
    hrefs = page.locator(".exporter-panneau a").evaluate_all("all => all.map((e) => e.href)")
    assert all("borne=basse" in href for href in hrefs)
    with page.expect_download() as given:
        page.locator(".exporter-panneau a", has_text="CSV").click()
    assert given.value.suggested_filename.endswith(".csv")
    page.locator(".exporter-panneau").wait_for(state="hidden")


SEEN = f"""() => {{
  const menu = document.querySelector(".territoire-sommaire")?.getBoundingClientRect();
  const edge = menu && menu.top <= 45 && menu.bottom > 44 ? menu.bottom : 44;
  const box = document.activeElement.getBoundingClientRect(), own = document.activeElement.closest('{BAR}') !== null;
  return own || box.height > innerHeight / 2 || box.top >= edge - 1;  // a table that scrolls is taller than the screen
}}"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["ecran", "telephone"])
def test_slim_bar_reminds_the_view_and_hides_nothing_that_has_the_focus(visit, path, size):
    page = visit(path, viewport=size)
    state = "visible" if size is SCREEN else "attached"  # under «Menu»
    page.locator(".exporter [data-exporter]").wait_for(state=state)
    settle(page)
    assert not page.locator(BAR).is_visible()
    scrolled(page)
    bar = page.locator(BAR)
    box = bar.bounding_box()
    assert (box["y"], box["height"]) == (0, 44), path
    assert bar.locator("button").evaluate_all("all => all.every((e) => e.getBoundingClientRect().right <= innerWidth)")
    title = page.evaluate("document.querySelector('[data-formes]').dataset.titre")
    assert page.evaluate(f"document.querySelector('{BAR} em').textContent").startswith(title)
    if "territoire" not in path or size is SCREEN:
        cut = bar.locator("p").evaluate("e => [e.scrollHeight - e.clientHeight, e.textContent.length]")
        assert cut[0] <= 1 and cut[1] > 0, path
    page.evaluate("[...document.querySelectorAll('.stMain a, .stMain button')].at(-1).focus()")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if not page.locator(BAR).is_visible():
            break
        assert page.evaluate(SEEN), path
    scrolled(page)
    bar.get_by_role("button", name="Exporter").click()
    panel = page.locator(".exporter-panneau")
    assert panel.bounding_box()["y"] >= 40 and panel.locator("a").count() >= 3
    page.keyboard.press("Escape")
    assert bar.get_by_role("button", name="Exporter").evaluate("e => e === document.activeElement")
    bar.get_by_role("button", name="Modifier").click()
    bar.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('input, select, button')"), path
    scrolled(page)
    bar.get_by_role("button", name="Haut de page").click()
    bar.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_what_sticks_stands_under_the_slim_bar(visit):
    page = visit("/ecarts")
    page.locator(".table-change").wait_for()
    settle(page)
    page.locator(".table-change tbody tr").last.scroll_into_view_if_needed()
    page.locator(BAR).wait_for()
    assert page.locator(".table-change thead th").last.evaluate("e => e.getBoundingClientRect().top") == 44
    page = visit("/territoire?departement=09")
    page.locator(".territoire-sommaire").wait_for()
    settle(page)
    scrolled(page)
    menu = page.locator(".territoire-sommaire").bounding_box()
    assert menu["y"] >= 44 and menu["y"] + menu["height"] <= 88
    page.set_viewport_size(PHONE)
    settle(page)
    page.get_by_label("Partie de la page").select_option("territoire-plan")
    page.wait_for_function("document.querySelector('[data-lu]').dataset.lu === 'territoire-plan'")
    assert page.locator(".territoire-plan h2").first.evaluate("e => e.getBoundingClientRect().top") >= 44


def test_the_bar_keeps_the_theme_of_the_page_and_is_not_printed(enter):
    page = enter("/ecarts", color_scheme="dark")
    settle(page)
    scrolled(page)
    ground = page.locator(BAR).evaluate("e => getComputedStyle(e).backgroundColor")
    assert max(map(int, ground.removeprefix("rgb(").removesuffix(")").split(","))) < 80
    page.emulate_media(media="print")
    assert not page.locator(BAR).is_visible()
