"""Tables without rules, or with level ones only: columns are told by the blanks between them, from top to bottom.

The region of a table begins on its heading and ends on the first words that are none of its own. Its columns are cut
in the blanks that its heading and its lines of values leave; its rows by the level rules, else by their spacing.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.sts.columns import is_heading_text, measures_named, names_two_columns, opens_heading_cell
from loaders.sts.names import ends_a_table
from loaders.sts.paper.bands import ruled_rows, spaced_rows
from loaders.sts.paper.blanks import column_cuts, over
from loaders.sts.paper.region import Region, counts, names_of, phrases_of, split, text_of_cell
from loaders.sts.paper.sheet import Sheet, around
from loaders.sts.paper.tables import Cell, Table
from loaders.sts.paper.words import TextLine, Word, text_of
from loaders.sts.region import DEPARTEMENTS
from loaders.sts.values import is_value
from loaders.sts.vocabulary import fold

_FAR, _TALLEST_HEADING, _FEWEST_UNDER = 6.0, 6, 0.6
_ZONE = re.compile(r"(\d\d|zones?(?: d['’]implantation)?)\b\s*", re.IGNORECASE)

_OTHERS = re.compile(r"\b(?:modalite|zone)")

UNNAMED = "valeur sous aucun nom de colonne"
LOST_GROUPS = "groupes imprimés au milieu de leurs lignes, dans un tableau sans filets : non lus"


def bare_tables(sheet: Sheet, lines: Sequence[TextLine], before: Table | None) -> tuple[list[Table], list[TextLine]]:
    """The tables without upright rules of a page, and the lines outside them.

    Args:
        before: the table that ends the page before: it may go on, without its heading, at the top of this one.
    """
    found: list[Table] = []
    rest: list[TextLine] = []
    at = 0
    while at < len(lines):
        heading = _heading(lines, at)
        top = before if before is not None and before.bare and at == 0 and not heading else None
        end = _end(lines, at + heading)
        region = _region(sheet, lines[at : at + heading], lines[at + heading : end], top) if heading or top else None
        table = _table(sheet, region) if region is not None else None
        if table is None:
            rest.append(lines[at])
            at += 1
        else:
            found.append(table)
            at = end
    return found, rest


def _heading(lines: Sequence[TextLine], at: int) -> int:
    """How many lines of heading stand there: all of its words, that of the zones among them."""
    count = 0
    while count < _TALLEST_HEADING and at + count < len(lines):
        if not is_heading_text(lines[at + count].text, after=count > 0):
            break
        count += 1
    words = " ".join(line.text for line in lines[at : at + count])
    opens = any(opens_heading_cell(word.text) for line in lines[at : at + count] for word in line.words)
    return count if opens and measures_named(fold(words)) else 0


def _end(lines: Sequence[TextLine], start: int) -> int:
    """Where the rows that begin there end."""
    for at in range(start, len(lines)):
        far = at > start and lines[at].base - lines[at - 1].base > _FAR * max(lines[at].size, lines[at - 1].size)
        if far or ends_a_table(fold(lines[at].text)):
            return at
    return len(lines)


def _region(sheet: Sheet, heading: Sequence[TextLine], body: Sequence[TextLine], before: Table | None) -> Region | None:
    """The table that a heading opens, or the one that goes on under a heading of the page before."""
    if heading:
        return _cut_region(sheet, heading, body)
    if before is None or not any(counts(line) for line in body):
        return None
    found = _cut_region(sheet, before.head, body)
    names = tuple(names_of(found)) if found else before.names
    columns = [index for index, name in enumerate(names) if measures_named(fold(name))]
    cuts = found.cuts if found else before.xs
    return Region([], body, cuts, min(columns, default=len(cuts)), names, before.head)


def _cut_region(sheet: Sheet, heading: Sequence[TextLine], body: Sequence[TextLine]) -> Region | None:
    for labels in (True, False):
        region = Region(heading, body, column_cuts(sheet, heading, body, labels=labels), 0)
        names = [fold(name) for name in names_of(region)]
        columns = [index for index, name in enumerate(names) if measures_named(name)]
        mixed = any(names_two_columns(name) or (measures_named(name) and _OTHERS.search(name)) for name in names)
        if columns and columns[0] > 0 and not mixed:
            return Region(heading, body, region.cuts, columns[0])
    return None


def _table(sheet: Sheet, region: Region) -> Table | None:
    """The rows of a region; None where most of its values stand under no name, as in text without columns."""
    lines = [*region.heading, *region.body]
    frame = around([line.frame for line in lines])
    edges = [frame[0], *region.cuts, frame[2]]
    rows = _heading_rows(region, edges) if region.heading else []
    ruled = ruled_rows(sheet, region, edges)
    spaced, lost = ([], False) if ruled else _with_sure_groups(region, spaced_rows(region, edges))
    rows += ruled or spaced
    names = tuple(names_of(region))
    told = [bool(measures_named(fold(name))) for name in names]
    rows = [tuple(_told(cell, told[at], at >= region.first - 1) for at, cell in enumerate(row)) for row in rows]
    under = sum(any(is_value(cell.text) for cell in row[region.first :]) for row in rows)
    valued = sum(
        counts(line) and (len(line.words) > 1 or region.column(line.words[0].middle) > 0) for line in region.body
    )
    if region.body and under <= _FEWEST_UNDER * valued:
        return None
    rows = [_with_zone(row) for row in rows] if region.first == 1 else rows
    head = tuple(region.heading or region.head)
    said = (LOST_GROUPS,) if lost else ()
    return Table(tuple(rows), frame, tuple(region.cuts), said=said, bare=True, names=names, head=head)


def _with_zone(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row whose first column holds zones and labels, with the code of the zone, or its heading, in a cell apart."""
    found = _ZONE.match(row[0].text)
    zone, label = (found.group(1), row[0].text[found.end() :]) if found else ("", row[0].text)
    known = not zone.isdigit() or zone in DEPARTEMENTS
    zone, label = (zone, label) if known else ("", row[0].text)
    return (replace(row[0], text=zone), replace(row[0], text=label), *row[1:])


def _with_sure_groups(region: Region, rows: list[tuple[Cell, ...]]) -> tuple[list[tuple[Cell, ...]], bool]:
    """Rows without the groups printed in a column of their own, unless each stands on the first of its rows.

    Nothing drawn says where a merged cell ends: a group in the middle of its rows would be taken for that of the rows
    under it. It stands on the first row where the first group and the code of the zone do.
    """
    groups = range(1, region.first - 1)
    if not rows or not any(row[at].text for row in rows for at in groups):
        return rows, False
    zones = [bool(row[0].text) for row in rows]
    if any(rows[0][at].text for at in groups) and zones[0]:
        return rows, False
    shown = []
    for row in rows:
        apart = bool(row[region.first - 1].text)  # else what stands there is the label of a row without a group
        shown.append(tuple(replace(cell, text="") if apart and at in groups else cell for at, cell in enumerate(row)))
    return shown, True


def _told(cell: Cell, named: bool, counts: bool) -> Cell:
    """A value under no name leaves a doubt."""
    return replace(cell, doubt=UNNAMED) if counts and not named and is_value(cell.text) else cell


def _heading_rows(region: Region, edges: Sequence[float]) -> list[tuple[Cell, ...]]:
    """The rows of a heading: its columns, under those that a phrase names together."""
    above: list[Word] = []
    for at, line in enumerate(region.heading):
        above += [word for phrase in phrases_of(line) if over(phrase, region.heading[at + 1 :]) for word in phrase]
    held = set(map(id, above))
    own = [[[w for w in words if id(w) not in held] for words in rows] for rows in split(region, region.heading)]
    texts = [text_of_cell(rows) for rows in own]
    _, top, _, bottom = around([line.frame for line in region.heading])
    frames = [(edges[column], top, edges[column + 1], bottom) for column in range(len(texts))]
    if not above:
        return [tuple(map(Cell, texts, frames))]
    under = range(region.column(min(word.left for word in above)), region.column(max(word.right for word in above)) + 1)
    under = range(min(under.start, region.first), max(under.stop, len(texts)))
    first = [text if column not in under else "" for column, text in enumerate(texts)]
    first[under.start] = text_of(above)
    second = [text if column in under else "" for column, text in enumerate(texts)]
    return [tuple(map(Cell, first, frames)), tuple(map(Cell, second, frames))]
