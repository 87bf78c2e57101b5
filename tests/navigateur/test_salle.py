"""The wall of a meeting: the room and the presenter's window, in step, with and without a server, and from a disk."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from deploiement.repliques import free_ports
from exports.meeting.checks import checked
from exports.wall.document import wall
from tests.held import LIBRARY
from tests.navigateur.conftest import ROOT
from tests.navigateur.reading import serious
from views.seance.meeting import Decision, Meeting, Point, read_meeting
from views.seance.points import proposal, view_of

pytestmark = pytest.mark.navigateur

PROJECTED = (
    "/carte?indicateur=densite_mg_bpe&departement=34", "/carte?indicateur=part_mg_60_plus",
    "/carte?indicateur=taux_pauvrete&indicateur=part_65_plus", "/ecarts?departement=34",
    "/ecarts?vue=activite&activite=irc", "/ecarts?vue=departement&departement=34", "/ecarts?vue=ensemble",
    "/ecarts?vue=carte", "/territoire?departement=34", "/defis", "/defis?vue=comparaison",
    "/defis?vue=cts&departement=34", "/scenario",
)  # fmt: skip
"""The views that are projected most."""

TURNS = (
    (" ", 1, 0), ("Enter", 1, 1), ("Shift+ ", 1, 0), ("ArrowDown", 1, 1), ("PageUp", 1, 0), ("End", 7, 0),
    ("ArrowRight", 7, 0), ("Home", 0, 0), ("ArrowLeft", 0, 0), ("Shift+ArrowRight", 1, 0),
)  # fmt: skip
"""A key, the view and the screen that it leads to."""

BOXES = (Path(__file__).parent / "ecrans.js").read_text("utf-8")
SHOWN = "main .ecran:not([hidden])"


def made(points: list[Point], **told) -> bytes:
    held = Meeting(cle="essai-de-salle", nom="CTS de l'Hérault", duree=40, jeu=LIBRARY.version, points=points, **told)
    return wall(held, checked(held, LIBRARY), LIBRARY)


def of(address: str, key: str, **told) -> Point:
    return proposal(LIBRARY, view_of(LIBRARY, address), key=key).model_copy(update=told)


@pytest.fixture(scope="module")
def eight() -> bytes:
    """A meeting of eight views."""
    suites = {"en_cours": [Decision(quoi="Relire la cible de SMR", qui="DD34", de="CTS de juin")]}
    return made(
        [
            Point(cle="ouverture", titre="Accueil", minutes=5),
            of(PROJECTED[0], "p2", titre="Où sont les généralistes ?", note="Rappeler la date", orateur="Mme Roux"),
            of(PROJECTED[4], "p3", genre="débat"),
            of("/ecarts?vue=carte", "p4"),
            Point(cle="p5", titre="Pause"),
            Point(
                cle="p6", titre="Règlement intérieur", genre="avis", phrase="Adopter ou amender.", prudence="Projet."
            ),
            Point(cle="p7", titre="Calendrier"),
            Point(cle="p8", titre="Questions diverses"),
        ],
        suites=suites,
    )


@pytest.fixture
def context(browser):
    """A context of its own; what goes out of this machine is a failure."""
    asked: list[str] = []
    context = browser.new_context(locale="fr-FR", viewport={"width": 1024, "height": 768}, has_touch=True)
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1"))] == []


def opened(context, folder: Path, document: bytes, *, vue: str = "salle"):
    """The document from a disk."""
    path = folder / "seance.html"
    path.write_bytes(document)
    page = context.new_page()
    page.goto(f"{path.as_uri()}?vue={vue}")
    return page


def at(page, view: int, screen: int = 0) -> None:
    """Until a window is at a view: the room shows it, the presenter's window names it."""
    page.wait_for_function(
        """([view, screen]) => {
          const place = vue === "salle" ? onWall() : etat;
          const words = document.querySelector(vue === "salle" ? "main .ecran:not([hidden]) footer" : ".rang-seance");
          return place.point === view && place.ecran === screen && words.textContent.includes(`vue ${view + 1} sur`);
        }""",
        arg=[view, screen],
    )


class Small:
    """A server of the loader alone, in its own process."""

    def __init__(self, folder: Path) -> None:
        static = folder / "app" / "static"
        static.mkdir(parents=True)
        for name in ("salle.html", "salle.js"):
            shutil.copy(ROOT / "static" / name, static / name)
        self.port = free_ports(1)[0]
        self.url = f"http://127.0.0.1:{self.port}/app/static/salle.html"
        command = [
            sys.executable,
            "-m",
            "http.server",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--directory",
            str(folder),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(400):
            try:
                urllib.request.urlopen(self.url, timeout=2).close()
                return
            except OSError:
                time.sleep(0.05)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(10)


KEEP = """(html) => new Promise((kept) => {
  const asked = indexedDB.open("territoires-salles", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("salles");
  asked.onsuccess = () => {
    const change = asked.result.transaction("salles", "readwrite");
    change.objectStore("salles").put({ html, quand: "" }, "essai-de-salle");
    change.oncomplete = () => { asked.result.close(); kept(); };
  };
})"""


def test_a_meeting_goes_on_to_its_end_without_its_server(context, tmp_path, eight):
    server = Small(tmp_path / "serveur")
    try:
        presenter = context.new_page()
        presenter.goto(f"{server.url}?seance=essai-de-salle&vue=presentateur")
        presenter.get_by_text("Ce navigateur ne garde pas cette séance").wait_for()
        presenter.evaluate(KEEP, eight.decode())
        presenter.reload()
        presenter.get_by_role("heading", name="CTS de l'Hérault").wait_for()
        with context.expect_page() as opening:
            presenter.get_by_role("button", name="Ouvrir la salle").click()
        room = opening.value
        presenter.get_by_text("Salle ouverte").wait_for()
        room.keyboard.press("PageDown")
        at(room, 1)
        at(presenter, 1)
    finally:
        server.stop()
    with pytest.raises(OSError):
        urllib.request.urlopen(server.url, timeout=2)
    _decides(presenter)
    room.keyboard.press("Shift+ArrowRight")
    at(presenter, 2)
    room.close()
    presenter.get_by_text("Salle fermée").wait_for()
    with context.expect_page() as opening:
        presenter.get_by_role("button", name="Ouvrir la salle").click()
    room = opening.value
    at(room, 2)
    for view in range(3, 6):
        room.keyboard.press("Shift+ArrowRight")
        at(room, view)
    at(presenter, 5)
    _advises(presenter)
    presenter.close()
    room.wait_for_function("!here.presentateur")
    with context.expect_page() as opening:
        room.keyboard.press("p")
    presenter = opening.value
    at(presenter, 5)
    assert presenter.get_by_label("Pour", exact=True).input_value() == "28"
    presenter.get_by_role("button", name="Suivant").click()
    at(room, 6)
    presenter.get_by_role("button", name="8 Questions diverses").click()
    at(room, 7)
    at(presenter, 7)
    _saves(presenter)


def _decides(page) -> None:
    page.get_by_label("Notes").fill("Les chiffres de 2025 ?")
    page.get_by_role("button", name="Ajouter une décision").click()
    page.keyboard.type("Écrire à la CPAM")
    page.get_by_label("Qui s'en charge").fill("La délégation")
    page.get_by_label("Pour quand").fill("mars")
    page.keyboard.press("PageDown")  # a clicker while somebody writes
    at(page, 1, 1)
    page.keyboard.press("PageUp")
    at(page, 1)
    assert page.get_by_label("Qui s'en charge").input_value() == "La délégation"


def _advises(page) -> None:
    page.get_by_role("button", name="Ajouter un avis").click()
    page.keyboard.type("Favorable")
    page.get_by_label("Pour", exact=True).fill("28")
    page.get_by_text("Présents et quorum").click()
    page.get_by_label("Quorum", exact=True).fill("atteint")
    page.get_by_role("button", name="Ajouter un collège").click()
    page.keyboard.type("Usagers")
    page.get_by_label("Membres présents").fill("9")
    page.get_by_text("Décisions en cours").click()
    page.get_by_label("Relire la cible de SMR").check()


def _saves(page) -> None:
    """The file holds what was typed, in the form that the tool reads."""
    with page.expect_download() as saving:
        page.get_by_role("button", name="Enregistrer la séance").click()
    saved = read_meeting(Path(saving.value.path()).read_bytes())
    assert saving.value.suggested_filename == "seance-cts-de-l-herault.json"
    second, sixth = (saved.suites.points[key] for key in ("p2", "p6"))
    assert second.notes == "Les chiffres de 2025 ?"
    assert second.decisions == [Decision(quoi="Écrire à la CPAM", qui="La délégation", quand="mars")]
    assert (sixth.avis[0].texte, sixth.avis[0].pour, sixth.avis[0].contre) == ("Favorable", 28, None)
    assert (saved.suites.quorum, saved.suites.presents[0].college, saved.suites.presents[0].presents) == (
        "atteint",
        "Usagers",
        9,
    )
    assert saved.suites.en_cours[0].faite
    assert [key for key, given in saved.suites.points.items() if given.vu] == [f"{one.cle}" for one in saved.points]
    kept = json.loads(page.evaluate("localStorage.getItem('territoires-suites:essai-de-salle')"))
    assert kept == saved.suites.model_dump()


def test_keys_pointer_and_finger_turn_the_room(context, tmp_path, eight):
    page = opened(context, tmp_path, eight)
    page.wait_for_selector(SHOWN)
    assert page.locator("button:visible, input:visible, a:visible").count() == 0
    press, body = page.keyboard.press, page.locator("body")
    for key, view, screen in TURNS:
        press(key)
        at(page, view, screen)
    said = page.locator("[role=status]")
    assert "Vue 2 sur 8 : Où sont les généralistes" in said.text_content()
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    _hides(page)
    _zooms(page)
    press("b")
    page.locator(".noir").wait_for()
    press(".")
    page.locator(".noir").wait_for(state="hidden")
    press("g")
    assert "grayscale" in body.evaluate("(one) => getComputedStyle(one).filter")
    press("g")
    press("?")
    page.get_by_role("dialog").wait_for()
    press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    press("F5")
    page.wait_for_function("document.fullscreenElement")
    at(page, 1)
    press("f")
    page.wait_for_function("!document.fullscreenElement")
    page.touchscreen.tap(900, 700)
    at(page, 1, 1)
    page.touchscreen.tap(100, 300)
    at(page, 1)
    assert serious(page) == []


def _hides(page) -> None:
    """Sentence and caution come and go; the mark of a reservation stays, and the caution is back at the next view."""
    caution = page.locator(f"{SHOWN} .prudence p").first
    mark = page.locator(f"{SHOWN} .prudence strong")
    page.keyboard.press("c")
    caution.wait_for(state="hidden")
    mark.wait_for()
    page.keyboard.press("n")
    page.locator(f"{SHOWN} .phrase").wait_for(state="hidden")
    page.keyboard.press("Shift+ArrowRight")
    at(page, 2)
    caution.wait_for()
    page.keyboard.press("Shift+ArrowLeft")
    at(page, 1)
    caution.wait_for()
    page.keyboard.press("n")
    page.locator(f"{SHOWN} .phrase").wait_for()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowRight")
    at(page, 2, 1)
    page.locator(f"{SHOWN} .marque-prudence").wait_for()
    page.keyboard.press("c")
    page.locator(f"{SHOWN} > .volet .prudence p").first.wait_for()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    at(page, 1)


def _zooms(page) -> None:
    zoom = page.locator(f"{SHOWN} .zoom")
    page.keyboard.type("34")
    zoom.get_by_text("Hérault (34)").wait_for()
    assert "114,1" in zoom.text_content()
    page.keyboard.type("34")
    zoom.wait_for(state="detached")
    page.keyboard.press("3")
    zoom.get_by_text("Aveyron (12)").wait_for()
    page.keyboard.press("Escape")
    zoom.wait_for(state="detached")
    page.locator(f"{SHOWN} .dep[data-numero='11']").click()
    zoom.get_by_text("Aude (11)").wait_for()
    page.keyboard.press("Escape")
    zoom.wait_for(state="detached")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    zoom.get_by_text("Pyrénées-Orientales").wait_for()
    page.keyboard.press("ArrowLeft")
    at(page, 1)
    assert zoom.count() == 0


def test_the_presenter_looks_ahead_while_the_wall_stays(context, tmp_path, eight):
    presenter = opened(context, tmp_path, eight, vue="presentateur")
    presenter.set_viewport_size({"width": 1280, "height": 900})
    with context.expect_page() as opening:
        presenter.get_by_role("button", name="Ouvrir la salle").click()
    room = opening.value
    at(room, 0)
    presenter.get_by_role("button", name="Suivant").click()
    at(room, 1)
    presenter.get_by_text("Parole à : Mme Roux").wait_for()
    assert serious(presenter) == []
    presenter.set_viewport_size({"width": 1024, "height": 600})
    presenter.wait_for_function("innerHeight === 600")
    assert serious(presenter) == []
    presenter.get_by_role("button", name="Figer l'écran").click()
    presenter.get_by_text("Sur le mur, figé").wait_for()
    presenter.keyboard.press("End")
    presenter.keyboard.press("PageUp")
    at(presenter, 6)
    room.wait_for_function("etat.fige && etat.point === 6")
    at(room, 1)
    room.keyboard.press("Shift+ArrowRight")
    at(room, 2)
    at(presenter, 6)
    presenter.get_by_role("button", name="Figer l'écran").click()
    at(room, 6)
    presenter.reload()
    at(presenter, 6)
    presenter.get_by_text("Remettre à zéro").wait_for()
    room.reload()
    at(room, 6)
    presenter.get_by_role("button", name="Écran noir").click()
    room.locator(".noir").wait_for()
    presenter.get_by_role("button", name="Terminer").click()
    presenter.get_by_text("Séance terminée à").wait_for()
    assert presenter.evaluate("gave().fin")
    presenter.get_by_role("button", name="Remettre à zéro").click()
    presenter.get_by_role("button", name="Démarrer l'horloge").wait_for()
    assert presenter.evaluate("[gave().debut, gave().fin, Object.values(gave().points).some((one) => one.vu)]") == [
        "",
        "",
        False,
    ]


def test_a_window_that_the_browser_kept_nothing_for_asks_the_other_one(context, tmp_path, eight):
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refusé'); } })")
    presenter = opened(context, tmp_path, eight, vue="presentateur")
    with context.expect_page() as opening:
        presenter.get_by_role("button", name="Ouvrir la salle").click()
    room = opening.value
    at(room, 0)
    presenter.keyboard.press("End")
    at(room, 7)
    assert presenter.evaluate("gave().debut")
    presenter.reload()
    at(presenter, 7)
    assert presenter.evaluate("gave().debut") == room.evaluate("gave().debut") != ""


def test_every_screen_is_read_from_far_and_nothing_is_cut(context, tmp_path):
    page = opened(context, tmp_path, made([of(one, f"p{rank}") for rank, one in enumerate(PROJECTED)]))
    page.wait_for_selector(SHOWN)
    page.evaluate(BOXES)
    for width, height, most in ((1024, 768, 99), (1280, 720, 2), (1920, 1080, 2), (3840, 2160, 1)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"innerWidth === {width}")
        assert page.evaluate(f"faults({most})") == [], (width, height)
    page.evaluate("document.querySelector('main .ecran:not([hidden]) h1').style.setProperty('--corps', 40)")
    assert page.evaluate("faults(1)") != []


def test_sixty_views_and_a_wicked_title_stay_fluid_and_inert(context, tmp_path):
    wicked = "</script><img src=x onerror=\"document.body.dataset.pris='oui'\">"
    points = [of(PROJECTED[rank % 3], f"p{rank}", titre=f"{wicked} {rank}", phrase=wicked) for rank in range(60)]
    page = opened(context, tmp_path, made(points))
    page.wait_for_selector(SHOWN)
    for _ in range(1, 60):
        page.keyboard.press("Shift+ArrowRight")
    at(page, 59)
    assert page.locator("img").count() == 0
    assert page.evaluate("document.body.dataset.pris ?? ''") == ""
    assert wicked in page.locator(f"{SHOWN} h1").text_content().replace("\u00a0", " ")


def test_a_room_without_a_point_says_what_to_do_and_answers_its_keys(context, tmp_path):
    page = opened(context, tmp_path, made([]))
    expect(page.locator("main h1")).to_have_text("Rien à projeter encore")
    expect(page.locator("main h1")).to_be_in_viewport()
    expect(page.locator("main")).to_contain_text("partez d'un ordre tout prêt")
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    for key in ("ArrowRight", "c", "n", "b", "1", "End"):
        page.keyboard.press(key)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Touches de la salle")).to_be_visible()
    assert failed == [] and page.locator(".noir").is_hidden()
