"""The blocks of a view as the nodes of a document: no link, nothing folded, what is only heard left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from charts.blocks.records import (
    Block,
    Blocks,
    Bullets,
    Cell,
    Definitions,
    Folded,
    Grid,
    Heading,
    Link,
    Paragraph,
    Part,
    PictureHere,
    Places,
    Row,
    Scale,
    Situation,
    Words,
    plain,
)
from charts.words.typography import bound
from exports.document import (
    Beside,
    Box,
    Boxes,
    Entry,
    Lines,
    Listed,
    Node,
    Nodes,
    Picture,
    Role,
    Run,
    Sheet,
    Title,
)
from exports.document_runs import runs
from exports.document_widths import widths
from exports.pictures import CHANGES
from exports.svg import INK
from exports.svg_marks import scale_drawing, situation_drawing
from views.ecarts.views import CLICK

_AWAY_PARTS = ("cartes-change", "cartes-activite", "table-offre", "entrees", "choix", "vignette", "sommaire")
"""Parts for a screen alone: a narrow one, ways to other pages, small drawings of a link."""

_AWAY_FOLDED = ("couverture",)
"""What the cautions of its view say already."""

_IN_COLUMNS = {"priorises": 2, "offre-breve": 2, "situe": 1}
_DRAWN = ("legende-ecarts", "legende-change", "legende-lieux", "legende-bande", "carres legende")
"""Legends of what is drawn: the drawing bears its own, or is not drawn here."""

_ROLES: dict[str, Role] = {"avis": "reserve", "source": "source", "mention": "source"}
_AWAY = ("fichiers", "quel-fichier", "carres")
_MARKS = {"own": "point", "second": "losange", "band": "bande", "region": "trait plein", "country": "tirets"}
"""What each mark of a scale is."""


@dataclass
class Writer:
    """Writes blocks, one after the other.

    Attributes:
        picture: what stands where the picture does.
        told: texts that the document has said already: they are not said again.
        raw: levels of the headings that are open, as the blocks have them.
        below: the level of their first one.
    """

    picture: Nodes = ()
    told: frozenset[str] = frozenset()
    below: int = 2
    raw: list[float] = field(default_factory=list)

    def nodes(self, blocks: Blocks) -> Nodes:
        """Some blocks."""
        return tuple(node for block in blocks for node in self._block(block))

    def _block(self, block: Block) -> Iterator[Node]:
        if isinstance(block, Heading):
            yield from self._heading(plain(block.words), block.level)
        elif isinstance(block, Paragraph):
            yield from self._paragraph(block)
        elif isinstance(block, Bullets):
            yield from self._bullets(block)
        elif isinstance(block, Definitions):
            yield Listed(tuple(Entry((Run(f"{bound(plain(a))} : ", "fort"), *runs(b))) for a, b in block.entries))
        elif isinstance(block, Grid):
            yield from self._grid(block)
        elif isinstance(block, Folded) and block.key not in _AWAY_FOLDED:
            if block.level:
                yield from self._heading(plain(block.title), block.level - 0.5)  # what it holds is under it
            yield from self.nodes(block.blocks)
        elif isinstance(block, Part):
            yield from self._part(block)
        elif isinstance(block, Situation):
            yield Picture(situation_drawing(block))
        elif isinstance(block, PictureHere):
            yield from self.picture
        elif isinstance(block, Places):
            yield Listed(tuple(Entry(runs(link.words)) for link in block.links.values()), 2)

    def _heading(self, words: str, level: float) -> Iterator[Node]:
        """A heading one level at most under the one before."""
        if words in self.told:
            return
        while self.raw and self.raw[-1] >= level:
            self.raw.pop()
        self.raw.append(level)
        yield Title(bound(words), self.below + len(self.raw) - 1)

    def _paragraph(self, block: Paragraph) -> Iterator[Node]:
        alone = isinstance(block.words, Link) or (
            isinstance(block.words, tuple) and all(isinstance(span, Link) for span in block.words)
        )
        said = plain(block.words).lstrip("†* ").strip()
        if (alone and block.role != "nom") or block.role in _AWAY or not said or said in self.told:
            return
        found = runs(block.words.replace(CLICK, "") if isinstance(block.words, str) else block.words)
        if found:
            yield Lines(found, _ROLES.get(block.role, ""))

    def _bullets(self, block: Bullets) -> Iterator[Node]:
        if block.role in _DRAWN or set(block.role.split()) & {"legende-ecarts", "legende-change"}:
            return
        if block.role == "epine-legende":
            yield _spine_legend(block)
            return
        entries = (Entry(runs(item.words), self._inside(item.blocks)) for item in block.items)
        kept = tuple(entry for entry in entries if entry.runs or entry.nodes)
        if kept:
            yield Listed(kept, _IN_COLUMNS.get(block.role, 1))

    def _inside(self, blocks: Blocks) -> Nodes:
        """Blocks in an entry or in a cell: their headings are words in bold, out of the headings of the text."""
        if not blocks:
            return ()
        found = Writer(self.picture, self.told).nodes(blocks)
        return tuple(Lines((Run(node.text, "fort"),)) if isinstance(node, Title) else node for node in found)

    def _part(self, block: Part) -> Iterator[Node]:
        role = block.role.split(" ")[-1]
        if role in _AWAY_PARTS:
            return
        if role == "ouverture" and len(block.blocks) == 2:
            yield Beside(self.nodes(block.blocks[:1]), self.nodes(block.blocks[1:]), 0.27)
        elif role == "coup-d-oeil" and len(block.blocks) >= 2:
            yield Beside(self.nodes(block.blocks[:1]), self.nodes(block.blocks[1:2]))
            yield from self.nodes(block.blocks[2:])
        elif role == "tuiles-defis":
            yield _tiles(block)
        else:
            yield from self.nodes(block.blocks)

    def _grid(self, grid: Grid) -> Iterator[Node]:
        rows = [row for body in grid.bodies for row in body]
        if not rows:
            return
        head = tuple(self._row(row) for row in grid.head)
        body = tuple(self._row(row) for row in rows)
        if not head:
            head, body = body[:1], body[1:]
        spine = "epine" in grid.role.split()
        if grid.role.startswith(CHANGES):
            yield from self.picture
            return
        shares = (1.0,) * len(head[0]) if grid.role == "cote" else widths(head, body)
        yield Sheet(head, body, shares, bound(plain(grid.caption)), small=spine or len(head[0]) > 5)

    def _row(self, row: Row) -> Boxes:
        return tuple(self._cell(cell) for cell in row.cells)

    def _cell(self, cell: Cell) -> Box:
        scale = cell.words if isinstance(cell.words, Scale) else None
        return Box(
            runs(cell.words),
            self._inside(cell.blocks),
            heading=bool(cell.heading),
            columns=cell.columns,
            rows=cell.rows,
            figure="nombre" in cell.role,
            drawing=scale_drawing(scale) if scale else None,
        )


def _spine_legend(block: Bullets) -> Lines:
    """What each mark of a scale is, in words."""
    said = []
    for item in block.items:
        assert isinstance(item.words, tuple)
        sample, name = item.words
        mark = next(mark for field, mark in _MARKS.items() if getattr(sample, field) is not None)
        said.append(f"{mark}, {plain(name)}")
    return Lines((Run(bound(f"Position : {' ; '.join(said)}."), "discret"),), "dessin")


def _tiles(part: Part) -> Sheet:
    """A row an engagement: its name, then its défis, filled where they are prioritised."""
    rows = []
    for group in part.blocks:
        assert isinstance(group, Part)
        named, tiles = group.blocks
        assert isinstance(named, Paragraph)
        assert isinstance(tiles, Bullets)
        rows.append((Box(runs(named.words), heading=True), *(_tile(item.words) for item in tiles.items)))
    most = max(map(len, rows))
    filled = tuple((*row, *[Box()] * (most - len(row))) for row in rows)
    head = (Box((Run("Engagement"),), heading=True), Box((Run("Défis"),), heading=True, columns=most - 1))
    return Sheet((head,), filled, (2.4, *[1.0] * (most - 1)), small=True)


def _tile(words: Words) -> Box:
    """«D1 : 1», in white on its tile; hollow where it is not prioritised."""
    found = runs(words)
    if len(found) == 1 and found[0].style == "discret":
        return Box(found)
    said = " : ".join(run.text.strip() for run in found)
    return Box((Run(said, "fort"),), fill=INK["donnee"], ink=INK["sur-encre"])
