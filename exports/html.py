"""The blocks of a view as HTML: the one writer of it.

Every text is escaped by its type, and its spaces part only where French lets them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup, escape

from charts.blocks.records import (
    Anchor,
    Bar,
    Block,
    Blocks,
    Bullets,
    Cell,
    Definitions,
    Folded,
    Grid,
    Heading,
    Link,
    Mark,
    Measures,
    Paragraph,
    Part,
    PictureHere,
    Places,
    Row,
    Scale,
    SearchHere,
    Sign,
    Situation,
    Span,
    Strip,
    Track,
    Words,
)
from charts.words.typography import bound
from exports.locator import locator_html
from exports.markup import EMPTY, joined, tag
from exports.places import places_html
from exports.tables import MANY_COLUMNS
from views.links import form_path, path_of

_STACKED = ("tableau", "cote")
"""Tables that would scroll on a phone: there each row is a card (shell/frame.css)."""

_NAMED = frozenset({"en-cartes", "a-deux"})
"""Tables that are cards on a phone and never scroll."""

_STYLES = {
    "fort": ("b", ""), "important": ("strong", ""), "italique": ("i", ""), "petit": ("small", ""),
    "insere": ("ins", ""), "retire": ("del", ""), "casse": ("span", "casse"), "hors-vue": ("span", "hors-vue"),
    "compte": ("span", "compte"), "reserve": ("span", "reserve"), "erreur": ("small", "erreur"),
    "hypothese": ("b", "hypothese"), "contexte": ("span", "contexte"), "note": ("span", ""), "vu": ("span", ""),
    "absent": ("span", "absent"), "code": ("small", "etiquette"), "renvoi": ("sup", ""),
    "court": ("span", "court"),
}  # fmt: skip
"""Element and class of each style."""

Href = Callable[[Link], str]


def plain_href(link: Link) -> str:
    """The address of a link as it stands, without a reader's filters."""
    if link.form:
        return form_path(link.page, link.form, link.parameters)
    return path_of(link.page, link.parameters)


@dataclass(frozen=True)
class Writer:
    """Writes blocks.

    Attributes:
        href: the address of a link, with what follows the reader; empty for one that leads nowhere here.
        paper: no link, and what is folded is opened.
    """

    href: Href = plain_href
    paper: bool = False

    def html(self, blocks: Iterable[Block]) -> Markup:
        """Some blocks, one after the other."""
        return joined(_WRITERS[type(block)](self, block) for block in blocks)

    def words(self, words: Words) -> Markup:
        """A text and its marks; a number in bold is bound to the word that follows it."""
        if isinstance(words, str):
            return _text(words)
        if not isinstance(words, tuple):
            return self._span(words)
        out, before = [], ""
        for span in words:
            if isinstance(span, str):
                out.append(_after(before, span) if before else _text(span))
                before = span[-12:]
            else:
                out.append(self._span(span))
                before = _end(span) or before
        return joined(out)

    def _span(self, span: Span) -> Markup:
        if isinstance(span, str):
            return _text(span)
        if isinstance(span, Mark):
            if self.paper and span.style == "court":
                return EMPTY
            name, role = _STYLES[span.style]
            hidden = "true" if span.style == "vu" else None
            return tag(name, self.words(span.words), aria_hidden=hidden, class_=role)
        if isinstance(span, Link):
            shown = self.words(span.words)
            if self.paper:
                return shown
            where = self.href(span)
            if not where:
                return tag("a", shown)  # laid out as a link, and none: nothing to focus, nothing to follow
            return tag("a", shown, data_vue=not span.form, data_fichier=bool(span.form), href=where)
        if isinstance(span, Anchor):
            shown = self.words(span.words)
            return shown if self.paper else tag("a", shown, data_ancre=span.part, href=f"#{span.part}")
        if isinstance(span, Sign):
            return tag("i", class_=span.shape)
        if isinstance(span, Strip):
            return _strip(span)
        if isinstance(span, Bar | Track):
            return _bar(span) if isinstance(span, Bar) else _track(span)
        return _scale(span) if isinstance(span, Scale) else Markup("<br>")

    def heading(self, block: Heading) -> Markup:
        return tag(f"h{block.level}", self.words(block.words))

    def paragraph(self, block: Paragraph) -> Markup:
        """Some sentences; a way to another view and nothing else says nothing on paper."""
        if self.paper and isinstance(block.words, Link):
            return EMPTY
        return tag("p", self.words(block.words), class_=block.role, role=block.live)

    def bullets(self, block: Bullets) -> Markup:
        items = joined(tag("li", self.words(item.words) + self.html(item.blocks)) for item in block.items)
        return tag("ol" if block.ordered else "ul", items, class_=block.role)

    def definitions(self, block: Definitions) -> Markup:
        return tag("dl", joined(tag("dt", self.words(a)) + tag("dd", self.words(b)) for a, b in block.entries))

    def folded(self, block: Folded) -> Markup:
        title, body = self.words(block.title), self.html(block.blocks)
        if self.paper and not block.level:
            return body
        if self.paper:
            return tag("section", tag(f"h{block.level}", title) + body, class_=block.role)
        return tag(
            "details",
            tag("summary", title) + body,
            class_=block.role,
            data_volet=block.key,
            open=block.opened,
        )

    def part(self, block: Part) -> Markup:
        name = "section" if block.section or block.label else "div"
        return tag(
            name,
            self.html(block.blocks),
            class_=block.role,
            aria_label=bound(block.label),
            style=_style(block.measures),
        )

    def grid(self, block: Grid) -> Markup:
        block = _over_numbers(block)
        seen = None if block.caption_seen else "hors-vue"
        caption = tag("caption", self.words(block.caption), class_=seen) if block.caption else EMPTY
        head = tag("thead", joined(map(self._row, block.head))) if block.head else EMPTY
        stacked = (block.label and block.role.startswith(_STACKED)) or not _NAMED.isdisjoint(block.role.split())
        names = self._names(block) if stacked else ()
        bodies = joined(tag("tbody", joined(self._row(row, names) for row in body)) for body in block.bodies)
        region: dict[str, str | int] = {"tabindex": 0, "role": "region", "aria_label": bound(block.label)}
        more: dict[str, str | int | None] = {**(region if block.label else {}), "style": _style(block.measures)}
        table = tag("table", caption + head + bodies)
        return tag("div", table, class_=_role(block, named="data-nom=" in bodies), **more)

    def _names(self, block: Grid) -> tuple[str, ...]:
        """What each column is called, its headings read from the top; a phone writes it before each cell."""
        names: dict[int, list[str]] = {}
        taken: set[tuple[int, int]] = set()
        for line, row in enumerate(block.head):
            place = 0
            for cell in row.cells:
                while (line, place) in taken:
                    place += 1
                for column in range(place, place + cell.columns):
                    names.setdefault(column, []).append(self.words(_first(cell.words)).striptags())
                    taken |= {(line + down, column) for down in range(cell.rows)}
                place += cell.columns
        return tuple(", ".join(filter(None, names[column])) for column in sorted(names))

    def _row(self, row: Row, names: Sequence[str] = ()) -> Markup:
        """A row; a phone, which makes a card of it, writes the name of its column before each cell."""
        own = names if len(names) == len(row.cells) else ("",) * len(row.cells)
        cells = joined(self._cell(cell, name) for cell, name in zip(row.cells, own, strict=True))
        return tag("tr", cells, class_=row.role)

    def _cell(self, cell: Cell, column: str = "") -> Markup:
        spans = {"colspan": cell.columns if cell.columns > 1 else None, "rowspan": cell.rows if cell.rows > 1 else None}
        content = self.words(cell.words) + self.html(cell.blocks)
        if column and not cell.heading and isinstance(cell.words, tuple) and len(cell.words) > 1:
            content = tag("div", content)  # one text: beside the name of its column, a card would part its words
        name = "th" if cell.heading else "td"
        return tag(
            name,
            content,
            scope=cell.heading or None,
            class_=cell.role,
            style=_style(cell.measures),
            data_nom=column or None,
            **spans,
        )

    def situation(self, block: Situation) -> Markup:
        return locator_html(
            block.outlines,
            block.geography,
            code=block.departement,
            neighbours=block.neighbours,
            alt=bound(block.alt),
            paper=self.paper,
        )

    def places(self, block: Places) -> Markup:
        links = {code: self.words(link) for code, link in block.links.items()}
        return places_html(links, block.marked, block.geography, None if self.paper else block.outlines)

    def search(self, block: SearchHere) -> Markup:
        if self.paper:
            return EMPTY
        named = tag("span", bound("Rechercher : "), class_="hors-vue") + _text(block.words)
        opens = tag("button", named, type="button", data_palette=True, aria_haspopup="dialog")
        return tag("div", opens + tag("p", self.words(block.tried)), class_="cherche")

    def picture(self, _block: PictureHere) -> Markup:
        """Nothing: the picture is drawn by who writes around it."""
        return EMPTY


_WRITERS: dict[type, Callable[..., Markup]] = {
    Heading: Writer.heading, Paragraph: Writer.paragraph, Bullets: Writer.bullets, Definitions: Writer.definitions,
    Folded: Writer.folded, Part: Writer.part, Grid: Writer.grid, Situation: Writer.situation,
    Places: Writer.places, SearchHere: Writer.search, PictureHere: Writer.picture,
}  # fmt: skip


def written(blocks: Blocks, *, href: Href = plain_href, paper: bool = False) -> Markup:
    """Some blocks as HTML.

    Args:
        href: gives the address of a link.
        paper: for a file to print: no link, nothing folded.
    """
    return Writer(href, paper).html(blocks)


@lru_cache(maxsize=16384)
def _text(text: str) -> Markup:
    return escape(bound(text))


def _after(before: str, text: str) -> Markup:
    """A text whose first space may be bound to the end of the run before it."""
    return escape(bound(before + text)[len(before) :]) if text[:1].isspace() else _text(text)


def _end(span: Span) -> str:
    """The last signs of a marked run; none of what is drawn, or for who listens alone."""
    if isinstance(span, Mark | Link | Anchor):
        words = span.words if isinstance(span.words, tuple) else (span.words,)
        return next(
            (end for last in reversed(words) if (end := last[-12:] if isinstance(last, str) else _end(last))), ""
        )
    return ""


def _scale(scale: Scale) -> Markup:
    """The band, the ticks, the diamond and the dot; their words for who does not see them."""
    marks = []
    if scale.band:
        start, end = scale.band
        marks.append(tag("i", class_="ep-b", style=f"left:{_number(start)}%;width:{_number(end - start)}%"))
    for name, place in (("ep-r", scale.region), ("ep-f", scale.country)):
        if place is not None:
            marks.append(tag("i", class_=name, style=f"left:{_number(place)}%"))
    marks += [tag("i", class_="ep-s", style=f"left:{_number(at)}%") for at in sorted({*(scale.second or ())})]
    if scale.own:
        low, high = scale.own
        wide = f";width:calc({_number(high - low)}% + 14px)" if high > low else ""
        marks.append(tag("i", class_="ep-d", style=f"left:{_number(low)}%{wide}"))
    drawn = tag("span", joined(marks), class_="ep", aria_hidden="true")
    return drawn + tag("span", _text(scale.words), class_="hors-vue") if scale.words else drawn


def _strip(strip: Strip) -> Markup:
    """The line, a dot a département, the two references over them; their words for who does not see them."""
    marks = [("pt", place) for place in strip.dots]
    marks += [(name, at) for name, at in (("to", strip.region), ("tf", strip.country)) if at is not None]
    drawn = joined(tag("i", class_=name, style=f"left:{_number(at)}%") for name, at in marks)
    said = tag("span", _text(strip.words), class_="hors-vue") if strip.words else EMPTY
    return tag("span", drawn, class_="bande", aria_hidden="true") + said


def _bar(bar: Bar) -> Markup:
    """A bar whose side, hue and filling say its sign and what holds it; its length follows the width of the table."""
    side = "hausse" if bar.share > 0 else "baisse" if bar.share < 0 else "stable"
    return tag("i", class_=f"barre {side} {bar.hold}", style=f"--n:{abs(bar.share):.3g};--z:{bar.zero:.3g}")


def _track(track: Track) -> Markup:
    """The marks of a line and its ticks, places in counts; its words stand beside."""
    marks = joined(
        tag("small", _text(words), class_=shape, style=f"--a:{start:g}")
        if words
        else tag("i", class_=shape, style=f"--a:{start:g}" + (f";--b:{end:g}" if end > start else ""))
        for shape, start, end, words in track.marks
    )
    role = f"piste {track.role}".rstrip()
    return tag("span", marks, class_=role, aria_hidden="true", style=f"--n:{track.extent:g}")


def _role(block: Grid, *, named: bool) -> str:
    """The classes of a table, said here once: a style that looks for its cells costs at each change of the page."""
    role = block.role
    if role.startswith("tableau") and any(len(row.cells) >= MANY_COLUMNS for row in block.head):
        role += " a-sept"
    return f"{role} en-fiches" if named and role.startswith(_STACKED) else role


def _over_numbers(block: Grid) -> Grid:
    """A table whose head is aligned as its columns of numbers are."""
    if len(block.head) != 1:
        return block
    heads = block.head[0].cells
    rows = [row.cells for body in block.bodies for row in body if len(row.cells) == len(heads)]
    numbers = [all("nombre" in cell.role for cell in column) for column in zip(*rows, strict=True)]
    if not any(numbers):
        return block
    cells = zip(heads, numbers, strict=True)
    aligned = (replace(cell, role=f"{cell.role} nombre".strip()) if number else cell for cell, number in cells)
    return replace(block, head=(replace(block.head[0], cells=tuple(aligned)),))


def _first(words: Words) -> Words:
    """The first run of some words: a name, without what is said after it."""
    return words[0] if isinstance(words, tuple) and words else words


def _style(measures: Measures) -> str | None:
    return ";".join(f"--{name}:{value:g}" for name, value in measures) or None


def _number(place: float) -> str:
    return f"{round(place, 1):g}"
