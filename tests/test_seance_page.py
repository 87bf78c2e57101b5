"""The page of the meetings, without a browser: what Python gives it, the button on every view, the merge of changes."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components import seance
from tests.test_pages import html, run, spaced
from views.seance.ready import ORDERS

NODE = shutil.which("node")
SCRIPTS = Path(seance.__file__).parent


def payload(app: Any) -> dict[str, Any]:
    """What the component received."""
    return next(json.loads(spaced(block.proto.json)) for block in app.get("bidi_component"))


def test_the_page_gives_only_what_never_moves(dataset) -> None:
    app = run("pages/seance.py")
    sent = payload(app)
    assert set(sent) == {"departements", "ordres", "jeu"}
    assert [code for code, _, _ in sent["ordres"]] == list(ORDERS)
    assert sent["jeu"] == dataset.jeu.iloc[0]["version"] and ["34", "Hérault"] in sent["departements"]
    assert payload(run("pages/seance.py", departement="34")) == sent


def test_a_link_that_carries_an_order_is_left_to_the_browser() -> None:
    app = run("pages/seance.py", point=["/carte?indicateur=taux_pauvrete", "/defis"], autre="1")
    assert "L'adresse demandait «autre=1», que cette page" in html(app)
    assert "point" in app.query_params


@pytest.mark.parametrize(("script", "there"), [("pages/carte.py", True), ("app.py", False), ("pages/seance.py", False)])
def test_every_view_may_go_into_the_meeting(script: str, there: bool) -> None:
    assert ('aria-keyshortcuts="Alt+Shift+S"' in html(run(script))) == there


def merged(*cases: tuple[Any, Any, Any]) -> list[Any]:
    """The change of each case (from, to) put on its current value, by the script of the page."""
    script = (SCRIPTS / "fusion.js").read_text("utf-8")
    code = f"{script}\nconsole.log(JSON.stringify({json.dumps(cases)}.map((one) => onto(...one))))"
    said = subprocess.run([NODE, "-e", code], capture_output=True, check=True, text=True).stdout
    return list(json.loads(said))


def points(*names: str, **titles: str) -> list[dict[str, str]]:
    return [{"cle": name, "titre": titles.get(name, name)} for name in names]


needs_node = pytest.mark.skipif(NODE is None, reason="node n'est pas installé")


@needs_node
@pytest.mark.parametrize(
    ("current", "before", "after", "found"),
    [
        (points("a", "b", "c", c="neuf"), points("a", "b", "c"), points("a", "c"), points("a", "c", c="neuf")),
        (points("a", "x", "c"), points("a", "c"), points("a", "b", "c"), points("a", "b", "x", "c")),
        (points("a", "b", "c", "x"), points("a", "b", "c"), points("c", "a", "b"), points("c", "x", "a", "b")),
        (points("b", "c", "x"), points("a", "b", "c"), points("a", "b", "c", a="dit"), points("b", "c", "x")),
        (points("a", a="là"), points("a"), points("a", a="ici"), points("a", a="ici")),
        ([], points("a"), [], []),
    ],
    ids=["retiré", "ajouté", "déplacé", "retiré-ailleurs", "même-champ", "vide"],
)
def test_a_change_is_put_on_what_another_window_wrote(current: Any, before: Any, after: Any, found: Any) -> None:
    assert merged((current, before, after)) == [found]


@needs_node
def test_fields_and_rows_without_a_key_are_merged_too() -> None:
    current = {"nom": "A", "lieu": "ici", "points": {"p": {"notes": "dit", "avis": []}}}
    before = {"nom": "B", "lieu": "", "points": {}}
    after = {"nom": "B", "lieu": "", "points": {"p": {"notes": "", "avis": [{"texte": "oui"}]}}}
    assert merged((current, before, {**before, "nom": "C"}))[0]["nom"] == "C"
    assert merged((current, before, after))[0]["lieu"] == "ici"
    assert merged(({"a": [1, 2]}, {"a": [1]}, {"a": [1, 3]})) == [{"a": [1, 3]}]


LISTS = st.lists(st.sampled_from("abcdef"), unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from("uvw") for name in names})
)


@needs_node
@settings(max_examples=3, deadline=None)
@given(st.lists(st.tuples(LISTS, LISTS), min_size=40, max_size=60))
def test_an_undone_change_gives_back_what_was_there_beside_what_came_since(
    pairs: list[tuple[dict[str, str], dict[str, str]]],
) -> None:
    cases = [(points(*one, **one), points(*other, **other)) for one, other in pairs]
    other = points("z")
    undone = merged(*(([*after, *other], after, before) for before, after in cases))
    assert [[one for one in found if one["cle"] != "z"] for found in undone] == [before for before, _ in cases]
    assert all(other[0] in found for found in undone)
