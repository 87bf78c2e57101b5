"""The ODS of a view: its XML, and what LibreOffice Calc makes of it where it is installed."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from exports.ods import ODS_MIME, ods
from exports.workbooks import workbook
from tests.held import LIBRARY
from tests.office import needs, run_macro
from views.registry import view

OFFICE, TABLE, TEXT, STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")
)
FRAME = pd.DataFrame({
    "Code": ["09", "2A", "5/6"],
    "Connu": [True, False, None],
    "Jour": [date(2023, 5, 31), None, pd.Timestamp("2026-11-28 10:00")],
    "Année": pd.array([2021, None, 2022], dtype="Int64"),
    "Valeur": pd.array([1234.5, None, 0.0], dtype="Float64"),
    "=1+1": ["=1+1", "  deux  espaces ", 'l1\nl2 <b> & "q" \''],
})  # fmt: skip


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    """The XML of a file, by name."""
    with ZipFile(io.BytesIO(content)) as read:
        return {name: ElementTree.fromstring(read.read(name)) for name in read.namelist() if name.endswith(".xml")}


def said(cell: ElementTree.Element) -> str:
    """The words of a cell, a line a paragraph."""
    lines = []
    for line in cell.iter(f"{TEXT}p"):
        found = line.text or ""
        for child in line:
            found += ("\t" if child.tag == f"{TEXT}tab" else " " * int(child.get(f"{TEXT}c", "1"))) + (child.tail or "")
        lines.append(found)
    return "\n".join(lines)


def cells(content: bytes, sheet: int) -> list[list[tuple[str, str, str]]]:
    """Cells of a sheet: kind, value, words; none for a place without a cell."""
    table = parts(content)["content.xml"].findall(f".//{TABLE}table")[sheet]
    return [
        [
            (
                cell.get(f"{OFFICE}value-type", ""),
                cell.get(f"{OFFICE}value") or cell.get(f"{OFFICE}date-value") or "",
                said(cell),
            )
            for cell in row
            for _ in range(int(cell.get(f"{TABLE}number-columns-repeated", "1")))
        ]
        for row in table.iter(f"{TABLE}table-row")
    ]


def test_every_cell_has_its_kind_and_an_unknown_has_no_cell():
    head, first, second, third = cells(ods({"Essai": FRAME}, cover={"Source": "=2"}), 1)
    assert [(kind, words) for kind, _, words in head] == [("string", name) for name in FRAME.columns]
    assert first == [
        ("string", "", "09"),
        ("string", "", "VRAI"),
        ("date", "2023-05-31", "2023-05-31"),
        ("float", "2021", "2021"),
        ("float", "1234.5", "1\u202f234,5"),
        ("string", "", "=1+1"),
    ]
    assert second == [
        ("string", "", "2A"),
        ("string", "", "FAUX"),
        *[("", "", "")] * 3,
        ("string", "", "  deux  espaces "),
    ]
    assert third[2] == ("date", "2026-11-28", "2026-11-28") and third[1] == ("", "", "")
    assert third[4] == ("float", "0.0", "0,0") and third[5][2] == 'l1\nl2 <b> & "q" \''


def test_the_file_says_what_it_is_first_and_the_same_view_gives_the_same_bytes():
    shown = view(LIBRARY, "carte", {"indicateur": ["taux_pauvrete"]})
    for write in (ods, workbook):
        first, again = (
            write(shown.frames(), cover=shown.cover(), decimals=LIBRARY.decimales, day=LIBRARY.day) for _ in range(2)
        )
        assert first == again and write(shown.frames(), cover={}, day=LIBRARY.day) != first
    with ZipFile(io.BytesIO(ods(shown.frames(), cover=shown.cover(), day=LIBRARY.day))) as read:
        start = read.infolist()[0]
        assert (start.filename, start.compress_type, read.read(start)) == ("mimetype", ZIP_STORED, ODS_MIME.encode())
        manifest = read.read("META-INF/manifest.xml").decode()
        assert all(name in manifest for name in read.namelist() if name.endswith(".xml") and "META" not in name)


def test_the_cover_is_first_and_each_table_keeps_its_heads_its_widths_and_its_filters():
    shown = view(LIBRARY, "ecarts", {"activite": ["smr"]})
    content = ods(shown.frames(), cover=shown.cover(), decimals=LIBRARY.decimales)
    assert [tuple(words for *_, words in row) for row in cells(content, 0)] == list(shown.cover().items())
    found = parts(content)
    tables = found["content.xml"].findall(f".//{TABLE}table")
    filters = found["content.xml"].findall(f".//{TABLE}database-range")
    assert [one.get(f"{TABLE}display-filter-buttons") for one in filters] == ["true"] * len(shown.tables)
    widths = {one.get(f"{STYLE}name") for one in found["content.xml"].iter(f"{STYLE}style")}
    for rank, (table, shown_table) in enumerate(zip(tables[1:], shown.tables, strict=True), 1):
        frame = shown_table.frame
        columns = table.findall(f"{TABLE}table-column")
        assert len(columns) == len(frame.columns)
        assert {one.get(f"{TABLE}style-name") for one in columns} <= widths
        assert len(table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")) == 1
        rows = cells(content, rank)[1:]
        known = [int(frame.iloc[row].notna().sum()) for row in range(len(frame))]
        assert [sum(bool(kind) for kind, *_ in row) for row in rows] == known


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_read_back_as_it_was_given(name: str, text: str):
    content = ods({name: pd.DataFrame({"a": [text]})}, cover={text: text})
    (_, (found,)) = cells(content, 1)
    plain = "".join(
        "\ufffd" if (sign < " " and sign not in "\t\n\r") or sign in "\ufffe\uffff" else sign for sign in text
    )
    said = "\n".join(plain.splitlines())  # an empty last line is not a line
    assert found[2].splitlines() == said.splitlines() and found[0] == ("string" if text else "")


CELLS = """
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("{book}", "_blank", 0, hidden())
  told = FreeFile
  Open "{told}" For Output As #told
  For rank = 0 To book.Sheets.Count - 1
    sheet = book.Sheets(rank)
    book.CurrentController.setActiveSheet(sheet)
    Print #told, "feuille|" & sheet.Name & "|" & book.CurrentController.SplitRow
    used = sheet.createCursor() : used.gotoEndOfUsedArea(False)
    For row = 0 To used.RangeAddress.EndRow
      For column = 0 To used.RangeAddress.EndColumn
        cell = sheet.getCellByPosition(column, row)
        Print #told, cell.Type & "|" & Replace(cell.String, Chr(10), "/")
      Next
    Next
  Next
  For rank = 0 To book.DatabaseRanges.Count - 1
    Print #told, "filtre|" & book.DatabaseRanges(rank).AutoFilter
  Next
  Close #told
  book.close(True)
End Sub
"""
EMPTY, NUMBER, WORDS = "0", "1", "2"
"""Kinds of a cell as Calc numbers them; 3 is a formula."""


@needs("Calc")
def test_what_calc_shows(tmp_path: Path):
    """The kind and the words of each cell, the heads that stay, the filters, told by Calc itself."""
    book, told = tmp_path / "essai.ods", tmp_path / "dit.txt"
    book.write_bytes(ods({"Essai d'été": FRAME, "Autre": FRAME.head(1)}, cover={"a": "=1+1"}))
    run_macro(tmp_path, CELLS.format(book=book.as_uri(), told=told))
    lines = [line.split("|") for line in told.read_text("utf-8").splitlines()]
    assert lines[:3] == [["feuille", "Lisez-moi", "0"], [WORDS, "a"], [WORDS, "=1+1"]]
    assert lines[3] == ["feuille", "Essai d'été", "1"] and ["feuille", "Autre", "1"] in lines
    assert lines[4:10] == [[WORDS, str(name)] for name in FRAME.columns]
    assert lines[10:16] == [
        [WORDS, "09"],
        [WORDS, "VRAI"],
        [NUMBER, "2023-05-31"],
        [NUMBER, "2021"],
        [NUMBER, lines[14][1]],
        [WORDS, "=1+1"],
    ]
    assert re.fullmatch(r"1\D?234[.,]5", lines[14][1])
    assert [kind for kind, _ in lines[16:22]] == [WORDS, WORDS, EMPTY, EMPTY, EMPTY, WORDS]
    assert lines[22:28][0] == [WORDS, "5/6"] and lines[27] == [WORDS, 'l1/l2 <b> & "q" \'']
    assert [line[1] for line in lines if line[0] == "filtre"] == ["True", "True"]
