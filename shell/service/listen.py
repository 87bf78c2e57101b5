"""The program that listens: Streamlit's command, with what it does not let us say to uvicorn.

`shell/service/start.py` runs it as `python -m shell.service.listen run app.py …`. Left alone, uvicorn names itself in
each answer, takes the address that any program of this machine writes in `X-Forwarded-For` for the reader's own before
the guard can judge of it (findings/streamlit-run-croit-x-forwarded-for-de-cette-machine.sh), and refuses in English,
without our headers, what is no HTTP.
"""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.http11 import Response

from shell.service import controls, refusals
from shell.service.answers import refused
from shell.service.counts import COUNTS
from shell.service.headers import protected
from shell.service.journal import one_line_records
from shell.service.options import options


def answer_of(status: int) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Headers and body of a refusal that no layer of ours could make: the request was not read."""
    why = refusals.of_status(status)
    COUNTS.refused(why.reason)
    answer = refused(why, "")
    headers = protected(answer.raw_headers, path="", nonce="", frames=options().cadres, status=status)
    return [*headers, (b"connection", b"close")], bytes(answer.body)


class Http(H11Protocol):
    """HTTP, whose first refusal is ours too."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """What came is no HTTP: say so in French, unless an answer has begun."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers, body = answer_of(HTTPStatus.BAD_REQUEST)
            start = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
            events = (start, h11.Data(data=body), h11.EndOfMessage())
            self.transport.writelines([self.conn.send(event) or b"" for event in events])
        self.transport.close()


class Websocket(WebSocketsSansIOProtocol):
    """The link of a page; what is no handshake is refused in French."""

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        plain = self.conn.reject

        def reject(status: int, text: str) -> Response:
            answer = plain(status, text)
            headers, answer.body = answer_of(status)
            answer.headers = Headers([(name.decode(), value.decode()) for name, value in headers])
            return answer

        self.conn.reject = reject  # type: ignore[method-assign]

    async def send(self, message: Any) -> None:
        """uvicorn takes a handshake that was refused in full for one that nobody answered, and writes an error."""
        await super().send(message)
        self.handshake_complete = self.handshake_complete or (self.initial_response is not None and self.close_sent)


class Listening(uvicorn.Config):
    """uvicorn as Streamlit starts it, but nameless, and believing nobody: the guard alone knows the proxies."""

    def __init__(self, app: Any, **told: Any) -> None:
        ours: dict[str, Any] = {"server_header": False, "proxy_headers": False, "http": Http, "ws": Websocket}
        super().__init__(app, **{**told, **ours})


def main() -> None:
    """Streamlit's command line, with this server."""
    from streamlit.web.cli import main as streamlit

    one_line_records()
    controls.watch()
    uvicorn.Config = Listening  # type: ignore[misc]
    sys.argv[0] = "streamlit"
    streamlit()


if __name__ == "__main__":
    main()
