"""Where the rows of a printed table are: after its heading, around the code of their zone.

The code stands in a merged cell: on the first row, on its own line, or in the middle of the rows when it is centred.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.sts.headings import is_heading
from loaders.sts.lines import Line
from loaders.sts.region import DEPARTEMENTS
from loaders.sts.values import value_at_end

_MARK = r"(?:\s?(?:\*{1,4}|\(\w\)|[¹²³†]))?"
_ALONE = re.compile(rf"(\d{{2}}){_MARK}")
_BEFORE_REST = re.compile(rf"(\d{{2}}){_MARK}\s+(?=\S)")
_BEFORE_LABEL = re.compile(rf"(\d{{2}}){_MARK}\s+(?=[^\W\d_])")


@dataclass
class Body:
    """A printed table in parts.

    Attributes:
        headings: the lines of each print of its heading.
        rows: the lines of its rows, without the code of the zone.
        zone: whether the code of the département stands beside them.
        others: codes of other zones that stand there.
    """

    headings: list[list[Line]] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    zone: bool = False
    others: list[str] = field(default_factory=list)


def split_table(lines: Sequence[Line], departement: str) -> Body:
    """Heading and rows of a table; without a heading, its rows begin at the code of the zone."""
    body = Body()
    runs: list[list[Line]] = []
    before: list[Line] = []
    for line in lines:
        inside = bool(runs) and not runs[-1]
        if is_heading(line, after=inside):
            if not inside:
                body.headings.append([])
                runs.append([])
            body.headings[-1].append(line)
        elif runs:
            runs[-1].append(line)
        elif line.cells is not None or value_at_end(line.text):
            before.append(line)
    for run in [before, *runs] if runs else [_from_code(lines, departement)]:
        _take_run(body, run, departement)
    return body


def printed_zone(lines: Sequence[Line]) -> str | None:
    """The code that stands beside the rows of a table, whatever its département."""
    body = split_table(lines, "")
    return body.others[0] if body.others else None


def _from_code(lines: Sequence[Line], departement: str) -> list[Line]:
    at = next((index for index, line in enumerate(lines) if _code(line, first=True) == departement), len(lines))
    return list(lines[at:])


def _take_run(body: Body, run: Sequence[Line], departement: str) -> None:
    """Rows of one print of the table: the code may stand on each row, but only once alone on its line."""
    alone = False
    for index, line in enumerate(run):
        code = _code(line, first=index == 0)
        if code is None and line.cells is None and not alone and _ALONE.fullmatch(line.text):
            wanted = {departement} if departement else set(DEPARTEMENTS)
            code = line.text[:2] if line.text[:2] in wanted else None
        if code is None or (code == departement and alone and line.text[:2] == line.text):
            body.rows.append(line)
            continue
        if code == departement:
            body.zone = True
        elif code not in body.others:
            body.others.append(code)
        alone = alone or _ALONE.fullmatch(line.text) is not None
        if (rest := _without_code(line)) is not None:
            body.rows.append(rest)


def _code(line: Line, *, first: bool) -> str | None:
    """The code of a zone that a line carries where it cannot be a value."""
    if line.cells is not None:
        found = _ALONE.fullmatch(line.cells[0])
        return found.group(1) if found else None
    found = _ALONE.fullmatch(line.text) if first else None
    if found is None:
        beside = (_BEFORE_REST if first else _BEFORE_LABEL).match(line.text)
        found = beside if beside and (beside.group(1) in DEPARTEMENTS or _BEFORE_LABEL.match(line.text)) else None
    return found.group(1) if found and (first or found.group(1) in DEPARTEMENTS) else None


def _without_code(line: Line) -> Line | None:
    if line.cells is not None:
        cells = ("", *line.cells[1:])
        text = " ".join(cell for cell in cells if cell)
        return replace(line, text=text, cells=cells) if text else None
    found = None if _ALONE.fullmatch(line.text) else _BEFORE_REST.match(line.text)
    return replace(line, text=line.text[found.end() :]) if found else None
