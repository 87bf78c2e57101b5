"""Forms of a view by address: `/carte.json?indicateur=…`, `.csv`, `.pdf`, answered without a session.

The same parameters as the page; a wrong one is ignored and said. What is refused is refused in
French, at once, before anything is computed.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from sys import getswitchinterval, setswitchinterval
from threading import BoundedSemaphore, Event
from time import monotonic
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from charts.words import file_words
from exports.file_names import file_name
from exports.ods import ODS_MIME, ods
from exports.pack.pack import ZIP_MIME
from exports.pdf import PDF_MIME, view_pdf
from exports.pictures import PNG_MIME, SVG_MIME, is_drawn, picture_png, picture_svg
from exports.slides.records import PPTX_MIME, RATIOS
from exports.tables import CSV_MIME, french_csv
from exports.territory_sheet import HTML_MIME, territory_sheet
from exports.view_json import JSON_MIME, view_json
from exports.word import DOCX_MIME, view_docx
from exports.workbooks import XLSX_MIME, workbook
from loaders.errors import DatasetError
from shell import ahead, render
from shell.assets import takes_gzip
from shell.library import current
from shell.library import shown as shown_library
from shell.packs import packed
from shell.page_heads import HEADS
from shell.private import status_of
from shell.server import GONE
from views.address import Parameters, read_query
from views.library import Library
from views.pages import STAMP
from views.registry import BUILDERS, MOST_VALUES, view
from views.territoire.page import ANNEXED, territory_of
from views.view import View

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[1]
_PATH = re.compile(r"/([a-z]+)\.([a-z]+)")
AT_ONCE, WAITING, PATIENCE = 1, 12, 120
"""Heavy files written at once, those that may wait for their turn, and seconds that one waits at most."""

_SHARED = 0.001
"""Seconds that the thread of a heavy file works before another may: a gesture of a page has dozens of steps."""

_TURNS, _PLACES = BoundedSemaphore(AT_ONCE), BoundedSemaphore(AT_ONCE + WAITING)
LOOK = 0.1
"""Seconds between two looks at whether a file that waits is still wanted."""

OPENED = "ouvert=tableaux"
"""What a browser adds to the address of a body to be given the tables too, because they are open on its page."""
LONGEST_QUERY = 16_384
"""Bytes of an address; no view of ours needs a tenth of them."""


NO_PICTURE = "Cette vue n'a pas d'image : elle se lit en mots et en tableaux. Demandez son PDF ou son DOCX."


@dataclass(frozen=True)
class Offer:
    """One line of the menu «Exporter».

    Attributes:
        label: its words.
        holds: what the file holds, in a few words.
        parameters: those that its address has beside, or instead of, those of the view; an empty one is left out.
    """

    label: str
    holds: str | Callable[[View], str] = ""
    parameters: Parameters = field(default_factory=dict)

    def told(self, shown: View) -> str:
        """What the file of a view holds."""
        return self.holds if isinstance(self.holds, str) else self.holds(shown)


@dataclass(frozen=True)
class Form:
    """One form of a view.

    Attributes:
        mime: its media type.
        give: a view and its dataset in, bytes out.
        packed: whether its bytes are already compressed.
        kept: whether a browser saves it rather than shows it.
        first: whether it holds the first table alone, which its name then says.
        pages: those that have it; all of them when empty.
        missing: why some of their views have none: `give` then gives None.
        label: its name in the menu «Exporter»; its ending without one.
        order: its place there.
        holds: what it holds, in a few words.
        others: the same form with other parameters, after it.
        has: whether a view has it.
        offered: whether the menu offers it.
        reads: parameters of its own and the values that each may have; what is given goes to `give` by name.
        sited: whether it holds the address of the server, given to `give` as `site`.
        heavy: whether it is written a few at a time (`AT_ONCE`), so that the pages of others keep answering.
    """

    mime: str
    give: Callable[..., bytes | None]
    packed: bool = False
    kept: bool = True
    first: bool = False
    pages: Collection[str] = ()
    missing: str = ""
    label: str = ""
    order: int = 90
    holds: str | Callable[[View], str] = ""
    others: tuple[Offer, ...] = ()
    has: Callable[[View], bool] = lambda _: True
    offered: bool = True
    reads: Mapping[str, Collection[str]] = field(default_factory=dict)
    sited: bool = False
    heavy: bool = False

    def of(self, page: str) -> bool:
        """Whether a page has it."""
        return page in BUILDERS and (not self.pages or page in self.pages)

    def own(self, parameters: dict[str, list[str]], site: str) -> dict[str, str]:
        """What the address asks of the form itself, taken out of the parameters of the view; a wrong value stays there:
        the view says that it is ignored."""
        taken = {
            name: parameters.pop(name)[-1]
            for name, accepted in self.reads.items()
            if parameters.get(name) and set(parameters[name]) <= set(accepted)
        }
        return taken | ({"site": site} if self.sited else {})

    def file(self, shown: View, ending: str) -> str:
        """The name of its file."""
        table = shown.tables[0].file if self.first and shown.tables else ""
        return file_name(*filter(None, (*shown.filename, table)), kind=ending)


def _json(shown: View, library: Library) -> bytes:
    jeu = library.dataset.about
    return view_json(shown, jeu={"version": jeu["version"], "date": jeu["date"], "empreinte": library.stamp})


def _csv(shown: View, _library: Library) -> bytes:
    """The first table; the others are in the workbook and in the JSON."""
    return french_csv(shown.tables[0].compute()) if shown.tables else "".encode("utf-8-sig")


def _xlsx(shown: View, library: Library) -> bytes:
    return workbook(shown.frames(), cover=shown.cover(), decimals=library.decimales, day=library.day)


def _ods(shown: View, library: Library) -> bytes:
    return ods(shown.frames(), cover=shown.cover(), decimals=library.decimales, day=library.day)


def _pptx(shown: View, library: Library, *, site: str, **asked: Any) -> bytes:
    """Slides of our master, in the ratio that the address asks for."""
    from exports.slides.deck import deck  # reads a library that the first page does without

    return deck([shown], library, ratio=asked.get("format", RATIOS[0]), site=site)


def _sheet(shown: View, library: Library) -> bytes:
    """The sheet to print, the same whatever the filters, with its annex where the address asks for it."""
    annexe = bool(shown.parameters.get("annexe"))
    return territory_sheet(territory_of(shown, library), library.outlines, annexe=annexe)


def _parquet(shown: View, library: Library) -> bytes | None:
    """The file of a stored table, as it was read."""
    return library.files.get(str(shown.parameters.get("table", "")))


def _body(shown: View, library: Library, *, entier: str = "") -> bytes:
    """What the page would draw of the view, for the browser of a page in use (static/avance.js).

    Args:
        entier: whether another page asks: what tells the page of the view from the others goes with it.
    """
    opened = {"tableaux": render.folded_html(shown, library)} if OPENED in shown.ignored else {}
    parts = render.parts(shown, library) | opened
    return ahead.body_json(shown, parts, library, whole=bool(entier), said=set(shown.ignored) <= {OPENED})


def _names(shown: View) -> list[str]:
    return [table.name for table in shown.tables]


def _zip(shown: View, library: Library) -> bytes:
    """The offline pack of the view and of its choices."""
    return packed([shown], library)


FORMS: dict[str, Form] = {
    "json": Form(JSON_MIME, _json, kept=False, label=file_words.DATA, order=60, holds=file_words.DATA_HOLDS),
    "csv": Form(f"{CSV_MIME}; charset=utf-8", _csv, first=True, label=file_words.CSV, order=50,
                holds=lambda shown: file_words.csv_holds(_names(shown)), has=lambda shown: bool(shown.tables)),
    "xlsx": Form(XLSX_MIME, _xlsx, packed=True, label=file_words.WORKBOOK, order=40,
                 holds=lambda shown: file_words.workbook_holds(_names(shown))),
    "ods": Form(ODS_MIME, _ods, packed=True, label=file_words.OPEN_WORKBOOK, order=45, holds=file_words.OPEN_HOLDS),
    "pptx": Form(PPTX_MIME, _pptx, packed=True, heavy=True, reads={"format": RATIOS}, sited=True,
                 label=file_words.SLIDES, order=15, holds=file_words.SLIDES_HOLDS,
                 others=(Offer(file_words.SLIDES_4_3, file_words.SLIDES_4_3_HOLDS, {"format": "4:3"}),)),
    "html": Form(f"{HTML_MIME}; charset=utf-8", _sheet, pages=("territoire",), label=file_words.SHEET, order=30,
                 holds=file_words.SHEET_HOLDS,
                 others=(Offer(file_words.ANNEXED_SHEET, file_words.ANNEXED_HOLDS, {"annexe": ANNEXED}),)),
    "parquet": Form("application/vnd.apache.parquet", _parquet, packed=True, pages=("sources",),
                    missing="Une table du jeu de données seulement : /sources.parquet?vue=tables&table=valeurs.",
                    label=file_words.STORED, order=70, holds=file_words.STORED_HOLDS,
                    has=lambda shown: bool(shown.parameters.get("table"))),
    "pdf": Form(PDF_MIME, view_pdf, packed=True, heavy=True, sited=True, label=file_words.PDF, order=10,
                holds=file_words.DOCUMENT_HOLDS),
    "docx": Form(DOCX_MIME, view_docx, packed=True, heavy=True, sited=True, label=file_words.DOCX, order=20,
                 holds=file_words.DOCX_HOLDS),
    "png": Form(PNG_MIME, picture_png, packed=True, heavy=True, sited=True, missing=NO_PICTURE, label=file_words.PNG,
                order=24, holds=file_words.PICTURE_HOLDS, has=is_drawn),
    "svg": Form(SVG_MIME, picture_svg, sited=True, missing=NO_PICTURE, label=file_words.SVG, order=26,
                holds=file_words.PICTURE_HOLDS, has=is_drawn),
    "zip": Form(ZIP_MIME, _zip, packed=True, heavy=True, label=file_words.PACK, order=28, holds=file_words.PACK_HOLDS),
    "corps": Form("application/json", _body, kept=False, pages=HEADS, reads={"entier": ("1",)},
                  offered=False),
}  # fmt: skip
"""Every form, by the ending of its address; a new one is an entry here."""


def offers(shown: View) -> list[tuple[str, Offer]]:
    """What the menu «Exporter» of a view offers, in its order: the ending of each file and its line."""
    held = sorted(((form.order, ending, form) for ending, form in FORMS.items()), key=lambda one: one[:2])
    own = [(ending, form) for _, ending, form in held if form.offered and form.of(shown.page) and form.has(shown)]
    return [
        (ending, offer)
        for ending, form in own
        for offer in (Offer(form.label or f"Fichier {ending.upper()}", form.holds), *form.others)
    ]


def asked(path: str) -> tuple[str, str] | None:
    """The page and the form that a path names, None when it names neither."""
    found = _PATH.fullmatch(path)
    return (found[1], found[2]) if found and found[2] in FORMS and FORMS[found[2]].of(found[1]) else None


def answer(request: Request, page: str, form: str) -> Response:
    """The form of a view, or why there is none, in French."""
    if request.method not in ("GET", "HEAD"):
        return refused("Cette adresse se lit (GET), elle ne reçoit rien.", 405, {"Allow": "GET, HEAD"})
    parameters = parameters_of(request)
    if parameters is None:
        return refused(
            f"Cette adresse est trop longue : {MOST_VALUES} valeurs et {LONGEST_QUERY // 1024} Ko au plus. "
            "Retirez des paramètres.",
            400,
        )
    try:
        library = library_of(parameters)
        return _answered(request, library, page, FORMS[form], form, parameters)
    except DatasetError as error:
        return refused(str(error), status_of(error))
    except BusyError:
        return refused(BUSY, 503, {"Retry-After": "10"})
    except Exception:
        _LOG.exception("form %s of page %s", form, page)
        return refused(
            "Cette vue n'a pas pu être écrite (le détail est dans le journal du serveur). Ouvrez la page "
            "à la même adresse, et signalez le lien.",
            500,
        )


BUSY = (
    "Patientez : trop de fichiers sont déjà en préparation. Redemandez celui-ci dans quelques secondes ; la "
    "vue reste telle quelle."
)


class BusyError(Exception):
    """Too many heavy files are asked at once."""


@contextmanager
def turn(gone: Event | None = None) -> Iterator[None]:
    """The turn of a heavy file.

    Args:
        gone: set when nobody waits for it any more: it then leaves its place to another.

    Raises:
        BusyError: too many wait already, or this one waited too long, or for nobody.
    """
    if not _PLACES.acquire(blocking=False):
        raise BusyError
    try:
        patience = monotonic() + PATIENCE
        while not _TURNS.acquire(timeout=LOOK):
            if monotonic() > patience or (gone and gone.is_set()):
                raise BusyError
        usual = getswitchinterval()
        setswitchinterval(_SHARED)
        try:
            yield
        finally:
            setswitchinterval(usual)
            _TURNS.release()
    finally:
        _PLACES.release()


def library_of(parameters: dict[str, list[str]]) -> Library:
    """The set that the address names, while a page still shows it; the newest one otherwise, and the view says so.

    Raises:
        EndedError: it names the set of a session that has ended: another would be told for it.
    """
    named = parameters.get(STAMP, [])
    found = (shown_library(named[-1]) if named else None) or current()
    if named == [found.key]:
        del parameters[STAMP]
    return found


def _answered(
    request: Request, library: Library, page: str, form: Form, ending: str, parameters: dict[str, list[str]]
) -> Response:
    zipped = not form.packed and takes_gzip(request.headers)
    site = str(request.base_url) if form.sited else ""
    tag = _tag(library.stamp, page, ending, request.url.query, site, "gzip" * zipped)
    headers = {
        "Cache-Control": "no-store" if library.alone else "no-cache",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    own = form.own(parameters, site)
    shown = view(library, page, parameters)
    with turn(request.scope.get(GONE)) if form.heavy else nullcontext():
        body = form.give(shown, library, **own)
    if body is None:
        return refused(form.missing, 404)
    if zipped:
        body, headers["Content-Encoding"] = gzip.compress(body, 6, mtime=0), "gzip"
    disposed = "attachment" if form.kept else "inline"
    headers["Content-Disposition"] = f'{disposed}; filename="{form.file(shown, ending)}"'
    return Response(body, media_type=form.mime, headers=headers)


def parameters_of(request: Request) -> dict[str, list[str]] | None:
    """Values by name; None for an address that nobody needs."""
    query = request.url.query
    if len(query) > LONGEST_QUERY:
        return None
    try:
        return read_query(query, most=MOST_VALUES)
    except ValueError:
        return None


def _tag(*parts: str) -> str:
    """A weak tag: of what the content depends on, known before anything is computed."""
    return f'W/"{hashlib.sha256(chr(0).join((_code(), *parts)).encode()).hexdigest()[:20]}"'


@cache
def _code() -> str:
    """A print of what writes the forms: another version of the tool is another answer."""
    content = hashlib.sha256()
    for room in ("analysis", "charts", "views", "exports", "shell"):
        for path in sorted((_ROOT / room).rglob("*")):
            if path.suffix in (".py", ".css", ".js", ".typ", ".ttf"):
                content.update(path.read_bytes())
    return content.hexdigest()


def refused(why: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """Why nothing is given, in French, kept by nobody."""
    return PlainTextResponse(why, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})
