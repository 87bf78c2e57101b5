"""Questions of readers, each in three gestures: open the search, type, Enter. Its first answer holds what is asked."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.held import LIBRARY
from tests.written import as_html
from views.pages import PAGES
from views.recherche.suggestions import found_json
from views.registry import view
from views.view import View

ITEMS = LIBRARY.items


def opened(question: str) -> View:
    """The view that Enter opens: that of the first suggestion."""
    target = urlsplit(json.loads(found_json(LIBRARY.search_index, question))["trouve"][0][3])
    page = next(key for key, known in PAGES.items() if f"./{known.path}" == target.path)
    shown = view(LIBRARY, page, parse_qs(target.query))
    assert shown.ignored == ()
    return shown


@pytest.mark.parametrize(
    "question", ["que demandait le CTS de l'Ariège et qu'en reste-t-il ?", "CTS Ariège", "demandes du CTS Ariège"]
)
def test_what_the_cts_of_ariege_asked_and_what_is_left_of_it(question: str):
    shown = opened(question)
    table, asked = shown.frames()["Demandes"], ITEMS.asked("09")
    assert table["Demande"].tolist() == [item.resume for item in asked]
    assert table["Objectifs qui la reprennent"].tolist() == [list(item.lie_a) for item in asked]
    body = as_html(shown.blocks)
    assert "<details" not in body and body.count("Raison du lien : ") == sum(bool(item.lie_a) for item in asked)


@pytest.mark.parametrize(
    "question", ["quelles actions confient quelque chose aux CPTS ?", "actions CPTS", "actions confiées aux CPTS"]
)
def test_which_actions_name_the_cpts(question: str):
    frame = opened(question).tables[0].frame
    wanted = [item for item in ITEMS.rows if item.liste == "action" and "cpts" in item.acteurs]
    assert sorted(frame["En nos mots"]) == sorted(item.resume for item in wanted) and len(wanted) > 10
    assert frame["Ligne"].notna().all() and frame["Département"].nunique() > 1


@pytest.mark.parametrize(
    "question",
    ["quels résultats sont attendus en Lozère sur la santé mentale ?", "résultats attendus santé mentale Lozère"],
)
def test_which_results_lozere_expects_on_mental_health(question: str):
    frame = opened(question).tables[0].frame
    tagged = {sheet.code for sheet in LIBRARY.plans.plan("48") if "Santé mentale" in sheet.parcours}
    wanted = {item.resume for code in tagged for item in ITEMS.of_sheet("48", code, "resultat")}
    assert wanted and wanted <= set(frame["En nos mots"])
    assert set(frame["Département"]) == {"Lozère"} and set(frame["Liste"]) == {"Résultat attendu"}
    others = frame[~frame["Objectif"].isin(tagged)]
    said = [f"{row['En nos mots']} {row['Publics']} {row['Nature']}" for _, row in others.iterrows()]
    assert all(re.search(r"\bmental", text) for text in said)  # not inside «départementales»
