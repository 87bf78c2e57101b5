"""A document as PDF: tagged, French, PDF/UA-1, the same bytes for the same dataset.

The words are data of the source that sets them (`document.typ`), never part of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from exports.document import (
    Beside,
    Box,
    Document,
    Lines,
    Listed,
    Node,
    Nodes,
    Picture,
    Runs,
    Sheet,
    Title,
    Turn,
    text_of,
)
from exports.svg import INK, Drawing
from exports.typeset import typeset
from exports.view_document import view_document, views_document
from views.library import Library
from views.view import View

PDF_MIME = "application/pdf"
_SOURCE = Path(__file__).with_name("document.typ").read_bytes()
_INKS = ("encre", "encre-2", "filet", "creux", "reserve-fond", "reserve-bord")

Data = dict[str, Any]


def view_pdf(view: View, library: Library, *, site: str = "") -> bytes:
    """The document of a view."""
    return pdf(view_document(view, library, site=site))


def views_pdf(views: Sequence[View], library: Library, *, title: str, site: str = "") -> bytes:
    """The document of several views, each on a new page."""
    return pdf(views_document(views, library, title=title, site=site))


def pdf(document: Document) -> bytes:
    """A document, at the date of its dataset."""
    when = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    data = {
        "title": document.title,
        "heading": document.heading,
        "subject": document.subject,
        "foot": document.foot,
        "size": document.size,
        "dense": document.size < 9,
        "inks": {name.replace("-", ""): INK[name] for name in _INKS},
        "parts": _parts(document.nodes),
    }
    inputs = {"doc": json.dumps(data, ensure_ascii=False)}
    return typeset(_SOURCE, inputs, format="pdf", pdf_standards=["ua-1"], timestamp=int(when.timestamp()))


def _parts(nodes: Nodes) -> list[Data]:
    """What goes on upright, and what lies on its side."""
    parts: list[Data] = [{"turned": False, "wide": False, "nodes": []}]
    for node in nodes:
        if isinstance(node, Turn) and node.wide != parts[-1]["wide"]:
            parts.append({"turned": node.wide, "wide": node.wide, "nodes": []})
        else:
            parts[-1]["nodes"].append(_data(node))
    return parts


def _data(node: Node) -> Data:
    if isinstance(node, Title):
        return {"k": "title", "text": node.text, "level": node.level}
    if isinstance(node, Lines):
        return {"k": "lines", "runs": _runs(node.runs), "role": node.role}
    if isinstance(node, Listed):
        entries = [{"runs": _runs(one.runs), "nodes": list(map(_data, one.nodes))} for one in node.entries]
        return {"k": "list", "half": _half(node) if node.columns > 1 else 0, "entries": entries}
    if isinstance(node, Picture):
        return {"k": "picture", "share": _share(node), **_drawn(node.drawing)}
    if isinstance(node, Beside):
        sides = {"left": list(map(_data, node.left)), "right": list(map(_data, node.right))}
        return {"k": "beside", "share": node.share, **sides}
    if isinstance(node, Turn):
        return {"k": "turn"}
    return _table(node)


def _half(node: Listed) -> int:
    """Entries of the first of two columns, so that they are as high as each other."""
    sizes = list(accumulate(len(text_of(one.runs)) + 20 for one in node.entries))
    return 1 + min(range(len(sizes)), key=lambda rank: abs(2 * sizes[rank] - sizes[-1]))


def _table(node: Sheet) -> Data:
    head = [[_box(box) for box in row] for row in node.head]
    body = [[_box(box) for box in row] for row in node.body]
    return {"k": "table", "head": head, "body": body, "widths": node.widths, "small": node.small}


def _box(box: Box) -> Data:
    data: Data = {
        "runs": _runs(box.runs),
        "nodes": list(map(_data, box.nodes)),
        "columns": box.columns,
        "rows": box.rows,
        "side": "figure" if box.figure else "centre" if box.centred else "",
        "group": box.heading and box.columns > 1,
        "fill": box.fill,
        "ink": box.ink,
    }
    return data | (_drawn(box.drawing) if box.drawing else {})


def _runs(runs: Runs) -> list[Data]:
    return [{"t": run.text, "s": run.style} for run in runs]


def _drawn(drawing: Drawing) -> Data:
    return {"svg": drawing.svg(), "alt": drawing.alt}


_TALLEST = 1.28
"""Height of a drawing for the width of the page, past which it would leave the sheet."""


def _share(node: Picture) -> float:
    return min(node.share, _TALLEST * node.drawing.width / node.drawing.height)
