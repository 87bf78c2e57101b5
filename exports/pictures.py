"""The picture of a view for a report: its drawing with title, cautions, legend, source, dataset and notice.

None for a view that is told in words and tables alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from charts.blocks.records import Block, Blocks, Bullets, Folded, Grid, Part, Words, plain
from charts.blocks.records import Sign as Shape
from charts.drawings.pictures import Chart, Maps, Matrix
from charts.words.french import lower_first
from charts.words.gap_words import REVISED, REVISED_MARK
from exports.fonts import fonts_css
from exports.markup import joined
from exports.svg import INK, Drawing, Sign, legend, lines, rect
from exports.svg_changes import grid_drawing, in_columns
from exports.svg_chart import chart_drawings
from exports.svg_grid import matrix_drawing
from exports.svg_map import map_drawing
from exports.typeset import png
from views.common import dataset_cover
from views.library import Library
from views.links import page_address
from views.view import View

SVG_MIME, PNG_MIME = "image/svg+xml", "image/png"
_MARGIN, _GAP, _SIZE = 36, 40, 17
_LEGENDS = ("legende-ecarts", "legende-change")
CHANGES = "table-change"
"""Role of the table of «Ce qui change»."""


def picture_svg(view: View, library: Library, *, site: str = "") -> bytes | None:
    """The picture as SVG, with the fonts of the house inside: it is read far from the server."""
    found = picture(view, library, site=site)
    return None if found is None else found.svg(style=fonts_css()).encode()


def picture_png(view: View, library: Library, *, site: str = "") -> bytes | None:
    """The same as PNG, two pixels a unit."""
    found = picture(view, library, site=site)
    return None if found is None else png(found.svg(), found.width, found.height)


def picture(view: View, library: Library, *, site: str = "") -> Drawing | None:
    """The picture whole: what is drawn, and all that must be read with it.

    Args:
        site: address of the server, with its final slash; the path of the view alone without it.
    """
    found = drawings(view, library)
    if not found:
        return None
    side = isinstance(view.picture, Maps) and len(found) > 1
    shown, inner, tall = _beside(found) if side else _under(found)
    width = max(inner, 760)
    head, y = _head(view, width)
    body = [head, _moved(shown, y + 8)]
    foot, end = _foot(view, library, width, y + 8 + tall + 18, site)
    whole = width + 2 * _MARGIN, end + _MARGIN
    ground = rect(0, 0, *whole, fill=INK["feuille"])
    inside = Drawing(width, end, joined([*body, foot]), "", "").at(_MARGIN, _MARGIN - 8)
    alt = " ".join([*view.cautions, *(one.alt for one in found)])
    return Drawing(*whole, ground + inside, alt, view.title)


def drawings(view: View, library: Library, *, apart: bool = False) -> list[Drawing]:
    """What is drawn of a view, each with its legend; nothing for one without a picture.

    Args:
        apart: each is read by itself, in a text that says the rest: each part of a long or wide one has its legend.
    """
    shown = view.picture
    if isinstance(shown, Maps):
        return [_map(view, shown, rank, library, apart=apart) for rank in range(len(shown.views))]
    if isinstance(shown, Chart):
        return chart_drawings(shown, [one for one in marks_of(view.blocks) if _of_chart(one)], each=apart)
    if isinstance(shown, Matrix):
        return [matrix_drawing(shown)]
    grids = change_grids(view.blocks)
    return [_changes(view, part) for grid in grids for part in (in_columns(grid) if apart else [grid])]


def _map(view: View, shown: Maps, rank: int, library: Library, *, apart: bool) -> Drawing:
    """One map; of two, each bears its name and its sentence."""
    one, several = shown.views[rank], len(shown.views) > 1
    titled = shown.names[rank] if one.titre in view.title else one.titre
    titled = f"{shown.owners[rank]} : {lower_first(titled)}" if shown.owners else titled
    return map_drawing(
        one,
        library.outlines,
        library.geography,
        chosen=shown.chosen,
        titled=titled if several else "",
        said=not apart and (several or one.phrase not in view.sentence),
        signs=shown.signs,
    )


def _changes(view: View, grid: Grid) -> Drawing:
    table = grid_drawing(grid, name=view.title)
    keys, end = legend(marks_of(view.blocks), room=table.width, size=15)
    return Drawing(table.width, table.height + end + 8, keys + table.at(0, end + 8), table.alt, table.name)


def flattened(blocks: Blocks) -> Iterator[Block]:
    """Blocks one by one, whatever holds them."""
    for block in blocks:
        yield block
        if isinstance(block, Part | Folded):
            yield from flattened(block.blocks)


def is_drawn(view: View) -> bool:
    """Whether a view has a picture."""
    return view.picture is not None or bool(change_grids(view.blocks))


def change_grids(blocks: Blocks) -> list[Grid]:
    """The tables drawn with bars."""
    return [block for block in flattened(blocks) if isinstance(block, Grid) and block.role.startswith(CHANGES)]


def marks_of(blocks: Blocks) -> list[tuple[Sign | None, str]]:
    """The legend that some blocks hold: each mark with its words."""
    items = [
        item.words
        for block in flattened(blocks)
        if isinstance(block, Bullets) and set(block.role.split()) & set(_LEGENDS)
        for item in block.items
    ]
    return [_mark(words) for words in items]


def _of_chart(entry: tuple[Sign | None, str]) -> bool:
    """Whether an entry of a legend is of the dumbbell: the page may draw bars beside it."""
    mark, words = entry
    return not (mark and mark[0].startswith("barre")) and words != "1 note"


def _mark(words: Words) -> tuple[Sign | None, str]:
    first = words[0] if isinstance(words, tuple) else words
    return ((first.shape, "") if isinstance(first, Shape) else None), plain(words)


def _beside(found: list[Drawing]) -> tuple[list[tuple[Drawing, float, float, float]], float, float]:
    scale = 0.62
    step = found[0].width * scale + _GAP
    placed = [(one, rank * step, 0.0, scale) for rank, one in enumerate(found)]
    return placed, step * len(found) - _GAP, max(one.height for one in found) * scale


def _under(found: list[Drawing]) -> tuple[list[tuple[Drawing, float, float, float]], float, float]:
    placed, y = [], 0.0
    for one in found:
        placed.append((one, 0.0, y, 1.0))
        y += one.height + _GAP
    return placed, max(one.width for one in found), y - _GAP


def _moved(placed: list[tuple[Drawing, float, float, float]], down: float) -> Markup:
    return joined(one.at(x, down + y, scale=scale) for one, x, y, scale in placed)


def _head(view: View, width: float) -> tuple[Markup, float]:
    """Title, sentence, then what must be known before a number is read."""
    title, y = lines(0, 0, view.title, room=width, size=28, serif=True)
    parts = [title]
    if view.sentence and not (isinstance(view.picture, Maps) and len(view.picture.views) > 1 and view.page == "carte"):
        said, y = lines(0, y + 6, view.sentence, room=width, size=_SIZE)
        parts.append(said)
    if view.cautions:
        top, y = y + 12, y + 18
        told = []
        for caution in view.cautions:
            block, y = lines(14, y, marked(caution), room=width - 28, size=_SIZE)
            told.append(block)
        box = rect(0, top, width, y - top + 8, fill=INK["reserve-fond"], stroke=INK["reserve-bord"])
        parts += [box, *told]
        y += 10
    return joined(parts), y + 6


def address_of(view: View, site: str) -> str:
    """Where the view is read."""
    return (site or "/") + page_address(view.page, view.parameters).removeprefix("./")


def marked(caution: str) -> str:
    """A caution after its sign, where the names of the activités bear one."""
    return f"{REVISED_MARK} {caution}" if caution == REVISED else caution


def _foot(view: View, library: Library, width: float, y: float, site: str) -> tuple[Markup, float]:
    """Source, dataset, notice, address."""
    cover = dataset_cover(library.dataset)
    notice, y = lines(0, y, cover["Avertissement"], room=width, size=15, bold=True)
    parts = [notice]
    for said in (view.source, f"{cover['Jeu de données']}. Adresse de la vue : {address_of(view, site)}"):
        if said:
            block, y = lines(0, y, said, room=width, size=15, fill=INK["encre-2"])
            parts.append(block)
    return joined(parts), y
