"""The link between a page and its session: a page never talks to another session than its own.

After a cut the browser comes back with the name of its session. Streamlit gives it a new one
when that session has ended (server restarted, session expired, another process behind a proxy),
and says nothing: the old page would then go on beside a session that knows nothing of it. Here the
handshake answers that the session has ended; the page (static/liaison.js) loads again from its
address, and asks first what address its last choice, which no session had confirmed, leads to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from streamlit.proto.AppPage_pb2 import AppPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import exists, get_instance
from streamlit.runtime.session_manager import SessionClient

from shell.service.answers import refused
from shell.service.refusals import of_status

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENDED = "session-terminee"
"""Fourth entry of the protocols that a returning page offers; chosen by the server when the session has ended."""

CHOICE = "/app/choix"
"""What a page asks after a cut: the address that its last, unconfirmed, choice leads to."""

_CLOSED_AS_ENDED = 4001
_MAX_BODY, _MAX_SECONDS = 1_000_000, 12.0
_AT_ONCE = asyncio.Semaphore(4)


def session_sought(scope: Scope) -> str:
    """The session that a page comes back to; empty for a first connection, or for a page that cannot be told."""
    offered = scope.get("subprotocols") or []
    return offered[2] if len(offered) == 4 and offered[3] == ENDED else ""


async def connect(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a websocket on; a page whose session has ended is told so by the protocol chosen, and let go."""
    sought = session_sought(scope)
    if sought:
        handshake = _Handshake(sought, receive, send)
        await app(scope, handshake.receive, handshake.send)
    else:
        await app(scope, receive, send)


@dataclass
class _Handshake:
    """Holds the acceptance until Streamlit has found, or made, the session: only then is the answer known."""

    sought: str
    inner_receive: Receive
    inner_send: Send
    accepted: Message | None = None
    ended: bool = False

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.accept":
            self.accepted = message
            return
        await self._answer()
        if not self.ended:
            await self.inner_send(message)

    async def receive(self) -> Message:
        await self._answer()
        if self.ended:
            return {"type": "websocket.disconnect", "code": _CLOSED_AS_ENDED}
        return await self.inner_receive()

    async def _answer(self) -> None:
        if self.accepted is None:
            return
        message, self.accepted = self.accepted, None
        self.ended = exists() and not get_instance().is_active_session(self.sought)
        if not self.ended:
            await self.inner_send(message)
            return
        await self.inner_send({**message, "subprotocol": ENDED})
        await self.inner_send({"type": "websocket.close", "code": _CLOSED_AS_ENDED})


async def answer_choice(request: Request) -> Response:
    """The address that a choice leads to, as JSON `{"adresse": "/ecarts?vue=ensemble"}`; 400 for anything else."""
    if request.method != "POST":
        return refused(of_status(405), "choix")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MAX_BODY:
            return refused(of_status(413), "choix")
    try:
        message = BackMsg.FromString(body)
    except DecodeError:
        return refused(of_status(400), "choix")
    if message.WhichOneof("type") != "rerun_script" or not exists():
        return refused(of_status(400), "choix")
    async with _AT_ONCE:
        try:
            address = await asyncio.wait_for(_address_of(message), _MAX_SECONDS)
        except TimeoutError:
            return refused(of_status(503), "choix")
    return JSONResponse({"adresse": address}, headers={"Cache-Control": "no-store"})


async def _address_of(choice: BackMsg) -> str:
    """Play a choice in a session of its own: its page is opened from its address, then the choice is made there."""
    opening = BackMsg()
    opening.rerun_script.query_string = choice.rerun_script.query_string
    opening.rerun_script.page_script_hash = choice.rerun_script.page_script_hash
    opening.rerun_script.page_name = choice.rerun_script.page_name
    opening.rerun_script.context_info.CopyFrom(choice.rerun_script.context_info)
    made = BackMsg()
    made.CopyFrom(choice)
    made.rerun_script.ClearField("cached_message_hashes")
    runtime, reader = get_instance(), _Reader(choice.rerun_script.query_string, choice.rerun_script.page_script_hash)
    session = runtime.connect_session(client=reader, user_info={})
    try:
        for message in (opening, made):
            reader.done.clear()
            runtime.handle_backmsg(session, message)
            await reader.done.wait()
    finally:
        runtime.close_session(session)
    return reader.address


@dataclass
class _Reader(SessionClient):
    """A session's client that keeps the address only."""

    query: str
    page: str
    paths: dict[str, str] = field(default_factory=dict)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        kind = msg.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = msg.page_info_changed.query_string
        elif kind == "new_session":
            self.page = msg.new_session.page_script_hash or self.page
            self._note(msg.new_session.app_pages)
        elif kind == "navigation":
            self._note(msg.navigation.app_pages)
        elif kind == "script_finished" and msg.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.done.set()

    def _note(self, pages: Iterable[AppPage]) -> None:
        self.paths |= {page.page_script_hash: "" if page.is_default else page.url_pathname for page in pages}

    @property
    def address(self) -> str:
        path = f"/{self.paths.get(self.page, '').lstrip('/')}"
        return f"{path}?{self.query}" if self.query else path
