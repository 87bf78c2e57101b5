"""From the grid of a table and the characters in it to its rows: one text a cell, a blank where a cell is empty.

A number that runs over a rule, or that stands in a cell common to several rows or columns, is kept with a doubt. Text
printed upright in a cell is read, but where it names a column it is dropped: it never decides their order.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from loaders.sts.columns import is_heading_text, measures_named, opens_heading_cell
from loaders.sts.paper.grid import Grid
from loaders.sts.paper.sheet import Char, Frame
from loaders.sts.paper.words import RAISED_DIGITS, TextLine, joined, text_lines
from loaders.sts.values import is_value
from loaders.sts.vocabulary import fold

OVERFLOW = "un nombre déborde de sa case"
COMMON = "case commune à plusieurs lignes ou colonnes"
TURNED = "en-tête de colonne imprimé de côté, non lu"

_LONGEST, _FEWEST_VALUES = 400, 0.15
_SMALL_FACE, _MOST_SMALL = 0.78, 0.2
_CALL = re.compile(r"(?<=[^\W\d_])[⁰¹²³⁴-⁹]{1,2}(?=$|[\s,;.)])")

Key = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """One printed cell: its text, its frame on the page, and why its number is not certain."""

    text: str = ""
    frame: Frame | None = None
    doubt: str = ""


@dataclass(frozen=True)
class Table:
    """A printed table.

    Attributes:
        rows: its cells, row after row, all of the same number.
        frame: its place on the page, in the coordinates of the text.
        closed: whether a rule is drawn above its first row, and under its last one.
        xs: places of its columns.
        said: what was not read of it, in words.
        bare: whether no upright rule cuts its columns; `xs` then cut them, and `names` are those of its heading.
        head: the lines of that heading.
        way: how it was read: `cellules`, or `balises` where the tags of the file say the same.
    """

    rows: tuple[tuple[Cell, ...], ...]
    frame: Frame
    xs: tuple[float, ...] = ()
    closed: tuple[bool, bool] = (True, True)
    said: tuple[str, ...] = ()
    way: str = "cellules"
    bare: bool = False
    names: tuple[str, ...] = ()
    head: tuple[TextLine, ...] = ()


def read_table(grid: Grid, chars: Sequence[Char]) -> tuple[Table | None, list[Char]]:
    """The table that a grid rules, and the characters that are not of it: all of them where it is only a frame."""
    spans = grid.spans()
    first, last = _body(grid, spans)
    held: dict[Key, list[Char]] = {}
    left: list[Char] = []
    for char in chars:
        key = grid.at(char.middle, char.base - 0.3 * char.size)
        if key is None or not first <= key[0] < last:
            left.append(char)
        else:
            held.setdefault(key, []).append(char)
    doubts = _whole_words(held)
    texts, turned = _texts(held)
    if not _is_table(list(texts.values())):
        return None, list(chars)
    rows = tuple(_row(grid, spans, texts, doubts, row) for row in range(first, last))
    frame = (grid.xs[0], grid.ys[first], grid.xs[-1], grid.ys[last])
    closed = (grid.closed[0] or first > 0, grid.closed[1] or last < grid.rows)
    said = tuple(f"{TURNED} : «{words}»" for words in turned)
    return Table(rows, frame, grid.xs, closed, said), left


def _body(grid: Grid, spans: Mapping[Key, tuple[int, int, int, int]]) -> tuple[int, int]:
    """The rows of a grid without the bands that frame it: titles above, notes under."""
    whole = [grid.owner[row, grid.columns - 1] == (row, 0) and spans[row, 0][1] == row for row in range(grid.rows)]
    first, last = 0, grid.rows
    while first < last and whole[first]:
        first += 1
    while last > first and whole[last - 1]:
        last -= 1
    return first, last


def _whole_words(held: dict[Key, list[Char]]) -> dict[Key, str]:
    """Give back its characters to a word that runs over a rule; a number that does leaves a doubt on its cells."""
    owners = {char: key for key, chars in held.items() for char in chars if not char.turn}
    doubts: dict[Key, str] = {}
    for line in text_lines(owners):
        for word in line.words:
            keys = {owners[char] for char in word.chars if char in owners}
            if len(keys) < 2 or any(char not in owners for char in word.chars):
                continue
            if any(char.text.isdigit() for char in word.chars):
                doubts |= dict.fromkeys(keys, OVERFLOW)
                continue
            home = owners[min(word.chars, key=lambda char: abs(char.middle - word.middle))]
            for char in word.chars:
                if owners[char] != home:
                    held[owners[char]].remove(char)
                    held[home].append(char)
    return doubts


def _texts(held: Mapping[Key, Sequence[Char]]) -> tuple[dict[Key, str], tuple[str, ...]]:
    """The text of each cell, and the names of columns printed upright, which are left out."""
    lines = {key: text_lines(char for char in chars if not char.turn) for key, chars in held.items()}
    faces = {key: size for key, found in lines.items() if (size := _digits_size(found))}
    usual = median(faces.values()) if faces else 0.0
    small = {key for key, size in faces.items() if size < _SMALL_FACE * usual}
    small = small if len(small) <= _MOST_SMALL * len(faces) else set()
    texts: dict[Key, str] = {}
    turned: list[str] = []
    for key, found in lines.items():
        text = joined([line.text for line in found])
        text = _CALL.sub("", text.translate(RAISED_DIGITS) if key in small else text)
        beside = upright_text([char for char in held[key] if char.turn])
        if beside and measures_named(fold(beside)):
            turned.append(beside)
            beside = ""
        texts[key] = f"{text} {beside}".strip()
    return texts, tuple(turned)


def cell_text(chars: Sequence[Char]) -> str:
    """The text of the characters of one cell; the call of a note after a word is no part of it."""
    return _CALL.sub("", joined([line.text for line in text_lines(chars)]))


def _digits_size(lines: Iterable[TextLine]) -> float:
    """Size of the digits of a cell that holds nothing else."""
    chars = [char for line in lines for word in line.words for char in word.chars]
    return max(char.size for char in chars) if chars and all(char.text.isdigit() for char in chars) else 0.0


def upright_text(chars: Sequence[Char]) -> str:
    """The text of characters printed on their side, each direction in turn."""
    texts = []
    for turn in sorted({char.turn for char in chars}):
        texts += [line.text for line in text_lines(_turned(char) for char in chars if char.turn == turn)]
    return joined(texts)


def _turned(char: Char) -> Char:
    """A character as it stands once its text is level."""
    left, top, right, bottom = char[1:5]
    box = {
        1: (-bottom, left, -top, right, char.right),
        2: (-right, -bottom, -left, -top, -top),
        3: (top, -right, bottom, -left, -left),
    }[char.turn]
    return char._replace(left=box[0], top=box[1], right=box[2], bottom=box[3], base=box[4], turn=0)


def _is_table(texts: Sequence[str]) -> bool:
    """Whether a grid holds cells, and not the frames of a page."""
    told = [text for text in texts if text]
    if any(opens_heading_cell(text) for text in told):
        return True
    values = sum(is_value(text) for text in told)
    longest = max(map(len, told), default=0)
    return values > 0 and values >= _FEWEST_VALUES * len(told) and longest < _LONGEST


def _row(
    grid: Grid,
    spans: Mapping[Key, tuple[int, int, int, int]],
    texts: Mapping[Key, str],
    doubts: Mapping[Key, str],
    row: int,
) -> tuple[Cell, ...]:
    """The cells of a row; a merged one is printed where it begins."""
    cells = []
    for column in range(grid.columns):
        owner = grid.owner[row, column]
        text, frame, doubt = texts.get(owner, ""), grid.cell(spans[owner]), doubts.get(owner, "")
        common = owner[1] > 0 and is_value(text) and spans[owner] != (owner[0], owner[0], owner[1], owner[1])
        if common:
            cells.append(Cell(text, frame, COMMON))
        elif owner == (row, column):
            cells.append(Cell(text, frame, doubt))
        else:
            cells.append(Cell("", frame, doubt))
    return tuple(cells)


def is_heading_alone(table: Table) -> bool:
    """Whether a table holds nothing but its heading: the ground of a heading above rows that nothing rules."""
    rows = [" ".join(cell.text for cell in row if cell.text) for row in table.rows]
    return all(is_heading_text(row) for row in rows if row)


def displayed(row: Sequence[Cell], frame_of: Callable[[Frame], Frame]) -> tuple[Cell, ...]:
    """The cells of a row with their frames on the displayed page."""
    return tuple(replace(cell, frame=frame_of(cell.frame)) if cell.frame else cell for cell in row)
