"""Each page loaded as a reader loads it: nothing moves, nothing breaks its policy, Streamlit comes in the one file."""

from __future__ import annotations

import pytest

from tests.navigateur.conftest import SCREEN
from tests.navigateur.reading import settle
from views.pages import PAGES

pytestmark = pytest.mark.navigateur
PHONE = {"width": 390, "height": 844}
BARE = tuple(f"/{page.path}" for page in PAGES.values())
"""Every page, without a parameter."""
DRAWN = ("/carte?departement=48", "/territoire?departement=09", "/ecarts", "/defis", "/scenario?engagement=3",
         "/sources", "/", "/ecarts?activite=smr", "/recherche?q=dialyse", "/accessibilite")  # fmt: skip
"""Where nothing may move."""
NOTED = """window.decalages = [];
window.__refuse = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.decalages.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
addEventListener("securitypolicyviolation", (event) => {
  window.__refuse.push(`${event.violatedDirective} ${event.blockedURI}`);
});"""
KNOWN = {"script-src wasm-eval"}
"""What Streamlit tries and does without: numbers of 64 bits by WebAssembly, else by JavaScript."""
ALONE = ("/importer",)
"""Pages that fetch a control of Streamlit by itself: the field of a file is on no other."""
ASKED = "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)"


@pytest.fixture(scope="module")
def page(fresh):
    """A tab that notes what moves and what is refused, from the first script of a page on."""
    page = fresh.new_page()
    page.add_init_script(NOTED)
    return page


def loaded(page, url: str) -> float:
    """How much moved from the first drawing of a page to the last."""
    page.goto(url)
    page.wait_for_selector("footer.pied")
    settle(page)
    return page.evaluate("window.decalages.reduce((sum, one) => sum + one, 0)")


def refused(page) -> set[str]:
    return set(page.evaluate("window.__refuse")) - KNOWN


@pytest.mark.parametrize("path", dict.fromkeys((*BARE, *DRAWN)))
def test_a_page_loads_still_within_its_policy_and_from_one_file(page, server, path: str) -> None:
    page.set_viewport_size(SCREEN)
    shifts = {"screen": loaded(page, server.url + path)}
    asked = page.evaluate(ASKED)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").last.wait_for()
    page.keyboard.press("Escape")
    assert refused(page) == set()
    alone = [name for name in asked if name.startswith("/static/js/")]
    assert path in ALONE or alone == [], "a script that the one file should hold (shell/assets.py, CHUNKS)"
    if path in DRAWN:
        page.set_viewport_size(PHONE)
        shifts["phone"] = loaded(page, server.url + path)
        assert {size: value for size, value in shifts.items() if value > 0.05} == {}


def test_a_script_that_is_not_of_the_page_does_not_run(page, server) -> None:
    page.goto(server.url + "/carte")
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("""() => {
      window.__refuse.length = 0;
      const script = document.createElement("script");
      script.textContent = "window.__etrangere = true";
      document.body.append(script);
      const piege = "<button id='piege' onclick='window.__etrangere = true'>x</button>";
      document.body.insertAdjacentHTML("beforeend", piege);
      document.getElementById("piege").click();
    }""")
    page.wait_for_function("window.__refuse.length >= 2")
    assert page.evaluate("window.__etrangere") is None
    assert {entry.split()[0] for entry in refused(page)} == {"script-src-elem", "script-src-attr"}


def test_what_a_page_asks_of_another_machine_is_noted_and_not_given(page, way_out) -> None:
    """The control: without it, no test would say that a page asks nothing outside."""
    page.goto("about:blank")
    told = page.evaluate("fetch('http://exemple.invalid/image').then(() => 'donné', () => 'refusé')")
    asked, way_out.asked[:] = set(way_out.asked), []
    assert (told, asked) == ("refusé", {"GET http://exemple.invalid/image HTTP/1.1"})
