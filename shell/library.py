"""The dataset that the server shows, and the one that a session reads until its page is drawn again.

A set of tables is read whole and checked whole; it is kept only if it passed, and replaced
whole when its files change. A page in use goes on reading the set it was drawn from: what it
shows, its files and its forms never come from two sets.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic
from weakref import WeakValueDictionary

import streamlit as st

from loaders import dataset as loader
from loaders.dataset import Dataset, load_dataset, load_geojson
from loaders.errors import DatasetError
from loaders.versions import VERSIONS, version_folder
from shell import private
from views.library import Library
from views.pages import UNTITLED

_LOG = logging.getLogger(__name__)
_SESSION, _TABLE = "_bibliotheque", ".parquet"
WATCHED_EVERY = 1.0
"""Seconds between two looks at the files."""
STILL = 5
"""Looks for which they must have stood still to be read: a copy that goes slowly from file to file is not a set."""
REFUSED_FOR = 1.0
"""Seconds for which a refused set is not read again while its files are the same: a page asks several times."""

Marks = tuple[tuple[str, int, int], ...]
"""Place, date and size of each file."""


@dataclass
class _Held:
    """The set that the server shows; `marks` are those of its files when they were last read.

    `read` is the last one that a page was drawn from; `seen` and `since`, the marks of the last look, and when they
    became so.
    """

    library: Library | None = None
    read: Library | None = None
    marks: Marks = ()
    seen: Marks = ()
    since: float = float("-inf")
    looked: float = float("-inf")
    refused: DatasetError | None = None
    refused_at: float = float("-inf")


_HELD, _LOCK = _Held(), Lock()
_SHOWN: WeakValueDictionary[str, Library] = WeakValueDictionary()
"""Every set that some page still shows, by the print of its content."""


def current() -> Library:
    """The newest set that passed its checks.

    Raises:
        DatasetError: no set has passed yet; the files are tried again at the next call.
    """
    with _LOCK:
        now = monotonic()
        if _HELD.library is not None and now - _HELD.looked < WATCHED_EVERY:
            return _HELD.library
        _HELD.looked = now
        marks = _marks()
        if marks != _HELD.seen:
            _HELD.seen, _HELD.since = marks, now
        if _HELD.refused is not None and marks == _HELD.marks and now - _HELD.refused_at < REFUSED_FOR:
            raise _HELD.refused.with_traceback(None)
        if _HELD.library is None or (marks != _HELD.marks and now - _HELD.since >= STILL * WATCHED_EVERY):
            _take()
        assert _HELD.library is not None
        return _HELD.library


def _take() -> None:
    """Read the files; a set that does not pass leaves the one shown in its place."""
    try:
        read = _read()
    except DatasetError as error:
        if _HELD.library is None:
            _HELD.refused, _HELD.refused_at = error, monotonic()
            raise
        _LOG.warning("the tables changed and are not taken: %s", error)
        return
    _HELD.library, _HELD.refused = read, None
    older.cache_clear()


def _read() -> Library:
    """The tables as they stand; once more when they changed meanwhile."""
    while True:
        _HELD.marks = _marks()
        files = {path.name: path.read_bytes() for path in _files() if path.is_file()}
        dataset = load_dataset()
        if _marks() == _HELD.marks:
            tables = {name.removesuffix(_TABLE): content for name, content in files.items() if name.endswith(_TABLE)}
            read = Library(dataset, load_geojson, stamp=_stamp(files), files=tables)
            _SHOWN[read.stamp] = read
            return read


def shown(stamp: str) -> Library | None:
    """The set that a page was drawn from, by the print of its content, while a session still reads it; that of one
    session alone, by its token.

    Raises:
        EndedError: the token of a session that has ended.
    """
    return private.of(stamp) or _SHOWN.get(stamp)


def asked(key: str) -> Library:
    """The set that an address without a session names: that of one session by its token, else the newest one.

    Raises:
        EndedError: the token of a session that has ended.
    """
    return private.of(key) or current()


@lru_cache(maxsize=2)
def older(version: str) -> Library | None:
    """The dataset of a version that is still kept, before or after some plan was added to it; None when none is.

    What was read of a version does not change: a folder that an addition made is never written again.
    """
    try:
        folder = version_folder(loader.DATA_DIR, version) or loader.DATA_DIR
        dataset = load_dataset(folder, versions=False)
    except DatasetError:
        return None
    found = Library(dataset, load_geojson)
    return found if found.version == version else None


def warm() -> bool:
    """Whether a page has been drawn from the set held: another view of it then costs little."""
    return _HELD.read is not None and _HELD.read is _HELD.library


def library() -> Library:
    """The set that this session reads, its own if it has one; outside a session, the one that the server shows."""
    own = private.library()
    if own is not None:
        return own
    held = st.session_state.get(_SESSION)
    return held if isinstance(held, Library) else current()


def product() -> str:
    """The name of the product, which is that of its dataset; what it is about when no set can be read."""
    try:
        return library().title
    except DatasetError:
        return UNTITLED


def enter() -> None:
    """A page is drawn whole: this session reads the newest set from now on.

    Raises:
        DatasetError: no set can be read; a session that had one forgets it.
    """
    st.session_state.pop(_SESSION, None)
    if private.library() is None:  # one of its own goes with what the session holds (shell/private.py), at once
        st.session_state[_SESSION] = _HELD.read = current()


def clear() -> None:
    """Forget what was read (tests)."""
    older.cache_clear()
    with _LOCK:
        for entry in fields(_Held):
            setattr(_HELD, entry.name, entry.default)


def _outlines_path() -> Path:
    return loader.STATIC_DIR / "departements.geojson"


def _files() -> list[Path]:
    try:
        folder = loader.data_folder()
    except DatasetError:  # its files are looked at, and reading them will say it
        folder = loader.DATA_DIR / VERSIONS
    return [*(folder / f"{field.name}.parquet" for field in fields(Dataset)), _outlines_path()]


def _marks() -> Marks:
    found = []
    for path in _files():
        try:
            told = path.stat()
        except OSError:
            found.append((str(path), 0, 0))
        else:
            found.append((str(path), told.st_mtime_ns, told.st_size))
    return tuple(found)


def _stamp(files: Mapping[str, bytes]) -> str:
    """A short print of the content of every file, the same on every machine."""
    content = hashlib.sha256()
    for name in sorted(files):
        content.update(name.encode() + files[name])
    return content.hexdigest()[:16]
