"""Forms of a view by address: `/carte.json?indicateur=…`, `.csv`, `.xlsx`, answered without a session.

The same parameters as the page; a wrong one is ignored and said. What is refused is refused in
French, at once, before anything is computed.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from exports.file_names import file_name
from exports.pack.pack import ZIP_MIME
from exports.pictures import PNG_MIME, SVG_MIME, picture_png, picture_svg
from exports.tables import CSV_MIME, french_csv
from exports.territory_sheet import HTML_MIME, territory_sheet
from exports.view_json import JSON_MIME, view_json
from exports.workbooks import XLSX_MIME, workbook
from loaders.errors import DatasetError
from shell import ahead, render
from shell.library import current
from shell.library import shown as shown_library
from shell.packs import packed
from views.address import read_query
from views.library import Library
from views.links import STAMP
from views.registry import BUILDERS, view
from views.territoire.page import territory_of
from views.view import View

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[1]
_PATH = re.compile(r"/([a-z]+)\.([a-z]+)")
OPENED = "ouvert=tableaux"
"""What a browser adds to the address of a body to be given the tables too, because they are open on its page."""
MOST_VALUES, LONGEST_QUERY = 100, 16_384
"""Values and bytes of an address; no view of ours needs a tenth of them."""


NO_PICTURE = "Cette vue n'a pas d'image : elle se lit en mots et en tableaux. Demandez son PDF ou son DOCX."


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
    """

    mime: str
    give: Callable[[View, Library], bytes | None]
    packed: bool = False
    kept: bool = True
    first: bool = False
    pages: Collection[str] = ()
    missing: str = ""

    def of(self, page: str) -> bool:
        """Whether a page has it."""
        return page in BUILDERS and (not self.pages or page in self.pages)

    def file(self, shown: View, ending: str) -> str:
        """The name of its file."""
        table = shown.tables[0].file if self.first and shown.tables else ""
        return file_name(*filter(None, (*shown.filename, table)), kind=ending)


def _json(shown: View, library: Library) -> bytes:
    jeu = library.dataset.jeu.iloc[0]
    return view_json(shown, jeu={"version": jeu["version"], "date": jeu["date"], "empreinte": library.stamp})


def _csv(shown: View, _library: Library) -> bytes:
    """The first table; the others are in the workbook and in the JSON."""
    return french_csv(shown.tables[0].compute()) if shown.tables else "".encode("utf-8-sig")


def _xlsx(shown: View, library: Library) -> bytes:
    return workbook(shown.frames(), cover=shown.cover(), decimals=library.decimales)


def _sheet(shown: View, library: Library) -> bytes:
    """The sheet to print, the same whatever the filters, with its annex where the address asks for it."""
    annexe = bool(shown.parameters.get("annexe"))
    return territory_sheet(territory_of(shown, library), library.outlines, annexe=annexe)


def _parquet(shown: View, library: Library) -> bytes | None:
    """The file of a stored table, as it was read."""
    return library.files.get(str(shown.parameters.get("table", "")))


def _body(shown: View, library: Library) -> bytes:
    """What the page would draw of the view, for the browser of a page in use (static/avance.js)."""
    parts = render.parts(shown, library)
    if OPENED in shown.ignored:
        parts["tableaux"] = render.folded_html(shown, library)
    return ahead.body_json(shown, parts, library)


def _zip(shown: View, library: Library) -> bytes:
    """The offline pack of the view and of its choices."""
    return packed([shown], library)


FORMS: dict[str, Form] = {
    "json": Form(JSON_MIME, _json, kept=False),
    "csv": Form(f"{CSV_MIME}; charset=utf-8", _csv, first=True),
    "xlsx": Form(XLSX_MIME, _xlsx, packed=True),
    "html": Form(f"{HTML_MIME}; charset=utf-8", _sheet, pages=("territoire",)),
    "parquet": Form("application/vnd.apache.parquet", _parquet, packed=True, pages=("sources",),
                    missing="Une table du jeu de données seulement : /sources.parquet?vue=tables&table=valeurs."),
    "svg": Form(SVG_MIME, picture_svg, missing=NO_PICTURE),
    "png": Form(PNG_MIME, picture_png, packed=True, missing=NO_PICTURE),
    "zip": Form(ZIP_MIME, _zip, packed=True),
    "corps": Form("application/json", _body, kept=False, pages=("carte", "territoire", "ecarts", "defis", "scenario")),
}  # fmt: skip
"""Every form, by the ending of its address; a new one is an entry here."""


def asked(path: str) -> tuple[str, str] | None:
    """The page and the form that a path names, None when it names neither."""
    found = _PATH.fullmatch(path)
    return (found[1], found[2]) if found and found[2] in FORMS and FORMS[found[2]].of(found[1]) else None


def answer(request: Request, page: str, form: str) -> Response:
    """The form of a view, or why there is none, in French."""
    if request.method not in ("GET", "HEAD"):
        return _refused("Cette adresse se lit (GET), elle ne reçoit rien.", 405, {"Allow": "GET, HEAD"})
    parameters = _parameters(request)
    if parameters is None:
        return _refused(
            f"Cette adresse est trop longue : {MOST_VALUES} valeurs et {LONGEST_QUERY // 1024} Ko au plus. "
            "Retirez des paramètres.",
            400,
        )
    try:
        library = _library(parameters)
        return _answered(request, library, page, FORMS[form], form, parameters)
    except DatasetError as error:
        return _refused(str(error), 503)
    except Exception:
        _LOG.exception("form %s of page %s", form, page)
        return _refused(
            "Cette vue n'a pas pu être écrite (le détail est dans le journal du serveur). Ouvrez la page "
            "à la même adresse, et signalez le lien.",
            500,
        )


def _library(parameters: dict[str, list[str]]) -> Library:
    """The set that the address names, while a page still shows it; the newest one otherwise, and the view says so."""
    named = parameters.get(STAMP, [])
    found = shown_library(named[-1]) if named else None
    if found is None:
        found = current()
    if named == [found.stamp]:
        del parameters[STAMP]
    return found


def _answered(
    request: Request, library: Library, page: str, form: Form, ending: str, parameters: dict[str, list[str]]
) -> Response:
    zipped = not form.packed and _accepts_gzip(request.headers.get("accept-encoding", ""))
    tag = _tag(library.stamp, page, ending, request.url.query, "gzip" * zipped)
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    shown = view(library, page, parameters)
    body = form.give(shown, library)
    if body is None:
        return _refused(form.missing, 404)
    if zipped:
        body, headers["Content-Encoding"] = gzip.compress(body, 6, mtime=0), "gzip"
    disposed = "attachment" if form.kept else "inline"
    headers["Content-Disposition"] = f'{disposed}; filename="{form.file(shown, ending)}"'
    return Response(body, media_type=form.mime, headers=headers)


def _parameters(request: Request) -> dict[str, list[str]] | None:
    """Values by name; None for an address that nobody needs."""
    query = request.url.query
    if len(query) > LONGEST_QUERY:
        return None
    try:
        return read_query(query, most=MOST_VALUES)
    except ValueError:
        return None


def _accepts_gzip(header: str) -> bool:
    """Whether the reader takes gzip; `gzip;q=0` refuses it."""
    for part in header.lower().split(","):
        name, _, quality = part.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _tag(*parts: str) -> str:
    """A weak tag: the same content, whatever its bytes (a workbook holds the time at which it was written)."""
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


def _refused(why: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(why, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})
