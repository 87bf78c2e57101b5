"""Machines of imaging: beside the sites that hold them, never added to them."""

from __future__ import annotations

import pytest

from tests.held import LIBRARY
from tests.written import as_html
from views.registry import view


def body(**parameters: str) -> str:
    shown = view(LIBRARY, "ecarts", {"vue": ["activite"], **{name: [value] for name, value in parameters.items()}})
    return as_html(shown.blocks).replace("&#39;", "'")


def test_the_sixteen_cells_are_there_with_their_sites_and_lines():
    found = [row for rows in LIBRARY.atlas.machines.values() for row in rows]
    assert len(found) == 16 == LIBRARY.dataset.oqos["mesure"].eq("existant_appareils").sum()
    assert {(row.departement, row.libelle, row.appareils, row.sites, row.ligne) for row in found} >= {
        ("34", "Scanner", "36", "26", 2418),
        ("09", "IRM", "3", "2", 6600),
        ("34", "TEP-scanners", "6", "4", 2464),
        ("48", "Caméras à scintillation", "0", "0", 4470),
    }


@pytest.mark.parametrize("slug", ["radiologie_diagnostique", "medecine_nucleaire"])
def test_an_activity_of_imaging_says_them_and_that_they_are_not_added(slug: str):
    page = body(activite=slug)
    assert "Appareils, à côté des sites" in page
    assert "ne s'ajoutent pas et ne se comparent pas" in page and "aucune cible en appareils" in page


def test_both_numbers_stand_in_their_own_columns():
    page = body(activite="radiologie_diagnostique", departement="34")
    row = next(part for part in page.split("<tr>") if ">Scanner</th>" in part and ">36<" in part)
    assert row.index(">26<") < row.index(">36<") and ">62<" not in page
    assert "Hérault, sites" in page and "Hérault, appareils" in page and "lignes 2418 et 2419" in page


def test_another_activity_has_none():
    assert "Appareils, à côté des sites" not in body(activite="irc")
