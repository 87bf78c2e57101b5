"""Scenarios: twelve questions answered by hand, and what holds whatever is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.plans import Plans
from analysis.presets import PRESETS
from analysis.scenario import ENGAGEMENTS, REFERENCE, Outcome, Scenario, outcome, sets_of_sheets
from analysis.supply import MOVING, Supply
from analysis.ties import tied_activites
from tests.held import PLANS, SUPPLY, dataset_of
from tests.places import DEPARTEMENTS

QUESTIONS = yaml.safe_load((Path(__file__).parent / "golden" / "scenarios.yml").read_text("utf-8"))
CODES = list(DEPARTEMENTS)


def found(scenario: Scenario) -> Outcome:
    return outcome(PLANS, SUPPLY, scenario, CODES)


def read(query: str, suffix: str = "") -> Scenario:
    """The scenario of an address, read here without the page."""
    values = parse_qs(query)

    def several(name: str) -> frozenset[str] | None:
        return frozenset(values[name + suffix]) if name + suffix in values else None

    return Scenario(
        engagements=frozenset(int(e) for e in values.get("engagement" + suffix, sorted(ENGAGEMENTS))),
        departements=several("departement"),
        defis=several("defi"),
        themes=several("theme"),
        parcours=several("parcours"),
        borne=values.get("borne" + suffix, ["intervalle"])[0],
        rattachement="rattachement" + suffix not in values,
    )


def question(number: int) -> tuple[Outcome, dict]:
    asked = next(q for q in QUESTIONS if q["numero"] == number)
    return found(read(asked["adresse"])), asked["attendu"]


def codes_by_plan(view: Outcome, name: str) -> dict[str, list[str]]:
    rows = {code: getattr(plan, name) for code, plan in view.plans.items() if plan.loaded}
    return {code: [row if isinstance(row, str) else row.code for row in kept] for code, kept in rows.items()}


def certain(view: Outcome) -> dict[str, int]:
    return {code: len(view.supply.changes(code)) for code in PLANS.loaded}


def test_at_least_ten_questions_were_written() -> None:
    assert len(QUESTIONS) >= 10


@pytest.mark.parametrize("number", [1, 4, 5, 6, 10])
def test_what_remains_of_each_plan(number: int) -> None:
    view, expected = question(number)
    for key, name in (("defis", "defis"), ("objectifs", "sheets")):
        kept = codes_by_plan(view, name)
        assert {code: kept[code] for code in expected.get(key, {})} == expected.get(key, {})


@pytest.mark.parametrize("number", [2, 3, 4])
def test_tags_that_nobody_or_one_plan_alone_still_prints(number: int) -> None:
    view, expected = question(number)
    for kind, name in (("theme", "themes"), ("parcours", "parcours")):
        assert view.tags[kind].gone == expected[f"{name}_plus_portes"]
        assert view.tags[kind].alone == expected.get(f"{name}_un_seul", view.tags[kind].alone)


def test_without_engagement_1_what_leaves_in_ariege() -> None:
    view, expected = question(3)
    assert codes_by_plan(view, "sheets_out")["09"] == expected["objectifs_sortis"]["09"]


def test_defis_of_two_plans_in_common_and_apart() -> None:
    view, expected = question(4)
    one, two = set(view.plans["09"].defis), set(view.plans["48"].defis)
    assert sorted(one & two) == expected["commun"]
    assert {"09": sorted(one - two), "48": sorted(two - one)} == expected["une_seule"]


def test_sheets_without_a_tag_are_untold_not_refused() -> None:
    view, expected = question(5)
    assert {code: len(plan.untold) for code, plan in view.plans.items() if plan.loaded} == expected["sans_etiquette"]


def test_certain_gaps_at_each_bound_and_what_becomes_certain() -> None:
    view, expected = question(7)
    for borne in ("intervalle", "basse", "haute"):
        assert certain(found(Scenario(borne=borne))) == expected[f"certains_{borne}"]
    settled = {(r.departement, r.activite, r.code, r.gaps["basse"].low) for r in view.supply.settled}
    assert settled == {
        (r["departement"], r["activite"], r["code"], r["ecart"]) for r in expected["deviennent_certains"]
    }


def test_cardiology_of_herault_at_the_three_readings() -> None:
    view, expected = question(8)
    assert set(expected["activites"]) <= set(view.supply.activites)
    counted = {row["code"]: row for row in expected["ecarts"] if row["denombre"]}
    rows = [row for row in view.supply.rows if (row.activite, row.departement) == (expected["activites"][0], "34")]
    assert {row.code for row in rows} == set(counted)
    for row in rows:
        for borne, gap in row.gaps.items():
            assert [gap.low, gap.high] == counted[row.code][borne] if gap else counted[row.code][borne] == [None, None]


def test_activites_with_and_without_the_editorial_tie() -> None:
    view, expected = question(9)
    asked = next(q for q in QUESTIONS if q["numero"] == 9)
    untied = found(read(asked["adresse"], "-2"))
    assert list(view.supply.activites) == expected["activites"] and certain(view) == expected["certains"]
    assert set(untied.supply.activites) == set(expected["activites_sans_rattachement"])
    assert certain(untied) == expected["certains_sans_rattachement"]


def test_who_prioritises_one_defi() -> None:
    view, expected = question(10)
    loaded = {code: bool(plan.defis) for code, plan in view.plans.items() if plan.loaded}
    assert [code for code, kept in loaded.items() if kept] == expected["priorise"]
    assert [code for code, kept in loaded.items() if not kept] == expected["non_priorise"]
    assert sorted(set(CODES) - set(loaded)) == expected["non_charge"]


def test_a_plan_that_is_not_loaded_is_unknown() -> None:
    view, expected = question(11)
    assert [code for code in expected["non_charge"] if view.plans[code].loaded] == []
    assert view.supply.rows == () and view.sheets == 0


def test_two_scenarios_share_out_every_sheet() -> None:
    first, expected = question(12)
    second = found(read(next(q for q in QUESTIONS if q["numero"] == 12)["adresse"], "-2"))
    sets = {code: sets_of_sheets(first, second, code) for code in PLANS.loaded}
    for key, name in (("dans_les_deux", "both"), ("dans_aucun", "neither")):
        assert {code: len(found[name]) for code, found in sets.items()} == expected[key]
    for view, key in ((first, "scenario_1"), (second, "scenario_2")):
        assert {code: len(view.plans[code].sheets) for code in PLANS.loaded} == expected[key]
    assert {code: sum(map(len, found.values())) for code, found in sets.items()} == expected["reference"]


# ------------------------------------------------------------------ what holds whatever is kept
subsets = st.frozensets(st.sampled_from(sorted(ENGAGEMENTS)))


def optional(values: list[str]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(values), max_size=4)


scenarios = st.builds(
    Scenario,
    engagements=subsets,
    departements=optional(CODES),
    defis=optional(list(PLANS.defis)),
    themes=optional(PLANS.labels["theme"]),
    parcours=optional(PLANS.labels["parcours"]),
    niveau=st.sampled_from(["objectif", "defi"]),
    borne=st.sampled_from(["intervalle", "basse", "haute"]),
    rattachement=st.booleans(),
)


def kept(view: Outcome) -> set[tuple[str, str]]:
    return {(sheet.departement, sheet.code) for plan in view.plans.values() for sheet in plan.sheets}


def test_keeping_everything_is_the_reference() -> None:
    assert kept(found(REFERENCE)) == set(PLANS.sheets)
    explicit = Scenario(departements=frozenset(CODES), defis=frozenset(PLANS.defis))
    assert kept(found(explicit)) == kept(found(REFERENCE))
    assert found(explicit).supply == found(REFERENCE).supply


@given(scenario=scenarios)
def test_what_remains_and_what_leaves_are_the_plan(scenario: Scenario) -> None:
    view = found(scenario)
    for code in PLANS.loaded:
        plan = view.plans[code]
        assert sorted([*plan.sheets, *plan.sheets_out], key=lambda s: s.code) == PLANS.plan(code)
        assert set(plan.defis) | set(plan.defis_out) == {page.code for page in PLANS.priorities(code)}
        assert not set(plan.defis) & set(plan.defis_out) and not set(plan.sheets) & set(plan.sheets_out)
        assert set(plan.untold) <= set(plan.sheets_out)


@given(scenario=scenarios, dropped=st.sampled_from(sorted(ENGAGEMENTS)))
def test_dropping_an_engagement_never_adds_anything(scenario: Scenario, dropped: int) -> None:
    less = found(replace(scenario, engagements=scenario.engagements - {dropped}))
    more = found(scenario)
    assert kept(less) <= kept(more)
    assert set(less.defis) <= set(more.defis) and set(less.supply.activites) <= set(more.supply.activites)
    assert set(more.tags["theme"].gone) <= set(less.tags["theme"].gone)


@given(scenario=scenarios, one=subsets, two=subsets)
def test_kept_sets_compose(scenario: Scenario, one: frozenset[int], two: frozenset[int]) -> None:
    first, second, both = (found(replace(scenario, engagements=kept)) for kept in (one, two, one & two))
    assert kept(both) == kept(first) & kept(second)
    either = found(replace(scenario, engagements=one | two))
    assert kept(either) == kept(first) | kept(second)


@given(scenario=scenarios)
def test_each_part_of_a_scenario_narrows_by_itself(scenario: Scenario) -> None:
    alone = [
        replace(REFERENCE, niveau=scenario.niveau, **{name: getattr(scenario, name)})
        for name in ("engagements", "departements", "defis", "themes", "parcours")
    ]
    assert kept(found(scenario)) == set.intersection(*(kept(found(part)) for part in alone))


@given(scenario=scenarios)
def test_a_bound_changes_no_objectif_and_intervals_stay_ordered(scenario: Scenario) -> None:
    views = {borne: found(replace(scenario, borne=borne)) for borne in ("intervalle", "basse", "haute")}
    assert len({frozenset(kept(view)) for view in views.values()}) == 1
    for row in views["intervalle"].supply.rows:
        for borne in views:
            gap, whole = row.gaps[borne], row.gaps["intervalle"]
            assert (gap is None) == (whole is None), "what is unknown stays unknown at any bound"
            assert gap is None or whole.low <= gap.low <= gap.high <= whole.high


@given(scenario=scenarios)
def test_an_unknown_gap_is_never_counted_as_a_number(scenario: Scenario) -> None:
    view = found(scenario)
    for row in view.supply.rows:
        if row.gaps[scenario.borne] is None:
            assert row not in view.supply.changes(row.departement) and row not in view.supply.settled
    assert all(row.gaps[scenario.borne].exact for row in view.supply.settled)


@given(scenario=scenarios, order=st.permutations(CODES))
def test_the_order_of_choices_and_of_rows_does_not_matter(scenario: Scenario, order: list[str]) -> None:
    plain, other = found(scenario), outcome(PLANS, SUPPLY, scenario, order)
    assert plain.plans == {code: other.plans[code] for code in CODES} and plain.supply == other.supply
    assert plain.defis == other.defis and plain.sheets == other.sheets
    again = replace(scenario, engagements=frozenset(sorted(scenario.engagements, reverse=True)))
    assert again == scenario and hash(again) == hash(scenario)


@given(scenario=scenarios)
def test_a_plan_that_is_not_loaded_holds_nothing(scenario: Scenario) -> None:
    view = found(scenario)
    for code in set(CODES) - set(PLANS.loaded):
        assert view.plans[code] == type(view.plans[code])(code, loaded=False)
        assert view.supply.changes(code) == []


@pytest.mark.parametrize("count", [0, 1, 13])
def test_other_numbers_of_plans(count: int) -> None:
    data = dataset_of(count)
    plans, supply = Plans(data), Supply(data)
    view = outcome(plans, supply, Scenario(engagements=frozenset({3, 6})), CODES)
    assert [code for code, plan in view.plans.items() if plan.loaded] == plans.loaded and len(plans.loaded) == count
    assert view.sheets == sum(sheet.engagement in (3, 6) for sheet in plans.sheets.values())
    assert all(row.readings["intervalle"] in MOVING for code in plans.loaded for row in view.supply.changes(code))


def test_presets_keep_something_and_name_known_labels() -> None:
    assert len({preset.nom for preset in PRESETS}) == len(PRESETS)
    for preset in PRESETS:
        view = found(preset.choix)
        assert 0 < view.sheets <= len(PLANS.sheets) and preset.phrase.endswith(".")
        assert (preset.choix.themes or set()) <= set(PLANS.labels["theme"])
        assert (preset.choix.parcours or set()) <= set(PLANS.labels["parcours"])


def test_the_tie_keeps_what_its_table_says() -> None:
    assert tied_activites(SUPPLY, {"1"}) == ("dpn",)
    assert set(SUPPLY.activites) - set(tied_activites(SUPPLY, {"3", "6"})) == {"smr", "dpn"}
    assert tied_activites(SUPPLY, set("123456")) == tuple(SUPPLY.activites) and tied_activites(SUPPLY, ()) == ()
