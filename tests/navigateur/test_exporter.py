"""A file that takes more than a second: said, cancelled, refused, asked again; the page goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import SCREEN
from tests.navigateur.reading import serious, settle

pytestmark = pytest.mark.navigateur
PHONE = {"width": 390, "height": 844}
BUSY = "Patientez : trop de fichiers sont déjà en préparation."


@pytest.fixture
def look(visit) -> Iterator:
    """`visit`; what a test keeps back is let through after it, and the requests of the next ones are not looked at."""
    pages = []

    def go(path: str, **looks):
        pages.append(visit(path, **looks))
        return pages[-1]

    yield go
    for page in pages:
        page.unroute_all()


def asked(page, words: str) -> list:
    """Click a file of the menu; its answer is kept back until the test gives it."""
    kept = []
    page.route("**/*.zip?*", lambda route: kept.append(route))
    page.locator(".exporter [data-exporter]").click()
    page.locator(".exporter-panneau a", has_text=words).click()
    expect(page.locator(".preparations p")).to_have_text(f"{words}\u00a0: en préparation")
    return kept


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["ecran", "telephone"])
def test_a_long_file_is_said_since_when_and_the_page_goes_on(look, size):
    page = look("/ecarts?activite=smr", viewport=size)
    settle(page)
    if size is PHONE:
        page.get_by_role("button", name="Menu", exact=True).click()
    kept = asked(page, "Dossier hors ligne")
    strip = page.get_by_role("region", name="Fichiers demandés")
    expect(strip.locator("span")).to_have_text("depuis 3\u00a0s")
    box = strip.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and box["y"] + box["height"] <= size["height"]
    assert [one for one in serious(page, colours=True) if "preparation" in str(one)] == []
    if size is SCREEN:
        page.keyboard.press("Escape")
        page.get_by_role("combobox", name="Cibles à deux bornes").click()
        page.get_by_role("option", name="Borne basse").click()
        expect(page.locator(".stMain")).to_contain_text("borne basse")
        assert strip.is_visible()
    with page.expect_download() as given:
        kept[0].continue_()
    assert given.value.suggested_filename.endswith(".zip")
    expect(strip).to_have_count(0)
    assert len(kept) == 1


def test_a_long_file_is_cancelled_by_its_button_and_nothing_comes(look):
    page = look("/carte?indicateur=taux_pauvrete")
    settle(page)
    asked(page, "Dossier hors ligne")
    with page.expect_event("requestfailed") as failed:
        page.get_by_role("button", name="Annuler : Dossier hors ligne").press("Enter")
    assert ".zip?" in failed.value.url
    expect(page.locator(".preparations")).to_have_count(0)
    expect(page.locator(".echec")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent.startsWith('Exporter')")


def test_a_file_refused_for_want_of_room_is_asked_again_and_nothing_is_lost(look):
    page = look("/ecarts?activite=smr&borne=basse")
    settle(page)
    address = page.url
    kept = asked(page, "Dossier hors ligne")
    kept[0].fulfill(status=503, content_type="text/plain; charset=utf-8", body=BUSY)
    strip = page.locator(".preparations")
    expect(strip.locator("p")).to_have_text(f"Dossier hors ligne\u00a0: {BUSY}")
    page.get_by_role("button", name="Réessayer : Dossier hors ligne").click()
    expect(strip.locator("p")).to_have_text("Dossier hors ligne\u00a0: en préparation")
    with page.expect_download() as given:
        kept[1].continue_()
    assert given.value.suggested_filename.endswith(".zip") and page.url == address
    expect(strip).to_have_count(0)
