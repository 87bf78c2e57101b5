"""A relay on the loopback between a browser and a server, which can cut: the network as a laptop loses it."""

from __future__ import annotations

import asyncio
import contextlib
import threading

from deploiement.repliques import free_ports


class Relay:
    """Passes bytes from its port to `target` until it is told to cut.

    `refuse()`: the connections fall and no new one is taken (Wi-Fi switched off, server stopped).
    `swallow()`: nothing falls, and nothing passes any more (a sleeping laptop, a lost route).
    `deafen()`: what the server answers is lost, what the browser sends passes (a cut seen from one side first).
    `join()`: bytes pass again; what was swallowed is closed.
    `received`: bytes that came from the server.
    `drop()`: the connections fall, new ones are taken at once (a proxy that closes what has been idle).
    """

    def __init__(self, target: int) -> None:
        self.port, self.target = free_ports(1)[0], target
        self.url = f"http://127.0.0.1:{self.port}"
        self.received = 0
        self._unheard = threading.Event()
        self._mode = "join"
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._serve, "127.0.0.1", self.port))

    def refuse(self) -> None:
        self._mode = "refuse"
        self._do(self._drop())

    def swallow(self) -> None:
        self._mode = "swallow"

    def deafen(self) -> None:
        self._unheard.clear()
        self._mode = "deafen"

    def wait_unheard(self) -> None:
        """Until the server has answered something that was lost."""
        assert self._unheard.wait(30)

    def join(self) -> None:
        if self._mode in ("swallow", "deafen"):
            self._do(self._drop())
        self._mode = "join"

    def drop(self) -> None:
        self._do(self._drop())

    def stop(self) -> None:
        self.refuse()
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _end(self) -> None:
        self._server.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _drop(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._mode == "refuse":
            writer.transport.abort()
            return
        self._open.add(writer)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self.target)
            self._open.add(inner_writer)
            await asyncio.gather(self._pass(reader, inner_writer), self._pass(inner_reader, writer, counted=True))
            self._open.discard(inner_writer)
        self._open.discard(writer)
        writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counted: bool = False) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                self.received += len(data) if counted else 0
                if counted and self._mode == "deafen":
                    self._unheard.set()
                elif self._mode != "swallow":
                    writer.write(data)
                    await writer.drain()
        writer.close()
