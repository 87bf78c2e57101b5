"""What the engagement filter keeps: activités by our ties, share of a plan, indicateurs that a plan prints."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.atlas import Atlas
from analysis.ties import INSIDE_A_DEFI, Citation, cited_indicateurs, kept_activites, own_share, regional_share
from tests.held import DATA as DATASET
from tests.held import PLANS, SUPPLY

some_engagements = st.sets(st.sampled_from("123456"))


@pytest.mark.parametrize(
    ("engagements", "slugs"),
    [
        ("1", ["dpn"]),
        ("2", ["irc"]),
        ("4", ["had", "smr", "psychiatrie"]),
        ("5", ["cancer", "gyneco_obst", "soins_critiques"]),
        ("6", []),
        ("14", ["had", "smr", "psychiatrie", "dpn"]),
    ],
)
def test_activites_kept_are_those_of_the_table(engagements, slugs):
    assert list(kept_activites(SUPPLY, engagements)) == slugs


def test_engagements_3_and_6_keep_every_activite_but_rehabilitation_and_prenatal_diagnosis():
    assert set(SUPPLY.activites) - set(kept_activites(SUPPLY, ["3", "6"])) == {"smr", "dpn"}


def test_activites_are_counted_alike_with_plain_pandas(curated):
    frame = pd.read_csv(curated / "activites.csv")
    ties = frame["engagements"].astype(str).str.split("|").explode()
    assert ties.value_counts().to_dict() == {"3": 15, "4": 3, "5": 3, "1": 1, "2": 1}
    for engagement in "123456":
        assert len(kept_activites(SUPPLY, engagement)) == (ties == engagement).sum()


def test_no_filter_keeps_every_activite():
    assert kept_activites(SUPPLY, ()) == tuple(SUPPLY.activites)


@given(some_engagements, some_engagements)
def test_more_engagements_never_keep_less(first, second):
    if first:
        assert set(kept_activites(SUPPLY, first)) <= set(kept_activites(SUPPLY, first | second))
        assert (
            cited_indicateurs(DATASET, PLANS, first).keys() <= cited_indicateurs(DATASET, PLANS, first | second).keys()
        )


@pytest.mark.parametrize(
    ("engagements", "departements", "counts"),
    [
        ("", [], (23, 75)),
        ("36", ["09", "46"], (6, 17)),
        ("1", [], (5, 15)),
        ("6", ["31"], (3, 0)),
        ("", ["48"], (23, 13)),
    ],
)
def test_regional_share_counts_defis_and_sheets(engagements, departements, counts):
    share = regional_share(PLANS, engagements, departements)
    assert (share.defis, share.objectifs) == counts
    assert (share.all_defis, share.all_objectifs) == (23, 75)


def test_sheets_of_a_plan_are_counted_alike_with_plain_pandas(curated):
    frame = pd.read_csv(curated / "objectifs_departements.csv", dtype=str)
    own = frame[frame["departement"].eq("48")]
    share = own_share(PLANS, ["3"], "48")
    assert (share.objectifs, share.all_objectifs) == (own["engagement"].eq("3").sum(), len(own)) == (3, 13)
    assert (share.defis, share.all_defis) == (2, 11)


def test_plan_that_is_not_loaded_has_no_share():
    share = own_share(PLANS, ["3"], "31")
    assert (share.defis, share.all_defis, share.objectifs, share.all_objectifs) == (0, 0, 0, 0)


# ---------------------------------------------------------------- indicateurs that a plan prints


def inside() -> pd.DataFrame:
    return DATASET.valeurs[DATASET.valeurs["section"].str.match(INSIDE_A_DEFI, na=False)]


def test_148_values_stand_inside_a_defi_and_all_are_resolved():
    values = inside()
    assert values["document"].value_counts().to_dict() == {"sts-34": 53, "sts-09": 50, "sts-48": 29, "sts-46": 16}
    places = {(c.document, c.ligne) for found in cited_indicateurs(DATASET, PLANS, ()).values() for c in found}
    assert places == set(zip(values["document"], values["ligne"], strict=True))


def test_numbers_printed_in_a_section_are_those_of_the_code():
    """«Défi #4 … > rubrique Objectif opérationnel #1» stands under a fourth défi and its first objectif."""
    for found in cited_indicateurs(DATASET, PLANS, ()).values():
        for place in found:
            defi = re.match(r"Défi #(\d)", place.section)
            objectif = re.search(r"Objectif [Oo]pérationnel #(\d)", place.section)
            code = re.search(r"\(E\dD\dO\d\)", place.section)
            assert not defi or place.code[3] == defi[1], place
            assert not objectif or place.code[5:] == objectif[1], place
            assert not code or code[0] == f"({place.code})", place


def test_no_value_inside_a_defi_is_known_by_another_heading():
    others = DATASET.valeurs[DATASET.valeurs["section"].str.contains("#", na=False)]
    assert len(others) == len(inside())


@pytest.mark.parametrize(
    ("engagements", "count", "mapped"),
    [("1", 21, 20), ("2", 16, 4), ("4", 13, 10), ("5", 8, 4), ("6", 10, 7), ("36", 54, 29), ("", 104, 60)],
)
def test_indicateurs_under_engagements_are_counted(atlas: Atlas, engagements, count, mapped):
    found = cited_indicateurs(DATASET, PLANS, engagements)
    assert (len(found), sum(slug in atlas.best for slug in found)) == (count, mapped)


def test_a_line_with_two_values_is_one_place():
    """The Lot prints breast screening for the département and for the region on line 656."""
    found = cited_indicateurs(DATASET, PLANS, ["1"])["taux_participation_depistage_colorectal"]
    assert [(c.document, c.ligne, c.code) for c in found if c.document == "sts-46"] == [("sts-46", 656, "E1D4O6")]


def test_place_is_the_page_or_the_sheet_that_opens_last():
    found = cited_indicateurs(DATASET, PLANS, ["5"])["taux_suivi_medical_7j_bpco"]
    assert [(c.document, c.ligne, c.code) for c in found] == [("sts-48", 3344, "E5D4O1")]
    assert Citation("sts-48", "", 1, "E5D4O1").engagement == "5"


def test_a_value_before_any_page_has_no_engagement_and_is_left_out():
    moved = DATASET.valeurs.copy()
    moved.loc[moved["indicateur"].eq("taux_suivi_medical_7j_bpco"), "ligne"] = 1
    other = type("Tables", (), {"valeurs": moved})()
    assert "taux_suivi_medical_7j_bpco" not in cited_indicateurs(other, PLANS, ())
