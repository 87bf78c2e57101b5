"""The document of a view: the figures of its page, cautions first; its PDF read by its tags, its DOCX by its XML."""

from __future__ import annotations

import html
import importlib
import io
import re
from functools import cache
from itertools import pairwise
from zipfile import ZipFile

import docx as python_docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from exports.document import Box, Document, Lines, Listed, Picture, Run, Sheet, Title, Turn, each, text_of
from exports.html import written
from exports.pdf import pdf, view_pdf
from exports.svg import Drawing, rect
from exports.tables import html_table
from exports.view_document import MOST_ROWS, MOST_WIDE_ROWS, view_document
from exports.word import docx, view_docx
from tests.held import LIBRARY, library_of, shown_of
from views.registry import BUILDERS, view
from views.territoire.page import territory_of
from views.territoire.views import printed

WICKED = "#let x = 1 <b> & \"a\" 'q' = *gras* _bas_ $x$ @moi [c] `code` \\ // é"
_UNSEEN = re.compile(r"<span class=\"hors-vue\">.*?</span>")


def every_kind():
    """A page and the parameters of each of its views."""
    for page in BUILDERS:
        for code in importlib.import_module(f"views.{page}.views").KINDS:
            if page == "carte":
                yield page, {"indicateur": ["taux_pauvrete", "part_65_plus"][: 1 + (code == "deux")]}
            elif page == "recherche":
                yield page, {"q": ["dialyse"]}
            else:
                yield page, {} if page in ("accueil", "territoire") else {"vue": [code]}


KINDS = [
    pytest.param(*one, id="-".join([one[0], *(name for names in one[1].values() for name in names)]))
    for one in every_kind()
]
SET = {
    "carte": ("carte", {"indicateur": ["taux_pauvrete"], "departement": ["34"]}),
    "change": ("ecarts", {}),
    "smr": ("ecarts", {"activite": ["smr"]}),
    "matrice": ("defis", {}),
    "territoire": ("territoire", {"departement": ["34"]}),
}
"""What is set as a PDF and as a DOCX."""


_DOCUMENTS: dict[int, Document] = {}


def document_at(page, parameters) -> Document:
    """The document of a view, made once for the tests that only read it."""
    shown = shown_of(page, parameters)
    if id(shown) not in _DOCUMENTS:
        _DOCUMENTS[id(shown)] = view_document(shown, LIBRARY)
    return _DOCUMENTS[id(shown)]


@cache
def document_of(name: str) -> Document:
    return view_document(view(LIBRARY, *SET[name]), LIBRARY)


@cache
def pdf_of(name: str) -> bytes:
    return pdf(document_of(name))


@cache
def docx_of(name: str) -> bytes:
    return docx(document_of(name))


def bare(text: str) -> str:
    """A text without its spaces: they are bound, or style."""
    return re.sub(r"\s", "", html.unescape(text))


def all_text(document: Document) -> str:
    """Every word of a document."""
    found = [document.heading]
    for node in each(document.nodes):
        if isinstance(node, Title):
            found.append(node.text)
        elif isinstance(node, Lines):
            found.append(text_of(node.runs))
        elif isinstance(node, Listed):
            found += [text_of(entry.runs) for entry in node.entries]
        elif isinstance(node, Sheet):
            found += [node.caption, *(text_of(box.runs) for row in (*node.head, *node.body) for box in row)]
        elif isinstance(node, Picture):
            found.append(re.sub(r"<[^>]+>", " ", node.drawing.svg()))
    return " ".join(found)


# ---------------------------------------------------------------- the document, whatever writes it


@pytest.mark.parametrize(("page", "parameters"), KINDS)
def test_every_figure_of_a_table_is_the_one_of_the_page(page, parameters):
    shown, document = shown_of(page, parameters), document_at(page, parameters)
    if page == "territoire":
        return
    sheets = [node for node in each(document.nodes) if isinstance(node, Sheet)]
    tables = [table for table in shown.tables if table.shown and len(table.frame)]
    notes = bare(" ".join(text_of(node.runs) for node in each(document.nodes) if isinstance(node, Lines)))
    for table, sheet in zip(tables, sheets[len(sheets) - len(tables) :], strict=True):
        frame = table.on_screen(table.frame) if table.on_screen else table.frame
        twin = str(html_table(frame, caption="", numbers=table.numbers, decimals=table.decimals))
        rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr[^>]*>.*?</tr>", twin)]
        said = [[bare(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in rows]
        kept = {bare(text_of(box.runs)): rank for rank, box in enumerate(sheet.head[0])}
        assert len(sheet.body) == min(len(frame), MOST_WIDE_ROWS if len(frame.columns) > 8 else MOST_ROWS)
        if len(frame) > len(sheet.body):
            assert bare(f"Les {len(sheet.body)} premières lignes sur {len(frame)}") in notes
        for rank, name in enumerate(said[0]):
            column = [row[rank] for row in said[1 : len(sheet.body) + 1]]
            if name in kept:
                assert [bare(text_of(row[kept[name]].runs)) for row in sheet.body] == column
            else:
                assert bare(f"{name}, {column[0]}") in notes and len(set(column)) == 1


@pytest.mark.parametrize(("page", "parameters"), KINDS)
def test_every_figure_around_the_picture_is_in_the_document(page, parameters):
    shown = shown_of(page, parameters)
    if page == "territoire":
        blocks = printed(territory_of(shown, LIBRARY), LIBRARY.outlines)
    else:
        blocks = () if page == "accueil" else shown.blocks
    told = re.sub(r"<[^>]+>", " ", _UNSEEN.sub(" ", str(written(blocks, paper=True))))
    said = bare(all_text(document_at(page, parameters)))
    numbers = {bare(found) for found in re.findall(r"[+\u2212]?\d[\d\u202f]*(?:,\d+)?", html.unescape(told))}
    missing = sorted(found for found in numbers if found not in said)
    assert not missing


@pytest.mark.parametrize(("page", "parameters"), KINDS)
def test_what_must_be_known_comes_before_any_number_and_no_heading_is_skipped(page, parameters):
    shown, document = shown_of(page, parameters), document_at(page, parameters)
    first = next((rank for rank, node in enumerate(document.nodes) if isinstance(node, Picture | Sheet)), 0)
    before = bare(" ".join(text_of(node.runs) for node in document.nodes[:first] if isinstance(node, Lines)))
    if page != "territoire" and first:
        assert all(bare(caution) in before for caution in shown.cautions)
    levels = [1, *(node.level for node in each(document.nodes) if isinstance(node, Title))]
    assert all(after <= level + 1 for level, after in pairwise(levels)) and min(levels[1:], default=2) >= 2
    said = bare(all_text(document))
    assert bare("Outil non officiel, seul l'arrêté publié fait foi.") in said
    assert bare(f"version {LIBRARY.version}") in said and "Adressedelavue:/" in said
    assert "un clic" not in all_text(document)


@pytest.mark.parametrize("count", [1, 13])
def test_documents_hold_with_another_number_of_plans(count):
    held = library_of(count)
    for page, parameters in (("defis", {}), ("ecarts", {}), ("ecarts", {"vue": ["ensemble"]})):
        assert pdf(view_document(view(held, page, parameters), held)).startswith(b"%PDF")


# ---------------------------------------------------------------- PDF


def tags(data: bytes):
    """The tag tree: kind, its alternative, kinds inside."""
    found = []

    def walk(node, depth):
        if not isinstance(node, pikepdf.Dictionary):
            return
        if "/S" in node:
            found.append((depth, str(node["/S"])[1:], str(node.get("/Alt", ""))))
        children = node.get("/K")
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            walk(child, depth + 1)

    file = pikepdf.open(io.BytesIO(data))
    walk(file.Root.StructTreeRoot, 0)
    return file, found


@pytest.mark.parametrize("name", SET)
def test_a_pdf_is_tagged_in_french_with_figures_headings_and_header_cells(name):
    document = document_of(name)
    file, found = tags(pdf_of(name))
    assert str(file.Root.Lang) == "fr" and bool(file.Root.MarkInfo.Marked)
    assert str(file.docinfo.Title) == document.title
    assert "<pdfuaid:part>1</pdfuaid:part>" in file.Root.Metadata.read_bytes().decode()
    drawn = [node.drawing.alt for node in each(document.nodes) if isinstance(node, Picture)]
    sheets = [node for node in each(document.nodes) if isinstance(node, Sheet)]
    drawn += [box.drawing.alt for sheet in sheets for row in sheet.body for box in row if box.drawing]
    assert sorted(alt for _, kind, alt in found if kind == "Figure") == sorted(drawn) and all(drawn)
    levels = [int(kind[1]) for _, kind, _ in found if re.fullmatch(r"H\d", kind)]
    titles = [node.level for node in each(document.nodes) if isinstance(node, Title)]
    assert levels == [1, *titles]
    tables = [rank for rank, (_, kind, _) in enumerate(found) if kind == "Table"]
    assert len(tables) == len(sheets) > 0
    for start, end in pairwise([*tables, len(found)]):
        heads = sum(kind == "TH" for _, kind, _ in found[start:end])
        assert heads >= 2
    assert sum(kind == "TH" for _, kind, _ in found) == sum(len(row) for sheet in sheets for row in sheet.head)


@pytest.mark.parametrize("name", ["carte", "territoire"])
def test_the_words_of_a_pdf_are_those_of_its_document(name):
    pages = pypdfium2.PdfDocument(pdf_of(name))
    read = bare(" ".join(page.get_textpage().get_text_range() for page in pages)).replace("\x02", "-")
    for node in each(document_of(name).nodes):
        if isinstance(node, Sheet):
            for row in node.body:
                for box in row:
                    said = "" if box.drawing else bare(text_of(box.runs))
                    assert len(said) > 12 or said in read
    assert ("19,4" in read and bare("Occitanie : 17,5 %") in read) or name == "territoire"


@pytest.mark.parametrize("name", ["carte", "smr"])
def test_a_picture_in_a_pdf_is_neither_black_nor_blank(name):
    """A fill that the engine does not know is black; a drawing that it refuses leaves nothing."""
    page = pypdfium2.PdfDocument(pdf_of(name))[0]
    image = page.render(scale=2).to_pil().convert("L")  # at one pixel a point, thin letters are grey
    counts = image.histogram()
    total = image.width * image.height
    assert total * 0.01 < sum(counts[:60]) < total * 0.09
    if name == "carte":
        assert sum(counts[60:215]) > total * 0.08, "the tones of the classes"


@pytest.mark.parametrize("name", ["carte", "territoire"])
def test_the_same_view_gives_the_same_bytes(name):
    assert pdf(document_of(name)) == pdf_of(name)
    assert docx(document_of(name)) == docx_of(name)
    when = str(LIBRARY.dataset.jeu.iloc[0]["date"])[:10].replace("-", "")
    assert when in str(tags(pdf_of(name))[0].docinfo.CreationDate)


_HELVETICA = {"Département": 6.111, "Autorisé": 4.056, "imprimée": 4.445, "Concordance": 6.389, "E1D4O1": 3.835}
"""How wide some words are in Helvetica (in bold, the last one in roman), in the size of its letters."""


@pytest.mark.parametrize(
    ("page", "parameters", "least"),
    [
        ("ecarts", {}, 3),
        ("scenario", {"engagement": ["3"]}, 4),
        ("defis", {"vue": ["comparaison"], "departement": ["34", "46"]}, 2),
    ],
)
def test_a_column_of_a_docx_leaves_its_words_whole(page, parameters, least):
    """An office cuts a word that its column does not hold («Départem-ent», «E1D4-O1»)."""
    seen = set()
    for table in python_docx.Document(io.BytesIO(view_docx(view(LIBRARY, page, parameters), LIBRARY))).tables:
        for cell in (*table.rows[0].cells, *table.rows[1].cells):
            paragraph = cell.paragraphs[0]
            for word in set(paragraph.text.split()) & _HELVETICA.keys():
                seen.add(word)
                assert cell.width.pt - 5 >= _HELVETICA[word] * paragraph.style.font.size.pt, word
    assert len(seen) >= least


@pytest.mark.parametrize("departement", LIBRARY.departements)
def test_a_brief_holds_on_two_pages(departement):
    shown = view(LIBRARY, "territoire", {"departement": [departement]})
    assert len(pypdfium2.PdfDocument(view_pdf(shown, LIBRARY))) == 2


def test_the_annex_of_a_brief_is_on_demand():
    shown = view(LIBRARY, "territoire", {"departement": ["48"], "annexe": ["oui"]})
    pages = pypdfium2.PdfDocument(view_pdf(shown, LIBRARY))
    assert len(pages) > 4 and pages[2].get_textpage().get_text_range().startswith("Annexe")


def wicked() -> Document:
    """Signs that mean something to the engine or to XML, everywhere that a text may stand."""
    head, body = (Box((Run(WICKED),), heading=True),), (Box((Run(WICKED, "fort"),)),)
    nodes = (
        Title(WICKED, 2),
        Lines((Run(WICKED), Run(WICKED, "fort"))),
        Sheet((head,), (body,), (1.0,), WICKED),
        Picture(Drawing(10, 10, rect(0, 0, 10, 10, fill="#ffffff"), WICKED, WICKED)),
    )
    return Document(WICKED, WICKED, nodes, WICKED, "2026-11-28", WICKED)


def test_no_sign_of_a_text_is_read_as_markup():
    document = wicked()
    file, found = tags(pdf(document))
    read = bare(pypdfium2.PdfDocument(pdf(document))[0].get_textpage().get_text_range())
    assert read.count(bare(WICKED)) == 7 and str(file.docinfo.Title) == WICKED
    assert [alt for _, kind, alt in found if kind == "Figure"] == [WICKED]
    made = python_docx.Document(io.BytesIO(docx(document)))
    assert made.core_properties.title == WICKED and made.paragraphs[0].text == WICKED
    assert made.tables[0].cell(1, 0).text == WICKED


# ---------------------------------------------------------------- DOCX


@pytest.mark.parametrize("name", SET)
def test_a_docx_has_its_headings_header_rows_alternatives_and_language(name):
    document, data = document_of(name), docx_of(name)
    made = python_docx.Document(io.BytesIO(data))
    heads = [(int(one.style.name[-1]), one.text) for one in made.paragraphs if one.style.name.startswith("Heading")]
    assert heads == [
        (1, document.heading),
        *((node.level, node.text) for node in each(document.nodes) if isinstance(node, Title)),
    ]
    sheets = [node for node in document.nodes if isinstance(node, Sheet)]
    assert len(made.tables) == len(sheets)
    for table, sheet in zip(made.tables, sheets, strict=True):
        marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] * len(sheet.head) + [False] * len(sheet.body)
    said = [one.get("descr") for one in made.element.body.iter(qn("wp:docPr"))]
    assert said == [node.drawing.alt for node in each(document.nodes) if isinstance(node, Picture)]
    language = made.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    assert language.get(qn("w:val")) == "fr-FR"
    assert made.core_properties.language == "fr-FR" and document.title.startswith(made.core_properties.title[:60])
    dates = {part.date_time[:3] for part in ZipFile(io.BytesIO(data)).infolist()}
    assert dates == {tuple(map(int, document.date.split("-")))}


@pytest.mark.parametrize("name", ["change", "matrice"])
def test_the_cells_of_a_docx_are_those_of_its_document(name):
    made = python_docx.Document(io.BytesIO(docx_of(name)))
    sheets = [node for node in document_of(name).nodes if isinstance(node, Sheet)]
    for table, sheet in zip(made.tables, sheets, strict=True):
        cells = [
            "".join(node.text or "" for node in cell.iter(qn("w:t")))
            for cell in table._tbl.iter(qn("w:tc"))
            if cell.tcPr.find(qn("w:vMerge")) is None or cell.tcPr.find(qn("w:vMerge")).get(qn("w:val")) == "restart"
        ]
        assert cells == [text_of(box.runs) for row in (*sheet.head, *sheet.body) for box in row]


def test_each_of_two_maps_bears_its_name():
    document = view_document(view(LIBRARY, "carte", {"indicateur": ["taux_pauvrete", "part_65_plus"]}), LIBRARY)
    first, second = [node.drawing for node in document.nodes if isinstance(node, Picture)]
    assert "Taux de pauvreté" in first.svg().split("</desc>")[1] and "65" in second.svg().split("</desc>")[1]
    assert first.alt.startswith("Carte. Taux de pauvreté") and second.alt.startswith("Carte. Part des 65")


def test_the_address_of_the_server_is_said_where_it_is_known():
    shown = view(LIBRARY, *SET["carte"])
    assert "https://sante.example/carte?indicateur=taux_pauvrete" in all_text(
        view_document(shown, LIBRARY, site="https://sante.example/")
    )


def test_a_wide_table_lies_on_its_side_in_a_docx():
    document = document_of("change")
    assert any(isinstance(node, Turn) and node.wide for node in document.nodes)
    made = python_docx.Document(io.BytesIO(docx_of("change")))
    assert {section.orientation for section in made.sections} == {0, 1}


def test_a_document_of_a_picture_holds_it_large_enough_to_be_projected():
    data = view_docx(view(LIBRARY, *SET["carte"]), LIBRARY)
    (picture,) = [name for name in ZipFile(io.BytesIO(data)).namelist() if name.endswith(".png")]
    image = ZipFile(io.BytesIO(data)).read(picture)
    assert int.from_bytes(image[16:20], "big") >= 1900
