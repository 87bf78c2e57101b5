"""What comes on the line at a first visit and at a second one, counted between the browser and the server."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.navigateur.conftest import shown

pytestmark = pytest.mark.navigateur

FIRST, SECOND = 1_000_000, 150_000
"""Bytes of a first visit of the map (1.2 MB at most are wanted), and of a second one."""

TEXTS = ("javascript", "css", "html", "json", "svg")


def answers_of(page) -> list:
    """Every answer of the server to a page from now on, those of its own memory aside."""
    answers: list = []
    page.on("response", lambda answer: answers.append(answer) if answer.url.startswith("http") else None)
    return answers


def path_of(answer) -> str:
    return urlsplit(answer.url).path


def test_a_first_visit_is_light_and_a_second_one_asks_again_what_may_have_changed(open_fresh, relay):
    page = open_fresh("/accessibilite", base=relay.url)  # the context, whose cache is emptied
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    answers, before = answers_of(page), relay.received
    shown(page, relay.url + "/carte")
    page.wait_for_selector(".carte-svg path[data-dep]")
    first = relay.received - before
    assert 300_000 < first < FIRST
    for answer in answers:
        kind, told = answer.headers.get("content-type", ""), answer.headers
        if any(text in kind for text in TEXTS) and int(told.get("content-length", 0)) > 400:
            assert told.get("content-encoding") == "gzip", answer.url
        if "/static/" in answer.url:
            hashed = "?v=" in answer.url or path_of(answer).startswith("/static/")
            icons = "MaterialSymbols" in answer.url
            kept = "immutable" if hashed and not icons else "no-cache"
            assert kept in told["cache-control"], answer.url
            assert told["etag"], answer.url
    scripts = [path for path in map(path_of, answers) if path.startswith("/static/js/")]
    assert scripts == [], "a script of Streamlit that the one file should hold (shell/assets.py, CHUNKS)"
    assert [path for path in map(path_of, answers) if "SourceSans" in path] == []

    before = relay.received
    shown(page, relay.url + "/carte")
    assert relay.received - before < SECOND


@pytest.mark.parametrize("path", ["/carte", "/app/static/favicon.svg", "/static/css/index.css"])
def test_what_the_browser_holds_is_answered_304(open_alone, path):
    page = open_alone("/accessibilite")
    if path.endswith("index.css"):
        path = page.evaluate("document.querySelector('link[rel=stylesheet]').getAttribute('href')")
    statuses = page.evaluate(
        """async (path) => {
          const first = await fetch(path, { cache: "no-store" });
          const headers = { "If-None-Match": first.headers.get("etag") };
          const again = await fetch(path, { cache: "no-store", headers });
          return [first.status, again.status];
        }""",
        path,
    )
    assert statuses == [200, 304]
