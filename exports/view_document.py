"""The document of a view: title, sentence, cautions before numbers, picture, blocks, tables, source, notice, dataset.

That of a département is its brief: two pages, then the annex where the address asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts.drawings.gap_matrix import COUNTS_LEGEND
from charts.drawings.pictures import Maps, Matrix
from charts.words.french import NOT_STATED, count_text, number_text, plural, printed_decimals
from charts.words.typography import bound
from exports.cells import missing, names_a_row
from exports.document import (
    Box,
    Boxes,
    Document,
    Entry,
    Lines,
    Listed,
    Node,
    Nodes,
    Picture,
    Run,
    Runs,
    Sheet,
    Title,
    Turn,
    deeper,
    text_of,
)
from exports.document_widths import widths
from exports.document_words import Writer
from exports.pictures import address_of, drawings, marked
from exports.svg import INK, clean
from exports.tables import REMARKS
from views.carte.views import FIRST_IN_CSV
from views.common import NOTICE, dataset_cover
from views.library import Library
from views.territoire.page import territory_of
from views.territoire.views import printed
from views.view import Table, View

MOST_ROWS, MOST_WIDE_ROWS = 150, 60
"""Rows of a table that a document holds, of one that lies on its side; the workbook holds them all, and the document
says so."""

_WIDE, _SMALL = 8, 5
"""Columns past which a table lies on its side, or is set in small letters."""

_SAME = 4
"""Rows from which a column that says the same everywhere is said once, above."""

_PAGES = 3
"""Parts of a brief that start a page: its two pages, and the annex."""

_SAID = ("Source", "Jeu de données", "Avertissement", "Licence")
"""Lines of the cover that the document says elsewhere, or last."""


def view_document(view: View, library: Library, *, site: str = "") -> Document:
    """The document of a view.

    Args:
        site: address of the server, with its final slash; the path of the view alone without it.
    """
    brief = view.page == "territoire"
    name = territory_of(view, library).name if brief else ""
    own = view.title if view.unsaid else ""  # somebody gave it this title
    return Document(
        title=clean(own) or (bound(f"{name} : fiche de territoire") if brief else clean(view.title)),
        heading=clean(own) or name or clean(view.title),
        nodes=_nodes(view, library, site),
        foot=_foot(library),
        date=library.day.isoformat(),
        subject=library.title,
        size=8.6 if brief else 9.5,
    )


def views_document(views: Sequence[View], library: Library, *, title: str, site: str = "") -> Document:
    """The document of several views: what it holds, then each view on a new page, whole.

    Args:
        title: that of the document.
        site: address of the server, with its final slash; the path of each view alone without it.
    """
    nodes: list[Node] = [Listed(tuple(Entry((Run(clean(view.title)),)) for view in views))] if views else []
    for view in views:
        one = view_document(view, library, site=site)
        nodes += [Turn(), Title(one.heading, 2), *deeper(one.nodes)]
    return Document(
        title=clean(title),
        heading=clean(title),
        nodes=tuple(nodes),
        foot=_foot(library),
        date=library.day.isoformat(),
        subject=library.title,
    )


def _nodes(view: View, library: Library, site: str) -> Nodes:
    """The text of a view, then where all of it is from."""
    cover = dataset_cover(library.dataset)
    address = address_of(view, site)
    nodes = _brief(view, library) if view.page == "territoire" else _told(view, library)
    said = (
        Lines((Run(clean(view.source)),), "source"),
        Lines((Run(f"{bound(cover['Jeu de données'])}. {bound('Adresse de la vue : ')}{address}"),), "source"),
        Lines((Run(bound(cover["Avertissement"]), "fort"),), "source"),
    )
    return (*nodes, *(line for line in said if line.runs[0].text))


def _foot(library: Library) -> str:
    return bound(f"{NOTICE[0].upper()}{NOTICE[1:]}. {dataset_cover(library.dataset)['Jeu de données']}.")


def _brief(view: View, library: Library) -> Nodes:
    """The two pages of a département, and its annex on demand."""
    annexe, territory = bool(view.parameters.get("annexe")), territory_of(view, library)
    cover = dataset_cover(library.dataset)
    notice = Run(bound(cover["Avertissement"]), "fort"), Run(bound(f" {cover['Jeu de données']}."))
    found: list[Node] = [Lines(notice, "reserve"), *_retold(view)]
    for rank, part in enumerate(printed(territory, library.outlines, annexe=annexe)):
        writer = Writer(told=frozenset((territory.name,)))
        found += [Turn()] if 0 < rank < _PAGES else []
        found += writer.nodes((part,))
    return tuple(found)


def _retold(view: View) -> Nodes:
    """What somebody says of a brief in their own words: nothing of one as the page gives it."""
    if not view.finding:
        return ()
    said = (Lines((Run(clean(text)),)) for text in (view.unsaid, view.sentence) if text)
    return (*said, *(Lines((Run(bound(text)),), "reserve") for text in view.cautions[:1]))


def _told(view: View, library: Library) -> Nodes:
    pictures = _pictures(view, library)
    writer = Writer(pictures, frozenset((view.title, view.sentence, *view.cautions)))
    body = writer.nodes(view.blocks)
    if pictures and not any(node in body for node in pictures):
        body = (*pictures, *body)
    sentence = clean(view.sentence)
    begun = any(isinstance(node, Lines) and text_of(node.runs).startswith(sentence) for node in body)
    first: list[Node] = [Lines((Run(sentence),))] if sentence and not begun else []
    first = [Lines((Run(clean(view.unsaid)),)), *first] if view.unsaid else first
    first += [Lines((Run(bound(marked(text))),), "reserve") for text in view.cautions]
    return (*first, *body, *_tables(view), *_cover(view))


def _pictures(view: View, library: Library) -> Nodes:
    """The drawings; a matrix is a table."""
    if isinstance(view.picture, Matrix):
        return _matrix(view.picture.table)
    return tuple(
        Picture(one, 0.8 if isinstance(view.picture, Maps) else 1) for one in drawings(view, library, apart=True)
    )


# ---------------------------------------------------------------- the matrix as a table


def _matrix(table: Mapping[str, Any]) -> Nodes:
    """The matrix of défis, or the overview of gaps, with what its cells say above."""
    defis = table.get("genre") == "defis"
    names = ["Engagement", table["coin"]] if defis else [table["coin"]]
    names += [*table["colonnes"], *(["Plans"] if table.get("compte") else [])]
    head = tuple(Box((Run(bound(name)),), heading=True) for name in names)
    body = tuple(_matrix_row(line, defis=defis, counted=bool(table.get("compte"))) for line in table["lignes"])
    legend = f"{table['legende'][0][1]} ; non priorisé : le schéma régional s'y applique" if defis else COUNTS_LEGEND
    notes: list[Node] = [Lines((Run(bound(f"{legend}.")),))]
    if table.get("absents"):
        notes.append(Lines((Run(table["absents"]["titre"]),)))
    sheet = Sheet((head,), body, widths((head,), body), small=len(names) > _SMALL)
    return (*notes, sheet) if len(names) <= _WIDE else (Turn(True), *notes, sheet, Turn())


def _matrix_row(line: Mapping[str, Any], *, defis: bool, counted: bool) -> Boxes:
    boxes = []
    if defis and line.get("groupe"):
        boxes.append(Box((Run(line["groupe"], "fort"),), heading=True, rows=line["rangs"]))
    name = f"{line['titre']} {line['etiquette']}" if defis else line["titre"]
    boxes.append(Box((Run(name, "fort" if line.get("fort") else ""),), heading=True))
    boxes += [_defi(cell) if defis else _counts(cell) for cell in line["cellules"]]
    if counted:
        boxes.append(Box((Run(line["compte"] + line["sur"]),)))
    return tuple(boxes)


def _defi(cell: Mapping[str, Any]) -> Box:
    if not cell["ton"]:
        return Box((Run("non priorisé", "discret"),), centred=True)
    said = " ".join(part[1] for part in cell["parts"])
    return Box((Run(bound(said), "fort"),), fill=INK["donnee"], ink=INK["sur-encre"], centred=True)


def _counts(cell: Mapping[str, Any]) -> Box:
    tone = cell["ton"].partition("-")[0]
    found = [
        Run(f"{words}  ", "fort" if kind in ("hausse", "baisse") else "")
        for kind, words, count in cell["parts"]
        if count
    ]
    return Box(tuple(found) or (Run("–"),), fill=INK[f"{tone}-pale"] if tone in ("hausse", "baisse") else "")


# ---------------------------------------------------------------- the tables


def _tables(view: View) -> Nodes:
    shown = [table for table in view.tables if table.shown and len(table.frame)]
    if not shown:
        return ()
    found: list[Node] = []
    wide = False
    sheets = [_sheet(table) for table in shown]
    for rank, (caption, notes, sheet) in enumerate(sheets):
        lies = len(sheet.widths) > _WIDE
        if lies != wide:
            found.append(Turn(lies))
            wide = lies
        if not rank:
            found.append(Title("Tableaux", 2))
        found += [Title(caption, 3), *notes, sheet]
    if wide:
        found.append(Turn())
    return tuple(found)


def _sheet(table: Table) -> tuple[str, Nodes, Sheet]:
    """The caption of a table as the page shows it, what is said of it, its rows."""
    whole = table.on_screen(table.frame) if table.on_screen else table.frame
    most = MOST_WIDE_ROWS if len(whole.columns) > _WIDE else MOST_ROWS
    kept = whole.head(most)
    notes: list[Node] = []
    if len(whole) > len(kept):
        total = number_text(len(whole), decimales=0)
        notes.append(_note(f"Les {most} premières lignes sur {total} : le classeur XLSX les a toutes."))
    columns = [str(name) for name in kept.columns]
    texts = {name: _texts(kept[name].tolist(), table.decimals.get(name), name) for name in columns}
    alike = _alike(columns, texts, len(kept))
    if alike:
        notes.append(_note("Partout : " + " ; ".join(f"{name}, {texts[name][0]}" for name in alike) + "."))
    if table.note and table.note != FIRST_IN_CSV:
        notes.append(_note(table.note))
    shown = [name for name in columns if name not in alike]
    head = tuple(Box((Run(clean(name)),), heading=True, figure=name in table.numbers) for name in shown)
    body = tuple(
        tuple(_cell(texts[name][row], first=not rank, figure=name in table.numbers) for rank, name in enumerate(shown))
        for row in range(len(kept))
    )
    caption = table.caption or table.name
    count = len(table.frame)
    if table.counted == "lettres":
        caption += f" ({count_text(count, noun='ligne')})"
    elif table.counted:
        caption += f" ({count} ligne{plural(count)})"
    return clean(caption), tuple(notes), Sheet((head,), body, widths((head,), body), small=len(shown) > _SMALL)


def _note(text: str) -> Lines:
    return Lines((Run(clean(text)),), "source")


def _alike(columns: list[str], texts: Mapping[str, list[str]], count: int) -> list[str]:
    """Columns that say the same in every row; the first stays."""
    if count < _SAME:
        return []
    return [name for name in columns[1:] if len(set(texts[name])) == 1]


def _cell(text: str, *, first: bool, figure: bool) -> Box:
    unknown = text in (NOT_STATED, "–")
    return Box((Run(clean(text), "discret" if unknown else ""),), heading=first, figure=figure)


def _texts(column: list[Any], decimals: int | None, name: str) -> list[str]:
    """The cells of a column as the page writes them."""
    blank, grouped = "–" if name in REMARKS else NOT_STATED, not names_a_row(name)
    return [_text(cell, decimals, grouped=grouped) or blank for cell in column]


def _text(cell: Any, decimals: int | None, *, grouped: bool) -> str:
    if isinstance(cell, list):
        return " ; ".join(cell)
    if missing(cell):
        return ""
    if isinstance(cell, bool) or not pd.api.types.is_number(cell):
        return str(cell)
    whole = pd.api.types.is_integer(cell)
    digits = 0 if whole else printed_decimals(float(cell)) if decimals is None else decimals
    return number_text(float(cell), decimales=digits) if grouped else f"{float(cell):.{digits}f}".replace(".", ",")


def _cover(view: View) -> Nodes:
    """What must be known to read the figures, as the cover of every file says it."""
    lines = {name: text for name, text in view.cover().items() if name not in _SAID and text and text not in view.title}
    if not lines:
        return ()
    entries = (Entry(_labelled(name, text)) for name, text in lines.items())
    return Title("Pour lire ces chiffres", 2), Listed(tuple(entries))


def _labelled(name: str, text: str) -> Runs:
    return Run(clean(f"{name} : "), "fort"), Run(clean(text))
