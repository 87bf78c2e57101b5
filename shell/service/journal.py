"""The log of requests: what was asked, how it was answered, in how long; never by whom, nor with which parameters."""

from __future__ import annotations

import logging
import re
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING, Any

from shell.service.options import options

if TYPE_CHECKING:
    from starlette.types import Scope

_LOG = logging.getLogger("territoires.acces")
_LOG.propagate = False
_LONGEST = 80
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that end a line, turn it round or drive a terminal."""


def opened(path: str) -> None:
    """Write the log in a file, opened again when another program has moved it (logrotate); nowhere for an empty path.

    A file that cannot be written is said once by the log of errors and never stops an answer.
    """
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()
    if path:
        handler = _Quiet(path, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        _LOG.addHandler(handler)
        _LOG.setLevel(logging.INFO)


class _Quiet(WatchedFileHandler):
    """A full disk is said once, until a line can be written again."""

    said = False

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.reopenIfNeeded()
            if self.stream is None:
                self.stream = self._open()
            print(self.format(record), file=self.stream, flush=True)
            self.said = False
        except OSError as error:
            if not self.said:
                self.said = True
                logging.getLogger(__name__).warning("le journal ne s'écrit pas (%s)", error.strerror)


def note(scope: Scope, kind: str, status: int, seconds: float) -> None:
    """One line for a request."""
    if _LOG.handlers:
        _LOG.info("%s %s %s %s %.0f ms", status, scope["method"][:10], kind, shown(scope["path"]), 1000 * seconds)


def one_line_records() -> None:
    """What any library writes of a reader's words in the log of errors stays on its line, in signs that can be seen."""
    usual = logging.getLogRecordFactory()

    def plain(*args: Any, **told: Any) -> logging.LogRecord:
        record = usual(*args, **told)
        if isinstance(record.args, tuple):
            record.args = tuple(_UNSEEN.sub(_escaped, one) if isinstance(one, str) else one for one in record.args)
        return record

    logging.setLogRecordFactory(plain)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def shown(path: str) -> str:
    """The path of a request on one line of plain signs; the names of sessions and of their files are left out."""
    parts = path.split("/")
    if "upload_file" in parts:
        parts = [*parts[: parts.index("upload_file") + 1], "…"]
    return "/".join(parts)[:_LONGEST].encode("unicode_escape").decode("ascii").replace(" ", "\\x20")


opened(options().journal)
