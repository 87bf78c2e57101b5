"""A real server for all workers, a real browser for each; tabs kept from test to test; no request leaves the machine.

Five ways to a page, from the dearest to the cheapest:
`open_fresh(path)`: a context of its own, nothing in its cache: a first visit.
`open_alone(path)`: a kept tab loads the address and leaves it after the test, for what cuts the network.
`open_page(path)`: a kept tab loads the address, which begins a new session of the server.
`enter(path)`: the tab of `visit`, for tests that press: what they leave open is left by way of another page.
`visit(path)`: a kept tab moves inside its session, as a link of the page does; for tests that only look.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path
from urllib.parse import urlparse

import pytest

from deploiement.repliques import free_ports
from tests.bench.harness import ARGUMENTS, CHROMIUM
from tests.navigateur.reading import SETTLED, settle
from tests.navigateur.relay import Relay
from tests.navigateur.way_out import WayOut

ROOT = Path(__file__).resolve().parents[2]
BROWSER = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or CHROMIUM
"""The same engine without the window, the address field and the profile of a user, or the whole browser."""
TIERS = "--no-opt --invocation-count-for-maglev=4000 --invocation-count-for-maglev-osr=1000"
LAUNCHED = [*ARGUMENTS, "--font-render-hinting=slight", "--process-per-site", f"--js-flags={TIERS}"]
"""Letters as wide as in a window, where the engine alone would hint them whole; the tabs of one context share what they
have compiled; and what runs ten times as often as a page does, as axe, is alone made faster: pages are read and left,
the rest would not be repaid (docs/mesures.md)."""
INSTALL = (
    "Chromium est absent : les tests du navigateur sont sautés. Installez-le (Debian : apt install chromium "
    "chromium-headless-shell)."
)


class Place:
    """Where a server listens, and the file of what it says."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log
        self.url = f"http://127.0.0.1:{port}"

    def alive(self) -> bool:
        return True

    def wait(self) -> None:
        """Until it answers."""
        for _ in range(1200):
            if not self.alive():
                break
            try:
                with urllib.request.urlopen(self.url, timeout=2):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not answer:\n{self.log.read_text('utf-8', 'replace')}")


class Server(Place):
    """The application in its own process, as `make run` starts it."""

    def __init__(self, root: Path = ROOT, *, log: Path, wait: bool = True, **settings: str) -> None:
        super().__init__(free_ports(1)[0], log)
        self.root, self.settings = root, settings
        self.launch()
        if wait:
            self.wait()

    def launch(self) -> None:
        """On the same port as before, when it was stopped."""
        command = [sys.executable, "-m", "shell.server", "--port", str(self.port)]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=self.root, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **self.settings}
            )

    def alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    if BROWSER is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium est absent et CI est posé : .ci/run doit l'installer.")
        pytest.skip(INSTALL)
    from playwright.sync_api import sync_playwright

    from tests import waiting

    waiting.installed()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=LAUNCHED)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def way_out() -> Iterator[WayOut]:
    """What the pages of this process ask of another machine, which is a failure."""
    way_out = WayOut()
    yield way_out
    way_out.close()


SHARED = pytest.StashKey[Server]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """One server for the workers of a run: it starts while they collect."""
    if BROWSER is None:
        return
    if SHARED not in node.config.stash:
        log = Path(tempfile.mkdtemp(prefix="territoires-")) / "journal.txt"
        node.config.stash[SHARED] = Server(log=log, wait=False)
    server = node.config.stash[SHARED]
    node.workerinput["server"] = server.port, str(server.log)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Also when the run is interrupted."""
    if server := config.stash.get(SHARED, None):
        server.stop()
        shutil.rmtree(server.log.parent)


@pytest.fixture(scope="session")
def usual(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The application as it is set, for all tests: that of the run where the workers share one."""
    port, log = getattr(request.config, "workerinput", {}).get("server", (0, ""))
    if port:
        place = Place(port, Path(log))
        place.wait()
        yield place
        return
    server = Server(log=tmp_path_factory.mktemp("serveur") / "journal.txt")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def server(usual) -> Place:
    """The server of a test; a module may have one of its own."""
    return usual


SCREEN = {"width": 1280, "height": 900}
ONE_BY_ONE = """(() => {
  const knows = HTMLScriptElement.supports;
  HTMLScriptElement.supports = (kind) => kind !== "importmap" && knows.call(HTMLScriptElement, kind);
})();"""
"""A browser without import maps asks for the scripts of Streamlit one by one (shell/bundle.js). In a kept tab they then
stay compiled: half the processor time of a load (docs/mesures.md). `open_fresh` has them in one file, as readers do."""


def new_context(browser, way_out: WayOut | None = None, *, kept: bool = False, **options):
    """A context in French, whose pages know when they have settled; `kept`: its tabs load many pages."""
    outside = {"proxy": way_out.proxy} if way_out else {}
    context = browser.new_context(**{"viewport": SCREEN, "locale": "fr-FR", **outside, **options})
    context.add_init_script(SETTLED)
    if kept:
        context.add_init_script(ONE_BY_ONE)
    return context


def shown(page, url: str):
    """The page at an address, drawn to its end; a server that has just started takes its time on a busy machine."""
    page.goto(url, timeout=60_000)
    page.wait_for_selector("footer.pied", timeout=60_000)
    settle(page)
    return page


BARE = "/_stcore/health"
"""One word, and no script."""


class Tabs:
    """Tabs of one context. A test finds one as if it were new, but for what the browser has in its cache."""

    def __init__(self, browser, way_out: WayOut) -> None:
        self.context, self.way_out = new_context(browser, way_out, kept=True), way_out
        self.free, self.lent = [], []

    def take(self, *, viewport=None, color_scheme="light", forced_colors="none", permissions=()):
        page = self.free.pop() if self.free else self.context.new_page()
        self.lent.append(page)
        if self.lent[1:] or self.free:
            page.bring_to_front()
        if permissions:
            self.context.grant_permissions([*permissions])
        dress(page, viewport=viewport, color_scheme=color_scheme, forced_colors=forced_colors)
        page.mouse.move(0, 0)
        return page

    def give_back(self, *left: str) -> None:
        """What a test did to its tabs is undone; those that it opened or broke are closed.

        Args:
            left: servers to leave by a page without a script: what was under way there ends.
        """
        self.context.set_offline(False)
        self.context.clear_permissions()
        for page in self.context.pages:
            if page in self.lent and page.url.startswith("http"):
                page.unroute_all()
                for base in left or [""]:
                    if base:
                        page.goto(base + BARE)
                    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
                self.free.append(page)
            elif page not in self.free:
                page.close()
        self.lent = []
        self.way_out.assert_unused()


WORN = """() => ["print", "(prefers-color-scheme: dark)", "(forced-colors: active)"]
  .map((query) => matchMedia(query).matches)"""


def dress(page, *, viewport=None, color_scheme="light", forced_colors="none") -> None:
    """The size and the colours in which a page is looked at; told of those it has, it would be styled again whole."""
    if page.viewport_size != (viewport or SCREEN):
        page.set_viewport_size(viewport or SCREEN)
    if page.evaluate(WORN) != [False, color_scheme == "dark", forced_colors == "active"]:
        page.emulate_media(media="null", color_scheme=color_scheme, forced_colors=forced_colors)


GROUNDS = {"light": "rgb(247, 245, 240)", "dark": "rgb(15, 22, 28)"}


def wait_ground(page, scheme: str) -> None:
    """Until the page has the ground of a theme, and nothing changes any more."""
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    page.wait_for_function(f"(colour) => {ground} === colour", arg=GROUNDS[scheme])
    settle(page)


def redress(page, scheme: str) -> None:
    """The same page in another theme."""
    page.emulate_media(color_scheme=scheme)
    wait_ground(page, scheme)


@pytest.fixture(scope="session")
def tabs(browser, way_out) -> Iterator[Tabs]:
    tabs = Tabs(browser, way_out)
    yield tabs
    tabs.context.close()


@pytest.fixture
def open_page(tabs, server):
    """`open_page(path, **looks)`: a page in a fresh session; every outside request is a failure."""

    def open_path(path: str, *, base: str = "", **looks):
        return shown(tabs.take(**looks), (base or server.url) + path)

    yield open_path
    tabs.give_back()


@pytest.fixture
def open_alone(tabs, server):
    """The same, left after the test by way of a page without a script: nothing under way there reaches the next one."""
    bases = []

    def open_path(path: str, *, base: str = "", **looks):
        bases.append(base or server.url)
        return shown(tabs.take(**looks), bases[-1] + path)

    yield open_path
    tabs.give_back(*dict.fromkeys(bases))


@pytest.fixture
def open_fresh(browser, server, way_out):
    """A first visit: a context of its own, closed after the test; with `clock`, its time can be moved on."""
    contexts = []

    def open_path(path: str, *, base: str = "", clock: bool = False, **options):
        context = new_context(browser, way_out, **options)
        if clock:
            context.clock.install()
        contexts.append(context)
        return shown(context.new_page(), (base or server.url) + path)

    yield open_path
    for context in contexts:
        context.close()
    way_out.assert_unused()


@pytest.fixture(scope="module")
def fresh(browser, way_out) -> Iterator:
    """A context for the loads of a module, that takes the scripts as readers do."""
    context = new_context(browser, way_out)
    yield context
    context.close()
    way_out.assert_unused()


@pytest.fixture(scope="session")
def line() -> Iterator[Relay]:
    """One relay a worker: what comes by it stays in the cache of the browser."""
    relay = Relay(0)
    yield relay
    relay.stop()


@pytest.fixture
def relay(line, server) -> Iterator[Relay]:
    """The line between the browser and the server; whole again after the test."""
    line.target, line.received = server.port, 0
    line.join()
    yield line
    line.target = server.port
    line.drop()
    line.join()


ASIDE = ("/accessibilite", "/recherche")
"""Pages to pass by, so that another one comes back with its lists closed and its folded parts folded."""
FAILED: list[str] = []
"""Tests that failed: what they left in a tab is not trusted, it loads its next page."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.failed:
        FAILED.append(item.nodeid)
    return report


MOVE = """(url) => {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  document.activeElement.blur();
  if (url !== location.href) {
    history.pushState(null, "", url);
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
  }
  document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
}"""


def moved(page, base: str, path: str):
    """The page at an address of a server, reached inside its session once it has one; drawn once for many looks."""
    page.mouse.move(0, 0)
    pressed, page.pressed = getattr(page, "pressed", False), False
    trusted, page.failures = getattr(page, "failures", 0) == len(FAILED), len(FAILED)
    if not trusted or not page.url.startswith(base + "/"):
        return shown(page, base + path)
    here, there = (urlparse(url).path for url in (page.url, base + path))
    stands = not pressed and getattr(page, "stands", None) == (path, page.url)
    for url in [base + ASIDE[there == ASIDE[0]]] * (pressed and here == there) + [page.url if stands else base + path]:
        page.evaluate(MOVE, url)
        settle(page)
        page.wait_for_selector("footer.pied")
    page.stands = path, page.url
    return page


def seen_by(item: pytest.Item) -> str:
    """The address that a test only looks at, named by its parameter `path`; empty for another test."""
    own = set(item.fixturenames)  # type: ignore[attr-defined]
    if "visit" not in own or own & {"enter", "open_page", "open_alone", "open_fresh"}:
        return ""
    return item.callspec.params.get("path", "") if hasattr(item, "callspec") else ""


def pressed_in_turn(items: list[pytest.Item]) -> list[pytest.Item]:
    """A test of each file in turn: the next one seldom presses on the page that the last one left."""
    rows = zip_longest(*(list(own) for _, own in groupby(items, lambda item: item.path)))
    return [item for row in rows for item in row if item]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is looked at in one address comes together, and the page is drawn once for all of it."""
    addresses = dict.fromkeys(filter(None, map(seen_by, items)))
    looks = sorted(filter(seen_by, items), key=lambda item: [*addresses].index(seen_by(item)))
    presses = [item for item in items if "enter" in item.fixturenames]  # type: ignore[attr-defined]
    rest = [item for item in items if item not in looks and item not in presses]
    items[:] = rest + pressed_in_turn(presses) + looks


@pytest.fixture(scope="session")
def visitor(browser, way_out) -> Iterator:
    """The tab of `visit`, never cut from its server: however late, an answer comes before the page is read."""
    context = new_context(browser, way_out, kept=True)
    context.add_init_script("window.patience = 25_000;")
    yield context.new_page()
    context.close()
    way_out.assert_unused()


@pytest.fixture(scope="session")
def visit(visitor, server):
    """`visit(path, **looks)`: the page after a move in one session, to look at or to open what a move closes."""

    def go(path: str, **looks):
        dress(visitor, **looks)
        moved(visitor, server.url, path)
        if looks.get("forced_colors") != "active":
            wait_ground(visitor, looks.get("color_scheme", "light"))
        return visitor

    return go


@pytest.fixture(scope="session")
def enter(visit):
    """`enter(path, **looks)`: the same, to press what is there; never to patch the page or to turn its theme."""

    def go(path: str, **looks):
        page = visit(path, **looks)
        page.pressed = True
        return page

    return go
