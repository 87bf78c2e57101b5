"""The plan as a DOCX that LibreOffice prints, where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.plan_pdf.model import Break, Columns, Invented, Part, Style, Table, Text

SOFFICE = shutil.which("soffice")
_SECONDS = 120


def libreoffice_pdf(plan: Invented, path: Path, *, tagged: bool = False) -> None:
    """Write the DOCX, then its PDF."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / f"{path.stem}.docx"
        _document(plan).save(str(written))
        told = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                f"pdf:writer_pdf_Export:{told}",
                "--outdir",
                folder,
                str(written),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        shutil.copy(written.with_suffix(".pdf"), path)


def _document(plan: Invented) -> Any:
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(plan.style.size)
    if plan.style.footer:
        document.sections[0].footer.paragraphs[0].text = "Plan inventé"
    for part in plan.parts:
        _add(document, part, plan.style)
    return document


def _add(document: Any, part: Part, style: Style) -> None:
    if isinstance(part, Break):
        document.add_page_break()
    elif isinstance(part, Table):
        _table(document, part, style)
    elif isinstance(part, Columns):
        sides = document.add_table(rows=1, cols=2).rows[0].cells
        for cell, texts in zip(sides, (part.left, part.right), strict=True):
            for text in texts:
                _text(cell, text)
    else:
        _text(document, part)


def _text(holder: Any, part: Text) -> None:
    paragraph = holder.add_paragraph(part.text, style="List Bullet" if part.kind == "item" else None)
    if part.kind in ("title", "heading"):
        paragraph.runs[0].bold = True


def _table(document: Any, part: Table, style: Style) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Pt

    rows = [*part.head, *part.body]
    table = document.add_table(rows=len(rows), cols=len(part.widths))
    table.style = "Table Grid" if style.rules == "full" else "Normal Table"
    table.autofit = False
    for down, row in enumerate(rows):
        for across, box in enumerate(row):
            cell = table.cell(down, across)
            cell.width = Pt(430 * part.widths[across] / sum(part.widths))
            if box is None:
                continue
            if box.rows * box.cols > 1:
                cell = cell.merge(table.cell(down + box.rows - 1, across + box.cols - 1))
            run = cell.paragraphs[0].add_run(box.text)
            run.font.size = Pt(style.size)
            if box.mark:
                raised = cell.paragraphs[0].add_run(box.mark)
                raised.font.superscript = True
            middle = style.zone == "middle"
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER if middle else WD_ALIGN_VERTICAL.TOP
    for row in table.rows[: len(part.head)]:
        row._tr.get_or_add_trPr().append(_header())


def _header() -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement("w:tblHeader")
