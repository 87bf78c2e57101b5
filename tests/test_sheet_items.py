"""Results and actions in Défis: behind the counts, aligned by nature, and narrowed by nature, public and actor."""

from __future__ import annotations

import pytest

from analysis.defi_choice import EVERYTHING, DefiChoice, chosen_items, chosen_sheets
from charts.blocks.records import Grid
from charts.blocks.sheet_items import aligned_rows
from tests.held import LIBRARY
from tests.written import as_html
from views.registry import view
from views.territoire.views import printed

PLANS = LIBRARY.plans


def shown(**parameters: str):
    return view(LIBRARY, "defis", {name: [value] for name, value in parameters.items()})


def body(**parameters: str) -> str:
    return as_html(shown(**parameters).blocks).replace("&#39;", "'")


def test_every_result_and_action_is_held_as_the_sheets_count_them():
    for sheet in PLANS.sheets.values():
        items = chosen_items(PLANS, EVERYTHING, sheet)
        assert sum(item.liste == "resultat" for item in items) == (sheet.nb_resultats_attendus or 0)
        assert sum(item.liste == "action" for item in items) == (sheet.nb_actions or 0)


def test_every_line_of_every_sheet_is_read_in_the_side_by_side_view():
    page = body(defi="tous")
    for sheet in PLANS.sheets.values():
        for item in chosen_items(PLANS, EVERYTHING, sheet):
            assert f"{item.resume} (" in page and f"ligne {item.ligne})" in page
    assert len(shown(defi="tous").frames()["Résultats et actions"]) == 214 + 276


def test_shared_natures_come_first_and_name_their_plans():
    sheets = PLANS.versions("E6D4O4")
    rows = aligned_rows(PLANS, EVERYTHING, sheets, PLANS.loaded)
    bands = [str(row.cells[0].words) for row in rows if row.role == "nature"]
    assert bands[0].startswith("Recrutement, installation et conditions de travail : ")
    numbers = [len(band.partition(" : ")[2].replace(" et ", ", ").split(", ")) for band in bands[:-1]]
    assert numbers == sorted(numbers, reverse=True) and numbers[0] == 4 and numbers[-1] > 1
    assert bands[-1] == "Natures qu'un seul de ces plans écrit pour cet objectif"
    assert all(len(row.cells) == len(PLANS.loaded) for row in rows if row.role != "nature")


def test_what_is_aligned_is_every_line_once():
    sheets = PLANS.versions("E6D4O4")
    written = as_html(Grid((), (tuple(aligned_rows(PLANS, EVERYTHING, sheets, PLANS.loaded)),))).replace("&#39;", "'")
    for sheet in sheets.values():
        for item in chosen_items(PLANS, EVERYTHING, sheet):
            assert written.count(f"{item.resume} (") == 1
    assert "Et " in written and "autres lignes" in written


def test_the_counts_open_the_lines_of_a_sheet():
    page = body(objectif="E3D1O5")
    assert page.count("<summary>Résultats attendus : ") == 3
    assert "une même nature ne dit pas" in page.lower()


def test_filters_keep_the_sheets_and_the_lines_that_answer():
    choice = DefiChoice(acteur="cpts")
    kept = [one for code in PLANS.defis for d in PLANS.loaded for one in chosen_sheets(PLANS, choice, code, d)]
    wanted = {
        (item.departement, item.code)
        for item in LIBRARY.items.rows
        if item.liste in ("resultat", "action") and "cpts" in item.acteurs
    }
    assert {(sheet.departement, sheet.code) for sheet in kept} == wanted and wanted
    frame = shown(defi="tous", acteur="cpts").frames()["Résultats et actions"]
    assert len(frame) and all(any("CPTS" in one for one in cell) for cell in frame["Acteurs nommés"])
    page = body(defi="tous", acteur="cpts")
    assert "Lignes du filtre : " in page
    assert "acteur nommé «Communautés professionnelles territoriales de santé (CPTS)»" in page
    assert "nommer un acteur ne dit pas ce qui lui est confié" in page


def test_one_line_must_have_everything_that_is_asked():
    choice = DefiChoice(nature="accompagnement", public="aidants")
    for sheet in PLANS.sheets.values():
        for item in chosen_items(PLANS, choice, sheet):
            assert "accompagnement" in item.nature and "aidants" in item.publics
    assert shown(public="aidants", nature="crise").title.startswith("Aucun défi ne répond à ces filtres")


@pytest.mark.parametrize(("name", "value"), [("nature", "formation"), ("public", "aidants"), ("acteur", "cpts")])
def test_filters_are_in_the_address_and_in_the_files(name: str, value: str):
    found = shown(**{name: value})
    assert found.parameters[name] == value and not found.ignored
    labels = {"nature": "Nature", "public": "Public nommé", "acteur": "Acteur nommé"}
    assert labels[name] in found.cover()
    assert shown(**{name: "inconnu"}).ignored == (f"{name}=inconnu",)


@pytest.mark.parametrize("code", ["09", "34", "46", "48"])
def test_the_annex_of_a_printed_sheet_holds_every_result_action_and_demand_and_the_two_pages_none(code: str):
    territory, outlines = LIBRARY.territory(code), LIBRARY.outlines
    paper = as_html(printed(territory, outlines, annexe=True)).replace("&#39;", "'")
    short = as_html(printed(territory, outlines)).replace("&#39;", "'")
    for sheet in PLANS.plan(code):
        for item in chosen_items(PLANS, EVERYTHING, sheet):
            assert f"{item.resume} (" in paper and f"ligne {item.ligne})" in paper
            assert f"{item.resume} (" not in short
    assert all(f"{item.resume} (ligne {item.ligne})" in paper for item in PLANS.items.asked(code))
    unanswered = sum(not item.lie_a for item in PLANS.items.asked(code))
    assert unanswered > paper.count("Aucun objectif de ce plan ne le reprend en toutes lettres") > 0


def test_the_annex_of_a_plan_that_is_not_loaded_has_no_empty_part():
    paper = as_html(printed(LIBRARY.territory("11"), LIBRARY.outlines, annexe=True))
    assert "Résultats et actions" not in paper and '<section class="annexe"></section>' not in paper
