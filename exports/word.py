"""A document as DOCX: the same as its PDF, to be changed by hand; French, styles, header rows, alternative texts.

The picture is a PNG large enough to be projected. The same bytes for the same dataset: what python-docx dates with
the hour, its parts and its properties, is dated with the dataset.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exports.document import (
    Beside,
    Box,
    Boxes,
    Document,
    Lines,
    Listed,
    Node,
    Nodes,
    Picture,
    Runs,
    Sheet,
    Title,
    Turn,
)
from exports.document_widths import office_widths
from exports.svg import INK, Drawing
from exports.typeset import png
from exports.view_document import view_document, views_document
from exports.word_xml import Placed, as_drawing, cell_styles, in_french, set_style, style_document, table_xml
from views.library import Library
from views.view import View

DOCX_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARGIN_MM, _PAGE_MM = 16, (210, 297)
_TALLEST = 1.2
_LONGEST = 255
"""Letters of a property of the file."""

_DEEPEST, _SIDE = 4, 0.4


def view_docx(view: View, library: Library, *, site: str = "") -> bytes:
    """The document of a view."""
    return docx(view_document(view, library, site=site))


def views_docx(views: Sequence[View], library: Library, *, title: str, site: str = "") -> bytes:
    """The document of several views, each on a new page."""
    return docx(views_document(views, library, title=title, site=site))


def docx(document: Document) -> bytes:
    """A document, at the date of its dataset."""
    import docx as python_docx

    made = python_docx.Document()
    when = datetime.fromisoformat(document.date)
    style_document(made, size=document.size)
    in_french(made)
    said = made.core_properties
    title = document.title
    said.title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    said.subject, said.language, said.author = document.subject, "fr-FR", document.subject
    said.created = said.modified = when
    said.comments, said.keywords, said.last_modified_by, said.revision = document.foot, "", "", 1
    _paper(made.sections[0], wide=False)
    foot = made.sections[0].footer.paragraphs[0]
    foot.text, foot.style = document.foot, made.styles["Footer"]
    made.add_heading(document.heading, 1)
    _Writer(made, {style.name: style.style_id for style in made.styles}, cell_styles(document.size)).write(
        document.nodes
    )
    return _dated(made, when)


def _dated(made: Any, when: datetime) -> bytes:
    """The file with one date in all its parts."""
    raw, sink = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with ZipFile(raw) as found, ZipFile(sink, "w", ZIP_DEFLATED) as kept:
        for name in found.namelist():
            part = ZipInfo(name, (when.year, when.month, when.day, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            kept.writestr(part, found.read(name))
    return sink.getvalue()


def _paper(section: Any, *, wide: bool) -> None:
    """A4, upright or on its side."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = _PAGE_MM[::-1] if wide else _PAGE_MM
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)


_STYLES = {"reserve": "Réserve", "source": "Mention"}


class _Writer:
    """Writes nodes in a document, or in a cell of it."""

    def __init__(
        self, made: Any, styles: Mapping[str, str], cells: Mapping[float, str], where: Any = None, *, room: float = 0
    ) -> None:
        """Write at the end.

        Args:
            styles: identifier of each style by its name.
            cells: style of the cells of a table by the points of its letters, the largest first.
            where: the document itself when None, else a cell.
            room: millimetres of width.
        """
        self.made, self.where = made, made if where is None else where
        self.wide, self.styles, self.cells = False, styles, cells
        self.plain = "" if where is None else "Cellule"
        self.room = room or _PAGE_MM[0] - 2 * _MARGIN_MM

    def write(self, nodes: Nodes) -> None:
        """Some nodes."""
        for node in nodes:
            self._node(node)

    def _node(self, node: Node) -> None:
        if isinstance(node, Title):
            self._paragraph(f"Heading {min(node.level, 6)}").add_run(node.text)
        elif isinstance(node, Lines):
            if node.role != "dessin":  # the scales that it explains are words here
                self._runs(self._paragraph(_STYLES.get(node.role, self.plain)), node.runs)
        elif isinstance(node, Listed):
            self._listed(node, 0)
        elif isinstance(node, Picture):
            self._picture(node)
        elif isinstance(node, Beside):
            self.write(node.left)
            self.room, whole = self.room * _SIDE, self.room
            self.write(node.right)
            self.room = whole
        elif isinstance(node, Turn):
            self._turn(node)
        else:
            self._table(node)

    def _paragraph(self, style: str = "") -> Any:
        added = self.where.add_paragraph()
        if style:
            set_style(added, self.styles[style])
        return added

    def _listed(self, node: Listed, depth: int) -> None:
        style = "List Bullet" if not depth else f"List Bullet {min(depth + 1, 3)}"
        style = "Puce de cellule" if self.plain else style
        for entry in node.entries:
            if entry.runs:
                self._runs(self._paragraph(style), entry.runs)
            for under in entry.nodes:
                if isinstance(under, Listed) and depth < _DEEPEST:
                    self._listed(under, depth + 1)
                else:
                    self._node(under)

    def _runs(self, paragraph: Any, runs: Runs, *, ink: str = "", bold: bool = False) -> None:
        from docx.shared import RGBColor

        for run in runs:
            if run.style == "fin":
                paragraph.add_run().add_break()
                continue
            added = paragraph.add_run(run.text)
            added.bold = True if bold or run.style == "fort" else None
            added.font.strike = True if run.style == "retire" else None
            added.underline = True if run.style == "insere" else None
            colour = ink or (INK["encre-2"] if run.style == "discret" else "")
            if colour:
                added.font.color.rgb = RGBColor.from_string(colour[1:].upper())

    def _picture(self, node: Picture) -> None:
        share = min(node.share, _TALLEST * node.drawing.width / node.drawing.height)
        self._drawn(self._paragraph("Image"), node.drawing, self.room * share)

    def _drawn(self, paragraph: Any, drawing: Drawing, width: float) -> None:
        from docx.shared import Mm

        image = io.BytesIO(png(drawing.svg(), drawing.width, drawing.height))
        shape = paragraph.add_run().add_picture(image, width=Mm(width))
        as_drawing(shape, drawing.name, drawing.alt)

    def _turn(self, node: Turn) -> None:
        if node.wide == self.wide:  # pages are left to the office
            return
        self.wide = node.wide
        _paper(self.made.add_section(), wide=node.wide)
        self.room = _PAGE_MM[node.wide] - 2 * _MARGIN_MM

    def _table(self, node: Sheet) -> None:
        """A table at once: cell by cell, python-docx would take seconds."""
        from docx.table import Table, _Cell

        shares: Sequence[float] = node.widths
        cell = "Cellule"
        if not any(box.nodes for row in node.body for box in row):
            points, shares = office_widths(node.head, node.body, room=self.room, sizes=[*self.cells])
            cell = self.cells[points]
        widths = [self.room * part / sum(shares) for part in shares]
        placed = _placed([*node.head, *node.body], len(widths))
        made = table_xml(placed, widths, heads=len(node.head), style=self.styles["Tableau"], cell=self.styles[cell])
        where = self.where._body._body if self.where is self.made else self.where._tc
        last = where[-1] if self.where is self.made else None
        if last is None:
            where.append(made)
        else:
            last.addprevious(made)
        table = Table(made, self.where)
        cells = [cell for row in made.tr_lst for cell in row.tc_lst]
        for cell, box in zip(cells, [box for row in placed for _, box in row], strict=True):
            if box.first and box.box.nodes:
                room = sum(widths) * box.box.columns / len(widths)
                _Writer(self.made, self.styles, self.cells, _Cell(cell, table), room=room).write(box.box.nodes)
                if not box.box.runs:
                    cell.remove(cell.p_lst[0])
        set_style(self.where.add_paragraph(), self.styles["Mention"])


def _placed(rows: Sequence[Boxes], columns: int) -> list[list[tuple[int, Placed]]]:
    """Each box with its column; under one that spans rows, a box that goes on with it."""
    found: list[list[tuple[int, Placed]]] = []
    held: dict[int, tuple[int, Placed]] = {}
    for row in rows:
        placed: list[tuple[int, Placed]] = []
        column, boxes = 0, iter(row)
        while column < columns:
            left, above = held.get(column, (0, None))
            if left and above is not None:
                own = replace(above, first=False)
                held[column] = (left - 1, above)
            else:
                box = next(boxes, Box())
                own = Placed(box, first=True)
                held[column] = (box.rows - 1, own)
            placed.append((column, own))
            column += own.box.columns
        found.append(placed)
    return found
