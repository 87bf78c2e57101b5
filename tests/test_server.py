"""What the server adds to Streamlit: French pages, an answer to unknown addresses, a free port."""

import asyncio
import html
import json
import socket
import sys
from typing import Any

import pytest

from loaders.dataset import Dataset
from shell.server import ROOT, FrenchPages, is_unknown_page, page_names
from shell.service.start import main, refusal
from tests.asgi import ask
from views.pages import PAGES

PAGE = (
    b'<!doctype html><html lang="en"><head><title>Streamlit</title><link href="./favicon.png"></head>'
    b"<body><noscript>You need to enable JavaScript to run this app.</noscript></body></html>"
)


def app_that_sends(body: bytes, *, kind: str = "text/html; charset=utf-8", status: int = 200, chunks: int = 1) -> Any:
    """A tiny ASGI application: one answer, in `chunks` parts, with a length, an etag and a header of its own."""

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()),
                   (b"etag", b'"old"'), (b"x-own", b"1")]  # fmt: skip
        await send({"type": "http.response.start", "status": status, "headers": headers})
        size = -(-len(body) // chunks)
        for number in range(chunks):
            part = body[number * size : (number + 1) * size]
            await send({"type": "http.response.body", "body": part, "more_body": number < chunks - 1})

    return app


def get(app: Any, path: str) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body of one request through FrenchPages."""
    messages: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(FrenchPages(app)(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return messages[0]["status"], dict(messages[0]["headers"]), body


@pytest.mark.parametrize("path", ["/", "/carte", "/sources", "/carte/"])
@pytest.mark.parametrize("chunks", [1, 7])
def test_first_page_is_french_with_its_true_length(path: str, chunks: int, dataset: Dataset) -> None:
    status, headers, body = get(app_that_sends(PAGE, chunks=chunks), path)
    assert status == 200
    assert b'<html lang="fr">' in body
    assert f"<title>{dataset.jeu['titre'].iloc[0]}</title>" in html.unescape(body.decode())
    assert b"app/static/cadre.js" in body and b"app/static/favicon.svg" in body
    assert body.index(b"attente.js") < body.index(b"liaison.js") < body.index(b"cadre.js")
    assert b"Activez JavaScript" in body and b"JavaScript to run" not in body
    assert headers[b"content-length"] == str(len(body)).encode()
    assert headers[b"etag"] != b'"old"'
    assert headers[b"x-own"] == b"1"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/media/x.js", "text/javascript"), ("/_stcore/health", "text/plain"), ("/", "application/json")],
)
def test_answer_that_is_not_html_is_untouched(path: str, kind: str) -> None:
    status, headers, body = get(app_that_sends(PAGE, kind=kind, chunks=3), path)
    assert (status, body) == (200, PAGE)
    assert headers[b"etag"] == b'"old"'
    assert headers[b"content-length"] == str(len(PAGE)).encode()


def test_dialogs_of_the_framework_are_switched_off_in_what_it_asks_of_its_host() -> None:
    answer = b'{"allowedOrigins": ["https://x.fr"], "blockErrorDialogs": false}'
    _, headers, body = get(app_that_sends(answer, kind="application/json", chunks=2), "/carte/_stcore/host-config")
    assert json.loads(body) == {"allowedOrigins": [], "blockErrorDialogs": True}
    assert headers[b"content-length"] == str(len(body)).encode()


@pytest.mark.parametrize(
    ("status", "words"), [(500, "n'a pas pu répondre"), (404, "Rien n'est servi"), (418, "lit pas")]
)
def test_what_the_framework_refuses_is_said_in_our_words(status: int, words: str) -> None:
    for path in ("/", "/media/x.csv"):
        told, headers, body = get(app_that_sends(PAGE, status=status, chunks=2), path)
        assert told == status and words in html.unescape(body.decode()) and b"Streamlit" not in body
        assert headers[b"content-length"] == str(len(body)).encode()


def test_the_page_is_whole_whatever_part_is_asked_and_its_head_is_that_of_the_page() -> None:
    asked: list[dict[str, Any]] = []
    inner = app_that_sends(PAGE)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope)
        await inner(scope, receive, send)

    whole = ask(FrenchPages(app), "/carte", range="bytes=0-3", if_none_match='"old"')
    head = ask(FrenchPages(app), "/carte", method="HEAD")
    assert {one["method"] for one in asked} == {"GET"} and not {b"range", b"if-none-match"} & set(
        dict(asked[0]["headers"])
    )
    assert (head.body, head.headers["etag"]) == (b"", whole.headers["etag"])
    assert int(head.headers["content-length"]) == len(whole.body)


@pytest.mark.parametrize(
    "path", ["/inconnue", "/carte/inconnue", "/Carte", "/cartes", "/static/js/absent.js", "/app/static/absent.js",
             "/robots.txt", "/_stcore/agent/openapi.json", "/_stcore/inconnu", "/_stcore//metrics", "/vendor/x",
             "/component/x/index.html", "/x/app/recherche.json", "/app/static", f"/app/static/{'a' * 300}"],
)  # fmt: skip
def test_unknown_address_is_answered_in_french(path: str) -> None:
    status, headers, body = get(app_that_sends(PAGE), path)
    text = html.unescape(body.decode())
    assert status == 404
    assert '<html lang="fr">' in text
    assert "Cette page n'existe pas" in text
    assert 'href="/carte"' in text and 'href="/"' in text
    assert headers[b"content-length"] == str(len(body)).encode()


@pytest.mark.parametrize(
    "path", ["/", "/carte", "/sources", "/_stcore/stream", "/carte/_stcore/host-config", "/app/static/cadre.js",
             "/carte/app/static/cadre.js", "/media/x.csv", "/favicon.png"],
)  # fmt: skip
def test_page_or_system_address_passes(path: str) -> None:
    assert not is_unknown_page(path)


def test_websocket_passes_untouched() -> None:
    seen: list[str] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["path"])

    asyncio.run(FrenchPages(app)({"type": "websocket", "path": "/inconnue"}, None, None))
    assert seen == ["/inconnue"]


def test_pages_that_answer_are_the_scripts() -> None:
    scripts = {path.stem for path in (ROOT / "pages").glob("[!_]*.py")}
    assert set(page_names()) == {"", *scripts}
    assert all((ROOT / page.script).is_file() for page in PAGES.values())


def test_compression_is_not_asked_for_the_page_but_is_for_files() -> None:
    asked: dict[str, Any] = {}

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        asked[scope["path"]] = dict(scope["headers"])

    headers = [(b"accept-encoding", b"gzip"), (b"accept", b"text/html")]
    for path in ("/carte", "/app/static/cadre.js"):
        asyncio.run(FrenchPages(app)({"type": "http", "path": path, "headers": headers}, None, None))
    assert asked["/carte"] == {b"accept": b"text/html"}
    assert asked["/app/static/cadre.js"] == dict(headers)


@pytest.fixture
def busy_port() -> Any:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_port_of_another_program_is_refused(busy_port: int) -> None:
    reason = refusal("127.0.0.1", str(busy_port))
    assert f"Le port {busy_port} est déjà pris" in reason
    assert f"make run PORT={busy_port + 1}" in reason


def test_released_port_is_accepted() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
    assert refusal("127.0.0.1", str(port)) == ""


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "85.1"])
def test_port_that_is_none_is_refused(port: str) -> None:
    reason = refusal("127.0.0.1", port)
    assert reason.startswith(f"PORT={port} n'est pas un port")
    assert "make run PORT=8501" in reason


def test_address_of_another_machine_is_refused() -> None:
    reason = refusal("192.0.2.1", "8501")
    assert reason.startswith("HOST=192.0.2.1 avec PORT=8501")
    assert "HOST=127.0.0.1" in reason


def test_busy_port_is_said_in_one_line_with_status_2(
    busy_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["server", "--port", str(busy_port)])
    assert main() == 2
    assert capsys.readouterr().err.splitlines() == [refusal("127.0.0.1", str(busy_port))]
