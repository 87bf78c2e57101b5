"""The offline pack as a reader opens it: unzipped, by its files, without a network."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest

from shell.library import current
from shell.packs import packed_addresses
from tests.navigateur.conftest import new_context
from tests.navigateur.reading import serious

pytestmark = pytest.mark.navigateur

ADDRESSES = (
    "/", "/carte?indicateur=taux_pauvrete", "/ecarts", "/ecarts?activite=smr&engagement=4", "/ecarts?vue=carte",
    "/territoire?departement=34", "/defis", "/defis?vue=comparaison&defi=E1D4", "/scenario?engagement=3",
    "/sources?vue=documents",
    "/scenario?engagement=3&scenarios=2&nom=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20%26%20%22%27%20%3D1",
)  # fmt: skip
MAP, GAPS, TERRITORY, MATRIX = "02", "04", "06", "07"
LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
HIDDEN = ".partie, .pli > :not(summary)"
SEEN = "[...document.querySelectorAll('.partie')].filter((part) => part.checkVisibility()).map((part) => part.id)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack, unzipped."""
    place = tmp_path_factory.mktemp("dossier hors ligne, d'un été")
    with ZipFile(io.BytesIO(packed_addresses(ADDRESSES, current()))) as read:
        read.extractall(place)
    (found,) = place.iterdir()
    return found


@pytest.fixture(scope="module")
def tab(browser):
    """One tab without a network: what it asks beside files and what it complains of are kept in `page.told`."""
    context = new_context(browser, offline=True)
    page = context.new_page()
    page.told = []
    page.on("console", lambda said: page.told.append(said.text))
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or page.told.append(asked.url))
    page.on("requestfailed", lambda asked: page.told.append(f"failed: {asked.url}"))
    yield page
    context.close()


@pytest.fixture
def opened(tab, folder):
    """`opened("02")`: a file of the pack by the start of its name, in some colours and of some width."""

    def go(start: str, *, scheme: str = "light", width: int = 1280, forced: str = "none", part: str = ""):
        tab.told.clear()
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(media="null", color_scheme=scheme, forced_colors=forced)
        (file,) = folder.glob(f"{start}*.html")
        tab.goto("about:blank")
        tab.goto(file.as_uri() + part)
        return tab

    return go


def test_a_file_that_a_disk_forbids_is_still_refused_by_this_browser(opened, folder):
    """The control: without it, nothing below would say that the pack keeps the rules of a disk."""
    (folder / "temoin.js").write_text("document.title = 'vu'", "utf-8")
    (folder / "temoin.html").write_text("<title>rien</title><script type=module src=temoin.js></script>", "utf-8")
    page = opened("temoin")
    assert page.title() == "rien" and page.told


@pytest.mark.parametrize("start", ["index", "sources", *(f"{rank:02}-" for rank in range(1, len(ADDRESSES) + 1))])
def test_every_file_opens_quietly_and_reads_well_in_both_themes(opened, start):
    page = opened(start)
    assert page.told == [] and page.evaluate("document.fonts.ready.then(() => document.fonts.status)") == "loaded"
    levels = page.evaluate(LEVELS)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert page.locator("html[lang=fr] > body > main").count() == 1
    assert serious(page, aside=HIDDEN) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 22, 28)"
    assert serious(page, colours=True, aside=HIDDEN) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_keyboard_changes_the_indicateur_its_title_its_map_and_its_table(opened):
    page = opened(MAP)
    before, table = page.locator("h1").inner_text(), page.locator(".partie:visible caption").inner_text
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "eviter"
    page.locator("select").focus()
    page.keyboard.press("ArrowDown")
    (part,) = page.evaluate(SEEN)
    after = page.locator("h1").inner_text()
    assert part != "p0" and after != before and page.url.endswith(f"#{part}")
    assert page.title().startswith(after[:20]) and page.locator("[role=status]").inner_text() == after
    page.locator(f"#{part} .pli > summary").click()
    assert page.locator("select option:checked").inner_text() in table().replace("\n", " ")
    assert page.locator(f"#{part} svg > title").text_content() != ""
    page.reload()
    assert page.locator("h1").inner_text() == after and page.evaluate(SEEN) == [part]
    assert page.told == []


def test_activite_and_bound_are_chosen_together(opened):
    page = opened(GAPS)
    lists = page.locator("select")
    lists.nth(0).select_option(index=1)
    lists.nth(1).select_option(index=2)
    (part,) = page.evaluate(SEEN)
    chosen = page.locator(f"#{part}")
    assert chosen.get_attribute("data-choix") == "1 2" and part != "p0"
    assert page.locator("h1").inner_text() == chosen.get_attribute("data-titre")
    assert "borne=haute" in chosen.locator(".adresse").inner_text()
    assert page.locator(f"#{part} .reserves").is_visible() and page.told == []


def test_without_its_script_a_page_shows_its_view_and_folds_the_other_choices(browser, folder):
    context = new_context(browser, offline=True, java_script_enabled=False)
    page = context.new_page()
    (file,) = folder.glob(f"{MAP}*.html")
    page.goto(file.as_uri())
    assert page.locator("#p0").is_visible() and not page.locator(".choix-vue").is_visible()
    other = page.locator("details.partie").nth(3)
    assert other.is_visible() and not other.locator("svg").is_visible()
    other.locator("> summary").click()
    assert other.locator("svg").is_visible()
    context.close()


def test_paper_holds_the_view_its_reservations_and_its_source_alone(opened):
    page = opened(GAPS, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    shown = {
        name: page.locator(name).first.is_visible()
        for name in (".menu-dossier", ".choix-vue", ".reserves", ".table-activite", ".source-vue", ".pied p")
    }
    assert [name for name, seen in shown.items() if not seen] == [".menu-dossier", ".choix-vue"]
    page = opened(MATRIX, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".defile svg").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(23, 33, 43)"
    words = page.locator("svg text:not([aria-hidden])").first
    assert words.evaluate("(one) => getComputedStyle(one).fill") in ("rgb(23, 33, 43)", "rgb(71, 84, 95)")  # light inks


def test_forced_colours_keep_the_drawing_and_the_anchors_of_a_territory_lead_to_their_part(opened):
    page = opened(MATRIX, forced="active")
    assert page.evaluate("getComputedStyle(document.querySelector('figure')).forcedColorAdjust") == "none"
    page = opened(TERRITORY)
    page.locator(".sommaire a").last.click()
    assert page.evaluate("document.querySelector('#territoire-vigilances').getBoundingClientRect().top") < 400
    assert page.told == []


def test_the_previous_and_the_next_view_and_the_index_are_one_click_away(opened):
    page = opened("index")
    page.locator(".vues h3 a").nth(1).click()
    first = page.locator("h1").inner_text()
    page.locator("header .menu-dossier a").last.click()
    assert page.locator("h1").inner_text() != first
    page.locator("header .menu-dossier a").nth(1).click()
    assert page.locator("h1").inner_text() == first
    page.locator("header .menu-dossier a").first.click()
    assert page.locator("h1").inner_text() == "Dossier hors ligne"
