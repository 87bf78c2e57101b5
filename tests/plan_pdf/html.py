"""The plan as HTML, printed by Chromium or by WeasyPrint."""

from __future__ import annotations

import shutil
from functools import partial
from html import escape
from pathlib import Path

from tests.plan_pdf.model import Box, Break, Columns, Invented, Part, Style, Table, Text

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_TAGS = {"title": "h2", "heading": "h3", "para": "p", "item": "li"}


def page(plan: Invented, *, extra: str = "") -> str:
    """The whole document."""
    return (
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Plan inventé</title>'
        f"<style>{_css(plan.style)}{extra}</style>{''.join(map(partial(_part, plan.style), plan.parts))}</html>"
    )


def _css(style: Style) -> str:
    edges = {"full": "border: 0.75pt solid #333", "horizontal": "border-top: 0.75pt solid #333", "none": ""}
    zone = "middle" if style.zone == "middle" else "top"
    return (
        f"@page {{ size: A4{' landscape' if style.turned else ''}; margin: 18mm }}"
        f"body {{ font: {style.size}pt 'Liberation Sans', sans-serif }}"
        f"h2 {{ font-size: 1.6em }} table {{ border-collapse: collapse; width: 100%; margin: 6pt 0 }}"
        f"td, th {{ {edges[style.rules]}; padding: 2pt 3pt; vertical-align: middle }}"
        f"td.zone {{ vertical-align: {zone} }} td.value {{ text-align: center }}"
        f"{'tbody tr:last-child > * { border-bottom: 0.75pt solid #333 }' if style.rules == 'horizontal' else ''}"
        "sup { font-size: 60%; line-height: 0 } .columns { display: flex; gap: 10mm } .columns > :first-child {"
        " width: 30% } .columns > :last-child { width: 65% } .break { break-after: page } p { margin: 3pt 0 }"
        "tr { break-inside: avoid }"
    )


def _part(style: Style, part: Part) -> str:
    if isinstance(part, Break):
        return '<div class="break"></div>'
    if isinstance(part, Table):
        head = "".join(_row(row, "th", part) for row in part.head)
        columns = "".join(f'<col style="width: {width / sum(part.widths):.0%}">' for width in part.widths)
        return (
            f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>"
            f"{''.join(_row(row, 'td', part) for row in part.body)}</tbody></table>"
        )
    if isinstance(part, Columns):
        sides = ("".join(map(partial(_part, style), side)) for side in (part.left, part.right))
        return f'<div class="columns">{"".join(f"<div>{side}</div>" for side in sides)}</div>'
    return _text(part)


def _text(part: Text) -> str:
    shown = f"<{_TAGS[part.kind]}>{escape(part.text)}</{_TAGS[part.kind]}>"
    return f"<ul>{shown}</ul>" if part.kind == "item" else shown


def _row(row: tuple[Box | None, ...], tag: str, table: Table) -> str:
    values = len(row) - sum(1 for width in table.widths if width == 2.6)
    cells = []
    for at, box in enumerate(row):
        if box is not None:
            kind = "zone" if at == 0 else "value" if at >= values else "label"
            mark = f"<sup>{box.mark}</sup>" if box.mark else ""
            cells.append(
                f'<{tag} class="{kind}" rowspan="{box.rows}" colspan="{box.cols}">{escape(box.text)}{mark}</{tag}>'
            )
    return f"<tr>{''.join(cells)}</tr>"


def chromium(plan: Invented, path: Path, *, extra: str = "", tagged: bool = True) -> None:
    """Printed by the Chromium of the system."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        view = browser.new_page()
        view.set_content(page(plan, extra=extra))
        footer = '<div style="font-size:7pt;margin:auto">Plan inventé | page <span class="pageNumber"></span></div>'
        view.pdf(
            path=path,
            prefer_css_page_size=True,
            tagged=tagged,
            display_header_footer=plan.style.footer,
            header_template="<span></span>",
            footer_template=footer,
        )
        browser.close()


def weasyprint(plan: Invented, path: Path, *, extra: str = "", tagged: bool = False) -> None:
    """Set by WeasyPrint."""
    from weasyprint import HTML

    footer = "@page { @bottom-center { content: 'Plan inventé | page ' counter(page); font-size: 7pt } }"
    HTML(string=page(plan, extra=extra + (footer if plan.style.footer else ""))).write_pdf(path, pdf_tags=tagged)
