"""The tables that the tags of a PDF tell: rows, cells and the marked content of each, where the file has such a tree.

An empty cell is a child without an element; a cell may cover several rows or columns; what stands in its parts (the
call of a note, a link) belongs to it.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

from loaders.sts.paper.sheet import TaggedCell, TaggedTable

MOST_ELEMENTS = 20_000
"""Elements of the tree of a page beyond which it is left aside: a dense page has 1 500."""

MOST_TABLES = 50
"""Tables of a page beyond which the others are left aside."""

_DEEPEST = 40
_CELLS = ("TD", "TH")


class _TooManyError(Exception):
    """The tree of a page is too large to be one."""


def tagged_tables(page: Any) -> tuple[TaggedTable, ...]:
    """The tables of the tag tree of a page, in its order."""
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        left = [MOST_ELEMENTS]
        roots = (
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
        )
        tables = [table for root in roots if root for table in _under(root, "Table", 0, left)]
        return tuple(_table(table, left) for table in tables[:MOST_TABLES])
    except _TooManyError:
        return ()
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _kind(element: Any) -> str:
    import pypdfium2.raw as pdfium

    return _text(lambda buffer, size: int(pdfium.FPDF_StructElement_GetType(element, buffer, size)))


def _text(read: Callable[[Any, int], int]) -> str:
    size = read(None, 0)
    if not 2 < size < 200:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _children(element: Any, left: list[int]) -> list[Any]:
    """Children of an element; None stands for content, or for an empty cell."""
    import pypdfium2.raw as pdfium

    count = max(pdfium.FPDF_StructElement_CountChildren(element), 0)
    left[0] -= count + 1
    if left[0] < 0:
        raise _TooManyError
    return [pdfium.FPDF_StructElement_GetChildAtIndex(element, index) or None for index in range(count)]


def _under(element: Any, kind: str, depth: int, left: list[int]) -> Iterator[Any]:
    """Elements of a kind under another one, the outermost of them."""
    if _kind(element) == kind:
        yield element
    elif depth < _DEEPEST:
        for child in _children(element, left):
            if child is not None:
                yield from _under(child, kind, depth + 1, left)


def _table(element: Any, left: list[int]) -> TaggedTable:
    rows = [row for child in _children(element, left) if child is not None for row in _under(child, "TR", 0, left)]
    return tuple(tuple(_cell(cell, left) for cell in _children(row, left)) for row in rows)


def _cell(element: Any, left: list[int]) -> TaggedCell:
    if element is None or _kind(element) not in _CELLS:
        return TaggedCell()
    contents = frozenset(number for number in _contents(element, 0, left) if number >= 0)
    return TaggedCell(contents, _span(element, b"RowSpan"), _span(element, b"ColSpan"))


def _contents(element: Any, depth: int, left: list[int]) -> Iterator[int]:
    """Numbers of the marked contents of an element and of its parts."""
    import pypdfium2.raw as pdfium

    children = _children(element, left)
    for index in range(max(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element), 0)):
        yield pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
    for index, child in enumerate(children):
        yield pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if child is not None and depth < _DEEPEST:
            yield from _contents(child, depth + 1, left)


def _span(element: Any, name: bytes) -> int:
    import pypdfium2.raw as pdfium

    number = ctypes.c_float()
    for index in range(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
        value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name) if attribute else None
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return max(1, min(int(number.value), 500))
    return 1
