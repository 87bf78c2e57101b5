"""What a picture of the page shows: marks in the dark and in forced colours, words that are not cut on a phone."""

from pathlib import Path

import pytest

from charts.blocks.gap_table import change_table
from charts.drawings.tokens import colours, page_css
from exports.html import written
from tests.held import library_of
from tests.navigateur.conftest import ROOT
from tests.navigateur.reading import settle, sideways

pytestmark = pytest.mark.navigateur
CUT = (Path(__file__).parent / "textes_coupes.js").read_text("utf-8")
PHONE = {"viewport": {"width": 390, "height": 844}}
BOUND = "/ecarts?activite=gyneco_obst&departement=09&borne=basse"
POINT = "getComputedStyle(document.querySelector('.legende-ecarts .point'), '::before').backgroundColor"
PALE = "getComputedStyle(document.querySelector('.legende-ecarts .plage-pale')).backgroundColor"


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize("path", [BOUND])
@pytest.mark.parametrize(("scheme", "theme"), [("light", "clair"), ("dark", "sombre")])
def test_legend_has_the_colours_of_the_chart(visit, path, scheme, theme):
    page = visit(path, color_scheme=scheme)
    page.locator(".piste .point").first.wait_for()
    drawn = page.locator(".piste .point").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert page.evaluate(POINT) == drawn == rgb(colours(theme)["donnee"])


def test_marks_are_seen_in_forced_colours(enter):
    page = enter(BOUND)
    page.locator(".legende-ecarts .plage-pale").wait_for()
    plain = page.evaluate(PALE)
    page = enter(BOUND, forced_colors="active")
    page.locator(".legende-ecarts .plage-pale").wait_for()
    drawn = page.locator(".piste .point").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert page.evaluate(POINT) == drawn == page.evaluate("getComputedStyle(document.body).color")
    assert page.evaluate(PALE) == plain
    page = enter("/defis", forced_colors="active")
    page.locator(".grille td.vide").first.wait_for()
    assert "gradient" in page.locator(".grille td.vide").first.evaluate("e => getComputedStyle(e).backgroundImage")
    page = enter("/territoire?departement=34", forced_colors="active")
    page.locator(".bandeau .situation .dep-34").wait_for()
    adjusted = page.locator(".bandeau .situation .dep-34").evaluate("e => getComputedStyle(e).forcedColorAdjust")
    assert adjusted == "none"


def test_the_row_that_is_read_is_marked_in_forced_colours(enter):
    """Its ground and its inner shadow are taken away."""
    page = enter("/ecarts?activite=irc&modalite=UDM&departement=34", forced_colors="active")
    page.locator(".table-activite tr.lue th").wait_for()
    edges = (
        "all => all.map((e) => [e.parentElement.matches('.lue'), parseFloat(getComputedStyle(e).borderLeftWidth) > 3])"
    )
    found = page.locator(".table-activite tbody th").evaluate_all(edges)
    assert [True, True] in found and all(marked == wide for marked, wide in found)


FILLING = """() => ["plein", "contour", "tirets"].map((fill) => {
  const mark = document.querySelector(`.table-change .barre.${fill}:not(.stable)`), css = getComputedStyle(mark);
  return [css.backgroundColor, css.borderTopStyle, mark.getBoundingClientRect().width > 4];
})"""


def test_bars_of_what_changes_say_the_same_in_forced_colours(enter):
    """Full, outlined, dashed: three looks without any hue."""
    page = enter("/ecarts?borne=basse", forced_colors="active")
    page.locator(".table-change .barre.tirets").first.wait_for()
    full, held, supposed = page.evaluate(FILLING)
    assert full[0] != held[0] == supposed[0]
    assert (full[1], held[1], supposed[1]) == ("solid", "solid", "dashed")
    assert full[2] and held[2] and supposed[2]


def test_what_changes_is_one_card_a_departement_on_a_phone(enter):
    page = enter("/ecarts", viewport={"width": 320, "height": 700})
    page.locator(".cartes-change a").first.wait_for()
    settle(page)
    assert not page.locator(".table-change").is_visible()
    assert page.locator(".cartes-change > section").count() == 4
    assert page.locator(".cartes-change li").count() == 42
    assert sideways(page) <= 0
    assert page.evaluate(CUT) == []
    heights = page.locator(".cartes-change a").evaluate_all("all => all.map((e) => e.getBoundingClientRect().height)")
    assert min(heights) >= 44


def test_what_changes_holds_on_a_projector_and_leads_to_its_row(enter):
    page = enter("/ecarts", viewport={"width": 1024, "height": 768})
    page.locator(".table-change a").first.wait_for()
    settle(page)
    table = page.locator(".table-change")
    assert table.evaluate("e => e.scrollWidth - e.clientWidth") <= 0 and sideways(page) <= 0
    assert page.evaluate(CUT) == []
    assert table.bounding_box()["y"] < 340
    page.locator(".table-change tbody tr").last.scroll_into_view_if_needed()
    assert page.locator(".table-change thead").evaluate("e => e.firstChild.lastChild.getBoundingClientRect().top") >= 0
    page.get_by_role("link", name="Hérault : +7 Insuffisance rénale").click()
    page.wait_for_url("**/ecarts?activite=irc&modalite=UDM&departement=34")


def test_thirteen_plans_scroll_inside_with_their_heads_and_names(browser):
    """The table alone, as its style sheets draw it: no server holds thirteen plans."""
    library = library_of(13)
    table = change_table(library.supply, library.supply.departements, borne="intervalle")
    sheets = page_css() + "".join((ROOT / "shell" / f"{name}.css").read_text("utf-8") for name in ("frame", "ecarts"))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(f"<!doctype html><html lang=fr><style>{sheets}</style>{written(table.blocks())}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    inside = page.locator(".table-change")
    assert inside.evaluate("e => e.scrollWidth > e.clientWidth && e.scrollHeight > e.clientHeight")
    places = """e => { const { left, top } = e.getBoundingClientRect();
      const at = (query) => e.querySelector(query).getBoundingClientRect();
      return [at("tbody th").left - left, at("tbody th[scope=row]").left - left, at("thead th").top - top,
              at("thead th").left - left, at("tbody td").left - left, at("tbody td").top - top].map(Math.round); }"""
    before = inside.evaluate(places)
    inside.evaluate("e => e.scrollTo(500, 120)")
    after = inside.evaluate(places)
    assert after[:4] == before[:4]
    assert [a - b for a, b in zip(before[4:], after[4:], strict=True)] == [500, 120]
    page.close()


@pytest.mark.parametrize("path", ["/ecarts?vue=ensemble", "/defis"])
def test_legend_of_a_grid_keeps_to_the_width_that_is_seen(visit, path):
    page = visit(path, **PHONE)
    legend = page.locator(".grille caption").first
    assert legend.evaluate("e => e.getBoundingClientRect().right") <= 390


@pytest.mark.parametrize("path", ["/territoire?departement=34"])
def test_care_supply_is_read_whole_on_a_phone(visit, path):
    page = visit(path, **PHONE)
    page.locator(".offre tbody tr").first.wait_for()
    assert page.locator(".offre").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    told = page.locator(".offre td:nth-child(4)").first.evaluate("e => getComputedStyle(e, '::before').content")
    assert "Avec réserve" in told


@pytest.mark.parametrize("path", ["/ecarts"])
def test_links_below_a_page_are_not_cut_on_a_phone(visit, path):
    page = visit(path, **PHONE)
    cut = "links => links.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    links = page.locator('[data-testid="stPageLink-NavLink"] span')
    assert links.count() > 0
    assert links.evaluate_all(cut) == []


@pytest.mark.parametrize("path", ["/"])
@pytest.mark.parametrize(
    ("parts", "count", "apart"), [(".constat-lie", 3, 24), (".chiffres > div", 6, 1), (".entree", 3, 1)]
)
def test_parts_of_the_home_page_have_one_height(visit, path, parts, count, apart):
    """Those of a row to the pixel; findings, one under the other, to a line."""
    page = visit(path, viewport={"width": 1280, "height": 900})
    page.locator(parts).first.wait_for()
    heights = page.locator(parts).evaluate_all("all => all.map((e) => Math.round(e.getBoundingClientRect().height))")
    assert len(heights) == count
    assert max(heights) - min(heights) <= apart
