"""What the body of a view is made of: headings, paragraphs, lists, tables of words, folded parts, links.

Records only: a writer makes HTML of them (`exports.html`), another may make a document or slides.
Words are plain text; nothing here is HTML, and nothing here knows a reader's filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from charts.drawings.outlines import Outlines
from loaders.geography import Geography

Style = Literal[
    "fort", "important", "italique", "petit", "insere", "retire", "casse", "hors-vue", "compte", "reserve", "erreur",
    "hypothese", "contexte", "note", "vu", "absent", "code", "renvoi", "court",
]  # fmt: skip
"""How a run of words is set off.

`hors-vue` is for who listens, `vu` for who sees; `insere` and `retire` mark a wording; `code` is a small tag after a
title; `renvoi` is the number of a note; `court` takes the place of a long name on a phone, and is nowhere else.
"""

Hold = Literal["plein", "contour", "tirets"]
"""How a bar is filled: nothing holds its number back, something does, or a bound alone gives it."""

Parameters: TypeAlias = tuple[tuple[str, str], ...]

Measures: TypeAlias = tuple[tuple[str, float], ...]
"""Numbers that the style sheet draws with, by the letter that it knows them by."""


@dataclass(frozen=True)
class Mark:
    """Words set off from their sentence."""

    words: Words
    style: Style = "fort"


@dataclass(frozen=True)
class Link:
    """Words that lead to a view.

    Attributes:
        page: key of the page (`ecarts`).
        parameters: names and values of its address, in order.
        follows: whether the reader's engagements are added where the address names none.
        form: ending of the file of the view that it gives (`csv`); empty: it leads to the view.
    """

    words: Words
    page: str
    parameters: Parameters = ()
    follows: bool = True
    form: str = ""


@dataclass(frozen=True)
class Anchor:
    """Words that bring a part of the same page into sight; the address stays as it is.

    Attributes:
        part: role of the part, the last of its names (`territoire-plan`).
    """

    words: Words
    part: str


@dataclass(frozen=True)
class Sign:
    """The mark of a drawing in its legend, by the name of its shape."""

    shape: str


@dataclass(frozen=True)
class Scale:
    """Where a value stands among others, places in per cent of the width from the left.

    Attributes:
        words: the same in words; empty for a sample in a legend.
        band: extent of the others; own: the value, both ends; region, country: the two references.
        second: the value that it is read beside, both ends.
    """

    words: str = ""
    band: tuple[float, float] | None = None
    own: tuple[float, float] | None = None
    second: tuple[float, float] | None = None
    region: float | None = None
    country: float | None = None


@dataclass(frozen=True)
class Strip:
    """Where every territory stands on one line, places in per cent of the width from the left.

    Attributes:
        dots: the départements; region, country: the two references.
        words: the same in words.
    """

    dots: tuple[float, ...]
    region: float | None = None
    country: float | None = None
    words: str = ""


@dataclass(frozen=True)
class Bar:
    """A signed number drawn from a line of zero, on the scale of its table.

    Attributes:
        share: part of the longest bar, negative under zero; 0 is a dot on the line.
        zero: where the line stands, in the same parts, from the left.
    """

    share: float
    zero: float = 0
    hold: Hold = "plein"


@dataclass(frozen=True)
class Track:
    """Counts on a line that starts at zero; how long one of them is, the style sheet says.

    Attributes:
        marks: shape, from, to (the same for a point), and the words of a tick.
        extent: counts that the line has room for.
        role: how its number is held, for the style sheets.
    """

    marks: tuple[tuple[str, float, float, str], ...]
    extent: float
    role: str = ""


@dataclass(frozen=True)
class Break:
    """A line ends."""


Span: TypeAlias = "str | Mark | Link | Anchor | Sign | Scale | Strip | Bar | Track | Break"
Words: TypeAlias = "Span | tuple[Span, ...]"
"""A text, or runs of it one after the other."""


@dataclass(frozen=True)
class Heading:
    words: Words
    level: int = 3


@dataclass(frozen=True)
class Paragraph:
    """Some sentences, or a link alone: a way to another view, that paper leaves out.

    Attributes:
        role: what they are (`avis`, `mention`, `source`…): the style sheets know it.
        live: whether a screen reader is told of them: at its leisure (`status`), or at once (`alert`).
    """

    words: Words
    role: str = ""
    live: Literal["", "status", "alert"] = ""


@dataclass(frozen=True)
class Item:
    """One entry of a list, and what stands under it."""

    words: Words = ()
    blocks: Blocks = ()


@dataclass(frozen=True)
class Bullets:
    items: tuple[Item, ...]
    role: str = ""
    ordered: bool = False


@dataclass(frozen=True)
class Definitions:
    """Terms, each with its definition."""

    entries: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a table of words.

    Attributes:
        heading: what it is the heading of, empty for a plain cell.
        role: `nombre`, `na`, `sans`…
        columns, rows: how many it spans.
        measures: of what is drawn in it.
    """

    words: Words = ()
    blocks: Blocks = ()
    heading: Literal["", "col", "row", "colgroup", "rowgroup"] = ""
    role: str = ""
    columns: int = 1
    rows: int = 1
    measures: Measures = ()


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    role: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of words.

    Attributes:
        head: its rows of headings.
        bodies: groups of rows.
        caption: its title; `caption_seen` tells whether it is also seen.
        label: its name for who listens, where it scrolls by itself; empty where it does not.
        measures: of what is drawn in it.
    """

    head: tuple[Row, ...]
    bodies: tuple[tuple[Row, ...], ...]
    role: str = ""
    caption: Words = ()
    caption_seen: bool = True
    label: str = ""
    measures: Measures = ()


@dataclass(frozen=True)
class Folded:
    """A part that the page folds and that paper opens.

    Attributes:
        key: where the page remembers that it was opened; empty: it does not.
        level: of its title, once opened on paper; 0 for a part that paper opens without it.
    """

    title: Words
    blocks: Blocks
    key: str = ""
    role: str = ""
    opened: bool = False
    level: int = 3


@dataclass(frozen=True)
class Part:
    """Blocks that go together.

    Attributes:
        role: what they are, for the style sheets.
        label: name of the part, for who listens.
        section: whether it is a section of the text, or only blocks laid out together.
        measures: of what is drawn in it.
    """

    blocks: Blocks
    role: str = ""
    label: str = ""
    section: bool = False
    measures: Measures = ()


@dataclass(frozen=True)
class Situation:
    """The small map of where a département stands.

    Attributes:
        alt: the map in words.
        neighbours: départements marked as alike.
        outlines, geography: those of every département.
    """

    departement: str
    neighbours: tuple[str, ...]
    alt: str
    outlines: Outlines
    geography: Geography


@dataclass(frozen=True)
class Places:
    """The départements to choose from, drawn where they stand; a plain list without their outlines, and on paper.

    Attributes:
        links: the way to each département, by its code; its words are its whole name and what is held of it.
        marked: those set off.
    """

    links: Mapping[str, Link]
    marked: frozenset[str]
    geography: Geography
    outlines: Outlines | None = None


@dataclass(frozen=True)
class SearchHere:
    """The field that opens the search of every page; nothing on paper.

    Attributes:
        words: what may be typed.
        tried: examples, each a link.
    """

    words: str
    tried: Words = ()


@dataclass(frozen=True)
class PictureHere:
    """Where the picture of the view stands among its blocks."""


Block: TypeAlias = (
    "Heading | Paragraph | Bullets | Definitions | Grid | Folded | Part | Situation | Places | SearchHere | PictureHere"
)
Blocks: TypeAlias = "tuple[Block, ...]"


def bullets(texts: Iterable[Words], role: str = "") -> Blocks:
    """A list of plain entries; nothing without any."""
    items = tuple(Item(text) for text in texts)
    return (Bullets(items, role),) if items else ()


def notice(text: str) -> Paragraph:
    """A warning, told at once."""
    return Paragraph(text, "avis", live="alert")


def titled(title: str, texts: Iterable[Words], level: int = 3) -> Blocks:
    """A heading and its list; nothing without an entry."""
    listed = bullets(texts)
    return (Heading(title, level), *listed) if listed else ()


def parameters(**named: str | Sequence[str]) -> Parameters:
    """The parameters of a link in order, the empty ones left out, a list one value at a time."""
    pairs = ((name, [value] if isinstance(value, str) else value) for name, value in named.items())
    return tuple((name, one) for name, values in pairs for one in values if one)


def plain(words: Words) -> str:
    """Words as one text: what a writer without marks prints."""
    if isinstance(words, str):
        return words
    if isinstance(words, Mark | Link | Anchor):
        return "" if isinstance(words, Mark) and words.style == "court" else plain(words.words)
    if isinstance(words, tuple):
        return "".join(map(plain, words))
    return words.words if isinstance(words, Scale | Strip) else "\n" if isinstance(words, Break) else ""
