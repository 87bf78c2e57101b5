"""Blocks written as HTML: escaped by type, spaces bound, links with what follows the reader, paper."""

import html as plain_html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.blocks.records import (
    Break,
    Bullets,
    Cell,
    Definitions,
    Folded,
    Grid,
    Heading,
    Item,
    Link,
    Mark,
    Paragraph,
    Part,
    Places,
    Row,
    Scale,
    SearchHere,
    Strip,
    notice,
    parameters,
    plain,
    titled,
)
from exports.html import written
from exports.markup import joined, tag
from shell.render import Reader
from tests.conftest import EXAMPLES
from tests.held import LIBRARY

NASTY = "<b>x</b> & \"y\" <img src='http://127.0.0.1:9/i.png'>"
_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
_WORDS = st.one_of(
    _TEXTS, st.builds(Mark, _TEXTS), st.builds(Link, _TEXTS, st.just("ecarts"), st.just((("borne", "basse"),)))
)  # fmt: skip


def text_of(markup: str) -> str:
    return plain_html.unescape(re.sub("<[^>]*>", "", markup))


def loose(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


@pytest.mark.parametrize("block", [
    Heading(NASTY), Paragraph((NASTY, Mark(NASTY), Link(NASTY, "carte"))), Bullets((Item(NASTY),)),
    Definitions(((NASTY, NASTY),)), Folded(NASTY, (), key=NASTY), Part((), label=NASTY), notice(NASTY),
    Grid((Row((Cell(NASTY, heading="col"),)),), ((Row((Cell(NASTY),)),),), caption=NASTY, label=NASTY),
    Paragraph(Scale(NASTY)), Paragraph(Strip((50,), words=NASTY)), SearchHere(NASTY, Link(NASTY, "carte")),
    Places({"09": Link(NASTY, "territoire")}, frozenset({"09"}), LIBRARY.geography),
    Places({"09": Link(NASTY, "territoire")}, frozenset({"09"}), LIBRARY.geography, LIBRARY.outlines),
])  # fmt: skip
def test_a_hostile_text_stays_text_in_every_block(block):
    markup = written((block,))
    assert "<img" not in markup and "<b>x" not in markup
    assert 'href="http' not in markup


@given(st.lists(_WORDS, max_size=4))
@settings(max_examples=2 * EXAMPLES)
def test_words_come_back_as_they_were(spans):
    words = tuple(spans)
    assert loose(text_of(written((Paragraph(words),)))) == loose(plain(words))


def test_a_text_is_escaped_and_markup_is_not():
    assert tag("p", "<i>") == "<p>&lt;i&gt;</p>"
    assert tag("p", tag("i", "a")) == "<p><i>a</i></p>"
    assert joined(["<", tag("b", ">")]) == "&lt;<b>&gt;</b>"
    assert tag("a", "x", href='"><script>', data_vue=True, class_="", role=None) == (
        '<a href="&#34;&gt;&lt;script&gt;" data-vue>x</a>'
    )


def test_spaces_are_bound_inside_and_across_marks():
    assert written((Paragraph("12 % en 2023 : oui"),)) == "<p>12\u00a0% en 2023\u00a0: oui</p>"
    assert written((Paragraph((Mark("3"), " sites")),)) == "<p><b>3</b>\u00a0sites</p>"


def test_paper_opens_what_is_folded_and_has_no_link():
    blocks = (Folded("Plus", (Paragraph((Link("ici", "carte"), Break(), "là")),), key="k", level=4),)
    assert written(blocks) == (
        '<details data-volet="k"><summary>Plus</summary><p><a data-vue href="./carte">ici</a><br>là</p></details>'
    )
    assert written(blocks, paper=True) == "<section><h4>Plus</h4><p>ici<br>là</p></section>"


@pytest.mark.parametrize(("link", "address"), [
    (Link("x", "ecarts", parameters(activite="irc")),
     "./ecarts?engagement=1&engagement=3&rattachement=sans&activite=irc"),
    (Link("x", "defis", parameters(defi="E1D1")), "./defis?engagement=1&engagement=3&defi=E1D1"),
    (Link("x", "defis", parameters(engagement="2")), "./defis?engagement=2"),
    (Link("x", "carte"), "./carte"),
    (Link("x", "ecarts", parameters(activite="irc"), follows=False), "./ecarts?activite=irc"),
])  # fmt: skip
def test_a_link_carries_the_engagements_of_the_reader_where_it_names_none(link, address):
    assert Reader(("1", "3"), untied=True).href(link) == address


def test_a_list_without_an_entry_has_no_heading():
    assert titled("Rien", []) == ()


def test_the_head_of_a_column_of_numbers_stands_over_them():
    told = (("Ariège", "7", "oui"), ("Lot", "12", ""))
    rows = tuple(
        Row((Cell(name, heading="row"), Cell(number, role="nombre"), Cell(said))) for name, number, said in told
    )
    head = Row(tuple(Cell(name, heading="col") for name in ("Plan", "Enjeux", "Dit")))
    markup = written((Grid((head,), (rows,), "tableau"),))
    heads = re.findall(r'<th scope="col"( class="nombre")?>(\w+)', markup)
    assert heads == [("", "Plan"), (' class="nombre"', "Enjeux"), ("", "Dit")]


def test_what_a_card_says_of_a_column_is_one_text():
    """Beside the name of its column on a phone: links and commas in one block, each not on a line of its own."""
    links = (Link("E1D4", "defis"), ", ", Link("E6D4", "defis"))
    head = Row((Cell("Plans", heading="col"), Cell("Lesquels", heading="col")))
    markup = written((Grid((head,), ((Row((Cell("Lot", heading="row"), Cell(links))),),), "tableau", label="Deux"),))
    (cell,) = re.findall(r'<td data-nom="Lesquels">(.*?)</td>', markup)
    assert re.fullmatch(r"<div><a [^>]*>E1D4</a>, <a [^>]*>E6D4</a></div>", cell)
