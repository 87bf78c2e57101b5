"""The workbook as ODS: a date is a date, an unknown has no cell, a code is a text, a boolean is a word.

The XML is ours: the same bytes for the same dataset, in a tenth of a second (docs/decisions/exports.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

import pandas as pd
from markupsafe import escape

from charts.words.french import number_text
from exports.cells import BOOLEANS, typed_again
from exports.sheets import COVER, COVER_WIDTHS, NumberFormat, Sheet, Value, plain_text, sheets_of
from exports.steady import archive
from exports.workbooks import OLDEST

ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
        ("config", "config"),
        ("manifest", "manifest"),
    )
)
_NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ooo="http://openoffice.org/2004/office"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SIGN_MM = 2.1
"""Millimetres of a sign of a column."""

_SPACES = re.compile(r" {2,}|^ | $|\t")
_HEADING, _WRAPPED, _TYPED, _DATED = "intitule", "replie", "tel-quel", "jour"


def ods(
    sheets: Mapping[str, pd.DataFrame],
    *,
    cover: Mapping[str, str],
    decimals: Mapping[str, int] | None = None,
    day: date = OLDEST,
) -> bytes:
    """ODS of the same sheets as the XLSX (`exports.workbooks.workbook`)."""
    written = sheets_of(sheets, decimals=decimals or {})
    files = {
        "mimetype": ODS_MIME,
        "META-INF/manifest.xml": _manifest(),
        "content.xml": _content(written, cover),
        "styles.xml": _styles(),
        "meta.xml": _meta(day),
        "settings.xml": _settings([sheet.name for sheet in written]),
    }
    return archive(((name, text.encode()) for name, text in files.items()), day)


# ---------------------------------------------------------------- the parts of the file


def _content(sheets: list[Sheet], cover: Mapping[str, str]) -> str:
    numbers = sorted({one for sheet in sheets for column in sheet.formats for one in column if one}, key=_style)
    widths = sorted({*COVER_WIDTHS, *(width for sheet in sheets for width in sheet.widths)})
    styles = "".join(map(_number_style, numbers)) + "".join(map(_width_style, widths))
    tables = _cover(cover) + "".join(map(_table, sheets))
    filters = "".join(_filter(rank, sheet) for rank, sheet in enumerate(sheets, 1) if sheet.heads)
    return (
        f'{_HEAD}<office:document-content {_NAMESPACES} office:version="1.3"><office:automatic-styles>'
        f"{_FIXED}{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        f"<table:database-ranges>{filters}</table:database-ranges></office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _styles() -> str:
    """French, and the letters of every cell."""
    return (
        f'{_HEAD}<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties fo:language="fr" fo:country="FR" '
        'fo:font-size="10pt" fo:font-family="Arial"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles></office:document-styles>'
    )


def _meta(day: date) -> str:
    when = f"{day.isoformat()}T00:00:00"
    return (
        f'{_HEAD}<office:document-meta {_NAMESPACES} office:version="1.3"><office:meta><dc:language>fr-FR</dc:language>'
        f"<meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date></office:meta>"
        "</office:document-meta>"
    )


def _settings(names: Iterable[str]) -> str:
    """The row of headings of each table stays in sight."""
    frozen = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        )
    )
    tables = "".join(
        f'<config:config-item-map-entry config:name="{_said(name)}">{frozen}</config:config-item-map-entry>'
        for name in names
    )
    return (
        f'{_HEAD}<office:document-settings {_NAMESPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        f'</config:config-item><config:config-item-map-named config:name="Tables">{tables}'
        "</config:config-item-map-named>"
        f'<config:config-item config:name="ActiveTable" config:type="string">{COVER}</config:config-item>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", ODS_MIME),
            *((f"{name}.xml", "text/xml") for name in ("content", "styles", "meta", "settings")),
        )
    )
    return f'{_HEAD}<manifest:manifest {_NAMESPACES} manifest:version="1.3">{entries}</manifest:manifest>'


# ---------------------------------------------------------------- styles

_FIXED = (
    '<number:text-style style:name="texte"><number:text-content/></number:text-style>'
    '<number:date-style style:name="date"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
    f'<style:style style:name="{_HEADING}" style:family="table-cell" style:data-style-name="texte">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    f'<style:style style:name="{_WRAPPED}" style:family="table-cell" style:data-style-name="texte">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    f'<style:style style:name="{_TYPED}" style:family="table-cell" style:data-style-name="texte"/>'
    f'<style:style style:name="{_DATED}" style:family="table-cell" style:data-style-name="date"/>'
)
"""Looks of what is no number; a text is one even after somebody edits its cell."""


def _style(number: NumberFormat) -> str:
    return f"nombre-{number.digits}{'-milliers' if number.grouped else ''}"


def _number_style(number: NumberFormat) -> str:
    name, grouping = _style(number), ' number:grouping="true"' if number.grouped else ""
    return (
        f'<number:number-style style:name="n-{name}"><number:number number:min-integer-digits="1" '
        f'number:decimal-places="{number.digits}" number:min-decimal-places="{number.digits}"{grouping}/>'
        f'</number:number-style><style:style style:name="{name}" style:family="table-cell" '
        f'style:data-style-name="n-{name}"/>'
    )


def _width_style(width: int) -> str:
    return (
        f'<style:style style:name="large-{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * _SIGN_MM:.1f}mm"/></style:style>'
    )


# ---------------------------------------------------------------- tables


def _cover(cover: Mapping[str, str]) -> str:
    rows = "".join(
        f"<table:table-row>{_cell(plain_text(label), style=_HEADING)}{_cell(plain_text(text), style=_WRAPPED)}"
        "</table:table-row>"
        for label, text in cover.items()
    )
    return _framed(COVER, COVER_WIDTHS, rows or "<table:table-row><table:table-cell/></table:table-row>")


def _table(sheet: Sheet) -> str:
    head = "".join(_cell(name, style=_HEADING) for name in sheet.heads) or "<table:table-cell/>"
    rows = [
        f"<table:table-row>{_cells(row, [column[rank] for column in sheet.formats])}</table:table-row>"
        for rank, row in enumerate(sheet.rows)
    ]
    heading = f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
    return _framed(sheet.name, sheet.widths, heading + "".join(rows))


def _framed(name: str, widths: Iterable[int], rows: str) -> str:
    columns = "".join(f'<table:table-column table:style-name="large-{width}"/>' for width in widths)
    return f'<table:table table:name="{_said(name)}">{columns or "<table:table-column/>"}{rows}</table:table>'


def _cells(row: tuple[Value, ...], formats: list[NumberFormat | None]) -> str:
    """The cells of a row; what is unknown only keeps the place of those after it."""
    found = []
    for empty, group in groupby(zip(row, formats, strict=True), lambda pair: pair[0] is None):
        pairs = list(group)
        if empty:
            found.append(f'<table:table-cell table:number-columns-repeated="{len(pairs)}"/>')
        else:
            found += [_cell(value, number) for value, number in pairs]
    return "".join(found) or "<table:table-cell/>"


def _cell(value: Value, number: NumberFormat | None = None, *, style: str = "") -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        value = BOOLEANS[value]
    if isinstance(value, str):
        kind, look, shown = '"string"', style or (_TYPED if typed_again(value) else ""), _paragraphs(value)
    elif isinstance(value, date):
        kind, look = f'"date" office:date-value="{value.isoformat()}"', _DATED
        shown = f"<text:p>{value.isoformat()}</text:p>"
    else:
        kind, look = f'"float" office:value="{value!r}"', _style(number) if number else ""
        shown = f"<text:p>{_number(value, number)}</text:p>"
    named = f' table:style-name="{look}"' if look else ""
    return f"<table:table-cell office:value-type={kind}{named}>{shown}</table:table-cell>"


def _number(value: int | float, number: NumberFormat | None) -> str:
    if number and number.grouped:
        return number_text(value, decimales=number.digits)
    return f"{value:.{number.digits if number else 0}f}".replace(".", ",")


def _paragraphs(text: str) -> str:
    """A text, a line a paragraph, its spaces kept."""
    return "".join(f"<text:p>{_SPACES.sub(_space, _said(line))}</text:p>" for line in text.splitlines() or [""])


def _space(found: re.Match[str]) -> str:
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'


def _said(text: str) -> str:
    return str(escape(text))


def _filter(rank: int, sheet: Sheet) -> str:
    """The buttons that filter a table."""
    name, last = sheet.name.replace("'", "''"), f"{_letters(len(sheet.heads))}{len(sheet.rows) + 1}"
    place = _said(f"'{name}'.A1:'{name}'.{last}")
    return (
        f'<table:database-range table:name="tableau-{rank}" table:target-range-address="{place}" '
        'table:display-filter-buttons="true"/>'
    )


def _letters(number: int) -> str:
    """`1` -> `A`, `27` -> `AA`."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
