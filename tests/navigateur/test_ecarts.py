"""The gaps page in a real browser: drawn from a link, chosen, clicked, walked by keyboard, gone back in, downloaded."""

from __future__ import annotations

import csv
import io
import re

import pytest

from charts.words.typography import bound
from tests.navigateur.conftest import dress, shown, wait_ground
from tests.navigateur.reading import serious, settle, sideways, wait_address, wait_still

pytestmark = pytest.mark.navigateur
ROW, WHOLE = ".table-activite tbody th a", ".table-offre tbody th a"
ACTIVITY = "/ecarts?vue=activite&activite=cancer&modalite=A6"
READY = {
    "/ecarts": ".table-change a",
    ACTIVITY: ROW,
    "/ecarts?vue=departement": WHOLE,
    "/ecarts?vue=ensemble": ".grille button[data-code]",
    "/ecarts?vue=carte&activite=cancer&modalite=A6": ".carte-svg path[data-dep]",
}
"""What shows that each of the five views is drawn."""


def wait_phrase(page, start: str) -> None:
    """Until the sentence begins with these words, with the spaces that do not part."""
    page.wait_for_function(
        "(start) => document.querySelector('.phrase-ligne')?.innerText.startsWith(start)", arg=bound(start)
    )


def choose(page, control: str, name: str) -> None:
    page.get_by_role("combobox", name=control).click()
    page.get_by_role("option", name=name, exact=True).click()


# ---------------------------------------------------------------- links, choices, Back


def test_another_activite_is_drawn_and_back_restores_the_first(enter):
    page = enter("/ecarts?vue=activite&activite=irc&modalite=UDM&departement=34&departement=09")
    page.wait_for_selector(ROW)
    settle(page)
    wait_phrase(page, "Unité de dialyse médicalisée")
    choose(page, "Activité", "Soins critiques")
    wait_address(page, "activite=soins_critiques")
    wait_phrase(page, "Réanimation")
    settle(page)
    assert page.locator(".table-activite tbody tr").count() == 10
    assert "departement=34&departement=09" in page.url
    page.go_back()
    wait_phrase(page, "Unité de dialyse médicalisée")
    wait_address(page, "activite=irc.*modalite=UDM")
    page.wait_for_function("document.querySelector('.table-activite tbody th').innerText.startsWith('Dialyse')")
    wait_still(page)
    page.go_forward()
    wait_phrase(page, "Réanimation")


def test_back_leaves_a_link_in_one_step(open_page):
    page = open_page("/ecarts")
    page.wait_for_selector(".table-change a")
    page.goto(page.url.split("?")[0] + "?activite=smr")
    page.wait_for_selector(ROW)
    wait_still(page)
    page.go_back()
    page.wait_for_selector(".table-change a")


def test_back_restores_the_modalite_of_the_map(enter):
    page = enter("/ecarts?vue=carte&activite=irc&modalite=CEN-A")
    page.wait_for_selector(".carte-svg path[data-dep]")
    settle(page)
    field = page.get_by_role("combobox", name="Modalité et mesure")
    field.click()
    field.fill("medicalisee")
    page.keyboard.press("Enter")
    wait_address(page, "modalite=UDM")
    wait_still(page)
    page.go_back()
    title = "document.querySelector('.carte-titre').textContent"
    page.wait_for_function(f"{title}.startsWith('Dialyse en centre (adulte)')")


def test_click_on_a_row_changes_the_sentence_and_the_address(enter):
    page = enter("/ecarts?vue=departement&departement=34")
    page.wait_for_selector(WHOLE)
    settle(page)
    page.locator(f"{WHOLE}[href*='activite=irc'][href*='modalite=DOM']").click()
    wait_address(page, "activite=irc.*modalite=DOM")
    page.goto(page.url.split("?")[0] + "?activite=irc&modalite=UDM")
    page.wait_for_selector(ROW)
    wait_still(page)
    page.locator(".table-activite tbody tr").last.locator("td").nth(1).click(force=True)  # anywhere on the row
    wait_phrase(page, "Dialyse à domicile, sites prévus pour sites autorisés au 01/06/2023 : Ariège")
    wait_address(page, "modalite=DOM")
    settle(page)
    detail = page.get_by_role("region", name="Détail de la ligne")
    assert detail.get_by_role("row", name="Hérault").count() == 1
    assert bound("Dialyse à domicile") in (page.locator(".table-activite tr.lue").inner_text())


# ---------------------------------------------------------------- the overview


def test_keyboard_alone_opens_the_detail_of_a_cell(enter):
    page = enter("/ecarts?vue=ensemble")
    page.wait_for_selector(".grille button[data-code]")
    page.get_by_role("combobox", name="Cibles à deux bornes").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.code ?? ''"):
            break
    assert page.evaluate("document.activeElement.dataset.code") == "medecine:09"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(bound("Médecine, Hérault : "))
    page.keyboard.press("Enter")
    page.wait_for_selector(ROW)
    wait_address(page, "activite=medecine")
    assert "departement=34" in page.url
    wait_phrase(
        page,
        "Toutes modalités, sites prévus pour sites autorisés au 01/06/2023 : Hérault annonce +1 "
        "(ligne 1942), le tableau seul (33 pour 28 à 52) permettant",
    )


def test_click_on_a_cell_opens_its_detail_and_back_returns_to_the_overview(enter):
    page = enter("/ecarts?vue=ensemble")
    page.locator("button[data-code='smr:46']").click()
    page.wait_for_selector(ROW)
    page.get_by_role("heading", name=re.compile(r"^Réadaptation \(SMR\), Lot : ")).wait_for()
    wait_address(page, "activite=smr")
    wait_still(page)
    page.go_back()
    page.wait_for_selector("button[data-code='smr:46']")
    assert page.locator(".grille button[data-code]").count() == 17 * 4


# ---------------------------------------------------------------- the map, the tables


def test_map_dots_ranges_and_hatches_plans_that_are_not_loaded(enter):
    page = enter("/ecarts?vue=carte&activite=cancer&modalite=A6")
    page.wait_for_selector(".carte-svg path[data-dep]")
    fills = page.evaluate("""Object.fromEntries([...document.querySelectorAll('.carte-svg path[data-dep]')]
      .map((path) => [path.dataset.dep, path.getAttribute('fill')]))""")
    dotted = {code for code, fill in fills.items() if fill.endswith("-points)")}
    assert dotted == {"09", "34", "46"}
    assert {code for code, fill in fills.items() if fill.endswith("-hachure)")} == fills.keys() - dotted
    legend = page.locator(".carte-legende li").filter(has=page.locator("rect"))
    said = [(one.inner_text(), one.locator("rect").get_attribute("fill")) for one in legend.all()]
    assert said == [("fourchette (3)", fills["34"]), ("plan non chargé, ou nombre non calculé (10)", fills["31"])]
    page.goto(page.url.replace("cancer", "irc").replace("A6", "UDM"))
    page.wait_for_function("document.querySelector('.carte-titre')?.textContent.startsWith('Unité de dialyse')")
    fills = page.evaluate("""Object.fromEntries([...document.querySelectorAll('.carte-svg path[data-dep]')]
      .map((path) => [path.dataset.dep, path.getAttribute('fill')]))""")
    assert {code for code, fill in fills.items() if not fill.startswith("url(#")} == {"09", "34", "46", "48"}
    assert len(fills) == 13
    assert "(9)" in page.locator(".carte-legende").inner_text()


def test_csv_is_french(enter):
    page = enter("/ecarts?vue=activite&activite=cancer&departement=34")
    page.get_by_text("Tableaux et téléchargements").click()
    page.wait_for_selector(".tableau")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en CSV").click()
    assert download.value.suggested_filename == "ecarts.csv"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][:6] == ["Activité", "Ligne", "Libellé du document", "Nomenclature", "Département", "Code"]
    assert {row[4] for row in rows[1:]} == {"Hérault"}
    found = dict(zip(rows[0], next(row for row in rows if row[1] == "A6 mammaire"), strict=True))
    assert (found["Écart"], found["Écart, minimum"], found["Écart, maximum"]) == ("de −1 à 0", "-1", "0")
    assert found["Révisée par l'avenant n°1"] == "oui"
    assert page.locator(".tableau caption").first.inner_text() == "Écarts, Traitement du cancer"


# ---------------------------------------------------------------- every view, in both themes and both sizes


@pytest.fixture(scope="module", params=READY)
def seen(request, visitor, server):
    """Each of the five views, opened from its link in a session of its own, once for all that is checked in it."""
    dress(visitor)
    shown(visitor, server.url + request.param)
    visitor.wait_for_selector(READY[request.param])
    settle(visitor)
    return visitor


LOOKS = {"clair-1280": ("light", 1280, 900), "sombre-1024": ("dark", 1024, 768)}


@pytest.fixture(scope="module", params=LOOKS)
def dressed(request, seen):
    """The view in a theme and a size."""
    scheme, width, height = LOOKS[request.param]
    dress(seen, color_scheme=scheme, viewport={"width": width, "height": height})
    wait_ground(seen, scheme)
    return seen


def test_link_opened_first_draws_its_view(seen):
    assert seen.get_by_role("alert").count() == 0
    drawn = {
        view: seen.locator(selector).count()
        for view, selector in (
            ("changements", ".table-change thead .contexte"),
            ("ensemble", ".grille button[data-code]"),
            ("carte", ".carte-svg path[data-dep]"),
            ("activite", f":not(.table-offre) > {ROW}:visible"),
            ("departement", WHOLE),
        )
    }
    view = re.search(r"vue=(\w+)|$", seen.url)[1] or "changements"
    counts = {"changements": 4, "ensemble": 17 * 4, "carte": 13, "activite": 27, "departement": 67 + 15}
    assert drawn == {name: count if name == view else 0 for name, count in counts.items()}


def test_axe_finds_nothing_serious(dressed):
    assert serious(dressed) == []


def test_page_does_not_scroll_sideways(dressed):
    assert sideways(dressed) <= 1
    assert dressed.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1


HELD = """() => [...document.querySelectorAll(".table-activite :is(td, th), .cartes-activite li")]
  .filter((box) => box.checkVisibility() && getComputedStyle(box.closest("thead") ?? box).position !== "absolute")
  .flatMap((box) => {
    const { left, right } = box.getBoundingClientRect();
    return [...box.querySelectorAll("a, span[aria-hidden], i, small")].filter((one) => {
      const own = one.getBoundingClientRect();
      return own.width > 2 && (own.left < left - 1 || own.right > right + 1);
    }).map((one) => one.textContent || one.className);
  })"""
"""What leaves the cell, or the card, that it is drawn in."""


ACTIVITE, LONGEST = "/ecarts?vue=activite&activite=", ("smr", "cancer", "psychiatrie", "cardio_interventionnelle")
PLAN = ("/ecarts?vue=departement", "/ecarts?vue=departement&departement=34")


@pytest.mark.parametrize(
    ("path", "size"),
    [*((ACTIVITE + one, (1024, 768)) for one in LONGEST)]
    + [(path, size) for path in PLAN for size in ((1024, 768), (390, 844))],
)
def test_longest_words_and_widest_counts_hold_in_their_panel(visit, path, size):
    page = visit(path, viewport=dict(zip(("width", "height"), size, strict=True)))
    page.locator(f"{ROW}:visible").first.wait_for()
    settle(page)
    assert sideways(page) <= 1
    assert page.evaluate(HELD) == []
    lengths = page.evaluate("""() => [...document.querySelectorAll(".table-activite thead th .axe")].map((axis) => {
      const boxes = [...axis.children].map((tick) => tick.getBoundingClientRect());
      const [zero, one] = boxes.map(({ left, width }) => left + width / 2);
      return one === undefined ? null : Math.round((one - zero) * 4) / 4;
    }).filter(Boolean)""")
    assert len(lengths) > 0 and max(lengths) - min(lengths) <= 1  # the same number of sites, the same length


@pytest.mark.parametrize("path", ["/ecarts?vue=activite&activite=smr"])
def test_phone_shows_one_card_a_departement_and_never_scrolls_sideways(visit, path):
    page = visit(path, viewport={"width": 390, "height": 844})
    page.locator(".cartes-activite > section").first.wait_for()
    settle(page)
    assert not page.locator(".table-activite").is_visible()
    names = page.locator(".cartes-activite > section").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert names == ["Ariège", "Hérault", "Lot", "Lozère"]
    assert page.evaluate(HELD) == []
    assert sideways(page) <= 1 and page.evaluate("document.documentElement.scrollWidth") <= 390
