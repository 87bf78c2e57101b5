"""What the browser puts in place ahead of Python is what Python draws: same parts, same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analysis.typed_text import printable
from charts.words.typography import bound
from shell import library as held
from shell.page_heads import HEADS, OWN_STYLE
from tests.test_forms import get
from views.registry import view
from views.view import ANY, BUTTON

PAGES = {"carte": "pages/carte.py", "territoire": "pages/territoire.py", "ecarts": "pages/ecarts.py",
         "defis": "pages/defis.py", "scenario": "pages/scenario.py",
         "sources": "pages/sources.py", "recherche": "pages/recherche.py"}  # fmt: skip
ADDRESSES = [
    "carte?",
    "carte?indicateur=taux_pauvrete&departement=48",
    "carte?indicateur=part_65_plus&engagement=3&classes=amplitudes",
    "carte?indicateur=taux_pauvrete&indicateur=taux_chomage&departement=09",
    "territoire?departement=34",
    "territoire?departement=31&engagement=2",
    "territoire?departement=46&avec=48",
    "territoire?departement=46&engagement=3&rattachement=sans&theme=tous",
    "ecarts?",
    "ecarts?vue=departement&departement=46",
    "ecarts?activite=cancer&borne=basse&engagement=4",
    "ecarts?activite=irc&departement=34",
    "ecarts?vue=ensemble",
    "ecarts?vue=carte",
    "defis?",
    "defis?defi=E6D4&departement=46&departement=48",
    "defis?vue=etiquettes&engagement=1",
    "defis?objectif=E1D4O1",
    "scenario?",
    "scenario?engagement=3&departement=48",
    "scenario?engagement-2=1&engagement-2=2",
    "scenario?vue=oqos&borne=basse&engagement=4",
    "scenario?vue=objectifs&theme=PRAPS",
    "scenario?vue=etiquettes",
    "sources?",
    "sources?mots=cancer&vue=chercher",
    "sources?vue=valeurs&departement=46&feuille=2",
    "sources?vue=tables&table=valeurs",
    "recherche?q=irm",
]
ROOT = Path(__file__).resolve().parents[1]
CANCER = "ecarts?activite=cancer"
MARK = re.compile(r'<data hidden data-corps="([^"]+)"')


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(address.partition("?")[2])


def drawn(address: str, query_of: dict[str, list[str]], *, opened: str = "") -> AppTest:
    run = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if opened:
        run.session_state[opened] = True
    run.run()
    run.switch_page(PAGES[address.partition("?")[0]])
    for name, values in query_of.items():
        run.query_params[name] = values
    return run.run()


def parts_of(run: AppTest) -> dict[str, str]:
    found = [block.proto.body for block in run.get("html")]
    return {MARK.findall(body)[-1]: body for body in found if MARK.search(body)}


def body(address: str) -> dict:
    page, _, text = address.partition("?")
    answer = get(f"/{page}.corps?{text}")
    assert answer.status_code == 200, answer.text
    return answer.json()


body_of = cache(body)


@cache
def run_of(address: str, *, opened: str = "") -> AppTest:
    """The page of an address, run once for the tests that only read it."""
    return drawn(address, query(address), opened=opened)


def leads(parts: dict[str, str]) -> dict[str, dict[str, str]]:
    found = re.findall(r'data-mene="([^"]*)"', "".join(parts.values()))
    assert len(found) == 1
    return json.loads(unescape(found[0]))


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_parts_given_by_address_are_the_bytes_that_the_page_draws(address):
    assert body_of(address)["parties"] == parts_of(run_of(address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_way_leads_to_a_view_that_refuses_nothing(address):
    page, library = address.partition("?")[0], held.current()
    found = leads(body_of(address)["parties"])
    for control, options in found.items():
        for words, text in options.items():
            values = {"data-slug": "taux_chomage", "data-dep": "31"}.get(control.removesuffix("-2"), "irm")
            asked = parse_qs(text.replace("%2A", values) if words == ANY else text)
            assert view(library, page, asked).ignored == (), (control, words, text)


def test_a_way_names_a_control_and_an_option_of_the_page():
    """Some address of a page draws the control of each way; where it is drawn, the options of the way are its own."""
    led: set[tuple[str, str]] = set()
    labels: set[tuple[str, str]] = set()
    for address in ADDRESSES:
        page = address.partition("?")[0]
        run = run_of(address, opened="carte-tableaux-carte" if page == "carte" else "")
        listed = [*run.selectbox, *run.multiselect, *run.radio, *run.get("button_group")]
        shown = {widget.proto.label: [plain(words) for words in named(widget.proto)] for widget in listed}
        labels |= {(page, label) for label in shown}
        labels |= {(page, widget.proto.label) for widget in [*run.text_input, *run.checkbox, *run.toggle]}
        ways = {name: ways for name, ways in leads(parts_of(run)).items() if not name.startswith("data-")}
        led |= {(page, name) for name in ways if name != BUTTON}
        for control in ways.keys() & shown.keys():
            assert {plain(words) for words in ways[control]} <= set(shown[control]), control
    assert led <= labels, led - labels


@pytest.mark.parametrize(
    "address, control, option, key, value",
    [
        (CANCER, "Engagement", "1 Prévention", "ecarts-engagements", ["1"]),
        (CANCER, "Département", "Lot", "ecarts-departements", ["46"]),
        (CANCER, "Ligne lue en toutes lettres", "A2 thoracique", "ecarts-modalite", "A2"),
        (CANCER, "Afficher", "Ce qui change", "ecarts-vue", "changements"),
        (CANCER, "Afficher", "Vue d'ensemble", "ecarts-vue", "ensemble"),
        ("ecarts?vue=departement", "Montrer aussi les lignes sans écart chiffrable", "oui", "ecarts-toutes", True),
        ("defis?theme=PRAPS", "Afficher", "Objectifs communs", "defis-vue", "communs"),
        ("scenario?vue=oqos", "Afficher", "Thèmes et parcours", "scenario-vue", "etiquettes"),
        ("sources?vue=valeurs", "Département", "Lot", "sources-departements", ["46"]),
        ("sources?vue=valeurs", "Table à afficher", "Chiffres · Dictionnaire", "sources-vue", "dictionnaire"),
        ("scenario?vue=oqos&departement=48", "Département", "Lot", "scenario-departements", ["48", "46"]),
    ],
)
def test_a_choice_draws_what_its_way_leads_to(address, control, option, key, value):
    """What only another view reads is not lost on the way: the activité of Écarts, the thème of Défis."""
    run = drawn(address, query(address))
    ways = {plain(words): text for words, text in leads(parts_of(run))[control].items()}
    led = next(text for words, text in ways.items() if words.startswith(plain(option)))
    run.session_state[key] = value
    assert body(f"{address.partition('?')[0]}?{led}")["parties"] == parts_of(run.run())


def named(proto) -> Iterator[str]:
    for option in proto.options:
        yield option if isinstance(option, str) else option.content


def plain(words: str) -> str:
    text = re.sub(r":color\[\\(.)\]", r"\1", words).replace("\\", "")
    assert printable(text)
    return " ".join(bound(text).split())


def test_tables_are_given_only_when_they_are_open():
    assert "tableaux" not in body("carte?departement=48")["parties"]
    given = body("carte?departement=48&ouvert=tableaux")["parties"]["tableaux"]
    run = drawn("carte?", {"departement": ["48"]}, opened="carte-tableaux-carte")
    assert parts_of(run)["tableaux"] == given


def test_pictures_are_given_what_they_would_show():
    assert list(body("carte?indicateur=taux_pauvrete")["cartes"]["carte"]) == ["taux_pauvrete"]
    two = body("scenario?engagement-2=1")["cartes"]
    assert list(two) == ["scenario-carte", "scenario-carte-2"]
    assert list(body("defis?")["grilles"]) == ["defis-grille"]
    assert "attend" in body("ecarts?vue=carte") and "attend" not in body("ecarts?vue=ensemble")


def test_the_browser_knows_the_pages_whose_bodies_it_may_hold_and_where_their_style_begins():
    listed = re.search(r"const PAGES = (\[.*?\]);", (ROOT / "static" / "avance.js").read_text("utf-8"))
    assert listed and json.loads(listed[1]) == list(HEADS)
    assert f'split("{OWN_STYLE.strip()}")' in (ROOT / "static" / "doublure.js").read_text("utf-8")
    whole = body("ecarts?entier=1")
    assert whole["entier"]["titre"] == bound(HEADS["ecarts"].title) and ".table-change" in whole["entier"]["style"]
    assert "attend" in body("ecarts?couleur=rouge&entier=1"), "what is said of a wrong address is Python's"


def test_the_body_is_no_form_for_readers():
    assert get("/accueil.corps").status_code == 404
    assert body("carte?")["jeu"] == held.current().stamp
