"""A view is a value: a page and its parameters in, everything that is told out, without a server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.drawings.pictures import Chart
from tests.conftest import EXAMPLES
from tests.held import LIBRARY, library_of
from tests.vues.addresses import DEPARTEMENTS, every_address
from views.address import filled
from views.registry import BUILDERS, view
from views.view import PICTURE

ROOT = Path(__file__).resolve().parents[1]
ASKED = [(page or "accueil", query) for page, query in every_address() if (page or "accueil") in BUILDERS]


def named(query) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in query:
        found.setdefault(name, []).append(value)
    return found


def test_a_view_is_made_in_a_plain_shell_without_streamlit():
    code = (
        "import sys; from views.library import Library; from views.registry import view; "
        "shown = view(Library.opened(), 'ecarts', {'borne': ['basse']}); "
        "print(shown.title); assert 'streamlit' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Borne basse, une hypothèse du plan. Ce qui change")


@pytest.mark.parametrize(
    ("page", "query"),
    ASKED,
    ids=lambda part: part if isinstance(part, str) else "&".join(f"{name}={value[:20]}" for name, value in part),
)
def test_every_view_has_a_title_a_source_a_cover_and_its_parameters_give_it_back(page, query):
    shown = view(LIBRARY, page, named(query))
    assert (shown.title and shown.source and shown.filename and shown.tables) or not shown.tables
    assert shown.cover()["Avertissement"].startswith("Outil non officiel")
    assert not any("<" in text for text in (shown.title, shown.sentence, *shown.cautions))
    again = view(LIBRARY, page, filled(shown.parameters))
    assert again.ignored == ()
    assert (again.title, again.sentence, again.cautions) == (shown.title, shown.sentence, shown.cautions)
    assert filled(again.parameters) == filled(shown.parameters)
    assert not isinstance(shown.picture, Chart) or (shown.inline and PICTURE not in shown.blocks)  # for files alone


def test_two_libraries_of_one_process_never_mix():
    one, other = library_of(1), library_of(13)
    for _ in range(2):
        few, many = (view(library, "defis", {}) for library in (one, other))
        assert len(one.plans.loaded) == 1 and len(other.plans.loaded) == 13
        assert few.title != many.title != view(LIBRARY, "defis", {}).title
        assert len(few.frames()["Objectifs"]) < len(many.frames()["Objectifs"])
        assert one.search_index.entries != other.search_index.entries


NAMES = ("vue", "departement", "engagement", "indicateur", "activite", "borne", "defi", "mots", "q", "nom", "annee",
         "classes", "bornes", "modalite", "theme", "parcours", "scenarios", "inconnu")  # fmt: skip
VALUES = st.one_of(st.sampled_from([*DEPARTEMENTS, "1", "6", "basse", "irc", "E3D1", "2", "carte", "comparaison"]),
                   st.text(max_size=12))  # fmt: skip


@settings(max_examples=2 * EXAMPLES)
@given(
    page=st.sampled_from(list(BUILDERS)),
    parameters=st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, max_size=3), max_size=5),
)
def test_any_parameters_give_a_view(page, parameters):
    shown = view(LIBRARY, page, parameters)
    assert shown.title and shown.page == page


def test_a_wrong_parameter_is_ignored_and_said():
    assert view(LIBRARY, "ecarts", {"borne": ["moyenne"], "x": ["1"]}).ignored == ("borne=moyenne", "x=1")
