"""What goes through the link of a page: what a page never says is not passed on; each gesture is timed.

Streamlit writes the whole trace of a frame that it cannot read, and hears orders that our pages never give.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from shell.service.counts import COUNTS

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Send

HEARD = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"})
"""What our pages say."""

_CLOSED_AS_UNREADABLE = 1002
_SHORT = 512
"""Bytes above which a message to a page is never the end of a gesture."""


class Frames:
    """The two ways of one link.

    Args:
        receive: from the page; send: to it.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._since: list[float] = []
        self._closed = False

    async def receive(self) -> Message:
        """The next message that is one of a page; the link is closed at one that cannot be read."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            said = _read(message.get("bytes"))
            if said is None:
                COUNTS.refused("trame")
                self._closed = True
                await self._send({"type": "websocket.close", "code": _CLOSED_AS_UNREADABLE})
                return {"type": "websocket.disconnect", "code": _CLOSED_AS_UNREADABLE}
            kind = said.WhichOneof("type")
            if kind == "rerun_script":
                self._since.append(perf_counter())
            if kind in HEARD:
                return message

    async def send(self, message: Message) -> None:
        """Pass a message on; the end of a run ends the gestures that it answers."""
        if self._closed:
            return  # a run that was under way still speaks
        await self._send(message)
        if self._since and _ends(message.get("bytes")):
            now = perf_counter()
            for since in self._since:
                COUNTS.gesture(now - since)
            self._since.clear()


def _read(frame: bytes | None) -> BackMsg | None:
    """What a page says; None for what no page can say: a text, bytes of another kind, a control without a name."""
    if frame is None:
        return None
    try:
        said = BackMsg.FromString(frame)
    except DecodeError:
        return None
    return None if any(not one.id for one in said.rerun_script.widget_states.widgets) else said


def _ends(frame: bytes | None) -> bool:
    """Whether a message says that a run has ended, and that no other takes its place."""
    if frame is None or len(frame) > _SHORT:
        return False
    told = ForwardMsg.FromString(frame)
    ended = told.WhichOneof("type") == "script_finished"
    return ended and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
