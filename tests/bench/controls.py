"""Every other control of every page: the gestures that `make bench` does less often than those of gestures.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.bench.gestures import (
    BORNES,
    FIRST_GAPS,
    FIRST_MAP,
    LABELS,
    MAP,
    RESULTS,
    Case,
    choose_option,
    chooser,
    kept,
    no_preparation,
    opener,
    with_table,
)
from tests.bench.gestures import find_option as find

PAGE = "[data-testid=stMain] :is(h1, h2), .source, .filtres-actifs, [data-mene]"
"""What any choice changes on a page: its titles, its source, its filters, where its controls lead."""

ROWS = ".tableau tbody td"
ENGAGEMENTS = ["1 Prévention", "3 Accès"]
MORE = "Plus de réglages"


def listed(names: list[str], turn: int) -> str:
    return names[turn % len(names)]


def adder(label: str, names: list[str], *, unfold: bool = False) -> Callable[[Any, int], None]:
    """Take away what the last turn added, then open the list on the choice of this one."""

    def prepare(page: Any, turn: int) -> None:
        page.keyboard.press("Escape")  # the list stays open after a choice
        if unfold:
            unfolded(page, label)
        field = box_of(page, label)
        tags = list_of(page, label).locator("[data-tag]")
        while count := tags.count():
            field.focus()
            page.keyboard.press("Backspace")
            tags.nth(count - 1).wait_for(state="detached")
            page.wait_for_timeout(200)
        field.click()
        find(page, listed(names, turn))

    return prepare


def list_of(page: Any, label: str) -> Any:
    """A list of the page, by its label."""
    lists = page.locator("[data-testid=stSelectbox], [data-testid=stMultiSelect]")
    return lists.filter(has=page.get_by_text(label, exact=True)).first


def box_of(page: Any, label: str) -> Any:
    """The field of a list."""
    return list_of(page, label).get_by_role("combobox")


def unfolded(page: Any, label: str) -> None:
    """Open the settings that a button holds, if they are not."""
    if not box_of(page, label).is_visible():
        page.get_by_role("button", name=MORE).click()
        box_of(page, label).wait_for()


def unfolding(label: str, names: list[str]) -> Callable[[Any, int], None]:
    """The same list behind «Plus de réglages»."""

    def prepare(page: Any, turn: int) -> None:
        unfolded(page, label)
        box_of(page, label).click()
        find(page, listed(names, turn))

    return prepare


def tab(names: list[str]) -> Callable[[Any, int], None]:
    """A view of the page, by its name in the bar."""

    def act(page: Any, turn: int) -> None:
        page.locator("[class*='-vue'] button").filter(has_text=listed(names, turn)).first.click()

    return act


def presser(names: list[str]) -> Callable[[Any, int], None]:
    """One button of a line of buttons."""

    def act(page: Any, turn: int) -> None:
        page.get_by_role("radio", name=listed(names, turn)).first.click()

    return act


def typed(label: str) -> Callable[[Any, int], None]:
    """Words written in a field; the gesture is the key that confirms them."""

    def prepare(page: Any, turn: int) -> None:
        page.get_by_label(label, exact=True).first.fill(listed(["cancer", "dialyse", "aidants"], turn))

    return prepare


def open_pages(page: Any, _turn: int) -> None:
    page.get_by_label(re.compile("Page .sur")).first.click()
    page.get_by_role("option").nth(1).wait_for()


def enter(page: Any, _turn: int) -> None:
    page.keyboard.press("Enter")


def reach_places(page: Any, _turn: int) -> None:
    """The browser's own list of a map, come to as a reader comes to it."""
    page.locator(".carte-dep select").first.focus()


def choose_departement(page: Any, turn: int) -> None:
    page.locator(".carte-dep select").first.select_option(listed(["09", "34", "46"], turn))


def open_first(page: Any, turn: int) -> None:
    page.get_by_role("combobox", name="Indicateur").first.click()
    page.get_by_role("option", name=LABELS[turn % len(LABELS)], exact=True).scroll_into_view_if_needed()


def one_map(page: Any, _turn: int) -> None:
    if page.locator(".carte-titre:visible").count() > 1:
        page.get_by_role("button", name="Plus de réglages").click()
        page.get_by_role("button", name="Une seule carte").click()
        page.get_by_role("button", name="Deux cartes").wait_for()
        page.wait_for_timeout(400)
    page.get_by_role("button", name="Deux cartes").hover()


def two_maps(page: Any, _turn: int) -> None:
    page.get_by_role("button", name="Deux cartes").click()


def unfold_all_rows(page: Any, _turn: int) -> None:
    if not page.get_by_test_id("stCheckbox").first.is_visible():
        page.get_by_role("button", name=MORE).click()
    page.get_by_test_id("stCheckbox").first.wait_for()


def switch_rows(page: Any, _turn: int) -> None:
    page.get_by_test_id("stCheckbox").locator("label").first.click()


PAGES = ["Territoire", "Écarts OQOS", "Défis", "Et si", "Données et sources", "Carte"]


def go(page: Any, turn: int) -> None:
    page.locator(".menu-liens a").filter(has_text=listed(PAGES, turn)).first.click()


def alone(page: Any, turn: int) -> None:
    """«seul» of an engagement: each a moment after another."""
    page.locator(".st-key-scenario-un-seul button").nth(turn % 6).click()


def first_option(label: str, *, unfold: bool = False) -> tuple[Callable[[Any, int], None], Callable[[Any, int], None]]:
    """Open a list whose names change, then choose one after the other of its first ones."""

    def prepare(page: Any, _turn: int) -> None:
        if unfold:
            unfolded(page, label)
        box_of(page, label).click()
        page.get_by_role("option").nth(1).wait_for()

    def act(page: Any, turn: int) -> None:
        page.get_by_role("option").nth((turn + 1) % 2).click()  # never the one that stands there

    return prepare, act


def ours(name: str, address: str, ready: str, prepare: Any, act: Any, watch: str = PAGE, **opened: Any) -> Case:
    return Case(name, "nous", address, ready, prepare, act, watch, **opened)


def of_list(name: str, address: str, ready: str, label: str, names: list[str], *, more: bool = False) -> Case:
    """One choice in a list."""
    return ours(name, address, ready, (unfolding if more else opener)(label, names), chooser(names))


def adds(name: str, address: str, ready: str, label: str, names: list[str], *, more: bool = False) -> Case:
    """One choice more in a list of several."""
    return ours(name, address, ready, adder(label, names, unfold=more), chooser(names))


ORDERS, SCALES = ["Par écart", "Du document"], ["Propre à chaque département", "La même partout"]
LINES = ["A2 thoracique", "A1 viscérale et digestive"]
GAPS, ACTIVITE, SHEET, PLANS = "/ecarts", "/ecarts?activite=cancer", "/territoire?departement=48", "/defis"
SIDE, BALANCE = "/defis?defi=E6D4&departement=46&departement=48", "/scenario"
CHANGES, SPINE, GRID, BESIDE, FOUND = ".table-change td", ".epine", ".grille td", ".cote", ".bilan"
READY = "[data-testid=stMain] h2"

OTHERS = (
    ours("carte : département dans la liste", "/carte", FIRST_MAP, reach_places, choose_departement, ".fiche"),
    adds("carte : engagement", "/carte", FIRST_MAP, "Engagement", ENGAGEMENTS, more=True),
    ours("carte : ordre du tableau", "/carte", FIRST_MAP, *first_option("Trier"), ROWS, opened=with_table),
    ours("carte : seconde carte", "/carte?indicateur=apl_infirmieres", FIRST_MAP, one_map, two_maps,
         ".carte-titre, .carte-svg"),
    ours("deux cartes : indicateur", "/carte?indicateur=taux_pauvrete&indicateur=taux_chomage", FIRST_MAP,
         open_first, choose_option, MAP),
    of_list("territoire : chiffres", SHEET, SPINE, "Chiffres", ["Tous les thèmes", "Chiffres clés"]),
    of_list("territoire : comparer à", SHEET, SPINE, "Comparer à", ["Lot", "Hérault"]),
    adds("territoire : engagement", SHEET, SPINE, "Engagement", ENGAGEMENTS),
    ours("écarts : vue à vue", GAPS, CHANGES, no_preparation,
         tab(["Par activité", "Par département", "Ce qui change"])),
    adds("écarts : département", GAPS, CHANGES, "Département", ["Lot", "Lozère"]),
    adds("écarts : engagement", GAPS, CHANGES, "Engagement", ENGAGEMENTS),
    of_list("écarts : borne vers ce qui change", GAPS, CHANGES, "Cibles à deux bornes", BORNES),
    of_list("écarts : ordre", ACTIVITE, FIRST_GAPS, "Ordre", ORDERS, more=True),
    of_list("écarts : échelle", ACTIVITE, FIRST_GAPS, "Échelle", SCALES, more=True),
    of_list("écarts : ligne lue", ACTIVITE, FIRST_GAPS, "Ligne lue en toutes lettres", LINES, more=True),
    ours("écarts : lignes sans écart", "/ecarts?vue=departement&departement=46", ".table-offre td", unfold_all_rows,
         switch_rows),
    ours("défis : vue à vue", PLANS, GRID, no_preparation, tab(["Objectifs communs", "Thèmes et parcours", "Matrice"])),
    ours("défis : défi", SIDE, BESIDE, *first_option("Défi")),
    adds("défis : département", PLANS, GRID, "Département", ["Lot", "Lozère"]),
    adds("défis : engagement", PLANS, GRID, "Engagement", ENGAGEMENTS),
    ours("défis : thème", PLANS, GRID, *first_option("Thème")),
    ours("défis : nature d'une ligne", SIDE, BESIDE, *first_option("Nature d'une ligne", unfold=True)),
    ours("défis : objectif vers qui porte", "/defis?vue=qui", READY, *first_option("Objectif")),
    ours("défis : action vers qui fait", "/defis?vue=action", READY, *first_option("Action")),
    ours("et si : vue à vue", BALANCE, FOUND, no_preparation, tab(["Objectifs", "OQOS", "Bilan"])),
    ours("et si : un seul engagement", BALANCE, FOUND, no_preparation, alone, RESULTS),
    adds("et si : département gardé", BALANCE, FOUND, "Département", ["Lot", "Lozère"], more=True),
    ours("sources : table", "/sources", READY, *first_option("Table à afficher")),
    ours("sources : mots d'une valeur", "/sources", READY, typed("Chercher une valeur"), enter),
    adds("sources : département", "/sources", READY, "Département", ["Lot", "Lozère"]),
    ours("sources : page d'une table", "/sources?vue=valeurs", ROWS, open_pages, first_option("")[1], ROWS),
    ours("recherche : mots", "/recherche?q=irm", ".resultats", typed("Rechercher"), enter, ".resultats"),
    ours("page à page", "/carte", FIRST_MAP, no_preparation, go,
         "h1, .carte-titre, [data-mene]"),
)  # fmt: skip
"""Every gesture that is not in gestures.py."""

RARE = {case.name for case in OTHERS}


def every(pattern: str) -> list[Case]:
    """The yardsticks and the gestures of both files whose name matches a regular expression."""
    return [*kept(pattern), *(case for case in OTHERS if re.search(pattern, case.name, re.IGNORECASE))]
