"""axe on every page, light and dark; sizes; nothing serious, no English word left."""

import pytest

from tests.navigateur.conftest import redress
from tests.navigateur.reading import serious, settle, sideways

pytestmark = pytest.mark.navigateur
PAGES = ("/", "/accessibilite", "/seance", "/importer", "/ecarts", "/carte?departement=48",
         "/carte?indicateur=part_mg_60_plus&departement=48", "/sources",
         "/carte?indicateur=taux_pauvrete&indicateur=taux_chomage", "/sources?vue=valeurs",
         "/sources?vue=items&acteur=cpts", "/sources?vue=piloter", "/defis?vue=cts&departement=09",
         "/sources?vue=vigilances", "/sources?vue=glossaire", "/sources?vue=tables", "/recherche",
         "/recherche?q=dialise", "/recherche?q=xqzw",
         "/defis", "/defis?defi=E1D4", "/defis?vue=etiquettes&departement=09&engagement=3", "/defis?objectif=E3D1O5",
         "/scenario", "/scenario?vue=objectifs&engagement=3", "/scenario?vue=oqos&engagement-2=1&borne-2=basse",
         "/scenario?vue=etiquettes&parcours=Vieillissement", "/territoire?departement=09",
         "/territoire?departement=31")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(visit, path):
    page = visit(path)
    assert serious(page) == []
    redress(page, "dark")
    assert serious(page, colours=True) == []


def test_axe_sees_a_fault_when_there_is_one(open_page):
    page = open_page("/carte")
    page.wait_for_selector(".carte-svg path")
    page.evaluate(
        "document.querySelectorAll('.carte-svg path, .carte-grille button')"
        ".forEach((e) => { e.removeAttribute('aria-label'); e.replaceChildren(); })"
    )
    assert serious(page) != []


FAINT = {
    "encre": ("p", "color", "#c9c9c9"),
    "fond": ("div", "background-color", "#333"),
    "classe": ("p", "color", ""),
}
"""What makes one text among its likes too faint: its ink, the ground of a box around it, a rule of a sheet."""


@pytest.mark.parametrize("path", ["/accessibilite"])
@pytest.mark.parametrize("look", FAINT)
def test_one_faint_text_among_its_likes_is_found(visit, path, look):
    tag, name, value = FAINT[look]
    page = visit(path)
    undo = page.evaluate_handle(
        """([tag, name, value]) => {
      const long = (e) => e.checkVisibility() && e.textContent.length > 60;
      const texts = [...document.querySelectorAll(".stHtml p")].filter(long);
      const one = texts[Math.floor(texts.length / 2)].closest(tag), sheet = document.createElement("style");
      if (value) one.style.setProperty(name, value);
      else {
        one.dataset.pale = "";
        sheet.textContent = "[data-pale] { color: #c9c9c9 !important; }";
        document.head.append(sheet);
      }
      return () => { sheet.remove(); one.removeAttribute("style"); delete one.dataset.pale; };
    }""",
        [tag, name, value],
    )
    found = [rule for rule, *_ in serious(page, colours=True)]
    undo.evaluate("(undo) => undo()")
    assert found == ["color-contrast"]


@pytest.mark.parametrize("path", ["/carte"])
@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1920, 1080), (1024, 768)])
def test_map_is_seen_whole_without_scrolling(visit, path, width, height):
    page = visit(path, viewport={"width": width, "height": height})
    box = page.locator(".carte-svg").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height


@pytest.mark.parametrize("path", ["/", "/accessibilite", "/seance", "/carte?departement=48", "/sources?vue=valeurs",
                                  "/recherche?q=soins"])  # fmt: skip
def test_nothing_overflows_a_phone(visit, path):
    assert sideways(visit(path, viewport={"width": 390, "height": 844})) <= 1


@pytest.mark.parametrize(
    "path",
    ["/", "/carte?departement=48", "/sources?vue=valeurs", "/recherche?q=soins", "/territoire?departement=11",
     "/accessibilite", "/seance", "/defis?defi=E1D4", "/scenario?vue=oqos"],
)  # fmt: skip
def test_visible_text_is_at_least_sixteen_pixels(visit, path):
    """Fourteen for what goes with a text: the name inside a box, a source, what a number is compared with."""
    page = visit(path, viewport={"width": 1024, "height": 768})
    small = page.evaluate("""() => {
      const out = [];
      const main = document.querySelector('[data-testid=stMain]');
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      for (let n = walker.nextNode(); n; n = walker.nextNode()) {
        const e = n.parentElement, r = e.getBoundingClientRect();
        if (!n.nodeValue.trim() || !r.width || !e.checkVisibility() || e.tagName === 'STYLE') continue;
        if (e.closest('[data-testid=stIconMaterial]')) continue;
        const svg = e.closest('svg');
        const scale = svg?.viewBox?.baseVal?.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        const size = parseFloat(getComputedStyle(e).fontSize) * scale;
        const least = e.closest('label, .source, .contexte, .carte-reperes') ? 13.9 : 15.4;
        if (size && size < least) out.push([n.nodeValue.trim().slice(0, 40), size]);
      }
      return out;
    }""")
    assert small == []


def test_theme_switch_holds_on_every_page(open_page):
    page = open_page("/carte")
    page.get_by_role("button", name="Sombre").click()
    page.wait_for_selector("footer.pied")
    dark = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    page.wait_for_function(f"{dark} === 'rgb(15, 22, 28)'")
    page.get_by_role("link", name="Données et sources").click()
    page.get_by_role("heading", level=1, name="Données et sources").wait_for()
    settle(page)
    assert page.evaluate(dark) == "rgb(15, 22, 28)"
    page.reload()
    page.wait_for_selector("footer.pied")
    page.wait_for_function(f"{dark} === 'rgb(15, 22, 28)'")
    assert page.get_by_role("button", name="Sombre").get_attribute("aria-pressed") == "true"


def test_unknown_address_answers_in_french(browser, server):
    page = browser.new_page()
    answer = page.goto(server.url + "/nimporte")
    assert answer.status == 404
    assert page.get_by_role("heading").inner_text() == "Cette page n'existe pas"
    page.close()
