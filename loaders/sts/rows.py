"""From tokens to rows: each printed label is found in the vocabulary, with its values.

A label may be broken over lines, stand beside its group, be followed or cut by its values.
Words are gathered while they begin a known label; words that begin none are listed as not
understood, unless they are within a few letters of one label of the table and of one only:
they are then read as that label, with a warning.

Source: DESIGN.md, section 7; NOMENCLATURE.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from loaders.sts.tokens import Reading
from loaders.sts.vocabulary import Row, fold

_NEAR = 0.9
_LEAD = 0.04
_JOINTS = " -;,:"

Words = list[tuple[int, str]]


@dataclass(frozen=True)
class ReadRow:
    """A row as printed: its words, its values ("" for a blank cell), the lines where they stand."""

    row: Row
    label: str
    values: tuple[str, ...]
    label_line: int
    value_line: int


@dataclass
class Matcher:
    """Reads one table against its rows of the vocabulary.

    Attributes:
        read: rows read, in printed order.
        unknown: words and values that fit nothing, with their line.
        warnings: labels read in spite of their spelling.
    """

    rows: Sequence[Row]
    read: list[ReadRow] = field(default_factory=list)
    unknown: Words = field(default_factory=list)
    warnings: Words = field(default_factory=list)

    def __post_init__(self) -> None:
        self.width = len(self.rows[0].measures)
        self._groups = {fold(row.groupe): row.groupe for row in self.rows if row.groupe}
        self._labels = [(label, row) for row in self.rows for label in _labels(row)]
        self._known = [*self._groups, *(label for label, _ in self._labels)]
        self._groupe = ""
        self._buffer: Words = []
        self._strange: Words = []
        self._tail, self._tail_due = "", False
        self._inline, self._alone = False, False

    def take(self, options: Sequence[Reading]) -> None:
        """Read one line: the first of its readings that fits the vocabulary."""
        whole = options[-1]
        label_goes_on = not whole.values and self._begins(_join(self._buffer, *whole.texts))
        reading = whole if label_goes_on else next((option for option in options if self._fits(option)), options[0])
        for text in reading.texts:
            self._take_words(text, reading.number)
        if any(reading.values):
            self._take_values(reading.values, reading.number, alone=not reading.texts)

    def close(self) -> None:
        """End of the table: what is pending is resolved."""
        self._flush()
        self._end_strange()
        self._end_tail()

    # which reading of a line fits

    def _fits(self, reading: Reading) -> bool:
        words = " ".join(reading.texts)
        if not reading.values:
            return self._begins(_join(self._buffer, words)) or self._begins(words) or self._continues(words)
        if not words:
            return bool(self._buffer or self._strange) or self._unlabelled() is not None
        joined = _join(self._buffer, words)
        return bool(self._candidates(joined) or self._candidates(words) or self._cut_label(joined))

    def _begins(self, words: str) -> bool:
        folded = fold(words)
        return any(known.startswith(folded) for known in self._known)

    def _continues(self, words: str) -> bool:
        return bool(self._tail) and self._tail.startswith(fold(words).lstrip(_JOINTS))

    def _candidates(self, words: str) -> list[Row]:
        folded = fold(words)
        return [row for label, row in self._labels if label == folded]

    def _cut_label(self, words: str) -> Row | None:
        """The one unread row of which these words are the greater part (values printed in mid-label)."""
        folded = fold(words)
        starts = {row: label for label, row in self._labels if label.startswith(folded) and label != folded}
        starts = {row: label for row, label in starts.items() if not self._is_read(row)}
        if len(starts) != 1:
            return None
        row, label = next(iter(starts.items()))
        return row if 2 * len(folded) >= len(label) else None

    # words

    def _take_words(self, text: str, number: int) -> None:
        if self._continues(text):
            self._tail = self._tail[len(fold(text).lstrip(_JOINTS)) :].lstrip(_JOINTS)
            return
        self._end_tail()
        if self._buffer and not self._begins(_join(self._buffer, text)):
            self._flush()
        if self._buffer or self._begins(text):
            if not self._buffer:
                self._end_strange()
            self._buffer.append((number, text))
        else:
            self._strange.append((number, text))

    def _flush(self) -> None:
        """Words that no value follows: a group, a label whose cells are blank, or neither."""
        words = _join(self._buffer)
        if fold(words) in self._groups:
            self._groupe = self._groups[fold(words)]
        elif row := self._choose(self._candidates(words)):
            self._add(row, ("",) * self.width, self._buffer[0][0])
        else:
            self._strange.extend(self._buffer)
        self._buffer = []

    def _end_strange(self) -> None:
        self.unknown.extend(self._strange)
        self._strange = []

    def _end_tail(self) -> None:
        """A label cut by its values and never completed is not certain: its row is withdrawn."""
        if self._tail and self._tail_due:
            last = self.read.pop()
            self.unknown.append((last.value_line, f"{last.label} {' '.join(last.values)}".strip()))
        self._tail, self._tail_due = "", False

    # values

    def _take_values(self, values: tuple[str, ...], number: int, *, alone: bool) -> None:
        pending = [*self._strange, *self._buffer]
        if not pending and self._unlabelled() is None:
            self._complete(values, number)
            return
        if alone and pending and all(value.isdigit() for value in values) and self._is_stray(pending):
            self.unknown.append((number, " ".join(values)))
            return
        row = self._resolve(_join(pending), cut=not alone)
        if row is None:
            self.unknown.extend([*pending, (number, " ".join(values))])
        else:
            self._end_tail()
            self._add(row, values, number)
            self._inline |= not alone and len(pending) == 1
            self._alone = alone
        self._strange, self._buffer = [], []

    def _is_stray(self, pending: Words) -> bool:
        """Whether a number alone on its line (of a page, say) is not the value of the pending words.

        It comes before their label is whole, or after a label that holds on one line in a
        table whose values stand beside their labels.
        """
        found = self._candidates(_join(pending))
        if any(not row.labels for row in found):
            return False  # a group whose row has no label: its value stands alone
        whole = bool(found) or fold(_join(pending)) in self._groups
        return not self._strange and (not whole or (self._inline and len(pending) == 1))

    def _complete(self, values: tuple[str, ...], number: int) -> None:
        """A value alone on its line completes the row just read, if that row lacks one.

        Two lone values after one label leave a doubt: the row is withdrawn, both are listed.
        """
        last = self.read[-1] if self.read else None
        if last and any(last.values) and len(last.values) + len(values) <= self.width:
            self.read[-1] = ReadRow(last.row, last.label, last.values + values, last.label_line, last.value_line)
            return
        if last and self._alone:
            self.read.pop()
            self.unknown.append((last.value_line, f"{last.label} {' '.join(last.values)}".strip()))
            self._alone = False
        self.unknown.append((number, " ".join(values)))

    def _resolve(self, words: str, *, cut: bool) -> Row | None:
        """The row that the pending words name; `cut`: their values may stand in mid-label."""
        if not words:
            return self._unlabelled()
        return (
            self._choose(self._candidates(words)) or (self._cut_label(words) if cut else None) or self._nearest(words)
        )

    def _choose(self, rows: Sequence[Row]) -> Row | None:
        """Among rows of the same label, that of the group in force, else the first not read."""
        unread = [row for row in rows if not self._is_read(row)]
        return next(iter([row for row in unread if row.groupe == self._groupe] or unread), None)

    def _is_read(self, row: Row) -> bool:
        return any(read.row == row for read in self.read)

    def _unlabelled(self) -> Row | None:
        return self._choose([row for row in self.rows if not row.labels and not row.groupe])

    def _nearest(self, words: str) -> Row | None:
        """The one unread row whose label is within a few letters of the words, with a warning."""
        folded = fold(words)
        scored = [(_likeness(folded, label), row) for label, row in self._labels if not self._is_read(row)]
        scored.sort(key=lambda pair: -pair[0])
        best = [pair for pair in scored if pair[1] == scored[0][1]]
        rivals = [pair for pair in scored if pair[1] != scored[0][1]]
        if not best or best[0][0] < _NEAR or (rivals and best[0][0] - rivals[0][0] < _LEAD):
            return None
        number = (self._strange or self._buffer)[0][0]
        self.warnings.append((number, f"libellé «{words}» lu comme «{best[0][1].modalite}»"))
        return best[0][1]

    def _add(self, row: Row, values: tuple[str, ...], number: int) -> None:
        words = _without_group([*self._strange, *self._buffer], row)
        label = _join(words)
        self.read.append(ReadRow(row, label, values, words[0][0] if words else number, number))
        self._groupe = row.groupe or self._groupe
        folded, full = fold(label), max(row.labels, key=len, default="")
        if folded and full.startswith(folded) and full != folded:
            self._tail = full[len(folded) :].lstrip(_JOINTS)
            self._tail_due = folded not in row.labels


def _labels(row: Row) -> list[str]:
    """Folded spellings of a row, alone and after the name of its group."""
    group = fold(row.groupe)
    if not row.labels:
        return [group] if group else []
    return [*row.labels, *(f"{group} {label}" for label in row.labels if group)]


def _join(words: Words, *more: str) -> str:
    return " ".join([*(text for _, text in words), *more])


def _without_group(words: Words, row: Row) -> Words:
    """The words of the label alone, when those of its group come before them."""
    group = fold(row.groupe)
    if not group or not fold(_join(words)).startswith(group):
        return words
    if not row.labels:
        return []
    for end in range(1, len(words)):
        if fold(_join(words[:end])) == group:
            return words[end:]
    first = words[0]
    return [(first[0], " ".join(first[1].split()[len(row.groupe.split()) :])), *words[1:]] if len(words) == 1 else words


def _likeness(words: str, label: str) -> float:
    """Likeness of words to a label, 0 to 1; 0 when their codes or numbers differ."""
    return SequenceMatcher(None, words, label).ratio() if _codes(words) == _codes(label) else 0.0


def _codes(text: str) -> list[str]:
    """What must be equal whatever the spelling: numbers, levels, and the code before a dash."""
    return re.findall(r"^[a-z]\d?(?=-)|\d+|\bi+[ab]?\b", text)
