"""Geometry that holds: one track for a ranked list, choices that wrap, nothing under the fold, one sheet of paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.navigateur.reading import settle
from views.pages import PAGES as EVERY_PAGE

pytestmark = pytest.mark.navigateur
LISTS = (
    "/carte?indicateur=densite_mg_bpe",
    "/carte?indicateur=population&departement=34",
    "/carte?indicateur=nb_ehpad&origine=plan",
    "/ecarts?vue=carte&activite=smr",
)
WIDTHS = (320, 390, 480)
TRACKS = """() => {
  const rows = [...document.querySelectorAll(".carte-rangs li:not(.absent)")], box = (e) => e.getBoundingClientRect();
  const round = (n) => Math.round(n * 4) / 4, all = (list) => [...new Set(list)];
  const bars = rows.map((row) => box(row.querySelector(".barre")));
  const grounds = rows.map((row) => getComputedStyle(row.querySelector(".barre")));
  const marks = grounds.map((css) => css.backgroundPositionX.split(", "));
  const sizes = grounds.map((css) => css.backgroundSize.split(", "));
  const gaps = bars.slice(1).map((bar, k) => bar.top - bars[k].bottom);
  const over = (e) => e.scrollWidth > e.clientWidth + 1 || box(e).right > box(e.closest("button")).right + 1;
  return {
    rows: rows.length,
    tracks: all(bars.map((bar) => `${round(bar.left)} ${round(bar.width)}`)),
    lengths: sizes.map((of) => parseFloat(of.at(-1))),
    places: [0, 1].map((m) => all(marks.map((of) => of[m])).length),
    breaks: gaps.filter((gap) => Math.abs(gap) > 0.6),
    cut: [...document.querySelectorAll(".carte-rangs :is(.nom, .val)")].filter(over).map((e) => e.textContent),
  };
}"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
"""Text spacing of WCAG 1.4.12."""


def held(page) -> None:
    told = page.evaluate(TRACKS)
    assert told["rows"] > 1
    assert len(told["tracks"]) == 1
    assert told["lengths"] == sorted(told["lengths"], reverse=True)
    assert 0 <= told["lengths"][-1] < told["lengths"][0] <= 100
    assert told["places"] == [1, 1]
    assert told["breaks"] == []
    assert told["cut"] == []


@pytest.mark.parametrize("path", LISTS)
def test_rows_of_a_list_share_one_track_at_any_width(visit, path):
    page = visit(path, viewport={"width": WIDTHS[0], "height": 800})
    page.locator(".carte-rangs li").first.wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        held(page)


@pytest.mark.parametrize("path", ["/carte?indicateur=population&departement=66"])
@pytest.mark.parametrize("width", [320, 1280])
def test_list_and_sheet_of_the_map_hold_with_more_space_between_words(visit, path, width):
    page = visit(path, viewport={"width": width, "height": 900})
    page.locator(".fiche-tete").wait_for()
    style = page.add_style_tag(content=SPACED)
    settle(page)
    held(page)
    over = "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    parts = page.locator(".fiche-tete, .fiche-tete :is(p, li, h3), .carte-legende, .carte-reperes")
    assert parts.evaluate_all(over) == []
    style.evaluate("(style) => style.remove()")


# ---------------------------------------------------------------- nothing of a choice under the fold

PARTS = """() => Object.fromEntries(["titre", "dessin", "legende", "rangs"].map((name) => [name, `.carte-${name}`])
  .concat([["tete", ".fiche-tete"]]).map(([name, at]) => {
    const box = document.querySelector(at).getBoundingClientRect();
    return [name, { left: box.left, right: box.right, top: box.top, bottom: box.bottom }];
  }))"""


BOXES = """.carte-champ, .carte select,
  :is(.st-key-optionscarte, .st-key-optionsdeux) :is([role=group], button:not([role=group] *))"""


@pytest.mark.parametrize(
    "path", [f"/carte?indicateur={one}&departement=48" for one in ("taux_pauvrete", "densite_mg_bpe", "population")]
)
def test_map_sheet_and_list_stand_on_one_screen(visit, path):
    page = visit(path)
    page.locator(".fiche-tete").wait_for()
    settle(page)
    boxes = page.evaluate(PARTS)
    assert boxes["titre"]["top"] <= 260
    assert boxes["tete"]["left"] >= boxes["dessin"]["right"] and boxes["rangs"]["left"] >= boxes["dessin"]["right"]
    assert boxes["tete"]["bottom"] <= boxes["rangs"]["top"]
    assert max(boxes[name]["bottom"] for name in ("tete", "legende")) <= 900
    assert boxes["rangs"]["bottom"] <= 925  # its last row may be under the fold of 900


ORIGIN = "/carte?indicateur=densite_mg_bpe"


@pytest.mark.parametrize("width", [1024, 1280])
@pytest.mark.parametrize(
    ("path", "maps"),
    [("/carte?indicateur=apl_infirmieres", 1), (ORIGIN, 1), (f"{ORIGIN}&indicateur=part_65_plus", 2)],
)
def test_settings_of_the_map_are_four_boxes_of_one_height_on_one_line(visit, path, maps, width):
    page = visit(path, viewport={"width": width, "height": 768})
    page.wait_for_function(f"document.querySelectorAll('.carte-titre').length === {maps}")
    page.locator(".fiche, .carte-tuiles").first.wait_for()
    settle(page)
    seen = "all => all.map((e) => e.getBoundingClientRect()).filter((b) => b.width)"
    boxes = page.locator(BOXES).evaluate_all(f"{seen}.map((b) => [b.height, b.top, b.bottom])")
    assert len(boxes) == 4
    heights = [height for height, _, _ in boxes]
    assert max(heights) - min(heights) < 1
    assert max(top for _, top, _ in boxes) - min(top for _, top, _ in boxes) < 2
    assert max(bottom for _, _, bottom in boxes) <= page.locator(".carte-titre").first.bounding_box()["y"]


# ---------------------------------------------------------------- what is chosen is always seen

PAGES = (
    "/", "/carte?indicateur=taux_pauvrete&departement=48", "/carte?indicateur=taux_pauvrete&indicateur=part_65_plus",
    "/ecarts", "/ecarts?activite=smr", "/ecarts?vue=carte&activite=smr", "/territoire?departement=09", "/defis",
    "/defis?defi=E1D4", "/scenario?engagement=3", "/sources", "/recherche?q=dialyse", "/accessibilite", "/seance",
    "/importer",
)  # fmt: skip
HIDDEN = """() => {
  const controls = `:is([data-testid=stButtonGroup], [data-testid=stHorizontalBlock], .menu-liens, .outils, .carte-haut,
    .fichiers, nav)`;
  const titles = "caption, figcaption, .carte-source, .source, .legende-ecarts li, .carte-legende li, h1, h2, h3";
  const all = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.clientWidth > 1);
  const hides = (e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible";
  const outside = (e) => e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > innerWidth + 1;
  const over = all(`${controls}, ${controls} *`).filter((e) => hides(e) && getComputedStyle(e).display !== "inline"
    && !e.matches("input, svg *") && !e.closest(".hors-vue, [role=listbox], .carte-colonnes"));
  const out = all(`${controls} :is(button, input, select, a)`).filter(outside);
  const cut = all(titles).filter((e) => !e.closest(".hors-vue, .tableau, .cote") && (hides(e) || outside(e)));
  return [over, out, cut].map((list) => list.map((e) => `${e.tagName} ${(e.innerText || e.className).slice(0, 60)}`))
    .concat([Math.max(0, document.querySelector("[data-testid=stMain]").scrollWidth - innerWidth)]);
}"""


@pytest.mark.parametrize("path", PAGES)
def test_no_choice_and_no_caption_is_hidden_on_a_narrow_screen(visit, path):
    """320 px wide is a screen of 1280 at 400 %."""
    page = visit(path, viewport={"width": 320, "height": 640})
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 640})
        settle(page)
        assert page.evaluate(HIDDEN) == [[], [], [], 0], width


def test_pages_and_theme_of_a_phone_wait_behind_one_button(enter):
    page = enter("/defis", viewport={"width": 390, "height": 844})
    button, links = page.get_by_role("button", name="Menu", exact=True), page.locator(".menu-liens a")
    assert not links.first.is_visible() and not page.locator(".theme").is_visible()
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".theme")).to_be_visible()
    expect(links).to_have_count(sum(one.menu for one in EVERY_PAGE.values()))
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.matches('.chercher')")  # what it unfolds comes after it
    assert all(link.is_visible() for link in links.all())
    links.filter(has_text="Carte").click()
    page.locator(".carte-titre").first.wait_for()  # one map or two, as they were seen last
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(links.first).not_to_be_visible()


EDGES = """(all) => all.map((e) => {
  const css = getComputedStyle(e);
  return [e.matches('[aria-checked="true"], [aria-pressed="true"], [aria-current]'),
    css.outlineStyle !== "none" && parseFloat(css.outlineWidth) > 0, css.borderBottomColor];
})"""


def test_what_is_chosen_is_seen_in_forced_colours(enter):
    page = enter("/scenario?engagement=3", forced_colors="active")
    for group in (
        ".st-key-scenario-vue button",
        ".st-key-scenario-engagements button",
        ".theme button",
        ".menu-liens a",
    ):
        page.locator(group).first.wait_for()
        edges = page.locator(group).evaluate_all(EDGES)
        chosen = {tuple(edge) for own, *edge in edges if own}
        others = {tuple(edge) for own, *edge in edges if not own}
        assert chosen and others and not chosen & others, group
        assert all(outline == group.endswith("button") for outline, _ in chosen), group
    page.get_by_role("button", name="Plus de réglages").click()
    toggle = page.locator("[data-testid=stCheckbox] label > div:has(> div:empty)").first
    assert toggle.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    knob = toggle.locator("div").evaluate(
        "e => [e, e.parentElement].map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert knob[0] != knob[1]


@pytest.mark.parametrize(
    ("path", "mark", "drawn"),
    [
        ("/ecarts?activite=cancer", ".legende-ecarts .point", "::before"),
        ("/ecarts?activite=cancer", ".legende-ecarts .hachure", "gradient"),
        ("/defis", ".grille td.vide", "gradient"),
        ("/carte?indicateur=nb_ehpad&origine=plan", ".carte-legende svg", "none"),
    ],
)
def test_signs_of_a_legend_keep_their_drawing_in_forced_colours(enter, path, mark, drawn):
    page = enter(path, forced_colors="active")
    sign = page.locator(mark).first
    sign.wait_for()
    told = sign.evaluate("""e => {
      const css = getComputedStyle(e), ground = getComputedStyle(document.body).backgroundColor;
      const before = getComputedStyle(e, "::before").backgroundColor;
      return { adjust: css.forcedColorAdjust, image: css.backgroundImage, before, ground };
    }""")
    assert told["adjust"] == "none"
    if drawn == "gradient":
        assert "gradient" in told["image"]
    if drawn == "::before":
        assert told["before"] not in ("rgba(0, 0, 0, 0)", told["ground"])


# ---------------------------------------------------------------- one sheet of paper

SHEETS = {"paysage": (1047, 718), "portrait": (718, 1047)}
"""A4 with margins of 10 mm, in pixels of the page."""
_MAP = ".carte-titre, .carte-svg, .carte-legende, .carte-source"
PRINTED = {
    "/carte?indicateur=taux_pauvrete&departement=48": _MAP,
    "/carte?indicateur=taux_pauvrete&indicateur=part_65_plus": _MAP,
    "/ecarts?vue=carte&activite=smr": _MAP,
    "/ecarts?activite=cancer": "h2, .legende-ecarts, .table-activite",
    "/scenario?engagement=3": _MAP,
    "/ecarts": "h2, .legende-ecarts, .table-change, .source",
    "/ecarts?vue=ensemble": "h2, .grille, .source",
    "/defis": "h2, .grille, .source",
}
UPRIGHT = ("/ecarts", "/ecarts?vue=ensemble", "/defis")
"""Views of twenty rows and more: whole on a sheet that stands upright."""
PRESSED = """.st-key-menu, .carte-haut, [data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stButton],
  [data-testid=stPopover], [data-testid=stButtonGroup], [data-testid=stPageLink], [data-testid=stExpander] summary,
  .lien, .fichiers, .carte-tuiles, .chercher"""


@pytest.mark.parametrize("path", PRINTED)
def test_title_picture_legend_and_source_print_on_one_sheet_without_controls(visit, path):
    page = visit(path)
    page.locator(PRINTED[path].rpartition(", ")[2]).first.wait_for()
    settle(page)
    page.emulate_media(media="print")
    for name, (width, height) in SHEETS.items():
        if name != "portrait" and path in UPRIGHT:
            continue
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        seen = "all => all.filter((e) => e.checkVisibility()).map((e) => e.className || e.dataset.testid)"
        assert page.locator(PRESSED).evaluate_all(seen) == [], name
        boxes = page.locator(PRINTED[path]).evaluate_all(
            "all => all.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())"
            ".map((b) => [b.top, b.bottom, b.right])"
        )
        if name == "portrait" and path.count("indicateur=") == 2:
            boxes = boxes[: len(boxes) // 2]  # two maps take a sheet each
        assert len(boxes) >= 3
        assert max(bottom for _, bottom, _ in boxes) <= height, name
        assert max(right for *_, right in boxes) <= width + 1, name


@pytest.mark.parametrize("path", PAGES)
def test_every_page_prints_without_what_is_pressed(visit, path):
    page = visit(path)
    page.emulate_media(media="print")
    seen = "all => all.filter((e) => e.checkVisibility()).map((e) => e.className || e.dataset.testid)"
    assert page.locator(PRESSED).evaluate_all(seen) == []


ROWS = """() => {
  const table = document.querySelector(".tableau.long"), rows = [...table.querySelectorAll("tr")];
  const edges = (row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)).join(" ");
  const isLaid = (row) => row.firstChild.checkVisibility({ contentVisibilityAuto: true });
  const isSeen = ({ top, bottom }) => bottom > 0 && top < innerHeight;
  const inSight = rows.filter((row) => isSeen(row.getBoundingClientRect())), laid = rows.filter(isLaid);
  const cut = (cell) => cell.scrollWidth > cell.clientWidth + 1;
  return {
    rows: rows.length, laid: laid.length, sight: inSight.length > 0 && inSight.every(isLaid),
    tracks: new Set(laid.map(edges)).size,
    cut: laid.flatMap((row) => [...row.children]).filter(cut).map((cell) => cell.textContent),
    body: document.documentElement.scrollWidth > innerWidth,
  };
}"""
LONG_TABLES = ("/ecarts", "/defis?vue=communs", "/scenario?vue=bilan")


@pytest.mark.parametrize("path", LONG_TABLES)
def test_rows_of_a_long_table_share_their_columns_and_those_out_of_sight_wait(enter, path):
    page = enter(path)
    page.get_by_text(re.compile("^Tableaux? et téléchargements")).first.click()
    for width in (1280, 768):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".tableau.long").first.scroll_into_view_if_needed()
        settle(page)
        told = page.evaluate(ROWS)
        assert told["rows"] > 41 and told["sight"] and told["tracks"] == 1
        assert told["laid"] < told["rows"] or told["rows"] < 60
        assert told["cut"] == [] and not told["body"]
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.tableau.long tbody tr')).display") == "table-row"
