"""Words of the framework on the page: French by kind, and none shown that nobody here knows."""

import re

import pytest

from tests.test_framework_words import KNOWN

pytestmark = pytest.mark.navigateur
ENGLISH = re.compile(r"\b(?:the|is|are|to|with|failed|error|file|connection|server|request|files|change|not)\b", re.I)
SHOW = """async ([texts, where]) => {
  const boxes = texts.map((words) => {
    const box = document.createElement("div");
    if (where) box.dataset.testid = where;
    box.append(Object.assign(document.createElement("p"), { textContent: words }));
    return document.body.appendChild(box);
  });
  await new Promise((next) => setTimeout(next, 60));
  return boxes.map((box) => { box.remove(); return box.textContent; });
}"""
"""Each text in a box of its own, shown for a moment: what is then read there."""


def spoken(words: str) -> str:
    """A sentence of the scripts, its places filled."""
    return re.sub(r"\$\{[^}]*\}", "503", words)


def said(page, texts: list[str], where: str) -> dict[str, str]:
    return dict(zip(texts, page.evaluate(SHOW, [[spoken(words) for words in texts], where]), strict=True))


@pytest.fixture
def page(visit):
    return visit("/accessibilite")


def test_every_sentence_of_the_framework_is_french_in_a_dialog_and_on_the_page(page):
    shown = said(page, list(KNOWN), "stDialog")
    assert {words: french for words, french in shown.items() if ENGLISH.search(french)} == {}
    kinds = re.compile(r"connect|server|file|upload|download|\brequest\b|network", re.I)
    shown = said(page, [words for words in KNOWN if kinds.search(words)], "")
    assert {words: french for words, french in shown.items() if ENGLISH.search(french)} == {}


def test_wording_never_met_is_french_for_the_connection_and_not_shown_elsewhere(page):
    for words in (
        "Streamlit server went away. Is your internet connected?",
        "Cannot connect to the server (HTTP 502).",
        "Connection lost with status 1006, reconnecting.",
    ):
        assert said(page, [words], "")[words].startswith("Le serveur de l'outil ne répond pas.")
    for where in ("stDialog", "stToast"):
        (words,) = said(page, ["Something unheard of"], where).values()
        assert words.startswith("Incident technique de l'affichage.")


def test_our_own_words_and_sheets_are_left_alone(page):
    sheets = "[...document.querySelectorAll('style')].map((sheet) => sheet.textContent).join('')"
    assert "Le serveur de l'outil" not in page.evaluate(sheets)
    assert page.locator("[data-testid=stHeader]").is_hidden()
    for words in ("Connexion interrompue", "Server de Lozère", "3 to 5", "Réseau : internet, 12 lits", "Page 3"):
        assert said(page, [words], "")[words] == words


def test_dialogs_of_the_framework_are_off_and_what_they_would_say_is_french(open_page):
    page = open_page("/accessibilite")
    assert page.evaluate("fetch('_stcore/host-config').then((answer) => answer.json())")["blockErrorDialogs"] is True
    page.evaluate("window.postMessage({ type: 'CLIENT_ERROR_DIALOG', error: 'Bad message format', message: 'x' }, '*')")
    page.locator("#liaison", has_text="La page n'a pas compris une réponse du serveur").wait_for()


def test_the_first_tab_reaches_a_link_that_skips_the_menu_in_french(open_page):
    page = open_page("/ecarts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Aller au contenu"
