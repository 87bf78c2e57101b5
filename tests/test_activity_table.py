"""One activité drawn: every row of every plan, one scale, plans without a site in a sentence, numbered notes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from charts.blocks import gap_notes
from charts.blocks.activity_table import ActivityTable, _kept
from charts.blocks.gap_sheet import DETAIL, detail, in_short
from charts.blocks.records import Bullets, Folded, Grid, Link, Mark, Part, Row, Track, Words, plain
from charts.drawings.gap_chart import gap_chart
from charts.drawings.pictures import Chart
from charts.words.french import NBSP
from exports.html import written
from exports.svg_chart import chart_drawings
from tests.held import LIBRARY, SUPPLY
from views.registry import view

PLANS = SUPPLY.departements
each_activite = pytest.mark.parametrize("activite", SUPPLY.activites)


def table(activite: str, departements: list[str] = PLANS, *, own: bool = False, borne: str = "intervalle"):
    rows = SUPPLY.of(activite, departements)
    _, numbers = gap_notes.numbered(gap_notes.notes_of(SUPPLY, LIBRARY.atlas, rows, departements))
    return ActivityTable(SUPPLY, borne, rows, "", own, numbers, lambda row: (("modalite", row.code),))


def grid(found: ActivityTable) -> Grid:
    return next(block for block in found.blocks() if isinstance(block, Grid))


def spans(words: Words) -> list[object]:
    """A text and all it is made of."""
    if isinstance(words, tuple):
        return [one for span in words for one in spans(span)]
    return [words, *(spans(words.words) if isinstance(words, Mark | Link) else [])]


def heard(words: Words) -> str:
    return " ".join(plain(one) for one in spans(words) if isinstance(one, Mark) and one.style == "hors-vue")


@each_activite
@pytest.mark.parametrize("borne", ["intervalle", "basse", "haute"])
def test_every_row_of_every_panel_says_its_counts_to_who_listens(activite, borne):
    found = table(activite, borne=borne)
    said = [heard(cell.words) for body in grid(found).bodies for line in body for cell in line.cells[1:]]
    wanted = [in_short(row, borne) for row in found.rows if row.departement in found.panels]
    for text in wanted:
        assert any(words.startswith(text) for words in said)
    cards = next(block for block in found.blocks() if isinstance(block, Part) and block.role == "cartes-activite")
    lists = [block for card in cards.blocks for block in card.blocks if isinstance(block, Bullets)]
    assert sum(len(block.items) for block in lists) == len(wanted)
    assert [section.label for section in cards.blocks] == SUPPLY.geography.named(found.panels)


TAGS = "<b>gras</b> & &lt;i&gt; <a href='x'>a</a>"


def test_tags_in_the_name_of_a_row_are_shown_as_printed_on_the_page_and_in_its_picture():
    rows = [replace(row, libelle=TAGS) for row in SUPPLY.of("sld", ["09"])]
    page = written(replace(table("sld", ["09"]), rows=rows).blocks())
    assert "<b>gras" not in page and "href='x'" not in page
    assert TAGS in unescape(re.sub(r"<[^>]*>", "", page))
    (drawn,) = chart_drawings(Chart(gap_chart(rows, {"09": "Ariège"}), "Une ligne."), [])
    words = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn.svg()))
    assert TAGS.replace(" ", "") in unescape(words).replace(" ", "")


@each_activite
def test_marks_stand_at_the_printed_counts_and_never_below_zero(activite):
    for row in table(activite).rows:
        marks = table(activite, [row.departement])._track(row).marks
        places = {place for _, start, end, _ in marks for place in (start, end)}
        counts = [count for count in (row.existing, row.targets["intervalle"]) if count]
        allowed = {bound for count in counts for bound in (count.low, count.high)}
        assert min(places, default=0) >= 0
        if row.gaps["intervalle"] is not None and row.readings["intervalle"] != "aucune":
            assert places == allowed, row


@each_activite
def test_a_site_has_one_length_in_every_panel_unless_asked(activite):
    common, own = table(activite), table(activite, own=True)
    steps = [dict(cell.measures)["pas"] for cell in grid(common).head[0].cells[1:]]
    assert len(set(steps)) == 1
    cards = next(block for block in common.blocks() if isinstance(block, Part))
    assert len({dict(card.measures)["l"] for card in cards.blocks}) == 1
    assert grid(common).role == "table-activite" and grid(own).role == "table-activite propre"
    alone = next(block for block in own.blocks() if isinstance(block, Part))
    assert [dict(card.measures)["l"] for card in alone.blocks] == [dict(card.measures)["m"] for card in alone.blocks]


def test_plan_without_a_site_is_a_sentence_and_no_panel():
    found = table("dpn")
    assert SUPPLY.geography.named(found.panels) == ["Ariège", "Hérault"]
    assert found.absent_text() == "Lot et Lozère : aucun site, ni autorisé ni prévu (0), sur les 6 lignes imprimées."
    assert table("dpn", ["46"]).panels == ["46"]  # asked alone, it is drawn: its zeros are what it says
    assert table("smr").absent_text() == ""


@each_activite
def test_number_of_a_note_stands_where_it_applies_and_before_its_words(activite):
    rows = SUPPLY.of(activite, PLANS)
    notes = gap_notes.notes_of(SUPPLY, LIBRARY.atlas, rows, PLANS)
    blocks, numbers = gap_notes.numbered(notes)
    seen = [one for block in blocks for one in (block.blocks if isinstance(block, Folded) else [block])]
    listed = [item.words for block in seen if isinstance(block, Bullets) for item in block.items]
    assert [plain(words[0]) for words in listed] == [str(rank) for rank in range(1, len(notes) + 1)]
    known = {row.code for row in rows} | {""}
    assert {code for code, _ in numbers} <= known and {plan for _, plan in numbers} <= {"", *PLANS}
    assert sorted({number for found in numbers.values() for number in found}) == list(range(1, len(notes) + 1))


@each_activite
def test_many_notes_of_a_name_are_counted_for_who_sees_and_all_heard(activite):
    found = table(activite)
    for place, numbers in found.numbers.items():
        seen, said = found._notes(*place)
        shown = plain(seen).strip()
        assert shown == (f"{len(numbers)}\u00a0notes" if len(numbers) > 3 else ", ".join(map(str, numbers)))
        assert all(re.search(rf"\b{number}\b", plain(said)) for number in numbers)


def test_condition_of_an_asterisk_is_a_note_of_its_cell():
    rows = SUPPLY.of("cancer", PLANS)
    blocks, numbers = gap_notes.numbered(gap_notes.notes_of(SUPPLY, LIBRARY.atlas, rows, PLANS))
    listed = [plain(item.words) for block in blocks if isinstance(block, Bullets) for item in block.items]
    for number in numbers["A6", "34"]:
        assert "Hérault" in listed[number - 1] and "A6 mammaire" in listed[number - 1]


@each_activite
def test_recourse_that_says_nothing_is_not_listed(activite):
    for note in gap_notes.recourse(SUPPLY, activite, PLANS):
        assert "ne dit rien" not in plain(note.words) and re.search(r"\(ligne \d+\)", plain(note.words))


@each_activite
def test_detail_is_a_row_a_plan_with_its_lines(activite):
    code = SUPPLY.first_code(activite, PLANS, borne="intervalle")
    rows = [row for row in SUPPLY.of(activite, PLANS) if row.code == code]
    found = next(block for block in detail(SUPPLY, rows, borne="intervalle").blocks if isinstance(block, Grid))
    assert [plain(cell.words) for cell in found.head[0].cells] == list(DETAIL)
    lines: tuple[Row, ...] = found.bodies[0]
    for row, line in zip(rows, lines, strict=True):
        assert plain(line.cells[0].words).startswith(row.nom)
        assert all(place in plain(line.cells[-1].words) for place in row.lignes_cible or [str(row.ligne)])


def test_full_link_and_bold_number_only_without_a_written_reservation():
    found = table("amp")
    for row in found.rows:
        gap, track = row.gaps["intervalle"], found._track(row)
        if gap and gap.exact and gap.low:
            assert track.role.split()[1] == ("contour" if row.reserved else "plein")
            assert (found._seen(row)[0].style == "fort") is not row.reserved


def test_scale_is_a_parameter_of_the_address():
    found = view(LIBRARY, "ecarts", {"activite": ["smr"], "echelle": ["propre"]})
    assert found.parameters["echelle"] == "propre" and not found.ignored
    assert view(LIBRARY, "ecarts", {"activite": ["smr"], "echelle": ["double"]}).ignored == ("echelle=double",)
    ranges = {}
    for scale in ("propre", "commune"):
        drawn = view(LIBRARY, "ecarts", {"activite": ["smr"], "echelle": [scale]}).picture.figure
        points = next(trace for trace in drawn["data"] if trace.get("marker", {}).get("color") == "@prevu")
        ranges[scale] = max(x % 1 for x in points["x"] if 0 < x < 1)  # the first panel, Ariège
    assert ranges["commune"] < ranges["propre"] / 4


def test_tracks_are_drawn_and_their_words_stand_beside():
    cells = [cell for line in grid(table("irc")).bodies[0] for cell in line.cells[1:]]
    assert any(isinstance(one, Track) for cell in cells for one in spans(cell.words))


def test_an_activite_without_a_number_opens_on_a_range() -> None:
    code = SUPPLY.first_code("cancer", ["46"], borne="intervalle")
    (row,) = [row for row in SUPPLY.of("cancer", ["46"]) if row.code == code]
    assert row.readings["intervalle"] == "fourchette" and row.denombre


def test_words_of_a_range_stay_on_one_line() -> None:
    assert _kept("◇ maintien de −20 à +5") == f"◇{NBSP}maintien de{NBSP}−20{NBSP}à{NBSP}+5"
    assert _kept("de la ville à l'hôpital") == "de la ville à l'hôpital"
