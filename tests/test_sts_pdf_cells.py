"""What a page of a PDF prints, kind by kind: pages of a few words, drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from loaders.errors import ReadingError
from loaders.sts.paper.document import Paper
from loaders.sts.paper.words import CUT, joined
from loaders.sts.pdf import read_pdf

Word = tuple[float, float, str] | tuple[float, float, str, float]
"""Left, baseline from the top of the page, text, and size where it is not 10."""

HEIGHT, WIDTH = 400.0, 300.0
HEADING = ("Zone d'implantation", "Modalités", "Existant", "Cibles")
XS, YS = (20.0, 110.0, 190.0, 230.0, 270.0), (20.0, 45.0, 70.0, 95.0)


def grid(xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> list[tuple[float, float, float, float]]:
    """The rules of a table."""
    level = [(xs[0], y, xs[-1], y) for y in ys]
    return [*level, *((x, ys[0], x, ys[-1]) for x in xs)]


def drawn(path: Path, *pages: tuple[Sequence[Word], Sequence[tuple[float, float, float, float]]]) -> Paper:
    """Draw pages of words and rules, and read them."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for words, rules in pages:
        for left, base, text, *size in words:
            canvas.setFont("Helvetica", size[0] if size else 10)
            canvas.drawString(left, HEIGHT - base, text)
        for x0, y0, x1, y1 in rules:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        canvas.showPage()
    canvas.save()
    return read_pdf(path)


def heading(y: float = 35) -> list[Word]:
    return [(left + 3, y, text, 8) for left, text in zip(XS, HEADING, strict=False)]


def cells(paper: Paper) -> list[list[str]]:
    return [line.split("\t") for line in paper.text.split("\n") if "\t" in line]


@pytest.mark.parametrize("row", [("3", "4"), ("10", "9"), ("4/13", "1"), ("-", "2"), ("", "2"), ("2", ""), ("7", "")])
def test_short_cells_keep_apart_and_blanks_keep_their_place(row, tmp_path):
    words = [(24, 60, "65"), (114, 60, "IRM"), *((left + 4, 60, text) for left, text in zip(XS[2:], row, strict=False))]
    assert cells(drawn(tmp_path / "p.pdf", ([*heading(), *words], grid(ys=YS[:3]))))[1] == ["65", "IRM", *row]
    level = [rule for rule in grid(ys=YS[:3]) if rule[1] == rule[3]]
    assert cells(drawn(tmp_path / "p.pdf", ([*heading(), *words], level)))[1] == ["65", "IRM", *row]
    assert cells(drawn(tmp_path / "p.pdf", ([*heading(), *words], [])))[1] == ["65", "IRM", *row]


def test_a_table_alone_on_its_page_keeps_its_numbers_apart(tmp_path):
    rows = [(194, 35, "3"), (234, 35, "4"), (194, 60, "10"), (234, 60, "9")]
    assert cells(drawn(tmp_path / "p.pdf", (rows, grid(xs=XS[2:], ys=YS[:3])))) == [["3", "4"], ["10", "9"]]


@pytest.mark.parametrize(
    ("mark", "read"),
    [
        ((199.6, 56, "1", 6.0), "6¹"),  # raised and small: the call of a note
        ((199.6, 60, "1", 6.0), "6 1"),  # small on the same line: nobody knows
        ((199.6, 60, "1", 10.0), "61"),
        ((206, 60, "1", 10.0), "6 1"),  # a wide gap
        ((199.6, 60, "*", 10.0), "6*"),
    ],
)
def test_a_raised_digit_is_never_a_digit_of_the_number(mark, read, tmp_path):
    words = [*heading(), (24, 60, "65"), (114, 60, "IRM"), (194, 60, "6"), mark, (234, 60, "2")]
    assert cells(drawn(tmp_path / "p.pdf", (words, grid(ys=YS[:3]))))[1] == ["65", "IRM", read, "2"]


def test_a_number_over_a_rule_leaves_a_doubt_on_both_cells(tmp_path):
    words = [*heading(), (24, 60, "65"), (114, 60, "IRM"), (224, 60, "123")]
    paper = drawn(tmp_path / "p.pdf", (words, grid(ys=YS[:3])))
    number = next(at for at, line in enumerate(paper.text.split("\n"), start=1) if line.startswith("65"))
    assert [place.doute for place in paper.places[number]] == ["", "", *["un nombre déborde de sa case"] * 2]


def test_a_number_common_to_two_rows_leaves_a_doubt_on_both(tmp_path):
    rules = [rule for rule in grid() if rule != (20.0, 70.0, 270.0, 70.0)] + [(20, 70, 190, 70), (230, 70, 270, 70)]
    words = [*heading(), (24, 60, "65"), (114, 60, "IRM"), (114, 85, "Scanner"), (204, 73, "5"), (244, 60, "1")]
    paper = drawn(tmp_path / "p.pdf", (words, rules))
    doubts = [place.doute for line in sorted(paper.places) for place in paper.places[line] if place.doute]
    assert doubts == ["case commune à plusieurs lignes ou colonnes"] * 2


def test_a_character_printed_twice_is_one_and_two_digits_over_each_other_are_none(tmp_path):
    words = [
        *heading(),
        (24, 60, "65"),
        (114, 60, "IRM"),
        (204, 60, "3"),
        (204.3, 60, "3"),
        (244, 60, "3"),
        (244, 60, "8"),
    ]
    row = cells(drawn(tmp_path / "p.pdf", (words, grid(ys=YS[:3]))))[1]
    assert row[2] == "3" and not any(sign.isdigit() for sign in row[3])


def test_words_printed_sideways_never_name_a_column(tmp_path):
    canvas = Canvas(str(tmp_path / "p.pdf"), pagesize=(WIDTH, HEIGHT))
    for left, base, text, *size in [*heading()[:2], (24, 60, "65"), (114, 60, "IRM"), (204, 60, "3"), (244, 60, "4")]:
        canvas.setFont("Helvetica", size[0] if size else 10)
        canvas.drawString(left, HEIGHT - base, text)
    for left, text in ((213, "Existant"), (253, "Cibles")):
        canvas.saveState()
        canvas.translate(left, HEIGHT - 43)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 5)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    for x0, y0, x1, y1 in grid(ys=YS[:3]):
        canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
    canvas.save()
    paper = read_pdf(tmp_path / "p.pdf")
    assert cells(paper) == [["Zone d'implantation", "Modalités", "", ""], ["65", "IRM", "3", "4"]]
    assert [words for _, words in paper.warnings] == [
        f"page 1 : en-tête de colonne imprimé de côté, non lu : «{name}»" for name in ("Existant", "Cibles")
    ]


def test_columns_of_text_are_read_one_after_the_other(tmp_path):
    left = [(20, 60 + 12 * at, f"gauche {at} du texte") for at in range(5)]
    right = [(160, 54 + 14 * at, f"droite {at} du texte") for at in range(5)]
    page = [(20, 30, "Un titre qui tient toute la largeur de la page"), *sum(zip(left, right, strict=True), ())]
    end = [(20, 150, "Une phrase qui tient de nouveau toute la largeur.")]
    lines = drawn(tmp_path / "p.pdf", ([*page, *end], [])).text.split("\n")
    assert [line.split()[0] for line in lines if line] == ["Un", *["gauche"] * 5, *["droite"] * 5, "Une"]


def test_a_label_and_its_value_are_no_columns(tmp_path):
    rows = [(20, 30 + 15 * at, f"Modalité {'abcde'[at]} du soin") for at in range(5)]
    values = [(200, 30 + 15 * at, str(at)) for at in range(5)]
    lines = drawn(tmp_path / "p.pdf", ([*rows, *values], [])).text.split("\n")
    assert [line for line in lines if line] == [f"Modalité {'abcde'[at]} du soin {at}" for at in range(5)]


def test_a_word_cut_at_the_end_of_a_line_is_marked(tmp_path):
    page = [(20, 30, "Un projet de coordi-"), (20, 42, "nation du soin")]
    assert drawn(tmp_path / "p.pdf", (page, [])).text.startswith("Un projet de coordi\x02\nnation du soin")


def pictured(path: Path, pages: int, *, hidden: bool) -> None:
    """A page of text, then pages of pictures, with the text of a recognition under them or not."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.drawString(20, 300, "Une page de texte")
    canvas.showPage()
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("L", (8, 8), 200)), 0, 0, WIDTH, HEIGHT)
        if hidden:
            text = canvas.beginText(20, 300)
            text.setTextRenderMode(3)
            text.textOut("Hospitalisation complète 12")
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()


def test_a_hyphen_is_judged_by_its_own_next_line_where_a_line_comes_twice():
    assert joined(["médico-", "social", "médico-", "Social"]) == f"médico{CUT}social médico- Social"


def test_pages_without_text_are_named_one_by_one(tmp_path):
    pictured(tmp_path / "p.pdf", 3, hidden=False)
    assert read_pdf(tmp_path / "p.pdf").warnings == ((None, "pages 2, 3 et 4 : images sans texte"),)


def test_the_text_of_a_recognition_is_not_read(tmp_path):
    pictured(tmp_path / "p.pdf", 1, hidden=True)
    paper = read_pdf(tmp_path / "p.pdf")
    assert "12" not in paper.text
    assert paper.warnings == ((None, "page 2 : texte reconnu sur une image, non lu"),)


def test_a_document_of_pictures_is_refused_in_one_sentence(tmp_path):
    canvas = Canvas(str(tmp_path / "p.pdf"))
    canvas.showPage()
    canvas.save()
    with pytest.raises(ReadingError, match="ne contient aucun texte"):
        read_pdf(tmp_path / "p.pdf")


def test_a_row_cut_by_the_end_of_a_page_is_one(tmp_path):
    label = ("Soins intensifs pédiatriques", "polyvalents dérogatoires")
    first = [*heading(), (24, 60, "65"), (114, 60, label[0], 5)]
    second = [*heading(), (114, 60, label[1], 5), (204, 60, "3"), (244, 60, "4")]
    paper = drawn(tmp_path / "p.pdf", (first, grid(ys=YS[:3])), (second, grid(ys=YS[:3])))
    assert [row for row in cells(paper) if "Zone" not in row[0]] == [["65", " ".join(label), "3", "4"]]


def test_furniture_goes_and_the_names_of_rubrics_stay(tmp_path):
    pages = [
        (
            [
                (20, 20, "En pratique"),
                (20, 60, f"Un texte {'abcdef'[at]} de la page"),
                (20, 390, f"Plan | page {at + 7}"),
                (250, 390, f"{at + 7}"),
            ],
            [],
        )
        for at in range(6)
    ]
    lines = drawn(tmp_path / "p.pdf", *pages).text.split("\n")
    assert [line for line in lines if line] == [
        line for letter in "abcdef" for line in ("En pratique", f"Un texte {letter} de la page")
    ]
