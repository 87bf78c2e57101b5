"""The wall of a meeting: every kind of view gives screens that hold its figures; hostile words stay words."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from exports.meeting.checks import checked
from exports.slides.frames import cell_words
from exports.slides.records import Box, Run, TableDrawing
from exports.wall import tables
from exports.wall.document import MOST_MARKS, short_source, wall
from exports.wall.kept import wall_table
from exports.wall.measure import INNER, TEXT, line_count
from exports.wall.records import Room
from exports.wall.screens import SOURCE_ROOM, screens_of
from exports.wall.shapes import is_heading, text_of
from shell import meetings
from tests.held import LIBRARY
from tests.test_documents import WICKED
from views.seance.meeting import Meeting, Point, read_meeting
from views.seance.points import proposal, view_of
from views.seance.ready import ORDERS, ready

ADDRESSES = (
    "/", "/carte?indicateur=densite_mg_bpe&departement=34", "/carte?indicateur=taux_pauvrete&indicateur=part_65_plus",
    "/carte?indicateur=part_mg_60_plus", "/territoire?departement=34", "/ecarts?departement=34",
    "/ecarts?vue=activite&activite=irc", "/ecarts?vue=departement&departement=34", "/ecarts?vue=ensemble",
    "/ecarts?vue=carte", "/defis", "/defis?vue=comparaison", "/defis?vue=cts&departement=34", "/scenario",
    "/scenario?vue=oqos", "/sources?vue=vigilances&departement=34", "/sources?vue=piloter", "/recherche?q=dialyse",
)  # fmt: skip
HOSTILE = "</script><img src=x onerror=alert(1)><!-- &amp; " + WICKED


def meeting(*points: Point) -> Meeting:
    return Meeting(cle="essai-de-salle", nom="Séance d'essai", duree=60, points=list(points))


@cache
def written(*addresses: str) -> str:
    points = [proposal(LIBRARY, view_of(LIBRARY, one), key=f"p{rank}") for rank, one in enumerate(addresses, 1)]
    return document(meeting(*points))


def document(held: Meeting) -> str:
    return wall(held, checked(held, LIBRARY), LIBRARY).decode()


class Reader(HTMLParser):
    """What a browser would make of a document: its elements, its words, what its scripts hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.scripts.append(data)
        elif self.inside != "style":
            self.words.append(data)


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def words_of(text: str) -> str:
    return plain(" ".join(Reader(text).words))


LONG_TITLE, MOST_OF_A_POINT = 100, 8
"""Signs beyond which the title of a view may stand on its first screen alone; screens of a point at most."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_view_gives_screens_with_its_words_and_the_mark_of_its_reservations(address):
    view = view_of(LIBRARY, address)
    text = written(address)
    screens = re.split(r'<article class="ecran', text)[1:]
    assert screens
    for rank, screen in enumerate(screens, 1):
        words = words_of("<article class=" + screen)
        title = plain(proposal(LIBRARY, view, key="p1").titre)
        assert title in words or (rank > 1 and len(title) > LONG_TITLE)
        assert "vue 1 sur 1" in words
        assert len(screens) == 1 or f"écran {rank} sur {len(screens)}" in words
        if view.cautions:
            assert "Prudence" in words.replace(plain(view.title), "")
    said = [part for part in proposal(LIBRARY, view, key="p1").prudence.split("\n") if part]
    for part in said:
        assert plain(part) in words_of(text)


def test_a_map_says_every_value_of_its_table_and_what_is_not_known():
    view = view_of(LIBRARY, "/carte?indicateur=part_mg_60_plus")
    text = written("/carte?indicateur=part_mg_60_plus")
    shown = view.picture.views[0]
    told = {one["data-nom"]: plain(one["data-mots"]) for _, one in Reader(text).elements if "data-mots" in one}
    names = list(LIBRARY.geography.departements.values())
    assert list(told) == names
    assert [told[name] for name in names] == [plain(shown.in_words(rank)) for rank in range(len(names))]
    assert "non renseigné" in told.values()
    for reference in shown.reperes:
        assert plain(f"{reference.nom} {reference.texte}") in words_of(text)


def test_a_map_of_gaps_dots_its_ranges_and_hatches_what_is_not_known():
    text = written("/ecarts?vue=carte&activite=cancer&modalite=A6")
    assert [text.count(f"fill:url(#{mark})") for mark in ("points", "hachure")] == [3, 10]
    assert text.count("background:var(--points)") == len(re.findall(r"fourchette.\(3\)<", text)) == 1


def test_each_row_of_a_table_is_read_in_its_order():
    view, words = view_of(LIBRARY, "/scenario"), words_of(written("/scenario"))
    table = next(one for one in view.tables if one.name == "Bilan")
    for row in table.frame.itertuples(index=False):
        cells = (cell_words(cell, str(name), None) for name, cell in zip(table.frame.columns, row, strict=True))
        assert plain(" ".join(cells)) in words


def test_objectifs_side_by_side_are_those_of_the_plans():
    words = words_of(written("/defis?vue=comparaison"))
    frame = view_of(LIBRARY, "/defis?vue=comparaison").tables[0].frame
    for row in frame.itertuples():
        place = words.index(plain(f"{row.Département} {row.Objectif}"))
        assert f"{row.Code} " in words[:place]


def test_gaps_of_an_activity_are_those_of_its_table_after_their_signs():
    view = view_of(LIBRARY, "/ecarts?vue=activite&activite=irc")
    rows = screens_of(checked(meeting(proposal(LIBRARY, view, key="p1")), LIBRARY)[0], LIBRARY)
    drawn = words_of("".join(str(screen.drawn) for screen in rows))
    for row in view.tables[0].frame.itertuples():
        if row.Autorisé == row.Autorisé and str(row.Écart) not in ("<NA>", "nan"):
            assert f"({row.Autorisé} › {row.Prévu})" in drawn.replace("\u00a0", " ")


def test_hostile_words_are_words_and_the_meeting_is_read_back():
    points = [
        Point(cle="p1", titre=HOSTILE, phrase=HOSTILE, prudence=HOSTILE, note=HOSTILE, orateur=HOSTILE, genre="avis"),
        Point(cle="p2", adresse="/carte", titre=HOSTILE, phrase=HOSTILE, prudence=HOSTILE),
    ]
    held = meeting(*points)
    text = document(held.model_copy(update={"nom": HOSTILE[:300]}))
    reader = Reader(text)
    assert not [name for name, _ in reader.elements if name in ("img", "x", "b>")]
    assert len(reader.scripts) == 3
    kept = json.loads(reader.scripts[0])
    assert kept["points"][0]["titre"] == HOSTILE
    assert [one["montre"] is None for one in kept["points"]] == [True, False]
    assert read_meeting(json.dumps(kept).encode()).points[1].montre.jeu == LIBRARY.version
    assert unescape(plain(HOSTILE)) in unescape(words_of(text))


def test_the_document_asks_nothing_and_is_written_twice_alike():
    text = written(*ADDRESSES[:4])
    points = [proposal(LIBRARY, view_of(LIBRARY, one), key=f"p{rank}") for rank, one in enumerate(ADDRESSES[:4], 1)]
    assert text == document(meeting(*points))
    asked = [value for _, one in Reader(text).elements for name, value in one.items() if name in ("src", "href")]
    assert asked == []
    assert set(re.findall(r"url\(([^)]{0,12})", text)) <= {"data:font/wo", "#hachure", "#points"}


def test_the_wall_is_a_file_of_a_meeting():
    form = meetings.FORMS["html"]
    held = meeting(Point(cle="p1", titre="Accueil", minutes=10))
    text = form.give(held, checked(held, LIBRARY), LIBRARY, "").decode()
    assert not form.kept
    assert "10 min" in words_of(text)
    assert "Information" in words_of(text)


def test_a_point_whose_view_is_gone_keeps_its_words():
    held = meeting(Point(cle="p1", adresse="/nulle-part", titre="Ce que nous voulions montrer", prudence="À vérifier"))
    words = words_of(document(held))
    assert "Ce que nous voulions montrer" in words
    assert "À vérifier" in words


def test_marks_become_one_bar_past_twenty_points():
    points = [Point(cle=f"p{rank}", titre=f"Point {rank}") for rank in range(MOST_MARKS + 1)]
    text = document(meeting(*points))
    assert text.count('class="avance"') == len(points)
    assert 'style="flex:1"' in text
    assert "vue 21 sur 21" in words_of(text)


def table(rows: int, words: int = 3) -> TableDrawing:
    def row(rank: int) -> tuple[Box, ...]:
        return tuple(Box(((Run(text),),)) for text in (f"Ligne {rank}", f"mot{rank} " * words, "reste"))

    heading = (Box(((Run("Groupe"),),), "creux", columns=3), None, None)
    return TableDrawing("Essai", (row(0),), (heading, *(row(rank) for rank in range(rows))), (1, 1, 1))


@pytest.mark.parametrize(("rows", "words"), [(2, 3), (30, 3), (30, 60), (3, 400), (1, 600)])
def test_a_table_is_cut_so_that_each_part_fits_and_no_row_is_lost(rows, words):
    room = Room(INNER, 48)
    whole = tables.readable(table(rows, words), room)
    widths = tables.widths_of(whole, room.w)
    parts = tables.cut(whole, widths, room, room)
    for part in parts:
        assert tables.rows_height((*part.head, *part.body), widths) <= room.h
        assert len(widths) == 2 or is_heading(part.body[0])
        assert not is_heading(part.body[-1])
    said = " ".join(text_of(box) for part in parts for row in part.body if not is_heading(row) for box in row)
    for rank in range(rows):
        assert said.count(f"mot{rank} ") >= words


def test_columns_too_narrow_for_their_words_go_on_another_screen():
    wide = TableDrawing(
        "Essai",
        (tuple(Box(((Run(f"Département{rank}"),),)) for rank in range(12)),),
        (tuple(Box(((Run(str(rank)),),)) for rank in range(12)),),
        (1.0,) * 12,
    )
    parts = tables.columns_apart(wide, INNER)
    assert len(parts) > 1
    assert [text_of(box) for part in parts for box in part.head[0][1:]] == [
        f"Département{rank}" for rank in range(1, 12)
    ]
    assert {text_of(part.head[0][0]) for part in parts} == {"Département0"}


def test_a_table_that_stops_says_how_many_lines_it_shows():
    text = words_of(written("/sources?vue=vigilances&departement=34"))
    found = re.search(r"(\d+) lignes sur (\d+) projetées ; toutes se lisent dans l'outil", text)
    whole = len(view_of(LIBRARY, "/sources?vue=vigilances&departement=34").tables[0].frame)
    assert found
    assert int(found[1]) < int(found[2]) == whole


def test_a_long_source_is_shortened_on_two_lines():
    source = view_of(LIBRARY, "/territoire?departement=34").source
    short = short_source(source, SOURCE_ROOM)
    assert line_count(source, SOURCE_ROOM, TEXT) > 2
    assert line_count(short, SOURCE_ROOM, TEXT) <= 2
    assert short.startswith("Source")


@pytest.mark.parametrize("code", ORDERS)
@pytest.mark.parametrize("departement", ["46", "48", "65"])
def test_a_point_of_a_ready_made_order_takes_few_screens_and_none_names_an_indicator_twice(code, departement):
    for one in checked(ready(LIBRARY, code, departement), LIBRARY):
        screens = screens_of(one, LIBRARY)
        assert len(screens) <= MOST_OF_A_POINT, one.point.adresse
        assert not any("(APL)Accessibilité" in screen.drawn for screen in screens)


def test_the_wall_of_a_departement_keeps_each_figure_and_each_priority_and_says_what_it_leaves():
    view = view_of(LIBRARY, "/territoire?departement=46")
    text = words_of(written("/territoire?departement=46"))
    objectives = view.tables[1].frame
    put_first = objectives[objectives["Code"].notna()]
    assert all(f"{code} " in text for code in put_first["Défi"].unique())
    assert all(str(code) in text for code in put_first["Code"])
    left = objectives["Défi"].nunique() - put_first["Défi"].nunique()
    assert f"{left} autres défis : non priorisés. Le texte des objectifs se lit dans l'outil." in text
    assert "Plus bas des autres" not in text
    assert "Dans l'outil : le plus bas et le plus haut des autres" in text
    figures = screens_of(checked(meeting(proposal(LIBRARY, view, key="p1")), LIBRARY)[0], LIBRARY)
    assert sum("Vaccination contre la grippe" in screen.drawn for screen in figures) == 2


def test_lines_without_a_site_are_counted_and_not_shown():
    frame = view_of(LIBRARY, "/ecarts?vue=departement&departement=46").tables[0].frame
    assert ((frame["Autorisé, maximum"] == 0) & (frame["Prévu, maximum"] == 0)).any()
    text = words_of(written("/ecarts?vue=departement&departement=46"))
    found = re.search(r"(\d+) lignes sans site autorisé ni prévu, non projetées", text)
    assert found and int(found[1]) > 1
    assert "0 (0 › 0)" not in text


def test_a_repeated_column_becomes_headings_and_the_departement_comes_first():
    place = "/sources?vue=piloter&departement=46"
    screens = screens_of(checked(meeting(proposal(LIBRARY, view_of(LIBRARY, place), key="p1")), LIBRARY)[0], LIBRARY)
    first = words_of(str(screens[0].drawn))
    assert "Lot" in first and "Occitanie" not in first
    asked = written("/defis?vue=cts&departement=46")
    assert words_of(asked).count("Propositions du CNR en santé") < 6
    assert "aucun" in words_of(asked)


def test_a_finding_counts_what_the_lines_of_its_view_say():
    for address, words in (
        (
            "/sources?vue=vigilances&departement=46",
            "{count} précautions avant de citer un chiffre, dont {some}",
        ),
        ("/sources?vue=piloter&departement=46", "Piloter et évaluer : {count} annonces, {some} disent quand"),
    ):
        view = view_of(LIBRARY, address)
        frame = view.tables[0].frame
        some = (
            (frame["Gravité"] == "réserve forte").sum()
            if "Gravité" in frame
            else (frame["Quand, tel qu'imprimé"] != "non imprimé").sum()
        )
        point = proposal(LIBRARY, view, key="p1")
        assert point.titre.startswith(words.format(count=len(frame), some=some))
        assert checked(meeting(point), LIBRARY)[0].warnings == ()


def test_widths_follow_the_words_so_that_rows_are_low():
    cells = [
        (Run("non imprimé"),),
        (Run("Faire le point, pour dire quelles actions sont engagées " * 2),),
    ]
    table = TableDrawing(
        "Essai",
        (tuple(Box(((Run(name),),)) for name in ("Par qui", "Quoi", "Quand, tel qu'imprimé par le plan")),),
        tuple((Box((cells[0],)), Box((cells[1],)), Box((cells[0],))) for _ in range(9)),
        (1.0, 1.0, 1.0),
    )
    widths = tables.widths_of(table, INNER)
    even = [INNER / 3] * 3
    assert sum(widths) == pytest.approx(INNER)
    assert tables.rows_height(table.body, widths) < tables.rows_height(table.body, even)


def test_an_activity_of_one_line_is_not_named_as_the_line_before_it():
    """An activity without lines of its own takes both columns of «Ce qui change»."""
    drawn = "".join(
        str(screen.drawn)
        for screen in screens_of(
            checked(meeting(proposal(LIBRARY, view_of(LIBRARY, "/ecarts?departement=46"), key="p1")), LIBRARY)[0],
            LIBRARY,
        )
    )
    rows = [words_of(row) for row in drawn.split("<tr")]
    at = next(rank for rank, row in enumerate(rows) if "Médecine nucléaire" in row)
    assert "Médecine nucléaire" in rows[at + 1] and "+1" in rows[at + 1]
    assert sum("Sperme" in row for row in rows) == 1


BLANKS = {"–", "", "non renseigné", "non imprimé"}
SPARSE = (
    *(f"/ecarts?vue=activite&activite={slug}&departement={code}" for slug in ("cancer", "gyneco_obst", "amp")
      for code in LIBRARY.supply.departements),
    *(f"/ecarts?vue=departement&departement={code}" for code in LIBRARY.supply.departements),
    "/defis?vue=conseils&departement=46", "/territoire?departement=11",
)  # fmt: skip
"""Views whose tables hold many cells where a plan writes nothing."""


@pytest.mark.parametrize("address", SPARSE)
def test_no_screen_is_made_only_of_blanks(address):
    screens = re.split(r'<article class="ecran', written(address))[1:]
    for screen in screens:
        cells = {" ".join(words_of(cell).split()) for cell in re.findall(r"<td[^>]*>.*?</td>", screen, re.S)}
        assert not cells or cells - BLANKS, words_of(screen)[:200]


def test_lines_that_are_blank_in_every_plan_are_named_once_and_the_others_stay():
    screens = re.split(r'<article class="ecran', written("/ecarts?vue=activite&activite=cancer&departement=46"))[1:]
    words = plain(words_of(screens[0]))
    rows = LIBRARY.supply.of("cancer", ["46"])
    blank = [row for row in rows if row.readings["intervalle"] == "aucune"]
    named = "chirurgie thoracique (A2 et B2), A2 thoracique, A7 indifférenciée"
    assert f"Aucune implantation inscrite pour {named} et {len(blank) - 3} autres lignes." in words
    drawn = " ".join(plain(words_of(screen)) for screen in screens)
    assert all(row.libelle in drawn for row in rows if row not in blank)
    assert len(screens) == 4


def test_a_plan_that_writes_nothing_for_an_activity_says_it_in_one_line():
    dash, one = Box(((Run("–"),),)), Box(((Run("AMP"),),))
    table = TableDrawing("Écarts", ((one, dash),), ((one, dash), (one, dash)), (1.0, 1.0))
    view = view_of(LIBRARY, "/ecarts?vue=activite&activite=amp&departement=46")
    kept, _ = wall_table(view, table, "", "Lot")
    said = ["Les 2 lignes du tableau", "aucune implantation inscrite"]
    assert [[text_of(box) for box in row] for row in kept.body] == [said]


def test_columns_that_are_mostly_blank_are_said_under_the_lines_that_fill_them():
    text = plain(words_of(written("/defis?vue=conseils&departement=46")))
    assert "Une ligne sans mention n'imprime ni quantité ni date." in text
    assert "Quantité imprimée : 2 projets, puis un 3e" in text and "Date imprimée : 2024 ; 2026" in text
