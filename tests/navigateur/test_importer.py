"""A plan given to a real browser: looked over, used in its session alone, taken away."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.imported_plan import doubtful_text
from tests.navigateur.conftest import redress
from tests.navigateur.reading import serious, settle, sideways
from tests.plan_pdf.model import Invented, Table, invented
from tests.plan_pdf.typst_plan import typst_pdf

pytestmark = pytest.mark.navigateur
FILE, OWN = "[data-testid=stFileUploaderDropzoneInput]", "[data-jeu-session]"
FRAMED = """() => {
  const frame = document.querySelector(".page-lue .cadre").getBoundingClientRect();
  const band = document.querySelector(".page-lue .bande-page").getBoundingClientRect();
  const picture = document.querySelector(".page-lue img");
  const high = frame.top >= band.top && frame.bottom <= band.bottom;
  return { inside: high && frame.left >= band.left && frame.right <= band.right,
    drawn: picture.complete && picture.naturalWidth > 600, wide: frame.width };
}"""


def doubtful(plan: Invented, prints: list[str]) -> Invented:
    """The plan whose first tables print these in their last cell."""
    wanted, parts = list(prints), []
    for part in plan.parts:
        if isinstance(part, Table) and wanted:
            *others, last = part.body[0]
            part = replace(part, body=((*others, replace(last, text=wanted.pop(0), mark="")), *part.body[1:]))
        parts.append(part)
    return replace(plan, parts=tuple(parts))


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "gers.pdf"
    typst_pdf(doubtful(invented(random.Random(32).randint(1, 99), departement="32"), ["60", "120"]), path)
    return path


def give(page, path: Path) -> None:
    """Give a file, and wait for what the reader says of it."""
    page.locator(FILE).first.set_input_files(path)
    page.locator(".doute, .avis").first.wait_for(timeout=60_000)
    settle(page)


def decide(page, button: str, printed: str = "") -> None:
    """Fill the form of the cell shown and press a button; the next one is shown."""
    left = page.get_by_text("À vérifier (").inner_text()
    if printed:
        page.get_by_label("Imprimé", exact=True).fill(printed)
    page.get_by_label("Qui", exact=True).fill("L. Martin")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("À vérifier (").first).not_to_have_text(left, timeout=30_000)
    settle(page)


def test_a_pdf_is_looked_over_beside_its_page_and_taken_away(open_alone, pdf, tmp_path):
    page = open_alone("/importer")
    give(page, pdf)
    expect(page.get_by_role("heading", level=2)).to_contain_text("Gers")
    expect(page.locator(".page-lue img")).to_have_attribute(
        "alt", "Page 21 du document\u00a0; la cellule encadrée imprime «60»."
    )
    found = page.evaluate(FRAMED)
    assert found["inside"] and found["drawn"] and found["wide"] > 20
    assert serious(page) == [] and sideways(page) <= 1
    assert page.locator(".doute").bounding_box()["y"] <= 320
    redress(page, "dark")
    assert serious(page, colours=True) == []
    decide(page, "Corriger", "6")
    expect(page.locator(".doute")).to_contain_text("120")
    decide(page, "Corriger", "2/4")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Emporter").click()
    package = tmp_path / taken.value.suggested_filename
    taken.value.save_as(package)

    again = open_alone("/importer", viewport={"width": 390, "height": 844})
    give(again, package)
    expect(again.get_by_role("heading", level=2)).to_contain_text("Gers")
    expect(again.locator(".doute")).to_contain_text("«60» devient «6», par L. Martin")
    assert sideways(again) <= 1 and again.get_by_text("À vérifier (0)").count() == 1
    bad = tmp_path / "plan.txt"
    bad.write_text("bonjour", "utf-8")
    again.get_by_role("button", name="Autre fichier").click()
    again.locator(FILE).first.set_input_files(bad)
    expect(again.locator(".avis")).to_contain_text("aucun tableau d'objectifs quantitatifs", timeout=60_000)
    expect(again.get_by_role("heading", level=2)).to_contain_text("Gers")  # what was there is still there


def test_two_sessions_each_with_its_plan(open_alone, server, tmp_path):
    pages = {}
    for code, name in (("32", "Gers"), ("65", "Hautes-Pyrénées")):
        path = tmp_path / f"plan-{code}.md"
        path.write_text(doubtful_text(code), "utf-8")
        page = pages[name] = open_alone("/importer")
        give(page, path)
        page.get_by_role("button", name="Utiliser dans cette session").click()
        expect(page.locator(OWN)).to_contain_text(f"{name} ajouté, lu automatiquement", timeout=60_000)
    for name, page in pages.items():
        other = next(one for one in pages if one != name)
        page.locator(".menu-liens a", has_text="Défis").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Défis", timeout=30_000)
        settle(page)
        said = page.locator(OWN).inner_text()
        assert name in said and other not in said
        columns = page.locator("[data-grille] thead").inner_text()
        assert columns.count(name[:4]) == 1
    first, second = (page.locator(OWN).get_attribute("data-jeu-session") for page in pages.values())
    page = pages["Gers"]
    assert first != second
    form = f"{server.url}/defis.json?jeu={first}"
    versions = {page.request.get(form.replace(first, one)).json()["jeu"]["version"] for one in (first, second, "")}
    assert len(versions) == 3
    page.get_by_role("button", name="Revenir au jeu commun").click()
    expect(page.locator(OWN)).to_have_count(0, timeout=30_000)
    assert page.request.get(form).status == 410
    assert page.request.get(form.replace(first, second)).json()["jeu"]["version"] in versions
    journal = server.log.read_text("utf-8", "replace")
    assert "Traceback" not in journal
    assert first not in journal
    assert second not in journal
