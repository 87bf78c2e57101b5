"""The offline pack: a folder of pages, tables and sources that opens by a double click, without server nor network.

Views in, bytes out. Pages hold nothing that a browser forbids from a disk: no module, no `fetch`, no `<use>` nor mask
of a neighbour file; one classic script, one style with the fonts inside, inline drawings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from charts.drawings.tokens import page_css
from charts.words import pack_words as words
from charts.words.typography import bound
from exports.file_names import file_name
from exports.fonts import FONTS, fonts_css
from exports.markup import EMPTY, joined, tag
from exports.pack.contents import Chapter, chapters
from exports.pack.page import Files, Frame, Kept, file_list, page_of
from exports.pack.ways import Ways
from exports.steady import archive
from exports.tables import french_csv
from exports.twins import twin
from exports.workbooks import workbook
from views.common import dataset_cover
from views.library import Library
from views.links import page_address
from views.pages import PAGES
from views.registry import view
from views.seance.points import LONE
from views.view import View

ZIP_MIME = "application/zip"
INDEX, SOURCES = "index.html", "sources.html"
_HERE = Path(__file__).parent
_LONGEST = 60

Told = Callable[[int, int, str], None]
"""Views written so far, views in all, title of the next one; what it raises cancels the pack."""


def untold(_done: int, _whole: int, _title: str) -> None:
    """Nobody follows the progress."""


def pack(
    library: Library, asked: Sequence[View], *, style: str = "", folder: str = "dossier-hors-ligne", told: Told = untold
) -> bytes:
    """The pack of some views, as a zip.

    Args:
        asked: one file a view, in this order.
        style: style sheets of the blocks of the pages.
        folder: the one folder that the archive opens into.
        told: called before each view and once at the end.
    """
    files = _files(library, asked, style, told)
    return archive(((f"{folder}/{name}", content) for name, content in files), library.day)


def _files(library: Library, asked: Sequence[View], style: str, told: Told) -> Iterator[tuple[str, bytes]]:
    held = chapters(library, asked)
    frame = Frame(str(library.dataset.about["titre"]), library)
    names = [_names(shown, rank) for rank, shown in enumerate(asked, 1)]
    ways, kept = Ways(held, [one.page for one in names]), Kept()
    yield INDEX, _index(frame, held, names)
    for rank, (chapter, files) in enumerate(zip(held, names, strict=True)):
        told(rank, len(held), chapter.view.title)
        nav = _nav(names, held, rank)
        yield files.page, page_of(frame, chapter, ways, files=files, nav=nav, kept=kept)
        yield from _tables(library, chapter.view, files)
    yield SOURCES, _sources(frame)
    yield "style.css", (fonts_css() + page_css() + style + (_HERE / "pack.css").read_text("utf-8")).encode()
    yield "script.js", (_HERE / "pack.js").read_bytes()
    yield "LICENCE-OFL.txt", (FONTS / "LICENCE-OFL.txt").read_bytes()
    yield "LISEZ-MOI.txt", _read_me(frame)
    told(len(held), len(held), "")


def _names(shown: View, rank: int) -> Files:
    """Names of the files of a view: its rank, its page and the start of its title."""
    page = LONE if shown.kind == LONE else shown.page
    start = f"{rank:02}-" + file_name(page, shown.title, kind="html").removesuffix(".html")[:_LONGEST].strip("-")
    tables = [(f"tableaux/{start}.xlsx", "Tous les tableaux de la vue (XLSX)")] if shown.tables else []
    for place, table in enumerate(shown.tables, 1):
        ending = file_name(table.name, kind="csv")
        tables.append((f"tableaux/{start}-{place}-{ending}", f"{table.name} (CSV)"))
    return Files(f"{start}.html", tuple(tables))


def _tables(library: Library, shown: View, files: Files) -> Iterator[tuple[str, bytes]]:
    if not shown.tables:
        return
    book = workbook(shown.frames(), cover=shown.cover(), decimals=library.decimales, day=library.day)
    yield files.tables[0][0], book
    for (name, _), table in zip(files.tables[1:], shown.tables, strict=True):
        yield name, french_csv(table.frame)


def _nav(names: Sequence[Files], held: Sequence[Chapter], rank: int) -> Markup:
    links = [tag("a", words.INDEX, href=INDEX)]
    for step, said in ((-1, words.PREVIOUS), (1, words.NEXT)):
        if 0 <= rank + step < len(names):
            title = tag("span", bound(f" : {held[rank + step].view.title}"), class_="titre-voisin")
            links.append(tag("a", said + title, href=names[rank + step].page))
    return tag("nav", joined(tag("span", link) for link in links), class_="menu-dossier", aria_label="Dossier")


def _index(frame: Frame, held: Sequence[Chapter], names: Sequence[Files]) -> bytes:
    """The list of the views, what may be chosen in each, their tables."""
    entries = []
    for chapter, files in zip(held, names, strict=True):
        shown = chapter.view
        address = page_address(shown.page, shown.parameters).removeprefix(".")
        choices = words.choices_text([(axis.name, len(axis.options)) for axis in chapter.axes])
        lone = shown.kind == LONE
        said = tag("p", bound(f"{'Point sans vue' if lone else PAGES[shown.page].label}. {choices}".strip()))
        said += EMPTY if lone else tag("p", address, class_="adresse")
        folded = tag("details", tag("summary", words.TABLE_FILES) + file_list(files), class_="pli")
        named = tag("h3", tag("a", bound(shown.title), href=files.page))
        entries.append(tag("li", named + said + (folded if files.tables else EMPTY)))
    cover = dataset_cover(frame.library.dataset)
    number = len(entries)
    first = tag("p", bound(f"{cover['Jeu de données']}. {cover['Avertissement']}"), class_="phrase")
    views = tag("h2", bound(f"{number} vue{'s' if number > 1 else ''}")) + tag("ol", joined(entries), class_="vues")
    ways = tag("p", bound(words.FILES_READING)) + tag("p", bound(words.LEADS))
    more = tag("p", tag("a", words.SOURCES, href=SOURCES))
    return frame.page(words.TITLE, first + views + tag("h2", "Lire ce dossier") + ways + more, kind="dossier")


def _sources(frame: Frame) -> bytes:
    """The documents of the dataset, and the licences."""
    shown = view(frame.library, "sources", {"vue": ["documents"]})
    jeu = frame.library.dataset.about
    said = tag("p", bound(f"Données sous licence : {jeu['licence']}. Chaque chiffre d'une vue donne son document."))
    tables = joined(tag("h2", bound(table.caption or table.name)) + twin(table) for table in shown.tables)
    nav = tag("nav", tag("a", words.INDEX, href=INDEX), class_="menu-dossier", aria_label="Dossier")
    return frame.page(words.SOURCES, said + tables, kind="sources", nav=nav)


def _read_me(frame: Frame) -> bytes:
    cover, jeu = dataset_cover(frame.library.dataset), frame.library.dataset.about
    text = words.READ_ME.format(
        title=f"{jeu['titre']} : {words.TITLE.lower()}",
        dataset=cover["Jeu de données"],
        notice=cover["Avertissement"],
        licence=jeu["licence"],
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")
