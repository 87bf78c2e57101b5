"""What the palette of every page is answered while its reader types."""

from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from loaders.errors import DatasetError
from shell.assets import takes_gzip
from shell.library import asked
from shell.private import status_of
from views.pages import STAMP
from views.recherche.suggestions import found_json


def suggestions(request: Request) -> Response:
    """What is suggested for the words `q`, in the dataset that the page reads."""
    key = request.query_params.get(STAMP, "")
    try:
        body = found_json(asked(key).search_index, request.query_params.get("q", ""))
    except DatasetError as error:
        return JSONResponse({"erreur": str(error)}, status_of(error), {"Cache-Control": "no-store"})
    headers = {"Cache-Control": "no-store" if key else "no-cache", "Vary": "Accept-Encoding"}
    if takes_gzip(request.headers):
        body, headers["Content-Encoding"] = gzip.compress(body, 6), "gzip"
    return Response(body, media_type="application/json", headers=headers)
