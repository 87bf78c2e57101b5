"""Objectifs communs: by number of plans that bear them, and two plans by two."""

from __future__ import annotations

from html import unescape
from itertools import combinations

import pytest

from analysis.shared import borne, pairs
from exports.html import written
from tests.held import LIBRARY, library_of
from views.library import Library
from views.registry import view

PLANS = LIBRARY.plans


def body(library: Library, **parameters: str) -> str:
    asked = {"vue": ["communs"], **{name: [value] for name, value in parameters.items()}}
    return unescape(str(written(view(library, "defis", asked).blocks))).replace("\u00a0", " ")


def test_objectifs_stand_by_number_of_plans_then_by_code():
    rows = borne(PLANS)
    assert [(row.code, len(row.bearers)) for row in rows[:2]] == [("E6D4O4", 4), ("E3D1O5", 3)]
    assert len(rows) == len(PLANS.objectifs) == 54
    assert rows == sorted(rows, key=lambda row: (-len(row.bearers), row.code))
    for row in rows:
        assert row.bearers == tuple(code for code in PLANS.loaded if (code, row.code) in PLANS.sheets)


def test_a_pair_shares_exactly_the_codes_that_both_plans_bear():
    found = {(pair.one, pair.other): set(pair.codes) for pair in pairs(PLANS, borne(PLANS))}
    held = {code: {sheet.code for sheet in PLANS.plan(code)} for code in PLANS.loaded}
    assert found == {pair: held[pair[0]] & held[pair[1]] for pair in combinations(PLANS.loaded, 2)}
    assert found["34", "46"] == {"E3D1O5", "E3D4O1", "E3D4O3", "E3D4O4", "E4D1O2", "E6D3O1", "E6D4O4"}


def test_filters_keep_the_objectifs_of_a_plan_and_all_their_bearers():
    rows = borne(PLANS, departements=["48"], engagements=["3"])
    assert {row.code: row.bearers for row in rows}["E3D2O4"] == ("09", "48")
    assert all("48" in row.bearers and row.code[1] == "3" for row in rows)
    assert {frozenset((pair.one, pair.other)) for pair in pairs(PLANS, rows, departements=["48"])} == {
        frozenset(("48", other)) for other in ("09", "34", "46")
    }


def test_the_view_counts_links_and_holds_both_tables():
    shown = view(LIBRARY, "defis", {"vue": ["communs"]})
    assert shown.title == "Objectifs communs : 18 sur 54 sont portés par deux plans au moins"
    assert list(shown.frames()) == ["Objectifs communs", "Deux à deux"]
    objectifs, two = shown.frames().values()
    assert len(objectifs) == 54 and len(two) == 6
    assert objectifs["Nombre de plans"].is_monotonic_decreasing
    assert objectifs.loc[objectifs["Code"].eq("E3D2O4"), "Hérault"].isna().all()
    markup = body(LIBRARY)
    assert 'href="./defis?objectif=E6D4O4"' in markup
    assert "./defis?vue=comparaison&defi=E3D2&departement=09&departement=48" in markup
    assert "Un objectif commun ne dit donc pas une action commune" in markup


def test_each_title_is_said_with_the_plans_that_print_it():
    markup = body(LIBRARY, engagement="3")
    assert markup.count("Développer une alternative à l'entrée en établissement") == 1
    assert "Déployer le service d'accès aux soins (SAS)" in markup
    assert "Déployer le Service d'Accès aux Soins et" in markup


def test_two_plans_that_share_nothing_are_said():
    assert "N'ont aucun de ces objectifs en commun : Hérault et Lozère ; Lot et Lozère." in body(
        LIBRARY, departement="48", engagement="3"
    )


def test_a_plan_that_is_not_loaded_has_nothing_to_share():
    assert view(LIBRARY, "defis", {"vue": ["communs"], "departement": ["11"]}).title.startswith("Aucun plan chargé")


@pytest.mark.parametrize("number", [0, 1, 13])
def test_any_number_of_plans_can_be_told(number):
    library = library_of(number)
    shown = view(library, "defis", {"vue": ["communs"]})
    assert shown.title
    if number == 1:
        assert "Un seul plan est chargé" in body(library) and " : aucun sur " in shown.title
    if number == 13:
        assert len(shown.frames()["Deux à deux"]) == 78
