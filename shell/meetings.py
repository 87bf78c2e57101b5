"""Meetings as the server answers them: a meeting in, what to know of it or a file out; nothing is kept.

GET `app/seance.json?modele=installation&departement=34` gives a ready-made order, `?point=/carte?…&point=…` the order
of some views. POST of a meeting to `app/seance.json` reads it again in the present dataset; to another ending, gives
its wall, its deck, its pack or its minutes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from analysis.typed_text import quoted
from exports.file_names import file_name
from exports.meeting.checks import Checked, checked, meeting_warnings
from exports.meeting.minutes import minutes_docx, minutes_pdf
from exports.meeting.running import running
from exports.pack.pack import ZIP_MIME
from exports.pdf import PDF_MIME
from exports.slides.records import PPTX_MIME
from exports.wall.document import HTML_MIME, wall
from exports.word import DOCX_MIME
from loaders.errors import DatasetError
from shell.forms import BUSY, BusyError, refused, turn
from shell.library import asked, older
from shell.packs import packed
from shell.private import status_of
from views.library import Library
from views.pages import STAMP
from views.seance.meeting import LARGEST_FILE, MOST_POINTS, Meeting, MeetingError, read_meeting
from views.seance.points import proposal, view_of
from views.seance.ready import ORDERS, ready

_LOG = logging.getLogger(__name__)
JSON = "json"


@dataclass(frozen=True)
class MeetingForm:
    """One file of a meeting.

    Attributes:
        mime: its media type.
        give: the meeting, its points read again and their dataset in, bytes out.
        name: what its file is called, before the name of the meeting.
        kept: whether a browser saves it rather than shows it.
    """

    mime: str
    give: Callable[[Meeting, list[Checked], Library, str], bytes]
    name: str
    kept: bool = True


def _deck(_meeting: Meeting, points: list[Checked], library: Library, site: str) -> bytes:
    """The slides of every point, in order."""
    from exports.slides.deck import deck  # reads a library that the first page does without

    return deck(running(points), library, site=site)


def _pack(_meeting: Meeting, points: list[Checked], library: Library, _site: str) -> bytes:
    """The offline pack of the views of an order."""
    return packed(running(points), library)


FORMS: dict[str, MeetingForm] = {
    "html": MeetingForm(HTML_MIME, wall, "salle", kept=False),
    "pptx": MeetingForm(PPTX_MIME, _deck, "diapositives"),
    "zip": MeetingForm(ZIP_MIME, _pack, "dossier-hors-ligne"),
    "docx": MeetingForm(DOCX_MIME, minutes_docx, "compte-rendu"),
    "pdf": MeetingForm(PDF_MIME, minutes_pdf, "compte-rendu"),
}
"""By ending; a new file of a meeting is an entry here."""


async def answer(request: Request) -> Response:
    """What the address of a meeting answers, in French when it refuses."""
    ending = request.scope["path"].rpartition(".")[2]
    if ending != JSON and ending not in FORMS:
        return refused("Cette adresse n'est pas celle d'un fichier de séance.", 404)
    key = request.query_params.get(STAMP, "")
    try:
        if request.method in ("GET", "HEAD") and ending == JSON:
            return await run_in_threadpool(_proposed, request, key)
        if request.method != "POST":
            allowed = "GET, HEAD, POST" if ending == JSON else "POST"
            return refused("Cette adresse reçoit une séance (POST).", 405, {"Allow": allowed})
        body = await _body(request)
        return await run_in_threadpool(_answered, body, ending, str(request.base_url), key)
    except MeetingError as error:
        return refused(str(error), 400)
    except DatasetError as error:
        return refused(str(error), status_of(error))
    except BusyError:
        return refused(BUSY, 503, {"Retry-After": "10"})
    except ClientDisconnect:
        return Response(status_code=499)
    except Exception:
        _LOG.exception("meeting as %s", ending)  # never what it holds
        return refused(
            "La séance n'a pas pu être écrite (le détail est dans le journal du serveur). Elle reste dans ce "
            "navigateur ; enregistrez-la en fichier, et signalez ce message.",
            500,
        )


async def _body(request: Request) -> bytes:
    """What was sent, refused as soon as it is too large."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > LARGEST_FILE:
            break
    return bytes(found)


def _proposed(request: Request, key: str) -> Response:
    """A ready-made order, or the order of some views."""
    library, sought = asked(key), request.query_params
    departement = sought.get("departement", "")
    if departement and departement not in library.departements:
        raise MeetingError(f"«{quoted(departement)}» n'est pas un département du jeu de données. Choisissez-en un.")
    if "modele" in sought:
        code = sought["modele"]
        if code not in ORDERS:
            known = ", ".join(ORDERS)
            raise MeetingError(f"«{quoted(code)}» n'est pas un ordre tout prêt. Ceux qui existent : {known}.")
        return _json(_told(ready(library, code, departement), library))
    addresses = sought.getlist("point")[:MOST_POINTS]
    points = [proposal(library, view_of(library, one), key=f"p{rank}") for rank, one in enumerate(addresses, 1)]
    return _json(_told(Meeting(jeu=library.version, points=points), library))


def _answered(body: bytes, ending: str, site: str, key: str) -> Response:
    meeting, library = read_meeting(body), asked(key)
    if ending == JSON:
        return _json(_told(meeting, library))
    form = FORMS[ending]
    with turn():
        content = form.give(meeting, checked(meeting, library, older), library, site)
    name = file_name(form.name, meeting.nom or "séance", *filter(None, [meeting.date]), kind=ending)
    disposed = "attachment" if form.kept else "inline"
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'{disposed}; filename="{name}"'}
    return Response(content, media_type=form.mime, headers=headers)


def _told(meeting: Meeting, library: Library) -> dict[str, Any]:
    """A meeting, and what must be known of each of its points."""
    return {
        "seance": meeting.model_dump(),
        "jeu": library.version,
        "avertissements": meeting_warnings(meeting),
        "points": {
            one.point.cle: {
                "avertissements": one.warnings,
                "depuis": one.moved,
                "montre": one.shown.model_dump() if one.shown else None,
            }
            for one in checked(meeting, library, older)
        },
    }


def _json(content: dict[str, Any]) -> Response:
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
