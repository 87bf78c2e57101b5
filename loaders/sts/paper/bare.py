"""Tables without rules, or with level ones only: columns are told by the blanks between them, from top to bottom.

The region of a table begins on its heading and ends on the first words that are none of its own. Its columns are cut
in the blanks that its heading and its lines of values leave; its rows by the level rules, else by their spacing.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.sts.columns import is_heading_text, measures_named, opens_heading_cell
from loaders.sts.names import ends_a_table
from loaders.sts.paper.grid import merged
from loaders.sts.paper.sheet import Rule, Sheet
from loaders.sts.paper.tables import OVERFLOW, Cell, Table
from loaders.sts.paper.words import TextLine, Word, joined
from loaders.sts.values import is_value
from loaders.sts.vocabulary import fold

_NARROWEST, _BLANK, _PHRASE = 3.5, 0.4, 0.42
_HEADING_WEIGHT, _MANY_LINES = 10, 8
_SAME_ROW, _BESIDE, _FAR = 1.38, 0.45, 6.0
_TALLEST_HEADING = 6
_RULE_SHARE = 0.3


@dataclass(frozen=True)
class _Region:
    """A table without upright rules: its heading and its body, and the places that cut its columns.

    Attributes:
        first: the first column that counts.
    """

    heading: list[TextLine]
    body: list[TextLine]
    cuts: list[float]
    first: int

    def column(self, x: float) -> int:
        return bisect_right(self.cuts, x)


def bare_tables(
    sheet: Sheet, lines: Sequence[TextLine], before: Table | None
) -> tuple[list[Table], list[TextLine]]:
    """The tables without upright rules of a page, and the lines outside them.

    Args:
        before: the table that ends the page before: it may go on, without its heading, at the top of this one.
    """
    found: list[Table] = []
    rest: list[TextLine] = []
    at = 0
    while at < len(lines):
        heading = _heading(lines, at)
        top = before if before is not None and before.bare and not found and at == _first_body(lines) else None
        end = _end(lines, at + heading)
        region = _region(lines[at : at + heading], lines[at + heading : end], top) if heading or top else None
        if region is None:
            rest.append(lines[at])
            at += 1
        else:
            found.append(_table(sheet, region))
            at = end
    return found, rest


def _first_body(lines: Sequence[TextLine]) -> int:
    """The first line of a page that may be a row: a running head is above it."""
    return next((at for at, line in enumerate(lines[:3]) if _values(line)), 0)


def _values(line: TextLine) -> list[Word]:
    return [word for word in line.words if is_value(word.text)]


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


def _region(heading: list[TextLine], body: list[TextLine], before: Table | None) -> _Region | None:
    if before is not None and not heading:
        if not any(_values(line) for line in body):
            return None
        named = [index for index, name in enumerate(before.names) if measures_named(fold(name))]
        return _Region([], body, list(before.xs), min(named, default=len(before.xs)))
    cuts = _cuts(heading, [line for line in body if _values(line)])
    region = _Region(heading, body, cuts, 0)
    columns = [index for index, name in enumerate(_names(region)) if measures_named(fold(name))]
    return _Region(heading, body, cuts, columns[0]) if columns and columns[0] > 0 else None


def _names(region: _Region) -> list[str]:
    return [joined([" ".join(word.text for word in row) for row in rows if row]) for rows in _split(region, region.heading)]


def _cuts(heading: Sequence[TextLine], body: Sequence[TextLine]) -> list[float]:
    """Middles of the blanks that go from the top to the bottom of a table."""
    size = max([line.size for line in [*heading, *body]])
    bounds: list[tuple[float, int]] = []
    named = [phrase for at, line in enumerate(heading) for phrase in _phrases(line) if not _over(phrase, heading[at + 1 :])]
    for words, weight in ((named, _HEADING_WEIGHT), ([line.words for line in body], 1)):
        for word in (word for run in words for word in run):
            bounds += [(word.left, weight), (word.right, -weight)]
    allowed = 1 if len(body) >= _MANY_LINES else 0
    cuts: list[float] = []
    depth, blank = 0, None
    for place, weight in sorted(bounds, key=lambda bound: (bound[0], -bound[1])):
        depth += weight
        if depth <= allowed and blank is None:
            blank = place
        elif depth > allowed and blank is not None:
            if place - blank >= max(_NARROWEST, _BLANK * size):
                cuts.append((blank + place) / 2)
            blank = None
    return cuts


def _phrases(line: TextLine) -> list[list[Word]]:
    """Words of a line that follow one another closely."""
    phrases: list[list[Word]] = []
    for word in line.words:
        if phrases and word.left - phrases[-1][-1].right < _PHRASE * line.size:
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return phrases


def _over(phrase: Sequence[Word], under: Sequence[TextLine]) -> bool:
    """Whether a phrase of a heading is that of several columns, named on a line under it."""
    left, right = phrase[0].left, phrase[-1].right
    for line in under:
        near = [words for words in _phrases(line) if words[0].left < right + line.size and words[-1].right > left - line.size]
        if len(near) > 1 and all(measures_named(fold(" ".join(word.text for word in words))) for words in near):
            return True
    return False


def _split(region: _Region, lines: Sequence[TextLine]) -> list[list[list[Word]]]:
    """For each column, the words of each line."""
    columns: list[list[list[Word]]] = [[] for _ in range(len(region.cuts) + 1)]
    for line in lines:
        for column, words in enumerate(_by_column(region, line)):
            columns[column].append(words)
    return columns


def _by_column(region: _Region, line: TextLine) -> list[list[Word]]:
    """Words of a line by column; words that go on a phrase stay in its column."""
    columns: list[list[Word]] = [[] for _ in range(len(region.cuts) + 1)]
    before: Word | None = None
    home = 0
    for word in line.words:
        goes_on = before is not None and word.left - before.right < _PHRASE * line.size and not is_value(word.text)
        home = home if goes_on else region.column(word.middle)
        columns[home].append(word)
        before = word
    return columns


def _table(sheet: Sheet, region: _Region) -> Table:
    lines = [*region.heading, *region.body]
    left = min(line.frame[0] for line in lines)
    right = max(line.frame[2] for line in lines)
    edges = [left, *region.cuts, right]
    rows = _heading_rows(region, edges) if region.heading else []
    rows += [_row(region, block, edges) for block in _blocks(sheet, region)]
    frame = (left, min(line.frame[1] for line in lines), right, max(line.frame[3] for line in lines))
    return Table(tuple(rows), frame, tuple(region.cuts), bare=True, names=tuple(_names(region)))


def _heading_rows(region: _Region, edges: Sequence[float]) -> list[tuple[Cell, ...]]:
    """The rows of a heading: its columns, under those that a phrase names together."""
    above: list[Word] = []
    for at, line in enumerate(region.heading):
        above += [word for phrase in _phrases(line) if _over(phrase, region.heading[at + 1 :]) for word in phrase]
    held = set(map(id, above))
    own = [[[w for w in words if id(w) not in held] for words in rows] for rows in _split(region, region.heading)]
    texts = [joined([" ".join(word.text for word in words) for words in rows if words]) for rows in own]
    top, bottom = (pick(line.frame[side] for line in region.heading) for pick, side in ((min, 1), (max, 3)))
    frames = [(edges[column], top, edges[column + 1], bottom) for column in range(len(texts))]
    if not above:
        return [tuple(map(Cell, texts, frames))]
    under = range(
        region.column(min(word.left for word in above)), region.column(max(word.right for word in above)) + 1
    )
    under = range(min(under.start, region.first), max(under.stop, len(texts)))
    first = [text if column not in under else "" for column, text in enumerate(texts)]
    first[under.start] = " ".join(word.text for word in above)
    second = [text if column in under else "" for column, text in enumerate(texts)]
    return [tuple(map(Cell, first, frames)), tuple(map(Cell, second, frames))]


def _row(region: _Region, lines: Sequence[TextLine], edges: Sequence[float]) -> tuple[Cell, ...]:
    top, bottom = min(line.frame[1] for line in lines), max(line.frame[3] for line in lines)
    over = {
        column
        for line in lines
        for word in line.words
        if any(char.text.isdigit() for char in word.chars)
        for column in range(region.column(word.left + 0.5), region.column(word.right - 0.5) + 1)
        if region.column(word.left + 0.5) != region.column(word.right - 0.5)
    }
    cells = []
    for column, rows in enumerate(_split(region, lines)):
        text = joined([" ".join(word.text for word in words) for words in rows if words])
        doubt = OVERFLOW if column in over and column >= region.first else ""
        cells.append(Cell(text, (edges[column], top, edges[column + 1], bottom), doubt))
    return tuple(cells)


def _blocks(sheet: Sheet, region: _Region) -> list[list[TextLine]]:
    """The lines of each row, from top to bottom."""
    rules = _level_rules(sheet, region)
    bands: dict[int, list[TextLine]] = {}
    for line in region.body:
        bands.setdefault(bisect_right(rules, line.base - 0.3 * line.size), []).append(line)
    blocks = []
    for _, band in sorted(bands.items()):
        alone = len(rules) > 1 and not _collide(region, band)
        blocks += [band] if alone else _spaced(region, band)
    return blocks


def _level_rules(sheet: Sheet, region: _Region) -> list[float]:
    """Heights of the level rules between the rows of a region."""
    lines = [*region.heading, *region.body]
    left, right = min(line.frame[0] for line in lines), max(line.frame[2] for line in lines)

    def length(rule: Rule) -> float:
        return min(rule.end, right) - max(rule.start, left)

    return [rule.at for rule in merged(sheet.across) if length(rule) > _RULE_SHARE * (right - left)]


def _collide(region: _Region, lines: Sequence[TextLine]) -> bool:
    """Whether two lines print something under the same column that counts: they are two rows."""
    columns = _split(region, lines)[region.first :]
    return any(sum(bool(words) for words in rows) > 1 for rows in columns)


def _spaced(region: _Region, lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Rows told by their spacing: lines of a label are closer than two rows."""
    split = [(line, _by_column(region, line)) for line in lines]
    labels = [line for line, columns in split if any(columns[1 : region.first])]
    blocks: list[list[TextLine]] = []
    for line in labels:
        near = blocks and line.base - blocks[-1][-1].base <= _SAME_ROW * min(line.size, blocks[-1][-1].size)
        if near:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    blocks = [part for block in blocks for part in ([[line] for line in block] if _collide(region, block) else [block])]
    rows = [list(block) for block in blocks]
    held = set(map(id, labels))
    for line in lines:
        if id(line) not in held:
            _place(region, rows, blocks, line)
    return sorted(rows, key=lambda row: min(line.base for line in row))


def _place(region: _Region, rows: list[list[TextLine]], blocks: list[list[TextLine]], line: TextLine) -> None:
    """Put a line without a label in the row whose label stands around it, else in a row of its own."""
    for row, block in zip(rows, blocks, strict=True):
        if not block:
            continue
        room = _BESIDE * line.size
        if block[0].base - room <= line.base <= block[-1].base + room and not _collide(region, [*row, line]):
            row.append(line)
            row.sort(key=lambda one: one.base)
            return
    rows.append([line])
    blocks.append([])

