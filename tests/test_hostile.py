"""Requests drawn at random, to the layers of the server in this process: every answer is ours, and nothing is kept."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given

from shell.assets import Assets
from shell.server import FrenchPages
from shell.service import journal
from shell.service.guard import Guard
from shell.service.options import Options
from tests.asgi import forbid_look_ups, scope_of
from tests.hostile import REQUESTS, Answer, Request, check, check_log, drawn
from tests.test_server import PAGE, app_that_sends

OPTIONS = Options(mandataires=("192.0.2.1",), demandes_par_seconde=100_000, demandes_en_rafale=100_000)


@pytest.fixture(autouse=True)
def no_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is looked up, whatever is asked."""
    forbid_look_ups(monkeypatch)


def asked_of(guard: Guard, request: Request, client: str) -> Answer:
    """The answer of the layers, as a server would give them the request."""
    path, _, query = request.target.partition("?")
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in request.headers]
    if not any(name == b"host" for name, _ in headers):
        headers.append((b"host", b"127.0.0.1:8501"))
    scope = {**scope_of(unquote(path), method=request.method, query=query, client=client), "headers": headers}
    scope["raw_path"] = path.encode()
    parts: list[dict[str, Any]] = [{"type": "http.request", "body": request.body}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return parts.pop() if parts else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    told = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:]))


def test_every_answer_is_documented_in_french_and_ours(tmp_path: Path) -> None:
    guard = Guard(Assets(FrenchPages(app_that_sends(PAGE))), OPTIONS)
    log = tmp_path / "demandes.log"
    count = 0

    @drawn(50)
    @given(request=REQUESTS)
    def every(request: Request) -> None:
        nonlocal count
        client = "192.0.2.1" if len(request.target) % 2 else f"198.51.100.{len(request.body)}"
        check(asked_of(guard, request, client), asked=repr(request))
        count += 1

    journal.opened(str(log))
    try:
        every()
    finally:
        journal.opened("")
    lines = log.read_text("utf-8").splitlines()
    assert len(lines) == count
    check_log(lines)
    assert asked_of(guard, Request("GET", "/carte"), "192.0.2.7").status == 200
    held = [*guard.asked._left, *guard.uploads.sent._left]
    assert guard.open == 0 and len(held) <= 2 * 4_096 and all(len(who) <= 64 for who in held)
