"""The labels of one table: which rows printed words name, wholly, in part, together or but for a letter.

Source: DESIGN.md, section 7; NOMENCLATURE.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from loaders.sts.likeness import is_like
from loaders.sts.vocabulary import Row, fold

LONGEST = 1000
"""Signs beyond which printed words are no label: the longest one known has 330."""

Words = list[tuple[int, str]]


class Labelling:
    """Labels and groups of the rows of one table.

    Args:
        words: words of the whole vocabulary: a slip of letters never makes one of another.
    """

    def __init__(self, rows: Sequence[Row], words: Collection[str]) -> None:
        self._words = words
        self._groups = {fold(row.groupe): row.groupe for row in rows if row.groupe}
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            for label in _labels(row):
                self._rows.setdefault(label, []).append(row)
        self._known = [*self._groups, *self._rows]
        self.has_unnamed = any(not row.labels for row in rows)

    def rows_of(self, words: str) -> list[Row]:
        """Rows that bear these words as their label, alone or after the name of their group."""
        return self._rows.get(fold(words), [])

    def group_of(self, words: str) -> str | None:
        return self._groups.get(fold(words))

    def is_label(self, words: str) -> bool:
        folded = fold(words)
        return folded in self._rows or folded in self._groups

    def begins(self, words: str) -> bool:
        """Whether words are, or begin, a label or a group."""
        folded = fold(words)
        return any(known.startswith(folded) for known in self._known)

    def longer_than(self, folded: str) -> dict[Row, str]:
        """Rows with a label that these words begin and do not end."""
        found = {label: rows for label, rows in self._rows.items() if label.startswith(folded) and label != folded}
        return {row: label for label, rows in found.items() for row in rows}

    def run_together(self, words: str) -> tuple[str, list[Row]] | None:
        """The first words and the rows of the last, where words are the labels of two rows."""
        parts = words.split() if len(words) <= LONGEST else []
        for end in range(1, len(parts)):
            first, last = " ".join(parts[:end]), " ".join(parts[end:])
            rows = self.rows_of(last)
            if rows and self.rows_of(first) not in ([], rows):
                return first, rows
        return None

    def like(self, words: str) -> list[Row]:
        """Rows of which these words are a label but for a letter."""
        if len(words) > LONGEST:
            return []
        folded = fold(words)
        found = [row for label, rows in self._rows.items() if is_like(folded, label, self._words) for row in rows]
        return list(dict.fromkeys(found))

    def like_group(self, words: str) -> str | None:
        found = [name for folded, name in self._groups.items() if is_like(fold(words), folded, self._words)]
        return found[0] if len(found) == 1 else None

    def without_group(self, words: Words, row: Row) -> Words:
        """The words of the label alone, when those of its group come before them."""
        group = fold(row.groupe)
        if not group or not fold(join(words)).startswith(group):
            return words
        if not row.labels:
            return []
        for end in range(1, len(words)):
            if fold(join(words[:end])) == group:
                return words[end:]
        if len(words) != 1:
            return words
        number, text = words[0]
        return [(number, " ".join(text.split()[len(row.groupe.split()) :]))]


def join(words: Words, *more: str) -> str:
    """The text of pending words, and of what may follow them."""
    return " ".join([*(text for _, text in words), *more])


def _labels(row: Row) -> list[str]:
    """Folded spellings of a row, alone and after the name of its group."""
    group = fold(row.groupe)
    if not row.labels:
        return [group] if group else []
    return [*row.labels, *(f"{group} {label}" for label in row.labels if group)]
