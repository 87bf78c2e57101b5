"""The faults of the machine: memory that is refused, a clock that moves, a slow line that loses packets."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from pathlib import Path
from urllib.error import URLError

from tests.charge.faults import Fault
from tests.charge.slow_line import ADDRESS, READER, SlowLine, alone
from tests.charge.steady import FORMS
from tests.charge.truth import printed, received

_GROUPS = Path("/sys/fs/cgroup/memory")
_ROOM = 24 * 1024 * 1024


class Memory(Fault):
    """By turns: a group of the system whose limit kills the server, a limit of addresses that refuses it memory."""

    name, title = (
        "memoire",
        "Mémoire refusée au serveur (groupe du système, ou `RLIMIT_AS`), relancé ensuite",
    )
    excused = True

    @classmethod
    def refusal(cls) -> str:
        return "" if os.geteuid() == 0 and _GROUPS.is_dir() else "il faut être administrateur (groupes mémoire)."

    async def strike(self) -> None:
        self.steady.strike(f"r{self.rank + 1}")
        server = self.replicas.servers[self.rank]
        if self.turn % 2:
            pages = int(Path(f"/proc/{server.pid}/statm").read_text("ascii").split()[0])
            room = pages * os.sysconf("SC_PAGE_SIZE") + _ROOM
            subprocess.run(["prlimit", "--pid", str(server.pid), f"--as={room}:{room}"], check=True)
        else:
            group = _GROUPS / f"territoires-pannes-{server.pid}"
            group.mkdir()
            (group / "memory.limit_in_bytes").write_text(str(_ROOM), encoding="ascii")
            (group / "cgroup.procs").write_text(str(server.pid), encoding="ascii")
        await asyncio.gather(*(asyncio.to_thread(self._weigh, one) for one in (*FORMS, *FORMS)))
        self.notes.append(f"{'adresses' if self.turn % 2 else 'groupe'} : {self._state()}")

    def _weigh(self, address: str) -> None:
        """Ask what takes memory of the server that has no more."""
        with contextlib.suppress(OSError, URLError):
            received(f"{self.replicas.each[self.rank]}{address}")

    def _state(self) -> str:
        ended = self.replicas.servers[self.rank].poll()
        return "vivant" if ended is None else f"mort ({ended})"

    async def mend(self) -> None:
        """Whatever starts a server again does; one that has survived is stopped first."""
        server = self.replicas.servers[self.rank]
        if server.poll() is None:
            server.kill()
        await asyncio.to_thread(self.replicas.again, self.rank)
        for group in _GROUPS.glob("territoires-pannes-*"):
            with contextlib.suppress(OSError):
                group.rmdir()


class Clock(Fault):
    """The clock of the servers (libfaketime), moved by an hour, a day, a year, forwards and back."""

    name, title = "heure", "Heure des serveurs changée (libfaketime : ± 1 h, ± 1 jour, ± 1 an)"
    _STEPS = ("+1h", "-1h", "+1d", "-1d", "+365d", "-365d")
    _FILE = "FAKETIME_TIMESTAMP_FILE"

    @classmethod
    def refusal(cls) -> str:
        return "" if cls._library() else "libfaketime est absent (Debian : apt install libfaketime)."

    @classmethod
    def needs(cls, folder: Path) -> dict[str, str]:
        path = folder / "heure.txt"
        path.write_text("+0\n", encoding="utf-8")
        return {
            "LD_PRELOAD": str(cls._library()),
            cls._FILE: str(path),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    @staticmethod
    def _library() -> Path | None:
        return next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)

    @property
    def file(self) -> Path:
        return Path(self.replicas.settings[self._FILE])

    async def strike(self) -> None:
        self.file.write_text(self._STEPS[self.turn % len(self._STEPS)] + "\n", encoding="utf-8")
        await asyncio.sleep(1.5)

    async def mend(self) -> None:
        self.file.write_text("+0\n", encoding="utf-8")


class Slow(Fault):
    """The browser stands at the end of a line of 400 ms that loses 2 % of its packets; a new reader comes by it too."""

    name, title = "lent", "Réseau lent : 400 ms aller et retour, 2 % de paquets perdus"
    line: SlowLine
    program: Path

    @classmethod
    def refusal(cls) -> str:
        return "" if os.geteuid() == 0 and Path("/dev/net/tun").exists() else "il faut être administrateur."

    @classmethod
    def needs(cls, folder: Path) -> dict[str, str]:
        alone()
        cls.line = SlowLine()
        cls.program = folder / "chromium"
        return {"TERRITOIRES_HOTES": ADDRESS}

    @classmethod
    def browser(cls, program: str) -> str:
        cls.program.write_text(f'#!/bin/sh\nexec ip netns exec {READER} {program} "$@"\n', encoding="utf-8")
        cls.program.chmod(0o755)
        return str(cls.program)

    @classmethod
    def listens(cls) -> tuple[str, str]:
        return "0.0.0.0", ADDRESS

    async def prepare(self) -> None:
        self.bytes = printed(await asyncio.to_thread(received, f"http://{ADDRESS}:{self.replicas.front}{FORMS[2]}"))

    async def strike(self) -> None:
        self.line.slow = True

    async def check(self) -> None:
        """A file by the slow line is whole; one turn in four, a first visit."""
        witness = self.witness
        assert witness and witness.page
        answer = await witness.page.context.request.get(f"{witness.base}{FORMS[2]}", timeout=60_000)
        if answer.status != 200 or printed(await answer.body()) != self.bytes:
            witness.wrong["fichier abîmé"] += 1
        if self.turn % 4 == 0:
            await witness.enter()
            if not await witness.until(witness.right):
                witness.wrong["première visite inachevée"] += 1

    async def mend(self) -> None:
        self.line.slow = False

    async def leave(self) -> None:
        self.notes.append(self.line.told())
        self.line.close()
