"""Faults under load, each several times, as a table: `make pannes`.

It starts servers and a proxy of its own, holds a load, and looks through the eyes of two readers in a real browser.
Everything stays on this machine, and stops by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.async_api import async_playwright

from deploiement.repliques import haproxy
from tests.bench.harness import ARGUMENTS, CHROMIUM
from tests.charge.faults import Cut, Fault, Killed, Stopped, Upgraded, Watched
from tests.charge.machine_faults import Clock, Memory, Slow
from tests.charge.set_faults import FullDisk, Replaced
from tests.charge.steady import FORMS, Steady
from tests.charge.truth import Truth, Truths, received
from tests.charge.witness import Typist, Witness

ROOT = Path(__file__).resolve().parents[2]
HEAD = (
    "| panne | fois | ce que le lecteur a vu | de nouveau juste : p50, plus long (s) | réponses justes | coupées, "
    "redonnées ensuite | perdues | faux montré |\n|---|---|---|---|---|---|---|---|"
)
BASE = {
    "TERRITOIRES_SESSIONS": "2000",
    "TERRITOIRES_DEMANDES_EN_RAFALE": "100000",
    "TERRITOIRES_DEMANDES_PAR_SECONDE": "100000",
}

FAULTS: dict[str, type[Fault]] = {
    one.name: one for one in (Killed, Stopped, Cut, Upgraded, Replaced, FullDisk, Clock, Memory, Slow)
}
"""Every fault by its name."""


@dataclass
class Row:
    """What was seen of one fault."""

    title: str
    seconds: list[float] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    made: int = 0
    cut: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    traces: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """Its line of the table."""
        said = " ; ".join(f"«{words}» {count} fois" for words, count in self.said.most_common())
        cells = [
            self.title,
            len(self.seconds),
            said or "rien : la vue tient",
            f"{median(self.seconds):.1f}, {max(self.seconds):.1f}",
            self.made,
            self.cut,
            self.lost.total(),
            self.wrong.total(),
        ]
        return "| " + " | ".join(map(str, cells)) + " |"

    def details(self) -> str:
        """What was lost or wrong, what the servers' logs hold, and what else was noted; empty when there is nothing."""
        parts = {"perdu": self.lost, "faux": self.wrong, "traces": self.traces, "noté": Counter(self.notes)}
        told = [f"{name} : {words} ({count})" for name, found in parts.items() for words, count in found.items()]
        return "\n".join(f"- {self.title} : {one}" for one in told)


class Trial:
    """Servers, load and readers, for one fault after the other."""

    def __init__(self, asked: argparse.Namespace, folder: Path) -> None:
        self.asked, self.folder = asked, folder

    async def run(self, kind: type[Fault]) -> Row:
        """One fault, as many times as asked."""
        settings = {**BASE, **kind.needs(self.folder)}
        listened, asked = kind.listens()
        with Watched(self.asked.serveurs, host=listened, **settings) as replicas:
            replicas.all_ready()
            stamp = json.loads(received(f"{replicas.each[0]}/app/sante"))["empreinte"]
            truths = Truths([Truth(*kind.tables(settings), stamp)])
            apart = truths.learn(FORMS, replicas.each, f"127.0.0.1:{replicas.front}")
            steady = Steady(replicas.front, truths, sessions=self.asked.sessions, rate=self.asked.gestes)
            fault = kind(replicas, steady, truths)
            base = f"http://{asked}:{replicas.front}"
            await fault.prepare()
            async with self._readers(kind, base, truths) as readers:
                await steady.fill()
                steady.start()
                row = Row(kind.title, notes=[f"deux serveurs diffèrent à {one}" for one in apart])
                begun, most = time.monotonic(), 60 * self.asked.minutes
                for turn in range(self.asked.fois):
                    if most and time.monotonic() - begun > most:
                        break
                    row.seconds.append(await self._turn(fault, turn, steady, readers))
                    self._told(row, turn, steady, readers)
                await steady.stop()
                row.made, row.cut, row.lost = steady.made, steady.cut, steady.lost
                row.wrong = sum((one.wrong for one in readers), steady.wrong)
                row.said = sum((one.said for one in readers), Counter())
                row.traces, row.notes = Counter(replicas.traces()), row.notes + fault.notes
            await fault.leave()
        return row

    async def _turn(self, fault: Fault, turn: int, steady: Steady, readers: Sequence[Witness]) -> float:
        rank = int((await readers[0].served_by())[1:]) - 1
        fault.turn, fault.rank, fault.witness = turn, rank, readers[0]
        striking = asyncio.create_task(fault.strike())
        await asyncio.sleep(0)
        seconds, _ = await asyncio.gather(*(one.answered() for one in readers))
        await striking
        await fault.check()
        await fault.mend()
        await steady.calm()
        for one in readers:
            await one.ready()
        return seconds

    def _told(self, row: Row, turn: int, steady: Steady, readers: Sequence[Witness]) -> None:
        wrong = sum(one.wrong.total() for one in readers) + steady.wrong.total()
        told = (
            f"{row.title}, {turn + 1} : {row.seconds[-1]:.1f} s ; {steady.made} justes, {steady.cut} coupées, "
            f"{steady.lost.total()} perdues, {wrong} faux"
        )
        print(told, file=sys.stderr, flush=True)
        for found in (steady.lost, steady.wrong, *(one.wrong for one in readers)):
            if found and self.asked.bavard:
                print(dict(found), file=sys.stderr, flush=True)

    @asynccontextmanager
    async def _readers(self, kind: type[Fault], base: str, truths: Truths) -> AsyncIterator[list[Witness]]:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=kind.browser(str(CHROMIUM)), args=ARGUMENTS)
            readers = [one(browser, base, truths, excused=kind.excused) for one in (Witness, Typist)]
            try:
                for one in readers:
                    await one.open()
                yield readers
            finally:
                for one in readers:
                    await one.close()
                await browser.close()


def main() -> int:
    parser = argparse.ArgumentParser(description="Frappe des serveurs de ce poste sous charge et dit ce qui est vu.")
    parser.add_argument("--pannes", nargs="+", choices=list(FAULTS), default=list(FAULTS))
    parser.add_argument("--fois", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=0, help="au plus, par panne ; 0 : autant qu'il faut")
    parser.add_argument("--serveurs", type=int, default=2)
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--gestes", type=float, default=4, help="gestes par seconde")
    parser.add_argument("--bavard", action="store_true", help="dit chaque perte à mesure")
    asked = parser.parse_args()
    if not haproxy() or CHROMIUM is None:
        print("HAProxy et Chromium sont nécessaires (Debian : apt install haproxy chromium).", file=sys.stderr)
        return 2
    rows = []
    with tempfile.TemporaryDirectory(prefix="pannes-", ignore_cleanup_errors=True) as folder:
        for name in asked.pannes:
            if reason := FAULTS[name].refusal():
                print(f"{FAULTS[name].title} : {reason}", file=sys.stderr)
                continue
            begun = time.monotonic()
            rows.append(asyncio.run(Trial(asked, Path(folder)).run(FAULTS[name])))
            print(f"{rows[-1].line()}\n{rows[-1].details()}\n({time.monotonic() - begun:.0f} s)", file=sys.stderr)
    held = f"{asked.serveurs} serveurs, {asked.sessions} sessions, {asked.gestes:g} gestes par seconde"
    print(f"Le {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cœurs, {held} :\n\n{HEAD}")
    print("\n".join(row.line() for row in rows), end="\n\n")
    print("\n".join(filter(None, (row.details() for row in rows))))
    return 1 if any(row.wrong or row.lost for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
