"""The handshake of a page that comes back, and the address that a choice leads to."""

import asyncio
import json
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from shell import session_link
from shell.server import FrenchPages
from shell.session_link import CHOICE, ENDED, session_sought

OFFERED = ["streamlit", "jeton", "session-1", ENDED]


@pytest.mark.parametrize(
    ("offered", "sought"),
    [
        (OFFERED, "session-1"),
        (OFFERED[:3], ""),
        (OFFERED[:2], ""),
        ([], ""),
        (["streamlit", "jeton", "s", "autre"], ""),
    ],
)
def test_session_sought_is_told_only_by_a_page_that_can_hear_its_end(offered: list[str], sought: str) -> None:
    assert session_sought({"type": "websocket", "subprotocols": offered}) == sought


class Runtime:
    """Sessions as Streamlit holds them: `kept` are found again, any other name gets a new session."""

    def __init__(self, kept: tuple[str, ...] = ()) -> None:
        self.kept = kept
        self.active: set[str] = set()

    def is_active_session(self, name: str) -> bool:
        return name in self.active

    def connect(self, name: str) -> None:
        self.active.add(name if name in self.kept else "session-neuve")


def shake(monkeypatch: pytest.MonkeyPatch, runtime: Runtime, offered: list[str]) -> tuple[list[Any], list[Any]]:
    """What the browser got and what the application heard, through one connection."""
    monkeypatch.setattr(session_link, "exists", lambda: True)
    monkeypatch.setattr(session_link, "get_instance", lambda: runtime)
    got: list[Any] = []
    heard: list[Any] = []
    asked = iter([{"type": "websocket.connect"}, {"type": "websocket.receive", "bytes": b"choix"}])

    async def app(scope: Any, receive: Any, send: Any) -> None:
        heard.append(await receive())
        await send({"type": "websocket.accept", "subprotocol": "streamlit"})
        runtime.connect(scope["subprotocols"][2] if len(scope["subprotocols"]) > 2 else "")
        heard.append(await receive())
        await send({"type": "websocket.send", "bytes": b"vue"})

    async def receive() -> Any:
        return next(asked)

    async def send(message: Any) -> None:
        got.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "subprotocols": offered}
    asyncio.run(FrenchPages(app)(scope, receive, send))
    return got, heard


def test_page_whose_session_lives_comes_back_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    got, heard = shake(monkeypatch, Runtime(("session-1",)), OFFERED)
    assert got[0] == {"type": "websocket.accept", "subprotocol": "streamlit"}
    assert got[1]["bytes"] == b"vue"
    assert heard[1]["bytes"] == b"choix"


def test_page_whose_session_has_ended_is_told_and_never_reaches_another(monkeypatch: pytest.MonkeyPatch) -> None:
    got, heard = shake(monkeypatch, Runtime(), OFFERED)
    assert [message["type"] for message in got] == ["websocket.accept", "websocket.close"]
    assert got[0]["subprotocol"] == ENDED
    assert heard[1]["type"] == "websocket.disconnect"


def test_first_connection_and_old_pages_pass_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for offered in (OFFERED[:2], OFFERED[:3]):
        got, _ = shake(monkeypatch, Runtime(), offered)
        assert got[0]["subprotocol"] == "streamlit" and got[1]["bytes"] == b"vue"


class Played(Runtime):
    """A runtime that plays two runs, and says what an application of Streamlit would."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[BackMsg] = []
        self.closed: list[str] = []

    def connect_session(self, client: Any, **_user: Any) -> str:
        self.client = client
        return "a-part"

    def handle_backmsg(self, _session: str, message: BackMsg) -> None:
        self.messages.append(message)
        new, moved, early, done = ForwardMsg(), ForwardMsg(), ForwardMsg(), ForwardMsg()
        page = new.new_session.app_pages.add()
        page.page_script_hash, page.url_pathname = "p1", "scenario"
        new.new_session.page_script_hash = "p1"
        early.script_finished, done.script_finished = (
            ForwardMsg.FINISHED_EARLY_FOR_RERUN,
            ForwardMsg.FINISHED_SUCCESSFULLY,
        )
        chosen = message.rerun_script.fragment_id
        moved.page_info_changed.query_string = "engagement=3&engagement=6"
        for said in (new, *([early, moved] if chosen else []), done):
            self.client.write_forward_msg(said)

    def close_session(self, session: str) -> None:
        self.closed.append(session)


def ask(body: bytes, method: str = "POST") -> tuple[int, bytes]:
    got: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        got.append(message)

    scope = {"type": "http", "method": method, "path": CHOICE, "headers": [], "query_string": b""}
    asyncio.run(FrenchPages(None)(scope, receive, send))  # type: ignore[arg-type]
    return got[0]["status"], got[1]["body"]


def choice() -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = "engagement=3"
    message.rerun_script.page_script_hash = "p1"
    message.rerun_script.fragment_id = "vue"
    message.rerun_script.cached_message_hashes.append("ancien")
    return message


def test_choice_is_played_after_its_page_and_gives_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = Played()
    monkeypatch.setattr(session_link, "exists", lambda: True)
    monkeypatch.setattr(session_link, "get_instance", lambda: runtime)
    status, body = ask(choice().SerializeToString())
    assert (status, json.loads(body)) == (200, {"adresse": "/scenario?engagement=3&engagement=6"})
    opening, made = (message.rerun_script for message in runtime.messages)
    assert (opening.fragment_id, made.fragment_id) == ("", "vue")
    assert list(made.cached_message_hashes) == []
    assert runtime.closed == ["a-part"]


def test_choice_that_never_ends_is_given_up_and_its_session_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = Played()
    monkeypatch.setattr(runtime, "handle_backmsg", lambda *_: None)
    monkeypatch.setattr(session_link, "exists", lambda: True)
    monkeypatch.setattr(session_link, "get_instance", lambda: runtime)
    monkeypatch.setattr(session_link, "_MAX_SECONDS", 0.05)
    assert ask(choice().SerializeToString())[0] == 503
    assert runtime.closed == ["a-part"]


@pytest.mark.parametrize("body", [b"", b"\xff\xff", BackMsg(stop_script=True).SerializeToString()])
def test_what_is_no_choice_is_refused(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    monkeypatch.setattr(session_link, "exists", lambda: True)
    assert ask(body)[0] == 400


def test_choice_too_large_or_merely_read_is_refused() -> None:
    assert ask(b"x" * 1_000_001)[0] == 413
    assert ask(b"", method="GET")[0] == 405
