"""A title printed by mistake is never shown as the title: every view, table and file shows the one that is kept.

Lines read in the documents: sts-34 1430 and 1492, sts-48 2125 and 2133.
"""

import html
import re
import shutil
from pathlib import Path

import pytest

from analysis.atlas import Atlas
from analysis.defi_choice import DefiChoice
from analysis.plans import DefiPage, Plans, Sheet
from analysis.search_entries import catalogue
from analysis.supply import Supply
from analysis.territory import Territories, Territory
from charts.blocks.bearers import bearers_blocks
from charts.blocks.territory_blocks import intentions
from charts.drawings.outlines import svg_outlines
from charts.words.wording import mistake_text
from data.build import build
from exports.html import written
from exports.territory_sheet import territory_sheet
from loaders.dataset import Dataset, load_geojson
from loaders.errors import CuratedError
from tests.test_pages import spaced
from views.defis.tables import sheets_table
from views.sources.tables import objectives_table as source_objectives
from views.territoire.tables import objectives_table

PAGE, SHEET = ("34", "E4D3"), ("48", "E2D4O2")
KEPT = {PAGE: "Soutenir l'usage du numérique en santé comme levier", SHEET: "Développer les usages de Mon Espace Santé"}
WRONG = {PAGE: "Améliorer les pratiques et les rôles dans une logique", SHEET: "Garantir l'expression et le soutien"}


@pytest.fixture(scope="module")
def plans(dataset: Dataset) -> Plans:
    return Plans(dataset)


@pytest.fixture(scope="module")
def territories(dataset: Dataset, plans: Plans) -> Territories:
    return Territories(Atlas(dataset), plans, Supply(dataset))


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def row_of(plans: Plans, place: tuple[str, str]) -> Sheet | DefiPage:
    return plans.pages[place] if place == PAGE else plans.sheets[place]


def territory_of(territories: Territories, place: tuple[str, str]) -> Territory:
    return territories.of(place[0])


def told_right(text: str, place: tuple[str, str]) -> bool:
    """The kept title stands beside the code; wherever the printed one does, it is called a mistake."""
    code = place[1]
    kept = re.escape(KEPT[place]) + r"[^.«»:]*"
    return bool(re.search(rf"{code} {kept}|{kept} {code}", text)) and f"{code} {WRONG[place]}" not in text


@pytest.mark.parametrize("place", [PAGE, SHEET])
def test_a_kept_title_and_the_printed_one_are_both_known(plans: Plans, place: tuple[str, str]) -> None:
    row = row_of(plans, place)
    assert row.shown.startswith(KEPT[place])
    assert row.mistake.startswith(WRONG[place])
    assert row.mistake in mistake_text(row)


def test_every_other_title_is_the_printed_one(plans: Plans) -> None:
    others = [row for key, row in (*plans.pages.items(), *plans.sheets.items()) if key not in (PAGE, SHEET)]
    assert len(others) > 100
    assert [row.code for row in others if row.mistake or mistake_text(row)] == []


@pytest.mark.parametrize("place", [PAGE, SHEET])
def test_the_page_of_a_departement_shows_the_kept_title(territories: Territories, place: tuple[str, str]) -> None:
    told = text_of(written(intentions(territory_of(territories, place))))
    assert told_right(told, place)
    assert re.search(rf"Imprimé par erreur sur la \S+(?: du défi)? : «{WRONG[place]}", told)


@pytest.mark.parametrize("place", [PAGE, SHEET])
def test_the_printed_sheet_shows_the_kept_title(territories: Territories, place: tuple[str, str]) -> None:
    shown, outlines = territory_of(territories, place), svg_outlines(load_geojson())
    told = text_of(territory_sheet(shown, outlines, annexe=True).decode())
    assert told_right(told, place)
    assert f": «{WRONG[place]}" in told


def test_the_sheet_of_an_objectif_shows_the_kept_title(plans: Plans) -> None:
    told = text_of(spaced(written(bearers_blocks(plans, SHEET[1]))))
    assert told_right(told, SHEET)
    assert f"Imprimé par erreur sur la fiche : «{WRONG[SHEET]}" in told
    assert "l'annonce autrement" not in told


def test_tables_show_the_kept_title_and_say_the_mistake(
    dataset: Dataset, plans: Plans, territories: Territories
) -> None:
    own = objectives_table(territories.of("34")).query("Défi == 'E4D3'")
    assert [title.startswith(KEPT[PAGE]) for title in own["Titre du défi"]] == [True]
    assert own["Imprimé par erreur"].str.contains(WRONG[PAGE]).all()
    lozere = objectives_table(territories.of("48")).query("Code == 'E2D4O2'")
    assert lozere["Objectif"].str.startswith(KEPT[SHEET]).all()
    assert lozere["Imprimé par erreur"].str.contains(WRONG[SHEET]).all()
    frame = sheets_table(plans, DefiChoice(), plans.loaded)
    herault = frame[frame["Code"].eq("E4D3O2") & frame["Département"].eq("Hérault")]
    assert herault["Titre du défi dans ce plan"].str.startswith(KEPT[PAGE]).all()
    assert herault["Imprimé par erreur"].str.contains(WRONG[PAGE]).all()
    assert frame["Imprimé par erreur"].notna().sum() == 2
    source = source_objectives(dataset).query("Code == 'E2D4O2'").iloc[0]
    assert source["Objectif"].startswith(KEPT[SHEET])
    assert source["Imprimé par erreur"].startswith(WRONG[SHEET])


@pytest.mark.parametrize("place", [PAGE, SHEET])
def test_search_names_by_the_kept_title_and_answers_to_the_printed_one(
    dataset: Dataset, plans: Plans, place: tuple[str, str]
) -> None:
    found = catalogue(Atlas(dataset), plans, Supply(dataset))
    entry = next(entry for entry in found if entry.key == place[1])
    assert entry.title.startswith(f"{place[1]} : {KEPT[place]}")
    assert f"imprime par erreur «{WRONG[place]}" in entry.context
    assert any(form.startswith(WRONG[place]) for form in entry.forms)


def spoilt(curated: Path, folder: Path, before: str, after: str) -> str:
    copy = Path(shutil.copytree(curated, folder / "curated"))
    path = copy / "titres_retenus.csv"
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(CuratedError) as caught:
        build(copy, folder / "sortie", folder / "sortie")
    return str(caught.value)


def test_a_kept_title_of_no_page_is_refused(curated: Path, tmp_path: Path) -> None:
    assert "Le plan ne porte pas «E5D3»" in spoilt(curated, tmp_path, "34,E4D3,", "34,E5D3,")


def test_a_kept_title_equal_to_the_printed_one_is_refused(curated: Path, tmp_path: Path) -> None:
    full = "Soutenir l'usage du numérique en santé comme levier de la coordination entre les professionnels"
    printed = "Améliorer les pratiques et les rôles dans une logique de parcours"
    assert "est déjà le titre imprimé" in spoilt(curated, tmp_path, full, printed)
