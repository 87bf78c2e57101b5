"""The gestures of the benchmark: what a user does on each page, and what must then have settled."""

from __future__ import annotations

from typing import Any

from tests.bench.harness import Gesture, Server, open_page

LABELS = ["Taux de pauvreté", "Taux de chômage", "Part des 65 ans et plus", "Niveau de vie médian"]
MAP = ".carte-svg, .carte-rangs, .carte-titre, .carte-phrase"
FIRST_MAP, FIRST_BAR = ".carte-svg path[data-dep]", ".js-plotly-plot .barlayer path"


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
        page.get_by_role("button", name="Classes :").click()
    choices.wait_for()


def choose_classes(page: Any, turn: int) -> None:
    label = ("Amplitudes égales", "Écart à l'Occitanie")[turn % 2]
    page.get_by_test_id("stRadioGroup").get_by_text(label).click()


ACTIVITES = ["Soins médicaux et de réadaptation (SMR)", "Insuffisance rénale chronique (IRC)", "Traitement du cancer"]
BORNES = ["Borne basse", "Borne haute", "Les deux bornes"]
GAPS = ".figure-textes text, .figure-phrase"
FIRST_GAPS = ".figure .figure-textes text"


def opener(label: str, choices: list[str]) -> Any:
    """Open a list of the gaps page and wait for the choice of this turn."""

    def prepare(page: Any, turn: int) -> None:
        page.get_by_label(label, exact=True).first.click()
        page.get_by_role("option", name=choices[turn % len(choices)], exact=True).wait_for()

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
    page.get_by_role("option", name=DEPARTEMENTS[turn % 2], exact=True).wait_for()


def add_plan(page: Any, turn: int) -> None:
    page.get_by_role("option", name=DEPARTEMENTS[turn % 2], exact=True).click()


STARTS = ["Prévention", "Accès aux soins", "Coordination et qualité"]
RESULTS = ".constat, .bilan, .plan-et-si, .change, .carte-titre, .carte-valeur, .carte-legende"


def click_engagement(page: Any, turn: int) -> None:
    """Switch an engagement off, then on again, one after the other."""
    page.locator(".st-key-scenario-engagements button").nth(turn // 2 % 6).click()


def open_series(page: Any, turn: int) -> None:
    page.get_by_test_id("stSelectbox").locator("input, [role=combobox]").first.click()
    page.get_by_role("option", name=f"Série {turn % 7 + 1}", exact=True).wait_for()


def choose_series(page: Any, turn: int) -> None:
    page.get_by_role("option", name=f"Série {turn % 7 + 1}", exact=True).click()


def gestures(browser: Any, app: Server, bare: Server) -> list[Gesture]:
    """The bare page first: the others are divided by it."""

    def on_map(query: str) -> Any:
        return open_page(browser, f"{app.url}/carte{query}", FIRST_MAP)

    def with_table(page: Any) -> Any:
        page.get_by_text("Tableau et téléchargements").click()
        page.wait_for_selector(".tableau")
        page.wait_for_timeout(500)
        return page

    return [
        Gesture(
            "page nue : liste vers graphique",
            open_page(browser, bare.url, FIRST_BAR),
            open_series,
            choose_series,
            FIRST_BAR,
        ),
        Gesture("indicateur vers carte, barres, phrase", on_map(""), open_list, choose_option, MAP),
        Gesture(
            "indicateur vers fiche et tableau",
            with_table(on_map("?departement=48")),
            open_list,
            choose_option,
            ".fiche, .tableau",
        ),
        Gesture("département vers fiche", on_map(""), no_preparation, click_departement, ".fiche"),
        Gesture("origine (plans) vers carte", on_map("?indicateur=part_65_plus"), open_origin, choose_origin, MAP),
        Gesture(
            "activité vers écarts",
            open_page(browser, f"{app.url}/ecarts?activite=cancer", FIRST_GAPS),
            opener("Activité", ACTIVITES),
            chooser(ACTIVITES),
            GAPS,
        ),
        Gesture(
            "borne vers écarts",
            open_page(browser, f"{app.url}/ecarts?activite=cancer", FIRST_GAPS),
            opener("Cibles à deux bornes", BORNES),
            chooser(BORNES),
            GAPS,
        ),
        Gesture(
            "département vers territoire",
            open_page(browser, f"{app.url}/territoire?departement=09", ".epine"),
            opener("Département", TERRITORIES),
            chooser(TERRITORIES),
            ".territoire",
        ),
        Gesture(
            "plans comparés vers défi côte à côte",
            open_page(browser, f"{app.url}/defis?defi=E6D4&departement=46&departement=48", ".cote"),
            third_plan,
            add_plan,
            COMPARED,
        ),
        Gesture(
            "engagement vers bilan du scénario",
            open_page(browser, f"{app.url}/scenario", ".bilan"),
            no_preparation,
            click_engagement,
            RESULTS,
        ),
        Gesture(
            "engagement vers bilan de deux scénarios",
            open_page(browser, f"{app.url}/scenario?engagement-2=1&engagement-2=2", ".bilan"),
            no_preparation,
            click_engagement,
            RESULTS,
        ),
        Gesture(
            "point de départ vers objectifs",
            open_page(browser, f"{app.url}/scenario?vue=objectifs", ".plan-et-si"),
            opener("Partir de", STARTS),
            chooser(STARTS),
            RESULTS,
        ),
        Gesture(
            "borne vers OQOS du scénario",
            open_page(browser, f"{app.url}/scenario?vue=oqos", ".change"),
            opener("Cibles à deux bornes", BORNES),
            chooser(BORNES),
            RESULTS,
        ),
        Gesture("autres classes vers carte", on_map("?indicateur=taux_pauvrete"), open_classes, choose_classes, MAP),
    ]
