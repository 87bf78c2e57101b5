"""Servers, a browser and a stopwatch for the benchmark; sequential, on this machine only."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROBE = (HERE / "probe.js").read_text("utf-8")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
QUIET_MS, LIMIT_MS, AFTER_MS = 200, 8000, 120
CONTROL_MS = 8000
"""How long a control may take to be there; one that is not is a defect of the page or of the gesture."""

READS_MS = 300
"""What a reader takes at least to look at a list once it is open: the same for every page, ours or not."""


class Server:
    """One Streamlit process on a free port."""

    def __init__(self, command: list[str], *, cwd: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.started = time.perf_counter()
        full = [part.format(port=self.port) for part in command]
        self.process = subprocess.Popen(
            full, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        for _ in range(1200):
            try:
                with urllib.request.urlopen(self.url, timeout=2):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the server did not answer")

    def memory_mib(self) -> float:
        """Resident memory of the process, from /proc (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def app_server(root: Path = ROOT, **environment: str) -> Server:
    return Server([sys.executable, "-m", "shell.server", "--port", "{port}"], cwd=root, **environment)


def bare_server() -> Server:
    options = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(HERE / "bare_page.py"),
        "--server.port",
        "{port}",
        *options,
    ]
    return Server(command, cwd=HERE)


def dash_server() -> Server:
    return Server([sys.executable, "-m", "tests.bench.dash_page", "--port", "{port}"], cwd=ROOT)


@dataclass
class Gesture:
    """One thing a user does, again and again, and what must then have settled."""

    name: str
    page: Any
    prepare: Callable[[Any, int], None]
    act: Callable[[Any, int], None]
    watch: str
    settled: list[float] = field(default_factory=list)
    timeouts: int = 0
    failed: int = 0
    received: list[int] = field(default_factory=list)

    def once(self, turn: int, *, keep: bool) -> None:
        """Do it once; the stopwatch runs inside the page."""
        self.page.bring_to_front()
        self.prepare(self.page, turn)
        self.page.wait_for_timeout(READS_MS)
        before = len(self.page.weights)
        self.page.evaluate("([s, q, l]) => window.__probe.arm(s, q, l)", [self.watch, QUIET_MS, LIMIT_MS])
        self.act(self.page, turn)
        self.page.wait_for_function("() => window.__probe.state !== 'armed'", timeout=LIMIT_MS + 5000)
        result = self.page.evaluate("() => ({...window.__probe, arm: null, seen: null})")
        self.page.wait_for_timeout(AFTER_MS)
        if not keep:
            return
        if result["state"] == "done":
            self.settled.append(result["last"] - result["start"])
            self.received.append(sum(self.page.weights[before:]))
        else:
            self.timeouts += 1


def open_page(browser: Any, url: str, ready: str, *, rest_ms: int = 1000) -> Any:
    """A page with the probe, that also weighs what the server sends over its socket."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page = context.new_page()
    page.weights = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: page.weights.append(len(frame))))
    page.add_init_script(PROBE)
    page.goto(url)
    page.wait_for_selector(ready, timeout=60_000)
    page.wait_for_timeout(rest_ms)
    page.set_default_timeout(CONTROL_MS)
    return page


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def cold_seconds(make: Callable[[], Server], path: str, ready: str, playwright: Any, runs: int) -> float:
    """Median time from the start of the process to the first picture, with an empty browser cache."""
    times = []
    for _ in range(runs):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto("about:blank")
        server = make()
        try:
            server.wait()
            page.goto(server.url + path, wait_until="commit")
            page.wait_for_selector(ready, state="attached", timeout=60_000)
            page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
            times.append(time.perf_counter() - server.started)
        finally:
            server.stop()
            browser.close()
    return median(times)


def write_report(path: Path, report: dict[str, Any]) -> None:
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
