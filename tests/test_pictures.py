"""The picture of a view: SVG that every engine draws alike, PNG of the same, all that must be read with it."""

from __future__ import annotations

import io
import re
from itertools import accumulate
from xml.etree import ElementTree

import pytest
from PIL import Image

from charts.drawings.pictures import Chart, Maps
from charts.drawings.tokens import COLOURS
from exports.pictures import change_grids, drawings, picture, picture_png, picture_svg
from exports.svg import Drawing, clean, text, width_of
from exports.svg_chart import chart_drawings
from exports.typeset import png
from tests.held import LIBRARY, library_of
from views.registry import view

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {
    "carte": ("carte", {"indicateur": ["taux_pauvrete"], "departement": ["34"]}),
    "deux cartes": ("carte", {"indicateur": ["taux_pauvrete", "part_65_plus"]}),
    "plans": ("carte", {"indicateur": ["nb_ehpad"], "origine": ["plan"]}),
    "ce qui change": ("ecarts", {"borne": ["basse"]}),
    "activité": ("ecarts", {"vue": ["activite"], "activite": ["smr"]}),
    "département": ("ecarts", {"vue": ["departement"]}),
    "ensemble": ("ecarts", {"vue": ["ensemble"]}),
    "carte OQOS": ("ecarts", {"vue": ["carte"], "activite": ["irc"]}),
    "matrice": ("defis", {}),
    "et si": ("scenario", {"scenarios": ["2"], "engagement": ["3"]}),
}


def shown(name):
    page, parameters = DRAWN[name]
    return view(LIBRARY, page, parameters)


def texts(svg: bytes) -> list[str]:
    """What is read of it, halos left out, with plain spaces."""
    found = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return [
        "".join(node.itertext()).replace("\u00a0", " ").replace("\u202f", " ")
        for node in found
        if node.get("aria-hidden") != "true"
    ]


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_says_its_title_cautions_source_and_notice_before_and_after_what_is_drawn(name):
    one = shown(name)
    svg = picture_svg(one, LIBRARY)
    root = ElementTree.fromstring(svg)
    assert (root[0].tag, root[0].text) == (f"{SVG}title", clean(one.title))
    assert root[1].tag == f"{SVG}desc" and len(root[1].text) > 40
    lines = texts(svg)
    said = " ".join(lines)
    for words in (one.title, *one.cautions, one.source, "Outil non officiel, seul l'arrêté publié fait foi."):
        assert words in said
    assert LIBRARY.version in said and f"/{one.page}" in said
    first = next(rank for rank, line in enumerate(lines) if line in ("Lot", "Hérault"))
    before = [line.removeprefix("† ") for line in lines[:first] if line]
    for caution in one.cautions:
        assert any(line in caution for line in before), f"{caution} comes after the first number"


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_holds_nothing_that_an_engine_of_documents_draws_otherwise(name):
    svg = picture(shown(name), LIBRARY).svg()
    assert not re.search(r"var\(|light-dark|rgba?\(|paint-order|vector-effect|currentColor|@|color-mix", svg)
    literal = set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg))
    assert literal and all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in literal)
    assert {light for light, _ in COLOURS.values()} & literal
    for used in set(re.findall(r'"url\(#([\w-]+)\)"', svg)):
        assert f'id="{used}"' in svg


def test_every_value_of_a_map_is_written_on_it_and_what_is_not_known_is_hatched():
    one = shown("plans")
    svg = picture(one, LIBRARY).svg()
    (drawn,) = one.picture.views
    assert svg.count('<path d="') == len(LIBRARY.departements)
    assert svg.count('fill="url(#hachure)"') == drawn.classes.count(-1) + 1  # and once in the legend
    assert {text for text in drawn.textes if text} <= set(texts(svg.encode()))


def test_a_map_of_gaps_dots_its_ranges_and_hatches_what_is_not_known():
    svg = picture(
        view(LIBRARY, "ecarts", {"vue": ["carte"], "activite": ["cancer"], "modalite": ["A6"]}), LIBRARY
    ).svg()
    assert [svg.count(f'fill="url(#{mark})"') for mark in ("points", "hachure")] == [3 + 1, 10 + 1]  # and the legend
    assert {"fourchette (3)", "plan non chargé, ou nombre non calculé (10)"} <= set(texts(svg.encode()))


@pytest.mark.parametrize("name", ["activité", "département"])
def test_every_word_of_a_chart_is_in_its_drawings_once(name):
    one = shown(name)
    assert isinstance(one.picture, Chart)
    said = [text for part in chart_drawings(one.picture, []) for text in texts(part.svg().encode())]
    meta = one.picture.figure["layout"]["meta"]["textes"]
    top = one.picture.figure["layout"]["yaxis"]["range"][1]
    rows = [clean(line) for text in meta if text["y"] < top for line in text["lignes"]]
    heads = {clean(line) for text in meta if text["y"] >= top for line in text["lignes"]}
    plain = [line.replace("\u00a0", " ").replace("\u202f", " ") for line in rows]
    assert sorted(text for text in said if text not in heads) == sorted(line for line in plain if line not in heads)


def test_a_long_chart_is_cut_between_two_rows_and_each_part_names_its_columns():
    parts = drawings(shown("département"), LIBRARY, apart=True)
    assert len(parts) > 1
    for rank, part in enumerate(parts, 1):
        assert "Hérault" in texts(part.svg().encode())
        assert part.alt.startswith(f"Graphique. Partie {rank} sur {len(parts)}.")
        assert part.height < 1500


def test_the_bars_of_what_changes_are_as_many_as_its_numbers():
    one = view(LIBRARY, "ecarts", {})
    (grid,) = change_grids(one.blocks)
    numbers = re.findall(r"'[+\u2212]\d+'", repr(grid))
    svg = picture(one, LIBRARY).svg()
    edges = [COLOURS[side][0] for side in ("hausse", "baisse")]
    drawn = sum(svg.count(f'stroke="{edge}" stroke-width="2"') for edge in edges)
    assert drawn == len(numbers) + svg.count("hausse</text>") + 2  # those of the legend: three
    assert len(one.tables[0].frame) == len(numbers)


def test_two_scenarios_are_told_apart_on_their_maps():
    said = " ".join(texts(picture_svg(shown("et si"), LIBRARY)))
    assert "Scénario A : " in said and "Scénario B : " in said


@pytest.mark.parametrize("name", ["plans", "activité"])
def test_a_png_is_the_picture_at_two_pixels_a_unit_and_neither_black_nor_blank(name):
    one = shown(name)
    whole = picture(one, LIBRARY)
    image = Image.open(io.BytesIO(picture_png(one, LIBRARY))).convert("L")
    assert abs(image.width - 2 * whole.width) <= 2 and abs(image.height - 2 * whole.height) <= 2
    counts = image.histogram()
    total = image.width * image.height
    assert sum(counts[:40]) < total * 0.08, "a fill that the engine does not know is black"
    assert sum(counts[:120]) > total * 0.004, "its words and its marks are there"
    assert picture_png(one, LIBRARY) == picture_png(one, LIBRARY)


def test_words_are_set_as_wide_as_they_are_measured():
    """The fonts of the engine are those of the widths: a title would otherwise leave its picture."""
    for bold, serif in ((False, False), (True, False), (False, True)):
        words = "Hérault, Pyrénées-Orientales : 13 écarts"
        svg = Drawing(800, 60, text(0, 40, words, size=30, bold=bold, serif=serif), "", "").svg()
        box = Image.open(io.BytesIO(png(svg, 800, 60))).convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
        measured = width_of(words, 30, bold=bold, serif=serif)
        assert abs(box[2] / 2 - measured) < measured * 0.05


def test_a_title_is_inert_whatever_its_signs():
    wicked = 'Un <b> & "deux" = #quatre'
    one = view(LIBRARY, "scenario", {"nom": [wicked], "engagement": ["3"]})
    root = ElementTree.fromstring(picture_svg(one, LIBRARY))
    assert '<b> & "deux" = ' in root[0].text
    assert root.find(f".//{SVG}b") is None


def test_a_view_without_a_picture_has_none():
    for page, parameters in (("territoire", {}), ("defis", {"vue": ["comparaison"]}), ("sources", {})):
        assert picture_svg(view(LIBRARY, page, parameters), LIBRARY) is None


@pytest.mark.parametrize("parameters", [{}, {"activite": ["irc"]}])
def test_a_wide_drawing_is_cut_between_two_departements_for_a_sheet_of_paper(parameters):
    held = library_of(13)
    parts = drawings(view(held, "ecarts", parameters), held, apart=True)
    assert len(parts) == 4 and max(part.width for part in parts) < 1250
    named = [line for part in parts for line in texts(part.svg().encode())]
    assert all(named.count(name) == 1 for name in held.geography.departements.values())


@pytest.mark.parametrize("count", [1, 5, 13])
def test_pictures_hold_with_another_number_of_plans(count):
    held = library_of(count)
    for page, parameters in (("defis", {}), ("ecarts", {}), ("ecarts", {"vue": ["activite"], "activite": ["irc"]})):
        found = picture(view(held, page, parameters), held)
        ElementTree.fromstring(found.svg())
    assert isinstance(view(held, "carte", {}).picture, Maps)


@pytest.mark.parametrize("modalite", ["A6", "A3", "TMSC-B"])
def test_what_holds_a_number_back_stays_inside_the_outline_of_its_departement(modalite):
    asked = view(LIBRARY, "ecarts", {"vue": ["carte"], "activite": ["cancer"], "modalite": [modalite]})
    words = [text for text in texts(picture(asked, LIBRARY).svg().encode()) if "sous réserve" in text]
    ring = [int(one) for one in re.findall(r"-?\d+", LIBRARY.outlines.paths["34"].split("M")[1])]
    across = list(accumulate(ring[::2]))  # a point, then the way to each next one
    room = max(across) - min(across)
    assert words
    assert [text for text in words if " de " in text or "†" in text or width_of(text, 17.5) > room * 0.8] == []
