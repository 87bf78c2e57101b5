"""Several views in one file, in somebody's own words: a deck, a document, a pack."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from zipfile import ZipFile

import docx
import pypdfium2
from pptx import Presentation

from exports.document import Title, each
from exports.pdf import views_pdf
from exports.slides.deck import deck
from exports.view_document import view_document, views_document
from exports.word import views_docx
from shell.packs import packed
from tests.held import LIBRARY
from tests.test_documents import all_text, bare
from tests.test_forms import spaced
from views.registry import view_at
from views.view import retold

TITLE, SENTENCE, CAUTION = 'Ce que <nous> voulons & "dire"', "=Notre phrase à dire.", "Notre précaution d'abord."
ADDRESSES = ("/carte?indicateur=taux_pauvrete", "/ecarts", "/territoire?departement=34")
OWN = [view_at(LIBRARY, address) for address in ADDRESSES]
TOLD = [retold(view, title=f"{TITLE} {rank}", sentence=SENTENCE, caution=CAUTION) for rank, view in enumerate(OWN)]
VIEWS = [*TOLD, OWN[1]]
"""One of them twice, the second time as it is."""


def test_words_of_a_reader_stand_first_and_take_no_reservation_away():
    for own, told in zip(OWN, TOLD, strict=True):
        assert told.cautions == (CAUTION, *own.cautions) and told.unsaid == own.title
        assert (told.parameters, told.source, told.tables) == (own.parameters, own.source, own.tables)
    same = retold(OWN[0], sentence=SENTENCE)
    assert (same.title, same.sentence, same.cautions, same.unsaid) == (OWN[0].title, SENTENCE, OWN[0].cautions, "")
    assert retold(TOLD[0], title="Autre").unsaid == OWN[0].title


def test_a_deck_says_both_titles_and_the_caution_first():
    slides = list(Presentation(io.BytesIO(deck(VIEWS, LIBRARY))).slides)
    leads = {spaced(slide.shapes.title.text): slide for slide in slides}
    for own, told in zip(OWN, TOLD, strict=True):
        notes = spaced(leads[told.title].notes_slide.notes_text_frame.text)
        assert notes.index(spaced(own.title)) < notes.index(SENTENCE) < notes.index(CAUTION)
        assert all(spaced(text) in notes for text in own.cautions)
    assert spaced(OWN[1].title) in leads


def test_a_document_holds_each_view_whole_on_a_page_of_its_own():
    document = views_document(VIEWS, LIBRARY, title=TITLE)
    said = bare(all_text(document))
    for view in VIEWS:
        for node in each(view_document(view, LIBRARY).nodes):
            assert not isinstance(node, Title) or bare(node.text) in said
    pages = pypdfium2.PdfDocument(views_pdf(VIEWS, LIBRARY, title=TITLE))
    starts = [bare(page.get_textpage().get_text_range()) for page in pages]
    assert starts[0].startswith(bare(TITLE)) and all(bare(view.title) in starts[0] for view in VIEWS)
    assert [sum(start.startswith(bare(view.title)[:20]) for start in starts[1:]) for view in OWN[1:2]] == [1]
    made = docx.Document(io.BytesIO(views_docx(VIEWS, LIBRARY, title=TITLE)))
    headings = [one.text for one in made.paragraphs if one.style.name == "Heading 2"]
    assert [spaced(text) for text in headings] == [spaced(view.title) for view in VIEWS]
    levels = [int(one.style.name[-1]) for one in made.paragraphs if one.style.name.startswith("Heading")]
    assert all(after <= before + 1 for before, after in pairwise(levels)) and levels[0] == 1


def test_a_pack_tells_the_same_view_twice_in_its_words():
    with ZipFile(io.BytesIO(packed(VIEWS, LIBRARY))) as read:
        pages = [spaced(read.read(name).decode()) for name in read.namelist() if re.search(r"/\d\d-[^/]*html$", name)]
    assert len(pages) == len(VIEWS)
    for own, told, page in zip(OWN, TOLD, pages, strict=False):
        assert told.title in page
        assert page.index(CAUTION) < page.index(SENTENCE) and spaced(own.title) in page
    assert CAUTION not in pages[3] and spaced(OWN[1].title) in pages[3]


def test_the_same_views_give_the_same_bytes():
    for write in (deck, packed):
        assert write(TOLD[:1], LIBRARY) == write(TOLD[:1], LIBRARY)
    for write_document in (views_pdf, views_docx):
        first, again = (write_document(TOLD[:1], LIBRARY, title=TITLE) for _ in range(2))
        assert first == again
