"""What a DOCX needs that python-docx does not say by itself: language, header rows, alternative texts, styles."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from charts.drawings.tokens import colours
from exports.document import Box, Run
from exports.markup import joined
from exports.svg import clean

_INK = colours("clair")
_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""

SANS, SERIF = "Arial", "Georgia"
"""Fonts that every office has, or has one as wide for: ours are not on the machine of who receives the document."""


def in_french(made: Any) -> None:
    """French for every word: in the defaults of the document, where `/Lang` of a converted PDF comes from."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    defaults = made.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), "fr-FR")


def cell_styles(size: float) -> dict[float, str]:
    """The style of the cells of a table by the points of its letters, the largest first, in letters of a size."""
    return {size - 1.5: "Cellule"} | {
        size - less: f"Cellule {size - less:g}".replace(".", ",") for less in (2, 2.5, 3, 3.5)
    }


def style_document(made: Any, *, size: float) -> None:
    """The look of the house, as styles that an office can change at once."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    _font(made.styles["Normal"], SANS, size, _INK["encre"])
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    for level, points in ((1, 20), (2, 13.5), (3, 11.5), (4, 10.5), (5, 10), (6, 10)):
        style = made.styles[f"Heading {level}"]
        _font(style, SERIF if level < 3 else SANS, points, _INK["encre"])
        style.font.bold, style.font.italic = True, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8 if level > 1 else 0), Pt(3)
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3"):
        made.styles[name].paragraph_format.space_after = Pt(2)
    _font(made.styles["Footer"], SANS, 8, _INK["encre-2"])
    for name, points, ink in (
        ("Réserve", size, "encre"),
        ("Mention", size - 1, "encre-2"),
        *((name, points, "encre") for points, name in cell_styles(size).items()),
        ("Puce de cellule", size - 1.5, "encre"),
        ("Image", size, "encre"),
    ):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        _font(style, SANS, points, _INK[ink])
        style.paragraph_format.space_after = Pt(0 if name.startswith("Cellule") else 3)
    bullet = made.styles["List Bullet"].element.pPr.numPr
    made.styles["Puce de cellule"].element.get_or_add_pPr()._insert_numPr(deepcopy(bullet))
    made.styles["Puce de cellule"].paragraph_format.left_indent = Mm(3)
    made.styles["Puce de cellule"].paragraph_format.first_line_indent = Mm(-3)
    _ground(made.styles["Réserve"], _INK["reserve-fond"], _INK["reserve-bord"])
    _table_style(made)


def _font(style: Any, name: str, size: float, ink: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = name, Pt(size)
    style.font.color.rgb = RGBColor.from_string(ink[1:].upper())
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for own in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(own), None)


def _ground(style: Any, fill: str, edge: str) -> None:
    """A coloured ground and a bar at the left."""
    properties = style.element.get_or_add_pPr()
    borders = _element("w:pBdr")
    borders.append(_element("w:left", val="single", sz="18", space="6", color=edge[1:]))
    for child in (borders, _element("w:shd", val="clear", color="auto", fill=fill[1:])):
        properties.insert_element_before(
            child, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )


def _table_style(made: Any) -> None:
    """Thin lines between the rows."""
    from docx.enum.style import WD_STYLE_TYPE

    style = made.styles.add_style("Tableau", WD_STYLE_TYPE.TABLE)
    style.base_style = made.styles["Normal Table"]
    properties, borders = _element("w:tblPr"), _element("w:tblBorders")
    for side, thick, ink in (("top", "8", "encre"), ("bottom", "4", "bord"), ("insideH", "4", "filet")):
        borders.append(_element(f"w:{side}", val="single", sz=thick, space="0", color=_INK[ink][1:]))
    properties.append(borders)
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="50", type="dxa"))
    properties.append(margins)
    style.element.append(properties)


def set_style(paragraph: Any, name: str) -> None:
    """The style of a paragraph by its identifier: python-docx would seek its name through all of them."""
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = name


@dataclass(frozen=True)
class Placed:
    """A box in a row; `first` is false where one above goes on."""

    box: Box
    first: bool


def table_xml(
    rows: Sequence[Sequence[tuple[int, Placed]]], widths: Sequence[float], *, heads: int, style: str, cell: str
) -> Any:
    """A table: rows of headings repeated on each page, no row cut at the end of one.

    Args:
        rows: boxes with their column.
        widths: millimetres of each column.
        heads: how many rows are headings.
        style, cell: identifiers of the style of the table, of its paragraphs.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    size = [round(width * _TWIPS) for width in widths]
    grid = joined(Markup('<w:gridCol w:w="{}"/>').format(width) for width in size)
    look = Markup('<w:tblStyle w:val="{}"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/>').format(
        style, sum(size)
    )
    lines = joined(_row(row, size, head=rank < heads, style=cell) for rank, row in enumerate(rows))
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr>{look}<w:tblLook w:firstRow="1" w:val="0020"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _row(row: Sequence[tuple[int, Placed]], size: Sequence[int], *, head: bool, style: str) -> Markup:
    marked = Markup("<w:cantSplit/><w:tblHeader/>") if head else Markup("<w:cantSplit/>")
    cut = any(placed.box.nodes for _, placed in row)  # a row of long texts may go on on the next page
    cells = joined(_cell(placed, sum(size[at : at + placed.box.columns]), head, style) for at, placed in row)
    kept = Markup("<w:tblHeader/>") if head and cut else Markup("") if cut else marked
    return Markup("<w:tr><w:trPr>{}</w:trPr>{}</w:tr>").format(kept, cells)


def _cell(placed: Placed, width: int, head: bool, style: str) -> Markup:
    box = placed.box
    group = head or (box.heading and box.columns > 1)
    parts = [Markup('<w:tcW w:w="{}" w:type="dxa"/>').format(width)]
    if box.columns > 1:
        parts.append(Markup('<w:gridSpan w:val="{}"/>').format(box.columns))
    if box.rows > 1:
        parts.append(Markup('<w:vMerge w:val="restart"/>') if placed.first else Markup("<w:vMerge/>"))
    if box.fill or group:
        parts.append(
            Markup('<w:shd w:val="clear" w:color="auto" w:fill="{}"/>').format((box.fill or _INK["creux"])[1:])
        )
    side = "right" if box.figure else "center" if box.centred else ""
    aligned = Markup('<w:jc w:val="{}"/>').format(side) if side else Markup("")
    words = joined(_run(run, ink=box.ink, bold=group) for run in box.runs) if placed.first else Markup("")
    return Markup('<w:tc><w:tcPr>{}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr>{}</w:p></w:tc>').format(
        joined(parts), style, aligned, words
    )


def _run(run: Run, *, ink: str, bold: bool) -> Markup:
    if run.style == "fin":
        return Markup("<w:r><w:br/></w:r>")
    colour = ink or (_INK["encre-2"] if run.style == "discret" else "")
    look = joined(
        (
            Markup("<w:b/>") if bold or run.style == "fort" else Markup(""),
            Markup("<w:strike/>") if run.style == "retire" else Markup(""),
            Markup('<w:color w:val="{}"/>').format(colour[1:]) if colour else Markup(""),
            Markup('<w:u w:val="single"/>') if run.style == "insere" else Markup(""),
        )
    )
    return Markup('<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>').format(look, clean(run.text))


def as_drawing(shape: Any, name: str, alt: str) -> None:
    """The alternative of a picture."""
    said = shape._inline.docPr
    said.set("name", name)
    said.set("descr", alt)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made
