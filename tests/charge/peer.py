"""A reader of the Dash page of `tests/bench/dash_page.py`, without a browser: what its page asks of its server."""

from __future__ import annotations

import asyncio
import json
import random
import urllib.request
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from tests.charge.session import PATIENCE, LostError


@dataclass
class DashReader:
    """A page of Dash: it holds no connexion; a gesture is one call of its callback.

    Args:
        port: of the Dash server, on 127.0.0.1.
    """

    port: int
    page: str = ""
    shown: str = ""
    _options: list[str] = field(default_factory=list)
    _callback: dict[str, Any] = field(default_factory=dict)

    async def open(self, page: str, _query: str = "") -> float:
        """Seconds to open the page: itself, its layout, its callbacks, and the first answer."""
        self.page = page
        start = perf_counter()
        await asyncio.to_thread(self._load)
        await self._choose(self._options[0])
        return perf_counter() - start

    async def gesture(self, draw: random.Random) -> float:
        """Seconds to answer the choice of an indicateur, drawn among them."""
        return await self._choose(draw.choice(self._options))

    async def close(self) -> None:
        """Leave the page: nothing is open."""

    def _load(self) -> None:
        self._asked("/")
        (control, *_) = self._asked("/_dash-layout")["props"]["children"]
        self._options = [one["value"] for one in control["props"]["options"]]
        (self._callback,) = self._asked("/_dash-dependencies")

    async def _choose(self, indicateur: str) -> float:
        outputs = [one.split(".") for one in self._callback["output"].strip(".").split("...")]
        sent = {
            "output": self._callback["output"],
            "outputs": [{"id": name, "property": held} for name, held in outputs],
            "inputs": [{"id": "indicateur", "property": "value", "value": indicateur}],
            "changedPropIds": ["indicateur.value"],
        }
        start = perf_counter()
        answer = await asyncio.to_thread(self._asked, "/_dash-update-component", json.dumps(sent).encode())
        self.shown = answer["response"]["titre"]["children"]
        return perf_counter() - start

    def _asked(self, path: str, sent: bytes | None = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", sent, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                told = answer.read()
        except OSError as error:
            raise LostError(type(error).__name__) from error
        return json.loads(told) if path != "/" else told
