"""Which row of a table its printed words name, given what was read of it so far.

A label of several groups is that of the group in force, and of none where that group was not read; a label one letter
away is read with a warning; two labels run together give their value to the second.

Source: DESIGN.md, section 7; NOMENCLATURE.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from loaders.sts.headings import Heading
from loaders.sts.labelling import Labelling, Words, join
from loaders.sts.lines import Line
from loaders.sts.places import Place
from loaders.sts.tokens import Reading
from loaders.sts.values import is_unsaid
from loaders.sts.vocabulary import Row, fold

_LINE_OF_A_CELL = 20
"""Signs of the first line of a cell at least."""


@dataclass(frozen=True)
class ReadRow:
    """A row as printed: its words, its values ("" for a blank cell), the lines where they stand.

    Attributes:
        placed: whether its values stand under their columns, blanks included.
        doubt: why its values are not certain, or an empty string.
        places: in a PDF, where each of its values is printed.
    """

    row: Row
    label: str
    values: tuple[str, ...]
    label_line: int
    value_line: int
    placed: bool = False
    doubt: str = ""
    places: tuple[Place, ...] = ()


@dataclass
class Naming:
    """What was read of one table, and the words that wait for their value.

    Attributes:
        rows, heading: the rows that it may print, and its columns.
        words: words of the whole vocabulary.
        read: rows read, in printed order; a row printed twice is there twice.
        unknown: words and values that fit nothing, with their line.
        warnings: what was read in spite of its spelling or its place.
        seen: rows whose label was printed, read or not.
    """

    rows: Sequence[Row]
    heading: Heading = field(default_factory=Heading)
    words: Collection[str] = ()
    read: list[ReadRow] = field(default_factory=list)
    unknown: Words = field(default_factory=list)
    warnings: Words = field(default_factory=list)
    seen: set[Row] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._labels = Labelling(self.rows, self.words)
        self._groupe = ""
        self._buffer: Words = []
        self._strange: Words = []
        self._apart = self._inferred = False

    def _pending(self) -> Words:
        return [*self._strange, *self._buffer]

    def _unsaid(self, line: Line) -> Reading | None:
        """A label followed by something else than a number («néant», «2 à 3»), or that alone after a label."""
        if self._labels.rows_of(join(self._buffer)) and is_unsaid(line.text):
            return Reading((), (line.text,), line.number, places=line.places)
        words = line.text.split()
        for end in range(len(words) - 1, 0, -1):
            label, rest = " ".join(words[:end]), " ".join(words[end:])
            if is_unsaid(rest) and (self._labels.rows_of(join(self._buffer, label)) or self._labels.rows_of(label)):
                return Reading((label,), (rest,), line.number, places=line.places)
        return None

    def _cut_label(self, words: str) -> Row | None:
        """The one unread row that these words begin (values printed in mid-label): most of its label, or a whole line
        of its cell, whose end must follow.
        """
        folded = fold(words)
        starts = self._labels.longer_than(folded)
        starts = {row: label for row, label in starts.items() if not self._is_read(row)}
        if len(starts) != 1:
            return None
        row, label = next(iter(starts.items()))
        return row if 2 * len(folded) >= len(label) or (self._apart and len(folded) >= _LINE_OF_A_CELL) else None

    def _resolve(self, *, cut: bool) -> Row | None:
        """The row that the pending words name; `cut`: their values may stand in mid-label."""
        words = join(self._pending())
        if not words:
            return self._unlabelled()
        rows = self._labels.rows_of(words)
        row = self._choose(rows)
        if rows and row is None:
            self._say_ambiguous(words, rows)
        if rows:
            return row
        return (self._cut_label(words) if cut else None) or self._last_of_two(words) or self._nearest(words)

    def _choose(self, rows: Sequence[Row]) -> Row | None:
        """The row of a label: where several groups have it, that of the group in force.

        A second one under the same group means that a group was not read: none is then in force. So does a label seen
        without its group, when the group in force is only that of the last row read.
        """
        if len(rows) < 2:
            return next(iter(rows), None)
        named = [row for row in rows if row.groupe == self._groupe]
        if named and (self._is_read(named[0]) or (self._inferred and named[0] in self.seen)):
            self._groupe, named = "", []
        return next(iter(named), None)

    def _say_ambiguous(self, words: str, rows: Sequence[Row]) -> None:
        self.seen.update(rows)
        number = self._pending()[0][0]
        groups = " ou ".join(f"«{row.groupe}»" for row in rows)
        self.warnings.append((number, f"«{words}» : {groups}, groupe non lu, laissé sans valeur"))

    def _is_read(self, row: Row) -> bool:
        return any(read.row == row for read in self.read)

    def _unlabelled(self) -> Row | None:
        return next((row for row in self.rows if not row.labels and not row.groupe and not self._is_read(row)), None)

    def _last_of_two(self, words: str) -> Row | None:
        """The second of two rows that were run together: nothing is known of the first."""
        found = self._labels.run_together(words)
        row = self._choose(found[1]) if found else None
        if found is None or row is None:
            return None
        first, number = found[0], self._pending()[0][0]
        self.seen.update(self._labels.rows_of(first))
        self.unknown.append((number, f"{first} : ligne collée à la suivante, valeur non lue"))
        self._strange, self._buffer = [], [(number, words[len(first) :].strip())]
        return row

    def _nearest(self, words: str) -> Row | None:
        """The one unread row whose label is one letter away from the words, with a warning."""
        found = [row for row in self._labels.like(words) if not self._is_read(row)]
        if len(found) != 1:
            return None
        number = self._pending()[0][0]
        self.warnings.append((number, f"libellé «{words}» lu comme «{found[0].modalite}»"))
        return found[0]
