"""The first layer of the server: who may ask what, how often and how much; what every answer says of itself."""

from __future__ import annotations

import asyncio
import html
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from shell.service import guard as guards
from shell.service import journal, limits
from shell.service.answers import kind_of
from shell.service.frames import Frames
from shell.service.guard import Guard
from shell.service.headers import NONCE
from shell.service.limits import Bucket
from shell.service.options import Options
from tests.asgi import ask, forbid_look_ups, knock, scope_of
from views.pages import PAGES

OPTIONS = Options(hotes=("territoires.exemple.fr",), mandataires=("192.0.2.1",))


class Inner:
    """What stands behind the guard: answers 200 with what it read, accepts every websocket, and remembers both."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.told: dict[str, str] = {}
        self.nonce = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        self.told = {name.decode(): value.decode() for name, value in scope["headers"]}
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await receive()
            return
        self.nonce = scope[NONCE]
        size = 0
        while True:
            message = await receive()
            size += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        headers = [(b"content-type", b"text/plain"), (b"access-control-allow-origin", b"*")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": str(size).encode()})


@pytest.fixture(autouse=True)
def no_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is looked up, whatever is asked: neither by us nor by what stands behind."""
    forbid_look_ups(monkeypatch)


@pytest.fixture
def inner() -> Inner:
    return Inner()


@pytest.fixture
def guard(inner: Inner) -> Guard:
    return Guard(inner, OPTIONS)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8501", "localhost", "LOCALHOST:9", "[::1]:8501", "territoires.exemple.fr",
             "Territoires.Exemple.fr:80", "territoires.exemple.fr."],
)  # fmt: skip
def test_a_known_host_is_answered(guard: Guard, host: str) -> None:
    assert ask(guard, "/carte", host=host).status == 200
    assert knock(guard, host=host, origin=f"http://{host}")[0]["type"] == "websocket.accept"


def test_streamlit_is_told_a_host_and_an_origin_that_it_compares_without_a_look_up(guard: Guard, inner: Inner) -> None:
    knock(guard, host="LOCALHOST:9", origin="https://localhost:9")
    assert inner.told["origin"] == "http://LOCALHOST:9" and inner.told["host"] == "LOCALHOST:9"
    knock(
        guard,
        client="192.0.2.1",
        host="interne:1",
        x_forwarded_host="territoires.exemple.fr",
        origin="https://territoires.exemple.fr",
    )
    assert inner.told["origin"] == "http://territoires.exemple.fr" and inner.told["host"] == "territoires.exemple.fr"


@pytest.mark.parametrize(
    "host", ["autre.exemple", "territoires.exemple.fr.autre.exemple", "127.0.0.1.autre.exemple", "a@127.0.0.1", "",
             "127.0.0.1:x", "localhost/x", "[::1", "192.0.2.9"],
)  # fmt: skip
def test_another_host_is_refused_in_french(guard: Guard, inner: Inner, host: str) -> None:
    answer = ask(guard, "/carte", host=host)
    assert answer.status == 400 and "«hotes»" in answer.text and '<html lang="fr">' in answer.text
    assert knock(guard, host=host)[0]["type"] == "websocket.close"
    assert inner.asked == []


def test_the_address_on_which_a_connection_came_is_a_known_host(inner: Inner) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await Guard(inner, OPTIONS)({**scope, "server": ("10.1.2.3", 8501)}, receive, send)

    assert ask(app, "/carte", host="10.1.2.3:8501").status == 200


@pytest.mark.parametrize(
    "origin", ["http://autre.exemple", "null", "http://127.0.0.1:9", "https://127.0.0.1.autre.exemple:8501", "",
               "http://[", "//", "http://[::1"]
)  # fmt: skip
def test_a_page_of_another_site_opens_no_session_and_sends_nothing(guard: Guard, inner: Inner, origin: str) -> None:
    assert [one["type"] for one in knock(guard, origin=origin)] == ["websocket.close"]
    for method in ("PUT", "POST", "DELETE"):
        answer = ask(guard, "/_stcore/upload_file/s/f", method=method, origin=origin)
        assert answer.status == 403 and "autre site" in answer.text
    assert ask(guard, "/app/seance.json", method="POST", origin=origin).status == 403
    assert inner.asked == []


def test_nobody_else_may_read_an_answer_nor_frame_a_page(guard: Guard) -> None:
    for path in ("/carte", "/carte.json", "/app/static/cadre.js", "/inconnue"):
        told = ask(guard, path, origin="http://autre.exemple").headers
        assert "access-control-allow-origin" not in told
        assert told["x-content-type-options"] == "nosniff" and told["referrer-policy"] == "same-origin"
        assert told["x-frame-options"] == "DENY" and "frame-ancestors 'none'" in told["content-security-policy"]
        assert "camera=()" in told["permissions-policy"]


def test_scripts_of_a_page_are_its_own(guard: Guard, inner: Inner) -> None:
    first = ask(guard, "/carte").headers["content-security-policy"]
    assert f"'nonce-{inner.nonce}'" in first and len(inner.nonce) >= 20
    scripts = next(part for part in first.split(";") if "script-src" in part)
    assert "unsafe" not in scripts
    assert ask(guard, "/carte").headers["content-security-policy"] != first


def test_a_page_that_the_browser_holds_keeps_its_policy() -> None:
    async def held(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 304, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    assert "content-security-policy" not in ask(Guard(held, OPTIONS), "/carte").headers


def test_sites_of_the_option_may_frame_the_tool(inner: Inner) -> None:
    told = ask(Guard(inner, Options(cadres=("https://intranet.exemple.fr",))), "/carte").headers
    assert "frame-ancestors https://intranet.exemple.fr" in told["content-security-policy"]
    assert "x-frame-options" not in told


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "FOO"])
@pytest.mark.parametrize(
    "path", ["/carte", "/carte.json", "/app/recherche.json", "/app/static/cadre.js", "/app/sante", "/x"]
)
def test_what_is_only_read_refuses_other_methods(guard: Guard, inner: Inner, path: str, method: str) -> None:
    answer = ask(guard, path, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert inner.asked == []


def test_a_long_address_and_private_measures_are_refused(guard: Guard, inner: Inner) -> None:
    assert ask(guard, "/carte", query="x" * guards.LONGEST).status == 414
    assert ask(guard, "/_stcore/metrics").status == 404
    assert inner.asked == []


def test_too_many_readers_are_told_to_wait_and_files_are_still_served(inner: Inner) -> None:
    full = Guard(inner, Options(sessions=1))
    full.open = 1
    page = ask(full, "/carte")
    assert page.status == 503 and page.headers["refresh"] == "10" and "réessaie d'elle-même" in html.unescape(page.text)
    assert knock(full, origin="http://127.0.0.1:8501") == [
        {"type": "websocket.close", "code": 1013, "reason": "complet"}
    ]
    assert ask(full, "/carte.json").status == 200
    full.open = 0
    assert ask(full, "/carte").status == 200


def test_a_place_is_given_back_when_a_page_leaves(inner: Inner) -> None:
    one = Guard(inner, Options(sessions=1))
    for _ in range(3):
        assert knock(one)[0]["type"] == "websocket.accept"
    assert one.open == 0


def test_many_requests_of_one_reader_are_slowed_and_those_of_another_are_not(inner: Inner) -> None:
    quick = Guard(inner, Options(demandes_par_seconde=1, demandes_en_rafale=3))
    found = [ask(quick, path).status for path in ("/carte.json", "/app/recherche.json", "/ecarts.csv", "/carte.json")]
    assert found == [200, 200, 200, 429]
    refused = ask(quick, "/carte.json")
    assert refused.headers["retry-after"] == "5" and "Attendez quelques secondes" in refused.text
    assert ask(quick, "/carte.json", client="192.0.2.8").status == 200
    assert ask(quick, "/carte").status == 200
    assert ask(quick, "/app/static/cadre.js").status == 200


def test_readers_behind_a_trusted_proxy_are_told_apart_and_only_there(guard: Guard) -> None:
    told = {
        "x_forwarded_for": "203.0.113.5, 192.0.2.1",
        "x_forwarded_host": "territoires.exemple.fr",
        "host": "inconnu",
    }
    trusted, other = scope_of("/carte", client="192.0.2.1", **told), scope_of("/carte", client="192.0.2.7", **told)
    assert guard.reader(trusted) == "203.0.113.5"
    assert guard.reader(other) == "192.0.2.7"
    assert ask(guard, "/carte", client="192.0.2.1", **told).status == 200
    assert ask(guard, "/carte", client="192.0.2.7", **told).status == 400


def test_a_proxy_is_an_address_or_all_those_that_begin_alike_and_says_who_reads_by_tls(inner: Inner) -> None:
    asked: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["scheme"])
        await inner(scope, receive, send)

    guard = Guard(app, Options(mandataires=("10.42.0.0/16", "::1")))
    told = {"x_forwarded_for": f"203.0.113.5{'x' * 500}, 10.42.3.4", "x_forwarded_proto": "https"}
    for client in ("10.42.0.1", "::1", "10.43.0.1", "inconnu"):
        assert ask(guard, "/carte", client=client, **told).status == 200
    assert asked == ["https", "https", "http", "http"]
    assert len(guard.reader(scope_of("/", client="10.42.0.1", **told))) == 64
    assert guard.reader(scope_of("/", client="10.43.0.1", **told)) == "10.43.0.1"


def test_a_fault_of_ours_is_said_in_french_with_our_headers_and_its_trace_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(_scope: Any, _receive: Any, _send: Any) -> None:
        raise KeyError("broken on purpose")

    answer = ask(Guard(broken, OPTIONS), "/carte")
    assert answer.status == 500 and "n'a pas pu répondre" in html.unescape(answer.text) and "broken" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY" and "broken on purpose" in caplog.text


def test_a_reader_who_leaves_before_the_answer_is_no_fault(guard: Guard, caplog: pytest.LogCaptureFixture) -> None:
    async def left(_scope: Any, _receive: Any, _send: Any) -> None:
        raise ClientDisconnect

    guard.app = left
    with pytest.raises(IndexError):  # nothing was answered
        ask(guard, "/app/seance.json", method="POST")
    assert caplog.text == ""


def frames(*messages: Any) -> tuple[list[Any], list[Any]]:
    """What stands behind hears of these frames, after which it speaks, and what the page is sent."""
    heard: list[Any] = []
    sent: list[Any] = []
    waiting = [{"type": "websocket.receive", **one} for one in messages] + [{"type": "websocket.disconnect"}]

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    async def all_of_them() -> None:
        link = Frames(receive, send)
        while not heard or heard[-1]["type"] == "websocket.receive":
            heard.append(await link.receive())
        await link.send({"type": "websocket.send", "bytes": b""})

    asyncio.run(all_of_them())
    return heard, sent


@pytest.mark.parametrize(
    "frame", [{"text": "bonjour"}, {"bytes": b"\xff\xff"}, {"text": None, "bytes": None},
              {"bytes": b"Z\x04\x12\x02\n\x00"}],
)  # fmt: skip
def test_a_frame_that_no_page_sends_closes_its_link_without_going_further(frame: Any) -> None:
    heard, sent = frames(frame, {"bytes": b""})
    assert [one["type"] for one in heard] == ["websocket.disconnect"]
    assert sent == [{"type": "websocket.close", "code": 1002}]


def test_orders_that_our_pages_never_give_are_not_heard() -> None:
    orders = [BackMsg(clear_cache=True), BackMsg(debug_shutdown_runtime=True), BackMsg(), BackMsg(app_heartbeat=True)]
    heard, sent = frames(*({"bytes": one.SerializeToString()} for one in orders))
    assert [one.get("bytes") for one in heard] == [orders[-1].SerializeToString(), None]
    assert sent == [{"type": "websocket.send", "bytes": b""}]


def test_a_large_file_is_refused_by_its_length_and_by_what_comes(inner: Inner) -> None:
    small = Guard(inner, Options(envoi_mo=1))
    address = "/_stcore/upload_file/s/f"
    assert ask(small, address, method="PUT", content_length="2000000").status == 413
    assert inner.asked == []
    largest, part = 1_048_576 + 400, b"x" * 100_000
    assert ask(small, address, method="PUT", content_length=str(largest), body=[b"x" * largest]).text == str(largest)
    lied = ask(small, address, method="PUT", body=[part] * 200, content_length="10")
    assert lied.status == 413 and "Choisissez-en un plus petit" in lied.text


def test_a_page_keeps_a_few_files_and_may_take_them_away(inner: Inner, monkeypatch: pytest.MonkeyPatch) -> None:
    class Files:
        file_storage = MappingProxyType({"s": dict.fromkeys("abcd")})

    class Running:
        uploaded_file_mgr = Files

    monkeypatch.setattr(limits, "exists", lambda: True)
    monkeypatch.setattr(limits, "get_instance", lambda: Running)
    guard = Guard(inner, Options(envois_par_session=4))
    assert ask(guard, "/_stcore/upload_file/s/e", method="PUT").status == 429
    assert ask(guard, "/_stcore/upload_file/other/e", method="PUT").status == 200
    assert ask(guard, "/_stcore/upload_file/s/a", method="DELETE").status == 200


def test_files_a_minute_are_counted(inner: Inner) -> None:
    guard = Guard(inner, Options(envois_par_minute=2))
    found = [ask(guard, f"/_stcore/upload_file/s{n}/f", method="PUT").status for n in range(3)]
    assert found == [200, 200, 429]


@given(rate=st.floats(0.1, 50), burst=st.integers(1, 20), waits=st.lists(st.floats(0, 2), max_size=80))
def test_a_bucket_never_gives_more_than_its_burst_and_its_rate(rate: float, burst: int, waits: list[float]) -> None:
    bucket, now, given_out = Bucket(rate, burst), 100.0, 0
    for wait in waits:
        now += wait
        given_out += bucket.takes("one", now=now)
    assert given_out <= burst + sum(waits) * rate + 1e-6


def test_a_bucket_forgets_readers_beyond_a_number() -> None:
    bucket = Bucket(1, 1)
    for number in range(10_000):
        bucket.takes(str(number), now=0.0)
    assert len(bucket._left) <= 4_096


def test_the_log_names_no_reader_and_no_parameter(tmp_path: Path, guard: Guard) -> None:
    log = tmp_path / "demandes.log"
    journal.opened(str(log))
    try:
        ask(guard, "/scenario.json", query="nom=secret", client="192.0.2.77")
        ask(guard, "/_stcore/upload_file/SESSION/FICHIER", method="PUT")
        ask(guard, "/a\nb\x1b[31m", query="")
    finally:
        journal.opened("")
    lines = log.read_text("utf-8").splitlines()
    assert len(lines) == 3
    assert "200 GET forme /scenario.json" in lines[0]
    for word in ("secret", "192.0.2.77", "SESSION", "FICHIER", "\x1b"):
        assert word not in log.read_text("utf-8")


def test_a_log_that_cannot_be_written_stops_no_answer(tmp_path: Path, guard: Guard) -> None:
    journal.opened(str(tmp_path / "absent" / "demandes.log"))
    try:
        assert ask(guard, "/carte").status == 200
    finally:
        journal.opened("")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "page"), *((f"/{page.path}", "page") for page in PAGES.values()), ("/carte.json", "forme"),
     ("/carte/_stcore/stream", "liaison"), ("/app/seance.pptx", "seance"), ("/app/recherche.json", "recherche"),
     ("/x/app/recherche.json", "autre"), ("/app/sante", "sante"), ("/app/static/cadre.js", "fichier"),
     ("/media/x", "media")],
)  # fmt: skip
def test_an_address_has_one_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind
