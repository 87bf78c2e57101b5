"""«Et si»: results and actions by nature, public and actor, asked of what a scenario keeps."""

from __future__ import annotations

import pandas as pd
import pytest

from shell.forms import FORMS
from tests.held import LIBRARY
from tests.written import as_html
from views.registry import view
from views.view import View

ITEMS = LIBRARY.dataset.items[LIBRARY.dataset.items["liste"].isin(["resultat", "action"])]
CPTS = ITEMS[ITEMS["acteurs"].map(lambda found: "cpts" in found)]


def shown(**query: str | list[str]) -> View:
    lists = {name.replace("__", "-"): [value] if isinstance(value, str) else value for name, value in query.items()}
    return view(LIBRARY, "scenario", lists)


def sheets(rows: pd.DataFrame) -> int:
    return len(rows.drop_duplicates(["departement", "code"]))


def test_the_lines_that_name_an_actor_are_counted_in_the_selection_and_out_of_it():
    inside = CPTS[CPTS["code"].str.startswith("E3")]
    outside = CPTS[~CPTS["code"].str.startswith("E3")]
    title = shown(acteur="cpts", engagement="3").title
    assert f"{len(inside)} lignes ({sheets(inside)} fiches sur 18) dans la sélection" in title
    assert f"{len(outside)} lignes ({sheets(outside)} fiches sur 57) hors de la sélection" in title
    assert f"{len(CPTS)} lignes ({sheets(CPTS)} fiches sur 75) dans la sélection" in shown(acteur="cpts").title


def test_a_line_is_written_under_a_sheet_of_the_selection_and_only_counted_out_of_it():
    page = as_html(shown(acteur="cpts", departement="09", engagement="3").blocks).replace("&#39;", "'")
    kept, left = page.split("Hors de la sélection")[:2]
    ariege = CPTS[CPTS["departement"].eq("09")]
    for row in ariege.itertuples():
        assert (f"ligne {row.ligne})" in kept) == row.code.startswith("E3"), row.code
    assert "ligne répond)" in left and "fiches sans ligne qui réponde" in left
    assert not any(f"ligne {row.ligne})" in left for row in ariege.itertuples())
    assert "ne dit pas ce qui lui est confié" in page


def test_filters_keep_no_sheet_and_leave_none_out():
    plain, asked = shown(vue="objectifs", engagement="3"), shown(engagement="3", nature="formation", acteur="cpts")
    columns = ["Code", "Département", "Scénario A"]
    before, after = plain.frames()["Objectifs"], asked.frames()["Objectifs"]
    assert before[columns].equals(after[columns])
    assert "Lignes qui répondent" not in before and after["Lignes qui répondent"].sum() == len(asked.tables[0].frame)


def test_one_line_must_answer_to_all_that_is_asked():
    found = shown(nature="coordination", acteur="cpts").frames()["Résultats et actions"]
    wanted = CPTS[CPTS["nature"].map(lambda held: "coordination" in held)]
    assert sorted(found["Ligne"]) == sorted(wanted["ligne"]) and 0 < len(found) < len(CPTS)


def test_two_scenarios_are_asked_the_same_and_each_says_where_a_line_stands():
    found = shown(acteur="cpts", engagement="3", engagement__2="4")
    frame = found.tables[0].frame
    for column, number in (("Scénario A", "3"), ("Scénario B", "4")):
        kept = frame["Code"].str.startswith(f"E{number}")
        assert (frame[column].eq("dans la sélection") == kept).all() and kept.any()
    assert found.title.count("Acteur nommé") == 2


def test_the_line_of_the_filters_and_every_file_say_them():
    found = shown(acteur="cpts", public="aidants", engagement="3")
    line = as_html(found.lead())
    assert "lignes demandées : public nommé «Aidants» et acteur nommé «Communautés" in line
    assert "acteur=cpts" in line, "«Tout afficher» keeps the filters of the page"
    assert found.cover()["Lignes, public nommé"] == "Aidants"
    assert "aucune ligne dans la sélection" in found.title and found.tables[0].frame.empty


def test_the_forms_by_address_hold_the_lines():
    found = shown(acteur="cpts")
    assert found.parameters["acteur"] == "cpts" and found.kind == "objectifs" and not found.ignored
    for ending in ("json", "csv"):
        assert b"Faire coordonner par la CPTS" in (FORMS[ending].give(found, LIBRARY) or b""), ending


@pytest.mark.parametrize("name, value", [("acteur", "cpts"), ("nature", "rien")])
def test_what_a_view_does_not_read_is_said(name: str, value: str):
    found = shown(vue="bilan", **{name: value})
    assert f"{name}={value}" in found.ignored and not found.parameters[name]
