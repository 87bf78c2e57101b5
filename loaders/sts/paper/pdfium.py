"""From a page of PDFium to a sheet: each character with its box, each drawn line, the pages turned upright.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from loaders.sts.paper.sheet import Char, Frame, Rule, Sheet, View, main_turn
from loaders.sts.paper.tags import tagged_tables
from loaders.sts.paper.words import UNSURE

MOST_CHARS, MOST_SEGMENTS = 60_000, 60_000
"""Characters and drawn segments of a page beyond which the rest of it is not looked at: a dense page has 6 000."""

_BREAKS, _SPACES, _HYPHENS = (10, 13), (9, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), (2, 0xFFFE)
_PATH, _IMAGE, _FORM, _TEXT = 2, 3, 5, 1
_LINE, _MOVE = 0, 2
_INVISIBLE = 3
_THIN, _SHORT, _SKEW = 3.0, 5.0, 0.6
_ASKEW = 0.06
_DEEPEST = 6

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class _Piece(NamedTuple):
    """What the characters of a text object share."""

    quarters: int
    size: float
    tag: int
    hidden: bool
    askew: bool = False


class _Stroke(NamedTuple):
    """A segment or a thin rectangle, in the coordinates of the file."""

    frame: Frame
    level: bool


def read_sheet(page: Any, number: int) -> Sheet:
    """One page of a document opened by pypdfium2."""
    text = page.get_textpage()
    try:
        found = list(_chars(text.raw))
    finally:
        text.close()
    strokes, pictures = _drawn(page.raw)
    box = page.get_bbox() if hasattr(page, "get_bbox") else page.get_cropbox()
    view, shown = View(tuple(box)), page.get_rotation() // 90
    found = [char for char in found if not char[3].askew]  # a word across the page, over its text
    read = main_turn([char[3].quarters for char in found])
    seen = [_seen(view, read, *char) for char in found if not char[3].hidden]
    width, height = box[2] - box[0], box[3] - box[1]
    width, height = (height, width) if read % 2 else (width, height)
    chars = [char for char in seen if -1 < char.middle < width + 1 and -1 < (char.top + char.bottom) / 2 < height + 1]
    rules = [(stroke, view.seen(stroke.frame, read)) for stroke in strokes]
    across = [Rule((y0 + y1) / 2, x0, x1) for stroke, (x0, y0, x1, y1) in rules if stroke.level == (read % 2 == 0)]
    down = [Rule((x0 + x1) / 2, y0, y1) for stroke, (x0, y0, x1, y1) in rules if stroke.level != (read % 2 == 0)]
    recognised = bool(found) and not seen
    return Sheet(
        number,
        width,
        height,
        tuple(chars),
        tuple(across),
        tuple(down),
        recognised,
        pictures,
        tagged_tables(page.raw),
        view,
        shown,
        read,
    )


_Found = tuple[str, Frame, tuple[float, float], _Piece, int, Frame | None]


def _chars(raw: Any) -> Iterator[_Found]:
    """Characters in the order of the file, each with its box (left, bottom, right, top) and its origin, what it shares
    with those of its object, that object, and the box of its ink where it is a digit.
    """
    import pypdfium2.raw as pdfium

    loose, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box, by_x, by_y = ctypes.byref(loose), ctypes.byref(x), ctypes.byref(y)
    unicode, place, origin = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    owner, address = pdfium.FPDFText_GetTextObject, ctypes.addressof
    pieces: dict[int, _Piece] = {}
    for index in range(min(pdfium.FPDFText_CountChars(raw), MOST_CHARS)):
        code = unicode(raw, index)
        if code in _BREAKS or (code in _SPACES and pdfium.FPDFText_IsGenerated(raw, index)):
            continue
        pointer = owner(raw, index)
        key = address(pointer.contents) if pointer else 0
        piece = pieces.get(key)
        if piece is None:
            piece = pieces[key] = _piece(raw, index, pointer)
        place(raw, index, box)
        origin(raw, index, by_x, by_y)
        at = (x.value, y.value)
        left, bottom, right, top = frame = (loose.left, loose.bottom, loose.right, loose.top)
        if right <= left or top <= bottom:
            frame = _tight(raw, index, at, piece.size)
        ink = _tight(raw, index, at, piece.size) if 48 <= code < 58 else None
        yield _shown(code), frame, at, piece, key, ink


@lru_cache(maxsize=1024)
def _shown(code: int) -> str:
    if code in _SPACES:
        return " "
    if code in _HYPHENS:
        return "-"
    return UNSURE if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _tight(raw: Any, index: int, origin: tuple[float, float], size: float) -> Frame:
    """The box of the ink of a character, or a small one at its origin."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
    if found and right.value > left.value and top.value > bottom.value:
        return (left.value, bottom.value, right.value, top.value)
    return (origin[0], origin[1], origin[0] + size / 4, origin[1] + size)


def _piece(raw: Any, index: int, pointer: Any) -> _Piece:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    along = math.hypot(matrix.a, matrix.b) or 1.0
    turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    quarters, askew = round(turns) % 4, abs(turns - round(turns)) > _ASKEW
    size = pdfium.FPDFText_GetFontSize(raw, index) * (math.hypot(matrix.c, matrix.d) or along)
    if not pointer:
        return _Piece(quarters, abs(size), -1, hidden=False, askew=askew)
    hidden = pdfium.FPDFTextObj_GetTextRenderMode(pointer) == _INVISIBLE
    return _Piece(quarters, abs(size), pdfium.FPDFPageObj_GetMarkedContentID(pointer), hidden, askew)


def _seen(
    view: View,
    read: int,
    text: str,
    frame: Frame,
    origin: tuple[float, float],
    piece: _Piece,
    key: int,
    ink: Frame | None,
) -> Char:
    left, top, right, bottom = view.seen(frame, read)
    _, base, _, _ = view.seen((*origin, *origin), read)
    size = piece.size if piece.size > 0.5 else bottom - top
    turn = (piece.quarters - read) % 4
    lift = (base - view.seen(ink, read)[3]) / size if ink and not turn else 0.0
    return Char(text, left, top, right, bottom, base, size, turn, lift, key, piece.tag)


def _drawn(raw: Any) -> tuple[list[_Stroke], bool]:
    """Every level or upright stroke of a page, and whether it holds a picture."""
    import pypdfium2.raw as pdfium

    strokes: list[_Stroke] = []
    pictures = False
    left = MOST_SEGMENTS
    for item, matrix in _objects(raw):
        kind = pdfium.FPDFPageObj_GetType(item)
        pictures |= kind == _IMAGE
        if kind == _PATH and left > 0:
            left -= pdfium.FPDFPath_CountSegments(item)
            strokes += _strokes(item, matrix) if left > 0 else []
    return strokes, pictures


def _objects(raw: Any) -> Iterator[tuple[Any, Matrix]]:
    """Objects of a page, those of its forms included, with the matrix that places them."""
    import pypdfium2.raw as pdfium

    waiting: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(raw, index), _SAME, 0) for index in range(pdfium.FPDFPage_CountObjects(raw))
    ]
    count = 0
    while waiting and count < MOST_SEGMENTS:
        item, matrix, depth = waiting.pop()
        count += 1
        if pdfium.FPDFPageObj_GetType(item) != _FORM:
            yield item, matrix
        elif depth < _DEEPEST:
            placed = _times(_matrix(item), matrix)
            inside = range(pdfium.FPDFFormObj_CountObjects(item))
            waiting += [(pdfium.FPDFFormObj_GetObject(item, index), placed, depth + 1) for index in inside]


def _matrix(item: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _SAME
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _strokes(item: Any, matrix: Matrix) -> Iterator[_Stroke]:
    """The level and upright strokes of a path: thin areas, drawn segments, edges of filled rectangles."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for points, straight in _subpaths(item, _times(_matrix(item), matrix)):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        frame = (min(xs), min(ys), max(xs), max(ys))
        wide, high = frame[2] - frame[0], frame[3] - frame[1]
        if min(wide, high) <= _THIN:
            if max(wide, high) > _SHORT:
                yield _Stroke(frame, wide >= high)
        elif stroke.value or (straight and len(set(points)) == 4):
            pairs = zip(points, [*points[1:], points[0]], strict=True)
            yield from (edge for first, last in pairs if (edge := _edge(first, last)))


def _edge(first: tuple[float, float], last: tuple[float, float]) -> _Stroke | None:
    wide, high = abs(first[0] - last[0]), abs(first[1] - last[1])
    if max(wide, high) <= _SHORT or min(wide, high) > _SKEW:
        return None
    frame = (min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1]))
    return _Stroke(frame, wide >= high)


def _subpaths(item: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Points of each part of a path, and whether it is made of straight lines alone."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    straight = True
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == _MOVE and points:
            yield points, straight
            points, straight = [], True
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        straight &= kind in (_LINE, _MOVE)
    if points:
        yield points, straight
