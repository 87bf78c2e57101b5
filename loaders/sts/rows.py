"""From lines to rows: each printed label is found in the vocabulary, with its values.

A label may be broken over lines, stand beside its group, be followed or cut by its values.
Words are gathered while they begin a known label; words that begin none are listed as not
understood, unless they are one letter away from one label of the table and of one only:
they are then read as that label, with a warning. What could belong to two rows belongs to none.

Source: DESIGN.md, section 7; NOMENCLATURE.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from textwrap import shorten

from loaders.sts.labelling import LONGEST, Words, join
from loaders.sts.lines import Line
from loaders.sts.naming import Naming, ReadRow
from loaders.sts.places import Place
from loaders.sts.tokens import UNNAMED, Reading, readings
from loaders.sts.values import is_number
from loaders.sts.vocabulary import Row, fold

_LARGEST_ALONE, _SMALLEST_PAGE = 20, 41
"""A number alone on its line is a value up to the first, the number of a page from the second, a doubt between."""

_DOTS = re.compile(r"\s[.…/]+$")
UNLABELLED = "valeur sans libellé sur sa ligne"
ALONE = "nombre seul sur sa ligne, valeur ou numéro de page"


class Matcher(Naming):
    """Reads one table, line after line, against its rows of the vocabulary."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.width = len(self.rows[0].measures)
        self._unnamed = ""
        self._stray: list[tuple[int, tuple[str, ...]]] = []
        self._tail, self._tail_due = "", False
        self._lines: dict[int, Line] = {}
        self._inline, self._alone, self._fresh = False, False, False

    def take_all(self, lines: Iterable[Line]) -> Matcher:
        """Read every line of a table, then resolve what is pending."""
        for line in lines:
            self._take(line)
        self._flush()
        self._end_strange()
        self._end_tail()
        return self

    def _take(self, line: Line) -> None:
        """Read one line: the first of its readings that fits the vocabulary."""
        self._apart = line.cells is not None
        self._lines[line.number] = line
        if len(line.text) > LONGEST:
            self.unknown.append((line.number, shorten(line.text, LONGEST)))
            return
        options = readings(line, self.width, self.heading, self._labels.is_label)
        whole = options[-1]
        goes_on = not whole.values and self._labels.begins(join(self._buffer, *whole.texts))
        reading = None if self._apart or not _DOTS.search(line.text) else self._unsaid(line)
        if reading is None:
            reading = whole if goes_on else next((option for option in options if self._fits(option)), None)
        if reading is None:
            reading = (None if self._apart else self._unsaid(line)) or options[0]
        for text in reading.texts:
            self._take_words(text, reading.number)
        if any(reading.values):
            self._take_values(reading)

    # which reading of a line fits

    def _fits(self, reading: Reading) -> bool:
        words = " ".join(reading.texts)
        words = UNNAMED.sub("", words) if self._labels.has_unnamed else words
        if not reading.values:
            known = (join(self._buffer, words), words)
            return any(map(self._labels.begins, known)) or self._continues(words)
        if not words:
            return bool(self._pending()) or self._unlabelled() is not None
        joined = join(self._buffer, words)
        found = self._labels.rows_of(joined) or self._labels.rows_of(words) or self._cut_label(joined)
        return bool(found or self._labels.run_together(joined) or self._labels.run_together(words))

    def _continues(self, words: str) -> bool:
        return bool(self._tail) and self._tail.startswith(fold(words).lstrip(" -;,:"))

    # words

    def _take_words(self, text: str, number: int) -> None:
        if self._labels.has_unnamed and (unnamed := UNNAMED.search(text)):
            self._unnamed, text = unnamed.group(1), text[: unnamed.start()]
            if not text:
                return
        if self._continues(text):
            self._tail = self._tail[len(fold(text).lstrip(" -;,:")) :].lstrip(" -;,:")
            return
        self._end_tail()
        if self._buffer and not self._labels.begins(join(self._buffer, text)):
            self._flush()
        if self._buffer or self._labels.begins(text):
            if not self._buffer:
                self._end_strange()
            self._fresh = False
            self._buffer.append((number, text))
        elif groupe := self._labels.like_group(text):
            self._end_strange()
            self._groupe, self._fresh, self._inferred = groupe, False, False
            self.warnings.append((number, f"groupe «{text}» lu comme «{groupe}»"))
        else:
            self._strange.append((number, text))

    def _flush(self) -> None:
        """Words that no value follows: a group, a label whose cells are blank, or neither."""
        words, self._fresh = join(self._buffer), False
        rows = self._labels.rows_of(words)
        if groupe := self._labels.group_of(words):
            self._groupe, self._inferred = groupe, False
        elif row := self._choose(rows):
            self._add_blank(row)
            return
        elif rows:
            self._say_ambiguous(words, rows)
            self.unknown.extend(self._buffer)
        else:
            self._strange.extend(self._buffer)
        self.unknown.extend((number, " ".join(values)) for number, values in self._stray)
        self._buffer, self._stray = [], []

    def _add_blank(self, row: Row) -> None:
        """A row that no value follows on its lines: blank, unless a number stands alone near it."""
        line = self._buffer[0][0]
        stray, self._stray = self._stray, []
        if not stray:
            self._add(row, Reading((), ("",) * self.width, line, placed=True))
            self._fresh = not self._apart
        elif len(stray) == 1 and len(stray[0][1]) == self.width > 1:
            self._add(row, Reading((), stray[0][1], stray[0][0]))
        else:
            values = tuple(value for _, found in stray for value in found)
            self._add(row, Reading((), values, stray[0][0]), doubt=ALONE)
        self._buffer = []

    def _end_strange(self) -> None:
        """Words never understood: a label without value just above may be theirs, a group may have been lost."""
        if self._strange:
            self._groupe = ""
            self._drop_fresh()
        self.unknown.extend(self._strange)
        self._strange = []

    def _drop_fresh(self) -> None:
        if self._fresh:
            last = self.read.pop()
            self.unknown.append((last.label_line, last.label))
        self._fresh = False

    def _end_tail(self) -> None:
        """A label cut by its values and never completed is not certain: its row is withdrawn."""
        if self._tail and self._tail_due:
            last = self.read.pop()
            self.unknown.append((last.value_line, f"{last.label} {' '.join(last.values)}".strip()))
        self._tail, self._tail_due = "", False

    # values

    def _take_values(self, reading: Reading) -> None:
        values, number, alone = reading.values, reading.number, not reading.texts
        pending = self._pending()
        if not pending and self._unlabelled() is None:
            self._leave(values, number)
            return
        if alone and pending and not self._apart and self._is_stray(pending, reading):
            return
        row = self._resolve(cut=not alone)
        if row is None:
            self._drop_fresh()
            self.unknown.extend([*self._pending(), (number, " ".join(values))])
        else:
            self._end_tail()
            apart = self._apart and alone and bool(pending)
            self._add(row, reading, doubt=UNLABELLED if apart else "")
            self._inline |= not alone and len(pending) == 1
            self._alone = alone and not self._apart
        self.unknown.extend((line, " ".join(found)) for line, found in self._stray)
        self._strange, self._buffer, self._stray, self._unnamed = [], [], [], ""

    def _is_stray(self, pending: Words, reading: Reading) -> bool:
        """Whether what stands alone on its line (the number of a page, say) may not be the value of the pending words.

        It comes before their label is whole, or after a label that holds on one line in a table whose values stand
        beside their labels, or is larger than such values are.
        """
        values, words = reading.values, join(pending)
        found = self._labels.rows_of(words)
        if not all(map(is_number, values)) or any(not row.labels for row in found):
            return False  # a dash or a range is a value; a group whose row has no label has its value alone
        if len(values) == 1 and int(values[0]) >= _SMALLEST_PAGE:
            self.unknown.append((reading.number, values[0]))
            return True
        beside = self._inline and len(pending) == 1 and not self._strange
        whole = bool(found) or self._labels.group_of(words) is not None or bool(self._strange)
        large = len(values) == 1 and int(values[0]) > _LARGEST_ALONE
        if whole and not beside and not large:
            return False
        self._stray.append((reading.number, values))
        return True

    def _leave(self, values: tuple[str, ...], number: int) -> None:
        """Values that no label waits for: two numbers alone after one label leave a doubt on both."""
        last = self.read[-1] if self.read else None
        near = len(values) == 1 and is_number(values[0]) and int(values[0]) < _SMALLEST_PAGE
        if last and self._alone and near and not self._apart and len(last.values) < max(self.width, 2):
            both = replace(last, values=last.values + values)
            if len(both.values) == self.width and int(values[0]) <= _LARGEST_ALONE:
                self.warnings.append((number, f"{last.label} : deux nombres seuls sur leur ligne, ses colonnes"))
            else:
                both = replace(both, doubt=ALONE)
            self.read[-1] = both
            return
        if last and self._apart and not any(last.values):
            self.read[-1] = replace(last, values=values, doubt=UNLABELLED)
            return
        self.unknown.append((number, " ".join(value for value in values if value)))

    def _add(self, row: Row, reading: Reading, *, doubt: str = "") -> None:
        words = self._labels.without_group(self._pending(), row)
        label = join(words) or ("" if row.labels else self._unnamed)
        line = words[0][0] if words else reading.number
        places = reading.places or self._places(reading.number)
        self.read.append(ReadRow(row, label, reading.values, line, reading.number, reading.placed, doubt, places))
        self.seen.add(row)
        self._inferred |= bool(row.groupe) and row.groupe != self._groupe
        self._groupe = row.groupe or self._groupe
        self._fresh = self._alone = False
        folded, full = fold(label), max(row.labels, key=len, default="")
        if row.labels and folded and full.startswith(folded) and full != folded:
            self._tail = full[len(folded) :].lstrip(" -;,:")
            self._tail_due = folded not in row.labels

    def _places(self, number: int) -> tuple[Place, ...]:
        """Where the columns stand on a line: that of a blank cell is where its value would be."""
        line = self._lines.get(number)
        if line is None or line.cells is None or self.heading.first is None:
            return line.places[:1] * self.width if line is not None else ()
        return line.places[self.heading.first :][: self.width]
