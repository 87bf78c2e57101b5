"""Load, faults and endurance of a server of this machine, as a table: `make charge`.

It starts a server of its own, holds sessions open, draws gestures at a rate from `MIX` and stops by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from deploiement.repliques import Replicas, free_ports, wait_ready
from tests.charge.peer import DashReader
from tests.charge.session import LostError, Reader

ROOT = Path(__file__).resolve().parents[2]
PLANS = ("09", "34", "46", "48")
MIX = {"carte": 0.24, "ecarts": 0.19, "defis": 0.15, "scenario": 0.1, "territoire": 0.14, "recherche": 0.05,
       "forme": 0.07, "export": 0.03, "visite": 0.03}  # fmt: skip
"""Shares of the gestures: a page is a change of one of its controls; `visite`, a reader who leaves and one who comes;
the others are addresses."""

ADDRESSES = {
    "recherche": ("/app/recherche.json?q=dialyse+h%C3%A9rault", "/app/recherche.json?q=pauvret%C3%A9+aude"),
    "forme": ("/carte.json?indicateur=taux_pauvrete", "/ecarts.csv?vue=ensemble", "/territoire.json?departement=34"),
    "export": (
        "/ecarts.xlsx?vue=ensemble",
        "/carte.pptx?indicateur=taux_pauvrete",
        "/carte.pdf?indicateur=taux_pauvrete",
    ),
}
PAGES = [name for name in MIX if name not in ADDRESSES and name != "visite"]

DASH_MIX = {"carte": 0.97, "visite": 0.03}
"""On the Dash page, which has one control."""


@dataclass
class Times:
    """Seconds of each kind of gesture, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, seconds: float) -> None:
        self.seconds.setdefault(kind, []).append(seconds)

    def table(self) -> str:
        """The Markdown lines of each kind, then of all."""
        every = [one for kind, found in self.seconds.items() if kind != "ouverture" for one in found]
        lines = ["| geste | nombre | p50 (ms) | p95 (ms) | plus long (ms) |", "|---|---|---|---|---|"]
        for kind, found in [*sorted(self.seconds.items()), ("tous les gestes", every)]:
            if len(found) > 1:
                told = [
                    len(found),
                    1000 * median(found),
                    1000 * quantiles(found, n=20, method="inclusive")[-1],
                    1000 * max(found),
                ]
                lines.append(f"| {kind} | " + " | ".join(f"{one:.0f}" for one in told) + " |")
        wrong = ", ".join(f"{name} {count}" for name, count in sorted(self.faults.items())) or "aucun"
        return "\n".join([*lines, "", f"Défauts : {wrong}."])


class Load:
    """Sessions on a port, and gestures at a rate.

    Args:
        port: of the server or of its proxy.
        sessions: pages held open.
        rate: gestures a second, all sessions together.
        reader, mix: who reads, and the shares of what they do.
    """

    def __init__(
        self,
        port: int,
        *,
        sessions: int,
        rate: float,
        seed: int = 1,
        reader: type[Reader] | type[DashReader] = Reader,
        mix: dict[str, float] = MIX,
    ) -> None:
        self.port, self.sessions, self.rate, self.draw = port, sessions, rate, random.Random(seed)
        self.reader, self.mix = reader, mix
        self.pages = [name for name in mix if name not in ADDRESSES and name != "visite"]
        self.readers: list[tuple[Reader | DashReader, str]] = []
        self.times = Times()

    async def fill(self) -> None:
        """Open every session, a few at once, on pages drawn from the mix."""
        gate = asyncio.Semaphore(4)

        async def one(number: int) -> None:
            page, plan = self.pages[number % len(self.pages)], PLANS[number % len(PLANS)]
            reader = self.reader(self.port)
            async with gate:
                try:
                    self.times.add("ouverture", await reader.open(page, f"departement={plan}"))
                    self.readers.append((reader, plan))
                except (LostError, OSError) as error:
                    self.times.faults[f"ouverture {error}"] += 1

        await asyncio.gather(*(one(number) for number in range(self.sessions)))

    async def play(self, seconds: float) -> None:
        """Draw gestures at the rate, one at a time for each session."""
        busy: set[int] = set()
        tasks: set[asyncio.Task[None]] = set()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            kind = self.draw.choices(list(self.mix), list(self.mix.values()))[0]
            if kind in ADDRESSES:
                task = asyncio.create_task(self._address(kind))
            else:
                wanted = {kind} if kind in self.pages else set(self.pages)
                free = [rank for rank, (one, _) in enumerate(self.readers) if rank not in busy and one.page in wanted]
                if not free:
                    self.times.faults["aucune session libre"] += 1
                    await asyncio.sleep(1 / self.rate)
                    continue
                made = self._visit if kind == "visite" else self._gesture
                task = asyncio.create_task(made(kind, self.draw.choice(free), busy))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            await asyncio.sleep(self.draw.expovariate(self.rate))
        await asyncio.gather(*tasks)

    async def _gesture(self, kind: str, rank: int, busy: set[int]) -> None:
        reader, _plan = self.readers[rank]
        busy.add(rank)
        try:
            self.times.add(kind, await reader.gesture(self.draw))
            if not reader.shown:
                self.times.faults["réponse vide"] += 1
            if "Une erreur imprévue" in reader.shown:
                self.times.faults["erreur imprévue"] += 1
        except LostError as error:
            self.times.faults[f"{kind} {error}"] += 1
        finally:
            busy.discard(rank)

    async def _visit(self, kind: str, rank: int, busy: set[int]) -> None:
        """A reader leaves; another opens a page, and is counted until it is drawn."""
        left, plan = self.readers[rank]
        busy.add(rank)
        await left.close()
        come = self.reader(self.port)
        self.readers[rank] = come, plan
        try:
            self.times.add(kind, await come.open(left.page, f"departement={plan}"))
        except (LostError, OSError) as error:
            self.times.faults[f"{kind} {error}"] += 1
        finally:
            busy.discard(rank)

    async def _address(self, kind: str) -> None:
        address = f"http://127.0.0.1:{self.port}{self.draw.choice(ADDRESSES[kind])}"
        start = time.perf_counter()
        try:
            await asyncio.to_thread(_got, address)
            self.times.add(kind, time.perf_counter() - start)
        except OSError as error:
            self.times.faults[f"{kind} {getattr(error, 'code', type(error).__name__)}"] += 1

    async def leave(self) -> None:
        """Close every session."""
        await asyncio.gather(*(reader.close() for reader, _ in self.readers), return_exceptions=True)


def _got(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


def memory(pids: Sequence[int]) -> float:
    """MiB that processes hold (Linux)."""
    told = [Path(f"/proc/{pid}/status").read_text("utf-8") for pid in pids]
    lines = [line for one in told for line in one.splitlines() if line.startswith("VmRSS")]
    return sum(int(line.split()[1]) for line in lines) / 1024


def processor(pid: int) -> float:
    """Seconds that a process has taken of the processor (Linux)."""
    parts = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


async def _measured(load: Load, pids: Sequence[int], seconds: float, every: float) -> list[str]:
    lines = [f"Mémoire au départ : {memory(pids):.0f} Mio."]
    await load.fill()
    lines.append(f"{len(load.readers)} sessions ouvertes : {memory(pids):.0f} Mio.")
    if load.rate:
        left, spent = seconds, [processor(pid) for pid in pids]
        while left > 0:
            await load.play(min(every, left))
            left -= every
            lines.append(f"Après {seconds - max(left, 0):.0f} s de gestes : {memory(pids):.0f} Mio.")
        count = sum(len(found) for kind, found in load.times.seconds.items() if kind != "ouverture")
        taken = [processor(pid) - before for pid, before in zip(pids, spent, strict=True)]
        lines.append(f"{count} gestes ; {1000 * sum(taken) / max(count, 1):.0f} ms de processeur chacun.")
        if len(pids) > 1:
            lines.append(f"Processeur de chaque serveur : {', '.join(f'{one:.1f} s' for one in taken)}.")
    await load.leave()
    return lines


def _settings(sessions: int) -> dict[str, str]:
    """Options of a server that is asked more than readers ask."""
    return {
        "TERRITOIRES_SESSIONS": str(sessions + 50),
        "TERRITOIRES_DEMANDES_EN_RAFALE": "100000",
        "TERRITOIRES_DEMANDES_PAR_SECONDE": "1000",
    }


def _told(asked: argparse.Namespace, title: str, port: int, pids: Sequence[int], **who: Any) -> None:
    """Load what answers at a port, and print its table."""
    load = Load(port, sessions=asked.sessions, rate=asked.gestes, **who)
    print(f"### {title}", end="\n\n")
    print("\n".join(asyncio.run(_measured(load, pids, asked.secondes, asked.relever))), end="\n\n")
    print(load.times.table(), end="\n\n")


@contextmanager
def _alone(module: str, ready: str, sessions: int) -> Iterator[tuple[int, Sequence[int]]]:
    """One server: its port and its process."""
    (port,) = free_ports(1)
    told, silent = {**os.environ, **_settings(sessions)}, subprocess.DEVNULL
    command = [sys.executable, "-m", module, "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=told, stdout=silent, stderr=silent)
    try:
        wait_ready(f"http://127.0.0.1:{port}{ready}")
        yield port, [server.pid]
    finally:
        server.terminate()
        server.wait(20)


def main() -> int:
    parser = argparse.ArgumentParser(description="Charge un serveur de ce poste et dit ses temps.")
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--gestes", type=float, default=20, help="gestes par seconde ; 0 : sessions oisives")
    parser.add_argument("--secondes", type=float, default=60)
    parser.add_argument("--relever", type=float, default=60, help="secondes entre deux relevés de la mémoire")
    parser.add_argument("--dash", action="store_true", help="charge ensuite de même la page Dash de tests/bench")
    parser.add_argument("--serveurs", type=int, default=1, help="derrière HAProxy quand il y en a plusieurs")
    asked = parser.parse_args()
    if asked.serveurs > 1:
        with Replicas(asked.serveurs, **_settings(asked.sessions)) as running:
            pids = [server.pid for server in running.servers]
            _told(asked, f"L'outil, {asked.serveurs} serveurs derrière HAProxy", running.front, pids)
    else:
        with _alone("shell.server", "/app/pret", asked.sessions) as (port, pids):
            _told(asked, "L'outil", port, pids)
    if asked.dash:
        with _alone("tests.bench.dash_page", "/_dash-layout", asked.sessions) as (port, pids):
            _told(asked, "La page Dash", port, pids, reader=DashReader, mix=DASH_MIX)
    return 0


if __name__ == "__main__":
    sys.exit(main())
