"""A file that a reader gives: read by the bounded reader, from a temporary file that is taken away at once.

Nothing of it stays on the disk, nothing of it goes to the log; what is refused is refused in one French sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from analysis.imported import Reading
from analysis.typed_text import visible
from loaders.errors import ReadingError
from loaders.sts.bounded import read_bounded
from loaders.sts.decoding import decode
from loaders.sts.limits import LIMITS
from loaders.sts.lines import FORMS
from loaders.sts.package import package_of, read_package
from loaders.sts.page_picture import PagePicture, page_picture
from shell.service.options import options
from views.importer.draft import AROUND, Draft

TEMPORARY = "territoires-"
"""How the name of our temporary folders begins; each is taken away as soon as its reading ends."""

Told = Callable[[str, int, int], None]
PACKAGE = ".zip"
TAKEN = (*FORMS, PACKAGE)
AT_ONCE, PATIENCE = 2, 60
"""Documents read at once on the server, and seconds that one waits for its turn."""

_TURNS = BoundedSemaphore(AT_ONCE)
_WIDEST = 400
_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85]")
"""Where the reader counts a line (`loaders.sts.decoding.numbered_lines`)."""
_UNSAFE = re.compile(r"[^\w .,()'’-]")


def largest_mb() -> int:
    """Megabytes of a file (option `envoi_mo`): the page refuses more, and the server what no page let pass."""
    return options().envoi_mo


def read_file(name: str, content: bytes, told: Told) -> Draft:
    """What a file holds, to be looked over.

    Args:
        name: as its reader calls it; told: is given each step, how far it is and how far it goes.

    Raises:
        ReadingError: it is refused.
    """
    name = safe_name(name)
    ending = Path(name).suffix.lower()
    if ending not in TAKEN:
        raise ReadingError(
            "Ce fichier n'est ni un plan ni un paquet",
            ou=name,
            que_faire=f"Donner un fichier {', '.join(TAKEN[:-1])} ou {TAKEN[-1]}",
        )
    if len(content) > options().envoi:
        raise ReadingError(
            f"Ce fichier pèse plus de {largest_mb()} Mo", ou=name, que_faire="Donner le seul schéma territorial"
        )
    if ending == PACKAGE:
        told("document", 1, 1)
        return Draft(name, read_package(content, name))
    with _turn(told), _written(name, content) as path:
        plan = read_bounded(path, told=told, limits=replace(LIMITS, size=options().envoi))
    draft = Draft(name, package_of(plan))
    return draft if ending == ".pdf" else replace(draft, lines=_lines(content, draft.read))


def drawn_page(name: str, content: bytes, number: int) -> PagePicture:
    """A page of the PDF that was read, as a picture.

    Raises:
        ReadingError: it cannot be drawn.
    """
    with _turn(), _written(safe_name(name), content) as path:
        return page_picture(path, number)


@contextmanager
def _written(name: str, content: bytes) -> Iterator[Path]:
    """A file that only this reading sees, taken away as soon as it ends."""
    with TemporaryDirectory(prefix=TEMPORARY) as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


@contextmanager
def _turn(told: Told | None = None) -> Iterator[None]:
    """The turn of a reading: each may take hundreds of megabytes.

    Raises:
        ReadingError: too many wait.
    """
    if not _TURNS.acquire(blocking=False):
        if told is not None:
            told("attente", 0, 1)
        if not _TURNS.acquire(timeout=PATIENCE):
            raise ReadingError(
                "Trop de documents sont lus en ce moment",
                ou="ce serveur",
                que_faire="Redonner le fichier dans une minute",
            )
    try:
        yield
    finally:
        _TURNS.release()


def safe_name(name: str) -> str:
    """The name of a file as a file of ours may bear it: one part, visible signs, not too long."""
    plain = _UNSAFE.sub("_", visible(Path(name.replace("\\", "/")).name)).strip(" .") or "document"
    stem, ending = Path(plain).stem[:60], Path(plain).suffix[:8]
    return f"{stem}{ending}"


def _lines(content: bytes, reading: Reading) -> dict[int, str]:
    """The lines that the page may show: those around the cells to look at."""
    wanted = {at for one in reading.doubts for at in range(one.place.line - AROUND, one.place.line + AROUND + 1)}
    text = _ENDS.split(decode(content) or "")
    return {at: visible(text[at - 1].replace("\t", "  "))[:_WIDEST] for at in wanted if 0 < at <= len(text)}
