"""What a picture of the page shows: marks in the dark and in forced colours, words that are not cut on a phone."""

import pytest

from charts.drawings.gap_chart import COLOURS

pytestmark = pytest.mark.navigateur
PHONE = {"viewport": {"width": 390, "height": 844}}
BOUND = "/ecarts?activite=gyneco_obst&departement=09&borne=basse"
POINT = "getComputedStyle(document.querySelector('.legende-ecarts .point'), '::before').backgroundColor"
PALE = "getComputedStyle(document.querySelector('.legende-ecarts .plage-pale')).backgroundColor"


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize(("scheme", "theme"), [("light", "clair"), ("dark", "sombre")])
def test_legend_has_the_colours_of_the_chart(visit, scheme, theme):
    page = visit(BOUND, color_scheme=scheme)
    page.locator(".legende-ecarts .point").wait_for()
    assert page.evaluate(POINT) == rgb(COLOURS[theme]["prevu"])


def test_marks_are_seen_in_forced_colours(open_page):
    page = open_page(BOUND)
    page.locator(".legende-ecarts .plage-pale").wait_for()
    plain = [page.evaluate(mark) for mark in (POINT, PALE)]
    page = open_page(BOUND, forced_colors="active")
    page.locator(".legende-ecarts .plage-pale").wait_for()
    assert [page.evaluate(mark) for mark in (POINT, PALE)] == plain
    page = open_page("/defis", forced_colors="active")
    page.locator(".grille td.vide").first.wait_for()
    assert "gradient" in page.locator(".grille td.vide").first.evaluate("e => getComputedStyle(e).backgroundImage")
    page = open_page("/territoire?departement=34", forced_colors="active")
    page.locator(".situation .dep-34").wait_for()
    adjusted = page.locator(".situation .dep-34").evaluate("e => getComputedStyle(e).forcedColorAdjust")
    assert adjusted == "none"


@pytest.mark.parametrize("path", ["/ecarts?vue=ensemble", "/defis"])
def test_legend_of_a_grid_keeps_to_the_width_that_is_seen(visit, path):
    page = visit(path, **PHONE)
    legend = page.locator(".grille caption").first
    assert legend.evaluate("e => e.getBoundingClientRect().right") <= 390


def test_care_supply_is_read_whole_on_a_phone(visit):
    page = visit("/territoire?departement=34", **PHONE)
    page.locator(".offre tbody tr").first.wait_for()
    assert page.locator(".offre").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    told = page.locator(".offre td:nth-child(4)").first.evaluate("e => getComputedStyle(e, '::before').content")
    assert "Avec réserve" in told


def test_links_below_a_page_are_not_cut_on_a_phone(visit):
    page = visit("/ecarts", **PHONE)
    cut = "links => links.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    links = page.locator('[data-testid="stPageLink-NavLink"] span')
    assert links.count() > 0
    assert links.evaluate_all(cut) == []


def test_doors_have_one_height(visit):
    page = visit("/")
    page.get_by_text("Ce que chaque plan priorise").wait_for()
    frames = page.locator('.stColumn:has([data-testid="stPageLink"]) [data-testid="stVerticalBlock"]')
    borders = frames.evaluate_all(
        "all => all.filter((e) => parseFloat(getComputedStyle(e).borderTopWidth))"
        ".map((e) => Math.round(e.getBoundingClientRect().height))"
    )
    assert len(borders) == 3
    assert len(set(borders)) == 1
