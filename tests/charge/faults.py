"""The faults: each strikes a server that has readers, is told from outside, and is mended."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import tempfile
from pathlib import Path

from deploiement.repliques import Replicas, wait_ready
from tests.charge.steady import Steady
from tests.charge.truth import Truths
from tests.charge.witness import Witness

ROOT = Path(__file__).resolve().parents[2]


class Watched(Replicas):
    """Replicas whose servers write what they say in a file each, and can be replaced one by one."""

    def __init__(self, count: int, *, host: str = "127.0.0.1", **settings: str) -> None:
        super().__init__(count, host=host, **settings)
        self.logs = Path(tempfile.mkdtemp(prefix="pannes-"))

    def server(self, port: int) -> subprocess.Popen[bytes]:
        with (self.logs / f"{port}.txt").open("ab") as log:
            return self.launched(port, output=log)

    @property
    def each(self) -> list[str]:
        """The addresses of the servers, past the proxy."""
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def again(self, rank: int) -> None:
        """A server that has ended starts again at its port, and is waited for."""
        self.servers[rank].wait(30)
        self.servers[rank] = self.server(self.ports[rank])
        self.all_ready()

    def all_ready(self) -> None:
        for address in self.each:
            wait_ready(f"{address}/app/pret")

    def traces(self) -> list[str]:
        """The last lines of the traces that the servers wrote."""
        found = []
        for log in sorted(self.logs.glob("*.txt")):
            lines = log.read_text("utf-8", "replace").splitlines()
            begun = [n for n, line in enumerate(lines) if line.startswith("Traceback")]
            ends = [next((one for one in lines[n + 1 :] if one[:1].strip()), "") for n in begun]
            found += ends
        return found


class Fault:
    """One fault.

    Attributes:
        turn: how often it has struck; rank: of the server that is struck; witness: the reader who is there.
        name: as it is asked; title: as the table says it.
        excused: whether a server that is struck may say in words that it cannot show a part of the page.
    """

    name: str = ""
    title: str = ""
    excused: bool = False

    def __init__(self, replicas: Watched, steady: Steady, truths: Truths) -> None:
        self.replicas, self.steady, self.truths = replicas, steady, truths
        self.notes: list[str] = []
        self.turn = self.rank = 0
        self.witness: Witness | None = None

    @classmethod
    def refusal(cls) -> str:
        """Why this machine cannot try it, in French; empty when it can."""
        return ""

    @classmethod
    def needs(cls, _folder: Path) -> dict[str, str]:
        """Variables of the environment of the servers."""
        return {}

    @classmethod
    def tables(cls, _settings: dict[str, str]) -> tuple[Path, Path]:
        """Where the servers read: the folder of the tables, the file of the outlines."""
        return ROOT / "data", ROOT / "static" / "departements.geojson"

    @classmethod
    def listens(cls) -> tuple[str, str]:
        """Address of the proxy, and that which a browser asks."""
        return "127.0.0.1", "127.0.0.1"

    @classmethod
    def browser(cls, program: str) -> str:
        """The program of the browser."""
        return program

    async def prepare(self) -> None:
        """Before the first turn."""

    async def leave(self) -> None:
        """After the last one: undo what was made outside of the servers."""

    async def strike(self) -> None:
        """Strike the server of a reader."""
        raise NotImplementedError

    async def mend(self) -> None:
        """All is as before."""

    async def check(self) -> None:
        """What else must be so, once a reader is answered."""


class Killed(Fault):
    name, title = "tue", "Serveur tué (SIGKILL), relancé ensuite"

    async def strike(self) -> None:
        self.steady.strike(f"r{self.rank + 1}")
        self.replicas.servers[self.rank].kill()

    async def mend(self) -> None:
        await asyncio.to_thread(self.replicas.again, self.rank)


class Stopped(Fault):
    """Stopped until its readers have left, or (one turn in two) for a moment that nobody should notice."""

    name, title, reloads = (
        "fige",
        "Serveur figé (SIGSTOP) puis repris : 2 secondes, ou jusqu'au départ des lecteurs",
        None,
    )

    async def strike(self) -> None:
        server = self.replicas.servers[self.rank]
        server.send_signal(signal.SIGSTOP)
        if self.turn % 2:
            await asyncio.sleep(2)
            server.send_signal(signal.SIGCONT)
        else:
            self.steady.strike(f"r{self.rank + 1}")

    async def mend(self) -> None:
        self.replicas.servers[self.rank].send_signal(signal.SIGCONT)
        await asyncio.to_thread(self.replicas.all_ready)


class Cut(Fault):
    name, title = "coupe", "Liaisons coupées par le mandataire (`shutdown sessions`)"

    async def strike(self) -> None:
        self.steady.strike(f"r{self.rank + 1}")
        await asyncio.to_thread(self.replicas.order, "shutdown", "sessions", "server", f"outil/r{self.rank + 1}")


class Upgraded(Fault):
    """Every server replaced, one after the other: no new reader, the others told to leave, stopped, started again."""

    name, title = "remplace", "Mise à jour en journée : serveurs vidés puis remplacés un à un"

    async def strike(self) -> None:
        for one in (self.rank, *(n for n in range(len(self.replicas.ports)) if n != self.rank)):
            self.steady.strike(f"r{one + 1}")
            await asyncio.to_thread(self._replace, one)

    def _replace(self, rank: int) -> None:
        name = f"outil/r{rank + 1}"
        self.replicas.order("set", "server", name, "state", "drain")
        self.replicas.servers[rank].send_signal(signal.SIGTERM)
        self.replicas.again(rank)
        self.replicas.order("set", "server", name, "state", "ready")
