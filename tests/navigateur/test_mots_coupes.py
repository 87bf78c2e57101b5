"""Words hold whichever font draws them: ours, or one of two very different ones where ours cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from charts.drawings.font_widths import BOLD, CHARACTERS, REGULAR
from tests.navigateur.conftest import BROWSER, LAUNCHED, moved, new_context, shown
from tests.navigateur.reading import settle

pytestmark = pytest.mark.navigateur
FALLBACKS = {"large": ("DejaVuSans.ttf", "125%"), "étroite": ("LiberationSansNarrow-Regular.ttf", "84%")}
"""A file looked for among the fonts of the machine; without it, how much our own is stretched to stand for it."""
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
VIEWS = {
    "/": ".chiffres",
    "/carte?departement=66": ".carte-etiquettes text",
    "/territoire?departement=66": ".coup-d-oeil li",
    "/ecarts": ".table-change a",
    "/ecarts?vue=activite&activite=cancer": ".table-activite td",
    "/ecarts?vue=activite&activite=psychiatrie&departement=34": ".table-activite td",
    "/ecarts?vue=departement&departement=34": ".table-offre td",
    "/ecarts?vue=ensemble": ".grille button[data-code]",
    "/defis": ".grille tbody th",
    "/defis?action=09-E3D1O5-01": "[data-entier]",
    "/scenario?engagement=3": ".carte-etiquettes text",
}
FACED = """document.addEventListener("DOMContentLoaded", () => {
  const stretch = "STRETCH";
  for (const sheet of document.styleSheets) {
    for (let i = sheet.ownerNode.tagName === "STYLE" ? sheet.cssRules.length - 1 : -1; i >= 0; i -= 1) {
      const rule = sheet.cssRules[i];
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const name = rule.style.getPropertyValue("font-family");
      if (!stretch) sheet.deleteRule(i);
      else if (name.includes("Territoires Sans")) rule.style.setProperty("size-adjust", stretch);
    }
  }
});"""
"""The rules of our fonts, written in the page, taken away; or the first made wider or narrower."""
SIZES = ((1280, 900), (1024, 768))
CUT = (Path(__file__).parent / "textes_coupes.js").read_text("utf-8")


def found(name: str) -> Path | None:
    """A font of the machine, by the name of its file."""
    return next((path for folder in FOLDERS for path in folder.rglob(name)), None)


def only(folder: Path, font: Path) -> Path:
    """Settings of fontconfig that know the fonts of one family."""
    fonts = folder / "polices"
    fonts.mkdir()
    stem = font.name.split("-")[0].removesuffix(".ttf")
    for path in font.parent.glob(f"{stem}*"):
        if path.stem == stem or path.stem.startswith(f"{stem}-"):
            (fonts / path.name).symlink_to(path)
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    return settings


@pytest.fixture(scope="module", params=FALLBACKS)
def fallback(request, browser, tmp_path_factory) -> Iterator:
    """A tab whose pages cannot have our font: another one draws every word."""
    name, stretch = FALLBACKS[request.param]
    font = found(name)
    settings = {"FONTCONFIG_FILE": str(only(tmp_path_factory.mktemp("polices"), font))} if font else {}
    own = browser.browser_type.launch(executable_path=BROWSER, args=LAUNCHED, env={**os.environ, **settings})
    page = new_context(own).new_page()
    if font:
        page.route(re.compile(r"\.woff2"), lambda route: route.abort())
    page.add_init_script(FACED.replace("STRETCH", "" if font else stretch))
    yield page
    own.close()


def read(page, base: str, path: str, mark: str) -> None:
    """In the session of the tab, until what the view is read by is drawn."""
    moved(page, base, path)
    page.wait_for_selector(mark, state="attached")
    settle(page)


@pytest.mark.parametrize("path", VIEWS)
def test_no_word_is_cut_with_another_font(fallback, server, path):
    read(fallback, server.url, path, VIEWS[path])
    for width, height in SIZES:
        fallback.set_viewport_size({"width": width, "height": height})
        settle(fallback)
        assert fallback.evaluate(CUT) == []


def test_fallback_is_not_our_font(fallback, server):
    read(fallback, server.url, "/", ".marque")
    ours = sum(REGULAR[CHARACTERS.index(sign)] for sign in "territoires") * 160 / 1000
    drawn = fallback.evaluate("""() => {
      const mark = document.createElement("span");
      mark.textContent = "territoires";
      mark.style = "position:absolute;font-size:160px;font-weight:400";
      document.querySelector(".stApp").append(mark);
      return mark.getBoundingClientRect().width;
    }""")
    assert abs(drawn / ours - 1) > 0.08


# ---------------------------------------------------------------- our font


@pytest.mark.parametrize("path", ["/ecarts?vue=departement"])
def test_every_word_is_drawn_by_the_font_of_the_server(visit, path):
    """Streamlit's own controls, our blocks, the chart, the map, the dialog of the search."""
    page = visit(path)
    page.wait_for_selector(".table-offre td")
    settle(page)
    page.keyboard.press("Control+k")
    page.wait_for_selector(".palette[open]")
    families = page.evaluate("""() => [...new Set([...document.querySelectorAll("body *")]
      .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim()) && e.checkVisibility())
      .filter((e) => !e.closest("script, style, noscript, [data-testid=stIconMaterial]"))
      .map((e) => getComputedStyle(e).fontFamily.split(",")[0]))]""")
    assert sorted(families) == ['"Territoires Sans"', '"Territoires Serif"']
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    serif = dict.fromkeys((".marque > span:last-child", "h2"), "Territoires Serif")
    drawn = serif | dict.fromkeys((".table-offre td span:not(.piste)", ".menu-liens a", ".pied p"), "Territoires Sans")
    for block, family in drawn.items():
        node = client.send("DOM.querySelector", {"nodeId": root, "selector": block})["nodeId"]
        fonts = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert {font["familyName"] for font in fonts} == {family}, block
    client.detach()


@pytest.mark.parametrize("path", ["/accessibilite"])
def test_table_of_widths_is_that_of_the_font(visit, path):
    page = visit(path)
    page.evaluate("document.fonts.load('16px \"Territoires Sans\"')")
    drawn = page.evaluate(
        """([signs]) => {
      const context = document.createElement("canvas").getContext("2d");
      return ["400", "700"].map((weight) => {
        context.font = `${weight} 1000px "Territoires Sans"`;
        return [...signs].map((sign) => Math.round(context.measureText(sign).width));
      });
    }""",
        [CHARACTERS],
    )
    for widths, measured in zip((REGULAR, BOLD), drawn, strict=True):
        wrong = {
            sign: (own, seen)
            for sign, own, seen in zip(CHARACTERS, widths, measured, strict=True)
            if abs(own - seen) > 1 and sign not in "\u00adď"
        }
        assert wrong == {}


@pytest.mark.parametrize("path", ["/carte", "/ecarts?vue=activite&activite=cancer"])
def test_font_comes_before_the_first_word(browser, server, path):
    page = new_context(browser).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("?")[0]))
    shown(page, server.url + path).wait_for_selector(".table-activite td, .carte-svg path")
    fonts = [name for name in asked if name.endswith(".woff2")]
    assert fonts[0] == "territoires-sans.woff2"
    assert [name for name in fonts if name.startswith(("SourceSans", "SourceSerif"))] == []
    came, first = page.evaluate("""() => [
      performance.getEntriesByType("resource").find(({ name }) => name.includes("/territoires-sans.woff2")).responseEnd,
      performance.getEntriesByName("first-contentful-paint")[0].startTime]""")
    assert came < first  # no word was ever drawn in another font
    page.context.close()
