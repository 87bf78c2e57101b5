"""The dataset of one session: the shared one with the plan that it looked over, and the link to what it takes away."""

from __future__ import annotations

import hashlib

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from analysis.build.joined import joined
from charts.words.typography import bound
from exports.file_names import file_name
from exports.markup import tag
from loaders.sts.package import package_files
from shell import private
from shell.library import current
from shell.private import Private
from shell.server import PACKAGE
from views.importer.draft import Draft
from views.library import Library

ZIP_MIME = "application/zip"


def own_library(draft: Draft) -> Library:
    """The shared dataset with a plan, as it was corrected.

    Raises:
        DatasetError: it does not go with the dataset.
    """
    base = current()
    dataset = joined(base.dataset, draft.final)
    content = hashlib.sha256("\0".join([base.stamp, *package_files(draft.final).values()]).encode())
    files = {
        name: file
        for name, file in base.files.items()
        if getattr(dataset, name, None) is getattr(base.dataset, name, 0)
    }
    return Library(dataset, lambda: base.geojson, stamp=content.hexdigest()[:16], key=private.mine().token, files=files)


def package_link(held: Private) -> Markup:
    """The link to the package of this session."""
    words = bound("Emporter (.zip)")
    href = f".{PACKAGE}?jeu={held.token}"
    return tag("p", tag("a", words, data_fichier=True, href=href), class_="fichiers importer-emporter")


def answer_package(request: Request) -> Response:
    """The package of a session, by its token."""
    from shell.forms import refused  # a form needs what this module gives

    try:
        draft = private.draft_of(request.query_params.get("jeu", ""))
    except private.EndedError as error:
        return refused(str(error), 410)
    name = file_name("plan", draft.departement, kind="zip")
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(draft.zip(), media_type=ZIP_MIME, headers={**headers, "X-Content-Type-Options": "nosniff"})
