"""A meeting: its file opens again or is refused in words; what it says beyond its views, and what moved, is told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.typed_text import printable
from exports.meeting.checks import checked, meeting_warnings
from exports.meeting.shown import shown_of
from exports.meeting.since import MOST_SAID, moved
from tests.held import LIBRARY
from tests.places import DEPARTEMENTS
from views.address import pairs_of
from views.registry import view
from views.seance.meeting import (
    LARGEST_FILE,
    MOST_POINTS,
    Advice,
    Decision,
    FollowUp,
    Meeting,
    MeetingError,
    Minutes,
    Point,
    meeting_file,
    read_meeting,
)
from views.seance.points import address_of, cautions_of, finding, proposal, view_of
from views.seance.ready import ORDERS, ready

SAVED = json.loads(meeting_file(ready(LIBRARY, "plan", "46")))
texts = st.text(max_size=60).filter(printable)
counts = st.none() | st.integers(0, 200)
follow_ups = st.builds(
    FollowUp,
    notes=texts,
    decisions=st.lists(st.builds(Decision, quoi=texts, qui=texts, quand=texts), max_size=2),
    avis=st.lists(st.builds(Advice, texte=texts, pour=counts, contre=counts, abstentions=counts), max_size=2),
    vu=st.booleans(),
)
meetings = st.builds(
    Meeting,
    nom=texts,
    duree=st.integers(0, 300),
    points=st.lists(
        st.builds(Point, cle=st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True), titre=texts),
        max_size=4,
        unique_by=lambda p: p.cle,
    ),
    suites=st.builds(Minutes, quorum=texts, points=st.dictionaries(st.sampled_from("abc"), follow_ups, max_size=2)),
)


@given(meeting=meetings)
def test_what_is_saved_opens_again(meeting: Meeting) -> None:
    assert read_meeting(meeting_file(meeting)) == meeting


@given(content=st.binary(max_size=120))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(MeetingError):
        read_meeting(content)


def with_(**changes: Any) -> bytes:
    return json.dumps({**SAVED, **changes}).encode()


def point(**changes: Any) -> bytes:
    return with_(points=[{**SAVED["points"][1], **changes}])


REFUSED = {
    "vide": (b" ", "est vide"),
    "un scénario": (
        json.dumps({"format": "territoires-de-sante/scenario"}).encode(),
        "Ce n'est pas un fichier de séance",
    ),
    "trop grand": (b" " * (LARGEST_FILE + 1), "dépasse 4096 Ko"),
    "plus ancien": (with_(version=0), "que l'outil ne lit plus"),
    "plus récent": (with_(version=2), "plus récente que l'outil"),
    "champ inconnu": (with_(serveur="x"), "«serveur» n'est pas connu"),
    "date": (with_(date="3 décembre"), "«date» n'a pas la forme attendue (3 décembre)"),
    "points en texte": (with_(points="a"), "«points» devrait être une liste"),
    "trop de points": (with_(points=[{"cle": f"p{n}"} for n in range(MOST_POINTS + 1)]), "contient trop de valeurs"),
    "sans clé": (with_(points=[{"titre": "a"}]), "«cle» du point 1 est absent"),
    "clé double": (with_(points=[{"cle": "a"}, {"cle": "a"}]), "«cle» du point 2 est déjà celle d'un autre point"),
    "genre": (point(genre="vote"), "«genre» du point 1 n'est pas une des valeurs connues"),
    "minutes négatives": (point(minutes=-1), "«minutes» du point 1 est trop petit"),
    "minutes en texte": (point(minutes="5"), "«minutes» du point 1 devrait être un nombre entier"),
    "titre trop long": (point(titre="a" * 301), "«titre» du point 1 est trop long"),
    "titre retourné": (point(titre="a\u202eb"), "«titre» du point 1 contient un caractère invisible"),
    "titre de deux lignes": (point(titre="a\nb"), "«titre» du point 1 contient un caractère invisible"),
    "voix": (with_(suites={"points": {"p1": {"avis": [{"pour": True}]}}}), "devrait être un nombre entier"),
    "décision": (with_(suites={"en_cours": [{"quoi": 3}]}), "«quoi» de la décision 1 devrait être un texte"),
    "présents": (with_(suites={"presents": ["a"]}), "«suites» du collège 1 devrait être un objet"),
    "clé cachée": (with_(suites={"points": {"a\u202e": {}}}), "contient un caractère invisible"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_older_or_hostile_file_is_refused_with_what_where_and_what_to_do(name: str) -> None:
    content, words = REFUSED[name]
    with pytest.raises(MeetingError) as refused:
        read_meeting(content)
    message = str(refused.value)
    assert words in message
    assert printable(message) and message.endswith(".") and len(message) < 340
    assert re.search(r"[Cc]hoisissez|orrigez|etapez|nregistrez|ettez|donnez", message)


def test_several_lines_are_a_text_where_one_is_expected() -> None:
    assert read_meeting(point(phrase="une\ndeux", prudence="a\nb", note="c\nd")).points[0].prudence == "a\nb"


# ---------------------------------------------------------------- ready-made orders


def test_every_step_of_an_order_asks_for_what_its_view_gives() -> None:
    for step in (step for order in ORDERS.values() for step in order.steps if step.page):
        asked = [(name, value.format("46")) for name, value in step.parameters]
        shown = view_of(LIBRARY, f"/{step.page}?{urlencode(asked)}")
        assert not shown.ignored and set(asked) <= set(pairs_of(shown.parameters)), (asked, shown.ignored)


@pytest.mark.parametrize("code", ORDERS)
@pytest.mark.parametrize("departement", ["", *LIBRARY.departements])
def test_a_ready_made_order_holds_in_its_time_without_a_warning(code: str, departement: str) -> None:
    meeting = ready(LIBRARY, code, departement)
    assert 0 < meeting.minutes <= meeting.duree and len(meeting.points) >= 4
    for one in checked(meeting, LIBRARY):
        assert one.point.titre and not one.warnings, one.point.titre
        if one.view:
            assert not one.view.ignored and address_of(one.view) == one.point.adresse
            title = finding(one.view)
            assert one.point.titre == title[: len(one.point.titre)].rstrip() or one.point.titre.endswith("…")
    assert len({one.cle for one in meeting.points}) == len(meeting.points)
    if departement and departement not in LIBRARY.loaded_plans.defis:
        assert any("plan non chargé" in one.phrase for one in meeting.points)


# ---------------------------------------------------------------- what a point says beyond its view

CARTE = view_of(LIBRARY, "/carte?indicateur=taux_pauvrete")


def told(**changes: Any) -> list[str]:
    one = proposal(LIBRARY, CARTE, key="a").model_copy(update=changes)
    return list(checked(Meeting(points=[one]), LIBRARY)[0].warnings)


def test_a_proposal_is_what_its_view_says_and_warns_of_nothing() -> None:
    assert told() == []
    assert (
        proposal(LIBRARY, CARTE, key="a").titre == CARTE.title
        and proposal(LIBRARY, CARTE, key="a").phrase == CARTE.sentence
    )


@pytest.mark.parametrize(
    ("said", "number"),
    [("Près de 23,4 % des habitants", "23,4"), ("Il manque 999 lits", "999"), ("1 234 567 personnes", "1 234 567")],
)
def test_a_number_that_the_view_does_not_hold_is_named(said: str, number: str) -> None:
    assert any(warning.startswith(f"{number} : nombre que la vue ne contient pas") for warning in told(phrase=said))


@pytest.mark.parametrize("said", ["17,5 % en Occitanie", "14,30 %", "En 2021, 21,2 %", "les 13 départements", "E3D1O2"])
def test_a_number_of_the_view_or_of_its_tables_is_no_news(said: str) -> None:
    known = told(phrase=said)
    assert known == [] or said == "les 13 départements"


def test_a_reserved_view_without_its_caution_is_told() -> None:
    assert any("la prudence est vide" in warning for warning in told(prudence=" "))


def test_a_plan_in_consultation_is_told() -> None:
    one = proposal(LIBRARY, view_of(LIBRARY, "/ecarts?departement=48"), key="a").model_copy(
        update={"titre": "Lozère", "prudence": "À lire avec soin."}
    )
    warnings = checked(Meeting(points=[one]), LIBRARY)[0].warnings
    assert any("version de consultation" in warning for warning in warnings)


@pytest.mark.parametrize("address", ["/nulle-part", "/carte\u202e", "javascript:alert(1)", "/carte?" + "a=1&" * 200])
def test_an_address_that_leads_nowhere_is_told_and_stops_nothing(address: str) -> None:
    one = checked(Meeting(points=[Point(cle="a", adresse=address, titre="t")]), LIBRARY)[0]
    assert one.view is None and "n'est pas l'adresse d'une vue" in one.warnings[0]


def test_what_an_address_asks_in_vain_is_told() -> None:
    one = checked(Meeting(points=[Point(cle="a", adresse="/carte?indicateur=rien", titre="t")]), LIBRARY)[0]
    assert any("indicateur=rien" in warning for warning in one.warnings)


def test_too_long_a_meeting_is_told_in_minutes() -> None:
    over = Meeting(duree=30, points=[Point(cle="a", minutes=20), Point(cle="b", minutes=25)])
    assert "45 min et la séance en a 30 : 15 min de trop" in meeting_warnings(over)[0]
    assert meeting_warnings(over.model_copy(update={"duree": 0})) == []


# ---------------------------------------------------------------- what moved since


def test_nothing_moved_in_the_same_dataset() -> None:
    shown = shown_of(CARTE, LIBRARY)
    assert moved(shown, shown) == []
    one = proposal(LIBRARY, CARTE, key="a").model_copy(update={"montre": shown})
    assert checked(Meeting(points=[one]), LIBRARY)[0].moved == ()


def test_a_value_a_word_and_a_caution_that_moved_are_told_with_both() -> None:
    now = shown_of(CARTE, LIBRARY)
    table = now.tableaux[0]
    rows = [[name, "12,0 %"] if name == "Lot" else [name, value] for name, value in table.lignes if name != "Gers"]
    old = now.model_copy(
        update={
            "jeu": "1.0.0",
            "phrase": "Autre phrase.",
            "prudences": ["Ancienne précaution."],
            "tableaux": [table.model_copy(update={"lignes": rows, "total": len(rows)})],
        }
    )
    one = proposal(LIBRARY, CARTE, key="a").model_copy(update={"montre": old})
    told = checked(Meeting(points=[one]), LIBRARY)[0].moved
    lot = dict(table.lignes)["Lot"]
    assert f"Lot, {table.colonnes[1]} : 12,0 %, puis {lot}." in told
    assert "Ligne nouvelle : Gers." in told and "Précaution retirée : Ancienne précaution." in told
    assert any(text.startswith("Précaution nouvelle : ") for text in told)
    assert any("«Autre phrase.» devient" in text for text in told)


def test_many_figures_that_moved_are_counted() -> None:
    now = shown_of(CARTE, LIBRARY)
    table = now.tableaux[0]
    rows = [[name, "0"] for name, _ in table.lignes]
    told = moved(now.model_copy(update={"tableaux": [table.model_copy(update={"lignes": rows})]}), now)
    assert len(told) == MOST_SAID + 1 and told[-1].startswith(f"Et {len(rows) - MOST_SAID} autres différences")


def test_figures_that_are_kept_are_those_of_the_view() -> None:
    frame = CARTE.tables[0].frame
    lot = frame.loc[frame["Territoire"] == "Lot", "Minimum (%)"].iloc[0]
    shown = dict(shown_of(CARTE, LIBRARY).tableaux[0].lignes)["Lot"]
    assert float(re.sub(r"[^\d,]", "", shown).replace(",", ".")) == lot


def test_what_is_kept_goes_with_its_dataset() -> None:
    from tests.held import library_of

    other = library_of(2)
    view = view_of(other, "/ecarts")
    assert shown_of(view, other) == shown_of(replace(view), other) != shown_of(view_of(LIBRARY, "/ecarts"), LIBRARY)


@pytest.mark.parametrize("departement", ["09", "34", "46", "48"])
def test_the_cautions_proposed_for_a_territory_speak_of_it(departement: str) -> None:
    name = LIBRARY.geography.name(departement)
    shown = view(LIBRARY, "territoire", {"departement": [departement]})
    said = proposal(LIBRARY, shown, key="p1").prudence.split("\n")
    assert said and all(line.startswith(name) for line in said)
    consulted = departement in LIBRARY.loaded_plans.consulted
    assert ("version mise en consultation" in said[0]) == consulted


@pytest.mark.parametrize("departement", DEPARTEMENTS)
@pytest.mark.parametrize("page", ["territoire", "carte?indicateur=densite_mg_bpe", "ecarts", "defis"])
def test_the_first_caution_of_a_place_never_speaks_of_another_alone(departement: str, page: str) -> None:
    shown = view_of(LIBRARY, f"/{page}{'&' if '?' in page else '?'}departement={departement}")
    said = cautions_of(LIBRARY, shown)
    assert sorted(said) == sorted(shown.cautions)
    own = [text for text in said if re.search(rf"(?<![\w-]){DEPARTEMENTS[departement]}(?![\w-])", text)]
    assert said[: len(own)] == [text for text in said if text in own]
    if said and not own:
        others = [name for name in DEPARTEMENTS.values() if re.search(rf"(?<![\w-]){name}(?![\w-])", said[0])]
        plain = [text for text in said if not any(name in text for name in DEPARTEMENTS.values())]
        assert not (others and plain)


def test_a_view_of_several_places_keeps_the_order_of_its_cautions() -> None:
    shown = view_of(LIBRARY, "/ecarts")
    assert cautions_of(LIBRARY, shown) == list(shown.cautions)
