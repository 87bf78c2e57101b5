"""A document as records: what a writer of PDF and a writer of DOCX set alike, whatever the view it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from exports.svg import Drawing

Style = Literal["", "fort", "discret", "reserve", "retire", "insere", "hausse", "baisse", "fin"]
"""How a run of words is set off; `fin` ends a line."""


Role = Literal["", "reserve", "source", "dessin"]


@dataclass(frozen=True)
class Run:
    """Words of one look."""

    text: str
    style: Style = ""


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Title:
    """A heading of the text; its level never skips one."""

    text: str
    level: int


@dataclass(frozen=True)
class Lines:
    """A paragraph.

    Attributes:
        role: `reserve` (what must be known first), `source`, `dessin` (the legend of a drawing), or none.
    """

    runs: Runs
    role: Role = ""


@dataclass(frozen=True)
class Entry:
    """One entry of a list, and what stands under it."""

    runs: Runs
    nodes: Nodes = ()


@dataclass(frozen=True)
class Listed:
    """A list; `columns`: how many it may be laid out in."""

    entries: tuple[Entry, ...]
    columns: int = 1


@dataclass(frozen=True)
class Box:
    """One cell of a table.

    Attributes:
        heading: whether it names a row or a column.
        columns, rows: how many it spans.
        figure: it is aligned right; centred: in the middle.
        fill: its ground, `#rrggbb`; ink: that of its words.
        drawing: drawn in the place of its words, which are its alternative.
    """

    runs: Runs = ()
    nodes: Nodes = ()
    heading: bool = False
    columns: int = 1
    rows: int = 1
    figure: bool = False
    centred: bool = False
    fill: str = ""
    ink: str = ""
    drawing: Drawing | None = None


Boxes: TypeAlias = tuple[Box, ...]


@dataclass(frozen=True)
class Sheet:
    """A table.

    Attributes:
        head: its rows of headings, one at least.
        widths: share of each column.
        small: it is set in small letters.
    """

    head: tuple[Boxes, ...]
    body: tuple[Boxes, ...]
    widths: tuple[float, ...]
    caption: str = ""
    small: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing with its alternative.

    Attributes:
        share: part of the width of the page that it takes at most.
    """

    drawing: Drawing
    share: float = 1


@dataclass(frozen=True)
class Beside:
    """Two columns: what stands at the left, what stands at the right; `share`: width of the right one."""

    left: Nodes
    right: Nodes
    share: float = 0.5


@dataclass(frozen=True)
class Turn:
    """A new page.

    Attributes:
        wide: whether it and the next ones lie on their side.
    """

    wide: bool = False


Node: TypeAlias = "Title | Lines | Listed | Sheet | Picture | Beside | Turn"
Nodes: TypeAlias = "tuple[Node, ...]"


@dataclass(frozen=True)
class Document:
    """What is written.

    Attributes:
        title: said by the metadata; heading: by the first heading.
        nodes: the text, after the title.
        foot: at the bottom of each page.
        date: of the dataset, `2026-11-28`.
        size: of its letters, in points.
    """

    title: str
    heading: str
    nodes: Nodes
    foot: str
    date: str
    subject: str
    size: float = 9.5


def each(nodes: Nodes) -> Iterator[Node]:
    """Every node, whatever holds it."""
    for node in nodes:
        yield node
        if isinstance(node, Listed):
            for entry in node.entries:
                yield from each(entry.nodes)
        elif isinstance(node, Beside):
            yield from each(node.left + node.right)
        elif isinstance(node, Sheet):
            for row in (*node.head, *node.body):
                for box in row:
                    yield from each(box.nodes)


def deeper(nodes: Nodes) -> Nodes:
    """Some nodes whose headings stand one level lower, whatever holds them; six levels are the most that a file has."""
    return tuple(map(_deeper, nodes))


def _deeper(node: Node) -> Node:
    if isinstance(node, Title):
        return replace(node, level=min(node.level + 1, 6))
    if isinstance(node, Listed):
        return replace(node, entries=tuple(replace(one, nodes=deeper(one.nodes)) for one in node.entries))
    if isinstance(node, Beside):
        return replace(node, left=deeper(node.left), right=deeper(node.right))
    if isinstance(node, Sheet):
        rows = (tuple(replace(box, nodes=deeper(box.nodes)) for box in row) for row in node.body)
        return replace(node, body=tuple(rows))
    return node


def text_of(runs: Runs) -> str:
    """Runs as one text."""
    return "".join("\n" if run.style == "fin" else run.text for run in runs)
