"""Files of a view asked of a server by address: seconds of each, then ten at once and what others feel meanwhile."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from shell.packs import packed_addresses
from tests.bench.gestures import CASES, FIRST, opened
from tests.bench.harness import Gesture, app_server, percentile

VIEWS = ("carte?indicateur=taux_pauvrete", "ecarts?activite=cancer", "territoire?departement=48",
         "defis?defi=E6D4&departement=46&departement=48", "scenario")  # fmt: skip
"""A view of each page that draws."""

PICTURED = (VIEWS[0], VIEWS[1], VIEWS[4])
"""Those that have a picture of their own."""

FORMS = {"une diapositive (.pptx)": ("pptx", 0.5), "document (.docx)": ("docx", 2.0), "document (.pdf)": ("pdf", 2.0),
         "image (.png)": ("png", 2.0), "dossier d'une vue (.zip)": ("zip", 5.0)}  # fmt: skip
"""Each form measured, its ending and the seconds that its slowest view may take (median of its visits)."""

TWENTY_S, PACK_S, MEMORY_MIB, SLOWER = 5.0, 5.0, 200.0, 1.5
AT_ONCE = 10
SELECTION = tuple(f"carte?indicateur={slug}" for slug in (
    "taux_pauvrete", "taux_chomage", "part_65_plus", "niveau_vie_median")) + tuple(
    f"ecarts?activite={slug}" for slug in ("cancer", "irc", "smr")) + tuple(
    f"territoire?departement={code}" for code in ("09", "34", "46", "48")) + (
    "ecarts", "ecarts?vue=ensemble", "defis", VIEWS[3], "scenario", "scenario?vue=oqos", "defis?vue=communs",
    "scenario?engagement=3", "defis?vue=etiquettes")  # fmt: skip
"""Twenty views of every page."""


def address(url: str, view: str, form: str) -> str:
    page, _, query = view.partition("?")
    return f"{url}/{page}.{form}?{query}"


def seconds(where: str) -> float:
    """Time to the last byte of a file; a «patientez» is waited for and asked again, as a reader would."""
    begun = time.perf_counter()
    while True:
        try:
            with urllib.request.urlopen(where, timeout=120) as answer:
                answer.read()
            return time.perf_counter() - begun
        except urllib.error.HTTPError as refused:
            if refused.code != 503:
                raise
            time.sleep(1)


def export_times(browser: Any, n: int = 3) -> dict[str, dict[str, float]]:
    """Each row: what was measured and its bar.

    Args:
        n: times that each file is asked for after a first one, which does not count; gestures are `8 * n`.
    """
    rows: dict[str, dict[str, float]] = {}
    server = app_server()
    try:
        server.wait()
        for name, (form, bar) in FORMS.items():
            slowest = 0.0
            for view in PICTURED if form == "png" else VIEWS:
                where = address(server.url, view, form)
                seconds(where)
                slowest = max(slowest, percentile([seconds(where) for _ in range(n)], 0.5))
            rows[name] = {"s": round(slowest, 2), "barre": bar}
        rows |= _at_once(browser, server, 8 * n)
    finally:
        server.stop()
    return rows | {
        "20 vues en un dossier (.pptx)": {"s": _timed(_deck), "barre": TWENTY_S},
        "20 vues en un dossier (.zip)": {"s": _timed(_pack), "barre": PACK_S},
    }


def _timed(write: Callable[[], bytes]) -> float:
    """Seconds of the second time, in this process."""
    write()
    begun = time.perf_counter()
    write()
    return round(time.perf_counter() - begun, 2)


def _pack() -> bytes:
    from shell.library import current

    return packed_addresses(SELECTION, current())


def _deck() -> bytes:
    from exports.slides.deck import deck
    from shell.library import current
    from views.registry import view_at

    return deck([view_at(current(), f"/{one}") for one in SELECTION], current())


def _at_once(browser: Any, server: Any, n: int) -> dict[str, dict[str, float]]:
    """Ten files at once, again and again while another session chooses an indicateur: memory, and how much slower."""
    gesture = opened(browser, next(case for case in CASES if case.name == FIRST), server)
    calm = _middle(gesture, n)
    before, highest, over = server.memory_mib(), 0.0, threading.Event()

    def ask(rank: int) -> None:
        while not over.is_set():
            form = ("pdf", "docx", "pptx", "png", "zip")[rank % 5]
            seconds(address(server.url, VIEWS[rank % len(VIEWS)] if form != "png" else VIEWS[0], form))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(ask, rank) for rank in range(AT_ONCE)]
        gesture.settled = []
        busy = _middle(gesture, n, each=lambda: server.memory_mib())
        highest = max(busy[1])
        over.set()
        for one in asked:
            one.result()
    gesture.page.context.close()
    return {
        "mémoire de plus, dix fichiers à la fois (Mio)": {"s": round(highest - before, 1), "barre": MEMORY_MIB},
        "geste d'une autre session pendant ce temps": {"s": round(busy[0] / calm[0], 2), "barre": SLOWER},
    }


def _middle(gesture: Gesture, n: int, each: Callable[[], float] = lambda: 0.0) -> tuple[float, list[float]]:
    """The p50 of some choices, and what was read after each of them."""
    read = []
    for turn in range(n + 2):
        gesture.once(turn, keep=turn > 1)
        read.append(each())
    return percentile(gesture.settled, 0.5), read


def show_exports(rows: dict[str, dict[str, float]]) -> None:
    print(f"{'fichiers':60}{'mesure':>9}{'au plus':>9}")
    for name, row in rows.items():
        print(f"{name:60}{row['s']:>9}{row['barre']:>9}{'  DÉPASSE' if row['s'] > row['barre'] else ''}")
