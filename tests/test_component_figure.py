"""The component `figure` on the side of Python: what is sent, what is believed; the library it draws with."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import plotly
import pytest
from streamlit.testing.v1 import AppTest

from components.figure import Answer, figure, plain, read_answer, references

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "static" / "plotly-basic.min.js"
VERSION, SHA256 = "4.1.1", "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"
CLICK = {"reference": "urgences:a:09", "version": 0, "clic": 7}


def page() -> None:
    import streamlit as st

    from components.figure import figure as draw
    from components.figure import forget, order

    def dots(*codes: str) -> dict:
        return {
            "data": [{"type": "scatter", "x": list(range(len(codes))), "customdata": [[code] for code in codes]}],
            "layout": {},
        }

    if st.session_state.get("ordre"):
        order("essai", st.session_state.pop("ordre"))
    if st.session_state.pop("oubli", False):
        forget("essai")
    figures = {"un": dots("urgences:a:09", "urgences:b:09"), "deux": dots("urgences:b:09")}
    said = draw("essai", figures, shown=st.session_state.get("nom"), height=300, alt="Deux points.")
    st.text(f"{said.reference}|{said.clicked}")


def start() -> AppTest:
    return AppTest.from_function(page, default_timeout=30).run()


def said(app: AppTest) -> str:
    assert not app.exception
    return app.text[0].value


def payload(app: AppTest) -> dict[str, Any]:
    return json.loads(app.get("bidi_component")[0].proto.json)


def click(app: AppTest, **change: Any) -> AppTest:
    app.session_state["essai"] = {"choix": CLICK | change}
    return app.run()


def test_library_is_the_pinned_one() -> None:
    assert sha256(LIBRARY.read_bytes()).hexdigest() == SHA256


def test_library_keeps_its_licence_and_is_the_version_of_plotly_py() -> None:
    ours = LIBRARY.read_text("utf-8")[:300]
    bundled = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text("utf-8")[:300]
    assert "Licensed under the MIT license" in ours
    assert re.search(r"\(basic - minified\) v([\d.]+)", ours)[1] == VERSION
    assert re.search(r"plotly\.js v([\d.]+)", bundled)[1] == VERSION


def test_browser_asks_for_that_version_so_that_no_cache_keeps_an_older_one() -> None:
    script = (ROOT / "components" / "figure" / "figure.js").read_text("utf-8")
    assert f'"app/static/{LIBRARY.name}?v={VERSION}"' in script


def test_only_the_shown_figure_is_sent() -> None:
    app = start()
    assert payload(app)["figure"]["data"][0]["x"] == [0, 1]
    assert (payload(app)["hauteur"], payload(app)["alt"]) == (300, "Deux points.")
    app.session_state["nom"] = "deux"
    assert payload(app.run())["figure"]["data"][0]["x"] == [0]


def test_equal_run_sends_an_equal_payload() -> None:
    app = start()
    first = app.get("bidi_component")[0].proto.json
    click(app)
    assert app.get("bidi_component")[0].proto.json == first


def test_unknown_figure_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"shown='trois' is not one of the figures: \['un'\]"):
        figure("essai", {"un": {"data": [], "layout": {}}}, shown="trois", height=300, alt="Rien.")
    with pytest.raises(ValueError, match="shown=None"):
        figure("essai", {}, height=300, alt="Rien.")


def test_click_is_told_once_then_kept() -> None:
    app = start()
    assert said(app) == "|False"
    assert said(click(app)) == "urgences:a:09|True"
    assert said(app.run()) == "urgences:a:09|False"


def test_second_click_on_the_same_mark_is_told() -> None:
    app = click(start())
    assert said(click(app, clic=8)) == "urgences:a:09|True"


def test_order_prevails_over_a_late_click() -> None:
    app = click(start())
    app.session_state["ordre"] = "urgences:b:09"
    assert said(app.run()) == "urgences:b:09|False"
    assert payload(app)["version"] == 1
    assert said(click(app, clic=8)) == "urgences:b:09|False"
    assert said(click(app, clic=9, version=1)) == "urgences:a:09|True"


def test_forgotten_choice_stays_forgotten() -> None:
    app = click(start())
    app.session_state["oubli"] = True
    assert said(app.run()) == "|False"
    assert said(app.run()) == "|False"


def test_click_on_a_figure_that_is_gone_is_ignored_for_good() -> None:
    app = start()
    app.session_state["nom"] = "deux"
    assert said(click(app)) == "|False"
    app.session_state["nom"] = "un"
    assert said(app.run()) == "|False"


def test_choice_is_silent_while_the_figure_lacks_it() -> None:
    app = click(start())
    app.session_state["nom"] = "deux"
    assert said(app.run()) == "|False"


@pytest.mark.parametrize(
    "change", [{"reference": "urgences:z:09"}, {"reference": ""}, {"reference": "<script>"}, {"version": -1}]
)
def test_unknown_mark_or_order_is_refused(change: dict[str, Any]) -> None:
    assert said(click(start(), **change)) == "|False"


def test_well_formed_answer_is_read() -> None:
    assert read_answer(CLICK) == Answer("urgences:a:09", version=0, number=7)


@pytest.mark.parametrize("answer", [None, "a", 3, [], ["urgences:a:09"], {}])
def test_answer_that_is_not_a_click_is_refused(answer: Any) -> None:
    assert read_answer(answer) is None


@pytest.mark.parametrize("name", ["reference", "version", "clic"])
@pytest.mark.parametrize("value", [None, True, 1.0, ["urgences:a:09"], {"reference": 1}])
def test_wrong_type_is_refused(name: str, value: Any) -> None:
    assert read_answer(CLICK | {name: value}) is None


@pytest.mark.parametrize("name", ["reference", "version", "clic"])
def test_incomplete_answer_is_refused(name: str) -> None:
    assert read_answer({key: value for key, value in CLICK.items() if key != name}) is None


def test_references_are_the_strings_that_come_first() -> None:
    data = [
        {"customdata": [["a", "hidden"], [3, "hidden"], [], "b", None]},
        {"x": [1]},
        {"customdata": None},
        {"customdata": {"dtype": "f8", "bdata": "AAAA"}},
    ]
    assert references({"data": data}) == {"a", "b"}


def test_figure_is_sent_as_strict_json() -> None:
    figure = {"x": np.array([1.0, np.nan]), "y": (np.int64(3), float("inf")), "text": "é", "none": None, "on": True}
    assert json.dumps(plain(figure), allow_nan=False, ensure_ascii=False) == (
        '{"x": [1.0, null], "y": [3, null], "text": "é", "none": null, "on": true}'
    )
