"""The dataset of one session: the shared one with the plan that it looked over, and the link to what it takes away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from analysis.build.joined import joined
from charts.words.typography import bound
from exports.file_names import file_name
from exports.markup import tag
from exports.pack.pack import ZIP_MIME
from loaders.dataset import Dataset, table_bytes
from loaders.sts.package import package_files
from shell import private
from shell.forms import refused
from shell.library import current
from shell.private import Private
from shell.server import PACKAGE
from views.importer.draft import Draft
from views.library import Library


def own_library(draft: Draft) -> Library:
    """The shared dataset with a plan, as it was corrected.

    Raises:
        DatasetError: it does not go with the dataset.
    """
    base = current()
    dataset = joined(base.dataset, draft.final)
    content = hashlib.sha256("\0".join([base.stamp, *package_files(draft.final).values()]).encode())
    stamp, key = content.hexdigest()[:16], private.mine().token
    return Library(dataset, lambda: base.geojson, stamp=stamp, key=key, files=_Files(base, dataset))


@dataclass(frozen=True)
class _Files(Mapping[str, bytes]):
    """The stored file of each table: that of the shared dataset, or written when asked where the plan changes it."""

    base: Library
    dataset: Dataset

    def __getitem__(self, name: str) -> bytes:
        file, frame = self.base.files[name], getattr(self.dataset, name)
        return file if frame is getattr(self.base.dataset, name) else table_bytes(name, frame)

    def __iter__(self) -> Iterator[str]:
        return iter(self.base.files)

    def __len__(self) -> int:
        return len(self.base.files)


def package_link(held: Private) -> Markup:
    """The link to the package of this session."""
    words = bound("Emporter (.zip)")
    href = f".{PACKAGE}?jeu={held.token}"
    return tag("p", tag("a", words, data_fichier=True, href=href), class_="fichiers importer-emporter")


def answer_package(request: Request) -> Response:
    """The package of a session, by its token."""
    try:
        draft = private.draft_of(request.query_params.get("jeu", ""))
    except private.EndedError as error:
        return refused(str(error), 410)
    name = file_name("plan", draft.departement, kind="zip")
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(draft.zip(), media_type=ZIP_MIME, headers=headers)
