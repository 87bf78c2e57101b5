"""The last touch on a deck: French everywhere, and bytes that its content alone decides."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx.oxml import parse_xml

from exports.slides.xml import LANG, NAMESPACES

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WITH_LANGUAGE = tuple(f"{_A}{name}" for name in ("rPr", "endParaRPr", "defRPr"))
_RUNS = tuple(f"{_A}{name}" for name in ("r", "fld", "br"))
_WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def saved(deck: Any, *, date: datetime) -> bytes:
    """The bytes of a deck.

    Args:
        date: of the dataset: that of the file, of its parts, of the workbooks inside.
    """
    for part in deck.part.package.iter_parts():
        if hasattr(part, "_element"):
            _french(part._element)
        elif str(part.partname).endswith(".xlsx"):
            part._blob = packed(part.blob, date=date)
    sink = io.BytesIO()
    deck.save(sink)
    return packed(sink.getvalue(), date=date)


def packed(content: bytes, *, date: datetime) -> bytes:
    """A zip with the same files, all of one date; the time at which a workbook was written is that date too."""
    sink, stamp = io.BytesIO(), date.timetuple()[:6]
    written = date.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(sink, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            body = source.read(name)
            if name == "docProps/core.xml":
                body = _WRITTEN_AT.sub(rb"\g<1>" + written, body)
            entry = ZipInfo(name, stamp)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(entry, body, compresslevel=4)
    return sink.getvalue()


def _french(tree: Any) -> None:
    """The language of every run, of every end of paragraph, of every default."""
    for element in tree.iter(*_WITH_LANGUAGE):
        element.set("lang", LANG)
        element.attrib.pop("altLang", None)
    for run in tree.iter(*_RUNS):
        if run.find(f"{_A}rPr") is None:
            run.insert(0, parse_xml(f'<a:rPr {NAMESPACES} lang="{LANG}"/>'))
    for paragraph in tree.iter(f"{_A}p"):
        if paragraph.find(f"{_A}endParaRPr") is None:
            paragraph.append(parse_xml(f'<a:endParaRPr {NAMESPACES} lang="{LANG}"/>'))
