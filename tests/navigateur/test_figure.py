"""The component `figure` in a real browser, on a page of its own: drawn, redrawn once, clicked, themed, printed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.navigateur.conftest import ROOT, Server, free_port, new_context
from tests.navigateur.reading import serious, settle

pytestmark = pytest.mark.navigateur
DRAWN = ".figure-dessin[data-peint]"
INK = "getComputedStyle(document.querySelector('.figure .xtick text')).fill"
GRID = "getComputedStyle(document.querySelector('.figure .xgrid')).stroke"
DOTS = "getComputedStyle([...document.querySelectorAll('.figure .trace')].at(-1).querySelector('path.point')).fill"
PAGE = """
import streamlit as st
from components.figure import figure, forget

COLOURS = {"clair": {"prevu": "#1b4f7a", "autorise": "#5b6875"}, "sombre": {"prevu": "#7fb1d4", "autorise": "#b3bfca"}}

def dumbbell(shift, rows=35, panels=4):
    data, layout = [], {"meta": {"theme": True, "couleurs": COLOURS}, "margin": {"l": 120, "r": 8, "t": 20, "b": 36},
                        "hovermode": "closest", "dragmode": False, "showlegend": False, "font": {"size": 14},
                        "separators": ", ",
                        "yaxis": {"range": [-0.6, rows - 0.4], "fixedrange": True, "tickmode": "array",
                                  "tickvals": list(range(rows)), "ticktext": [f"Modalité {n}" for n in range(rows)]}}
    for panel in range(panels):
        axis = "" if panel == 0 else str(panel + 1)
        first = [(row * 7 + panel * 3 + shift) % 11 for row in range(rows)]
        last = [(row * 5 + panel + shift * 2) % 11 for row in range(rows)]
        where = {"type": "scatter", "xaxis": "x" + axis, "yaxis": "y"}
        layout["xaxis" + axis] = {"domain": [panel / panels, (panel + 0.9) / panels], "range": [-0.7, 11.5],
                                  "fixedrange": True, "zeroline": False}
        data.append({**where, "mode": "lines", "hoverinfo": "skip", "line": {"width": 3, "color": "@prevu"},
                     "x": [x for pair in zip(first, last) for x in (*pair, None)],
                     "y": [y for row in range(rows) for y in (row, row, None)]})
        for counts, token, symbol, size in ((first, "autorise", "circle-open", 15), (last, "prevu", "circle", 9)):
            data.append({**where, "mode": "markers", "x": counts, "y": list(range(rows)), "cliponaxis": False,
                         "marker": {"symbol": symbol, "size": size, "color": "@" + token},
                         "customdata": [[f"a:{row}:{panel}"] for row in range(rows)],
                         "text": [f"Modalité {row}" for row in range(rows)], "hovertemplate": "%{text}<extra></extra>"})
    return {"data": data, "layout": layout}

FIGURES = {f"Activité {number}": dumbbell(number) for number in range(1, 5)}

def chart():
    name = st.selectbox("Activité", list(FIGURES), filter_mode=None)
    st.button("Relancer")
    if st.button("Oublier"):
        forget("essai")
    said = figure("essai", FIGURES, shown=name, height=900, alt=f"{name} : quatre panneaux de 35 lignes.")
    st.session_state["tour"] = st.session_state.get("tour", 0) + 1
    st.html(f"<p class='dit'>{said.reference}|{said.clicked}|{st.session_state['tour']}</p>")

def other():
    st.html("<p class='autre'>Autre page</p>")

pages = [st.Page(chart, title="Graphique", default=True), st.Page(other, title="Autre", url_path="autre")]
here = st.navigation(pages, position="hidden")
for page in pages:
    st.page_link(page)
here.run()
st.html("<footer class='pied'>Fin</footer>")
"""


class PageServer(Server):
    """A page served by Streamlit with the settings of the application and its library of charts."""

    page = PAGE

    def __init__(self, folder: Path, *, base: str = "") -> None:
        (folder / "page.py").write_text(self.page, "utf-8")
        (folder / ".streamlit").symlink_to(ROOT / ".streamlit")
        (folder / "static").mkdir()
        shutil.copy(ROOT / "static" / "plotly-basic.min.js", folder / "static")
        self.port, self.log = free_port(), folder / "journal.txt"
        self.url = f"http://127.0.0.1:{self.port}{base}"
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "page.py",
            "--server.port",
            str(self.port),
            "--server.baseUrlPath",
            base,
        ]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """In the place of the application: `open_page` opens the page above."""
    server = PageServer(tmp_path_factory.mktemp("figure"))
    yield server
    server.stop()


@pytest.fixture
def chart(open_page):
    """`chart()`: the page, drawn, its calls of Plotly counted from now on."""

    def draw(path: str = "/", **options):
        page = open_page(path, **options)
        page.wait_for_selector(DRAWN)
        page.evaluate("""() => {
          window.draws = [];
          for (const name of ["newPlot", "react", "relayout", "purge"]) {
            const kept = Plotly[name];
            Plotly[name] = (...given) => { window.draws.push(name); return kept(...given); };
          }
        }""")
        settle(page)
        return page

    return draw


def draws(page) -> list[str]:
    return page.evaluate("draws")


def painted(page) -> int:
    return int(page.locator(".figure-dessin").get_attribute("data-peint"))


def wait_heard(page, text: str) -> None:
    page.wait_for_function("(text) => document.querySelector('.dit')?.innerText.startsWith(text)", arg=text)


def choose(page, name: str) -> None:
    page.get_by_role("combobox", name="Activité").click()
    page.get_by_role("option", name=name).click()
    page.get_by_role("img", name=name).wait_for()
    settle(page)


def click_mark(page, *, panel: int, row: int) -> None:
    """On the filled dot of a row: Plotly listens to the place, not to the mark."""
    dot = page.locator(".figure .subplot").nth(panel).locator(".trace").last.locator("path.point").nth(row)
    page.mouse.move(0, 0)
    page.evaluate("document.querySelector('.figure .cliquable')?.classList.remove('cliquable')")
    dot.scroll_into_view_if_needed()
    settle(page)
    box = dot.bounding_box()
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*place)
    page.wait_for_selector(".figure .cliquable")
    page.mouse.click(*place)


def test_figure_is_drawn_once_whole_and_named(chart):
    page = chart()
    assert page.locator(".figure .subplot").count() == 4
    assert page.locator(".figure path.point").count() == 35 * 4 * 2
    assert page.get_by_role("img", name="Activité 1 : quatre panneaux de 35 lignes.").bounding_box()["height"] == 900
    assert painted(page) == 1
    assert page.locator(".figure :is(.modebar-btn, .plotly-notifier)").count() == 0
    assert page.evaluate("performance.getEntriesByName('figure:essai').length") == 1


def test_one_change_is_one_react_and_one_repaint_of_the_same_div(chart):
    page = chart()
    page.evaluate("document.querySelector('.figure-dessin').same = true")
    choose(page, "Activité 2")
    choose(page, "Activité 3")
    assert draws(page) == ["react", "react"]
    assert painted(page) == 3
    assert page.evaluate("document.querySelector('.figure-dessin').same") is True
    assert page.evaluate("document.querySelectorAll('script[src*=plotly-basic]').length") == 1


def test_equal_run_sends_and_redraws_nothing(chart):
    page = chart()
    frames = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda event: frames.append(len(event["response"]["payloadData"])))
    page.get_by_role("button", name="Relancer").click()
    wait_heard(page, "|False|2")
    settle(page)
    assert frames
    assert sum(frames) < 10_000
    assert (draws(page), painted(page)) == ([], 1)


def test_click_on_a_mark_reaches_python_once(chart):
    page = chart()
    click_mark(page, panel=2, row=30)
    wait_heard(page, "a:30:2|True")
    page.get_by_role("button", name="Relancer").click()
    wait_heard(page, "a:30:2|False")
    click_mark(page, panel=2, row=30)
    wait_heard(page, "a:30:2|True")
    assert (draws(page), painted(page)) == ([], 1)


def test_click_made_before_an_order_arrives_does_not_undo_it(chart):
    page = chart()
    click_mark(page, panel=0, row=33)
    wait_heard(page, "a:33:0|True")
    page.get_by_role("button", name="Oublier").click()
    wait_heard(page, "|False")
    page.evaluate("""() => {
      const { figure } = document.querySelector("[data-figure]");
      figure.send("choix", { reference: "a:33:0", version: 0, clic: 1 });
    }""")
    wait_heard(page, "|False|4")
    click_mark(page, panel=0, row=33)
    wait_heard(page, "a:33:0|True")
    assert draws(page) == []


def test_choice_and_drawing_come_back_with_the_page(chart):
    page = chart()
    click_mark(page, panel=0, row=33)
    wait_heard(page, "a:33:0|True")
    page.get_by_role("link", name="Autre").click()
    page.wait_for_selector(".autre")
    page.wait_for_function("draws.includes('purge')")
    page.get_by_role("link", name="Graphique").click()
    page.wait_for_selector(DRAWN)
    wait_heard(page, "a:33:0|False")
    assert draws(page) == ["purge", "react"]


def test_theme_switch_repaints_text_lines_and_marks(chart):
    page = chart(color_scheme="light")
    assert page.evaluate(INK) == "rgb(23, 33, 43)"
    assert page.evaluate(DOTS) == "rgb(27, 79, 122)"
    assert page.evaluate(GRID) == "rgb(23, 33, 43)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{INK} === 'rgb(238, 242, 243)'")
    assert page.evaluate(DOTS) == "rgb(127, 177, 212)"
    assert page.evaluate(GRID) == "rgb(238, 242, 243)"
    assert (draws(page), painted(page)) == (["react"], 2)


def test_drawing_follows_the_width_without_looping(chart):
    page = chart()
    page.set_viewport_size({"width": 600, "height": 900})
    page.wait_for_function("draws.length > 0")
    settle(page)
    boxes = [page.locator(place).first.bounding_box() for place in (".figure .main-svg", ".figure")]
    assert boxes[0]["width"] == boxes[1]["width"]
    count = len(draws(page))
    assert count <= 3
    settle(page, 300)
    assert draws(page) == ["relayout"] * count


def test_hidden_figure_is_drawn_when_it_is_seen(chart):
    page = chart()
    page.evaluate("document.querySelector('.figure').parentElement.style.display = 'none'")
    page.get_by_role("combobox", name="Activité").click()
    page.get_by_role("option", name="Activité 2").click()
    page.wait_for_function("document.querySelector('.figure-dessin').ariaLabel.startsWith('Activité 2')")
    settle(page)
    assert draws(page) == []
    page.evaluate("document.querySelector('.figure').parentElement.style.display = ''")
    page.wait_for_function("draws.length > 0")
    settle(page)
    assert draws(page) == ["react"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_tab_skips_the_chart(chart, scheme):
    page = chart(color_scheme=scheme)
    assert serious(page) == []
    page.get_by_role("button", name="Oublier").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body")
    assert page.locator(".figure [tabindex]").count() == 0


@pytest.mark.parametrize("landscape", [False, True])
def test_figure_fits_the_sheet(chart, landscape):
    """The drawing of the screen, 704 px by 900, on a sheet where it would be cut."""
    page = chart()
    width, height = (850, 600) if landscape else (600, 850)
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('[data-figure]').figure.resize.disconnect()")  # silent while printing
    page.set_viewport_size({"width": width, "height": height})
    settle(page)
    boxes = [svg.bounding_box() for svg in page.locator(".figure .main-svg").all()]
    assert boxes[0]["width"] <= width
    assert boxes[0]["height"] <= height
    assert boxes == [boxes[0]] * len(boxes)


def test_cleanup_of_an_overtaken_call_leaves_the_drawing(chart):
    """Streamlit cleans up a call whose data changed before it answered, even after the newer call."""
    page = chart()
    left = page.evaluate(
        """async (source) => {
      const { default: mount } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
      const parentElement = document.querySelector(".figure").parentElement.appendChild(document.createElement("div"));
      parentElement.innerHTML = '<div class="figure" data-figure></div>';
      const data = { cle: "seul", figure: { data: [{ y: [1, 2] }], layout: {} }, hauteur: 200, alt: "", version: 0 };
      const leaves = [mount({ data, parentElement }), mount({ data: { ...data }, parentElement })];
      await new Promise((done) => setTimeout(done, 300));
      return leaves.map((leave) => { leave(); return parentElement.querySelectorAll(".main-svg").length; });
    }""",
        (ROOT / "components" / "figure" / "figure.js").read_text("utf-8"),
    )
    assert left[0] > 0
    assert left[1] == 0


@pytest.mark.parametrize("status", [404, 200])
def test_sentence_replaces_a_chart_whose_library_is_missing(browser, server, status):
    page = new_context(browser).new_page()
    page.route(
        "**/plotly-basic.min.js*", lambda route: route.fulfill(status=status, body="", content_type="text/javascript")
    )
    page.goto(server.url)
    said = page.get_by_role("status").filter(has_text="Le graphique n'a pas pu être dessiné")
    said.wait_for()
    assert "Le tableau ci-dessous dit la même chose." in said.inner_text()
    assert page.locator(".figure [role=img]").is_hidden()
    assert serious(page) == []
    page.unroute("**/plotly-basic.min.js*")
    page.get_by_role("button", name="Recharger la page").click()
    page.wait_for_selector(DRAWN)
    assert said.count() == 0
    page.context.close()


def test_sentence_goes_when_the_library_comes_at_last(browser, server):
    page = new_context(browser).new_page()
    page.route("**/plotly-basic.min.js*", lambda route: route.abort())
    page.goto(server.url)
    page.get_by_text("Le graphique n'a pas pu être dessiné").wait_for()
    page.unroute("**/plotly-basic.min.js*")
    choose(page, "Activité 2")
    page.wait_for_selector(DRAWN)
    assert page.get_by_text("Le graphique n'a pas pu être dessiné").count() == 0
    page.context.close()


def test_library_is_found_below_a_base_path(open_page, tmp_path):
    server = PageServer(tmp_path, base="/outil")
    try:
        page = open_page("/autre", base=server.url)
        page.get_by_role("link", name="Graphique").click()
        page.wait_for_selector(DRAWN)
    finally:
        server.stop()
