"""«Les enjeux» of a défi: where a reader looks at one, with their line, and light where every défi is shown."""

from __future__ import annotations

import pytest

from exports.html import written
from tests.held import LIBRARY
from tests.written import as_html
from views.registry import view
from views.territoire.views import printed

PLANS = LIBRARY.plans


def body(page: str, **parameters: str) -> str:
    return as_html(view(LIBRARY, page, {name: [value] for name, value in parameters.items()}).blocks)


@pytest.mark.parametrize("defi", ["E1D4", "E3D1", "E6D4"])
def test_one_defi_tells_its_issues_in_each_plan(defi: str):
    page = body("defis", defi=defi).replace("&#39;", "'")
    for departement in PLANS.carriers(defi):
        row = PLANS.issues[(departement, defi)]
        assert f"{row.resume} (ligne {row.ligne})" in page
    assert page.count("Les enjeux de ce défi selon chaque plan, en nos mots") == 1


def test_a_plan_that_does_not_prioritise_the_defi_has_no_issues():
    page = body("defis", defi="E5D4", departement="34")
    assert "Les enjeux de ce défi" not in page


def test_every_defi_together_stays_light_and_says_where_issues_are():
    shown = view(LIBRARY, "defis", {"defi": ["tous"]})
    page = as_html(shown.blocks).replace("&#39;", "'")
    assert "Les enjeux d'un défi, selon chaque plan, se lisent quand un seul défi est choisi." in page
    assert not any(row.resume in page for row in PLANS.issues.values())
    assert len(str(written(shown.blocks)).encode()) < 345_000  # 8 KB of them name the columns, for the cards of a phone
    table = shown.frames()["Enjeux des défis"]
    assert len(table) == 48 and table["Ligne"].notna().all()


def test_who_bears_an_objectif_reads_the_issues_of_its_defi():
    page = body("defis", objectif="E3D1O5").replace("&#39;", "'")
    assert page.count("<summary>Les enjeux du défi E3D1 selon ce plan, en nos mots</summary>") == 3


@pytest.mark.parametrize("code", ["09", "48"])
def test_territoire_its_sheet_and_its_tables_tell_the_issues_of_every_defi(code: str):
    shown = view(LIBRARY, "territoire", {"departement": [code]})
    paper = as_html(printed(LIBRARY.territory(code), LIBRARY.outlines, annexe=True)).replace("&#39;", "'")
    page = as_html(shown.blocks).replace("&#39;", "'")
    held = [PLANS.issues[(code, row.code)] for row in PLANS.priorities(code)]
    assert held
    for row in held:
        assert f"{row.resume} (ligne {row.ligne})" in page and f"{row.resume} (ligne {row.ligne})" in paper
    assert shown.frames()["Enjeux des défis"]["Ligne"].tolist() == [row.ligne for row in held]
