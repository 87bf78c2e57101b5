"""«Et si» as Streamlit runs it, without a browser: its views, its controls, its address, its workbook."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis.presets import PRESETS
from analysis.scenario import REFERENCE, Scenario, outcome
from analysis.scenario_file import NamedScenario
from charts.blocks.records import Link, PictureHere, plain
from charts.blocks.scenario_lists import balance
from charts.drawings.scenario_map import EVERY, priority_view
from charts.words.filter_words import ENGAGEMENT_WORDS
from charts.words.scenario_words import NO_EFFECT, NO_TIE, choices_text, differences, finding, unknowns
from exports.html import written
from exports.workbooks import workbook
from tests.conftest import Serve
from tests.held import LIBRARY, PLANS, SUPPLY, library_of
from tests.places import DEPARTEMENTS, GEOGRAPHY
from tests.test_pages import html, run
from tests.test_scenario_file import named
from views.address import Address, filled
from views.registry import view as view_of
from views.scenario.page import PARAMETERS, VIEWS, read, shown, write
from views.scenario.state import ScenarioState
from views.scenario.tables import scenario_cover, scenario_tables

PAGE = "pages/scenario.py"
CODES = list(DEPARTEMENTS)
WHOLE = outcome(PLANS, SUPPLY, REFERENCE, CODES)
QUESTIONS = yaml.safe_load((Path(__file__).parent / "golden" / "scenarios.yml").read_text("utf-8"))
each_view = pytest.mark.parametrize("vue", VIEWS)


def found(scenario: Scenario):
    return outcome(PLANS, SUPPLY, scenario, CODES)


def tables(views: dict[str, Any]) -> dict[str, Any]:
    return {table.name: table.frame for table in scenario_tables(PLANS, SUPPLY, WHOLE, views)}


def open_view(**query: str | list[str]) -> AppTest:
    return run(PAGE, **query)


def alerts(app: AppTest) -> list[str]:
    return re.findall(r'role="alert">(.*?)</p>', html(app))


def findings(app: AppTest) -> list[str]:
    return re.findall(r'<div class="constat"><h2>(.*?)</h2>', html(app))


def menu_link(app: AppTest, page: str) -> str:
    return re.search(rf'<nav class="menu-liens".*?href="\./{page}([^"]*)"', html(app))[1]


def address(app: AppTest) -> dict[str, list[str]]:
    return {name: values if isinstance(values, list) else [values] for name, values in app.query_params.items()}


def fixed(values: dict[str, list[str]]) -> Address:
    """An address given as a mapping."""
    return Address(values, DEPARTEMENTS)


# ------------------------------------------------------------------ the address
states = st.builds(
    ScenarioState,
    vue=st.sampled_from(list(VIEWS)),
    scenarios=st.lists(named, min_size=1, max_size=2).map(tuple),
    carte=st.sampled_from([EVERY, *PLANS.defis]),
)


def writable(state: ScenarioState) -> bool:
    """What the controls can say: a list that is empty asks nothing, an address cannot tell it from «nothing kept»."""
    return all(
        getattr(s.choix, part) != frozenset()
        for s in state.scenarios
        for part in ("departements", "defis", "themes", "parcours")
    )


@given(state=states.filter(writable))
def test_an_address_gives_back_the_view_it_was_written_for(state: ScenarioState) -> None:
    address = fixed(filled(write(state, LIBRARY)))
    again = read(address, LIBRARY)
    assert address.ignored == []
    assert (again.vue, again.carte, again.scenarios) == (state.vue, state.carte, state.scenarios)


@given(values=st.dictionaries(st.sampled_from(PARAMETERS), st.lists(st.text(max_size=12), max_size=3), max_size=6))
def test_any_address_gives_a_view(values: dict[str, list[str]]) -> None:
    state = read(fixed(values), LIBRARY)
    assert 1 <= len(state.scenarios) <= 2 and state.vue in VIEWS


@pytest.mark.parametrize(
    ("query", "refused"),
    [({"engagement": "7"}, "engagement=7"), ({"borne": "moyenne"}, "borne=moyenne"), ({"defi": "E9D9"}, "defi=E9D9"),
     ({"theme-2": "Tout"}, "theme-2=Tout"), ({"rattachement": "avec"}, "rattachement=avec"),
     ({"nom": "x" * 61}, "nom="), ({"phrase": "a\u202eb"}, "phrase=ab"), ({"part": "0.5"}, "part=0.5")],
)  # fmt: skip
def test_a_wrong_value_is_ignored_and_said(query: dict[str, str], refused: str) -> None:
    app = open_view(**query)
    assert len(alerts(app)) == 1 and refused in alerts(app)[0]
    assert findings(app)[0].startswith(("Référence", "Scénario A : Référence"))


# ------------------------------------------------------------------ the page
@each_view
def test_every_view_says_its_finding_and_its_source(vue: str) -> None:
    app = open_view(vue=vue, engagement=["3", "6"])
    assert len(findings(app)) == 1 and "Source : ARS Occitanie" in html(app)
    assert "Sélection : engagements 3 Accès et 6 Métiers." in html(app)
    assert alerts(app) == []
    assert app.segmented_control(key="scenario-vue").value == vue


@each_view
@pytest.mark.parametrize("count", [0, 1, 13])
def test_every_view_stands_with_other_numbers_of_plans(serve: Serve, vue: str, count: int) -> None:
    serve(library_of(count))
    app = open_view(vue=vue, engagement="3", parcours="Handicap")
    assert len(findings(app)) == 1
    assert ("Aucun plan" in html(app)) == (count == 0)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: str(q["numero"]))
def test_the_page_answers_the_questions_written_before_it(question: dict) -> None:
    """The answers of the golden file are read on the page, at the address that the question gives."""
    query: dict[str, list[str]] = {}
    for name, _, value in (part.partition("=") for part in question["adresse"].split("&")):
        query.setdefault(name, []).append(unquote(value))
    expected = question["attendu"]

    @cache
    def shown(vue: str) -> str:
        return html(open_view(vue=vue, **query))

    for code, sheets in expected.get("objectifs", {}).items():
        if sheets is not None:
            block = shown("objectifs").partition(f"et-si-{code}")[2].partition("</details>")[0]
            assert re.findall(r"[?&]objectif=(\w+)", block.partition("Hors de la sélection")[0]) == sheets
    for name in ("themes_plus_portes", "parcours_plus_portes"):
        if expected.get(name):
            assert " ; ".join(expected[name]) in shown("bilan")
    for name in ("themes_un_seul", "parcours_un_seul"):
        for label, code in expected.get(name, {}).items():
            assert f"<li>{label} ({DEPARTEMENTS[code]}" in shown("etiquettes")
    for code, count in (expected.get("certains_intervalle") or expected.get("certains") or {}).items():
        if count is not None:
            assert f"{DEPARTEMENTS[code]} {count}" in shown("oqos").partition("</h2>")[0]


def test_no_engagement_kept_leaves_nothing_and_says_it() -> None:
    app = open_view(engagement="aucun")
    assert findings(app) == ["Aucune des 75 fiches n'est dans la sélection"]
    assert app.pills(key="scenario-engagements").value == []
    assert address(app)["engagement"] == ["aucun"]


def test_a_switch_changes_the_results_and_the_address() -> None:
    app = open_view()
    app.pills(key="scenario-engagements").set_value([3, 6]).run()
    assert findings(app) == ["28 fiches sur 75 dans la sélection (17 objectifs sur 54), sous six défis sur 23"]
    assert address(app)["engagement"] == ["3", "6"]
    assert app.pills(key="scenario-depart").value == "Accès aux soins et métiers"


@pytest.mark.parametrize(("nom", "kept"), [("", ""), ("Notre lecture", "Notre lecture")])
def test_the_words_of_a_preset_leave_with_its_choices(nom: str, kept: str) -> None:
    """A name that the reader typed stays."""
    preset = PRESETS[0]
    app = open_view()
    app.pills(key="scenario-depart").set_value(preset.nom).run()
    if nom:
        app = open_view(engagement="1", nom=nom, phrase=preset.phrase)
    app.pills(key="scenario-engagements").set_value([2]).run()
    assert not app.exception
    assert preset.phrase not in html(app) and (preset.nom + " :" in findings(app)[0]) is False
    assert (kept in findings(app)[0]) is True and app.pills(key="scenario-engagements").value == [2]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.nom)
def test_a_preset_sets_every_control_and_says_what_it_keeps(preset: NamedScenario) -> None:
    app = open_view(engagement="2", departement="09")
    app.pills(key="scenario-depart").set_value(preset.nom).run()
    assert app.pills(key="scenario-engagements").value == sorted(preset.choix.engagements)
    assert app.multiselect(key="scenario-parcours").value == sorted(preset.choix.parcours or ())
    assert app.multiselect(key="scenario-departements").value == []
    assert preset.nom in findings(app)[0] and preset.phrase in html(app)
    app.pills(key="scenario-depart").set_value("reference").run()
    assert findings(app)[0].startswith("Référence") and address(app) == {}


def test_one_engagement_is_kept_alone_in_one_gesture_then_all_again() -> None:
    app = open_view(engagement=["1", "2"])
    app.pills(key="scenario-un-seul").set_value(3).run()
    assert app.pills(key="scenario-engagements").value == [3] and address(app)["engagement"] == ["3"]
    assert app.pills(key="scenario-depart").value == "Accès aux soins"
    app.pills(key="scenario-un-seul").set_value(None).run()
    assert app.pills(key="scenario-engagements").value == [1, 2, 3, 4, 5, 6] and address(app) == {}


def test_what_remains_comes_before_what_leaves() -> None:
    first, *rest = differences(found(Scenario(engagements=frozenset({3}))), WHOLE, SUPPLY, defis=PLANS.defis)
    assert rest[0].startswith("Trois défis sur 23 dans la sélection : accès aux soins de proximité (E3D1) ; ")
    assert rest[1].startswith("20 défis sur 23 hors de la sélection : santé environnementale (E1D1) ; ")
    assert first.index("Fiches dans la sélection :") < first.index("hors de la sélection")
    kept = written(balance(WHOLE, {"A": found(Scenario(departements=frozenset({"48"})))}))
    assert kept.index("Lozère") < kept.index("Ariège")


def test_an_actor_is_asked_in_the_view_of_objectifs_and_kept_for_it() -> None:
    app = open_view(vue="objectifs", engagement="3")
    app.selectbox(key="scenario-acteur").set_value("cpts").run()
    assert address(app) == {"vue": ["objectifs"], "engagement": ["3"], "acteur": ["cpts"]}
    assert "Acteur nommé" in findings(app)[0]
    app.segmented_control(key="scenario-vue").set_value("bilan").run()
    assert address(app) == {"engagement": ["3"]} and "Acteur nommé" not in findings(app)[0]
    app.segmented_control(key="scenario-vue").set_value("objectifs").run()
    assert app.selectbox(key="scenario-acteur").value == "cpts" and "Acteur nommé" in findings(app)[0]


def test_a_second_scenario_starts_as_a_copy_and_changes_alone() -> None:
    app = open_view(engagement="3")
    app.button(key="scenario-second").click().run()
    assert [text.partition(" : ")[0] for text in findings(app)] == ["Scénario A", "Scénario B"]
    app.pills(key="scenario-engagements").set_value([1]).run()
    assert "Sélection : engagement 3 Accès." in html(app) and "Sélection : engagement 1 Prévention." in html(app)
    assert address(app) == {"engagement": ["3"], "engagement-2": ["1"]}
    app.segmented_control(key="scenario-regle").set_value(0).run()
    assert app.pills(key="scenario-engagements").value == [3]
    app.button(key="scenario-seul").click().run()
    assert address(app) == {"engagement": ["3"]}


def test_with_two_scenarios_the_one_that_is_set_starts_from_a_preset() -> None:
    app = open_view(scenarios="2", engagement="3", **{"engagement-2": "1"})
    assert app.pills(key="scenario-depart").value == "Accès aux soins"
    app.segmented_control(key="scenario-regle").set_value(1).run()
    app.pills(key="scenario-depart").set_value("Parcours de la personne âgée").run()
    first, second = findings(app)
    assert first.startswith("Scénario A : 18 fiches") and second.startswith("Parcours de la personne âgée : ")
    assert address(app)["engagement"] == ["3"] and "engagement-2" not in address(app)


def test_every_defi_of_a_list_has_a_name_and_a_long_list_opens_by_itself() -> None:
    shown = view_of(LIBRARY, "scenario", {"engagement": ["1", "2"]})
    said = str(written(shown.blocks))
    tags = re.findall(r'class="etiquette">(E\dD\d)<', said)
    assert sorted(tags) == sorted(PLANS.defis)
    folded = said[said.index("<details") :]
    assert "14 défis sur 23 hors de la sélection" in folded.replace("\u00a0", " ") and ">E3D1<" in folded
    assert ">E1D2<" in said[: said.index("<details")]
    assert not re.search(r"E\dD\d, E\dD\d", said)


def test_the_balance_is_not_said_again_under_its_table() -> None:
    view = found(Scenario(engagements=frozenset({3})))
    told, alone = (differences(view, WHOLE, SUPPLY, defis=PLANS.defis, tabled=tabled) for tabled in (True, False))
    assert not any("dans la référence" in text or "Fiches dans" in text for text in told)
    assert sum("dans la référence" in text for text in alone) == 1
    assert "57 fiches hors de la sélection." in told


def test_two_equal_scenarios_keep_their_number_in_the_address() -> None:
    app = open_view()
    app.button(key="scenario-second").click().run()
    assert address(app) == {"scenarios": ["2"]}
    assert len(findings(open_view(scenarios="2"))) == 2


def test_the_tie_is_said_and_can_be_left_out() -> None:
    app = open_view(vue="oqos", engagement="1")
    assert "1 activité sur 17 (lien fait par nous, aucun plan ne l'écrit)" in html(app)
    app.toggle(key="scenario-rattachement").set_value(False).run()
    assert address(app)["rattachement"] == ["sans"]
    assert "Écarts chiffrés et non nuls : Ariège 13, Hérault 15, Lot 8, Lozère 6" in findings(app)[0]


def test_a_name_and_a_sentence_are_text() -> None:
    app = open_view(nom="<b>Priorités</b>", phrase="<script>alert(1)</script> & co")
    body = "\n".join(block.proto.body for block in app.get("html"))
    assert "&lt;b&gt;Priorités&lt;/b&gt;" in body and "<script>alert" not in body


def test_engagements_kept_here_hold_on_the_other_pages() -> None:
    app = open_view()
    app.pills(key="scenario-engagements").set_value([3, 6]).run()
    app.multiselect(key="scenario-departements").set_value(["48", "09"]).run()
    assert "engagement=3&engagement=6" in menu_link(app, "defis")
    assert "departement=48&departement=09" in menu_link(app, "defis")
    app.pills(key="scenario-engagements").set_value([]).run()
    assert "aucun" not in menu_link(app, "defis"), "a filter that keeps nothing is not one of the other pages"


# ------------------------------------------------------------------ the words
@pytest.mark.parametrize("number", ENGAGEMENT_WORDS)
def test_words_of_a_switch_are_those_of_its_title(number: int) -> None:
    title = PLANS.engagements[number].libelle.lower()
    assert all(word in title for word in re.findall(r"[\wé]+", ENGAGEMENT_WORDS[number].lower()) if len(word) > 3)


def test_the_reference_changes_nothing() -> None:
    assert differences(WHOLE, WHOLE, SUPPLY, defis=PLANS.defis) == [
        "Rien ne change : c'est la référence, tout est dans la sélection."
    ]
    assert choices_text(GEOGRAPHY, REFERENCE, PLANS.defis) == "tout"
    assert (
        finding(WHOLE, WHOLE)
        == "Référence : 75 fiches (54 objectifs) sous 23 défis régionaux, dans quatre plans chargés"
    )


def test_what_cannot_be_told_is_told() -> None:
    said = unknowns(found(Scenario(parcours=frozenset({"Vieillissement"}))), SUPPLY)
    assert any(
        "15 fiches hors de la sélection faute de parcours imprimé, ce qui ne vaut pas «non»" in text for text in said
    )
    assert NO_EFFECT in said and NO_TIE in said
    assert NO_TIE not in unknowns(WHOLE, SUPPLY)


@pytest.mark.parametrize("scenario", [preset.choix for preset in PRESETS] + [Scenario(engagements=frozenset())])
def test_no_sentence_uses_a_word_that_the_documents_do_not_allow(scenario: Scenario) -> None:
    view = found(scenario)
    text = " ".join(
        [finding(view, WHOLE), *differences(view, WHOLE, SUPPLY, defis=PLANS.defis), *unknowns(view, SUPPLY)]
    ).lower()
    assert not re.search(r"\b(perd|gagn|abandonn|score|pour cent|%)", text)
    assert "  " not in text and ".." not in text


def test_the_map_tells_four_cases_apart() -> None:
    view = found(Scenario(engagements=frozenset({3}), departements=frozenset({"09", "34", "81"})))
    texts = dict(zip(CODES, priority_view(PLANS, view, "E3D2").textes, strict=True))
    assert (texts["09"], texts["48"], texts["34"], texts["81"]) == (
        "priorisé",
        "priorisé, hors de la sélection",
        "non priorisé",
        "",
    )
    classes = priority_view(PLANS, view, "E3D2").classes
    assert [classes[CODES.index(code)] for code in ("09", "48", "34", "81")] == [2, 1, 0, -1]


def test_the_map_of_all_defis_never_shades_by_their_number() -> None:
    view = priority_view(PLANS, WHOLE, EVERY)
    assert {k for k, text in zip(view.classes, view.textes, strict=True) if text} == {2}
    assert view.textes[CODES.index("09")] == "14 sur 14"


def test_a_plan_left_out_reads_as_left_out_never_as_a_zero() -> None:
    view = found(Scenario(departements=frozenset({"09", "46"})))
    said = " ".join(differences(view, WHOLE, SUPPLY, defis=PLANS.defis))
    assert "Plans hors de la sélection : Hérault et Lozère." in said and "Hérault 0" not in said
    counts = tables({"A": view})["Bilan"].set_index("Plan")
    assert list(counts.loc["Hérault"]) == [
        11,
        "hors de la sélection",
        17,
        "hors de la sélection",
        15,
        "hors de la sélection",
    ]
    assert list(counts.loc["Lot"]) == [12, 12, 19, 19, 8, 8]
    assert "hors de la sélection" in written(balance(WHOLE, {"A": view}))


# ------------------------------------------------------------------ the views as values
def links_of(part: Any) -> list[Link]:
    """Every link of some records, in order."""
    if isinstance(part, Link):
        return [part]
    if isinstance(part, tuple):
        return [link for one in part for link in links_of(one)]
    return links_of(tuple(vars(part).values())) if hasattr(part, "__dataclass_fields__") else []


@each_view
@pytest.mark.parametrize("second", [{}, {"scenarios": ["2"]}], ids=["un", "deux"])
def test_a_view_holds_what_its_page_prints(vue: str, second: dict[str, list[str]]) -> None:
    query = {"vue": [vue], "engagement": ["3"], "phrase": ["Une phrase."], "nom": ["Essai"], **second}
    view, page = view_of(LIBRARY, "scenario", query), open_view(**query)
    shown_there = unescape(written(view.blocks)).replace("\u00a0", " ")
    for title in view.title.split(" ; "):
        assert title.partition(" : ")[2] in shown_there
    assert [title for title in findings(page) if title not in shown_there] == []
    assert view.sentence == "Une phrase." and view.sentence in shown_there
    assert (vue == "bilan") == any(isinstance(block, PictureHere) for block in view.blocks)
    assert (vue == "bilan") == (view.picture is not None)


def test_the_maps_of_a_view_are_those_of_its_scenarios() -> None:
    query = {"engagement": ["3"], "departement": ["46"], "engagement-2": ["1"], "carte": ["E3D2"]}
    picture = view_of(LIBRARY, "scenario", query).picture
    first, second = picture.views
    assert first == priority_view(
        PLANS, found(Scenario(engagements=frozenset({3}), departements=frozenset({"46"}))), "E3D2"
    )
    assert second == priority_view(PLANS, found(Scenario(engagements=frozenset({1}))), "E3D2")
    assert picture.names == (f"E3D2 {PLANS.defis['E3D2'].libelle}",) * 2 and picture.chosen == ""
    alone = view_of(LIBRARY, "scenario", {"departement": ["46"]}).picture
    assert alone.chosen == "46" and alone.alt.startswith("Un plan chargé sur quatre")


def test_links_of_the_lists_lead_to_their_views() -> None:
    state = ScenarioState("objectifs", (NamedScenario(Scenario(engagements=frozenset({3}))),))
    links = links_of(shown(state, LIBRARY).blocks)
    assert {link.page for link in links} == {"defis"} and all(link.follows for link in links)
    assert dict(links[0].parameters) == {"defi": plain(links[0].words), "departement": "09"}
    bounded = ScenarioState("oqos", (NamedScenario(Scenario(borne="basse")),))
    gaps = [link for link in links_of(shown(bounded, LIBRARY).blocks) if link.page == "ecarts"]
    assert [dict(link.parameters) for link in gaps] == [
        {"vue": "departement", "departement": code, "borne": "basse"} for code in SUPPLY.departements
    ]


def test_links_of_the_page_keep_the_engagements_and_the_tie_of_the_first_scenario() -> None:
    told = html(open_view(vue="oqos", engagement="3", rattachement="sans"))
    assert told.count('href="./ecarts?engagement=3&rattachement=sans&vue=departement') == 4
    assert "./defis?engagement=3&" in html(open_view(vue="objectifs", engagement="3"))
    assert "./ecarts?vue=departement" in html(open_view(vue="oqos"))


def test_the_csv_of_the_page_holds_the_objectifs() -> None:
    view = view_of(LIBRARY, "scenario", {"engagement": ["3"]})
    assert [table.name for table in view.tables] == ["Objectifs", "Bilan", "Thèmes et parcours", "OQOS", "En mots"]
    assert len(view.tables[0].frame) == 75
    screen = view.tables[0].on_screen(view.tables[0].frame)
    assert "Ligne" in view.tables[0].frame and "Ligne" not in screen


# ------------------------------------------------------------------ the workbook
@pytest.fixture(scope="module")
def book() -> Any:
    scenarios = [
        NamedScenario(Scenario(engagements=frozenset({3, 6}), parcours=frozenset({"Handicap"})), "A1", "Dit"),
        NamedScenario(Scenario(borne="basse", rattachement=False)),
    ]
    views = {"A1": found(scenarios[0].choix), "Scénario B": found(scenarios[1].choix)}
    cover = scenario_cover(PLANS, scenarios, views, link="/scenario?engagement=3")
    content = workbook(tables(views), cover=cover)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_cover_holds_every_choice_of_both_scenarios(book: Any) -> None:
    cover = {row[0].value: row[1].value for row in book["Lisez-moi"].iter_rows()}
    assert cover["Scénario A : A1 : engagements"] == "Engagements 3 et 6"
    assert cover["Scénario A : A1 : parcours"] == "Handicap" and cover["Scénario A : A1 : phrase"] == "Dit"
    assert cover["Scénario B : cibles à deux bornes"] == "borne basse"
    assert cover["Scénario B : activités"] == "toutes"
    assert cover["Lien"] == "/scenario?engagement=3" and "Tarn" in cover["Plans non chargés"]
    assert "Outil non officiel" in cover["Avertissement"]


def test_sheets_hold_every_objectif_and_every_gap(book: Any) -> None:
    rows = list(book["Objectifs"].iter_rows(values_only=True))
    assert len(rows) == 1 + 75
    standing = {(row[0], row[1]): (row[3], row[4]) for row in rows[1:]}
    assert standing["E3D4O4", "Hérault"] == ("dans la sélection", "dans la sélection")
    assert standing["E1D4O6", "Lot"] == ("hors de la sélection", "dans la sélection")
    assert {first for first, _ in standing.values()} == {
        "dans la sélection",
        "hors de la sélection",
        "hors de la sélection, faute d'étiquette imprimée",
    }
    gaps = list(book["OQOS"].iter_rows(values_only=True))
    assert len(gaps) - 1 == len(found(Scenario(engagements=frozenset({3, 6}))).supply.rows) + len(WHOLE.supply.rows)
    column = gaps[0].index("Écart, minimum")
    silent = [row for row in gaps[1:] if row[gaps[0].index("Lecture")] == "non comparable"]
    assert silent and all(row[column] is None for row in silent)


def test_balance_counts_what_the_objectifs_list(book: Any) -> None:
    rows = list(book["Bilan"].iter_rows(values_only=True))
    head = {name: index for index, name in enumerate(rows[0])}
    assert {row[0]: row[head["Fiches d'objectifs, référence"]] for row in rows[1:]} == {
        "Ariège": 26,
        "Hérault": 17,
        "Lot": 19,
        "Lozère": 13,
    }
    assert json.dumps([row[head["Fiches d'objectifs, Scénario B"]] for row in rows[1:]]) == "[26, 17, 19, 13]"
