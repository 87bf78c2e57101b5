"""The gestures of the benchmark: what a user does on each page, and what must then have settled."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tests.bench.harness import Gesture, Server, open_page

LABELS = ["Taux de pauvreté", "Taux de chômage", "Part des 65 ans et plus", "Niveau de vie médian"]
MAP = ".carte-svg, .carte-rangs li, .dizaine:nth-child(-n+2) > div, .carte-titre, .carte-phrase"
"""Of a long list, the rows in sight."""
FIRST_PEER = ".choroplethlayer path"
PEER = "#titre, #phrase, .choroplethlayer path, .barlayer path"
DASH_OPTION = ".dash-options-list-option"
FIRST = "indicateur vers carte, barres, phrase"
Step = Callable[[Any, int], None]
FIRST_MAP, FIRST_BAR, FIRST_PEER = (
    ".carte-svg path[data-dep]",
    ".js-plotly-plot .barlayer path",
    ".choroplethlayer path",
)


def open_list(page: Any, turn: int) -> None:
    page.get_by_role("combobox", name="Indicateur").click()
    page.get_by_role("option", name=LABELS[turn % len(LABELS)], exact=True).scroll_into_view_if_needed()


def choose_option(page: Any, turn: int) -> None:
    page.get_by_role("option", name=LABELS[turn % len(LABELS)], exact=True).click()


def no_preparation(_page: Any, _turn: int) -> None:
    """The gesture needs nothing opened first."""


def click_departement(page: Any, turn: int) -> None:
    page.locator(".carte-rangs button").nth(turn % 13).click()


def open_origin(page: Any, turn: int) -> None:
    page.get_by_label("Origine et année").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    page.get_by_label("Origine et année").click()
    page.locator("[role=option]:not([data-slug])").filter(has_text=("Plans", "Statistique")[turn % 2]).first.wait_for()


def choose_origin(page: Any, turn: int) -> None:
    page.locator("[role=option]:not([data-slug])").filter(has_text=("Plans", "Statistique")[turn % 2]).first.click()


def open_classes(page: Any, _turn: int) -> None:
    choices = page.get_by_test_id("stRadioGroup")
    if not choices.is_visible():
        page.get_by_role("button", name="Plus de réglages").click()
    choices.wait_for()


def choose_classes(page: Any, turn: int) -> None:
    label = ("Amplitudes égales", re.compile("^Écart à "))[turn % 2]
    page.get_by_test_id("stRadioGroup").get_by_text(label).first.click()


ACTIVITES = ["Soins médicaux et de réadaptation (SMR)", "Insuffisance rénale chronique (IRC)", "Traitement du cancer"]
BORNES = ["Borne basse", "Borne haute", "Les deux bornes"]
GAPS = ".table-activite td, .phrase-ligne"
FIRST_GAPS = ".table-activite td"


def find_option(page: Any, name: str) -> None:
    """Wait for an option of the open list; a list too long to be held whole is gone down, as a reader does."""
    option = page.get_by_role("option", name=name, exact=True)
    page.get_by_role("option").first.wait_for()
    if not option.count():
        page.get_by_role("option").first.hover()
        page.mouse.wheel(0, -20_000)
    for _ in range(60):
        if option.count():
            break
        page.get_by_role("option").first.hover()
        page.mouse.wheel(0, 250)
        page.wait_for_timeout(50)
    option.wait_for()


def opener(label: str, choices: list[str]) -> Any:
    """Open a list of the gaps page and wait for the choice of this turn."""

    def prepare(page: Any, turn: int) -> None:
        page.get_by_label(label, exact=True).first.click()
        find_option(page, choices[turn % len(choices)])

    return prepare


def chooser(choices: list[str]) -> Any:
    def choose(page: Any, turn: int) -> None:
        page.get_by_role("option", name=choices[turn % len(choices)], exact=True).click()

    return choose


TERRITORIES = ["Lozère", "Hérault", "Lot", "Ariège"]
DEPARTEMENTS = ["Ariège", "Hérault"]
COMPARED = ".cote, .react-aria-ComboBox [data-tag]"


def third_plan(page: Any, turn: int) -> None:
    """Back to two plans, then open the list on the one to add."""
    name = DEPARTEMENTS[(turn + 1) % 2]
    page.keyboard.press("Escape")  # the list stays open after a choice
    if page.locator(f".react-aria-ComboBox [data-tag] button[aria-label$={name}]").count():
        page.get_by_role("combobox", name="Département").focus()
        page.keyboard.press("Backspace")  # takes away the last one chosen
        page.wait_for_function("document.querySelectorAll('.cote thead th').length === 2")
        page.wait_for_timeout(200)
    page.get_by_role("combobox", name="Département").click()
    find_option(page, DEPARTEMENTS[turn % 2])


def add_plan(page: Any, turn: int) -> None:
    page.get_by_role("option", name=DEPARTEMENTS[turn % 2], exact=True).click()


STARTS = ["Prévention", "Accès", "Coordination, qualité"]
RESULTS = ".constat, .bilan, .plan-et-si, .change, .carte-titre, .carte-valeur, .carte-legende"


def hover_start(page: Any, turn: int) -> None:
    page.get_by_role("radio", name=STARTS[turn % len(STARTS)], exact=True).hover()


def click_start(page: Any, turn: int) -> None:
    page.get_by_role("radio", name=STARTS[turn % len(STARTS)], exact=True).click()


def open_bounds(page: Any, turn: int) -> None:
    """Open the list of bounds, in the settings that a click opens."""
    if not page.get_by_label("Cibles à deux bornes", exact=True).first.is_visible():
        page.get_by_role("button", name="Plus de réglages").click()
    opener("Cibles à deux bornes", BORNES)(page, turn)


def click_engagement(page: Any, turn: int) -> None:
    """Switch an engagement off, then on again, one after the other."""
    page.locator(".st-key-scenario-engagements button").nth(turn // 2 % 6).click()


def open_series(page: Any, turn: int) -> None:
    page.get_by_test_id("stSelectbox").locator("input, [role=combobox]").first.click()
    page.get_by_role("option", name=f"Série {turn % 7 + 1}", exact=True).wait_for()


def choose_series(page: Any, turn: int) -> None:
    page.get_by_role("option", name=f"Série {turn % 7 + 1}", exact=True).click()


def open_dash_list(page: Any, turn: int) -> None:
    page.locator("#indicateur").click()
    page.locator(DASH_OPTION).filter(has_text=LABELS[turn % len(LABELS)]).first.scroll_into_view_if_needed()


def choose_dash_option(page: Any, turn: int) -> None:
    page.locator(DASH_OPTION).filter(has_text=LABELS[turn % len(LABELS)]).first.click()


@dataclass(frozen=True)
class Case:
    """A gesture before its page is open.

    Attributes:
        name: as the report says it.
        server: `nue` (tests/bench/bare_page.py), `dash` (tests/bench/dash_page.py) or `nous`.
        address: what to open on that server; ready: what is there once it is drawn.
        prepare: what the reader has done before, act: what is measured; both take the page and the turn.
        watch: what must then have settled.
        opened: what the reader opens once, before the first gesture.
    """

    name: str
    server: Literal["nue", "dash", "nous"]
    address: str
    ready: str
    prepare: Step
    act: Step
    watch: str
    opened: Callable[[Any], None] | None = None


def with_table(page: Any) -> None:
    """Open the table twin of the map, which stays open."""
    page.get_by_text("Tableau et téléchargements").click()
    page.wait_for_selector(".tableau")
    page.wait_for_timeout(500)


CASES = (
    Case("page nue : liste vers graphique", "nue", "/", FIRST_BAR, open_series, choose_series, FIRST_BAR),
    Case(
        "Dash : indicateur vers carte, barres, phrase",
        "dash",
        "/",
        FIRST_PEER,
        open_dash_list,
        choose_dash_option,
        PEER,
    ),
    Case(FIRST, "nous", "/carte", FIRST_MAP, open_list, choose_option, MAP),
    Case(
        "indicateur vers fiche et tableau",
        "nous",
        "/carte?departement=48",
        FIRST_MAP,
        open_list,
        choose_option,
        ".fiche, .tableau",
        opened=with_table,
    ),
    Case("département vers fiche", "nous", "/carte", FIRST_MAP, no_preparation, click_departement, ".fiche"),
    Case(
        "origine (plans) vers carte",
        "nous",
        "/carte?indicateur=part_65_plus",
        FIRST_MAP,
        open_origin,
        choose_origin,
        MAP,
    ),
    Case(
        "activité vers écarts",
        "nous",
        "/ecarts?activite=cancer",
        FIRST_GAPS,
        opener("Activité", ACTIVITES),
        chooser(ACTIVITES),
        GAPS,
    ),
    Case(
        "borne vers écarts",
        "nous",
        "/ecarts?activite=cancer",
        FIRST_GAPS,
        opener("Cibles à deux bornes", BORNES),
        chooser(BORNES),
        GAPS,
    ),
    Case(
        "département vers territoire",
        "nous",
        "/territoire?departement=09",
        ".epine",
        opener("Département", TERRITORIES),
        chooser(TERRITORIES),
        ".territoire",
    ),
    Case(
        "plans comparés vers défi côte à côte",
        "nous",
        "/defis?defi=E6D4&departement=46&departement=48",
        ".cote",
        third_plan,
        add_plan,
        COMPARED,
    ),
    Case(
        "engagement vers bilan du scénario",
        "nous",
        "/scenario",
        ".bilan",
        no_preparation,
        click_engagement,
        RESULTS,
    ),
    Case(
        "engagement vers bilan de deux scénarios",
        "nous",
        "/scenario?engagement-2=1&engagement-2=2",
        ".bilan",
        no_preparation,
        click_engagement,
        RESULTS,
    ),
    Case(
        "point de départ vers objectifs",
        "nous",
        "/scenario?vue=objectifs",
        ".plan-et-si",
        hover_start,
        click_start,
        RESULTS,
    ),
    Case(
        "borne vers OQOS du scénario",
        "nous",
        "/scenario?vue=oqos",
        ".change",
        open_bounds,
        chooser(BORNES),
        RESULTS,
    ),
    Case(
        "autres classes vers carte",
        "nous",
        "/carte?indicateur=taux_pauvrete",
        FIRST_MAP,
        open_classes,
        choose_classes,
        MAP,
    ),
)
"""The bare page first, then the peer: the others are divided by them."""


def kept(pattern: str) -> list[Case]:
    """The yardsticks and the gestures whose name matches a regular expression, without regard to case."""
    return [case for case in CASES if case.server != "nous" or re.search(pattern, case.name, re.IGNORECASE)]


def opened(browser: Any, case: Case, server: Server, *, name: str = "") -> Gesture:
    """The page of a gesture, drawn and ready."""
    page = open_page(browser, f"{server.url}{case.address}", case.ready)
    if case.opened:
        case.opened(page)
    return Gesture(name or case.name, page, case.prepare, case.act, case.watch)
