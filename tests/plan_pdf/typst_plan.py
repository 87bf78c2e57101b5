"""The plan set by typst."""

from __future__ import annotations

import json
from pathlib import Path

from tests.plan_pdf.model import Box, Break, Columns, Invented, Part, Style, Table, Text

FONTS = Path(__file__).resolve().parents[2] / "exports" / "polices"


def typst_pdf(plan: Invented, path: Path) -> None:
    """Compile the plan."""
    import typst

    style = plan.style
    strokes = {"full": "0.6pt", "horizontal": "(y: 0.6pt)", "none": "none"}
    head = (
        f'#set page("a4", flipped: {str(style.turned).lower()}, margin: 18mm'
        + (", footer: context [Plan inventé | page #counter(page).display()]" if style.footer else "")
        + f')\n#set text(font: "Territoires Sans", size: {style.size}pt, lang: "fr")\n'
        f"#set table(stroke: {strokes[style.rules]}, inset: 3pt)\n"
    )
    source = head + "\n".join(_part(part, style) for part in plan.parts)
    path.write_bytes(typst.compile(source.encode(), font_paths=[str(FONTS)], format="pdf"))


def _part(part: Part, style: Style) -> str:
    if isinstance(part, Break):
        return "#pagebreak(weak: true)"
    if isinstance(part, Table):
        return _table(part, style)
    if isinstance(part, Columns):
        left, right = ("\n".join(_part(text, style) for text in side) for side in (part.left, part.right))
        return f"#grid(columns: (30%, 65%), gutter: 5%, [{left}], [{right}])"
    return _text(part, style)


def _text(part: Text, style: Style) -> str:
    shown = f"#{json.dumps(part.text, ensure_ascii=False)}"
    if part.kind in ("title", "heading"):
        size = style.size * (1.6 if part.kind == "title" else 1.2)
        return f'#block(above: 8pt, below: 6pt, text(size: {size}pt, weight: "bold")[{shown}])'
    return f"#list([{shown}])" if part.kind == "item" else f"#par[{shown}]"


def _table(table: Table, style: Style) -> str:
    columns = ", ".join(f"{width}fr" for width in table.widths)
    head = ", ".join(cell for row in table.head for cell in _cells(row, style))
    body = ", ".join(cell for row in table.body for cell in _cells(row, style))
    return f"#table(columns: ({columns}), table.header({head}), {body})"


def _cells(row: tuple[Box | None, ...], style: Style) -> list[str]:
    cells = []
    for at, box in enumerate(row):
        if box is not None:
            mark = f"#super[{box.mark}]" if box.mark else ""
            align = "horizon" if at or style.zone == "middle" else "top"
            align += " + center" if at > 1 else ""
            cells.append(
                f"table.cell(rowspan: {box.rows}, colspan: {box.cols}, align: {align})"
                f"[#{json.dumps(box.text, ensure_ascii=False)}{mark}]"
            )
    return cells
