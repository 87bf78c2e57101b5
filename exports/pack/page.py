"""One file of the pack: a view, and those that its choices show, already written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from charts.blocks.records import (
    Block,
    Blocks,
    Bullets,
    Folded,
    Heading,
    Link,
    Paragraph,
    Part,
    PictureHere,
    SearchHere,
    plain,
)
from charts.words import pack_words as words
from charts.words.typography import bound, bound_html
from exports.html import Href, written
from exports.markup import EMPTY, document, joined, tag, void
from exports.pack.contents import Chapter, Turn
from exports.pack.pictures import picture_html
from exports.pack.ways import Ways
from exports.pictures import flattened, marked
from exports.twins import twin
from views.common import dataset_cover
from views.ecarts.views import CLICK
from views.library import Library
from views.links import page_address
from views.seance.points import LONE
from views.view import Table, View

MOST_ROWS = 400
"""Rows of a table that a page holds; its files hold them all."""

FIRST_CAUTIONS = 6
"""Cautions seen at once, the strongest; those after them are unfolded by the reader."""

Kept = dict[tuple[str, ...], Markup]
"""Parts of a pack by the address of their view and its words, which a reader may have changed."""

_SECTION = re.compile(r'class="(territoire (territoire-[a-z]+))"')


@dataclass(frozen=True)
class Files:
    """The names of the files of a view, from the root of the pack.

    Attributes:
        page: its HTML.
        tables: those of its tables, each with its words.
    """

    page: str
    tables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Frame:
    """What every page of a pack has around its content.

    Attributes:
        product: name of the tool.
        library: the dataset of its last lines.
    """

    product: str
    library: Library

    def page(self, title: str, body: Markup, *, kind: str, nav: Markup = EMPTY, choice: Markup = EMPTY) -> bytes:
        """A whole page.

        Args:
            title: its first heading.
            kind: page of the tool that its style is that of.
            nav: ways to the other pages of the pack.
            choice: what may be chosen in it, under its title.
        """
        cover = dataset_cover(self.library.dataset)
        name = bound(title)
        head = joined(
            (
                tag("title", f"{name} - {self.product}"),
                void("meta", name="viewport", content="width=device-width, initial-scale=1"),
                void("meta", name="color-scheme", content="light dark"),
                void("link", rel="stylesheet", href="style.css"),
            )
        )
        skip = tag("a", words.SKIP, class_="eviter", href="#contenu")
        mark = tag("p", tag("strong", bound(self.product)) + bound(f" : {words.TITLE.lower()}"), class_="marque")
        notice = tag("p", tag("strong", bound(cover["Avertissement"])) + bound(f" {cover['Jeu de données']}."))
        main = tag("main", tag("h1", name) + choice + body, id="contenu", class_="lecture", tabindex=-1)
        script = tag("script", src="script.js")
        inside = skip + tag("header", mark + nav) + main + tag("footer", notice + nav, class_="pied") + script
        return document(head=head, body=inside, class_=f"page-{kind}", data_produit=self.product).encode()


def page_of(frame: Frame, chapter: Chapter, ways: Ways, *, files: Files, nav: Markup, kept: Kept) -> bytes:
    """The file of a chapter.

    Args:
        kept: parts already written in this pack.
    """
    view, parts = chapter.view, []
    for rank, turn in enumerate(chapter.turns):
        shown = turn.view
        said = (page_address(view.page, shown.parameters), shown.title, shown.sentence, *shown.cautions, str(not rank))
        if said not in kept:
            name, href = f"d{len(kept)}", ways.of(shown)
            kept[said] = part_html(shown, frame.library, href, name=name, whole=not rank)
        parts.append(_part(chapter, turn, rank, kept[said] + (EMPTY if rank else _files(files))))
    others = tag("h2", words.OTHERS, class_="autres") if len(parts) > 1 else EMPTY
    body = parts[0] + others + joined(parts[1:])
    return frame.page(view.title, body, kind=view.page, nav=nav, choice=_choice(chapter))


def _part(chapter: Chapter, turn: Turn, rank: int, body: Markup) -> Markup:
    """What a choice shows: in sight for the first, folded without the script for the others."""
    named = {"id": f"p{rank}", "class_": "partie", "data_titre": bound(turn.view.title)}
    named["data_choix"] = " ".join(map(str, turn.at))
    if not rank:
        return tag("section", body, **named)
    said = tag("summary", bound(f"{chapter.said(turn)} - {turn.view.title}"))
    return tag("details", said + body, **named)


def _choice(chapter: Chapter) -> Markup:
    """The lists of a file, shown by its script alone."""
    if not chapter.axes:
        return EMPTY
    lists = []
    for rank, axis in enumerate(chapter.axes):
        here = chapter.turns[0].at[rank]
        options = joined(
            tag("option", bound(option), value=str(at), selected=at == here) for at, option in enumerate(axis.options)
        )
        lists.append(tag("label", tag("span", bound(axis.name)) + tag("select", options, autocomplete="off")))
    status = tag("p", "", role="status", class_="hors-vue")
    return tag("form", joined(lists) + status, class_="choix-vue", hidden=True, aria_label=words.CHOICE)


def part_html(view: View, library: Library, href: Href, *, name: str, whole: bool = True) -> Markup:
    """A view without its title: reservations first, then sentence, filters, picture, blocks, tables, source.

    Args:
        name: starts the names of what its drawings hold.
        whole: with all its tables; the first alone otherwise.
    """
    picture = picture_html(view, library, name=name)
    before, behind = _split(_kept(view.blocks, href, view, drawn=bool(picture)))
    first_words, last_words = written(before, href=href), written(behind, href=href)
    told = Markup(_SECTION.sub(r'id="\2" class="\1"', str(first_words + picture + last_words)))
    said = bound(view.sentence) in (first_words + last_words).unescape()
    sentence = EMPTY if said else tag("p", bound(view.sentence), class_="phrase")
    finding = tag("p", bound(view.unsaid), class_="phrase") if view.unsaid else EMPTY
    first = next((one.level for one in flattened((*before, *behind)) if isinstance(one, Heading)), 3)
    reading = tag("h2", words.READING, class_="hors-vue") if first > 2 and told else EMPTY
    parts = (
        _cautions(view),
        finding,
        sentence,
        written(_kept(_lead(view.lead(), href), href, view), href=href),
        reading + tag("div", told, class_="corps"),
        _tables(view, whole=whole),
        _source(view),
    )
    return joined(part for part in parts if part)


def _cautions(view: View) -> Markup:
    if not view.cautions:
        return EMPTY
    said = [tag("li", bound(marked(caution))) for caution in view.cautions]
    listed = tag("ul", joined(said[:FIRST_CAUTIONS]))
    if len(said) > FIRST_CAUTIONS:
        more = tag("summary", bound(words.more_cautions(len(said) - FIRST_CAUTIONS)))
        listed += tag("details", more + tag("ul", joined(said[FIRST_CAUTIONS:])))
    return tag("section", tag("h2", words.BEFORE) + listed, class_="reserves")


def _tables(view: View, *, whole: bool) -> Markup:
    shown = [table for table in view.tables if table.shown][: None if whole else 1]
    if not shown:
        return EMPTY
    folded = joined(
        tag("details", tag("summary", bound(table.caption or table.name)) + _twin(table), class_="pli", open=alone)
        for table in shown
        for alone in (not view.blocks and view.picture is None,)
    )
    return tag("h2", words.TABLES) + folded


def _twin(table: Table) -> Markup:
    whole = len(table.frame)
    shown = replace(table, rows=MOST_ROWS if whole > MOST_ROWS else 0, compute=lambda: table.frame)
    body = Markup(bound_html(twin(shown)))
    return body + tag("p", bound(words.rest_text(MOST_ROWS, whole))) if whole > MOST_ROWS else body


def _source(view: View) -> Markup:
    if view.kind == LONE:
        return EMPTY
    address = page_address(view.page, view.parameters).removeprefix(".")
    lines = [tag("p", bound(view.source))] if view.source else []
    shown = tag("span", address, class_="adresse")
    lines.append(tag("p", Markup(bound("Adresse de la vue dans l'outil : ")) + shown))
    return tag("section", tag("h2", words.SOURCE) + joined(lines), class_="source-vue")


def _files(files: Files) -> Markup:
    if not files.tables:
        return EMPTY
    return tag("section", tag("h2", words.TABLE_FILES) + file_list(files), class_="fichiers-vue")


def file_list(files: Files) -> Markup:
    """The files of the tables of a view."""
    return tag("ul", joined(tag("li", tag("a", bound(said), href=name)) for name, said in files.tables))


def _split(blocks: Blocks) -> tuple[Blocks, Blocks]:
    for rank, block in enumerate(blocks):
        if isinstance(block, PictureHere):
            return blocks[:rank], blocks[rank + 1 :]
    return (), blocks


def _kept(blocks: Sequence[Block], href: Href, view: View, *, drawn: bool = False) -> Blocks:
    """Blocks without what has no use in a file: the search, a lone way that leads nowhere, what was said or drawn."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, SearchHere) or (isinstance(block, Paragraph | Heading) and _needless(block, href, view)):
            continue
        if drawn and isinstance(block, Bullets) and block.role == "legende-ecarts":
            continue
        if isinstance(block, Part | Folded):
            block = replace(block, blocks=_kept(block.blocks, href, view, drawn=drawn))
        elif isinstance(block, Paragraph) and isinstance(block.words, str):
            block = replace(block, words=block.words.replace(CLICK, ""))
        found.append(block)
    return tuple(found)


def _lead(blocks: Blocks, href: Href) -> Blocks:
    """The line of the filters without its ways to views that the pack has not: here they would say nothing."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Part):
            block = replace(block, blocks=_lead(block.blocks, href))
        elif isinstance(block, Paragraph) and isinstance(block.words, tuple):
            spans = (span for span in block.words if not isinstance(span, Link) or href(span))
            block = replace(block, words=tuple(spans))
        found.append(block)
    return tuple(found)


def _needless(block: Paragraph | Heading, href: Href, view: View) -> bool:
    """A lone link that leads nowhere here; what stands above already; what is said beside the links to files."""
    if isinstance(block, Heading):
        return plain(block.words) == view.title
    if isinstance(block.words, Link):
        return not href(block.words)
    above = (*view.cautions, *map(marked, view.cautions))
    return block.role == "quel-fichier" or plain(block.words).strip() in above
