"""The offline pack: what a zip holds, that it is the view, that nothing of it depends on the clock."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from charts.blocks.records import Link, Paragraph, parameters
from charts.words.file_words import WHICH_FILE
from exports.html import written
from exports.pack.contents import chapters
from exports.pack.pack import pack
from exports.pack.page import MOST_ROWS, part_html
from exports.pack.pictures import themed
from exports.tables import french_csv
from shell.library import current
from shell.packs import packed, packed_addresses
from tests.held import LIBRARY, shown_of
from tests.test_documents import KINDS
from tests.test_forms import spaced
from views.registry import view

ADDRESSES = (
    "/", "/carte?indicateur=taux_pauvrete&departement=34", "/ecarts", "/ecarts?activite=smr",
    "/ecarts?vue=carte&activite=irc", "/ecarts?vue=ensemble", "/territoire?departement=34", "/defis",
    "/scenario?engagement=3", "/sources?vue=valeurs", "/recherche?q=IRM",
)  # fmt: skip
HOSTILE = """=1+1 <script>alert("x")</script> & 'y' <img src=x onerror=alert(1)>"""


def opened(content: bytes) -> dict[str, bytes]:
    """Files of a pack by name, without their folder."""
    with ZipFile(io.BytesIO(content)) as read:
        return {name.partition("/")[2]: read.read(name) for name in read.namelist()}


@pytest.fixture(scope="module")
def held() -> dict[str, bytes]:
    """A pack with every page of the tool."""
    return opened(packed_addresses(ADDRESSES, current()))


class Page(HTMLParser):
    """What a page holds: elements with their attributes, headings in order, tables by caption."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self._cell = False
        self.feed(content.decode())

    def handle_starttag(self, name, attributes):
        self.elements.append((name, dict(attributes)))
        if name == "table":
            self.tables.append([])
        elif name == "tr":
            self.tables[-1].append([])
        elif name in ("td", "th"):
            self.tables[-1][-1].append("")
            self._cell = True

    def handle_endtag(self, name):
        self._cell = self._cell and name not in ("td", "th")

    def handle_data(self, text):
        if self._cell:
            self.tables[-1][-1][-1] += text

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.elements if found == name]


page_read = cache(Page)


def pages(files: dict[str, bytes]) -> dict[str, Page]:
    return {name: page_read(content) for name, content in files.items() if name.endswith(".html")}


def test_a_pack_holds_an_index_a_page_a_view_its_tables_and_the_sources(held):
    library, names = current(), [name for name in held if re.match(r"\d\d-.*\.html", name)]
    assert len(names) == len(ADDRESSES)
    assert {"index.html", "sources.html", "style.css", "script.js", "LISEZ-MOI.txt", "LICENCE-OFL.txt"} <= held.keys()
    links = [attributes["href"] for attributes in page_read(held["index.html"]).all("a") if "href" in attributes]
    assert [link for link in links if link in names] == names
    for name, address in zip(names, ADDRESSES, strict=True):
        shown = shown_of(*asked(address))
        text = spaced(held[name].decode())
        assert spaced(shown.title) in text and all(spaced(one) in text for one in shown.cautions)
        assert spaced(shown.source) in text and library.version in text
        assert "Outil non officiel, seul l'arrêté publié fait foi." in text and "un clic ouvre" not in text
        book = load_workbook(io.BytesIO(held[f"tableaux/{name[:-5]}.xlsx"]))
        assert len(book.sheetnames) == 1 + len(shown.tables)
        for rank, table in enumerate(shown.tables, 1):
            (found,) = [one for one in held if one.startswith(f"tableaux/{name[:-5]}-{rank}-")]
            assert held[found] == french_csv(table.frame)


def test_every_table_of_a_view_stands_whole_in_its_page_or_says_where_it_does(held):
    for name, address in zip([one for one in held if re.match(r"\d\d-", one)], ADDRESSES, strict=True):
        found = [numbers(table) for table in page_read(held[name]).tables]
        for table in (table for table in shown_of(*asked(address)).tables if table.shown):
            if len(table.frame) <= MOST_ROWS:
                assert numbers_of(replace(table, rows=0)) in found, (name, table.name)
            else:
                assert numbers_of(replace(table, rows=MOST_ROWS)) in found
                assert f"premières lignes sur {len(table.frame)}" in spaced(held[name].decode())


def asked(address: str) -> tuple[str, dict[str, list[str]]]:
    found = urlsplit(address)
    query: dict[str, list[str]] = {}
    for pair in filter(None, found.query.split("&")):
        query.setdefault(pair.split("=")[0], []).append(unquote(pair.split("=")[1]))
    return found.path.strip("/") or "accueil", query


def test_every_link_leads_to_a_file_and_a_part_of_the_pack(held):
    ids = {
        name: {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        for name, page in pages(held).items()
    }
    count = 0
    for name, page in pages(held).items():
        wanted = [(key, one[key]) for _, one in page.elements for key in ("href", "src") if key in one]
        for _, target in wanted:
            file, _, part = target.partition("#")
            assert not urlsplit(target).scheme and not target.startswith("/"), target
            assert not file or str(PurePosixPath(file)) in held, (name, target)
            assert not part or part in ids[file or name], (name, target)
            count += 1
    assert count > 100


def test_ids_of_a_page_are_its_own_and_its_hatches_are_drawn(held):
    for name, page in pages(held).items():
        found = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
        assert len(found) == len(set(found)), name
        assert set(re.findall(r"url\(#([\w-]+)\)", held[name].decode())) <= set(found)


def test_nothing_that_a_browser_forbids_from_a_disk_is_used(held):
    for name, content in held.items():
        if not name.endswith((".html", ".css", ".js")):
            continue
        text = content.decode()
        assert not re.search(r"type=.module|\bimport\b *[({'\"]|fetch\(|<use|XMLHttpRequest|@import", text), name
        assert all(one.startswith(("data:", "#")) for one in re.findall(r"url\([\"']?([^\"')]+)", text)), name


def test_a_choice_of_a_map_holds_the_title_and_the_figures_of_its_view():
    library = current()
    shown = view(library, "carte", {"indicateur": ["taux_pauvrete"]})
    (chapter,) = chapters(library, [shown])
    assert chapter.axes[0].options[chapter.turns[0].at[0]] == "Taux de pauvreté"
    assert len(chapter.turns) == len(chapter.axes[0].options) > 12
    (page,) = [one for name, one in pages(opened(packed([shown], library))).items() if name.startswith("01-")]
    parts = [attributes for _, attributes in page.elements if attributes.get("class") == "partie"]
    assert [spaced(one["data-titre"]) for one in parts] == [spaced(turn.view.title) for turn in chapter.turns]
    drawn = [table for table in page.tables if table[0][0] == "Territoire"]
    assert len(drawn) == len(chapter.turns)
    for turn, table in zip(chapter.turns, drawn, strict=True):
        ((first, *_),) = (turn.view.tables,)
        assert numbers(table) == numbers_of(first)


def numbers(table: list[list[str]]) -> list[list[str]]:
    return [[re.sub(r"\s", " ", cell) for cell in row] for row in table[1:]]


def numbers_of(table) -> list[list[str]]:
    """A table as its twin writes it, read by the same parser."""
    from charts.words.typography import bound_html
    from exports.twins import twin

    return numbers(Page(bound_html(twin(table)).encode()).tables[0])


def test_the_choices_of_an_activite_are_every_one_at_every_bound():
    library = current()
    shown = view(library, "ecarts", {"activite": ["smr"], "borne": ["basse"], "modalite": ["GERI"]})
    (chapter,) = chapters(library, [shown])
    assert [len(axis.options) for axis in chapter.axes] == [17, 3] and len(chapter.turns) == 51
    assert chapter.view is shown and len({turn.at for turn in chapter.turns}) == 51
    for turn in chapter.turns:
        assert turn.view.parameters["activite"] in library.supply.activites
        bound = ("intervalle", "basse", "haute")[turn.at[1]]
        assert (turn.view.parameters["borne"] or "intervalle") == bound
    assert chapter.said(chapter.turns[0]).startswith("Activité : ")


def test_choices_are_bounded_and_never_take_the_bounds_away():
    library = current()
    several = [view(library, "ecarts", {"activite": ["smr"], "departement": [one]}) for one in ("34", "09", "46")]
    found = chapters(library, several, room=60)
    assert [len(chapter.turns) for chapter in found] == [51, 3, 3]
    alike = [view(library, "ecarts", {"activite": [one]}) for one in ("smr", "irc", "cancer")]
    assert [len(chapter.turns) for chapter in chapters(library, alike, room=60)] == [51, 51, 51]


def test_a_link_follows_to_the_view_of_the_pack_and_is_plain_words_without_it():
    library = current()
    row = Link("la ligne", "ecarts", parameters(activite="irc", modalite="UDM"))
    other = Link("ailleurs", "ecarts", parameters(activite="irc", departement="34"))
    lone = Paragraph(Link("seul et sans but", "recherche", parameters(q="rien")))
    shown = replace(
        view(library, "defis", {}), body=lambda: (Paragraph((row, " ", other)), lone), draw=lambda: None, tables=()
    )
    files = opened(packed([shown, view(library, "ecarts", {"activite": ["smr"]})], library))
    (first,) = [content.decode() for name, content in files.items() if name.startswith("01-")]
    (second,) = [name for name in files if name.startswith("02-")]
    assert re.search(rf'<a [^>]*href="{second}#p\d+">la ligne</a>', first)
    assert "<a>ailleurs</a>" in first and "seul et sans but" not in first


@pytest.mark.parametrize(("page", "parameters"), KINDS)
def test_every_kind_of_view_says_its_reservations_then_the_figures_of_its_page(page, parameters):
    shown = shown_of(page, parameters)
    part = str(part_html(shown, LIBRARY, lambda _: "", name="n"))
    text, found = spaced(part), [numbers(table) for table in Page(part.encode()).tables]
    for caution in shown.cautions:
        assert text.index(spaced(caution)) < text.index('class="corps"')
    for table in (table for table in shown.tables if table.shown):
        rows = 0 if len(table.frame) <= MOST_ROWS else MOST_ROWS
        assert numbers_of(replace(table, rows=rows)) in found, table.name
    told = spaced(re.sub(r"<[^>]+>", " ", str(written(shown.blocks)))).replace(spaced(WHICH_FILE), "")
    assert figures(told) <= figures(re.sub(r"<[^>]+>", " ", text)) | figures(spaced(shown.title))


def figures(text: str) -> set[str]:
    return set(re.findall(r"[+\u2212]?\d+(?:,\d+)?", text))


def test_the_same_views_give_the_same_bytes_and_cautions_stand_before_the_drawing():
    library = current()
    shown = view(library, "ecarts", {"activite": ["smr"]})
    first = pack(library, [shown])
    assert first == pack(library, [view(library, "ecarts", {"activite": ["smr"]})])
    with ZipFile(io.BytesIO(first)) as read:
        day = tuple(map(int, str(library.dataset.jeu.iloc[0]["date"])[:10].split("-")))
        assert {entry.date_time[:3] for entry in read.infolist()} == {day}
    (page,) = [content.decode() for name, content in opened(first).items() if name.startswith("01-")]
    text = spaced(page)
    for caution in shown.cautions:
        assert text.index(spaced(caution)) < text.index("Polyvalent") < text.index(spaced(shown.sentence))


def test_hostile_words_stay_words_in_pages_names_and_tables():
    library = current()
    shown = replace(view(library, "ecarts", {}), title=HOSTILE, sentence=HOSTILE, cautions=(HOSTILE,), source=HOSTILE)
    shown = replace(shown, tables=(replace(shown.tables[0], name=HOSTILE, caption=HOSTILE),), ways=dict)
    files = opened(pack(library, [shown]))
    assert all(re.fullmatch(r"[a-zA-Z0-9.-]+|tableaux/[a-z0-9.-]+", name) for name in files)
    for name, page in pages(files).items():
        assert [one.get("src") for one in page.all("script")] == ["script.js"], name
        assert not page.all("img") and not any("onerror" in one for _, one in page.elements)
    (said,) = [content for name, content in files.items() if name.endswith(".xlsx")]
    assert all(cell.data_type != "f" for sheet in load_workbook(io.BytesIO(said)) for row in sheet for cell in row)


def test_who_follows_is_told_each_view_and_may_cancel():
    library, told = current(), []
    several = [view(library, "carte", {}), view(library, "defis", {})]
    pack(library, several, told=lambda *said: told.append(said))
    assert told == [(0, 2, several[0].title), (1, 2, several[1].title), (2, 2, "")]

    def cancel(done, _whole, _title):
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        pack(library, several, told=cancel)


@pytest.mark.parametrize("address", ["/rien", "/accessibilite", "https://exemple.fr/ailleurs"])
def test_an_address_without_a_view_is_refused(address):
    with pytest.raises(ValueError, match="no view at"):
        packed_addresses([address], current())


def test_the_same_address_is_packed_once():
    files = opened(packed_addresses(["/defis", "./defis?vue=matrice"], current()))
    assert [name[:3] for name in files if re.match(r"\d\d-.*html", name)] == ["01-"]


def test_a_drawing_follows_the_theme_and_keeps_its_ink_readable():
    dark = themed('<text fill="#0a424e" stroke="#0a424e" x="1">a</text><text x="1" fill="#ffffff">a</text>', "n")
    assert dark == (
        '<text fill="var(--d5)" stroke="var(--d5)" x="1">a</text>'
        '<text x="1" fill="light-dark(#ffffff, #0b1115)">a</text>'
    )
    assert themed('<pattern id="h"/><path fill="url(#h)"/>', "n") == '<pattern id="n-h"/><path fill="url(#n-h)"/>'


def test_a_csv_of_the_pack_is_read_back_with_its_rows(held):
    (name,) = [one for one in held if one.startswith("tableaux/02-") and one.endswith(".csv")]
    rows = list(csv.reader(io.StringIO(held[name].decode("utf-8-sig")), delimiter=";"))
    assert next(row for row in rows if row[1] == "Hérault")[2] == "19,4"
