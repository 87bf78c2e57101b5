"""The first layer of the server: who may ask what, how often and how much; what every answer says of itself.

It refuses before Streamlit, in French and without any look-up of names: Streamlit, before it refuses a page of another
site, asks an outside service for its own address, in the loop that serves everybody.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
from contextlib import contextmanager
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect

from shell.service import clock, counts, health, refusals
from shell.service.answers import kind_of, refused
from shell.service.counts import COUNTS
from shell.service.frames import Frames
from shell.service.headers import NONCE, protected
from shell.service.journal import note, shown
from shell.service.limits import Bucket, Uploads
from shell.service.options import Options, options
from shell.service.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 32_768
"""Bytes of an address with its parameters; an order of sixty views by link is under 16 000."""

_READ = frozenset({"GET", "HEAD"})
_METHODS = {"envoi": frozenset({"PUT", "DELETE"}), "choix": frozenset({"POST"}), "seance": _READ | {"POST"}}
_COUNTED = frozenset({"forme", "recherche", "seance", "choix", "paquet"})
_UNSERVED = ("_stcore/metrics", "_stcore/script-health-check")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_TRY_LATER, _GONE = 1013, 499
"""How a websocket is closed that is not opened; the status, which nobody sees, for a reader who left before."""

_LONGEST_NAME = 64
"""Letters of the address of a reader, as a proxy writes it."""

_PLAIN, _SAFE = {"http": "http", "websocket": "ws"}, {"http": "https", "ws": "wss"}
_LOG = logging.getLogger(__name__)


class Guard:
    """ASGI middleware, outermost.

    Args:
        app: what it protects.
        told: the options; those of the process when none are given.
    """

    def __init__(self, app: ASGIApp, told: Options | None = None) -> None:
        self.app, self.told = app, told or options()
        self.open = 0
        self.asked = Bucket(self.told.demandes_par_seconde, self.told.demandes_en_rafale)
        self.uploads = Uploads(self.told)
        self.proxies = [ip_network(one, strict=False) for one in self.told.mandataires]
        self.names = _HERE | {socket.gethostname().lower()} | {name.lower() for name in self.told.hotes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._live(scope, receive, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The life of the server, with what it does beside the answers."""
        health.begin()
        counts.serve(self.told.mesures_port, self.told.mesures_adresse)
        watching = asyncio.ensure_future(clock.watch())
        try:
            await self.app(scope, receive, send)
        finally:
            watching.cancel()

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        if why := self._no_link(scope):
            COUNTS.refused(why.reason)
            await receive()
            await self._close(why, scope, receive, send)
            return
        frames = Frames(receive, send)
        with self._place():
            await self.app(self._told(scope), frames.receive, frames.send)

    def _no_link(self, scope: Scope) -> Refusal | None:
        """Why a websocket is not opened, if it is not."""
        if why := self._stranger(scope):
            return why
        if kind_of(scope["path"]) != "liaison":
            return refusals.UNKNOWN
        return refusals.FULL if self.open >= self.told.sessions else None

    async def _close(self, why: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a websocket as anything else is refused, where the server below lets it be said."""
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": _TRY_LATER, "reason": why.reason})
            return

        async def said(message: Message) -> None:
            if message["type"].endswith(".start"):
                message = self._protected(message, scope["path"], "")
            await send(message)

        await refused(why, "")(scope, receive, said)

    @contextmanager
    def _place(self) -> Iterator[None]:
        self.open += 1
        COUNTS.sessions(self.open)
        try:
            yield
        finally:
            self.open -= 1
            COUNTS.sessions(self.open)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, kind, nonce = perf_counter(), kind_of(scope["path"]), secrets.token_urlsafe(18)
        status = 0

        async def said(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = self._protected(message, scope["path"], nonce)
            await send(message)

        why = self._refusal(scope, kind)
        scope = {**self._told(scope), NONCE: nonce}
        try:
            if why:
                await refused(why, kind)(scope, receive, said)
            elif kind == "envoi":
                await self.uploads.pass_on(self.app, scope, receive, said)
            else:
                await self.app(scope, receive, said)
        except ClientDisconnect:
            status = status or _GONE
        except Exception:
            if status:
                raise
            _LOG.exception("%s of %s", scope["method"][:10], shown(scope["path"]))
            await refused(refusals.FAULT, kind)(scope, receive, said)
        finally:
            spent = perf_counter() - start
            if status >= HTTPStatus.BAD_REQUEST:
                COUNTS.refused((why or refusals.of_status(status)).reason)
            COUNTS.answered(kind, scope["path"], status, spent)
            note(scope, kind, status, spent)

    def _protected(self, start: Message, path: str, nonce: str) -> Message:
        """The start of an answer, with what every answer says of itself."""
        told = {"path": path, "nonce": nonce, "frames": self.told.cadres, "status": start["status"]}
        return {**start, "headers": protected(start["headers"], **told)}

    def _refusal(self, scope: Scope, kind: str) -> Refusal | None:
        """Why a request is not passed on, if it is not."""
        path = scope["path"]
        if why := self._stranger(scope):
            return why
        if scope["method"] not in (allowed := _METHODS.get(kind, _READ)):
            return refusals.method(allowed)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST:
            return refusals.LONG
        if path.endswith(_UNSERVED):
            return refusals.PRIVATE
        if kind == "page" and self.open >= self.told.sessions:
            return refusals.FULL
        if kind in _COUNTED and not self.asked.takes(self.reader(scope)):
            return refusals.FAST
        return self.uploads.refusal(self.reader(scope), scope) if kind == "envoi" else None

    def _stranger(self, scope: Scope) -> Refusal | None:
        """A request for another host, or one that a page of another site makes."""
        headers = Headers(scope=scope)
        host = self.host(scope, headers)
        name = _name_of(f"//{host}")
        served = (scope.get("server") or ("",))[0]
        if name is None or (name not in self.names and name != served):
            return refusals.HOST
        origin = headers.get("origin")
        changes = scope["type"] == "websocket" or scope["method"] not in _READ
        if changes and origin is not None and _place_of(origin) != host.lower():
            return refusals.ORIGIN
        return None

    def _told(self, scope: Scope) -> Scope:
        """What stands behind is told the reader's own host, and an origin that is written as it: both were checked."""
        host = self.host(scope, Headers(scope=scope))
        kept = [(name, value) for name, value in scope["headers"] if name not in (b"host", b"origin")]
        if any(name == b"origin" for name, _ in scope["headers"]) and scope["type"] == "websocket":
            kept.append((b"origin", f"http://{host}".encode("latin-1")))
        return {**scope, "scheme": self._scheme(scope), "headers": [(b"host", host.encode("latin-1")), *kept]}

    def _scheme(self, scope: Scope) -> str:
        """`https` where the proxy says so: it carries TLS, and the links of a document are its own."""
        plain = str(scope.get("scheme") or _PLAIN[scope["type"]])
        told = Headers(scope=scope).get("x-forwarded-proto", "") if self._trusted(scope) else ""
        return _SAFE.get(plain, plain) if told.strip().lower() in _SAFE.values() else plain

    def _trusted(self, scope: Scope) -> bool:
        return self._is_proxy((scope.get("client") or ("",))[0])

    def _is_proxy(self, address: str) -> bool:
        """Whether an address is that of a proxy of the option `mandataires`."""
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.proxies)

    def host(self, scope: Scope, headers: Headers) -> str:
        """The host that the reader asked, told by the proxy if there is one that is trusted."""
        told = headers.get("x-forwarded-host") if self._trusted(scope) else None
        return told or headers.get("host", "")

    def reader(self, scope: Scope) -> str:
        """The address of the reader, told by the proxy if there is one that is trusted: only to count its requests."""
        client = (scope.get("client") or ("",))[0]
        if self._trusted(scope):
            for one in reversed(Headers(scope=scope).get("x-forwarded-for", "").split(",")):
                if one.strip() and not self._is_proxy(one.strip()):
                    return one.strip()[:_LONGEST_NAME]
        return str(client)


def _place_of(origin: str) -> str | None:
    """The host and port of an origin, in small letters; None for what is no origin."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _name_of(address: str) -> str | None:
    """The host name of an address, without its port; None for what is no address."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    plain = not (parts.username or parts.password or parts.path or parts.query or parts.fragment)
    return (parts.hostname or "").rstrip(".") or None if plain else None
