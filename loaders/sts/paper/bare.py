"""Tables without rules, or with level ones only: columns are told by the blanks between them, from top to bottom.

The region of a table begins on its heading and ends on the first words that are none of its own. Its columns are cut
in the blanks that its heading and its lines of values leave; its rows by the level rules, else by their spacing.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.sts.columns import is_heading_text, measures_named, names_two_columns, opens_heading_cell
from loaders.sts.names import ends_a_table
from loaders.sts.paper.grid import merged
from loaders.sts.paper.sheet import Frame, Rule, Sheet
from loaders.sts.paper.tables import COMMON, OVERFLOW, Cell, Table
from loaders.sts.paper.words import TextLine, Word, joined
from loaders.sts.region import DEPARTEMENTS
from loaders.sts.values import is_value
from loaders.sts.vocabulary import fold

_NARROWEST, _ALIGNED_BLANK, _BLANK, _PHRASE, _SPACE = 3.5, 1.0, 0.4, 0.42, 0.36
_HEADING_WEIGHT, _MANY_LINES = 10, 8
_CLOSE, _WIDEST_STEP, _BESIDE, _FAR = 1.15, 1.7, 0.45, 6.0
_TALLEST_HEADING = 6
_SHORTEST, _FEWEST_UNDER, _APART, _MOST_STARTS = 15.0, 0.6, 16.0, 4

_ZONE = re.compile(r"(\d\d|zones?(?: d['’]implantation)?)\b\s*", re.IGNORECASE)

UNNAMED = "valeur sous aucun nom de colonne"
LOST_GROUPS = "groupes imprimés au milieu de leurs lignes, dans un tableau sans filets : non lus"


@dataclass(frozen=True)
class _Region:
    """A table without upright rules: its heading and its body, and the places that cut its columns.

    Attributes:
        first: the first column that counts.
    """

    heading: Sequence[TextLine]
    body: Sequence[TextLine]
    cuts: Sequence[float]
    first: int

    def column(self, x: float) -> int:
        return bisect_right(self.cuts, x)


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
        top = before if before is not None and before.bare and not found and at == _first_body(lines) else None
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


def _first_body(lines: Sequence[TextLine]) -> int:
    """The first line of a page that may be a row: a running head is above it."""
    return next((at for at, line in enumerate(lines[:3]) if _counts(line)), 0)


def _counts(line: TextLine) -> bool:
    """Whether a line ends on a value."""
    return is_value(line.words[-1].text)


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


def _region(
    sheet: Sheet, heading: Sequence[TextLine], body: Sequence[TextLine], before: Table | None
) -> _Region | None:
    if before is not None and not heading:
        if not any(_counts(line) for line in body):
            return None
        named = [index for index, name in enumerate(before.names) if measures_named(fold(name))]
        return _Region([], body, list(before.xs), min(named, default=len(before.xs)))
    cuts = _paired(heading, body, _cuts(heading, body))
    cuts = _among_labels(heading, body, cuts)
    region = _Region(heading, body, sorted([*cuts, *_where_rules_begin(sheet, heading, body, cuts)]), 0)
    names = [fold(name) for name in _names(region)]
    if any(names_two_columns(name) for name in names):
        return None
    columns = [index for index, name in enumerate(names) if measures_named(name)]
    return _Region(heading, body, region.cuts, columns[0]) if columns and columns[0] > 0 else None


def _paired(heading: Sequence[TextLine], body: Sequence[TextLine], cuts: list[float]) -> list[float]:
    """Cuts without those between the name of a column and its values, where each stands aside of the other."""
    region = _Region(heading, body, cuts, 0)
    named = [bool(measures_named(fold(name))) for name in _names(region)]
    filled = [any(words and _is_count(words) for words in rows) for rows in _split(region, body)]
    lone = [at for at in range(1, len(named)) if named[at] != filled[at]]
    pairs = [(one, other) for one, other in zip(lone[::2], lone[1::2], strict=False) if other == one + 1]
    if len(lone) % 2 or 2 * len(pairs) != len(lone) or not all(named[one] != named[other] for one, other in pairs):
        return cuts
    return [cut for at, cut in enumerate(cuts) if at not in {one for one, _ in pairs}]


def _among_labels(heading: Sequence[TextLine], body: Sequence[TextLine], cuts: list[float]) -> list[float]:
    """Cuts without those that the words of a label cross."""
    names = _names(_Region(heading, body, cuts, 0))
    first = next((at for at, name in enumerate(names) if measures_named(fold(name))), 0)
    phrases = [phrase for line in body for phrase in _phrases(line)]
    kept = []
    for at, cut in enumerate(cuts):
        crossing = sum(_crosses(phrase, cut) for phrase in phrases)
        right = cuts[at + 1] if at + 1 < len(cuts) else float("inf")
        starting = sum(cut - 1 <= phrase[0].left < right for phrase in phrases)
        if at + 1 >= first or crossing <= starting:
            kept.append(cut)
    return kept


def _where_rules_begin(
    sheet: Sheet, heading: Sequence[TextLine], body: Sequence[TextLine], cuts: Sequence[float]
) -> list[float]:
    """Places inside a table where level rules begin, on the right of cells common to several rows."""
    lines = [*heading, *body]
    left, right = min(line.frame[0] for line in lines), max(line.frame[2] for line in lines)
    top, bottom = lines[0].base, lines[-1].base
    starts = [
        rule.start for rule in merged(sheet.across) if top < rule.at < bottom and left + 5 < rule.start < right - 5
    ]
    words = [word for line in lines for word in line.words]
    found: list[float] = []
    for start, count in Counter(round(start, 0) for start in starts).most_common(_MOST_STARTS):
        parted = all(abs(start - cut) > _APART for cut in [*cuts, *found])
        crossed = sum(word.left < start - 1 and word.right > start + 1 for word in words)
        if parted and crossed < count and any(word.right < start for word in words):
            found.append(start)
    return found


def _crosses(phrase: Sequence[Word], cut: float) -> bool:
    """Whether a cut parts words that only a space parts."""
    if not phrase[0].left < cut < phrase[-1].right:
        return False
    left = max((word.right for word in phrase if word.middle < cut), default=cut)
    right = min((word.left for word in phrase if word.middle >= cut), default=cut)
    return right - left < _SPACE * phrase[0].size


def _is_count(words: Sequence[Word]) -> bool:
    return is_value(" ".join(word.text for word in words))


def _names(region: _Region) -> list[str]:
    return [
        joined([" ".join(word.text for word in row) for row in rows if row]) for rows in _split(region, region.heading)
    ]


def _cuts(heading: Sequence[TextLine], lines: Sequence[TextLine]) -> list[float]:
    """Middles of the blanks that go from the top to the bottom of a table, its heading and its lines of values."""
    body = [line for line in lines if _counts(line)]
    lone = [phrase for line in lines if not _counts(line) for phrase in _phrases(line)]
    size = max([line.size for line in [*heading, *body]])
    bounds: list[tuple[float, int]] = []
    named = [
        phrase for at, line in enumerate(heading) for phrase in _phrases(line) if not _over(phrase, heading[at + 1 :])
    ]
    for words, weight in ((named, _HEADING_WEIGHT), ([line.words for line in body], 1)):
        for word in (word for run in words for word in run):
            bounds += [(word.left, weight), (word.right, -weight)]
    allowed = 1 if len(body) >= _MANY_LINES else 0
    starts = [word.left for line in body for word in line.words]
    cuts: list[float] = []
    depth, blank = 0, None
    for place, weight in sorted(bounds, key=lambda bound: (bound[0], -bound[1])):
        depth += weight
        if depth <= allowed and blank is None:
            blank = place
        elif depth > allowed and blank is not None:
            aligned = sum(abs(start - place) < 1 for start in starts) >= max(3, len(body) / 3)
            if place - blank >= (_ALIGNED_BLANK if aligned else max(_NARROWEST, _BLANK * size)):
                cuts += _within(blank, place, lone)
            blank = None
    return _without_empty(cuts, [word.middle for line in [*heading, *lines] for word in line.words])


def _within(left: float, right: float, lone: Sequence[Sequence[Word]]) -> list[float]:
    """The cut of a blank; two of them around words that stand there and share no line with a value: merged groups."""
    inside = [phrase for phrase in lone if phrase[0].left > left + 1 and phrase[-1].right < right - 1]
    if not inside:
        return [(left + right) / 2]
    start, end = min(phrase[0].left for phrase in inside), max(phrase[-1].right for phrase in inside)
    return [(left + start) / 2, (end + right) / 2]


def _without_empty(cuts: Sequence[float], places: Sequence[float]) -> list[float]:
    """Cuts without those that part a column from nothing."""
    kept: list[float] = []
    for cut in cuts:
        if any((kept[-1] if kept else float("-inf")) <= place < cut for place in places):
            kept.append(cut)
    while kept and not any(place >= kept[-1] for place in places):
        kept.pop()
    return kept


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
        near = [
            words
            for words in _phrases(line)
            if words[0].left < right + line.size and words[-1].right > left - line.size
        ]
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


def _table(sheet: Sheet, region: _Region) -> Table | None:
    """The rows of a region; None where most of its values stand under no name, as in text without columns."""
    lines = [*region.heading, *region.body]
    left = min(line.frame[0] for line in lines)
    right = max(line.frame[2] for line in lines)
    edges = [left, *region.cuts, right]
    rows = _heading_rows(region, edges) if region.heading else []
    ruled = _ruled_rows(sheet, region, edges)
    spaced, lost = (
        ([], False) if ruled else _with_sure_groups(region, [_row(region, at, edges) for at in _spaced(region)])
    )
    rows += ruled or spaced
    names = tuple(_names(region))
    frame = (left, min(line.frame[1] for line in lines), right, max(line.frame[3] for line in lines))
    told = [bool(measures_named(fold(name))) for name in names]
    rows = [tuple(_told(cell, told[at], at >= region.first - 1) for at, cell in enumerate(row)) for row in rows]
    under = sum(any(is_value(cell.text) for cell in row[region.first :]) for row in rows)
    valued = sum(
        _counts(line) and (len(line.words) > 1 or region.column(line.words[0].middle) > 0) for line in region.body
    )
    if region.body and under <= _FEWEST_UNDER * valued:
        return None
    rows = [_with_zone(row) for row in rows] if region.first == 1 else rows
    return Table(tuple(rows), frame, tuple(region.cuts), bare=True, names=names, said=(LOST_GROUPS,) if lost else ())


def _with_zone(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row whose first column holds zones and labels, with the code of the zone, or its heading, in a cell apart."""
    found = _ZONE.match(row[0].text)
    zone, label = (found.group(1), row[0].text[found.end() :]) if found else ("", row[0].text)
    known = not zone.isdigit() or zone in DEPARTEMENTS
    zone, label = (zone, label) if known else ("", row[0].text)
    return (replace(row[0], text=zone), replace(row[0], text=label), *row[1:])


def _with_sure_groups(region: _Region, rows: list[tuple[Cell, ...]]) -> tuple[list[tuple[Cell, ...]], bool]:
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
    under = range(region.column(min(word.left for word in above)), region.column(max(word.right for word in above)) + 1)
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


def _ruled_rows(sheet: Sheet, region: _Region, edges: Sequence[float]) -> list[tuple[Cell, ...]]:
    """Rows between level rules; a cell common to several is printed in the first. None where they rule no row."""
    if not region.body:
        return []
    levels = _levels(sheet, edges, region.body)
    ys = [level[0].at for level in levels]
    bands: dict[int, list[TextLine]] = {}
    for line in region.body:
        bands.setdefault(bisect_right(ys, line.base - 0.3 * line.size), []).append(line)
    if not ys or any(_collide(region, band) for band in bands.values()):
        return []
    last = max(bands)
    owners: list[list[int]] = []
    for column in range(len(edges) - 1):
        owner = list(range(last + 1))
        for band in range(min(bands) + 1, last + 1):
            if not _covers(levels[band - 1], edges[column], edges[column + 1]):
                owner[band] = owner[band - 1]
        owners.append(owner)
    texts: dict[tuple[int, int], list[str]] = {}
    for band, lines in bands.items():
        for line in lines:
            for column, words in enumerate(_by_column(region, line)):
                if words:
                    texts.setdefault((owners[column][band], column), []).append(" ".join(word.text for word in words))
    places = [region.body[0].frame[1], *ys, region.body[-1].frame[3]]
    return [
        _banded(texts, owners, band, [(edges[at], places[band], edges[at + 1], places[band + 1]) for at in columns])
        for columns in [range(len(edges) - 1)]
        for band in range(min(bands), last + 1)
    ]


def _banded(
    texts: dict[tuple[int, int], list[str]], owners: list[list[int]], band: int, frames: Sequence[Frame]
) -> tuple[Cell, ...]:
    cells = []
    for column, (owner, frame) in enumerate(zip(owners, frames, strict=True)):
        text = joined(texts.get((owner[band], column), []))
        if column and owner.count(owner[band]) > 1 and is_value(text):
            cells.append(Cell(text, frame, COMMON))
        else:
            cells.append(Cell(text if owner[band] == band else "", frame))
    return tuple(cells)


def _levels(sheet: Sheet, edges: Sequence[float], body: Sequence[TextLine]) -> list[list[Rule]]:
    """The level rules between the rows of a body, those of one height together."""
    top, bottom = body[0].base - body[0].size, body[-1].base
    levels: list[list[Rule]] = []
    for rule in merged(sheet.across):
        if top < rule.at < bottom and min(rule.end, edges[-1]) - max(rule.start, edges[0]) > _SHORTEST:
            if levels and rule.at - levels[-1][0].at < 2:
                levels[-1].append(rule)
            else:
                levels.append([rule])
    return levels


def _covers(rules: Sequence[Rule], left: float, right: float) -> bool:
    length = sum(max(0.0, min(rule.end, right) - max(rule.start, left)) for rule in rules)
    return length > (right - left) / 2


def _collide(region: _Region, lines: Sequence[TextLine]) -> bool:
    """Whether two lines print something under the same column that counts: they are two rows."""
    columns = _split(region, lines)[region.first :]
    return any(sum(bool(words) for words in rows) > 1 for rows in columns)


def _spaced(region: _Region) -> list[list[TextLine]]:
    """Rows told by their spacing: the lines of a label are closer than two rows are."""
    split = [(line, _by_column(region, line)) for line in region.body]
    labels = [line for line, columns in split if any(columns[1 : region.first])]
    close = _closest(labels)
    blocks: list[list[TextLine]] = []
    for line in labels:
        if blocks and line.base - blocks[-1][-1].base <= close:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if any(_collide(region, block) for block in blocks):
        blocks = [[line] for line in labels]
    held = set(map(id, labels))
    for line in region.body:
        if id(line) not in held:
            _place(region, blocks, line)
    return sorted(blocks, key=lambda block: min(line.base for line in block))


def _closest(labels: Sequence[TextLine]) -> float:
    """The widest step between two lines of one label: a little more than the smallest of steps that are not even."""
    steps = [after.base - before.base for before, after in pairwise(labels)]
    least = min(steps, default=0.0)
    even = max(steps, default=0.0) <= _CLOSE * least
    return _CLOSE * least if labels and not even and least <= _WIDEST_STEP * labels[0].size else 0.0


def _place(region: _Region, blocks: list[list[TextLine]], line: TextLine) -> None:
    """Put a line without a label in the row whose label stands around it, else in a row of its own."""
    room = _BESIDE * line.size if any(region.column(word.middle) for word in line.words) else 0.0
    around = [block for block in blocks if block[0].base - 2 * room < line.base < block[-1].base + 2 * room]
    within = [block for block in around if block[0].base - room <= line.base <= block[-1].base + room]
    near = within[:1] or (around if len(around) == 2 and around[0][-1].base < line.base < around[1][0].base else [])
    if near and not _collide(region, [line, *(one for block in near for one in block)]):
        near[0][:] = sorted([line, *(one for block in near for one in block)], key=lambda one: one.base)
        blocks[:] = [block for block in blocks if not any(block is other for other in near[1:])]
    else:
        blocks.append([line])
