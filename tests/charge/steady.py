"""A load that goes on through faults: who is cut comes back and asks again, every answer is compared with the truth."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from urllib.error import HTTPError

from tests.charge.__main__ import ADDRESSES, MIX, PAGES, PLANS
from tests.charge.session import LostError, Reader
from tests.charge.truth import UNEXPECTED, Truths, received

FORMS = sorted(address for found in ADDRESSES.values() for address in found)
EVERY = "*"
"""Every server is struck."""

_BACK, _AGAIN = 60.0, 0.5
"""Seconds in which who was cut must be back, and those between two tries."""


class Steady:
    """Readers behind a proxy, with gestures at a rate, until they are told to leave.

    Attributes:
        made: answers had and right; cut: those that a fault took, had again afterwards.
        lost: what a fault does not explain, or was never had; wrong: what was shown and is not so.
        struck: servers that a fault holds now (`r1`), or EVERY.
    """

    def __init__(self, port: int, truths: Truths, *, sessions: int, rate: float, seed: int = 1) -> None:
        self.port, self.truths, self.sessions, self.rate = port, truths, sessions, rate
        self.draw = random.Random(seed)
        self.readers: list[Reader] = []
        self.cut_readers: set[int] = set()
        self.busy: set[int] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        self.struck: set[str] = set()
        self.playing: asyncio.Task[None] | None = None
        self.forget()

    def forget(self) -> None:
        """Count from nothing."""
        self.made = self.cut = 0
        self.lost: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()

    async def fill(self) -> None:
        """Open every session, a few at once."""
        gate = asyncio.Semaphore(4)

        async def one(number: int) -> None:
            reader = Reader(self.port)
            self.readers.append(reader)
            async with gate:
                await reader.open(PAGES[number % len(PAGES)], f"departement={PLANS[number % len(PLANS)]}")
                self._judge(reader)

        await asyncio.gather(*(one(number) for number in range(self.sessions)))

    def start(self) -> None:
        self.playing = asyncio.create_task(self._play())

    async def stop(self) -> None:
        """No gesture more; those under way end, and every session is closed."""
        if self.playing:
            self.playing.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(reader.close() for reader in self.readers), return_exceptions=True)

    def strike(self, *servers: str) -> None:
        """From now on a fault holds these servers: who is there may be cut."""
        self.struck = {*servers}
        self.cut_readers |= {rank for rank, one in enumerate(self.readers) if self._explained(one.cookie)}

    async def calm(self) -> None:
        """The fault is over: everybody who was there looks again, and must see the right view."""
        await asyncio.gather(*(self._look(rank) for rank in sorted(self.cut_readers)))
        self.struck, self.cut_readers = set(), set()

    async def _look(self, rank: int) -> None:
        while rank in self.busy:
            await asyncio.sleep(0.05)
        if rank in self.cut_readers:
            await self._one(rank, leave=False)

    def _explained(self, cookie: str) -> bool:
        return EVERY in self.struck or (bool(self.struck) and cookie.rpartition("=")[2] in self.struck | {""})

    def _judge(self, reader: Reader) -> None:
        said = self.truths.wrong(reader.page, reader.query, reader.shown)
        said = said or ("deux jeux dans une page" if len(reader.sets) > 1 else "")
        if said:
            self.wrong[f"/{reader.page}?{reader.query} : {said}"] += 1
        else:
            self.made += 1

    async def _play(self) -> None:
        while True:
            kind = self.draw.choices(list(MIX), list(MIX.values()))[0]
            if kind in ADDRESSES:
                self._do(self._form(self.draw.choice(ADDRESSES[kind])))
            else:
                wanted = {kind} if kind in PAGES else set(PAGES)
                free = [n for n, one in enumerate(self.readers) if n not in self.busy and one.page in wanted]
                if free:
                    self._do(self._one(self.draw.choice(free), leave=kind == "visite"))
            await asyncio.sleep(self.draw.expovariate(self.rate))

    def _do(self, work: object) -> None:
        task = asyncio.create_task(work)  # type: ignore[arg-type]
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _one(self, rank: int, *, leave: bool) -> None:
        """A gesture of a reader, or one who leaves and another who comes; cut, it comes back to its view."""
        self.busy.add(rank)
        try:
            if leave:
                await self.readers[rank].close()
                self.readers[rank] = Reader(self.port, page=self.readers[rank].page, query="departement=34")
                self.cut_readers.discard(rank)
            reader = self.readers[rank]
            try:
                await (reader.open(reader.page, reader.query) if leave else reader.gesture(self.draw))
                if UNEXPECTED in reader.shown and self._explained(reader.cookie):
                    raise LostError("refus")
                self._judge(reader)
            except (LostError, OSError) as error:
                if not (rank in self.cut_readers or self._explained(reader.cookie)):
                    self.lost[f"{reader.cookie or 'nouveau'} {error or type(error).__name__}"] += 1
                await self._back(rank, reader)
        finally:
            self.busy.discard(rank)

    async def _back(self, rank: int, reader: Reader) -> None:
        """Come back as a page does, until it is at its view again."""
        until = time.monotonic() + _BACK
        while time.monotonic() < until:
            try:
                await reader.again()
            except (LostError, OSError):
                await asyncio.sleep(_AGAIN)
                continue
            if UNEXPECTED in reader.shown and self._explained(reader.cookie):
                await asyncio.sleep(_AGAIN)
                continue
            self._judge(reader)
            self.cut += 1
            self.cut_readers.discard(rank)
            return
        self.lost[f"/{reader.page} jamais revenue"] += 1

    async def _form(self, address: str) -> None:
        """A form by its address, asked again while a fault explains that it did not come."""
        cookie, again, until = self.draw.choice(self.readers).cookie, False, time.monotonic() + _BACK
        while time.monotonic() < until:
            try:
                body = await asyncio.to_thread(received, f"http://127.0.0.1:{self.port}{address}", cookie=cookie)
            except OSError as error:
                if not self._explained(cookie) and not again:
                    self.lost[f"{address} {getattr(error, 'code', type(error).__name__)}"] += 1
                    return
                again = True
                if isinstance(error, HTTPError):
                    error.close()
                await asyncio.sleep(_AGAIN)
                continue
            said = self.truths.form_wrong(address, body)
            self.wrong.update([f"{address} : {said}"] if said else [])
            self.made += not said
            self.cut += again
            return
        self.lost[f"{address} jamais reçue"] += 1
