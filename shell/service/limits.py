"""How often one reader may ask, and what a reader may send."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from streamlit.runtime import exists, get_instance

from shell.service import refusals
from shell.service.answers import refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from shell.service.options import Options
    from shell.service.refusals import Refusal

_MARGIN = 65_536
"""Bytes that the form of an upload adds to its file."""

_MOST = 4_096
"""Readers remembered; the one seen longest ago is forgotten first, with a full bucket."""


class Bucket:
    """Tokens that fill by the clock: lets each reader ask `burst` times at once, then `rate` times a second."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def takes(self, who: str, *, now: float | None = None) -> bool:
        """Whether `who` may ask now; the request is counted if so."""
        now = monotonic() if now is None else now
        left, seen = self._left.pop(who, (self.burst, now))
        left = min(self.burst, left + (now - seen) * self.rate)
        allowed = left >= 1
        self._left[who] = (left - 1 if allowed else left, now)
        if len(self._left) > _MOST:
            self._left.popitem(last=False)
        return allowed


class Uploads:
    """The files that readers send: how large, how many a session, how many a minute.

    Args:
        told: the options of the installation.
    """

    def __init__(self, told: Options) -> None:
        self.most = told.envoi + _MARGIN
        self.files = told.envois_par_session
        self.sent = Bucket(told.envois_par_minute / 60, told.envois_par_minute)

    def refusal(self, who: str, scope: Scope) -> Refusal | None:
        """Why a file is not received, if it is not; taking one away is never refused."""
        if scope["method"] == "DELETE":
            return None
        length = Headers(scope=scope).get("content-length", "")
        if length.isdigit() and int(length) > self.most:
            return refusals.LARGE
        if _held_by(scope["path"]) >= self.files:
            return refusals.FILES
        return None if self.sent.takes(who) else refusals.FAST

    async def pass_on(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a file in, part by part, and cut it at the limit whatever its length was said to be."""
        received = 0
        answered = False

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.most:
                raise _TooLargeError
            return message

        async def said(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await app(scope, bounded, said)
        except _TooLargeError:
            if not answered:
                await refused(refusals.LARGE, "envoi")(scope, receive, send)


class _TooLargeError(Exception):
    pass


def _held_by(path: str) -> int:
    """The files that Streamlit holds of the session that an upload names: `…/upload_file/SESSION/FILE`."""
    session = path.rstrip("/").split("/")[-2]
    if not exists():
        return 0
    return len(get_instance().uploaded_file_mgr.file_storage.get(session, ()))
