"""A real server and a real browser: started once, refused any request outside this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

from tests.bench.harness import ARGUMENTS, CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ("127.0.0.1", "localhost", "::1")
INSTALL = "Chromium est absent : les tests du navigateur sont sautés. Installez-le (Debian : apt install chromium)."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The application in its own process, as `make run` starts it."""

    def __init__(self, root: Path = ROOT, *, log: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log, self.root, self.settings = log, root, settings
        self.start()

    def start(self) -> None:
        """On the same port as before, when it was stopped."""
        command = [sys.executable, "-m", "shell.server", "--port", str(self.port)]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=self.root, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **self.settings}
            )
        self._wait()

    def _wait(self) -> None:
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url, timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not answer:\n{self.log.read_text('utf-8', 'replace')}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium est absent et CI est posé : .ci/run doit l'installer.")
        pytest.skip(INSTALL)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(log=tmp_path_factory.mktemp("serveur") / "journal.txt")
    yield server
    server.stop()


@pytest.fixture
def open_page(browser, server):
    """`open_page(path, **context)`: a page in a fresh session; every outside request is a failure."""
    contexts, outside = [], []

    def open_path(path: str, *, base: str = "", **options):
        options = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note_outside(request.url, outside))
        page.on("websocket", lambda socket: _note_outside(socket.url, outside))
        page.goto((base or server.url) + path)
        page.wait_for_selector("footer.pied", timeout=30_000)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert outside == [], f"requests outside this machine: {outside}"


def _note_outside(url: str, outside: list[str]) -> None:
    if not url.startswith(("data:", "blob:")) and urlparse(url).hostname not in LOCAL:
        outside.append(url)
