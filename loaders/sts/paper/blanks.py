"""The columns of a table without upright rules: blanks that go from its top to its bottom.

They are looked for in its heading and in its lines of values; a blank that the words of a label leave is none.

Source: DESIGN.md, section 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from loaders.sts.columns import measures_named
from loaders.sts.paper.grid import merged
from loaders.sts.paper.region import Region, counts, is_count, names_of, phrases_of, split
from loaders.sts.paper.sheet import Sheet, around
from loaders.sts.paper.words import TextLine, Word, text_of
from loaders.sts.vocabulary import fold

_NARROWEST, _ALIGNED_BLANK, _BLANK, _SPACE = 3.5, 1.0, 0.4, 0.36
_HEADING_WEIGHT, _LABEL_WEIGHT, _MANY_LINES = 10, 2, 8
_APART, _MOST_STARTS = 16.0, 4


def column_cuts(sheet: Sheet, heading: Sequence[TextLine], body: Sequence[TextLine], *, labels: bool) -> list[float]:
    """The places that cut the columns of a table.

    Args:
        labels: lines of labels without a value count too, where they end before the columns of values.
    """
    cuts = _among_labels(heading, body, _paired(heading, body, _cuts(heading, body, labels=labels)))
    return sorted([*cuts, *_where_rules_begin(sheet, heading, body, cuts)])


def over(phrase: Sequence[Word], under: Sequence[TextLine]) -> bool:
    """Whether a phrase of a heading is that of several columns, named on a line under it."""
    left, right = phrase[0].left, phrase[-1].right
    for line in under:
        near = [
            words
            for words in phrases_of(line)
            if words[0].left < right + line.size and words[-1].right > left - line.size
        ]
        if len(near) > 1 and all(measures_named(fold(text_of(words))) for words in near):
            return True
    return False


def _cuts(heading: Sequence[TextLine], lines: Sequence[TextLine], *, labels: bool) -> list[float]:
    """Middles of the blanks that go from the top to the bottom of a table, its heading and its lines of values."""
    body = [line for line in lines if counts(line)]
    lone = [phrase for line in lines if not counts(line) for phrase in phrases_of(line)]
    size = max([line.size for line in [*heading, *body]])
    bounds: list[tuple[float, int]] = []
    named = [
        phrase for at, line in enumerate(heading) for phrase in phrases_of(line) if not over(phrase, heading[at + 1 :])
    ]
    measures = [phrase[0].left for phrase in named if measures_named(fold(text_of(phrase)))]
    before = [phrase for phrase in lone if labels and phrase[-1].right < min(measures, default=0.0)]
    for words, weight in ((named, _HEADING_WEIGHT), ([line.words for line in body], 1), (before, _LABEL_WEIGHT)):
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


def _paired(heading: Sequence[TextLine], body: Sequence[TextLine], cuts: list[float]) -> list[float]:
    """Cuts without those between the name of a column and its values, where each stands aside of the other."""
    region = Region(heading, body, cuts, 0)
    named = [bool(measures_named(fold(name))) for name in names_of(region)]
    filled = [any(words and is_count(words) for words in rows) for rows in split(region, body)]
    lone = [at for at in range(1, len(named)) if named[at] != filled[at]]
    pairs = [(one, other) for one, other in zip(lone[::2], lone[1::2], strict=False) if other == one + 1]
    if len(lone) % 2 or 2 * len(pairs) != len(lone) or not all(named[one] != named[other] for one, other in pairs):
        return cuts
    return [cut for at, cut in enumerate(cuts) if at not in {one for one, _ in pairs}]


def _among_labels(heading: Sequence[TextLine], body: Sequence[TextLine], cuts: list[float]) -> list[float]:
    """Cuts without those that the words of a label cross."""
    names = names_of(Region(heading, body, cuts, 0))
    first = next((at for at, name in enumerate(names) if measures_named(fold(name))), 0)
    phrases = [phrase for line in body for phrase in phrases_of(line)]
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
    left, _, right, _ = around([line.frame for line in lines])
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
