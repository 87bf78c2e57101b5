"""Readers in a real browser: what they see, at every moment, while a server is killed, stopped or changed.

One presses, and must be answered; one has typed a word that it has not sent, and must not lose it.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.async_api import Error

from tests.charge.truth import Truths, plain

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

_NAVIGATEUR = Path(__file__).resolve().parents[1] / "navigateur"
SETTLED = (_NAVIGATEUR / "settled.js").read_text("utf-8")
LOOK = """() => {
  const text = (one) => one?.innerText ?? "", root = document.documentElement, body = text(document.body);
  return {
    url: location.href, ready: window.settled?.(120) ?? false, waits: root.dataset.liaison ?? "",
    said: text(document.querySelector("#liaison")),
    title: text([...document.querySelectorAll("[data-testid=stMain] h2")].find((one) => one.checkVisibility())),
    foot: text(document.querySelector("footer.pied")),
    sets: [...new Set([...document.querySelectorAll("[data-jeu]")].map((one) => one.dataset.jeu))],
    english: body.match(/Connection error|Connecting|Please wait|still running|Something went wrong|Error:/)?.[0] ?? "",
    unexpected: body.includes("Une erreur imprévue"),
    typed: document.querySelector("[data-testid=stTextInput] input[aria-label='Nom du scénario']")?.value ?? "",
  };
}"""
_EVERY, _PATIENCE, _FOLLOWS = 0.1, 90.0, 8.0
_VERSION = re.compile(r"version (\S+) du")
Seen = dict[str, Any]


@dataclass
class Witness:
    """A reader of «Écarts» that presses, again and again.

    Attributes:
        wrong: what was shown and is not so; said: the sentences of the line at the bottom, with their number.
    """

    browser: Browser
    base: str
    truths: Truths
    path: str = "/ecarts?vue=ensemble&departement=34"
    options: tuple[str, ...] = ("Par département", "Vue d'ensemble")
    page: Page | None = None
    wrong: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    excused: bool = False
    _last: Seen = field(default_factory=dict)
    _doubt: str = ""
    _watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """A page of its own, looked at from now on."""
        context = await self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
        await context.add_init_script(SETTLED)
        self.page = await context.new_page()
        await self.enter()
        self._watching = asyncio.create_task(self._watch())

    async def enter(self) -> None:
        assert self.page
        await self.page.goto(self.base + self.path, timeout=90_000)
        await self.page.wait_for_selector("footer.pied", timeout=90_000)
        await self.until(lambda seen: seen["ready"])

    async def close(self) -> None:
        if self._watching:
            self._watching.cancel()
        if self.page:
            with contextlib.suppress(Error):
                await self.page.context.close()

    async def served_by(self) -> str:
        """The server that answers it, by the proxy's cookie."""
        assert self.page
        cookies = await self.page.context.cookies()
        return next((one["value"] for one in cookies if one["name"] == "territoires_replique"), "")

    # ------------------------------------------------------------------ what it sees
    async def look(self) -> Seen:
        """What the page shows; nothing while it loads."""
        assert self.page
        try:
            seen: Seen = await asyncio.wait_for(self.page.evaluate(LOOK), 10)
        except (Error, TimeoutError):
            return {}
        return seen

    async def until(self, true: Any, patience: float = _PATIENCE) -> bool:
        """Look until it is so, or until one is tired."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            seen = await self.look()
            if seen and true(seen):
                return True
            await asyncio.sleep(_EVERY)
        return False

    async def _watch(self) -> None:
        while True:
            seen = await self.look()
            if seen:
                self._note(seen)
            await asyncio.sleep(_EVERY)

    def _note(self, seen: Seen) -> None:
        said = seen["said"].removesuffix("Fermer").strip()
        if said and said != self._last.get("said"):
            self.said[plain(said.split(".")[0].splitlines()[0])] += 1
        found = self._fault(seen)
        if found and found == self._doubt:  # twice: what stands while it changes is not yet shown
            self.wrong[found] += 1
        self._doubt, self._last = found, {**seen, "said": said}

    def _fault(self, seen: Seen) -> str:
        if seen["english"]:
            return f"anglais : {seen['english']}"
        if seen["unexpected"] and not self.excused:
            return "erreur imprévue"
        if not seen["ready"] or seen["waits"] or not seen["foot"]:
            return ""
        version = found[1] if (found := _VERSION.search(plain(seen["foot"]))) else ""
        due = self.titles(seen).get(version)
        if due is None:
            return f"version «{version}» au pied"
        if seen["title"] and plain(seen["title"]) != due:
            return f"titre d'une autre vue à {seen['url']}"
        stamps = {one.stamp for one in self.truths.held if one.version == version}
        return "" if set(seen["sets"]) <= stamps else "deux jeux dans une page"

    def titles(self, seen: Seen) -> dict[str, str]:
        found = urlsplit(seen["url"])
        return self.truths.titles(found.path.rpartition("/")[2], found.query)

    def right(self, seen: Seen) -> bool:
        """The page stands, does not wait, and shows the view of its address."""
        shown = seen["ready"] and not seen["waits"] and seen["foot"]
        return bool(shown and plain(seen["title"]) in self.titles(seen).values())

    # ------------------------------------------------------------------ what it does
    async def press(self, patience: float = _FOLLOWS) -> bool:
        """Choose the other view; whether address and title followed."""
        assert self.page
        before = (await self.look()).get("url", "")
        name = self.options["vue=ensemble" not in before]
        radio = self.page.get_by_role("radio", name=name, exact=True)
        try:
            await radio.click(timeout=3_000)
        except Error:
            return False
        return await self.until(lambda seen: seen["url"] != before and self.right(seen), patience)

    async def answered(self) -> float:
        """Seconds until a choice is made and rightly answered: it presses until then, as a reader would."""
        start = time.monotonic()
        while time.monotonic() - start < _PATIENCE:
            if await self.until(self.right, 5) and await self.press():
                return time.monotonic() - start
        self.wrong[f"aucune réponse en 90 secondes : {self._last}"] += 1
        return _PATIENCE

    async def ready(self) -> None:
        """The page stands, before the next fault."""
        await self.until(self.right)


@dataclass
class Typist(Witness):
    """A reader of «Et si» that has typed the name of its scenario, and not sent it."""

    path: str = "/scenario?engagement=3"
    WORDS = "Accès <b>d'abord</b>"

    async def enter(self) -> None:
        await super().enter()
        assert self.page
        await self.page.get_by_role("button", name="Nommer, enregistrer, ouvrir").click()
        await self.page.get_by_label("Nom du scénario").press_sequentially(self.WORDS)

    async def answered(self) -> float:
        """Seconds until its word is in its field, or given back in the line that says that the page loaded again."""
        start = time.monotonic()
        kept = await self.until(self._kept)
        if not kept:
            self.wrong["texte écrit perdu"] += 1
        return time.monotonic() - start

    def _kept(self, seen: Seen) -> bool:
        return bool(seen["foot"]) and (seen["typed"] == self.WORDS or self.WORDS in seen["said"])

    async def ready(self) -> None:
        if (await self.look()).get("typed") != self.WORDS:
            self._last = {}
            await self.enter()
