"""Ranks from the nearest end, differences in points or per cent, wherever both values are shown.

Expected figures are computed by hand on data/curated/statistiques.csv.
"""

import html
import re
from dataclasses import replace

import pytest

from analysis.atlas import Atlas, Notion
from analysis.comparison import Rank
from analysis.differences import Difference, difference
from analysis.plans import Plans
from analysis.selection import Value
from analysis.supply import Supply
from analysis.territory import Territories
from charts.blocks.key_figures import key_figures
from charts.blocks.sheet import sheet
from charts.blocks.territory_blocks import figures
from charts.drawings.map_base import stored_view
from charts.drawings.outlines import svg_outlines
from charts.words.standing_words import difference_text, rank_words
from exports.html import written
from exports.territory_sheet import territory_sheet
from loaders.dataset import Dataset, load_geojson
from tests.places import DEPARTEMENTS
from views.carte.tables import map_table
from views.territoire.tables import figures_table

POVERTY, DENSITY = "taux_pauvrete", "densite_mg_bpe"


@pytest.fixture(scope="module")
def territories(dataset: Dataset) -> Territories:
    return Territories(Atlas(dataset), Plans(dataset), Supply(dataset))


def text_of(markup: str) -> str:
    return re.sub(r"[\s\u202f]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def told(rank: Rank) -> str:
    return rank_words(rank, high="la plus élevée", low="la plus basse", noun="valeur ", among="sur 13")


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (Rank(1, 13, 13, 0), "valeur la plus élevée sur 13"),
        (Rank(1, 12, 13, 1), "valeur la plus élevée sur 13, ex æquo"),
        (Rank(6, 8, 13, 0), "6e valeur la plus élevée sur 13"),
        (Rank(7, 7, 13, 0), "valeur du milieu, 7e sur 13"),
        (Rank(9, 5, 13, 0), "5e valeur la plus basse sur 13"),
        (Rank(10, 3, 13, 1), "3e valeur la plus basse sur 13, ex æquo"),
        (Rank(13, 1, 13, 0), "valeur la plus basse sur 13"),
        (Rank(1, 1, 13, 12), "valeur égale partout sur 13, ex æquo"),
    ],
)
def test_a_rank_is_told_from_the_nearest_end(rank: Rank, words: str) -> None:
    assert told(rank) == words


def test_no_page_counts_from_the_far_end(atlas: Atlas) -> None:
    for key in atlas.views:
        for code in DEPARTEMENTS if key.origine == "statistique" else ():
            page = text_of(written((sheet(atlas, stored_view(atlas, key), key=key, departement=code),)))
            for place, total in re.findall(r"(\d+)e valeur la plus (?:élevée|basse) sur (\d+)", page):
                assert int(place) <= (int(total) + 1) / 2


@pytest.fixture
def pair(atlas: Atlas) -> tuple[Value, Value, Notion]:
    cells = atlas.cells(atlas.best[POVERTY])
    return cells["34"], cells["R76"], atlas.notions[POVERTY]


def test_a_share_differs_in_points(pair: tuple[Value, Value, Notion]) -> None:
    found = difference(*pair, decimales=1)
    assert found == Difference(1.9, "points", 1)  # 19.4 - 17.5
    assert difference_text(found, "%") == "+1,9\u00a0point"


def test_a_rate_differs_in_per_cent_of_the_reference(atlas: Atlas) -> None:
    cells, notion = atlas.cells(atlas.best[DENSITY]), atlas.notions[DENSITY]
    found = difference(cells["34"], cells["R76"], notion, decimales=notion.decimales)
    own, other = round(cells["34"].low, 1), round(cells["R76"].low, 1)
    assert found is not None
    assert found.kind == "pour_cent"
    assert found.amount == pytest.approx((own - other) / other * 100, abs=0.5)


def test_life_expectancy_differs_in_years(atlas: Atlas) -> None:
    cells, notion = atlas.cells(atlas.best["esperance_vie_femmes"]), atlas.notions["esperance_vie_femmes"]
    found = difference(cells["48"], cells["R76"], notion, decimales=1)
    assert found is not None
    assert found.kind == "unite"
    assert difference_text(found, "ans").replace("\u00a0", " ").endswith((" an", " ans"))
    assert difference_text(difference(cells["34"], cells["R76"], notion, decimales=1), "ans") == "égal"


@pytest.mark.parametrize(
    "change",
    [{"low": 19.0}, {"comparateur": "~"}, {"comparateur": ">"}, {"annee": None}, {"annee": "2020"}],
)
def test_an_inexact_undated_or_older_value_has_no_difference(
    pair: tuple[Value, Value, Notion], change: dict[str, object]
) -> None:
    value, region, notion = pair
    assert difference(replace(value, **change), region, notion, decimales=1) is None
    assert difference(value, replace(region, **change), notion, decimales=1) is None


def test_nothing_differs_from_what_is_unknown_or_a_total(pair: tuple[Value, Value, Notion]) -> None:
    value, region, notion = pair
    assert difference(None, region, notion, decimales=1) is None
    assert difference(value, None, notion, decimales=1) is None
    assert difference(value, region, replace(notion, unite="habitants"), decimales=1) is None
    assert difference(value, region, replace(notion, mappable=False), decimales=1) is None
    undated = (replace(value, annee=None), replace(region, annee=None))
    assert difference(*undated, notion, decimales=1) is None


@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_a_printed_difference_is_that_of_the_printed_values(territories: Territories, code: str) -> None:
    """Whoever subtracts the two numbers of a line finds the difference of that line."""
    frame = figures_table(territories.of(code))
    checked = 0
    for row in frame[frame["Unité"].eq("%")].itertuples():
        for reference, gap in (
            (row.Occitanie, row[frame.columns.get_loc("Écart à l'Occitanie") + 1]),
            (row.France, row[frame.columns.get_loc("Écart à la France") + 1]),
        ):
            if isinstance(gap, str) and gap != "égal":
                own, other = row.Valeur, reference
                said = float(gap.partition("\u00a0")[0].replace(",", ".").replace("\u2212", "-"))
                assert said == pytest.approx(own - other, abs=1e-9)
                checked += 1
    assert checked > 15


def test_the_page_and_the_printed_sheet_say_the_differences(territories: Territories) -> None:
    herault = territories.of("34")
    for markup in (written(figures(herault)), territory_sheet(herault, svg_outlines(load_geojson())).decode()):
        words = text_of(markup)
        assert "17,5 % écart +1,9 point 14,9 % métropole écart +4,5 points" in words
        assert "Écart : valeur du département moins celle de l'Occitanie ou de la France" in words


def test_the_map_its_table_and_the_key_figures_say_the_differences(atlas: Atlas) -> None:
    key = atlas.best[POVERTY]
    assert "(écart de l'Occitanie : +2,6\u00a0points)" in stored_view(atlas, key).phrase
    frame = map_table(atlas, key=key, sort="code")
    assert frame.loc["34", "Écart à l'Occitanie"] == "+1,9\u00a0point"
    assert frame.loc["34", "Écart à la France métropolitaine"] == "+4,5\u00a0points"
    assert frame.loc["R76", "Écart à la France métropolitaine"] == "+2,6\u00a0points"
    assert "France métropolitaine 14,9 %, écart +2,6 points." in text_of(written((key_figures(atlas),)))


def test_a_map_of_totals_has_no_column_of_differences(atlas: Atlas) -> None:
    frame = map_table(atlas, key=atlas.best["population"], sort="code")
    assert [name for name in frame.columns if name.startswith("Écart")] == []
    assert "écart" not in stored_view(atlas, atlas.best["population"]).phrase
