"""Any view on the screen: its title, its blocks, its picture, its source, its tables and its files.

A page draws `top`, its picture when the reader may choose in it, then `bottom`; `render` does all
three. Few elements, each one block of HTML: Streamlit pays by the element.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from charts.blocks.coded import coded
from charts.blocks.records import Block, Blocks, Heading, Link, Paragraph, PictureHere
from charts.drawings.pictures import Maps, Matrix
from charts.words.typography import bound_html
from components.carte import Choice
from components.grille import grille
from exports.html import plain_href, written
from exports.markup import joined
from exports.twins import heading, twin
from shell import ahead, screen
from shell.downloads import file_links
from shell.inert import inert
from shell.library import library
from shell.linked_map import linked_map
from views.library import Library
from views.links import path_of
from views.memo import memo
from views.view import Table, View, by_pages

_SHOWN = "vue"
_FOLDED = "Tableaux et téléchargements"


@dataclass(frozen=True)
class Reader:
    """The filters that links carry for a reader: an address that does not name them clears them.

    Attributes:
        engagements: those chosen.
        untied: whether activités are read whatever their engagement; a link to the gaps then says so too.
    """

    engagements: tuple[str, ...] = ()
    untied: bool = False

    def href(self, link: Link) -> str:
        """The address of a link, with the engagements where it names none."""
        named = {name for name, _ in link.parameters}
        if not (self.engagements and link.follows and link.parameters) or "engagement" in named:
            return plain_href(link)
        also = [("rattachement", "sans")] if self.untied and link.page == "ecarts" else []
        return path_of(link.page, [*(("engagement", one) for one in self.engagements), *also, *link.parameters])


def parts(view: View, held: Library) -> dict[str, Markup]:
    """What is read of a view, by the name of each part: one element of the page each.

    The same bytes for the page and for the browser that asks them ahead of a choice (shell/ahead.py).
    """
    found = {name: written(blocks, href=_reader(view).href) for name, blocks in _laid_out(view).items()}
    if view.layout == "sections":
        found |= {f"section-{rank}": _kept(held, _Same(block), _reader(view)) for rank, block in enumerate(view.blocks)}
    if listed := _listed(view, held):
        found = {name: listed[name] for name in ("titre",) if name in listed} | found | listed
    carrier = _carrier(view)
    return {
        name: body + ahead.mark(name, view=view if name == carrier else None, held=held)
        for name, body in found.items()
        if body or name == carrier
    }


def top(view: View) -> None:
    """What is read before the picture."""
    _draw(view, "haut")


def after(view: View) -> None:
    """What is read after the picture, and the source."""
    _draw(view, "bas")


def bottom(view: View, *, key: str = "") -> None:
    """What is read after the picture, the source, then the tables and the files, folded."""
    after(view)
    tables(view.tables, view, key=key)


def render(view: View, *, key: str = "") -> None:
    """Draw a view whose picture answers nothing; a view without a picture is one block."""
    if view.layout == "words":
        after(view)
        return
    if view.component is None:
        _draw(view, "corps")
        tables(view.tables, view, key=key)
        return
    top(view)
    picture(view.component, key=key or f"vue-{view.page}")
    bottom(view, key=key)


def sections(view: View) -> None:
    """Draw the blocks of a view one by one, without its source: what a choice leaves alone is not drawn again.

    Each block must be kept by the library (`Library.territory_sections`): its HTML is kept with it.
    """
    for body in _parts(view).values():
        screen.body(body)


def picture(shown: Maps | Matrix, *, key: str) -> None:
    """Draw a picture that nothing is chosen in."""
    if isinstance(shown, Matrix):
        grille(key, dict(shown.table))
    else:
        _maps(shown, key)


def _maps(shown: Maps, key: str) -> None:
    held = library()
    for rank, (name, view) in enumerate(zip(shown.names, shown.views, strict=True)):
        menu = [{"theme": "", "indicateurs": [[_SHOWN, name, ""]]}]
        payload = {**held.bare_map, "menu": menu, "vues": {_SHOWN: view.payload()}, "sources": []}
        linked_map(f"{key}-{rank}", payload, Choice(_SHOWN, shown.chosen), compact=len(shown.views) > 1)


def tables(
    shown: Sequence[Table],
    view: View,
    *,
    key: str = "",
    name: str = _FOLDED,
    controls: Callable[[], None] | None = None,
) -> None:
    """The table twins and the files, folded away and computed when opened.

    Args:
        controls: draws what the reader may choose in them, above.
    """
    if not shown:
        return
    folded = st.expander(inert(name), key=f"{view.page}-tableaux-{key or view.kind}", on_change="rerun")
    if folded.open:
        with folded:
            if controls:
                controls()
            screen.body(folded_html(view, library()))


def folded_html(view: View, held: Library) -> Markup:
    """The table twins and the links to the files, as the opened part shows them."""
    shown = joined([*(twin(table) for table in view.tables if table.shown), file_links(view, stamp=held.key)])
    return Markup(bound_html(shown)) + ahead.mark("tableaux")


def part(name: str, view: View, *, place: DeltaGenerator | None = None) -> None:
    """Draw a part of a view that stands apart from the others: the title of a table, its rows."""
    _draw(view, name, place=place)


def _listed(view: View, held: Library) -> dict[str, Markup]:
    """Of a view whose table is read by pages: its title, and one page with the files, which hold it whole.

    A view that asks what to seek first gives the files of all that may be found.
    """
    if not any(one.rows for one in view.tables):
        return {}
    table, files = by_pages(view), file_links(view, stamp=held.key)
    if table is None:
        return {"table": Markup(bound_html(files))} if view.titled else {}
    number = view.sheet if view.sheet <= table.pages else 1
    body = Markup(bound_html(twin(table, number) + files))
    return {"titre": Markup(bound_html(heading(table, number))), "table": body}


class _Same:
    """A block known by its place in memory: what it holds is long to compare."""

    def __init__(self, block: Block) -> None:
        self.block = block

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.block is self.block

    def __hash__(self) -> int:
        return id(self.block)


@memo(256)
def _kept(_library: Library, one: _Same, reader: Reader) -> Markup:
    """The HTML of a block that a library keeps, kept in the same place."""
    return written((one.block,), href=reader.href)


def _reader(view: View) -> Reader:
    return Reader(view.engagements, view.untied)


def _parts(view: View) -> dict[str, Markup]:
    """The parts of a view, written once a run."""
    held: dict[str, Markup] | None = view.__dict__.get("_parts")
    if held is None:
        held = view.__dict__["_parts"] = parts(view, library())
    return held


def _draw(view: View, name: str, *, place: DeltaGenerator | None = None) -> None:
    body = _parts(view).get(name)
    if body:
        screen.body(body, place=place)


def _carrier(view: View) -> str:
    """The part that tells where the controls lead: one that is always there."""
    if view.layout == "sections":
        return "haut"
    return "corps" if view.layout == "around" and view.component is None else "bas"


def _laid_out(view: View) -> dict[str, Blocks]:
    """Blocks of each part; the sections of a view are written apart."""
    first = (*view.lead(), *((Heading(coded(view.title), 2),) if view.titled else ()))
    source = (Paragraph(view.source, "source"),) if view.source else ()
    if view.layout == "sections":
        return {"haut": first}
    if view.layout == "words":
        return {"bas": (*first, *view.blocks)}
    if view.layout == "under":
        return {"bas": (*first, *view.blocks, *source)}
    if view.component is None:
        return {"corps": (*first, *view.blocks, *source)}
    before, behind = _split(view.blocks)
    return {"haut": (*first, *before), "bas": (*behind, *source)}


def _split(blocks: Blocks) -> tuple[Blocks, Blocks]:
    for rank, block in enumerate(blocks):
        if isinstance(block, PictureHere):
            return blocks[:rank], blocks[rank + 1 :]
    return (), blocks
