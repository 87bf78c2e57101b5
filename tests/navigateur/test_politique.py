"""The policy of our pages, kept by a real browser: nothing of ours breaks it, and what is not ours does not run."""

from __future__ import annotations

import pytest

from views.pages import PAGES

pytestmark = pytest.mark.navigateur

_TOLD = """addEventListener("securitypolicyviolation", (event) => {
  (window.__refuse ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
})"""
_KNOWN = {"script-src wasm-eval"}
"""What Streamlit tries and does without: numbers of 64 bits by WebAssembly, else by JavaScript."""


def refused(page) -> set[str]:
    return set(page.evaluate("window.__refuse ?? []")) - _KNOWN


@pytest.mark.parametrize("path", [f"/{page.path}" for page in PAGES.values()])
def test_no_page_breaks_its_policy(open_alone, path: str) -> None:
    page = open_alone("/")
    page.add_init_script(_TOLD)
    page.goto(page.url.rstrip("/") + path)
    page.get_by_role("heading", level=1).wait_for()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").last.wait_for()
    page.keyboard.press("Escape")
    assert refused(page) == set()


def test_a_script_that_is_not_of_the_page_does_not_run(open_alone) -> None:
    page = open_alone("/carte")
    page.evaluate(_TOLD)
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.__etrangere = true";
      document.body.append(script);
      const piege = "<button id='piege' onclick='window.__etrangere = true'>x</button>";
      document.body.insertAdjacentHTML("beforeend", piege);
      document.getElementById("piege").click();
    }""")
    page.wait_for_function("(window.__refuse ?? []).length >= 2")
    assert page.evaluate("window.__etrangere") is None
    assert {entry.split()[0] for entry in refused(page)} == {"script-src-elem", "script-src-attr"}
