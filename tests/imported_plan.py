"""An invented plan with two cells that its reading doubts of, and what a page makes of it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from loaders.sts.package import Package, package_of
from loaders.sts.plan import read_plan
from tests.test_sts_command import whole_plan
from views.importer.draft import Draft

UNSEEN, UNREAD_CELL = "60", "120"
"""Prints of the two cells: one larger than any seen, with its value; one that is not believed, without."""


def doubtful_text(departement: str = "32", *, unseen: str = UNSEEN, unread: str = UNREAD_CELL) -> str:
    """The plan as Markdown."""
    text = whole_plan(departement=departement)
    text = text.replace("Hospitalisation complète\t2", f"Hospitalisation complète\t{unseen}", 1)
    return text.replace("Toutes modalités\t2", f"Toutes modalités\t{unread}", 1)


@cache
def doubtful_package(departement: str = "32") -> Package:
    """The plan as it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.md"
        path.write_text(doubtful_text(departement), "utf-8")
        return package_of(read_plan(path))


def doubtful_draft(departement: str = "32") -> Draft:
    """The plan as a session looks it over, without its lines."""
    return Draft("plan.md", doubtful_package(departement))
