"""The way out of this machine, taken by each request of a page that is not for it: it leads nowhere, and is noted."""

from __future__ import annotations

import contextlib
import socketserver
import threading

LOCAL = "127.0.0.1,localhost,[::1]"
OWN = "CONNECT content-autofill.googleapis.com:443"
"""What the whole of Chromium asks by itself about the fields of a page; `chromium-headless-shell` does not."""


class WayOut:
    """A proxy that answers nothing: a context is told to go by it to all that is not this machine.

    Nothing is spent on the requests of pages that stay here, where Playwright would tell this process of each.

    `asked`: the first line of each request, in their order.
    `proxy`: what a context is made with.
    """

    def __init__(self) -> None:
        self.asked = asked = list[str]()

        class Noted(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    said = self.rfile.readline().decode("ascii", "replace").strip()
                    if not said.startswith(OWN):
                        asked.append(said)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Noted)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.proxy = {"server": f"http://127.0.0.1:{self._server.server_address[1]}", "bypass": LOCAL}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def assert_unused(self) -> None:
        """What was asked is forgotten: the next test answers for itself alone."""
        asked, self.asked[:] = list(self.asked), []
        assert asked == [], f"requests outside this machine: {asked}"
