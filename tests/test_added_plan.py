"""With five plans and with thirteen: every view, every form; what nobody looked for is said, nobody else moves."""

from __future__ import annotations

import html
import re
from functools import cache
from importlib import import_module

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.build.joined import joined
from exports.html import written
from loaders.dataset import load_geojson
from shell.forms import FORMS
from tests.added_plan import WITHOUT_PLAN, package_for
from tests.conftest import Serve
from tests.held import DATA, LIBRARY
from tests.test_forms import get, spaced
from tests.test_pages import PAGES, ROOT
from tests.test_pages import html as html_of
from views.library import Library
from views.registry import BUILDERS, view, view_at
from views.view import View


@cache
def library_of(count: int) -> Library:
    """The dataset with added plans, up to a number of plans in all."""
    dataset = DATA
    for code in ("30", *(code for code in WITHOUT_PLAN if code != "30"))[: count - 4]:
        dataset = joined(dataset, package_for(code))
    return Library(dataset, load_geojson)


def text_of(shown: View) -> str:
    """Its words, without markup."""
    return re.sub(r"\s+", " ", spaced(html.unescape(re.sub(r"<[^>]+>", " ", written(shown.blocks)))))


@pytest.mark.parametrize("count", [5, 13])
@pytest.mark.parametrize("page", BUILDERS)
def test_every_view_of_every_page_opens(page: str, count: int):
    library = library_of(count)
    assert len(library.loaded_plans.any) == count and len(library.plans.loaded) == count
    for kind in import_module(f"views.{page}.views").KINDS:
        for asked in ({"vue": [kind]}, {"vue": [kind], "departement": ["30", "34"]}):
            shown = view(library, page, asked)
            assert shown.title and (text_of(shown) or shown.picture or shown.tables)
            assert all(isinstance(table.frame, pd.DataFrame) for table in shown.tables)
            shown.cover()


@pytest.mark.parametrize("count", [5, 13])
@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("corps", "parquet")])
def test_every_form_is_written(form: str, count: int, serve: Serve):
    serve(library_of(count))
    page = "territoire" if form == "html" else "ecarts"
    answer = get(f"/{page}.{form}?departement=30")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(FORMS[form].mime.partition(";")[0]) and len(answer.content) > 500


@pytest.mark.parametrize("script", [script for script in PAGES if script != "pages/accessibilite.py"])
def test_every_page_opens_and_its_foot_names_the_plan(script: str, serve: Serve):
    serve(library_of(5))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if script != "app.py":
        app.switch_page(script)
    app.query_params["departement"] = "30"
    app.run()
    assert not app.exception, app.exception[0].message
    assert not app.error
    assert "Gard (lu automatiquement, non relu)" in html_of(app)


@pytest.mark.parametrize(
    ("address", "told", "never"),
    [
        ("/territoire?departement=30", "lu automatiquement, non relu", "n'imprime aucune de ces listes"),
        ("/territoire?departement=30", "Listes non relevées dans ce plan", "18 sans réserve"),
        ("/territoire?departement=30", "non relevé dans ce plan, lu automatiquement", "n'est imprimée dans ce plan"),
        ("/defis?vue=comparaison&defi=E3D1&departement=30&departement=09", "Lignes non relevées", "Aucune."),
        ("/defis?vue=comparaison&defi=E3D1&departement=30&departement=09", "en nos mots non relevé", ""),
        ("/defis?vue=comparaison&defi=E3D1&departement=30", "Résumé non relevé", ""),
        ("/defis?vue=cts", "Gard non relevé non relevé", "Gard 0"),
        ("/defis?vue=cts&departement=30", "n'est pas relevé", "Aucun plan chargé"),
        ("/defis?vue=conseils&departement=30", "Non relevé dans le plan du Gard", "Aucune liste"),
        ("/defis?vue=comparaison&defi=tous&acteur=cpts&departement=30", "ce que dit son texte n'est pas relevé", ""),
        ("/ecarts?vue=departement&departement=30", "réserves de son texte non relevées", "sans réserve"),
        ("/ecarts?vue=activite&activite=cancer&departement=30", "texte du plan non encore relevé", ""),
        ("/ecarts?departement=30&borne=basse", "condition non relevée", "non précisée"),
        ("/ecarts?departement=30&borne=basse", "texte du plan non relevé", "n'en dit rien"),
        ("/scenario?vue=objectifs&nature=prevention&departement=30", "ce que dit son texte n'est pas relevé", ""),
        *((f"/sources?vue={vue}&departement=30", "ce que dit son texte n'est pas relevé", "")
          for vue in ("items", "enjeux", "textes", "piloter")),
    ],
)  # fmt: skip
def test_what_nobody_looked_for_is_said(address: str, told: str, never: str):
    text = text_of(view_at(library_of(5), address))
    assert told in text and (not never or never not in text)
    assert told not in text_of(view_at(LIBRARY, address.replace("=30", "=48")))


@pytest.mark.parametrize("address", ["/ecarts?vue=departement&departement=30", "/ecarts",
                                     "/defis?vue=comparaison&defi=E3D1&departement=30", "/scenario"])  # fmt: skip
def test_its_source_says_that_nobody_read_it_again(address: str):
    assert "Plan du Gard : lu automatiquement, non relu." in view_at(library_of(5), address).source
    assert "automatiquement" not in view_at(LIBRARY, address.replace("=30", "=34")).source


@pytest.mark.parametrize(
    "address",
    [
        "/territoire?departement=34",
        "/ecarts?vue=departement&departement=34",
        "/defis?vue=comparaison&defi=E1D4&departement=46",
        "/sources?vue=oqos&departement=48",
        "/carte?indicateur=nb_ehpad&origine=plan",
    ],
)
@pytest.mark.parametrize("count", [5, 13])
def test_no_figure_of_another_plan_moves(address: str, count: int):
    before, after = view_at(LIBRARY, address).frames(), view_at(library_of(count), address).frames()
    for name, frame in before.items():
        shared = [column for column in frame.columns if column != "Aussi porté par"]
        pd.testing.assert_frame_equal(after[name][shared], frame[shared])


def test_maps_and_rows_say_it_too():
    library = library_of(5)
    gaps = view_at(library, "/ecarts?vue=carte&activite=smr")
    maps = library.gap_views("smr", "intervalle").values()
    assert all("Plan du Gard : lu automatiquement, non relu." in shown.source for shown in maps)
    assert not any("automatiquement" in shown.source for shown in LIBRARY.gap_views("smr", "intervalle").values())
    frame = gaps.frames()["Écarts"]
    own = frame["Département"].eq("Gard")
    assert own.any() and frame.loc[own, "Source"].str.contains("(Gard, lu automatiquement)", regex=False).all()
    assert not frame.loc[~own, "Source"].str.contains("automatiquement").any()


def test_it_is_found_compared_and_counted_with_the_others():
    library = library_of(5)
    assert library.plans.standing("E6D4", "30") == "priorise" and library.plans.standing("E1D1", "30") == "non_priorise"
    assert list(library.plans.versions("E6D4O4")) == ["09", "30", "34", "46", "48"]
    assert "Gard" in text_of(view_at(library, "/recherche?q=E3D1O9"))
    assert "E6D4O4" in text_of(view_at(library, "/defis?vue=communs&departement=30&departement=46"))
    assert library.loaded_plans.unread == ("30",)
