"""A first and a second visit over a slow line: what comes on it, when the first words and the picture are read.

The line is that of `Network.emulateNetworkConditions` (Chromium): 400 ms before each answer, 200 kB a second both ways.
Bytes are counted on the loopback, headers and socket included. Run alone: `.venv/bin/python -m tests.bench --ligne`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.harness import app_server
from tests.navigateur.relay import Relay

CONDITIONS = {"offline": False, "latency": 400, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
TITLE, AFTER_MS = ".premiers-mots .dit, h1", 2000
VISITS = {
    "/": ".accueil, [data-corps]",
    "/carte": ".carte-svg path[data-dep]",
    "/territoire?departement=48": ".epine",
    "/ecarts?vue=activite&activite=cancer": ".table-activite td",
    "/defis?departement=46&departement=48": "[data-corps]",
    "/scenario": ".bilan",
    "/sources": "[data-corps]",
    "/recherche?q=cancer": "[data-corps]",
}
"""The address of each page, and what is there once its main part is drawn."""

BARS = {"mots_s": 6.0, "carte_s": 9.0, "octets": 1_200_000}
"""What a first visit of the map may take: its title, its map, its bytes."""


@dataclass(frozen=True)
class Visit:
    """One page opened: seconds to its title and to its main part, and the bytes that came."""

    words: float
    drawn: float
    received: int


def visit(page: Any, relay: Relay, path: str, *, slow: bool = True) -> Visit:
    """Open an address in a page of Playwright; bytes are counted two seconds more than its main part takes."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    if slow:
        line.send("Network.emulateNetworkConditions", CONDITIONS)
    before, begun = relay.received, time.perf_counter()
    page.goto(relay.url + path, wait_until="commit", timeout=90_000)
    page.wait_for_selector(TITLE, state="visible", timeout=90_000)
    words = time.perf_counter() - begun
    page.wait_for_selector(VISITS[path], state="attached", timeout=90_000)
    drawn = time.perf_counter() - begun
    page.wait_for_timeout(AFTER_MS)
    return Visit(words, drawn, relay.received - before)


def line_times(
    browser: Any, n: int = 3, other: Path | None = None, *, paths: Iterable[str] = tuple(VISITS)
) -> dict[str, dict[str, float]]:
    """Medians of `n` first visits of each page and of as many second ones; with `other`, of another copy in turn."""
    servers = {"": app_server()} | ({" (autre)": app_server(root=other)} if other else {})
    relays = {name: Relay(server.port) for name, server in servers.items()}
    found: dict[str, list[Visit]] = {}
    try:
        for server in servers.values():
            server.wait()
        for turn in range(n + 1):  # the first turn, which wakes the server, does not count
            for path in paths:
                for name, relay in relays.items():
                    _twice(browser, relay, path, found if turn else {}, name)
    finally:
        for relay in relays.values():
            relay.stop()
        for server in servers.values():
            server.stop()
    return {name: _row(visits) for name, visits in found.items()}


def _twice(browser: Any, relay: Relay, path: str, found: dict[str, list[Visit]], name: str) -> None:
    """A first visit, with nothing kept, and a second one, in a new tab of the same reader."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    for label in ("première", "seconde"):
        page = context.new_page()
        found.setdefault(f"{path}, {label}{name}", []).append(visit(page, relay, path))
        page.close()
    context.close()


def _row(visits: list[Visit]) -> dict[str, float]:
    return {
        "mots_s": round(median(one.words for one in visits), 2),
        "carte_s": round(median(one.drawn for one in visits), 2),
        "octets": round(median(one.received for one in visits)),
    }


def show_line(rows: dict[str, dict[str, float]]) -> None:
    print(f"{'visite, ligne lente':60}{'mots s':>8}{'vue s':>8}{'octets':>10}")
    for name, row in rows.items():
        print(f"{name:60}{row['mots_s']:>8}{row['carte_s']:>8}{row['octets']:>10}")
    first = rows["/carte, première"]
    for name, most in BARS.items():
        if first[name] >= most:
            print(f"/carte dépasse sa limite : {name} {first[name]} (au plus {most})")
