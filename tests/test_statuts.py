"""Which of several published values is shown."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.build.statuts import GROUP, KEY_FIGURES, assign_statuts
from charts.words.french import printed_decimals
from loaders.dataset import Dataset

BASE = {
    "territoire": "48", "indicateur": "taux_pauvrete", "annee": None, "origine": "plan", "valeur_min": 15.0,
    "valeur_max": 15.0, "comparateur": "=", "portee": None, "document": "sts-48", "section": "Défi #1", "ligne": 100,
    "brut": "15 %",
}  # fmt: skip
REGIONAL = ("prs-occitanie",)
TYPES = {"annee": "str", "portee": "str", "ligne": "Int64", "valeur_min": "Float64", "valeur_max": "Float64"}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    """Values that differ from BASE by what each row says; lines follow one another."""
    full = [{**BASE, "ligne": 100 + number, **row} for number, row in enumerate(rows)]
    full = [{**row, "valeur_max": max(row["valeur_min"], row["valeur_max"])} for row in full]
    return pd.DataFrame(full).astype(TYPES)


def statuts(*rows: dict[str, object]) -> list[str]:
    return assign_statuts(table(*rows), REGIONAL).tolist()


def test_single_value_is_shown() -> None:
    assert statuts({}) == ["retenue"]


def test_same_value_said_again_is_repeated_and_another_competes() -> None:
    assert statuts({}, {}, {"valeur_min": 16.0}) == ["retenue", "repetee", "concurrente"]


@pytest.mark.parametrize(
    ("loser", "winner"),
    [
        ({"portee": "Mende"}, {"ligne": 900}),
        ({"ligne": 1}, {"section": f"{KEY_FIGURES} en Lozère", "ligne": 900}),
        ({"document": "prs-occitanie"}, {"document": "sts-48"}),
        ({"territoire": "R76", "document": "sts-09"}, {"territoire": "R76", "document": "prs-occitanie"}),
        ({"comparateur": "~"}, {"comparateur": "="}),
        ({"comparateur": ">"}, {"comparateur": "~"}),
        ({"comparateur": "<"}, {"comparateur": ">"}),
        ({"valeur_min": 15.4, "ligne": 200}, {"valeur_min": 15.0, "ligne": 100}),
        ({"valeur_min": 16.0, "ligne": 200}, {"ligne": 100}),
    ],
)
def test_written_rule_decides_between_two_values(loser: dict[str, object], winner: dict[str, object]) -> None:
    different = {"valeur_min": 17.0} | loser
    assert statuts(different, winner) == ["concurrente", "retenue"]
    assert statuts(winner, different) == ["retenue", "concurrente"]


def test_value_printed_most_often_is_shown() -> None:
    assert statuts({"valeur_min": 17.0}, {}, {}) == ["concurrente", "retenue", "repetee"]


def test_place_in_the_key_figures_goes_before_frequency() -> None:
    first = {"valeur_min": 17.0, "section": f"{KEY_FIGURES} en Lozère"}
    assert statuts({}, {}, first) == ["concurrente", "concurrente", "retenue"]


def test_regional_value_of_the_key_figures_counts_only_beside_that_of_a_departement() -> None:
    key_figures = {"section": f"{KEY_FIGURES} en Lozère", "document": "sts-48"}
    region = [
        {"territoire": "R76", "document": "prs-occitanie"},
        {"territoire": "R76", "valeur_min": 17.0} | key_figures,
    ]
    assert statuts(*region) == ["retenue", "concurrente"]
    assert statuts(*region, key_figures) == ["concurrente", "retenue", "retenue"]


def test_dated_and_undated_values_are_two_groups() -> None:
    assert statuts({}, {"annee": "2021"}) == ["retenue", "retenue"]


def test_two_undated_values_are_one_group() -> None:
    assert statuts({"annee": None}, {"annee": None}) == ["retenue", "repetee"]


def test_plan_and_statistic_are_two_groups() -> None:
    assert statuts({}, {"origine": "statistique"}) == ["retenue", "retenue"]


@pytest.mark.parametrize(("value", "decimals"), [(15.0, 0), (0.0, 0), (15.5, 1), (0.05, 2), (-1.25, 2), (2.375, 3)])
def test_printed_decimals_of_a_stored_value(value: float, decimals: int) -> None:
    assert printed_decimals(value) == decimals


ROWS = st.lists(
    st.fixed_dictionaries({
        "territoire": st.sampled_from(["48", "R76"]),
        "annee": st.sampled_from([None, "2021"]),
        "origine": st.sampled_from(["plan", "statistique"]),
        "valeur_min": st.sampled_from([15.0, 15.5, 16.0]),
        "comparateur": st.sampled_from(["=", "~", ">", "<"]),
        "portee": st.sampled_from([None, "Mende"]),
        "document": st.sampled_from(["sts-48", "sts-09", "prs-occitanie"]),
        "section": st.sampled_from(["Défi #1", f"{KEY_FIGURES} en Lozère"]),
    }), min_size=1, max_size=9,
)  # fmt: skip


@settings(max_examples=25)
@given(ROWS)
def test_each_group_shows_exactly_one_value(rows: list[dict[str, object]]) -> None:
    frame = table(*rows)
    frame = frame.assign(statut=assign_statuts(frame, REGIONAL))
    assert frame[frame["statut"].eq("retenue")].groupby(GROUP, dropna=False).size().eq(1).all()
    assert frame["statut"].eq("retenue").sum() == frame.groupby(GROUP, dropna=False).ngroups


@settings(max_examples=25)
@given(ROWS)
def test_repeated_equals_the_shown_value_and_competing_differs(rows: list[dict[str, object]]) -> None:
    frame = table(*rows)
    frame = frame.assign(statut=assign_statuts(frame, REGIONAL))
    for _, group in frame.groupby(GROUP, dropna=False):
        shown = group.loc[group["statut"].eq("retenue"), "valeur_min"].iloc[0]
        assert group.loc[group["statut"].eq("repetee"), "valeur_min"].eq(shown).all()
        assert group.loc[group["statut"].eq("concurrente"), "valeur_min"].ne(shown).all()


@settings(max_examples=25)
@given(ROWS, st.randoms(use_true_random=False))
def test_row_order_never_changes_a_statut(rows: list[dict[str, object]], random: object) -> None:
    frame = table(*rows)
    shuffled = frame.sample(frac=1, random_state=random.getrandbits(32))
    assert assign_statuts(shuffled, REGIONAL).reindex(frame.index).tolist() == assign_statuts(frame, REGIONAL).tolist()


def test_stored_statuts_follow_the_rule_in_any_order(dataset: Dataset) -> None:
    stored = dataset.valeurs["statut"]
    shuffled = dataset.valeurs.drop(columns="statut").sample(frac=1, random_state=11)
    assert assign_statuts(shuffled, REGIONAL).reindex(stored.index).tolist() == stored.tolist()
