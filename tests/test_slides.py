"""The slides of a view, opened again as an office opens them: shapes, figures, words, order, language, bytes."""

from __future__ import annotations

import ctypes
import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt
from pypdfium2 import PdfDocument, raw

from analysis.supply import GapRow
from charts.drawings.pictures import Chart, Maps
from exports.html import written
from exports.slides.deck import deck
from exports.slides.fit import height
from exports.slides.frames import chosen_rows, frame_table
from exports.slides.gaps import gap_charts, signs_of
from exports.slides.map_slides import maps
from exports.slides.maps import rings
from exports.slides.master import Geometry, base
from exports.slides.paging import SMALL
from exports.slides.plan import slides_of
from exports.slides.records import Ratio, plain_line
from exports.tables import html_table
from shell import library as held
from tests.office import OFFICE, needs, run_macro
from tests.test_forms import get
from views.library import Library
from views.registry import BUILDERS, view
from views.view import View, retold

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ASKED: dict[tuple[str, str], dict[str, list[str]]] = {
    ("carte", "deux"): {"indicateur": ["taux_pauvrete", "part_65_plus"]},
    ("ecarts", "activite"): {"activite": ["smr"]},
    ("ecarts", "departement"): {"departement": ["34"]},
    ("ecarts", "carte"): {"activite": ["irc"], "mesure": ["cible"]},
    ("territoire", "territoire"): {"departement": ["34"]},
    ("recherche", "recherche"): {"q": ["dialyse"]},
}
"""What the address of a kind of view names beside its code."""

KINDS = [(page, kind) for page in BUILDERS for kind in import_module(f"views.{page}.views").KINDS]
AUDE = "Aude\u00a0: non renseigné"
NUMBER = re.compile(r"\d+(?:[ .,]\d+)*")


@pytest.fixture(scope="module")
def library() -> Library:
    return held.current()


def shown(library: Library, page: str, kind: str = "", **asked: list[str]) -> View:
    own = ASKED.get((page, kind), {})
    named = {"vue": [kind]} if kind and page not in ("carte", "accueil", "territoire", "recherche") else {}
    return view(library, page, {**named, **own, **asked})


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


@cache
def made(page: str, kind: str) -> tuple[View, Any]:
    """A kind of view, and its deck opened again."""
    found = shown(held.current(), page, kind)
    return found, opened(deck([found], held.current(), site="https://exemple.fr/"))


def every_shape(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from every_shape(shape.shapes)


def alt(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")


def plain(text: str) -> str:
    """Spaces as one, so that a bound text equals the same unbound."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def words(slide: Any) -> str:
    """All that is drawn on a slide: boxes, tables, figures and categories of charts."""
    found = []
    for shape in every_shape(slide.shapes):
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
        if getattr(shape, "has_chart", False) and shape.has_chart:
            found += [str(category) for category in shape.chart.plots[0].categories]
    return plain(" | ".join(found))


def charts(presentation: Any) -> list[Any]:
    return [
        shape.chart
        for slide in presentation.slides
        for shape in slide.shapes
        if getattr(shape, "has_chart", False) and shape.has_chart
    ]


def told(found: View) -> set[str]:
    """Every number that the page, its picture and its files say."""
    said = [
        found.title,
        found.sentence,
        *found.cautions,
        found.source,
        *found.cover().values(),
        str(written(found.blocks)),
    ]
    for table in found.tables:
        said.append(table.frame.to_csv(index=False).replace(".", ","))
        said.append(f"{len(table.frame)} {len(table.frame) - 1}")
    picture = found.picture
    if picture is not None:
        said.append(picture.alt)
        said.append(re.sub(r"\\u....", " ", str(getattr(picture, "table", getattr(picture, "views", "")))))
    text = re.sub("<[^>]+>", "", " ".join(map(str, said)))
    return {number for part in (text, plain(text)) for number in numbers(part)}


def numbers(text: str) -> set[str]:
    """Numbers of a text, without the spaces that part their thousands."""
    joined = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return {digits for found in NUMBER.findall(joined) for digits in re.split(r"[ .,]", found)}


def test_a_map_of_gaps_dots_its_ranges_and_hatches_what_is_not_known(library: Library) -> None:
    found = shown(library, "ecarts", "carte", activite=["cancer"], modalite=["A6"])
    xml = opened(deck([found], library)).slides[0].element.xml
    assert [xml.count(f'prst="{pattern}"') for pattern in ("dotGrid", "wdUpDiag")] == [3 + 1, 10 + 1]  # and the legend


# ---------------------------------------------------------------- every kind of view


@pytest.mark.parametrize(("page", "kind"), KINDS)
def test_every_kind_of_view_gives_slides_whose_figures_are_those_of_the_page(
    library: Library, page: str, kind: str
) -> None:
    found, presentation = made(page, kind)
    slides = list(presentation.slides)
    assert slides[0].shapes.title.text and len({slide.shapes.title.text for slide in slides}) == len(slides)
    known = told(found)
    for rank, slide in enumerate(slides):
        lead = rank == 0
        assert plain(found.title) in plain(slide.shapes.title.text) or not lead
        drawn = words(slide).replace(plain(found.title), " ")
        drawn = re.sub(r"suite, \d sur \d|\d+ autres?|\d+ lignes sur \d+ sont|\d+ précautions?", " ", drawn)
        drawn = re.sub(r"/\S*\?\S+", " ", drawn)
        assert numbers(drawn) - known == set(), (rank, slide.shapes.title.text)
        notes = plain(slide.notes_slide.notes_text_frame.text)
        assert plain(found.sentence) in notes and all(plain(text) in notes for text in found.cautions)
        assert plain(found.source) in notes and f"version {library.version}" in notes


@pytest.mark.parametrize(("page", "kind"), KINDS)
def test_a_slide_reads_in_order_and_says_its_source_and_its_dataset(library: Library, page: str, kind: str) -> None:
    _, presentation = made(page, kind)
    for slide in presentation.slides:
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert kinds[0] == PP_PLACEHOLDER.TITLE
        assert slide.shapes[0] == slide.shapes.title  # read first
        source = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 14)
        assert f"version {library.version}" in source.text and "seul l'arrêté publié fait foi" in source.text
        links = [link.get(f"{R}id") for link in source._element.iter(f"{A}hlinkClick")]
        (target,) = [slide.part.rels[link].target_ref for link in links]
        assert target.startswith(f"https://exemple.fr/{'' if page == 'accueil' else page}")
        numbers_of = [element.get("id") for element in slide.shapes._spTree.iter(f"{P}cNvPr")]
        assert len(numbers_of) == len(set(numbers_of))
        inside = Geometry("16:9")
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= Pt(inside.wide) + 1
            if shape.is_placeholder or getattr(shape, "has_table", False):
                assert shape.top + shape.height <= Pt(540)


# ---------------------------------------------------------------- maps


def test_a_map_is_one_named_shape_a_departement_with_its_value(library: Library) -> None:
    found = shown(library, "carte", "carte", indicateur=["taux_pauvrete"], departement=["34"])
    slide = opened(deck([found], library)).slides[0]
    shapes = {shape.name: shape for shape in every_shape(slide.shapes)}
    names = [f"{name} ({code})" for code, name in library.geography.departements.items()]
    assert [name for name in names if name not in shapes] == []
    assert plain(alt(shapes["Hérault (34)"])) == "Hérault (34) : 19,4 %"
    assert "19,4" in words(slide) and "de 20,5 à 21,2" in words(slide)
    leaf = next(shape for shape in shapes.values() if shape.name.startswith("Carte en mots"))
    assert plain(found.title) in plain(alt(leaf)) and plain(found.title) in plain(
        slide.notes_slide.notes_text_frame.text
    )


def test_a_map_says_the_chosen_departement_on_each_of_its_slides(library: Library) -> None:
    found = shown(library, "carte", "carte", indicateur=["taux_pauvrete"], departement=["46"])
    for slide in opened(deck([found], library)).slides:
        assert "Lot : 15,3 %, 3e valeur la plus basse sur 13 départements renseignés, ex æquo" in words(slide)


@pytest.mark.parametrize("ratio", ["16:9", "4:3"])
@pytest.mark.parametrize(
    ("first", "second", "departement"),
    [
        ("taux_pauvrete", "part_65_plus", "66"),
        ("esperance_vie_hommes", "nb_csapa", "66"),
        ("population", "nb_msp", ""),
        ("taux_chomage", "esperance_vie_femmes", "34"),
    ],
)
def test_what_is_said_under_two_maps_holds_there_and_names_what_is_chosen(
    library: Library, first: str, second: str, departement: str, ratio: Ratio
) -> None:
    chosen = {"departement": [departement]} if departement else {}
    found = shown(library, "carte", "deux", indicateur=[first, second], **chosen)
    assert isinstance(found.picture, Maps)
    geometry = Geometry(ratio)
    lead, *bars = maps(found, found.picture, library, geometry)
    assert height(lead.body, geometry.under.w, SMALL, gap=6) <= geometry.under.h
    said = [plain(plain_line(line)) for line in lead.body]
    if departement:
        name = library.geography.name(departement)
        assert sum(text.startswith(f"{name}, ") for text in said) == 2 or all(f" {name}, " in text for text in said[:2])
        assert all(any(plain_line(line).startswith(f"{name}, ") for line in slide.body) for slide in bars)
    own = retold(found, sentence="Nos mots à nous. Et rien d'autre.")
    (lead, *_) = maps(own, found.picture, library, geometry)
    assert [plain_line(line) for line in lead.body][:2] == ["Nos mots à nous.", "Et rien d'autre."]


def test_llivia_is_a_hole_in_the_pyrenees_orientales(library: Library) -> None:
    slide = opened(deck([shown(library, "carte", "carte")], library)).slides[0]
    shape = next(shape for shape in every_shape(slide.shapes) if shape.name == "Pyrénées-Orientales (66)")
    (path,) = shape._element.iter(f"{A}path")
    starts = list(path.iter(f"{A}moveTo"))
    assert len(starts) == len(rings(library.outlines.paths["66"])) == 2  # one path: its second ring is a hole
    assert len(list(path.iter(f"{A}close"))) == 2


def test_what_is_not_stated_is_hatched_and_is_no_zero(library: Library) -> None:
    found = shown(library, "carte", "carte", indicateur=["nb_ehpad"], origine=["plan"])
    presentation = opened(deck([found], library))
    shapes = {shape.name: shape for shape in every_shape(presentation.slides[0].shapes)}
    assert len(list(shapes["Aude (11)"]._element.iter(f"{A}pattFill"))) == 1
    assert plain(alt(shapes["Aude (11)"])) == "Aude (11) : non renseigné"
    assert not list(shapes["Hérault (34)"]._element.iter(f"{A}pattFill"))
    (chart,) = charts(presentation)
    values = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))
    assert values["Hérault"] == 147 and values[AUDE] is None
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    inside = {str(row[0].value): row[1].value for row in sheet.iter_rows(min_row=2)}
    assert inside["Hérault"] == 147 and inside[AUDE] is None


@pytest.mark.parametrize("indicateur", ["taux_pauvrete", "population", "densite_mg_bpe", "taux_croissance_population"])
def test_the_bars_of_a_map_are_its_table(library: Library, indicateur: str) -> None:
    found = shown(library, "carte", "carte", indicateur=[indicateur])
    (chart,) = charts(opened(deck([found], library)))
    frame = found.tables[0].frame
    column = next(name for name in frame if str(name).startswith("Minimum"))
    official = {plain(str(name)): value for name, value in zip(frame["Territoire"], frame[column], strict=True)}
    drawn = dict(zip(map(plain, chart.plots[0].categories), chart.plots[0].series[0].values, strict=True))
    assert {name: official[name] for name in drawn} == drawn and len(drawn) >= library.geography.count
    formats = {element.get("formatCode") for element in chart._chartSpace.iter() if element.get("formatCode")}
    assert {text for text in formats if " " in text} == set()
    assert {text for text in formats - {"General"} if not text.startswith("[$-40C]")} == set()  # French commas


# ---------------------------------------------------------------- gaps


def gap_rows(found: View) -> tuple[GapRow, ...]:
    assert isinstance(found.picture, Chart)
    return found.picture.rows


@pytest.mark.parametrize("borne", ["intervalle", "basse", "haute"])
@pytest.mark.parametrize("activite", ["smr", "cancer"])
def test_the_bars_of_gaps_are_the_bounds_of_the_table(library: Library, activite: str, borne: str) -> None:
    found = shown(library, "ecarts", "activite", activite=[activite], borne=[borne])
    assert isinstance(found.picture, Chart)
    frame = found.tables[0].frame
    names = library.geography.by_code(["09", "34", "46", "48"])
    for chart in gap_charts(found.picture, names, {}):
        own = frame[frame["Département"] == chart.title.partition(" (")[0]]
        for rank, label in enumerate(chart.categories):
            (row,) = own[[label.startswith(f"{line} :") for line in own["Ligne"]]].to_dict("records")
            high = [series.values[rank] for series in chart.series if series.pale] or [None, None]
            low = [series.values[rank] for series in chart.series if not series.pale]
            for place, name in enumerate(("Autorisé", "Prévu")):
                least, most = row[f"{name}, minimum"], row[f"{name}, maximum"]
                if name == "Autorisé" and pd.isna(row["Écart, minimum"]):
                    assert low[place] is None  # it is not what the plan foresees: no bar beside it
                    continue
                assert (low[place] is None) == bool(pd.isna(least)) and (low[place] or 0) == (
                    0 if pd.isna(least) else least
                )
                assert high[place] == (None if pd.isna(most) or most == least else most)


def test_what_holds_a_gap_back_is_said_before_its_number(library: Library) -> None:
    found = shown(library, "ecarts", "activite", activite=["irc"])
    slide = opened(deck([found], library)).slides[0]
    reserved = [row for row in gap_rows(found) if signs_of(row, "intervalle") and row.gaps["intervalle"].low]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    texts = [plain(cell.text) for row in table.rows for cell in row.cells]
    held_back = [text for text in texts if re.search(r"[+−]\d", text)]
    assert reserved and held_back and all(text.startswith("†") for text in held_back)
    above = words(slide)
    assert "révisé en 2025, non inclus" in above and "version mise en consultation" in above
    bound = words(
        opened(deck([shown(library, "ecarts", "activite", activite=["cancer"], borne=["basse"])], library)).slides[0]
    )
    assert "imprimé 0/1 : −1" in bound and "une hypothèse du plan" in bound


def test_what_changes_is_the_table_of_the_page(library: Library) -> None:
    found = shown(library, "ecarts", "changements")
    cells = [
        plain(cell.text)
        for slide in opened(deck([found], library)).slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
        for cell in row.cells
    ]
    counted = [text for text in cells if re.search(r"[+−]\d+$", text) and " à " not in text]
    assert len(counted) == len(found.tables[0].frame)
    assert "† possible +2" in cells and "◇ +3 ; de −1 à +3" in cells


# ---------------------------------------------------------------- what any deck must be


def test_every_run_is_french(library: Library) -> None:
    views = [shown(library, "carte", "carte"), shown(library, "ecarts", "activite"), shown(library, "defis", "matrice")]
    for part in opened(deck(views, library)).part.package.iter_parts():
        if not hasattr(part, "_element"):
            continue
        tree = part._element
        for name in ("rPr", "endParaRPr", "defRPr"):
            assert {element.get("lang") for element in tree.iter(f"{A}{name}")} <= {"fr-FR"}, part.partname
        assert all(run.find(f"{A}rPr") is not None for run in tree.iter(f"{A}r"))
        assert all(one.find(f"{A}endParaRPr") is not None for one in tree.iter(f"{A}p"))


def test_the_same_views_give_the_same_bytes_and_one_more_gives_others(library: Library) -> None:
    kinds = (("carte", "carte"), ("ecarts", "activite"), ("territoire", "territoire"))
    first, again = (deck([shown(library, *kind) for kind in kinds], library) for _ in range(2))
    assert first == again != deck([shown(library, *kind) for kind in kinds[:2]], library)
    presentation, date = opened(first), str(library.dataset.jeu.iloc[0]["date"])[:10]
    assert presentation.core_properties.language == "fr-FR"
    assert str(presentation.core_properties.created.date()) == date
    with ZipFile(io.BytesIO(first)) as files:
        assert {"{:04}-{:02}-{:02}".format(*entry.date_time) for entry in files.infolist()} == {date}
    inside = charts(presentation)[0].part.chart_workbook.xlsx_part.blob
    assert str(load_workbook(io.BytesIO(inside)).properties.created.date()) == date  # not that of the writing


def test_a_deck_counts_its_views_and_can_be_stopped(library: Library) -> None:
    views, told_of = [shown(library, "carte", "carte")] * 3, list[int]()
    deck(views, library, done=told_of.append)
    assert told_of == [1, 2, 3]

    def stop(count: int) -> None:
        if count == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        deck(views, library, done=stop)


@pytest.mark.parametrize("title", ['<script>alert("1")</script>', "=1+1 & «été» <b>", "a\x00b\ud800c", "x" * 900])
def test_a_hostile_title_is_text(library: Library, title: str) -> None:
    found = replace(shown(library, "carte", "carte"), title=title, sentence=title, cautions=(title,))
    (first, *_) = opened(deck([found], library)).slides
    expected = re.sub("[\x00\ud800]", "\ufffd", title)
    assert plain(first.shapes.title.text) == plain(expected)
    assert plain(expected) in plain(first.notes_slide.notes_text_frame.text)


def test_both_ratios_have_the_same_layouts_and_words(library: Library) -> None:
    found = shown(library, "carte", "carte")
    wide, square = opened(deck([found], library)), opened(deck([found], library, ratio="4:3"))
    assert wide.slide_width * 9 == wide.slide_height * 16 and square.slide_width * 3 == square.slide_height * 4
    assert [slide.shapes.title.text for slide in wide.slides] == [slide.shapes.title.text for slide in square.slides]
    names = [layout.name for layout in opened(base("16:9")).slide_layouts]
    assert names == [layout.name for layout in opened(base("4:3")).slide_layouts]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("accueil", "accueil"),
        ("sources", "valeurs"),
        ("defis", "etiquettes"),
        ("scenario", "objectifs"),
    ],
)
def test_a_cell_of_a_slide_is_that_of_the_page(library: Library, page: str, kind: str) -> None:
    for table in shown(library, page, kind).tables:
        frame, _ = chosen_rows(table)
        if "Écart" in frame:
            frame = frame.drop(columns="Écart")  # signed on a slide
        drawn = frame_table(frame, name="", decimals=table.decimals, most=60)
        cells = [[plain(plain_line(box.lines[0])) for box in row] for row in drawn.body]
        markup = str(html_table(frame.head(60), caption="", numbers=table.numbers, decimals=table.decimals))
        rows = re.findall(r"<tr[^>]*>(.*?)</tr>", markup.partition("<tbody")[2])
        found = [re.sub("<[^>]+>", "", cell) for row in rows for cell in re.findall(r"<t[dh][^>]*>.*?</t[dh]>", row)]
        written_out = [plain(unescape(text)) for text in found]
        flat = [cell.replace(" ", "") for row in cells for cell in row]  # thousands of the page are apart by style
        assert flat == [text.replace(" ", "") for text in written_out]


def test_a_long_table_goes_on_then_says_what_is_left_out(library: Library) -> None:
    slides = slides_of(shown(library, "sources", "valeurs"), library, Geometry("16:9"))
    assert "(suite, 2 sur 3)" in slides[1].title
    assert re.search(r"^\d+ lignes sur 1510 sont dans ces diapositives", slides[-1].more[0])


# ---------------------------------------------------------------- by its address, and in another office


def test_the_address_gives_the_slides_in_its_ratio_and_leads_back_to_the_view() -> None:
    answer = get("/carte.pptx?indicateur=taux_pauvrete&format=4:3", host="territoires.exemple")
    assert answer.headers["content-disposition"] == 'attachment; filename="taux_pauvrete.pptx"'.replace("_", "-")
    presentation = opened(answer.content)
    assert presentation.slide_width == Pt(720)
    links = [rel.target_ref for rel in presentation.slides[0].part.rels.values() if rel.is_external]
    assert links == ["http://territoires.exemple/carte?indicateur=taux_pauvrete"]
    wrong = opened(get("/carte.pptx?indicateur=taux_pauvrete&format=21:9").content)
    assert wrong.slide_width == Pt(960)
    assert "Paramètres ignorés : format=21:9" in plain(wrong.slides[0].notes_slide.notes_text_frame.text)
    assert get("/carte.json?format=4:3").json()["ignores"] == ["format=4:3"]


def said_by(page: Any) -> list[str]:
    """The alternatives of a page of a tagged PDF."""
    found: list[str] = []

    def walk(element: Any) -> None:
        if size := raw.FPDF_StructElement_GetAltText(element, None, 0):
            text = ctypes.create_string_buffer(size)
            raw.FPDF_StructElement_GetAltText(element, text, size)
            found.append(plain(text.raw.decode("utf-16-le").rstrip("\0")))
        for rank in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, rank):
                walk(child)

    tree = raw.FPDF_StructTree_GetForPage(page)
    for rank in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, rank))
    return found


@needs("Impress")
def test_another_office_opens_a_deck_of_all_drawings(library: Library, tmp_path: Path) -> None:
    views = [
        shown(library, "carte", "carte"),
        shown(library, "ecarts", "changements"),
        shown(library, "ecarts", "activite"),
    ]
    (tmp_path / "vues.pptx").write_bytes(content := deck(views, library))
    command = [
        str(OFFICE),
        f"-env:UserInstallation=file://{tmp_path}/profil",
        "--headless",
        "--convert-to",
        'pdf:impress_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
        "vues.pptx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=240, capture_output=True)
    pages = PdfDocument(tmp_path / "vues.pdf")
    slides = list(opened(content).slides)
    assert len(pages) == len(slides)
    for page, slide in zip(pages, slides, strict=True):
        text = plain(page.get_textpage().get_text_range())
        assert plain(slide.shapes.title.text).split(" ")[0] in text and "seul l'arrêté publié fait foi" in text
    assert [text for text in said_by(pages[0]) if "(34) :" in text] == ["Hérault (34) : 114,1 pour 100 000 habitants"]
    for page, slide in zip(pages, slides, strict=True):
        leaves = [plain(alt(shape)) for shape in every_shape(slide.shapes) if "en mots" in shape.name]
        assert [text for text in leaves if text not in said_by(page)] == []
    told = "\n".join(page.get_textpage().get_text_range() for page in pages)
    told = told.replace(library.version, "").replace("127.0.0.1", "")
    assert "114,1" in told and re.findall(r"\d\.\d", told) == []  # French commas, whatever the language of the office
    inks = pages[0].render(scale=0.3).to_pil().convert("RGB").getcolors(100_000)
    assert len(inks) > 5  # drawn, in the tones of its classes


BY_HAND = """
Sub Main
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  Dim kept(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden" : opened(0).Value = True
  kept(0).Name = "FilterName" : kept(0).Value = "Impress MS PowerPoint 2007 XML"
  deck = StarDesktop.loadComponentFromURL("{before}", "_blank", 0, opened())
  For page = 0 To deck.DrawPages.Count - 1
    Change(deck.DrawPages(page))
  Next
  deck.storeToURL("{after}", kept())
  deck.close(True)
End Sub

Sub Change(shapes)
  For rank = 0 To shapes.Count - 1
    one = shapes(rank)
    If one.ShapeType = "com.sun.star.drawing.GroupShape" Then Change(one)
    If one.Name = "Hérault (34)" Then
      one.FillColor = RGB(204, 0, 102)
      one.Name = "Chez nous"
    End If
    If Left(one.Name, 9) = "Étiquette" And Right(one.Name, 3) = "Lot" Then one.String = "Le Lot, ailleurs"
    If one.supportsService("com.sun.star.drawing.OLE2Shape") Then
      held = one.Model.getData()
      figures = held.getData()
      row = figures(0) : row(0) = 99.5 : figures(0) = row
      held.setData(figures)
    End If
  Next
End Sub
"""


@needs("Impress")
def test_a_slide_changed_by_hand_in_an_office_still_says_its_source(library: Library, tmp_path: Path) -> None:
    """A colour, a name, a number of the chart: all three are changed, and source, notes, link, alternatives stay."""
    found = shown(library, "carte", "carte", indicateur=["taux_pauvrete"])
    before, after = tmp_path / "avant.pptx", tmp_path / "apres.pptx"
    before.write_bytes(content := deck([found], library, site="https://exemple.fr/"))
    run_macro(tmp_path, BY_HAND.format(before=before.as_uri(), after=after.as_uri()))
    old, new = opened(content), opened(after.read_bytes())
    shapes = {shape.name: shape for shape in every_shape(new.slides[0].shapes)}
    colours = [one.get("val").lower() for one in shapes["Chez nous"]._element.iter(f"{A}srgbClr")]
    assert "cc0066" in colours  # LibreOffice 7.4 drops every alternative when it saves: the notes hold them
    assert "Le Lot, ailleurs" in words(new.slides[0])
    (was,), (chart,) = charts(old), charts(new)
    values, first = list(chart.plots[0].series[0].values), list(was.plots[0].series[0].values)
    assert values.count(99.5) == 1 and sum(a != b for a, b in zip(values, first, strict=True)) == 1
    for slide, slide_before in zip(new.slides, old.slides, strict=True):
        said, notes = words(slide), plain(slide.notes_slide.notes_text_frame.text)
        assert plain(slide.shapes.title.text) == plain(slide_before.shapes.title.text)
        assert plain(found.source) in said and f"version {library.version}" in said
        assert "seul l'arrêté publié fait foi" in said and plain(found.source) in notes
        assert "En mots :" in notes and all(plain(text) in notes for text in found.cautions)
        links = [rel.target_ref for rel in slide.part.rels.values() if rel.is_external]
        assert any(link.startswith("https://exemple.fr/carte?") for link in links)
