"""What the server adds to Streamlit: French from the first byte, and plain words for a wrong address.

Run as `python -m shell.server --port 8501 --host 127.0.0.1` it checks that the port
is free, says the one address to open, and starts Streamlit.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from exports.markup import document, joined, tag, void
from loaders.errors import DatasetError
from shell import session_link
from shell.assets import (
    ASKED_AGAIN,
    NONCE_PLACE,
    OURS,
    Assets,
    asset,
    held,
    in_one_request,
    is_file,
    named,
    printed,
    reply,
)
from shell.service import health
from shell.service.answers import kind_of, own_parts, refused
from shell.service.guard import Guard
from shell.service.headers import NONCE
from shell.service.refusals import of_status
from shell.service.start import main
from views.pages import PAGES, UNTITLED

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT = Path(__file__).resolve().parents[1]
_SYSTEM = re.compile(r"_stcore/(?:health|host-config|stream)|_stcore/(?:bidi-components|upload_file)/.+|media/.+")
"""What our pages ask of Streamlit; the rest of what it serves (an API for programs, its measures) is unknown here."""

PACKAGE = "/app/paquet.zip"
"""Where a session takes away the plan that it looked over (shell/session_set.py)."""

_LATE = {"paquet": ("shell.session_set", "answer_package"), "recherche": ("shell.suggestions", "suggestions")}
"""Module and function that answer a kind of address; they read the dataset, which is not needed to start."""

_ROOT_FILES = ("favicon.png",)
_STATIC = "./app/static"
_FONTS = re.compile(r"url\(\"(territoires-[a-z]+\.woff2)\"\)")
_OPENING = tag("style", Markup((ROOT / "shell" / "opening.css").read_text("utf-8"))) + tag(
    "style", Markup((ROOT / "shell" / "first_drawing.css").read_text("utf-8")), data_premier_dessin=True
)
"""The place of the page, from its first byte: our style comes later, with what the script draws. What hides the parts
that wait for another one is apart: static/bandeau.js takes it away."""

_SCRIPTS = {"attente": False, "liaison": False, "cadre": False, "palette": True, "telechargements": True,
            "doublure": True, "avance": True, "listes": True, "bandeau": True, "seances": True}  # fmt: skip
"""Our scripts in the order of the page; whether each waits for the page to be read."""

_UNUSED = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>')
"""Streamlit asks for its own font first, which no page of ours shows."""

_REPLACED = {
    '<html lang="en">': void("html", lang="fr"),
    'href="./favicon.png"': f'href="{_STATIC}/favicon.svg" type="image/svg+xml"',
}
"""What Streamlit's page holds, and what stands there in ours."""

_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_WITHOUT_SCRIPT = tag("noscript", tag("p", "Activez JavaScript dans votre navigateur pour ouvrir cet outil."))

GONE = "parti"
"""What the scope of the request of a form holds: an event that is set when its reader cancels."""

_FRONT = "/_stcore/host-config"
"""What Streamlit's page asks about its host; it then shows no dialog of its own (static/liaison.js speaks)."""

_STYLE = (
    "body{font:1.1rem/1.5 'Territoires Sans',system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;"
    "color:#16202c;background:#fff}a{color:#1b4f7a}"
)
"""Of the answer to a wrong address, which no page of Streamlit frames."""


class FrenchPages:
    """ASGI middleware: `lang="fr"` and our script in the first page, a French answer to an unknown address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await session_link.connect(self.app, scope, receive, send)
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        elif (kind := kind_of(scope["path"])) == "sante":
            await (await run_in_threadpool(health.answer, scope["path"]))(scope, receive, send)
        elif kind == "choix":
            answer = await session_link.answer_choice(Request(scope, receive))
            await answer(scope, receive, send)
        elif kind in _LATE:
            answer = await run_in_threadpool(_late, Request(scope), *_LATE[kind])
            await answer(scope, receive, send)
        elif kind == "seance":
            from shell import meetings  # reads the dataset: not needed to start

            await (await meetings.answer(Request(scope, receive)))(scope, receive, send)
        elif kind == "forme" and (answer := await _followed(scope, receive)):
            await answer(scope, receive, send)
        elif is_unknown_page(scope["path"]):
            await (await run_in_threadpool(_not_found))(scope, receive, send)
        else:
            await self.app(_whole(scope), receive, _FrenchHtml(send, scope, receive))


def _whole(scope: Scope) -> Scope:
    """Ask the inner application for the whole plain text where the answer may be the HTML page."""
    if scope["path"].strip("/") not in page_names() and not scope["path"].endswith(_FRONT):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name not in _OF_A_PART]
    return {**scope, "method": "GET", "headers": kept}


_OF_A_PART = {b"accept-encoding", b"range", b"if-range", b"if-none-match", b"if-modified-since"}
"""Headers that make an answer other than whole: Streamlit's marks are those of its own page, not of ours."""


_KEPT_OF_A_REFUSAL = {b"allow", b"content-range", b"retry-after"}
_OF_THE_BODY = {b"content-length", b"etag", b"last-modified", b"accept-ranges", b"vary", b"cache-control"}


class _FrenchHtml:
    """Wraps `send`: the HTML page is held until whole, then sent with its words replaced; so is the host's answer.

    What Streamlit refuses is refused in our words, with its status.
    """

    def __init__(self, send: Send, scope: Scope, receive: Receive) -> None:
        self.send, self.scope, self.start, self.body = send, scope, None, b""
        self.receive, self.refused = receive, False
        path = scope["path"]
        front = path.endswith(_FRONT)
        self.kind, self.change = (b"application/json", _no_dialog) if front else (b"text/html", self._french)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 400:
            self.refused = True
            await self._refuse(message)
        elif self.refused:
            return
        elif message["type"] == "http.response.start":
            kind = dict(message["headers"]).get(b"content-type", b"")
            if kind.startswith(self.kind) and message["status"] == 200:
                self.start = message
            else:
                await self.send(message)
        elif self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._flush()
        else:
            await self.send(message)

    async def _refuse(self, start: Message) -> None:
        """The refusal of another, in our words; what it says of itself beside its body stays."""
        answer = refused(of_status(start["status"]), kind_of(self.scope["path"]))
        answer.raw_headers += [one for one in start["headers"] if one[0] in _KEPT_OF_A_REFUSAL]
        await answer(self.scope, self.receive, self.send)

    async def _flush(self) -> None:
        answer = await run_in_threadpool(self._answer)
        kept = [(name, value) for name, value in self.start["headers"] if name not in _OF_THE_BODY]
        if answer.status_code == 304:
            kept = [(name, value) for name, value in kept if name != b"content-type"]
        headers = [*kept, *((name, value) for name, value in answer.raw_headers if name != b"content-type")]
        await self.send({**self.start, "status": answer.status_code, "headers": headers})
        body = b"" if self.scope["method"] == "HEAD" else answer.body
        await self.send({"type": "http.response.body", "body": body})

    def _french(self, page: bytes) -> bytes:
        from shell.first_words import first_words  # reads the dataset: not needed to start

        return _french(page, first_words(Request(self.scope), _product()))

    def _answer(self) -> Response:
        """The whole answer; two that differ by their nonce alone have one mark."""
        plain = self.change(self.body)
        content = asset(plain.replace(NONCE_PLACE.encode(), self.scope.get(NONCE, "").encode()), "")
        return reply(replace(content, mark=printed(plain)), Headers(scope=self.scope), cache=f"private, {ASKED_AGAIN}")


def _french(page: bytes, words: Markup) -> bytes:
    """Streamlit's page in French, with our fonts and scripts, and what the view says first."""
    text = in_one_request(_UNUSED.sub("", page.decode()))
    text = _NO_SCRIPT.sub(lambda _found: f"{_WITHOUT_SCRIPT}{words}", text)
    text = text.replace("<script>", void("script", nonce=NONCE_PLACE))
    for english, french in _REPLACED.items():
        text = text.replace(english, french)
    scripts = joined(
        tag("script", src=f"{_STATIC}/{named(f'{name}.js')}", defer=later) for name, later in _SCRIPTS.items()
    )
    text = text.replace("<title>Streamlit</title>", f"{_fonts()}{_OPENING}{tag('title', _product())}")
    return text.replace("</head>", f"{scripts}</head>").encode()


def _fonts() -> Markup:
    """The rules of our fonts, written in the page: a sheet of its own would be waited for before the first word."""
    rules = held(OURS / "polices" / "polices.css").plain().decode()
    asked = joined(
        void("link", rel="preload", href=_font(name), as_="font", type="font/woff2", crossorigin=True)
        for name in _FONTS.findall(rules)
    )
    return asked + tag("style", Markup(_FONTS.sub(lambda found: f'url("{_font(found[1])}")', rules)))


def _font(name: str) -> str:
    return f"{_STATIC}/{named(f'polices/{name}')}"


def _product() -> str:
    """The name of the product, that of the set that the server shows."""
    from shell.library import current  # reads the dataset: not needed to start

    try:
        return current().title
    except DatasetError:
        return UNTITLED


def _no_dialog(answer: bytes) -> bytes:
    """No dialog, and no site of Streamlit's makers that may speak to our page (shell/bundle.js says who may)."""
    return json.dumps({**json.loads(answer), "blockErrorDialogs": True, "allowedOrigins": []}).encode()


def page_names() -> list[str]:
    """URL paths that answer."""
    return [page.path for page in PAGES.values()]


def is_unknown_page(path: str) -> bool:
    """Whether an address is neither a page nor a file that the server knows."""
    inner = own_parts(path)
    if _SYSTEM.fullmatch("/".join(inner)):
        return False
    if is_file("/" + "/".join(inner)):
        return False
    return path.strip("/") not in (*page_names(), *_ROOT_FILES)


def _late(request: Request, module: str, name: str) -> Response:
    """The answer of a module that is read at its first request."""
    answer: Response = getattr(import_module(module), name)(request)
    return answer


async def _followed(scope: Scope, receive: Receive) -> Response | None:
    """A form of a view, whose writer is told when its reader goes away."""
    gone = Event()
    watch = asyncio.ensure_future(_watch(receive, gone))
    try:
        return await run_in_threadpool(_form, Request({**scope, GONE: gone}))
    finally:
        watch.cancel()


async def _watch(receive: Receive, gone: Event) -> None:
    """Say that a reader went away; a request without a body has one message before that one."""
    for _ in range(2):
        if (await receive())["type"] == "http.disconnect":
            gone.set()
            return


def _form(request: Request) -> Response | None:
    """A form of a view by address; None when the address names none."""
    from shell import forms  # reads the dataset: not needed to start

    asked = forms.asked(request.scope["path"])
    return forms.answer(request, *asked) if asked else None


def _not_found() -> HTMLResponse:
    links = joined(tag("li", tag("a", page.label, href=f"/{page.path}")) for page in PAGES.values())
    said = "L'adresse demandée ne correspond à aucune page de cet outil. Vérifiez le lien, ou ouvrez une de ces pages :"
    head = [
        tag("title", f"Page introuvable - {_product()}"),
        void("meta", name_="viewport", content_="width=device-width"),
        void("link", rel="stylesheet", href="/app/static/polices/polices.css"),
        tag("style", Markup(_STYLE)),
    ]
    body = tag("h1", "Cette page n'existe pas") + tag("p", said) + tag("ul", links)
    return HTMLResponse(document(head=joined(head), body=tag("main", body)), status_code=404)


MIDDLEWARE = [Middleware(Guard), Middleware(Assets), Middleware(FrenchPages)]


if __name__ == "__main__":
    sys.exit(main())
