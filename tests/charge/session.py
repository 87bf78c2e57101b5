"""One reader without a browser: the websocket of a page, its controls, and how long each answer takes.

A page is opened by its address; a gesture changes one control and waits for the end of the run, as Streamlit's own
page does. It speaks to 127.0.0.1 alone.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import urllib.request
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from shell.session_link import CHOICE, ENDED

PATIENCE = 60.0
_AT = re.compile(r"territoires_replique=\w+")
"""The cookie of the proxy, which says the server that answers."""
_SET = re.compile(r'data-jeu="([0-9a-f]+)"')


class LostError(Exception):
    """The server closed the page, or did not answer in time."""


@dataclass
class Reader:
    """A page and its session.

    Args:
        port: of the server, or of its proxy.
        cookie: what a proxy gave to keep a reader at one server.
        session: its name for the server, offered by a page that comes back.
        sets: prints of the datasets that the parts of the page were drawn from.
    """

    port: int
    cookie: str = ""
    page: str = ""
    query: str = ""
    shown: str = ""
    session: str = ""
    controls: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    _state: dict[str, tuple[str, Any]] = field(default_factory=dict)
    sets: set[str] = field(default_factory=set)
    _socket: Any = None
    _pending: bytes = b""

    async def connect(self) -> bool:
        """Open the websocket, as a page of this host; whether the session that it had, if any, has ended.

        Raises:
            LostError, OSError: refused, or nobody answers.
        """
        try:
            self._socket = await self._connected()
        except websockets.WebSocketException as error:
            raise LostError(f"{type(error).__name__} à l'ouverture") from error
        for told in self._socket.response.headers.get_all("Set-Cookie"):
            self.cookie = found[0] if (found := _AT.search(told)) else self.cookie
        return bool(self._socket.subprotocol == ENDED)

    async def _connected(self) -> Any:
        return await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "essai", *((self.session, ENDED) if self.session else ())],
            max_size=None,
            origin=f"http://127.0.0.1:{self.port}",
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            open_timeout=PATIENCE,
            ping_interval=None,
        )

    async def again(self) -> bool:
        """Come back after a cut as a page does: to the same session, or by its address; whether it was by its address.

        Raises:
            LostError, OSError: nobody answers yet.
        """
        await self.close()
        if self._pending:
            address = await asyncio.to_thread(self._led_to, self._pending)
            self.page, _, self.query = address.lstrip("/").partition("?")
            self.session, self._pending = "", b""
        ended = await self.connect()
        if ended or not self.session:
            self.session = ""
            if ended:
                self._socket = None
            await self.open(self.page, self.query)
        else:
            await self._run()
        return ended

    async def open(self, page: str, query: str = "") -> float:
        """Seconds to draw a page at an address."""
        if self._socket is None:
            await self.connect()
        self._state.clear()
        self.page, self.query = page, query
        return await self._run()

    async def gesture(self, draw: random.Random) -> float:
        """Seconds to answer a change of one control of the page, drawn among them; the page again where it has none."""
        usable = [one for one in self.controls.items() if one[1][1]]
        fragment = ""
        if usable:
            key, (kind, options, fragment) = draw.choice(usable)
            self._state[key] = (kind, draw.choice(options))
        return await self._run(fragment)

    async def close(self) -> None:
        """Leave the page."""
        if self._socket is not None:
            await self._socket.close()

    def _led_to(self, choice: bytes) -> str:
        """The address that a choice leads to, whose answer did not come."""
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{CHOICE}", data=choice, headers=headers)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return str(json.load(answer)["adresse"])

    async def _run(self, fragment: str = "") -> float:
        """Ask for a run: of the part of the page that holds the control, as Streamlit's page does, or of the whole."""
        asked = BackMsg()
        run = asked.rerun_script
        run.query_string, run.page_name = self.query, self.page
        run.fragment_id = fragment
        run.page_script_hash = self.pages.get(self.page, "")
        run.context_info.timezone, run.context_info.locale = "Europe/Paris", "fr-FR"
        run.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}"
        for key, (kind, value) in self._state.items():
            state = run.widget_states.widgets.add()
            state.id = key
            if kind == "selectbox":
                state.string_value = value
            elif kind == "checkbox":
                state.bool_value = value
        start = perf_counter()
        if self._socket is None:
            raise LostError("sans liaison")
        self._pending = asked.SerializeToString() if self.session and self.shown else b""
        try:
            await self._socket.send(asked.SerializeToString())
            await asyncio.wait_for(self._answered(whole=not fragment), PATIENCE)
        except (TimeoutError, websockets.WebSocketException, OSError) as error:
            raise LostError(type(error).__name__) from error
        self._pending = b""
        return perf_counter() - start

    async def _answered(self, *, whole: bool) -> None:
        """Read until the run has ended, and note what the page now holds."""
        begun, words = False, []
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                begun, words = True, []
                self.session = message.new_session.initialize.session_id or self.session
                if whole:
                    self.controls.clear()
                    self.sets.clear()
            elif kind == "navigation":
                self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._note(message.delta.new_element, message.delta.fragment_id, words)
            elif kind == "script_finished" and begun and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.shown = "".join(words) or self.shown
                return

    def _note(self, element: Any, fragment: str, words: list[str]) -> None:
        kind = element.WhichOneof("type")
        held = getattr(element, kind)
        if kind == "selectbox" and not held.disabled:
            self.controls[held.id] = (kind, list(held.options), fragment)
        elif kind == "checkbox" and not held.disabled:
            self.controls[held.id] = (kind, [True, False], fragment)
        elif kind == "html":
            words.append(held.body)
            self.sets.update(_SET.findall(held.body))
