"""What an address asks for, in one word, and a refusal as a page or a line."""

from __future__ import annotations

import re

from markupsafe import Markup
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from exports.markup import document, joined, tag, void
from shell.service.refusals import Refusal
from views.pages import PAGES

_SYSTEM = {"_stcore": "cadre", "static": "fichier", "app": "fichier", "media": "media", "component": "fichier"}
_EXACT = {"app/seance.": "seance", "app/recherche.json": "recherche", "app/choix": "choix", "app/paquet.zip": "paquet"}
"""A name that ends with a point stands for its endings."""

_FORM = re.compile(r"/[a-z]+\.[a-z]+")
NAMES = frozenset(page.path for page in PAGES.values())
"""Addresses of the pages, without their first slash."""

_STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}"


def kind_of(path: str) -> str:
    """The kind of thing that an address asks for: `page`, `forme`, `envoi` (a file sent), `fichier` (of ours)…"""
    name = path.strip("/")
    if name in NAMES:
        return "page"
    inner = own_parts(path)
    below = "/".join(inner)
    if below.startswith("_stcore/upload_file/"):
        return "envoi"
    if below == "_stcore/stream":
        return "liaison"
    for start, kind in _EXACT.items():
        if below == start or (start.endswith(".") and below.startswith(start)):
            return kind
    if name in ("app/sante", "app/pret"):
        return "sante"
    if _FORM.fullmatch(path):
        return "forme"
    return _SYSTEM.get(inner[0], "autre") if len(inner) > 1 else "autre"


def own_parts(path: str) -> list[str]:
    """The parts of an address, without the page below which it is asked: a page first asks for its files there."""
    parts = path.strip("/").split("/")
    return parts[1:] if parts[0] in NAMES else parts


def refused(why: Refusal, kind: str) -> Response:
    """A refusal: a page where a page was asked, else a line of text."""
    headers = {"Cache-Control": "no-store", **dict(why.headers)}
    if kind != "page":
        return PlainTextResponse(f"{why.said}\n", status_code=why.status, headers=headers)
    head = [
        tag("title", "Territoires de santé"),
        void("meta", name_="viewport", content_="width=device-width"),
        tag("style", Markup(_STYLE)),
    ]
    body = tag("main", tag("h1", why.title) + tag("p", why.said))
    return HTMLResponse(document(head=joined(head), body=body), status_code=why.status, headers=headers)
