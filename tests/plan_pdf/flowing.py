"""The plan written by reportlab and by fpdf2."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from tests.plan_pdf.model import Box, Break, Columns, Invented, Part, Style, Table, Text

_FACE = Path(__file__).resolve().parents[2] / "exports" / "polices" / "territoires-sans.ttf"
_MARGIN = 50


def reportlab_pdf(plan: Invented, path: Path) -> None:
    """Platypus: long tables, merged cells, repeated headings."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    size = landscape(A4) if plan.style.turned else A4
    width = size[0] - 2 * _MARGIN

    def footer(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 7)
        if plan.style.footer:
            canvas.drawString(250, 30, f"Plan inventé | page {document.page}")

    flow: list[Any] = []
    for part in plan.parts:
        flow += [PageBreak()] if isinstance(part, Break) else _flowables(part, plan.style, width)
    document = SimpleDocTemplate(str(path), pagesize=size, leftMargin=_MARGIN, rightMargin=_MARGIN)
    document.build(flow, onFirstPage=footer, onLaterPages=footer)


def _flowables(part: Part, style: Style, width: float) -> list[Any]:
    from reportlab.platypus import LongTable, Paragraph

    if isinstance(part, Table):
        return [_long_table(part, style, width)]
    if isinstance(part, Columns):
        sides = [[flow for text in side for flow in _flowables(text, style, width)] for side in (part.left, part.right)]
        return [LongTable([sides], colWidths=[width * 0.33, width * 0.67], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])]
    sign = "•" if part.kind == "item" else None
    return [Paragraph(escape(part.text), _paragraph_style(part, style), bulletText=sign)]


def _paragraph_style(part: Text, style: Style) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    size = style.size * {"title": 1.6, "heading": 1.2}.get(part.kind, 1)
    font = "Helvetica-Bold" if part.kind in ("title", "heading") else "Helvetica"
    indent = 12 if part.kind == "item" else 0
    return ParagraphStyle("x", fontName=font, fontSize=size, leading=1.2 * size, spaceAfter=4, leftIndent=indent)


def _long_table(table: Table, style: Style, width: float) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph

    words = ParagraphStyle("c", fontName="Helvetica", fontSize=style.size, leading=1.2 * style.size)
    centred = ParagraphStyle("v", parent=words, alignment=1)
    rows, spans = [], []
    for down, row in enumerate([*table.head, *table.body]):
        cells: list[Any] = []
        for across, box in enumerate(row):
            if box is None:
                cells.append("")
                continue
            mark = f"<super size='{0.6 * style.size}'>{box.mark}</super>" if box.mark else ""
            cells.append(Paragraph(escape(box.text) + mark, centred if across > 1 else words))
            if box.rows * box.cols > 1:
                spans.append(("SPAN", (across, down), (across + box.cols - 1, down + box.rows - 1)))
        rows.append(cells)
    rules: list[Any] = {
        "full": [("GRID", (0, 0), (-1, -1), 0.5, "black")],
        "horizontal": [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")],
        "none": [],
    }[style.rules]
    if style.zone == "middle":
        rules += [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    each = [width * share / sum(table.widths) for share in table.widths]
    return LongTable(rows, colWidths=each, repeatRows=len(table.head), style=[*spans, *rules])


def fpdf_pdf(plan: Invented, path: Path) -> None:
    """fpdf2: its own tables."""
    from fpdf import FPDF

    style = plan.style

    class Sheet(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("Face", size=7)
            if style.footer:
                self.cell(0, 5, f"Plan inventé | page {self.page_no()}", align="C")

    sheet = Sheet(orientation="landscape" if style.turned else "portrait", format="A4", unit="mm")
    sheet.add_font("Face", "", _FACE)
    sheet.add_font("Face", "B", _FACE)
    sheet.set_margin(18)
    sheet.add_page()
    for part in plan.parts:
        if isinstance(part, Break):
            sheet.add_page()
        elif isinstance(part, Table):
            _fpdf_table(sheet, part, style)
        else:
            _fpdf_texts(sheet, part, style)
    sheet.output(str(path))


def _fpdf_texts(sheet: Any, part: Text | Columns, style: Style) -> None:
    if isinstance(part, Text):
        _fpdf_text(sheet, part, style, sheet.l_margin, sheet.epw)
        return
    top, width = sheet.get_y(), sheet.epw
    for text in part.left:
        _fpdf_text(sheet, text, style, sheet.l_margin, width * 0.3)
    low = sheet.get_y()
    sheet.set_y(top)
    for text in part.right:
        _fpdf_text(sheet, text, style, sheet.l_margin + width * 0.35, width * 0.65)
    sheet.set_y(max(low, sheet.get_y()))


def _fpdf_text(sheet: Any, part: Text, style: Style, left: float, width: float) -> None:
    size = style.size * {"title": 1.6, "heading": 1.2}.get(part.kind, 1)
    sheet.set_font("Face", "B" if part.kind in ("title", "heading") else "", size)
    sheet.set_x(left)
    text = f"• {part.text}" if part.kind == "item" else part.text
    sheet.multi_cell(width, 0.45 * size, text, align="L", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(1.5)


def _fpdf_table(sheet: Any, table: Table, style: Style) -> None:
    from fpdf.enums import TableBordersLayout, VAlign

    layouts = {"full": TableBordersLayout.ALL, "horizontal": TableBordersLayout.HORIZONTAL_LINES}
    sheet.set_font("Face", "", style.size)
    with sheet.table(
        borders_layout=layouts.get(style.rules, TableBordersLayout.NONE),
        col_widths=table.widths,
        num_heading_rows=len(table.head),
        line_height=0.5 * style.size,
        text_align="LEFT",
        v_align=VAlign.M if style.zone == "middle" else VAlign.T,
    ) as printed:
        for row in [*table.head, *table.body]:
            line = printed.row()
            for box in row:
                if box is not None:
                    line.cell(_marked(box), rowspan=box.rows, colspan=box.cols)


def _marked(box: Box) -> str:
    """fpdf2 raises nothing inside a cell: the mark is a raised sign."""
    return box.text + "".join("¹²³"[int(mark) - 1] for mark in box.mark)
