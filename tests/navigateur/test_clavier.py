"""Without a mouse: the menu is skipped, the focus is never lost nor unseen, every list is entered and left."""

import pytest

from tests.navigateur.reading import settle, wait_address

pytestmark = pytest.mark.navigateur
HERE = "document.activeElement"
TITLE = (
    f"{HERE}.matches('h1') && {HERE}.getBoundingClientRect().width > 40 && {HERE}.getBoundingClientRect().height > 20"
)
"""The title has the focus and is seen, on a page that does not show it too."""
RING = f"parseFloat(getComputedStyle({HERE}).outlineWidth) * (getComputedStyle({HERE}).outlineStyle !== 'none')"


def test_the_link_that_skips_the_menu_leads_after_it(enter):
    page = enter("/ecarts")
    page.locator("[data-testid=stSkipToContent]").press("Enter")
    page.wait_for_function(TITLE)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{HERE}.closest('.st-key-filtres') !== null")


def test_a_page_opened_by_a_key_begins_at_its_title_and_its_second_map_is_a_copy(enter):
    page = enter("/")
    page.locator(".menu-liens a", has_text="Carte").press("Enter")
    page.wait_for_selector(".carte-svg path[data-dep]")
    page.wait_for_function(TITLE)
    page.keyboard.press("Tab")
    field = page.get_by_role("combobox", name="Indicateur")
    assert field.evaluate(f"e => e === {HERE}")
    field.fill("pauvreté 75")
    page.keyboard.press("Enter")
    wait_address(page, "indicateur=taux_pauvrete_75_plus")
    settle(page)
    page.get_by_role("button", name="Deux cartes").press("Enter")
    page.wait_for_function("document.querySelectorAll('.carte-titre').length === 2")
    page.wait_for_function(TITLE)
    first, second = page.locator(".carte-titre").all_inner_texts()
    assert first == second and first.startswith("Taux de pauvreté des ménages de 75")


@pytest.mark.parametrize(
    ("path", "name"), [("/carte", "Plus de réglages"), ("/scenario", "Nommer, enregistrer, ouvrir")]
)
def test_a_list_unfolded_by_a_key_is_entered_and_left_for_what_follows(enter, path, name):
    """A list of choices and a form whose parts come after it."""
    page = enter(path)
    button, inside = page.get_by_role("button", name=name), f"{HERE}.closest('[data-testid=stPopoverBody]') !== null"
    folded = "!document.querySelector('[data-testid=stPopoverBody]')"
    button.press("Enter")
    page.wait_for_function(inside)
    page.keyboard.press("Shift+Tab")
    page.wait_for_function(folded)
    assert button.evaluate(f"e => e === {HERE}")
    button.press("Enter")
    page.wait_for_function(inside)
    for _ in range(12):
        page.keyboard.press("Tab")
        if not page.evaluate(inside):
            break
    page.wait_for_function(folded)
    follows = "e => e.compareDocumentPosition(document.activeElement) === Node.DOCUMENT_POSITION_FOLLOWING"
    assert button.evaluate(follows) and page.evaluate(f"{HERE} !== document.body")


def test_what_a_key_stands_on_is_outlined_in_forced_colours(enter):
    """Where Streamlit draws a shadow, which they take away, or nothing."""
    page = enter("/defis?defi=E1D4", forced_colors="active")
    page.locator("[role=region][tabindex]").wait_for()
    page.keyboard.press("Tab")
    for place in (
        "[data-testid=stSkipToContent]",
        "[data-testid=stMain]",
        "[role=region][tabindex]",
        "[data-testid=stExpander] summary",
        "[data-testid=stPageLink-NavLink]",
    ):
        page.locator(place).first.evaluate("e => e.focus({ preventScroll: true })")
        assert page.evaluate(RING) >= 3, place
