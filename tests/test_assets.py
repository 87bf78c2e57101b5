"""Files that the browser asks first: compressed, kept by their print, asked again otherwise; Streamlit's in one."""

from __future__ import annotations

import ast
import asyncio
import gzip
import json
import re
from typing import Any

import pytest

from shell.assets import ASKED_AGAIN, CHUNKS, FRAMEWORK, IMMUTABLE, OURS, Assets, bundle_name, bundled, held, named
from shell.server import FrenchPages
from tests.test_conventions import ROOT

INDEX = next(path.name for path in (FRAMEWORK / "static" / "css").glob("index.*.css"))
ICONS = next(path.name for path in (FRAMEWORK / "static" / "media").glob("MaterialSymbols-Rounded.*"))
GZIP = {"accept-encoding": "gzip, deflate, br"}
SCRIPTS = [*OURS.glob("*.js"), *OURS.glob("*.svg"), OURS / "polices" / "polices.css"]


async def inner(_scope: Any, _receive: Any, send: Any) -> None:
    """The application behind: it only says that it was asked."""
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"inner"})


def get(address: str, method: str = "GET", app: Any = inner, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request through Assets."""
    messages: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    path, _, query = address.partition("?")
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": sent}
    asyncio.run(Assets(app)(scope, None, send))
    told = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return messages[0]["status"], told, b"".join(message.get("body", b"") for message in messages[1:])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_our_file_is_sent_compressed_and_whole(path: Any) -> None:
    name = path.relative_to(OURS).as_posix()
    status, told, body = get(f"/app/static/{name}", **GZIP)
    isbig = path.stat().st_size >= 400
    assert status == 200
    assert (told.get("content-encoding") == "gzip") is isbig
    assert (gzip.decompress(body) if isbig else body) == path.read_bytes()
    assert told["content-length"] == str(len(body))
    assert told["cache-control"] == ASKED_AGAIN
    assert (told.get("vary") == "Accept-Encoding") is isbig
    assert get(f"/app/static/{name}")[2] == path.read_bytes()


@pytest.mark.parametrize("offer", ["identity", "gzip;q=0", "br", "gzip;q=0.0, *;q=0"])
def test_a_reader_that_takes_no_gzip_gets_the_plain_file(offer: str) -> None:
    _, told, body = get("/app/static/cadre.js", accept_encoding=offer)
    assert "content-encoding" not in told
    assert body == (OURS / "cadre.js").read_bytes()
    assert told["vary"] == "Accept-Encoding"


def test_fonts_are_not_compressed_again() -> None:
    _, told, body = get("/app/static/polices/territoires-sans.woff2", **GZIP)
    assert "content-encoding" not in told
    assert told["content-type"] == "font/woff2"
    assert body == (OURS / "polices" / "territoires-sans.woff2").read_bytes()


@pytest.mark.parametrize("name", ["cadre.js", "favicon.svg", "polices/territoires-serif.woff2"])
def test_what_is_held_already_is_answered_304(name: str) -> None:
    _, told, _ = get(f"/app/static/{name}", **GZIP)
    for known in (told["etag"], f"W/{told['etag']}", f'"other", {told["etag"]}', "*"):
        status, again, body = get(f"/app/static/{name}", if_none_match=known, **GZIP)
        assert (status, body) == (304, b"")
        assert again["etag"] == told["etag"]
        assert again["cache-control"] == ASKED_AGAIN
    assert get(f"/app/static/{name}", if_none_match='"other"', **GZIP)[0] == 200


def test_compressed_and_plain_bytes_have_two_marks() -> None:
    assert get("/app/static/cadre.js")[1]["etag"] != get("/app/static/cadre.js", **GZIP)[1]["etag"]


def test_a_name_with_the_print_of_its_content_never_changes_and_another_print_is_not_believed() -> None:
    assert get(f"/app/static/{named('cadre.js')}", **GZIP)[1]["cache-control"] == IMMUTABLE
    assert get("/app/static/cadre.js?v=0123456789abcdef", **GZIP)[1]["cache-control"] == ASKED_AGAIN
    assert get(f"/static/css/{INDEX}", **GZIP)[1]["cache-control"] == IMMUTABLE


def test_a_file_that_changes_is_read_again(tmp_path: Any) -> None:
    path = tmp_path / "x.js"
    path.write_text("un" * 300)
    first = held(path)
    path.write_text("deux" * 300)
    assert held(path).plain() == b"deux" * 300
    assert held(path).mark != first.mark


def test_what_draws_a_component_is_given_and_nothing_else_of_its_folder() -> None:
    drawn = (ROOT / "components" / "grille" / "grille.js").read_bytes()
    assert get("/app/composants/grille/grille.js")[::2] == (200, drawn)
    assert get("/app/composants/grille/__init__.py")[::2] == (299, b"inner")
    assert get("/app/composants/../shell/frame.css")[::2] == (299, b"inner")


def test_head_tells_the_length_and_sends_nothing() -> None:
    body = get("/app/static/cadre.js", **GZIP)[2]
    status, again, nothing = get("/app/static/cadre.js", method="HEAD", **GZIP)
    assert (status, nothing, again["content-length"]) == (200, b"", str(len(body)))


@pytest.mark.parametrize(
    ("address", "method", "headers"),
    [
        ("/app/static/cadre.js", "GET", {"range": "bytes=0-9"}),
        ("/app/static/cadre.js", "OPTIONS", {}),
        ("/app/static/nothing.js", "GET", {}),
        ("/app/static/../shell/server.py", "GET", {}),
        ("/app/static//etc/passwd", "GET", {}),
        ("/app/static/polices", "GET", {}),
        ("/static/js/a\0.js", "GET", {}),
        ("/static/media/x.woff2", "GET", {}),
        ("/static/lot.0000000000000000.js", "GET", {}),
        ("/carte", "GET", {}),
        ("/media/x.js", "GET", {}),
    ],
)
def test_what_it_does_not_know_is_left_to_streamlit(address: str, method: str, headers: dict[str, str]) -> None:
    assert get(address, method=method, **headers)[::2] == (299, b"inner")


def test_the_whole_font_of_icons_is_never_sent_and_the_small_one_names_each_icon_that_may_show() -> None:
    status, told, body = get(f"/static/media/{ICONS}", **GZIP)
    assert (status, told["cache-control"], told["content-type"]) == (200, ASKED_AGAIN, "font/woff2")
    assert len(body) < 8_000
    module = ast.parse((ROOT / "data" / "polices.py").read_text("utf-8"))
    texts = {ast.unparse(node.targets[0]): node.value for node in module.body if isinstance(node, ast.Assign)}
    icons = set(ast.literal_eval(texts["ICONS"]).split())
    named_by = {icon for name in bundled() for icon in re.findall(r":material/(\w+)", script(name))}
    assert named_by <= icons


def script(name: str) -> str:
    return (FRAMEWORK / "static" / "js" / name).read_text("utf-8")


def test_one_file_holds_the_scripts_of_the_page_and_all_that_they_import() -> None:
    page = (FRAMEWORK / "index.html").read_text("utf-8")
    assert set(re.findall(r'"\./static/js/([\w.-]+)"', page)) <= set(bundled())
    assert bundled()[0] in re.search(r"<script type=.module.[^>]*>", page)[0]
    assert all(any(name.startswith(f"{chunk}.") for name in bundled()) for chunk in CHUNKS)
    for name in bundled():
        assert set(re.findall(r'from"\./([\w.-]+)"', script(name))) <= set(bundled())
        assert not re.search(r"""\bfrom[`'](?!\s)|\bimport'""", script(name)), "an import that the reader would miss"
    status, told, body = get(f"/static/{bundle_name()}", **GZIP)
    assert (status, told["cache-control"], told["content-encoding"]) == (200, IMMUTABLE, "gzip")
    sent = gzip.decompress(body).decode()
    held_there = sent[sent.index(f'{{"{bundled()[0]}') : sent.rindex(")")]
    assert json.loads(held_there) == {name: script(name) for name in bundled()}
    assert len(body) < 650_000


async def framework_page(_scope: Any, _receive: Any, send: Any) -> None:
    """The page of Streamlit, as it lies on the disk."""
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-cache")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": (FRAMEWORK / "index.html").read_bytes()})


def test_the_page_asks_for_one_script_of_streamlit_and_for_names_with_prints() -> None:
    status, told, packed = get("/carte", app=FrenchPages(framework_page), **GZIP)
    page = gzip.decompress(packed).decode()
    assert (status, told["cache-control"], told["vary"]) == (200, f"private, {ASKED_AGAIN}", "Accept-Encoding")
    assert re.findall(r'src="\./static/([^"]+)"', page) == [bundle_name()]
    assert "modulepreload" not in page and "SourceSans" not in page
    asked = re.findall(r'(?:src|href)="\./(app/static/[^"]+)"', page)
    fonts = re.findall(r'url\("\./(app/static/[^"]+)"\)', page)
    assert len(asked) == 13 and set(fonts) <= set(asked)
    for address in asked:
        kept = get(f"/{address}", **GZIP)[1]["cache-control"]
        assert kept == (ASKED_AGAIN if address.endswith(".svg") else IMMUTABLE), address
    assert page.count("</head>") == 1 and "&lt;" not in page
    again = get("/carte", app=FrenchPages(framework_page), if_none_match=told["etag"], **GZIP)
    assert (again[0], again[2]) == (304, b"")
