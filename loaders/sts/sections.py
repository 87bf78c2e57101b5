"""From lines to the OQOS sections of a plan, and from a section to its tables.

A section is one activité: its title, its tables, then its prose. A title may be missing
(it is in two of the four plans): a table that comes after prose opens a section of its
own, whose activité the rows will tell.

Source: DESIGN.md, section 7; NOMENCLATURE.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.sts.headings import is_heading, opens_heading
from loaders.sts.lines import Line
from loaders.sts.vocabulary import Vocabulary, fold

_TABLE = re.compile(
    r"^(?:bilan (?:des objectifs quantitatifs|de l'existant)|objectifs quantitatifs de l'offre de soins)\b"
)
_PROSE = re.compile(r"^(?:recours et expertises|transformations-regroupements|transformations, regroupements)")
_MARGIN = re.compile(
    r"^(?:objectifs|quantitatifs|de l'offre|de soins|activite de soins / filiere de soins"
    r"|activites (?:structurantes|associees aux parcours de sante|et filieres specialisees)"
    r"|soins non programmes et soins critiques)$"
)
BARE = "objectifs quantitatifs de l'offre de soins"
"""Title of a table of existing sites and targets, and of the whole part."""
_LAST_PROSE = re.compile(r"^transformations")
_NOTE = re.compile(r"^\*+\s*\S")
MOST_LINES = 500
"""Lines of one table at most: the longest one seen has 60, over two pages."""

_WIDEST_TITLE, _CLOSE = 3, 8
"""Lines of a title at most, and lines between a title and its first table at most."""


@dataclass
class Block:
    """One printed table: its title lines, then everything down to what ends it.

    Attributes:
        notes: a note that ends it, and what follows: rows, where the note is only that of a page.
        beyond: lines that no table is long enough to hold.
    """

    number: int
    title: str
    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    beyond: list[Line] = field(default_factory=list)


@dataclass
class Section:
    """One activité of the OQOS part.

    Attributes:
        activite: slug told by the title, or None where no title is printed.
        title: the title as printed, or an empty string.
        closed: whether prose follows its tables, as in every complete section.
        ended: whether the last of its rubrics of prose is there.
    """

    number: int
    activite: str | None
    title: str
    blocks: list[Block] = field(default_factory=list)
    closed: bool = False
    ended: bool = False


def oqos_sections(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Section]:
    """Sections of the OQOS part, in printed order."""
    folds = [fold(line.text) for line in lines]
    tables = [bool(_TABLE.match(text)) and line.cells is None for text, line in zip(folds, lines, strict=True)]
    cutter = _Cutter()
    skip = 0
    for index, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        near = any(tables[index + 1 : index + _WIDEST_TITLE + _CLOSE])
        if near and (title := _title_at(lines, index, vocabulary, tables)):
            activite, text, width = title
            cutter.open_section(Section(line.number, activite, text))
            skip = width - 1
        elif tables[index]:
            cutter.open_table(line, folds[index])
        elif _PROSE.match(folds[index]):
            cutter.close(last=bool(_LAST_PROSE.match(folds[index])))
        else:
            cutter.take(line, folds[index])
    return [section for section in cutter.sections if section.blocks]


@dataclass
class _Cutter:
    """Sections cut so far, the table that is open, and one that a note has ended, for now."""

    sections: list[Section] = field(default_factory=list)
    block: Block | None = None
    noted: Block | None = None

    def open_section(self, section: Section) -> None:
        self.sections.append(section)
        self.block = self.noted = None

    def open_table(self, line: Line, folded: str) -> None:
        """A table under the last section, or under a new one without a title when prose has closed the last."""
        if self.block is not None and _is_running_head(self.block, folded):
            return
        if not self.sections or self.sections[-1].closed:
            self.sections.append(Section(line.number, None, ""))
        blocks = self.sections[-1].blocks
        if self.block is not None and not self.block.lines:
            blocks.remove(self.block)  # a title printed twice
        self.block, self.noted = Block(line.number, line.text), None
        blocks.append(self.block)

    def close(self, *, last: bool) -> None:
        """Prose ends the tables of a section; `last`: it is the last of its rubrics."""
        if self.sections and self.sections[-1].blocks:
            self.sections[-1].closed = True
            self.sections[-1].ended |= last
        self.block = self.noted = None

    def take(self, line: Line, folded: str) -> None:
        """A line of the open table; a note ends it, unless its heading or its cells come again."""
        if self.block is not None and _NOTE.match(line.text) and line.cells is None:
            self.block, self.noted = None, self.block
            return
        if self.block is None and self.noted is not None:
            if not _goes_on(line):
                self.noted.notes += [line] if len(self.noted.notes) < MOST_LINES else []
                return
            self.block = self.noted
        if self.block is not None and not _MARGIN.match(folded):
            kept = self.block.lines if len(self.block.lines) < MOST_LINES else self.block.beyond
            kept.append(line)


def _is_running_head(block: Block, folded: str) -> bool:
    """Whether the title of the whole part stands in a table of one of its two kinds: it is that of a new page."""
    return folded == BARE and fold(block.title) != BARE


def _goes_on(line: Line) -> bool:
    """Whether a table goes on after a note: its heading is printed again, or its cells."""
    return opens_heading(line) or (line.cells is not None and len(line.cells) > 1)


def _title_at(
    lines: Sequence[Line], index: int, vocabulary: Vocabulary, tables: Sequence[bool]
) -> tuple[str, str, int] | None:
    """The activité named at `index`, over one to three lines, when a table follows closely."""
    if lines[index].cells is not None or _is_column(lines, index):
        return None
    for width in range(1, _WIDEST_TITLE + 1):
        run = lines[index : index + width]
        if len(run) < width or any(line.cells is not None for line in run):
            return None
        text = " ".join(line.text for line in run)
        activite = vocabulary.title(text, heading=run[0].level is not None)
        if activite and any(tables[index + width : index + width + _CLOSE]):
            return activite, text, width
    return None


def _is_column(lines: Sequence[Line], index: int) -> bool:
    """Whether a title is the name of a column alone on its line («Equipements matériels lourds»), among headings."""
    around = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
    return is_heading(lines[index]) and any(map(is_heading, around))
