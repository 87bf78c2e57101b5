"""Gaps: properties that hold whatever the figures, and the intervals worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.build.announced import attach_announced
from analysis.build.gaps import compute_gaps
from analysis.build.totals import per_100000, regional_totals
from analysis.intervals import Interval, gap, total
from tests.held import DATA

bounds = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Interval(min(pair), max(pair)))


@given(existing=bounds, target=bounds)
def test_swapping_authorised_and_foreseen_changes_the_sign(existing, target):
    there, back = gap(existing, target), gap(target, existing)
    assert (there.low, there.high) == (-back.high, -back.low)


@given(existing=bounds, target=bounds, down=st.integers(0, 5), up=st.integers(0, 5))
def test_a_wider_target_never_narrows_the_gap(existing, target, down, up):
    wide = Interval(target.low - down, target.high + up)
    narrow, wider = gap(existing, target), gap(existing, wide)
    assert wider.low <= narrow.low <= narrow.high <= wider.high


@given(counts=st.lists(bounds, min_size=1, max_size=5), place=st.integers(0, 4), together=st.booleans())
def test_an_unknown_part_makes_the_whole_unknown_and_never_zero(counts, place, together):
    parts = [*counts[:place], None, *counts[place:]]
    assert total(parts, together=together) is None
    assert gap(None, counts[0]) is None and gap(counts[0], None) is None


@given(counts=st.lists(bounds, min_size=1, max_size=5))
def test_sites_that_may_hold_several_are_between_the_largest_and_the_sum(counts):
    shared, apart = total(counts, together=True), total(counts, together=False)
    assert max(count.low for count in counts) == shared.low <= apart.low
    assert shared.high == apart.high == sum(count.high for count in counts)


def test_an_interval_keeps_its_bounds_in_order():
    with pytest.raises(ValueError):
        Interval(3, 2)


def _oqos(*cells: tuple[str, str, str, str, str], activite: str = "irc", departement: str = "65") -> pd.DataFrame:
    """Cells of an invented plan: regime, groupe, modalite, mesure, brut."""
    rows = []
    for line, (regime, groupe, modalite, mesure, brut) in enumerate(cells, start=1):
        numbers = [int(part) for part in brut.replace(" ", "").split("/") if part.isdigit()]
        rows.append(
            {
                "departement": departement,
                "activite": activite,
                "regime": regime,
                "groupe": groupe or pd.NA,
                "modalite": modalite,
                "ordre": line,
                "mesure": mesure,
                "brut": brut or pd.NA,
                "valeur_min": numbers[0] if numbers else pd.NA,
                "valeur_max": numbers[-1] if numbers else pd.NA,
                "asterisques": 0,
                "document": f"sts-{departement}",
                "section": "essai",
                "ligne": line,
            }
        )
    return pd.DataFrame(rows).astype({"valeur_min": "Int64", "valeur_max": "Int64"})


def _constant(existing: str, target: str) -> pd.Series:
    cells = [
        ("constant", "", "Unité d'auto-dialyse", measure, brut)
        for measure, brut in (("existant", existing), ("cible", target))
    ]
    return compute_gaps(_oqos(*cells), DATA.correspondances).iloc[0]


printed = st.one_of(
    st.integers(0, 30).map(str), st.tuples(st.integers(0, 30), st.integers(0, 9)).map(lambda t: f"{t[0]}/{t[0] + t[1]}")
)


@given(existing=printed, target=printed)
def test_rows_of_the_same_nomenclature_are_subtracted(existing, target):
    row = _constant(existing, target)
    low, high = ([int(part) for part in text.split("/")] for text in (existing, target))
    assert (row["ecart_min"], row["ecart_max"]) == (high[0] - low[-1], high[-1] - low[0])
    assert (row["ecart_basse_max"], row["ecart_haute_min"]) == (high[0] - low[0], high[-1] - low[-1])


@pytest.mark.parametrize(
    ("existing", "target", "gap_low", "reading"),
    [("", "3", None, "non_comparable"), ("3", "", None, "non_comparable"),
     ("-", "3", 3, "hausse"), ("3", "-", -3, "baisse"),
     ("-", "-", None, "aucune"), ("0", "0", 0, "stable"), ("-", "0", 0, "stable")],
)  # fmt: skip
def test_a_blank_is_unknown_a_dash_is_zero_and_two_dashes_are_no_gap(existing, target, gap_low, reading):
    row = _constant(existing, target)
    assert row["lecture"] == reading
    assert pd.isna(row["ecart_min"]) if gap_low is None else row["ecart_min"] == gap_low
    assert pd.isna(row["existant_min"]) == (existing in ("", "-"))


@given(implantations=st.integers(0, 20), machines=st.integers(0, 60), target=st.integers(0, 20))
def test_machines_never_enter_a_gap(implantations, machines, target):
    name = "(sans libellé)"
    counts = {"existant_implantations": str(implantations), "existant_appareils": str(machines)}
    cells = [("ancien", "", kind, measure, count) for kind in ("Scanner", "IRM") for measure, count in counts.items()]
    frame = _oqos(*cells, ("nouveau", "", name, "cible", str(target)), activite="radiologie_diagnostique")
    row = compute_gaps(frame, DATA.correspondances).iloc[0]
    assert (row["ecart_min"], row["ecart_max"]) == (target - 2 * implantations, target - implantations)
    assert all("appareils" not in part for part in row["existant_detail"])


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**16))
def test_the_order_of_rows_does_not_matter(seed):
    part = DATA.oqos[DATA.oqos["activite"].isin(["smr", "cancer"]) & DATA.oqos["departement"].eq("34")]
    shuffled = compute_gaps(
        part.sample(frac=1, random_state=seed), DATA.correspondances.sample(frac=1, random_state=seed)
    )
    pd.testing.assert_frame_equal(compute_gaps(part, DATA.correspondances), shuffled)


WORKED = {
    ("medecine", "Toutes modalités"): ["-1;1", "-4;0", "-2;1", "-19;5"],
    ("chirurgie", "Adultes"): ["-2;0", "-2;0", "-2;0", "-21;0"],
    ("radiologie_diagnostique", "(sans libellé)"): ["0;1", "-2;1", "1;3", "-8;14"],
    ("medecine_nucleaire", "Médecine nucléaire (A et B)"): ["1;1", "1;1", "1;1", "-4;0"],
    ("smr", "Polyvalent"): ["-4;0", "-4;1", "0;0", "-20;0"],
    ("smr", "Locomoteur"): ["-1;0", "-1;0", "-1;0", "-9;1"],
    ("smr", "Système nerveux"): ["-1;0", "-1;0", "0;0", "-3;2"],
    ("smr", "Cardio-vasculaire"): ["1;1", "0;0", "1;1", "-1;1"],
    ("smr", "Pneumologie"): ["0;1", "1;1", "1;1", "0;2"],
    ("smr", "Cancers (oncologie, oncologie et hématologie)"): ["1;1", "1;1", "1;1", "3;3"],
    ("smr", "Gériatrie"): ["1;2", "2;2", "1;1", "-1;3"],
    ("smr", "Pédiatrie (EA et JEA)"): ["0;0", "0;0", "0;0", "-2;0"],
    ("cancer", "Chirurgie viscérale et digestive (A1 et B1)"): ["-1;0", "0;0", "0;0", "-9;4"],
    ("cancer", "Chirurgie thoracique (A2 et B2)"): ["–", "–", "–", "-3;2"],
    ("cancer", "Traitements médicamenteux systémiques (A, B et C)"): ["0;0", "0;0", "0;0", "-3;4"],
    ("gyneco_obst", "Niveau I"): ["0;0", "0;0", "-1;0", "0;0"],
    ("sld", "(sans libellé)"): ["0;0", "0;0", "2;2", "0;0"],
    ("irc", "Unité de dialyse médicalisée"): ["0;0", "3;3", "1;1", "7;7"],
}
"""Gaps worked by hand from the documents, for Lozère, Lot, Ariège and Hérault."""


@pytest.mark.parametrize(
    ("row", "gaps"), WORKED.items(), ids=lambda value: value[1] if isinstance(value, tuple) else ""
)
def test_gaps_worked_by_hand(row, gaps):
    frame = DATA.ecarts[DATA.ecarts["activite"].eq(row[0]) & DATA.ecarts["modalite"].eq(row[1])]
    frame = frame.set_index("departement")
    bounds = [(frame.at[code, "ecart_min"], frame.at[code, "ecart_max"]) for code in ("48", "46", "09", "34")]
    shown = ["–" if pd.isna(low) else f"{low};{high}" for low, high in bounds]
    assert shown == gaps


def test_every_printed_modality_leads_somewhere():
    known = DATA.modalites.assign(groupe=DATA.modalites["groupe"].fillna(""))
    links = DATA.correspondances.fillna({"groupe_ancien": "", "groupe_nouveau": ""})
    for regime, side in (("ancien", "ancien"), ("nouveau", "nouveau"), ("constant", "ancien"), ("constant", "nouveau")):
        wanted = known[known["regime"].eq(regime)][["activite", "groupe", "modalite"]]
        label = {"ancien": "modalite_ancienne", "nouveau": "modalite_nouvelle"}[side]
        linked = set(map(tuple, links[["activite", f"groupe_{side}", label]].dropna().to_numpy()))
        assert set(map(tuple, wanted.to_numpy())) <= linked


def test_the_stored_gaps_are_those_computed_again():
    again = compute_gaps(DATA.oqos, DATA.correspondances)
    columns = ["departement", "activite", "modalite", "ecart_min", "ecart_max", "lecture", "motif"]
    pd.testing.assert_frame_equal(DATA.ecarts[columns], again[columns], check_dtype=False)


def test_a_sum_is_unknown_when_a_part_is_and_says_how_many_plans_it_covers():
    totals = {(row.activite, row.modalite): row for row in regional_totals(DATA.ecarts).itertuples()}
    dialysis = totals[("irc", "Dialyse en centre (pédiatrique)")]
    assert (dialysis.couverture, dialysis.ecart_min) == (1, 0)
    thoracic = totals[("cancer", "Chirurgie thoracique (A2 et B2)")]
    assert pd.isna(thoracic.ecart_min) and thoracic.couverture == 4
    assert totals[("irc", "Unité de dialyse médicalisée")].ecart_min == 11


def test_no_rate_under_three_sites_nor_for_a_range():
    frame = per_100000(DATA.ecarts, DATA.populations, year=2023)
    given_rate = frame["cible_pour_100000"].notna()
    assert (frame.loc[given_rate, "cible_min"] >= 3).all()
    assert (frame.loc[given_rate, "cible_min"] == frame.loc[given_rate, "cible_max"]).all()


def _annonce(**told: object) -> pd.DataFrame:
    where = {"departement": "34", "activite": "irc", "regime": "constant", "niveau": "modalite"}
    what = {"modalite": "Unité d'auto-dialyse", "groupe": pd.NA, "ensemble": pd.NA}
    said = {"nature": "hausse", "ecart": pd.NA, "cible": pd.NA, "conditionnel": False, "resume": "essai"}
    row = where | what | said | {"document": "sts-34", "section": "essai", "ligne": 1}
    return pd.DataFrame([row | told])


@pytest.mark.parametrize(
    ("told", "verdict"),
    [({"ecart": 5}, "concorde"), ({"ecart": 4}, "contredit"), ({"cible": 14}, "concorde"), ({"cible": 15}, "contredit"),
     ({"nature": "hausse"}, "sans_nombre"), ({"nature": "renfort"}, "sans_nombre"),
     ({"nature": "securisation"}, "sans_nombre"), ({"nature": "maintien"}, "contredit"),
     ({"nature": "baisse"}, "contredit"),
     ({"ecart": 5, "cible": 15}, "contredit")],
)  # fmt: skip
def test_what_the_prose_declares_is_set_against_the_table(told, verdict):
    ecarts = compute_gaps(DATA.oqos[DATA.oqos["departement"].eq("34")], DATA.correspondances)
    rows, declared = attach_announced(ecarts, _annonce(**told))
    assert declared["concordance"].tolist() == [verdict]
    assert rows.loc[rows["modalite"].eq("Unité d'auto-dialyse"), "concordance"].tolist() == [verdict]


def test_a_declaration_about_what_is_not_compared_has_no_verdict():
    ecarts = compute_gaps(DATA.oqos[DATA.oqos["departement"].eq("34")], DATA.correspondances)
    told = _annonce(
        activite="psychiatrie", regime="nouveau", modalite="Psychiatrie de l'adulte", nature="maintien", ecart=0
    )
    assert attach_announced(ecarts, told)[1]["concordance"].isna().all()


def test_every_declared_gap_of_the_herault_smr_amp_and_dialysis_stands_beside_its_row():
    told = DATA.annonces[DATA.annonces["departement"].eq("34") & DATA.annonces["activite"].isin(["smr", "amp", "irc"])]
    numbers = {row.modalite: (row.ecart, row.concordance) for row in told[told["niveau"].eq("modalite")].itertuples()}
    declared = {"Gériatrie": 3, "Locomoteur": 1, "Système nerveux": 2, "Cardio-vasculaire": 1, "Pneumologie": 2,
                "Système digestif, endocrinologie, diabétologie, nutrition": 1, "Polyvalent": 0,
                "Mise en œuvre de l'accueil des embryons": 1, "Dialyse en centre (adulte)": 1,
                "Unité de dialyse médicalisée": 7, "Unité d'auto-dialyse": 5, "Dialyse en centre (pédiatrique)": 0,
                "Dialyse à domicile par hémodialyse et/ou dialyse péritonéale": 2}  # fmt: skip
    assert {name: numbers[name][0] for name in declared} == declared
    gaps = DATA.ecarts[DATA.ecarts["departement"].eq("34") & DATA.ecarts["activite"].isin(["smr", "amp", "irc"])]
    exact = gaps.set_index("modalite").eval("ecart_min == ecart_max")
    assert {name: numbers[name][1] for name in declared} == {
        name: "concorde" if exact[name] else "dans_fourchette" for name in declared
    }
    cancers = told[told["ensemble"].eq("Cancers (oncologie, oncologie et hématologie)")]
    assert (cancers["ecart"].tolist(), cancers["concordance"].tolist()) == ([3], ["concorde"])


def _without(activite: str, modalite: str, mesure: str) -> pd.DataFrame:
    frame = DATA.oqos[DATA.oqos["departement"].eq("34") & DATA.oqos["activite"].eq(activite)]
    kept = frame[~(frame["modalite"].eq(modalite) & frame["mesure"].eq(mesure))]
    return compute_gaps(kept, DATA.correspondances).set_index("modalite")


def test_a_group_that_lacks_a_row_has_no_gap_and_says_so():
    row = _without("cancer", "B1 - chirurgie oncologique viscérale et digestive complexe", "cible")
    group = row.loc["Chirurgie viscérale et digestive (A1 et B1)"]
    assert pd.isna(group["ecart_min"]) and pd.isna(group["cible_max"])
    assert (group["comparable"], group["lecture"]) == ("non", "non_comparable")
    assert "n'est pas imprimée dans ce plan" in group["motif"]


def test_an_old_table_that_lacks_a_row_gives_no_gap_and_says_so():
    row = _without("chirurgie", "Ambulatoire", "existant").loc["Adultes"]
    assert pd.isna(row["ecart_min"]) and row["comparable"] == "non"
    assert row["motif"].startswith("Ce plan n'imprime pas toutes les lignes")


def test_a_blank_cell_has_its_own_reason():
    row = _constant("", "3")
    assert (row["comparable"], row["motif"].split(",")[0]) == ("non", "Une case est vide dans le document")
