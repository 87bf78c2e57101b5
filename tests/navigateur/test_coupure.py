"""After a cut the screen never lies: cut for a moment, cut past the session's life, server killed and started again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

import pytest
from playwright.sync_api import TimeoutError

from charts.words.typography import bound
from tests.imported_plan import doubtful_text
from tests.navigateur.conftest import Server
from tests.navigateur.reading import settle, wait_address
from tests.navigateur.relay import Relay

pytestmark = pytest.mark.navigateur
LIFE, LONGER = 1, 20
"""Seconds that a session lives after a cut."""
TTL = "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL"
SAID = "#liaison [role=status]"
SWITCHES = ".st-key-scenario-engagements button"


@pytest.fixture(scope="module")
def running() -> Iterator[list[Server]]:
    """The server of this module, once a test has needed it."""
    running = []
    yield running
    for server in running:
        server.stop()


@pytest.fixture
def server(request: pytest.FixtureRequest, running: list[Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server whose sessions live one second after a cut, or longer for a test that asks for `patient`."""
    life = str(LONGER if "patient" in request.fixturenames else LIFE)
    if not running:
        running.append(Server(log=tmp_path_factory.mktemp("coupure") / "journal.txt", **{TTL: life}))
    (server,) = running
    if server.settings[TTL] != life:
        server.stop()
        server.settings[TTL] = life
        server.launch()
        server.wait()
    return server


@pytest.fixture
def patient(server: Server) -> Server:
    """A server whose sessions live through a short cut, and not through one that a test can wait for."""
    return server


SENT = """() => {
  const send = WebSocket.prototype.send;
  window.envoye = false;
  WebSocket.prototype.send = function (data) { window.envoye ||= data[0] === 0x5a; return send.call(this, data); };
}"""
"""From now on the page knows whether a choice (BackMsg.rerun_script) has left it."""


def wait_said(page, words: str) -> None:
    page.locator(SAID, has_text=words).wait_for()


def wait_cut(page) -> None:
    wait_said(page, "Connexion interrompue")


def wait_loaded_again(page) -> str:
    """The line that says it, once the page stands again and has forgotten the cut."""
    wait_said(page, "la page s'est rechargée")
    settle(page)
    assert page.evaluate("document.documentElement.dataset.liaison ?? ''") == ""
    return page.locator("#liaison").inner_text()


def outlive(pages: list, relay: Relay, *, life: int = LIFE) -> None:
    """Cut for longer than the sessions live."""
    relay.refuse()
    for page in pages:
        wait_cut(page)
    page.wait_for_timeout(1000 * life + 500)
    relay.join()


def title(page, words: str) -> None:
    page.locator(".constat h2", has_text=words).first.wait_for()


def choose(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=re.compile(option)).first.click()
    page.keyboard.press("Escape")


def radio(page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def write(page, label: str, words: str) -> None:
    page.get_by_label(label).last.fill(words)
    page.keyboard.press("Enter")


def within_more(page, act) -> None:
    """A gesture in the list «Plus de réglages»: on a busy machine an answer that comes late closes it once more."""
    button = page.get_by_role("button", name="Plus de réglages")
    page.set_default_timeout(5_000)
    for turn in range(4):
        try:
            if button.get_attribute("aria-expanded") != "true":
                button.click()
            act()
            break
        except TimeoutError:
            if turn == 3:
                raise
    page.set_default_timeout(30_000)
    page.keyboard.press("Escape")


def choose_more(page, label: str, option: str) -> None:
    within_more(page, lambda: choose(page, label, option))


def follow_link(page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


# One control of each kind on each page: what to press, and what shows that address and figures followed.
GESTURES = {
    "/scenario?engagement=3": [
        (lambda page: page.locator(SWITCHES, has_text="6 Métiers").click(), "=3&engagement=6", "28 fiches sur 75"),
        (lambda page: page.locator('.carte-svg path[data-dep="46"]').click(), "departement=46", "; Lot"),
        (lambda page: radio(page, "Objectifs"), "vue=objectifs", "E3D1"),
        (lambda page: choose_more(page, "Cibles à deux bornes", "Borne basse"), "borne=basse", "borne basse"),
        (lambda page: page.get_by_role("button", name="Comparer à un second").click(), "engagement-2=", "Scénario B"),
    ],
    "/ecarts?activite=smr": [
        (lambda page: radio(page, "Vue d'ensemble"), "vue=ensemble", "Chirurgie"),
        (lambda page: choose(page, "Engagement", "^4"), "engagement=4", "engagement 4"),
        (lambda page: radio(page, "Par département"), "vue=departement", "Hérault"),
        (lambda page: radio(page, "Carte"), "vue=carte", "Lozère"),
    ],
    "/defis": [
        (lambda page: radio(page, "Côte à côte"), "defi=E1D4", "E1D4O1"),
        (lambda page: choose(page, "Défi", "^E3D1"), "defi=E3D1", "E3D1O5"),
    ],
    "/carte?indicateur=taux_pauvrete&departement=34": [
        (lambda page: choose(page, "Indicateur", "^Taux de chômage"), "indicateur=taux_chomage", "Taux de chômage"),
        (lambda page: page.locator('.carte-svg path[data-dep="09"]').click(), "departement=09", "Ariège"),
    ],
    "/territoire?departement=48": [
        (lambda page: choose(page, "Département", "^Ariège"), "departement=09", "156 787 habitants"),
    ],
    "/sources": [(lambda page: choose(page, "Table à afficher", "Valeurs"), "vue=valeurs", "Valeurs")],
    "/recherche?q=aidants": [(lambda page: write(page, "Rechercher", "EHPAD"), "q=EHPAD", "EHPAD")],
    "/": [(lambda page: follow_link(page, "Défis"), "/defis", "Défis")],
    "/accessibilite": [(lambda page: follow_link(page, "Carte"), "/carte", "Indicateur")],
}


def open_all(open_fresh, relay: Relay) -> dict[str, object]:
    """Every page, each in a session of its own, marked so that a page loaded again is told.

    By one line: what it brings to the first page is in the cache for the others.
    """
    first, *others = GESTURES
    pages = {first: open_fresh(first, base=relay.url, kept=True)}
    for path in others:
        pages[path] = pages[first].context.new_page()
        pages[path].goto(relay.url + path, wait_until="commit")
    for page in pages.values():
        page.wait_for_selector("footer.pied")
        settle(page)
        page.evaluate("window.marque = true")
    return pages


def make(pages: dict[str, object], kept: slice = slice(None)) -> None:
    """Press each control, one of every page at a time: the address follows, and the figures with it."""
    for row in zip_longest(*(GESTURES[path][kept] for path in pages)):
        made = [(page, gesture) for page, gesture in zip(pages.values(), row, strict=True) if gesture]
        for page, (press, _, _) in made:
            page.bring_to_front()
            press(page)
        for page, (_, query, words) in made:
            follows(page, query, words)


def follows(page, query: str, words: str) -> None:
    wait_address(page, re.escape(query))
    page.get_by_text(re.compile(re.escape(bound(words)))).locator("visible=true").first.wait_for()
    settle(page)


def test_pages_outlive_eight_seconds_the_end_of_their_session_and_the_death_of_the_server(open_fresh, relay, patient):
    """Every page in turn: untouched, then with a choice made as the server dies, its controls pressed in between."""
    relay.target = patient.port
    pages = open_all(open_fresh, relay)
    _eight_seconds_are_harmless(pages, relay)
    _untouched_pages_come_back_after_their_session_has_ended(pages, relay)
    make({path: page for path, page in pages.items() if GESTURES[path][1:]}, slice(1))  # in use: a fragment ran last
    _a_choice_made_as_the_server_dies_is_kept(pages, relay, patient)
    make({path: page for path, page in pages.items() if GESTURES[path][2:]}, slice(2, None))


def _eight_seconds_are_harmless(pages: dict, relay: Relay) -> None:
    relay.refuse()
    for page in pages.values():
        wait_cut(page)
    page.wait_for_timeout(8_000)
    relay.join()
    for path, page in pages.items():
        page.wait_for_function("!document.documentElement.dataset.liaison")
        assert page.evaluate("window.marque === true"), path


def _untouched_pages_come_back_after_their_session_has_ended(pages: dict, relay: Relay) -> None:
    addresses = {path: page.url for path, page in pages.items()}
    outlive(list(pages.values()), relay, life=LONGER)
    for path, page in pages.items():
        assert "à l'adresse de votre vue. Les autres pages" in wait_loaded_again(page), path
        assert page.url == addresses[path]


def _a_choice_made_as_the_server_dies_is_kept(pages: dict, relay: Relay, server: Server) -> None:
    relay.swallow()
    for path, page in pages.items():
        page.bring_to_front()
        press, _, _ = GESTURES[path][:2][-1]
        page.evaluate(SENT)
        press(page)
        page.wait_for_function("window.envoye")
    relay.refuse()
    server.process.kill()
    server.process.wait(10)
    server.settings[TTL] = str(LIFE)  # what the next tests need
    for page in pages.values():
        wait_cut(page)
    busy = pages["/sources"]
    busy.route("**/app/choix", lambda route: route.fulfill(status=503), times=1)  # it is asked again
    server.launch()
    server.wait()
    relay.join()
    for path, page in pages.items():
        assert "avec votre dernier choix" in wait_loaded_again(page), path
        _, query, words = GESTURES[path][:2][-1]
        follows(page, query, words)
    switches = pages["/scenario?engagement=3"].locator(f"{SWITCHES}[aria-checked=true], {SWITCHES}[aria-pressed=true]")
    assert switches.all_inner_texts() == ["3 Accès", "6 Métiers"]


def test_silent_cut_is_noticed_and_controls_wait_with_the_focus_kept(open_fresh, relay, usual):
    relay.target = usual.port
    context = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = open_fresh("/carte?indicateur=taux_pauvrete&departement=34", base=relay.url, clock=True, **context)
    relay.swallow()
    page.locator('.carte-svg path[data-dep="09"]').focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_text("Lien en préparation").wait_for()
    page.locator('.carte-svg path[data-dep="09"]').focus()
    page.clock.run_for(4_000)
    wait_said(page, "n'a pas encore répondu")
    page.get_by_text("Lien non copié").wait_for()
    page.keyboard.press("Enter")
    page.locator('.carte-svg path[data-dep="81"]').dispatch_event("click")
    assert page.locator('.carte-svg path[aria-pressed="true"]').get_attribute("data-dep") == "09"
    assert page.locator('.carte-svg path[data-dep="81"]').get_attribute("aria-disabled") == "true"
    page.clock.run_for(8_000)
    wait_cut(page)
    relay.join()
    assert "Connexion coupée pendant un choix" in wait_loaded_again(page)
    wait_address(page, "departement=09")
    page.wait_for_function("document.activeElement.dataset.dep === '09'")
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_text("Lien copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "departement=09" in page.url


@pytest.mark.parametrize("late", [0, 120])
def test_link_copied_at_once_after_a_choice_is_the_link_of_that_choice(open_page, late):
    """Also on a machine so busy that the choice leaves some ms late."""
    context = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = open_page("/carte?indicateur=taux_pauvrete", **context)
    page.wait_for_selector('.carte-svg path[data-dep="31"]')
    settle(page)
    page.evaluate(
        """(late) => {
      const next = window.requestAnimationFrame.bind(window);
      let first = late > 0;
      window.requestAnimationFrame = (work) => {
        if (!first) return next(work);
        first = false;
        return setTimeout(work, late);
      };
      const place = document.querySelector('.carte-svg path[data-dep="31"]');
      place.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      document.querySelector("[data-copier-lien]").click();
    }""",
        late,
    )
    page.get_by_text("Lien copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/carte?indicateur=taux_pauvrete&departement=31")


def test_page_that_returns_to_another_process_loads_again(open_alone, relay, usual):
    page = open_alone("/ecarts?activite=smr&departement=34", base=relay.url)
    settle(page)
    address = page.url
    relay.refuse()
    wait_cut(page)
    relay.target = usual.port
    relay.join()
    wait_loaded_again(page)
    assert page.url == address
    make({"/ecarts?activite=smr": page}, slice(1))


def test_connection_closed_for_a_blink_keeps_the_session_of_a_page_open_for_long(open_alone, relay, usual):
    """The page has stood for a minute when what has been idle is closed: Streamlit, slow here, comes back by itself."""
    relay.target = usual.port
    page = open_alone("/defis", base=relay.url)
    settle(page)
    page.evaluate("""() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + 60_000;
      window.marque = true;
    }""")
    page.wait_for_timeout(1_500)
    page.route("**/_stcore/host-config", lambda route: (page.wait_for_timeout(2_000), route.continue_()))
    relay.drop()
    wait_cut(page)
    page.wait_for_function("!document.documentElement.dataset.liaison")
    assert page.evaluate("window.marque === true")


def test_text_written_and_not_sent_is_given_back(open_alone, relay):
    page = open_alone("/scenario?engagement=3", base=relay.url)
    title(page, "18 fiches sur 75")
    page.get_by_role("button", name="Nommer, enregistrer, ouvrir").click()
    page.get_by_label("Nom du scénario").press_sequentially("Accès <b>seul</b>")
    outlive([page], relay)
    assert "Nom du scénario\u00a0: «Accès <b>seul</b>»" in wait_loaded_again(page)
    page.get_by_role("button", name="Fermer").click()
    assert page.locator("#liaison").inner_text().strip() == ""


def test_plan_of_a_session_that_ended_is_asked_for_again_in_words(open_alone, relay, tmp_path):
    """Said on the page of the plan as on any other, once; who forgot the plan is told nothing."""
    path = tmp_path / "gers.md"
    path.write_text(doubtful_text("32"), encoding="utf-8")
    page = open_alone("/importer", base=relay.url)
    page.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files(path)
    page.get_by_role("button", name="Utiliser dans cette session").click()
    page.get_by_text("Jeu de cette session : Gers ajouté").wait_for()
    follow_link(page, "Défis")
    page.get_by_role("heading", level=1).filter(has_text="Défis").wait_for()
    settle(page)
    outlive([page], relay)
    assert "Le plan lu dans «gers.md» était celui de la session précédente" in wait_loaded_again(page)
    page.get_by_role("button", name="Fermer").click()
    outlive([page], relay)
    assert "gers.md" not in wait_loaded_again(page)


def test_loading_again_keeps_the_place_and_the_parts_that_were_open(open_alone, relay):
    page = open_alone("/territoire?departement=48", base=relay.url)
    settle(page)
    page.evaluate("document.querySelectorAll('details[data-volet]').forEach((part, i) => { part.open = i === 1; })")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 700)")
    outlive([page], relay)
    wait_loaded_again(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == pytest.approx(700, abs=120)
    assert page.evaluate("[...document.querySelectorAll('details[data-volet]')].findIndex((part) => part.open)") == 1


def test_choice_whose_answer_was_cut_is_kept_and_nothing_else_is_chosen(open_alone, relay, usual):
    """The session has it, the page has not: going on together would mix the controls of two moments."""
    relay.target = usual.port
    page = open_alone("/scenario?engagement=3", base=relay.url)
    relay.deafen()
    page.evaluate(SENT)
    page.locator(SWITCHES, has_text="6 Métiers").click()
    page.wait_for_function("window.envoye")
    relay.wait_unheard()
    relay.join()
    assert "avec votre dernier choix" in wait_loaded_again(page)
    assert page.url.endswith("/scenario?engagement=3&engagement=6")
    title(page, "28 fiches sur 75")
