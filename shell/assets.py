"""Files that the browser asks first: compressed once, kept by who received them, and Streamlit's in one request.

Streamlit sends its own scripts as they lie on the disk, sixty of them before the first word, and says nothing of how
long a file of `static/` holds. Here a text is compressed at its first request and held in memory; a name that carries
the print of its content never changes, any other is asked again and answered 304.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from streamlit import file_util

from exports.markup import tag

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

ROOT = Path(__file__).resolve().parents[1]
OURS, FRAMEWORK = ROOT / "static", Path(file_util.get_static_dir())
COMPONENTS = "/app/composants/"
"""Where the drawings of our components are, for the browser that draws one ahead (static/doublure.js)."""

FOLDERS = {"/app/static/": OURS, COMPONENTS: ROOT / "components", "/static/": FRAMEWORK / "static"}
"""What each address leads to."""

TEXTS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml",
         ".geojson": "application/geo+json", ".txt": "text/plain", ".html": "text/html"}  # fmt: skip
"""What is worth compressing; pictures and fonts already are."""

_WORTH = 400
"""Bytes under which a text is sent as it is."""

NONCE_PLACE = "jeton-de-cette-page"
"""Where the page that is sent carries the nonce of its answer (shell/service/headers.py)."""

IMMUTABLE, ASKED_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_HASHED = re.compile(r"[\w.-]+\.[\w-]{8}\.\w+")
"""A name of Streamlit's own files: the print of their content stands before the ending."""

_ICONS = "MaterialSymbols-Rounded."
"""A font of 375 KB that Streamlit asks for at each first visit: ours holds the icons that it may show, in 4 KB."""


@dataclass(frozen=True)
class Asset:
    """One content: its print, its type, its bytes as they are held, compressed or not."""

    mark: str
    kind: str
    body: bytes
    packed: bool

    def plain(self) -> bytes:
        return gzip.decompress(self.body) if self.packed else self.body


def asset(plain: bytes, kind: str, *, pack: bool = True) -> Asset:
    """A content with its print, held compressed if that is asked and worth it."""
    worth = pack and len(plain) >= _WORTH
    return Asset(printed(plain), kind, gzip.compress(plain, 6, mtime=0) if worth else plain, worth)


def printed(content: bytes) -> str:
    """The print of a content: its mark."""
    return hashlib.sha256(content).hexdigest()[:16]


@lru_cache(maxsize=160)
def _read(path: Path, _date: int, _size: int) -> Asset:
    kind = TEXTS.get(path.suffix)
    return asset(path.read_bytes(), kind or mimetypes.guess_type(path.name)[0] or "", pack=kind is not None)


def held(path: Path) -> Asset:
    """A file of the disk, read and compressed once for each of its states."""
    told = path.stat()
    return _read(path, told.st_mtime_ns, told.st_size)


def named(name: str) -> str:
    """The address of one of our files below `app/static/`, with the print of its content."""
    return f"{name}?v={held(OURS / name).mark}"


def takes_gzip(headers: Headers) -> bool:
    """Whether a request accepts gzip."""
    for offer in headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = offer.partition(";")
        if name.strip() in {"gzip", "*"}:
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


def reply(content: Asset, headers: Headers, *, cache: str) -> Response:
    """The whole answer to a request for a content: compressed if it may be, 304 if the reader holds it already."""
    packed = content.packed and takes_gzip(headers)
    mark = f'"{content.mark}{"-gzip" if packed else ""}"'
    told = {"etag": mark, "cache-control": cache}
    if content.packed:
        told["vary"] = "Accept-Encoding"
    known = {one.strip().removeprefix("W/") for one in headers.get("if-none-match", "").split(",")}
    if known & {mark, "*"}:
        return Response(status_code=304, headers=told)
    if packed:
        told["content-encoding"] = "gzip"
    return Response(content.body if packed else content.plain(), media_type=content.kind, headers=told)


class Assets:
    """ASGI middleware: files by address; what it does not know, and a part of a file, is left to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = None
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            headers = Headers(scope=scope)
            if "range" not in headers:
                answer = await run_in_threadpool(
                    _answer, scope["path"], scope.get("query_string", b"").decode("latin-1"), headers
                )
        if answer is None:
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            answer.body = b""  # its length stays told
        await answer(scope, receive, send)


def _answer(address: str, query: str, headers: Headers) -> Response | None:
    if address == f"/static/{bundle_name()}":
        return reply(_bundle(), headers, cache=IMMUTABLE)
    prefix = next((one for one in FOLDERS if address.startswith(one)), "")
    path = _inside(FOLDERS[prefix], address.removeprefix(prefix)) if prefix else None
    if path is None or (prefix == COMPONENTS and path.suffix not in (".js", ".css")):
        return None
    if prefix != "/static/":
        content = held(path)
        isnamed = parse_qs(query).get("v") == [content.mark]
        return reply(content, headers, cache=IMMUTABLE if isnamed else ASKED_AGAIN)
    if path.name.startswith(_ICONS):
        return reply(held(OURS / "polices" / "symboles.woff2"), headers, cache=ASKED_AGAIN)
    if path.suffix not in TEXTS:
        return None  # Streamlit answers these as it should
    return reply(held(path), headers, cache=IMMUTABLE if _HASHED.fullmatch(path.name) else ASKED_AGAIN)


def is_file(address: str) -> bool:
    """Whether an address leads to a file of ours, or of Streamlit."""
    prefix = next((one for one in FOLDERS if address.startswith(one)), "")
    named_file = bool(prefix) and _inside(FOLDERS[prefix], address.removeprefix(prefix)) is not None
    return named_file or address == f"/static/{bundle_name()}"


def _inside(folder: Path, name: str) -> Path | None:
    """A file of a folder by its name; None when there is none, or when the name leads out."""
    if "\0" in name or "\\" in name:
        return None
    try:
        path = Path(folder, name.lstrip("/")).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except OSError:  # longer than the name of a file can be
        return None


# ---------------------------------------------------------------------- the scripts of Streamlit, in one file

CHUNKS = ("Html", "PageLink", "BidiComponent", "Selectbox", "Multiselect", "ButtonGroup", "Button", "TextInput")
"""Scripts that Streamlit fetches later, one after the other, and that our pages always need."""

_SCRIPT = re.compile(r'<script type="module"[^>]*src="\./static/js/([\w.-]+)"></script>')
_PRELOAD = re.compile(r'<link rel="modulepreload"[^>]*href="\./static/js/([\w.-]+)">\s*')
_IMPORTED = re.compile(rb'(?:from|import)"\./([\w.-]+\.js)"')
_LOADER = ROOT / "shell" / "bundle.js"


@lru_cache(maxsize=1)
def bundled() -> tuple[str, ...]:
    """Names of the scripts sent in one file, first the one that starts the page; none if the page is not as known."""
    page = (FRAMEWORK / "index.html").read_text("utf-8")
    start, folder = _SCRIPT.search(page), FRAMEWORK / "static" / "js"
    if not start:
        return ()
    later = [found.name for name in CHUNKS for found in folder.glob(f"{name}.????????.js")]
    return tuple(_with_imports(folder, [start[1], *_PRELOAD.findall(page), *later]))


def _with_imports(folder: Path, names: Iterable[str]) -> list[str]:
    """These scripts and all those that they import, in turn."""
    known: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in known:
            known[name] = None
            waiting += [found.decode() for found in _IMPORTED.findall((folder / name).read_bytes())]
    return list(known)


@lru_cache(maxsize=1)
def bundle_name() -> str:
    """Name of the one file: the names it holds carry prints, so its own print is theirs."""
    told = " ".join(bundled()) + _LOADER.read_text("utf-8")
    return f"lot.{printed(told.encode())}.js"


@lru_cache(maxsize=1)
def _bundle() -> Asset:
    """The one file, written script by script: whole it would hold ten times its size in memory."""
    folder, pack = FRAMEWORK / "static" / "js", zlib.compressobj(6, wbits=31)
    parts = [pack.compress(_LOADER.read_bytes().rstrip().removesuffix(b";") + b"(")]
    for rank, name in enumerate(bundled()):
        start = f"{',' if rank else '{'}{json.dumps(name)}:"
        text = json.dumps((folder / name).read_text("utf-8"), ensure_ascii=False)
        parts.append(pack.compress(f"{start}{text}".encode()))
    parts += [pack.compress(b"});\n"), pack.flush()]
    return Asset(bundle_name(), TEXTS[".js"], b"".join(parts), packed=True)


def in_one_request(page: str) -> str:
    """Streamlit's page, asking for one file where it asks for each script."""
    if not bundled():
        return page
    one = str(tag("script", src=f"./static/{bundle_name()}", defer=True, nonce=NONCE_PLACE))
    return _SCRIPT.sub(lambda _found: one, _PRELOAD.sub("", page))
