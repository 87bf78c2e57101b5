"""Requests given by hand to a layer of the server: no socket, no loop that stays."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

Sent = list[dict[str, Any]]


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def scope_of(path: str, *, method: str = "GET", kind: str = "http", query: str = "", **headers: str) -> dict[str, Any]:
    """The scope of a request; headers by name, `_` for `-`; the client is 192.0.2.7 unless `client` says another."""
    client = headers.pop("client", "192.0.2.7")
    told = {"host": "127.0.0.1:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
        "client": (client, 40_000),
        "server": ("127.0.0.1", 8501),
        "subprotocols": [],
    }


def ask(app: Any, path: str, *, body: Iterable[bytes] = (b"",), **asked: str) -> Answer:
    """The answer of an application to one request."""
    parts, sent = list(body), []

    async def receive() -> dict[str, Any]:
        if not parts:
            return {"type": "http.disconnect"}
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope_of(path, **asked), receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))


def knock(app: Any, path: str = "/_stcore/stream", **asked: str) -> Sent:
    """What an application sends to one websocket that then goes away."""
    waiting: Sent = [{"type": "websocket.connect"}]
    sent: Sent = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1001}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope_of(path, kind="websocket", **asked), receive, send))
    return sent


def forbid_look_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make any look-up of a name, and any connexion by one, fail the test."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a name was looked up")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "getfqdn", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
