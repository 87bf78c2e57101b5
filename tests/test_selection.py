"""Which values a map shows: one notion, one origine, one year, never a smaller place, never an invented zero."""

from collections import defaultdict
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.atlas import Atlas
from analysis.selection import (
    ORIGINES,
    MapKey,
    Value,
    available_views,
    index_maps,
    known_middles,
    read_values,
    reference_values,
    rounded,
)
from charts.drawings.map_base import stored_view
from tests.places import DEPARTEMENTS, GEOGRAPHY


@pytest.mark.parametrize(
    ("number", "decimales", "expected"),
    [(27.65, 1, 27.7), (28.65, 1, 28.7), (4.35, 1, 4.4), (13.65, 1, 13.7), (0.5, 0, 1.0), (1.5, 0, 2.0),
     (-0.25, 1, -0.3), (19.0, 1, 19.0), (2.675, 2, 2.68)],
)  # fmt: skip
def test_a_half_goes_away_from_zero(number: float, decimales: int, expected: float) -> None:
    assert rounded(number, decimales) == expected


TERRITORIES = ["09", "34", "48", "R76", "FR", "FRM"]
YEARS = [None, "2020", "2021"]
KEYS = [MapKey(*parts) for parts in product(["a", "b"], ORIGINES, YEARS)]
ROW = st.fixed_dictionaries({
    "territoire": st.sampled_from(TERRITORIES),
    "indicateur": st.sampled_from(["a", "b"]),
    "origine": st.sampled_from(ORIGINES),
    "annee": st.sampled_from(YEARS),
    "portee": st.sampled_from([None, None, "Mende"]),
    "valeur_min": st.sampled_from([0.0, 1.0, 2.5]),
})  # fmt: skip


def shown_maps(values: list[Value]) -> dict[MapKey, dict[str, Value]]:
    """Maps of notions shown with two decimals."""
    return index_maps(values, decimales=defaultdict(lambda: 2))


def table(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Small table valeurs: the first row of a group is shown, the others compete."""
    frame = pd.DataFrame(rows).astype({"annee": "str", "portee": "str", "valeur_min": "Float64"})
    double = frame.duplicated(["territoire", "indicateur", "origine", "annee"])
    unknown = pd.Series(pd.NA, index=frame.index, dtype="str")
    return frame.assign(
        valeur_max=frame["valeur_min"],
        statut=double.map({True: "concurrente", False: "retenue"}),
        brut="x",
        comparateur="=",
        document="sts-48",
        section="Défi #1",
        ligne=pd.Series(pd.NA, index=frame.index, dtype="Int64"),
        note=unknown,
        calcul=unknown,
        producteur=unknown,
    )


TABLES = st.lists(ROW, min_size=1, max_size=16).map(table)


def one(territoire: str, value: float = 1.0) -> dict[str, object]:
    return {
        "territoire": territoire,
        "indicateur": "a",
        "origine": "plan",
        "annee": "2020",
        "portee": None,
        "valeur_min": value,
    }


@settings(max_examples=25)
@given(TABLES)
def test_record_says_what_the_row_says_and_na_is_none(valeurs: pd.DataFrame) -> None:
    for value, row in zip(read_values(valeurs), valeurs.itertuples(), strict=True):
        assert (value.low, value.high, value.territoire) == (row.valeur_min, row.valeur_max, row.territoire)
        for name in ("annee", "portee", "ligne", "note"):
            cell = getattr(row, name)
            assert getattr(value, name) == (None if pd.isna(cell) else cell)


@settings(max_examples=25)
@given(TABLES)
def test_map_holds_exactly_the_kept_values_of_its_notion_origine_and_year(valeurs: pd.DataFrame) -> None:
    maps = shown_maps(read_values(valeurs))
    for key in KEYS:
        same_year = valeurs["annee"].isna() if key.annee is None else valeurs["annee"].eq(key.annee)
        kept = valeurs[
            valeurs["indicateur"].eq(key.indicateur)
            & valeurs["origine"].eq(key.origine)
            & same_year
            & valeurs["statut"].eq("retenue")
            & valeurs["portee"].isna()
        ]
        shown = {code: value.low for code, value in maps.get(key, {}).items()}
        assert shown == dict(zip(kept["territoire"], kept["valeur_min"], strict=True))


@settings(max_examples=25)
@given(TABLES)
def test_narrower_place_and_competing_value_are_never_mapped(valeurs: pd.DataFrame) -> None:
    shown = [value for cells in shown_maps(read_values(valeurs)).values() for value in cells.values()]
    assert all(value.portee is None and value.statut == "retenue" for value in shown)


@settings(max_examples=25)
@given(TABLES)
def test_views_are_the_maps_with_a_departement_of_a_mappable_notion(valeurs: pd.DataFrame) -> None:
    maps = shown_maps(read_values(valeurs))
    expected = {key for key, cells in maps.items() if key.indicateur == "a" and set(cells) & set(DEPARTEMENTS)}
    views = available_views(maps, mappable=["a"], departements=DEPARTEMENTS)
    assert set(views) == expected
    assert len(views) == len(expected)


@settings(max_examples=25)
@given(TABLES, st.integers(0, 99))
def test_row_order_never_changes_a_map_nor_the_order_of_views(valeurs: pd.DataFrame, seed: int) -> None:
    straight = shown_maps(read_values(valeurs))
    shuffled = shown_maps(read_values(valeurs.sample(frac=1, random_state=seed)))
    assert straight == shuffled
    assert available_views(straight, mappable="ab", departements=DEPARTEMENTS) == available_views(
        shuffled, mappable="ab", departements=DEPARTEMENTS
    )
    assert all(
        known_middles(straight[key], DEPARTEMENTS) == known_middles(shuffled[key], DEPARTEMENTS) for key in straight
    )


@settings(max_examples=25)
@given(TABLES)
def test_reading_does_not_change_the_table(valeurs: pd.DataFrame) -> None:
    before = valeurs.copy(deep=True)
    shown_maps(read_values(valeurs))
    pd.testing.assert_frame_equal(valeurs, before)


def test_unknown_value_is_neither_zero_nor_in_a_class(atlas: Atlas) -> None:
    for key in atlas.views:
        view = stored_view(atlas, key)
        unknown = [code not in atlas.cells(key) for code in DEPARTEMENTS]
        assert [index == -1 for index in view.classes] == unknown, key
        assert [number is None for number in view.nombres] == unknown, key
        assert [text == "" for text in view.textes] == unknown, key


def test_stated_zero_is_kept_as_zero() -> None:
    maps = shown_maps(read_values(table([one("09", 0.0)])))
    assert maps[MapKey("a", "plan", "2020")]["09"].low == 0.0
    assert known_middles(maps[MapKey("a", "plan", "2020")], DEPARTEMENTS) == [0.0]


def test_interval_stands_at_its_middle() -> None:
    value = read_values(table([one("09", 1.0)]).assign(valeur_max=2.0))[0]
    assert value.middle == 1.5


def test_official_statistics_come_first_then_the_fullest_map(atlas: Atlas) -> None:
    ranks = [(key.indicateur, ORIGINES.index(key.origine), -len(atlas.known(key))) for key in atlas.views]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("years", "order"),
    [(["2021", "2022"], ["2022", "2021"]), ([None, "2019"], ["2019", None]),
     (["2020-2021", "2013-2019"], ["2020-2021", "2013-2019"])],
)  # fmt: skip
def test_latest_of_equally_full_years_comes_first_and_an_unstated_one_last(
    years: list[str | None], order: list[str | None]
) -> None:
    maps = shown_maps(read_values(table([{**one("09"), "annee": year} for year in years])))
    assert [key.annee for key in available_views(maps, mappable=["a"], departements=DEPARTEMENTS)] == order


def test_dated_and_undated_values_of_a_plan_are_two_maps(atlas: Atlas) -> None:
    dated = atlas.departement(MapKey("taux_pauvrete", "plan", "2020"))
    undated = atlas.departement(MapKey("taux_pauvrete", "plan", None))
    assert sum(value is not None for value in dated) == 1
    assert sum(value is not None for value in undated) == 4
    assert all(value.annee is None for value in undated if value)


def test_notion_about_a_narrower_place_has_no_map(atlas: Atlas) -> None:
    rows = atlas.dataset.indicateurs
    kept_out = set(rows.loc[rows["portee"].notna() | ~rows["cartographiable"], "indicateur"])
    assert len(kept_out) > 50
    assert not kept_out & {key.indicateur for key in atlas.views}


@pytest.mark.parametrize(
    ("present", "beside"),
    [(["FR", "FRM", "R76"], ["R76", "FR"]), (["FRM", "R76"], ["R76", "FRM"]), (["FRM"], ["FRM"]), (["09"], [])],
)
def test_region_stands_first_and_metropole_only_without_france(present: list[str], beside: list[str]) -> None:
    cells = shown_maps(read_values(table([one(code) for code in present])))[MapKey("a", "plan", "2020")]
    assert [value.territoire for value in reference_values(cells, GEOGRAPHY)] == beside


def test_best_map_of_a_notion_is_its_first_view(atlas: Atlas) -> None:
    assert atlas.best["taux_pauvrete"] == MapKey("taux_pauvrete", "statistique", "2021")
    assert atlas.best["taux_participation_depistage_sein"].annee == "2022"
    assert set(atlas.best) == {key.indicateur for key in atlas.views}


def test_map_that_does_not_exist_is_empty(atlas: Atlas) -> None:
    key = MapKey("taux_pauvrete", "plan", "1999")
    assert atlas.cells(key) == {}
    assert atlas.departement(key) == [None] * 13


def test_statistic_is_classed_and_compared_as_it_is_printed() -> None:
    row = {**one("09", 21.96), "origine": "statistique"}
    (cells,) = index_maps(read_values(table([row])), decimales={"a": 1}).values()
    assert cells["09"].low == cells["09"].high == 22.0


def test_value_of_a_plan_is_left_as_printed() -> None:
    (cells,) = index_maps(read_values(table([{**one("09", 21.96), "origine": "plan"}])), decimales={"a": 1}).values()
    assert cells["09"].low == 21.96
