"""The home page: a map to choose from, findings that other views write, six figures, ways that all lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from analysis.key_figures import REGION_FIGURES
from analysis.loaded import LoadedPlans
from charts.blocks.key_figures import strip
from charts.drawings.outlines import polygon, svg_outlines
from charts.words.coverage import coverage_line
from exports.html import written
from loaders.errors import DatasetError
from tests.held import LIBRARY, dataset_of, library_of
from tests.test_html_writer import loose, text_of
from views.accueil.findings import found
from views.library import Library
from views.pages import PAGES
from views.registry import BUILDERS, view

COUNTS = (0, 1, 4, 13)


@pytest.fixture(params=COUNTS)
def library(request: pytest.FixtureRequest) -> Library:
    return library_of(request.param)


def home(library: Library, **parameters: list[str]) -> str:
    return str(written(view(library, "accueil", parameters).blocks))


def ways(markup: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Page and parameters of every link to a view."""
    named = {entry.path: key for key, entry in PAGES.items()}
    for href in re.findall(r'data-vue href="([^"]+)"', markup.replace("&amp;", "&")):
        parts = urlsplit(href)
        yield named[parts.path.removeprefix("./")], parse_qs(parts.query)


def test_every_way_of_the_home_page_leads_to_a_view_that_knows_all_of_it(library: Library) -> None:
    led = list(ways(home(library)))
    assert {page for page, _ in led} >= {"carte", "territoire", "ecarts", "defis", "scenario", "sources", "recherche"}
    assert [(page, query) for page, query in led if page in BUILDERS and view(library, page, query).ignored] == []


def test_who_presents_begins_with_a_meeting() -> None:
    door = home(LIBRARY).partition("Je présente")[2].partition("J'analyse")[0]
    assert re.findall(r'href="([^"]+)">([^<]+)</a>', door)[0] == ("./seance", "Préparer une séance")


def test_the_words_of_the_house_are_explained_on_the_first_screen_and_no_code_is_left() -> None:
    said = home(LIBRARY).replace("\u00a0", " ")
    cards = said[said.index('class="constats"') : said.index('class="tete"', said.index('class="constat-lie"'))]
    assert "OQOS : objectifs quantitatifs de l'offre de soins." in unescape(cards) and "Réserve : " in cards
    assert not re.search(r"\bE[1-6]D\d", cards)
    assert "E1D1 (un défi)" in said


def test_every_departement_is_a_link_and_says_whether_its_plan_is_loaded(library: Library) -> None:
    markup, geography = home(library), library.geography
    chosen = [query["departement"] for page, query in ways(markup) if page == "territoire" and query]
    assert chosen == [[code] for code in geography.departements]
    said = dict(re.findall(r'<span class="hors-vue">([^<:]+) : (plan[^<]*)</span></a>', markup.replace("\u00a0", " ")))
    loaded = {geography.name(code) for code in library.loaded_plans.any}
    assert {name for name, words in said.items() if words == "plan chargé"} == loaded
    assert len(said) == geography.count and set(said.values()) <= {"plan chargé", "plan non chargé"}


def test_a_finding_is_the_title_of_the_view_that_it_leads_to(library: Library) -> None:
    shown = found(library)
    assert len(shown) == 3
    for one in shown:
        led: dict[str, list[str]] = {}
        for name, value in one.parameters:
            led.setdefault(name, []).append(value)
        there = view(library, one.page, led)
        assert (one.title, there.ignored) == (there.title, ())
        told = there.sentence or there.cautions[0]
        assert one.words.endswith(".") and told.startswith(one.words)  # its first sentence, whole
    pages = [one.page for one in shown]
    assert pages == (["carte", "ecarts", "defis"] if library.loaded_plans.any else ["carte"] * 3)


def test_a_count_of_gaps_says_how_many_have_a_reservation_and_draws_each() -> None:
    gaps = next(one for one in found(LIBRARY) if one.page == "ecarts")
    said = ("écarts", "sont sans réserve", "en portent une")
    total, without, borne = (int(re.search(rf"(\d+) {words}", gaps.title)[1]) for words in said)  # type: ignore[index]
    assert without + borne == total
    marks = str(written(gaps.drawn[:1]))
    assert marks.count("<i ") == total and marks.count("ferme") == without


def test_a_finding_keeps_its_count_under_the_filters_of_the_reader() -> None:
    free, held = home(LIBRARY), home(LIBRARY, engagement=["3"], departement=["46"])
    cards = [re.findall(r"<h3>.*?</h3>", markup) for markup in (free, held)]
    assert cards[0] == cards[1] and len(cards[0]) == 3
    doors = held[held.index('class="entrees"') :]
    assert "./ecarts?departement=46&amp;engagement=3" in doors


def test_the_examples_of_the_search_find_something(library: Library) -> None:
    tried = [query for page, query in ways(home(library)) if page == "recherche"]
    assert len(tried) == 4
    for query in tried:
        assert view(library, "recherche", query).tables, query


def test_six_figures_have_value_unit_year_and_source() -> None:
    figures = re.findall(r'<p class="nom">.*?</div>', home(LIBRARY))
    text = [loose(text_of(markup)) for markup in figures]
    assert len(text) == len(REGION_FIGURES) == 6
    assert all(re.search(r"Source : .+ \(copie\), \d{4}\.$", one) for one in text)
    assert text[0].startswith("Population6 201 587 habitants")
    assert text[3].startswith("Médecins généralistes de ville94,8 pour 100 000 habitants")


def test_a_strip_has_a_dot_a_departement_and_no_reference_for_a_total() -> None:
    atlas = LIBRARY.atlas
    for slug in REGION_FIGURES:
        key = atlas.best[slug]
        drawn = strip(atlas, key)
        assert len(drawn.dots) == len(atlas.known(key)) and min(drawn.dots) >= 0 and max(drawn.dots) <= 100
        assert (drawn.region is None) == atlas.notions[slug].additive
    older = strip(atlas, atlas.best["part_65_plus"])
    assert older.country is not None and older.region is not None and older.country < older.region
    assert loose(older.words) == "Départements : de 17,7 (Haute-Garonne) à 32,8 (Lot)."


def test_the_cut_of_a_departement_is_its_outline() -> None:
    square: dict[str, Any] = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]}
    place = {"code": "09", "point": [0.5, 0.5]}
    drawn = svg_outlines({"features": [{"geometry": square, "properties": place}]})
    assert {polygon(drawn.paths["09"])[0], *polygon(drawn.paths["09"])} == {(0, 1000), (0, 0), (1000, 0), (1000, 1000)}
    markup = home(LIBRARY)
    assert markup.count("--forme:polygon(evenodd,") == LIBRARY.geography.count
    assert all(float(share) <= 100 for share in re.findall(r"([\d.]+)%", markup))


def test_without_the_outlines_the_departements_are_a_list() -> None:
    def lost() -> dict[str, Any]:
        raise DatasetError("perdu", ou="static/departements.geojson", que_faire="rien")

    markup = home(Library(LIBRARY.dataset, lost))
    assert "--forme" not in markup and '<li class="plein"><a data-vue href="./territoire?departement=09">' in markup


@pytest.mark.parametrize(("count", "said"), [(0, "0 plan sur 13"), (1, "1 plan sur 13"), (13, "13 plans sur 13")])
def test_coverage_holds_in_one_line(count: int, said: str) -> None:
    dataset = dataset_of(count)
    line = coverage_line(dataset, LoadedPlans.of(dataset))
    assert line.startswith(said) and "57 indicateurs officiels" in line and "\n" not in line
