"""Bodies held by the browser: shown before Python answers, taken back when it does not, never of another state."""

from __future__ import annotations

import pytest

from tests.navigateur.reading import settle, wait_address

pytestmark = pytest.mark.navigateur
TITLE = "document.querySelector('.territoire-ouverture h2').textContent"
HELD = """() => performance.getEntriesByType("resource").filter(({ name }) => name.includes(".corps?")).length"""
WRITTEN = """() => {
  window.ecrits = [];
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (addedNodes.length && target.querySelector?.(":scope > [data-corps]")) window.ecrits.push(target);
    }
  }).observe(document.querySelector("[data-testid=stMain]"), { childList: true, subtree: true });
}"""


def open_list(page, label: str, option: str):
    """The open list, once the body of an option is held."""
    before = page.evaluate(HELD)
    page.get_by_role("combobox", name=label).first.click()
    found = page.get_by_role("option", name=option, exact=True)
    found.hover()
    page.wait_for_function(f"(before) => ({HELD})() > before", arg=before)
    page.wait_for_timeout(1_500)
    return found


def test_a_held_body_is_shown_before_python_answers_and_is_not_written_again(open_alone, relay):
    page = open_alone("/territoire?departement=09", base=relay.url)
    option = open_list(page, "Département", "Lozère")
    page.evaluate(WRITTEN)
    relay.swallow()
    option.click()
    page.wait_for_function(f"{TITLE}.startsWith('Lozère')", timeout=1_000)
    assert "departement=09" in page.url
    shown = page.evaluate("document.querySelector('[data-testid=stMain]').innerText")
    assert "Ariège : parmi" not in shown
    count = page.evaluate("window.ecrits.length")
    relay.join()
    wait_address(page, "departement=48")
    settle(page)
    assert page.evaluate(f"{TITLE}.startsWith('Lozère')")
    assert count > 0


def test_the_answer_of_python_changes_nothing_on_the_screen(open_alone):
    page = open_alone("/territoire?departement=09")
    option = open_list(page, "Département", "Lozère")
    page.evaluate(WRITTEN)
    option.click()
    page.wait_for_function(f"{TITLE}.startsWith('Lozère')")
    first = page.evaluate(
        "() => { window.premier = document.querySelector('.territoire-ouverture'); return ecrits.length; }"
    )
    wait_address(page, "departement=48")
    settle(page)
    page.wait_for_timeout(600)
    assert page.evaluate("document.querySelector('.territoire-ouverture') === window.premier")
    assert page.evaluate("window.ecrits.length") == first


def test_a_warning_of_a_held_body_is_heard_once(open_alone):
    page = open_alone("/ecarts?activite=smr")
    option = open_list(page, "Activité", "Insuffisance rénale chronique (IRC)")
    page.evaluate(WRITTEN)
    option.click()
    page.wait_for_function("window.ecrits.length > 0")
    page.evaluate("window.premier = document.querySelector('h2')")
    first = page.evaluate("window.ecrits.length")
    wait_address(page, "activite=irc")
    settle(page)
    page.wait_for_timeout(600)
    assert page.evaluate("document.querySelector('h2') === window.premier")
    assert page.evaluate("window.ecrits.length") == first


def test_the_parts_that_a_choice_does_not_change_are_not_written(open_alone):
    page = open_alone("/territoire?departement=48")
    page.evaluate("document.querySelector('.territoire-vigilances details').open = true")  # no scroll: it shuts a list
    option = open_list(page, "Chiffres", "Tous les thèmes")
    page.evaluate(WRITTEN)
    option.click()
    wait_address(page, "theme=tous")
    settle(page)
    page.wait_for_timeout(600)
    written = page.evaluate("ecrits.map((place) => place.querySelector('[data-corps]').dataset.corps)")
    assert written and set(written) <= {"haut", "section-2"}
    assert page.locator(".territoire-vigilances details").first.evaluate("(part) => part.open")


def test_what_python_does_not_confirm_is_taken_back(open_alone, relay):
    page = open_alone("/territoire?departement=09", base=relay.url)
    option = open_list(page, "Département", "Lozère")
    relay.swallow()
    option.click()
    page.wait_for_function(f"{TITLE}.startsWith('Lozère')", timeout=1_000)
    page.wait_for_function(f"{TITLE}.startsWith('Ariège')", timeout=10_000)
    assert page.get_by_text("n'a pas encore répondu").count()


def test_a_choice_under_way_keeps_the_held_bodies_away(open_alone, relay):
    """«Engagement» is chosen by a way that is not held; the body of a département asked before would forget it."""
    page = open_alone("/territoire?departement=09", base=relay.url)
    option = open_list(page, "Département", "Lozère")
    relay.swallow()
    page.evaluate("dispatchEvent(new CustomEvent('liaison', { detail: 'choix' }))")
    option.click()
    page.wait_for_timeout(500)
    assert page.evaluate(f"{TITLE}.startsWith('Ariège')")


def test_the_keyboard_chooses_a_held_body_and_keeps_the_focus(open_alone, relay):
    page = open_alone("/territoire?departement=09", base=relay.url)
    field = page.get_by_role("combobox", name="Département").first
    field.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="Lozère", exact=True).wait_for()
    page.wait_for_timeout(1_500)
    while "Lozère" not in page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent ?? ''"
    ):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(1_000)
    relay.swallow()
    page.keyboard.press("Enter")
    page.wait_for_function(f"{TITLE}.startsWith('Lozère')", timeout=1_000)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Département"


def test_what_is_nearest_to_the_pointer_is_asked_first(open_alone):
    """A list may hold more options than are asked for at once."""
    page = open_alone("/carte?indicateur=taux_pauvrete")
    rows = page.locator(".carte-rangs button")
    codes = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.dep)")
    rows.nth(10).scroll_into_view_if_needed()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/carte.corps?" in request.url else None)
    rows.nth(10).hover()
    page.wait_for_timeout(500)
    assert f"departement={codes[10]}" in asked[0]
    first = {code for code in codes for url in asked[:3] if f"departement={code}" in url}
    assert first == set(codes[9:12])


def test_a_switch_and_the_map_that_follows_it_are_held(open_alone, relay):
    page = open_alone("/scenario", base=relay.url)
    switch = page.locator(".st-key-scenario-engagements button").first
    switch.hover()
    page.wait_for_timeout(1_500)
    before = page.locator(".carte-valeur").all_text_contents(), page.locator(".bilan").inner_text()
    relay.swallow()
    switch.click()
    page.wait_for_timeout(300)
    held = page.locator(".carte-valeur").all_text_contents(), page.locator(".bilan").inner_text()
    assert held[0] != before[0] and held[1] != before[1]
    relay.join()
    wait_address(page, "engagement=2")
    settle(page)
    page.wait_for_timeout(600)
    after = page.locator(".carte-valeur").all_text_contents(), page.locator(".bilan").inner_text()
    assert after == held


STANDS = "document.querySelector('.doublure') !== null"
LEFT = "document.querySelector('.doublure') === null"
SEEN = """() => [...document.querySelectorAll("[data-corps]")].map((mark) => mark.parentElement)
  .filter((part) => part.checkVisibility()).map((part) => part.innerText)"""


RECEIVED = """(name) => performance.getEntriesByType("resource").some((one) => one.name.endsWith(name))"""


def hold(page, target, address: str, drawing: str = "") -> None:
    """Come near what leads to an address, until the browser holds its body, and what draws its picture."""
    with page.expect_response(lambda answer: ".corps?" in answer.url and address in answer.url) as answer:
        target.hover()
    answer.value.finished()
    if drawing:
        page.wait_for_function(RECEIVED, arg=drawing)
    settle(page)


def test_a_link_of_the_menu_shows_its_page_before_python_and_python_draws_the_same(open_alone, relay):
    page = open_alone("/defis", base=relay.url)
    link = page.locator(".menu-liens a", has_text="Écarts OQOS")
    hold(page, link, "/ecarts.corps")
    relay.swallow()
    link.click()
    page.wait_for_function(STANDS, timeout=5_000)
    assert page.locator("h1:visible").inner_text() == "Écarts entre offre autorisée et offre prévue (OQOS)"
    assert page.locator(".menu-liens a[aria-current]:visible").inner_text() == "Écarts OQOS"
    held = page.evaluate(SEEN)
    relay.join()
    page.wait_for_function(LEFT)
    settle(page)
    assert page.evaluate(SEEN) == held
    assert page.locator(".st-key-ecarts-vue").is_visible() and "/ecarts" in page.url


def test_a_view_with_other_parts_stands_until_python_has_drawn_it(open_alone, relay):
    page = open_alone("/ecarts", base=relay.url)
    overview = page.get_by_role("radio", name="Vue d'ensemble")
    hold(page, overview, "vue=ensemble", "grille.js")
    relay.swallow()
    overview.click()
    page.wait_for_function(STANDS, timeout=5_000)
    assert page.locator(".doublure .grille td").count() > 20
    assert page.evaluate("document.activeElement.textContent") == "Vue d'ensemble"
    relay.join()
    page.wait_for_function(LEFT)
    wait_address(page, "vue=ensemble")
    settle(page)
    assert page.locator("[data-grille] td:visible").count() > 20


def test_back_takes_away_a_page_that_python_has_not_drawn(open_alone, relay):
    page = open_alone("/territoire?departement=09", base=relay.url)
    link = page.locator(".menu-liens a", has_text="Données et sources")
    hold(page, link, "/sources.corps")
    relay.swallow()
    link.click()
    page.wait_for_function(STANDS, timeout=5_000)
    page.evaluate("history.back()")
    page.wait_for_function(LEFT, timeout=5_000)
    assert "/territoire?departement=09" in page.url


def test_typed_words_are_answered_at_the_key_that_confirms_them(open_alone, relay):
    page = open_alone("/recherche?q=irm", base=relay.url)
    field = page.get_by_label("Rechercher", exact=True).last
    with page.expect_response(lambda answer: "/recherche.corps?q=dialyse" in answer.url) as answer:
        field.fill("dialyse")
    answer.value.finished()
    settle(page)
    relay.swallow()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.resultats').textContent.includes('«dialyse»')", timeout=1_000)
    relay.join()
    wait_address(page, "q=dialyse")
    settle(page)
    assert field.input_value() == "dialyse"


def test_a_second_map_stands_at_once_with_both_of_them(open_alone, relay):
    page = open_alone("/carte?indicateur=apl_infirmieres", base=relay.url)
    button = page.get_by_role("button", name="Deux cartes")
    hold(page, button, "indicateur=apl_infirmieres&indicateur=apl_infirmieres", "carte.js")
    relay.swallow()
    button.click()
    page.wait_for_function(STANDS, timeout=5_000)
    assert page.locator(".carte-titre:visible").count() == 2
    relay.join()
    page.wait_for_function(LEFT)
    settle(page)
    assert page.locator(".carte-titre:visible").count() == 2
