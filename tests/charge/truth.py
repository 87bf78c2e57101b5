"""What is right, worked out apart: the parts of each view in this process, the bytes of each form from a calm server.

A server holds one dataset; while it is replaced two are right, and an answer is wholly of one of them.
"""

from __future__ import annotations

import hashlib
import html
import re
import urllib.request
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from loaders.dataset import load_dataset, load_geojson
from shell.render import parts
from views.library import Library
from views.registry import view_at
from views.view import View

_PART = re.compile(r'<data [^>]*?data-corps="([\w-]+)"')
_FOOT = re.compile(r"Jeu de données version (\S+) du")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
UNEXPECTED = "Une erreur imprévue"
HIDDEN = "\u2060\u200b\u00ad"


def plain(text: str) -> str:
    """The words of some HTML, every space the same."""
    words = html.unescape(re.sub(r"<[^>]+>", "", text)).translate(dict.fromkeys(map(ord, HIDDEN)))
    return _SPACES.sub(" ", words).strip()


class Truth:
    """The views of one dataset.

    Args:
        folder: of its tables and outlines.
        stamp: the print of its content, as its pages bear it.
    """

    def __init__(self, folder: Path, outlines: Path, stamp: str) -> None:
        self.library = Library(load_dataset(folder), lambda: load_geojson(outlines), stamp=stamp)
        self.stamp, self.version = stamp, self.library.version
        self.parts = lru_cache(maxsize=2000)(self._parts)
        self.title = lru_cache(maxsize=2000)(self._title)

    def view(self, page: str, query: str) -> View:
        return view_at(self.library, f"/{page}?{query}")

    def _parts(self, page: str, query: str) -> dict[str, str]:
        return {name: str(body) for name, body in parts(self.view(page, query), self.library).items()}

    def _title(self, page: str, query: str) -> str:
        return plain(self.view(page, query).title)

    def wrong(self, page: str, query: str, shown: str) -> str:
        """What a page shows that its view is not; empty when all is right."""
        if UNEXPECTED in shown:
            return "erreur imprévue"
        if not shown:
            return "rien n'est montré"
        told = _FOOT.search(plain(shown))
        if told and told[1] != self.version:
            return f"version {told[1]} au pied, {self.version} attendue"
        due = self.parts(page, query)
        for name in _PART.findall(shown):
            if name in due and due[name] not in shown:
                return f"partie «{name}» autre que celle de la vue"
        return ""


@dataclass
class Truths:
    """The datasets that may be shown now, the newest last, and the prints of the bytes of each form."""

    held: list[Truth]
    forms: dict[str, set[str]] = field(default_factory=dict)
    late: list[tuple[str, str]] = field(default_factory=list)
    """Forms received while a dataset was replaced: judged once the bytes of the new one are known."""

    def wrong(self, page: str, query: str, shown: str) -> str:
        """What a page shows that is of no dataset; empty when all of it is of one."""
        said = [one.wrong(page, query, shown) for one in self.held]
        return "" if "" in said else said[-1]

    def titles(self, page: str, query: str) -> dict[str, str]:
        """The title of a view by the version of its dataset."""
        return {one.version: one.title(page, query) for one in self.held}

    def learn(self, addresses: list[str], servers: list[str], host: str) -> list[str]:
        """Note the bytes of each form now that all is calm; those on which two servers do not agree.

        Args:
            host: that readers ask, which a document bears in its links.
        """
        apart = []
        for address in addresses:
            prints = {printed(received(f"{server}{address}", host=host)) for server in servers}
            if len(prints) > 1:
                apart.append(address)
            self.forms.setdefault(address, set()).update(prints)
        apart += [address for address, found in self.late if found not in self.forms[address]]
        self.late = []
        return apart

    def form_wrong(self, address: str, body: bytes) -> str:
        """What is wrong in the bytes of a form."""
        if printed(body) in self.forms.get(address, ()):
            return ""
        if len(self.held) > 1:
            self.late.append((address, printed(body)))
            return ""
        return "forme autre que celle de la vue"


def printed(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def received(address: str, *, cookie: str = "", host: str = "") -> bytes:
    """The body of an answer.

    Raises:
        OSError: refused, cut or late.
    """
    asked = urllib.request.Request(address, headers={k: v for k, v in (("Cookie", cookie), ("Host", host)) if v})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return bytes(answer.read())
