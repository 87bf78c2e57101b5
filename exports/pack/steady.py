"""Archives whose bytes depend on what they hold alone: dates are those of the dataset."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LEVEL = 4
_PACKED = (".xlsx", ".woff2", ".png")


def archive(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """A zip of some files, in their order; what is already compressed is stored."""
    sink = io.BytesIO()
    with ZipFile(sink, "w") as made:
        for name, content in files:
            entry = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            made.writestr(entry, content, compresslevel=_LEVEL)
    return sink.getvalue()


def dated_workbook(content: bytes, day: date) -> bytes:
    """A workbook that says it was written at the date of its dataset, not at the time of the clock."""
    told = b"\\g<1>" + f"{day.isoformat()}T00:00:00Z".encode()
    with ZipFile(io.BytesIO(content)) as read:
        parts = [(name, read.read(name)) for name in read.namelist()]
    return archive(
        ((name, _WRITTEN.sub(told, part) if name == "docProps/core.xml" else part) for name, part in parts), day
    )
