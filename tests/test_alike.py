"""«Qui d'autre fait cela ?»: what two actions must share, the other plans first, the address, the way there."""

from __future__ import annotations

import pytest

from charts.words.alike_words import NAMELESS, NONE_IN
from tests.held import LIBRARY, library_of
from tests.written import as_html
from views.registry import view
from views.view import View

ITEMS = LIBRARY.items


def asked(**parameters: str) -> View:
    return view(LIBRARY, "defis", {name: [value] for name, value in parameters.items()})


def body(shown: View) -> str:
    return as_html(shown.blocks).replace("&#39;", "'")


def test_alike_actions_are_those_that_share_a_nature_and_a_public_or_an_actor():
    for item in ITEMS.actions.values():
        wanted = {
            other.mark
            for other in ITEMS.actions.values()
            if other.mark != item.mark
            and set(other.nature) & set(item.nature)
            and (set(other.publics) & set(item.publics) or set(other.acteurs) & set(item.acteurs))
        }
        found = ITEMS.alike(item)
        assert {one.item.mark for one in found} == wanted
        assert all(set(one.natures) == set(one.item.nature) & set(item.nature) for one in found)
    assert len(ITEMS.actions) == 276


def test_help_for_nurses_in_training_is_found_in_the_plan_of_the_lot_and_its_shared_marks_are_said():
    shown = asked(action="09-E3D1O5-01")
    assert shown.title == (
        "Qui d'autre fait cela ? Ariège, E3D1O5, action 1 : 8 actions de deux autres plans partagent une nature et un "
        "public ou un acteur"
    )
    lines = body(shown).split("<li>")
    (line,) = [one for one in lines if "Aider financièrement les infirmiers" in one]
    assert "(ligne 1019)" in line and 'href="./defis?objectif=E3D1O5"' in line
    assert "en commun : formation et stages ; professionnels de santé et d'accompagnement ; infirmiers" in line


def test_likeness_is_said_to_be_ours_and_to_promise_nothing():
    shown = asked(action="09-E3D1O5-01")
    assert "partager une nature et un public n'est pas faire la même chose" in body(shown)
    assert "fait par nous" in shown.cover()["Lecture"]


def test_other_plans_come_first_and_the_same_plan_is_folded():
    both = (one for one in ITEMS.actions.values() if 0 < ITEMS.elsewhere(one) < len(ITEMS.alike(one)))
    item = next(both)
    name, shown = LIBRARY.geography.name(item.departement), asked(action=item.mark)
    others = body(shown).partition("Sont rapprochées")[2]
    assert f"<h3>{name} " not in others
    assert others.index("<h3>") < others.index("<summary>Dans le même plan (")
    table = shown.frames()["Actions proches"]
    own = (table["Département"] == name).tolist()
    assert table["En commun, classement fait par nous"].iloc[0] == "l'action demandée"
    assert own[0] and own[1:] == sorted(own[1:]) and own[-1]
    assert len(table) == 1 + len(ITEMS.alike(item))


def test_an_action_that_names_nobody_or_stands_alone_says_so():
    nameless = next(one for one in ITEMS.actions.values() if not one.publics and not one.acteurs)
    assert asked(action=nameless.mark).title.endswith(NAMELESS)
    alone = next(one for one in ITEMS.actions.values() if one.publics and not ITEMS.elsewhere(one))
    shown = asked(action=alone.mark)
    assert shown.title.endswith(f"dans les autres plans, {NONE_IN}") and NONE_IN in body(shown)


def test_every_action_that_other_plans_share_leads_there_with_their_number():
    page = body(asked(defi="tous")).replace("\u00a0", " ")
    for item in ITEMS.actions.values():
        number = ITEMS.elsewhere(item)
        way = f'href="./defis?action={item.mark}">qui d\'autre ? ({number})</a>'
        assert page.count(way) == (1 if number else 0)
        assert number or f"action={item.mark}" not in page
    assert 'href="./defis?action=34-E6D4O4-' in body(asked(objectif="E6D4O4"))


def test_address_names_the_action_and_opens_on_one():
    assert asked(action="09-E3D1O5-01").parameters["action"] == "09-E3D1O5-01"
    first = asked(vue="action")
    assert ITEMS.elsewhere(ITEMS.actions[str(first.parameters["action"])]) == 21
    wrong = asked(action="09-E3D1O5-99")
    assert wrong.ignored == ("action=09-E3D1O5-99",)
    assert view(LIBRARY, "defis", {"objectif": ["E3D1O5"], "action": ["46-E1D4O6-01"]}).kind == "action"


@pytest.mark.parametrize("number", [0, 1, 13])
def test_any_number_of_plans_can_be_told(number: int):
    shown = view(library_of(number), "defis", {"vue": ["action"]})
    assert shown.title and as_html(shown.blocks)
