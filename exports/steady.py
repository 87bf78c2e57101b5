"""Archives whose bytes depend on what they hold alone: dates are those of the dataset."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_LEVEL = 4
_PACKED = (".xlsx", ".woff2", ".png", "mimetype")
"""What is stored as it is: compressed already, or read by others at its place in the file."""


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
