"""The search in a real browser: the page, the palette of every page, by keyboard, without leaving the session."""

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import Server
from tests.navigateur.reading import serious, settle

pytestmark = pytest.mark.navigateur
FIELD = "dialog.palette [role=combobox]"
OPTION = "dialog.palette [role=option]"


ANSWERED = """([place, query]) => {
  const plain = (text) => text.replace(/\\s+/g, " ").trim(), options = [...document.querySelectorAll(place)];
  return options.length > 1 && plain(options.at(-1).textContent).includes(plain(query));
}"""
"""The list answers all the words typed: its last line repeats them."""


def asked_in(page):
    """The field of the page; a palette that was opened once in this tab has another one of that name."""
    return page.locator("[data-testid=stMain]").get_by_label("Rechercher", exact=True)


def open_palette(page, query: str = "", key: str = "Control+k"):
    page.keyboard.press(key)
    page.wait_for_selector("dialog.palette[open]")
    if query:
        page.keyboard.type(query)
        page.wait_for_function(ANSWERED, arg=[OPTION, query])
    return page.locator(OPTION)


def test_deep_link_on_a_fresh_server(browser, tmp_path):
    server = Server(log=tmp_path / "journal.txt")
    try:
        page = browser.new_page()
        page.goto(f"{server.url}/recherche?q=dialise")
        page.get_by_role("link", name="Insuffisance rénale chronique (IRC)").wait_for(timeout=30_000)
        expect(asked_in(page)).to_have_value("dialise")
        page.close()
    finally:
        server.stop()


def test_a_result_opens_its_view_in_the_session_and_back_returns(enter):
    page = enter("/recherche?q=dialise")
    page.evaluate("window.repere = 1")
    page.get_by_role("link", name="Unité de dialyse médicalisée", exact=True).click()
    page.wait_for_url("**/ecarts?activite=irc**")
    page.get_by_text("Unité de dialyse médicalisée, sites prévus").wait_for()
    assert page.evaluate("window.repere") == 1
    settle(page)
    page.go_back()
    page.wait_for_url("**/recherche?q=dialise")
    page.get_by_text("résultats pour «dialise»").first.wait_for()
    expect(asked_in(page)).to_have_value("dialise")


def test_a_link_is_a_real_address(enter):
    page = enter("/recherche?q=taux+de+pauvrete")
    link = page.get_by_role("link", name="Taux de pauvreté", exact=True)
    target = link.evaluate("link => link.href")
    page.goto(target)
    page.get_by_text("Taux de pauvreté :").first.wait_for(timeout=30_000)


def test_typing_in_the_page_searches(enter):
    page = enter("/recherche")
    asked_in(page).fill("aidants")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche?q=aidants")
    page.get_by_text("résultats pour «aidants»").wait_for()


@pytest.mark.parametrize("key", ["Control+k", "/"])
@pytest.mark.parametrize("path", ["/", "/carte", "/ecarts", "/sources", "/accessibilite"])
def test_palette_opens_on_every_page_by_its_keys(visit, path, key):
    page = visit(path)
    open_palette(page, key=key)
    assert page.evaluate(f"document.activeElement === document.querySelector('{FIELD}')")
    assert page.locator(FIELD).input_value() == ""


@pytest.mark.parametrize("path", ["/carte"])
def test_button_is_seen_with_its_keys_and_opens(visit, path):
    page = visit(path, viewport={"width": 1024, "height": 768})
    button = page.get_by_role("button", name="Rechercher Ctrl K /")
    assert button.is_visible()
    button.click()
    page.wait_for_selector("dialog.palette[open]")


def test_palette_by_keyboard_only_opens_the_view_and_keeps_session_and_filter(enter):
    page = enter("/carte?departement=48")
    settle(page)
    page.evaluate("window.repere = 1")
    options = open_palette(page, "taux de pauv")
    field = page.locator(FIELD)
    assert field.get_attribute("aria-expanded") == "true"
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/carte?indicateur=taux_pauvrete&departement=48")
    page.get_by_text("Lozère : Taux de pauvreté").wait_for()
    assert page.evaluate("window.repere") == 1
    assert page.locator("dialog.palette[open]").count() == 0


def test_palette_goes_from_page_to_page_and_back(enter):
    page = enter("/sources")
    settle(page)
    open_palette(page, "psychiatrie")
    page.locator(OPTION, has_text="Psychiatrie").filter(has_text="activité de soins").first.click()
    page.wait_for_url("**/ecarts?activite=psychiatrie")
    settle(page)
    page.go_back()
    page.wait_for_url("**/sources**")
    page.get_by_role("heading", name="Données et sources").wait_for()


@pytest.mark.parametrize("path", ["/sources"])
def test_escape_closes_and_gives_the_focus_back(visit, path):
    page = visit(path)
    settle(page)
    button = page.get_by_role("button", name="Rechercher Ctrl K /")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.palette[open]")
    page.keyboard.press("Escape")
    assert page.locator("dialog.palette[open]").count() == 0
    assert page.evaluate("document.activeElement.hasAttribute('data-palette')")


@pytest.mark.parametrize("path", ["/sources"])
def test_tab_stays_in_the_dialog(visit, path):
    page = visit(path)
    open_palette(page)
    for _ in range(7):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('dialog.palette').contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.querySelector('dialog.palette').contains(document.activeElement)")


def test_bar_key_is_a_letter_in_a_field_and_can_be_turned_off(open_page):
    page = open_page("/sources?vue=valeurs")
    settle(page)
    page.get_by_label("Contient les mots").click()
    page.keyboard.press("/")
    assert page.locator("dialog.palette[open]").count() == 0
    page.get_by_label("Contient les mots").fill("")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Rechercher Ctrl K /").focus()
    open_palette(page, key="/")
    page.get_by_role("button", name="Touche / : active").click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.locator("dialog.palette[open]").count() == 0
    page.keyboard.press("Control+k")
    page.get_by_role("button", name="Touche / : inactive").wait_for()


def test_nothing_is_sent_before_words_are_typed_and_an_answer_is_asked_once(open_page):
    asked = []
    page = open_page("/sources")
    page.on("request", lambda request: asked.append(request.url) if "recherche.json" in request.url else None)
    page.get_by_role("link", name="Carte", exact=True).click()
    page.wait_for_selector(".carte-svg path")
    settle(page)
    open_palette(page)
    assert asked == []
    page.keyboard.type("ehpads")
    page.wait_for_function(ANSWERED, arg=[OPTION, "ehpads"])  # those of fewer letters stand until then
    page.keyboard.press("Escape")
    sent = len(asked)
    assert 1 <= sent <= len("ehpads")
    open_palette(page)
    page.locator(FIELD).fill("ehpads")
    page.wait_for_function(ANSWERED, arg=[OPTION, "ehpads"])
    assert len(asked) == sent


def test_enter_before_the_answer_opens_the_answer(enter):
    page = enter("/sources")
    settle(page)
    open_palette(page)
    page.locator(FIELD).fill("dialyse Hérault")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ecarts?activite=irc&modalite=UDM&departement=34**")


def test_a_suggestion_says_the_figure_and_the_departement_comes_second(enter):
    page = enter("/sources")
    settle(page)
    options = open_palette(page, "taux de pauvreté Aude")
    expect(options.first).to_contain_text("Aude 20,8\u00a0%")
    expect(options.nth(1)).to_contain_text("Aude (11)")


@pytest.mark.parametrize("path", ["/carte"])
def test_misspelt_words_are_asked_to_python(visit, path):
    page = visit(path)
    settle(page)
    open_palette(page, "dialise")
    page.get_by_text("pour une orthographe proche").wait_for()
    assert "Insuffisance rénale chronique (IRC)" in page.locator(OPTION).first.inner_text()


def test_last_line_leads_to_all_the_results(enter):
    page = enter("/carte?departement=09")
    settle(page)
    options = open_palette(page, "soins non programmes")
    assert options.last.inner_text() == "Tous les résultats pour «soins non programmes»"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche?q=soins+non+programmes&departement=09")
    page.get_by_text("résultats pour «soins non programmes»").first.wait_for()


def test_hostile_words_stay_text(enter):
    page = enter("/recherche?q=%3Cimg+src%3Dx+onerror%3D%22window.trahi%3D1%22%3E")
    page.get_by_text("Aucun résultat pour «<img src=x").wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type("<img src=x onerror='window.trahi=1'>")
    page.get_by_text("Tous les résultats pour «<img src=x").wait_for()
    settle(page)
    assert page.evaluate("window.trahi") is None


@pytest.mark.parametrize("path", ["/carte"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_palette(visit, path, theme):
    page = visit(path, color_scheme=theme)
    settle(page)
    open_palette(page, "cancer")
    assert serious(page) == []


def test_palette_follows_the_theme_of_the_page(open_page):
    page = open_page("/sources")
    page.get_by_role("button", name="Sombre").click()
    page.wait_for_selector("footer.pied")
    page.wait_for_function("getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(15, 22, 28)'")
    open_palette(page)
    assert page.evaluate("getComputedStyle(document.querySelector('.palette')).backgroundColor") == "rgb(15, 22, 28)"


@pytest.mark.parametrize("path", ["/carte"])
@pytest.mark.parametrize(("width", "height"), [(390, 800), (1024, 768), (1920, 1080)])
def test_palette_fits_the_screen(visit, path, width, height):
    page = visit(path, viewport={"width": width, "height": height})
    settle(page)
    open_palette(page, "soins")
    box = page.locator("dialog.palette").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height


@pytest.mark.parametrize("path", ["/carte"])
def test_banner_takes_two_lines_at_most_on_a_projector(visit, path):
    page = visit(path, viewport={"width": 1024, "height": 768})
    page.get_by_role("link", name="Données et sources").wait_for()
    settle(page)
    assert page.locator(".st-key-menu").bounding_box()["height"] <= 72


def test_no_english_is_left_in_the_field(open_page):
    page = open_page("/recherche")
    asked_in(page).click()
    page.keyboard.type("dialyse")
    page.get_by_text("Entrée pour valider").wait_for()
