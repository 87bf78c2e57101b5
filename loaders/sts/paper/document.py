"""From the sheets of a PDF to its text: lines in reading order, rows of tables with their cells, each with its place.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from loaders.sts.names import ends_a_table
from loaders.sts.paper.bare import bare_tables
from loaders.sts.paper.cuts import without_cuts
from loaders.sts.paper.edges import Learnt, without_edges
from loaders.sts.paper.flow import Part, in_order, runs
from loaders.sts.paper.grid import grids
from loaders.sts.paper.sheet import Char, Sheet
from loaders.sts.paper.tables import Cell, Table, displayed, is_heading_alone, read_table
from loaders.sts.paper.tagged import TAGS, confirmed, contents, from_tags
from loaders.sts.paper.words import UNSURE, cut_marked, text_lines
from loaders.sts.places import Place
from loaders.sts.vocabulary import fold

_OVERPRINT, _MOST_UNKNOWN = 4.0, 0.02
_SHORT = 40
"""Signs of a line that may stand under a table that goes on: the foot of a page, a number."""


@dataclass(frozen=True)
class PaperLine:
    """A line of text, or a row of a table, with the place of each of its cells."""

    text: str
    places: tuple[Place, ...]
    cells: tuple[str, ...] | None = None


@dataclass
class PaperPage:
    """What was read of a page.

    Attributes:
        number, height: its place in the document, and its height as displayed.
        picture: what it is where it prints no text: `image`, `scan`, or an empty string.
        way: `cellules`, `balises`, or `texte` where it holds no table.
        open_below: whether its last table goes on without a rule under its last row.
    """

    number: int
    height: float
    picture: str = ""
    way: str = "texte"
    lines: list[PaperLine] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    open_below: bool = False


@dataclass(frozen=True)
class Paper:
    """A PDF as text.

    Attributes:
        text: its lines, cells apart by tabulations.
        places: of each line that has some, by its number from 1.
        ways: how each page was read.
        warnings: what a reader should know of its pages, with the line where they begin.
    """

    text: str
    places: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    ways: tuple[str, ...] = ()
    warnings: tuple[tuple[int | None, str], ...] = ()


def paper(sheets: Iterable[Sheet]) -> Paper:
    """The text of the pages of a document."""
    pages: list[PaperPage] = []
    open_table: Table | None = None
    learnt = Learnt()
    for sheet in sheets:
        page, open_table = _page(sheet, open_table, learnt)
        pages.append(page)
    without_edges(pages, learnt)
    without_cuts(pages)
    lines: list[PaperLine | None] = []
    warnings: list[tuple[int | None, str]] = [(None, words) for words in _pictures(pages)]
    for page in pages:
        warnings += [(len(lines) + 1, f"page {page.number} : {words}") for words in page.warnings]
        lines += [*page.lines, None]
    text = "\n".join(_written(line) for line in lines)
    places = {number: line.places for number, line in enumerate(lines, start=1) if line is not None}
    return Paper(text, places, tuple(page.way for page in pages), tuple(warnings))


def _written(line: PaperLine | None) -> str:
    if line is None:
        return ""
    return "\t".join(line.cells) if line.cells is not None else line.text


def _page(sheet: Sheet, before: Table | None, learnt: Learnt) -> tuple[PaperPage, Table | None]:
    """What a page holds, and the table that it leaves open for the next one."""
    page = PaperPage(sheet.number, sheet.displayed_height, _picture(sheet))
    tables, rest = _ruled(sheet)
    held = contents(sheet.chars) if sheet.tagged else {}
    tables = [confirmed(table, sheet, held) for table in tables]
    told, rest = from_tags(sheet, rest)
    tables += told
    lines = learnt.without(text_lines(char for char in rest if not char.turn), sheet.height)
    bare, lines = bare_tables(sheet, lines, before)
    tables += bare
    parts = [*runs(lines), *(Part(table.frame, table.frame[1], 0, table=at) for at, table in enumerate(tables))]
    last: Table | None = None
    for read in in_order(parts):
        if read.table is None:
            last = None if len(read.text) > _SHORT else last
            place = Place(sheet.number, _rounded(sheet.displayed(read.frame)))
            if page.lines and page.lines[-1].cells is None:
                page.lines[-1] = replace(page.lines[-1], text=cut_marked(page.lines[-1].text, read.text))
            page.lines.append(PaperLine(read.text, (place,)))
        else:
            last = tables[read.table]
            page.open_below = not last.closed[1] or last.bare
            page.lines += [line for row in last.rows if (line := _row(sheet, row))]
    unknown = sum(char.text == UNSURE for char in sheet.chars)
    if unknown > _MOST_UNKNOWN * len(sheet.chars):
        page.warnings.append(f"{unknown} caractères que le fichier ne dit pas, police illisible")
    if tables:
        page.way = TAGS if all(table.way == TAGS for table in tables) else "cellules"
    page.warnings += [words for table in tables for words in table.said]
    return page, last


def _ruled(sheet: Sheet) -> tuple[list[Table], list[Char]]:
    """The ruled tables of a page, and the characters outside them."""
    tables: list[Table] = []
    rest = list(sheet.chars)
    found = grids(sheet)
    shaded = sum(grid.rows == 1 for grid in found) > 1  # every other row of a table has a ground: they are no tables
    for grid in (grid for grid in found if not (shaded and grid.rows == 1)):
        left, top, right, bottom = grid.frame
        held = [char for char in rest if left <= char.middle <= right and top <= char.base <= bottom]
        largest = _OVERPRINT * median(char.size for char in held) if held else 0.0
        inside = [char for char in held if char.size <= largest]  # not a word printed over the whole page
        if not inside:
            continue
        table, unread = read_table(grid, inside)
        if table is not None and not is_heading_alone(table):
            taken = set(inside) - set(unread)
            rest = [char for char in rest if char not in taken]
            tables.append(table)
    return tables, rest


def _row(sheet: Sheet, row: Sequence[Cell]) -> PaperLine | None:
    """The line of a row, None where all its cells are blank."""
    if not any(cell.text for cell in row):
        return None
    told = [cell for cell in row if cell.text]
    if len(told) == 1 and ends_a_table(fold(told[0].text)):  # the title of the next table, in the same frame
        return PaperLine(told[0].text, (Place(sheet.number, _rounded(sheet.displayed(told[0].frame or (0, 0, 0, 0)))),))
    cells = displayed(row, sheet.displayed)
    places = tuple(Place(sheet.number, _rounded(cell.frame or (0, 0, 0, 0)), cell.doubt) for cell in cells)
    return PaperLine(" ".join(cell.text for cell in row if cell.text), places, tuple(cell.text for cell in row))


def _rounded(frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(edge, 1) for edge in frame)
    return left, top, right, bottom


def _picture(sheet: Sheet) -> str:
    if sheet.recognised:
        return "scan"
    return "image" if sheet.pictures and not sheet.chars else ""


def _pictures(pages: Sequence[PaperPage]) -> list[str]:
    """Pages without text, named one by one."""
    scans = [page.number for page in pages if page.picture == "scan"]
    pictures = [page.number for page in pages if page.picture == "image"]
    said = []
    if pictures:
        said.append(f"{_numbers(pictures)} : {'images' if len(pictures) > 1 else 'image'} sans texte")
    if scans:
        said.append(f"{_numbers(scans)} : texte reconnu sur une image, non lu")
    return said


def _numbers(pages: Sequence[int]) -> str:
    """Pages in words: «pages 12, 13 et 40»."""
    *others, last = map(str, pages)
    return f"pages {', '.join(others)} et {last}" if others else f"page {last}"
